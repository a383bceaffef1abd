//! The comparison of what a file expects with what was found.

use super::Fault;
use serde_json::Value;
use std::collections::BTreeSet;

/// Ends at the first value of the section that differs.
pub(super) fn first_difference(
    section: &str,
    expected: &Value,
    found: &Value,
) -> Result<(), Fault> {
    differ(section, Some(expected), Some(found)).map_err(|(path, expected, found)| {
        let [expected, found] =
            [expected, found].map(|value| value.map_or("nothing".to_owned(), Value::to_string));
        Fault::Differs {
            section: section.to_owned(),
            path,
            expected,
            found,
        }
    })
}

/// The number of values, wherever they stand.
pub(super) fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

/// The first difference: its path, what is expected there and what was found.
fn differ<'a>(
    path: &str,
    expected: Option<&'a Value>,
    found: Option<&'a Value>,
) -> Result<(), (String, Option<&'a Value>, Option<&'a Value>)> {
    match (expected, found) {
        (Some(Value::Array(expected)), Some(Value::Array(found))) => {
            let mut indices = 0..expected.len().max(found.len());
            indices.try_for_each(|index| {
                differ(
                    &format!("{path}[{index}]"),
                    expected.get(index),
                    found.get(index),
                )
            })
        }
        (Some(Value::Object(expected)), Some(Value::Object(found))) => {
            let keys: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
            keys.into_iter()
                .try_for_each(|key| differ(&step(path, key), expected.get(key), found.get(key)))
        }
        _ if expected == found => Ok(()),
        _ => Err((path.to_owned(), expected, found)),
    }
}

/// The path of a field: `path.field`, or `path["any text"]`.
fn step(path: &str, key: &str) -> String {
    let plain = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain {
        format!("{path}.{key}")
    } else {
        format!("{path}[{}]", Value::from(key))
    }
}
