//! What can be wrong with a holiday notice: all of it is told at once.

use super::notice::{FORM, Holiday, NoticeForm};
use super::{Day, Weekday};
use crate::digest::DocumentError;
use crate::id::{HolidayName, NoticeNumber};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One thing that is wrong with a holiday notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeFault {
    /// Another form, or a later one.
    #[error("form: `double-random/holiday-notice/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A year that the calendar does not have.
    #[error("year: one from 0 to 9999 is wanted, found {found}")]
    Year {
        /// What was found.
        found: u16,
    },
    /// Issued when the year was over.
    #[error("issued: a day no later than the end of {year} is wanted, found {found}")]
    Issued {
        /// The notice's year.
        year: u16,
        /// What was found.
        found: Day,
    },
    /// A notice in its own place.
    #[error("supersedes: the number of an earlier notice is wanted, found its own, `{number}`")]
    SupersedesItself {
        /// The number.
        number: NoticeNumber,
    },
    /// No holiday at all.
    #[error("holidays: at least one is wanted, found none")]
    NoHoliday,
    /// Two holidays of one name.
    #[error("holidays: each name stands once, found `{name}` twice")]
    HolidayTwice {
        /// The name.
        name: HolidayName,
    },
    /// Days off that end before they begin.
    #[error(
        "holidays: `{name}`: days off from a day until the same or a later one are wanted, found {from} until {until}"
    )]
    Backwards {
        /// Which holiday.
        name: HolidayName,
        /// The first day off.
        from: Day,
        /// The last one.
        until: Day,
    },
    /// A day that the notice of another year decides.
    #[error(
        "holidays: `{name}`: days of {year} or of the December before are wanted, found {found}"
    )]
    OtherYear {
        /// Which holiday.
        name: HolidayName,
        /// The notice's year.
        year: u16,
        /// What was found.
        found: Day,
    },
    /// A make-up workday on which people work anyway.
    #[error(
        "holidays: `{name}`: a make-up workday is a Saturday or Sunday, found {found}, a {weekday}"
    )]
    MakeUpOnWeekday {
        /// Which holiday.
        name: HolidayName,
        /// What was found.
        found: Day,
        /// Its day of the week.
        weekday: Weekday,
    },
    /// One day off for two holidays.
    #[error("holidays: a day is off for one holiday, found {day} off for `{first}` and `{second}`")]
    OffTwice {
        /// The day.
        day: Day,
        /// The holiday that stands first.
        first: HolidayName,
        /// The other one.
        second: HolidayName,
    },
    /// One make-up workday twice.
    #[error("holidays: a make-up workday stands once, found {day} twice")]
    MakeUpTwice {
        /// The day.
        day: Day,
    },
    /// A day that is both.
    #[error("holidays: a day is off or a make-up workday, found {day} to be both")]
    OffAndMakeUp {
        /// The day.
        day: Day,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// Everything that is wrong with a holiday notice: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFaults(Vec<NoticeFault>);

impl NoticeFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[NoticeFault] {
        &self.0
    }
}

impl From<NoticeFault> for NoticeFaults {
    fn from(fault: NoticeFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for NoticeFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(NoticeFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for NoticeFaults {}

/// A text that is no holiday notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a notice that cannot be.
    #[error(transparent)]
    Faults(#[from] NoticeFaults),
}

pub(super) fn check(notice: &NoticeForm) -> Result<(), NoticeFaults> {
    let mut faults = vec![];
    if notice.form != FORM {
        faults.push(NoticeFault::Form {
            found: notice.form.clone(),
        });
    }
    if notice.supersedes.as_ref() == Some(&notice.number) {
        faults.push(NoticeFault::SupersedesItself {
            number: notice.number.clone(),
        });
    }
    if notice.holidays.is_empty() {
        faults.push(NoticeFault::NoHoliday);
    }
    let mut names = BTreeSet::new();
    let twice = notice.holidays.iter().map(|holiday| &holiday.name);
    let twice = twice.filter(|name| !names.insert(*name)).cloned();
    faults.extend(twice.map(|name| NoticeFault::HolidayTwice { name }));
    match decided(notice.year) {
        Some((first, last)) => days(notice, first, last, &mut faults),
        None => faults.push(NoticeFault::Year { found: notice.year }),
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(NoticeFaults(faults))
    }
}

/// The first and the last day that a year's notice decides.
///
/// New Year's Day draws in days of the year before: the notice of 2012 had Saturday 31 December 2011 worked, that of 2019 had
/// Saturday 29 December 2018 worked and Monday the 31st off. No notice reaches into the year after its own, whose New Year's
/// Day is the next notice's.
fn decided(year: u16) -> Option<(Day, Day)> {
    let last = Day::last_of(year)?;
    let december = year.checked_sub(1).and_then(Day::first_of);
    let december = december.and_then(|day| day.plus_months(11).ok());
    Some((december.unwrap_or(Day::FIRST), last))
}

fn days(notice: &NoticeForm, first: Day, last: Day, faults: &mut Vec<NoticeFault>) {
    let year = notice.year;
    if notice.issued > last {
        let found = notice.issued;
        faults.push(NoticeFault::Issued { year, found });
    }
    let (mut off, mut made_up) = (BTreeMap::new(), BTreeSet::new());
    for holiday in &notice.holidays {
        each(holiday, year, faults, |day| first <= day && day <= last);
        for day in holiday.from.max(first).through(holiday.until.min(last)) {
            if let Some(earlier) = off.insert(day, holiday) {
                faults.push(NoticeFault::OffTwice {
                    day,
                    first: earlier.name.clone(),
                    second: holiday.name.clone(),
                });
            }
        }
        let twice = holiday.make_up.iter().filter(|day| !made_up.insert(**day));
        faults.extend(twice.map(|day| NoticeFault::MakeUpTwice { day: *day }));
    }
    let both = made_up.into_iter().filter(|day| off.contains_key(day));
    faults.extend(both.map(|day| NoticeFault::OffAndMakeUp { day }));
}

/// What is wrong with a holiday by itself.
fn each(
    holiday: &Holiday,
    year: u16,
    faults: &mut Vec<NoticeFault>,
    is_decided: impl Fn(Day) -> bool,
) {
    let name = &holiday.name;
    let (from, until) = (holiday.from, holiday.until);
    if until < from {
        let name = name.clone();
        faults.push(NoticeFault::Backwards { name, from, until });
    }
    let ends: BTreeSet<Day> = [from, until].into();
    let others = ends.iter().chain(&holiday.make_up);
    let others = others.filter(|day| !is_decided(**day));
    faults.extend(others.map(|day| NoticeFault::OtherYear {
        name: name.clone(),
        year,
        found: *day,
    }));
    for day in &holiday.make_up {
        let weekday = day.weekday();
        if !weekday.is_weekend() {
            faults.push(NoticeFault::MakeUpOnWeekday {
                name: name.clone(),
                found: *day,
                weekday,
            });
        }
    }
}
