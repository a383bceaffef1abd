//! A date of which the day may not be known.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day, or a year of which the day is not known (日期, 可仅有年份): `2021-03-01` or `2021`.
///
/// ```
/// use double_random::region::YearOrDay;
/// let changed: YearOrDay = "2021".parse()?;
/// assert_eq!(changed.first().to_string(), "2021-01-01");
/// assert_eq!(changed.last().to_string(), "2021-12-31");
/// # Ok::<(), double_random::region::YearOrDayError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearOrDay {
    first: Day,
    last: Day,
}

/// A text that is neither a day nor a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD, or YYYY where only the year is known, found `{}`", .text.escape_debug())]
pub struct YearOrDayError {
    text: String,
}

impl YearOrDay {
    /// The first day that it may be.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day that it may be.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }
}

impl FromStr for YearOrDay {
    type Err = YearOrDayError;

    fn from_str(text: &str) -> Result<Self, YearOrDayError> {
        let days = match text.len() {
            4 => [format!("{text}-01-01"), format!("{text}-12-31")],
            _ => [text.to_owned(), text.to_owned()],
        };
        match days.map(|day| day.parse()) {
            [Ok(first), Ok(last)] => Ok(Self { first, last }),
            _ => Err(YearOrDayError {
                text: text.to_owned(),
            }),
        }
    }
}

impl TryFrom<String> for YearOrDay {
    type Error = YearOrDayError;

    fn try_from(text: String) -> Result<Self, YearOrDayError> {
        text.parse()
    }
}

impl From<YearOrDay> for String {
    fn from(date: YearOrDay) -> Self {
        date.to_string()
    }
}

impl fmt::Display for YearOrDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first.to_string();
        f.write_str(if self.first == self.last {
            &day
        } else {
            day.get(..4).unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_one_spelling() {
        for good in ["2021", "0001", "9999", "2024-02-29"] {
            assert_eq!(good.parse::<YearOrDay>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "21",
            "2021-",
            "2021-03",
            "2021-02-29",
            "二〇",
            "+201",
            "2021年",
            "20 1",
        ] {
            assert!(bad.parse::<YearOrDay>().is_err(), "{bad}");
        }
    }
}
