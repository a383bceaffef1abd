//! How targets were inspected.

use super::Task;
use crate::id::{ItemId, UnitId};
use crate::item::{Catalogue, Method};
use crate::visits::Attendance;
use std::collections::BTreeMap;

/// An inspection from papers or on the network that the catalogue does not know. Rule DR-02: what is inspected, and how, stands in
/// the list (随机抽查事项清单).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MethodFault {
    /// An item that the catalogue does not have.
    #[error("an item of the catalogue is wanted, found `{item}`")]
    UnknownItem {
        /// Which.
        item: ItemId,
    },
    /// A target where nobody was, for an item that asks for a visit.
    #[error(
        "`{target}` was inspected {}: for `{item}` another way is wanted, by the catalogue",
        if *.found == Method::Written { "from papers" } else { "on the network" }
    )]
    OtherWay {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// How it was inspected.
        found: Method,
    },
}

impl Task<'_> {
    /// Checks that whatever was inspected from papers or on the network may be, by the catalogue of the campaign: a log does not know
    /// how items are inspected. Who goes to a target may look at papers there, too, so nothing is asked of visits.
    ///
    /// # Errors
    /// Every item that is not known, and every target that was not visited for an item that asks for it.
    pub fn check_methods(&self, catalogue: &Catalogue) -> Result<(), Vec<MethodFault>> {
        let known = catalogue.items().map(|item| (item.code(), item.methods()));
        let known: BTreeMap<_, _> = known.collect();
        let items = || self.items.values().flatten();
        let unknown = items().filter(|item| !known.contains_key(*item));
        let unknown = unknown.map(|item| MethodFault::UnknownItem { item: item.clone() });
        let mut faults: Vec<MethodFault> = unknown.collect();
        for (target, account) in &self.targets {
            let found = match account.inspected {
                Some((_, Attendance::Written)) => Method::Written,
                Some((_, Attendance::Network)) => Method::Network,
                Some((_, Attendance::OnSite | Attendance::Unreachable | Attendance::Reserved))
                | None => continue,
            };
            let others = items().filter(|item| {
                let methods = known.get(*item);
                methods.is_some_and(|methods| !methods.contains(&found))
            });
            faults.extend(others.map(|item| MethodFault::OtherWay {
                target: target.clone(),
                item: item.clone(),
                found,
            }));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}
