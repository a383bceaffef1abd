//! The model: two lists of days from the notices, and a finger on the calendar.

use double_random::calendar::{Day, Weekday};
use std::collections::BTreeSet;

/// Days off and days worked, copied from the notices a second time.
pub(crate) struct Model {
    off: BTreeSet<Day>,
    worked: BTreeSet<Day>,
}

/// 国办发明电〔2023〕7号, 国办发明电〔2024〕12号, 国办发明电〔2025〕7号: every day from Monday to Friday that is off.
const OFF: &str = "
    2024-01-01
    2024-02-12 2024-02-13 2024-02-14 2024-02-15 2024-02-16
    2024-04-04 2024-04-05
    2024-05-01 2024-05-02 2024-05-03
    2024-06-10
    2024-09-16 2024-09-17
    2024-10-01 2024-10-02 2024-10-03 2024-10-04 2024-10-07

    2025-01-01
    2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04
    2025-04-04
    2025-05-01 2025-05-02 2025-05-05
    2025-06-02
    2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08

    2026-01-01 2026-01-02
    2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23
    2026-04-06
    2026-05-01 2026-05-04 2026-05-05
    2026-06-19
    2026-09-25
    2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07";

/// Every Saturday and Sunday that is worked.
const WORKED: &str = "
    2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
    2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10";

impl Model {
    pub(crate) fn national() -> Self {
        let days = |text: &str| {
            text.split_whitespace()
                .map(|day| day.parse().unwrap())
                .collect()
        };
        Self {
            off: days(OFF),
            worked: days(WORKED),
        }
    }

    /// Whether a day is worked; nothing of a year that nobody knows.
    pub(crate) fn is_working(&self, day: Day) -> Option<bool> {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        matches!(day.year(), 2024..=2026)
            .then(|| self.worked.contains(&day) || !(weekend || self.off.contains(&day)))
    }

    /// The last day of a term, or the unknown year that the finger came to.
    pub(crate) fn due(&self, start: Day, number: u32) -> Result<Day, u16> {
        let (mut day, mut left) = (start, number);
        while left > 0 {
            day = day.following().unwrap();
            left -= u32::from(self.is_working(day).ok_or(day.year())?);
        }
        Ok(day)
    }

    pub(crate) fn between(&self, from: Day, until: Day) -> Result<u32, u16> {
        let (mut day, mut counted) = (from, 0);
        while day < until {
            day = day.following().unwrap();
            counted += u32::from(self.is_working(day).ok_or(day.year())?);
        }
        Ok(counted)
    }

    pub(crate) fn working_day_from(&self, day: Day) -> Result<Day, u16> {
        let mut day = day;
        while !self.is_working(day).ok_or(day.year())? {
            day = day.following().unwrap();
        }
        Ok(day)
    }
}
