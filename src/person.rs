//! Natural persons: what identifies one stays inside, and only a pseudonym leaves.

use crate::calendar::Day;
use crate::digest::Digest;
use crate::digest::hex;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The identity number of a natural person (公民身份号码, GB 11643): 17 digits, of which the seventh to the fourteenth are a
/// day, and a check character (ISO 7064 MOD 11-2).
///
/// It is personal information (Personal Information Protection Law, 个人信息保护法, art. 6 and 28): no more of it is kept than the
/// purpose needs. So it never leaves: it prints as `PersonId(…)`, has no text form, no errors repeat any part of it, and it cannot
/// be serialised. What leaves is its [pseudonym](Self::pseudonym).
///
/// ```
/// use double_random::person::{PersonId, PersonKey};
/// let person: PersonId = "11010519491231002X".parse()?; // the standard's own example
/// assert_eq!(format!("{person:?}"), "PersonId(…)");
/// let key = PersonKey::from_bytes([7; 32]).ok_or("the key is 32 zero bytes")?;
/// assert_eq!(person.pseudonym(&key), "11010519491231002x".parse::<PersonId>()?.pseudonym(&key));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It does not print:
///
/// ```compile_fail,E0277
/// fn shown(person: double_random::person::PersonId) -> String {
///     format!("{person}")
/// }
/// ```
///
/// It does not go into a document:
///
/// ```compile_fail,E0277
/// fn written(person: &double_random::person::PersonId) -> String {
///     serde_json::to_string(person).unwrap_or_default()
/// }
/// ```
///
/// It does not come out of one, whose reader might repeat it in an error:
///
/// ```compile_fail,E0277
/// fn read(text: &str) -> Option<double_random::person::PersonId> {
///     serde_json::from_str(text).ok()
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PersonId([u8; 18]);

/// The key of an office's pseudonyms (假名密钥): 32 random bytes, which it keeps to itself and never changes within a register. It
/// prints as `PersonKey(…)`.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonKey([u8; 32]);

/// Who a person is, for whoever does not have the key (假名): 64 lower-case hex digits.
///
/// Whoever has the key and a list of identity numbers can tell whose it is. So it is still personal information, better guarded
/// (Personal Information Protection Law art. 51), and not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(Digest);

/// A text that is not an identity number (GB 11643). It does not repeat any part of it. Places are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonIdError {
    /// Another length.
    #[error("an identity number has 18 characters, found {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// No digit, and no X at the end.
    #[error(
        "an identity number is 17 digits and a digit or X, found another character at place {place}"
    )]
    Character {
        /// Where.
        place: usize,
    },
    /// No day of the calendar.
    #[error("characters 7 to 14 of an identity number are a day YYYYMMDD, found none")]
    Day,
    /// Another check character.
    #[error("the check character of the identity number is not the computed one")]
    CheckCharacter,
}

impl PersonId {
    /// The person's pseudonym under this key: `H(hex(derived) + id)`, where `derived = H(hex(key) + ":person")`, H is SHA-256 and
    /// the id is in upper case.
    ///
    /// The label keeps the key's other uses apart. That a longer text could be hashed on from a known digest does no harm: every id
    /// has 18 characters.
    ///
    /// By hand: `printf '%s%s' "$(printf '%s:person' "$KEY" | sha256sum | cut -c1-64)" "$ID" | sha256sum`.
    #[must_use]
    pub fn pseudonym(&self, key: &PersonKey) -> Pseudonym {
        let id = str::from_utf8(&self.0).unwrap_or_default();
        let derived = Digest::of_texts([&*hex(&key.0), ":person"]);
        Pseudonym(Digest::of_texts([&*hex(derived.as_bytes()), id]))
    }
}

impl FromStr for PersonId {
    type Err = PersonIdError;

    fn from_str(text: &str) -> Result<Self, PersonIdError> {
        let found = text.chars().count();
        if found != 18 {
            return Err(PersonIdError::Length { found });
        }
        let text = text.to_ascii_uppercase();
        let strange = |(character, place): &(char, usize)| {
            !(character.is_ascii_digit() || (*character == 'X' && *place == 18))
        };
        if let Some((_, place)) = text.chars().zip(1..).find(strange) {
            return Err(PersonIdError::Character { place });
        }
        let id = text.into_bytes().try_into();
        let id: [u8; 18] = id.map_err(|_| PersonIdError::Length { found })?;
        let [_, _, _, _, _, _, y1, y2, y3, y4, m1, m2, d1, d2, ..] = id.map(char::from);
        let day = String::from_iter([y1, y2, y3, y4, '-', m1, m2, '-', d1, d2]);
        if day.parse::<Day>().is_err() {
            return Err(PersonIdError::Day);
        }
        if is_checked(&id) {
            Ok(Self(id))
        } else {
            Err(PersonIdError::CheckCharacter)
        }
    }
}

/// ISO 7064 MOD 11-2: the characters, weighted with the powers of 2 from the last, sum to 1 mod 11; X is worth 10.
fn is_checked(id: &[u8; 18]) -> bool {
    let value = |byte: &u8| char::from(*byte).to_digit(10).unwrap_or(10);
    id.iter().fold(0, |sum, byte| (sum * 2 + value(byte)) % 11) == 1
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonId(…)")
    }
}

impl PersonKey {
    /// A new key, from the caller's generator.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = [0; 32];
        while key == [0; 32] {
            rng.fill_bytes(&mut key);
        }
        Self(key)
    }

    /// The key that these bytes are; none if they are all zero, which is no secret.
    #[must_use]
    pub fn from_bytes(key: [u8; 32]) -> Option<Self> {
        (key != [0; 32]).then_some(Self(key))
    }

    /// The key, as 64 lower-case hex digits: the one way in which it leaves.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

impl Pseudonym {
    /// The digest that it is.
    #[must_use]
    pub const fn digest(&self) -> &Digest {
        &self.0
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
