//! The conformance check finds every answer of the open vectors, and notices every alteration of one.

#[path = "../examples/conformance/check/mod.rs"]
mod check;

use check::Fault;
use serde_json::{Value, json};
use std::fs;
use std::mem;
use std::process::{Command, Stdio};

const OPEN: &str = include_str!("vectors/double-random-1-open.json");

/// Inputs: changing one changes what is asked, not what is answered. Everything else is an answer. `*` is any field or
/// index.
const INPUTS: &[&str] = &[
    "/derive/seed",
    "/derive/cases/*/label",
    "/tickets/seed",
    "/tickets/cases/*/name",
    "/stream/seed",
    "/below/seed",
    "/below/cases/*/n",
    "/frame/frame_key",
    "/frame/units",
    "/frame/utf8_order/units",
    "/frame/with_reason/units",
    "/frame/proofs/*/id",
    "/frame/bad_proofs/*/*",
    "/documents/*/document",
    "/ceremony/contributors/*/name",
    "/ceremony/contributors/*/nonce",
    "/ceremony/sources/*/*",
    "/ceremony/plans/*/*",
    "/ceremony/journal",
    "/ceremony/record_by",
    "/ceremony/open_by",
    "/ceremony/declared/randomness",
    "/ceremony/record/public_form",
    "/ceremony/record/confidential_form",
    "/stratified/target_seed",
    "/stratified/rounding_seed",
    "/stratified/names",
    "/stratified/ppm",
    "/stratified/expected_whole/counts",
    "/stratified/expected_whole/ppm",
    "/stratified/up_minimum_above/counts",
    "/stratified/up_minimum_above/ppm",
    "/stratified/up_minimum_above/minimum",
    "/stratified/expected_with_empty/counts",
    "/capacity/*/counts",
    "/capacity/*/weights",
    "/capacity/*/lower",
    "/capacity/*/total",
    "/capacity/*/rounding_seed",
    "/pivotal/*/target_seed",
    "/pivotal/*/pivotal_seed",
    "/pivotal/*/names",
    "/pivotal/*/n",
    "/inspectors/*/seed",
    "/inspectors/*/slots",
    "/inspectors/*/targets",
    "/inspectors/*/inspectors",
    "/inspectors/*/recusals",
    "/inspectors/*/replacements/*/target",
    "/inspectors/*/replacements/*/position",
    "/end_to_end/frame_key",
    "/end_to_end/units",
    "/end_to_end/rates_ppm_by_class",
    "/end_to_end/contributors/*/*",
    "/end_to_end/sources/*/*",
    "/end_to_end/plan",
    "/end_to_end/roster",
    "/end_to_end/struck_off/target",
    "/end_to_end/open_plan/plan",
    "/end_to_end/open_plan/n",
    "/refused/*/*",
];

/// Fields that are cases: one less is a shorter file, no wrong one.
const CASES: &[&str] = &["/frame/roots_of_prefixes/*"];

/// Lists that the file ends where it likes.
const ENDLESS: &[&str] = &["/stream/u64"];

/// A value of each kind that is not refused.
const GOOD: &[(&str, &str)] = &[
    ("unit_id", r#""a b/c""#),
    ("plan_id", r#""plan-1""#),
    ("stratum_component", r#""餐饮""#),
    ("contributor", r#""审计局""#),
    ("source", r#""lottery""#),
    ("source_value", r#""03 11""#),
    ("source_form", r#""two digits""#),
    ("rate", r#""0.5%""#),
    ("date", r#""2024-02-29""#),
    (
        "hex32",
        r#""abababababababababababababababababababababababababababababababab""#,
    ),
    ("document", r#""{\"a\":1}""#),
    (
        "capacity",
        r#"{"counts": {"A": 5}, "weights": {"A": 1}, "lower": {"A": 1}, "total": 3}"#,
    ),
    ("proportional", r#"{"sizes": [1, 2, 3], "n": 2}"#),
];

#[test]
fn every_answer_agrees() {
    let root = open();
    check::form(&root).unwrap();
    let mut answers = 0;
    for (section, _) in check::SECTIONS {
        answers += check::section(section, &root).unwrap().values;
    }
    // What must be refused has no answer in the file.
    let refusals = root["refused"].as_array().unwrap().len()
        + root["frame"]["bad_proofs"].as_array().unwrap().len();
    assert_eq!(
        answers,
        refusals + parts().iter().map(leaves).sum::<usize>()
    );
}

#[test]
fn every_part_agrees() {
    for part in parts() {
        for section in part.as_object().unwrap().keys() {
            check::section(section, &part).unwrap();
        }
    }
}

#[test]
fn every_answer_counts() {
    for mut part in parts() {
        for place in places(&part) {
            for altered in alterations(&part, &place) {
                refuse(&mut part, &place, altered);
            }
        }
    }
}

#[test]
fn every_field_counts() {
    for mut part in parts() {
        for place in places(&part) {
            let Some(fields) = part.pointer(&place).and_then(Value::as_object).cloned() else {
                continue;
            };
            for field in fields
                .keys()
                .filter(|field| !is_one_of(CASES, &step(&place, field)))
            {
                let mut fewer = fields.clone();
                fewer.remove(field);
                refuse(&mut part, &place, fewer.into());
            }
            let mut more = fields.clone();
            more.insert("unknown".to_owned(), "unknown".into());
            refuse(&mut part, &place, more.into());
        }
    }
}

#[test]
fn every_section_counts() {
    let root = open();
    let fields = root.as_object().unwrap();
    for name in fields.keys() {
        let mut fewer = fields.clone();
        fewer.remove(name);
        assert!(
            matches!(check::form(&fewer.into()), Err(Fault::Form(_))),
            "without {name}"
        );
    }
    let wrong = [
        ("unknown", json!({})),
        ("protocol", json!("double-random/2")),
        ("salt", json!(1)),
    ];
    for (name, value) in wrong {
        let mut other = fields.clone();
        other.insert(name.to_owned(), value);
        let checked = check::form(&other.into());
        assert!(matches!(checked, Err(Fault::Form(_))), "{name}");
    }
    assert!(matches!(check::form(&json!([])), Err(Fault::Form(_))));
}

#[test]
fn what_is_good_cannot_stand_where_the_bad_is_expected() {
    let mut root = open();
    for index in 0..root["refused"].as_array().unwrap().len() {
        let place = format!("/refused/{index}");
        let kind = root["refused"][index]["kind"].as_str().unwrap().to_owned();
        let (_, good) = GOOD.iter().find(|(of, _)| *of == kind).unwrap();
        let good: Value = serde_json::from_str(good).unwrap();
        refuse(&mut root, &format!("{place}/value"), good);
        refuse(&mut root, &format!("{place}/kind"), json!("unknown"));
    }
    for index in 0..root["frame"]["bad_proofs"].as_array().unwrap().len() {
        let mut proof = root["frame"]["proofs"][0].clone();
        proof.as_object_mut().unwrap().remove("id");
        proof["why"] = root["frame"]["bad_proofs"][index]["why"].clone();
        refuse(&mut root, &format!("/frame/bad_proofs/{index}"), proof);
    }
}

#[test]
fn the_program_says_how_it_ended() {
    let altered = OPEN.replacen(r#""ticket":"#, r#""ticket_":"#, 1);
    assert_ne!(altered, OPEN);
    let directory = env!("CARGO_TARGET_TMPDIR");
    let [altered_file, broken_file] =
        ["altered", "broken"].map(|name| format!("{directory}/conformance-{name}.json"));
    fs::write(&altered_file, altered).unwrap();
    fs::write(&broken_file, OPEN.replacen('{', r#"{"salt": "twice","#, 1)).unwrap();
    let open_file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/vectors/double-random-1-open.json"
    );
    let cases: [(&[&str], i32); 6] = [
        (&[open_file], 0),
        (&[&altered_file], 1),
        (&[&broken_file], 2),
        (&["no such file"], 2),
        (&[], 2),
        (&[open_file, open_file], 2),
    ];
    for (arguments, code) in cases {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["run", "--quiet", "--example", "conformance"])
            .args((!cfg!(debug_assertions)).then_some("--release"));
        let ended = cargo
            .arg("--")
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(ended.code(), Some(code), "{arguments:?}");
    }
}

fn open() -> Value {
    serde_json::from_str(OPEN).unwrap_or_default()
}

/// The open vectors in parts that are checked by themselves: a section each or, where a section is a list, a case each.
fn parts() -> Vec<Value> {
    let root = open();
    let part = |(section, _): (&str, _)| match root.get(section) {
        Some(Value::Array(cases)) => cases
            .iter()
            .map(|case| json!({ section: [case] }))
            .collect::<Vec<_>>(),
        whole => vec![json!({ section: whole })],
    };
    check::SECTIONS.into_iter().flat_map(part).collect()
}

/// Puts a value in a place, expects that its section is now refused by name, and puts the old value back.
#[track_caller]
fn refuse(part: &mut Value, place: &str, value: Value) {
    let section = place.split('/').nth(1).unwrap_or_default();
    let shown = format!("{place}: {value}");
    let old = put(part, place, value);
    let named = match check::section(section, part) {
        Err(Fault::Differs { section, path, .. }) => path.starts_with(&section).then_some(section),
        Err(Fault::Unreadable { section, .. }) => Some(section),
        Ok(_) | Err(Fault::Form(_)) => None,
    };
    assert_eq!(named.as_deref(), Some(section), "{shown}");
    put(part, place, old);
}

/// Puts a value in a place; answers the one that was there.
fn put(part: &mut Value, place: &str, value: Value) -> Value {
    let at = part.pointer_mut(place);
    at.map(|at| mem::replace(at, value)).unwrap_or_default()
}

/// Every place of these sections that is neither an input nor below one.
fn places(part: &Value) -> Vec<String> {
    let mut places = vec![];
    let mut open = vec![String::new()];
    while let Some(place) = open.pop() {
        if is_one_of(INPUTS, &place) {
            continue;
        }
        match part.pointer(&place) {
            Some(Value::Array(items)) => {
                open.extend((0..items.len()).map(|index| format!("{place}/{index}")));
            }
            Some(Value::Object(fields)) => {
                open.extend(fields.keys().map(|field| step(&place, field)));
            }
            _ => {}
        }
        places.push(place);
    }
    places.retain(|place| !place.is_empty());
    places
}

/// The number of single answers.
fn leaves(part: &Value) -> usize {
    let is_leaf = |value: &&Value| !value.is_array() && !value.is_object();
    let places = places(part);
    places
        .iter()
        .filter_map(|place| part.pointer(place))
        .filter(is_leaf)
        .count()
}

/// What else might stand in the place of an answer; of a list, fewer, more, or others first.
fn alterations(part: &Value, place: &str) -> Vec<Value> {
    match part.pointer(place) {
        Some(Value::Null) => vec![json!(0), json!("0000000000000000")],
        Some(Value::Bool(answer)) => vec![json!(!answer)],
        Some(Value::Number(number)) => {
            let number = number.as_u64().unwrap_or_default();
            vec![
                json!(number + 1),
                json!(number.wrapping_sub(1)),
                json!(number.to_string()),
            ]
        }
        Some(Value::String(text)) => {
            let mut altered = vec![format!("{text} ")];
            let mut before = String::new();
            for piece in text.split_inclusive(['\t', '\n']) {
                let (_, after) = text.split_at(before.len() + piece.len());
                altered.push(format!("{before}{}{after}", other(piece)));
                before.push_str(piece);
            }
            altered.into_iter().map(Value::from).collect()
        }
        Some(Value::Array(items)) if is_plain(place) => {
            let mut altered = vec![[items.as_slice(), &[json!("more")]].concat()];
            altered.extend(items.split_first().map(|(_, rest)| rest.to_vec()));
            if let (Some((_, rest)), false) = (items.split_last(), is_one_of(ENDLESS, place)) {
                altered.push(rest.to_vec());
            }
            let mut pairs = items.iter().zip(items.iter().skip(1));
            if let Some(at) = pairs.position(|(one, next)| one != next) {
                let mut swapped = items.clone();
                swapped.swap(at, at + 1);
                altered.push(swapped);
            }
            altered.into_iter().map(Value::from).collect()
        }
        None | Some(Value::Array(_) | Value::Object(_)) => vec![],
    }
}

/// The text with another character in its middle.
fn other(text: &str) -> String {
    let middle = text.chars().count() / 2;
    let other = |(at, c)| match c {
        '0' if at == middle => '1',
        _ if at == middle => '0',
        _ => c,
    };
    text.chars().enumerate().map(other).collect()
}

/// Whether a list holds answers alone, and not cases with inputs of their own.
fn is_plain(place: &str) -> bool {
    !INPUTS
        .iter()
        .any(|input| depth(input) > depth(place) && agree(input, place))
}

fn is_one_of(patterns: &[&str], place: &str) -> bool {
    let alike = |pattern: &&str| depth(pattern) == depth(place) && agree(pattern, place);
    patterns.iter().any(alike)
}

fn depth(place: &str) -> usize {
    place.split('/').count()
}

/// Whether pattern and place agree as far as both go.
fn agree(pattern: &str, place: &str) -> bool {
    let mut parts = pattern.split('/').zip(place.split('/'));
    parts.all(|(wanted, part)| wanted == "*" || wanted == part)
}

/// The place of a field, as a JSON pointer.
fn step(place: &str, field: &str) -> String {
    format!("{place}/{}", field.replace('~', "~0").replace('/', "~1"))
}
