//! A stratified draw: what comes first in ticket order in each stratum.

use double_random::chance::{Seed, Ticket};
use double_random::id::Stratum;
use double_random::sampling::allocation::Share;
use double_random::sampling::stratified::{Wanted, select};
use double_random::sampling::{Drawn, Population};
use std::collections::BTreeMap;

/// The sample of each stratum, and the reserves that follow it.
pub(super) struct Strata<'a> {
    pub(super) sample: BTreeMap<&'a Stratum, Vec<Drawn>>,
    pub(super) reserves: BTreeMap<&'a Stratum, Vec<Drawn>>,
}

impl<'a> Strata<'a> {
    /// Draws from a population whose strata, those that cannot be drawn too, stand at these places.
    pub(super) fn draw(
        population: &impl Population,
        places: &'a [Stratum],
        shares: &BTreeMap<Stratum, Share>,
        reserves: u64,
        target_seed: &Seed,
    ) -> Self {
        let wanted = |stratum: &Stratum| {
            let share = shares.get(stratum);
            Wanted {
                units: share.map_or(0, |share| share.units),
                smallest: share.map_or(0, |share| share.sample + reserves),
            }
        };
        let wanted: Vec<Wanted> = places.iter().map(wanted).collect();
        let mut strata = Self {
            sample: BTreeMap::new(),
            reserves: BTreeMap::new(),
        };
        for (stratum, mut drawn) in places.iter().zip(select(population, &wanted, target_seed)) {
            if let Some(share) = shares.get(stratum) {
                let size = usize::try_from(share.sample).unwrap_or(usize::MAX);
                let reserves = drawn.split_off(size.min(drawn.len()));
                strata.sample.insert(stratum, drawn);
                strata.reserves.insert(stratum, reserves);
            }
        }
        strata
    }

    /// The last ticket of each sample; none where nothing is drawn.
    pub(super) fn thresholds(&self) -> BTreeMap<&'a Stratum, Option<Ticket>> {
        let last = |drawn: &[Drawn]| drawn.last().map(|last| last.ticket);
        let samples = self.sample.iter();
        samples
            .map(|(stratum, drawn)| (*stratum, last(drawn)))
            .collect()
    }
}

/// What a file calls the units that were drawn.
pub(super) fn texts<'a>(
    drawn: &BTreeMap<&'a Stratum, Vec<Drawn>>,
    text: impl Fn(usize) -> String,
) -> BTreeMap<&'a Stratum, Vec<String>> {
    let texts = |drawn: &[Drawn]| drawn.iter().map(|drawn| text(drawn.unit)).collect();
    let strata = drawn.iter();
    strata
        .map(|(stratum, drawn)| (*stratum, texts(drawn)))
        .collect()
}
