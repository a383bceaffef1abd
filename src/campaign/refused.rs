//! Why a stage was not left.

use super::Period;
use super::fault::{RosterMismatch, list};
use crate::calendar::Day;
use crate::digest::Digest;
use crate::id::{DepartmentId, ItemId, UnitId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One reason why a campaign does not go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OnceFault {
    /// A draw by another department than the one that leads (rule OI-02).
    #[error("`{wanted}` leads and draws for all, found a draw by `{found}`")]
    DrawnByOther {
        /// Who leads.
        wanted: DepartmentId,
        /// Who drew.
        found: DepartmentId,
    },
    /// A draw of another plan.
    #[error("a draw of the campaign's plan {wanted} is wanted, found one of {found}")]
    OtherPlan {
        /// `doc` of the campaign's plan.
        wanted: Digest,
        /// `doc` of the plan that was drawn.
        found: Digest,
    },
    /// A roster of other departments (rule DR-31).
    #[error(transparent)]
    Roster(RosterMismatch),
    /// A team of other departments.
    #[error("one visit is made by all departments together: {0}")]
    Team(RosterMismatch),
    /// A target that was not drawn.
    #[error("a target of the one draw is wanted, found `{target}`")]
    NotDrawn {
        /// What was found.
        target: UnitId,
    },
    /// A second visit (rule DR-24).
    #[error("a target is visited once, found a second visit of `{target}` after that of {before}")]
    VisitedBefore {
        /// The target.
        target: UnitId,
        /// The day of the first visit.
        before: Day,
    },
    /// A visit when the campaign does not last.
    #[error("a visit from {period} is wanted, found one on {day}")]
    OutsidePeriod {
        /// The campaign's days.
        period: Period,
        /// The day of the visit.
        day: Day,
    },
    /// Targets that were not visited.
    #[error("every target is visited, found none of {}", list(.targets))]
    NotVisited {
        /// The targets.
        targets: BTreeSet<UnitId>,
    },
    /// An entry for an item of somebody else.
    #[error(
        "who inspects, enters: an item of `{department}` in this campaign is wanted, found `{item}`"
    )]
    NotOwnItem {
        /// Who entered.
        department: DepartmentId,
        /// The item.
        item: ItemId,
    },
    /// A second entry.
    #[error("a result is entered once, found a second one of `{item}` at `{target}`")]
    EnteredBefore {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
    },
    /// A bundle without the entries of some department (rule OI-03).
    #[error("results are published together: {} still to be entered", owed(.owing))]
    Incomplete {
        /// How many entries each department owes.
        owing: BTreeMap<DepartmentId, usize>,
    },
    /// A publication before the last visit.
    #[error("a publication on {last}, the day of the last visit, or later is wanted, found {day}")]
    PublishedEarly {
        /// The day of the last visit.
        last: Day,
        /// The day of the publication.
        day: Day,
    },
}

fn owed(owing: &BTreeMap<DepartmentId, usize>) -> String {
    let texts = owing.iter();
    let texts: Vec<String> = texts
        .map(|(department, count)| format!("{count} by `{department}`"))
        .collect();
    texts.join(", ")
}

/// Every reason why a step was not taken: at least one. Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceFaults(Vec<OnceFault>);

impl OnceFaults {
    pub(super) fn of(faults: Vec<OnceFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        Err(Self(faults))
    }

    /// The reasons.
    #[must_use]
    pub fn faults(&self) -> &[OnceFault] {
        &self.0
    }
}

impl From<OnceFault> for OnceFaults {
    fn from(fault: OnceFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for OnceFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(OnceFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for OnceFaults {}

/// Why a stage was not left, with the stage itself, which goes on as it was.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused<S>(Box<(S, OnceFaults)>);

impl<S> Refused<S> {
    pub(super) fn new(stage: S, faults: impl Into<OnceFaults>) -> Self {
        Self(Box::new((stage, faults.into())))
    }

    /// The reasons: at least one.
    #[must_use]
    pub fn faults(&self) -> &[OnceFault] {
        self.0.1.faults()
    }

    /// The stage.
    #[must_use]
    pub fn into_stage(self) -> S {
        self.0.0
    }
}

impl<S> fmt::Display for Refused<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.1.fmt(f)
    }
}

impl<S: fmt::Debug> std::error::Error for Refused<S> {}
