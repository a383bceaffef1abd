//! A visit: who went where, why, and on which days.

use super::form::VisitForm;
use super::{Kind, Parts};
use crate::calendar::Day;
use crate::id::{TaskId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many days the days on site of one visit span at most, first and last included.
///
/// Our own decision, as that several days of one task are one visit (rule DR-44). An inspection that goes on for weeks fits in; who
/// comes again after a month, or for a task of last year, makes another visit, which counts and is asked for.
pub const LONGEST_VISIT: u32 = 30;

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
/// on one day or several. It counts once (rule DR-44), so its days on site lie within [`LONGEST_VISIT`].
///
/// ```
/// use double_random::region::Level;
/// use double_random::visits::{Attendance, Kind, Participant, Parts, Visit};
/// let health = Participant::new("532301-health".parse()?, Level::County);
/// let parts = Parts::new([(health, ["hygiene".parse()?])])?;
/// let visit = Visit::new("91532301MA6K00014Y".parse()?, "12345-0417".parse()?, "case: complaint".parse()?, parts,
///     "2025-12-31".parse()?, Attendance::OnSite)
///     .and_on("2026-01-04".parse()?, Attendance::OnSite)?;
/// assert_eq!(visit.counted_on().map(|day| day.year()), Some(2025)); // the year in which it began
/// assert_eq!(visit.and_on("2026-03-02".parse()?, Attendance::OnSite).map_err(|error| error.to_string()),
///     Err("the days on site of one visit lie within 30 days, found 2025-12-31 to 2026-03-02".to_owned()));
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

/// From a first to a last day on site, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stay {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Stay {
    /// Both together.
    pub(super) fn and(self, other: Option<Self>) -> Self {
        other.map_or(self, |other| Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        })
    }

    /// Whether it is short enough to count once.
    pub(super) fn is_one_visit(self) -> bool {
        self.first.days_until(self.last) < i64::from(LONGEST_VISIT)
    }

    /// The same stay, begun on another day.
    pub(super) fn moved(self, first: Day) -> Option<Self> {
        let length = u32::try_from(self.first.days_until(self.last)).ok()?;
        let last = first.plus_days(length).ok()?;
        Some(Self { first, last })
    }
}

/// Days on site that lie too far apart for one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the days on site of one visit lie within {LONGEST_VISIT} days, found {first} to {last}")]
#[non_exhaustive]
pub struct VisitTooLong {
    /// The first day on site.
    pub first: Day,
    /// The last one.
    pub last: Day,
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
    ///
    /// # Errors
    /// Days on site that span more than [`LONGEST_VISIT`].
    pub fn and_on(mut self, day: Day, attendance: Attendance) -> Result<Self, VisitTooLong> {
        self.attend(day, attendance);
        self.check()?;
        Ok(self)
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
        self.on_site().map(|stay| stay.first)
    }

    /// Its first and last day on site, done or planned.
    pub(super) fn on_site(&self) -> Option<Stay> {
        self.stay(Attendance::counts)
    }

    /// Its first and last day on site that are past planning.
    pub(super) fn made(&self) -> Option<Stay> {
        self.stay(|attendance| attendance == Attendance::OnSite)
    }

    fn stay(&self, wanted: fn(Attendance) -> bool) -> Option<Stay> {
        let wanted = |(day, attendance): (&Day, &Attendance)| wanted(*attendance).then_some(*day);
        let first = self.days.iter().find_map(wanted)?;
        let last = self.days.iter().rev().find_map(wanted)?;
        Some(Stay { first, last })
    }

    /// Whether its days on site are those of one visit.
    pub(super) fn check(&self) -> Result<(), VisitTooLong> {
        let long = self.on_site().filter(|stay| !stay.is_one_visit());
        long.map_or(Ok(()), |Stay { first, last }| {
            Err(VisitTooLong { first, last })
        })
    }

    pub(super) fn is_for_any(&self, tasks: &BTreeSet<TaskId>) -> bool {
        !self.tasks.is_disjoint(tasks)
    }

    fn attend(&mut self, day: Day, attendance: Attendance) {
        let known = self.days.entry(day).or_insert(attendance);
        *known = attendance.max(*known);
    }

    /// Adds what an earlier entry for one of the same tasks holds; what happened takes the place of what was planned.
    pub(super) fn continues(&mut self, earlier: &Self) {
        self.tasks.extend(earlier.tasks.iter().cloned());
        self.parts.join(&earlier.parts);
        for (day, attendance) in &earlier.days {
            if *attendance != Attendance::Reserved {
                self.attend(*day, *attendance);
            }
        }
    }
}
