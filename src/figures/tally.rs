//! Counts of one group of rows.

use super::{Checked, Count, Entities, EntityVisits, Measure, Plans, Ratio, ResultRow};
use crate::calendar::Day;
use crate::finding::ResultCategory;
use serde::Serialize;
use std::collections::BTreeMap;

/// The figures of one group of rows: of a plan, a department, a district (分组统计).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// By businesses in plans.
    pub visits: Tally<EntityVisits>,
    /// By businesses.
    pub entities: Tally<Entities>,
}

/// How many targets came how far. Only the rows of the group count: what another department did at the same target is nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tally<T> {
    /// Drawn (抽取).
    pub drawn: T,
    /// Inspected (检查): at least one of its rows was.
    pub inspected: T,
    /// Not inspected because of their state (无法检查): none of its rows was inspected, and none is waiting.
    pub prevented: T,
    /// Published (公示): all of its rows are.
    pub published: T,
    /// Closed (完结): all of its rows are.
    pub closed: T,
    /// With at least one problem (发现问题). What a sampling test shows is none.
    pub with_problem: T,
}

/// How many plans are in force and completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlanTally {
    /// In force (有效).
    pub in_force: Plans,
    /// Completed (完成): of those, drawn, and published for every target that a registered state did not take out, but not for none.
    pub completed: Plans,
}

impl<T: Count> Tally<T> {
    /// Completion rate: published of drawn.
    #[must_use]
    pub const fn completion(&self) -> Ratio<T> {
        Ratio::new(Measure::Completion, self.published, self.drawn)
    }

    /// Closed rate: closed of published.
    #[must_use]
    pub const fn closure(&self) -> Ratio<T> {
        Ratio::new(Measure::Closure, self.closed, self.published)
    }

    /// Problem rate: with a problem, of inspected.
    #[must_use]
    pub const fn problems(&self) -> Ratio<T> {
        Ratio::new(Measure::Problems, self.with_problem, self.inspected)
    }

    /// The targets of these rows, as of a day; `target` says which rows are one.
    fn of<'a, K: Ord>(
        rows: &[&'a ResultRow],
        as_of: Day,
        target: impl Fn(&'a ResultRow) -> K,
    ) -> Self {
        let mut targets: BTreeMap<K, Vec<&ResultRow>> = BTreeMap::new();
        for row in rows {
            targets.entry(target(row)).or_default().push(row);
        }
        let number = |holds: &dyn Fn(&[&ResultRow]) -> bool| {
            let number = targets.values().filter(|rows| holds(rows)).count();
            T::of(u64::try_from(number).unwrap_or(u64::MAX))
        };
        let any = |holds: fn(&ResultRow, Day) -> bool| {
            number(&|rows| rows.iter().any(|row| holds(row, as_of)))
        };
        let all = |holds: fn(&ResultRow, Day) -> bool| {
            number(&|rows| rows.iter().all(|row| holds(row, as_of)))
        };
        Self {
            drawn: number(&|_| true),
            inspected: any(ResultRow::is_inspected),
            prevented: all(ResultRow::is_prevented),
            published: all(ResultRow::is_published),
            closed: all(ResultRow::is_closed),
            with_problem: any(ResultRow::has_problem),
        }
    }
}

impl Group {
    /// The figures of these rows, as of a day.
    pub(super) fn of(rows: &[&ResultRow], as_of: Day) -> Self {
        Self {
            visits: Tally::of(rows, as_of, |row| (&row.plan, &row.target)),
            entities: Tally::of(rows, as_of, |row| &row.target),
        }
    }
}

impl PlanTally {
    /// Plan completion rate: completed of in force.
    #[must_use]
    pub const fn completion(&self) -> Ratio<Plans> {
        Ratio::new(Measure::PlanCompletion, self.completed, self.in_force)
    }
}

impl ResultRow {
    fn checked_by(&self, day: Day) -> Option<&Checked> {
        self.checked.as_ref().filter(|checked| checked.on() <= day)
    }

    fn is_inspected(&self, day: Day) -> bool {
        matches!(self.checked_by(day), Some(Checked::Inspected { .. }))
    }

    pub(super) fn is_prevented(&self, day: Day) -> bool {
        matches!(self.checked_by(day), Some(Checked::Prevented { .. }))
    }

    fn has_problem(&self, day: Day) -> bool {
        match self.checked_by(day) {
            Some(Checked::Inspected {
                result: ResultCategory::Findings(findings),
                ..
            }) => findings.is_problem(),
            Some(Checked::Inspected { .. } | Checked::Prevented { .. }) | None => false,
        }
    }

    pub(super) fn is_published(&self, day: Day) -> bool {
        self.published.is_some_and(|published| published <= day)
    }

    fn is_closed(&self, day: Day) -> bool {
        self.closed.is_some_and(|closed| closed <= day)
    }
}
