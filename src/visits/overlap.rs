//! What was checked already: results are reused.

use super::{Attendance, Exclusion, Kind, Ledger, Participant, PlanTask, Visit};
use crate::calendar::Day;
use crate::id::{ItemId, UnitId};
use std::collections::BTreeSet;

/// An item that another department checked, or will check, at the same business in the same calendar year (重复检查): its result is
/// used and not sought again (结果互认), by rule DR-45.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlap<'a> {
    /// The item.
    pub item: &'a ItemId,
    /// Who would look at it again.
    pub again: &'a Participant,
    /// Who looked at it.
    pub by: &'a Participant,
    /// On which day: the first.
    pub day: Day,
    /// Whether there is a result yet.
    pub kind: OverlapKind,
    /// The whole earlier visit.
    pub visit: &'a Visit,
}

/// Whether there is a result that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "it was checked or it will be")]
pub enum OverlapKind {
    /// It was checked: on site, in writing or on the network.
    Checked,
    /// A visit is reserved: the two could be made as one.
    Reserved,
}

impl Ledger {
    /// The items of a visit that somebody else has for the same business and calendar year (rule DR-45): a higher level or another
    /// department. A department that repeats its own item is a matter of caps.
    ///
    /// This tells, and does not block: a re-check looks at the same item on purpose. Visits for the same tasks are left out; so
    /// is a visit in vain, which has no result.
    pub fn overlaps<'a>(&'a self, visit: &'a Visit) -> impl Iterator<Item = Overlap<'a>> {
        let year = visit.days.keys().next().map(|day| day.year());
        let others = self.visits_to(&visit.target).iter();
        let others = others.filter(|other| !other.is_for_any(&visit.tasks));
        let known = others.filter_map(move |other| {
            let (day, kind) = checked(other, year?)?;
            Some((other, day, kind))
        });
        known.flat_map(move |(other, day, kind)| {
            visit.parts.items().flat_map(move |(again, item)| {
                let by = other.parts.items();
                let by = by.filter(move |(by, same)| *same == item && *by != again);
                by.map(move |(by, _)| Overlap {
                    item,
                    again,
                    by,
                    day,
                    kind,
                    visit: other,
                })
            })
        })
    }
}

impl Ledger {
    /// Who of a plan's targets has nothing left to check: somebody else, a higher level or another department, checked every item of
    /// every department of the plan in the calendar year of the plan's window (rule DR-45). Whoever wants results to be reused
    /// (结果互认) leaves them out of the frame, [`Checked`](Exclusion::Checked); nobody must.
    ///
    /// A visit that is only reserved has no result. A window that reaches into a second year excludes nobody, since nobody has
    /// checked in that year; nor does a plan that is neither of the annual nor of a special plan: a re-check looks at the
    /// same item on purpose.
    pub fn checked<'a>(
        &'a self,
        plan: &'a PlanTask,
        targets: impl IntoIterator<Item = &'a UnitId>,
    ) -> impl Iterator<Item = (&'a UnitId, Exclusion)> {
        let targets = targets.into_iter();
        targets.filter_map(move |target| Some((target, self.check_of(plan, target)?)))
    }

    pub(crate) fn check_of(&self, plan: &PlanTask, target: &UnitId) -> Option<Exclusion> {
        let (first, last) = (plan.window.first(), plan.window.last());
        let is_drawn = matches!(plan.kind, Kind::Planned | Kind::Special(_));
        if !is_drawn || first.year() != last.year() || self.visits_to(target).is_empty() {
            return None;
        }
        let (task, parts) = (plan.plan.clone().into(), plan.parts.clone());
        let (target, how) = (target.clone(), Attendance::Reserved);
        let asked = Visit::new(target, task, plan.kind, parts, first, how);
        let known = self.overlaps(&asked);
        let known = known.filter(|known| known.kind == OverlapKind::Checked);
        let known: BTreeSet<_> = known.map(|known| (known.again, known.item)).collect();
        let mut items = asked.parts.items();
        items
            .all(|item| known.contains(&item))
            .then_some(Exclusion::Checked)
    }
}

/// The first day of the year on which a visit checked something, or else will.
fn checked(visit: &Visit, year: u16) -> Option<(Day, OverlapKind)> {
    let days = || visit.days.iter().filter(move |(day, _)| day.year() == year);
    let first = |wanted: fn(Attendance) -> bool| {
        let mut days = days().filter(move |(_, attendance)| wanted(**attendance));
        days.next().map(|(day, _)| *day)
    };
    let done = first(Attendance::is_check).map(|day| (day, OverlapKind::Checked));
    done.or_else(|| {
        let reserved = first(|attendance| attendance == Attendance::Reserved);
        reserved.map(|day| (day, OverlapKind::Reserved))
    })
}
