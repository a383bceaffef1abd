//! Sample sizes by rate: how many of each stratum (protocol section 4). Rule DR-22.

use super::probability::Probability;
use crate::chance::{Seed, Stream};
use crate::id::Stratum;
use crate::rate::Rate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const MILLION: u64 = 1_000_000;

/// What becomes of the fraction of a unit that a rate asks for.
///
/// This set is complete: a further rule would be another protocol.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the protocol names these three")]
pub enum Rounding {
    /// Up: the rule for "not less than" a rate (不低于).
    #[default]
    Up,
    /// Down: the rule for "not more than" a rate (不高于).
    Down,
    /// Up by chance, with the fraction as probability, so that every unit's inclusion probability is the rate exactly.
    Expected,
}

/// What a design gives one stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// `N_h`: the number of its units.
    pub units: u64,
    /// `n_h`: how many of them are drawn.
    pub sample: u64,
    /// The inclusion probability of each of its units, before any number is drawn.
    pub probability: Probability,
}

/// Why sizes cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllocationError {
    /// The plan gives the stratum neither rate nor weight.
    #[error("the plan gives the stratum `{stratum}` no {wanted}")]
    NoRule {
        /// The stratum that has units.
        stratum: Stratum,
        /// `rate` or `weight`.
        wanted: &'static str,
    },
    /// A minimum beside a rounding that has none.
    #[error("a minimum goes with rounding up only, found {minimum} with another")]
    Minimum {
        /// The minimum.
        minimum: u64,
    },
    /// A weight of nothing.
    #[error("weights are at least 1, found 0 for the stratum `{stratum}`")]
    ZeroWeight {
        /// The stratum.
        stratum: Stratum,
    },
    /// A lower bound above the stratum's units.
    #[error("the stratum `{stratum}` has {units} units, found a minimum of {minimum}")]
    MinimumAboveUnits {
        /// The stratum.
        stratum: Stratum,
        /// How many units it has.
        units: u64,
        /// How many must be drawn from it.
        minimum: u64,
    },
    /// A capacity that cannot hold the minima.
    #[error("a capacity of at least {minima}, the sum of the minima, is wanted, found {total}")]
    BelowMinima {
        /// The capacity.
        total: u64,
        /// The sum of the lower bounds.
        minima: u128,
    },
    /// More to draw than there is.
    #[error("there are {units} units to draw from, found {total} to be drawn")]
    AboveUnits {
        /// How many are to be drawn.
        total: u64,
        /// How many units there are.
        units: u128,
    },
    /// Numbers for which the protocol has no answer.
    #[error("{what} must be below 2^{bits}")]
    TooLarge {
        /// Which number.
        what: &'static str,
        /// Of how many bits.
        bits: u32,
    },
    /// A size of nothing.
    #[error("sizes are at least 1, found 0")]
    ZeroSize,
}

/// Sample sizes by rate (按比例抽取). Strata without units are left out and take no number from the stream.
///
/// ```
/// use double_random::chance::Seed;
/// use double_random::rate::Rate;
/// use double_random::sampling::{Rounding, allocation};
/// let counts = [("A".parse()?, 7_750), ("D".parse()?, 4_201)].into();
/// let rate = |stratum: &_| Rate::from_ppm(if *stratum == "A".parse().ok()? { 10_000 } else { 300_000 }).ok();
/// let shares = allocation::by_rates(&counts, rate, Rounding::Up, 0, &Seed::from_bytes([0; 32]))?;
/// assert_eq!(shares.values().map(|share| share.sample).collect::<Vec<_>>(), [78, 1_261]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A stratum without a rate; a minimum with another rounding than [`Rounding::Up`].
///
/// # Value stability
/// `double-random/1`.
pub fn by_rates(
    counts: &BTreeMap<Stratum, u64>,
    rate: impl Fn(&Stratum) -> Option<Rate>,
    rounding: Rounding,
    minimum: u64,
    rounding_seed: &Seed,
) -> Result<BTreeMap<Stratum, Share>, AllocationError> {
    if minimum > 0 && rounding != Rounding::Up {
        return Err(AllocationError::Minimum { minimum });
    }
    let mut stream = Stream::new(rounding_seed);
    let mut share = |(stratum, &units): (&Stratum, &u64)| {
        let stratum = stratum.clone();
        let Some(rate) = rate(&stratum) else {
            return Err(AllocationError::NoRule {
                stratum,
                wanted: "rate",
            });
        };
        let (floor, rest) = part(units, rate);
        let fixed = |sample: u64| (sample, Probability::new(sample.into(), units.into()));
        let (sample, probability) = match rounding {
            Rounding::Up => fixed(minimum.min(units).max(floor + u64::from(rest > 0))),
            Rounding::Down => fixed(floor),
            Rounding::Expected => {
                let sample = floor + u64::from(stream.below(MILLION) < rest);
                (sample, Probability::new(rate.ppm().into(), MILLION.into()))
            }
        };
        let probability = probability.unwrap_or(Probability::NEVER);
        Ok((
            stratum,
            Share {
                units,
                sample,
                probability,
            },
        ))
    };
    counts
        .iter()
        .filter(|(_, units)| **units > 0)
        .map(&mut share)
        .collect()
}

/// `units · rate`, as its whole part and the millionths that are left.
pub(crate) fn part(units: u64, rate: Rate) -> (u64, u64) {
    let (ppm, million) = (u64::from(rate.ppm()), MILLION);
    let whole = (units / million) * ppm;
    let rest = (units % million) * ppm;
    (whole + rest / million, rest % million)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(units: u64, rate: &str, rounding: Rounding, minimum: u64) -> Share {
        let counts = [("A".parse().unwrap(), units)].into();
        let rate = |_: &Stratum| rate.parse().ok();
        by_rates(&counts, rate, rounding, minimum, &Seed::from_bytes([1; 32])).unwrap()
            [&"A".parse().unwrap()]
    }

    #[test]
    fn not_less_and_not_more() {
        assert_eq!(one(7_750, "1%", Rounding::Up, 0).sample, 78);
        assert_eq!(one(7_750, "1%", Rounding::Down, 0).sample, 77);
        assert_eq!(one(100, "1%", Rounding::Up, 0).sample, 1);
        assert_eq!(
            one(99, "1%", Rounding::Down, 0).probability,
            Probability::NEVER
        );
        assert_eq!(one(3, "100%", Rounding::Expected, 0).sample, 3);
        assert_eq!(one(u64::MAX, "100%", Rounding::Up, 0).sample, u64::MAX);
    }

    #[test]
    fn a_minimum_lifts_but_never_above_the_units() {
        assert_eq!(one(3, "1%", Rounding::Up, 5).sample, 3);
        assert_eq!(one(300, "1%", Rounding::Up, 5).sample, 5);
        assert_eq!(one(300, "0%", Rounding::Up, 5).sample, 5);
        let counts = [("A".parse().unwrap(), 3)].into();
        let refused = by_rates(
            &counts,
            |_| Some(Rate::ZERO),
            Rounding::Down,
            1,
            &Seed::from_bytes([1; 32]),
        );
        assert_eq!(refused, Err(AllocationError::Minimum { minimum: 1 }));
    }
}
