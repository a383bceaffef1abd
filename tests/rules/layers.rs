//! Layers: the uppermost line that holds on the day wins; beside a naive model.

use double_random::calendar::Day;
use double_random::rules::{RulePack, Rules, key};
use proptest::prelude::*;
use serde_json::json;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A pack of one rule, whose value on a period is the number that it has there.
fn pack(id: &str, lines: &[(Day, Option<Day>, u32)]) -> Option<RulePack> {
    let lines: Vec<_> = lines
        .iter()
        .map(|(from, to, value)| {
            let mut line = json!({"rule": "DR-60/publication", "value": format!("{value} working days"),
                "effective_from": from, "source": "a source", "confidence": "certain"});
            if let Some(to) = to {
                line["effective_to"] = json!(to);
            }
            line
        })
        .collect();
    let pack =
        json!({"form": "double-random/rules/1", "id": id, "title": "a title", "lines": lines});
    RulePack::parse(&pack.to_string()).ok()
}

#[test]
fn an_upper_line_holds_on_its_days_and_no_others() {
    let upper = pack("upper", &[(day("2024-03-01"), Some(day("2024-05-31")), 10)]).unwrap();
    let rules = Rules::national().layer(upper).unwrap();
    for (on, value, from) in [
        ("2024-02-29", "20 working days", "national"),
        ("2024-03-01", "10 working days", "upper"),
        ("2024-05-31", "10 working days", "upper"),
        ("2024-06-01", "20 working days", "national"),
    ] {
        let found = rules.on(day(on)).get(key::PUBLISH_RESULTS).unwrap();
        assert_eq!(
            (found.value.to_string().as_str(), found.pack.as_str()),
            (value, from),
            "{on}"
        );
    }
    let other = rules.on(day("2024-03-01")).get(key::OFFICERS).unwrap();
    assert_eq!((other.value, other.pack.as_str()), (2, "national"));
}

#[test]
fn a_promise_never_stands_in_the_place_of_law() {
    let here = Rules::national().layer(RulePack::chuxiong_2024()).unwrap();
    let on = here.on(day("2024-06-03"));
    for key in [
        key::REMOVE_NO_REPORT,
        key::REMOVE_NO_PUBLICATION,
        key::REMOVE_FALSE,
        key::REMOVE_UNREACHABLE,
    ] {
        assert_eq!(on.get(key).unwrap().value.to_string(), "5 working days");
    }
    let promise = on.find(key::REMOVE_PROMISED).unwrap();
    assert_eq!(promise.value.term().to_string(), "3 working days");
    assert_eq!(promise.pack.as_str(), "chuxiong_2024");
    assert_eq!(
        Rules::national()
            .on(day("2024-06-03"))
            .find(key::REMOVE_PROMISED),
        None
    );
}

#[test]
fn a_day_without_a_line_is_an_error_that_names_the_nearest() {
    let upper = [
        (day("2000-01-01"), Some(day("2000-12-31")), 3),
        (day("2002-01-01"), Some(day("2002-12-31")), 2),
    ];
    let rules = Rules::of(pack("upper", &upper).unwrap());
    let refused = |on: &str| {
        rules
            .on(day(on))
            .get(key::PUBLISH_RESULTS)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused("1999-12-31"),
        "`DR-60/publication` has no value on 1999-12-31: it has one from 2000-01-01 to 2000-12-31"
    );
    assert_eq!(
        refused("2001-06-01"),
        "`DR-60/publication` has no value on 2001-06-01: it had one from 2000-01-01 to 2000-12-31, and has one from 2002-01-01 to 2002-12-31"
    );
    assert_eq!(
        refused("2003-01-01"),
        "`DR-60/publication` has no value on 2003-01-01: it had one from 2002-01-01 to 2002-12-31"
    );
    let none = rules.on(day("2000-01-01")).get(key::OFFICERS).unwrap_err();
    assert_eq!(
        none.to_string(),
        "`DR-30/officers` has no value on 2000-01-01: no pack has a line of it"
    );
}

#[test]
fn one_pack_lies_there_once() {
    let twice = Rules::national().layer(RulePack::national()).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "each pack of rules has an id of its own, found `national` twice"
    );
}

#[test]
fn the_digest_tells_packs_and_their_order_apart() {
    let one = pack("one", &[(day("2024-01-01"), None, 7)]).unwrap();
    let two = pack("two", &[(day("2024-01-01"), None, 2)]).unwrap();
    let other_two = pack("two", &[(day("2024-01-01"), None, 3)]).unwrap();
    let all = [
        Rules::of(one.clone()),
        Rules::of(two.clone()),
        Rules::of(one.clone()).layer(two.clone()).unwrap(),
        Rules::of(two).layer(one.clone()).unwrap(),
        Rules::of(one.clone()).layer(other_two).unwrap(),
    ];
    for (i, rules) in all.iter().enumerate() {
        for (j, others) in all.iter().enumerate() {
            assert_eq!(rules.digest() == others.digest(), i == j, "{i} and {j}");
        }
    }
    let document = format!(
        r#"{{"form":"double-random/rule-layers/1","packs":[{{"digest":"{}","id":"one"}}]}}"#,
        one.digest()
    );
    assert_eq!(
        Rules::of(one).digest(),
        double_random::digest::Digest::of(document.as_bytes())
    );
}

#[test]
fn a_reason_is_written_with_its_line() {
    let found = Rules::national()
        .on(day("2026-01-05"))
        .get(key::SCAN_REQUIRED)
        .unwrap();
    assert!(found.value.holds());
    let written = serde_json::to_value(&found).unwrap();
    assert_eq!(written["rule"], "SC-01/required");
    assert_eq!(written["value"], "holds");
    assert_eq!(written["confidence"], "unsure");
    assert_eq!(written["pack"], "national");
    assert_eq!(written["effective_from"], "2025-01-03");
}

/// Days of one small month, and periods in it.
fn periods() -> impl Strategy<Value = Vec<(u32, Option<u32>, u32)>> {
    prop::collection::vec(
        (1_u32..=28, prop::option::of(1_u32..=28), 2_u32..1_000),
        1..6,
    )
}

proptest! {
    #[test]
    fn what_holds_is_what_a_naive_model_says(layers in prop::collection::vec(periods(), 1..5)) {
        let at = |number: u32| day(&format!("2024-02-{number:02}"));
        let mut rules: Option<Rules> = None;
        let mut model: Vec<Option<String>> = vec![None; 29];
        for (number, lines) in layers.iter().enumerate() {
            let dated: Vec<_> = lines.iter().map(|(from, to, value)| (at(*from), to.map(at), *value)).collect();
            let covers = |(from, to, _): &(u32, Option<u32>, u32), on: u32| *from <= on && to.is_none_or(|to| on <= to);
            let backwards = lines.iter().any(|(from, to, _)| to.is_some_and(|to| to < *from));
            let twice = (1..=28).any(|on| lines.iter().filter(|line| covers(line, on)).count() > 1);
            let pack = pack(&format!("pack-{number}"), &dated);
            prop_assert_eq!(pack.is_none(), backwards || twice);
            let Some(pack) = pack else { continue };
            rules = Some(match rules {
                None => Rules::of(pack),
                Some(below) => below.layer(pack).unwrap(),
            });
            for on in 1..=28 {
                for line in lines.iter().filter(|line| covers(line, on)) {
                    model[usize::try_from(on).unwrap()] = Some(format!("{} working days", line.2));
                }
            }
        }
        let Some(rules) = rules else { return Ok(()) };
        for on in 1..=28 {
            let found = rules.on(at(on)).get(key::PUBLISH_RESULTS).ok().map(|found| found.value.to_string());
            prop_assert_eq!(&found, &model[usize::try_from(on).unwrap()]);
        }
    }
}
