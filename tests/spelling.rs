//! Every reader takes one spelling: whatever text comes, it is refused, or it is written again as it came. Documents are
//! written again as their canonical text, so that white space, escapes and the order of keys mean nothing, and all else
//! something.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use double_random::calendar::{Calendar, Day, Moment, Notice, Term};
use double_random::chance::announcement::Terms;
use double_random::chance::randomness::Nonce;
use double_random::chance::{Announcement, Randomness, Seed, Ticket};
use double_random::digest::{Digest, Document};
use double_random::draw::{Drawing, PublicForm, Record, draw, draw_announced};
use double_random::embed::call_str;
use double_random::frame::{Frame, FrameKey, Leaf, Token, Unit};
use double_random::id::{
    Contributor, District, PlanId, Source, SourceForm, SourceValue, Stratum, UnitId,
};
use double_random::inspector::Roster;
use double_random::plan::{Design, Disclosure, Plan, Rates};
use double_random::rate::Rate;
use double_random::rules::RulePack;
use double_random::sampling::Rounding;
use double_random::scope::{Filter, Minimum, Scope};
use double_random::visits::Caps;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use std::str::FromStr;
use std::sync::LazyLock;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

// Texts that are right, to be spoilt.

fn frame() -> Frame {
    let units = [
        ("a", "A/餐饮"),
        ("b", "A/零售"),
        ("c", "D/餐饮"),
        ("d\"é", "D/零售"),
        ("e", "-closed"),
    ];
    let units = units.map(|(id, stratum)| Unit::new(id, stratum).size(12).district("532301"));
    Frame::commit(FrameKey::secret([7; 32]).unwrap(), units).unwrap()
}

fn plan() -> Plan {
    let rates = [("A", 500_000), ("D", 1_000_000), ("D/餐饮", 5_000)];
    let rates = rates.map(|(label, ppm)| (label.parse().unwrap(), Rate::from_ppm(ppm).unwrap()));
    let design = Design::Rates {
        rates: rates.into_iter().collect(),
        rounding: Rounding::Up,
        minimum: 1,
    };
    let plan = Plan::builder("2024-01".parse().unwrap(), design)
        .attribute("risk class", Disclosure::Confidential)
        .attribute("industry", Disclosure::Public)
        .reserves(1);
    plan.disclosure_ground("《条例》\\第十二条\u{1F4DC}")
        .build()
        .unwrap()
}

fn capacity() -> Plan {
    let design = Design::Capacity {
        total: 3,
        weights: [("A".parse().unwrap(), 1), ("D".parse().unwrap(), 10)].into(),
        minimum: [("D".parse().unwrap(), 1)].into(),
    };
    let plan = Plan::builder("2024-02".parse().unwrap(), design)
        .attribute("risk class", Disclosure::Confidential);
    plan.attribute("industry", Disclosure::Public)
        .build()
        .unwrap()
}

fn nonces() -> [(Contributor, Nonce); 2] {
    [("a", 1), ("审计局", 2)]
        .map(|(name, byte)| (name.parse().unwrap(), Nonce::from_bytes([byte; 32])))
}

fn announcement() -> Announcement {
    let (frame, plan, capacity) = (frame(), plan(), capacity());
    let commitment = |(name, nonce): (Contributor, Nonce)| (name.clone(), nonce.commitment(&name));
    let terms = Terms {
        contributors: nonces().map(commitment).into(),
        sources: [(
            "lottery".parse().unwrap(),
            "seven digits, e.g. 0123456".parse().unwrap(),
        )]
        .into(),
        journal: Digest::of(b"journal"),
        record_by: "2024-06-02T18:00:00+08:00".parse().unwrap(),
        open_by: "2024-12-31".parse().unwrap(),
    };
    let lines =
        [&plan, &capacity].map(|plan| (plan.id().clone(), Drawing::new(plan, &frame).line()));
    Announcement::with_terms(lines.into(), terms).unwrap()
}

fn records() -> Vec<Record> {
    let (frame, plan, capacity) = (frame(), plan(), capacity());
    let nonces = nonces().into();
    let values = [("lottery".parse().unwrap(), "0123456".parse().unwrap())].into();
    let randomness = Randomness::Contributed { nonces, values };
    let pairs = [(&plan, &frame), (&capacity, &frame)];
    let mut records = draw_announced(&announcement(), &pairs, &randomness).unwrap();
    records.extend(draw(&pairs, &Randomness::declared([3; 32])).unwrap());
    records
}

static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(records);

fn calls() -> Vec<String> {
    let rows: Vec<Value> = frame()
        .leaves()
        .map(|leaf| json!([leaf.id, leaf.stratum, leaf.size, leaf.district]))
        .collect();
    let plan: Value = serde_json::from_str(plan().to_json()).unwrap();
    let record = &RECORDS[2];
    let whole: Value = serde_json::from_str(&record.to_json()).unwrap();
    let open = Frame::commit(FrameKey::open([0; 32]), [Unit::new("c", "A")]).unwrap();
    let slip = open.open_slip(&"c".parse().unwrap()).unwrap();
    let key = json!({"secret": "07".repeat(32)});
    let draws = json!([{"plan": plan, "frame_key": key, "units": rows}]);
    [
        json!({"draw": {"randomness": {"declared": "03".repeat(32)}, "draws": draws}}),
        json!({"replay": {"record": whole, "units": rows, "published": record.digest()}}),
        json!({"check_proof": {"root": frame().root(), "slip": slip}}),
    ]
    .map(|call| call.to_string())
    .into()
}

/// One change of a text.
#[derive(Clone, Debug)]
enum Edit {
    Delete,
    Insert(String),
    Replace(String),
    Swap,
    DoubleLine,
    DropLine,
    SwapLines,
    Double,
    Case,
    Value(&'static str),
    Elsewhere(Index),
}

/// Spellings of values that are none, or not the one.
const VALUES: &[&str] = &[
    "null",
    "0",
    "-0",
    "1.0",
    "1e0",
    "01",
    "+1",
    "9007199254740992",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\" \"",
    "\"x\"",
    "[[]]",
];

fn edit() -> impl Strategy<Value = (Edit, Index)> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            " ", "\n", "\t", "\r", "\0", "\u{a0}", "\u{3000}", "\u{feff}", "\u{200b}", "0", "1",
            "9", "-", "+", ".", "e", "a", "A", "\"", "\\", "\\u0041", ",", ":", "{", "}", "[", "]",
            "/", "%", "é", "e\u{301}", "𠮷", "null"
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    let edit = prop_oneof![
        2 => Just(Edit::Delete),
        3 => piece.clone().prop_map(Edit::Insert),
        3 => piece.prop_map(Edit::Replace),
        1 => Just(Edit::Swap),
        1 => Just(Edit::DoubleLine),
        1 => Just(Edit::DropLine),
        1 => Just(Edit::SwapLines),
        1 => Just(Edit::Double),
        1 => Just(Edit::Case),
        3 => prop::sample::select(VALUES).prop_map(Edit::Value),
        1 => any::<Index>().prop_map(Edit::Elsewhere),
    ];
    (edit, any::<Index>())
}

fn spoil(text: &str, (edit, at): &(Edit, Index)) -> String {
    let mut chars: Vec<String> = text.chars().map(String::from).collect();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if chars.is_empty() {
        return "x".to_owned();
    }
    let (place, line) = (at.index(chars.len()), at.index(lines.len()));
    match edit {
        Edit::Delete => drop(chars.remove(place)),
        Edit::Insert(piece) => chars.insert(place, piece.clone()),
        Edit::Replace(piece) => piece.clone_into(&mut chars[place]),
        Edit::Swap => chars.swap(place, (place + 1) % text.chars().count()),
        Edit::Double => chars.insert(place, chars[place].clone()),
        Edit::Case => {
            let char = &mut chars[place];
            *char = if char.to_uppercase() == *char {
                char.to_lowercase()
            } else {
                char.to_uppercase()
            };
        }
        Edit::Elsewhere(to) => {
            let moved = chars.remove(place);
            chars.insert(to.index(chars.len() + 1), moved);
        }
        Edit::DoubleLine => {
            lines.insert(line, lines[line]);
            return lines.concat();
        }
        Edit::DropLine => {
            lines.remove(line);
            return lines.concat();
        }
        Edit::SwapLines => {
            let other = (line + 1) % lines.len();
            lines.swap(line, other);
            return lines.concat();
        }
        Edit::Value(value) => return with_value(text, *at, value),
    }
    chars.concat()
}

/// A document with another value in one place, or one thing in front of a text that is no document.
fn with_value(text: &str, at: Index, value: &str) -> String {
    let Ok(mut document) = serde_json::from_str::<Value>(text) else {
        return format!("{value}{text}");
    };
    let mut places = vec![];
    paths(&document, String::new(), &mut places);
    let path = &places[at.index(places.len())];
    *document.pointer_mut(path).unwrap() = json!("here it stands");
    document.to_string().replace("\"here it stands\"", value)
}

fn paths(value: &Value, path: String, places: &mut Vec<String>) {
    if let Value::Object(fields) = value {
        for (key, field) in fields {
            paths(
                field,
                format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")),
                places,
            );
        }
    } else if let Value::Array(items) = value {
        for (at, item) in items.iter().enumerate() {
            paths(item, format!("{path}/{at}"), places);
        }
    }
    places.push(path);
}

/// A text from this list, spoilt at most twice, or any text at all.
fn texts(right: Vec<String>) -> impl Strategy<Value = String> {
    let spoilt = (
        prop::sample::select(right),
        prop::collection::vec(edit(), 0..3),
    )
        .prop_map(|(text, edits)| edits.iter().fold(text, |text, edit| spoil(&text, edit)));
    let bytes = prop::collection::vec(any::<u8>(), 0..40)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![8 => spoilt, 1 => any::<String>(), 1 => bytes]
}

// Readers of text.

/// Refused, or written as it came.
#[track_caller]
fn one<T: FromStr>(text: &str, write: impl Fn(&T) -> String) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(write(&value), text);
    }
}

fn values() -> Vec<String> {
    let texts = [
        "91532301MA6K00014Y",
        "20 working days",
        "1 year",
        "a/b",
        "D/餐饮",
        "-closed",
        "0.5%",
        "100%",
        "0%",
        "12.3456%",
        "A 1%, B 0.5%, D/餐饮 30%",
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024-06-02T18:00:00+08:00",
        "2024-06-02T00:00:59-00:30",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2024-06-02T18:00:00+00:00",
        "45137e0b2fb518a7",
        "1695bc90f0aa432f378cf788",
        "",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ];
    texts
        .map(str::to_owned)
        .into_iter()
        .chain(frame().leaves().map(|leaf| leaf.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(cases(12_000))]

    #[test]
    fn a_value_has_one_spelling(text in texts(values())) {
        one::<UnitId>(&text, ToString::to_string);
        one::<PlanId>(&text, ToString::to_string);
        one::<District>(&text, ToString::to_string);
        one::<Contributor>(&text, ToString::to_string);
        one::<Source>(&text, ToString::to_string);
        one::<SourceForm>(&text, |line| line.as_str().to_owned());
        one::<SourceValue>(&text, |line| line.as_str().to_owned());
        one::<Stratum>(&text, ToString::to_string);
        one::<Rate>(&text, ToString::to_string);
        one::<Rates>(&text, ToString::to_string);
        one::<Day>(&text, ToString::to_string);
        one::<Term>(&text, ToString::to_string);
        one::<Moment>(&text, ToString::to_string);
        one::<Digest>(&text, ToString::to_string);
        one::<Seed>(&text, Seed::reveal);
        one::<Nonce>(&text, Nonce::reveal);
        one::<Ticket>(&text, ToString::to_string);
        one::<Token>(&text, ToString::to_string);
        one::<Leaf>(&text, ToString::to_string);
        if let Ok(key) = FrameKey::parse_secret(&text) {
            prop_assert_eq!(key.reveal(), text.clone());
        }
        if let Ok(key) = FrameKey::parse_open(&text) {
            prop_assert_eq!(key.reveal(), text);
        }
    }
}

fn announcements() -> Vec<String> {
    vec![announcement().text(), RECORDS[2].announcement().text()]
}

fn exports() -> Vec<String> {
    let frame = frame();
    let lines = frame.leaves().map(|leaf| format!("{leaf}\n"));
    vec![lines.collect::<Vec<_>>().concat()]
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn an_announcement_has_one_spelling(text in texts(announcements())) {
        one::<Announcement>(&text, Announcement::text);
    }

    #[test]
    fn an_export_has_one_spelling(text in texts(exports())) {
        let key = FrameKey::secret([7; 32]).unwrap();
        if let Ok(frame) = Frame::import(key, text.split_terminator('\n')) {
            let lines: Vec<String> = frame.leaves().map(|leaf| leaf.to_string()).collect();
            prop_assert_eq!(lines, text.split_terminator('\n').collect::<Vec<_>>());
        }
    }
}

// Readers of documents.

/// What is read of a document is all of it: it is written again as its canonical text.
#[track_caller]
fn whole(text: &str, written: Option<String>) {
    if let Some(written) = written {
        assert_eq!(written, Document::parse(text).unwrap().canonical());
    }
}

fn documents() -> Vec<String> {
    let records = RECORDS.iter();
    let mut documents: Vec<String> = records.clone().map(Record::to_json).collect();
    documents.extend(
        records
            .filter_map(|record| record.public().ok())
            .map(PublicForm::to_json),
    );
    documents.extend([plan(), capacity()].map(|plan| plan.to_json().to_owned()));
    // Twice, so that half of the documents are small.
    documents.extend([plan(), capacity()].map(|plan| plan.to_json().replace(',', ", \n")));
    documents
}

/// Documents beside a draw: officers, rules, holidays, items, caps, scopes.
fn law() -> Vec<String> {
    let department = json!({"slots": ["food", null], "inspectors": [
        {"id": "1", "certificate": {"number": "云E-1", "from": "2022-03-01", "until": "2027-02-28"}, "districts": ["532301"],
            "qualifications": ["food"], "limit": 9, "carried": 2}, {"id": "2"}]});
    let recusal =
        |from: Value, ground: Value| json!({"inspector": "1", "from": from, "ground": ground});
    let roster = json!({"form": "double-random/roster/1", "key": "0a".repeat(32), "departments": {"market": department},
        "groups": {"g": ["a", "b"]},
        "recusals": [recusal(json!({"group": "g"}), json!("kin")), recusal(json!({"target": "c"}), json!({"other": "x"}))]});
    let caps = json!({"form": "double-random/caps/1", "caps": [{"name": "n", "counted": "each department", "per_year": 2,
        "from": "2025-01-01", "until": "2025-12-31", "source": "s", "confidence": "unsure"}]});
    let scope = Scope::directed(
        Filter::all([
            Filter::Division("532300".parse().unwrap()),
            !Filter::List("名录".parse().unwrap()),
            Filter::any([
                Filter::EmployeesAtLeast(5),
                Filter::Industry("H61".parse().unwrap()),
            ]),
        ]),
        Minimum::TwiceTheSample,
    );
    let notice = Calendar::national()
        .notices()
        .next()
        .unwrap()
        .to_json()
        .to_owned();
    vec![
        roster.to_string(),
        caps.to_string(),
        scope.unwrap().to_json(),
        notice,
        RulePack::chuxiong_2024().to_json().to_owned(),
    ]
}

#[test]
fn the_documents_that_are_spoilt_are_right() {
    let [roster, caps, scope, notice, pack] = law().try_into().unwrap();
    assert!(Roster::parse(&roster).is_ok());
    assert!(Caps::parse(&caps).is_ok());
    assert!(Scope::parse(&scope).is_ok());
    assert!(Notice::parse(&notice).is_ok());
    assert!(RulePack::parse(&pack).is_ok());
}

proptest! {
    #![proptest_config(cases(6_000))]

    #[test]
    fn a_document_beside_the_draw_has_one_meaning(text in texts(law())) {
        whole(&text, Roster::parse(&text).ok().map(|roster| roster.to_json().to_owned()));
        whole(&text, RulePack::parse(&text).ok().map(|pack| pack.to_json().to_owned()));
        whole(&text, Notice::parse(&text).ok().map(|notice| notice.to_json().to_owned()));
        whole(&text, Caps::parse(&text).ok().map(|caps| caps.to_json().to_owned()));
        whole(&text, Scope::parse(&text).ok().map(|scope| scope.to_json()));
    }

    #[test]
    fn a_document_has_one_meaning(text in texts(documents())) {
        whole(&text, Plan::parse(&text).ok().map(|plan| plan.to_json().to_owned()));
        whole(&text, Record::parse(&text).ok().map(|record| record.to_json()));
        whole(&text, PublicForm::parse(&text).ok().map(|form| form.to_json()));
        if let Ok(document) = Document::parse(&text) {
            // The canonical text is a document itself, and its own canonical text.
            prop_assert_eq!(Document::parse(document.canonical()).unwrap(), document);
        }
    }

    #[test]
    fn a_head_with_its_lines_has_one_meaning(which in any::<Index>(), place in any::<Index>(), edit in edit()) {
        let record = which.get(&RECORDS);
        let mut texts: Vec<String> = [record.head()].into_iter().chain(record.lines()).collect();
        let place = place.index(texts.len());
        texts[place] = spoil(&texts[place], &edit);
        if let Ok(read) = Record::from_lines(&texts[0], texts.iter().skip(1).map(String::as_str)) {
            let canonical: Vec<String> = texts.iter().map(|text| Document::parse(text).unwrap().canonical().to_owned()).collect();
            prop_assert_eq!([read.head()].into_iter().chain(read.lines()).collect::<Vec<_>>(), canonical);
        }
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn the_door_always_answers_in_json(text in texts(calls())) {
        let answer: Value = serde_json::from_str(&call_str(&text)).unwrap();
        let answer = answer.as_object().unwrap();
        prop_assert_eq!(answer.len(), 1);
        if Document::parse(&text).is_err() {
            prop_assert!(answer.contains_key("failed"), "{:?}", answer);
        }
    }
}
