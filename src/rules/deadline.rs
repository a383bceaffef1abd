//! Deadlines: by when an office must be done by law, and beside it by its own promise. Rule AL-02.

use super::line::Ruled;
use super::value::Promise;
use crate::calendar::{Calendar, CountError, Day, Term, TermUnit};
use crate::confidence::Confidence;
use crate::id::Ground;
use serde::Serialize;
use std::fmt;

/// By when an office must be done (办理时限): by law, and by its promise where it gave one. Each knows its reason.
///
/// A promise broken is bad service, the law broken a fault in law; so both days are kept and neither replaces the other.
///
/// ```
/// use double_random::calendar::Calendar;
/// use double_random::rules::{Deadline, RulePack, Rules, Start, Timeliness, key};
/// let rules = Rules::national().layer(RulePack::chuxiong_2024())?;
/// let applied = Start::new("2024-04-26".parse()?, "the application for removal came".parse()?);
/// let rules = rules.on(applied.day);
/// let removal = Deadline::reckon(Calendar::national(), applied, rules.get(key::REMOVE_NO_REPORT)?, rules.find(key::REMOVE_PROMISED))?;
/// assert_eq!(removal.promised.as_ref().map(|due| due.day.to_string()).as_deref(), Some("2024-04-30"));
/// assert_eq!(removal.statutory.day.to_string(), "2024-05-07");
/// assert_eq!(removal.judge("2024-05-06".parse()?), Timeliness::PromiseBroken);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadline {
    /// From when it counts.
    pub start: Start,
    /// By law.
    pub statutory: Due<Term>,
    /// By promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised: Option<Due<Promise>>,
}

/// From when a term counts (起算): the day on which something happened, which is not counted itself (Civil Code, 民法典, art. 201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Start {
    /// The day.
    pub day: Day,
    /// What happened on it.
    pub event: Ground,
}

/// The last day in time (届满日), and why it is that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
#[non_exhaustive]
pub struct Due<T> {
    /// The last day on which it is in time.
    pub day: Day,
    /// By which term.
    pub by: Ruled<T>,
    /// How sure the working days are that were counted.
    pub calendar: Confidence,
}

/// Whether something is in time (是否按时).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "there is law, and there are promises"
)]
pub enum Timeliness {
    /// It is (按时).
    InTime,
    /// It breaks the promise and not the law (超承诺时限): a figure of service.
    PromiseBroken,
    /// It breaks the law (超法定时限).
    StatuteBroken,
}

impl Start {
    /// What happened on a day.
    #[must_use]
    pub const fn new(day: Day, event: Ground) -> Self {
        Self { day, event }
    }
}

impl Deadline {
    /// The deadline by a term of the law, and by a promise beside it. Take both for the day of the legal fact.
    ///
    /// Terms of days, months and years end on the day reckoned, as an office's do, even if it is a rest day.
    ///
    /// # Errors
    /// A count of working days that reaches a year without a notice; a last day after 9999-12-31.
    pub fn reckon(
        calendar: &Calendar,
        start: Start,
        statutory: Ruled<Term>,
        promised: Option<Ruled<Promise>>,
    ) -> Result<Self, CountError> {
        let statutory = Due::reckon(calendar, &start, statutory.value, statutory)?;
        let promised = promised.map(|by| Due::reckon(calendar, &start, by.value.term(), by));
        let promised = promised.transpose()?;
        Ok(Self {
            start,
            statutory,
            promised,
        })
    }

    /// Whether it is in time on a day: that on which it was done, or that of the question while it is not done.
    #[must_use]
    pub fn judge(&self, day: Day) -> Timeliness {
        if day > self.statutory.day {
            Timeliness::StatuteBroken
        } else if self
            .promised
            .as_ref()
            .is_some_and(|promised| day > promised.day)
        {
            Timeliness::PromiseBroken
        } else {
            Timeliness::InTime
        }
    }
}

impl<T> Due<T> {
    fn reckon(
        calendar: &Calendar,
        start: &Start,
        term: Term,
        by: Ruled<T>,
    ) -> Result<Self, CountError> {
        let day = calendar.due(start.day, term)?;
        let calendar = match term.unit() {
            TermUnit::WorkingDays => calendar.confidence(start.day, day)?,
            TermUnit::Days | TermUnit::Months | TermUnit::Years => Confidence::Certain,
        };
        Ok(Self { day, by, calendar })
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            start,
            statutory,
            promised,
        } = self;
        write!(f, "due on {}: {}", statutory.day, statutory.by)?;
        if let Some(promised) = promised {
            write!(f, "; promised for {}: {}", promised.day, promised.by)?;
        }
        write!(f, "; counted from {}, when {}", start.day, start.event)
    }
}
