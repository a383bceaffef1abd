//! The outsider again, over a batch: one announcement with sixty plans over one registry, and the public forms of all of them.
//!
//! He knows the plans, each business's district, and from every form the names, and units and sample of each class in each
//! district. He knows no token, so a threshold is a random number to him. A *world* gives every business a class. Each plan
//! draws by tickets of its own; so in a world with `N` units of a stratum, of which a form names `n`, all names together have as
//! chance the product of `1 / (N choose n)` over all strata and forms, and none at all if some number is not the one that is
//! told. Where all are told, the worlds that are left have the same numbers. Hence:
//!
//! - *Possible* are the worlds in which all numbers are right (`worlds.rs`), and they are equally likely.
//! - *Odds* of a business, by which forms name it, are those of the counts: `n / N` for each that does, `1 − n / N` for each that
//!   does not (`odds.rs`). Whoever also asks whom else the forms name has the shares of the possible worlds as his odds, and no
//!   others. These are sharper, the more so the fewer worlds are left.
//!
//! With shared tickets samples lie within each other, and counts settle classes (`leak.rs`): what a form names and another does
//! not is then no more than the differences between their samples add up to, so that all of it is in the classes with the
//! greater samples. He need not even know that tickets are shared.
//!
//! **What tickets of their own do not do.** Forms add up (protocol section 7), also where each for itself leaves two classes to
//! every name. Sixty forms are sixty equations for each class of a district. Where its businesses are thousands, and the worst
//! are named once or twice, everyone named could have another class. Where the worst are ten, five or one, it is settled who
//! they are: the last three tests show it. In between, and at high rates, it is not known here; `leak` finds nothing, but not
//! for every name is another world found, and odds alone make five guesses of six come true.
//!
//! **By counting.** Where guesses are counted, Chernoff's bound is the measure (`Guesses`). All checks together refuse a right
//! design with a probability below α = 10⁻⁶, SHA-256 taken for a random function. Seeds are derived from 32 zero bytes and a
//! label; none was picked.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

#[path = "fairness/chernoff.rs"]
mod chernoff;
#[path = "outsider_batch/town.rs"]
mod town;
#[path = "outsider_batch/worlds.rs"]
mod worlds;
#[path = "outsider_batch/leak.rs"]
mod leak;
#[path = "outsider_batch/odds.rs"]
mod odds;
#[path = "outsider_batch/search.rs"]
mod search;

use double_random::chance::{Randomness, Seed};
use leak::leak;
use odds::Guesses;
use search::Search;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use town::{Batch, Choose, Form, Town};
use worlds::Exchange;

/// Shows a figure in the output of a test that passes, too.
macro_rules! show {
    ($($text:tt)*) => {
        let _shown = writeln!(std::io::stderr(), $($text)*);
    };
}

/// The probability that a check refuses a right design: of all thirteen together, 10⁻⁶.
const ALPHA: f64 = 1e-6 / 13.0;

/// Rates, in millionths, at which a business of the worst class is named once or twice in sixty plans.
const SELDOM: [u32; 4] = [2_000, 4_000, 8_000, 16_000];

/// Rates at which it is named about ten times.
const MIDDLING: [u32; 4] = [10_000, 20_000, 50_000, 100_000];

/// `A 1%, B 3%, C 10%, D 30%`, at which it is named more than twenty times.
const OFTEN: [u32; 4] = [10_000, 30_000, 100_000, 300_000];

/// Sixty plans: thirty pairs, of which the second raises the rate of one class to the double. Pairs differ in all rates.
fn sixty(rates: [u32; 4]) -> Vec<Vec<u32>> {
    let pair = |pair: usize| {
        let quarters = u32::try_from(4 + pair % 3).unwrap();
        let lower: Vec<u32> = rates.iter().map(|ppm| ppm * quarters / 4).collect();
        let mut higher = lower.clone();
        higher[raised(pair)] *= 2;
        [lower, higher]
    };
    (0..30).flat_map(pair).collect()
}

/// The class whose rate a pair raises.
fn raised(pair: usize) -> usize {
    pair % 4
}

fn master(label: &str) -> Seed {
    Seed::from_bytes([0; 32]).derive(&format!("outsider batch/{label}"))
}

fn choose(label: &str) -> Choose {
    Choose::new(&master(label).derive("choices"))
}

/// So many batches over a town.
fn batches(town: &Town, label: &str, number: u32) -> impl Iterator<Item = Batch> {
    let (frame, draws) = (town.frame(), master(label).derive("draws"));
    (0..number).map(move |number| {
        let declared = draws.digest(number.to_string().as_bytes());
        let randomness = Randomness::declared(*declared.as_bytes());
        town.batch(&frame, &randomness).unwrap()
    })
}

/// What is known of the names of some forms.
#[derive(Debug, Default)]
struct Findings {
    named: usize,
    /// How many are certain by counts.
    certain: usize,
    /// For how many there is a possible world in which they have another class, by how many businesses it gives another.
    otherwise: BTreeMap<usize, usize>,
}

/// Finds out about every name of the forms: whether counts settle its class, and whether another is possible.
fn examine(town: &Town, forms: &[Form]) -> Findings {
    let Town {
        districts, classes, ..
    } = town;
    assert!(worlds::is_possible(districts, classes, forms));
    let certain = leak(districts, forms);
    assert!(certain.iter().all(|(unit, class)| classes[*unit] == *class));
    let patterns = worlds::patterns(forms);
    let exchange = Exchange::new(districts, classes, &patterns);
    let mut findings = Findings::default();
    for unit in (0..classes.len()).filter(|unit| !patterns[*unit].is_empty()) {
        findings.named += 1;
        findings.certain += usize::from(certain.contains_key(&unit));
        let others = (1..4).map(|step| (classes[unit] + step) % 4);
        let other = others
            .into_iter()
            .find_map(|class| exchange.other_world(unit, class));
        if let Some((world, changed)) = other {
            assert!(world[unit] != classes[unit] && !certain.contains_key(&unit));
            assert!(worlds::is_possible(districts, &world, forms));
            *findings.otherwise.entry(changed).or_default() += 1;
        }
    }
    findings
}

#[test]
fn every_name_of_sixty_forms_could_be_of_another_class() {
    let town = Town::even(2, 150, sixty(SELDOM));
    for batch in batches(&town, "another class", 2) {
        let findings = examine(&town, &batch.forms);
        show!("tickets of each plan: {findings:?}");
        assert_eq!(findings.certain, 0);
        assert_eq!(findings.otherwise.values().sum::<usize>(), findings.named);
        assert!(findings.named > 1_500);
    }
}

#[test]
fn with_shared_tickets_sixty_forms_give_classes_away() {
    for rates in [SELDOM, OFTEN] {
        let town = Town::even(2, 150, sixty(rates));
        for batch in batches(&town, "another class", 1) {
            assert_eq!(leak(&town.districts, &batch.forms), BTreeMap::new());
            let findings = examine(&town, &batch.shared);
            show!("shared tickets: {findings:?}");
            assert!(findings.certain * 2 > findings.named);
            // Who is not certain could be of another class: nothing is left open.
            let otherwise: usize = findings.otherwise.values().sum();
            assert_eq!(findings.certain + otherwise, findings.named);
        }
    }
}

/// In each district of each batch he takes one form and one of its names, and guesses its class by which of the sixty forms name
/// it. These are independent draws, so that guesses come true independently of each other.
#[test]
fn guesses_come_true_as_the_counts_say() {
    for (label, rates) in [("middling", MIDDLING), ("often", OFTEN)] {
        let town = Town::even(10, 10, sixty(rates));
        let mut choose = choose(label);
        let [mut best, mut fooled] = [Guesses::default(); 2];
        let mut of_class = [Guesses::default(); 4];
        for batch in batches(&town, label, 50) {
            for district in 0..10 {
                let form = choose.below(60);
                let mut odds = |forms: &[Form]| {
                    let names = forms[form].names();
                    let names: Vec<usize> = names
                        .filter(|unit| town.districts[*unit] == district)
                        .collect();
                    let unit = choose.one_of(&names);
                    (town.classes[unit], odds::odds(district, unit, forms))
                };
                let (truth, odds_of) = odds(&batch.forms);
                for (class, guesses) in of_class.iter_mut().enumerate() {
                    guesses.push(odds_of[class], class, truth);
                }
                best.push_best(&odds_of, truth);
                let (truth, odds_of) = odds(&batch.shared);
                fooled.push_best(&odds_of, truth);
            }
        }
        let [a, b, c, d] = of_class;
        show!("{label}: best guesses {best}; of each class {a}, {b}, {c}, {d}");
        show!("{label}: best guesses, were tickets shared: {fooled}");
        assert!(best.come_true_as_expected(ALPHA));
        assert!(
            of_class
                .iter()
                .all(|guesses| guesses.come_true_as_expected(ALPHA))
        );
        assert!(
            !fooled.come_true_as_expected(ALPHA),
            "a wrong design is told"
        );
    }
}

/// Of a pair of plans, he looks at the names that only the higher rate's form has. That a name of the second form is missing in
/// the first has, for `n` of `N` named there, the chance `1 − n / N`; how many are missing is hypergeometric.
#[test]
fn names_that_a_higher_rate_adds_are_of_all_classes() {
    let town = Town::even(10, 10, sixty(MIDDLING));
    let [mut raised_class, mut others] = [Guesses::default(); 2];
    let mut with_shared = Guesses::default();
    for batch in batches(&town, "pairs", 20) {
        for pair in 0..30 {
            let [lower, higher] = [2 * pair, 2 * pair + 1];
            for unit in batch.forms[higher].names() {
                let class = town.classes[unit];
                let guesses = if class == raised(pair) {
                    &mut raised_class
                } else {
                    &mut others
                };
                let first = &batch.forms[lower];
                let missing = 1.0 - first.share(town.districts[unit], class);
                guesses.push(missing, false, first.named[unit]);
            }
            for unit in batch.shared[higher]
                .names()
                .filter(|unit| !batch.shared[lower].named[*unit])
            {
                with_shared.push(0.0, raised(pair), town.classes[unit]);
            }
        }
    }
    show!(
        "names that the lower rate lacks: {raised_class} of the raised class, {others} of others"
    );
    let part = |of_raised: f64, of_others: f64| 100.0 * of_raised / (of_raised + of_others);
    show!(
        "of the raised class are {:.1}% of these names, by the counts {:.1}%; with shared tickets {} of {}",
        part(raised_class.right.into(), others.right.into()),
        part(raised_class.expected, others.expected),
        with_shared.right,
        with_shared.all
    );
    assert!(raised_class.come_true_as_expected(ALPHA));
    assert!(others.come_true_as_expected(ALPHA));
    assert!(with_shared.all > 0 && with_shared.right == with_shared.all);
}

/// Of how many names a class is certain, of all.
#[derive(Clone, Copy, Debug, Default)]
struct Certain {
    names: usize,
    certain: usize,
}

impl Certain {
    fn add(&mut self, forms: &[Form], worlds: &[Vec<usize>]) {
        let names: BTreeSet<usize> = forms.iter().flat_map(Form::names).collect();
        let is_certain = |unit: &&usize| {
            worlds
                .iter()
                .all(|world| world[**unit] == worlds[0][**unit])
        };
        self.names += names.len();
        self.certain += names.iter().filter(is_certain).count();
    }
}

/// All worlds are tried. Each form leaves two classes to every name; two or three of them do not, under either design, for
/// they add up. Who is not certain is so by the shares of the possible worlds.
#[test]
fn in_a_tiny_town_forms_add_up() {
    let mut choose = choose("tiny");
    let [mut alone, mut together, mut shared] = [Certain::default(); 3];
    let (mut towns, mut best) = (0, Guesses::default());
    for round in 0..1_200_u32 {
        let town = choose.tiny_town();
        let Town {
            districts,
            classes,
            plans,
        } = &town;
        let declared = master("tiny")
            .derive("draws")
            .digest(round.to_string().as_bytes());
        let Some(batch) = town.batch(&town.frame(), &Randomness::declared(*declared.as_bytes()))
        else {
            continue; // not all have a public form
        };
        towns += 1;
        let possible = |forms: &[Form]| -> Vec<Vec<usize>> {
            let all = worlds::all(classes.len(), plans[0].len());
            all.filter(|world| worlds::is_possible(districts, world, forms))
                .collect()
        };
        for form in batch.forms.chunks(1) {
            alone.add(form, &possible(form));
        }
        let worlds = possible(&batch.forms);
        together.add(&batch.forms, &worlds);
        let named: Vec<usize> = batch.forms[0].names().collect();
        if !named.is_empty() {
            let unit = choose.one_of(&named);
            let odds = odds::over(&worlds, unit, plans[0].len(), |world| {
                worlds::chance(districts, world, &batch.forms)
            });
            // Who is certain is no guess.
            if odds.iter().filter(|odds| **odds > 0.0).count() > 1 {
                best.push_best(&odds, classes[unit]);
            }
        }
        let worlds = possible(&batch.shared);
        // That tickets are shared follows from counts: samples lie within each other in every world that has them.
        assert!(
            worlds
                .iter()
                .all(|world| worlds::is_nested(districts, world, &batch.shared))
        );
        shared.add(&batch.shared, &worlds);
    }
    show!(
        "{towns} tiny towns: each form {alone:?}, all forms {together:?}, with shared tickets {shared:?}"
    );
    show!("best guesses in tiny towns: {best}");
    assert!(alone.names > 4_000 && alone.certain == 0);
    assert!(together.certain > 0 && shared.certain > 0);
    assert!(best.come_true_as_expected(ALPHA));
}

/// A third of one business is one business: it is named in every form, and after a few forms nobody else is.
#[test]
fn a_business_alone_in_its_class_is_found_by_a_few_forms() {
    let mut town = Town::even(1, 100, sixty(OFTEN));
    let worst = town.classes.iter().position(|class| *class == 3).unwrap();
    for unit in (0..town.classes.len()).filter(|unit| *unit != worst) {
        town.classes[unit] = town.classes[unit].min(2);
    }
    for batch in batches(&town, "alone", 3) {
        let mut left: BTreeSet<usize> = (0..town.classes.len()).collect();
        let mut lefts = vec![];
        for form in &batch.forms {
            assert_eq!(form.sizes.told[&(0, 3)], (1, 1));
            left.retain(|unit| form.named[*unit]);
            lefts.push(left.len());
        }
        show!(
            "who could be the one of the worst class, after each form: {:?}",
            &lefts[..8]
        );
        assert_eq!(left, [worst].into());
    }
}

/// Sixty counts are sixty equations: of a small class, one solution is left.
#[test]
fn the_worst_class_of_a_small_district_is_found_by_sixty_forms() {
    for scores in [5, 10] {
        let town = Town::even(4, scores, sixty(SELDOM));
        let batch = batches(&town, "small", 1).next().unwrap();
        let patterns = worlds::patterns(&batch.forms);
        for district in 0..4 {
            let lives_here = |unit: &usize| town.districts[*unit] == district;
            let residents = (0..town.classes.len()).filter(lives_here);
            let (named, idle): (Vec<_>, Vec<_>) = residents
                .map(|unit| (unit, &patterns[unit]))
                .partition(|(_, pattern)| !pattern.is_empty());
            let told = |form: &Form| form.sizes.told[&(district, 3)];
            let search = Search {
                named: named.clone(),
                short: batch.forms.iter().map(|form| told(form).1).collect(),
                left: usize::try_from(told(&batch.forms[0]).0).unwrap(),
                found: BTreeSet::new(),
                tried: BTreeSet::new(),
            };
            let sets = search.all();
            let worst = named
                .iter()
                .map(|(unit, _)| *unit)
                .filter(|unit| town.classes[*unit] == 3);
            show!(
                "{} businesses, {} in no form: {} sets fit the worst class",
                named.len() + idle.len(),
                idle.len(),
                sets.len()
            );
            assert_eq!(sets, [worst.collect()].into());
        }
    }
}
