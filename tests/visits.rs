//! How often officers may come: caps, what counts, what is only warned of, and how plans share a visit. Rules DR-24 and DR-40 to DR-46,
//! against a model that counts everything anew, and against every day there is.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

#[path = "visits/checks.rs"]
mod checks;
#[path = "visits/merging.rs"]
mod merging;
#[path = "visits/model.rs"]
mod model;
#[path = "visits/sequences.rs"]
mod sequences;
#[path = "visits/stays.rs"]
mod stays;

use double_random::calendar::Day;
use double_random::confidence::Confidence;
use double_random::id::UnitId;
use double_random::region::Level;
use double_random::visits::{
    Answer, Attendance, Caps, CapsError, CapsFault, Counter, Effect, Exclusion, KINDS, Kind,
    Ledger, Method, OverlapKind, Participant, Parts, PlanTask, Reached, ReserveError, Visit,
    Window,
};

pub(crate) const A: &str = "91532301MA6K00014Y";
pub(crate) const HEALTH: &str = "county health: hygiene";

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn unit(text: &str) -> UnitId {
    text.parse().unwrap()
}

pub(crate) fn kind(text: &str) -> Kind {
    text.parse().unwrap()
}

/// `county health: hygiene licence; prefecture market: prices`.
pub(crate) fn parts(text: &str) -> Parts {
    let parts = text.split("; ").map(|part| {
        let (who, items) = part.split_once(": ").unwrap();
        let (level, name) = who.split_once(' ').unwrap();
        let (level, code) = match level {
            "county" => (Level::County, "532301"),
            "prefecture" => (Level::Prefecture, "532300"),
            _ => panic!("{level}"),
        };
        let participant = Participant::new(format!("{code}-{name}").parse().unwrap(), level);
        let items: Vec<_> = items.split(' ').map(|item| item.parse().unwrap()).collect();
        (participant, items)
    });
    Parts::new(parts).unwrap()
}

/// A visit to `A` on one day.
pub(crate) fn visit(task: &str, of: &str, who: &str, on: &str, how: Attendance) -> Visit {
    Visit::new(
        unit(A),
        task.parse().unwrap(),
        kind(of),
        parts(who),
        day(on),
        how,
    )
}

pub(crate) fn reserved(task: &str, who: &str, on: &str) -> Visit {
    visit(task, "planned", who, on, Attendance::Reserved)
}

fn made(task: &str, of: &str, who: &str, on: &str) -> Visit {
    visit(task, of, who, on, Attendance::OnSite)
}

pub(crate) fn health() -> Caps {
    Caps::parse(include_str!("visits/health.json")).unwrap()
}

/// The answer to a visit that continues what the ledger has, if anything.
pub(crate) fn may(ledger: &Ledger, caps: &Caps, visit: &Visit) -> Answer {
    ledger.may(caps, visit).unwrap()
}

/// One cap, with these fields beside the usual ones.
pub(crate) fn cap(fields: &str) -> Caps {
    let text = format!(
        r#"{{"form": "double-random/caps/1", "caps": [{{"name": "cap", {fields}, "from": "2025-01-01", "source": "made up", "confidence": "unsure"}}]}}"#
    );
    Caps::parse(&text).unwrap()
}

/// The counts of a blocked planned visit, and from when it could be made.
pub(crate) fn blocked(answer: Answer) -> (Vec<(String, usize)>, Option<Day>) {
    let Answer::Blocked { findings, from } = answer else {
        panic!("blocked is wanted, found {answer:?}");
    };
    let counts = findings.iter().map(|finding| match finding.reached {
        Reached::PerYear { counted, .. } => (finding.counter.to_string(), counted),
        Reached::CoolDown { .. } | _ => panic!("a yearly cap is wanted, found {finding}"),
    });
    (counts.collect(), from)
}

#[test]
fn dr_40_a_cap_is_of_an_enterprise_a_department_a_level_or_a_list_of_items() {
    let mut ledger = Ledger::default();
    let both = "county health: hygiene; prefecture market: prices";
    ledger
        .record(made("t1", "planned", both, "2025-03-03"))
        .unwrap();
    for (fields, who, wanted) in [
        (r#""counted": "together""#, "county fire: exits", true),
        (
            r#""counted": "each department""#,
            "county fire: exits",
            false,
        ),
        (
            r#""counted": "each department""#,
            "county health: licence",
            true,
        ),
        (r#""counted": "each level""#, "county fire: exits", true),
        (
            r#""counted": "each level", "levels": ["prefecture"]"#,
            "county fire: exits",
            false,
        ),
        (
            r#""counted": "each level", "levels": ["prefecture"]"#,
            "prefecture fire: exits",
            true,
        ),
        (
            r#""counted": "together", "departments": ["532300-market"]"#,
            HEALTH,
            false,
        ),
        (
            r#""counted": "together", "departments": ["532300-market"]"#,
            both,
            true,
        ),
        (
            r#""counted": "together", "items": ["prices", "tax"]"#,
            "county fire: exits tax",
            true,
        ),
        (
            r#""counted": "together", "items": ["exits", "tax"]"#,
            "county fire: exits tax",
            false,
        ),
    ] {
        let caps = cap(&format!(r#"{fields}, "per_year": 1"#));
        let answer = may(&ledger, &caps, &reserved("t2", who, "2025-11-01"));
        assert_eq!(answer != Answer::Permitted, wanted, "{fields}: {who}");
    }
}

#[test]
fn dr_40_a_year_ends_on_31_december_and_a_planned_visit_is_free_on_1_january() {
    let caps = cap(r#""counted": "each department", "per_year": 1"#);
    let mut ledger = Ledger::default();
    assert_eq!(
        ledger.reserve(&caps, reserved("t1", HEALTH, "2025-12-31")),
        Ok(Answer::Permitted)
    );
    for on in ["2025-01-01", "2025-12-31"] {
        let (counts, from) = blocked(may(&ledger, &caps, &reserved("t2", HEALTH, on)));
        assert_eq!(counts, [("visits by `532301-health`".to_owned(), 1)]);
        assert_eq!(from, Some(day("2026-01-01")));
    }
    for on in ["2024-12-31", "2026-01-01"] {
        let answer = may(&ledger, &caps, &reserved("t2", HEALTH, on));
        assert_eq!(answer, Answer::Permitted, "{on}");
    }
}

#[test]
fn dr_40_a_cap_of_none_blocks_for_good_or_until_it_lapses() {
    let ledger = Ledger::default();
    let never = cap(r#""counted": "together", "per_year": 0"#);
    let (_, from) = blocked(may(&ledger, &never, &reserved("t", HEALTH, "2025-03-03")));
    assert_eq!(from, None);
    let lapsing = cap(r#""counted": "together", "per_year": 0, "until": "2026-06-30""#);
    let (_, from) = blocked(may(&ledger, &lapsing, &reserved("t", HEALTH, "2025-03-03")));
    assert_eq!(from, Some(day("2026-07-01")));
    let before = may(&ledger, &never, &reserved("t", HEALTH, "2024-12-31"));
    assert_eq!(before, Answer::Permitted);
}

/// Rules DR-41 and IN-01, too: a clue does not wait for the new year.
#[test]
fn dr_42_planned_and_own_special_are_blocked_and_all_others_warned_of_and_counted() {
    let caps = cap(r#""counted": "each department", "per_year": 1"#);
    for row in KINDS {
        let mut ledger = Ledger::default();
        ledger
            .record(made("t1", "planned", HEALTH, "2025-03-03"))
            .unwrap();
        let visit = visit("t2", row.text, HEALTH, "2025-04-01", Attendance::Reserved);
        let is_blocked = ["planned", "special"].contains(&row.text);
        assert_eq!(row.effect == Effect::Blocked, is_blocked, "{}", row.text);
        match ledger.reserve(&caps, visit) {
            Err(ReserveError::Blocked { .. }) => assert!(is_blocked, "{}", row.text),
            Ok(Answer::Warned(findings)) => {
                assert_eq!(findings.len(), 1);
                assert!(!is_blocked, "{}", row.text);
            }
            other => panic!("{}: {other:?}", row.text),
        }
        let counted = ledger.count(&unit(A), 2025, &Counter::Business);
        assert_eq!(counted, if is_blocked { 1 } else { 2 }, "{}", row.text);
    }
}

#[test]
fn dr_42_a_visit_on_a_clue_leaves_one_less_for_plans() {
    let caps = cap(r#""counted": "together", "per_year": 2"#);
    let mut ledger = Ledger::default();
    ledger
        .record(made("c", "case: complaint", HEALTH, "2025-02-01"))
        .unwrap();
    assert_eq!(
        ledger.reserve(&caps, reserved("p", HEALTH, "2025-03-01")),
        Ok(Answer::Permitted)
    );
    let (counts, _) = blocked(may(&ledger, &caps, &reserved("q", HEALTH, "2025-04-01")));
    assert_eq!(counts, [("all visits".to_owned(), 2)]);
}

#[test]
fn dr_42_a_document_may_block_what_the_table_only_warns_of() {
    let caps = Caps::parse(include_str!("visits/mixed.json")).unwrap();
    assert_eq!(caps.effect(kind("case: transfer")), Effect::Blocked);
    assert_eq!(caps.effect(kind("case: media")), Effect::Warned);
}

#[test]
fn dr_43_each_level_twice_and_both_together_four_times() {
    let (caps, mut ledger) = (health(), Ledger::default());
    let prefecture = "prefecture health: hygiene";
    for (task, who, on) in [
        ("p1", prefecture, "2025-01-10"),
        ("c1", HEALTH, "2025-02-10"),
        ("p2", prefecture, "2025-03-10"),
        ("c2", HEALTH, "2025-04-10"),
    ] {
        let answer = ledger.reserve(&caps, reserved(task, who, on));
        assert_eq!(answer, Ok(Answer::Permitted), "{task}");
    }
    let (counts, from) = blocked(may(
        &ledger,
        &caps,
        &reserved("p3", prefecture, "2025-05-10"),
    ));
    let wanted = [("visits at prefecture level", 2), ("all visits", 4)];
    assert_eq!(
        counts,
        wanted.map(|(name, number)| (name.to_owned(), number))
    );
    assert_eq!(from, Some(day("2026-01-01")));
    let market = reserved("m", "county market: prices", "2025-05-10");
    assert_eq!(may(&ledger, &caps, &market), Answer::Permitted);
}

#[test]
fn dr_43_four_together_bind_where_each_level_alone_would_not() {
    // Complaints are exempt and count: three at county level leave one visit to both levels together.
    let (caps, mut ledger) = (health(), Ledger::default());
    for task in ["c1", "c2", "c3"] {
        let complaint = made(task, "case: complaint", HEALTH, "2025-02-10");
        assert_eq!(ledger.reserve(&caps, complaint), Ok(Answer::Permitted));
    }
    let prefecture = |task| reserved(task, "prefecture health: hygiene", "2025-05-10");
    assert_eq!(
        ledger.reserve(&caps, prefecture("p1")),
        Ok(Answer::Permitted)
    );
    let (counts, _) = blocked(may(&ledger, &caps, &prefecture("p2")));
    assert_eq!(counts, [("all visits".to_owned(), 4)]);
}

#[test]
fn dr_43_what_the_published_list_exempts_passes_without_a_warning() {
    let (caps, mut ledger) = (health(), Ledger::default());
    for task in ["p1", "p2"] {
        ledger
            .record(made(task, "planned", HEALTH, "2025-02-10"))
            .unwrap();
    }
    for row in KINDS {
        let asked = visit("x", row.text, HEALTH, "2025-05-10", Attendance::Reserved);
        let answer = may(&ledger, &caps, &asked);
        match row.text {
            "planned" | "special" => assert_eq!(blocked(answer).0.len(), 1, "{}", row.text),
            "special from above" => assert!(matches!(answer, Answer::Warned(_))),
            exempt => assert_eq!(answer, Answer::Permitted, "{exempt}"),
        }
    }
}

#[test]
fn dr_43_exempt_visits_count_or_do_not_as_the_document_says() {
    for (visits, permitted) in [("counted", false), ("uncounted", true)] {
        let caps = cap(&format!(
            r#""counted": "together", "per_year": 1, "exempt": {{"kinds": ["re-check"], "visits": "{visits}"}}"#
        ));
        let mut ledger = Ledger::default();
        ledger
            .record(made("r", "re-check", HEALTH, "2025-02-10"))
            .unwrap();
        let answer = may(&ledger, &caps, &reserved("p", HEALTH, "2025-05-10"));
        assert_eq!(answer == Answer::Permitted, permitted, "{visits}");
        assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), 1);
    }
}

#[test]
fn dr_44_a_joint_visit_counts_once_for_the_business_and_once_for_each_department() {
    let mut ledger = Ledger::default();
    let who = "county health: hygiene; prefecture health: hygiene licence; county market: prices";
    ledger
        .record(made("t", "planned", who, "2025-03-03"))
        .unwrap();
    let department = |id: &str| Counter::Department(id.parse().unwrap());
    for (counter, wanted) in [
        (Counter::Business, 1),
        (department("532301-health"), 1),
        (department("532300-health"), 1),
        (department("532301-market"), 1),
        (department("532300-market"), 0),
        (Counter::Level(Level::County), 1), // two departments, one visit
        (Counter::Level(Level::Prefecture), 1),
        (Counter::Level(Level::Province), 0),
    ] {
        assert_eq!(ledger.count(&unit(A), 2025, &counter), wanted, "{counter}");
        assert_eq!(ledger.count(&unit(A), 2026, &counter), 0);
    }
}

#[test]
fn dr_44_only_entering_the_premises_counts_and_a_visit_in_vain_is_logged() {
    for (how, counts) in [
        (Attendance::OnSite, 1),
        (Attendance::Reserved, 1),
        (Attendance::Unreachable, 0),
        (Attendance::Written, 0),
        (Attendance::Network, 0),
    ] {
        let mut ledger = Ledger::default();
        let caps = cap(r#""counted": "together", "per_year": 0"#);
        let asked = visit("t", "planned", HEALTH, "2025-03-03", how);
        let answer = may(&ledger, &caps, &asked);
        assert_eq!(answer != Answer::Permitted, counts == 1, "{how:?}");
        ledger.record(asked.clone()).unwrap();
        assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), counts);
        assert_eq!(ledger.visits_to(&unit(A)), [asked]);
    }
}

#[test]
fn a_cool_down_ends_on_the_corresponding_day_and_looks_both_ways() {
    let caps = cap(r#""counted": "each department", "cool_down": "3 months""#);
    let mut ledger = Ledger::default();
    assert_eq!(
        ledger.reserve(&caps, reserved("t", HEALTH, "2025-11-30")),
        Ok(Answer::Permitted)
    );
    for (on, wanted) in [
        ("2025-08-30", true), // its cool-down ends on 30 November
        ("2025-08-29", false),
        ("2025-11-30", true),
        ("2026-02-28", true),
        ("2026-03-01", false),
    ] {
        let answer = may(&ledger, &caps, &reserved("u", HEALTH, on));
        assert_eq!(answer != Answer::Permitted, wanted, "{on}");
        if let Answer::Blocked { findings, from } = answer {
            assert_eq!(from, Some(day("2026-03-01")));
            assert_eq!(
                findings[0].to_string(),
                "cap `cap`: visits by `532301-health`: none within 3 months of another, found one on 2025-11-30, so until 2026-02-28"
            );
        }
    }
}

#[test]
fn dr_45_an_item_that_another_department_or_level_checked_this_year_is_told() {
    let mut ledger = Ledger::default();
    let prefecture = "prefecture health: hygiene licence";
    ledger
        .record(made("p", "planned", prefecture, "2025-02-10"))
        .unwrap();
    ledger
        .record(visit(
            "w",
            "planned",
            "county market: prices",
            "2025-02-11",
            Attendance::Written,
        ))
        .unwrap();
    ledger
        .record(visit(
            "v",
            "planned",
            "county fire: exits",
            "2025-02-12",
            Attendance::Unreachable,
        ))
        .unwrap();
    ledger
        .record(reserved("r", "county tax: tax", "2025-12-31"))
        .unwrap();

    let asked = reserved("q", "county health: hygiene prices exits tax", "2025-06-01");
    let told: Vec<_> = ledger.overlaps(&asked).collect();
    let lines: Vec<_> = told
        .iter()
        .map(|o| {
            (
                o.item.as_str(),
                o.by.department.as_str(),
                o.day.to_string(),
                o.kind,
            )
        })
        .collect();
    let wanted = [
        (
            "hygiene",
            "532300-health",
            "2025-02-10",
            OverlapKind::Checked,
        ),
        (
            "prices",
            "532301-market",
            "2025-02-11",
            OverlapKind::Checked,
        ),
        ("tax", "532301-tax", "2025-12-31", OverlapKind::Reserved),
    ];
    assert_eq!(
        lines,
        wanted.map(|(item, by, on, kind)| (item, by, on.to_owned(), kind))
    );
    assert_eq!(told[0].again.level, Level::County);

    // its own item again, the other year, the same task, another business
    assert_eq!(
        ledger
            .overlaps(&reserved("q", prefecture, "2025-06-01"))
            .count(),
        0
    );
    assert_eq!(
        ledger
            .overlaps(&reserved("q", HEALTH, "2026-01-01"))
            .count(),
        0
    );
    assert_eq!(
        ledger
            .overlaps(&reserved("q", HEALTH, "2024-12-31"))
            .count(),
        0
    );
    assert_eq!(
        ledger
            .overlaps(&reserved("p", HEALTH, "2025-06-01"))
            .count(),
        0
    );
}

pub(crate) fn plan(id: &str, who: &str, first: &str, last: &str) -> PlanTask {
    let window = Window::new(day(first), day(last)).unwrap();
    PlanTask::new(id.parse().unwrap(), parts(who), window)
}

#[test]
fn dr_40_who_is_at_a_cap_stands_in_the_frame_under_its_reason_before_the_announcement() {
    let text = r#"{"form": "double-random/caps/1", "caps": [
        {"name": "number", "counted": "each department", "per_year": 2, "from": "2025-01-01", "source": "made up", "confidence": "unsure"},
        {"name": "pause", "counted": "each department", "cool_down": "30 days", "from": "2025-01-01", "source": "made up", "confidence": "unsure"}]}"#;
    let caps = Caps::parse(text).unwrap();
    let units: Vec<UnitId> = ["never", "once", "lately", "twice", "vain"]
        .map(unit)
        .into();
    let mut ledger = Ledger::default();
    for (number, (who, on, how)) in (0..).zip([
        ("once", "2025-01-10", Attendance::OnSite),
        ("lately", "2025-05-30", Attendance::OnSite),
        ("twice", "2025-01-10", Attendance::OnSite),
        ("twice", "2025-05-30", Attendance::Reserved),
        ("vain", "2025-05-30", Attendance::Unreachable),
    ]) {
        let task = format!("t{number}").parse().unwrap();
        let visit = Visit::new(unit(who), task, Kind::Planned, parts(HEALTH), day(on), how);
        ledger.record(visit).unwrap();
    }
    let excluded = |plan: &PlanTask| -> Vec<(String, Exclusion)> {
        let found = ledger.exclusions(&caps, plan, &units);
        found
            .map(|(unit, reason)| (unit.to_string(), reason))
            .collect()
    };
    let june = plan("p", HEALTH, "2025-06-01", "2025-06-20");
    let wanted = [("lately", Exclusion::CoolDown), ("twice", Exclusion::Cap)];
    assert_eq!(
        excluded(&june),
        wanted.map(|(unit, reason)| (unit.to_owned(), reason))
    );
    // free on the last day of the window
    let wanted = [("twice".to_owned(), Exclusion::Cap)];
    assert_eq!(
        excluded(&plan("p", HEALTH, "2025-06-01", "2025-06-30")),
        wanted
    );
    assert_eq!(excluded(&plan("p", HEALTH, "2025-06-01", "2026-01-01")), []);
    // not on site, on a clue, another department, its own reservation
    assert_eq!(excluded(&june.clone().done(Method::Written)), []);
    assert_eq!(excluded(&june.clone().of_kind(kind("case: complaint"))), []);
    assert_eq!(
        excluded(&plan(
            "p",
            "county market: prices",
            "2025-06-01",
            "2025-06-20"
        )),
        []
    );
    assert_eq!(
        excluded(&plan("t3", HEALTH, "2025-06-01", "2025-06-20")).len(),
        1
    );
    let stratum = Exclusion::CoolDown.stratum().unwrap();
    assert_eq!(
        (stratum.as_str(), stratum.is_eligible()),
        ("-cool-down", false)
    );
}

#[test]
fn dr_40_a_prefecture_of_one_year_is_asked_for_every_plan() {
    // 101085 businesses, 14220 visits and 1128 plans, as Chuxiong had in 2024
    let caps = cap(r#""counted": "each department", "per_year": 2"#);
    let units: Vec<UnitId> = (0..101_085)
        .map(|number| unit(&format!("unit {number:06}")))
        .collect();
    let mut ledger = Ledger::default();
    let mut visited = vec![0_usize; units.len()];
    for number in 0..14_220_usize {
        let place = number * number % 9973 * 10; // some often, most never
        let task = format!("t{number}").parse().unwrap();
        let visit = Visit::new(
            units[place].clone(),
            task,
            Kind::Planned,
            parts(HEALTH),
            day("2025-03-03"),
            Attendance::Reserved,
        );
        let is_free = visited[place] < 2;
        assert_eq!(ledger.reserve(&caps, visit).is_ok(), is_free);
        visited[place] += usize::from(is_free);
    }
    let at_cap = |range: std::ops::Range<usize>| {
        visited[range].iter().filter(|number| **number >= 2).count()
    };
    assert!((1000..8000).contains(&at_cap(0..units.len())));
    for number in 0..1128 {
        let plan = plan(&format!("p{number}"), HEALTH, "2025-06-01", "2025-06-30");
        let range = number * 89..number * 89 + 500;
        let excluded = ledger.exclusions(&caps, &plan, &units[range.clone()]);
        assert_eq!(excluded.count(), at_cap(range), "{number}");
    }
    let plan = plan("all", HEALTH, "2025-06-01", "2025-06-30");
    assert_eq!(
        ledger.exclusions(&caps, &plan, &units).count(),
        at_cap(0..units.len())
    );
}

#[test]
fn a_business_that_was_visited_every_day_for_years_is_free_when_that_ends() {
    let text = r#"{"form": "double-random/caps/1", "caps": [
        {"name": "pause", "counted": "each department", "cool_down": "1 day", "from": "2025-01-01", "source": "made up", "confidence": "unsure"}]}"#;
    let (caps, mut ledger) = (Caps::parse(text).unwrap(), Ledger::default());
    for number in 0..4000 {
        let on = day("2020-01-01").plus_days(number).unwrap().to_string();
        let visit = made(&format!("t{number}"), "case: media", HEALTH, &on);
        ledger.record(visit).unwrap();
    }
    let Answer::Blocked { from, .. } = may(&ledger, &caps, &reserved("p", HEALTH, "2025-01-01"))
    else {
        panic!("blocked is wanted");
    };
    assert_eq!(from, Some(day("2030-12-15")));
}

#[test]
fn cr_06_class_a_is_excluded_by_caps_alone_and_never_immune_to_a_clue() {
    let caps = cap(r#""counted": "each department", "per_year": 1"#);
    let plan = plan("p", HEALTH, "2025-06-01", "2025-06-30");
    for class in ["A", "B", "C", "D"] {
        let units = [
            unit(&format!("{class}-visited")),
            unit(&format!("{class}-not visited")),
        ];
        let mut ledger = Ledger::default();
        let on = |task: &str, of, day_: &str| {
            let task = task.parse().unwrap();
            Visit::new(
                units[0].clone(),
                task,
                kind(of),
                parts(HEALTH),
                day(day_),
                Attendance::OnSite,
            )
        };
        ledger.record(on("t", "planned", "2025-02-01")).unwrap();
        let excluded: Vec<_> = ledger.exclusions(&caps, &plan, &units).collect();
        assert_eq!(excluded, [(&units[0], Exclusion::Cap)], "{class}");
        let complaint = on("c", "case: complaint", "2025-06-01");
        assert!(
            matches!(may(&ledger, &caps, &complaint), Answer::Warned(_)),
            "{class}"
        );
    }
}

#[test]
fn dr_43_caps_are_one_document_with_one_spelling_source_and_confidence() {
    let caps = health();
    assert_eq!(Caps::parse(caps.to_json()), Ok(caps.clone()));
    assert!(
        caps.caps()
            .iter()
            .all(|cap| cap.confidence() == Confidence::Likely)
    );
    let lenient = include_str!("visits/health.json").replace("\"from\"", "\"note\": 1, \"from\"");
    assert!(matches!(Caps::parse(&lenient), Err(CapsError::Document(_))));
    let null = include_str!("visits/health.json").replace("\"per_year\": 2", "\"per_year\": null");
    assert!(matches!(Caps::parse(&null), Err(CapsError::Document(_))));
}

#[test]
fn caps_are_read_as_strictly_within_another_document() {
    let text = include_str!("visits/health.json");
    assert_eq!(serde_json::from_str::<Caps>(text).unwrap(), health());
    let again = serde_json::to_string(&health()).unwrap();
    assert_eq!(serde_json::from_str::<Caps>(&again).unwrap(), health());
    for (from, to) in [
        (r#""caps": ["#, r#""effects": [], "caps": ["#),
        (r#""each level""#, r#"{"each level": null}"#),
        (r#""per_year": 2"#, r#""per_year": 2, "per_year": 2"#),
        (r#""per_year": 2"#, r#""per_year": 2.0"#),
        (r#""per_year": 2"#, r#""cool_down": null, "per_year": 2"#),
    ] {
        let bad = text.replacen(from, to, 1);
        assert_ne!(bad, text);
        assert!(Caps::parse(&bad).is_err(), "{bad}");
        assert!(serde_json::from_str::<Caps>(&bad).is_err(), "{bad}");
    }
}

#[test]
fn caps_tell_all_their_faults_at_once() {
    let text = r#"{"form": "double-random/caps/2", "caps": [
        {"name": "a", "departments": [], "levels": ["county", "county"], "counted": "together", "from": "2025-02-01",
         "until": "2025-01-31", "source": "", "confidence": "likely"},
        {"name": "a", "counted": "together", "per_year": 1, "cool_down": "3 working days", "exempt": {"kinds": [], "visits": "counted"},
         "from": "2025-02-01", "source": "x", "confidence": "likely"}],
        "effects": [{"kind": "planned", "effect": "warned", "source": "", "confidence": "likely"},
                    {"kind": "planned", "effect": "warned", "source": "x", "confidence": "likely"}]}"#;
    let Err(CapsError::Faults(faults)) = Caps::parse(text) else {
        panic!("faults are wanted");
    };
    assert_eq!(
        faults.to_string().split("; ").collect::<Vec<_>>(),
        [
            "form: `double-random/caps/1` is wanted, found `double-random/caps/2`",
            "caps: `a`: `per_year` or `cool_down` is wanted, found neither",
            "caps: `a`: departments: at least one is wanted, found none",
            "caps: `a`: levels: each stands once, found `county` twice",
            "caps: `a`: in force from a day until the same or a later one is wanted, found 2025-02-01 until 2025-01-31",
            "caps: `a`: source: a citation has 1 to 128 bytes, found none",
            "caps: each name stands once, found `a` twice",
            "caps: `a`: `per_year` or `cool_down` is wanted, found both",
            "caps: `a`: a cool-down of days, months or years is wanted, found one of 3 working days",
            "caps: `a`: exempt: kinds: at least one is wanted, found none",
            "effects: `planned`: source: a citation has 1 to 128 bytes, found none",
            "effects: each kind stands once, found `planned` twice",
        ]
    );
    let none = r#"{"form": "double-random/caps/1", "caps": []}"#;
    let Err(CapsError::Faults(faults)) = Caps::parse(none) else {
        panic!("a fault is wanted");
    };
    assert_eq!(faults.faults(), [CapsFault::NoCap]);
}

#[test]
fn a_visit_goes_through_json_and_one_without_item_task_or_day_does_not() {
    let visit = made(
        "t",
        "case: media",
        "county health: hygiene; county market: prices",
        "2025-03-03",
    )
    .and_on(day("2025-03-04"), Attendance::Unreachable)
    .unwrap()
    .and_for("u".parse().unwrap());
    let text = serde_json::to_string(&visit).unwrap();
    assert_eq!(serde_json::from_str::<Visit>(&text).unwrap(), visit);
    for (from, to) in [
        (r#""tasks":["t","u"]"#, r#""tasks":[]"#),
        (r#""tasks":["t","u"]"#, r#""tasks":["t","u","t"]"#),
        (r#"["hygiene"]"#, "[]"),
        (r#"["hygiene"]"#, r#"["hygiene","hygiene"]"#),
        ("532301-market", "532301-health"),
        (
            r#"{"2025-03-03":"on site","2025-03-04":"unreachable"}"#,
            "{}",
        ),
        (r#""2025-03-04":"#, r#""2025-03-03":"#),
        (r#""2025-03-04":"unreachable""#, r#""2025-04-02":"on site""#),
        ("case: media", "case"),
    ] {
        let bad = text.replace(from, to);
        assert_ne!(bad, text);
        assert!(serde_json::from_str::<Visit>(&bad).is_err(), "{bad}");
    }
}
