//! Figures of inspections: counted again by hand, moved by one result at a time, and printed as reports print them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

#[path = "figures/recount.rs"]
mod recount;
#[path = "figures/shares.rs"]
mod shares;

use double_random::calendar::Day;
use double_random::figures::{
    Checked, Count, Decimals, Entities, EntityVisits, Figures, Group, Percent, PlanKind, PlanRow,
    PlanStatus, Plans, Ratio, ResultRow, Scenario, Tally,
};
use double_random::finding::{
    Finding, Findings, Quality, ResultCategory, SamplingTest, TargetState, TestedFor,
};
use double_random::region::Level;
use double_random::risk::RiskClass;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn printed(numerator: u64, denominator: u64, decimals: Decimals) -> String {
    Percent::half_up(numerator, denominator, decimals)
        .unwrap()
        .to_string()
}

// Rows.

pub(crate) const AS_OF: &str = "2024-11-30";

pub(crate) fn plan(id: &str, kind: PlanKind, level: Level, scenario: Scenario) -> PlanRow {
    PlanRow {
        plan: id.parse().unwrap(),
        kind,
        level,
        scenario,
        status: PlanStatus::InForce,
    }
}

pub(crate) fn plans() -> Vec<PlanRow> {
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

pub(crate) fn row(plan: &str, department: &str, item: &str, target: &str) -> ResultRow {
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

pub(crate) fn found(finding: Finding) -> ResultCategory {
    ResultCategory::Findings(Findings::new([finding]).unwrap())
}

pub(crate) fn inspected(row: ResultRow, on: &str, result: ResultCategory) -> ResultRow {
    let checked = Some(Checked::Inspected {
        on: day(on),
        result,
    });
    ResultRow { checked, ..row }
}

pub(crate) fn prevented(row: ResultRow, on: &str) -> ResultRow {
    let state = TargetState::StruckOff;
    let checked = Some(Checked::Prevented { on: day(on), state });
    ResultRow { checked, ..row }
}

pub(crate) fn published(row: ResultRow, on: &str) -> ResultRow {
    let published = Some(day(on));
    ResultRow { published, ..row }
}

pub(crate) fn closed(row: ResultRow, on: &str) -> ResultRow {
    let closed = Some(day(on));
    ResultRow { closed, ..row }
}

pub(crate) fn figures(rows: impl IntoIterator<Item = ResultRow>) -> Figures {
    Figures::of(plans(), rows, day(AS_OF)).unwrap()
}

pub(crate) fn numbers<T: Count>(tally: Tally<T>) -> [u64; 6] {
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
        serde_json::json!({"measure": "problems", "unit": "户", "numerator": 1, "denominator": 3})
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
            "a plan of one department has results by one, found some by 2 in `s`",
            "every item of every department of a plan is told for each target, found none of `b` in `s` by `fire` on `1`",
            "every item of every department of a plan is told for each target, found none of `c` in `s` by `fire` on `1`",
            "every item of every department of a plan is told for each target, found none of `d` in `s` by `fire` on `1`",
            "every item of every department of a plan is told for each target, found none of `e` in `s` by `fire` on `1`",
        ]
    );
    assert_eq!(refused.faults().len(), 14);
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
