//! Why nothing may be inspected by an item.

use crate::calendar::Day;
use crate::id::ItemId;
use crate::region::Level;
use std::collections::BTreeSet;

/// Why a catalogue gives no item for an inspection: no item, no inspection (国办发〔2015〕58号; 国办发〔2024〕54号). The business may refuse it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoItem {
    /// An item that the catalogue does not hold.
    #[error("no item, no inspection: an item of the catalogue is wanted, found `{item}`")]
    Unknown {
        /// What was found.
        item: ItemId,
    },
    /// An item that nobody can know yet.
    #[error(
        "no item, no inspection: `{item}` is published on {published}, found an inspection on {day}"
    )]
    NotPublished {
        /// The item.
        item: ItemId,
        /// When it is published.
        published: Day,
        /// The day of the inspection.
        day: Day,
    },
    /// An item that is published and not valid yet.
    #[error(
        "no item, no inspection: `{item}` is valid from {from} on, found an inspection on {day}"
    )]
    NotYet {
        /// The item.
        item: ItemId,
        /// Its first day.
        from: Day,
        /// The day of the inspection.
        day: Day,
    },
    /// An item that is valid no more.
    #[error(
        "no item, no inspection: `{item}` is valid until {until}, found an inspection on {day}"
    )]
    Expired {
        /// The item.
        item: ItemId,
        /// Its last day.
        until: Day,
        /// The day of the inspection.
        day: Day,
    },
    /// An item of other levels.
    #[error("no item, no inspection: `{item}` is carried out at the level of {}, found an inspection by the {level}", .levels.iter().map(Level::to_string).collect::<Vec<_>>().join(" and "))]
    NotAtLevel {
        /// The item.
        item: ItemId,
        /// Its levels.
        levels: BTreeSet<Level>,
        /// The level of who inspects.
        level: Level,
    },
}
