//! Slots: the seats of a team, and what each asks for.

use crate::id::Qualification;
use serde::{Deserialize, Deserializer, Serialize};

/// A seat of a department's team at every target (席位): it asks for one qualification, or for none.
///
/// ```
/// use double_random::inspector::Slot;
/// let food = Slot::asking_for("food".parse()?);
/// assert_eq!(serde_json::from_str::<Slot>(r#""food""#)?, food);
/// assert_eq!(serde_json::from_str::<Slot>("null")?, Slot::any());
/// assert!(serde_json::from_str::<Slot>(r#"["food", "vehicles"]"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Slot(Option<Qualification>);

impl Slot {
    /// A seat for any officer.
    #[must_use]
    pub const fn any() -> Self {
        Self(None)
    }

    /// A seat for an officer who holds this qualification.
    #[must_use]
    pub const fn asking_for(qualification: Qualification) -> Self {
        Self(Some(qualification))
    }

    /// What it asks for.
    #[must_use]
    pub const fn qualification(&self) -> Option<&Qualification> {
        self.0.as_ref()
    }

    /// Slots in the order in which they are dealt: those that ask for a qualification first, otherwise as listed.
    #[must_use]
    pub fn in_order_of_deal(slots: &[Self]) -> Vec<Self> {
        let mut slots = slots.to_vec();
        slots.sort_by_key(|slot| slot.0.is_none());
        slots
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(
            untagged,
            expecting = "a slot asks for one qualification, or for none (null)"
        )]
        enum Asked {
            For(String),
            Nothing(()),
        }
        match Asked::deserialize(deserializer)? {
            Asked::Nothing(()) => Ok(Self::any()),
            Asked::For(text) => text
                .parse()
                .map(Self::asking_for)
                .map_err(serde::de::Error::custom),
        }
    }
}
