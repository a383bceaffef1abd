//! The stratified draw: the smallest units of each stratum in ticket order (protocol section 4). Rule DR-23.

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
        let bounds: Vec<Bound> = wanted.iter().map(|wanted| wanted.bound(slack)).collect();
        let mut strata = pass(population, &bounds, target_seed);
        let complete = |((kept, wanted), bound): ((&Vec<Drawn>, &Wanted), &Bound)| {
            kept.len() >= wanted.target() || bound.ticket == EVERY
        };
        if strata.iter().zip(wanted).zip(&bounds).all(complete) {
            for (kept, wanted) in strata.iter_mut().zip(wanted) {
                sort_by_ticket(population, kept);
                kept.truncate(wanted.target());
            }
            return strata;
        }
        slack *= 16;
    }
}

/// A ticket up to which units are kept, and about how many those are.
struct Bound {
    ticket: Ticket,
    about: u64,
}

/// The bound that every ticket meets.
const EVERY: Ticket = Ticket::from_number(u64::MAX);

impl Wanted {
    fn target(self) -> usize {
        usize::try_from(self.smallest.min(self.units)).unwrap_or(usize::MAX)
    }

    /// A bound that about `target + slack · 7 · √target` of the units meet: with slack 1, too few do
    /// less than once in 10^10 draws.
    fn bound(self, slack: u64) -> Bound {
        let target = self.smallest.min(self.units);
        let more = slack.saturating_mul(7 * target.isqrt() + 16);
        let about = target.saturating_add(more).min(self.units);
        let share = (u128::from(about) << 64).checked_div(self.units.into());
        let ticket = match share.map(u64::try_from) {
            _ if target == 0 => Ticket::from_number(0),
            Some(Ok(number)) => Ticket::from_number(number),
            _ => EVERY,
        };
        Bound {
            ticket,
            about: if target == 0 { 0 } else { about },
        }
    }
}

/// The units whose ticket meets the bound of their stratum.
fn pass(population: &impl Population, bounds: &[Bound], seed: &Seed) -> Vec<Vec<Drawn>> {
    let tickets: Vec<Ticket> = bounds.iter().map(|bound| bound.ticket).collect();
    let room = |bound: &Bound| bound.about.saturating_add(7 * bound.about.isqrt());
    let room = |bound: &Bound| {
        usize::try_from(room(bound))
            .unwrap_or(0)
            .min(population.units())
    };
    let mut strata: Vec<Vec<Drawn>> = bounds
        .iter()
        .map(|bound| Vec::with_capacity(room(bound)))
        .collect();
    population.tickets(seed, |unit, ticket| {
        if let Some(stratum) = population.stratum(unit)
            && tickets.get(stratum).is_some_and(|bound| ticket <= *bound)
            && let Some(kept) = strata.get_mut(stratum)
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
