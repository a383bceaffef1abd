//! Tickets: a number of its own for every name, whatever other names there are.

use super::seed::Seed;
use crate::digest::Digest;
use crate::digest::LANES;
use crate::digest::Lanes;
use crate::digest::Midstate;
use crate::digest::hex8;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The number by which a name is ordered in a draw (签号): the first 8 bytes of `digest(seed, name)`, big-endian, written
/// as 16 hex digits.
///
/// By hand: `printf '%s%s' "$SEED" "$NAME" | sha256sum | cut -c1-16`.
///
/// ```
/// use double_random::chance::{Seed, Ticket};
/// let seed: Seed = "e78776647387a0d4da25b6b2404f7c13f5d09e17161c845332a47ea8f874a996".parse()?;
/// assert_eq!(seed.ticket(b"a").to_string(), "45137e0b2fb518a7");
/// # Ok::<(), double_random::digest::HexError>(())
/// ```
///
/// # Value stability
/// `double-random/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Ticket(u64);

/// A text that is not a ticket (protocol section 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket is written as 16 lower-case hex digits, found `{}`", .text.escape_debug())]
pub struct TicketError {
    text: String,
}

impl Ticket {
    /// The ticket with this number.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Its 16 hex digits.
    fn with_text<T>(self, then: impl FnOnce(&str) -> T) -> T {
        let mut text = [0; 16];
        let words = self.0.to_be_bytes();
        for (to, word) in text.as_chunks_mut().0.iter_mut().zip(words.as_chunks().0) {
            *to = hex8(u32::from_be_bytes(*word));
        }
        then(std::str::from_utf8(&text).unwrap_or_default())
    }

    #[inline]
    fn of(words: [u32; 8]) -> Self {
        let [high, low, ..] = words;
        Self(u64::from(high) << 32 | u64::from(low))
    }
}

impl Seed {
    /// `digest(seed, name) = H(hex(seed) + name)`.
    #[must_use]
    pub fn digest(&self, name: &[u8]) -> Digest {
        self.midstate().finish(name).into()
    }

    /// The ticket of one name. For many, [`Seed::tickets`] is several times as fast.
    #[must_use]
    pub fn ticket(&self, name: &[u8]) -> Ticket {
        Ticket::of(self.midstate().finish(name))
    }

    /// The tickets of many names, in their order.
    ///
    /// The seed's block is compressed once; every name of at most 55 bytes then costs one compression.
    ///
    /// ```
    /// use double_random::chance::Seed;
    /// let seed = Seed::from_bytes([7; 32]);
    /// let tickets: Vec<_> = seed.tickets(["a", "b"]).collect();
    /// assert_eq!(tickets, [seed.ticket(b"a"), seed.ticket(b"b")]);
    /// ```
    pub fn tickets<T: AsRef<[u8]>>(
        &self,
        names: impl IntoIterator<Item = T>,
    ) -> impl Iterator<Item = Ticket> {
        let start = self.midstate();
        let mut lanes = Lanes::new(start);
        let mut names = names.into_iter().peekable();
        let mut ready = vec![];
        std::iter::from_fn(move || {
            if ready.is_empty() {
                while names
                    .next_if(|name| lanes.push::<0, 1>([name.as_ref()]))
                    .is_some()
                {}
                ready.extend(lanes.drain().map(Ticket::of));
                if ready.is_empty() {
                    ready.extend(
                        names
                            .next()
                            .map(|long| Ticket::of(start.finish(long.as_ref()))),
                    );
                }
                ready.reverse();
            }
            ready.pop()
        })
    }
}

/// The tickets of names of 24 bytes, such as the tokens of a frame: the hot path of a draw.
pub(crate) struct TokenTickets(Midstate);

impl TokenTickets {
    pub(crate) fn new(seed: &Seed) -> Self {
        Self(seed.midstate())
    }

    /// Calls `each` with the place and ticket of each name, in their order.
    #[inline]
    pub(crate) fn for_each(&self, names: &[[u8; 24]], mut each: impl FnMut(usize, Ticket)) {
        let mut lanes = Lanes::new(self.0);
        let mut at = 0;
        for batch in names.chunks(LANES) {
            for name in batch {
                lanes.push::<0, 1>([name]);
            }
            for words in lanes.drain() {
                each(at, Ticket::of(words));
                at += 1;
            }
        }
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

impl FromStr for Ticket {
    type Err = TicketError;

    fn from_str(text: &str) -> Result<Self, TicketError> {
        let ticket = u64::from_str_radix(text, 16).ok().map(Self);
        let ticket = ticket.filter(|ticket| ticket.to_string() == text);
        ticket.ok_or_else(|| TicketError {
            text: text.to_owned(),
        })
    }
}

impl Serialize for Ticket {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl TryFrom<String> for Ticket {
    type Error = TicketError;

    fn try_from(text: String) -> Result<Self, TicketError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_of_many_names_are_those_of_each() {
        let seed = Seed::from_bytes([9; 32]);
        let names: Vec<String> = (0..500)
            .map(|i| "名".repeat(i % 50) + &i.to_string())
            .collect();
        let each: Vec<_> = names
            .iter()
            .map(|name| seed.ticket(name.as_bytes()))
            .collect();
        assert_eq!(seed.tickets(&names).collect::<Vec<_>>(), each);
        assert_eq!(seed.tickets(Vec::<String>::new()).count(), 0);
    }

    #[test]
    fn names_that_join_alike_are_apart() {
        let seed = Seed::from_bytes([9; 32]);
        assert_ne!(seed.ticket(b"1"), seed.ticket(b"01"));
        assert_ne!(seed.derive("a").reveal(), seed.digest(b"a").to_string());
    }

    #[test]
    fn a_ticket_has_one_spelling() {
        let ticket = Ticket::from_number(0xAB);
        assert_eq!(ticket.to_string().parse(), Ok(ticket));
        for bad in [
            "",
            "ab",
            "00000000000000AB",
            "+0000000000000ab",
            "000000000000000ab",
        ] {
            assert!(bad.parse::<Ticket>().is_err(), "{bad}");
        }
    }
}
