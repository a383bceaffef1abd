//! The door: every failure is an answer with a stable code and the place of the offending value, and tells no secret.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use double_random::chance::randomness::Nonce;
use double_random::check::Opening;
use double_random::embed::call_str;
use serde_json::{Value, json};

fn draw_call() -> Value {
    json!({"draw": {
        "randomness": {"declared": "01".repeat(32)},
        "draws": [{
            "plan": {"form": "double-random/plan/1", "id": "p", "reserves": 1,
                "attributes": [{"name": "risk class", "disclosure": "confidential"}],
                "design": {"rates": {"rates": {"A": "10%", "D": "50%"}, "rounding": "up", "minimum": 0}}},
            "frame_key": {"secret": "07".repeat(32)},
            "units": [["a", "A", 1, ""], ["b", "D", 1, ""], ["c", "D", 1, ""]]
        }]
    }})
}

fn ask(call: &Value) -> Value {
    serde_json::from_str(&call_str(&call.to_string())).unwrap()
}

/// The answer to the call with another value at a pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut call = draw_call();
    *call.pointer_mut(pointer).unwrap() = value;
    ask(&call)
}

#[test]
fn a_draw_is_answered_and_its_record_replayed() {
    let drawn = ask(&draw_call());
    let record = &drawn["drawn"]["records"][0];
    assert_eq!(record["public"]["names"], json!(["a", "c"]));
    let units = &draw_call()["draw"]["draws"][0]["units"];
    let replay = |units: &Value| {
        ask(
            &json!({"replay": {"record": record["record"], "units": units, "published": record["digest"]}}),
        )
    };
    assert!(
        replay(units)["replayed"]["says"]
            .as_str()
            .unwrap()
            .starts_with("consistent")
    );
    let fewer = json!([["a", "A", 1, ""], ["c", "D", 1, ""]]);
    assert_eq!(replay(&fewer)["diverged"]["step"], "frame");
}

/// The call with a roster of two officers, as the host writes it.
fn with_roster(change: impl Fn(&mut Value)) -> Value {
    let officer = |id: &str| {
        json!({"id": id, "certificate":
            {"number": format!("云E-{id}"), "from": "2022-03-01", "until": "2027-02-28"}})
    };
    let mut call = draw_call();
    let draw = &mut call["draw"]["draws"][0];
    draw["roster"] = json!({
        "form": "double-random/roster/1", "key": "0a".repeat(32),
        "departments": {"market": {"slots": [null, null], "inspectors": [officer("1"), officer("2")]}}
    });
    draw["first_day"] = json!("2024-06-03");
    change(draw);
    call
}

#[test]
fn officers_are_dealt_and_replayed_through_the_door() {
    let call = with_roster(|_| {});
    let drawn = ask(&call);
    let record = &drawn["drawn"]["records"][0];
    let teams = &record["record"]["officers"]["departments"]["market"]["teams"];
    assert_eq!(teams.as_array().unwrap().len(), 2);
    assert!(!record["public"].to_string().contains("market"));
    let replay = |record: &Value| {
        let units = &call["draw"]["draws"][0]["units"];
        let digest = &drawn["drawn"]["records"][0]["digest"];
        ask(&json!({"replay": {"record": record, "units": units, "published": digest}}))
    };
    let says = replay(&record["record"])["replayed"]["says"].clone();
    assert!(says.as_str().unwrap().starts_with("consistent"));
    let mut forged = record["record"].clone();
    forged["officers"]["departments"]["market"]["teams"][0]["seats"][1] = Value::Null;
    assert_eq!(replay(&forged)["diverged"]["step"], "officers");
}

type Change<'a> = &'a dyn Fn(&mut Value);

#[test]
fn what_is_wrong_with_a_roster_is_told_before_the_announcement() {
    let failed = |change: &dyn Fn(&mut Value)| {
        let mut call = with_roster(change);
        let draws = call["draw"]["draws"].take();
        let answer = ask(&json!({"announce": {"draws": draws}}));
        let failed = &answer["failed"];
        let text = |key: &str| failed[key].as_str().unwrap().to_owned();
        (text("code"), text("path"), text("message"))
    };
    let (code, path, message) = failed(&|draw| draw["first_day"] = json!("2027-03-01"));
    assert_eq!(
        (code.as_str(), path.as_str()),
        ("roster.certificate", "/announce/draws/0/roster")
    );
    assert!(message.contains(
        "`1`: a certificate valid on 2027-03-01 is wanted, found one from 2022-03-01 to 2027-02-28"
    ));
    assert!(message.contains("`2`"), "all of them: {message}");
    let (code, path, message) = failed(&|draw| {
        let recusal = json!({"inspector": "1", "from": {"target": "z"}, "ground": "kin"});
        draw["roster"]["recusals"] = json!([recusal]);
    });
    assert_eq!(
        (code.as_str(), path.as_str()),
        ("draw.roster", "/announce/draws/0/roster")
    );
    assert!(
        message.ends_with("recusals: a unit of the frame is wanted, found `z`"),
        "{message}"
    );
    let stranger = |draw: &mut Value| {
        let recusal = json!({"inspector": "9", "from": {"target": "a"}, "ground": "kin"});
        draw["roster"]["recusals"] = json!([recusal]);
    };
    let twice = |draw: &mut Value| {
        let inspectors = &mut draw["roster"]["departments"]["market"]["inspectors"];
        inspectors[1] = inspectors[0].clone();
    };
    let two_at_once = |draw: &mut Value| {
        draw["roster"]["departments"]["market"]["slots"][0] = json!(["food", "fire"]);
    };
    let changes: [(Change<'_>, &str); 3] = [
        (
            &stranger,
            "recusals: an officer of this roster is wanted, found `9`",
        ),
        (
            &twice,
            "an officer stands once on a roster, found `1` twice",
        ),
        (
            &two_at_once,
            "a slot asks for one qualification, or for none (null)",
        ),
    ];
    for (change, wanted) in changes {
        let (code, path, message) = failed(change);
        assert_eq!(code, "value");
        assert!(path.starts_with("/announce/draws/0/roster"), "{path}");
        assert!(message.contains(wanted), "{message}");
    }
}

#[test]
fn failures_have_a_code_and_the_place_of_the_value() {
    let plan = "/draw/draws/0/plan";
    let units = "/draw/draws/0/units";
    for (pointer, value, code, path) in [
        (
            "/draw/draws/0/units/1/2",
            json!(0),
            "frame.zero_size",
            "/draw/draws/0/units/1",
        ),
        (
            "/draw/draws/0/units/2/0",
            json!("a"),
            "frame.duplicate_id",
            "/draw/draws/0/units/2",
        ),
        (
            "/draw/draws/0/units/2/0",
            json!(" c"),
            "frame.name",
            "/draw/draws/0/units/2",
        ),
        (
            "/draw/draws/0/units/2/1",
            json!("E"),
            "draw.unknown_stratum",
            "/draw/draws/0/plan/design",
        ),
        ("/draw/draws/0/units/2/1", json!("D/x"), "draw.label", units),
        (
            "/draw/draws/0/frame_key",
            json!({"open": "07".repeat(32)}),
            "draw.open_key",
            "/draw/draws/0/frame_key",
        ),
        ("/draw/draws", json!([]), "draw.no_plan", "/draw/draws"),
        (
            "/draw/draws/0/plan/reserves",
            json!(-1),
            "value",
            "/draw/draws/0/plan/reserves",
        ),
        (
            "/draw/draws/0/plan/design/rates/rates/A",
            json!("101%"),
            "value",
            "/draw/draws/0/plan/design/rates/rates/A",
        ),
        (plan, json!(["double-random/plan/1", "p"]), "value", plan),
        (
            "/draw/draws/0/plan/design/rates/rounding",
            json!({"up": null}),
            "value",
            "/draw/draws/0/plan/design/rates/rounding/up",
        ),
    ] {
        let answer = with(pointer, value.clone());
        assert_eq!(
            answer["failed"]["code"], code,
            "{pointer} {value}: {answer}"
        );
        assert_eq!(
            answer["failed"]["path"], path,
            "{pointer} {value}: {answer}"
        );
        assert!(!answer["failed"]["hint"].as_str().unwrap().is_empty());
    }
    let answer: Value = serde_json::from_str(&call_str("{\"draw\": 1.5}")).unwrap();
    assert_eq!(answer["failed"]["code"], "json");
}

#[test]
fn secrets_are_not_repeated() {
    for (pointer, value) in [
        ("/draw/draws/0/frame_key", json!("5EC7E7")),
        ("/draw/draws/0/frame_key", json!({"5EC7E7": "07"})),
        ("/draw/draws/0/frame_key/secret", json!("5EC7E7".repeat(11))),
        ("/draw/randomness", json!({"5EC7E7": 1})),
        ("/draw/randomness/declared", json!("5EC7E7")),
    ] {
        let answer = with(pointer, value);
        assert_eq!(answer["failed"]["code"], "value");
        assert!(
            !answer["failed"]["message"]
                .as_str()
                .unwrap()
                .contains("5EC7E7"),
            "{answer}"
        );
    }
}

/// Whatever a plan names combines in so few ways that looking through them takes no time.
#[test]
fn a_small_call_cannot_cost_much() {
    let mut call = draw_call();
    let attribute = |place: usize| json!({"name": place.to_string(), "disclosure": "confidential"});
    call["draw"]["draws"][0]["plan"]["attributes"] = (0..40).map(attribute).collect();
    let answer = ask(&call);
    assert!(
        answer["failed"]["message"]
            .as_str()
            .unwrap()
            .contains("at most 1000 ways"),
        "{answer}"
    );
}

#[test]
fn a_proof_is_checked_against_the_announced_root_and_count() {
    use double_random::{Frame, FrameKey, Unit};
    let units = ["a", "b", "c"].map(|id| Unit::new(id, "A"));
    let frame = Frame::commit(FrameKey::open([7; 32]), units).unwrap();
    let slip = frame.open_slip(&"b".parse().unwrap()).unwrap();
    let verdict = |count: u64, slip: &Value| {
        let answer =
            ask(&json!({"check_proof": {"root": frame.root(), "count": count, "slip": slip}}));
        answer["proof_checked"]["verdict"].clone()
    };
    let mut slip = serde_json::to_value(slip).unwrap();
    assert_eq!(verdict(3, &slip), "holds");
    assert_eq!(verdict(4, &slip), "fails");
    slip["proof"]["count"] = json!(4);
    assert_eq!(verdict(3, &slip), "fails");
}

/// The answer under this name.
fn answered(call: &Value, name: &str) -> Value {
    let answer = ask(call);
    assert!(answer.get(name).is_some(), "{answer}");
    answer.get(name).cloned().unwrap_or_default()
}

#[test]
fn a_whole_ceremony_goes_through_the_door() {
    let nonce = "05".repeat(32);
    let (audit, lottery) = ("审计局".parse().unwrap(), "03 11 17 22 29 33 08");
    let commitment = Nonce::from_bytes([5; 32]).commitment(&audit);
    let draws = draw_call()["draw"]["draws"].clone();
    let empty = answered(&json!({"journal": {"lines": []}}), "journal");
    let terms = json!({
        "contributors": {"审计局": commitment},
        "sources": {"lottery": "双色球 2024066, e.g. 01 02 03 04 05 06 07; if it is cancelled, the next"},
        "journal": empty["head"], "record_by": "2024-06-12T18:00:00+08:00", "open_by": "2024-12-31"
    });
    let announced = answered(
        &json!({"announce": {"terms": terms, "draws": draws}}),
        "announced",
    );
    let (text, at) = (&announced["announcement"], "2024-06-03T09:00:00+08:00");
    let mut lines: Vec<Value> = vec![];
    let mut head = empty["head"].clone();
    let mut journal = |lines: &mut Vec<Value>, event: Value| {
        let call = json!({"journal": {"lines": lines, "head": head, "append": {"at": at, "event": event}}});
        let answer = answered(&call, "journal");
        lines.push(answer["line"].clone());
        head = answer["head"].clone();
        head.clone()
    };
    journal(&mut lines, json!({"announced": {"announcement": text}}));

    let begun = answered(
        &json!({"begin": {"announcement": text, "at": at}}),
        "ceremony",
    );
    let step = |transcript: &Value, step: Value| json!({"step": {"transcript": transcript, "at": at, "step": step}});
    let next = |ceremony: &Value, taken: Value| {
        answered(&step(&ceremony["transcript"], taken), "ceremony")
    };
    let early = ask(&step(&begun["transcript"], json!({"close": {}})));
    assert_eq!(early["failed"]["code"], "ceremony.missing_nonces");
    let with_nonce = |nonce: &str| json!({"nonce": {"contributor": "审计局", "nonce": nonce}});
    let wrong = ask(&step(&begun["transcript"], with_nonce(&"06".repeat(32))));
    assert_eq!(
        (&wrong["failed"]["code"], &wrong["failed"]["path"]),
        (&json!("ceremony.wrong_nonce"), &json!("/step/step"))
    );
    let bad = ask(&step(&begun["transcript"], with_nonce("0505")));
    assert_eq!(bad["failed"]["code"], "value");
    assert!(!bad.to_string().contains("0505"), "{bad}");

    let closed = next(&next(&begun, with_nonce(&nonce)), json!({"close": {}}));
    assert_eq!(closed["state"], "closed");
    let digest = &announced["digest"];
    journal(
        &mut lines,
        json!({"closed": {"announcement": digest, "closing": closed["closing"]}}),
    );
    let draw =
        |ceremony: &Value| json!({"draw": {"transcript": ceremony["transcript"], "draws": draws}});
    assert_eq!(ask(&draw(&closed))["failed"]["code"], "draw.ceremony");
    let seeded = next(
        &closed,
        json!({"value": {"source": "lottery", "value": lottery}}),
    );
    let whole = answered(&draw(&seeded), "drawn");
    assert_eq!(whole["announcement"], *text);
    let record = &whole["records"][0];
    let recorded = next(
        &seeded,
        json!({"record": {"digests": {"p": record["digest"]}}}),
    );
    assert_eq!(recorded["state"], "recorded");
    journal(
        &mut lines,
        json!({"recorded": {"announcement": digest, "digests": {"p": record["digest"]}}}),
    );

    let record = double_random::Record::parse(&record["record"].to_string()).unwrap();
    let opening = Opening::of(&[&record]).unwrap().document().unwrap();
    let mut opened: Value = serde_json::from_str(opening.canonical()).unwrap();
    let head = journal(
        &mut lines,
        json!({"opened": {
            "announcement": digest, "opening": opening.digest(),
            "nonces": {"审计局": nonce}, "values": {"lottery": lottery}
        }}),
    );
    let check = |opening: &Value, lines: &[Value]| json!({"check_opening": {"opening": opening, "lines": lines, "head": head}});
    let checked = answered(&check(&opened, &lines), "checked");
    assert!(checked["says"].as_str().unwrap().starts_with("checked: "));
    assert_eq!(checked["attempts"], 0);
    let cut = ask(&check(&opened, lines.get(..3).unwrap()));
    assert_eq!(cut["failed"]["code"], "journal.cut");
    lines.swap(1, 2);
    let swapped = ask(&check(&opened, &lines));
    assert_eq!(
        (&swapped["failed"]["code"], &swapped["failed"]["path"]),
        (
            &json!("journal.reordered"),
            &json!("/check_opening/lines/1")
        )
    );
    lines.swap(1, 2);
    opened["plans"][0]["public"]["names"][0] = json!("b");
    let forged = answered(&check(&opened, &lines), "diverged");
    assert_eq!(forged["step"], "digest");
}

#[test]
fn a_draw_takes_randomness_or_a_ceremony() {
    let mut neither = draw_call();
    neither["draw"]
        .as_object_mut()
        .unwrap()
        .remove("randomness");
    let answer = ask(&neither);
    assert_eq!(
        (&answer["failed"]["code"], &answer["failed"]["path"]),
        (&json!("value"), &json!("/draw"))
    );
}
