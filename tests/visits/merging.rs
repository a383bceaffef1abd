//! Plans of one announcement that draw the same business.

use super::{A, HEALTH, day, kind, parts, unit};
use double_random::id::{PlanId, UnitId};
use double_random::region::Level;
use double_random::visits::{
    Answer, Attendance, Caps, Counter, DayRefused, Ledger, Merged, Method, Participant, Parts,
    PlanTask, ReserveError, WhyApart, Window, merge,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Drawn = (PlanTask, BTreeSet<UnitId>);

fn merged(drawn: &[Drawn]) -> Merged {
    merge(drawn.iter().map(|(task, targets)| (task, targets))).unwrap()
}

fn drawn(id: &str, who: &str, first: &str, last: &str) -> Drawn {
    let window = Window::new(day(first), day(last)).unwrap();
    let task = PlanTask::new(id.parse().unwrap(), parts(who), window);
    (task, BTreeSet::from([unit(A)]))
}

#[test]
fn dr_24_a_merged_visit_counts_once_for_the_business_and_once_for_each_department() {
    let plans = [
        drawn("p1", HEALTH, "2025-03-01", "2025-05-31"),
        drawn(
            "p2",
            "county health: licence; county market: prices",
            "2025-05-01",
            "2025-06-30",
        ),
        drawn(
            "p3",
            "prefecture market: prices",
            "2025-05-31",
            "2025-05-31",
        ),
    ];
    let merged = merged(&plans);
    let [visit] = &merged.visits[..] else {
        panic!("one visit is wanted, found {merged:?}")
    };
    assert_eq!(visit.window.to_string(), "2025-05-31 to 2025-05-31");
    assert_eq!(
        visit.parts,
        parts("county health: hygiene licence; county market: prices; prefecture market: prices")
    );
    let mut ledger = Ledger::default();
    ledger.record(visit.on(day("2025-05-31")).unwrap()).unwrap();
    let department = |id: &str| Counter::Department(id.parse().unwrap());
    for counter in [
        Counter::Business,
        department("532301-health"),
        department("532301-market"),
        department("532300-market"),
    ] {
        assert_eq!(ledger.count(&unit(A), 2025, &counter), 1, "{counter}");
    }
}

#[test]
fn dr_24_merging_saves_the_visit_that_a_cap_would_block() {
    let caps = r#"{"form": "double-random/caps/1", "caps": [{"name": "cap", "counted": "together", "per_year": 1,
        "from": "2025-01-01", "source": "made up", "confidence": "unsure"}]}"#;
    let caps = Caps::parse(caps).unwrap();
    let (spring, summer) = (("2025-03-01", "2025-05-31"), ("2025-06-01", "2025-08-31"));
    let reserve_all = |[first, second]: [(&str, &str); 2]| -> Vec<Result<Answer, ReserveError>> {
        let plans = [
            drawn("p1", HEALTH, first.0, first.1),
            drawn("p2", "county market: prices", second.0, second.1),
        ];
        let mut ledger = Ledger::default();
        let visits = merged(&plans).visits;
        let visits = visits
            .iter()
            .map(|visit| visit.on(visit.window.first()).unwrap());
        visits.map(|visit| ledger.reserve(&caps, visit)).collect()
    };
    assert_eq!(reserve_all([spring, spring]), [Ok(Answer::Permitted)]);
    let apart = reserve_all([spring, summer]);
    assert_eq!(apart[0], Ok(Answer::Permitted));
    assert!(matches!(apart[1], Err(ReserveError::Blocked { .. })));
    assert_eq!(apart.len(), 2);
}

#[test]
fn dr_24_plans_that_do_not_share_a_visit_are_told_why() {
    let early = drawn("early", HEALTH, "2025-03-01", "2025-05-31");
    let late = drawn("late", HEALTH, "2025-06-01", "2025-06-30");
    let (mut special, mut written) = (early.clone(), early.clone());
    special.0.plan = "special".parse().unwrap();
    special.0 = special.0.of_kind(kind("special"));
    written.0.plan = "written".parse().unwrap();
    written.0 = written.0.done(Method::Written);
    let told = |plans: [&Drawn; 2]| {
        let merged = merged(&plans.map(Clone::clone));
        assert_eq!(merged.visits.len(), 2);
        merged.apart[0].why.to_string()
    };
    assert_eq!(
        told([&early, &late]),
        "plans that share a visit share a day, found the windows 2025-03-01 to 2025-05-31 and 2025-06-01 to 2025-06-30"
    );
    assert_eq!(
        told([&early, &special]),
        "plans that share a visit are of one kind, found `planned` and `special`"
    );
    assert_eq!(
        told([&early, &written]),
        "plans that share a visit are done in one way, found on site and written"
    );

    let day_refused = merged(std::slice::from_ref(&early)).visits[0]
        .on(day("2025-06-01"))
        .unwrap_err();
    assert!(matches!(day_refused, DayRefused::OutsideWindow { .. }));
    let off_site = merged(&[written]).visits[0]
        .on(day("2025-05-01"))
        .unwrap_err();
    assert!(matches!(off_site, DayRefused::OffSite { .. }));
    let twice = merge([(&early.0, &early.1), (&early.0, &early.1)]).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "a plan is merged once, found `early` twice"
    );
}

#[test]
fn dr_24_visits_that_were_reserved_apart_and_made_together_are_one() {
    let mut ledger = Ledger::default();
    for (id, on) in [("p1", "2025-03-03"), ("p2", "2025-04-04")] {
        let plans = [drawn(id, HEALTH, "2025-03-01", "2025-05-31")];
        ledger
            .record(merged(&plans).visits[0].on(day(on)).unwrap())
            .unwrap();
    }
    assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), 2);
    let joint = super::made("p1", "planned", HEALTH, "2025-04-04").and_for("p2".parse().unwrap());
    ledger.record(joint).unwrap();
    assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), 1);
    assert_eq!(
        ledger.visits_to(&unit(A))[0].days(),
        &BTreeMap::from([(day("2025-04-04"), Attendance::OnSite)])
    );
}

fn some_parts() -> impl Strategy<Value = Parts> {
    let part = (0..4_u8, prop::collection::btree_set(0..4_u8, 1..3));
    prop::collection::vec(part, 1..3).prop_map(|all| {
        let all = all.into_iter().map(|(department, items)| {
            let department = format!("department {department}").parse().unwrap();
            let items = items
                .into_iter()
                .map(|item| format!("item {item}").parse().unwrap());
            (
                Participant::new(department, Level::County),
                items.collect::<Vec<_>>(),
            )
        });
        Parts::new(all).unwrap()
    })
}

const DAYS: u32 = 9;

fn some_plans() -> impl Strategy<Value = Vec<Drawn>> {
    let window = (0..DAYS, 0..DAYS).prop_map(|(a, b)| {
        let on = |number| day("2025-12-28").plus_days(number).unwrap();
        Window::new(on(a.min(b)), on(a.max(b))).unwrap()
    });
    let of = prop::sample::select(&["planned", "planned", "special"][..]);
    let method = prop::sample::select(&[Method::OnSite, Method::OnSite, Method::Network][..]);
    let targets = prop::collection::btree_set(0..3_u8, 0..=3);
    let plan = (some_parts(), window, of, method, targets);
    prop::collection::vec(plan, 0..9).prop_map(|plans| {
        let plans = (0..)
            .zip(plans)
            .map(|(number, (parts, window, of, method, targets))| {
                let id = format!("plan {number}").parse().unwrap();
                let task = PlanTask::new(id, parts, window)
                    .of_kind(kind(of))
                    .done(method);
                let targets = targets
                    .into_iter()
                    .map(|target| unit(&format!("unit {target}")));
                (task, targets.collect())
            });
        plans.collect()
    })
}

/// The fewest days that touch all windows, by trying every set of days.
fn fewest(windows: &[Window]) -> u32 {
    let touches = |days: u32, window: &Window| {
        let mut on = (0..DAYS).filter(|number| days >> number & 1 == 1);
        on.any(|number| window.holds(day("2025-12-28").plus_days(number).unwrap()))
    };
    let sets =
        (0..1_u32 << DAYS).filter(|days| windows.iter().all(|window| touches(*days, window)));
    sets.map(u32::count_ones).min().unwrap()
}

fn facts(parts: &Parts) -> BTreeSet<(String, String)> {
    let facts = parts.items();
    facts
        .map(|(who, item)| (who.department.to_string(), item.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dr_24_merging_loses_no_item_and_no_department_and_makes_the_fewest_visits(drawn in some_plans()) {
        let merged = merged(&drawn);
        let by_id: BTreeMap<&PlanId, &PlanTask> = drawn.iter().map(|(task, _)| (&task.plan, task)).collect();

        // every plan has every business that it drew, once
        let wanted = drawn.iter().flat_map(|(task, targets)| targets.iter().map(|target| (target, &task.plan)));
        let mut wanted: Vec<_> = wanted.collect();
        let found = merged.visits.iter().flat_map(|visit| visit.plans.iter().map(|plan| (&visit.target, plan)));
        let mut found: Vec<_> = found.collect();
        wanted.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, wanted);

        // a visit is what its plans are together: nothing is lost and nothing is added
        for visit in &merged.visits {
            let plans: Vec<&PlanTask> = visit.plans.iter().map(|plan| by_id[plan]).collect();
            let together: BTreeSet<_> = plans.iter().flat_map(|plan| facts(&plan.parts)).collect();
            prop_assert_eq!(facts(&visit.parts), together);
            prop_assert!(plans.iter().all(|plan| plan.kind == visit.kind && plan.method == visit.method));
            let window = plans.iter().skip(1).try_fold(plans[0].window, |all, plan| all.meet(plan.window));
            prop_assert_eq!(window, Some(visit.window));
        }

        // as few as there can be, and every two that open visits are told
        for target in (0..3).map(|number| unit(&format!("unit {number}"))) {
            let mut windows = BTreeMap::<_, Vec<Window>>::new();
            for (task, _) in drawn.iter().filter(|(_, targets)| targets.contains(&target)) {
                windows.entry((task.kind, task.method)).or_default().push(task.window);
            }
            let fewest: u32 = windows.values().map(|all| fewest(all)).sum();
            let visits = merged.visits.iter().filter(|visit| visit.target == target).count();
            prop_assert_eq!(u32::try_from(visits), Ok(fewest));
            let apart = merged.apart.iter().filter(|apart| apart.target == target);
            prop_assert_eq!(apart.count(), visits * visits.saturating_sub(1) / 2);
        }
        for apart in &merged.apart {
            let [a, b] = apart.plans.each_ref().map(|plan| by_id[plan]);
            match apart.why {
                WhyApart::Windows(windows) => {
                    prop_assert_eq!(windows, [a.window, b.window]);
                    prop_assert_eq!(a.window.meet(b.window), None);
                }
                WhyApart::Kinds(kinds) => prop_assert!(kinds == [a.kind, b.kind] && a.kind != b.kind),
                WhyApart::Methods(methods) => prop_assert!(methods == [a.method, b.method] && a.method != b.method),
                _ => prop_assert!(false),
            }
        }

        // whatever the order of the plans
        let reversed: Vec<Drawn> = drawn.iter().rev().cloned().collect();
        prop_assert_eq!(super::merging::merged(&reversed), merged);
    }
}
