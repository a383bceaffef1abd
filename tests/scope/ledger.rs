//! What the ledger of visits keeps out of a frame: at a cap, in a cool-down, checked by somebody else.

use super::office::{RATES, by_class, enterprise, labels, plan};
use double_random::calendar::Day;
use double_random::id::UnitId;
use double_random::region::Level;
use double_random::registry::{Business, Method, RegisteredState};
use double_random::scope::{Framing, FramingFault, Scope, StratifyBy};
use double_random::visits::{
    self, Answer, Attendance, Caps, Kind, Ledger, Participant, Parts, PlanTask, Visit, Window,
};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn parts(who: &str, level: Level, items: &[&str]) -> Parts {
    let participant = Participant::new(who.parse().unwrap(), level);
    let items: Vec<_> = items.iter().map(|item| item.parse().unwrap()).collect();
    Parts::new([(participant, items)]).unwrap()
}

fn hygiene() -> Parts {
    parts("532301-health", Level::County, &["hygiene"])
}

/// What the plan of `office::plan` asks.
fn task(parts: Parts, first: &str, last: &str) -> PlanTask {
    let window = Window::new(day(first), day(last)).unwrap();
    PlanTask::new("2024-01".parse().unwrap(), parts, window)
}

fn caps() -> Caps {
    let text = r#"{"form": "double-random/caps/1", "caps": [
        {"name": "number", "counted": "each department", "per_year": 2, "from": "2025-01-01", "source": "made up", "confidence": "unsure"},
        {"name": "pause", "counted": "together", "cool_down": "10 days", "from": "2025-01-01", "until": "2025-12-31",
         "source": "made up", "confidence": "unsure"}]}"#;
    Caps::parse(text).unwrap()
}

fn visit(unit: &str, task: &str, parts: Parts, on: Day, how: Attendance) -> Visit {
    let (unit, task) = (unit.parse().unwrap(), task.parse().unwrap());
    Visit::new(unit, task, Kind::Planned, parts, on, how)
}

fn register() -> Vec<Business> {
    let active = ["a", "b", "c"].map(|id| enterprise(id, RegisteredState::Active));
    let dormant = enterprise("d", RegisteredState::Dormant);
    active.into_iter().chain([dormant]).collect()
}

fn found(framing: &Framing<'_>, register: &[Business]) -> Vec<String> {
    let targets = framing.targets(&Scope::undirected(), register).unwrap();
    labels(&targets).into_values().collect()
}

prop_compose! {
    fn some_visits()(
        visits in prop::collection::vec((0..3_usize, 0..70_u32, 0..3_usize, 0..4_usize), 0..12)
    ) -> Vec<Visit> {
        let numbered = (0..).zip(visits);
        let visits = numbered.map(|(number, (unit, later, who, how)): (u32, _)| {
            let who = [hygiene(), parts("532300-health", Level::Prefecture, &["hygiene"]),
                parts("532301-market", Level::County, &["prices"])][who].clone();
            let how = [Attendance::OnSite, Attendance::Reserved, Attendance::Unreachable, Attendance::Written][how];
            let on = day("2025-11-01").plus_days(later).unwrap();
            visit(["a", "b", "d"][unit], &format!("t{number}"), who, on, how)
        });
        visits.collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Against a question for every day there is.
    #[test]
    fn dr_40_kept_out_is_who_cannot_be_visited_on_any_day_of_the_window(
        visits in some_visits(), first in 0..70_u32, length in 0..20_u32)
    {
        let (caps, mut ledger) = (caps(), Ledger::default());
        for visit in visits {
            ledger.record(visit).unwrap();
        }
        let first = day("2025-11-01").plus_days(first).unwrap();
        let last = first.plus_days(length).unwrap();
        let window = Window::new(first, last).unwrap();
        let task = PlanTask::new("2024-01".parse().unwrap(), hygiene(), window);
        let (plan, register) = (plan(RATES, &[]), register());
        let framing = by_class(&plan).excluding(&ledger, &caps, &task).unwrap();
        for (business, label) in register.iter().zip(found(&framing, &register)) {
            let is_free = first.through(last).any(|on| {
                let asked = visit(business.id().as_str(), "2024-01", hygiene(), on, Attendance::Reserved);
                ledger.may(&caps, &asked) == Ok(Answer::Permitted)
            });
            let dormant = business.state() == RegisteredState::Dormant;
            let wanted: &[&str] = match (dormant, is_free) {
                (true, _) => &["-dormant"],
                (false, true) => &["B"],
                (false, false) => &["-cap", "-cool-down"],
            };
            prop_assert!(wanted.contains(&label.as_str()), "{}: {label}", business.id());
        }
    }
}

#[test]
fn dr_45_who_was_checked_by_somebody_else_this_year_is_kept_out_where_that_is_asked() {
    let two = || parts("532301-health", Level::County, &["hygiene", "licence"]);
    let above = |items: &[&str]| parts("532300-health", Level::Prefecture, items);
    let plan = plan(RATES, &[]);
    let (done, in_spring) = (Attendance::Written, day("2025-02-03"));
    let summer = || task(two(), "2025-06-01", "2025-08-31");
    let mut ledger = Ledger::default();
    for visit in [
        visit("a", "t1", above(&["hygiene"]), in_spring, done),
        visit(
            "a",
            "t2",
            above(&["licence"]),
            in_spring,
            Attendance::OnSite,
        ),
        visit("b", "t3", above(&["hygiene"]), in_spring, done),
        visit("c", "t4", two(), in_spring, Attendance::OnSite),
        visit("d", "t5", above(&["hygiene", "licence"]), in_spring, done),
        visit(
            "e",
            "t6",
            above(&["hygiene", "licence"]),
            in_spring,
            Attendance::Reserved,
        ),
        visit(
            "f",
            "t7",
            above(&["hygiene", "licence"]),
            in_spring,
            Attendance::Unreachable,
        ),
        visit(
            "g",
            "t8",
            above(&["hygiene", "licence"]),
            day("2024-12-31"),
            done,
        ),
    ] {
        ledger.record(visit).unwrap();
    }
    let mut register = register();
    register.extend(["e", "f", "g"].map(|id| enterprise(id, RegisteredState::Active)));
    let reused = |task: &PlanTask| {
        let framing = by_class(&plan).reusing(&ledger, task).unwrap();
        found(&framing, &register)
    };
    // a: both items, by two visits. b: one of two. c: its own check. d: dormant before all. e: no result yet. f: in vain. g: last year
    let wanted = ["-checked", "B", "B", "-dormant", "B", "B", "B"];
    assert_eq!(reused(&summer()), wanted);
    assert_eq!(found(&by_class(&plan), &register)[0], "B");
    let kept_in = |task: PlanTask| assert_eq!(reused(&task)[0], "B", "{task:?}");
    kept_in(task(two(), "2025-12-01", "2026-01-31"));
    kept_in(summer().of_kind(Kind::ReCheck));
    assert_eq!(
        reused(&summer().of_kind("special".parse().unwrap())),
        wanted
    );
    // the first call counts
    let (caps, summer) = (caps(), summer());
    for on in ["2025-03-03", "2025-04-04"] {
        let visit = visit("a", on, hygiene(), day(on), Attendance::OnSite);
        ledger.record(visit).unwrap();
    }
    let framing = by_class(&plan).reusing(&ledger, &summer).unwrap();
    let both = framing.excluding(&ledger, &caps, &summer).unwrap();
    assert_eq!(found(&both, &register)[0], "-checked");
    let framing = by_class(&plan).excluding(&ledger, &caps, &summer).unwrap();
    let both = framing.reusing(&ledger, &summer).unwrap();
    assert_eq!(found(&both, &register)[0], "-cap");
}

#[test]
fn a_frame_is_asked_for_its_own_plan_and_method() {
    let (plan, ledger, caps) = (plan(RATES, &[]), Ledger::default(), caps());
    let mut other = task(hygiene(), "2025-06-01", "2025-06-30").done(visits::Method::Network);
    let off_site = Framing::of(&plan, [StratifyBy::RiskClass], Method::OffSite).unwrap();
    assert!(off_site.excluding(&ledger, &caps, &other).is_ok());
    other.plan = "other".parse().unwrap();
    let faults = by_class(&plan)
        .excluding(&ledger, &caps, &other)
        .unwrap_err();
    assert_eq!(
        faults.to_string(),
        "what the plan `2024-01` asks is wanted, found what `other` asks; \
         the frame is one of targets that are inspected on site, found one that is network"
    );
    let same = by_class(&plan).reusing(&ledger, &other).unwrap_err();
    assert_eq!(same, faults);
    assert!(matches!(faults.faults()[0], FramingFault::OtherPlan { .. }));
}

/// A cap of none keeps out even those whom nobody ever visited.
#[test]
fn dr_40_a_cap_of_none_empties_the_frame() {
    let text = r#"{"form": "double-random/caps/1", "caps": [{"name": "none", "counted": "together", "per_year": 0,
        "from": "2025-01-01", "source": "made up", "confidence": "unsure"}]}"#;
    let (plan, ledger, caps) = (
        plan(RATES, &[]),
        Ledger::default(),
        Caps::parse(text).unwrap(),
    );
    let task = task(hygiene(), "2025-06-01", "2025-06-30");
    let framing = by_class(&plan).excluding(&ledger, &caps, &task).unwrap();
    assert_eq!(
        found(&framing, &register()),
        ["-cap", "-cap", "-cap", "-dormant"]
    );
    let unit: UnitId = "a".parse().unwrap();
    assert_eq!(ledger.exclusions(&caps, &task, [&unit]).count(), 1);
}
