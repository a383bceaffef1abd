//! Nothing is hard-coded: without a line, exactly the checks of its rule fail; and every date of the packs is a switch.

use crate::law::{Check, Law};
use double_random::calendar::Day;
use double_random::rules::{Rule, RulePack};
use serde_json::Value;

fn all() -> impl Iterator<Item = &'static Check> {
    let tables = [
        crate::inspection::CHECKS,
        crate::lists::CHECKS,
        crate::repair::CHECKS,
        crate::conduct::CHECKS,
    ];
    tables.into_iter().flatten()
}

/// The pack with a line edited, or without it where nothing is left of it.
fn edited(pack: &RulePack, number: usize, edit: impl Fn(Value) -> Option<Value>) -> RulePack {
    let mut document: Value = serde_json::from_str(pack.to_json()).unwrap();
    let lines = document["lines"].as_array_mut().unwrap();
    let line = edit(lines.remove(number));
    lines.extend(line);
    RulePack::parse(&document.to_string()).unwrap()
}

/// The rules of which a check fails.
fn failing(law: &Law) -> Vec<&'static str> {
    let failing = all().filter(|check| (check.holds)(law).is_err());
    failing.map(|check| check.rule).collect()
}

/// What is seen when each line of both packs is edited so.
fn each_line(edit: impl Fn(&Value) -> Option<Value>) -> usize {
    let (national, here) = (RulePack::national(), RulePack::chuxiong_2024());
    let mut seen = 0;
    for pack in [&national, &here] {
        for (number, line) in pack.lines().iter().enumerate() {
            let changed = edited(pack, number, |line| edit(&line));
            let law = if pack.id() == national.id() {
                Law::of(changed, here.clone())
            } else {
                Law::of(national.clone(), changed)
            };
            let mut failing = failing(&law);
            failing.dedup();
            assert_eq!(failing, [line.rule.id()], "{} {}", line.rule, line.period);
            seen += 1;
        }
    }
    seen
}

#[test]
fn every_rule_has_a_check_named_after_it() {
    for rule in Rule::all() {
        let mut checks = all().filter(|check| check.rule == rule.id());
        let check = checks
            .next()
            .unwrap_or_else(|| panic!("{rule} has no check"));
        let name = rule.id().to_lowercase().replace(['-', '/'], "_");
        assert!(
            check.name.starts_with(&format!("{name}_")),
            "{rule}: {}",
            check.name
        );
        assert!(checks.next().is_none(), "{rule}");
    }
    assert!(failing(&Law::built_in()).is_empty());
}

#[test]
fn without_a_line_exactly_the_check_of_its_rule_fails() {
    assert!(each_line(|_| None) > 140);
}

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    let words = [
        ["holds", "does not hold"],
        ["publication", "determination"],
        ["registration number", "credit code"],
        ["samr 2021", "samr 2025"],
        ["ndrc 58", "ndrc 36"],
        ["A", "B"],
        ["3%", "2%"],
        ["01-01..06-30", "02-01..05-31"],
        ["03-01..06-30", "03-01..06-29"],
        ["01-01..03-31", "01-01..03-30"],
        ["07-01..06-30", "07-01..06-29"],
    ];
    let Some(text) = value.as_str() else {
        return (value.as_u64().unwrap() + 1).into();
    };
    if let Some([one, two]) = words.into_iter().find(|pair| pair.contains(&text)) {
        return if text == one { two } else { one }.into();
    }
    if let Some((least, most)) = text.trim_end_matches(" yuan").split_once("..") {
        let most: u64 = most.parse().unwrap();
        return format!("{least}..{} yuan", most + 1).into();
    }
    let (number, unit) = text.split_once(' ').unwrap();
    let number: u64 = number.parse().unwrap();
    format!("{} {}s", number + 1, unit.trim_end_matches('s')).into()
}

#[test]
fn with_another_value_exactly_the_check_of_its_rule_fails() {
    let changed = each_line(|line| {
        let mut line = line.clone();
        line["value"] = other(&line["value"]);
        Some(line)
    });
    assert!(changed > 140, "{changed}");
}

#[test]
fn on_both_sides_of_every_date_of_a_pack_another_line_holds() {
    let mut dates = 0;
    for pack in [RulePack::national(), RulePack::chuxiong_2024()] {
        let rules = double_random::rules::Rules::of(pack.clone());
        let holds = |rule, day: Day| rules.on(day).line(rule).map(|(_, line)| line.clone());
        for line in pack.lines() {
            let rule = line.rule;
            let first = line.period.from;
            assert_eq!(holds(rule, first).as_ref(), Some(line), "{rule} on {first}");
            let before = first.preceding().unwrap();
            let earlier = holds(rule, before);
            assert_ne!(earlier.as_ref(), Some(line), "{rule} on {before}");
            // Where a rule had a line before, it ends on the day before: no day between is without a value.
            let had = pack
                .lines()
                .iter()
                .any(|other| other.rule == rule && other.period.from < first);
            assert_eq!(earlier.is_some(), had, "{rule} on {before}");
            dates += 1;
            if let Some(last) = line.period.to {
                assert_eq!(holds(rule, last).as_ref(), Some(line), "{rule} on {last}");
                let after = last.following().unwrap();
                assert_ne!(holds(rule, after).as_ref(), Some(line), "{rule} on {after}");
                dates += 1;
            }
        }
    }
    assert!(dates > 150, "{dates}");
}
