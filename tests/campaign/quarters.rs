//! A year of forty campaigns, drawn in four batches, against a naive reading of what was drawn.

use crate::batch::id;
use crate::once::roster;
use crate::year::year_of;
use crate::*;
use double_random::campaign::{Batch, Campaign, Period, Prepared, Programme, YearPlan};
use double_random::chance::Randomness;
use double_random::draw::draw;
use double_random::frame::{Frame, FrameKey};
use double_random::id::PlanId;
use double_random::inspector::Roster;
use double_random::plan::Disclosure;
use double_random::registry::{self, Business, EntityType, RegisteredState};
use double_random::scope::{Framing, StratifyBy, Targets};
use double_random::visits::{
    Caps, Counter, Deployment, Exclusion, Kind, Ledger, Merged, Participant, Parts, ReserveError,
};
use std::collections::{BTreeMap, BTreeSet};

const OWNERS: [&str; 8] = [
    "市场监管",
    "消防",
    "卫生",
    "文旅",
    "公安",
    "人社",
    "生态环境",
    "教育",
];

const QUARTERS: [[&str; 2]; 4] = [
    ["2024-03", "2024-03"],
    ["2024-04", "2024-06"],
    ["2024-07", "2024-09"],
    ["2024-10", "2024-12"],
];

/// Three key items of each department.
fn list() -> Catalogue {
    let mut list = Catalogue::builder("清单".parse().unwrap());
    for owner in OWNERS {
        for number in 1..=3 {
            list = list.item(item(&format!("{owner}-{number}"), owner, Category::Key));
        }
    }
    list.build().unwrap()
}

/// The departments of a campaign, the leading one first.
fn owners(number: usize) -> Vec<&'static str> {
    let count = if number.is_multiple_of(3) { 3 } else { 1 };
    (0..count)
        .map(|next| OWNERS[(number + next) % OWNERS.len()])
        .collect()
}

fn levels(number: usize) -> Vec<Level> {
    match number % 5 {
        0 => vec![PREFECTURE, Level::County],
        1 => vec![PREFECTURE],
        _ => vec![Level::County],
    }
}

/// The quarter, its first days or its last ones.
fn days(number: usize) -> Period {
    let [first, last] = QUARTERS[number % 4];
    match number % 7 {
        0 => Period::of_days(day(&format!("{first}-01")), day(&format!("{first}-10"))),
        1 | 2 => Period::of_days(day(&format!("{last}-11")), day(&format!("{last}-28"))),
        _ => Period::of_months(first.parse().unwrap(), last.parse().unwrap()),
    }
}

fn campaign(number: usize, list: &Catalogue) -> Campaign {
    let rates = rates(&format!("enterprise {}%", 6 + number % 7));
    let plan = Plan::builder(id(&format!("2024-{number:02}")), rates);
    let plan = plan.attribute("type", Disclosure::Public).build().unwrap();
    let (owners, mode) = (owners(number), Mode::new(PREFECTURE, levels(number)));
    let kind = match owners.split_first() {
        Some((lead, [])) => single(lead),
        Some((lead, cooperating)) => joint(lead, cooperating),
        None => panic!("somebody leads"),
    };
    let scope = if number.is_multiple_of(2) {
        Scope::undirected()
    } else {
        licensed("食品经营许可证")
    };
    let mut draft = CampaignDraft::new(
        plan,
        "检查".parse().unwrap(),
        kind,
        scope,
        mode,
        days(number),
    );
    for (place, owner) in owners.iter().enumerate() {
        for item in 0..=(number + place) % 2 {
            let item = code(&format!("{owner}-{}", (number + item) % 3 + 1));
            draft = draft.item(department(owner), item);
        }
    }
    if owners.len() > 1 {
        draft = confirmed(draft, &owners);
    }
    draft.build(list, planned()).unwrap()
}

fn year() -> YearPlan {
    let list = list();
    let campaigns = (0..40).map(|number| campaign(number, &list)).collect();
    year_of(campaigns, 2024, "2024-02-28").unwrap()
}

/// Four hundred enterprises, two of three with a licence; every seventh is under the prefecture itself.
fn register() -> Vec<Business> {
    let business = |place: usize| {
        let division = match place % 7 {
            0 => "532300",
            1..=3 => "532301",
            _ => "532302",
        };
        let business = Business::new(
            format!("企{place:03}").parse().unwrap(),
            division.parse().unwrap(),
            EntityType::Enterprise,
            RegisteredState::Active,
        );
        let licence = (!place.is_multiple_of(3)).then(|| "食品经营许可证".parse().unwrap());
        business.licences(licence)
    };
    (0..400).map(business).collect()
}

/// At most two visits to a business in a year, by whomever.
fn caps() -> Caps {
    Caps::parse(
        r#"{"form": "double-random/caps/1", "caps": [{"name": "all", "counted": "together",
        "per_year": 2, "from": "2024-01-01", "source": "a test", "confidence": "unsure"}]}"#,
    )
    .unwrap()
}

struct Pool<'a> {
    campaign: &'a Campaign,
    targets: Targets<'a>,
    frame: Frame,
    roster: Roster,
}

/// What a campaign is drawn from, without those that are at a cap.
fn pool<'a>(
    campaign: &'a Campaign,
    register: &'a [Business],
    caps: &Caps,
    ledger: &Ledger,
) -> Pool<'a> {
    let at_cap = register.iter().filter_map(|business| {
        let level = campaign.level_for(business.division().level());
        let task = campaign.task_at(level).unwrap();
        let mut excluded = ledger.exclusions(caps, task, [business.id()]);
        let (target, reason) = excluded.next()?;
        assert_eq!(reason, Exclusion::Cap);
        Some((target.clone(), "cap".parse().unwrap()))
    });
    let by = [StratifyBy::EntityType];
    let framing = Framing::of(campaign.plan(), by, registry::Method::OnSite).unwrap();
    let framing = framing.exclude(at_cap).unwrap();
    let targets = framing.targets(campaign.scope(), register).unwrap();
    let frame = targets.commit(FrameKey::open([7; 32])).unwrap();
    let departments: Vec<&str> = campaign
        .kind()
        .departments()
        .map(DepartmentId::as_str)
        .collect();
    let roster = roster(&departments);
    Pool {
        campaign,
        targets,
        frame,
        roster,
    }
}

/// What each business is asked for: by which department of which level, by which items.
type Asked = BTreeMap<UnitId, BTreeSet<(String, Level, String)>>;

/// The level by hand: a business under the prefecture itself is for the prefecture, where both inspect.
fn level(campaign: &Campaign, target: &UnitId, register: &[Business]) -> Level {
    let business = register
        .iter()
        .find(|business| business.id() == target)
        .unwrap();
    match campaign.mode().inspected_by.as_slice() {
        [one] => *one,
        _ if business.division().as_str() == "532300" => PREFECTURE,
        _ => Level::County,
    }
}

fn check(
    merged: &Merged,
    drawn: &BTreeMap<&PlanId, BTreeSet<UnitId>>,
    year: &YearPlan,
    register: &[Business],
) {
    let (mut asked, mut pairs) = (Asked::new(), BTreeSet::new());
    for (plan, targets) in drawn {
        let campaign = year.campaign(plan).unwrap();
        for target in targets {
            pairs.insert((target.clone(), (*plan).clone()));
            let level = level(campaign, target, register);
            let items = campaign.items().iter();
            asked
                .entry(target.clone())
                .or_default()
                .extend(items.map(|one| (one.department.to_string(), level, one.item.to_string())));
        }
    }
    let (mut visited, mut done) = (Asked::new(), BTreeSet::new());
    for visit in &merged.visits {
        let parts = visit.parts.items();
        visited.entry(visit.target.clone()).or_default().extend(
            parts.map(|(who, item)| (who.department.to_string(), who.level, item.to_string())),
        );
        for plan in &visit.plans {
            assert!(
                done.insert((visit.target.clone(), plan.clone())),
                "{plan} comes once"
            );
            let days = year.campaign(plan).unwrap().period();
            assert!(days.holds(visit.window.first()) && days.holds(visit.window.last()));
        }
    }
    assert_eq!(visited, asked);
    assert_eq!(done, pairs);
    for apart in &merged.apart {
        let [a, b] = apart
            .plans
            .each_ref()
            .map(|plan| year.campaign(plan).unwrap().period());
        assert!(!a.overlaps(b), "{apart:?}");
    }
    assert!(
        merged
            .visits
            .is_sorted_by_key(|visit| visit.target.as_str())
    );
}

#[test]
fn dr_24_a_year_in_four_batches_loses_no_item_and_no_department_and_nobody_at_a_cap_is_drawn() {
    let (year, register, caps) = (year(), register(), caps());
    let mut ledger = Ledger::default();
    let (mut campaigns, mut capped, mut saved, mut apart, mut blocked) = (0, 0, 0, 0, 0);
    for (quarter, months) in QUARTERS.into_iter().enumerate() {
        let [first, last] = months.map(|month| month.parse().unwrap());
        let period = Period::of_months(first, last);
        let pools = year.starting_in(period);
        let pools: Vec<Pool<'_>> = pools
            .map(|one| pool(one, &register, &caps, &ledger))
            .collect();
        let prepared = pools.iter().map(|pool| {
            Prepared::new(pool.campaign.id(), &pool.targets, &pool.frame).roster(&pool.roster)
        });
        let batch = Batch::of(&year, period, prepared).unwrap();
        campaigns += batch.campaigns().count();

        let full: BTreeSet<UnitId> = register
            .iter()
            .map(|business| business.id().clone())
            .filter(|target| ledger.count(target, 2024, &Counter::Business) == 2)
            .collect();
        let seed = [u8::try_from(quarter).unwrap(); 32];
        let records = draw(&batch.drawings(), &Randomness::declared(seed)).unwrap();
        let drawn = batch.drawn(&records).unwrap();
        for pool in &pools {
            let at_cap: BTreeSet<UnitId> = pool
                .frame
                .leaves()
                .filter(|leaf| leaf.stratum.as_str() == "-cap")
                .map(|leaf| leaf.id)
                .collect();
            let covered = pool
                .targets
                .businesses()
                .map(|(business, _)| business.id().clone());
            let covered: BTreeSet<UnitId> = covered.collect();
            assert_eq!(at_cap, covered.intersection(&full).cloned().collect());
            let targets = &drawn.draws()[pool.campaign.id()].targets;
            assert!(targets.is_disjoint(&full) && !targets.is_empty());
            capped += at_cap.len();
        }

        let by_records: BTreeMap<&PlanId, BTreeSet<UnitId>> = records
            .iter()
            .map(|record| {
                let ids = record.selected().iter().map(|drawn| drawn.id.clone());
                (record.plan().id(), ids.collect())
            })
            .collect();
        let merged = drawn.visits().unwrap();
        check(&merged, &by_records, &year, &register);
        saved += by_records.values().map(BTreeSet::len).sum::<usize>() - merged.visits.len();
        apart += merged.apart.len();
        for visit in &merged.visits {
            let reserved = visit.on(visit.window.first()).unwrap();
            match ledger.reserve(&caps, reserved) {
                Ok(_) => {}
                Err(ReserveError::Blocked { .. }) => blocked += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert_eq!(campaigns, 40);
    // The year is one in which all of that happens.
    assert!(
        capped > 100 && saved > 100 && apart > 10 && blocked > 0,
        "{capped} {saved} {apart} {blocked}"
    );
    let most = register
        .iter()
        .map(|business| ledger.count(business.id(), 2024, &Counter::Business));
    assert_eq!(most.max(), Some(2));
}

#[test]
fn the_level_on_the_spot_inspects_where_several_do() {
    let list = list();
    let of = |levels: &[Level], division| {
        let mode = Mode::new(Level::Province, levels.to_vec());
        let draft = draft("l", single("消防")).item(department("消防"), code("消防-1"));
        let json = serde_json::to_value(draft).unwrap();
        let mut json = json.as_object().unwrap().clone();
        json.insert("mode".to_owned(), serde_json::to_value(mode).unwrap());
        let draft: CampaignDraft = serde_json::from_value(json.into()).unwrap();
        let campaign = draft.build(&list, planned()).unwrap();
        let level = campaign.level_for(division);
        assert!(levels.contains(&level));
        let task = campaign.task_at(level).unwrap();
        assert!(task.parts.each().all(|(who, _)| who.level == level));
        let others = [Level::County, PREFECTURE, Level::Province, Level::Nation];
        for other in others.into_iter().filter(|other| !levels.contains(other)) {
            assert_eq!(campaign.task_at(other), None);
        }
        level
    };
    let both = [PREFECTURE, Level::County];
    for (division, wanted) in [
        (Level::County, Level::County),
        (PREFECTURE, PREFECTURE),
        (Level::Province, PREFECTURE),
        (Level::Nation, PREFECTURE),
    ] {
        assert_eq!(of(&both, division), wanted);
        assert_eq!(of(&[PREFECTURE], division), PREFECTURE);
        assert_eq!(of(&[Level::County], division), Level::County);
    }
}

#[test]
fn a_campaigns_task_has_its_days_its_kind_and_each_department_with_its_items() {
    let special = |approval| Programme::Special {
        approval: Some(approval),
    };
    let joint = draft("j", joint("消防", &["卫生"]))
        .item(department("卫生"), code("卫生-1"))
        .item(department("消防"), code("消防-3"))
        .item(department("消防"), code("消防-1"));
    for (programme, kind) in [
        (Programme::Planned, Kind::Planned),
        (
            special(approval("2024-02-20T09:00:00+08:00")),
            Kind::Special(Deployment::Own),
        ),
    ] {
        let draft = confirmed(joint.clone().programme(programme), &["消防", "卫生"]);
        let campaign = draft.build(&list(), planned()).unwrap();
        let task = campaign.task_at(PREFECTURE).unwrap();
        assert_eq!((&task.plan, task.kind), (campaign.id(), kind));
        assert_eq!(task.method, double_random::visits::Method::OnSite);
        let days = [task.window.first(), task.window.last()];
        assert_eq!(days, ["2024-03-01", "2024-11-30"].map(day));
        let parts = [
            (department("卫生"), vec![code("卫生-1")]),
            (department("消防"), vec![code("消防-1"), code("消防-3")]),
        ];
        let parts = parts.map(|(owner, items)| (Participant::new(owner, PREFECTURE), items));
        assert_eq!(task.parts, Parts::new(parts).unwrap());
    }
}
