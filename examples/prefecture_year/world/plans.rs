//! The year's plan: every outline with its scope, its number of targets and its confirmations.

use super::catalogues;
use super::offices::Office;
use super::outlines::{self, Numbers, Outline, Population};
use super::sizes::{spread, within};
use crate::registry::DIVISIONS;
use double_random::approval::Approval;
use double_random::campaign::{
    Campaign, CampaignDraft, CampaignKind, Confirmation, Mode, Period, RiskScenario, YearPlan,
};
use double_random::chance::{Seed, Stream};
use double_random::id::{PlanId, Stratum};
use double_random::item::Catalogue;
use double_random::plan::{Design, Disclosure, Plan};
use double_random::region::Division;
use double_random::registry::Business;
use double_random::scope::{Filter, Minimum, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// When the plans of a quarter are carried out.
pub(crate) const QUARTERS: [(&str, &str); 4] = [
    ("2024-02-26", "2024-04-03"),
    ("2024-04-15", "2024-06-21"),
    ("2024-07-08", "2024-09-20"),
    ("2024-10-08", "2024-11-08"),
];

const PLANNED: &str = "2024-01-26";
const AGREED: &str = "2024-01-25T15:00:00+08:00";
const APPROVED: &str = "2024-01-29T10:00:00+08:00";
const PUBLISHED: &str = "2024-01-31";
const JOINT_OFFICE: &str = "州双随机、一公开联席会议办公室";

/// How much likelier a business of each class is drawn where a plan uses risk classes.
const WEIGHTS: [(&str, u64); 4] = [("A", 1), ("B", 2), ("C", 4), ("D", 10)];

/// The year's plan, with all to which it refers.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) plan: YearPlan,
    pub(crate) catalogues: Vec<Catalogue>,
    /// At how many targets of each plan a problem will be found.
    pub(crate) problems: BTreeMap<PlanId, u64>,
    /// The plans that each office announces together, quarter after quarter.
    pub(crate) batches: BTreeMap<(usize, Office), BTreeSet<PlanId>>,
}

impl Planned {
    pub(crate) fn of(
        register: &[Business],
        numbers: Numbers,
        label: &Seed,
    ) -> Result<Self, Box<dyn Error>> {
        let list = catalogues::one_inspection()?;
        let outlines = outlines::all(numbers, &Population::of(register), &list)?;
        let sizes = sizes(&outlines, numbers, label)?;
        let problems = problems(&outlines, &sizes, numbers);
        let own: BTreeMap<Office, Catalogue> = Office::all()
            .map(|office| Ok((office, catalogues::own(office)?)))
            .collect::<Result<_, Box<dyn Error>>>()?;
        let (mut campaigns, mut batches) = (vec![], BTreeMap::new());
        for (outline, size) in outlines.iter().zip(sizes) {
            let scope = scope(outline.industries)?;
            let catalogue = match outline.kind {
                CampaignKind::OneIndustry { .. } => &list,
                CampaignKind::Single { .. } | CampaignKind::Joint { .. } => {
                    own.get(&outline.office).ok_or("an office has a list")?
                }
            };
            campaigns.push(campaign(outline, size, scope, catalogue)?);
            let batch: &mut BTreeSet<PlanId> = batches
                .entry((outline.quarter, outline.office))
                .or_default();
            batch.insert(outline.id.clone());
        }
        let approval = Approval::new(
            JOINT_OFFICE.parse()?,
            "年度计划".parse()?,
            APPROVED.parse()?,
        );
        let plan = YearPlan::new(
            2024,
            "楚雄州2024年度双随机、一公开抽查工作计划(虚构示例)".parse()?,
            JOINT_OFFICE.parse()?,
            PUBLISHED.parse()?,
            approval,
            campaigns,
        )?;
        Ok(Self {
            plan,
            catalogues: [list].into_iter().chain(own.into_values()).collect(),
            problems,
            batches,
        })
    }
}

/// How many targets each plan has: exact for those that use risk classes, for the others, and for one inspection.
fn sizes(outlines: &[Outline], numbers: Numbers, label: &Seed) -> Result<Vec<u64>, Box<dyn Error>> {
    let group = |outline: &Outline| match (&outline.kind, outline.scenario) {
        (CampaignKind::OneIndustry { .. }, _) => 0,
        (_, RiskScenario::None) => 1,
        _ => 2,
    };
    let (all, by_class) = numbers.targets;
    let mut stream = Stream::new(&label.derive("sizes"));
    let mut sizes = vec![];
    for (number, total) in [numbers.industries.1, all - by_class, by_class]
        .into_iter()
        .enumerate()
    {
        let limits = outlines.iter().filter(|outline| group(outline) == number);
        let limits: Vec<u64> = limits.map(|outline| outline.limit).collect();
        sizes.push(within(total, &limits, &mut stream)?.into_iter());
    }
    let next = |outline| sizes.get_mut(group(outline)).and_then(Iterator::next);
    let all: Option<Vec<u64>> = outlines.iter().map(next).collect();
    Ok(all.ok_or("a size for each plan")?)
}

/// At how many targets of each plan a problem will be found: exact for those that use risk classes, and invented for the others.
fn problems(outlines: &[Outline], sizes: &[u64], numbers: Numbers) -> BTreeMap<PlanId, u64> {
    let mut problems = BTreeMap::new();
    for by_class in [true, false] {
        let plans = outlines.iter().zip(sizes);
        let plans: Vec<(&Outline, u64)> = plans
            .filter(|(outline, _)| (outline.scenario != RiskScenario::None) == by_class)
            .map(|(outline, size)| (outline, *size))
            .collect();
        let sizes: Vec<u64> = plans.iter().map(|(_, size)| *size).collect();
        let found = if by_class {
            numbers.problems
        } else {
            sizes.iter().sum::<u64>() / 12
        };
        let found = plans.iter().zip(spread(found, &sizes));
        problems.extend(found.map(|((outline, _), found)| (outline.id.clone(), found)));
    }
    problems
}

/// All of an office's register, or what conditions on the industry leave of it.
fn scope(industries: &[&str]) -> Result<Scope, Box<dyn Error>> {
    let industry = |class: &&str| Ok::<_, Box<dyn Error>>(Filter::Industry(class.parse()?));
    let filter = match industries {
        [] => return Ok(Scope::undirected()),
        [one] => industry(one)?,
        more => Filter::any(more.iter().map(industry).collect::<Result<Vec<_>, _>>()?),
    };
    Ok(Scope::directed(filter, Minimum::TwiceTheSample)?)
}

/// The document from which so many are drawn: by risk class where the plan uses it, else by district.
fn document(outline: &Outline, total: u64) -> Result<Plan, Box<dyn Error>> {
    let by_class = outline.scenario != RiskScenario::None;
    let weights: BTreeMap<Stratum, u64> = if by_class {
        let weights = WEIGHTS.iter();
        let weights =
            weights.map(|(class, weight)| Ok::<_, Box<dyn Error>>((class.parse()?, *weight)));
        weights.collect::<Result<_, _>>()?
    } else {
        let here = outline.office.division()?;
        let divisions = DIVISIONS.iter().map(|division| division.0);
        let mut weights = BTreeMap::new();
        for code in divisions {
            let division: Division = code.parse()?;
            if division.is_within(here) {
                weights.insert(code.parse()?, 1);
            }
        }
        weights
    };
    let design = Design::Capacity {
        total,
        weights,
        minimum: [].into(),
    };
    let plan = Plan::builder(outline.id.clone(), design);
    let plan = if by_class {
        plan.attribute("risk class", Disclosure::Confidential)
    } else {
        plan.attribute("district", Disclosure::Public)
    };
    Ok(plan.reserves(2).build()?)
}

fn campaign(
    outline: &Outline,
    size: u64,
    scope: Scope,
    catalogue: &Catalogue,
) -> Result<Campaign, Box<dyn Error>> {
    let level = outline.office.level();
    let (from, until) = QUARTERS.get(outline.quarter).ok_or("a quarter of four")?;
    let period = Period::of_days(from.parse()?, until.parse()?);
    let draft = CampaignDraft::new(
        document(outline, size)?,
        outline.title.parse()?,
        outline.kind.clone(),
        scope,
        Mode::new(level, [level]),
        period,
    );
    let items = outline.items.iter().cloned();
    let draft = items.fold(
        draft.scenario(outline.scenario),
        |draft, (department, item)| draft.item(department, item),
    );
    let digest = draft.digest()?;
    let mut shared = outline
        .kind
        .departments()
        .filter(|_| outline.kind.is_shared());
    let draft = shared.try_fold(draft, |draft, department| {
        let approval = Approval::new(
            format!("{department}信用监管科").parse()?,
            "同意参加".parse()?,
            AGREED.parse()?,
        );
        Ok::<_, Box<dyn Error>>(draft.confirm(Confirmation::new(
            department.clone(),
            digest,
            approval,
        )))
    });
    Ok(draft?.build(catalogue, PLANNED.parse()?)?)
}
