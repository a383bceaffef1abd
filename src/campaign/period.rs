//! From when to when a campaign lasts.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The days of a campaign (起止时间), both included.
///
/// ```
/// use double_random::campaign::Period;
/// let period = Period::of_months("2024-03".parse()?, "2024-11".parse()?);
/// assert_eq!((period.from.to_string(), period.until.to_string()), ("2024-03-01".into(), "2024-11-30".into()));
/// # Ok::<(), double_random::campaign::YearMonthError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Period {
    /// From one day to another.
    #[must_use]
    pub const fn of_days(from: Day, until: Day) -> Self {
        Self { from, until }
    }

    /// From the first day of a month to the last of another, as plans are published (起止月份).
    #[must_use]
    pub const fn of_months(from: YearMonth, until: YearMonth) -> Self {
        Self {
            from: from.first,
            until: until.last,
        }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whether both last on some day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }

    /// Whether both last in some calendar month.
    #[must_use]
    pub fn shares_month(self, other: Self) -> bool {
        let month = |day: Day| (day.year(), day.month());
        month(self.from) <= month(other.until) && month(other.from) <= month(self.until)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.until)
    }
}

/// A month of a year (年月), written `2024-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    first: Day,
    last: Day,
}

/// A text that is not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written YYYY-MM, found `{}`", .text.escape_debug())]
pub struct YearMonthError {
    text: String,
}

impl YearMonth {
    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }
}

impl FromStr for YearMonth {
    type Err = YearMonthError;

    fn from_str(text: &str) -> Result<Self, YearMonthError> {
        let day = |number: u8| format!("{text}-{number:02}").parse::<Day>().ok();
        let last = (28..=31).rev().find_map(day);
        day(1)
            .zip(last)
            .map(|(first, last)| Self { first, last })
            .ok_or_else(|| YearMonthError {
                text: text.to_owned(),
            })
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        for (text, last) in [
            ("2024-02", "2024-02-29"),
            ("2023-02", "2023-02-28"),
            ("2024-04", "2024-04-30"),
            ("2024-12", "2024-12-31"),
        ] {
            let month: YearMonth = text.parse().unwrap();
            assert_eq!(month.to_string(), text);
            assert_eq!(month.last().to_string(), last);
        }
        for bad in [
            "",
            "2024",
            "2024-2",
            "2024-13",
            "2024-00",
            "2024-02-01",
            "24-02",
        ] {
            assert!(bad.parse::<YearMonth>().is_err(), "{bad}");
        }
    }
}
