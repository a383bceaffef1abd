//! Which days are one visit: what continues an entry of the ledger, and what does not.

use super::{A, HEALTH, blocked, cap, day, health, made, may, plan, reserved, unit, visit};
use double_random::visits::{
    Answer, Attendance, Caps, Counter, Exclusion, Ledger, ReserveError, Visit,
};

/// What the ledger refuses, with the ledger as it was.
fn refused(ledger: &mut Ledger, caps: &Caps, visit: Visit) -> String {
    let before = ledger.clone();
    let error = ledger.record(visit.clone()).unwrap_err();
    assert_eq!(ledger.may(caps, &visit), Err(error.clone()));
    let reserved = ledger.reserve(caps, visit);
    assert_eq!(reserved, Err(ReserveError::Record(error.clone())));
    assert_eq!(*ledger, before);
    error.to_string()
}

#[test]
fn dr_44_several_days_of_one_task_are_one_visit_of_the_year_in_which_it_began() {
    let mut ledger = Ledger::default();
    for on in ["2025-12-30", "2025-12-31", "2026-01-05"] {
        ledger.record(made("t", "planned", HEALTH, on)).unwrap();
    }
    let count = |year| ledger.count(&unit(A), year, &Counter::Business);
    assert_eq!((count(2025), count(2026)), (1, 0));
    assert_eq!(ledger.visits_to(&unit(A))[0].days().len(), 3);
}

#[test]
fn dr_44_what_happened_takes_the_place_of_what_was_reserved() {
    let mut ledger = Ledger::default();
    ledger.record(reserved("t", HEALTH, "2025-12-30")).unwrap();
    ledger
        .record(made("t", "planned", HEALTH, "2026-01-05"))
        .unwrap();
    let count = |ledger: &Ledger, year| ledger.count(&unit(A), year, &Counter::Business);
    assert_eq!((count(&ledger, 2025), count(&ledger, 2026)), (0, 1));

    let vain = visit(
        "u",
        "planned",
        HEALTH,
        "2025-06-02",
        Attendance::Unreachable,
    );
    ledger.record(reserved("u", HEALTH, "2025-06-01")).unwrap();
    assert_eq!(count(&ledger, 2025), 1);
    ledger.record(vain).unwrap();
    assert_eq!(count(&ledger, 2025), 0);

    ledger.record(reserved("v", HEALTH, "2025-06-01")).unwrap();
    let task = "v".parse().unwrap();
    assert_eq!(ledger.withdraw(&unit(A), &task), Some(day("2025-06-01")));
    assert_eq!(ledger.withdraw(&unit(A), &task), None);
    assert_eq!((count(&ledger, 2025), ledger.visits().count()), (0, 2));
}

#[test]
fn dr_44_a_task_of_last_year_hides_no_new_visit() {
    let caps = cap(r#""counted": "together", "per_year": 1"#);
    let mut ledger = Ledger::default();
    for (task, on) in [("old", "2024-05-01"), ("new", "2025-03-01")] {
        let visit = made(task, "planned", HEALTH, on);
        assert_eq!(ledger.reserve(&caps, visit), Ok(Answer::Permitted));
    }
    // for itself the third visit is above the cap, and so it is "for the old task, too"
    let third = || reserved("third", HEALTH, "2025-09-01");
    assert_eq!(blocked(may(&ledger, &caps, &third())).0.len(), 1);
    assert_eq!(
        refused(&mut ledger, &caps, third().and_for("old".parse().unwrap())),
        "a visit to 91532301MA6K00014Y for `old`: the days on site of one visit lie within 30 days, found 2024-05-01 to 2025-09-01"
    );
    // a plan that has the name of an old one finds the visits that were made under it
    let named = plan("new", HEALTH, "2025-09-01", "2025-09-30");
    let unit = unit(A);
    let excluded: Vec<_> = ledger.exclusions(&caps, &named, [&unit]).collect();
    assert_eq!(excluded, [(&unit, Exclusion::Cap)]);
}

#[test]
fn dr_44_the_days_on_site_of_one_visit_lie_within_30_days() {
    let caps = cap(r#""counted": "together", "per_year": 1"#);
    for (begun, on, is_one) in [
        ("2025-03-01", "2025-03-30", true),
        ("2025-03-01", "2025-03-31", false),
        ("2025-03-30", "2025-03-01", true),
        ("2025-03-31", "2025-03-01", false),
    ] {
        let further = made("t", "planned", HEALTH, on);
        let once = made("t", "planned", HEALTH, begun).and_on(day(on), Attendance::OnSite);
        assert_eq!(once.is_ok(), is_one, "{begun} {on}");
        let mut ledger = Ledger::default();
        ledger.record(made("t", "planned", HEALTH, begun)).unwrap();
        if is_one {
            ledger.record(further).unwrap();
            assert_eq!(ledger.visits_to(&unit(A)), [once.unwrap()]);
        } else {
            assert!(refused(&mut ledger, &caps, further).contains("within 30 days"));
        }
    }
    // day by day it is no longer either
    let mut ledger = Ledger::default();
    for on in ["2025-03-01", "2025-03-20"] {
        ledger.record(made("t", "planned", HEALTH, on)).unwrap();
    }
    let third = made("t", "planned", HEALTH, "2025-04-05");
    assert!(refused(&mut ledger, &caps, third).contains("2025-03-01 to 2025-04-05"));
    // days off site and in vain are no part of the stay, and reserved ones lapse
    for how in [Attendance::Unreachable, Attendance::Written] {
        let late = visit("t", "planned", HEALTH, "2025-12-01", how);
        ledger.record(late).unwrap();
    }
    ledger.record(reserved("u", HEALTH, "2025-05-01")).unwrap();
    ledger.record(reserved("u", HEALTH, "2025-11-01")).unwrap();
    assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), 2);
}

#[test]
fn dr_44_visits_that_were_made_apart_do_not_become_one_afterwards() {
    let caps = cap(r#""counted": "together", "per_year": 2"#);
    let mut ledger = Ledger::default();
    for (task, on) in [("t", "2025-03-01"), ("u", "2025-03-10")] {
        ledger.record(made(task, "planned", HEALTH, on)).unwrap();
    }
    for how in [Attendance::OnSite, Attendance::Written] {
        let both = visit("t", "planned", HEALTH, "2025-03-12", how).and_for("u".parse().unwrap());
        assert_eq!(
            refused(&mut ledger, &caps, both),
            "a visit to 91532301MA6K00014Y for `t` and `u`: it continues one visit, found two, begun on 2025-03-01 and 2025-03-10"
        );
    }
    assert_eq!(ledger.count(&unit(A), 2025, &Counter::Business), 2);
}

#[test]
fn dr_44_a_visit_that_has_begun_goes_on_within_its_days_or_never() {
    let pause = cap(r#""counted": "together", "cool_down": "5 days""#);
    let mut ledger = Ledger::default();
    ledger
        .record(made("t", "planned", HEALTH, "2025-03-01"))
        .unwrap();
    let from = |ledger: &Ledger, caps: &Caps| match may(
        ledger,
        caps,
        &reserved("t", HEALTH, "2025-03-03"),
    ) {
        Answer::Blocked { from, .. } => from,
        other @ (Answer::Permitted | Answer::Warned(_)) => {
            panic!("blocked is wanted, found {other:?}")
        }
    };
    // a clue on the day after is near the visit whenever that goes on
    let clue = made("c", "case: media", "county fire: exits", "2025-03-02");
    ledger.record(clue).unwrap();
    assert_eq!(from(&ledger, &pause), None);
    // a cap that lapses in time is waited for only by a visit that has not begun
    let lapsing = cap(r#""counted": "together", "per_year": 0, "until": "2025-03-10""#);
    assert_eq!(from(&ledger, &lapsing), None);
    let fresh = reserved("u", HEALTH, "2025-03-03");
    assert_eq!(
        blocked(may(&ledger, &lapsing, &fresh)).1,
        Some(day("2025-03-11"))
    );
    // a day before the visit that is too near another one: the days between are free again
    let mut ledger = Ledger::default();
    ledger
        .record(made("t", "planned", HEALTH, "2025-03-20"))
        .unwrap();
    let earlier = made("c", "case: media", "county fire: exits", "2025-03-01");
    ledger.record(earlier).unwrap();
    assert_eq!(from(&ledger, &pause), Some(day("2025-03-07")));
}

#[test]
fn dr_40_a_cap_that_begins_or_lapses_while_a_visit_lasts_is_asked() {
    let ledger = Ledger::default();
    let visit = reserved("t", HEALTH, "2025-12-30")
        .and_on(day("2026-01-04"), Attendance::Reserved)
        .unwrap();
    for (from, until, is_asked) in [
        ("2025-01-01", "2025-12-29", false),
        ("2025-01-01", "2025-12-30", true),
        ("2026-01-01", "2026-01-02", true),
        ("2026-01-04", "2026-12-31", true),
        ("2026-01-05", "2026-12-31", false),
    ] {
        let text = format!(
            r#"{{"form": "double-random/caps/1", "caps": [{{"name": "none", "counted": "together", "per_year": 0,
                "from": "{from}", "until": "{until}", "source": "made up", "confidence": "unsure"}}]}}"#
        );
        let caps = Caps::parse(&text).unwrap();
        let answer = may(&ledger, &caps, &visit);
        assert_eq!(answer != Answer::Permitted, is_asked, "{from} {until}");
        if is_asked {
            let after = day(until).following().unwrap();
            assert_eq!(blocked(answer).1, Some(after), "{from} {until}");
        }
    }
}

#[test]
fn dr_44_one_task_has_one_kind() {
    let mut ledger = Ledger::default();
    ledger.record(reserved("t", HEALTH, "2025-03-03")).unwrap();
    let other = made("t", "re-check", HEALTH, "2025-03-03");
    assert_eq!(
        refused(&mut ledger, &health(), other),
        "a visit to 91532301MA6K00014Y for `t`: its kind is `planned`, found `re-check`"
    );
}
