//! Two forgers go over every leaf of a record: each forgery is refused, under the name that the order of checks gives it
//! (`docs/SPEC.md`, section 8).
//!
//! The first forger changes one thing. The second one makes good whatever he can without the registry: plan digest, key
//! commitment, nonce commitments, seed, tokens, sizes, tickets, order, ranks, thresholds and the record digest.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

use double_random::chance::announcement::Terms;
use double_random::chance::randomness::Nonce;
use double_random::chance::{Announcement, Randomness, Seed};
use double_random::digest::Digest;
use double_random::draw::{Drawing, Record, Step, draw, draw_announced};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::plan::{Design, Disclosure, Plan, ProportionalMethod};
use double_random::sampling::Rounding;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A unit of a registry: id, stratum, size.
type Row = (String, String, u64);

/// An honest record with what its auditor has besides.
struct Case {
    name: &'static str,
    record: Record,
    registry: Vec<Row>,
    frame: Frame,
}

/// One change: where, what was done there, and the whole record after it.
struct Edit {
    place: String,
    forged: Value,
}

fn registry(classes: &[&str], each: usize) -> Vec<Row> {
    let units = classes
        .iter()
        .flat_map(|class| (0..each).map(move |place| (class, place)));
    let rows = units.enumerate().map(|(unit, (class, place))| {
        let size = u64::try_from(1 + unit * 7 % 23).unwrap();
        (
            format!("91532301{class}{place:03}").replace('/', ""),
            (*class).to_owned(),
            size,
        )
    });
    rows.chain([("struck-off".to_owned(), "-struck-off".to_owned(), 1)])
        .collect()
}

fn commit(key: FrameKey, registry: &[Row]) -> Frame {
    let units = registry
        .iter()
        .map(|(id, stratum, size)| Unit::new(id, stratum).size(*size).district("532301"));
    Frame::commit(key, units).unwrap()
}

fn secret(byte: u8) -> FrameKey {
    FrameKey::secret([byte; 32]).unwrap()
}

fn rates(text: &str, rounding: Rounding, minimum: u64) -> Design {
    Design::Rates {
        rates: text.parse().unwrap(),
        rounding,
        minimum,
    }
}

fn one(name: &'static str, plan: &Plan, key: FrameKey, registry: Vec<Row>) -> Case {
    let frame = commit(key, &registry);
    let record = draw(&[(plan, &frame)], &Randomness::declared([5; 32]))
        .unwrap()
        .remove(0);
    Case {
        name,
        record,
        registry,
        frame,
    }
}

fn cases() -> Vec<Case> {
    let two = |id: &str, design| {
        Plan::builder(id.parse().unwrap(), design)
            .attribute("risk class", Disclosure::Confidential)
            .attribute("industry", Disclosure::Public)
            .reserves(2)
    };
    let by_class = registry(&["A", "B", "C", "D"], 30);
    let by_both = registry(&["A/餐饮", "A/零售", "D/餐饮", "D/零售"], 25);
    let rated = two("2024-01", rates("A 5%, D 20%, D/餐饮 30%", Rounding::Up, 1))
        .build()
        .unwrap();
    let expected = two("2024-02", rates("A 5.5%, D 20.5%", Rounding::Expected, 0));
    let expected = expected.disclosure_ground("第十二条").build().unwrap();
    let weights = [("A", 1), ("B", 3), ("C", 5), ("D", 10)]
        .map(|(class, weight)| (class.parse().unwrap(), weight));
    let capacity = Design::Capacity {
        total: 33,
        weights: weights.into(),
        minimum: [("B".parse().unwrap(), 4)].into(),
    };
    let capacity = Plan::builder("2024-03".parse().unwrap(), capacity)
        .reserves(1)
        .build()
        .unwrap();
    let proportional = |id: &str, method| {
        let design = Design::Proportional { total: 17, method };
        Plan::builder(id.parse().unwrap(), design).build().unwrap()
    };
    let pivotal = proportional("2024-04", ProportionalMethod::Pivotal);
    let poisson = proportional("2024-05", ProportionalMethod::Poisson);
    let order = Design::Order {
        batch: 100.try_into().unwrap(),
    };
    let order = Plan::builder("2024-06".parse().unwrap(), order)
        .build()
        .unwrap();
    let open = Plan::builder(
        "2024-07".parse().unwrap(),
        rates("零售 3%, 餐饮 20%", Rounding::Down, 0),
    );
    let open = open
        .attribute("industry", Disclosure::Public)
        .reserves(1)
        .build()
        .unwrap();

    let frame = commit(secret(3), &by_both);
    let other = commit(secret(4), &by_class);
    let pairs = [(&rated, &frame), (&capacity, &other)];
    let together = draw(&pairs, &Randomness::declared([6; 32])).unwrap();
    vec![
        one("rates", &rated, secret(1), by_both.clone()),
        one("expected", &expected, secret(2), by_both.clone()),
        one("capacity", &capacity, secret(1), by_class.clone()),
        one("pivotal", &pivotal, secret(1), by_class.clone()),
        one("poisson", &poisson, secret(1), by_class.clone()),
        one("order", &order, secret(1), registry(&["A", "D"], 15)),
        one(
            "open",
            &open,
            FrameKey::open([9; 32]),
            registry(&["餐饮", "零售"], 40),
        ),
        Case {
            name: "together",
            record: together[0].clone(),
            registry: by_both.clone(),
            frame: frame.clone(),
        },
        Case {
            name: "ceremony",
            record: ceremony(&rated, &frame, &capacity, &other),
            registry: by_both,
            frame,
        },
    ]
}

fn ceremony(plan: &Plan, frame: &Frame, second: &Plan, other: &Frame) -> Record {
    let nonces: BTreeMap<_, _> = [("审计局", 1), ("市场监管局", 2)]
        .map(|(name, byte)| (name.parse().unwrap(), Nonce::from_bytes([byte; 32])))
        .into();
    let contributors = nonces
        .iter()
        .map(|(name, nonce): (&double_random::id::Contributor, &Nonce)| {
            (name.clone(), nonce.commitment(name))
        })
        .collect();
    let terms = Terms {
        contributors,
        sources: [
            ("beacon", "64 hex digits"),
            ("lottery", "seven digits, e.g. 0123456"),
        ]
        .map(|(name, form)| (name.parse().unwrap(), form.parse().unwrap()))
        .into(),
        journal: Digest::of(b"journal"),
        record_by: "2024-06-02T18:00:00+08:00".parse().unwrap(),
        open_by: "2024-12-31".parse().unwrap(),
    };
    let values = [("beacon", "77"), ("lottery", "0123456")]
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let lines = [(plan, frame), (second, other)]
        .map(|(plan, frame)| (plan.id().clone(), Drawing::new(plan, frame).line()));
    let announcement = Announcement::with_terms(lines.into(), terms).unwrap();
    let randomness = Randomness::Contributed {
        nonces,
        values: values.into(),
    };
    draw_announced(
        &announcement,
        &[(plan, frame), (second, other)],
        &randomness,
    )
    .unwrap()
    .remove(0)
}

/// The step at which the honest registry refuses a record: with the digest that was published at the draw, and with the
/// record's own; none if it is accepted.
fn refused(case: &Case, forged: &str) -> [Option<Step>; 2] {
    let Ok(record) = Record::parse(forged) else {
        return [Some(Form); 2];
    };
    let other;
    let frame = if record.frame_key() == case.frame.key() {
        &case.frame
    } else {
        other = commit(record.frame_key().clone(), &case.registry);
        &other
    };
    [case.record.digest(), record.digest()].map(|published| {
        let replayed = record.clone().replay(frame, &published);
        replayed.err().map(|divergence| divergence.step)
    })
}

// What is expected.

use Step::{
    Announcement as Ann, Digest as Dig, Form, Frame as Frm, Randomness as Ran, Seed as See,
    Selection as Sel, Sizes as Siz,
};

/// Place of a change, the step at which the first forger is refused, and the second: the first row that fits holds. A `*` is
/// any text.
const EXPECTED: &[(&str, Step, Step)] = &[
    // whatever is not of its form
    ("*=misspelled", Form, Form),
    ("/strata/*/threshold=null", Sel, Sel),
    ("*=null", Form, Form),
    ("*=unknown field", Form, Form),
    ("/plan/disclosure_ground=removed", Ann, Sel),
    ("open/plan/disclosure_ground=added", Form, Form),
    ("order/plan/disclosure_ground=added", Ann, Dig),
    ("pivotal/plan/disclosure_ground=added", Ann, Siz),
    ("poisson/plan/disclosure_ground=added", Ann, Siz),
    ("/plan/disclosure_ground=added", Ann, Sel),
    ("/plan/design/rates/rates/D/餐饮=removed", Ann, Sel), // the rate of `D` steps in
    ("/plan/design/*/rates/*=removed", Ann, Siz),
    ("/plan/design/*/weights/*=removed", Ann, Siz),
    ("/plan/design/*/minimum/*=removed", Ann, Sel),
    ("/randomness/contributed/nonces/*=removed", Ran, Ran),
    ("/randomness/contributed/values/*=removed", Ran, Ran),
    ("*=removed", Form, Form),
    ("/form=*", Form, Form),
    ("/plan/form=*", Form, Form),
    // the announcement, line by line
    ("/announcement/first/*", Form, Form),
    ("/announcement/*/kind=*", Form, Form),
    ("/announcement/*=doubled", Form, Form),
    ("/announcement/*=swapped", Form, Form),
    ("/announcement/only plan=dropped", Form, Form),
    ("/announcement/own plan=dropped", Ann, Ann),
    ("/announcement/other plan=dropped", See, Sel),
    ("/announcement/contributor=dropped", Ran, Ran),
    ("/announcement/source=dropped", Ran, Ran),
    ("/announcement/*=dropped", Form, Form),
    ("/announcement/own plan/id=*", Ann, Ann),
    ("/announcement/own plan/count=*", See, Frm),
    ("/announcement/own plan/root=*", See, Frm),
    ("/announcement/own plan/key commitment=*", See, Frm),
    ("/announcement/own plan/roster=*", Ann, Ann),
    ("/announcement/own plan/plan digest=*", Ann, Ann),
    ("/announcement/other plan/*=*", See, Sel),
    ("/announcement/contributor/*=*", Ran, Ran),
    ("/announcement/source/name=*", Ran, Ran),
    ("/announcement/source/form=*", See, Sel),
    ("/announcement/journal/*=*", See, Sel),
    ("/announcement/record by/*=*", See, Sel),
    ("/announcement/open by/*=*", See, Sel),
    // the plan: the announcement has its digest; who mends that has another seed
    ("/plan/attributes/*=doubled", Form, Form),
    ("expected/plan/attributes/1=dropped", Ann, Frm), // one component less than the registry's labels have
    ("/plan/attributes/*=dropped", Form, Form),       // less than a rule's label has, or none
    ("expected/plan/attributes/*/disclosure=public", Form, Form), // a ground where nothing is confidential
    ("open/plan/attributes/*/disclosure=*", Ann, Frm),            // the open key where something is
    ("/plan/design/rates/rates/D/餐饮=renamed", Ann, Sel),
    ("/plan/design/*/rates/*=renamed", Ann, Siz),
    ("/plan/design/*/weights/*=renamed", Ann, Siz),
    ("capacity/plan/design/capacity/weights/A=less", Form, Form),
    ("rates/plan/design/rates/rounding=*", Form, Form), // a minimum goes with `up`
    ("together/plan/design/rates/rounding=*", Form, Form),
    ("ceremony/plan/design/rates/rounding=*", Form, Form),
    ("expected/plan/design/rates/minimum=more", Form, Form),
    ("open/plan/design/rates/minimum=more", Form, Form),
    ("pivotal/plan/reserves=more", Form, Form),
    ("poisson/plan/reserves=more", Form, Form),
    ("order/plan/reserves=more", Form, Form),
    ("order/plan/*", Ann, Dig),
    // how many of each stratum are drawn is told before who they are
    ("pivotal/plan/*", Ann, Siz),
    ("poisson/plan/*", Ann, Siz),
    ("/plan/*", Ann, Sel),
    // key and randomness
    ("open/frame_key/open=*", Dig, Dig),
    ("/frame_key*", Frm, Frm),
    ("order/randomness/declared=*", See, Dig),
    ("pivotal/randomness/declared=*", See, Siz),
    ("poisson/randomness/declared=*", See, Siz),
    ("/randomness/declared=*", See, Sel),
    ("/randomness/contributed/nonces/*=other", Ran, Sel),
    ("/randomness/contributed/nonces/*=renamed", Ran, Ran),
    ("/randomness/contributed/values/*=other", See, Sel),
    ("/randomness/contributed/values/*=renamed", Ran, Ran),
    ("/randomness/contributed/*=added", Ran, Ran),
    ("/randomness=*", Ran, Ran),
    ("/seed=*", See, See),
    // what follows
    ("/strata/*/threshold=*", Sel, Sel),
    ("/strata*", Siz, Siz),
    ("/selected*", Sel, Sel),
    ("/reserves*", Sel, Sel),
];

fn expected(case: &str, place: &str) -> (Step, Step) {
    let named = format!("{case}{place}");
    let row = EXPECTED.iter().find(|(pattern, ..)| {
        let text = if pattern.starts_with(['/', '*']) {
            place
        } else {
            &named
        };
        fits(pattern, text)
    });
    row.map_or_else(
        || panic!("no row for {named}"),
        |(_, first, second)| (*first, *second),
    )
}

/// Whether a text fits a pattern in which `*` is any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, "")) => text.starts_with(start),
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices()
                .any(|(at, _)| fits(rest, text.split_at(at).1))
        }),
    }
}

// The first forger.

/// Every change of one thing.
fn edits(record: &Value) -> Vec<Edit> {
    let mut edits = vec![];
    visit(record, &mut vec![], record, &mut edits);
    announcement_edits(record, &mut edits);
    edits.retain(|edit| edit.forged != *record);
    edits
}

/// Puts a changed value in place of the one at this path.
fn put(record: &Value, path: &[String], value: Value) -> Value {
    let mut forged = record.clone();
    let place = path.iter().fold(&mut forged, |value, key| {
        if value.is_array() {
            &mut value[key.parse::<usize>().unwrap()]
        } else {
            &mut value[key.as_str()]
        }
    });
    *place = value;
    forged
}

fn visit(record: &Value, path: &mut Vec<String>, value: &Value, edits: &mut Vec<Edit>) {
    let here = path
        .iter()
        .fold(String::new(), |here, key| here + "/" + key);
    let changes = match value {
        Value::Object(fields) => object_changes(path, fields),
        Value::Array(items) => array_changes(items),
        Value::Number(number) => number_changes(number.as_u64().unwrap()),
        Value::String(text) => {
            let others = others(record, path, text);
            let mut changes: Vec<_> = others
                .into_iter()
                .map(|(what, other)| (format!("={what}"), json!(other)))
                .collect();
            changes.push(("=misspelled".to_owned(), json!(format!("{text}\u{7f}"))));
            changes.push(("=misspelled".to_owned(), json!([text])));
            changes.push(("=null".to_owned(), Value::Null));
            changes
        }
        Value::Null => vec![("=other".to_owned(), json!("0123456789abcdef"))],
        Value::Bool(_) => panic!("a record holds neither true nor false"),
    };
    edits.extend(changes.into_iter().map(|(what, value)| Edit {
        place: format!("{here}{what}"),
        forged: put(record, path, value),
    }));
    let mut below = |key: String, value| {
        path.push(key);
        visit(record, path, value, edits);
        path.pop();
    };
    if let Value::Object(fields) = value {
        fields
            .iter()
            .for_each(|(key, field)| below(key.clone(), field));
    } else if let Value::Array(items) = value {
        items
            .iter()
            .enumerate()
            .for_each(|(at, item)| below(at.to_string(), item));
    }
}

fn object_changes(path: &[String], fields: &Map<String, Value>) -> Vec<(String, Value)> {
    let last = path.last().map_or("", String::as_str);
    let deep = path.len() == 4 && matches!(last, "rates" | "weights" | "minimum");
    let free = deep || matches!(last, "nonces" | "values");
    let mut changes = vec![];
    let mut change =
        |what: &str, value: Map<String, Value>| changes.push((what.to_owned(), value.into()));
    let with = |fields: &Map<String, Value>, key: &str, value: &Value| {
        let added = fields
            .clone()
            .into_iter()
            .chain([(key.to_owned(), value.clone())]);
        added.collect::<Map<_, _>>()
    };
    for (key, field) in fields {
        let mut fewer = fields.clone();
        fewer.remove(key);
        if free {
            change(&format!("/{key}=renamed"), with(&fewer, "zz", field));
            change("/zz=added", with(fields, "zz", field));
        }
        change(&format!("/{key}=removed"), fewer);
    }
    if !free {
        change("=unknown field", with(fields, "zz", &json!(1)));
    }
    let none = Map::new();
    let digits = |digit: &str| json!(digit.repeat(64));
    match (last, path.len()) {
        ("frame_key", 1) if fields.contains_key("secret") => {
            change("=other kind", with(&none, "open", &digits("0")));
        }
        ("frame_key", 1) => change("=other kind", with(&none, "secret", &digits("1"))),
        ("randomness", 1) if fields.contains_key("declared") => {
            change(
                "=other kind",
                with(&none, "contributed", &json!({"nonces": {}, "values": {}})),
            );
        }
        ("randomness", 1) => change("=other kind", with(&none, "declared", &digits("1"))),
        ("plan", 1) if !fields.contains_key("disclosure_ground") => {
            change(
                "/disclosure_ground=added",
                with(fields, "disclosure_ground", &json!("第十二条")),
            );
        }
        _ => {}
    }
    changes
}

fn array_changes(items: &[Value]) -> Vec<(String, Value)> {
    let changed = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut items = items.to_vec();
        change(&mut items);
        Value::Array(items)
    };
    let next = |at| (at + 1) % items.len();
    let all = (0..items.len()).flat_map(|at| {
        [
            (
                format!("/{at}=dropped"),
                changed(&|items| drop(items.remove(at))),
            ),
            (
                format!("/{at}=doubled"),
                changed(&|items| items.insert(at, items[at].clone())),
            ),
            (
                format!("/{at}=swapped"),
                changed(&|items| items.swap(at, next(at))),
            ),
        ]
    });
    all.collect()
}

fn number_changes(number: u64) -> Vec<(String, Value)> {
    let mut changes = vec![
        ("=more", json!(number + 1)),
        ("=misspelled", json!(number.to_string())),
        ("=misspelled", json!(-1)),
        ("=null", Value::Null),
    ];
    changes.extend(number.checked_sub(1).map(|less| ("=less", json!(less))));
    changes
        .into_iter()
        .map(|(what, value)| (what.to_owned(), value))
        .collect()
}

/// Other texts of the same kind.
fn others(record: &Value, path: &[String], text: &str) -> Vec<(&'static str, String)> {
    let hex = |text: &str| {
        text.bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    };
    let units = || record["selected"].as_array().unwrap().iter();
    let strata = || record["strata"].as_array().unwrap().iter();
    let own = |value: &Value| ("other", value.as_str().unwrap().to_owned());
    match path.last().unwrap().as_str() {
        _ if matches!(text.len(), 16 | 24 | 64) && hex(text) => {
            let mut bytes = text.as_bytes().to_vec();
            bytes[0] = if bytes[0] == b'0' { b'1' } else { b'0' };
            let mut end = text.as_bytes().to_vec();
            let last = end.len() - 1;
            end[last] = if end[last] == b'f' { b'0' } else { b'f' };
            [bytes, end]
                .map(|bytes| ("other", String::from_utf8(bytes).unwrap()))
                .into()
        }
        "announcement" => vec![],
        "rounding" => ["up", "down", "expected"]
            .map(|other| ("other", other.to_owned()))
            .into(),
        "method" => ["pivotal", "poisson"]
            .map(|other| ("other", other.to_owned()))
            .into(),
        "disclosure" => vec![
            ("public", "public".to_owned()),
            ("confidential", "confidential".to_owned()),
        ],
        _ if text.ends_with('%') => ["0%", "7.77%", "100%"]
            .map(|other| ("other", other.to_owned()))
            .into(),
        "stratum" => strata()
            .map(|outcome| own(&outcome["stratum"]))
            .chain([("other", "Z".to_owned())])
            .collect(),
        "id" => units()
            .take(3)
            .map(|unit| own(&unit["id"]))
            .chain([("other", format!("{text}x"))])
            .collect(),
        _ => vec![("other", format!("{text}x"))],
    }
}

/// Every change of one line of the announcement, or of one value in it.
fn announcement_edits(record: &Value, edits: &mut Vec<Edit>) {
    let text = record["announcement"].as_str().unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let own = format!("plan\t{}\t", record["plan"]["id"].as_str().unwrap());
    let plans = lines
        .iter()
        .filter(|line| line.starts_with("plan\t"))
        .count();
    let mut change = |place: String, lines: &[&str]| {
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        edits.push(Edit {
            place,
            forged: put(record, &["announcement".to_owned()], json!(text)),
        });
    };
    for (at, line) in lines.iter().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (kind, names): (&str, &[&str]) = match fields[0] {
            "plan" => (
                if plans == 1 {
                    "only plan"
                } else if line.starts_with(&own) {
                    "own plan"
                } else {
                    "other plan"
                },
                &[
                    "kind",
                    "id",
                    "count",
                    "root",
                    "key commitment",
                    "roster",
                    "plan digest",
                ],
            ),
            "contributor" => ("contributor", &["kind", "name", "commitment"]),
            "source" => ("source", &["kind", "name", "form"]),
            "journal" => ("journal", &["kind", "head"]),
            "record by" => ("record by", &["kind", "moment"]),
            "open by" => ("open by", &["kind", "day"]),
            _ => ("first", &["text"]),
        };
        let mut changed = lines.clone();
        changed.remove(at);
        change(format!("/announcement/{kind}=dropped"), &changed);
        let mut changed = lines.clone();
        changed.insert(at, line);
        change(format!("/announcement/{kind}=doubled"), &changed);
        if at + 1 < lines.len() {
            let mut changed = lines.clone();
            changed.swap(at, at + 1);
            change(format!("/announcement/{kind}=swapped"), &changed);
        }
        let kind = if kind == "only plan" {
            "own plan"
        } else {
            kind
        };
        for (field, name) in names.iter().enumerate() {
            let value = fields[field];
            let other = match *name {
                "count" => (value.parse::<u64>().unwrap() + 1).to_string(),
                "moment" => value.replace("T18", "T19"),
                "day" => value.replace("12-31", "12-30"),
                "root" | "key commitment" | "roster" | "plan digest" | "commitment" | "head" => {
                    format!(
                        "{}{}",
                        if value.starts_with('0') { '1' } else { '0' },
                        &value.split_at(1).1
                    )
                }
                _ => format!("{value}x"),
            };
            for (what, other) in [
                ("other", other.as_str()),
                ("misspelled", &format!("{value}\u{7f}")),
            ] {
                let mut fields = fields.clone();
                fields[field] = other;
                let line = fields.join("\t");
                let mut changed = lines.clone();
                changed[at] = &line;
                change(format!("/announcement/{kind}/{name}={what}"), &changed);
            }
        }
    }
}

// The second forger.

/// Makes good what follows from the change and can be reckoned without the registry.
fn mend(honest: &Value, edit: &Edit) -> Option<Value> {
    let mut forged = edit.forged.clone();
    // What is not of its form cannot be mended.
    Record::parse(&forged.to_string()).ok()?;
    let place = |start: &str| edit.place.starts_with(start);
    let plan = Plan::parse(&forged["plan"].to_string()).ok()?;
    let key: FrameKey = serde_json::from_value(forged["frame_key"].clone()).ok()?;
    let randomness: Randomness = serde_json::from_value(forged["randomness"].clone()).ok()?;
    if place("/plan") || place("/frame_key") || place("/randomness") {
        let announcement: Announcement = forged["announcement"].as_str()?.parse().ok()?;
        let mut plans = announcement.plans().clone();
        let mut line = plans.remove(&honest["plan"]["id"].as_str()?.parse().ok()?)?;
        line.plan = plan.digest();
        line.frame_key = key.commitment();
        plans.insert(plan.id().clone(), line);
        let mended = match (announcement.terms().cloned(), &randomness) {
            (Some(mut terms), Randomness::Contributed { nonces, .. }) => {
                for (name, commitment) in &mut terms.contributors {
                    if let Some(nonce) = nonces.get(name) {
                        *commitment = nonce.commitment(name);
                    }
                }
                Announcement::with_terms(plans, terms).ok()?
            }
            (Some(terms), Randomness::Declared(_)) => {
                Announcement::with_terms(plans, terms).ok()?
            }
            (None, _) => Announcement::declared(plans),
        };
        forged["announcement"] = json!(mended.text());
    }
    if place("/frame_key") || edit.place.contains("/id=") {
        for unit in units_of(&mut forged) {
            unit["token"] = json!(key.token(unit["id"].as_str()?).to_string());
        }
    }
    if place("/plan") || place("/frame_key") || place("/randomness") || place("/announcement") {
        let digest = Digest::of(forged["announcement"].as_str()?.as_bytes());
        let seed = format!("double-random/1 draw\n{digest}\n{}\n", randomness.value());
        forged["seed"] = json!(Digest::of(seed.as_bytes()).to_string());
    }
    let drawn = place("/selected") || place("/reserves");
    let as_listed = [
        "=dropped",
        "=doubled",
        "=swapped",
        "/rank=more",
        "/rank=less",
    ];
    if place("/strata") || drawn && as_listed.iter().any(|kind| edit.place.contains(kind)) {
        thresholds(&mut forged);
    } else {
        if !edit.place.contains("/ticket=") {
            tickets(&mut forged, &plan);
        }
        order(&mut forged, &plan);
    }
    if place("/strata") {
        forged["strata"] = edit.forged["strata"].clone();
    }
    Some(forged)
}

fn units_of(record: &mut Value) -> Vec<&mut Value> {
    let mut units = vec![];
    for (name, list) in record.as_object_mut().unwrap() {
        if name == "selected" || name == "reserves" {
            units.extend(list.as_array_mut().unwrap());
        }
    }
    units
}

/// Tickets under the seed.
fn tickets(record: &mut Value, plan: &Plan) {
    let seed: Seed = record["seed"].as_str().unwrap().parse().unwrap();
    let targets = seed.derive(&format!("targets/{}", plan.id()));
    for unit in units_of(record) {
        unit["ticket"] = json!(
            targets
                .ticket(unit["token"].as_str().unwrap().as_bytes())
                .to_string()
        );
    }
}

/// Sizes, order, ranks and thresholds under seed and tickets.
fn order(record: &mut Value, plan: &Plan) {
    let seed: Seed = record["seed"].as_str().unwrap().parse().unwrap();
    let rounding = seed.derive(&format!("rounding/{}", plan.id()));
    let outcome = |outcome: &Value| {
        (
            outcome["stratum"].as_str().unwrap().parse().unwrap(),
            outcome["units"].as_u64().unwrap(),
        )
    };
    let counts = record["strata"]
        .as_array()
        .unwrap()
        .iter()
        .map(outcome)
        .collect();
    let shares = plan.shares(&counts, &rounding);
    let mut units: Vec<Value> = units_of(record)
        .into_iter()
        .map(|unit| unit.clone())
        .collect();
    let text = |unit: &Value, field: &str| unit[field].as_str().unwrap().to_owned();
    if let Ok(Some(shares)) = shares {
        units.sort_by_key(|unit| ["stratum", "ticket", "token"].map(|field| text(unit, field)));
        let (mut selected, mut reserves) = (vec![], vec![]);
        for group in units.chunk_by(|a, b| a["stratum"] == b["stratum"]) {
            let share = shares.get(&text(&group[0], "stratum").parse().unwrap());
            let sample = share.map_or(0, |share| share.sample);
            for (rank, unit) in (1..).zip(group) {
                let mut unit = unit.clone();
                unit["rank"] = json!(rank);
                if rank <= sample {
                    selected.push(unit);
                } else if rank <= sample + plan.reserves() {
                    reserves.push(unit);
                }
            }
        }
        for outcome in record["strata"].as_array_mut().unwrap() {
            if let Some(share) = shares.get(&text(outcome, "stratum").parse().unwrap()) {
                outcome["sample"] = json!(share.sample);
            }
        }
        (record["selected"], record["reserves"]) = (selected.into(), reserves.into());
        thresholds(record);
    } else if let Ok(None) = shares {
        units.sort_by_key(|unit| ["ticket", "token"].map(|field| text(unit, field)));
        for (rank, unit) in (1_u64..).zip(&mut units) {
            unit["rank"] = json!(rank);
        }
        record["selected"] = units.into();
    }
}

/// The thresholds that the lists give, where there are thresholds.
fn thresholds(record: &mut Value) {
    let selected = record["selected"].as_array().unwrap().clone();
    for outcome in record["strata"].as_array_mut().unwrap() {
        let last = selected
            .iter()
            .rfind(|unit| unit["stratum"] == outcome["stratum"]);
        if let (false, Some(last)) = (outcome["threshold"].is_null(), last) {
            outcome["threshold"] = last["ticket"].clone();
        }
    }
}

/// Both forgers over one record; the places where the second one's own digest would have helped him.
fn forge(name: &str) -> Vec<String> {
    let case = &cases().into_iter().find(|case| case.name == name).unwrap();
    let honest = case.record.to_json();
    assert_eq!(refused(case, &honest), [None; 2]);
    let honest: Value = serde_json::from_str(&honest).unwrap();
    let (mut own, mut wrong) = (vec![], vec![]);
    let edits = edits(&honest);
    assert!(edits.len() > 200, "only {} forgeries", edits.len());
    for edit in edits {
        let (first, second) = expected(case.name, &edit.place);
        let [found, _] = refused(case, &edit.forged.to_string());
        if found != Some(first) {
            wrong.push(format!(
                "first forger, {}: wanted {first}, found {found:?}",
                edit.place
            ));
        }
        let mended = mend(&honest, &edit).unwrap_or(edit.forged);
        assert_ne!(mended, honest, "{}: not a forgery", edit.place);
        let [found, with_own_digest] = refused(case, &mended.to_string());
        if found != Some(second) {
            wrong.push(format!(
                "second forger, {}: wanted {second}, found {found:?}",
                edit.place
            ));
        }
        if with_own_digest.is_none() {
            own.push(edit.place);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    own.dedup();
    own
}

const NOWHERE: [&str; 0] = [];

#[test]
fn a_record_by_rates_cannot_be_forged() {
    assert_eq!(forge("rates"), NOWHERE);
}

#[test]
fn a_record_by_expected_rates_cannot_be_forged() {
    assert_eq!(forge("expected"), NOWHERE);
}

#[test]
fn a_record_by_capacity_cannot_be_forged() {
    assert_eq!(forge("capacity"), NOWHERE);
}

#[test]
fn a_record_in_proportion_to_size_cannot_be_forged() {
    assert_eq!(forge("pivotal"), NOWHERE);
    assert_eq!(forge("poisson"), NOWHERE);
}

#[test]
fn a_record_of_plans_drawn_together_cannot_be_forged() {
    assert_eq!(forge("together"), NOWHERE);
}

#[test]
fn a_record_with_ceremony_cannot_be_forged() {
    assert_eq!(forge("ceremony"), NOWHERE);
}

/// The random bytes beside the open key decide nothing: the digest that was published at the draw holds them alone.
#[test]
fn a_record_with_the_open_key_cannot_be_forged() {
    assert_eq!(forge("open"), ["/frame_key/open=other"]);
}

/// A record of an order names its whole registry, so that whoever has it can make the record of another order: the digest
/// that was published at the draw holds it alone.
/// Rule DR-04.
#[test]
fn a_record_of_an_order_cannot_be_forged() {
    let own = [
        "/plan/disclosure_ground=added",
        "/plan/attributes/0/disclosure=public",
        "/plan/attributes/0/name=other",
        "/plan/design/order/batch=more",
        "/plan/design/order/batch=less",
        "/plan/id=other",
        "/randomness/declared=other",
    ];
    assert_eq!(forge("order"), own);
}
