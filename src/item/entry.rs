//! Items.

use super::form::{CategoryName, ItemDraft};
use super::{Category, Method, TargetKind};
use crate::calendar::Day;
use crate::id::{Citation, DepartmentId, DisplayName, ItemId};
use crate::region::Level;
use std::collections::BTreeSet;
use std::num::NonZeroU32;

/// What may be inspected (抽查事项), as a checked catalogue holds it: nothing else makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    code: ItemId,
    title: DisplayName,
    department: DepartmentId,
    levels: BTreeSet<Level>,
    category: Category,
    target_kind: TargetKind,
    legal_basis: Vec<Citation>,
    methods: BTreeSet<Method>,
    maximum_per_year: Option<NonZeroU32>,
    published: Day,
    valid_from: Day,
    valid_until: Option<Day>,
}

impl Item {
    /// The item that a draft is which lacks nothing.
    pub(super) fn of(draft: &ItemDraft) -> Option<Self> {
        let category = match draft.category {
            CategoryName::Key => Category::Key,
            CategoryName::General => Category::General {
                maximum_ratio: draft.maximum_ratio?,
            },
        };
        Some(Self {
            code: draft.code.clone(),
            title: draft.title.clone(),
            department: draft.department.clone(),
            levels: draft.levels.iter().copied().collect(),
            category,
            target_kind: draft.target_kind,
            legal_basis: draft.legal_basis.clone(),
            methods: draft.methods.iter().copied().collect(),
            maximum_per_year: draft.maximum_per_year,
            published: draft.published?,
            valid_from: draft.valid_from?,
            valid_until: draft.valid_until,
        })
    }

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &ItemId {
        &self.code
    }

    /// What it is called.
    #[must_use]
    pub const fn title(&self) -> &DisplayName {
        &self.title
    }

    /// The department that carries it out.
    #[must_use]
    pub const fn department(&self) -> &DepartmentId {
        &self.department
    }

    /// The levels at which it is carried out: at least one.
    #[must_use]
    pub const fn levels(&self) -> &BTreeSet<Level> {
        &self.levels
    }

    /// Key or general, with the limit of its ratio.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What it is carried out on.
    #[must_use]
    pub const fn target_kind(&self) -> TargetKind {
        self.target_kind
    }

    /// The provisions on which it rests: at least one.
    #[must_use]
    pub fn legal_basis(&self) -> &[Citation] {
        &self.legal_basis
    }

    /// How it is inspected: at least one way.
    #[must_use]
    pub const fn methods(&self) -> &BTreeSet<Method> {
        &self.methods
    }

    /// How often a target is inspected in a calendar year at most, if that is limited (抽查频次).
    #[must_use]
    pub const fn maximum_per_year(&self) -> Option<NonZeroU32> {
        self.maximum_per_year
    }

    /// The day on which it was published.
    #[must_use]
    pub const fn published(&self) -> Day {
        self.published
    }

    /// The first day on which it is valid.
    #[must_use]
    pub const fn valid_from(&self) -> Day {
        self.valid_from
    }

    /// The last day on which it is valid; none where it stays.
    #[must_use]
    pub const fn valid_until(&self) -> Option<Day> {
        self.valid_until
    }
}
