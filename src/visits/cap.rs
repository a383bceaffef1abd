//! One cap: whose visits it counts, and how many there may be.

use super::form::CapForm;
use super::visit::Stay;
use super::{Kind, Participant, Parts, Visit};
use crate::calendar::{Day, Term};
use crate::confidence::Confidence;
use crate::id::{CapName, DepartmentId, ItemId};
use crate::region::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A cap on visits to one business (年度检查频次上限): a line of [`Caps`](super::Caps) (rules DR-40 and DR-43).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    pub(super) form: CapForm,
    pub(super) limit: Limit,
}

/// How much a cap allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say from which day a visit is free again"
)]
pub enum Limit {
    /// So many visits in a calendar year (每年次数), none at all if 0.
    PerYear(u32),
    /// No second visit within this term after a visit (冷却期).
    CoolDown(Term),
}

/// Whose visits a cap counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say which counters it has"
)]
pub enum Counting {
    /// Those of all its departments and levels: a joint visit counts once (合计).
    #[serde(rename = "together")]
    Together,
    /// Those of each level by itself (分层级).
    #[serde(rename = "each level")]
    EachLevel,
    /// Those of each department by itself (分部门).
    #[serde(rename = "each department")]
    EachDepartment,
}

/// What becomes of visits that are exempt from a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "a visit counts or it does not")]
pub enum ExemptVisits {
    /// They count, so that fewer others remain (计入).
    Counted,
    /// They do not count (不计入).
    Uncounted,
}

/// Of whom visits are counted: of everybody, of one level, of one department.
///
/// It counts visits, not departments: a joint visit counts once for the business, and once for each department that takes part
/// (rule DR-44).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "caps are set for these three and no other"
)]
pub enum Counter {
    /// All visits to the business.
    Business,
    /// Those in which a department of this level takes part.
    Level(Level),
    /// Those in which this department takes part.
    Department(DepartmentId),
}

impl Counter {
    /// Whether a department's visits are counted.
    #[must_use]
    pub fn is_of(&self, participant: &Participant) -> bool {
        match self {
            Self::Business => true,
            Self::Level(level) => *level == participant.level,
            Self::Department(department) => *department == participant.department,
        }
    }
}

impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Business => f.write_str("all visits"),
            Self::Level(level) => write!(f, "visits at {level} level"),
            Self::Department(department) => write!(f, "visits by `{department}`"),
        }
    }
}

impl Cap {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &CapName {
        &self.form.name
    }

    /// How much it allows.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        self.limit
    }

    /// Whose visits it counts together.
    #[must_use]
    pub const fn counting(&self) -> Counting {
        self.form.counted
    }

    /// Where it stands.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.form.source
    }

    /// How sure it is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.form.confidence
    }

    /// The first day on which it is in force. From then on it counts the whole calendar year, days before this one too.
    #[must_use]
    pub const fn from(&self) -> Day {
        self.form.from
    }

    /// The last day on which it is in force, if there is one.
    #[must_use]
    pub const fn until(&self) -> Option<Day> {
        self.form.until
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from() <= day && self.until().is_none_or(|until| day <= until)
    }

    /// Whether it is in force on any day of a stay: it is asked then, whenever the stay began.
    pub(super) fn is_asked(&self, stay: Stay) -> bool {
        self.from() <= stay.last && self.until().is_none_or(|until| stay.first <= until)
    }

    /// What becomes of visits of this kind, if they are exempt.
    #[must_use]
    pub fn exemption(&self, kind: Kind) -> Option<ExemptVisits> {
        let exempt = self.form.exempt.as_ref()?;
        exempt.kinds.contains(&kind).then_some(exempt.visits)
    }

    /// Whether it is about what this department looks at.
    #[must_use]
    pub fn covers(&self, participant: &Participant, items: &BTreeSet<ItemId>) -> bool {
        let CapForm {
            departments,
            levels,
            items: capped,
            ..
        } = &self.form;
        departments
            .as_ref()
            .is_none_or(|all| all.contains(&participant.department))
            && levels
                .as_ref()
                .is_none_or(|all| all.contains(&participant.level))
            && capped
                .as_ref()
                .is_none_or(|all| all.iter().any(|item| items.contains(item)))
    }

    /// The counters that a visit of these departments moves.
    pub(super) fn counters(&self, parts: &Parts) -> BTreeSet<Counter> {
        let covered = parts.each().filter(|(who, items)| self.covers(who, items));
        let counters = covered.map(|(who, _)| match self.counting() {
            Counting::Together => Counter::Business,
            Counting::EachLevel => Counter::Level(who.level),
            Counting::EachDepartment => Counter::Department(who.department.clone()),
        });
        counters.collect()
    }

    /// Whether a visit moves this counter of the cap.
    pub(super) fn counts(&self, visit: &Visit, counter: &Counter) -> bool {
        self.exemption(visit.kind) != Some(ExemptVisits::Uncounted)
            && visit
                .parts
                .each()
                .any(|(who, items)| counter.is_of(who) && self.covers(who, items))
    }
}
