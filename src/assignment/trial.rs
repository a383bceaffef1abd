//! A roster tried out before the draw: will it hold?

use super::officer::Target;
use super::pool::{Pool, PoolError};
use super::remedy::{Means, Remedy};
use super::shortage::Shortage;
use crate::chance::Seed;
use crate::frame::FrameKey;
use crate::id::DepartmentId;
use crate::inspector::Roster;
use std::collections::BTreeMap;

/// What a department's deal would come to for sample targets (试匹配). How many seats stay vacant, and why, depends on no
/// seed; who sits where does, and is not told.
///
/// ```
/// use double_random::assignment::{Means, Officer, Pool, Remedy, Target, Trial};
/// use double_random::frame::FrameKey;
/// use double_random::inspector::Slot;
/// let key = FrameKey::secret([1; 32])?;
/// let mut officers = ["a", "b"].map(|id| Officer::new(key.token(id)));
/// officers[0].limit = Some(1);
/// let pool = Pool::new(&[Slot::any(), Slot::any()], officers, [])?;
/// let targets = ["x", "y"].map(|id| Target::new(key.token(id), "".parse().unwrap()));
/// let trial = Trial::of(&pool, &targets)?;
/// assert_eq!((trial.seats, trial.vacant, trial.holds()), (4, 1, false));
/// assert!(matches!(&trial.remedies[&Means::Limit], Remedy::Fills { changes, .. } if changes.len() == 1));
/// assert_eq!(trial.remedies[&Means::District], Remedy::NoneDoes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trial {
    /// How many seats there are to fill.
    pub seats: usize,
    /// How many of them stay vacant.
    pub vacant: usize,
    /// How many officers end with each load.
    pub loads: BTreeMap<u64, usize>,
    /// Which slots cannot be filled together, and who could fill them, if any stay vacant.
    pub shortage: Option<Shortage>,
    /// What changes of one kind alone could do about it; empty if nothing is vacant.
    pub remedies: BTreeMap<Means, Remedy>,
}

impl Trial {
    /// Tries a pool out with these targets.
    ///
    /// # Errors
    /// A target that stands twice.
    pub fn of(pool: &Pool, targets: &[Target]) -> Result<Self, PoolError> {
        let deal = pool.deal(targets, &Seed::from_bytes([0; 32]))?;
        let vacant = deal.vacant();
        let mut loads = BTreeMap::new();
        for load in deal.loads().values() {
            *loads.entry(*load).or_default() += 1;
        }
        let remedies = if vacant > 0 {
            pool.remedies(targets)?
        } else {
            BTreeMap::new()
        };
        Ok(Self {
            seats: targets.len() * pool.slots().len(),
            vacant,
            loads,
            shortage: deal.shortage().cloned(),
            remedies,
        })
    }

    /// Tries every department of a roster out with these targets, whose tokens the frame key gives.
    ///
    /// # Errors
    /// A target that stands twice.
    pub fn of_roster(
        roster: &Roster,
        frame_key: &FrameKey,
        targets: &[Target],
    ) -> Result<BTreeMap<DepartmentId, Self>, PoolError> {
        let departments = roster.departments().filter_map(|(department, _)| {
            let pool = Pool::of(roster, department, frame_key)?;
            Some((department.clone(), pool))
        });
        let tried =
            departments.map(|(department, pool)| Ok((department, Self::of(&pool, targets)?)));
        tried.collect()
    }

    /// Whether every seat is filled.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.vacant == 0
    }
}
