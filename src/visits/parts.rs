//! Who takes part in a visit, and what each looks at.

use crate::id::{DepartmentId, ItemId};
use crate::region::Level;
use std::collections::{BTreeMap, BTreeSet};

/// A department that takes part in a visit (参与部门), with the level at which it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Participant {
    /// The department.
    pub department: DepartmentId,
    /// Its level (层级).
    pub level: Level,
}

impl Participant {
    /// This department, at this level.
    #[must_use]
    pub const fn new(department: DepartmentId, level: Level) -> Self {
        Self { department, level }
    }
}

/// The departments of a visit, each with its items (检查事项): at least one department, and of each at least one item, since
/// without an item there is no inspection (rule DR-02).
///
/// ```
/// use double_random::region::Level;
/// use double_random::visits::{Participant, Parts, PartsError};
/// let health = || -> Result<_, double_random::id::NameError> {
///     Ok(Participant::new("532300-health".parse()?, Level::Prefecture))
/// };
/// let parts = Parts::new([(health()?, ["hygiene".parse()?])])?;
/// assert_eq!(parts.items().count(), 1);
/// assert!(Parts::new([(health()?, [])]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts(BTreeMap<Participant, BTreeSet<ItemId>>);

/// Departments or items that are missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartsError {
    /// Nobody comes.
    #[error("at least one department is wanted, found none")]
    NoDepartment,
    /// Somebody comes and has nothing to look at.
    #[error("of `{department}` at least one item is wanted, found none")]
    NoItem {
        /// Who.
        department: DepartmentId,
    },
}

impl Parts {
    /// These departments with these items; who is named twice has the items of both.
    ///
    /// # Errors
    /// No department; a department without an item.
    pub fn new<I: IntoIterator<Item = ItemId>>(
        parts: impl IntoIterator<Item = (Participant, I)>,
    ) -> Result<Self, PartsError> {
        let mut all: BTreeMap<Participant, BTreeSet<ItemId>> = BTreeMap::new();
        for (participant, items) in parts {
            all.entry(participant).or_default().extend(items);
        }
        if let Some((idle, _)) = all.iter().find(|(_, items)| items.is_empty()) {
            let department = idle.department.clone();
            return Err(PartsError::NoItem { department });
        }
        if all.is_empty() {
            return Err(PartsError::NoDepartment);
        }
        Ok(Self(all))
    }

    /// Each department with its items.
    pub fn each(&self) -> impl Iterator<Item = (&Participant, &BTreeSet<ItemId>)> {
        self.0.iter()
    }

    /// Each item with the department whose item it is.
    pub fn items(&self) -> impl Iterator<Item = (&Participant, &ItemId)> {
        let parts = self.0.iter();
        parts.flat_map(|(participant, items)| items.iter().map(move |item| (participant, item)))
    }

    /// Adds the departments and items of others: none is lost.
    pub(super) fn join(&mut self, others: &Self) {
        for (participant, items) in &others.0 {
            let mine = self.0.entry(participant.clone()).or_default();
            mine.extend(items.iter().cloned());
        }
    }
}
