//! What of a catalogue is planned.

use super::Catalogue;
use crate::id::{DepartmentId, IndustryId, ItemId};
use std::collections::BTreeSet;

/// An item that is planned: by which department, and in which industry's inspection, if it is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Planned {
    /// The item.
    pub item: ItemId,
    /// The department that inspects.
    pub department: DepartmentId,
    /// The industry, if the departments of one come together.
    pub industry: Option<IndustryId>,
}

impl Planned {
    /// An item that a department plans, in an industry's inspection or for itself.
    #[must_use]
    pub const fn new(item: ItemId, department: DepartmentId, industry: Option<IndustryId>) -> Self {
        Self {
            item,
            department,
            industry,
        }
    }
}

/// How much of a catalogue is planned (覆盖情况).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The items: covered by any plan of theirs.
    pub items: Covered<ItemId>,
    /// The departments that have an item: covered by a plan of one of their items.
    pub departments: Covered<DepartmentId>,
    /// The industries: covered by a plan of one of their items in their own inspection.
    pub industries: Covered<IndustryId>,
    /// Plans of what the catalogue does not hold so: another department's item, or one of another industry. They cover nothing.
    pub strangers: BTreeSet<Planned>,
}

/// What is covered of a kind of thing, and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Covered<T> {
    /// What is.
    pub covered: BTreeSet<T>,
    /// What is not.
    pub uncovered: BTreeSet<T>,
}

impl<T: Ord> Covered<T> {
    fn of(all: impl Iterator<Item = T>, planned: BTreeSet<T>) -> Self {
        let uncovered = all.filter(|one| !planned.contains(one)).collect();
        Self {
            covered: planned,
            uncovered,
        }
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.covered.len() + self.uncovered.len()
    }
}

impl Catalogue {
    /// How much of the catalogue these plans cover.
    #[must_use]
    pub fn coverage(&self, planned: impl IntoIterator<Item = Planned>) -> Coverage {
        let (known, strangers): (BTreeSet<Planned>, BTreeSet<Planned>) =
            planned.into_iter().partition(|planned| self.holds(planned));
        let items = known.iter().map(|planned| planned.item.clone());
        let departments = known.iter().map(|planned| planned.department.clone());
        let industries = known.iter().filter_map(|planned| planned.industry.clone());
        let all = self.items();
        Coverage {
            items: Covered::of(all.map(|item| item.code().clone()), items.collect()),
            departments: Covered::of(
                self.items().map(|item| item.department().clone()),
                departments.collect(),
            ),
            industries: Covered::of(
                self.industries().map(|industry| industry.id().clone()),
                industries.collect(),
            ),
            strangers,
        }
    }

    /// Whether the catalogue holds this item of this department, and in this industry, if one is named.
    fn holds(&self, planned: &Planned) -> bool {
        let item = self.items_by_code().get(&planned.item);
        let of_department = item.is_some_and(|item| *item.department() == planned.department);
        let of_industry = planned.industry.as_ref().is_none_or(|industry| {
            let industry = self.industry(industry);
            industry.is_some_and(|industry| industry.items().contains(&planned.item))
        });
        of_department && of_industry
    }
}
