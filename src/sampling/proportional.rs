//! Draws in proportion to size, with exact inclusion probabilities (protocol section 5).

use super::Drawn;
use super::Population;
use super::allocation::AllocationError;
use super::duel::Duels;
use super::probability::Probability;
use super::sort_by_ticket;
use super::stratified::order;
use crate::chance::Seed;
use std::cmp::Reverse;
use std::num::NonZeroU64;

/// What a draw of `n` in proportion to size comes to once the units that are certain to be drawn are set aside.
///
/// ```
/// use double_random::sampling::proportional::Certainty;
/// let certainty = Certainty::of([1, 1, 1, 7], 2)?;
/// let chances = [1, 7].map(|size| certainty.probability(size).to_string());
/// assert_eq!(chances, ["1/3", "1"]);
/// # Ok::<(), double_random::sampling::allocation::AllocationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certainty {
    /// The smallest size that is certain; `None` if none is.
    smallest: Option<u64>,
    /// `n'`: what remains to draw.
    remaining: u64,
    /// `X' = W`: the total size that remains.
    whole: u64,
}

impl Certainty {
    /// Sets aside the units whose share of what remains is one or more, again and again (必查单位).
    ///
    /// # Errors
    /// A size of 0; more to draw than there are units; `n` times the largest size, or the sum of all sizes, of 2^63 or more.
    pub fn of(sizes: impl IntoIterator<Item = u64>, n: u64) -> Result<Self, AllocationError> {
        let mut sizes: Vec<u64> = sizes.into_iter().collect();
        sizes.sort_unstable_by_key(|size| Reverse(*size));
        let units = u128::try_from(sizes.len()).unwrap_or(u128::MAX);
        if units < n.into() {
            return Err(AllocationError::AboveUnits { total: n, units });
        }
        if sizes.last() == Some(&0) {
            return Err(AllocationError::ZeroSize);
        }
        let largest = sizes.first().copied().unwrap_or(0);
        let sum: u128 = sizes.iter().map(|size| u128::from(*size)).sum();
        let fits = |number: u128| {
            u64::try_from(number)
                .ok()
                .filter(|number| *number < 1 << 63)
        };
        let what = "the sum of the sizes";
        let whole = fits(sum).ok_or(AllocationError::TooLarge { what, bits: 63 })?;
        let what = "the number to draw times the largest size";
        fits(u128::from(n) * u128::from(largest))
            .ok_or(AllocationError::TooLarge { what, bits: 63 })?;

        let mut certainty = Self {
            smallest: None,
            remaining: n,
            whole,
        };
        let mut rest = sizes.as_slice();
        while certainty.remaining > 0 {
            let (n, whole) = (certainty.remaining, certainty.whole);
            let certain = rest.iter().take_while(|size| n * **size >= whole);
            for size in certain.copied() {
                certainty.smallest = Some(size);
                certainty.remaining -= 1;
                certainty.whole -= size;
                rest = rest.get(1..).unwrap_or_default();
            }
            if n == certainty.remaining {
                break;
            }
        }
        Ok(certainty)
    }

    /// Whether a unit of this size is drawn whatever happens.
    #[must_use]
    pub fn is_certain(&self, size: u64) -> bool {
        self.smallest.is_some_and(|smallest| size >= smallest)
    }

    /// The inclusion probability of a unit of this size: `a_k / W`, or 1.
    #[must_use]
    pub fn probability(&self, size: u64) -> Probability {
        let exact = Probability::new(self.share(size).into(), self.whole.into());
        match exact {
            _ if self.is_certain(size) => Probability::ALWAYS,
            Some(probability) if self.remaining > 0 => probability,
            _ => Probability::NEVER,
        }
    }

    /// `a_k`.
    fn share(&self, size: u64) -> u64 {
        self.remaining.saturating_mul(size)
    }
}

/// The sizes of the units that can be drawn.
fn sizes(population: &impl Population) -> impl Iterator<Item = u64> {
    let units = 0..population.units();
    units
        .filter(|unit| population.stratum(*unit).is_some())
        .map(|unit| population.size(unit))
}

/// Draws exactly `n` units (按规模比例抽样): the pivotal method in ticket order, in which each unit's inclusion probability is
/// exactly its share of the total size, or 1. The units are answered in ticket order; strata play no part.
///
/// # Errors
/// As [`Certainty::of`].
///
/// # Value stability
/// `double-random/1`.
pub fn pivotal(
    population: &impl Population,
    n: u64,
    target_seed: &Seed,
    pivotal_seed: &Seed,
) -> Result<Vec<Drawn>, AllocationError> {
    let certainty = Certainty::of(sizes(population), n)?;
    let mut duels = NonZeroU64::new(certainty.whole).map(|whole| Duels::new(whole, pivotal_seed));
    let mut selected = vec![];
    for drawn in order(population, target_seed) {
        let size = population.size(drawn.unit);
        if certainty.is_certain(size) {
            selected.push(drawn);
        } else if let Some(duels) = duels.as_mut().filter(|_| certainty.remaining > 0) {
            selected.extend(duels.next(drawn, certainty.share(size)));
        }
    }
    sort_by_ticket(population, &mut selected);
    Ok(selected)
}

/// The Poisson variant: every unit is in by its own ticket alone, so each checks itself, and the number of units is random
/// with the expectation `n`. A unit's chance is its share to within 2^−64. The units are answered in ticket order.
///
/// # Errors
/// As [`Certainty::of`].
///
/// # Value stability
/// `double-random/1`.
pub fn poisson(
    population: &impl Population,
    n: u64,
    target_seed: &Seed,
) -> Result<Vec<Drawn>, AllocationError> {
    let certainty = Certainty::of(sizes(population), n)?;
    let mut selected = vec![];
    population.tickets(target_seed, |unit, ticket| {
        if population.stratum(unit).is_some() {
            let size = population.size(unit);
            let share = u128::from(certainty.share(size)) << 64;
            let below = u128::from(ticket.number()) * u128::from(certainty.whole) < share;
            if below || certainty.is_certain(size) {
                selected.push(Drawn { ticket, unit });
            }
        }
    });
    sort_by_ticket(population, &mut selected);
    Ok(selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_found_round_by_round() {
        let certainty = Certainty::of(1..=20, 12).unwrap();
        for size in 1..=16_u64 {
            assert_eq!(
                certainty.probability(size),
                Probability::new(size.into(), 17).unwrap()
            );
        }
        assert!((17..=20).all(|size| certainty.is_certain(size)));
        assert!(Certainty::of([5, 5, 5], 3).unwrap().is_certain(5));
        assert_eq!(
            Certainty::of([5, 5], 0).unwrap().probability(5),
            Probability::NEVER
        );
        assert_eq!(Certainty::of([], 0).unwrap().whole, 0);
    }

    #[test]
    fn faults_are_named() {
        assert!(matches!(
            Certainty::of([1, 2, 3], 4),
            Err(AllocationError::AboveUnits { total: 4, units: 3 })
        ));
        assert_eq!(Certainty::of([0, 1], 1), Err(AllocationError::ZeroSize));
        assert!(matches!(
            Certainty::of([1 << 62, 1 << 62], 1),
            Err(AllocationError::TooLarge { .. })
        ));
        assert!(matches!(
            Certainty::of([1 << 61, 1, 1, 1], 4),
            Err(AllocationError::TooLarge { .. })
        ));
        assert!(Certainty::of([(1 << 62) - 1, 1 << 62], 1).is_ok());
    }
}
