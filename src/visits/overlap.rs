//! What was checked already: results are reused.

use super::{Attendance, Ledger, Participant, Visit};
use crate::calendar::Day;
use crate::id::ItemId;

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
