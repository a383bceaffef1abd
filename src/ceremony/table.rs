//! What may follow what: the one table of the ceremony.

use std::fmt;

/// How far a ceremony has come (仪式阶段).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum State {
    /// The announcement is published; nonces come in.
    Announced,
    /// Every nonce is in, and the closing is published; the sources' values are awaited.
    Closed,
    /// Every value is known: the draw seed follows.
    Seeded,
    /// The plans are drawn, and their record digests published; visits go on.
    Recorded,
    /// Everything is opened.
    Opened,
    /// It ended before its closing.
    Void,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StepKind {
    /// A contributor hands in its nonce.
    Nonce,
    /// The office publishes the closing.
    Close,
    /// The announcement ends before its closing, while nobody can know anything.
    Void,
    /// The value of a source is taken down.
    Value,
    /// The record digests are published.
    Record,
    /// The announcement lapses, or the draw is found void: it is finished as an attempt, where it was closed.
    Lapse,
    /// One plan is opened, when its own visits are over.
    OpenPlan,
    /// Everything is opened.
    Open,
}

/// A line of the table: in this state this step may be taken, and leads to that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The state before.
    pub state: State,
    /// The step.
    pub step: StepKind,
    /// The state after.
    pub next: State,
    /// What must hold besides.
    pub condition: &'static str,
}

const fn row(state: State, step: StepKind, next: State, condition: &'static str) -> Row {
    Row {
        state,
        step,
        next,
        condition,
    }
}

/// All steps that may be taken (protocol section 3); whatever is not here is refused.
pub const TABLE: [Row; 13] = [
    row(
        State::Announced,
        StepKind::Nonce,
        State::Announced,
        "of an announced contributor, matching its commitment, once, and no other's",
    ),
    row(
        State::Announced,
        StepKind::Close,
        State::Closed,
        "every nonce is in, and no source's value can be known yet",
    ),
    row(
        State::Announced,
        StepKind::Void,
        State::Void,
        "a reason; no source's value can be known yet",
    ),
    row(
        State::Announced,
        StepKind::Lapse,
        State::Void,
        "a reason: it was not closed in time, and stays as an attempt",
    ),
    row(
        State::Closed,
        StepKind::Value,
        State::Closed,
        "of an announced source, in its form, once; another is missing",
    ),
    row(
        State::Closed,
        StepKind::Value,
        State::Seeded,
        "of the last source, in its form",
    ),
    row(
        State::Closed,
        StepKind::Lapse,
        State::Closed,
        "a reason, once",
    ),
    row(
        State::Seeded,
        StepKind::Record,
        State::Recorded,
        "a digest for each plan, by the announced time unless it has lapsed",
    ),
    row(
        State::Seeded,
        StepKind::Lapse,
        State::Seeded,
        "a reason, once",
    ),
    row(
        State::Recorded,
        StepKind::OpenPlan,
        State::Recorded,
        "an announced plan, once",
    ),
    row(
        State::Recorded,
        StepKind::Open,
        State::Opened,
        "all visits are over, or the announced date has come",
    ),
    row(
        State::Recorded,
        StepKind::Lapse,
        State::Recorded,
        "a reason, once",
    ),
    row(
        State::Opened,
        StepKind::Lapse,
        State::Opened,
        "a reason, once: the draw is found void",
    ),
];

impl State {
    /// The steps that may be taken in this state.
    pub fn steps(self) -> impl Iterator<Item = StepKind> {
        let rows = TABLE.iter().filter(move |row| row.state == self);
        let mut last = None;
        rows.map(|row| row.step)
            .filter(move |step| last.replace(*step) != Some(*step))
    }

    /// What everyone may know in this state.
    #[must_use]
    pub const fn public(self) -> &'static str {
        match self {
            Self::Announced | Self::Void => "the announcement",
            Self::Closed => "the announcement, and the digest of the closing",
            Self::Seeded => "the announcement, the digest of the closing, and the sources' values",
            Self::Recorded => {
                "the announcement, the digest of the closing, the sources' values, the record digests, and what is opened of single plans"
            }
            Self::Opened => {
                "everything but registry, frame key, tokens and confidential forms: nonces, draw seed, public forms and their digests too"
            }
        }
    }

    /// What nobody outside the office may know in this state.
    #[must_use]
    pub const fn secret(self) -> &'static str {
        match self {
            Self::Announced | Self::Void => "registry, frame key, and each contributor's nonce",
            Self::Closed => "registry, frame key, nonces",
            Self::Seeded | Self::Recorded => {
                "registry, frame key, nonces, and what follows from them: draw seed, tickets, names; the visits are unannounced"
            }
            Self::Opened => {
                "registry, frame key, tokens, risk classes, and who was inspected by whom"
            }
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Announced => "announced",
            Self::Closed => "closed",
            Self::Seeded => "seeded",
            Self::Recorded => "recorded",
            Self::Opened => "opened",
            Self::Void => "void",
        })
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nonce => "hand in a nonce",
            Self::Close => "close",
            Self::Void => "declare void",
            Self::Value => "take down a value",
            Self::Record => "publish record digests",
            Self::Lapse => "declare lapsed",
            Self::OpenPlan => "open one plan",
            Self::Open => "open everything",
        })
    }
}
