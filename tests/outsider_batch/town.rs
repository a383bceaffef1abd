//! A registry, the plans of one announcement over it, and what the forms of all of them tell.

use double_random::chance::{Randomness, Seed, Stream};
use double_random::draw::{PublicForm, Record, draw};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::rate::Rate;
use double_random::sampling::Rounding;
use std::collections::BTreeMap;

/// A registry, and the rates (in millionths, for each class) of the plans that are drawn over it together.
///
/// Businesses, districts, classes and plans go by number. A class is confidential, a district is not.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) districts: Vec<usize>,
    pub(crate) classes: Vec<usize>,
    pub(crate) plans: Vec<Vec<u32>>,
}

/// What a form tells someone who knows the plan, and every business's district.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) rates: Vec<u32>,
    /// Whether each business is named.
    pub(crate) named: Vec<bool>,
    pub(crate) sizes: Sizes,
}

/// Units and sample of every stratum (district, class) whose sizes are told, and of all others together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) told: BTreeMap<(usize, usize), (u64, u64)>,
    pub(crate) others: (u64, u64),
}

/// The forms of a batch; and those that it would have, were all plans to share the tickets of the first.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) forms: Vec<Form>,
    pub(crate) shared: Vec<Form>,
}

impl Town {
    /// Districts of equal make, each of so many scores of businesses: of a score, twelve are of class 0, five of 1, two of 2 and one of 3.
    pub(crate) fn even(districts: usize, scores: usize, plans: Vec<Vec<u32>>) -> Self {
        const OF_TWENTY: [usize; 20] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3];
        let all = 0..districts * scores * 20;
        Self {
            districts: all.clone().map(|unit| unit % districts).collect(),
            classes: all.map(|unit| OF_TWENTY[unit / districts % 20]).collect(),
            plans,
        }
    }

    pub(crate) fn frame(&self) -> Frame {
        let label = |(district, class): (&usize, &usize)| format!("{district}/{class}");
        let labels = self.districts.iter().zip(&self.classes).map(label);
        let texts: Vec<_> = (0..)
            .zip(labels)
            .map(|(unit, label)| (id(unit), label))
            .collect();
        let units = texts.iter().map(|(id, label)| Unit::new(id, label));
        Frame::commit(FrameKey::secret([8; 32]).unwrap(), units).unwrap()
    }

    fn plan(&self, number: usize) -> Plan {
        let districts = self.districts.iter().max().unwrap() + 1;
        let rates = (0..districts).flat_map(|district| {
            let of_class = self.plans[number].iter().enumerate();
            of_class.map(move |(class, ppm)| {
                let label = format!("{district}/{class}").parse().unwrap();
                (label, Rate::from_ppm(*ppm).unwrap())
            })
        });
        let design = Design::Rates {
            rates: rates.collect(),
            rounding: Rounding::Up,
            minimum: 0,
        };
        Plan::builder(format!("2024-{number:02}").parse().unwrap(), design)
            .attribute("district", Disclosure::Public)
            .attribute("risk class", Disclosure::Confidential)
            .build()
            .unwrap()
    }

    /// One announcement, drawn whole; nothing if some plan has no public form.
    pub(crate) fn batch(&self, frame: &Frame, randomness: &Randomness) -> Option<Batch> {
        let plans: Vec<Plan> = (0..self.plans.len())
            .map(|number| self.plan(number))
            .collect();
        let plans: Vec<(&Plan, &Frame)> = plans.iter().map(|plan| (plan, frame)).collect();
        let records = draw(&plans, randomness).unwrap();
        let form =
            |(record, rates): (&Record, &Vec<u32>)| Some(self.form(record.public().ok()?, rates));
        let forms = records
            .iter()
            .zip(&self.plans)
            .map(form)
            .collect::<Option<_>>()?;
        let targets = records[0].seed().targets(records[0].plan().id());
        let shared = self.sharing(frame, &targets);
        Some(Batch { forms, shared })
    }

    fn form(&self, form: &PublicForm, rates: &[u32]) -> Form {
        let mut named = vec![false; self.classes.len()];
        for id in form.names() {
            named[id.as_str().parse::<usize>().unwrap()] = true;
        }
        let told = form.strata().iter().map(|outcome| {
            let mut numbers = outcome
                .stratum
                .components()
                .map(|text| text.parse().unwrap());
            let stratum = (numbers.next().unwrap(), numbers.next().unwrap());
            (stratum, (outcome.units, outcome.sample))
        });
        let sizes = Sizes {
            told: told.collect(),
            others: (form.others().units, form.others().sample),
        };
        Form {
            rates: rates.to_vec(),
            named,
            sizes,
        }
    }

    /// The forms, were every plan to draw by tickets under this one seed: what the protocol forbids (section 3).
    fn sharing(&self, frame: &Frame, targets: &Seed) -> Vec<Form> {
        let mut strata: BTreeMap<(usize, usize), Vec<_>> = BTreeMap::new();
        for (unit, leaf) in frame.leaves().enumerate() {
            let ticket = targets.ticket(leaf.token.to_string().as_bytes());
            let stratum = (self.districts[unit], self.classes[unit]);
            strata.entry(stratum).or_default().push((ticket, unit));
        }
        for units in strata.values_mut() {
            units.sort_unstable();
        }
        let form = |rates: &Vec<u32>| {
            let mut named = vec![false; self.classes.len()];
            for ((_, class), units) in &strata {
                let sample = sample(units.len(), rates[*class]);
                for (_, unit) in &units[..sample] {
                    named[*unit] = true;
                }
            }
            let sizes = Sizes::of(&self.districts, &self.classes, rates, &named);
            Form {
                rates: rates.clone(),
                named,
                sizes: sizes.unwrap(),
            }
        };
        self.plans.iter().map(form).collect()
    }
}

impl Sizes {
    /// What a form with these names tells, were the classes to lie like this; nothing if these names cannot be drawn then.
    pub(crate) fn of(
        districts: &[usize],
        classes: &[usize],
        rates: &[u32],
        named: &[bool],
    ) -> Option<Self> {
        let mut cells = vec![vec![(0, 0); rates.len()]; districts.iter().max()? + 1];
        for ((district, class), named) in districts.iter().zip(classes).zip(named) {
            let (units, drawn) = &mut cells[*district][*class];
            *units += 1;
            *drawn += usize::from(*named);
        }
        let mut sizes = Self::default();
        for (district, strata) in cells.iter().enumerate() {
            let is_told = strata.iter().filter(|(_, drawn)| *drawn > 0).count() >= 2;
            for (class, (units, drawn)) in strata.iter().enumerate() {
                if *drawn != sample(*units, rates[class]) {
                    return None;
                }
                let [units, drawn] = [units, drawn].map(|number| u64::try_from(*number).unwrap());
                if is_told && units > 0 {
                    sizes.told.insert((district, class), (units, drawn));
                } else {
                    sizes.others = (sizes.others.0 + units, sizes.others.1 + drawn);
                }
            }
        }
        Some(sizes)
    }
}

impl Form {
    /// The businesses that are named.
    pub(crate) fn names(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.named.len()).filter(|unit| self.named[*unit])
    }

    /// Which part of a stratum is named, where its sizes are told.
    pub(crate) fn share(&self, district: usize, class: usize) -> f64 {
        let (units, sample) = self.sizes.told[&(district, class)];
        let [units, sample] = [units, sample].map(|number| float(usize::try_from(number).unwrap()));
        sample / units
    }
}

/// Rounded up: not less than the rate.
fn sample(units: usize, ppm: u32) -> usize {
    (units * usize::try_from(ppm).unwrap()).div_ceil(1_000_000)
}

/// A number of businesses, for reports.
pub(crate) fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn id(unit: usize) -> String {
    format!("{unit:05}")
}

/// A chooser of tests: the same choices every time.
pub(crate) struct Choose(Stream);

impl Choose {
    pub(crate) fn new(seed: &Seed) -> Self {
        Self(Stream::new(seed))
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(n).unwrap())).unwrap()
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A town that can be thought through, with two or three plans; every assignment of classes is as likely.
    pub(crate) fn tiny_town(&mut self) -> Town {
        let classes = 2 + self.below(2);
        let units = 4 + self.below(if classes == 2 { 6 } else { 4 });
        let districts = 1 + self.below(2);
        let mut numbers = |below| (0..units).map(|_| self.below(below)).collect();
        let (districts, of_units) = (numbers(districts), numbers(classes));
        let mut ppm = || self.one_of(&[100_000, 200_000, 340_000, 500_000, 750_000]);
        let mut rates = || (0..classes).map(|_| ppm()).collect();
        let [first, second, third] = [rates(), rates(), rates()];
        let plans = if self.below(2) == 0 {
            vec![first, second]
        } else {
            vec![first, second, third]
        };
        Town {
            districts,
            classes: of_units,
            plans,
        }
    }
}
