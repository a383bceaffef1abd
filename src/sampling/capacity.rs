//! Sample sizes for a fixed capacity, in proportion to weights and within bounds (protocol section 4).

use super::allocation::{AllocationError, Share};
use super::duel::Duels;
use super::probability::Probability;
use crate::chance::Seed;
use crate::id::Stratum;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// A stratum as the capacity sees it.
#[derive(Clone, Debug)]
struct Part {
    stratum: Stratum,
    units: u64,
    lower: u64,
    weight: u64,
}

/// λ as a fraction: what a unit of weight 1 gets.
#[derive(Clone, Copy, Debug)]
struct Lambda {
    numerator: u128,
    denominator: u128,
}

/// What a λ gives a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// A bound, whatever is left.
    Bound(u64),
    /// λ·w·N, between the bounds.
    Free,
}

/// Sample sizes for a capacity of `total` (按检查能力抽取): each unit's inclusion probability is λ times its stratum's weight, or
/// `n_h / N_h` where the stratum is at a bound. Strata without units are left out.
///
/// ```
/// use double_random::chance::Seed;
/// use double_random::sampling::capacity;
/// let counts = [("A".parse()?, 30), ("D".parse()?, 10)].into();
/// let weight = |stratum: &_| Some(if Ok::<_, ()>(stratum) == "D".parse().as_ref().map_err(|_| ()) { 3 } else { 1 });
/// let shares = capacity::by_capacity(&counts, weight, |_| 0, 12, &Seed::from_bytes([0; 32]))?;
/// assert_eq!(shares.values().map(|share| share.sample).collect::<Vec<_>>(), [6, 6]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A stratum without a weight or with a weight of 0; a minimum above a stratum's units; a total below the minima or above
/// the units; weights and counts whose products reach 2^62.
///
/// # Value stability
/// `double-random/1`.
pub fn by_capacity(
    counts: &BTreeMap<Stratum, u64>,
    weight: impl Fn(&Stratum) -> Option<u64>,
    lower: impl Fn(&Stratum) -> u64,
    total: u64,
    rounding_seed: &Seed,
) -> Result<BTreeMap<Stratum, Share>, AllocationError> {
    let parts = parts(counts, weight, lower, total)?;
    let given = at_bounds(&parts, total)?;
    round(parts, &given, total, rounding_seed)
}

/// The strata that have units, if the total lies between their bounds.
fn parts(
    counts: &BTreeMap<Stratum, u64>,
    weight: impl Fn(&Stratum) -> Option<u64>,
    lower: impl Fn(&Stratum) -> u64,
    total: u64,
) -> Result<Vec<Part>, AllocationError> {
    let parts: Vec<Part> = counts
        .iter()
        .filter(|(_, units)| **units > 0)
        .map(|(stratum, &units)| part(stratum, units, &weight, &lower))
        .collect::<Result<_, _>>()?;
    let minima: u128 = parts.iter().map(|part| u128::from(part.lower)).sum();
    let units: u128 = parts.iter().map(|part| u128::from(part.units)).sum();
    if minima > total.into() {
        Err(AllocationError::BelowMinima { total, minima })
    } else if units < total.into() {
        Err(AllocationError::AboveUnits { total, units })
    } else {
        Ok(parts)
    }
}

fn part(
    stratum: &Stratum,
    units: u64,
    weight: impl Fn(&Stratum) -> Option<u64>,
    lower: impl Fn(&Stratum) -> u64,
) -> Result<Part, AllocationError> {
    let (stratum, minimum) = (stratum.clone(), lower(stratum));
    match weight(&stratum) {
        None => Err(AllocationError::NoRule {
            stratum,
            wanted: "weight",
        }),
        Some(0) => Err(AllocationError::ZeroWeight { stratum }),
        Some(_) if minimum > units => Err(AllocationError::MinimumAboveUnits {
            stratum,
            units,
            minimum,
        }),
        Some(weight) => Ok(Part {
            stratum,
            units,
            lower: minimum,
            weight,
        }),
    }
}

/// Which strata a λ with Σ clamp(λ·w·N, L, N) = total leaves at a bound.
///
/// The sum grows with λ and bends where a stratum leaves its lower bound or reaches its units. The last bend at which the
/// sum is not above the total tells: either it is the λ, or the λ lies between it and the next.
fn at_bounds(parts: &[Part], total: u64) -> Result<Vec<Given>, AllocationError> {
    let mut bends: Vec<Lambda> = parts
        .iter()
        .flat_map(|part| [part.leaves(), part.fills()])
        .collect();
    bends.push(Lambda {
        numerator: 0,
        denominator: 1,
    });
    let mut best: Option<(Lambda, Ordering)> = None;
    for bend in bends {
        let above_best = match best {
            Some((best, _)) => compare(bend, best)? == Ordering::Greater,
            None => true,
        };
        let sum = above_best
            .then(|| against(parts, bend, total))
            .transpose()?;
        if let Some(sum @ (Ordering::Less | Ordering::Equal)) = sum {
            best = Some((bend, sum));
        }
    }
    let (lambda, sum) = best.unwrap_or((
        Lambda {
            numerator: 0,
            denominator: 1,
        },
        Ordering::Less,
    ));
    parts.iter().map(|part| part.given(lambda, sum)).collect()
}

impl Part {
    /// The λ at which λ·w·N leaves the lower bound.
    fn leaves(&self) -> Lambda {
        Lambda {
            numerator: self.lower.into(),
            denominator: u128::from(self.weight) * u128::from(self.units),
        }
    }

    /// The λ at which λ·w·N reaches all units.
    fn fills(&self) -> Lambda {
        Lambda {
            numerator: 1,
            denominator: self.weight.into(),
        }
    }

    /// What the stratum gets from the λ itself, if the sum there is the total, or from one just above it.
    fn given(&self, lambda: Lambda, sum: Ordering) -> Result<Given, AllocationError> {
        let fills = compare(self.fills(), lambda)?;
        let leaves = compare(self.leaves(), lambda)?;
        Ok(match (fills, leaves) {
            (Ordering::Less | Ordering::Equal, _) => Given::Bound(self.units),
            (_, Ordering::Greater) => Given::Bound(self.lower),
            (_, Ordering::Equal) if sum == Ordering::Equal => Given::Bound(self.lower),
            _ => Given::Free,
        })
    }
}

/// How the sum of what λ gives compares with the total, both times λ's denominator.
fn against(parts: &[Part], lambda: Lambda, total: u64) -> Result<Ordering, AllocationError> {
    let times = |number: u64| lambda.denominator.checked_mul(number.into());
    let clamp = |part: &Part| {
        let product = lambda
            .numerator
            .checked_mul(u128::from(part.weight) * u128::from(part.units))?;
        Some(product.clamp(times(part.lower)?, times(part.units)?))
    };
    let sum = parts
        .iter()
        .try_fold(0_u128, |sum, part| sum.checked_add(clamp(part)?));
    let (sum, total) = sum.zip(times(total)).ok_or(TOO_LARGE)?;
    Ok(sum.cmp(&total))
}

fn compare(a: Lambda, b: Lambda) -> Result<Ordering, AllocationError> {
    let cross = |a: Lambda, b: Lambda| a.numerator.checked_mul(b.denominator).ok_or(TOO_LARGE);
    Ok(cross(a, b)?.cmp(&cross(b, a)?))
}

const TOO_LARGE: AllocationError = AllocationError::TooLarge {
    what: "the sum of weight times units",
    bits: 62,
};

/// P and Q: what the bounds leave, and the sum of w·N over the strata that are at none.
fn level(parts: &[Part], given: &[Given], total: u64) -> (u128, u128) {
    let taken = given.iter().map(|given| u128::from(given.bound())).sum();
    let free = parts
        .iter()
        .zip(given)
        .filter(|(_, given)| **given == Given::Free);
    (
        u128::from(total).saturating_sub(taken),
        free.map(|(part, _)| part.product()).sum(),
    )
}

impl Given {
    fn bound(self) -> u64 {
        match self {
            Self::Bound(bound) => bound,
            Self::Free => 0,
        }
    }
}

/// Gives the strata at a bound their bound, the others the whole part of P·w·N / Q, and the units still missing by duels.
fn round(
    parts: Vec<Part>,
    given: &[Given],
    total: u64,
    rounding_seed: &Seed,
) -> Result<BTreeMap<Stratum, Share>, AllocationError> {
    let (p, q) = level(&parts, given, total);
    let whole = u64::try_from(q)
        .ok()
        .filter(|q| *q < 1 << 62)
        .ok_or(TOO_LARGE)?;
    let mut duels = NonZeroU64::new(whole).map(|whole| Duels::new(whole, rounding_seed));
    let mut shares: BTreeMap<Stratum, Share> = BTreeMap::new();
    let mut winners = vec![];
    for (part, given) in parts.into_iter().zip(given) {
        let (sample, probability) = match (given, duels.as_mut()) {
            (Given::Free, Some(duels)) => {
                let product = p.checked_mul(part.product()).ok_or(TOO_LARGE)?;
                let fraction = u64::try_from(product % q).unwrap_or(0);
                winners.extend(duels.next(part.stratum.clone(), fraction));
                let sample = u64::try_from(product / q).unwrap_or(u64::MAX);
                (
                    sample,
                    Probability::new(p.checked_mul(part.weight.into()).ok_or(TOO_LARGE)?, q),
                )
            }
            _ => (
                given.bound(),
                Probability::new(given.bound().into(), part.units.into()),
            ),
        };
        let probability = probability.unwrap_or(Probability::NEVER);
        shares.insert(
            part.stratum,
            Share {
                units: part.units,
                sample,
                probability,
            },
        );
    }
    for winner in winners {
        if let Some(share) = shares.get_mut(&winner) {
            share.sample += 1;
        }
    }
    Ok(shares)
}

impl Part {
    fn product(&self) -> u128 {
        u128::from(self.weight) * u128::from(self.units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(
        rows: &[(&str, u64, u64, u64)],
        total: u64,
        seed: u8,
    ) -> Result<Vec<u64>, AllocationError> {
        let find = |stratum: &Stratum| rows.iter().find(|row| row.0 == stratum.as_str()).unwrap();
        let counts = rows
            .iter()
            .map(|row| (row.0.parse().unwrap(), row.1))
            .collect();
        let seed = Seed::from_bytes([seed; 32]);
        let shares = by_capacity(&counts, |h| Some(find(h).2), |h| find(h).3, total, &seed)?;
        Ok(shares.values().map(|share| share.sample).collect())
    }

    #[test]
    fn every_capacity_that_fits_is_filled_exactly() {
        let rows = [
            ("A", 3, 1, 0),
            ("B", 9, 2, 2),
            ("C", 4, 7, 4),
            ("D", 1, 90, 0),
            ("E", 20, 1, 1),
        ];
        for total in 7..=37 {
            for seed in 0..20 {
                let sizes = shares(&rows, total, seed).unwrap();
                assert_eq!(sizes.iter().sum::<u64>(), total);
                for ((_, units, _, lower), size) in rows.iter().zip(sizes) {
                    assert!((*lower..=*units).contains(&size));
                }
            }
        }
        assert_eq!(
            shares(&rows, 6, 0),
            Err(AllocationError::BelowMinima {
                total: 6,
                minima: 7
            })
        );
        assert_eq!(
            shares(&rows, 38, 0),
            Err(AllocationError::AboveUnits {
                total: 38,
                units: 37
            })
        );
    }

    #[test]
    fn a_stratum_at_its_bound_takes_no_part_in_the_duels() {
        assert_eq!(
            shares(&[("A", 10, 1, 0), ("B", 10, 1, 10)], 15, 0),
            Ok(vec![5, 10])
        );
        assert_eq!(
            shares(&[("A", 10, 1, 10), ("B", 10, 9, 0)], 10, 0),
            Ok(vec![10, 0])
        );
    }

    #[test]
    fn faults_are_named() {
        assert!(matches!(
            shares(&[("A", 10, 0, 0)], 1, 0),
            Err(AllocationError::ZeroWeight { .. })
        ));
        assert!(matches!(
            shares(&[("A", 10, 1, 11)], 11, 0),
            Err(AllocationError::MinimumAboveUnits { .. })
        ));
        assert!(matches!(
            shares(&[("A", u64::MAX, u64::MAX, 0), ("B", 9, 1, 0)], 9, 0),
            Err(AllocationError::TooLarge { .. })
        ));
    }
}
