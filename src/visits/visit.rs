//! A visit: who went where, why, and on which days.

use super::form::VisitForm;
use super::{Kind, Parts};
use crate::calendar::Day;
use crate::id::{TaskId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What happened on a day of a visit (到访情形). Of two on one day the stronger one stands: the later in this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say whether it counts"
)]
pub enum Attendance {
    /// Papers were looked at (书面检查).
    Written,
    /// The business was looked at on the network (网络监测).
    Network,
    /// Officers went, and found nobody at the address (无法联系).
    Unreachable,
    /// A visit on site is planned for the day (拟入企).
    Reserved,
    /// Officers entered the premises (实地检查).
    #[serde(rename = "on site")]
    OnSite,
}

impl Attendance {
    /// Whether it counts against caps (rule DR-44): only entering the premises does, done or planned. A visit to an unreachable
    /// address is logged and counts nothing.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Reserved | Self::OnSite)
    }

    /// Whether the items were checked.
    #[must_use]
    pub const fn is_check(self) -> bool {
        matches!(self, Self::Written | Self::Network | Self::OnSite)
    }
}

/// A visit to a business (检查记录): everything that departments do there for one task, or for the tasks that were merged into it,
/// on however many days. It counts once (rule DR-44).
///
/// ```
/// use double_random::region::Level;
/// use double_random::visits::{Attendance, Kind, Participant, Parts, Visit};
/// let health = Participant::new("532301-health".parse()?, Level::County);
/// let parts = Parts::new([(health, ["hygiene".parse()?])])?;
/// let visit = Visit::new("91532301MA6K00014Y".parse()?, "12345-0417".parse()?, "case: complaint".parse()?, parts,
///     "2025-12-31".parse()?, Attendance::OnSite)
///     .and_on("2026-01-04".parse()?, Attendance::OnSite);
/// assert_eq!(visit.counted_on().map(|day| day.year()), Some(2025)); // the year in which it began
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "VisitForm", into = "VisitForm")]
pub struct Visit {
    pub(super) target: UnitId,
    pub(super) tasks: BTreeSet<TaskId>,
    pub(super) kind: Kind,
    pub(super) parts: Parts,
    pub(super) days: BTreeMap<Day, Attendance>,
}

impl Visit {
    /// A visit for this task, with its first day.
    #[must_use]
    pub fn new(
        target: UnitId,
        task: TaskId,
        kind: Kind,
        parts: Parts,
        day: Day,
        attendance: Attendance,
    ) -> Self {
        Self {
            target,
            tasks: BTreeSet::from([task]),
            kind,
            parts,
            days: BTreeMap::from([(day, attendance)]),
        }
    }

    /// A further day of the same visit.
    #[must_use]
    pub fn and_on(mut self, day: Day, attendance: Attendance) -> Self {
        self.attend(day, attendance);
        self
    }

    /// A further task that is done by the same visit.
    #[must_use]
    pub fn and_for(mut self, task: TaskId) -> Self {
        self.tasks.insert(task);
        self
    }

    /// The business.
    #[must_use]
    pub const fn target(&self) -> &UnitId {
        &self.target
    }

    /// The tasks: at least one.
    #[must_use]
    pub const fn tasks(&self) -> &BTreeSet<TaskId> {
        &self.tasks
    }

    /// Why officers come.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The departments with their items.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The days: at least one.
    #[must_use]
    pub const fn days(&self) -> &BTreeMap<Day, Attendance> {
        &self.days
    }

    /// The day on which it counts, and so the calendar year (rule DR-44): its first on site, done or planned; none if it has no
    /// such day.
    #[must_use]
    pub fn counted_on(&self) -> Option<Day> {
        self.on_site().map(|(first, _)| first)
    }

    /// Its first and last day on site, done or planned.
    pub(super) fn on_site(&self) -> Option<(Day, Day)> {
        let counted = |(day, attendance): (&Day, &Attendance)| attendance.counts().then_some(*day);
        let first = self.days.iter().find_map(counted)?;
        let last = self.days.iter().rev().find_map(counted)?;
        Some((first, last))
    }

    pub(super) fn is_for_any(&self, tasks: &BTreeSet<TaskId>) -> bool {
        !self.tasks.is_disjoint(tasks)
    }

    fn attend(&mut self, day: Day, attendance: Attendance) {
        let known = self.days.entry(day).or_insert(attendance);
        *known = attendance.max(*known);
    }

    /// Adds what an earlier entry for one of the same tasks holds; what happened takes the place of what was planned.
    pub(super) fn continues(&mut self, earlier: Self) {
        self.tasks.extend(earlier.tasks);
        self.parts.join(&earlier.parts);
        for (day, attendance) in earlier.days {
            if attendance != Attendance::Reserved {
                self.attend(day, attendance);
            }
        }
    }
}
