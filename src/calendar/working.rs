//! Working days: what the notices make of every day.

use super::{CountError, Day, Holiday, Notice};
use crate::id::NoticeNumber;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The working days (工作日) of the years whose holiday notices are known, and the days on which terms end.
///
/// A working day is a Monday to Friday that is no day off, or a Saturday or Sunday on which a notice makes people work. Of a year
/// without a notice nothing is known: a count that reaches it is an error and never takes its weekends for its only rest days.
///
/// ```
/// use double_random::calendar::{Calendar, Day, Term};
/// let calendar = Calendar::national();
/// let inspected: Day = "2024-09-27".parse()?;
/// // Sunday the 29th counts and the first week of October does not
/// assert_eq!(calendar.due(inspected, Term::working_days(20)?)?.to_string(), "2024-10-30");
///
/// let late = calendar.due("2026-12-04".parse()?, Term::working_days(20)?);
/// assert_eq!(late.unwrap_err().to_string(), "a working-day count reached 2027, for which no notice is loaded");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The notice of a year may reach into the December before it. So the last days of the last known December stand as they are known,
/// until [`with`](Self::with) brings the notice of the year after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    notices: BTreeMap<u16, Notice>,
    working_days: BTreeMap<u16, Vec<Day>>,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a kind must say whether it is a working day"
)]
pub enum DayKind<'a> {
    /// A working day from Monday to Friday (工作日).
    WorkingDay,
    /// A Saturday or Sunday on which people work for a holiday (调休上班).
    MakeUp(&'a Holiday),
    /// A Saturday or Sunday (周休息日).
    Weekend,
    /// A day off for a holiday (放假), whatever day of the week.
    Off(&'a Holiday),
}

/// Why a notice is not taken into a calendar. The calendar stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeRefused {
    /// A second notice for a year, which does not supersede the first.
    #[error("{year} has the notice `{loaded}`: one that supersedes it is wanted, found `{found}`, which supersedes {}", .supersedes.as_ref().map_or_else(|| "none".to_owned(), |number| format!("`{number}`")))]
    YearTaken {
        /// The year.
        year: u16,
        /// The notice that the calendar has.
        loaded: NoticeNumber,
        /// The one that came.
        found: NoticeNumber,
        /// The one that it supersedes.
        supersedes: Option<NoticeNumber>,
    },
    /// Days that the notice of the year before or after declares too.
    #[error("a day is declared by one notice, found in `{found}`: {}", each(.twice))]
    DaysTaken {
        /// The notice that came.
        found: NoticeNumber,
        /// The days, each with the notice that declared it before.
        twice: BTreeMap<Day, NoticeNumber>,
    },
}

fn each(twice: &BTreeMap<Day, NoticeNumber>) -> String {
    let days = twice.iter();
    let days: Vec<String> = days
        .map(|(day, number)| format!("{day}, declared by `{number}`"))
        .collect();
    days.join("; ")
}

/// The notices that come with the crate.
static NATIONAL: LazyLock<Calendar> = LazyLock::new(|| {
    let notices = [
        include_str!("data/2024.json"),
        include_str!("data/2025.json"),
        include_str!("data/2026.json"),
    ];
    // They are read by the same door as anybody's. One that were refused would leave its year without data: no count
    // reaches it then.
    let notices = notices.iter().filter_map(|text| Notice::parse(text).ok());
    Calendar::of(notices).unwrap_or_default()
});

impl Calendar {
    /// The calendar of the notices that come with the crate: those of 2024, 2025 and 2026.
    #[must_use]
    pub fn national() -> &'static Self {
        &NATIONAL
    }

    /// The calendar of these notices and no others.
    ///
    /// # Errors
    /// What [`with`](Self::with) refuses.
    pub fn of(notices: impl IntoIterator<Item = Notice>) -> Result<Self, NoticeRefused> {
        let mut calendar = Self::default();
        for notice in notices {
            calendar.take(notice)?;
        }
        Ok(calendar)
    }

    /// This calendar and one notice more: of a further year, or one that names the notice that it supersedes. A notice that the
    /// calendar has already changes nothing.
    ///
    /// # Errors
    /// A second notice for a year that does not supersede the first; a day that the notice of the year before or after declares.
    pub fn with(&self, notice: Notice) -> Result<Self, NoticeRefused> {
        let mut calendar = self.clone();
        calendar.take(notice)?;
        Ok(calendar)
    }

    fn take(&mut self, notice: Notice) -> Result<(), NoticeRefused> {
        let year = notice.year();
        let loaded = self.notices.get(&year).filter(|loaded| **loaded != notice);
        if let Some(number) = loaded.map(Notice::number)
            && notice.supersedes() != Some(number)
        {
            return Err(NoticeRefused::YearTaken {
                year,
                loaded: number.clone(),
                found: notice.number().clone(),
                supersedes: notice.supersedes().cloned(),
            });
        }
        let mut twice = BTreeMap::new();
        let beside = [year.checked_sub(1), year.checked_add(1)];
        for other in beside
            .iter()
            .flatten()
            .filter_map(|year| self.notices.get(year))
        {
            let days = notice.days().filter(|day| other.declares(*day));
            twice.extend(days.map(|day| (day, other.number().clone())));
        }
        if !twice.is_empty() {
            let found = notice.number().clone();
            return Err(NoticeRefused::DaysTaken { found, twice });
        }
        self.notices.insert(year, notice);
        for year in [year.checked_sub(1), Some(year)].into_iter().flatten() {
            self.reckon(year);
        }
        Ok(())
    }

    /// Writes down the working days of a year that has a notice.
    fn reckon(&mut self, year: u16) {
        if let (true, Some((first, last))) = (
            self.notices.contains_key(&year),
            Day::first_of(year).zip(Day::last_of(year)),
        ) {
            let days = first.through(last);
            let days = days
                .filter(|day| self.of_known_year(*day).is_working())
                .collect();
            self.working_days.insert(year, days);
        }
    }

    /// The notices, by year.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.notices.values()
    }

    /// The notice of a year.
    #[must_use]
    pub fn notice(&self, year: u16) -> Option<&Notice> {
        self.notices.get(&year)
    }

    /// What a day is, with the holiday that makes it so.
    ///
    /// # Errors
    /// A day of a year without a notice.
    pub fn kind(&self, day: Day) -> Result<DayKind<'_>, CountError> {
        self.working_days_of(day.year())?;
        Ok(self.of_known_year(day))
    }

    /// Whether a day is a working day.
    ///
    /// # Errors
    /// A day of a year without a notice.
    pub fn is_working_day(&self, day: Day) -> Result<bool, CountError> {
        let days = self.working_days_of(day.year())?;
        Ok(days.binary_search(&day).is_ok())
    }

    /// The working days of a year, in order.
    ///
    /// # Errors
    /// A year without a notice.
    pub fn working_days_of(&self, year: u16) -> Result<&[Day], CountError> {
        let days = self.working_days.get(&year).map(Vec::as_slice);
        days.ok_or(CountError::NoNotice { year })
    }

    /// What a day is by the notice of its year and by that of the year after, which may reach into its December.
    fn of_known_year(&self, day: Day) -> DayKind<'_> {
        let next = day.year().saturating_add(1);
        let notices = self.notices.range(day.year()..=next);
        let mut holidays = notices.flat_map(|(_, notice)| notice.holidays());
        let holiday = holidays.find(|holiday| holiday.declares(day));
        match holiday {
            Some(holiday) if holiday.is_off(day) => DayKind::Off(holiday),
            Some(holiday) => DayKind::MakeUp(holiday),
            None if day.weekday().is_weekend() => DayKind::Weekend,
            None => DayKind::WorkingDay,
        }
    }
}

impl DayKind<'_> {
    /// Whether it counts as a working day.
    #[must_use]
    pub const fn is_working(self) -> bool {
        match self {
            Self::WorkingDay | Self::MakeUp(_) => true,
            Self::Weekend | Self::Off(_) => false,
        }
    }
}
