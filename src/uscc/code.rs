//! The unified social credit code.

use super::cell::Cell;
use super::{EntityCategory, RegisteringDepartment, UsccError, UsccWarning};
use crate::person::PersonId;
use crate::region::{Division, Gazetteer};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the first says which department
/// registered the subject, the second what it is, the next six where, the next nine are its organisation code (组织机构代码,
/// GB 11714) and the last is a check character.
///
/// Lower case is read as upper case; nothing else is exchanged. What is no code by its check character and is the identity number
/// of a [person](crate::person) by its own is refused, and not repeated. Any other code with wrong check characters is a code with
/// [warnings](Self::warnings): they are computed from the text whenever they are asked for, so they cannot get lost on the way.
///
/// ```
/// use double_random::uscc::{EntityCategory, Uscc};
/// let code: Uscc = "91532301ma6k00014y".parse()?;
/// assert_eq!(code.as_str(), "91532301MA6K00014Y");
/// assert_eq!(code.category(), Some(EntityCategory::Enterprise));
/// assert_eq!(code.division().as_str(), "532301");
/// assert_eq!(code.organisation(), "MA6K00014");
/// assert_eq!(code.warnings(), []);
///
/// let issued_so: Uscc = "91350211M0000XUF46".parse()?;
/// assert_eq!(issued_so.warnings()[0].to_string(), "the check character is computed as `R`, found `6`");
///
/// let lost = "9.15323E+17".parse::<Uscc>().map_err(|error| error.to_string());
/// assert_eq!(lost, Err("a unified social credit code is 18 characters of text, found `9.15323E+17`: \
///     the cell was read as a number; its last digits are lost".to_owned()));
/// # Ok::<(), double_random::uscc::UsccError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc([u8; 18]);

impl Uscc {
    /// The characters of a code, each standing for its place: no I, O, S, V or Z.
    pub const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// The code that a department would issue: its character and that of the category, the division of the authority, and the
    /// first eight characters of the organisation code. Both check characters are computed.
    ///
    /// ```
    /// use double_random::uscc::Uscc;
    /// let code = Uscc::compose('9', '1', "532301".parse()?, "MA6K0001")?;
    /// assert_eq!(code.as_str(), "91532301MA6K00014Y");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Characters that codes do not have; more or fewer than eight for the organisation.
    pub fn compose(
        department: char,
        category: char,
        division: Division,
        organisation: &str,
    ) -> Result<Self, UsccError> {
        let draft: Self = format!("{department}{category}{division}{organisation}00").parse()?;
        let organisation = draft.with(16, organisation_check(&draft.0));
        Ok(organisation.with(17, check(&organisation.0)))
    }

    fn with(mut self, index: usize, character: u8) -> Self {
        if let Some(place) = self.0.get_mut(index) {
            *place = character;
        }
        self
    }

    /// The 18 characters, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The department that registered the subject; none if its character is not known.
    #[must_use]
    pub fn department(&self) -> Option<RegisteringDepartment> {
        let [department, ..] = self.0;
        RegisteringDepartment::of(department.into())
    }

    /// What the subject is; none if the two characters are not known.
    #[must_use]
    pub fn category(&self) -> Option<EntityCategory> {
        EntityCategory::of(self.as_str().get(..2)?)
    }

    /// The division of the authority that issued the code, for ever: never where the subject is now. Subjects move and divisions
    /// are renumbered, and codes stay.
    #[must_use]
    pub fn division(&self) -> Division {
        let [_, _, digits @ .., _, _, _, _, _, _, _, _, _, _] = self.0;
        Division::of_digits(digits)
    }

    /// The organisation code: nine characters, its own check character the last.
    #[must_use]
    pub fn organisation(&self) -> &str {
        self.as_str().get(8..17).unwrap_or_default()
    }

    /// What is odd about the code by itself.
    ///
    /// The check character finds every exchange of one character by another, and of two neighbours with each other. Whether
    /// the division exists is asked of a table: [`warnings_in`](Self::warnings_in).
    #[must_use]
    pub fn warnings(&self) -> Vec<UsccWarning> {
        let [department, category, ..] = self.0.map(char::from);
        let mut warnings = vec![];
        let (computed, [.., found]) = (check(&self.0), self.0);
        if computed != found {
            let (computed, found) = (computed.into(), found.into());
            warnings.push(UsccWarning::CheckCharacter { computed, found });
        }
        let (computed, [.., found, _]) = (organisation_check(&self.0), self.0);
        if computed != found {
            let (computed, found) = (computed.into(), found.into());
            warnings.push(UsccWarning::OrganisationCheck { computed, found });
        }
        match self.department() {
            None => warnings.push(UsccWarning::UnknownDepartment {
                character: department,
            }),
            Some(known) if known.has_listed_categories() && self.category().is_none() => {
                warnings.push(UsccWarning::UnknownCategory {
                    department,
                    character: category,
                });
            }
            Some(_) => {}
        }
        if self.0.iter().all(u8::is_ascii_digit) && self.0.ends_with(b"000") {
            warnings.push(UsccWarning::PerhapsRounded);
        }
        warnings
    }

    /// What is odd about the code, and whether these tables name its division, in force or not.
    ///
    /// ```
    /// use double_random::region::{CHUXIONG, Gazetteer};
    /// use double_random::uscc::Uscc;
    /// let gazetteer = Gazetteer::parse(CHUXIONG)?;
    /// let of_lufeng_county = Uscc::compose('9', '1', "532331".parse()?, "MA6K0001")?;
    /// assert_eq!(of_lufeng_county.warnings_in(&gazetteer), []);
    /// let elsewhere: Uscc = "91350100M000100Y43".parse()?;
    /// assert_eq!(elsewhere.warnings_in(&gazetteer).len(), 1 + elsewhere.warnings().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn warnings_in(&self, gazetteer: &Gazetteer) -> Vec<UsccWarning> {
        let mut warnings = self.warnings();
        let division = self.division();
        if !gazetteer.knows(division) {
            warnings.push(UsccWarning::UnknownDivision { division });
        }
        warnings
    }
}

/// The 18th character: `31 − Σ value · 3^place mod 31`, where 31 is 0.
fn check(code: &[u8; 18]) -> u8 {
    let (mut sum, mut weight) = (0, 1);
    for character in code.iter().take(17) {
        sum += value(*character).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    at(Uscc::ALPHABET, (31 - sum % 31) % 31)
}

/// The 17th character (GB 11714): the last of the organisation code, whose letters are valued in the whole alphabet of 26.
fn organisation_check(code: &[u8; 18]) -> u8 {
    let mut sum = 0;
    for (character, weight) in code.iter().skip(8).zip([3, 7, 9, 10, 5, 8, 4, 2]) {
        sum += char::from(*character).to_digit(36).unwrap_or(0) * weight;
    }
    at("0123456789X", (11 - sum % 11) % 11)
}

/// The character at this place of an alphabet.
fn at(alphabet: &str, place: u32) -> u8 {
    let mut characters = alphabet.bytes().zip(0..);
    let found = characters.find(|(_, index)| *index == place);
    found.map_or(b'0', |(character, _)| character)
}

/// The place of a character in the alphabet of codes.
fn value(character: u8) -> Option<u32> {
    let value = match character {
        b'0'..=b'9' => character - b'0',
        b'A'..=b'H' => character - b'A' + 10,
        b'J'..=b'N' => character - b'J' + 18,
        b'P'..=b'R' => character - b'P' + 23,
        b'T'..=b'U' => character - b'T' + 26,
        b'W'..=b'Y' => character - b'W' + 28,
        _ => return None,
    };
    Some(value.into())
}

impl FromStr for Uscc {
    type Err = UsccError;

    fn from_str(text: &str) -> Result<Self, UsccError> {
        if let Some(cell) = Cell::of(text, 18) {
            let text = text.to_owned();
            return Err(UsccError::Cell { cell, text });
        }
        let find = |wanted: fn(char) -> bool| {
            let mut characters = text.chars().zip(1..);
            characters.find(|(character, _)| wanted(*character))
        };
        if let Some((character, place)) = find(char::is_whitespace) {
            return Err(UsccError::Space { character, place });
        }
        if let Some((character, place)) = find(|c| matches!(c, '\u{FF01}'..='\u{FF5E}')) {
            return Err(UsccError::FullWidth { character, place });
        }
        let found = text.chars().count();
        if found != 18 {
            return Err(UsccError::Length { found });
        }
        for (character, place) in text.chars().zip(1..) {
            let character = character.to_ascii_uppercase();
            match character {
                'I' | 'O' | 'S' | 'V' | 'Z' => {
                    return Err(UsccError::LookAlike { character, place });
                }
                _ if !Self::ALPHABET.contains(character) => {
                    return Err(UsccError::Character { character, place });
                }
                'A'..='Z' if (3..=8).contains(&place) => {
                    return Err(UsccError::Division { character, place });
                }
                _ => {}
            }
        }
        let code = text.to_ascii_uppercase().into_bytes().try_into();
        let code: [u8; 18] = code.map_err(|_| UsccError::Length { found })?;
        // Codes are public and print; whoever pastes the column of persons must not publish it.
        if !code.ends_with(&[check(&code)]) && text.parse::<PersonId>().is_ok() {
            return Err(UsccError::IdentityNumber);
        }
        Ok(Self(code))
    }
}

impl TryFrom<String> for Uscc {
    type Error = UsccError;

    fn try_from(text: String) -> Result<Self, UsccError> {
        text.parse()
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uscc({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_worth_its_place_in_the_alphabet() {
        for byte in 0..=u8::MAX {
            let place = Uscc::ALPHABET.bytes().position(|one| one == byte);
            let place = place.map(|place| u32::try_from(place).unwrap());
            assert_eq!(value(byte), place, "{}", char::from(byte));
        }
    }
}
