//! The code of a division.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The code of an administrative division (行政区划代码, GB/T 2260): six digits, two for the province, two for the prefecture,
/// two for the county.
///
/// Any six digits are a code: a [`Gazetteer`](super::Gazetteer) says which there are. It is not a
/// [`District`](crate::id::District), whose name a plan chooses, though a plan may well choose these.
///
/// ```
/// use double_random::region::{Division, Level};
/// let [lufeng, chuxiong]: [Division; 2] = ["532302".parse()?, "532300".parse()?];
/// assert_eq!((lufeng.level(), chuxiong.level()), (Level::County, Level::Prefecture));
/// assert!(lufeng.is_within(chuxiong) && !chuxiong.is_within(lufeng));
/// # Ok::<(), double_random::region::DivisionError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Division([u8; 6]);

/// A text that is not the code of a division.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the code of a division is six digits, found `{}`", .text.escape_debug())]
pub struct DivisionError {
    text: String,
}

/// How far a division or an authority reaches (行政层级); the wider, the greater.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "six digits tell these four apart and no other"
)]
pub enum Level {
    /// A county, city at county level or district of a city (县级).
    County,
    /// A prefecture or city at prefecture level (地级, 州级).
    Prefecture,
    /// A province, autonomous region or municipality (省级).
    Province,
    /// The whole country (中央), `100000` in codes that a national authority gave.
    Nation,
}

impl Division {
    /// The code that these digits are.
    pub(crate) const fn of_digits(digits: [u8; 6]) -> Self {
        Self(digits)
    }

    /// The digits of the code.
    pub(crate) const fn digits(&self) -> &[u8; 6] {
        &self.0
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How far it reaches, by its digits: zeros stand where it is not divided further.
    ///
    /// Counties that stand under a province directly (省直辖县级行政区划) are counties, such as `429004`.
    #[must_use]
    pub const fn level(self) -> Level {
        match self.0 {
            [b'1', b'0', b'0', b'0', b'0', b'0'] => Level::Nation,
            [_, _, b'0', b'0', b'0', b'0'] => Level::Province,
            [_, _, _, _, b'0', b'0'] => Level::Prefecture,
            _ => Level::County,
        }
    }

    /// Whether it is the other one or a part of it, by its digits.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        let shared = match other.level() {
            Level::Nation => 0,
            Level::Province => 2,
            Level::Prefecture => 4,
            Level::County => 6,
        };
        self.0
            .iter()
            .zip(other.0)
            .take(shared)
            .all(|(a, b)| *a == b)
    }
}

impl FromStr for Division {
    type Err = DivisionError;

    fn from_str(text: &str) -> Result<Self, DivisionError> {
        let digits = text.as_bytes().try_into().ok().map(Self);
        digits
            .filter(|code| code.0.iter().all(u8::is_ascii_digit))
            .ok_or_else(|| DivisionError {
                text: text.to_owned(),
            })
    }
}

impl TryFrom<String> for Division {
    type Error = DivisionError;

    fn try_from(text: String) -> Result<Self, DivisionError> {
        text.parse()
    }
}

impl From<Division> for String {
    fn from(division: Division) -> Self {
        division.as_str().to_owned()
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Division({self})")
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::County => "county",
            Self::Prefecture => "prefecture",
            Self::Province => "province",
            Self::Nation => "nation",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division(text: &str) -> Division {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_is_six_digits_and_nothing_else() {
        assert_eq!(division("532301").to_string(), "532301");
        for bad in [
            "",
            "53230",
            "5323010",
            "53230A",
            "５３２３０１",
            " 532301",
            "53230é",
        ] {
            let error = bad.parse::<Division>().unwrap_err().to_string();
            assert!(
                error.starts_with("the code of a division is six digits"),
                "{error}"
            );
        }
    }

    #[test]
    fn zeros_say_how_far_it_reaches() {
        for (code, level) in [
            ("100000", Level::Nation),
            ("530000", Level::Province),
            ("110000", Level::Province),
            ("532300", Level::Prefecture),
            ("532301", Level::County),
            ("429004", Level::County),
        ] {
            assert_eq!(division(code).level(), level, "{code}");
        }
        assert!(Level::Nation > Level::Province && Level::Prefecture > Level::County);
    }

    #[test]
    fn what_is_within_is_read_off_the_digits() {
        let chain = ["532301", "532300", "530000", "100000"].map(division);
        for (place, narrow) in chain.iter().enumerate() {
            for (other, wide) in chain.iter().enumerate() {
                assert_eq!(narrow.is_within(*wide), place <= other, "{narrow} {wide}");
            }
        }
        assert!(!division("532302").is_within(division("532301")));
        assert!(!division("532301").is_within(division("532400")));
        assert!(!division("532301").is_within(division("520000")));
    }
}
