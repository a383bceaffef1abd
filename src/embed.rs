//! The door: one call for hosts that are not Rust, in three coats: typed, as a JSON value, as text.
//!
//! A call holds everything it needs and leaves nothing behind. Whatever goes wrong is an answer too, with a code that does
//! not change, the place of the offending value and a hint.
//!
//! ```
//! use double_random::embed::call_str;
//! let answer = call_str(r#"{"draw": {
//!     "randomness": {"declared": "0101010101010101010101010101010101010101010101010101010101010101"},
//!     "draws": [{
//!         "plan": {"form": "double-random/plan/1", "id": "2024-01", "reserves": 0,
//!             "attributes": [{"name": "risk class", "disclosure": "confidential"}],
//!             "design": {"rates": {"rates": {"A": "10%", "D": "50%"}, "rounding": "up", "minimum": 0}}},
//!         "frame_key": {"secret": "0707070707070707070707070707070707070707070707070707070707070707"},
//!         "units": [["a", "A", 1, ""], ["b", "D", 1, ""], ["c", "D", 1, ""]]
//!     }]
//! }}"#);
//! assert!(answer.contains(r#""names":["a","c"]"#));
//!
//! let answer = call_str(r#"{"draw": {"randomness": {"declared": "01"}, "draws": []}}"#);
//! assert!(answer.contains(r#""code":"value""#) && answer.contains(r#""path":"/draw/randomness/declared""#));
//! ```

use crate::chance::{Announcement, Randomness};
use crate::digest::{Digest, strict_value};
use crate::draw::{Divergence, DrawError, PublicForm, Record, Step, draw};
use crate::frame::{Frame, FrameError, FrameKey, Slip, Unit};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_path_to_error::Segment;

/// What a host asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Call {
    /// Draw these plans together, all or none.
    Draw {
        /// `{"declared": hex}`.
        randomness: Randomness,
        /// The plans, each with its frame.
        draws: Vec<DrawRequest>,
    },
    /// Replay a record against its registry.
    Replay {
        /// The record.
        record: Box<Record>,
        /// The registry, as it was at the announcement.
        units: Vec<UnitRow>,
        /// The record digest that was published at the draw.
        published: Digest,
    },
    /// Check that a leaf stands in a frame.
    CheckProof {
        /// The frame root, as it was announced.
        root: Digest,
        /// The number of the frame's units, as it was announced.
        count: u64,
        /// The leaf and its proof.
        slip: Slip,
    },
}

/// One plan to draw.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DrawRequest {
    /// The plan.
    pub plan: Plan,
    /// `{"secret": hex}`, or `{"open": hex}` with 32 random bytes that hide the digest.
    pub frame_key: FrameKey,
    /// The units.
    pub units: Vec<UnitRow>,
}

/// A unit: `[id, stratum, size, district]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a unit is `[id, stratum, size, district]`")]
#[expect(clippy::exhaustive_structs, reason = "the protocol names these four")]
pub struct UnitRow(pub String, pub String, pub u64, pub String);

impl UnitRow {
    /// The unit.
    #[must_use]
    pub fn unit(&self) -> Unit<'_> {
        let Self(id, stratum, size, district) = self;
        Unit::new(id, stratum).size(*size).district(district)
    }
}

/// What the door answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// The plans were drawn.
    Drawn {
        /// The announcement under which they were.
        announcement: Announcement,
        /// A record for each, in the order of the call.
        records: Vec<DrawnRecord>,
    },
    /// The record was replayed and is as it should be.
    Replayed {
        /// Its digest.
        digest: Digest,
        /// What that shows, and what it does not.
        says: String,
    },
    /// The record is not as it should be.
    Diverged {
        /// The first check that fails.
        step: String,
        /// Where.
        at: String,
        /// What should stand there.
        expected: String,
        /// What does.
        found: String,
    },
    /// The proof was checked.
    ProofChecked {
        /// What came out.
        verdict: Verdict,
    },
    /// Nothing was done.
    Failed(Failure),
}

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "there is no third")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
}

/// One plan's record, with what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DrawnRecord {
    /// The confidential form.
    pub record: Box<Record>,
    /// The public form; none where its names would give a confidential attribute away.
    pub public: Option<PublicForm>,
    /// Why there is no public form.
    pub withheld: Option<String>,
    /// The record digest, to be published now.
    pub digest: Digest,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// A code that never changes its meaning: hosts may decide by it.
    pub code: String,
    /// Where in the call the offending value stands, as a JSON pointer (RFC 6901).
    pub path: String,
    /// What was wanted and what was found.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Answers a call.
#[must_use]
pub fn call(call: Call) -> Answer {
    match call {
        Call::Draw { randomness, draws } => {
            drawn(&randomness, draws).unwrap_or_else(Answer::Failed)
        }
        Call::Replay {
            record,
            units,
            published,
        } => match frame(record.frame_key().clone(), &units, "/replay/units") {
            Ok(frame) => replayed(*record, &frame, &published),
            Err(failure) => Answer::Failed(failure),
        },
        Call::CheckProof { root, count, slip } => {
            let verdict = if slip.holds(&root, count) {
                Verdict::Holds
            } else {
                Verdict::Fails
            };
            Answer::ProofChecked { verdict }
        }
    }
}

/// Answers a call that is a JSON value.
#[must_use]
pub fn call_value(value: Value) -> Value {
    let answer = match misplaced(&value, "") {
        Some((path, found)) => Answer::Failed(failure(
            "value",
            path,
            format!("another value is wanted, found {found}"),
        )),
        None => match serde_path_to_error::deserialize(value) {
            Ok(asked) => call(asked),
            Err(error) => {
                let path = pointer(error.path());
                let secret = path.contains("/frame_key") || path.contains("/randomness");
                let message = if secret {
                    "32 bytes are wanted under one of the names of the form, written as 64 lower-case hex digits".to_owned()
                } else {
                    error.inner().to_string()
                };
                Answer::Failed(failure("value", path, message))
            }
        },
    };
    serde_json::to_value(answer).unwrap_or_default()
}

/// Answers a call that is JSON text, with JSON text.
#[must_use]
pub fn call_str(text: &str) -> String {
    let answer = match strict_value(text) {
        Ok(value) => return call_value(value).to_string(),
        Err(error) => Answer::Failed(failure("json", String::new(), error.to_string())),
    };
    serde_json::to_value(answer).unwrap_or_default().to_string()
}

fn drawn(randomness: &Randomness, draws: Vec<DrawRequest>) -> Result<Answer, Failure> {
    let mut plans = vec![];
    for (
        place,
        DrawRequest {
            plan,
            frame_key,
            units,
        },
    ) in draws.into_iter().enumerate()
    {
        plans.push((
            plan,
            frame(frame_key, &units, &format!("/draw/draws/{place}/units"))?,
        ));
    }
    let pairs: Vec<(&Plan, &Frame)> = plans.iter().map(|(plan, frame)| (plan, frame)).collect();
    let records = draw(&pairs, randomness).map_err(|error| draw_failure(&error, &plans))?;
    let announcement = records.first().map(|record| record.announcement().clone());
    let announcement = announcement.ok_or_else(|| draw_failure(&DrawError::NoPlan, &plans))?;
    let records = records.into_iter().map(|record| DrawnRecord {
        public: record.public().ok().cloned(),
        withheld: record.public().err().map(|would| would.to_string()),
        digest: record.digest(),
        record: Box::new(record),
    });
    Ok(Answer::Drawn {
        announcement,
        records: records.collect(),
    })
}

fn replayed(record: Record, frame: &Frame, published: &Digest) -> Answer {
    match record.replay(frame, published) {
        Ok(replayed) => Answer::Replayed {
            digest: replayed.get().digest(),
            says: replayed.strength().to_string(),
        },
        Err(Divergence {
            step,
            at,
            expected,
            found,
        }) => {
            let step: Step = step;
            Answer::Diverged {
                step: step.to_string(),
                at,
                expected,
                found,
            }
        }
    }
}

fn frame(key: FrameKey, rows: &[UnitRow], path: &str) -> Result<Frame, Failure> {
    Frame::commit(key, rows.iter().map(UnitRow::unit)).map_err(|error| {
        let (code, index) = match &error {
            FrameError::Name { index, .. } => ("frame.name", Some(*index)),
            FrameError::ZeroSize { index, .. } => ("frame.zero_size", Some(*index)),
            FrameError::DuplicateId { id } => (
                "frame.duplicate_id",
                rows.iter().rposition(|row| row.0 == id.as_str()),
            ),
            FrameError::EqualTokens { second, .. } => (
                "frame.equal_tokens",
                rows.iter().rposition(|row| row.0 == second.as_str()),
            ),
        };
        let path = index.map_or(path.to_owned(), |index| format!("{path}/{index}"));
        failure(code, path, error.to_string())
    })
}

fn draw_failure(error: &DrawError, plans: &[(Plan, Frame)]) -> Failure {
    let (code, plan, field) = match error {
        DrawError::NoPlan => ("draw.no_plan", None, ""),
        DrawError::PlanTwice { plan } => ("draw.plan_twice", Some(plan), "/plan/id"),
        DrawError::Label { plan, .. } => ("draw.label", Some(plan), "/units"),
        DrawError::UnknownStratum { plan, .. } => {
            ("draw.unknown_stratum", Some(plan), "/plan/design")
        }
        DrawError::OpenKey { plan } => ("draw.open_key", Some(plan), "/frame_key"),
        DrawError::Announcement { plan, .. } => ("draw.announcement", Some(plan), ""),
        DrawError::Allocation { plan, .. } => ("draw.allocation", Some(plan), "/plan/design"),
        DrawError::Randomness(_) => {
            return failure(
                "draw.randomness",
                "/draw/randomness".to_owned(),
                error.to_string(),
            );
        }
        DrawError::Document(_) => ("draw.document", None, ""),
    };
    let place = plans
        .iter()
        .rposition(|(found, _)| Some(found.id()) == plan);
    let path = place.map_or("/draw/draws".to_owned(), |place| {
        format!("/draw/draws/{place}{field}")
    });
    failure(code, path, error.to_string())
}

fn failure(code: &str, path: String, message: String) -> Failure {
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
        "draw.randomness" => "a draw through the door declares its randomness",
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
const LISTS: [&str; 8] = [
    "draws",
    "units",
    "attributes",
    "strata",
    "selected",
    "reserves",
    "names",
    "path",
];

/// Where a list or nothing at all stands that no call holds there; `field` is the name under which the value stands.
fn misplaced(value: &Value, field: &str) -> Option<(String, &'static str)> {
    let below = |key: &dyn std::fmt::Display, found: Option<(String, &'static str)>| {
        found.map(|(path, what)| (format!("/{key}{path}"), what))
    };
    match value {
        Value::Null if field != "threshold" => Some((String::new(), "null")),
        Value::Array(items) if LISTS.contains(&field) => {
            let inner = if field == "units" { "draws" } else { "" };
            let mut items = items.iter().enumerate();
            items.find_map(|(place, item)| below(&place, misplaced(item, inner)))
        }
        Value::Array(_) => Some((String::new(), "a list")),
        Value::Object(fields) => {
            let mut fields = fields.iter();
            fields.find_map(|(key, item)| below(&escaped(key), misplaced(item, key)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// A key as a segment of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The path as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("/{}", escaped(key))
        }
        Segment::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}
