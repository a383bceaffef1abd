//! Deadlines: law and promise side by side, each with its reason.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

use double_random::calendar::{Calendar, Day, TermUnit};
use double_random::confidence::Confidence;
use double_random::rules::{Deadline, InForce, RulePack, Rules, Start, Timeliness, key};

#[test]
fn al_02_a_promise_broken_is_no_law_broken() {
    let here = Rules::national().layer(RulePack::chuxiong_2024()).unwrap();
    for (applied, promised, statutory) in [
        ("2024-02-08", "2024-02-19", "2024-02-21"),
        ("2024-04-26", "2024-04-30", "2024-05-07"),
        ("2024-09-27", "2024-10-08", "2024-10-10"),
    ] {
        let deadline = removal(&here.on(day(applied)));
        let national = removal(&Rules::national().on(day(applied)));
        assert_eq!(deadline.statutory.day, day(statutory));
        assert_eq!(deadline.promised.as_ref().unwrap().day, day(promised));
        assert_eq!(
            (national.statutory.day, national.promised.clone()),
            (day(statutory), None)
        );
        let mut done = day(applied);
        let mut seen = vec![];
        while done <= day(statutory).plus_days(5).unwrap() {
            let wanted = match (done <= day(promised), done <= day(statutory)) {
                (true, _) => Timeliness::InTime,
                (false, true) => Timeliness::PromiseBroken,
                (false, false) => Timeliness::StatuteBroken,
            };
            assert_eq!(deadline.judge(done), wanted, "{done}");
            let without = if done <= day(statutory) {
                Timeliness::InTime
            } else {
                Timeliness::StatuteBroken
            };
            assert_eq!(national.judge(done), without, "{done}");
            seen.push(wanted);
            done = done.following().unwrap();
        }
        seen.dedup();
        assert_eq!(
            seen,
            [
                Timeliness::InTime,
                Timeliness::PromiseBroken,
                Timeliness::StatuteBroken
            ]
        );
    }
}

#[test]
fn al_02_a_promise_longer_than_law_excuses_nothing() {
    let text = RulePack::chuxiong_2024()
        .to_json()
        .replace("\"3 working days\"", "\"9 working days\"");
    let rules = Rules::national()
        .layer(RulePack::parse(&text).unwrap())
        .unwrap();
    let deadline = removal(&rules.on(day("2024-02-08")));
    assert_eq!(deadline.judge(day("2024-02-21")), Timeliness::InTime);
    assert_eq!(deadline.judge(day("2024-02-22")), Timeliness::StatuteBroken);
}

#[test]
fn a_deadline_says_why() {
    let here = Rules::national().layer(RulePack::chuxiong_2024()).unwrap();
    let deadline = removal(&here.on(day("2024-04-26")));
    let text = deadline.to_string();
    assert!(
        text.starts_with(
            "due on 2024-05-07: 5 working days by `AO1/removal` of `national` (certain: "
        ),
        "{text}"
    );
    assert!(text.contains("; promised for 2024-04-30: 3 working days by `AL-02/promise` of `chuxiong_2024` (certain: "), "{text}");
    assert!(
        text.ends_with("; counted from 2024-04-26, when the application came"),
        "{text}"
    );
    let written = serde_json::to_value(&deadline).unwrap();
    assert_eq!(written["start"]["day"], "2024-04-26");
    assert_eq!(written["statutory"]["day"], "2024-05-07");
    assert_eq!(written["statutory"]["by"]["rule"], "AO1/removal");
    assert_eq!(written["promised"]["by"]["pack"], "chuxiong_2024");
    assert_eq!(
        serde_json::to_value(Timeliness::StatuteBroken).unwrap(),
        "statute_broken"
    );
}

#[test]
fn a_year_without_a_notice_gives_no_deadline() {
    let rules = Rules::national();
    let rules = rules.on(day("2026-12-24"));
    let refused = Deadline::reckon(
        Calendar::national(),
        start(rules.day()),
        rules.get(key::PUBLISH_RESULTS).unwrap(),
        None,
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "a working-day count reached 2027, for which no notice is loaded"
    );
    // Calendar days need no notice.
    let term = rules.get(key::SERIOUS).unwrap();
    assert_eq!(term.value.unit(), TermUnit::Years);
    let removed = Deadline::reckon(Calendar::national(), start(rules.day()), term, None).unwrap();
    assert_eq!(
        (removed.statutory.day, removed.statutory.calendar),
        (day("2029-12-24"), Confidence::Certain)
    );
}

fn removal(rules: &InForce<'_>) -> Deadline {
    let (law, promise) = (
        rules.get(key::REMOVE_NO_REPORT).unwrap(),
        rules.find(key::REMOVE_PROMISED),
    );
    Deadline::reckon(Calendar::national(), start(rules.day()), law, promise).unwrap()
}

fn start(day: Day) -> Start {
    Start::new(day, "the application came".parse().unwrap())
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
