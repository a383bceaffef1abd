//! Classes of industries.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A class of the classification of industries (国民经济行业分类, GB/T 4754-2017): a section (门类) `H`, a division (大类) `H61`, a
/// group (中类) `H611` or a class (小类) `H6110`.
///
/// It is written with the letter of its section, so that every class begins with what it belongs to. Registers often leave the
/// letter out: `6110` is read as `H6110`. A letter that does not go with the digits is an error. Whether there is such a group or
/// class is not checked; the crate has no table of names.
///
/// ```
/// use double_random::industry::{Depth, IndustryClass};
/// let hotels: IndustryClass = "6110".parse()?;
/// assert_eq!(hotels.as_str(), "H6110");
/// assert_eq!((hotels.section(), hotels.depth()), ('H', Depth::Class));
/// assert!(hotels.is_within(&"H61".parse()?) && !hotels.is_within(&"H62".parse()?));
/// let wider: Vec<String> = std::iter::successors(hotels.parent(), IndustryClass::parent).map(String::from).collect();
/// assert_eq!(wider, ["H611", "H61", "H"]);
///
/// let error = "I6110".parse::<IndustryClass>().map_err(|error| error.to_string());
/// assert_eq!(error, Err("the division 61 belongs to section H of GB/T 4754-2017, found `I6110`".to_owned()));
/// # Ok::<(), double_random::industry::IndustryClassError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IndustryClass(String);

/// How fine a class is (层级); the finer, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has these four")]
pub enum Depth {
    /// A letter (门类).
    Section,
    /// Two digits (大类).
    Division,
    /// Three digits (中类).
    Group,
    /// Four digits (小类).
    Class,
}

/// A text that is not a class of industries (GB/T 4754-2017).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndustryClassError {
    /// Another shape.
    #[error(
        "a class of industries is a letter from A to T, two to four digits, or both, found `{}`", .text.escape_debug()
    )]
    Shape {
        /// What was found.
        text: String,
    },
    /// A division that there is not.
    #[error("the divisions of GB/T 4754-2017 are 01 to 97, found `{text}`")]
    NoDivision {
        /// What was found.
        text: String,
    },
    /// A letter that does not go with the digits.
    #[error(
        "the division {division} belongs to section {section} of GB/T 4754-2017, found `{text}`"
    )]
    OtherSection {
        /// The first two digits.
        division: String,
        /// The section to which they belong.
        section: char,
        /// What was found.
        text: String,
    },
}

/// The last division of each section (GB/T 4754-2017): the first is the next after the section before.
const SECTIONS: [(char, u8); 20] = [
    ('A', 5),
    ('B', 12),
    ('C', 43),
    ('D', 46),
    ('E', 50),
    ('F', 52),
    ('G', 60),
    ('H', 62),
    ('I', 65),
    ('J', 69),
    ('K', 70),
    ('L', 72),
    ('M', 75),
    ('N', 79),
    ('O', 82),
    ('P', 83),
    ('Q', 85),
    ('R', 90),
    ('S', 96),
    ('T', 97),
];

impl IndustryClass {
    /// The letter and the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits without the letter; the empty text for a section.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.0.get(1..).unwrap_or_default()
    }

    /// The letter.
    #[must_use]
    pub fn section(&self) -> char {
        self.0.chars().next().unwrap_or_default()
    }

    /// How fine it is.
    #[must_use]
    pub fn depth(&self) -> Depth {
        match self.digits().len() {
            0 => Depth::Section,
            2 => Depth::Division,
            3 => Depth::Group,
            _ => Depth::Class,
        }
    }

    /// What it belongs to next; nothing for a section.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let length = match self.depth() {
            Depth::Section => return None,
            Depth::Division => 1,
            Depth::Group => 3,
            Depth::Class => 4,
        };
        self.0.get(..length).map(|parent| Self(parent.to_owned()))
    }

    /// Whether it is the other one or belongs to it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl FromStr for IndustryClass {
    type Err = IndustryClassError;

    fn from_str(text: &str) -> Result<Self, IndustryClassError> {
        let own = || text.to_owned();
        let shape = || IndustryClassError::Shape { text: own() };
        let digits = text.strip_prefix(|letter: char| letter.is_ascii_uppercase());
        let letter = digits.and(text.chars().next());
        let digits = digits.unwrap_or(text);
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(shape());
        }
        match (letter, digits.len()) {
            (Some('A'..='T'), 0) => return Ok(Self(own())),
            (Some('A'..='T') | None, 2..=4) => {}
            _ => return Err(shape()),
        }
        let division = digits.get(..2).unwrap_or_default();
        let number: u8 = division.parse().map_err(|_| shape())?;
        let section = SECTIONS.iter().find(|(_, last)| number <= *last);
        let Some((section, _)) = section.filter(|_| number > 0) else {
            return Err(IndustryClassError::NoDivision { text: own() });
        };
        if letter.is_some_and(|letter| letter != *section) {
            return Err(IndustryClassError::OtherSection {
                division: division.to_owned(),
                section: *section,
                text: own(),
            });
        }
        Ok(Self(format!("{section}{digits}")))
    }
}

impl TryFrom<String> for IndustryClass {
    type Error = IndustryClassError;

    fn try_from(text: String) -> Result<Self, IndustryClassError> {
        text.parse()
    }
}

impl From<IndustryClass> for String {
    fn from(class: IndustryClass) -> Self {
        class.0
    }
}

impl fmt::Display for IndustryClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for IndustryClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IndustryClass({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_one_spelling_and_the_letter_may_be_left_out() {
        let mut first = 1;
        for (section, last) in SECTIONS {
            for division in first..=last {
                for rest in ["", "1", "10"] {
                    let (bare, whole) = (
                        format!("{division:02}{rest}"),
                        format!("{section}{division:02}{rest}"),
                    );
                    let class: IndustryClass = bare.parse().unwrap();
                    assert_eq!(class.as_str(), whole);
                    assert_eq!(whole.parse(), Ok(class.clone()));
                    assert!(class.is_within(&section.to_string().parse().unwrap()));
                }
            }
            first = last + 1;
        }
        assert_eq!(first, 98);
    }

    #[test]
    fn another_letter_or_shape_is_refused() {
        for division in 1..=97 {
            let right: IndustryClass = format!("{division:02}").parse().unwrap();
            for letter in ('A'..='T').filter(|letter| *letter != right.section()) {
                let error = format!("{letter}{division:02}").parse::<IndustryClass>();
                assert!(
                    matches!(error, Err(IndustryClassError::OtherSection { .. })),
                    "{letter}{division:02}"
                );
            }
        }
        for bad in [
            "", "U", "h61", "H6", "6", "H61100", "61100", "H 61", "61H", "Ｈ61", "H-61", "H611.0",
        ] {
            let error = bad.parse::<IndustryClass>();
            assert!(
                matches!(error, Err(IndustryClassError::Shape { .. })),
                "{bad}"
            );
        }
        for bad in ["00", "98", "99", "A00", "T98", "0010"] {
            let error = bad.parse::<IndustryClass>();
            assert!(
                matches!(error, Err(IndustryClassError::NoDivision { .. })),
                "{bad}"
            );
        }
    }
}
