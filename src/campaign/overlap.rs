//! What a year's plan inspects twice.

use super::{Campaign, YearPlan};
use crate::id::{ItemId, PlanId};
use crate::scope::{Filter, Scope};
use std::collections::BTreeMap;

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

/// How far two campaigns reach the same targets, as far as their scopes tell without a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "all of one are the other's, a part, or nobody knows"
)]
pub enum Extent {
    /// Both reach the same: all of the register, or what one filter leaves of it.
    Same,
    /// One reaches all of the register and the other a part of it.
    Part,
    /// Both are directed, by filters of which neither excludes the other: a register may hold businesses that meet both.
    Perhaps,
}

impl Extent {
    /// How far two scopes reach the same; none if no business is within both.
    fn of(first: &Scope, second: &Scope) -> Option<Self> {
        match (first.filter(), second.filter()) {
            (None, None) => Some(Self::Same),
            (None, Some(_)) | (Some(_), None) => Some(Self::Part),
            (Some(a), Some(b)) if a == b => Some(Self::Same),
            (Some(a), Some(b)) => match Filter::contradiction([a, b]) {
                Some(_) => None,
                None => Some(Self::Perhaps),
            },
        }
    }
}

impl YearPlan {
    /// Whatever is inspected twice in the year, in the order of items.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut by_item: BTreeMap<&ItemId, Vec<&Campaign>> = BTreeMap::new();
        for campaign in self.campaigns() {
            for one in campaign.items() {
                by_item.entry(&one.item).or_default().push(campaign);
            }
        }
        let mut overlaps = vec![];
        for (item, campaigns) in by_item {
            for (place, first) in campaigns.iter().enumerate() {
                for second in campaigns.iter().skip(place + 1) {
                    let extent = Extent::of(first.scope(), second.scope());
                    overlaps.extend(extent.map(|extent| Overlap {
                        item: item.clone(),
                        first: first.id().clone(),
                        second: second.id().clone(),
                        extent,
                    }));
                }
            }
        }
        overlaps
    }
}
