//! Industries of "one industry, one inspection".

use super::form::IndustryDraft;
use crate::id::{DepartmentId, DisplayName, IndustryId, ItemId};
use std::collections::BTreeSet;

/// An industry (行业) of "one industry, one inspection" (一业一查), as a checked catalogue holds it: the departments that come
/// together, once, and by which items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Industry {
    id: IndustryId,
    name: DisplayName,
    lead: DepartmentId,
    cooperating: BTreeSet<DepartmentId>,
    items: BTreeSet<ItemId>,
}

impl Industry {
    pub(super) fn of(draft: &IndustryDraft) -> Self {
        Self {
            id: draft.id.clone(),
            name: draft.name.clone(),
            lead: draft.lead.clone(),
            cooperating: draft.cooperating.iter().cloned().collect(),
            items: draft.items.iter().cloned().collect(),
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &IndustryId {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub const fn name(&self) -> &DisplayName {
        &self.name
    }

    /// The department that leads (牵头部门): it has at least one of the items.
    #[must_use]
    pub const fn lead(&self) -> &DepartmentId {
        &self.lead
    }

    /// The departments that come along (协同部门): each has at least one of the items.
    #[must_use]
    pub const fn cooperating(&self) -> &BTreeSet<DepartmentId> {
        &self.cooperating
    }

    /// All its departments, the leading one first.
    pub fn departments(&self) -> impl Iterator<Item = &DepartmentId> {
        std::iter::once(&self.lead).chain(&self.cooperating)
    }

    /// The items: at least one.
    #[must_use]
    pub const fn items(&self) -> &BTreeSet<ItemId> {
        &self.items
    }
}
