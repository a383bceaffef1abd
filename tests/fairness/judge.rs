//! The judge: it sees nothing but how often units and pairs were drawn, and what their exact probabilities should be.
#![expect(
    clippy::indexing_slicing,
    reason = "places of pairs in a table that is made for them"
)]

use crate::chernoff::{divergence, ln};
use crate::walk::Fraction;
use std::collections::BTreeMap;

/// The place of a pair in a table of all pairs, a unit being a pair with itself.
fn place(units: usize, i: usize, j: usize) -> usize {
    i.min(j) * units + i.max(j)
}

/// Every pair `i <= j`.
fn pairs(units: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..units).flat_map(move |i| (i..units).map(move |j| (i, j)))
}

/// Exact probabilities of all units and pairs: those of a unit being drawn stand on the diagonal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Joint {
    units: usize,
    table: Vec<Fraction>,
}

impl Joint {
    fn from_pairs(units: usize, probability: impl Fn(usize, usize) -> Fraction) -> Self {
        let mut table = vec![Fraction::NOTHING; units * units];
        for (i, j) in pairs(units) {
            table[place(units, i, j)] = probability(i, j);
        }
        Self { units, table }
    }

    /// Those of a design with these samples.
    pub(crate) fn of_samples(units: usize, samples: &BTreeMap<Vec<usize>, Fraction>) -> Self {
        let mut joint = Self::from_pairs(units, |_, _| Fraction::NOTHING);
        for (sample, probability) in samples {
            for (at, &i) in sample.iter().enumerate() {
                for &j in &sample[at..] {
                    let sum = &mut joint.table[place(units, i, j)];
                    *sum = *sum + *probability;
                }
            }
        }
        joint
    }

    /// Those of a stratified draw, given the stratum of every unit and the probabilities of all sample sizes:
    /// E\[n(n−1)\] / N(N−1) within a stratum, E\[n·m\] / (N·M) between two.
    pub(crate) fn of_sizes(strata: &[usize], sizes: &BTreeMap<Vec<u64>, Fraction>) -> Self {
        let count = |h: usize| {
            u64::try_from(strata.iter().filter(|stratum| **stratum == h).count()).unwrap_or(0)
        };
        let mean = |of: &dyn Fn(&[u64]) -> u64| -> Fraction {
            sizes
                .iter()
                .map(|(sizes, probability)| *probability * Fraction::new(of(sizes), 1_u8))
                .sum()
        };
        Self::from_pairs(strata.len(), |i, j| {
            let (h, g) = (strata[i], strata[j]);
            let (drawn, all) = match (i == j, h == g) {
                (true, _) => (mean(&|n| n[h]), count(h)),
                (_, true) => (
                    mean(&|n| n[h] * n[h].saturating_sub(1)),
                    count(h) * (count(h) - 1),
                ),
                _ => (mean(&|n| n[h] * n[g]), count(h) * count(g)),
            };
            drawn * Fraction::new(1_u8, all)
        })
    }

    /// Those of units that are drawn independently of each other.
    pub(crate) fn of_independent(chances: &[Fraction]) -> Self {
        Self::from_pairs(chances.len(), |i, j| {
            if i == j {
                chances[i]
            } else {
                chances[i] * chances[j]
            }
        })
    }

    pub(crate) fn units(&self) -> usize {
        self.units
    }

    pub(crate) fn unit(&self, i: usize) -> Fraction {
        self.pair(i, i)
    }

    pub(crate) fn pair(&self, i: usize, j: usize) -> Fraction {
        self.table[place(self.units, i, j)]
    }

    /// How many probabilities are compared.
    pub(crate) fn compared(&self) -> u32 {
        u32::try_from(pairs(self.units).count()).unwrap_or(u32::MAX)
    }
}

/// How often units and pairs were drawn.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    draws: u32,
    units: usize,
    counts: Vec<u32>,
}

/// What the judge says of a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All counts lie within the bound.
    Accepted,
    /// The counts of units do, those of pairs do not.
    RefusedByPairs,
    /// The counts of units do not.
    RefusedByUnits,
}

impl Tally {
    pub(crate) fn of(units: usize, samples: impl IntoIterator<Item = Vec<usize>>) -> Self {
        let mut tally = Self {
            draws: 0,
            units,
            counts: vec![0; units * units],
        };
        for sample in samples {
            tally.draws += 1;
            for (at, &i) in sample.iter().enumerate() {
                for &j in &sample[at..] {
                    tally.counts[place(units, i, j)] += 1;
                }
            }
        }
        tally
    }

    /// Refuses where a count `x` of `R` draws has `R·KL(x/R ‖ p) > ln(2m / α)`, `m` being how many are compared.
    pub(crate) fn judge(&self, joint: &Joint, alpha: f64) -> Verdict {
        let bound = ln(2.0 * f64::from(joint.compared()) / alpha);
        let strange = |(i, j): &(usize, usize)| {
            let (count, p) = (self.counts[place(self.units, *i, *j)], joint.pair(*i, *j));
            f64::from(self.draws) * divergence(count, self.draws, p.to_f64()) > bound
        };
        match pairs(self.units).filter(strange).map(|(i, j)| i == j).max() {
            None => Verdict::Accepted,
            Some(false) => Verdict::RefusedByPairs,
            Some(true) => Verdict::RefusedByUnits,
        }
    }
}
