//! Each fault of a catalogue alone, and all of them together.

use double_random::calendar::Day;
use double_random::id::{DepartmentId, IndustryId, ItemId, NameKind};
use double_random::item::{Catalogue, CatalogueError, CatalogueFault as Fault};
use serde_json::{Value, json};

const FIRE: &str = "消防";
const HEALTH: &str = "卫生";

/// An item that lacks nothing.
fn item(code: &str, department: &str) -> Value {
    json!({
        "code": code, "title": "安全检查", "department": department, "levels": ["prefecture"], "category": "general",
        "target_kind": "business", "legal_basis": ["《示例办法》第1条"], "methods": ["on_site"], "maximum_ratio": "5%",
        "published": "2024-01-10", "valid_from": "2024-02-01", "valid_until": "2025-01-31"
    })
}

/// An industry that lacks nothing.
fn industry(id: &str) -> Value {
    json!({ "id": id, "name": "宾馆", "lead": FIRE, "cooperating": [HEALTH], "items": ["F-01", "H-01"] })
}

fn catalogue() -> Value {
    json!({
        "form": "double-random/catalogue/1", "title": "清单", "version": 1,
        "items": [item("F-01", FIRE), item("H-01", HEALTH), item("W-01", "文旅")], "industries": [industry("hotel")]
    })
}

fn faults(catalogue: &Value) -> Vec<Fault> {
    match Catalogue::parse(&catalogue.to_string()) {
        Ok(_) => vec![],
        Err(CatalogueError::Faults(faults)) => faults.faults().to_vec(),
        Err(other) => panic!("{other}"),
    }
}

fn push(catalogue: &mut Value, list: &str, entry: Value) {
    catalogue[list].as_array_mut().unwrap().push(entry);
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn department(name: &str) -> DepartmentId {
    name.parse().unwrap()
}

type ItemFault = (fn(&mut Value), fn(ItemId) -> Fault);
type IndustryFault = (fn(&mut Value), fn(IndustryId) -> Fault);

/// What can be wrong with an item.
const OF_ITEMS: [ItemFault; 13] = [
    (
        |item| item["legal_basis"] = json!([]),
        |item| Fault::NoBasis { item },
    ),
    (
        |item| item["levels"] = json!([]),
        |item| Fault::NoLevel { item },
    ),
    (
        |item| item["methods"] = json!([]),
        |item| Fault::NoMethod { item },
    ),
    (
        |item| item["levels"] = json!(["county", "county"]),
        |item| listed(item, "level", "county"),
    ),
    (
        |item| item["methods"] = json!(["written", "on_site", "written"]),
        |item| listed(item, "method", "written"),
    ),
    (
        |item| item["legal_basis"] = json!(["甲", "甲"]),
        |item| listed(item, "legal basis", "甲"),
    ),
    (
        |item| remove(item, "maximum_ratio"),
        |item| Fault::NoRatio { item },
    ),
    (
        |item| item["maximum_ratio"] = json!("0%"),
        |item| Fault::ZeroRatio { item },
    ),
    (
        |item| item["category"] = json!("key"),
        |item| Fault::RatioOfKey {
            item,
            found: "5%".parse().unwrap(),
        },
    ),
    (
        |item| remove(item, "published"),
        |item| Fault::Unpublished { item },
    ),
    (
        |item| remove(item, "valid_from"),
        |item| Fault::NoBeginning { item },
    ),
    (
        |item| item["published"] = json!("2024-02-02"),
        |item| Fault::PublishedLate {
            item,
            published: day("2024-02-02"),
            from: day("2024-02-01"),
        },
    ),
    (
        |item| item["valid_until"] = json!("2024-01-31"),
        |item| Fault::ValidityBackwards {
            item,
            from: day("2024-02-01"),
            until: day("2024-01-31"),
        },
    ),
];

/// What can be wrong with an industry.
const OF_INDUSTRIES: [IndustryFault; 8] = [
    (
        |industry| industry["items"] = json!([]),
        |industry| Fault::NoItemOfIndustry { industry },
    ),
    (
        |industry| industry["items"] = json!(["F-01", "H-01", "X-99"]),
        |industry| Fault::UnknownItem {
            industry,
            item: "X-99".parse().unwrap(),
        },
    ),
    (
        |industry| industry["items"] = json!(["F-01", "H-01", "F-01"]),
        |industry| named(industry, NameKind::Item, "F-01"),
    ),
    (
        |industry| industry["cooperating"] = json!([HEALTH, HEALTH]),
        |industry| named(industry, NameKind::Department, HEALTH),
    ),
    (
        |industry| industry["cooperating"] = json!([HEALTH, FIRE]),
        |industry| Fault::LeadCooperates {
            industry,
            lead: department(FIRE),
        },
    ),
    (
        |industry| industry["items"] = json!(["H-01"]),
        |industry| Fault::LeadWithoutItem {
            industry,
            lead: department(FIRE),
        },
    ),
    (
        |industry| industry["items"] = json!(["F-01"]),
        |industry| Fault::DepartmentWithoutItem {
            industry,
            department: department(HEALTH),
        },
    ),
    (
        |industry| industry["items"] = json!(["F-01", "H-01", "W-01"]),
        |industry| Fault::ForeignItem {
            industry,
            item: "W-01".parse().unwrap(),
            department: department("文旅"),
        },
    ),
];

fn listed(item: ItemId, what: &'static str, found: &str) -> Fault {
    let found = found.to_owned();
    Fault::ListedTwice { item, what, found }
}

fn named(industry: IndustryId, what: NameKind, found: &str) -> Fault {
    let found = found.to_owned();
    Fault::NamedTwice {
        industry,
        what,
        found,
    }
}

fn remove(entry: &mut Value, field: &str) {
    entry.as_object_mut().unwrap().remove(field).unwrap();
}

#[test]
fn a_good_catalogue_has_no_fault() {
    assert_eq!(faults(&catalogue()), []);
}

#[test]
fn dr_04_a_key_item_needs_no_limit() {
    let mut key = item("K-01", FIRE);
    key["category"] = json!("key");
    remove(&mut key, "maximum_ratio");
    let mut catalogue = catalogue();
    push(&mut catalogue, "items", key);
    assert_eq!(faults(&catalogue), []);
}

#[test]
fn dr_04_a_general_item_without_a_limit_is_refused_and_a_key_item_with_one() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut catalogue = catalogue();
        change(&mut catalogue["items"][0]);
        faults(&catalogue)
            .iter()
            .map(Fault::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused(&|item| remove(item, "maximum_ratio")),
        ["items: `F-01`: a maximum ratio is wanted of a general item, found none"]
    );
    assert_eq!(
        refused(&|item| item["category"] = json!("key")),
        ["items: `F-01`: no maximum ratio is wanted of a key item, found 5%"]
    );
}

#[test]
fn each_fault_of_an_item_is_told_alone() {
    for (place, (change, fault)) in OF_ITEMS.iter().enumerate() {
        let (mut catalogue, code) = (catalogue(), format!("X-{place:02}"));
        let mut faulty = item(&code, FIRE);
        change(&mut faulty);
        push(&mut catalogue, "items", faulty);
        assert_eq!(faults(&catalogue), [fault(code.parse().unwrap())]);
    }
}

#[test]
fn each_fault_of_an_industry_is_told_alone() {
    for (place, (change, fault)) in OF_INDUSTRIES.iter().enumerate() {
        let (mut catalogue, id) = (catalogue(), format!("i-{place}"));
        let mut faulty = industry(&id);
        change(&mut faulty);
        push(&mut catalogue, "industries", faulty);
        assert_eq!(faults(&catalogue), [fault(id.parse().unwrap())]);
    }
}

#[test]
fn each_fault_of_the_whole_is_told_alone() {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut catalogue = catalogue();
        change(&mut catalogue);
        faults(&catalogue)
    };
    let found = "double-random/catalogue/2".to_owned();
    assert_eq!(
        with(&|all| all["form"] = json!("double-random/catalogue/2")),
        [Fault::Form { found }]
    );
    assert_eq!(with(&|all| all["version"] = json!(0)), [Fault::NoVersion]);
    let digest = "0".repeat(64);
    assert_eq!(
        with(&|all| all["supersedes"] = json!(digest)),
        [Fault::FirstSupersedes]
    );
    assert_eq!(
        with(&|all| all["version"] = json!(2)),
        [Fault::NoPredecessor { version: 2 }]
    );
    let second = |all: &mut Value| {
        all["version"] = json!(2);
        all["supersedes"] = json!(digest);
    };
    assert_eq!(with(&second), []);
    assert_eq!(
        with(&|all| {
            all["items"] = json!([]);
            remove(all, "industries");
        }),
        [Fault::NoItem]
    );
    assert_eq!(
        with(&|all| push(all, "items", item("F-01", HEALTH))),
        [Fault::ItemTwice {
            item: "F-01".parse().unwrap()
        }]
    );
    assert_eq!(
        with(&|all| push(all, "industries", industry("hotel"))),
        [Fault::IndustryTwice {
            industry: "hotel".parse().unwrap()
        }]
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let mut catalogue = catalogue();
    catalogue["form"] = json!("another");
    catalogue["version"] = json!(7);
    let found = "another".to_owned();
    let mut wanted = vec![Fault::Form { found }, Fault::NoPredecessor { version: 7 }];
    for (place, (change, fault)) in OF_ITEMS.iter().enumerate() {
        let code = format!("X-{place:02}");
        let mut faulty = item(&code, FIRE);
        change(&mut faulty);
        push(&mut catalogue, "items", faulty);
        wanted.push(fault(code.parse().unwrap()));
    }
    push(&mut catalogue, "items", item("F-01", FIRE));
    wanted.push(Fault::ItemTwice {
        item: "F-01".parse().unwrap(),
    });
    for (place, (change, fault)) in OF_INDUSTRIES.iter().enumerate() {
        let id = format!("i-{place}");
        let mut faulty = industry(&id);
        change(&mut faulty);
        push(&mut catalogue, "industries", faulty);
        wanted.push(fault(id.parse().unwrap()));
    }
    push(&mut catalogue, "industries", industry("hotel"));
    wanted.push(Fault::IndustryTwice {
        industry: "hotel".parse().unwrap(),
    });
    assert_eq!(faults(&catalogue), wanted);
    assert_eq!(wanted.len(), 2 + 13 + 1 + 8 + 1);
    // One text tells them all.
    let refused = Catalogue::parse(&catalogue.to_string()).unwrap_err();
    let text = refused.to_string();
    assert!(wanted.iter().all(|fault| text.contains(&fault.to_string())));
}

#[test]
fn faults_of_one_item_do_not_hide_each_other() {
    let mut catalogue = catalogue();
    let faulty = &mut catalogue["items"][0];
    faulty["legal_basis"] = json!([]);
    faulty["published"] = json!("2024-03-01");
    faulty["valid_until"] = json!("2024-01-01");
    remove(faulty, "maximum_ratio");
    assert_eq!(faults(&catalogue).len(), 4);
    let industry = &mut catalogue["industries"][0];
    industry["items"] = json!(["W-01", "X-99", "X-99"]);
    industry["cooperating"] = json!([FIRE, HEALTH]);
    // Twice, leading and cooperating, foreign, unknown, and neither department has an item.
    assert_eq!(faults(&catalogue).len(), 4 + 6);
}
