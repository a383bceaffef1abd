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

mod failure;
mod draw;
mod trust;

use crate::calendar::{Day, Moment};
use crate::ceremony::{Step, Transcript};
use crate::chance::announcement::Terms;
use crate::chance::{Announcement, Randomness};
use crate::check::Opening;
use crate::digest::{Digest, present, strict_value};
use crate::draw::{PublicForm, Record};
use crate::frame::{FrameKey, Slip, Unit};
use crate::inspector::Roster;
use crate::journal::Event;
use crate::plan::Plan;
use failure::{failure, misplaced, pointer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a host asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Call {
    /// Announce these plans together.
    Announce {
        /// How the randomness of a ceremony will come about; left out where it is declared.
        #[serde(default, deserialize_with = "present")]
        terms: Option<Terms>,
        /// The plans, each with its frame.
        draws: Vec<DrawRequest>,
    },
    /// Draw these plans together, all or none: with randomness, or as a ceremony asks for.
    Draw {
        /// `{"declared": hex}`; left out where there is a ceremony.
        #[serde(default, deserialize_with = "present")]
        randomness: Option<Randomness>,
        /// The transcript of a ceremony whose seed follows.
        #[serde(default, deserialize_with = "present")]
        transcript: Option<Box<Transcript>>,
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
    /// Begin a ceremony: the announcement is published at this moment.
    Begin {
        /// The announcement.
        announcement: Announcement,
        /// When it is published.
        at: Moment,
    },
    /// Take a step of a ceremony.
    Step {
        /// Everything so far.
        transcript: Box<Transcript>,
        /// When the step is taken.
        at: Moment,
        /// The step.
        step: Step,
    },
    /// Verify a journal, and append to it.
    Journal {
        /// Its lines; none for a new one.
        lines: Vec<String>,
        /// A head that was published; left out for a new journal.
        #[serde(default, deserialize_with = "present")]
        head: Option<Digest>,
        /// An event to append, and when it happened.
        #[serde(default, deserialize_with = "present")]
        append: Option<Append>,
    },
    /// Check an opening as everyone can.
    CheckOpening {
        /// The opening.
        opening: Box<Opening>,
        /// The lines of the journal.
        lines: Vec<String>,
        /// A head of it that was published.
        head: Digest,
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

/// An event to append to a journal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Append {
    /// When it happened.
    pub at: Moment,
    /// What happened.
    pub event: Event,
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
    /// The roster whose officers are dealt to the drawn targets; left out where none are.
    #[serde(default, deserialize_with = "present")]
    pub roster: Option<Roster>,
    /// The first day of the inspections: everyone on the roster must hold a certificate that is valid then. Left out, nobody's
    /// certificate is looked at.
    #[serde(default, deserialize_with = "present")]
    pub first_day: Option<Day>,
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
    /// The plans can be announced.
    Announced {
        /// The text to be published.
        announcement: Announcement,
        /// `A`.
        digest: Digest,
    },
    /// The ceremony has come so far.
    Ceremony {
        /// Everything so far, to be put away: a secret until the opening.
        transcript: Box<Transcript>,
        /// The state.
        state: String,
        /// What everyone may know now.
        public: String,
        /// What nobody outside the office may know now.
        secret: String,
        /// The closing, to be published; none before.
        closing: Option<Digest>,
    },
    /// The journal is as its published head says.
    Journal {
        /// Its head now.
        head: Digest,
        /// How many lines it has now.
        entries: u64,
        /// The line that was appended, to be kept; none if nothing was.
        line: Option<String>,
    },
    /// The opening was checked.
    Checked {
        /// What was checked, and what was not.
        says: String,
        /// How many announcements ended before this one in its place.
        attempts: usize,
    },
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
        Call::Announce { terms, draws } => answer(draw::announced(terms, draws)),
        Call::Draw {
            randomness,
            transcript,
            draws,
        } => answer(draw::drawn(
            randomness.as_ref(),
            transcript.map(|transcript| *transcript),
            draws,
        )),
        Call::Begin { announcement, at } => answer(trust::begun(announcement, at)),
        Call::Step {
            transcript,
            at,
            step,
        } => answer(trust::stepped(&transcript, at, step)),
        Call::Journal {
            lines,
            head,
            append,
        } => answer(trust::journal(&lines, head, append)),
        Call::CheckOpening {
            opening,
            lines,
            head,
        } => answer(trust::checked(&opening, &lines, &head)),
        Call::Replay {
            record,
            units,
            published,
        } => match draw::frame(record.frame_key().clone(), &units, "/replay/units") {
            Ok(frame) => draw::replayed(*record, &frame, &published),
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

fn answer(result: Result<Answer, Failure>) -> Answer {
    result.unwrap_or_else(Answer::Failed)
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
                let secret = ["/frame_key", "/randomness", "/nonce"]
                    .iter()
                    .any(|field| path.contains(field));
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
