//! What a draw answers, before it is written down.

use crate::chance::{Seed, Ticket};
use crate::digest::exact;
use crate::frame::Token;
use crate::id::{Stratum, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A unit that was drawn (被抽中对象), or stands in reserve.
///
/// Its fields stand in canonical order, so that plain JSON of it is canonical JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Selected {
    /// Its id.
    pub id: UnitId,
    /// Its place in ticket order, counted from 1: within its stratum, or in the whole draw where strata play no part.
    /// Reserves count on.
    #[serde(serialize_with = "exact")]
    pub rank: u64,
    /// Its stratum.
    pub stratum: Stratum,
    /// Its ticket.
    pub ticket: Ticket,
    /// The token its ticket was made from.
    pub token: Token,
}

impl fmt::Debug for Selected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Selected(rank {})", self.rank)
    }
}

/// What was drawn of a stratum: every stratum that has units has one, also where nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StratumOutcome {
    /// `n_h`: how many of its units were drawn.
    #[serde(serialize_with = "exact")]
    pub sample: u64,
    /// The stratum.
    pub stratum: Stratum,
    /// The last selected ticket; none where nothing was drawn, or where strata play no part.
    #[serde(deserialize_with = "Option::deserialize")]
    pub threshold: Option<Ticket>,
    /// `N_h`: the number of its units.
    #[serde(serialize_with = "exact")]
    pub units: u64,
}

/// Units and sample over several strata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Total {
    /// How many were drawn.
    #[serde(serialize_with = "exact")]
    pub sample: u64,
    /// The number of units that could be drawn.
    #[serde(serialize_with = "exact")]
    pub units: u64,
}

impl<'a> FromIterator<&'a StratumOutcome> for Total {
    fn from_iter<I: IntoIterator<Item = &'a StratumOutcome>>(strata: I) -> Self {
        strata
            .into_iter()
            .fold(Self::default(), |total, stratum| Self {
                units: total.units.saturating_add(stratum.units),
                sample: total.sample.saturating_add(stratum.sample),
            })
    }
}

/// Everything that a plan's draw decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) seed: Seed,
    pub(crate) strata: Vec<StratumOutcome>,
    pub(crate) selected: Vec<Selected>,
    pub(crate) reserves: Vec<Selected>,
}
