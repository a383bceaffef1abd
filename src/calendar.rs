//! Civil dates and moments, each with one spelling. The crate has no clock: time is an argument.

mod term;

pub use term::Term;
pub use term::TermError;
pub use term::TermUnit;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that is not a date or a moment (protocol section 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Not a day of the calendar in its one spelling.
    #[error("a date is an existing day written YYYY-MM-DD, found `{}`", .text.escape_debug())]
    Day {
        /// What was found.
        text: String,
    },
    /// Not a moment in its one spelling.
    #[error("a time is written YYYY-MM-DDThh:mm:ss with its offset +hh:mm, found `{}`", .text.escape_debug())]
    Moment {
        /// What was found.
        text: String,
    },
}

/// A day of the civil calendar (日期), written `YYYY-MM-DD` and no other way.
///
/// ```
/// use double_random::calendar::Day;
/// let day: Day = "2024-02-29".parse()?;
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert!("2024-02-30".parse::<Day>().is_err());
/// assert!("20240229".parse::<Day>().is_err());
/// # Ok::<(), double_random::calendar::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(jiff::civil::Date);

impl FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let day = text.parse().ok().map(Self);
        day.filter(|day| day.to_string() == text)
            .ok_or_else(|| TimeError::Day {
                text: text.to_owned(),
            })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

/// A moment as its author wrote it, with seconds and offset (RFC 3339): `2024-06-02T18:00:00+08:00`.
///
/// Two moments are equal when they are written alike; the same instant at another offset is another text.
///
/// ```
/// use double_random::calendar::Moment;
/// let published: Moment = "2024-06-02T18:00:00+08:00".parse()?;
/// let drawn: Moment = "2024-06-02T10:00:01+00:00".parse()?;
/// assert!(published.is_before(&drawn));
/// assert_eq!(published.day().to_string(), "2024-06-02");
/// # Ok::<(), double_random::calendar::TimeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(String);

impl Moment {
    /// The text, byte for byte.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it passes before the other one does, wherever both were written.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        self.instant() < other.instant()
    }

    /// Its day, where it was written.
    #[must_use]
    pub fn day(&self) -> Day {
        let day = self.0.get(..10).and_then(|text| text.parse().ok());
        day.unwrap_or(Day(jiff::civil::Date::ZERO))
    }

    fn instant(&self) -> jiff::Timestamp {
        self.0.parse().unwrap_or_default()
    }
}

impl FromStr for Moment {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let shape = b"dddd-dd-ddTdd:dd:dd+dd:dd";
        let alike = |(found, wanted): (u8, &u8)| match wanted {
            b'd' => found.is_ascii_digit(),
            b'+' => found == b'+' || found == b'-',
            _ => found == *wanted,
        };
        let spelled = text.len() == shape.len() && text.bytes().zip(shape).all(alike);
        let offset = text.get(20..22).is_some_and(|hours| hours <= "23");
        let strange = text.ends_with("-00:00") || leap_second(text) || !offset;
        if spelled && !strange && text.parse::<jiff::Timestamp>().is_ok() {
            Ok(Self(text.to_owned()))
        } else {
            Err(TimeError::Moment {
                text: text.to_owned(),
            })
        }
    }
}

/// A 60th second, which not every calendar library knows.
fn leap_second(text: &str) -> bool {
    text.get(17..19) == Some("60")
}

macro_rules! as_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = TimeError;

            fn try_from(text: String) -> Result<Self, TimeError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(time: $name) -> Self {
                time.to_string()
            }
        }
    };
}
as_text!(Day);
as_text!(Moment);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_spelling() {
        for good in ["2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Day>().unwrap().to_string(), good);
        }
        for bad in [
            "2023-02-29",
            "2024-2-9",
            "20240229",
            "2024-02-09T00:00:00",
            "+002024-02-09",
            "-000001-01-01",
            "2024-02-09 ",
            "",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_moment_has_seconds_and_an_offset() {
        for good in [
            "2024-06-02T18:00:00+08:00",
            "2024-06-02T18:00:00-03:30",
            "2024-06-02T18:00:00+00:00",
        ] {
            assert_eq!(good.parse::<Moment>().unwrap().as_str(), good);
        }
        for bad in [
            "2024-06-02T18:00:00Z",
            "2024-06-02 18:00:00+08:00",
            "2024-06-02T18:00+08:00",
            "2024-06-31T18:00:00+08:00",
            "2024-06-02T18:00:00-00:00",
            "2024-06-02T23:59:60+08:00",
            "2024-06-02T18:00:00.5+08:00",
            "2024-06-02T18:00:00+99:00",
            "2024-06-02T18:00:00+24:00",
        ] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }

    #[test]
    fn moments_are_ordered_by_what_passes_first() {
        let moment = |text: &str| text.parse::<Moment>().unwrap();
        let (east, west) = (
            moment("2024-06-03T00:30:00+08:00"),
            moment("2024-06-02T16:30:01+00:00"),
        );
        assert!(east.is_before(&west) && !west.is_before(&east) && !east.is_before(&east));
        assert!(east.day() > west.day());
    }
}
