//! Figures of inspections: counted again by hand, moved by one result at a time, and printed as reports print them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use double_random::calendar::Day;
use double_random::figures::{
    Checked, Count, Decimals, Entities, EntityVisits, Figures, FiguresFault, Group, Percent,
    PlanKind, PlanRow, PlanStatus, Plans, Ratio, ResultRow, Scenario, Tally, apportion, shares,
};
use double_random::finding::{
    Finding, Findings, Quality, ResultCategory, SamplingTest, TargetState, TestedFor,
};
use double_random::region::Level;
use double_random::risk::RiskClass;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn printed(numerator: u64, denominator: u64, decimals: Decimals) -> String {
    Percent::half_up(numerator, denominator, decimals)
        .unwrap()
        .to_string()
}

// Percentages.

#[test]
fn a_single_rate_is_rounded_half_up_with_as_many_decimals_as_are_asked_for() {
    for (numerator, denominator, decimals, wanted) in [
        (201, 1412, Decimals::Zero, "14%"),
        (201, 1412, Decimals::One, "14.2%"),
        (201, 1412, Decimals::Two, "14.24%"),
        (68_329, 101_085, Decimals::Two, "67.60%"),
        (1412, 14_220, Decimals::Two, "9.93%"),
        (110, 14_220, Decimals::Two, "0.77%"),
        (322, 1128, Decimals::One, "28.5%"),
        (1, 8, Decimals::Zero, "13%"), // 12.5, half up
        (1, 80, Decimals::One, "1.3%"),
        (1, 800, Decimals::Two, "0.13%"),
        (1, 2000, Decimals::One, "0.1%"), // 0.05
        (49, 100_000, Decimals::One, "0.0%"),
        (0, 7, Decimals::Two, "0.00%"),
        (7, 7, Decimals::Two, "100.00%"),
        (u64::MAX, 1, Decimals::Two, "1844674407370955161500.00%"),
    ] {
        assert_eq!(printed(numerator, denominator, decimals), wanted);
    }
    assert_eq!(Percent::half_up(0, 0, Decimals::Two), None);
    let json = serde_json::to_value(Percent::half_up(201, 1412, Decimals::One)).unwrap();
    assert_eq!(json, "14.2%");
}

#[test]
fn the_numerators_that_print_as_a_report_does_are_a_range() {
    // Annual reports of 2023 in Chuxiong: the report prints rates and bases, and no numerators.
    for (base, decimals, rate, range) in [
        (75_263, Decimals::Two, "93.19%", 70_134..=70_141),
        (5_671, Decimals::One, "94.6%", 5_362..=5_367),
        (239_777, Decimals::Two, "96.17%", 230_582..=230_605),
    ] {
        let found: Vec<u64> = (0..=base)
            .filter(|n| printed(*n, base, decimals) == rate)
            .collect();
        assert_eq!(found, range.collect::<Vec<u64>>(), "{rate}");
    }
}

// Shares.

/// The largest remainder as it is done by hand: whole units first, then one after the other to whoever is furthest behind.
fn by_hand(counts: &[u64], units: u64) -> Vec<u64> {
    let total: u64 = counts.iter().sum();
    let mut given: Vec<u64> = counts.iter().map(|count| count * units / total).collect();
    let mut served = vec![false; counts.len()];
    for _ in given.iter().sum()..units {
        let mut best: Option<usize> = None;
        for place in (0..counts.len()).filter(|place| !served[*place]) {
            let behind = |place: usize| counts[place] * units % total;
            if best.is_none_or(|best| behind(place) > behind(best)) {
                best = Some(place);
            }
        }
        given[best.unwrap()] += 1;
        served[best.unwrap()] = true;
    }
    given
}

#[test]
fn shares_of_the_risk_classes_of_2024_are_those_of_the_report() {
    let classes = [7_750, 68_329, 20_805, 4_201];
    assert_eq!(classes.iter().sum::<u64>(), 101_085);
    assert_eq!(
        apportion(&classes, 10_000),
        Some(vec![767, 6_759, 2_058, 416])
    );
    let printed: Vec<String> = shares(&classes, Decimals::Two)
        .unwrap()
        .iter()
        .map(Percent::to_string)
        .collect();
    assert_eq!(printed, ["7.67%", "67.59%", "20.58%", "4.16%"]);
    let alone = classes.map(|class| {
        Percent::half_up(class, 101_085, Decimals::Two)
            .unwrap()
            .units()
    });
    assert_eq!(
        alone.iter().sum::<u128>(),
        10_001,
        "each rounded for itself, they are more than the whole"
    );
}

#[test]
fn of_equal_remainders_the_earlier_gets_the_unit() {
    assert_eq!(apportion(&[1, 1, 1], 100), Some(vec![34, 33, 33]));
    assert_eq!(apportion(&[1, 1, 1], 101), Some(vec![34, 34, 33]));
    assert_eq!(apportion(&[0, 5, 5], 1), Some(vec![0, 1, 0]));
    assert_eq!(apportion(&[3, 1, 1, 3], 2), Some(vec![1, 0, 0, 1]));
}

#[test]
fn of_nothing_there_are_no_shares() {
    assert_eq!(apportion(&[], 100), None);
    assert_eq!(apportion(&[0, 0], 100), None);
    assert_eq!(shares(&[0], Decimals::Zero), None);
    assert_eq!(apportion(&[0, 7], 0), Some(vec![0, 0]));
    assert_eq!(
        apportion(&[u64::MAX, u64::MAX], u64::MAX),
        Some(vec![u64::MAX / 2 + 1, u64::MAX / 2])
    );
}

#[test]
fn shares_of_all_small_counts_are_those_by_hand() {
    let mut tried = 0;
    for bits in 1_u64..6 * 6 * 6 * 6 {
        let counts = [bits % 6, bits / 6 % 6, bits / 36 % 6, bits / 216];
        for units in 0..=13 {
            assert_eq!(
                apportion(&counts, units),
                Some(by_hand(&counts, units)),
                "{counts:?} {units}"
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 1_295 * 14);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn shares_add_up_keep_their_quota_and_grow_with_their_count(
        counts in prop::collection::vec(0_u64..200_000, 1..12),
        units in prop_oneof![Just(100_u64), Just(1_000), Just(10_000), 0_u64..50_000],
        grown in any::<Index>(),
        by in 1_u64..5_000,
    ) {
        let total: u64 = counts.iter().sum();
        prop_assume!(total > 0);
        let given = apportion(&counts, units).unwrap();
        prop_assert_eq!(given.iter().sum::<u64>(), units);
        for (count, given) in counts.iter().zip(&given) {
            let floor = count * units / total;
            let ceil = (count * units).div_ceil(total);
            prop_assert!((floor..=ceil).contains(given));
        }
        let place = grown.index(counts.len());
        let mut more = counts.clone();
        more[place] += by;
        prop_assert!(apportion(&more, units).unwrap()[place] >= given[place]);
    }
}

// Rows.

const AS_OF: &str = "2024-11-30";

fn plan(id: &str, kind: PlanKind, level: Level, scenario: Scenario) -> PlanRow {
    PlanRow {
        plan: id.parse().unwrap(),
        kind,
        level,
        scenario,
        status: PlanStatus::InForce,
    }
}

fn plans() -> Vec<PlanRow> {
    vec![
        plan("s", PlanKind::Single, Level::Prefecture, Scenario::Plain),
        plan("j", PlanKind::Joint, Level::Prefecture, Scenario::RiskBased),
        plan("c", PlanKind::Joint, Level::County, Scenario::Plain),
        plan(
            "o",
            PlanKind::OneIndustry,
            Level::Prefecture,
            Scenario::RiskBased,
        ),
    ]
}

fn row(plan: &str, department: &str, item: &str, target: &str) -> ResultRow {
    ResultRow {
        plan: plan.parse().unwrap(),
        department: department.parse().unwrap(),
        item: item.parse().unwrap(),
        target: target.parse().unwrap(),
        district: "532301".parse().unwrap(),
        class: Some(RiskClass::B),
        drawn: day("2024-06-03"),
        checked: None,
        published: None,
        closed: None,
    }
}

fn found(finding: Finding) -> ResultCategory {
    ResultCategory::Findings(Findings::new([finding]).unwrap())
}

fn inspected(row: ResultRow, on: &str, result: ResultCategory) -> ResultRow {
    let checked = Some(Checked::Inspected {
        on: day(on),
        result,
    });
    ResultRow { checked, ..row }
}

fn prevented(row: ResultRow, on: &str) -> ResultRow {
    let state = TargetState::StruckOff;
    let checked = Some(Checked::Prevented { on: day(on), state });
    ResultRow { checked, ..row }
}

fn published(row: ResultRow, on: &str) -> ResultRow {
    let published = Some(day(on));
    ResultRow { published, ..row }
}

fn closed(row: ResultRow, on: &str) -> ResultRow {
    let closed = Some(day(on));
    ResultRow { closed, ..row }
}

fn figures(rows: impl IntoIterator<Item = ResultRow>) -> Figures {
    Figures::of(plans(), rows, day(AS_OF)).unwrap()
}

fn numbers<T: Count>(tally: Tally<T>) -> [u64; 6] {
    [
        tally.drawn,
        tally.inspected,
        tally.prevented,
        tally.published,
        tally.closed,
        tally.with_problem,
    ]
    .map(T::number)
}

#[test]
fn rs_03_completed_means_published_and_every_rate_keeps_both_numbers() {
    let fine = |target| {
        inspected(
            row("s", "market", "1", target),
            "2024-06-12",
            found(Finding::NoProblem),
        )
    };
    let bad = |target| {
        inspected(
            row("s", "market", "1", target),
            "2024-06-12",
            found(Finding::CorrectionOrdered),
        )
    };
    let figures = figures([
        row("s", "market", "1", "a"),
        fine("b"),
        published(fine("c"), "2024-06-20"),
        closed(published(bad("d"), "2024-06-20"), "2024-07-01"),
        closed(
            published(
                prevented(row("s", "market", "1", "e"), "2024-06-12"),
                "2024-06-20",
            ),
            "2024-06-20",
        ),
    ]);
    let tally = figures.total().entities;
    assert_eq!(numbers(tally), [5, 3, 1, 3, 2, 1]);
    let ratio = |ratio: Ratio<Entities>| ratio.to_string();
    assert_eq!(
        ratio(tally.completion()),
        "抽查完成率: 3户 published of 5户 drawn"
    );
    assert_eq!(
        ratio(tally.closure()),
        "完结率: 2户 closed of 3户 published"
    );
    assert_eq!(
        ratio(tally.problems()),
        "问题发现率: 1户 with a problem of 3户 inspected"
    );
    let json = serde_json::to_value(tally.problems()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"measure": "problems", "numerator": 1, "denominator": 3})
    );
    assert_eq!(figures.total().visits.drawn.to_string(), "5户次");
}

#[test]
fn rs_03_the_problem_rate_of_2024_is_201_of_1412() {
    let rows = (0..1_500).map(|number| {
        let row = row("j", "market", "1", &format!("t{number:04}"));
        let result = match number {
            0..201 => found(Finding::CorrectionOrdered),
            201..900 => found(Finding::NoProblem),
            _ => found(Finding::ActivityNotFound),
        };
        if number < 1_412 {
            inspected(row, "2024-06-12", result)
        } else {
            prevented(row, "2024-06-12")
        }
    });
    let figures = figures(rows);
    let problems = figures.by_scenario()[&Scenario::RiskBased]
        .entities
        .problems();
    assert_eq!(
        (problems.numerator, problems.denominator),
        (Entities::of(201), Entities::of(1_412))
    );
    assert_eq!(
        problems.percent(Decimals::One).unwrap().to_string(),
        "14.2%"
    );
    assert_eq!(figures.total().entities.prevented, Entities::of(88));
}

#[test]
fn rs_03_a_sampling_test_is_no_problem_and_an_inspection() {
    let test =
        |quality| ResultCategory::SamplingTest(SamplingTest::new(TestedFor::FoodSafety, quality));
    for quality in [Quality::Qualified, Quality::Unqualified] {
        let row = inspected(row("s", "market", "1", "a"), "2024-06-12", test(quality));
        assert_eq!(numbers(figures([row]).total().visits), [1, 1, 0, 0, 0, 0]);
    }
}

#[test]
fn rs_03_a_target_of_a_joint_plan_counts_once_for_the_plan_and_once_for_each_department() {
    let result = |department, target, finding| {
        let row = row("j", department, "1", target);
        published(inspected(row, "2024-06-12", found(finding)), "2024-06-20")
    };
    let rows = [
        result("fire", "a", Finding::CorrectionOrdered),
        result("market", "a", Finding::NoProblem),
        result("market", "b", Finding::NoProblem),
        inspected(
            row("j", "fire", "1", "b"),
            "2024-06-12",
            found(Finding::NoProblem),
        ),
        result("fire", "c", Finding::NoProblem),
        prevented(row("j", "market", "1", "c"), "2024-06-12"),
    ];
    let figures = figures(rows);
    let [fire, market] = ["fire", "market"].map(|id| figures.by_department()[&id.parse().unwrap()]);
    assert_eq!(numbers(figures.total().visits), [3, 3, 0, 1, 0, 1]);
    assert_eq!(
        numbers(figures.by_plan()[&"j".parse().unwrap()].visits),
        [3, 3, 0, 1, 0, 1]
    );
    assert_eq!(numbers(fire.visits), [3, 3, 0, 2, 0, 1]);
    assert_eq!(numbers(market.visits), [3, 2, 1, 2, 0, 0]);
}

#[test]
fn rs_03_businesses_and_visits_to_them_are_different_numbers() {
    let rows = ["s", "j", "c"].map(|plan| {
        inspected(
            row(plan, "market", "1", "a"),
            "2024-06-12",
            found(Finding::NoProblem),
        )
    });
    let figures = figures(rows);
    let Group {
        visits, entities, ..
    } = figures.total();
    assert_eq!(
        (visits.inspected, entities.inspected),
        (EntityVisits::of(3), Entities::of(1))
    );
    assert_eq!(
        (visits.inspected.to_string(), entities.inspected.to_string()),
        ("3户次".to_owned(), "1户".to_owned())
    );
}

#[test]
fn rs_03_plans_completed_of_plans_in_force() {
    let done = |plan| {
        published(
            inspected(
                row(plan, "market", "1", "a"),
                "2024-06-12",
                found(Finding::NoProblem),
            ),
            "2024-06-20",
        )
    };
    let of = |plans: Vec<PlanRow>, rows: Vec<ResultRow>, as_of| {
        let completion = Figures::of(plans, rows, day(as_of))
            .unwrap()
            .plans()
            .completion();
        (
            completion.numerator.number(),
            completion.denominator.number(),
        )
    };
    assert_eq!(of(plans(), vec![], AS_OF), (0, 4));
    assert_eq!(
        of(
            plans(),
            vec![done("s"), row("j", "market", "1", "a")],
            AS_OF
        ),
        (1, 4)
    );
    assert_eq!(
        of(plans(), ["s", "j", "c", "o"].map(done).into(), AS_OF),
        (4, 4)
    );
    assert_eq!(
        of(plans(), ["s", "j", "c", "o"].map(done).into(), "2024-06-19"),
        (0, 4)
    );
    let mut fewer = plans();
    fewer[1].status = PlanStatus::Cancelled;
    assert_eq!(
        of(fewer.clone(), ["s", "c", "o"].map(done).into(), AS_OF),
        (3, 3)
    );
    assert_eq!(of(fewer, ["s", "j"].map(done).into(), AS_OF), (1, 3));
    // A target more by another department keeps the plan open.
    assert_eq!(
        of(plans(), vec![done("j"), row("j", "fire", "1", "a")], AS_OF),
        (0, 4)
    );
    assert_eq!(of(vec![], vec![], AS_OF), (0, 0));
}

#[test]
fn rs_03_kinds_of_plans_are_disjoint_and_add_up() {
    let counts = [
        (PlanKind::Single, Level::Prefecture, 109),
        (PlanKind::Joint, Level::Prefecture, 19),
        (PlanKind::Single, Level::County, 697),
        (PlanKind::Joint, Level::County, 303),
        (PlanKind::OneIndustry, Level::Prefecture, 26),
    ];
    let plans = counts.into_iter().flat_map(|(kind, level, number)| {
        (0..number).map(move |n| {
            plan(
                &format!("{kind:?}-{level}-{n}"),
                kind,
                level,
                Scenario::Plain,
            )
        })
    });
    let figures = Figures::of(plans, [], day(AS_OF)).unwrap();
    let found = figures.plans_by(|plan| (plan.kind, plan.level));
    for (kind, level, number) in counts {
        assert_eq!(found[&(kind, level)].in_force, Plans::of(number));
    }
    // 26 of one industry are more than 19 joint ones of the prefecture: they cannot be among them.
    assert_eq!(figures.plans().in_force, Plans::of(1_128 + 26));
    let joint = figures.plans_by(|plan| plan.kind)[&PlanKind::Joint]
        .in_force
        .number();
    assert_eq!(
        (joint, printed(joint, 1_128, Decimals::One)),
        (322, "28.5%".to_owned())
    );
}

#[test]
fn every_fault_of_the_rows_is_told_at_once() {
    let mut twice = plans();
    twice.push(twice[0].clone());
    let other = ResultRow {
        district: "532302".parse().unwrap(),
        ..row("s", "fire", "1", "a")
    };
    let rows = [
        row("s", "market", "1", "a"),
        row("s", "market", "1", "a"),
        other,
        row("x", "market", "1", "a"),
        inspected(
            row("s", "market", "1", "b"),
            "2024-06-02",
            found(Finding::NoProblem),
        ),
        published(row("s", "market", "1", "c"), "2024-06-20"),
        closed(
            inspected(
                row("s", "market", "1", "d"),
                "2024-06-12",
                found(Finding::NoProblem),
            ),
            "2024-06-20",
        ),
        closed(
            published(
                inspected(
                    row("s", "market", "1", "e"),
                    "2024-06-12",
                    found(Finding::NoProblem),
                ),
                "2024-06-11",
            ),
            "2024-06-10",
        ),
    ];
    let refused = Figures::of(twice, rows, day(AS_OF)).unwrap_err();
    let text = refused.to_string();
    let texts: Vec<&str> = text.split("; ").collect();
    assert_eq!(
        texts,
        [
            "a plan stands once, found `s` twice",
            "results are of a known plan, found some of `x`",
            "a result stands once, found that of `a` in `s` by `market` on `1` twice",
            "a target is drawn once in a plan, on one day, in one district and class, found `a` in `s` twice",
            "a target is drawn, then checked, then its result published, then closed, found `b` in `s` checked on 2024-06-02, before the step of 2024-06-03",
            "a target is drawn, then checked, then its result published, then closed, found `c` in `s` published on 2024-06-20 without the step before",
            "a target is drawn, then checked, then its result published, then closed, found `d` in `s` closed on 2024-06-20 without the step before",
            "a target is drawn, then checked, then its result published, then closed, found `e` in `s` published on 2024-06-11, before the step of 2024-06-12",
            "a target is drawn, then checked, then its result published, then closed, found `e` in `s` closed on 2024-06-10, before the step of 2024-06-11",
        ]
    );
    assert_eq!(refused.faults().len(), 9);
}

#[test]
fn rows_are_read_with_every_field_known() {
    let all = closed(
        published(
            inspected(
                row("s", "market", "1", "a"),
                "2024-06-12",
                found(Finding::NoProblem),
            ),
            "2024-06-20",
        ),
        "2024-06-20",
    );
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<ResultRow>(&text).unwrap(), all);
    for bad in [
        text.replace(r#""drawn""#, r#""officer":"017","drawn""#),
        text.replace(r#""published":"2024-06-20""#, r#""published":null"#),
        text.replace("R1", "R0"),
    ] {
        assert_ne!(bad, text);
        assert!(serde_json::from_str::<ResultRow>(&bad).is_err(), "{bad}");
    }
}

// Counted again, and moved by one result at a time.

/// How a row is found in the groups: by plan, department, district, class, scenario, kind and level.
fn keys(row: &ResultRow) -> [String; 7] {
    let plans = plans();
    let plan = plans.iter().find(|plan| plan.plan == row.plan).unwrap();
    [
        row.plan.to_string(),
        row.department.to_string(),
        row.district.to_string(),
        format!("{:?}", row.class),
        format!("{:?}", plan.scenario),
        format!("{:?}", plan.kind),
        plan.level.to_string(),
    ]
}

fn groups(figures: &Figures) -> [BTreeMap<String, Group>; 7] {
    fn named<K>(
        groups: BTreeMap<K, Group>,
        name: impl Fn(&K) -> String,
    ) -> BTreeMap<String, Group> {
        groups
            .into_iter()
            .map(|(key, group)| (name(&key), group))
            .collect()
    }
    [
        named(figures.by_plan(), ToString::to_string),
        named(figures.by_department(), ToString::to_string),
        named(figures.by_district(), ToString::to_string),
        named(figures.by_class(), |class| format!("{class:?}")),
        named(figures.by_scenario(), |scenario| format!("{scenario:?}")),
        named(figures.by_kind(), |kind| format!("{kind:?}")),
        named(figures.by_level(), ToString::to_string),
    ]
}

/// The six numbers of a group, target by target, with nothing but lists.
fn recount(rows: &[&ResultRow], target: impl Fn(&ResultRow) -> String) -> [u64; 6] {
    let until = |on: Day| on <= day(AS_OF);
    let drawn: Vec<&&ResultRow> = rows.iter().filter(|row| until(row.drawn)).collect();
    let targets: BTreeSet<String> = drawn.iter().map(|row| target(row)).collect();
    let mut numbers = [0; 6];
    for one in targets {
        let own = drawn.iter().filter(|row| target(row) == one);
        let (mut visited, mut waiting, mut problem, mut shown, mut over) = (0, 0, 0, true, true);
        for row in own {
            match row.checked.as_ref().filter(|checked| until(checked.on())) {
                None => waiting += 1,
                Some(Checked::Prevented { .. }) => {}
                Some(Checked::Inspected { result, .. }) => {
                    visited += 1;
                    if let ResultCategory::Findings(findings) = result {
                        problem += findings
                            .iter()
                            .filter(|finding| !matches!(finding.code(), "R1" | "R8"))
                            .count();
                    }
                }
            }
            shown &= row.published.is_some_and(until);
            over &= row.closed.is_some_and(until);
        }
        numbers[0] += 1;
        numbers[1] += u64::from(visited > 0);
        numbers[2] += u64::from(visited == 0 && waiting == 0);
        numbers[3] += u64::from(shown);
        numbers[4] += u64::from(over);
        numbers[5] += u64::from(problem > 0);
    }
    numbers
}

fn both(group: &Group) -> [[u64; 6]; 2] {
    [numbers(group.visits), numbers(group.entities)]
}

fn recount_both(rows: &[&ResultRow]) -> [[u64; 6]; 2] {
    [
        recount(rows, |row| format!("{} {}", row.plan, row.target)),
        recount(rows, |row| row.target.to_string()),
    ]
}

/// Some rows, each cell once; district, class and day of the draw follow from plan and target.
fn any_rows() -> impl Strategy<Value = Vec<ResultRow>> {
    let cell = (0..4_usize, 0..3_usize, 0..2_usize, 0..5_usize);
    let cell = (cell, 0..6_usize, 0_u32..40, 0_u32..40, 0_u32..40);
    prop::collection::vec(cell, 0..40).prop_map(|cells| {
        let mut rows = BTreeMap::new();
        for ((plan, department, item, target), stage, first, second, third) in cells {
            let (name, department) = (
                ["s", "j", "c", "o"][plan],
                ["fire", "market", "health"][department],
            );
            let mut row = row(
                name,
                department,
                ["1", "2"][item],
                ["a", "b", "c", "d", "e"][target],
            );
            row.district = ["532301", "532302"][(plan + target) % 2].parse().unwrap();
            row.class = [None, Some(RiskClass::A), Some(RiskClass::D)][(plan * 2 + target) % 3];
            row.drawn = day(["2024-10-08", "2024-12-02"][usize::from((plan + target) % 5 == 0)]);
            let on = row.drawn.plus_days(first).unwrap();
            let after = on.plus_days(second).unwrap();
            let result = [
                found(Finding::NoProblem),
                found(Finding::ActivityNotFound),
                found(Finding::ToBeDealtWith),
            ][usize::try_from(third % 3).unwrap()]
            .clone();
            row.checked = match stage {
                0 => None,
                1 => Some(Checked::Prevented {
                    on,
                    state: TargetState::MovedOut,
                }),
                _ => Some(Checked::Inspected { on, result }),
            };
            row.published = (stage % 2 == 1 || stage == 4).then_some(after);
            row.closed = (stage > 4).then(|| after.plus_days(third).unwrap());
            rows.insert((plan, department, item, target), row);
        }
        rows.into_values().collect()
    })
}

/// What happens to one row.
#[derive(Clone, Copy, Debug)]
enum Move {
    Entered,
    Dropped,
    Doubled,
    Redated,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop::sample::select(vec![
        Move::Entered,
        Move::Dropped,
        Move::Doubled,
        Move::Redated,
    ])
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn rs_03_every_group_is_what_counting_by_hand_gives(rows in any_rows()) {
        let figures = figures(rows.clone());
        let all: Vec<&ResultRow> = rows.iter().collect();
        prop_assert_eq!(both(&figures.total()), recount_both(&all));
        for (place, groups) in groups(&figures).into_iter().enumerate() {
            let drawn = rows.iter().filter(|row| row.drawn <= day(AS_OF));
            let names: BTreeSet<String> = drawn.map(|row| keys(row)[place].clone()).collect();
            prop_assert_eq!(groups.keys().cloned().collect::<BTreeSet<_>>(), names);
            let mut visits = [0; 6];
            for (name, group) in &groups {
                let own: Vec<&ResultRow> = rows.iter().filter(|row| keys(row)[place] == *name).collect();
                prop_assert_eq!(both(group), recount_both(&own), "{}", name);
                for (sum, number) in visits.iter_mut().zip(numbers(group.visits)) {
                    *sum += number;
                }
                for [drawn, inspected, prevented, published, closed, problems] in both(group) {
                    prop_assert!(inspected + prevented <= drawn && closed <= published && published <= drawn && problems <= inspected);
                }
            }
            // Departments meet at one target: place 1 has no sum.
            if place != 1 {
                prop_assert_eq!(visits, numbers(figures.total().visits));
            }
        }
        let [visits, entities] = both(&figures.total());
        prop_assert!(entities[0] <= visits[0]);
    }

    #[test]
    fn rs_03_one_result_moves_its_own_figures_and_no_others(rows in any_rows(), which in any::<Index>(), how in any_move()) {
        prop_assume!(!rows.is_empty());
        let before = figures(rows.clone());
        let place = which.index(rows.len());
        let old = rows[place].clone();
        let mut rows = rows;
        match how {
            Move::Entered => {
                let result = found(Finding::CorrectionOrdered);
                let (checked, published, closed) = (Some(Checked::Inspected { on: old.drawn, result }), None, None);
                rows[place] = ResultRow { checked, published, closed, ..old.clone() };
            }
            Move::Dropped => {
                rows.remove(place);
            }
            Move::Doubled => {
                rows.push(old.clone());
                let refused = Figures::of(plans(), rows, day(AS_OF)).unwrap_err();
                let twice = FiguresFault::Twice { plan: old.plan, department: old.department, item: old.item, target: old.target };
                prop_assert_eq!(refused.faults(), [twice]);
                return Ok(());
            }
            Move::Redated => {
                prop_assume!(old.published.is_some());
                let late = |on: Option<Day>| on.map(|on| on.plus_days(400).unwrap());
                rows[place] = ResultRow { published: late(old.published), closed: late(old.closed), ..old.clone() };
            }
        }
        let after = figures(rows.clone());
        let all: Vec<&ResultRow> = rows.iter().collect();
        prop_assert_eq!(both(&after.total()), recount_both(&all));
        let own = keys(&old);
        for (place, (before, after)) in groups(&before).into_iter().zip(groups(&after)).enumerate() {
            let others = |groups: BTreeMap<String, Group>| -> BTreeMap<String, Group> {
                groups.into_iter().filter(|(name, _)| *name != own[place]).collect()
            };
            // Of the row's own group, each number moves by one target at most.
            let mine = |groups: &BTreeMap<String, Group>| groups.get(&own[place]).map_or([[0; 6]; 2], both);
            for (before, after) in mine(&before).iter().flatten().zip(mine(&after).iter().flatten()) {
                prop_assert!(before.abs_diff(*after) <= 1);
            }
            if let Move::Redated = how {
                for (before, after) in mine(&before).into_iter().zip(mine(&after)) {
                    let [.., before_published, before_closed, before_problems] = before;
                    let [.., after_published, after_closed, after_problems] = after;
                    prop_assert_eq!((&before[..3], before_problems), (&after[..3], after_problems));
                    prop_assert!(after_published <= before_published && after_closed <= before_closed);
                }
            }
            prop_assert_eq!(others(before), others(after));
        }
    }
}
