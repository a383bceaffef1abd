//! Tokens: the names under which units enter a draw (protocol section 2).

use super::kind::place;
use crate::digest::hex8;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The name under which a unit enters a draw (标识令牌): the first 24 hex digits of a keyed digest of its id. A secret of the
/// office, its auditor and its business. It prints as `Token(…)`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Token([u8; 24]);

/// A text that is not a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token is written as 24 lower-case hex digits, found `{}`", .text.escape_debug())]
pub struct TokenError {
    text: String,
}

impl Token {
    #[inline]
    pub(super) fn of(words: [u32; 8]) -> Self {
        let mut token = [0; 24];
        for (to, word) in token.as_chunks_mut().0.iter_mut().zip(words) {
            *to = hex8(word);
        }
        Self(token)
    }

    /// The 24 hex digits.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 24] {
        &self.0
    }

    /// The 24 hex digits, as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) const fn from_checked(bytes: [u8; 24]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let digits = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let token = text.as_bytes().try_into().ok().filter(|_| digits);
        token.map(Self).ok_or_else(|| TokenError {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for Token {
    type Error = TokenError;

    fn try_from(text: String) -> Result<Self, TokenError> {
        text.parse()
    }
}

/// Two places that hold the same token, if there are any.
pub(super) fn equal_pair(tokens: &[[u8; 24]]) -> Option<(usize, usize)> {
    let twice = met_twice(tokens);
    if twice.is_empty() {
        return None;
    }
    let mut suspect = Bits::new(PART);
    for key in twice {
        suspect.insert(key);
    }
    let places = tokens.iter().zip(0..);
    let mut suspects: Vec<(&[u8; 24], usize)> = places
        .filter(|(token, _)| suspect.has(mixed(token).1))
        .collect();
    suspects.sort_unstable();
    let mut pairs = suspects.iter().zip(suspects.iter().skip(1));
    let equal = pairs.find(|((a, _), (b, _))| a == b);
    equal.map(|((_, first), (_, second))| (*first, *second))
}

/// About how many tokens are searched together: the table for so many stays in the memory next to the processor.
const PART: usize = 1 << 14;

/// The keys of all equal tokens, and of few others.
///
/// Tokens are dealt into parts by one half of their digits, mixed, and in a part every key from the other half sets a bit;
/// only keys that find theirs set are compared.
fn met_twice(tokens: &[[u8; 24]]) -> Vec<u32> {
    let parts = tokens.len() / PART + 1;
    let room = tokens.len() / parts;
    let room = room + 8 * room.isqrt() + 8;
    let mut keys: Vec<Vec<u32>> = (0..parts).map(|_| Vec::with_capacity(room)).collect();
    for token in tokens {
        let (part, key) = mixed(token);
        if let Some(keys) = keys.get_mut(scaled(part, parts)) {
            keys.push(key);
        }
    }
    let mut seen = Bits::new(room);
    let mut twice = vec![];
    for keys in keys {
        let met: Vec<u32> = keys
            .iter()
            .copied()
            .filter(|key| !seen.insert(*key))
            .collect();
        seen.clear();
        for key in &met {
            seen.insert(*key);
        }
        let mut suspects: Vec<u32> = keys.into_iter().filter(|key| seen.has(*key)).collect();
        seen.clear();
        suspects.sort_unstable();
        let pairs = suspects.iter().zip(suspects.iter().skip(1));
        twice.extend(pairs.filter(|(a, b)| a == b).map(|(key, _)| *key));
    }
    twice
}

/// Two numbers that are made from the first sixteen digits of a token.
#[inline]
fn mixed(token: &[u8; 24]) -> (u32, u32) {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let word = |place| token.as_chunks().0.get(place).copied();
    let [first, second] = [0, 1].map(|place| word(place).map_or(0, u64::from_le_bytes));
    let mixed = first.wrapping_mul(ODD).rotate_left(32).wrapping_add(second);
    let [low, high] = halves(mixed.wrapping_mul(ODD));
    (high, high ^ low)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "halves are meant"
)]
const fn halves(whole: u64) -> [u32; 2] {
    [whole as u32, (whole >> 32) as u32]
}

/// A number below 2^32 as one below `all`, evenly.
#[expect(
    clippy::as_conversions,
    reason = "no target has addresses of more than 64 bits"
)]
const fn scaled(number: u32, all: usize) -> usize {
    ((number as u128 * all as u128) >> 32) as usize
}

/// A table of bits, a power of two in number.
struct Bits(Vec<u64>);

impl Bits {
    /// 64 bits for each thing it is to hold.
    fn new(things: usize) -> Self {
        Self(vec![0; things.next_power_of_two()])
    }

    fn clear(&mut self) {
        self.0.fill(0);
    }

    fn place(&self, key: u32) -> (usize, u64) {
        (place(key >> 6) & (self.0.len() - 1), 1 << (key & 63))
    }

    /// Sets the bit; `false` if it was set.
    #[inline]
    fn insert(&mut self, key: u32) -> bool {
        let (place, bit) = self.place(key);
        self.0.get_mut(place).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    #[inline]
    fn has(&self, key: u32) -> bool {
        let (place, bit) = self.place(key);
        self.0.get(place).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_tokens_are_found_wherever_they_stand() {
        for count in [2_u32, 3, 1_000, 60_000] {
            let last = usize::try_from(count).unwrap() - 1;
            let token = |i: u32| {
                let [first, second] = [i.wrapping_mul(0x9E37_79B9), i.wrapping_mul(0x85EB_CA6B)];
                *Token::of([first, second, i, 0, 0, 0, 0, 0]).as_bytes()
            };
            let mut tokens: Vec<[u8; 24]> = (0..count).map(token).collect();
            assert_eq!(equal_pair(&tokens), None);
            for place in [0, last / 2, last - 1] {
                let before = tokens[last];
                tokens[last] = tokens[place];
                assert_eq!(equal_pair(&tokens), Some((place, last)));
                tokens[last] = before;
            }
            // Alike in the digits that keys are made from, and no further.
            tokens[0] = tokens[last];
            tokens[0][16..].copy_from_slice(b"ffffffff");
            assert_eq!(equal_pair(&tokens), None);
        }
        assert_eq!(equal_pair(&[]), None);
    }

    #[test]
    fn a_token_has_one_spelling() {
        let token = Token::of([0x0123_ABCD; 8]);
        assert_eq!(token.to_string(), "0123abcd0123abcd0123abcd");
        assert_eq!(token.to_string().parse(), Ok(token));
        for bad in [
            "",
            "0123abcd",
            "0123ABCD0123abcd0123abcd",
            "0123abcd0123abcd0123abcg",
        ] {
            assert!(bad.parse::<Token>().is_err());
        }
    }
}
