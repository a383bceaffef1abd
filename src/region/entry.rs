//! What a table knows of one division.

use super::{Division, YearOrDay};
use crate::calendar::Day;

/// What a table knows of one division (行政区划条目): its names, and when it was in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) division: Division,
    pub(super) chinese: String,
    pub(super) english: Option<String>,
    pub(super) effective_from: Option<YearOrDay>,
    pub(super) effective_to: Option<YearOrDay>,
    pub(super) successors: Vec<Division>,
    pub(super) source: String,
}

/// Whether a division is in force on a day (是否有效), as far as its table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a day lies before, in, after, or in a year of change"
)]
pub enum Standing {
    /// It was not there yet.
    NotYet,
    /// It is in force.
    InForce,
    /// It was abolished, renumbered or merged before.
    Past,
    /// The table knows only the year of the change, and this is that year.
    YearOfChange,
}

impl Entry {
    /// The code.
    #[must_use]
    pub const fn division(&self) -> Division {
        self.division
    }

    /// The name in Chinese.
    #[must_use]
    pub fn chinese(&self) -> &str {
        &self.chinese
    }

    /// The name in English.
    #[must_use]
    pub fn english(&self) -> Option<&str> {
        self.english.as_deref()
    }

    /// Its first day; none where the table does not know it, or the division has always been there.
    #[must_use]
    pub const fn effective_from(&self) -> Option<YearOrDay> {
        self.effective_from
    }

    /// Its last day; none while it is in force.
    #[must_use]
    pub const fn effective_to(&self) -> Option<YearOrDay> {
        self.effective_to
    }

    /// What took its place: more than one if it was divided, none if nothing is known or it is in force.
    #[must_use]
    pub fn successors(&self) -> &[Division] {
        &self.successors
    }

    /// Where the table has it from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it is in force on this day. A date that is not known does not end or begin anything.
    #[must_use]
    pub fn standing(&self, on: Day) -> Standing {
        let (from, to) = (self.effective_from, self.effective_to);
        if from.is_some_and(|from| on < from.first()) {
            Standing::NotYet
        } else if to.is_some_and(|to| on > to.last()) {
            Standing::Past
        } else if from.is_some_and(|from| on < from.last()) || to.is_some_and(|to| on > to.first())
        {
            Standing::YearOfChange
        } else {
            Standing::InForce
        }
    }
}
