//! What is wrong with a journal, or with an event that does not go into one.

use super::table::{EventKind, State};
use crate::approval::ApprovedLate;
use crate::calendar::Moment;
use crate::digest::{Digest, DocumentError};
use crate::id::{Contributor, PlanId, Source};

/// Why an event does not go into a journal. It stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// An event before the one before it.
    #[error("an event at {last} or later is wanted, found one at {at}")]
    Backwards {
        /// The moment of the last event.
        last: Moment,
        /// The moment of this one.
        at: Moment,
    },
    /// An announcement that names another head than the journal had.
    #[error("the announcement must name the journal's head {wanted}, found {found}")]
    Head {
        /// The head before the announcement.
        wanted: Digest,
        /// The one it names.
        found: Digest,
    },
    /// A plan id that was announced before: a plan is drawn once.
    #[error("a plan id serves one announcement, found `{plan}` used before by {earlier}")]
    PlanUsed {
        /// The plan.
        plan: PlanId,
        /// The earlier announcement.
        earlier: Digest,
    },
    /// A nonce that served before.
    #[error(
        "a nonce serves one announcement, found that of `{contributor}` used before by {earlier}"
    )]
    NonceUsed {
        /// Whose nonce.
        contributor: Contributor,
        /// The earlier announcement.
        earlier: Digest,
    },
    /// A source that served before: the same line, or the same event in another line.
    #[error("a source serves one announcement, found `{name}` used before by {earlier}")]
    SourceUsed {
        /// The source.
        name: Source,
        /// The earlier announcement.
        earlier: Digest,
    },
    /// A frame key that served before.
    #[error(
        "a secret frame key serves one announcement, found that of `{plan}` used before by {earlier}"
    )]
    KeyUsed {
        /// The plan.
        plan: PlanId,
        /// The earlier announcement.
        earlier: Digest,
    },
    /// An announcement, a closing or a way out that comes when a value can be known.
    #[error(
        "`{event}` comes before the value of `{name}` can be known at {known_from}, found {at}"
    )]
    KnownAlready {
        /// The event.
        event: EventKind,
        /// The source.
        name: Source,
        /// From when on its value can be known.
        known_from: Moment,
        /// The moment of the event.
        at: Moment,
    },
    /// A record before a value can be known.
    #[error(
        "the record is published when the value of `{name}` is known, from {known_from} on, found {at}"
    )]
    RecordEarly {
        /// The source.
        name: Source,
        /// From when on its value can be known.
        known_from: Moment,
        /// The moment of the event.
        at: Moment,
    },
    /// A sealed document behind a second event.
    #[error("a sealed document stands behind one event, found {sealed} used before")]
    SealedTwice {
        /// Its digest.
        sealed: Digest,
    },
    /// An approval that comes after what it allows.
    #[error(transparent)]
    Approval(#[from] ApprovedLate),
    /// An announcement in the place of one that stands, of none, or of one that has another successor.
    #[error(
        "an announcement succeeds one that is void or lapsed and has no successor yet, found {found}"
    )]
    Successor {
        /// The one it names.
        found: Digest,
    },
    /// An event of an announcement that the journal does not know.
    #[error("an announced announcement is wanted, found {found}")]
    UnknownAnnouncement {
        /// Its digest.
        found: Digest,
    },
    /// An event of a plan that the journal does not know.
    #[error("an announced plan is wanted, found `{plan}`")]
    UnknownPlan {
        /// The plan.
        plan: PlanId,
    },
    /// An event that cannot follow.
    #[error("`{event}` cannot follow where the announcement is {state}")]
    OutOfOrder {
        /// The event.
        event: EventKind,
        /// How far the announcement has come.
        state: State,
    },
    /// Digests of other plans than those announced.
    #[error("a record digest is wanted for each announced plan and no other")]
    Plans,
    /// A record after the announced time.
    #[error("the record is published by {record_by}, found {at}: note the lapse first")]
    Late {
        /// The announced time.
        record_by: Moment,
        /// The moment of the event.
        at: Moment,
    },
    /// An opening whose nonces or values are not those announced and closed.
    #[error("the opening must hold {wanted}")]
    Opening {
        /// What does not agree.
        wanted: &'static str,
    },
    /// A slip of a business that is not in the frame, or from another frame.
    #[error("a unit of the announced frame is wanted for a slip of plan `{plan}`")]
    Slip {
        /// The plan.
        plan: PlanId,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Where a journal first parts from the one whose head was published. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalFault {
    /// A line that is none.
    #[error("line {line} is no line of a journal: {error}")]
    Line {
        /// The line.
        line: usize,
        /// What is wrong.
        error: DocumentError,
    },
    /// A line that is missing.
    #[error("entry {number} is missing before line {line}")]
    Removed {
        /// The number of the entry that should stand there.
        number: u64,
        /// The line that stands in its place.
        line: usize,
    },
    /// A line in another place than its own.
    #[error("line {line} holds entry {number}, out of its place")]
    Reordered {
        /// The line.
        line: usize,
        /// The number of the entry that stands there.
        number: u64,
    },
    /// A line too many.
    #[error("line {line} was put in: the entries around it do not know it")]
    Inserted {
        /// The line.
        line: usize,
    },
    /// A line whose text is not the one that the next line, or the head, was made from.
    #[error("line {line} was altered: what follows was made from another text")]
    Edited {
        /// The line.
        line: usize,
    },
    /// Lines are missing at the end, or the end was written anew.
    #[error(
        "no line gives the published head: after line {lines} the end is missing, or lines were written anew"
    )]
    Cut {
        /// How many lines there are.
        lines: usize,
    },
    /// A line that breaks a rule.
    #[error("line {line}: {error}")]
    Rule {
        /// The line.
        line: usize,
        /// Which.
        error: JournalError,
    },
}
