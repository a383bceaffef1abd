//! Moments: what happened when, as it was written down.

use super::{Day, TimeError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

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

    /// Its day, where it was written. For what the law counts from, see [`legal_day`](Self::legal_day).
    #[must_use]
    pub fn day(&self) -> Day {
        let day = self.0.get(..10).and_then(|text| text.parse().ok());
        day.unwrap_or(Day::FIRST)
    }

    /// Its day in China (Asia/Shanghai), where legal terms are counted, wherever it was written: all of China has had UTC+8, and
    /// no summer time since 1992. What is due on a day is in time up to 24:00 of it (Civil Code, 民法典, art. 203).
    ///
    /// ```
    /// use double_random::calendar::{Day, Moment};
    /// let published: Moment = "2024-10-30T16:00:00+00:00".parse()?;
    /// let due: Day = "2024-10-30".parse()?;
    /// assert_eq!(published.day(), due);
    /// assert!(published.legal_day() > due); // in China it was midnight: too late
    /// # Ok::<(), double_random::calendar::TimeError>(())
    /// ```
    #[must_use]
    pub fn legal_day(&self) -> Day {
        Day::in_china(self.instant())
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

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Moment, TimeError);

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn the_legal_day_is_that_of_china() {
        for (written, day, legal_day) in [
            ("2024-10-30T23:59:59+08:00", "2024-10-30", "2024-10-30"),
            ("2024-10-31T00:00:00+08:00", "2024-10-31", "2024-10-31"),
            ("2024-10-30T15:59:59+00:00", "2024-10-30", "2024-10-30"),
            ("2024-10-30T16:00:00+00:00", "2024-10-30", "2024-10-31"),
            ("2024-10-30T12:00:00-05:00", "2024-10-30", "2024-10-31"),
            ("2024-10-31T00:30:00+09:00", "2024-10-31", "2024-10-30"),
            ("2024-12-31T20:00:00-03:30", "2024-12-31", "2025-01-01"),
            ("2024-07-01T00:00:00+08:00", "2024-07-01", "2024-07-01"), // no summer time
            ("9999-12-30T23:59:59+08:00", "9999-12-30", "9999-12-30"),
            ("0000-01-01T00:00:00+23:00", "0000-01-01", "0000-01-01"), // 15 hours before the calendar begins
        ] {
            let moment: Moment = written.parse().unwrap();
            assert_eq!(moment.day().to_string(), day, "{written}");
            assert_eq!(moment.legal_day().to_string(), legal_day, "{written}");
        }
    }
}
