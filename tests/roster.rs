//! The roster: one spelling, every fault at once, and the clerk's question why not.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

use double_random::assignment::{Means, Pool, Target, Trial, department_seed};
use double_random::chance::Seed;
use double_random::digest::{Digest, Document};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::{DepartmentId, InspectorId, UnitId};
use double_random::inspector::{
    Certificate, Help, Inspector, Recusal, RecusalGround, RecusedFrom, Roster, RosterBuilder,
    RosterKey, Seat, Slot, Status,
};
use serde_json::{Value, json};

const KEY: &str = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0";
const DAY: &str = "2025-05-12";

fn food() -> DepartmentId {
    "市场监督管理局".parse().unwrap()
}

fn officer(id: &str) -> Inspector {
    let [from, until] = ["2022-03-01", "2027-02-28"].map(|day| day.parse().unwrap());
    let certificate = Certificate::new(format!("云E-{id}").parse().unwrap(), from, until);
    Inspector::new(id.parse().unwrap(), food()).certificate(certificate)
}

fn target(id: &str) -> RecusedFrom {
    RecusedFrom::Target(id.parse().unwrap())
}

fn recusal(inspector: &str, from: RecusedFrom) -> Recusal {
    Recusal::new(inspector.parse().unwrap(), from, RecusalGround::Kin)
}

/// A roster in which everything occurs that can.
fn builder() -> RosterBuilder {
    let slots = [Slot::asking_for("food".parse().unwrap()), Slot::any()];
    let health: DepartmentId = "卫生健康委员会".parse().unwrap();
    let b = officer("b")
        .district("532301".parse().unwrap())
        .district("532302".parse().unwrap());
    let other = RecusalGround::Other("曾在该企业任职".to_owned());
    Roster::builder(KEY.parse().unwrap())
        .department(food(), slots)
        .department(health.clone(), [Slot::any()])
        .fewer_ground(&health, "《某条例》第九条")
        .inspector(b.limit(9).carried(2))
        .inspector(officer("a").qualification("food".parse().unwrap()))
        .group(
            "集团甲".parse().unwrap(),
            ["y", "x"].map(|id| id.parse().unwrap()),
        )
        .recusal(recusal("b", RecusedFrom::Group("集团甲".parse().unwrap())))
        .recusal(Recusal::new("a".parse().unwrap(), target("z"), other))
        .rotate([("b".parse().unwrap(), "z".parse().unwrap())])
}

fn faults(builder: RosterBuilder) -> Vec<String> {
    let faults = builder.build_for(DAY.parse().unwrap()).unwrap_err();
    faults.faults().iter().map(ToString::to_string).collect()
}

fn refusal(document: &Value) -> String {
    Roster::parse(&document.to_string())
        .unwrap_err()
        .to_string()
}

/// Rule DR-06.
#[test]
fn a_roster_is_a_document() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    assert_eq!(Roster::parse(roster.to_json()).unwrap(), roster);
    assert_eq!(
        roster.digest(),
        Document::parse(roster.to_json()).unwrap().digest()
    );
    let written: Value = serde_json::from_str(roster.to_json()).unwrap();
    assert_eq!(
        written,
        json!({
            "form": "double-random/roster/1",
            "key": KEY,
            "departments": {
                "卫生健康委员会": { "slots": [null], "fewer_ground": "《某条例》第九条", "inspectors": [] },
                "市场监督管理局": { "slots": ["food", null], "inspectors": [
                    { "id": "a", "qualifications": ["food"],
                      "certificate": { "number": "云E-a", "from": "2022-03-01", "until": "2027-02-28" } },
                    { "id": "b", "districts": ["532301", "532302"], "limit": 9, "carried": 2,
                      "certificate": { "number": "云E-b", "from": "2022-03-01", "until": "2027-02-28" } },
                ] },
            },
            "groups": { "集团甲": ["x", "y"] },
            "recusals": [
                { "inspector": "a", "from": { "target": "z" }, "ground": { "other": "曾在该企业任职" } },
                { "inspector": "b", "from": { "target": "z" }, "ground": "rotation" },
                { "inspector": "b", "from": { "group": "集团甲" }, "ground": "kin" },
            ],
        })
    );
    let pairs: Vec<(String, String)> = roster
        .recusals()
        .map(|(who, whom)| (who.to_string(), whom.to_string()))
        .collect();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(who, whom)| format!("{who}-{whom}"))
        .collect();
    assert_eq!(pairs, ["a-z", "b-x", "b-y", "b-z"]);
}

/// Rule PI-02.
#[test]
fn secrets_and_grounds_do_not_print() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    for recusal in ["Kin", "任职"] {
        assert!(!format!("{:?}", self::recusal("a", target("z"))).contains(recusal));
    }
    assert_eq!(format!("{:?}", roster.key()), "RosterKey(…)");
}

#[test]
fn a_roster_has_one_spelling() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    let written: Value = serde_json::from_str(roster.to_json()).unwrap();
    let of_food = "/departments/市场监督管理局";
    let spoilt = [
        ("", "note", json!("x")),
        ("", "form", json!("double-random/roster/2")),
        ("", "key", json!(KEY.to_uppercase())),
        ("", "key", json!("0".repeat(64))),
        ("", "groups", json!({})),
        ("", "groups", Value::Null),
        (
            "",
            "recusals",
            json!([{ "inspector": "a", "from": { "target": "z" } }]),
        ),
        ("", "departments", json!({})),
        (of_food, "slots", json!([["food", "vehicles"], null])),
        (of_food, "slots", json!([])),
        (of_food, "slots", json!([null])),
        (of_food, "slots", json!([" food", null])),
        (of_food, "fewer_ground", json!("x")),
        (of_food, "fewer_ground", Value::Null),
        (&format!("{of_food}/inspectors/0"), "districts", json!([])),
        (
            &format!("{of_food}/inspectors/0"),
            "districts",
            json!(["a", "a"]),
        ),
        (
            &format!("{of_food}/inspectors/0"),
            "qualifications",
            json!(["q", "q"]),
        ),
        (&format!("{of_food}/inspectors/0"), "carried", json!(0)),
        (&format!("{of_food}/inspectors/0"), "carried", json!(-1)),
        (&format!("{of_food}/inspectors/0"), "limit", Value::Null),
        (&format!("{of_food}/inspectors/0"), "id", json!("b")),
        (
            &format!("{of_food}/inspectors/0"),
            "status",
            json!("active"),
        ),
        (
            &format!("{of_food}/inspectors/0/certificate"),
            "until",
            json!("2022-02-28"),
        ),
        (
            &format!("{of_food}/inspectors/0/certificate"),
            "number",
            json!("云E-b"),
        ),
        ("/recusals/0", "inspector", json!("c")),
        ("/recusals/0", "ground", json!("whim")),
        ("/recusals/0", "ground", json!({ "other": "" })),
        ("/recusals/2", "from", json!({ "group": "集团乙" })),
        (
            "/recusals/2",
            "from",
            json!({ "group": "集团甲", "target": "z" }),
        ),
        ("/groups", "集团甲", json!([])),
        ("/groups", "集团甲", json!(["x", "x"])),
    ];
    for (place, field, value) in spoilt {
        let mut other = written.clone();
        other.pointer_mut(place).unwrap()[field] = value.clone();
        assert!(
            Roster::parse(&other.to_string()).is_err(),
            "{place}/{field}: {value}"
        );
    }
    // What may stand in any order may: the digest is another, the roster's sense is not.
    let mut other = written.clone();
    other["recusals"].as_array_mut().unwrap().reverse();
    let reversed = Roster::parse(&other.to_string()).unwrap();
    assert!(reversed.recusals().eq(roster.recusals()));
    assert_ne!(reversed.digest(), roster.digest());
}

/// Rules DR-07, DR-30.
#[test]
fn every_fault_is_told_by_name() {
    let wrong = builder()
        .inspector(officer("a"))
        .inspector(officer("c").status(Status::Suspended))
        .inspector(Inspector::new("d".parse().unwrap(), food()))
        .inspector(Inspector::new(
            "e".parse().unwrap(),
            "公安局".parse().unwrap(),
        ))
        .recusal(recusal("nobody", target("z")))
        .recusal(recusal("e", target("z")))
        .recusal(recusal("a", RecusedFrom::Group("集团乙".parse().unwrap())))
        .recusal(recusal("a", target("z")));
    assert_eq!(
        faults(wrong),
        [
            "inspectors: `c` is not active but suspended",
            "inspectors: `e` is of `公安局`, which this roster does not name",
            "inspectors: an officer stands once on a roster, found `a` twice",
            "recusals: one of `a` stands twice",
            "recusals: a group of this roster is wanted, found `集团乙`",
            "recusals: an officer of this roster is wanted, found `nobody`",
            "inspectors: `d`: a certificate valid on 2025-05-12 is wanted, found none",
        ]
    );
    let expired = builder()
        .build_for("2027-03-01".parse().unwrap())
        .unwrap_err();
    assert_eq!(
        expired.to_string(),
        "inspectors: `a`: a certificate valid on 2027-03-01 is wanted, found one from 2022-03-01 to 2027-02-28; \
         inspectors: `b`: a certificate valid on 2027-03-01 is wanted, found one from 2022-03-01 to 2027-02-28"
    );
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    assert!(roster.check_on("2027-02-28".parse().unwrap()).is_ok());
    assert_eq!(roster.check_on("2027-03-01".parse().unwrap()), Err(expired));

    let mut two = serde_json::from_str::<Value>(roster.to_json()).unwrap();
    two["departments"]["市场监督管理局"]["slots"] = json!([["food", "vehicles"]]);
    let said = refusal(&two);
    assert!(
        said.contains("a slot asks for one qualification, or for none (null)"),
        "{said}"
    );
    two["departments"]["市场监督管理局"]["slots"] = json!([null]);
    assert_eq!(
        refusal(&two),
        "departments: `市场监督管理局`: two officers or more inspect together unless a legal reason (`fewer_ground`) is \
         given, found 1 slots"
    );
}

#[test]
fn a_misspelt_target_is_found() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    let frame = |ids: &[&str]| {
        let units = ids.iter().map(|id| Unit::new(id, "A"));
        Frame::commit(FrameKey::secret([9; 32]).unwrap(), units).unwrap()
    };
    assert!(roster.check_targets(&frame(&["w", "x", "y", "z"])).is_ok());
    assert_eq!(
        roster
            .check_targets(&frame(&["w", "x"]))
            .unwrap_err()
            .to_string(),
        "recusals: a unit of the frame is wanted, found `y`; recusals: a unit of the frame is wanted, found `z`"
    );
}

/// Rules DR-07, DR-32, RC-01.
#[test]
fn why_not_tells_every_reason_and_no_ground() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    let health: DepartmentId = "卫生健康委员会".parse().unwrap();
    let slot = Slot::asking_for("food".parse().unwrap());
    let [recused_from, open]: [UnitId; 2] = ["x", "w"].map(|id| id.parse().unwrap());
    let district = "532322".parse().unwrap();
    let [a, b, c]: [InspectorId; 3] = ["a", "b", "c"].map(|id| id.parse().unwrap());
    let why = |who: &InspectorId, seat: &Seat<'_>, day: &str| -> Vec<String> {
        let why = roster.why_not(who, seat, day.parse().unwrap());
        why.iter().map(ToString::to_string).collect()
    };
    let seat = Seat::new(&health, &slot, &recused_from, &district);
    let team = [b.clone()];
    assert_eq!(
        why(&b, &seat.load(9).team(&team), "2021-01-01"),
        [
            "the seat is one of `卫生健康委员会`, the officer of `市场监督管理局`",
            "the target lies in `532322`, where the officer does not serve",
            "the seat asks for `food`, which the officer does not hold",
            "the officer may carry 9 and carries 9",
            "the officer is on the team already",
            "the officer is recused from the target",
            "an enforcement certificate valid on 2021-01-01 is wanted, found one from 2022-03-01 to 2027-02-28",
        ]
    );
    let food = food();
    let seat = Seat::new(&food, &slot, &open, &district).load(100);
    assert_eq!(why(&a, &seat, DAY), [""; 0]);
    assert_eq!(why(&c, &seat, DAY), ["`c` is not on the roster"]);
}

/// Rule DR-31.
#[test]
fn why_not_and_the_deal_agree() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    let frame_key = FrameKey::secret([9; 32]).unwrap();
    let pool = Pool::of(&roster, &food(), &frame_key).unwrap();
    assert!(Pool::of(&roster, &"公安局".parse().unwrap(), &frame_key).is_none());
    let seed = department_seed(&Seed::from_bytes([1; 32]), &"p".parse().unwrap(), &food());
    assert_eq!(
        seed,
        Seed::from_bytes([1; 32]).derive("inspectors/p/市场监督管理局")
    );
    let token = |id: &str| roster.key().token(&id.parse().unwrap());
    // x: b is recused through the group; z: both are; 532322: b does not come; w: both come.
    let cases = [
        ("x", "532301", [Some("a"), None]),
        ("z", "532301", [None, None]),
        ("v", "532322", [Some("a"), None]),
        ("w", "532301", [Some("a"), Some("b")]),
    ];
    let district = |text: &str| text.parse().unwrap();
    let targets: Vec<Target> = cases
        .iter()
        .map(|(id, of, _)| Target::new(frame_key.token(id), district(of)))
        .collect();
    let deal = pool.deal(&targets, &seed).unwrap();
    for ((id, _, team), target) in cases.iter().zip(&targets) {
        let wanted: Vec<_> = team.iter().map(|seat| seat.map(token)).collect();
        assert_eq!(deal.team(&target.token).unwrap().seats, wanted, "{id}");
    }
    let trials = Trial::of_roster(&roster, &frame_key, &targets).unwrap();
    let trial = &trials[&food()];
    assert_eq!((trial.seats, trial.vacant), (8, 4));
    assert_eq!(trial.remedies.len(), 4);
    assert!(trial.remedies.contains_key(&Means::Recusal));
    assert_eq!(trials[&"卫生健康委员会".parse().unwrap()].vacant, 4);
}

/// Rule PI-01.
#[test]
fn a_key_is_never_open() {
    assert!("0".repeat(64).parse::<RosterKey>().is_err());
    let key: RosterKey = KEY.parse().unwrap();
    assert_eq!(Digest::from(key).to_string(), KEY);
}

#[test]
fn dr_08_who_assists_holds_no_seat_and_auxiliaries_stay_outside() {
    let mut value: Value =
        serde_json::from_str(builder().build_for(DAY.parse().unwrap()).unwrap().to_json()).unwrap();
    let expert = json!({"id": "州质检中心", "help": "testing"});
    let inspectors = &mut value["departments"]["市场监督管理局"]["inspectors"];
    inspectors.as_array_mut().unwrap().push(expert);
    let refused = Roster::parse(&value.to_string()).unwrap_err().to_string();
    assert!(refused.contains("help"), "{refused}");
    let may_enter = [
        Help::Expert,
        Help::Testing,
        Help::Research,
        Help::Professional,
        Help::Auxiliary,
    ];
    assert_eq!(
        may_enter.map(Help::may_enter),
        [true, true, true, true, false]
    );
}

#[test]
fn a_roster_has_no_field_with_nothing_in_it() {
    let roster = builder().build_for(DAY.parse().unwrap()).unwrap();
    let of_a = |field: &str, nothing: Value| {
        let mut value: Value = serde_json::from_str(roster.to_json()).unwrap();
        value["departments"]["市场监督管理局"]["inspectors"][0][field] = nothing;
        Roster::parse(&value.to_string())
    };
    for (field, nothing) in [
        ("districts", json!([])),
        ("carried", json!(0)),
        ("limit", Value::Null),
        ("certificate", Value::Null),
    ] {
        assert!(of_a(field, nothing).is_err(), "{field}");
    }
}

#[test]
fn a_load_that_no_year_comes_to_is_refused() {
    for officer in [
        officer("c").carried(1_000_001),
        officer("c").limit(1_000_001),
    ] {
        let refused = builder().inspector(officer).build_for(DAY.parse().unwrap());
        assert_eq!(
            refused.unwrap_err().to_string(),
            "inspectors: `c`: limit and load carried in are at most 1000000 visits, found 1000001"
        );
    }
    let most = officer("c").carried(1_000_000).limit(1_000_000);
    assert!(
        builder()
            .inspector(most)
            .build_for(DAY.parse().unwrap())
            .is_ok()
    );
}

#[test]
fn rc_04_nobody_comes_to_the_same_target_twice_running_where_an_office_rotates() {
    let last = ("a".parse().unwrap(), "w".parse().unwrap());
    let rotating = builder()
        .rotate([last.clone()])
        .build_for(DAY.parse().unwrap())
        .unwrap();
    assert!(rotating.is_recused(&last.0, &last.1));
    let not = builder().build_for(DAY.parse().unwrap()).unwrap();
    assert!(!not.is_recused(&last.0, &last.1));
}
