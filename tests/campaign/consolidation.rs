//! Which campaigns could be one, and whom that spares: against counts by brute force.

use crate::once::roster;
use crate::year::year_of;
use crate::*;
use double_random::campaign::{
    Batch, Bounds, Campaign, CampaignItem, Consolidation, Disturbance, Prepared, YearPlan,
};
use double_random::chance::Randomness;
use double_random::draw::draw;
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::Stratum;
use double_random::registry::{self, Business, EntityType, RegisteredState};
use double_random::risk::RiskClass;
use double_random::scope::{Framing, StratifyBy};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Key items of three departments, and general ones of at most 5 %.
fn list() -> Catalogue {
    let owners = ["消防", "卫生", "文旅"];
    let mut list = Catalogue::builder("清单".parse().unwrap());
    for owner in owners {
        list = list.item(item(&format!("{owner}-K"), owner, Category::Key));
        list = list.item(item(&format!("{owner}-G"), owner, general()));
    }
    list.build().unwrap()
}

/// What a campaign of one department is about.
struct Row<'a> {
    id: &'a str,
    owner: &'a str,
    item: &'a str,
    design: Design,
    months: [&'a str; 2],
    scope: &'a str,
}

fn row<'a>(id: &'a str, owner: &'a str, design: &str, months: [&'a str; 2]) -> Row<'a> {
    let (item, scope, design) = ("K", "hotels", rates(design));
    Row {
        id,
        owner,
        item,
        design,
        months,
        scope,
    }
}

fn campaign(row: Row<'_>) -> Campaign {
    let [from, until] = row.months.map(|month| month.parse().unwrap());
    let period = Period::of_months(from, until);
    let mode = Mode::new(PREFECTURE, [PREFECTURE]);
    let plan = plan(row.id, row.design);
    let item = code(&format!("{}-{}", row.owner, row.item));
    CampaignDraft::new(
        plan,
        "检查".parse().unwrap(),
        single(row.owner),
        licensed(row.scope),
        mode,
        period,
    )
    .item(department(row.owner), item)
    .build(&list(), planned())
    .unwrap()
}

fn year(rows: Vec<Row<'_>>) -> YearPlan {
    year_of(rows.into_iter().map(campaign).collect(), 2024, "2024-02-28").unwrap()
}

fn groups(rows: Vec<Row<'_>>) -> Vec<String> {
    let groups = year(rows).consolidations();
    let ids = |group: &Consolidation| {
        group
            .campaigns()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("+")
    };
    groups.iter().map(ids).collect()
}

const SPRING: [&str; 2] = ["2024-03", "2024-05"];

#[test]
fn dr_24_single_campaigns_at_one_scope_in_one_month_could_be_one() {
    let rows = || {
        vec![
            row("a", "消防", "A 1%, D 20%", SPRING),
            row("b", "卫生", "A 3%, D 10%", ["2024-05", "2024-09"]),
            row("c", "文旅", "A 2%", ["2024-06", "2024-07"]),
        ]
    };
    assert_eq!(groups(rows()), ["a+b"]);
    let found = year(rows()).consolidations();
    assert_eq!(found[0].design(), &rates("A 3%, D 20%"));
    assert_eq!(
        found[0].departments(),
        ["卫生", "消防"].map(department).iter().collect()
    );
    let items = [("卫生", "卫生-K"), ("消防", "消防-K")];
    let items = items.map(|(owner, item)| CampaignItem::new(department(owner), code(item)));
    assert_eq!(found[0].items(), &BTreeSet::from(items));
}

#[test]
fn dr_24_a_chain_of_months_falls_into_as_few_groups_as_share_one() {
    let chain = vec![
        row("a", "消防", "A 1%", ["2024-03", "2024-05"]),
        row("b", "卫生", "A 1%", ["2024-05", "2024-07"]),
        row("c", "文旅", "A 1%", ["2024-07", "2024-09"]),
        row("d", "消防", "A 1%", ["2024-09", "2024-11"]),
    ];
    assert_eq!(groups(chain), ["a+b", "c+d"]);
}

#[test]
fn campaigns_that_differ_in_scope_level_or_design_stay_apart() {
    let scope = Row {
        scope: "schools",
        ..row("b", "卫生", "A 1%", SPRING)
    };
    let design = Row {
        design: capacity(9),
        ..row("c", "文旅", "A 1%", SPRING)
    };
    assert!(groups(vec![row("a", "消防", "A 1%", SPRING), scope, design]).is_empty());
    let fixed = |id, owner, total| Row {
        design: capacity(total),
        ..row(id, owner, "A 1%", SPRING)
    };
    assert_eq!(
        groups(vec![
            fixed("a", "消防", 9),
            fixed("b", "卫生", 9),
            fixed("c", "文旅", 8)
        ]),
        ["a+b"]
    );
}

#[test]
fn dr_04_no_merged_rate_is_above_a_general_items_maximum() {
    let limited = || Row {
        item: "G",
        ..row("b", "卫生", "A 5%", SPRING)
    };
    assert_eq!(
        groups(vec![row("a", "消防", "A 5%", SPRING), limited()]),
        ["a+b"]
    );
    assert!(groups(vec![row("a", "消防", "A 6%", SPRING), limited()]).is_empty());
    // The one that is too high for the limited one still goes with the other key item.
    let three = vec![
        limited(),
        row("a", "消防", "A 6%", SPRING),
        row("c", "文旅", "A 9%", SPRING),
    ];
    assert_eq!(groups(three), ["a+c"]);
}

/// All ways to take so many of the first `population` numbers, as bit sets.
fn subsets(population: u32, taken: u32) -> Vec<u32> {
    (0..1 << population)
        .filter(|set: &u32| set.count_ones() == taken)
        .collect()
}

/// The mean number of businesses that independent draws hit, as a fraction: every combination of draws, counted.
fn by_brute_force(population: u32, draws: &[u32]) -> (u128, u128) {
    let mut unions = vec![0_u32];
    for taken in draws {
        let sets = subsets(population, *taken);
        unions = unions
            .iter()
            .flat_map(|union| sets.iter().map(move |set| union | set))
            .collect();
    }
    let hit: u32 = unions.iter().map(|union| union.count_ones()).sum();
    (hit.into(), unions.len().try_into().unwrap())
}

/// Whether the bounds enclose the fraction and leave no more than a millionth or two beside it.
fn enclose(bounds: Bounds, (numerator, denominator): (u128, u128)) -> bool {
    let exact = numerator * 1_000_000;
    bounds.at_least * denominator <= exact
        && exact <= bounds.at_most * denominator
        && bounds.at_most - bounds.at_least <= 2
}

/// The rate that draws this many of that many, rounding to the nearest below the next.
fn rate_of(taken: u32, population: u32) -> String {
    double_random::rate::Rate::from_ppm(taken * 1_000_000 / population)
        .unwrap()
        .to_string()
}

fn of_sizes(population: u32, sizes: &[u32]) -> Consolidation {
    let ids = ["a", "b", "c"];
    let rows = sizes.iter().zip(ids).zip(["消防", "卫生", "文旅"]);
    let rows = rows.map(|((taken, id), owner)| {
        row(
            id,
            owner,
            &format!("A {}", rate_of(*taken, population)),
            SPRING,
        )
    });
    year(rows.collect()).consolidations().remove(0)
}

fn counts(population: u32) -> BTreeMap<Stratum, u64> {
    [
        ("A".parse().unwrap(), u64::from(population)),
        ("-struck-off".parse().unwrap(), 1_000),
    ]
    .into()
}

#[test]
fn dr_24_the_expected_businesses_are_the_mean_of_all_draws_there_are() {
    for population in 1..=5_u32 {
        for sizes in (0..=population).flat_map(|a| (0..=population).map(move |b| [a, b])) {
            check_sizes(population, &sizes);
        }
    }
    for sizes in [[1, 2, 3], [3, 3, 3], [2, 2, 1], [0, 1, 4]] {
        check_sizes(4, &sizes);
    }
}

fn check_sizes(population: u32, sizes: &[u32]) {
    let merged = of_sizes(population, sizes);
    let before = merged.before(&counts(population)).unwrap();
    let told = format!("{sizes:?} of {population}: {before:?}");
    assert!(
        enclose(before.businesses, by_brute_force(population, sizes)),
        "{told}"
    );
    assert!(
        enclose(before.visits, (sizes.iter().sum::<u32>().into(), 1)),
        "{told}"
    );
    let after = merged.after(&counts(population)).unwrap();
    let most = sizes.iter().max().copied().unwrap();
    assert_eq!(after.visits, after.businesses);
    assert!(enclose(after.visits, (most.into(), 1)), "{told}, {after:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// One campaign disturbs no more businesses than several, and fewer wherever they do not hit the same.
    #[test]
    fn dr_24_one_campaign_disturbs_no_more_than_several(
        population in 1_u32..200_000, a in 0_u32..=100, b in 0_u32..=100, c in 0_u32..=100,
    ) {
        let ids = [("a", "消防", a), ("b", "卫生", b), ("c", "文旅", c)].map(|(id, owner, percent)| row(id, owner, &format!("A {percent}%"), SPRING));
        let merged = year(ids.into()).consolidations().remove(0);
        let before = merged.before(&counts(population)).unwrap();
        let after = merged.after(&counts(population)).unwrap();
        prop_assert!(after.businesses.at_least <= before.businesses.at_most);
        prop_assert!(before.businesses.at_least <= before.visits.at_most);
        prop_assert!(before.businesses.at_most <= u128::from(population) * 1_000_000 + 1);
        prop_assert!(before.businesses.at_most - before.businesses.at_least <= 2);
    }
}

#[test]
fn dr_24_real_draws_over_many_seeds_agree_with_the_forecast() {
    let rows = || {
        vec![
            row("a", "消防", "A 20%, D 50%", SPRING),
            row("b", "卫生", "A 30%, D 40%", SPRING),
        ]
    };
    let merged = year(rows()).consolidations().remove(0);
    let names: Vec<String> = (0..30).map(|number| format!("u{number:02}")).collect();
    let (low, high) = names.split_at(20);
    let low = low.iter().map(|name| Unit::new(name, "A"));
    let units = low.chain(high.iter().map(|name| Unit::new(name, "D")));
    let counts: BTreeMap<Stratum, u64> =
        [("A".parse().unwrap(), 20), ("D".parse().unwrap(), 10)].into();
    let frame = Frame::commit(FrameKey::secret([7; 32]).unwrap(), units).unwrap();
    let one = plan("one", merged.design().clone());
    let plans: Vec<Plan> = year(rows())
        .campaigns()
        .map(|campaign| campaign.plan().clone())
        .collect();

    let seeds = 400_u32;
    let (mut businesses, mut visits) = (0_usize, 0_usize);
    for seed in 0..seeds {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&seed.to_be_bytes());
        let drawings = [(&plans[0], &frame), (&plans[1], &frame), (&one, &frame)];
        let records = draw(&drawings, &Randomness::declared(bytes)).unwrap();
        let drawn: BTreeMap<String, BTreeSet<UnitId>> = records
            .iter()
            .map(|record| {
                let ids = record.selected().iter().map(|drawn| drawn.id.clone());
                (record.plan().id().to_string(), ids.collect())
            })
            .collect();
        let singles = Disturbance::of_draws([&drawn["a"], &drawn["b"]]);
        let joint = Disturbance::of_draws([&drawn["one"]]);
        let naive = drawn["a"].union(&drawn["b"]).count();
        assert_eq!(
            (singles.businesses, singles.visits),
            (naive, drawn["a"].len() + drawn["b"].len())
        );
        assert_eq!(
            (joint.visits, joint.businesses),
            (11, 11),
            "6 of 20 and 5 of 10"
        );
        assert!(joint.businesses <= singles.businesses && joint.visits < singles.visits);
        businesses += singles.businesses;
        visits += singles.visits;
    }
    let before = merged.before(&counts).unwrap();
    // By hand: 20 (1 - 0.8 * 0.7) + 10 (1 - 0.5 * 0.6) = 8.8 + 7 = 15.8 businesses, in 10 + 9 visits.
    assert!(enclose(before.businesses, (158, 10)), "{before:?}");
    assert!(enclose(before.visits, (19, 1)), "{before:?}");
    assert_eq!(visits, 400 * 19);
    // Of one draw the variance is 0.71 + 0.67 (hypergeometric), so the mean of 400 is within 0.3 by five deviations.
    let mean_in_hundredths = businesses * 100 / 400;
    assert!(
        (1550..=1610).contains(&mean_in_hundredths),
        "{mean_in_hundredths}"
    );
    let after = merged.after(&counts).unwrap();
    assert!(enclose(after.businesses, (11, 1)), "{after:?}");
}

/// The campaign that a consolidation proposes, confirmed by all its departments.
fn proposed(merged: &Consolidation) -> Campaign {
    let departments: Vec<&str> = merged
        .departments()
        .into_iter()
        .map(DepartmentId::as_str)
        .collect();
    let (lead, cooperating) = departments.split_first().unwrap();
    let [from, until] = SPRING.map(|month| month.parse().unwrap());
    let mut draft = CampaignDraft::new(
        plan("joint", merged.design().clone()),
        "检查".parse().unwrap(),
        joint(lead, cooperating),
        licensed("hotels"),
        Mode::new(PREFECTURE, [PREFECTURE]),
        Period::of_months(from, until),
    );
    for one in merged.items() {
        draft = draft.item(one.department.clone(), one.item.clone());
    }
    let draft = confirmed(draft, &departments);
    draft.build(&list(), planned()).unwrap()
}

/// Of each visit of a batch, the items.
fn visits(year: &YearPlan, register: &[Business], seed: u64) -> Vec<BTreeSet<CampaignItem>> {
    let [from, until] = SPRING.map(|month| month.parse().unwrap());
    let spring = Period::of_months(from, until);
    let officers = roster(&["卫生", "文旅", "消防"]);
    let of = |campaign: &Campaign| {
        let by = [StratifyBy::RiskClass];
        let framing = Framing::of(campaign.plan(), by, registry::Method::OnSite).unwrap();
        let targets = framing.targets(campaign.scope(), register).unwrap();
        let key = FrameKey::secret([7; 32]).unwrap();
        let frame = targets.commit(key).unwrap();
        (
            campaign.id().clone(),
            targets,
            frame,
            campaign.kind().is_shared(),
        )
    };
    let pools: Vec<_> = year.starting_in(spring).map(of).collect();
    let prepared = pools.iter().map(|(id, targets, frame, shared)| {
        let prepared = Prepared::new(id, targets, frame);
        if *shared {
            prepared.roster(&officers)
        } else {
            prepared
        }
    });
    let batch = Batch::of(year, spring, prepared).unwrap();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    let records = draw(&batch.drawings(), &Randomness::declared(bytes)).unwrap();
    let merged = batch.drawn(&records).unwrap().visits().unwrap();
    let targets: BTreeSet<&UnitId> = merged.visits.iter().map(|visit| &visit.target).collect();
    // All campaigns last all spring, so nobody is visited twice.
    assert_eq!(targets.len(), merged.visits.len());
    let items = merged.visits.iter().map(|visit| {
        let items = visit.parts.items();
        items
            .map(|(who, item)| CampaignItem::new(who.department.clone(), item.clone()))
            .collect()
    });
    items.collect()
}

#[test]
fn dr_24_the_one_campaign_visits_fewer_businesses_by_the_same_items_whatever_the_seed() {
    let rows = || {
        vec![
            row("a", "消防", "A 10%, D 50%", SPRING),
            row("b", "卫生", "A 20%, D 40%", SPRING),
            row("c", "文旅", "A 15%, D 10%", SPRING),
        ]
    };
    let singles = year(rows());
    let merged = singles.consolidations().remove(0);
    let one = year_of(vec![proposed(&merged)], 2024, "2024-02-28").unwrap();
    let business = |place: usize| {
        let class = if place < 40 {
            RiskClass::A
        } else {
            RiskClass::D
        };
        Business::new(
            format!("企{place:02}").parse().unwrap(),
            "532301".parse().unwrap(),
            EntityType::Enterprise,
            RegisteredState::Active,
        )
        .licences(["hotels".parse().unwrap()])
        .risk_class(class)
    };
    let register: Vec<Business> = (0..60).map(business).collect();
    let (mut by_singles, mut by_one) = (0, 0);
    for seed in 0..150 {
        let apart = visits(&singles, &register, seed);
        let together = visits(&one, &register, seed);
        // 8 of 40 and 10 of 20: the greatest rate of each class.
        assert_eq!(together.len(), 18);
        assert!(together.iter().all(|items| items == merged.items()));
        assert!(together.len() <= apart.len(), "seed {seed}");
        let asked: BTreeSet<CampaignItem> = apart.iter().flatten().cloned().collect();
        assert_eq!(asked, *merged.items());
        for item in merged.items() {
            let often = apart.iter().filter(|items| items.contains(item)).count();
            assert!(
                often <= together.len(),
                "{item:?} is inspected no less often"
            );
        }
        by_singles += apart.len();
        by_one += together.len();
    }
    // By hand: 40 (1 - 0.9 * 0.8 * 0.85) + 20 (1 - 0.5 * 0.6 * 0.9) = 15.52 + 14.6 = 30.12 businesses.
    assert_eq!(by_one, 150 * 18);
    // Of one draw the deviation is below 2, so the mean of 150 is within 0.82 by five deviations.
    let mean_in_hundredths = by_singles * 100 / 150;
    assert!(
        (2930..=3095).contains(&mean_in_hundredths),
        "{mean_in_hundredths}"
    );
}

#[test]
fn a_stratum_without_a_rate_is_told_and_not_left_out() {
    let merged = of_sizes(4, &[1, 2]);
    let strange: BTreeMap<Stratum, u64> = [("B".parse().unwrap(), 3)].into();
    assert!(merged.before(&strange).is_err());
}
