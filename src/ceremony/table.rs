//! What may follow what: the one table of the ceremony.

use crate::procedure::{Row, Table, terms};

terms! {
    /// How far a ceremony has come (仪式阶段).
    pub enum State {
        /// The announcement is published; nonces come in.
        Announced = "announced", "已公告";
        /// Every nonce is in, and the closing is published; the sources' values are awaited.
        Closed = "closed", "已封存";
        /// Every value is known: the draw seed follows.
        Seeded = "seeded", "种子已定";
        /// The plans are drawn, and their record digests published; visits go on.
        Recorded = "recorded", "已登记";
        /// Everything is opened.
        Opened = "opened", "已公开";
        /// It ended before its closing.
        Void = "void", "作废";
    }
}

terms! {
    /// What a step does (步骤).
    pub enum StepKind {
        /// A contributor hands in its nonce.
        Nonce = "hand in a nonce", "提交随机数";
        /// The office publishes the closing.
        Close = "close", "封存";
        /// The announcement ends before its closing, while nobody can know anything.
        Void = "declare void", "宣告作废";
        /// The value of a source is taken down.
        Value = "take down a value", "记录来源数值";
        /// The record digests are published.
        Record = "publish record digests", "公布记录摘要";
        /// The announcement lapses, or the draw is found void: it is finished as an attempt, where it was closed.
        Lapse = "declare lapsed", "宣告失效";
        /// One plan is opened, when its own visits are over.
        OpenPlan = "open one plan", "公开单个计划";
        /// Everything is opened. Before that no name is public: rule DR-62.
        Open = "open everything", "全部公开";
    }
}

const fn row(
    state: State,
    step: StepKind,
    next: State,
    condition: &'static str,
) -> Row<State, StepKind> {
    Row::new(state, step, next, condition, "protocol section 3")
}

/// All steps that may be taken (protocol section 3); whatever is not here is refused.
pub const TABLE: Table<State, StepKind> =
    Table::new(State::Announced, &[State::Opened, State::Void], &ROWS);

const ROWS: [Row<State, StepKind>; 13] = [
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
