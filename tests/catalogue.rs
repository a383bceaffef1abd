//! The catalogue of inspection items: every fault, who may inspect what when, what a version changes, what is planned.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

#[path = "catalogue/faults.rs"]
mod faults;

use double_random::calendar::Day;
use double_random::id::{DepartmentId, IndustryId, ItemId};
use double_random::item::{Catalogue, Category, Change, Changes, Industry, IndustryDraft, Item};
use double_random::item::{ItemDraft, Method, NoItem, Planned, SuccessionError, TargetKind};
use double_random::region::Level;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A list of thirty industries as it could be: fiction, in the numbers of the first list of Chuxiong.
const CHUXIONG: &str = include_str!("data/chuxiong-items-v1.json");

const LEVELS: [Level; 3] = [Level::Province, Level::Prefecture, Level::County];

fn chuxiong() -> Catalogue {
    Catalogue::parse(CHUXIONG).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn code(text: &str) -> ItemId {
    text.parse().unwrap()
}

fn department(text: &str) -> DepartmentId {
    text.parse().unwrap()
}

/// An item of the fire brigade that lacks nothing.
fn draft(item: &str, title: &str) -> ItemDraft {
    let category = Category::General {
        maximum_ratio: "5%".parse().unwrap(),
    };
    draft_of(item, title, category)
}

fn draft_of(item: &str, title: &str, category: Category) -> ItemDraft {
    ItemDraft::new(
        code(item),
        title.parse().unwrap(),
        department("消防"),
        category,
    )
    .in_force(day("2024-01-10"), day("2024-02-01"))
    .at([Level::Prefecture])
    .by([Method::OnSite])
    .resting_on("《示例办法》第1条".parse().unwrap())
}

fn industry(id: &str, items: &[&str]) -> IndustryDraft {
    let draft = IndustryDraft::new(
        id.parse().unwrap(),
        "宾馆".parse().unwrap(),
        department("消防"),
    );
    items
        .iter()
        .fold(draft, |draft, item| draft.item(code(item)))
}

// The list.

/// Rule OI-01.
#[test]
fn the_first_list_has_thirty_industries_of_seventeen_departments_with_sixty_nine_items() {
    let catalogue = chuxiong();
    let departments: BTreeSet<&DepartmentId> = catalogue.items().map(Item::department).collect();
    let counts = (
        catalogue.industries().count(),
        departments.len(),
        catalogue.items().count(),
    );
    assert_eq!(counts, (30, 17, 69));
    // 2.30 items an industry, and none is shared.
    let items = catalogue
        .industries()
        .map(|industry| industry.items().len());
    assert_eq!(items.sum::<usize>() * 100 / 30, 230);
    let single = catalogue.industries().filter(|one| one.items().len() == 1);
    assert_eq!(single.count(), 4);
    assert_eq!(catalogue.version(), 1);
    assert!(catalogue.title().as_str().contains("虚构"));
}

#[test]
fn a_catalogue_is_a_document_with_one_digest() {
    let catalogue = chuxiong();
    let again = Catalogue::parse(catalogue.to_json()).unwrap();
    assert_eq!((again.digest(), &again), (catalogue.digest(), &catalogue));
    let value = serde_json::to_value(&catalogue).unwrap();
    assert_eq!(
        serde_json::from_value::<Catalogue>(value).unwrap(),
        catalogue
    );
    for (from, to) in [
        (r#""version": 1,"#, r#""version": 1, "note": "x","#),
        (r#""version": 1,"#, r#""version": 1, "version": 1,"#),
        (r#""version": 1,"#, r#""version": 1, "supersedes": null,"#),
        (r#""version": 1,"#, r#""version": 1.0,"#),
        (r#""methods": ["on_site"]"#, r#""methods": ["by_force"]"#),
        (r#""maximum_per_year": 1"#, r#""maximum_per_year": 0"#),
        (r#""maximum_ratio": "5%""#, r#""maximum_ratio": "5.0%""#),
        (r#""2024-01-15""#, r#""2024-1-15""#),
    ] {
        assert!(CHUXIONG.contains(from), "{from}");
        let text = CHUXIONG.replacen(from, to, 1);
        assert!(Catalogue::parse(&text).is_err(), "{from} → {to}");
    }
}

#[test]
fn an_item_says_what_its_draft_said() {
    let draft = draft_of("F-01", "消防安全", Category::Key)
        .on(TargetKind::Project)
        .at([Level::County])
        .by([Method::SamplingTest])
        .until(day("2025-12-31"))
        .per_year(2.try_into().unwrap());
    let catalogue = Catalogue::builder("清单".parse().unwrap()).item(draft);
    let catalogue = catalogue.build().unwrap();
    let item = catalogue.items().next().unwrap();
    assert_eq!(
        (item.code(), item.title().as_str()),
        (&code("F-01"), "消防安全")
    );
    assert_eq!(item.department(), &department("消防"));
    assert_eq!(*item.levels(), [Level::County, Level::Prefecture].into());
    assert_eq!(
        *item.methods(),
        [Method::OnSite, Method::SamplingTest].into()
    );
    assert_eq!(
        (item.category(), item.target_kind()),
        (Category::Key, TargetKind::Project)
    );
    assert_eq!(item.legal_basis()[0].as_str(), "《示例办法》第1条");
    assert_eq!(item.maximum_per_year().map(u32::from), Some(2));
    assert_eq!(
        (item.published(), item.valid_from(), item.valid_until()),
        (
            day("2024-01-10"),
            day("2024-02-01"),
            Some(day("2025-12-31"))
        )
    );
}

// No item, no inspection.

#[test]
fn dr_02_what_is_not_in_the_list_is_not_inspected() {
    let catalogue = chuxiong();
    let refused = catalogue.item_on(&code("XX-99"), Level::County, day("2024-05-01"));
    assert_eq!(
        refused,
        Err(NoItem::Unknown {
            item: code("XX-99")
        })
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "no item, no inspection: an item of the catalogue is wanted, found `XX-99`"
    );
}

#[test]
fn dr_02_an_item_is_inspected_from_its_first_day_to_its_last_and_no_other() {
    let catalogue = chuxiong();
    let on = |on| catalogue.item_on(&code("GA-01"), Level::County, day(on));
    let says = |on| says(&catalogue, "GA-01", Level::County, on);
    assert_eq!(
        says("2024-01-14"),
        "no item, no inspection: `GA-01` is published on 2024-01-15, found an inspection on 2024-01-14"
    );
    for early in ["2024-01-15", "2024-01-31"] {
        assert_eq!(
            says(early),
            format!(
                "no item, no inspection: `GA-01` is valid from 2024-02-01 on, found an inspection on {early}"
            )
        );
    }
    assert!(on("2024-02-01").is_ok() && on("2026-12-31").is_ok());
    assert_eq!(
        says("2027-01-01"),
        "no item, no inspection: `GA-01` is valid until 2026-12-31, found an inspection on 2027-01-01"
    );
    // An item without a last day stays.
    let endless = catalogue.item_on(&code("XF-01"), Level::County, day("2099-01-01"));
    assert_eq!(endless.unwrap().valid_until(), None);
}

#[test]
fn dr_02_an_item_is_inspected_at_its_own_levels() {
    let catalogue = chuxiong();
    assert_eq!(
        says(&catalogue, "GA-01", Level::Province, "2024-05-01"),
        "no item, no inspection: `GA-01` is carried out at the level of county and prefecture, found an inspection by the province"
    );
}

#[test]
fn dr_02_an_unpublished_item_makes_no_catalogue() {
    let unpublished = ItemDraft::new(
        code("F-01"),
        "消防安全".parse().unwrap(),
        department("消防"),
        Category::Key,
    );
    let refused = Catalogue::builder("清单".parse().unwrap())
        .item(unpublished)
        .build();
    let refused = refused.unwrap_err().to_string();
    assert!(
        refused.contains("`F-01`: the day of publication is wanted, found none"),
        "{refused}"
    );
}

fn says(catalogue: &Catalogue, item: &str, level: Level, on: &str) -> String {
    let refused = catalogue.item_on(&code(item), level, day(on));
    refused.unwrap_err().to_string()
}

proptest! {
    /// Against the rule in one line: published, valid, and of the level.
    #[test]
    fn dr_02_an_item_is_given_if_and_only_if_the_rule_says_so(
        mut days in prop::array::uniform3(1_u8..29),
        ends: bool,
        levels in prop::collection::btree_set(prop::sample::select(LEVELS.to_vec()), 1..=3),
        level in prop::sample::select(LEVELS.to_vec()),
        on in 1_u8..29,
    ) {
        days.sort_unstable();
        let of = |number: u8| day(&format!("2024-02-{number:02}"));
        let [published, from, until] = days;
        let item = ItemDraft::new(code("F-01"), "消防".parse().unwrap(), department("消防"), Category::Key)
            .in_force(of(published), of(from))
            .at(levels.clone())
            .by([Method::Written])
            .resting_on("《示例办法》".parse().unwrap());
        let item = if ends { item.until(of(until)) } else { item };
        let catalogue = Catalogue::builder("清单".parse().unwrap()).item(item).build().unwrap();
        let given = catalogue.item_on(&code("F-01"), level, of(on));
        let rule = published <= on && from <= on && (!ends || on <= until) && levels.contains(&level);
        prop_assert_eq!(given.is_ok(), rule);
        if rule {
            prop_assert_eq!(given.unwrap().code(), &code("F-01"));
        }
    }
}

#[test]
fn dr_04_a_general_item_has_a_limit_and_a_key_item_none() {
    let catalogue = chuxiong();
    let category = |item: &str| {
        let item = catalogue.item_on(&code(item), Level::County, day("2024-05-01"));
        item.unwrap().category()
    };
    let maximum_ratio = "5%".parse().unwrap();
    assert_eq!(category("GA-01"), Category::General { maximum_ratio });
    assert_eq!(category("XF-01"), Category::Key);
}

// Versions.

#[test]
fn a_clerk_reads_what_a_version_changes() {
    let first = Catalogue::builder("清单(第一版)".parse().unwrap())
        .item(draft("F-01", "消防安全"))
        .item(draft("F-02", "灭火器材"))
        .item(draft("F-03", "疏散通道"))
        .industry(industry("hotel", &["F-01"]))
        .build()
        .unwrap();
    let altered = draft_of("F-02", "灭火器材", Category::Key)
        .at([Level::County])
        .until(day("2026-12-31"));
    let second = Catalogue::builder("清单(第二版)".parse().unwrap())
        .after(&first)
        .item(draft("F-01", "消防安全"))
        .item(altered)
        .item(draft("F-04", "电气线路"))
        .industry(industry("hotel", &["F-01", "F-04"]))
        .industry(industry("cinema", &["F-02"]))
        .build()
        .unwrap();
    assert_eq!(
        (second.version(), second.supersedes()),
        (2, Some(first.digest()))
    );
    let changes = second.changes_from(&first).unwrap();
    assert_eq!(
        changes.to_string(),
        "altered title: 清单(第一版) → 清单(第二版)\n\
         altered item F-02: levels: prefecture → county, prefecture; category: general, at most 5% → key; \
         valid_until: none → 2026-12-31\n\
         removed item F-03: 疏散通道\n\
         added item F-04: 电气线路\n\
         added industry cinema: 宾馆\n\
         altered industry hotel: items: F-01 → F-01, F-04\n"
    );
    let fields = changes.items()[&code("F-02")].fields();
    assert_eq!(fields.len(), 3);
    assert_eq!(
        (fields[0].field, fields[0].before.as_str()),
        ("levels", "prefecture")
    );
}

#[test]
fn a_version_is_compared_with_the_one_before_it_and_no_other() {
    let version = |before: Option<&Catalogue>, title: &str| {
        let builder = Catalogue::builder(title.parse().unwrap()).item(draft("F-01", "消防"));
        let builder = match before {
            Some(before) => builder.after(before),
            None => builder,
        };
        builder.build().unwrap()
    };
    let first = version(None, "清单");
    let second = version(Some(&first), "清单");
    let third = version(Some(&second), "清单");
    assert!(second.changes_from(&first).unwrap().is_empty());
    assert_eq!(second.changes_from(&first).unwrap().to_string(), "");
    assert_eq!(
        third.changes_from(&first),
        Err(SuccessionError::Digest {
            named: Some(second.digest()),
            found: first.digest(),
        })
    );
    let none = first.changes_from(&second).unwrap_err().to_string();
    assert!(none.starts_with("the catalogue before it is wanted, and there is none, found "));
    // The right digest under a wrong number.
    let number = second.to_json().replace("\"version\":2", "\"version\":4");
    let fourth = Catalogue::parse(&number).unwrap();
    assert_eq!(
        fourth.changes_from(&first),
        Err(SuccessionError::Version {
            wanted: 2,
            found: 4
        })
    );
}

/// What the old version becomes by the changes that are listed, one by one.
fn apply<K: Ord + Clone, T: Clone>(
    old: BTreeMap<K, T>,
    changes: &BTreeMap<&K, Change<'_, T>>,
) -> BTreeMap<K, T> {
    let mut new = old;
    for (key, change) in changes {
        let key = (*key).clone();
        match change {
            Change::Added(after) => assert!(new.insert(key, (*after).clone()).is_none()),
            Change::Removed(_) => assert!(new.remove(&key).is_some()),
            Change::Altered { after, .. } => assert!(new.insert(key, (*after).clone()).is_some()),
        }
    }
    new
}

fn items(catalogue: &Catalogue) -> BTreeMap<ItemId, Item> {
    let items = catalogue.items();
    items
        .map(|item| (item.code().clone(), item.clone()))
        .collect()
}

fn industries(catalogue: &Catalogue) -> BTreeMap<IndustryId, Industry> {
    let industries = catalogue.industries();
    industries
        .map(|one| (one.id().clone(), one.clone()))
        .collect()
}

/// A catalogue in which each item says one of three things, and each industry has some of the items.
fn any_catalogue() -> impl Strategy<Value = (BTreeMap<u8, u8>, BTreeMap<u8, BTreeSet<u8>>)> {
    let items = prop::collection::btree_map(0_u8..8, 0_u8..3, 1..8);
    let industries =
        prop::collection::btree_map(0_u8..4, prop::collection::btree_set(0_u8..8, 1..4), 0..4);
    (items, industries)
}

fn catalogue_of(
    (items, industries): &(BTreeMap<u8, u8>, BTreeMap<u8, BTreeSet<u8>>),
    before: Option<&Catalogue>,
) -> Catalogue {
    let mut builder = Catalogue::builder("清单".parse().unwrap());
    if let Some(before) = before {
        builder = builder.after(before);
    }
    for (item, says) in items {
        builder = builder.item(draft(&format!("F-{item}"), &format!("事项{says}")));
    }
    for (id, of) in industries {
        let of: Vec<String> = of
            .iter()
            .filter(|item| items.contains_key(item))
            .map(|item| format!("F-{item}"))
            .collect();
        let of: Vec<&str> = of.iter().map(String::as_str).collect();
        if !of.is_empty() {
            builder = builder.industry(industry(&format!("I-{id}"), &of));
        }
    }
    builder.build().unwrap()
}

proptest! {
    #[test]
    fn the_old_version_with_its_changes_is_the_new_one(old in any_catalogue(), new in any_catalogue()) {
        let old = catalogue_of(&old, None);
        let new = catalogue_of(&new, Some(&old));
        let changes: Changes<'_> = new.changes_from(&old).unwrap();
        prop_assert_eq!(apply(items(&old), changes.items()), items(&new));
        prop_assert_eq!(apply(industries(&old), changes.industries()), industries(&new));
        // Nothing that stays as it was is listed, and a line is written for each.
        let (before, after) = (items(&old), items(&new));
        let same = |item: &&ItemId| before.get(*item) == after.get(*item);
        prop_assert!(!changes.items().keys().any(same));
        let lines = changes.items().len() + changes.industries().len();
        prop_assert_eq!(changes.to_string().lines().count(), lines);
    }
}

// Coverage.

/// Every line of an industry's list, as a plan of it.
fn lines(catalogue: &Catalogue) -> Vec<Planned> {
    let of_item = |item: &ItemId| {
        let item = catalogue.items().find(|known| known.code() == item);
        item.unwrap().department().clone()
    };
    let lines = catalogue.industries().flat_map(|industry| {
        let items = industry.items().iter();
        items.map(|item| Planned::new(item.clone(), of_item(item), Some(industry.id().clone())))
    });
    lines.collect()
}

#[test]
fn twenty_six_plans_cover_what_the_report_says() {
    let catalogue = chuxiong();
    let unplanned: BTreeSet<IndustryId> = ["auction", "used-car", "fry", "gym"]
        .map(|id| id.parse().unwrap())
        .into();
    let planned = lines(&catalogue).into_iter().filter(|planned| {
        let industry = planned.industry.as_ref().unwrap();
        !unplanned.contains(industry)
    });
    let coverage = catalogue.coverage(planned);
    let counts = |covered: usize, total: usize| (covered, total);
    assert_eq!(
        counts(
            coverage.industries.covered.len(),
            coverage.industries.total()
        ),
        (26, 30)
    );
    assert_eq!(
        counts(coverage.items.covered.len(), coverage.items.total()),
        (65, 69)
    );
    assert_eq!(
        counts(
            coverage.departments.covered.len(),
            coverage.departments.total()
        ),
        (17, 17)
    );
    assert_eq!(coverage.industries.uncovered, unplanned);
    assert_eq!(coverage.items.uncovered.len(), 4);
    assert!(coverage.strangers.is_empty());
}

#[test]
fn a_plan_of_what_the_catalogue_does_not_hold_covers_nothing() {
    let catalogue = chuxiong();
    let plan = |item: &str, by: &str, industry: Option<&str>| {
        let industry = industry.map(|id| id.parse().unwrap());
        Planned::new(code(item), department(by), industry)
    };
    let strangers = [
        plan("XX-99", "州公安局", None),
        plan("GA-01", "州商务局", Some("hotel")),
        plan("GA-01", "州公安局", Some("school")),
        plan("GA-01", "州公安局", Some("bakery")),
    ];
    let coverage = catalogue.coverage(strangers.clone());
    assert_eq!(coverage.strangers, strangers.into());
    assert!(coverage.items.covered.is_empty() && coverage.departments.covered.is_empty());
    assert!(coverage.industries.covered.is_empty());
    // A department's own plan covers its item and no industry.
    let coverage = catalogue.coverage([plan("GA-01", "州公安局", None)]);
    assert_eq!(coverage.items.covered, [code("GA-01")].into());
    assert_eq!(
        coverage.departments.covered,
        [department("州公安局")].into()
    );
    assert!(coverage.industries.covered.is_empty() && coverage.strangers.is_empty());
}

proptest! {
    /// Against a count by hand: look at each thing of the catalogue, and for it through all plans.
    #[test]
    fn coverage_is_what_a_count_by_hand_says(picks in prop::collection::vec((0_usize..69, 0_u8..4), 0..60)) {
        let catalogue = chuxiong();
        let lines = lines(&catalogue);
        let planned: Vec<Planned> = picks
            .iter()
            .map(|(line, twist)| {
                let mut planned = lines[*line].clone();
                match twist {
                    0 => planned.industry = None,
                    1 => planned.department = lines[(*line * 7 + 1) % 69].department.clone(),
                    _ => {}
                }
                planned
            })
            .collect();
        let good = |planned: &Planned| {
            lines.iter().any(|line| {
                line.item == planned.item
                    && line.department == planned.department
                    && (planned.industry.is_none() || line.industry == planned.industry)
            })
        };
        let good: Vec<&Planned> = planned.iter().filter(|planned| good(planned)).collect();
        let coverage = catalogue.coverage(planned.clone());
        for item in catalogue.items() {
            let is = good.iter().any(|planned| planned.item == *item.code());
            prop_assert_eq!(coverage.items.covered.contains(item.code()), is);
            prop_assert_eq!(coverage.items.uncovered.contains(item.code()), !is);
            let of = item.department();
            let is = good.iter().any(|planned| planned.department == *of);
            prop_assert_eq!(coverage.departments.covered.contains(of), is);
            prop_assert_eq!(coverage.departments.uncovered.contains(of), !is);
        }
        for industry in catalogue.industries() {
            let is = good.iter().any(|planned| planned.industry.as_ref() == Some(industry.id()));
            prop_assert_eq!(coverage.industries.covered.contains(industry.id()), is);
            prop_assert_eq!(coverage.industries.uncovered.contains(industry.id()), !is);
        }
        prop_assert_eq!(
            (coverage.items.total(), coverage.departments.total(), coverage.industries.total()),
            (69, 17, 30)
        );
    }
}
