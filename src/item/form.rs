//! The document `double-random/catalogue/1`, as it is written and before it is checked.

use super::{Category, Method, TargetKind};
use crate::calendar::Day;
use crate::digest::{Digest, exact, present};
use crate::id::{Citation, DepartmentId, DisplayName, IndustryId, ItemId};
use crate::rate::Rate;
use crate::region::Level;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// The name of the form.
pub(super) const FORM: &str = "double-random/catalogue/1";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CatalogueForm {
    pub(super) form: String,
    pub(super) title: DisplayName,
    #[serde(serialize_with = "exact")]
    pub(super) version: u64,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) supersedes: Option<Digest>,
    pub(super) items: Vec<ItemDraft>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) industries: Vec<IndustryDraft>,
}

/// An item as it is proposed for a catalogue: an [`Item`](super::Item) once the catalogue is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemDraft {
    pub(super) code: ItemId,
    pub(super) title: DisplayName,
    pub(super) department: DepartmentId,
    pub(super) levels: Vec<Level>,
    pub(super) category: CategoryName,
    pub(super) target_kind: TargetKind,
    pub(super) legal_basis: Vec<Citation>,
    pub(super) methods: Vec<Method>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) maximum_ratio: Option<Rate>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) maximum_per_year: Option<NonZeroU32>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) published: Option<Day>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) valid_from: Option<Day>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) valid_until: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CategoryName {
    Key,
    General,
}

/// An industry as it is proposed for a catalogue: an [`Industry`](super::Industry) once the catalogue is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndustryDraft {
    pub(super) id: IndustryId,
    pub(super) name: DisplayName,
    pub(super) lead: DepartmentId,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) cooperating: Vec<DepartmentId>,
    pub(super) items: Vec<ItemId>,
}

impl ItemDraft {
    /// An item of a department, carried out on businesses unless said otherwise.
    #[must_use]
    pub fn new(
        code: ItemId,
        title: DisplayName,
        department: DepartmentId,
        category: Category,
    ) -> Self {
        let (category, maximum_ratio) = match category {
            Category::Key => (CategoryName::Key, None),
            Category::General { maximum_ratio } => (CategoryName::General, Some(maximum_ratio)),
        };
        Self {
            code,
            title,
            department,
            levels: vec![],
            category,
            target_kind: TargetKind::Business,
            legal_basis: vec![],
            methods: vec![],
            maximum_ratio,
            maximum_per_year: None,
            published: None,
            valid_from: None,
            valid_until: None,
        }
    }

    /// When it was published, and the first day on which it is valid.
    #[must_use]
    pub fn in_force(mut self, published: Day, from: Day) -> Self {
        (self.published, self.valid_from) = (Some(published), Some(from));
        self
    }

    /// The last day on which it is valid; without one it stays.
    #[must_use]
    pub fn until(mut self, last: Day) -> Self {
        self.valid_until = Some(last);
        self
    }

    /// The levels at which it is carried out.
    #[must_use]
    pub fn at(mut self, levels: impl IntoIterator<Item = Level>) -> Self {
        self.levels.extend(levels);
        self
    }

    /// The ways in which it is inspected.
    #[must_use]
    pub fn by(mut self, methods: impl IntoIterator<Item = Method>) -> Self {
        self.methods.extend(methods);
        self
    }

    /// What it is carried out on.
    #[must_use]
    pub fn on(mut self, target: TargetKind) -> Self {
        self.target_kind = target;
        self
    }

    /// A further provision on which it rests.
    #[must_use]
    pub fn resting_on(mut self, basis: Citation) -> Self {
        self.legal_basis.push(basis);
        self
    }

    /// How often a target is inspected in a year at most (抽查频次).
    #[must_use]
    pub fn per_year(mut self, times: NonZeroU32) -> Self {
        self.maximum_per_year = Some(times);
        self
    }
}

impl IndustryDraft {
    /// An industry and the department that leads its inspection.
    #[must_use]
    pub fn new(id: IndustryId, name: DisplayName, lead: DepartmentId) -> Self {
        let (cooperating, items) = (vec![], vec![]);
        Self {
            id,
            name,
            lead,
            cooperating,
            items,
        }
    }

    /// A further department that comes along.
    #[must_use]
    pub fn cooperating(mut self, department: DepartmentId) -> Self {
        self.cooperating.push(department);
        self
    }

    /// A further item that is inspected.
    #[must_use]
    pub fn item(mut self, item: ItemId) -> Self {
        self.items.push(item);
        self
    }
}
