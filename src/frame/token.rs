//! Tokens: the names under which units enter a draw (protocol section 2).

use crate::digest::hex8;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The name under which a unit enters a draw (标识令牌): the first 24 hex digits of a keyed digest of its id. A secret of the
/// office, its auditor and its business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
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
///
/// Every token sets a bit in a table; those that find theirs set are suspects, and only suspects are compared.
pub(super) fn equal_pair(tokens: &[[u8; 24]]) -> Option<(usize, usize)> {
    let mut seen = Bits::new(tokens.len());
    let met: Vec<u64> = tokens
        .iter()
        .map(slot)
        .filter(|slot| !seen.insert(*slot))
        .collect();
    let mut suspect = Bits::new(met.len());
    for slot in &met {
        suspect.insert(*slot);
    }
    let suspects = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| !met.is_empty() && suspect.has(slot(token)));
    let mut suspects: Vec<(u64, usize)> = suspects
        .map(|(place, token)| (slot(token), place))
        .collect();
    suspects.sort_unstable_by_key(|(slot, place)| (*slot, tokens.get(*place), *place));
    let mut pairs = suspects.iter().zip(suspects.iter().skip(1));
    let equal =
        pairs.find(|((a, first), (b, second))| a == b && tokens.get(*first) == tokens.get(*second));
    equal.map(|((_, first), (_, second))| (*first, *second))
}

/// 64 bits made from the first sixteen digits of a token.
#[inline]
fn slot(token: &[u8; 24]) -> u64 {
    let [first, second, _] = [0, 1, 2].map(|word| {
        token
            .as_chunks()
            .0
            .get(word)
            .copied()
            .map_or(0, u64::from_le_bytes)
    });
    (first ^ second.rotate_left(32))
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .rotate_left(32)
}

/// A table of bits, a power of two in number.
struct Bits(Vec<u64>);

impl Bits {
    /// Sixteen bits for each thing it is to hold.
    fn new(things: usize) -> Self {
        let bits = things.saturating_mul(16).next_power_of_two().max(64);
        Self(vec![0; bits / 64])
    }

    #[expect(
        clippy::as_conversions,
        reason = "the table is smaller than the address space"
    )]
    fn place(&self, slot: u64) -> (usize, u64) {
        ((slot >> 6) as usize & (self.0.len() - 1), 1 << (slot & 63))
    }

    /// Sets the bit; `false` if it was set.
    #[inline]
    fn insert(&mut self, slot: u64) -> bool {
        let (place, bit) = self.place(slot);
        self.0.get_mut(place).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    fn has(&self, slot: u64) -> bool {
        let (place, bit) = self.place(slot);
        self.0.get(place).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_tokens_are_found_wherever_they_stand() {
        let mut tokens: Vec<[u8; 24]> = (0..20_000_u32)
            .map(|i| *Token::of([i.wrapping_mul(0x9E37_79B9); 8]).as_bytes())
            .collect();
        assert_eq!(equal_pair(&tokens), None);
        tokens[19_999] = tokens[77];
        assert_eq!(equal_pair(&tokens), Some((77, 19_999)));
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
