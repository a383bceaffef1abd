//! The tables of the year.

use super::documents::Documents;
use super::numbers::{done, number, rate};
use crate::table::{Table, grouped};
use double_random::figures::{
    Decimals, Figures, Group, PlanKind, PlanTally, Scenario, Tally, shares,
};
use double_random::item::{Coverage, Covered};
use double_random::region::Level;
use double_random::registry::RegisteredState;
use double_random::risk::RiskClass;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Of plans, and of their targets.
const PLANS: [&str; 2] = ["计划 plans", "完成 done"];
const VISITS: [&str; 5] = [
    "抽取 drawn",
    "检查 checked",
    "公示 public",
    "完成率 completion",
    "问题率 with problems",
];

/// All tables.
pub(crate) fn all(documents: &Documents, figures: &Figures) -> String {
    [
        kinds(figures),
        scenarios(figures),
        classes(documents, figures),
        coverage(documents),
        districts(figures),
        departments(figures),
    ]
    .concat()
}

/// A table with a head of two lines: what each column is called in Chinese, and in English.
fn headed(columns: &[&str]) -> Table {
    let mut table = Table::default();
    let halves = columns
        .iter()
        .map(|column| column.split_once(' ').unwrap_or((column, "")));
    let (chinese, english): (Vec<&str>, Vec<&str>) = halves.unzip();
    for line in [chinese, english] {
        table.row(line.into_iter().map(str::to_owned));
    }
    table
}

/// A table of groups of plans.
fn of_plans(first: &str) -> Table {
    headed(&[&[first], &PLANS[..], &VISITS].concat())
}

/// A table of groups of targets.
fn of_targets(first: &str) -> Table {
    headed(&[&[first], &VISITS[..]].concat())
}

fn plans(plans: Option<&PlanTally>) -> [String; 2] {
    let plans = plans.map(|plans| [number(plans.in_force), done(plans.completion())]);
    plans.unwrap_or_default()
}

fn visits(group: Option<&Group>) -> [String; 5] {
    let visits = group.map(|group| {
        let Tally {
            drawn,
            inspected,
            published,
            ..
        } = group.visits;
        let (completion, problems) = (group.visits.completion(), group.visits.problems());
        let [drawn, inspected, published] = [drawn, inspected, published].map(number);
        [
            drawn,
            inspected,
            published,
            done(completion),
            rate(problems),
        ]
    });
    visits.unwrap_or_default()
}

/// A row of plans and of their targets.
fn row(table: &mut Table, name: &str, tally: Option<&PlanTally>, group: Option<&Group>) {
    let cells = plans(tally).into_iter().chain(visits(group));
    table.row([name.to_owned()].into_iter().chain(cells));
}

/// By level and kind; the kinds are disjoint.
fn kinds(figures: &Figures) -> String {
    let plans = figures.plans_by(|plan| (plan.level, plan.kind));
    let groups = figures.by(|plan, _| (plan.level, plan.kind));
    let mut table = of_plans("层级与类型 by level and kind");
    for (level, place) in [
        (Level::Prefecture, "州级 prefecture"),
        (Level::County, "县级 counties"),
    ] {
        for (kind, word) in [
            (PlanKind::Single, "单部门 single"),
            (PlanKind::Joint, "联合 joint"),
        ] {
            let (key, name) = ((level, kind), format!("{place}, {word}"));
            row(&mut table, &name, plans.get(&key), groups.get(&key));
        }
    }
    let is_one = |kind| kind == PlanKind::OneIndustry;
    let (plans, groups) = (
        figures.plans_by(|plan| is_one(plan.kind)),
        figures.by(|plan, _| is_one(plan.kind)),
    );
    for (key, name) in [
        (false, "合计 all of these"),
        (true, "一业一查 one inspection, beside them"),
    ] {
        row(&mut table, name, plans.get(&key), groups.get(&key));
    }
    format!("{table}\n")
}

/// The plans that use risk classes, and of them the targets by class.
fn scenarios(figures: &Figures) -> String {
    let (plans, groups) = (
        figures.plans_by(|plan| plan.scenario),
        figures.by_scenario(),
    );
    let mut table = of_plans("信用风险分类应用场景 risk scenarios");
    let key = Scenario::RiskBased;
    row(
        &mut table,
        "全部场景 all scenarios",
        plans.get(&key),
        groups.get(&key),
    );
    let groups = figures.by(|plan, row| (plan.scenario, row.class));
    for ((scenario, class), group) in &groups {
        if *scenario == Scenario::RiskBased {
            let name = format!("  {}", named(*class));
            row(&mut table, &name, None, Some(group));
        }
    }
    format!("{table}\n")
}

/// How many businesses in business the register has of each class, as shares that add up, and how many targets there were of each.
fn classes(documents: &Documents, figures: &Figures) -> String {
    let mut counts: BTreeMap<Option<RiskClass>, u64> = BTreeMap::new();
    for business in &documents.register {
        if business.state() == RegisteredState::Active {
            *counts.entry(business.known_risk_class()).or_default() += 1;
        }
    }
    let groups = figures.by_class();
    let mut table = Table::default();
    let header = [
        "企业信用风险分类 by class",
        "户 businesses",
        "占比 share",
        "抽查户次 drawn",
        "户 businesses drawn",
    ];
    table.row(header.map(str::to_owned));
    let numbers: Vec<u64> = counts.values().copied().collect();
    let shares = shares(&numbers, Decimals::Two).unwrap_or_default();
    for ((class, count), share) in counts.iter().zip(shares) {
        let group = groups.get(class);
        let [visits, entities] = [
            group.map(|group| number(group.visits.drawn)),
            group.map(|group| number(group.entities.drawn)),
        ]
        .map(Option::unwrap_or_default);
        table.row([
            named(*class),
            grouped(*count),
            share.to_string(),
            visits,
            entities,
        ]);
    }
    let all = figures.total();
    let businesses = grouped(numbers.iter().sum());
    let (visits, entities) = (number(all.visits.drawn), number(all.entities.drawn));
    table.row([
        "合计 all".to_owned(),
        businesses,
        String::new(),
        visits,
        entities,
    ]);
    format!("{table}\n")
}

fn named(class: Option<RiskClass>) -> String {
    match class {
        Some(class) => format!("{class} 类"),
        None => "未分类 unclassified".to_owned(),
    }
}

/// What the year's plan covers of each list that has industries.
fn coverage(documents: &Documents) -> String {
    let lists = documents.catalogues.iter();
    let lists = lists.filter(|list| list.industries().next().is_some());
    let tables = lists.map(|list| {
        let Coverage {
            items,
            departments,
            industries,
            ..
        } = documents.plan.coverage(list);
        let mut table = Table::default();
        let header = [
            "一业一查清单 list of one inspection",
            "覆盖 planned",
            "清单 of",
            "未覆盖 not planned",
        ];
        table.row(header.map(str::to_owned));
        table.row(covered("行业 industries", &industries));
        table.row(covered("事项 items", &items));
        table.row(covered("部门 departments", &departments));
        format!("{table}\n")
    });
    tables.collect()
}

fn covered<T: Ord + Display>(name: &str, covered: &Covered<T>) -> [String; 4] {
    let not: Vec<String> = covered.uncovered.iter().map(ToString::to_string).collect();
    let not = if not.is_empty() {
        "-".to_owned()
    } else {
        not.join(" ")
    };
    let [planned, of] = [covered.covered.len(), covered.total()].map(|number| number.to_string());
    [name.to_owned(), planned, of, not]
}

/// By the district in which targets lie, whosever plan it is.
fn districts(figures: &Figures) -> String {
    let mut table = of_targets("县市 district of the target");
    for (district, group) in &figures.by_district() {
        let name = district.to_string();
        table.row([name].into_iter().chain(visits(Some(group))));
    }
    format!("{table}\n")
}

/// By department of the prefecture. They have no sum: in a joint plan several have the same target.
fn departments(figures: &Figures) -> String {
    let mut table = of_targets("州级部门 department of the prefecture");
    let groups = figures.by(|plan, row| (plan.level, row.department.clone()));
    for ((level, department), group) in &groups {
        if *level == Level::Prefecture {
            let name = department.to_string();
            table.row([name].into_iter().chain(visits(Some(group))));
        }
    }
    format!("{table}\n")
}
