//! Rows of a register and filters over them, and a naive reading of both: JSON and texts, nothing of the crate.

use double_random::registry::Business;
use double_random::scope::Filter;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_global_rejects: 16 * cases,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

pub(crate) const DIVISIONS: [&str; 7] = [
    "532301", "532302", "532300", "530181", "530000", "110101", "100000",
];
pub(crate) const INDUSTRIES: [&str; 7] = ["H", "H61", "H611", "H6110", "H6210", "C14", "P8334"];
pub(crate) const ENTITIES: [&str; 6] = [
    "enterprise",
    "branch",
    "individual_business",
    "cooperative",
    "representative_office",
    "other",
];
pub(crate) const STATES: [&str; 6] = [
    "active",
    "dormant",
    "liquidating",
    "revoked",
    "struck_off",
    "moved_out",
];
pub(crate) const LICENCES: [&str; 3] = ["食品经营许可证", "烟草专卖零售许可证", "L3"];
pub(crate) const LISTS: [&str; 2] = ["经营异常名录", "严重违法失信名单"];
pub(crate) const CLASSES: [&str; 4] = ["A", "B", "C", "D"];

/// A row as it stands in JSON.
pub(crate) fn row() -> impl Strategy<Value = Value> {
    let some = |from: &'static [&'static str]| {
        prop::sample::subsequence(from.to_vec(), 0..=from.len().min(3))
    };
    let one = |from: &'static [&'static str]| prop::sample::select(from.to_vec());
    (
        one(&DIVISIONS),
        one(&ENTITIES),
        one(&STATES),
        some(&INDUSTRIES),
        some(&LICENCES),
        some(&LISTS),
        prop::option::of(0_u64..6),
        prop::option::of(one(&CLASSES)),
    )
        .prop_map(
            |(division, entity, state, industries, licences, lists, employees, class)| {
                let mut row = json!({"id": "x", "division": division, "entity_type": entity, "state": state,
                "industries": industries, "licences": licences, "lists": lists});
                if let Some(employees) = employees {
                    row["employees"] = employees.into();
                }
                if let Some(class) = class {
                    row["risk_class"] = class.into();
                }
                row
            },
        )
}

/// Rows with ids of their own.
pub(crate) fn rows(most: usize) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(row(), 0..most).prop_map(|mut rows| {
        for (place, row) in rows.iter_mut().enumerate() {
            row["id"] = format!("91532301MA6K{place:06}").into();
        }
        rows
    })
}

pub(crate) fn business(row: &Value) -> Business {
    serde_json::from_value(row.clone()).unwrap()
}

pub(crate) fn leaf() -> impl Strategy<Value = Filter> {
    prop_oneof![
        prop::sample::select(&DIVISIONS[..]).prop_map(|one| Filter::Division(one.parse().unwrap())),
        prop::sample::select(&INDUSTRIES[..])
            .prop_map(|one| Filter::Industry(one.parse().unwrap())),
        prop::sample::select(&ENTITIES[..])
            .prop_map(|one| Filter::EntityType(one.parse().unwrap())),
        prop::sample::select(&LICENCES[..]).prop_map(|one| Filter::Licence(one.parse().unwrap())),
        (0_u64..6).prop_map(Filter::EmployeesAtLeast),
        (0_u64..6).prop_map(Filter::EmployeesAtMost),
        prop::sample::select(&LISTS[..]).prop_map(|one| Filter::List(one.parse().unwrap())),
        prop::sample::select(&CLASSES[..]).prop_map(|one| Filter::RiskClass(one.parse().unwrap())),
    ]
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Filter::Any),
            inner.prop_map(|one| !one),
        ]
    })
}

/// What a filter says of a row, both as JSON, read to the letter.
pub(crate) fn holds(filter: &Value, row: &Value, unclassified: &str) -> bool {
    let (key, value) = filter.as_object().unwrap().iter().next().unwrap();
    let text = || value.as_str().unwrap();
    let among = |field: &str| {
        row[field]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one == value)
    };
    let number = || value.as_u64().unwrap();
    match key.as_str() {
        "all" => {
            let mut every = true;
            for one in value.as_array().unwrap() {
                every &= holds(one, row, unclassified);
            }
            every
        }
        "any" => {
            let mut some = false;
            for one in value.as_array().unwrap() {
                some |= holds(one, row, unclassified);
            }
            some
        }
        "not" => !holds(value, row, unclassified),
        "division" => {
            let wide = match text() {
                "100000" => "",
                code => code
                    .strip_suffix("0000")
                    .or(code.strip_suffix("00"))
                    .unwrap_or(code),
            };
            row["division"].as_str().unwrap().starts_with(wide)
        }
        "industry" => row["industries"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one.as_str().unwrap().starts_with(text())),
        "entity_type" => row["entity_type"] == *value,
        "licence" => among("licences"),
        "list" => among("lists"),
        "employees_at_least" => row["employees"].as_u64().is_some_and(|n| n >= number()),
        "employees_at_most" => row["employees"].as_u64().is_some_and(|n| n <= number()),
        "risk_class" => row["risk_class"].as_str().unwrap_or(unclassified) == text(),
        other => panic!("no such condition: {other}"),
    }
}
