//! What departments enter after the visits.

use crate::digest::Digest;
use crate::id::{ItemId, UnitId};
use std::collections::BTreeMap;

/// What a department enters for one of its items at a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Entry {
    /// The item was inspected: `doc` of the result.
    Inspected(Digest),
    /// The activity that the item is about was not found there (未发现开展本次抽查涉及的经营活动). That is neutral and no problem.
    ActivityNotFound,
}

/// The results of a campaign, by target and item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results(BTreeMap<UnitId, BTreeMap<ItemId, Entry>>);

impl Results {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn insert(&mut self, target: UnitId, item: ItemId, entry: Entry) {
        self.0.entry(target).or_default().insert(item, entry);
    }

    /// What was entered for an item at a target.
    #[must_use]
    pub fn get(&self, target: &UnitId, item: &ItemId) -> Option<Entry> {
        self.0.get(target)?.get(item).copied()
    }

    /// All that was entered, by target and item.
    pub fn iter(&self) -> impl Iterator<Item = (&UnitId, &ItemId, Entry)> {
        let targets = self.0.iter();
        targets.flat_map(|(target, items)| {
            let items = items.iter();
            items.map(move |(item, entry)| (target, item, *entry))
        })
    }
}
