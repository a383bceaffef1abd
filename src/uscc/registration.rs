//! The registration number that the unified code replaced.

use super::cell::Cell;
use super::fault;
use crate::region::Division;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A registration number of before 2015-10-01 (注册号, GS 15-2006): 15 digits, of which six name the division of the authority,
/// eight count, and the last is a check digit (ISO 7064 MOD 11,10). It names nobody any more: [`Aliases`](super::Aliases) leads
/// from it to the code.
///
/// ```
/// use double_random::uscc::RegistrationNumber;
/// let number: RegistrationNumber = "110000013257748".parse()?;
/// assert_eq!(number.division().as_str(), "110000");
/// assert_eq!(number.warning(), None);
/// assert!("110000013257749".parse::<RegistrationNumber>()?.warning().is_some());
/// # Ok::<(), double_random::uscc::RegistrationNumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationNumber([u8; 15]);

/// A text that is not a registration number (GS 15-2006). Places are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationNumberError {
    /// What a spreadsheet left of a number.
    #[error("a registration number is 15 digits of text, found `{}`: {}", fault::shown(.text), fault::told(*.cell))]
    Cell {
        /// What happened.
        cell: Cell,
        /// What is left.
        text: String,
    },
    /// Another length.
    #[error("a registration number has 15 digits, found {found} characters")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// No digit.
    #[error("a registration number is written in digits, found `{}` at place {place}", .character.escape_debug())]
    Character {
        /// Which.
        character: char,
        /// Where.
        place: usize,
    },
}

/// The warning that the last digit is not the computed one (校验码不符).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the check digit of the registration number is computed as `{computed}`, found `{found}`")]
#[non_exhaustive]
pub struct WrongCheckDigit {
    /// What it would be.
    pub computed: char,
    /// What it is.
    pub found: char,
}

impl RegistrationNumber {
    /// The 15 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The division of the authority that gave the number, for ever.
    #[must_use]
    pub fn division(&self) -> Division {
        let [digits @ .., _, _, _, _, _, _, _, _, _] = self.0;
        Division::of_digits(digits)
    }

    /// Whether the last digit is not the computed one, as with codes a warning.
    ///
    /// The check digit finds every exchange of one digit by another. Of two neighbours that change places it misses some.
    #[must_use]
    pub fn warning(&self) -> Option<WrongCheckDigit> {
        let mut product = 10;
        for digit in self.0.iter().take(14) {
            let sum = (product + u32::from(digit - b'0')) % 10;
            product = if sum == 0 { 10 } else { sum } * 2 % 11;
        }
        let [.., found] = self.0.map(char::from);
        let computed = char::from_digit((11 - product) % 10, 10)?;
        (computed != found).then_some(WrongCheckDigit { computed, found })
    }
}

impl FromStr for RegistrationNumber {
    type Err = RegistrationNumberError;

    fn from_str(text: &str) -> Result<Self, RegistrationNumberError> {
        if let Some(cell) = Cell::of(text, 15) {
            let text = text.to_owned();
            return Err(RegistrationNumberError::Cell { cell, text });
        }
        let mut characters = text.chars().zip(1..);
        let strange = characters.find(|(character, _)| !character.is_ascii_digit());
        let found = text.chars().count();
        match (text.as_bytes().try_into(), strange) {
            (Ok(digits), None) => Ok(Self(digits)),
            (_, Some((character, place))) if found == 15 => {
                Err(RegistrationNumberError::Character { character, place })
            }
            _ => Err(RegistrationNumberError::Length { found }),
        }
    }
}

impl TryFrom<String> for RegistrationNumber {
    type Error = RegistrationNumberError;

    fn try_from(text: String) -> Result<Self, RegistrationNumberError> {
        text.parse()
    }
}

impl From<RegistrationNumber> for String {
    fn from(number: RegistrationNumber) -> Self {
        number.as_str().to_owned()
    }
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegistrationNumber({self})")
    }
}
