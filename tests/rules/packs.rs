//! Packs: what is refused, and that all of it is told at once.

use double_random::rules::{Basis, PackError, PackFault, Rule, RulePack, Text, Unread};
use serde_json::{Value, json};

fn pack(lines: &Value) -> Value {
    json!({"form": "double-random/rules/1", "id": "here", "title": "Rules of our county", "lines": lines})
}

fn publication() -> Value {
    json!({"rule": "DR-60/publication", "value": "10 working days", "effective_from": "2024-01-01",
        "source": "《本县抽查工作细则》第九条", "confidence": "certain"})
}

fn without(field: &str) -> Value {
    let mut line = publication();
    line.as_object_mut().unwrap().remove(field).unwrap();
    line
}

fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut line = publication();
    line[field] = value.into();
    line
}

fn faults(lines: &Value) -> Vec<String> {
    let refused = RulePack::parse(&pack(lines).to_string()).unwrap_err();
    let PackError::Faults(faults) = refused else {
        panic!("{refused}");
    };
    faults.faults().iter().map(PackFault::to_string).collect()
}

#[test]
fn a_pack_is_a_document() {
    let text = pack(&json!([with("note", "our people are quick")])).to_string();
    let pack = RulePack::parse(&text).unwrap();
    assert_eq!(RulePack::parse(pack.to_json()), Ok(pack.clone()));
    let [line] = pack.lines() else {
        panic!("one line")
    };
    assert_eq!(line.rule.id(), "DR-60/publication");
    assert_eq!(line.value.to_string(), "10 working days");
    assert_eq!(line.period.to_string(), "from 2024-01-01");
    assert_eq!(
        (line.basis.to_string(), line.text),
        ("certain".to_owned(), Text::Unseen)
    );
    assert_eq!(line.note.as_ref().unwrap().as_str(), "our people are quick");
    let other = RulePack::parse(&text.replace("10 working", "11 working")).unwrap();
    assert_ne!(other.digest(), pack.digest());
}

#[test]
fn every_fault_of_every_line_is_told() {
    let lines = json!([
        {"rule": "DR-60/publicaton", "value": "10 working days", "effective_from": "2024-01-01", "confidence": "certain"},
        {"rule": "DR-30/officers", "value": "two", "effective_from": "2024-1-1", "effective_to": "2024-06-31", "source": "", "confidence": "sure", "text": "read", "note": ""},
        {"rule": "DR-31/officers", "effective_from": "2024-07-01", "effective_to": "2024-06-30"},
        {"effective_to": "2024-06-30"},
        {"rule": "SC-01/required", "value": "holds", "effective_from": "2025-01-03", "confidence": "certain"},
    ]);
    assert_eq!(
        faults(&lines),
        [
            "line 1 (`DR-60/publicaton`): a rule that is known here is wanted, found another",
            "line 1 (`DR-60/publicaton`): source: law and article are wanted, found none",
            "line 2 (`DR-30/officers`): effective_from: a date is an existing day written YYYY-MM-DD, found `2024-1-1`",
            "line 2 (`DR-30/officers`): effective_to: a date is an existing day written YYYY-MM-DD, found `2024-06-31`",
            "line 2 (`DR-30/officers`): value: a number is wanted, found `two`",
            "line 2 (`DR-30/officers`): a citation has 1 to 128 bytes, found none",
            "line 2 (`DR-30/officers`): confidence: `certain`, `likely`, `unsure` or `own` is wanted, found `sure`",
            "line 2 (`DR-30/officers`): text: `seen` is wanted, or nothing, found `read`",
            "line 2 (`DR-30/officers`): note: a ground has 1 to 128 bytes, found none",
            "line 3 (`DR-31/officers`): a period ends no earlier than it begins, found 2024-07-01 to 2024-06-30",
            "line 3 (`DR-31/officers`): a value is wanted, found none",
            "line 3 (`DR-31/officers`): source: law and article are wanted, found none",
            "line 3 (`DR-31/officers`): confidence: `certain`, `likely`, `unsure` or `own` is wanted, found none",
            "line 4: a rule that is known here is wanted, found none",
            "line 4: effective_from: the first day is wanted, found none",
            "line 4: a value is wanted, found none",
            "line 4: source: law and article are wanted, found none",
            "line 4: confidence: `certain`, `likely`, `unsure` or `own` is wanted, found none",
            "line 5 (`SC-01/required`): source: law and article are wanted, found none",
            "line 5 (`SC-01/required`): nobody here has read what the law says of this: `unsure` or `own` is wanted, or a text that was seen, found `certain`",
        ]
    );
}

#[test]
fn a_pack_has_form_id_title_and_lines() {
    let whole = json!({"form": "double-random/rules/2", "id": " here", "title": "", "lines": []});
    assert_eq!(
        RulePack::parse(&whole.to_string()).unwrap_err().to_string(),
        "form: `double-random/rules/1` is wanted, found `double-random/rules/2`; lines: at least one is wanted, found none; \
        id: a rule pack id neither begins nor ends with white space, found ` here`; \
        title: a title of a rule pack has 1 to 128 bytes, found none"
    );
}

#[test]
fn a_document_of_another_shape_is_no_pack() {
    let line = publication();
    for text in [
        "[]".to_owned(),
        "{}".to_owned(),
        pack(&json!([with("since", "2024-01-01")])).to_string(),
        pack(&json!([with("effective_to", Value::Null)])).to_string(),
        pack(&json!([with("source", 7)])).to_string(),
        pack(&json!([line]))
            .to_string()
            .replace("\"id\"", "\"id\":\"here\",\"id\""),
    ] {
        let refused = RulePack::parse(&text).unwrap_err();
        assert!(matches!(refused, PackError::Document(_)), "{text}");
    }
}

#[test]
fn each_field_that_must_be_there_is_missed() {
    for field in ["rule", "value", "effective_from", "source", "confidence"] {
        let found = faults(&json!([without(field)]));
        assert_eq!(found.len(), 1, "{field}: {found:?}");
        assert!(found[0].starts_with("line 1"), "{found:?}");
        assert!(found[0].ends_with("found none"), "{found:?}");
    }
}

#[test]
fn a_value_is_of_its_rules_kind() {
    for (value, found) in [
        (json!(10), "10"),
        (json!("10"), "10"),
        (json!("10 workdays"), "10 workdays"),
        (json!(true), "true"),
        (json!(null), "null"),
    ] {
        let wanted = format!(
            "line 1 (`DR-60/publication`): value: a term such as `20 working days` is wanted, found `{found}`"
        );
        assert_eq!(faults(&json!([with("value", value)])), [wanted]);
    }
}

#[test]
fn periods_of_one_rule_have_no_day_in_common() {
    let line = |from: &str, to: Option<&str>| {
        let mut line = with("effective_from", from);
        if let Some(to) = to {
            line["effective_to"] = to.into();
        }
        line
    };
    let half = line("2024-01-01", Some("2024-06-30"));
    for (other, meets) in [
        (line("2024-07-01", None), false),
        (line("2023-01-01", Some("2023-12-31")), false),
        (line("2024-06-30", None), true),
        (line("2023-01-01", Some("2024-01-01")), true),
        (line("2024-03-01", Some("2024-03-01")), true),
        (line("2023-01-01", None), true),
        (half.clone(), true),
    ] {
        for lines in [json!([half, other]), json!([other, half])] {
            let refused = RulePack::parse(&pack(&lines).to_string()).is_err();
            assert_eq!(refused, meets, "{lines}");
        }
    }
    assert_eq!(
        faults(&json!([half, line("2024-06-30", None)])),
        [
            "line 2 (`DR-60/publication`): a rule has one value on a day, found this one from 2024-06-30 and that of line 1 from 2024-01-01 to 2024-06-30"
        ]
    );
    let mut another = half.clone();
    another["rule"] = "CV-03/answer".into();
    RulePack::parse(&pack(&json!([half, another])).to_string()).unwrap();
}

#[test]
fn what_nobody_read_is_marked_or_was_seen() {
    let line = |from: &str, to: &str, confidence: &str| {
        json!({"rule": "RP-02/acceptance", "value": "2 working days", "effective_from": from, "effective_to": to,
            "source": "《市场监督管理信用修复管理办法》", "confidence": confidence})
    };
    let refused = |line: &Value| RulePack::parse(&pack(&json!([line])).to_string()).is_err();
    for (from, to, confidence, wanted) in [
        ("2021-09-01", "2025-12-24", "certain", false),
        ("2021-09-01", "2025-12-25", "certain", true),
        ("2025-12-25", "2026-12-31", "certain", true),
        ("2025-12-25", "2026-12-31", "likely", true),
        ("2025-12-25", "2026-12-31", "unsure", false),
        ("2025-12-25", "2026-12-31", "own", false),
    ] {
        let mut line = line(from, to, confidence);
        assert_eq!(refused(&line), wanted, "{line}");
        line["text"] = "seen".into();
        assert!(!refused(&line), "{line}");
    }
    assert_eq!(
        faults(&json!([line("2026-01-01", "2026-12-31", "certain")])),
        [
            "line 1 (`RP-02/acceptance`): nobody here has read what the law says of this from 2025-12-25 on: \
        `unsure` or `own` is wanted, or a text that was seen, found `certain`"
        ]
    );
}

#[test]
fn every_rule_that_is_known_has_one_id_a_meaning_and_a_day() {
    let mut ids: Vec<&str> = Rule::all().map(Rule::id).collect();
    let number = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), number), (number, number));
    for rule in Rule::all() {
        assert_eq!(Rule::named(rule.id()), Some(rule));
        assert!(rule.meaning().ends_with('.'), "{rule}: {}", rule.meaning());
        if let Unread::From(day) = rule.unread() {
            day.parse::<double_random::calendar::Day>().unwrap();
        }
    }
}

#[test]
fn built_in_packs_say_where_each_value_comes_from() {
    for pack in [RulePack::national(), RulePack::chuxiong_2024()] {
        for line in pack.lines() {
            let own = line.basis == Basis::Own;
            assert_eq!(
                line.source.as_str().starts_with("本引擎"),
                own || line.source.as_str() == "本引擎",
                "{}",
                line.rule
            );
            assert!(!own || line.text == Text::Unseen, "{}", line.rule);
        }
    }
    let national = RulePack::national();
    let missing: Vec<&str> = Rule::all()
        .filter(|rule| national.lines().iter().all(|line| line.rule != *rule))
        .map(Rule::id)
        .collect();
    let local = [
        "AO1/at-once",
        "AL-02/promise",
        "TO-01/buffer",
        "TO-02/buffer",
        "TO-03/fined",
        "IC-01/clean",
    ];
    assert_eq!(missing, local);
}
