//! Days of the civil calendar.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

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

impl Day {
    /// The first day that can be written: 0000-01-01.
    pub(super) const FIRST: Self = Self(jiff::civil::Date::ZERO);
}

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

as_text!(Day, TimeError);

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
}
