//! Days of the civil calendar.

use super::TermUnit;
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
    /// The first day that can be written.
    pub const FIRST: Self = Self(jiff::civil::date(0, 1, 1));
    /// The last day that can be written.
    pub const LAST: Self = Self(jiff::civil::date(9999, 12, 31));

    /// Its year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        u16::try_from(self.0.year()).unwrap_or_default()
    }

    /// Its month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::try_from(self.0.month()).unwrap_or_default()
    }

    /// Its day of the week (星期).
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            jiff::civil::Weekday::Monday => Weekday::Monday,
            jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
            jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
            jiff::civil::Weekday::Thursday => Weekday::Thursday,
            jiff::civil::Weekday::Friday => Weekday::Friday,
            jiff::civil::Weekday::Saturday => Weekday::Saturday,
            jiff::civil::Weekday::Sunday => Weekday::Sunday,
        }
    }

    /// The next day.
    ///
    /// # Errors
    /// None follows 9999-12-31.
    pub fn following(self) -> Result<Self, TimeError> {
        self.plus_days(1)
    }

    /// The day before.
    ///
    /// # Errors
    /// None precedes 0000-01-01.
    pub fn preceding(self) -> Result<Self, TimeError> {
        let day = self.0.yesterday().ok().filter(|_| self > Self::FIRST);
        day.map(Self).ok_or(TimeError::NoDayBefore)
    }

    /// How many days lie from this one to the other: 1 to the next day, less than 0 to one that is past.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        self.0.duration_until(other.0).as_hours() / 24
    }

    /// The day so many days later.
    ///
    /// # Errors
    /// A day after 9999-12-31.
    pub fn plus_days(self, number: u32) -> Result<Self, TimeError> {
        let span = jiff::Span::new().try_days(number);
        self.plus(span.ok(), number, TermUnit::Days)
    }

    /// The corresponding day (对应日) so many months later; where that month has no such day, its last one (Civil Code, 民法典,
    /// art. 202).
    ///
    /// ```
    /// use double_random::calendar::Day;
    /// let day: Day = "2024-11-30".parse()?;
    /// assert_eq!(day.plus_months(3)?.to_string(), "2025-02-28");
    /// # Ok::<(), double_random::calendar::TimeError>(())
    /// ```
    ///
    /// # Errors
    /// A day after 9999-12-31.
    pub fn plus_months(self, number: u32) -> Result<Self, TimeError> {
        let span = jiff::Span::new().try_months(number);
        self.plus(span.ok(), number, TermUnit::Months)
    }

    /// The corresponding day (对应日) so many years later; for 29 February in a year that has none, the 28th (Civil Code,
    /// 民法典, art. 202).
    ///
    /// # Errors
    /// A day after 9999-12-31.
    pub fn plus_years(self, number: u32) -> Result<Self, TimeError> {
        let span = jiff::Span::new().try_years(number);
        self.plus(span.ok(), number, TermUnit::Years)
    }

    fn plus(
        self,
        span: Option<jiff::Span>,
        number: u32,
        unit: TermUnit,
    ) -> Result<Self, TimeError> {
        let day = span.and_then(|span| self.0.checked_add(span).ok());
        day.map(Self).ok_or(TimeError::NoDayAfter {
            day: self,
            number,
            unit,
        })
    }

    /// The day that an instant falls on in China; the first one for an instant before the calendar begins.
    pub(super) fn in_china(instant: jiff::Timestamp) -> Self {
        let china = jiff::tz::Offset::constant(8);
        Self(china.to_datetime(instant).date()).max(Self::FIRST)
    }

    /// The first day of a year; `None` after 9999.
    #[must_use]
    pub fn first_of(year: u16) -> Option<Self> {
        let year = i16::try_from(year).ok()?;
        let day = jiff::civil::Date::new(year, 1, 1).ok();
        day.map(Self)
    }

    /// The last day of a year; `None` after 9999.
    #[must_use]
    pub fn last_of(year: u16) -> Option<Self> {
        Self::first_of(year).map(|day| Self(day.0.last_of_year()))
    }

    /// The days from this one to the last, both included; none if that is past.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        let days = std::iter::successors(Some(self), |day| day.following().ok());
        days.take_while(move |day| *day <= last)
    }
}

/// A day of the week (星期).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a week has seven days")]
pub enum Weekday {
    /// 星期一.
    Monday,
    /// 星期二.
    Tuesday,
    /// 星期三.
    Wednesday,
    /// 星期四.
    Thursday,
    /// 星期五.
    Friday,
    /// 星期六.
    Saturday,
    /// 星期日.
    Sunday,
}

impl Weekday {
    /// Whether it is one of the two weekly rest days (周休息日): Saturday or Sunday, by art. 7 of the State Council's rules on
    /// working hours (国务院关于职工工作时间的规定, State Council Order 174 of 1995).
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        })
    }
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

/// A text that is not a date or a moment (protocol section 1), or a day that the calendar does not have.
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
    /// Nothing after 9999-12-31.
    #[error("the calendar ends with 9999-12-31, found none {} after {day}", unit.count(*.number))]
    NoDayAfter {
        /// From where.
        day: Day,
        /// How many.
        number: u32,
        /// Of what.
        unit: TermUnit,
    },
    /// Nothing before 0000-01-01.
    #[error("the calendar begins with 0000-01-01, found no day before it")]
    NoDayBefore,
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

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn months_and_years_end_on_the_corresponding_day_or_the_last_of_the_month() {
        for (start, months, end) in [
            ("2024-11-30", 3, "2025-02-28"), // no 30 February
            ("2023-11-30", 3, "2024-02-29"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-01-31", 2, "2024-03-31"), // not by way of 29 February
            ("2024-01-31", 3, "2024-04-30"),
            ("2024-02-29", 1, "2024-03-29"), // the corresponding day, not the last
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2024-12-31", 2, "2025-02-28"),
            ("2024-06-30", 0, "2024-06-30"),
            ("0000-01-31", 119_999, "9999-12-31"),
        ] {
            assert_eq!(day(start).plus_months(months), Ok(day(end)), "{start}");
        }
        for (start, years, end) in [
            ("2024-02-29", 1, "2025-02-28"),
            ("2024-02-29", 4, "2028-02-29"),
            ("1896-02-29", 4, "1900-02-28"), // no leap year
            ("1996-02-29", 4, "2000-02-29"),
            ("2023-02-28", 1, "2024-02-28"),
            ("2025-12-25", 3, "2028-12-25"),
        ] {
            assert_eq!(day(start).plus_years(years), Ok(day(end)), "{start}");
            assert_eq!(day(start).plus_months(12 * years), Ok(day(end)), "{start}");
        }
    }

    #[test]
    fn the_days_of_a_whole_cycle_follow_each_other_through_the_week() {
        // 400 years of the Gregorian calendar are 146097 days, whole weeks; 1970-01-01 was a Thursday.
        let (first, last) = (day("1970-01-01"), day("2370-01-01"));
        let mut reckoned = 3_i64;
        for (number, each) in (0..).zip(first.through(last)) {
            assert_eq!(first.days_until(each), number);
            assert_eq!(each.days_until(first), -number);
            assert_eq!(each.following().unwrap().preceding(), Ok(each));
            assert_eq!(first.plus_days(u32::try_from(number).unwrap()), Ok(each));
            let week = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
            let name = week.split(' ').nth(usize::try_from(reckoned % 7).unwrap());
            assert_eq!(name, Some(each.weekday().to_string().as_str()));
            assert_eq!(each.weekday().is_weekend(), reckoned % 7 > 4);
            reckoned += 1;
        }
        assert_eq!(reckoned, 3 + 146_097 + 1);
    }

    #[test]
    fn the_calendar_ends_without_a_crash() {
        assert_eq!(Day::FIRST, day("0000-01-01"));
        assert_eq!(Day::LAST, day("9999-12-31"));
        assert_eq!(Day::FIRST.preceding(), Err(TimeError::NoDayBefore));
        assert_eq!(
            Day::LAST.following().unwrap_err().to_string(),
            "the calendar ends with 9999-12-31, found none 1 day after 9999-12-31"
        );
        assert_eq!(
            day("9999-11-30").plus_months(2).unwrap_err().to_string(),
            "the calendar ends with 9999-12-31, found none 2 months after 9999-11-30"
        );
        for number in [10_000, 4_000_000, u32::MAX] {
            assert!(Day::LAST.plus_days(number).is_err());
            assert!(Day::FIRST.plus_years(number).is_err());
            assert!(Day::FIRST.plus_months(12 * number.min(10_000)).is_err());
        }
        assert!(Day::FIRST.plus_months(u32::MAX).is_err());
        assert_eq!(Day::FIRST.days_until(Day::LAST), 3_652_424);
        assert_eq!(Day::FIRST.plus_days(3_652_424), Ok(Day::LAST));
        let year = |year| Day::first_of(year).zip(Day::last_of(year));
        assert_eq!(year(9999), Some((day("9999-01-01"), Day::LAST)));
        assert_eq!(year(10_000).or(year(u16::MAX)), None);
    }
}
