//! What the judge is shown: the designs of this crate, through its records and through its sampling rules, and wrong ones.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "frames and plans of a test, written out here"
)]

use crate::judge::{Joint, Tally, Verdict};
use crate::rules::{self, Division, Part, SetAside};
use crate::walk::{Branches, Fraction, outcomes};
use double_random::chance::{Randomness, Seed, Stream, Ticket};
use double_random::draw;
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::Stratum;
use double_random::plan::{Design, Plan, ProportionalMethod};
use double_random::rate::Rate;
use double_random::sampling::allocation::Share;
use double_random::sampling::stratified::{self, Wanted};
use double_random::sampling::{Drawn, Population, Rounding, allocation, capacity, proportional};
use rand::seq::index::sample_weighted;
use std::collections::BTreeMap;

/// From a seed to the places of the drawn units, ascending.
type Draw = dyn Fn(&Seed) -> Vec<usize> + Sync;

/// A way to draw, and the probabilities it promises.
pub(crate) struct Candidate {
    pub(crate) name: String,
    pub(crate) joint: Joint,
    draw: Box<Draw>,
}

impl Candidate {
    fn new(name: &str, joint: &Joint, draw: impl Fn(&Seed) -> Vec<usize> + Sync + 'static) -> Self {
        Self {
            name: name.to_owned(),
            joint: joint.clone(),
            draw: Box::new(draw),
        }
    }

    /// Draws so often, each time with a seed of its own derived from the master seed, and asks the judge.
    pub(crate) fn try_out(&self, master: &Seed, draws: u32, alpha: f64) -> Verdict {
        let seed = |draw| master.derive(&format!("{}/{draw}", self.name));
        let samples = (0..draws).map(|draw| (self.draw)(&seed(draw)));
        Tally::of(self.joint.units(), samples).judge(&self.joint, alpha)
    }
}

/// A few units with the least that a population needs.
#[derive(Clone, Debug)]
pub(crate) struct Few {
    names: Vec<String>,
    strata: Vec<usize>,
    sizes: Vec<u64>,
    scripted: Option<Vec<u64>>,
}

impl Few {
    pub(crate) fn new(strata: &[usize], sizes: &[u64]) -> Self {
        let names = (0..strata.len())
            .map(|unit| format!("unit-{unit:03}"))
            .collect();
        Self {
            names,
            strata: strata.to_vec(),
            sizes: sizes.to_vec(),
            scripted: None,
        }
    }

    pub(crate) fn of_sizes(sizes: &[u64]) -> Self {
        Self::new(&vec![0; sizes.len()], sizes)
    }

    /// The same units with these tickets, whatever the seed.
    pub(crate) fn with_tickets(self, tickets: Vec<u64>) -> Self {
        Self {
            scripted: Some(tickets),
            ..self
        }
    }
}

impl Population for Few {
    fn units(&self) -> usize {
        self.names.len()
    }

    fn name(&self, unit: usize) -> &[u8] {
        self.names[unit].as_bytes()
    }

    fn stratum(&self, unit: usize) -> Option<usize> {
        Some(self.strata[unit])
    }

    fn size(&self, unit: usize) -> u64 {
        self.sizes[unit]
    }

    fn tickets(&self, seed: &Seed, each: impl FnMut(usize, Ticket)) {
        let mut each = each;
        if let Some(scripted) = &self.scripted {
            scripted
                .iter()
                .enumerate()
                .for_each(|(unit, number)| each(unit, Ticket::from_number(*number)));
        } else {
            seed.tickets(&self.names)
                .enumerate()
                .for_each(|(unit, ticket)| each(unit, ticket));
        }
    }
}

/// The drawn units in the order of the population.
pub(crate) fn places<'a>(drawn: impl IntoIterator<Item = &'a Drawn>) -> Vec<usize> {
    let mut places: Vec<usize> = drawn.into_iter().map(|drawn| drawn.unit).collect();
    places.sort_unstable();
    places
}

/// 12 units in three strata: A of 5, B of 4, C of 3.
pub(crate) const STRATA: [usize; 12] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2];
const LABELS: [&str; 3] = ["A", "B", "C"];
const UNITS: [u64; 3] = [5, 4, 3];

/// Rates of A, B and C in parts per million: 1, 1.8 and 1.2 units are asked for.
const PPM: [u32; 3] = [200_000, 450_000, 400_000];

/// What the capacity gives A, B and C before the duels: 15/11, 24/11 and 27/11 units.
const CAPACITY: u64 = 6;
pub(crate) const PARTS: [Part; 3] = [
    Part {
        units: 5,
        weight: 1,
        lower: 1,
    },
    Part {
        units: 4,
        weight: 2,
        lower: 0,
    },
    Part {
        units: 3,
        weight: 3,
        lower: 0,
    },
];

/// π = (0.07, 0.17, 0.41, 0.61, 0.83, 0.91), the running example of Tillé 2006.
pub(crate) const RUNNING: [u64; 6] = [7, 17, 41, 61, 83, 91];

/// The last of these is certain where three are drawn: 3·40 ≥ 51.
const WITH_CERTAIN: [u64; 5] = [1, 2, 3, 5, 40];

fn whole(number: usize) -> u64 {
    number.try_into().unwrap()
}

fn label(h: usize) -> Stratum {
    LABELS[h].parse().unwrap()
}

fn counts() -> BTreeMap<Stratum, u64> {
    (0..3).map(|h| (label(h), UNITS[h])).collect()
}

/// What stands under a label in a table of A, B and C.
fn under<T: Copy>(table: [T; 3], stratum: &Stratum) -> T {
    table[LABELS
        .iter()
        .position(|label| *label == stratum.as_str())
        .unwrap()]
}

/// One stratum of `units` of which `n` are drawn.
fn simple(units: usize, n: u64) -> Joint {
    Joint::of_sizes(&vec![0; units], &[(vec![n], Fraction::WHOLE)].into())
}

fn joint_up() -> Joint {
    Joint::of_sizes(&STRATA, &[(vec![1, 2, 2], Fraction::WHOLE)].into())
}

fn joint_expected() -> Joint {
    let rates = [0, 1, 2].map(|h| (UNITS[h], PPM[h].into()));
    Joint::of_sizes(
        &STRATA,
        &outcomes(Branches::Answers, |coin| rules::expected(&rates, coin)),
    )
}

fn joint_capacity() -> Joint {
    let division = Division::of(&PARTS, CAPACITY).unwrap();
    Joint::of_sizes(
        &STRATA,
        &outcomes(Branches::Answers, |coin| division.sizes(&PARTS, coin)),
    )
}

/// Averaged over every ticket order.
pub(crate) fn joint_pivotal(sizes: &[u64], n: u64) -> Joint {
    let samples = outcomes(Branches::Answers, |coin| {
        let order = rules::any_order(sizes.len(), coin);
        rules::pivotal(sizes, n, &order, coin)
    });
    Joint::of_samples(sizes.len(), &samples)
}

pub(crate) fn joint_poisson(sizes: &[u64], n: u64) -> Joint {
    let set_aside = SetAside::of(sizes, n);
    let chances: Vec<Fraction> = (0..sizes.len())
        .map(|k| set_aside.chance(k, sizes))
        .collect();
    Joint::of_independent(&chances)
}

/// The designs of this crate as a plan states them, drawn with [`draw::draw`] from committed frames, so that a draw leaves a
/// record. Each frame also holds a unit that cannot be drawn.
pub(crate) fn recorded() -> Vec<Candidate> {
    let rates = |rounding| {
        let rates = (0..3)
            .map(|h| (label(h), Rate::from_ppm(PPM[h]).unwrap()))
            .collect();
        Design::Rates {
            rates,
            rounding,
            minimum: 0,
        }
    };
    let weights = (0..3).map(|h| (label(h), PARTS[h].weight)).collect();
    let minimum = (0..3).map(|h| (label(h), PARTS[h].lower)).collect();
    let proportional = |method| Design::Proportional { total: 3, method };
    let (pivotal, poisson) = (ProportionalMethod::Pivotal, ProportionalMethod::Poisson);
    let ones = [1; 12];
    vec![
        record("rates up", &joint_up(), rates(Rounding::Up), &STRATA, &ones),
        record(
            "rates expected",
            &joint_expected(),
            rates(Rounding::Expected),
            &STRATA,
            &ones,
        ),
        record(
            "capacity",
            &joint_capacity(),
            Design::Capacity {
                total: CAPACITY,
                weights,
                minimum,
            },
            &STRATA,
            &ones,
        ),
        record(
            "pivotal",
            &joint_pivotal(&RUNNING, 3),
            proportional(pivotal),
            &[0; 6],
            &RUNNING,
        ),
        record(
            "pivotal, one certain",
            &joint_pivotal(&WITH_CERTAIN, 3),
            proportional(pivotal),
            &[0; 5],
            &WITH_CERTAIN,
        ),
        record(
            "Poisson",
            &joint_poisson(&RUNNING, 3),
            proportional(poisson),
            &[0; 6],
            &RUNNING,
        ),
    ]
}

fn record(name: &str, joint: &Joint, design: Design, strata: &[usize], sizes: &[u64]) -> Candidate {
    let plan = Plan::builder("fairness".parse().unwrap(), design)
        .build()
        .unwrap();
    let ids: Vec<String> = (0..strata.len())
        .map(|unit| format!("unit-{unit:02}"))
        .collect();
    let rows = ids.iter().zip(strata).zip(sizes);
    let units = rows.map(|((id, h), size)| Unit::new(id, LABELS[*h]).size(*size));
    let units = units.chain([Unit::new("unit-07b", "-dormant").size(1_000)]);
    let frame = Frame::commit(FrameKey::secret([7; 32]).unwrap(), units).unwrap();
    Candidate::new(name, joint, move |seed| {
        let bytes = *seed
            .reveal()
            .parse::<double_random::digest::Digest>()
            .unwrap()
            .as_bytes();
        let records = draw(&[(&plan, &frame)], &Randomness::declared(bytes)).unwrap();
        let place = |id: &str| {
            ids.binary_search_by(|probe| probe.as_str().cmp(id))
                .unwrap()
        };
        let mut sample: Vec<usize> = records[0]
            .selected()
            .iter()
            .map(|unit| place(unit.id.as_str()))
            .collect();
        sample.sort_unstable();
        sample
    })
}

/// The same designs through the rules of [`double_random::sampling`] on a few units, without records: quick enough to be
/// tried out with many master seeds.
pub(crate) fn right() -> Vec<Candidate> {
    let few = Few::new(&STRATA, &[1; 12]);
    let rates = |rounding| {
        let (few, counts) = (few.clone(), counts());
        let rate = |stratum: &Stratum| Rate::from_ppm(under(PPM, stratum)).ok();
        move |seed: &Seed| {
            let shares =
                allocation::by_rates(&counts, rate, rounding, 0, &seed.derive("rounding")).unwrap();
            select(&few, &shares, seed)
        }
    };
    let capacity = {
        let (few, counts) = (few.clone(), counts());
        let weight = |stratum: &Stratum| Some(under(PARTS, stratum).weight);
        move |seed: &Seed| {
            let lower = |stratum: &Stratum| under(PARTS, stratum).lower;
            let shares =
                capacity::by_capacity(&counts, weight, lower, CAPACITY, &seed.derive("rounding"))
                    .unwrap();
            select(&few, &shares, seed)
        }
    };
    let pivotal = |sizes: &[u64]| {
        let few = Few::of_sizes(sizes);
        move |seed: &Seed| {
            let (targets, coins) = (seed.derive("targets"), seed.derive("pivotal"));
            places(&proportional::pivotal(&few, 3, &targets, &coins).unwrap())
        }
    };
    let poisson = {
        let few = Few::of_sizes(&RUNNING);
        move |seed: &Seed| places(&proportional::poisson(&few, 3, &seed.derive("targets")).unwrap())
    };
    vec![
        Candidate::new("rates up", &joint_up(), rates(Rounding::Up)),
        Candidate::new(
            "rates expected",
            &joint_expected(),
            rates(Rounding::Expected),
        ),
        Candidate::new("capacity", &joint_capacity(), capacity),
        Candidate::new("pivotal", &joint_pivotal(&RUNNING, 3), pivotal(&RUNNING)),
        Candidate::new(
            "pivotal, one certain",
            &joint_pivotal(&WITH_CERTAIN, 3),
            pivotal(&WITH_CERTAIN),
        ),
        Candidate::new("Poisson", &joint_poisson(&RUNNING, 3), poisson),
    ]
}

/// The units that come first in each stratum.
fn select(few: &Few, shares: &BTreeMap<Stratum, Share>, seed: &Seed) -> Vec<usize> {
    let wanted: Vec<Wanted> = shares
        .values()
        .map(|share| Wanted {
            units: share.units,
            smallest: share.sample,
        })
        .collect();
    places(
        stratified::select(few, &wanted, &seed.derive("targets"))
            .iter()
            .flatten(),
    )
}

/// The place among the wrong designs of the one that gives every unit its probability, and pairs not.
pub(crate) const RIGHT_IN_UNITS: usize = 1;

/// Designs that were met with, each beside the probabilities that it is believed to have.
pub(crate) fn wrong() -> Vec<Candidate> {
    vec![
        Candidate::new("skip sampling, 5 of 12", &simple(12, 5), |seed| {
            skip(12, 5, seed)
        }),
        Candidate::new("skip sampling, 3 of 12", &simple(12, 3), |seed| {
            skip(12, 3, seed)
        }),
        Candidate::new("5-bit words modulo", &simple(12, 3), |seed| {
            shuffle_with_modulo(12, 3, 5, seed)
        }),
        Candidate::new("4-bit tickets", &simple(12, 3), |seed| {
            short_tickets(12, 3, 4, seed)
        }),
        Candidate::new("largest remainders", &joint_capacity(), largest_remainders),
        Candidate::new("Efraimidis-Spirakis", &joint_pivotal(&RUNNING, 3), |seed| {
            weighted(&RUNNING, 3, seed)
        }),
    ]
}

/// Skip sampling: a random start below ⌊N/n⌋, and from there on every ⌊N/n⌋-th unit.
fn skip(units: usize, n: usize, seed: &Seed) -> Vec<usize> {
    let stride = units / n;
    let start = Stream::new(seed).below(whole(stride));
    (0..n)
        .map(|k| usize::try_from(start).unwrap() + k * stride)
        .collect()
}

/// A shuffle whose places are words of so many bits modulo the number of places.
fn shuffle_with_modulo(units: usize, n: usize, bits: u32, seed: &Seed) -> Vec<usize> {
    let mut stream = Stream::new(seed);
    let mut rest: Vec<usize> = (0..units).collect();
    let mut pick = |_| {
        let word = stream.below(1 << bits);
        rest.remove(usize::try_from(word % whole(rest.len())).unwrap())
    };
    let mut sample: Vec<usize> = (0..n).map(&mut pick).collect();
    sample.sort_unstable();
    sample
}

/// The units that come first by tickets of so many bits, ties by name.
fn short_tickets(units: usize, n: usize, bits: u32, seed: &Seed) -> Vec<usize> {
    let few = Few::of_sizes(&vec![1; units]);
    let mut drawn = vec![];
    few.tickets(seed, |unit, ticket| {
        drawn.push((ticket.number() >> (64 - bits), unit));
    });
    drawn.sort_unstable();
    let mut sample: Vec<usize> = drawn.iter().take(n).map(|(_, unit)| *unit).collect();
    sample.sort_unstable();
    sample
}

/// The capacity with the units still missing given to the largest remainders instead of by duels; nothing else is wrong.
fn largest_remainders(seed: &Seed) -> Vec<usize> {
    let q: u64 = PARTS.iter().map(|part| part.weight * part.units).sum();
    let shares = PARTS.map(|part| CAPACITY * part.weight * part.units);
    let mut sizes = shares.map(|share| share / q);
    let mut by_remainder = [0, 1, 2];
    by_remainder.sort_by_key(|h| std::cmp::Reverse(shares[*h] % q));
    let missing = CAPACITY - sizes.iter().sum::<u64>();
    for h in by_remainder.into_iter().take(missing.try_into().unwrap()) {
        sizes[h] += 1;
    }
    let wanted: Vec<Wanted> = UNITS
        .iter()
        .zip(sizes)
        .map(|(&units, smallest)| Wanted { units, smallest })
        .collect();
    places(
        stratified::select(
            &Few::new(&STRATA, &[1; 12]),
            &wanted,
            &seed.derive("targets"),
        )
        .iter()
        .flatten(),
    )
}

/// Weighted sampling as `rand` has it: each next unit in proportion to size among those that are left.
fn weighted(sizes: &[u64], n: usize, seed: &Seed) -> Vec<usize> {
    let weight = |k: usize| f64::from(u32::try_from(sizes[k]).unwrap());
    let mut sample = sample_weighted(&mut Stream::new(seed), sizes.len(), weight, n)
        .unwrap()
        .into_vec();
    sample.sort_unstable();
    sample
}

/// A random number from `from` to `to`, for instances.
pub(crate) fn some(stream: &mut Stream, from: u64, to: u64) -> u64 {
    from + stream.below(to - from + 1)
}
