//! Failures as answers: codes, hints, and the place of the offending value.

use super::Failure;
use serde_json::Value;
use serde_path_to_error::Segment;

pub(super) fn failure(code: &str, path: String, message: String) -> Failure {
    let hint = match code {
        "json" => "send one JSON object; a key stands once in it, numbers are integers",
        "value" => {
            "compare the value at the path with SPEC.md: section 10 for calls, section 7 for documents"
        }
        "frame.name" => {
            "ids, labels and districts have 1 to 128 bytes without control characters and outer white space"
        }
        "frame.zero_size" => {
            "give every unit a size of at least 1, or a label such as `-closed` if it cannot be drawn"
        }
        "frame.duplicate_id" => "send every unit once",
        "frame.equal_tokens" => "take another frame key",
        "draw.no_plan" => "send at least one plan",
        "draw.plan_twice" => "give every plan an id of its own",
        "draw.label" => "give every label one component for each attribute of the plan",
        "draw.unknown_stratum" => {
            "add a rule for the stratum to the plan, or give its units a label such as `-out-of-scope`"
        }
        "draw.open_key" => "take a secret frame key, or stratify by public attributes only",
        "draw.allocation" => "change the plan's numbers so that they fit the frame",
        "draw.ceremony" => "take the ceremony's steps up to the last source's value first",
        "announce.terms" => "name contributors and sources as SPEC.md, section 3, asks for",
        "draw.randomness" => "a draw through the door declares its randomness",
        _ if code.starts_with("ceremony.") => {
            "compare the step with the table of the ceremony: SPEC.md, section 3"
        }
        _ if code.starts_with("journal.") => {
            "compare lines, head and event with SPEC.md: what a journal holds and what serves once"
        }
        _ => "compare the call with SPEC.md, section 10",
    };
    Failure {
        code: code.to_owned(),
        path,
        message,
        hint: hint.to_owned(),
    }
}

/// Fields that hold lists; a list anywhere else would be a second spelling of an object.
const LISTS: [&str; 21] = [
    "draws",
    "units",
    "attributes",
    "strata",
    "selected",
    "reserves",
    "names",
    "path",
    "lines",
    "steps",
    "plans",
    "slots",
    "inspectors",
    "districts",
    "qualifications",
    "recusals",
    "teams",
    "seats",
    "once",
    A_GROUP,
    A_ROW,
];

/// Fields under which nothing may stand for a value.
const NOTHING: [&str; 3] = ["threshold", "seats", "slots"];

/// A unit's row, or a pair of an unfillable slot; a group of a roster. No field is called so.
const A_ROW: &str = "[]";
const A_GROUP: &str = "{}";

/// Where a list or nothing at all stands that no call holds there; `field` is the name under which the value stands.
pub(super) fn misplaced(value: &Value, field: &str) -> Option<(String, &'static str)> {
    let below = |key: &dyn std::fmt::Display, found: Option<(String, &'static str)>| {
        found.map(|(path, what)| (format!("/{key}{path}"), what))
    };
    match value {
        Value::Null if !NOTHING.contains(&field) => Some((String::new(), "null")),
        Value::Array(items) if LISTS.contains(&field) => {
            let inner = match field {
                "units" | "once" => A_ROW,
                "seats" | "slots" => field,
                _ => "",
            };
            let mut items = items.iter().enumerate();
            items.find_map(|(place, item)| below(&place, misplaced(item, inner)))
        }
        Value::Array(_) => Some((String::new(), "a list")),
        Value::Object(fields) => {
            let inner = |key| if field == "groups" { A_GROUP } else { key };
            let mut fields = fields.iter();
            fields.find_map(|(key, item)| below(&escaped(key), misplaced(item, inner(key))))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// A key as a segment of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The path as a JSON pointer (RFC 6901).
pub(super) fn pointer(path: &serde_path_to_error::Path) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("/{}", escaped(key))
        }
        Segment::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}
