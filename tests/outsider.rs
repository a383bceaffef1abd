//! The outsider: he has the public form, the plan, and the registry without its classes, and thinks through every way in
//! which the classes could lie. Certain to him must be nothing (`docs/SPEC.md`, section 6).
//!
//! Within a cell, the units that are named are alike to him, and so are the others. So the ways are counted by how many of
//! each class are among the first and how many among the second, and weighed by the chance of exactly this form.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]
#![expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "odds are reports: small numbers, and nothing is drawn with them"
)]

use double_random::chance::{Randomness, Seed, Stream};
use double_random::draw::{PublicForm, Record, draw};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::{Stratum, UnitId};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::rate::Rate;
use double_random::sampling::Rounding;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// Shows a figure in the output of a test that passes, too.
macro_rules! show {
    ($($text:tt)*) => {
        let _shown = writeln!(std::io::stderr(), $($text)*);
    };
}

/// A plan, and a registry that it is drawn from: a place for every confidential label, one for every district.
struct Town {
    labels: Vec<&'static str>,
    districts: usize,
    order: Order,
    /// District and label of every unit.
    units: Vec<(usize, usize)>,
    design: Design,
}

/// Whether districts or classes come first in a label.
#[derive(Clone, Copy)]
enum Order {
    DistrictFirst,
    DistrictLast,
}

/// What the outsider knows of one cell: how many units and names it has and, where sizes are told, units and sample of every
/// label.
#[derive(Clone, Debug)]
struct Cell {
    district: usize,
    units: u64,
    names: u64,
    told: Option<Vec<(u64, u64)>>,
}

/// One way in which the classes of a cell could lie.
#[derive(Clone, Debug)]
struct Way {
    units: Vec<u64>,
    drawn: Vec<u64>,
    /// How many assignments of classes to units these are.
    many: f64,
}

impl Town {
    fn label(&self, district: usize, label: usize) -> Stratum {
        let label = self.labels[label];
        let text = match self.order {
            Order::DistrictFirst => format!("{district}/{label}"),
            Order::DistrictLast => format!("{label}/{district}"),
        };
        text.parse().unwrap()
    }

    fn plan(&self, ground: Option<&str>) -> Plan {
        let mut plan = Plan::builder("2024-01".parse().unwrap(), self.design.clone());
        if matches!(self.order, Order::DistrictFirst) {
            plan = plan.attribute("district", Disclosure::Public);
        }
        for place in 0..self.labels[0].split('/').count() {
            plan = plan.attribute(&format!("secret {place}"), Disclosure::Confidential);
        }
        if matches!(self.order, Order::DistrictLast) {
            plan = plan.attribute("district", Disclosure::Public);
        }
        if let Some(ground) = ground {
            plan = plan.disclosure_ground(ground);
        }
        plan.build().unwrap()
    }

    fn draw(
        &self,
        units: &[(usize, usize)],
        ground: Option<&str>,
        randomness: u8,
    ) -> Option<Record> {
        let texts: Vec<(String, Stratum)> = units
            .iter()
            .enumerate()
            .map(|(unit, (district, label))| (format!("{unit:05}"), self.label(*district, *label)))
            .collect();
        let units = texts
            .iter()
            .map(|(id, stratum)| Unit::new(id, stratum.as_str()));
        let frame = Frame::commit(FrameKey::secret([8; 32]).unwrap(), units).unwrap();
        let plan = self.plan(ground);
        let records = draw(&[(&plan, &frame)], &Randomness::declared([randomness; 32]));
        Some(records.ok()?.remove(0))
    }

    /// What the form tells, in the hands of someone who knows every unit's district.
    fn cells(&self, form: &PublicForm) -> Vec<Cell> {
        let of = |district| {
            let names = form
                .names()
                .iter()
                .filter(|id| self.units[id.as_str().parse::<usize>().unwrap()].0 == district);
            let told = |label| {
                let stratum = self.label(district, label);
                let told = form
                    .strata()
                    .iter()
                    .find(|outcome| outcome.stratum == stratum);
                told.map(|outcome| (outcome.units, outcome.sample))
            };
            let told: Vec<_> = (0..self.labels.len()).map(told).collect();
            let is_told = told.iter().any(Option::is_some);
            Cell {
                district,
                units: count(self.units.iter().filter(|unit| unit.0 == district)),
                names: count(names),
                told: is_told.then(|| told.into_iter().map(Option::unwrap_or_default).collect()),
            }
        };
        (0..self.districts).map(of).collect()
    }

    /// The values of each confidential attribute that a label stands for.
    fn values(&self, label: usize) -> Vec<&'static str> {
        self.labels[label].split('/').collect()
    }

    /// The chance that exactly so many of a stratum are drawn, where each stratum has its own rule.
    fn chance(&self, district: usize, label: usize, units: u64, drawn: u64) -> f64 {
        let Design::Rates {
            rates,
            rounding,
            minimum,
        } = &self.design
        else {
            return 1.0;
        };
        let millionths = units * u64::from(rates.of(&self.label(district, label)).unwrap().ppm());
        let (floor, rest) = (millionths / 1_000_000, millionths % 1_000_000);
        let up = floor + u64::from(rest > 0);
        match rounding {
            Rounding::Up => only(drawn, up.max(units.min(*minimum))),
            Rounding::Down => only(drawn, floor),
            Rounding::Expected if drawn == floor => 1.0 - rest as f64 / 1e6,
            Rounding::Expected if drawn == floor + 1 => rest as f64 / 1e6,
            Rounding::Expected => 0.0,
        }
    }

    /// The ways of a cell that fit what is known of it.
    fn ways(&self, cell: &Cell) -> Vec<Way> {
        let labels = self.labels.len();
        let mut ways = vec![];
        for drawn in splits(cell.names, labels) {
            let drawn_from = drawn.iter().filter(|drawn| **drawn > 0).count();
            if cell.told.is_none() && drawn_from > 1 {
                continue;
            }
            for others in splits(cell.units - cell.names, labels) {
                let units: Vec<u64> = drawn
                    .iter()
                    .zip(&others)
                    .map(|(drawn, other)| drawn + other)
                    .collect();
                let sizes = units.iter().copied().zip(drawn.iter().copied());
                if cell
                    .told
                    .as_ref()
                    .is_some_and(|told| !sizes.eq(told.iter().copied()))
                {
                    continue;
                }
                let own = |label| {
                    self.chance(cell.district, label, units[label], drawn[label])
                        / choose(units[label], drawn[label])
                };
                let chance: f64 = (0..labels).map(own).product();
                let many = arrangements(&drawn) * arrangements(&others) * chance;
                if many > 0.0 {
                    ways.push(Way {
                        units,
                        drawn: drawn.clone(),
                        many,
                    });
                }
            }
        }
        ways
    }

    /// The odds of every label for the names of every cell. `joint`: the chance of what several cells share.
    fn odds(&self, cells: &[Cell], joint: &dyn Fn(&[&Way]) -> f64) -> Vec<Vec<f64>> {
        let ways: Vec<Vec<Way>> = cells.iter().map(|cell| self.ways(cell)).collect();
        let mut sums = vec![vec![0.0; self.labels.len()]; cells.len()];
        let mut chosen = vec![];
        combine(&ways, &mut chosen, &mut |ways| {
            let weight = ways.iter().map(|way| way.many).product::<f64>() * joint(ways);
            for (sums, way) in sums.iter_mut().zip(ways) {
                for (sum, drawn) in sums.iter_mut().zip(&way.drawn) {
                    *sum += weight * *drawn as f64;
                }
            }
        });
        for sums in &mut sums {
            let all: f64 = sums.iter().sum();
            for sum in sums.iter_mut() {
                *sum = if all > 0.0 { *sum / all } else { 0.0 };
            }
        }
        sums
    }

    /// The counts of strata, were the classes to lie like this.
    fn counts(&self, ways: &[&Way]) -> BTreeMap<Stratum, u64> {
        let mut counts = BTreeMap::new();
        for (district, way) in ways.iter().enumerate() {
            for (label, units) in way
                .units
                .iter()
                .enumerate()
                .filter(|(_, units)| **units > 0)
            {
                counts.insert(self.label(district, label), *units);
            }
        }
        counts
    }

    /// The chance that a capacity is shared like this.
    fn capacity_chance(&self, plan: &Plan, ways: &[&Way]) -> f64 {
        let Ok(Some(shares)) = plan.shares(&self.counts(ways), &Seed::from_bytes([0; 32])) else {
            return 0.0;
        };
        let denominators = shares.values().map(|share| share.probability.denominator());
        let w = denominators.fold(1, |w, denominator| w / gcd(w, denominator) * denominator);
        let (mut parts, mut wanted) = (vec![], 0_usize);
        for (stratum, share) in &shares {
            let all = u128::from(share.units)
                * share.probability.numerator()
                * (w / share.probability.denominator());
            let (floor, rest) = (all / w, all % w);
            let drawn = ways.iter().enumerate().find_map(|(district, way)| {
                let label = (0..self.labels.len())
                    .find(|label| self.label(district, *label) == *stratum)?;
                Some(u128::from(way.drawn[label]))
            });
            let Some(one_more) = drawn.unwrap().checked_sub(floor).filter(|more| *more <= 1) else {
                return 0.0;
            };
            if rest == 0 {
                if one_more == 1 {
                    return 0.0;
                }
            } else {
                wanted |= usize::try_from(one_more).unwrap() << parts.len();
                parts.push(rest);
            }
        }
        duels(&parts, w, wanted)
    }
}

/// The chance that the duels of these parts of `w` select exactly this set.
fn duels(parts: &[u128], w: u128, wanted: usize) -> f64 {
    // Who survives with how much, and who is selected.
    let mut states = vec![(None::<(usize, u128)>, 0_usize, 1.0)];
    for (j, &b) in parts.iter().enumerate() {
        let mut next = vec![];
        for (survivor, selected, chance) in states {
            let Some((i, a)) = survivor else {
                next.push((Some((j, b)), selected, chance));
                continue;
            };
            let s = a + b;
            if s < w {
                next.push((Some((i, s)), selected, chance * a as f64 / s as f64));
                next.push((Some((j, s)), selected, chance * b as f64 / s as f64));
            } else {
                let rest = |unit| (s > w).then_some((unit, s - w));
                let all = (2 * w - s) as f64;
                next.push((rest(j), selected | 1 << i, chance * (w - b) as f64 / all));
                next.push((rest(i), selected | 1 << j, chance * (w - a) as f64 / all));
            }
        }
        states = next;
    }
    states
        .iter()
        .filter(|(_, selected, _)| *selected == wanted)
        .map(|(.., chance)| chance)
        .sum()
}

/// The chance of one number where there is no other.
fn only(drawn: u64, number: u64) -> f64 {
    f64::from(u8::from(drawn == number))
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap()
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn choose(n: u64, k: u64) -> f64 {
    (1..=k).map(|i| (n - k + i) as f64 / i as f64).product()
}

/// In how many ways units can be dealt out in these numbers.
fn arrangements(numbers: &[u64]) -> f64 {
    let mut all = 0;
    numbers
        .iter()
        .map(|number| {
            all += number;
            choose(all, *number)
        })
        .product()
}

/// All ways to write a number as so many terms.
fn splits(number: u64, terms: usize) -> Vec<Vec<u64>> {
    if terms == 1 {
        return vec![vec![number]];
    }
    let first = 0..=number;
    first
        .flat_map(|first| {
            splits(number - first, terms - 1)
                .into_iter()
                .map(move |mut rest| {
                    rest.insert(0, first);
                    rest
                })
        })
        .collect()
}

fn combine<'a>(ways: &'a [Vec<Way>], chosen: &mut Vec<&'a Way>, each: &mut dyn FnMut(&[&Way])) {
    let Some((first, rest)) = ways.split_first() else {
        each(chosen);
        return;
    };
    for way in first {
        chosen.push(way);
        combine(rest, chosen, each);
        chosen.pop();
    }
}

/// A chooser of tests: the same choices every time.
struct Choose(Stream);

impl Choose {
    fn new(byte: u8) -> Self {
        Self(Stream::new(&Seed::from_bytes([byte; 32])))
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(n).unwrap())).unwrap()
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn town(&mut self, kind: Kind) -> Town {
        let labels = self
            .one_of(&[
                &["A", "D"][..],
                &["A", "B", "C"],
                &["A/x", "A/y", "D/x", "D/y"],
            ])
            .to_vec();
        let joint = matches!(kind, Kind::Capacity);
        let districts = 1 + self.below(if joint { 2 } else { 3 });
        let most = if joint { 6 } else { 9 };
        let units = 1 + self.below(most);
        let units: Vec<_> = (0..units)
            .map(|_| (self.below(districts), self.below(labels.len())))
            .collect();
        let order = self.one_of(&[Order::DistrictFirst, Order::DistrictLast]);
        let design = Design::Order {
            batch: std::num::NonZeroU64::MIN,
        };
        let mut town = Town {
            labels,
            districts,
            order,
            units,
            design,
        };
        let all: Vec<(usize, usize)> = (0..districts)
            .flat_map(|d| (0..town.labels.len()).map(move |l| (d, l)))
            .collect();
        town.design = match kind {
            Kind::Rates(rounding) => {
                let alike = self.below(2) == 0;
                let of_class: Vec<u32> = town.labels.iter().map(|_| self.ppm()).collect();
                let rates = all.iter().map(|&(d, l)| {
                    let ppm = if alike { of_class[l] } else { self.ppm() };
                    (town.label(d, l), Rate::from_ppm(ppm).unwrap())
                });
                let rates = rates.collect();
                let minimum = if rounding == Rounding::Up {
                    self.one_of(&[0, 0, 1, 2])
                } else {
                    0
                };
                Design::Rates {
                    rates,
                    rounding,
                    minimum,
                }
            }
            Kind::Capacity => {
                let total = u64::try_from(1 + self.below(town.units.len())).unwrap();
                let of_class: Vec<u64> = town
                    .labels
                    .iter()
                    .map(|_| self.one_of(&[1, 2, 3, 5, 10]))
                    .collect();
                let weights = all
                    .iter()
                    .map(|&(d, l)| (town.label(d, l), of_class[l]))
                    .collect();
                let (d, l) = town.units[0];
                let minimum = if self.below(3) == 0 {
                    [(town.label(d, l), 1)].into()
                } else {
                    BTreeMap::new()
                };
                Design::Capacity {
                    total,
                    weights,
                    minimum,
                }
            }
        };
        town
    }

    fn ppm(&mut self) -> u32 {
        self.one_of(&[
            0, 10_000, 100_000, 200_000, 300_000, 340_000, 500_000, 750_000, 1_000_000,
        ])
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Rates(Rounding),
    Capacity,
}

/// Of which attributes a name of some cell would be certain.
fn certain_of(town: &Town, cells: &[Cell], odds: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let mut found = vec![];
    for (cell, odds) in cells.iter().zip(odds).filter(|(cell, _)| cell.names > 0) {
        for place in 0..town.values(0).len() {
            let possible = odds.iter().enumerate().filter(|(_, odds)| **odds > 0.0);
            let values: BTreeSet<&str> = possible
                .map(|(label, _)| town.values(label)[place])
                .collect();
            if values.len() < 2 {
                found.push((cell.district, place));
            }
        }
    }
    found
}

/// Told sizes give exactly the odds that they say.
fn odds_are_those_told(cells: &[Cell], odds: &[Vec<f64>]) {
    for (cell, odds) in cells.iter().zip(odds) {
        for (label, (_, sample)) in cell.told.iter().flatten().enumerate() {
            let told = *sample as f64 / cell.names as f64;
            assert!((odds[label] - told).abs() < 1e-9, "{cell:?}: {odds:?}");
        }
    }
}

/// What came of many draws.
#[derive(Debug, Default)]
struct Tally {
    /// There was a public form.
    published: u32,
    /// There was none, rightly: its names would have been certain.
    rightly: u32,
    /// There was none, and nothing would have been certain.
    needlessly: u32,
}

/// The public forms of many towns tell nothing; what would have told something has no public form without a ground.
fn tally(rounding: Rounding, byte: u8) -> Tally {
    let mut choose = Choose::new(byte);
    let mut tally = Tally::default();
    for round in 0..4_000_u32 {
        let town = choose.town(Kind::Rates(rounding));
        let randomness = u8::try_from(round % 251).unwrap();
        let record = town.draw(&town.units, None, randomness).unwrap();
        let withheld = record.public().is_err();
        // Whoever publishes all the same publishes the same sizes: they hang on counts alone, but for `expected`.
        let grounded = town
            .draw(&town.units, Some("第十二条"), randomness)
            .unwrap();
        let form = if withheld {
            grounded.public()
        } else {
            record.public()
        };
        let form = form.unwrap();
        let cells = town.cells(form);
        let odds = town.odds_by_cell(&cells);
        odds_are_those_told(&cells, &odds);
        let certain = certain_of(&town, &cells, &odds);
        if !withheld {
            assert_eq!(
                certain,
                [],
                "round {round}: {:?} of {}",
                town.units,
                town.plan(None).to_json()
            );
            tally.published += u32::from(!form.names().is_empty());
        } else if !certain.is_empty() {
            tally.rightly += 1;
        } else if !form.names().is_empty() {
            tally.needlessly += 1;
        }
    }
    show!("{rounding:?}: {tally:?}");
    tally
}

impl Town {
    /// The odds where cells share nothing.
    fn odds_by_cell(&self, cells: &[Cell]) -> Vec<Vec<f64>> {
        let one = |cell: &Cell| self.odds(std::slice::from_ref(cell), &|_| 1.0).remove(0);
        cells.iter().map(one).collect()
    }
}

/// Rule CR-02.
#[test]
fn rates_rounded_up_give_no_class_away() {
    let tally = tally(Rounding::Up, 1);
    assert!(tally.published > 500 && tally.rightly > 300, "{tally:?}");
    assert!(tally.needlessly * 20 < tally.rightly, "{tally:?}");
}

#[test]
fn rates_rounded_down_give_no_class_away() {
    let tally = tally(Rounding::Down, 2);
    assert!(tally.published > 50 && tally.rightly > 300, "{tally:?}");
    assert!(tally.needlessly * 2 < tally.rightly, "{tally:?}");
}

#[test]
fn expected_rates_give_no_class_away() {
    let tally = tally(Rounding::Expected, 3);
    assert!(tally.published > 300 && tally.rightly > 200, "{tally:?}");
}

/// How many of many towns drawn by capacity have a public form, and how many have none; their forms tell nothing.
fn capacities_keep_classes(rounds: u32, byte: u8) -> [u32; 2] {
    let mut choose = Choose::new(byte);
    let [mut published, mut withheld] = [0; 2];
    for round in 0..rounds {
        let town = choose.town(Kind::Capacity);
        let plan = town.plan(None);
        let Some(record) = town.draw(&town.units, None, u8::try_from(round % 251).unwrap()) else {
            continue; // a minimum above the total
        };
        let Ok(form) = record.public() else {
            withheld += 1;
            continue;
        };
        published += 1;
        let cells = town.cells(form);
        let odds = town.odds(&cells, &|ways| town.capacity_chance(&plan, ways));
        let certain = certain_of(&town, &cells, &odds);
        assert_eq!(
            certain,
            [],
            "round {round}: {:?} of {}",
            town.units,
            plan.to_json()
        );
        odds_are_those_told(&cells, &odds);
    }
    [published, withheld]
}

#[test]
fn a_capacity_gives_no_class_away() {
    let [published, withheld] = capacities_keep_classes(1_500, 4);
    assert!(published > 300 && withheld > 500, "{published} {withheld}");
}

fn town(
    labels: &[&'static str],
    districts: usize,
    rates: &str,
    units: Vec<(usize, usize)>,
) -> Town {
    let design = Design::Rates {
        rates: rates.parse().unwrap(),
        rounding: Rounding::Up,
        minimum: 0,
    };
    Town {
        labels: labels.to_vec(),
        districts,
        order: Order::DistrictLast,
        units,
        design,
    }
}

#[test]
fn one_class_that_can_be_drawn_needs_a_ground() {
    let units = (0..40).map(|unit| (unit % 2, unit % 3)).collect();
    let town = town(&["A", "B", "C"], 2, "A 0%, B 0%, C 50%", units);
    let record = town.draw(&town.units, None, 1).unwrap();
    assert_eq!(
        record.public().unwrap_err().to_string(),
        "at least two values of `secret 0` must stay possible for every published name, found one in the whole \
         draw: record a ground of disclosure in the plan, or stratify less finely"
    );
    let record = town.draw(&town.units, Some("第十二条"), 1).unwrap();
    let form = record.public().unwrap();
    let cells = town.cells(form);
    assert_eq!(
        certain_of(&town, &cells, &town.odds_by_cell(&cells)),
        [(0, 0), (1, 0)]
    );
}

#[test]
fn a_city_gives_no_class_away() {
    let mut choose = Choose::new(5);
    let of_class = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3];
    let units: Vec<_> = (0..6_000)
        .map(|_| (choose.below(10), choose.one_of(&of_class)))
        .collect();
    let town = town(&["A", "B", "C", "D"], 10, "A 1%, B 3%, C 10%, D 30%", units);
    let record = town.draw(&town.units, None, 1).unwrap();
    let form = record.public().unwrap();
    assert!(form.names().len() > 300);
    for cell in town.cells(form) {
        let told = cell.told.unwrap();
        assert_eq!(told.iter().map(|(units, _)| units).sum::<u64>(), cell.units);
        assert_eq!(
            told.iter().map(|(_, sample)| sample).sum::<u64>(),
            cell.names
        );
        assert!(
            told.iter().filter(|(_, sample)| *sample > 0).count() >= 2,
            "{told:?}"
        );
        // The names are a random sample of each stratum, so that a name is of a class by the counts alone.
        let most = told.iter().map(|(_, sample)| sample).max().unwrap();
        assert!(*most < cell.names);
    }
}

// Were more published, the outsider would find it out: the test can find a leak.

#[test]
fn the_sizes_of_a_lone_stratum_would_give_its_names_away() {
    let units = vec![(0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (1, 1)];
    let town = town(&["A", "D"], 2, "A 30%, D 30%", units);
    let record = town.draw(&town.units, None, 1).unwrap();
    let form = record.public().unwrap();
    let mut cells = town.cells(form);
    assert_eq!(certain_of(&town, &cells, &town.odds_by_cell(&cells)), []);
    assert!(cells[1].told.is_none());
    cells[1].told = Some(vec![(0, 0), (3, 1)]);
    assert_eq!(
        certain_of(&town, &cells, &town.odds_by_cell(&cells)),
        [(1, 0)]
    );
}

#[test]
fn names_in_the_order_of_strata_would_give_themselves_away() {
    let units: Vec<_> = (0..600).map(|unit| (unit % 2, unit % 3)).collect();
    let town = town(&["A", "B", "D"], 2, "A 1%, B 5%, D 30%", units);
    let record = town.draw(&town.units, None, 1).unwrap();
    let form = record.public().unwrap();
    // Told sizes cut the record's own list into strata; the list of the form, in id order, they cut anywhere.
    let right = |names: Vec<&str>| {
        let labels = form.strata().iter().flat_map(|outcome| {
            let sample = usize::try_from(outcome.sample).unwrap();
            std::iter::repeat_n(&outcome.stratum, sample)
        });
        let stratum = |id: &str| town.units[id.parse::<usize>().unwrap()];
        names
            .iter()
            .zip(labels)
            .filter(|(id, label)| {
                let (district, of_class) = stratum(id);
                town.label(district, of_class) == **label
            })
            .count()
    };
    let all = form.names().len();
    let listed = record
        .selected()
        .iter()
        .map(|unit| unit.id.as_str())
        .collect();
    assert_eq!(right(listed), all);
    let published = form.names().iter().map(UnitId::as_str).collect();
    assert!(right(published) < all * 3 / 4);
}

#[test]
fn tokens_beside_thresholds_would_give_classes_away() {
    let units: Vec<_> = (0..600).map(|unit| (unit % 2, unit % 3)).collect();
    let town = town(&["A", "B", "D"], 2, "A 1%, B 5%, D 30%", units);
    let record = town.draw(&town.units, None, 1).unwrap();
    let form = record.public().unwrap();
    let targets = record.seed().targets(record.plan().id());
    let mut certain = 0;
    for unit in record.selected() {
        let (district, of_class) = town.units[unit.id.as_str().parse::<usize>().unwrap()];
        let ticket = targets.ticket(unit.token.to_string().as_bytes());
        let possible = |label: &usize| {
            let stratum = town.label(district, *label);
            form.strata()
                .iter()
                .any(|outcome| outcome.stratum == stratum && outcome.threshold >= Some(ticket))
        };
        let possible: Vec<usize> = (0..town.labels.len()).filter(possible).collect();
        assert!(possible.contains(&of_class));
        certain += usize::from(possible.len() == 1);
    }
    assert!(certain * 2 > form.names().len(), "{certain}");
}
