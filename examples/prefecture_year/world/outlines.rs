//! Which plans there are: who, what, where and in which quarter, before anybody says how many.

use super::catalogues;
use super::fields::{FIELDS, Field, ONE_INSPECTION, TOGETHER};
use super::offices::Office;
use super::sizes::spread;
use crate::registry::DIVISIONS;
use double_random::campaign::{CampaignKind, RiskScenario};
use double_random::id::{DepartmentId, IndustryId, ItemId, PlanId};
use double_random::industry::IndustryClass;
use double_random::item::{Catalogue, Category, Industry, Item};
use double_random::rate::Rate;
use double_random::region::Division;
use double_random::registry::{Business, RegisteredState};
use std::collections::BTreeMap;
use std::error::Error;

/// How many plans of each kind there are, and how many targets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    /// Every so manieth business of the register is there.
    pub(crate) every: usize,
    /// Of single departments: the prefecture's, and those of the counties together.
    pub(crate) single: (u64, u64),
    /// Of several departments.
    pub(crate) joint: (u64, u64),
    /// How many of all these use risk classes.
    pub(crate) scenarios: u64,
    /// How many targets all have, and how many of them those have that use risk classes.
    pub(crate) targets: (u64, u64),
    /// How many targets of those that use risk classes have problems.
    pub(crate) problems: u64,
    /// How many industries are inspected in one inspection, and how many targets they have.
    pub(crate) industries: (usize, u64),
}

impl Numbers {
    /// Those of the prefecture's report for 2024.
    pub(crate) const PRINTED: Self = Self {
        every: 1,
        single: (109, 697),
        joint: (19, 303),
        scenarios: 261,
        targets: (14_220, 1_412),
        problems: 201,
        industries: (26, 110),
    };

    /// Far fewer plans of a third of the register, for a quick look; one inspection is as printed.
    pub(crate) const FEW: Self = Self {
        every: 3,
        single: (8, 40),
        joint: (4, 20),
        scenarios: 18,
        targets: (620, 90),
        problems: 13,
        industries: (26, 110),
    };
}

/// A plan before its number of targets is known.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    pub(crate) id: PlanId,
    pub(crate) title: String,
    pub(crate) office: Office,
    /// From 0 on.
    pub(crate) quarter: usize,
    pub(crate) kind: CampaignKind,
    pub(crate) items: Vec<(DepartmentId, ItemId)>,
    pub(crate) industries: &'static [&'static str],
    pub(crate) scenario: RiskScenario,
    /// How many targets it may have.
    pub(crate) limit: u64,
}

/// How many businesses can be drawn in each division and industry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Population(BTreeMap<(Division, Option<IndustryClass>), u64>);

/// The most targets that a plan has, however many businesses there are.
const MOST: u64 = 60;

/// Where fewer targets may be drawn, there is no plan.
const LEAST: u64 = 3;

impl Population {
    pub(crate) fn of(register: &[Business]) -> Self {
        let mut counts = BTreeMap::new();
        for business in register {
            if business.state() == RegisteredState::Active {
                let industry = business.principal_industry().cloned();
                *counts.entry((business.division(), industry)).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn count(&self, office: Office, industries: &[&str]) -> Result<u64, Box<dyn Error>> {
        let division = office.division()?;
        let wanted: Vec<IndustryClass> = industries
            .iter()
            .map(|class| class.parse())
            .collect::<Result<_, _>>()?;
        let is_there = |here: &Division, found: &Option<IndustryClass>| {
            here.is_within(division)
                && (wanted.is_empty()
                    || wanted
                        .iter()
                        .any(|class| found.as_ref().is_some_and(|found| found.is_within(class))))
        };
        let counts = self.0.iter();
        let there = counts.filter(|((here, found), _)| is_there(here, found));
        Ok(there.map(|(_, count)| count).sum())
    }

    /// How many targets may be drawn: no greater share than any item allows, and at most a quarter, so that a filter never names whom it
    /// reaches. A fifth is left for those whom caps keep out later in the year.
    fn limit(
        &self,
        office: Office,
        industries: &[&str],
        maxima: impl IntoIterator<Item = Rate>,
    ) -> Result<u64, Box<dyn Error>> {
        let count = self.count(office, industries)?;
        let least = maxima.into_iter().map(|rate| u64::from(rate.ppm())).min();
        let share = least.map_or(count, |ppm| count * ppm / 1_000_000);
        Ok((share * 4 / 5).min(count / 4).min(MOST))
    }
}

/// The plans of all offices, and those of one inspection.
pub(crate) fn all(
    numbers: Numbers,
    population: &Population,
    one_inspection: &Catalogue,
) -> Result<Vec<Outline>, Box<dyn Error>> {
    let weights: Vec<u64> = DIVISIONS.iter().map(|division| 200 + division.3).collect();
    let mut outlines = vec![];
    let singles = [numbers.single.0]
        .into_iter()
        .chain(spread(numbers.single.1, &weights));
    let joints = [numbers.joint.0]
        .into_iter()
        .chain(spread(numbers.joint.1, &weights));
    for (office, (single, joint)) in Office::all().zip(singles.zip(joints)) {
        outlines.extend(singles_of(office, usize::try_from(single)?, population)?);
        outlines.extend(joints_of(office, usize::try_from(joint)?, population)?);
    }
    let (all, chosen) = (outlines.len(), usize::try_from(numbers.scenarios)?);
    for (place, outline) in outlines.iter_mut().enumerate() {
        if (place + 1) * chosen / all > place * chosen / all {
            outline.scenario = RiskScenario::Rates;
        }
    }
    outlines.extend(of_industries(numbers, population, one_inspection)?);
    Ok(outlines)
}

/// The turn of a thing to inspect: the how manieth it is, in which quarter, and how many targets it may have.
struct Turn<'a, T> {
    round: usize,
    quarter: usize,
    thing: &'a T,
    limit: u64,
}

/// One after another from a cycle of things to inspect, each time in another quarter, leaving out what hardly anybody does there.
fn in_turn<T>(
    count: usize,
    things: &[T],
    limit: impl Fn(&T) -> Result<u64, Box<dyn Error>>,
) -> Result<Vec<Turn<'_, T>>, Box<dyn Error>> {
    let mut inspected = vec![];
    for (place, thing) in things.iter().enumerate() {
        let limit = limit(thing)?;
        inspected.extend((limit >= LEAST).then_some((place, thing, limit)));
    }
    if inspected.is_empty() {
        return Err("there is nothing to inspect".into());
    }
    let rounds = (1..).flat_map(|round| inspected.iter().map(move |one| (round, one)));
    let turn = |(round, (place, thing, limit)): (usize, &(usize, _, u64))| Turn {
        round,
        quarter: (place + round) % 4,
        thing: *thing,
        limit: *limit,
    };
    Ok(rounds.take(count).map(turn).collect())
}

fn singles_of(
    office: Office,
    count: usize,
    population: &Population,
) -> Result<Vec<Outline>, Box<dyn Error>> {
    let limit = |field: &Field| population.limit(office, field.industries, maximum(field)?);
    let mut outlines = vec![];
    for (number, turn) in (1..).zip(in_turn(count, &FIELDS, limit)?) {
        let Turn {
            round,
            quarter,
            thing: field,
            limit,
        } = turn;
        let department = office.department(field.department)?;
        outlines.push(Outline {
            id: format!("2024-{}-D-{number:03}", office.code).parse()?,
            title: format!("{}(第{round}批)", field.title),
            office,
            quarter,
            kind: CampaignKind::Single {
                department: department.clone(),
            },
            items: vec![(department, catalogues::item(office, field)?)],
            industries: field.industries,
            scenario: RiskScenario::None,
            limit,
        });
    }
    Ok(outlines)
}

fn joints_of(
    office: Office,
    count: usize,
    population: &Population,
) -> Result<Vec<Outline>, Box<dyn Error>> {
    let fields = |titles: &[&str]| -> Vec<&Field> {
        let field = |title: &&str| FIELDS.iter().find(|field| field.title == *title);
        titles.iter().filter_map(field).collect()
    };
    let mut outlines = vec![];
    let turns = in_turn(count, &TOGETHER, |together| {
        let fields = fields(together.fields).into_iter();
        let maxima: Vec<Option<Rate>> = fields.map(maximum).collect::<Result<_, _>>()?;
        population.limit(office, together.industries, maxima.into_iter().flatten())
    })?;
    for (number, turn) in (1..).zip(turns) {
        let Turn {
            round,
            quarter,
            thing: together,
            limit,
        } = turn;
        let item = |field: &&Field| -> Result<_, Box<dyn Error>> {
            let item = catalogues::item(office, field)?;
            Ok((office.department(field.department)?, item))
        };
        let items: Vec<(DepartmentId, ItemId)> = fields(together.fields)
            .iter()
            .map(item)
            .collect::<Result<_, _>>()?;
        let mut departments = items.iter().map(|(department, _)| department.clone());
        outlines.push(Outline {
            id: format!("2024-{}-L-{number:03}", office.code).parse()?,
            title: format!("{}(第{round}批)", together.title),
            office,
            quarter,
            kind: CampaignKind::Joint {
                lead: departments.next().ok_or("a department that leads")?,
                cooperating: departments.collect(),
            },
            items,
            industries: together.industries,
            scenario: RiskScenario::None,
            limit,
        });
    }
    Ok(outlines)
}

fn maximum(field: &Field) -> Result<Option<Rate>, Box<dyn Error>> {
    Ok(field.maximum.map(str::parse).transpose()?)
}

/// The industries that are inspected in one inspection: those that departments share, in the order of the list.
fn of_industries(
    numbers: Numbers,
    population: &Population,
    list: &Catalogue,
) -> Result<Vec<Outline>, Box<dyn Error>> {
    let classes = |industry: &Industry| {
        let id: &IndustryId = industry.id();
        let mut known = ONE_INSPECTION.iter();
        known.find(|(known, _)| *known == id.as_str())
    };
    let shared = list
        .industries()
        .filter(|industry| !industry.cooperating().is_empty());
    let office = Office::PREFECTURE;
    let mut outlines = vec![];
    for (place, industry) in shared.take(numbers.industries.0).enumerate() {
        let (id, industries) = *classes(industry).ok_or("an industry has classes")?;
        let items = list.items();
        let items: Vec<&Item> = items
            .filter(|item| industry.items().contains(item.code()))
            .collect();
        let maxima = items.iter().filter_map(|item| match item.category() {
            Category::Key => None,
            Category::General { maximum_ratio } => Some(maximum_ratio),
        });
        outlines.push(Outline {
            id: format!("2024-{}-Y-{id}", office.code).parse()?,
            title: industry.name().to_string(),
            office,
            quarter: place % 4,
            kind: CampaignKind::OneIndustry {
                industry: industry.id().clone(),
                lead: industry.lead().clone(),
                cooperating: industry.cooperating().iter().cloned().collect(),
            },
            items: items
                .iter()
                .map(|item| (item.department().clone(), item.code().clone()))
                .collect(),
            industries,
            scenario: RiskScenario::None,
            limit: population.limit(office, industries, maxima)?,
        });
    }
    Ok(outlines)
}
