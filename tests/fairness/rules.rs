//! The rules of protocol sections 4 and 5 once more, as naively as they can be written, over any coin.
#![expect(
    clippy::indexing_slicing,
    reason = "places of units and strata that the rule itself counts"
)]

use crate::walk::{Coin, Fraction};

/// An order in which every order is equally likely: the ticket order of names whose tickets differ.
pub(crate) fn any_order(units: usize, coin: &mut impl Coin) -> Vec<usize> {
    let mut rest: Vec<usize> = (0..units).collect();
    let mut order = vec![];
    while !rest.is_empty() {
        let at = coin.below(rest.len().try_into().unwrap_or(0));
        order.push(rest.remove(at.try_into().unwrap_or(0)));
    }
    order
}

/// The duels: who is selected of the contenders, who come in this order with chances of `a / whole`.
pub(crate) fn duels(whole: u64, contenders: &[(usize, u64)], coin: &mut impl Coin) -> Vec<usize> {
    let (mut i, mut a) = (usize::MAX, 0);
    let mut selected = vec![];
    for &(j, b) in contenders.iter().filter(|(_, b)| *b > 0) {
        let s = a + b;
        if a == 0 {
            (i, a) = (j, b);
        } else if s < whole {
            if !coin.under(s, a) {
                i = j;
            }
            a = s;
        } else {
            let i_wins = coin.under(2 * whole - s, whole - b);
            selected.push(if i_wins { i } else { j });
            (i, a) = (if i_wins { j } else { i }, s - whole);
        }
    }
    selected.sort_unstable();
    selected
}

/// What a draw in proportion to size comes to: which units are certain, and n' and W for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetAside {
    pub(crate) certain: Vec<usize>,
    pub(crate) remaining: u64,
    pub(crate) whole: u64,
}

impl SetAside {
    pub(crate) fn of(sizes: &[u64], n: u64) -> Self {
        let (mut certain, mut remaining, mut whole) = (vec![], n, sizes.iter().sum());
        while remaining >= 1 {
            let holds = |k: &usize| !certain.contains(k) && remaining * sizes[*k] >= whole;
            let now: Vec<usize> = (0..sizes.len()).filter(holds).collect();
            if now.is_empty() {
                break;
            }
            for k in now {
                certain.push(k);
                remaining -= 1;
                whole -= sizes[k];
            }
        }
        certain.sort_unstable();
        Self {
            certain,
            remaining,
            whole,
        }
    }

    pub(crate) fn chance(&self, k: usize, sizes: &[u64]) -> Fraction {
        match self.remaining {
            _ if self.certain.contains(&k) => Fraction::WHOLE,
            0 => Fraction::NOTHING,
            _ => Fraction::new(self.remaining * sizes[k], self.whole),
        }
    }
}

/// The draw in proportion to size, of units that come in this ticket order.
pub(crate) fn pivotal(sizes: &[u64], n: u64, order: &[usize], coin: &mut impl Coin) -> Vec<usize> {
    let set_aside = SetAside::of(sizes, n);
    let mut selected = set_aside.certain.clone();
    if set_aside.remaining > 0 {
        let others = order.iter().filter(|k| !set_aside.certain.contains(k));
        let contenders: Vec<(usize, u64)> = others
            .map(|&k| (k, set_aside.remaining * sizes[k]))
            .collect();
        selected.extend(duels(set_aside.whole, &contenders, coin));
    }
    selected.sort_unstable();
    selected
}

/// Sizes by rate, rounded by chance, of strata `(N, ppm)` in label order.
pub(crate) fn expected(strata: &[(u64, u64)], coin: &mut impl Coin) -> Vec<u64> {
    let size = |&(units, ppm): &(u64, u64)| {
        let (floor, rest) = (units * ppm / 1_000_000, units * ppm % 1_000_000);
        floor + u64::from(coin.under(1_000_000, rest))
    };
    strata.iter().map(size).collect()
}

/// A stratum under a capacity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) units: u64,
    pub(crate) weight: u64,
    pub(crate) lower: u64,
}

/// Where λ leaves a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Lower,
    Upper,
    Free,
}

/// What a capacity comes to before the duels: the bounds that strata are at, and P and Q for the free ones.
#[derive(Clone, Debug)]
pub(crate) struct Division {
    bounds: Vec<Option<u64>>,
    p: u64,
    q: u64,
}

impl Division {
    /// Tries every way of leaving strata at their bounds until one is what its own λ says.
    pub(crate) fn of(parts: &[Part], total: u64) -> Option<Self> {
        let ways = 3_usize.checked_pow(parts.len().try_into().ok()?)?;
        (0..ways).find_map(|way| Self::if_consistent(parts, total, &places(way, parts.len())))
    }

    fn if_consistent(parts: &[Part], total: u64, places: &[Place]) -> Option<Self> {
        let bound = |(part, place): (&Part, &Place)| match place {
            Place::Lower => Some(part.lower),
            Place::Upper => Some(part.units),
            Place::Free => None,
        };
        let bounds: Vec<Option<u64>> = parts.iter().zip(places).map(bound).collect();
        let p = total.checked_sub(bounds.iter().flatten().sum())?;
        let at = |wanted: Place| {
            parts
                .iter()
                .zip(places)
                .filter(move |(_, place)| **place == wanted)
                .map(|(part, _)| part)
        };
        let q = at(Place::Free).map(|part| part.weight * part.units).sum();
        let consistent = if q > 0 {
            at(Place::Lower).all(|h| p * h.weight * h.units <= h.lower * q)
                && at(Place::Upper).all(|h| p * h.weight >= q)
                && at(Place::Free).all(|h| p * h.weight * h.units > h.lower * q && p * h.weight < q)
        } else {
            // some λ is at least 1/w of those that are full and at most L/(w·N) of those at their minimum
            p == 0
                && at(Place::Upper)
                    .all(|u| at(Place::Lower).all(|l| l.weight * l.units <= l.lower * u.weight))
        };
        consistent.then_some(Self { bounds, p, q })
    }

    /// λ·w, or n/N at a bound.
    pub(crate) fn chance(&self, h: usize, part: &Part) -> Fraction {
        match self.bounds[h] {
            Some(bound) => Fraction::new(bound, part.units),
            None => Fraction::new(self.p * part.weight, self.q),
        }
    }

    /// The sample sizes.
    pub(crate) fn sizes(&self, parts: &[Part], coin: &mut impl Coin) -> Vec<u64> {
        let shares = parts.iter().map(|part| self.p * part.weight * part.units);
        let mut sizes = vec![];
        let mut contenders = vec![];
        for ((h, share), bound) in shares.enumerate().zip(&self.bounds) {
            sizes.push(bound.unwrap_or_else(|| share / self.q));
            if bound.is_none() {
                contenders.push((h, share % self.q));
            }
        }
        for h in duels(self.q, &contenders, coin) {
            sizes[h] += 1;
        }
        sizes
    }
}

/// The way-th of all ways to place so many strata.
fn places(way: usize, strata: usize) -> Vec<Place> {
    let digits = std::iter::successors(Some(way), |way| Some(way / 3));
    let place = |digit| [Place::Lower, Place::Upper, Place::Free][digit % 3];
    digits.map(place).take(strata).collect()
}

/// The stratified draw with given sizes: of every stratum those who come first in this ticket order.
pub(crate) fn first_of_each(strata: &[usize], sizes: &[u64], order: &[usize]) -> Vec<usize> {
    let mut left = sizes.to_vec();
    let mut selected = vec![];
    for &unit in order {
        let left = &mut left[strata[unit]];
        if *left > 0 {
            *left -= 1;
            selected.push(unit);
        }
    }
    selected.sort_unstable();
    selected
}
