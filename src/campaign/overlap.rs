//! What a year's plan inspects twice.

use super::{Campaign, YearPlan};
use crate::id::{ItemId, PlanId};

/// Two campaigns of one year by one item (重复检查). What one of them finds the other uses and does not inspect again. Rule DR-45.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Overlap {
    /// The item.
    pub item: ItemId,
    /// The campaign whose id comes first.
    pub first: PlanId,
    /// The other one.
    pub second: PlanId,
    /// How far they reach the same targets.
    pub extent: Extent,
}

/// How far two campaigns reach the same targets. Two directed ones by different documents may share targets, too: only the
/// documents tell, so no overlap is told of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "all of one are the other's, or a part"
)]
pub enum Extent {
    /// Both reach the same.
    Same,
    /// One reaches all of the register and the other a part of it.
    Part,
}

impl YearPlan {
    /// Whatever is inspected twice in the year, in the order of items.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut overlaps = vec![];
        for (place, first) in self.campaigns().enumerate() {
            for second in self.campaigns().skip(place + 1) {
                if let Some(extent) = extent(first, second) {
                    overlaps.extend(shared(first, second).map(|item| Overlap {
                        item: item.clone(),
                        first: first.id().clone(),
                        second: second.id().clone(),
                        extent,
                    }));
                }
            }
        }
        overlaps.sort();
        overlaps
    }
}

fn extent(first: &Campaign, second: &Campaign) -> Option<Extent> {
    let (a, b) = (first.reach(), second.reach());
    if a.is_that_of(b) {
        return Some(Extent::Same);
    }
    (a.direction != b.direction).then_some(Extent::Part)
}

fn shared<'a>(first: &'a Campaign, second: &'a Campaign) -> impl Iterator<Item = &'a ItemId> {
    let items = first.items().iter().map(|one| &one.item);
    items.filter(|item| second.items().iter().any(|one| one.item == **item))
}
