//! The stratified draw: the smallest units of each stratum in ticket order (protocol section 4).

use super::Drawn;
use super::Population;
use super::sort_by_ticket;
use crate::chance::{Seed, Ticket};

/// What is wanted of a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// `N_h`: the number of its units.
    pub units: u64,
    /// How many to select, reserves included: at most all units are.
    pub smallest: u64,
}

/// The units of each stratum that come first in ticket order (分层随机抽样), in that order; as many as are wanted, or all.
///
/// One pass over the tickets keeps those below a bound that is expected to hold a few more than are wanted; the bound is
/// a matter of speed only: where it holds too few, another pass is made with a higher one.
///
/// # Value stability
/// `double-random/1`.
pub fn select(
    population: &impl Population,
    wanted: &[Wanted],
    target_seed: &Seed,
) -> Vec<Vec<Drawn>> {
    let mut slack = 1;
    loop {
        let bounds: Vec<Option<Ticket>> = wanted.iter().map(|wanted| wanted.bound(slack)).collect();
        let mut strata = pass(population, &bounds, target_seed);
        let everything = bounds.iter().flatten().all(|bound| *bound == EVERY);
        let enough = strata
            .iter()
            .zip(wanted)
            .all(|(kept, wanted)| kept.len() >= wanted.target());
        if enough || everything {
            for (kept, wanted) in strata.iter_mut().zip(wanted) {
                sort_by_ticket(population, kept);
                kept.truncate(wanted.target());
            }
            return strata;
        }
        slack *= 16;
    }
}

/// The bound that every ticket meets.
const EVERY: Ticket = Ticket::from_number(u64::MAX);

impl Wanted {
    fn target(self) -> usize {
        usize::try_from(self.smallest.min(self.units)).unwrap_or(usize::MAX)
    }

    /// A ticket below which about `target + slack · 7 · √target` of the units lie.
    fn bound(self, slack: u64) -> Option<Ticket> {
        let target = self.smallest.min(self.units);
        let kept = u128::from(target) + u128::from(slack) * (7 * u128::from(target.isqrt()) + 16);
        let bound = (kept << 64)
            .checked_div(self.units.into())
            .filter(|_| target > 0)?;
        Some(Ticket::from_number(
            u64::try_from(bound).unwrap_or(u64::MAX),
        ))
    }
}

/// The units whose ticket meets the bound of their stratum.
fn pass(population: &impl Population, bounds: &[Option<Ticket>], seed: &Seed) -> Vec<Vec<Drawn>> {
    let mut strata = vec![vec![]; bounds.len()];
    population.tickets(seed, |unit, ticket| {
        let stratum = population.stratum(unit);
        let bound = stratum.and_then(|stratum| bounds.get(stratum).copied().flatten());
        if bound.is_some_and(|bound| ticket <= bound)
            && let Some(kept) = stratum.and_then(|stratum| strata.get_mut(stratum))
        {
            kept.push(Drawn { ticket, unit });
        }
    });
    strata
}

/// All units that can be drawn, in ticket order: where everything is inspected and only the order is drawn.
///
/// # Value stability
/// `double-random/1`.
#[must_use]
pub fn order(population: &impl Population, target_seed: &Seed) -> Vec<Drawn> {
    let mut drawn = vec![];
    population.tickets(target_seed, |unit, ticket| {
        if population.stratum(unit).is_some() {
            drawn.push(Drawn { ticket, unit });
        }
    });
    sort_by_ticket(population, &mut drawn);
    drawn
}
