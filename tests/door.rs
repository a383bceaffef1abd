//! The door: every failure is an answer with a stable code and the place of the offending value, and tells no secret.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

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
