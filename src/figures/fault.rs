//! What can be wrong with rows: all of it is told at once.

use crate::calendar::Day;
use crate::id::{DepartmentId, ItemId, PlanId, UnitId};
use std::fmt;

/// One thing that is wrong with rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FiguresFault {
    /// A plan twice.
    #[error("a plan stands once, found `{plan}` twice")]
    PlanTwice {
        /// The plan.
        plan: PlanId,
    },
    /// Results of a plan that is not there.
    #[error("results are of a known plan, found some of `{plan}`")]
    NoPlan {
        /// The plan.
        plan: PlanId,
    },
    /// A result twice.
    #[error(
        "a result stands once, found that of `{target}` in `{plan}` by `{department}` on `{item}` twice"
    )]
    Twice {
        /// The plan.
        plan: PlanId,
        /// The department.
        department: DepartmentId,
        /// The item.
        item: ItemId,
        /// The target.
        target: UnitId,
    },
    /// A result that is not told, though the plan has its item, and its target other results.
    #[error(
        "every item of every department of a plan is told for each target, found none of `{target}` in `{plan}` by `{department}` on `{item}`"
    )]
    Missing {
        /// The plan.
        plan: PlanId,
        /// The department.
        department: DepartmentId,
        /// The item.
        item: ItemId,
        /// The target.
        target: UnitId,
    },
    /// Several departments in a plan of one.
    #[error("a plan of one department has results by one, found some by {found} in `{plan}`")]
    Foreign {
        /// The plan.
        plan: PlanId,
        /// How many departments have results.
        found: usize,
    },
    /// A target that is drawn in one plan on two days, in two districts or in two classes.
    #[error(
        "a target is drawn once in a plan, on one day, in one district and class, found `{target}` in `{plan}` twice"
    )]
    Differs {
        /// The plan.
        plan: PlanId,
        /// The target.
        target: UnitId,
    },
    /// Something before what it follows.
    #[error("a target is drawn, then checked, then its result published, then closed, found `{target}` in `{plan}` {} {}", .step, when(*.day, *.after))]
    Order {
        /// The plan.
        plan: PlanId,
        /// The target.
        target: UnitId,
        /// What came too early: `checked`, `published` or `closed`.
        step: &'static str,
        /// When.
        day: Day,
        /// The day of what it follows; none if that has not happened.
        after: Option<Day>,
    },
}

fn when(day: Day, after: Option<Day>) -> String {
    after.map_or_else(
        || format!("on {day} without the step before"),
        |after| format!("on {day}, before the step of {after}"),
    )
}

/// Everything that is wrong with rows: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresFaults(Vec<FiguresFault>);

impl FiguresFaults {
    pub(super) fn of(faults: Vec<FiguresFault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[FiguresFault] {
        &self.0
    }
}

impl fmt::Display for FiguresFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(FiguresFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for FiguresFaults {}
