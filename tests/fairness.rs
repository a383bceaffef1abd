//! The draw is fair: every unit is drawn with exactly its probability, and every pair with the pair's.
//!
//! **Exactly.** `fairness/rules.rs` holds the rules of protocol sections 4 and 5 once more, written naively over any coin. On
//! thousands of small instances they answer what this crate answers, number for number from the same stream, so what is
//! proved of them holds for it. On tiny frames every outcome of every `below` is then walked, with fractions of integers, and
//! the probabilities of units are compared with [`Certainty::probability`] and [`Share::probability`] for equality.
//!
//! **By counting.** A judge sees only how often units and pairs were drawn in `R` = 16,000 draws, and their exact probabilities.
//! A count `X` is binomial with `R` and `p`, and Chernoff's bound for either tail is `P(X/R ≥ q) ≤ exp(−R·KL(q ‖ p))` for
//! q > p (alike below), so that
//!
//! ```text
//! P( R·KL(X/R ‖ p) > t ) ≤ 2·exp(−t).
//! ```
//!
//! The judge refuses where this happens to any of `m` counts with `t = ln(2m / α')`. By Bonferroni's inequality, which needs
//! no independence, it refuses a right design with a probability below α'. With D right designs tried out with a master seed
//! α' is 10⁻⁶ / D, so that **α = 10⁻⁶ for each master seed**, and below 10⁻⁴ for a hundred; SHA-256 and `ChaCha20` are taken for
//! random functions. Wrong designs stand before the same judge with the same α'.
//!
//! **Power.** Of a hundred master seeds the judge accepts every right design with all, and each wrong one with at most one. The
//! frames have 5 to 12 units. Among the wrong designs are the skip sampling that was in use at a market regulator (where n
//! divides N every unit has its probability, and only pairs tell), numbers made by the remainder of short words, capacities
//! rounded to the largest remainder, and the weighted sampling of `rand`, whose weights are no inclusion probabilities.
//!
//! **Seeds.** Master seed k, from 0 to 99, is derived from 32 zero bytes with the label `fairness/k`, draw i of a design from
//! the master seed with the label `design/i`; records have the one labelled `fairness/records`. None was picked.

#[path = "fairness/walk.rs"]
mod walk;
#[path = "fairness/rules.rs"]
mod rules;
#[path = "fairness/chernoff.rs"]
mod chernoff;
#[path = "fairness/judge.rs"]
mod judge;
#[path = "fairness/designs.rs"]
mod designs;

use chernoff::{divergence, ln};
use designs::{Candidate, Few, RUNNING, STRATA, places, some};
use double_random::chance::{Seed, Stream};
use double_random::id::Stratum;
use double_random::rate::Rate;
use double_random::sampling::allocation::{self, Share};
use double_random::sampling::duel::Duels;
use double_random::sampling::proportional::{self, Certainty};
use double_random::sampling::stratified::{self, Wanted};
use double_random::sampling::{Rounding, capacity};
use judge::{Joint, Tally, Verdict};
use rand::Rng as _;
use rules::{Division, Part, SetAside};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::num::NonZeroU64;
use walk::{Branches, Fraction, Tape, outcomes};

/// Shows a figure in the output of a test that passes, too.
macro_rules! show {
    ($($text:tt)*) => {
        let _shown = writeln!(std::io::stderr(), $($text)*);
    };
}

/// How many draws of each design the judge sees.
const DRAWS: u32 = 16_000;

/// The probability, for each master seed, that the judge refuses any right design.
const ALPHA: f64 = 1e-6;

/// How many master seeds there are.
const MASTERS: u32 = 100;

fn master(label: &str) -> Seed {
    Seed::from_bytes([0; 32]).derive(&format!("fairness/{label}"))
}

/// The seed of an instance, and a stream to make up the instance from.
fn instances(label: &str, number: u64) -> impl Iterator<Item = (Seed, Stream)> {
    let master = master(label);
    (0..number).map(move |instance| {
        let seed = master.derive(&instance.to_string());
        let stream = Stream::new(&seed.derive("instance"));
        (seed, stream)
    })
}

/// Up to `most` numbers between `from` and `to`.
fn numbers(stream: &mut Stream, most: u64, from: u64, to: u64) -> Vec<u64> {
    (0..some(stream, 1, most))
        .map(|_| some(stream, from, to))
        .collect()
}

/// A label for the stratum at this place, in label-byte order.
fn label(h: usize) -> String {
    format!("stratum-{h}")
}

/// What a table holds for a stratum.
fn at<T: Copy>(table: &[T], stratum: &Stratum) -> Option<T> {
    (0..table.len())
        .find(|h| label(*h) == stratum.as_str())
        .and_then(|h| table.get(h))
        .copied()
}

/// The places of the units in ticket order.
fn ticket_order(sizes: &[u64], seed: &Seed) -> Vec<usize> {
    let population = Few::of_sizes(sizes);
    stratified::order(&population, seed)
        .iter()
        .map(|drawn| drawn.unit)
        .collect()
}

/// What has to be true of a design that draws `n` units with these chances, given its samples.
fn check(samples: &BTreeMap<Vec<usize>, Fraction>, n: u64, chances: &[Fraction]) {
    assert_eq!(samples.values().copied().sum::<Fraction>(), Fraction::WHOLE);
    assert!(
        samples
            .keys()
            .all(|sample| u64::try_from(sample.len()) == Ok(n)),
        "every sample has {n} units: {samples:?}"
    );
    let joint = Joint::of_samples(chances.len(), samples);
    let others = |i: usize| (0..chances.len()).filter(move |j| *j != i);
    for (i, chance) in chances.iter().enumerate() {
        assert_eq!(joint.unit(i), *chance, "unit {i} of {samples:?}");
        let pairs = others(i).map(|j| joint.pair(i, j)).sum::<Fraction>();
        assert_eq!(
            pairs,
            *chance * Fraction::new(n.saturating_sub(1), 1_u8),
            "the pairs of unit {i} of {samples:?}"
        );
        let independent = |j: usize| joint.unit(i) * joint.unit(j);
        assert!(
            others(i).all(|j| joint.pair(i, j).at_most(independent(j))),
            "no pair is favoured: {samples:?}"
        );
    }
}

// The rules are the crate's.

#[test]
fn every_number_below_n_comes_from_equally_many_words() {
    // The rule with words of `bits` bits, as protocol section 1 has it with 64.
    let rule = |word: u128, n: u128, bits: u32| {
        let product = word * n;
        let answer = product >> bits;
        (product - (answer << bits) >= (1 << bits) % n).then_some(answer)
    };
    for n in 1..=255 {
        let mut words: BTreeMap<u128, u128> = BTreeMap::new();
        for answer in (0..256).filter_map(|word| rule(word, n, 8)) {
            *words.entry(answer).or_default() += 1;
        }
        assert!(words.keys().copied().eq(0..n));
        assert!(words.values().all(|count| *count == 256 / n));
    }
    // The words of 64 bits that answer k are those from `first` on and before `end`.
    let modulus = 1_u128 << 64;
    for n in [
        1,
        2,
        3,
        6,
        300,
        1_000_000,
        (1 << 32) + 1,
        (1 << 63) + 1,
        modulus - 1,
    ] {
        for k in (0..300).chain([n / 3, n / 2, n - 1]).filter(|k| *k < n) {
            let [first, end] =
                [k * modulus + modulus % n, (k + 1) * modulus].map(|product| product.div_ceil(n));
            assert_eq!(end - first, modulus / n);
            assert!(
                [first, end - 1]
                    .iter()
                    .all(|word| rule(*word, n, 64) == Some(k))
            );
            assert!(first == 0 || rule(first - 1, n, 64) != Some(k));
        }
    }
    let (mut stream, mut words) = (Stream::new(&master("below")), Stream::new(&master("below")));
    for n in (1..2_000).chain((1..2_000).map(|n| (1 << 63) + n)) {
        let answer =
            std::iter::repeat_with(|| words.next_u64()).find_map(|word| rule(word.into(), n, 64));
        assert_eq!(answer, Some(stream.below(n.try_into().unwrap()).into()));
    }
}

#[test]
fn the_duels_are_the_rule() {
    for (seed, mut stream) in instances("duels", 5_000) {
        let whole = some(&mut stream, 2, 40);
        let chances = numbers(&mut stream, 9, 0, whole - 1);
        let contenders: Vec<(usize, u64)> = chances.iter().copied().enumerate().collect();
        let mut duels = Duels::new(NonZeroU64::new(whole).unwrap(), &seed);
        let mut selected: Vec<usize> = contenders
            .iter()
            .filter_map(|(unit, chance)| duels.next(*unit, *chance))
            .collect();
        selected.sort_unstable();
        assert_eq!(
            selected,
            rules::duels(whole, &contenders, &mut Stream::new(&seed)),
            "{chances:?} of {whole}"
        );
    }
}

#[test]
fn the_draw_in_proportion_to_size_is_the_rule() {
    for (seed, mut stream) in instances("proportional", 5_000) {
        let largest = 1 << some(&mut stream, 0, 40);
        let sizes = numbers(&mut stream, 9, 1, largest);
        let n = some(&mut stream, 0, sizes.len().try_into().unwrap());
        let (targets, coins) = (seed.derive("targets"), seed.derive("coins"));
        let drawn = proportional::pivotal(&Few::of_sizes(&sizes), n, &targets, &coins).unwrap();
        let order = ticket_order(&sizes, &targets);
        let selected = rules::pivotal(&sizes, n, &order, &mut Stream::new(&coins));
        assert_eq!(places(&drawn), selected, "{n} of {sizes:?}");
        let listed: Vec<usize> = order
            .into_iter()
            .filter(|unit| selected.contains(unit))
            .collect();
        assert!(
            drawn.iter().map(|drawn| drawn.unit).eq(listed),
            "listed in ticket order"
        );

        let (certainty, set_aside) = (
            Certainty::of(sizes.iter().copied(), n).unwrap(),
            SetAside::of(&sizes, n),
        );
        for (unit, size) in sizes.iter().enumerate() {
            assert_eq!(
                Fraction::from(certainty.probability(*size)),
                set_aside.chance(unit, &sizes)
            );
        }
    }
}

/// Rule DR-22.
#[test]
fn sizes_by_rate_are_the_rule() {
    for (seed, mut stream) in instances("rates", 5_000) {
        let units = numbers(&mut stream, 5, 1, 500);
        let strata: Vec<(u64, u64)> = units
            .iter()
            .map(|units| (*units, some(&mut stream, 0, 1_000_000)))
            .collect();
        let counts = units
            .iter()
            .enumerate()
            .map(|(h, units)| (label(h).parse().unwrap(), *units))
            .collect();
        let rate =
            |stratum: &Stratum| Rate::from_ppm(at(&strata, stratum)?.1.try_into().ok()?).ok();
        let shares = allocation::by_rates(&counts, rate, Rounding::Expected, 0, &seed).unwrap();
        let sizes: Vec<u64> = shares.values().map(|share| share.sample).collect();
        assert_eq!(
            sizes,
            rules::expected(&strata, &mut Stream::new(&seed)),
            "{strata:?}"
        );
        for (share, (_, ppm)) in shares.values().zip(&strata) {
            assert_eq!(
                Fraction::from(share.probability),
                Fraction::new(*ppm, 1_000_000_u64)
            );
        }

        // the only number that tells `<` from `<=`, on one unit
        let number = u32::try_from(Stream::new(&seed).below(1_000_000)).unwrap();
        let drawn = |ppm| {
            let counts = [(label(0).parse().unwrap(), 1)].into();
            let rate = |_: &Stratum| Rate::from_ppm(ppm).ok();
            allocation::by_rates(&counts, rate, Rounding::Expected, 0, &seed)
                .unwrap()
                .values()
                .map(|share| share.sample)
                .sum::<u64>()
        };
        assert_eq!([drawn(number), drawn(number + 1)], [0, 1]);
    }
}

/// A few strata, and a capacity that fits them.
fn some_parts(stream: &mut Stream, strata: u64, units: u64) -> (Vec<Part>, u64) {
    let units = numbers(stream, strata, 1, units);
    let part = |units| Part {
        units,
        weight: some(stream, 1, 4),
        lower: some(stream, 0, 3).min(units),
    };
    let parts: Vec<Part> = units.into_iter().map(part).collect();
    let [lower, units] = [
        parts.iter().map(|part| part.lower).sum(),
        parts.iter().map(|part| part.units).sum(),
    ];
    (parts, some(stream, lower, units))
}

/// What the crate gives these strata.
fn shares_by_capacity(parts: &[Part], total: u64, seed: &Seed) -> Vec<Share> {
    let counts = parts
        .iter()
        .enumerate()
        .filter_map(|(h, part)| Some((label(h).parse().ok()?, part.units)))
        .collect();
    let weight = |stratum: &Stratum| Some(at(parts, stratum)?.weight);
    let lower = |stratum: &Stratum| at(parts, stratum).map_or(0, |part| part.lower);
    let shares = capacity::by_capacity(&counts, weight, lower, total, seed);
    shares
        .map(|shares| shares.into_values().collect())
        .unwrap_or_default()
}

#[test]
fn sizes_by_capacity_are_the_rule() {
    for (seed, mut stream) in instances("capacity", 5_000) {
        let (parts, total) = some_parts(&mut stream, 5, 30);
        let shares = shares_by_capacity(&parts, total, &seed);
        let division = Division::of(&parts, total).unwrap();
        let sizes: Vec<u64> = shares.iter().map(|share| share.sample).collect();
        assert_eq!(
            sizes,
            division.sizes(&parts, &mut Stream::new(&seed)),
            "{total} of {parts:?}"
        );
        for ((h, part), share) in parts.iter().enumerate().zip(&shares) {
            assert_eq!(
                Fraction::from(share.probability),
                division.chance(h, part),
                "{h} for {total} of {parts:?}"
            );
        }
    }
}

/// Rule DR-23.
#[test]
fn the_stratified_draw_is_the_rule_in_every_ticket_order() {
    let strata = [0, 1, 0, 0, 1, 2];
    let orders = outcomes(Branches::Answers, |coin| rules::any_order(6, coin));
    assert_eq!(orders.len(), 720);
    for sizes in [[1, 1, 0], [2, 0, 1], [3, 1, 1], [0, 2, 0]] {
        let wanted: Vec<Wanted> = [3, 2, 1]
            .iter()
            .zip(sizes)
            .map(|(&units, smallest)| Wanted { units, smallest })
            .collect();
        for order in orders.keys() {
            let rank = |unit| {
                order
                    .iter()
                    .position(|other| *other == unit)
                    .unwrap()
                    .try_into()
                    .unwrap()
            };
            let population = Few::new(&strata, &[1; 6]).with_tickets((0..6).map(rank).collect());
            let drawn = stratified::select(&population, &wanted, &master("unused"));
            assert_eq!(
                places(drawn.iter().flatten()),
                rules::first_of_each(&strata, &sizes, order)
            );
        }
    }
    for (_, mut stream) in instances("ties", 2_000) {
        let tickets: Vec<u64> = (0..12).map(|_| some(&mut stream, 0, 3)).collect();
        let mut order: Vec<usize> = (0..12).collect();
        order.sort_by_key(|unit| (tickets[*unit], *unit));
        let sizes = [5, 4, 3].map(|units| some(&mut stream, 0, units));
        let wanted: Vec<Wanted> = [5, 4, 3]
            .iter()
            .zip(sizes)
            .map(|(&units, smallest)| Wanted { units, smallest })
            .collect();
        let population = Few::new(&STRATA, &[1; 12]).with_tickets(tickets);
        let drawn = stratified::select(&population, &wanted, &master("unused"));
        assert_eq!(
            places(drawn.iter().flatten()),
            rules::first_of_each(&STRATA, &sizes, &order)
        );
    }
}

#[test]
fn the_stratified_draw_is_the_rule_where_tickets_lie_strangely() {
    // more units than one pass keeps, with tickets that crowd at either end, so that a pass may find too few or too many
    let strata: Vec<usize> = (0..900).map(|unit| unit % 2).collect();
    for (seed, mut stream) in instances("crowds", 300) {
        let shifts = [some(&mut stream, 0, 40), some(&mut stream, 0, 40)];
        let crowd = |unit: usize| {
            let number = stream.below(u64::MAX) >> shifts[unit % 2];
            if shifts[0].is_multiple_of(2) {
                number
            } else {
                u64::MAX - number
            }
        };
        let tickets: Vec<u64> = (0..900).map(crowd).collect();
        let mut order: Vec<usize> = (0..900).collect();
        order.sort_by_key(|unit| (tickets[*unit], *unit));
        let sizes = [some(&mut stream, 0, 30), some(&mut stream, 0, 450)];
        let wanted = sizes.map(|smallest| Wanted {
            units: 450,
            smallest,
        });
        let population = Few::new(&strata, &[1; 900]).with_tickets(tickets);
        let drawn = stratified::select(&population, &wanted, &seed);
        assert_eq!(
            places(drawn.iter().flatten()),
            rules::first_of_each(&strata, &sizes, &order)
        );
    }
}

#[test]
fn a_poisson_ticket_counts_exactly_below_its_share() {
    for (_, mut stream) in instances("poisson", 2_000) {
        let sizes = numbers(&mut stream, 9, 1, 50);
        let n = some(&mut stream, 1, sizes.len().try_into().unwrap());
        let set_aside = SetAside::of(&sizes, n);
        // ⌈a·2^64 / W⌉ of all 2^64 tickets: the chance is a/W to within 2^−64
        let winning = |size: &u64| {
            (u128::from(set_aside.remaining * size) << 64).div_ceil(set_aside.whole.max(1).into())
        };
        let last = |size: &u64| u64::try_from(winning(size).saturating_sub(1)).unwrap_or(u64::MAX);
        let first = |size: &u64| u64::try_from(winning(size)).unwrap_or(u64::MAX);
        let drawn = |tickets| {
            let population = Few::of_sizes(&sizes).with_tickets(tickets);
            places(&proportional::poisson(&population, n, &master("unused")).unwrap())
        };
        assert_eq!(
            drawn(sizes.iter().map(first).collect()),
            set_aside.certain,
            "{n} of {sizes:?}"
        );
        let losing = if set_aside.remaining == 0 {
            set_aside.certain
        } else {
            (0..sizes.len()).collect()
        };
        assert_eq!(
            drawn(sizes.iter().map(last).collect()),
            losing,
            "{n} of {sizes:?}"
        );
    }
}

// The rules are exact.

#[test]
fn duels_select_every_contender_with_exactly_its_chance() {
    let mut walked = 0;
    for whole in 2..=7_u64 {
        for length in 1..=6 {
            // every way to write chances between 1/whole and (whole − 1)/whole
            for way in 0..(whole - 1).pow(length) {
                let digits = std::iter::successors(Some(way), |way| Some(way / (whole - 1)));
                let chances: Vec<u64> = digits
                    .map(|way| way % (whole - 1) + 1)
                    .take(length.try_into().unwrap())
                    .collect();
                let sum: u64 = chances.iter().sum();
                if !sum.is_multiple_of(whole) {
                    continue;
                }
                let contenders: Vec<(usize, u64)> = chances.iter().copied().enumerate().collect();
                let exact: Vec<Fraction> = chances
                    .iter()
                    .map(|chance| Fraction::new(*chance, whole))
                    .collect();
                let rule = |coin: &mut Tape| rules::duels(whole, &contenders, coin);
                let samples = outcomes(Branches::Answers, rule);
                check(&samples, sum / whole, &exact);
                if length <= 4 {
                    assert_eq!(
                        outcomes(Branches::Numbers, rule),
                        samples,
                        "the same, number for number"
                    );
                }
                walked += 1;
            }
        }
    }
    show!("{walked} rows of contenders walked");
    assert!(walked > 10_000);
}

/// Rule DR-21.
#[test]
fn the_running_example_has_the_published_probabilities() {
    let order: Vec<usize> = (0..6).collect();
    let samples = outcomes(Branches::Answers, |coin| {
        rules::pivotal(&RUNNING, 3, &order, coin)
    });
    let published = [
        ([0, 3, 4], (63_u64, 6_500_u64)),
        ([0, 3, 5], (119, 6_500)),
        ([0, 4, 5], (21, 500)),
        ([1, 3, 4], (153, 6_500)),
        ([1, 3, 5], (289, 6_500)),
        ([1, 4, 5], (51, 500)),
        ([2, 3, 4], (369, 6_500)),
        ([2, 3, 5], (697, 6_500)),
        ([2, 4, 5], (123, 500)),
        ([3, 4, 5], (7, 20)),
    ];
    let published = published.map(|(sample, (a, b))| (sample.to_vec(), Fraction::new(a, b)));
    assert_eq!(samples, published.into());
    check(
        &samples,
        3,
        &RUNNING.map(|size| Fraction::new(size, 100_u64)),
    );
    assert_eq!(
        Joint::of_samples(6, &samples).pair(0, 1),
        Fraction::NOTHING,
        "in this order they never meet"
    );

    let samples = outcomes(Branches::Answers, |coin| {
        let order = rules::any_order(6, coin);
        rules::pivotal(&RUNNING, 3, &order, coin)
    });
    check(
        &samples,
        3,
        &RUNNING.map(|size| Fraction::new(size, 100_u64)),
    );
    assert_eq!(
        samples.len(),
        20,
        "over all ticket orders every sample of three is possible"
    );
}

#[test]
fn a_draw_in_proportion_to_size_is_exact_in_every_ticket_order() {
    for (_, mut stream) in instances("orders", 200) {
        let sizes = numbers(&mut stream, 6, 1, 12);
        let n = some(&mut stream, 0, sizes.len().try_into().unwrap());
        let certainty = Certainty::of(sizes.iter().copied(), n).unwrap();
        let chances: Vec<Fraction> = sizes
            .iter()
            .map(|size| certainty.probability(*size).into())
            .collect();
        for order in outcomes(Branches::Answers, |coin| {
            rules::any_order(sizes.len(), coin)
        })
        .keys()
        {
            check(
                &outcomes(Branches::Answers, |coin| {
                    rules::pivotal(&sizes, n, order, coin)
                }),
                n,
                &chances,
            );
        }
    }
}

/// The mean share of the units of stratum h that are drawn, which is each one's inclusion probability.
fn mean_share(sizes: &BTreeMap<Vec<u64>, Fraction>, h: usize, units: u64) -> Fraction {
    let share = |(sizes, probability): (&Vec<u64>, &Fraction)| {
        *probability
            * sizes
                .get(h)
                .map_or(Fraction::NOTHING, |size| Fraction::new(*size, units))
    };
    sizes.iter().map(share).sum()
}

#[test]
fn expected_rounding_gives_every_unit_its_rate_exactly() {
    let rates: [u64; 7] = [0, 1, 5_000, 333_333, 500_000, 999_999, 1_000_000];
    for units in (1..=40).chain([999_983, 4_000_000]) {
        for ppm in rates {
            let sizes = outcomes(Branches::Answers, |coin| {
                rules::expected(&[(units, ppm)], coin)
            });
            assert_eq!(
                mean_share(&sizes, 0, units),
                Fraction::new(ppm, 1_000_000_u64),
                "{ppm} of {units}"
            );
            let (low, high) = (units * ppm / 1_000_000, (units * ppm).div_ceil(1_000_000));
            assert!(
                sizes
                    .keys()
                    .all(|sizes| [vec![low], vec![high]].contains(sizes))
            );
        }
    }
}

#[test]
fn a_capacity_is_filled_exactly_and_gives_every_unit_its_chance_exactly() {
    for (seed, mut stream) in instances("capacity walked", 2_000) {
        let (parts, total) = some_parts(&mut stream, 4, 8);
        let division = Division::of(&parts, total).unwrap();
        let sizes = outcomes(Branches::Answers, |coin| division.sizes(&parts, coin));
        assert!(
            sizes.keys().all(|sizes| sizes.iter().sum::<u64>() == total),
            "{total} of {parts:?}"
        );
        let shares = shares_by_capacity(&parts, total, &seed);
        assert_eq!(shares.len(), parts.len());
        for ((h, part), share) in parts.iter().enumerate().zip(shares) {
            let exact = Fraction::from(share.probability);
            assert_eq!(
                mean_share(&sizes, h, part.units),
                exact,
                "{h} for {total} of {parts:?}"
            );
            for size in sizes.keys().map(|sizes| sizes[h]) {
                assert!((part.lower..=part.units).contains(&size));
                let [below, above] =
                    [size.saturating_sub(1), size + 1].map(|size| Fraction::new(size, part.units));
                assert!(
                    below.at_most(exact) && exact.at_most(above),
                    "less than one from the mean"
                );
            }
        }
    }
}

/// A rule that asks a coin for sample sizes.
type SizeRule<'a> = dyn Fn(&mut Tape) -> Vec<u64> + 'a;

#[test]
fn pairs_of_a_stratified_draw_are_exact() {
    let parts = [
        Part {
            units: 3,
            weight: 1,
            lower: 0,
        },
        Part {
            units: 2,
            weight: 2,
            lower: 0,
        },
    ];
    let (strata, division) = ([0, 0, 1, 0, 1], Division::of(&parts, 2).unwrap());
    let rates = [(3, 400_000), (2, 750_000)];
    let rules: [&SizeRule; 3] = [
        &|coin| division.sizes(&parts, coin),
        &|coin| rules::expected(&rates, coin),
        &|_| vec![2, 1],
    ];
    for rule in rules {
        let sizes = outcomes(Branches::Answers, rule);
        let samples = outcomes(Branches::Answers, |coin| {
            let sizes = rule(coin);
            rules::first_of_each(&strata, &sizes, &rules::any_order(5, coin))
        });
        assert_eq!(
            Joint::of_samples(5, &samples),
            Joint::of_sizes(&strata, &sizes)
        );
    }
}

// The judge, and what it says.

#[test]
fn the_bound_of_the_judge_holds() {
    for draws in 1..=40_u32 {
        for percent in [1_u32, 5, 20, 50, 83, 99] {
            let p = f64::from(percent) / 100.0;
            let mut mass = (0..draws).fold(1.0, |mass, _| mass * (1.0 - p));
            let mut masses = vec![];
            for x in 0..=draws {
                masses.push((f64::from(draws) * divergence(x, draws, p), mass));
                mass *= f64::from(draws - x) / f64::from(x + 1) * p / (1.0 - p);
            }
            for (t, _) in &masses {
                let tail: f64 = masses
                    .iter()
                    .filter(|(other, _)| other >= t)
                    .map(|(_, mass)| mass)
                    .sum();
                assert!(
                    ln(tail) <= ln(2.0) - t + 1e-9,
                    "{draws} draws with {p}: {tail} beyond {t}"
                );
            }
        }
    }
    let joint = Joint::of_independent(&[Fraction::WHOLE, Fraction::NOTHING]);
    let judge =
        |samples: [&[usize]; 2]| Tally::of(2, samples.map(<[usize]>::to_vec)).judge(&joint, ALPHA);
    assert_eq!(judge([&[0], &[0]]), Verdict::Accepted);
    assert_eq!(
        judge([&[0], &[]]),
        Verdict::RefusedByUnits,
        "what always happens did not"
    );
    assert_eq!(
        judge([&[0], &[0, 1]]),
        Verdict::RefusedByUnits,
        "what never happens did"
    );
}

/// α' for each of so many right designs.
fn alpha(designs: &[Candidate]) -> f64 {
    ALPHA / u32::try_from(designs.len()).map_or(f64::INFINITY, f64::from)
}

#[test]
fn records_hold_every_unit_and_pair_as_often_as_they_should() {
    let (designs, master) = (designs::recorded(), master("records"));
    let alpha = alpha(&designs);
    std::thread::scope(|scope| {
        for design in &designs {
            let master = &master;
            scope.spawn(move || {
                assert_eq!(
                    design.try_out(master, DRAWS, alpha),
                    Verdict::Accepted,
                    "{}",
                    design.name
                );
            });
        }
    });
}

/// How many master seeds got each verdict.
fn verdicts(design: &Candidate, alpha: f64) -> [u32; 3] {
    let verdict = |k: u32| design.try_out(&master(&k.to_string()), DRAWS, alpha);
    let verdicts: Vec<Verdict> = (0..MASTERS).map(verdict).collect();
    [
        Verdict::Accepted,
        Verdict::RefusedByPairs,
        Verdict::RefusedByUnits,
    ]
    .map(|wanted| {
        verdicts
            .iter()
            .filter(|verdict| **verdict == wanted)
            .map(|_| 1)
            .sum()
    })
}

#[test]
fn the_judge_accepts_the_right_designs_and_refuses_the_wrong_ones() {
    let (right, wrong) = (designs::right(), designs::wrong());
    let alpha = alpha(&right);
    let table: Vec<[u32; 3]> = std::thread::scope(|scope| {
        let all = right.iter().chain(&wrong);
        let threads: Vec<_> = all
            .map(|design| scope.spawn(move || verdicts(design, alpha)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    show!("{DRAWS} draws for each of {MASTERS} master seeds");
    show!(
        "{:24}{:>10}{:>18}{:>18}",
        "design",
        "accepted",
        "refused by units",
        "by pairs alone"
    );
    for (design, [accepted, by_pairs, by_units]) in right.iter().chain(&wrong).zip(&table) {
        show!(
            "{:24}{accepted:>10}{by_units:>18}{by_pairs:>18}",
            design.name
        );
    }
    let (of_right, of_wrong) = table.split_at(right.len());
    assert!(
        of_right.iter().all(|[accepted, ..]| *accepted == MASTERS),
        "right designs are accepted"
    );
    assert!(
        of_wrong
            .iter()
            .all(|[accepted, ..]| *accepted <= MASTERS / 100),
        "wrong designs are refused"
    );
    let [_, by_pairs, _] = of_wrong[designs::RIGHT_IN_UNITS];
    assert_eq!(
        by_pairs, MASTERS,
        "whoever counts units only takes it for right"
    );
}
