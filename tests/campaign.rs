//! Campaigns and the year's plan: what may be planned, by whom, and the four times "once".
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

#[path = "campaign/faults.rs"]
mod faults;

#[path = "campaign/once.rs"]
mod once;

#[path = "campaign/year.rs"]
mod year;

#[path = "campaign/batch.rs"]
mod batch;

#[path = "campaign/quarters.rs"]
mod quarters;

#[path = "campaign/consolidation.rs"]
mod consolidation;

use double_random::approval::Approval;
use double_random::calendar::Day;
use double_random::campaign::{CampaignDraft, CampaignKind, Confirmation, Mode, Period};
use double_random::digest::Digest;
use double_random::id::{DepartmentId, IndustryId, ItemId, UnitId};
use double_random::item::{Catalogue, Category, IndustryDraft, ItemDraft, Method};
use double_random::plan::{Design, Plan};
use double_random::region::Level;
use double_random::sampling::Rounding;
use double_random::scope::{Filter, Minimum, Scope};

/// A list of thirty industries as it could be: fiction, in the numbers of the first list of Chuxiong.
const CHUXIONG: &str = include_str!("data/chuxiong-items-v1.json");

const PREFECTURE: Level = Level::Prefecture;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn code(text: &str) -> ItemId {
    text.parse().unwrap()
}

fn department(text: &str) -> DepartmentId {
    text.parse().unwrap()
}

fn industry(text: &str) -> IndustryId {
    text.parse().unwrap()
}

fn unit(text: &str) -> UnitId {
    text.parse().unwrap()
}

fn period(from: &str, until: &str) -> Period {
    Period::of_days(day(from), day(until))
}

/// Those of the register who hold this licence.
fn licensed(licence: &str) -> Scope {
    let filter = Filter::Licence(licence.parse().unwrap());
    Scope::directed(filter, Minimum::TwiceTheSample).unwrap()
}

fn approval(at: &str) -> Approval {
    Approval::new(
        "科长".parse().unwrap(),
        "agreed".parse().unwrap(),
        at.parse().unwrap(),
    )
}

fn rates(rates: &str) -> Design {
    let rates = rates.parse().unwrap();
    Design::Rates {
        rates,
        rounding: Rounding::Up,
        minimum: 0,
    }
}

fn capacity(total: u64) -> Design {
    let weights = [("A".parse().unwrap(), 1), ("D".parse().unwrap(), 5)].into();
    Design::Capacity {
        total,
        weights,
        minimum: [].into(),
    }
}

fn plan(id: &str, design: Design) -> Plan {
    Plan::builder(id.parse().unwrap(), design).build().unwrap()
}

/// An item in force from February 2024 to January 2025, of the prefecture and its counties.
fn item(code: &str, owner: &str, category: Category) -> ItemDraft {
    ItemDraft::new(
        code.parse().unwrap(),
        "安全检查".parse().unwrap(),
        department(owner),
        category,
    )
    .in_force(day("2024-01-10"), day("2024-02-01"))
    .until(day("2025-01-31"))
    .at([PREFECTURE, Level::County])
    .by([Method::OnSite])
    .resting_on("《示例办法》第1条".parse().unwrap())
    .per_year(2.try_into().unwrap())
}

fn general() -> Category {
    Category::General {
        maximum_ratio: "5%".parse().unwrap(),
    }
}

/// Fire and health come to hotels; fire has a key item, too, and tourism one of its own.
fn catalogue() -> Catalogue {
    let hotel = IndustryDraft::new(
        industry("hotel"),
        "宾馆".parse().unwrap(),
        department("消防"),
    )
    .cooperating(department("卫生"))
    .item(code("F-01"))
    .item(code("H-01"));
    Catalogue::builder("清单".parse().unwrap())
        .item(item("F-01", "消防", general()))
        .item(item("F-02", "消防", Category::Key))
        .item(item("H-01", "卫生", general()))
        .item(item("W-01", "文旅", general()))
        .industry(hotel)
        .build()
        .unwrap()
}

/// The day on which campaigns are planned here.
fn planned() -> Day {
    day("2024-02-26")
}

/// A campaign without items, with a plan that every item allows.
fn draft(id: &str, kind: CampaignKind) -> CampaignDraft {
    let mode = Mode::new(PREFECTURE, [PREFECTURE]);
    let title = "检查".parse().unwrap();
    CampaignDraft::new(
        plan(id, rates("A 1%, D 5%")),
        title,
        kind,
        Scope::undirected(),
        mode,
        period("2024-03-01", "2024-11-30"),
    )
}

fn single(owner: &str) -> CampaignKind {
    CampaignKind::Single {
        department: department(owner),
    }
}

fn joint(lead: &str, cooperating: &[&str]) -> CampaignKind {
    let cooperating = cooperating.iter().map(|name| department(name)).collect();
    CampaignKind::Joint {
        lead: department(lead),
        cooperating,
    }
}

/// The draft, confirmed by these departments.
fn confirmed(draft: CampaignDraft, departments: &[&str]) -> CampaignDraft {
    let digest = draft.digest().unwrap();
    departments.iter().fold(draft, |draft, name| {
        let approval = approval("2024-02-20T09:00:00+08:00");
        draft.confirm(Confirmation::new(department(name), digest, approval))
    })
}

/// Fire and health at hotels, confirmed.
fn hotels() -> CampaignDraft {
    let kind = CampaignKind::OneIndustry {
        industry: industry("hotel"),
        lead: department("消防"),
        cooperating: vec![department("卫生")],
    };
    let draft = draft("2024-hotel", kind)
        .item(department("消防"), code("F-01"))
        .item(department("卫生"), code("H-01"));
    confirmed(draft, &["消防", "卫生"])
}

/// The campaign of every industry of the list, as `of_industry` makes it, confirmed by all its departments.
fn of_chuxiong(catalogue: &Catalogue) -> Vec<CampaignDraft> {
    let industries = catalogue.industries().map(|industry| {
        let id = format!("2024-{}", industry.id());
        let scope = licensed(industry.name().as_str());
        let mode = Mode::new(PREFECTURE, [PREFECTURE]);
        let period = period("2024-03-01", "2024-11-30");
        let plan = plan(&id, rates("A 0.1%, D 0.5%"));
        let draft =
            CampaignDraft::of_industry(catalogue, industry, plan, scope, mode, period).unwrap();
        let names: Vec<&str> = industry.departments().map(DepartmentId::as_str).collect();
        confirmed(draft, &names)
    });
    industries.collect()
}
