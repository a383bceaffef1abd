//! Why a step of a ceremony was not taken.

use super::table::{State, StepKind};
use crate::calendar::Moment;
use crate::chance::source::SourceError;
use crate::digest::Digest;
use crate::id::{Contributor, Ground, PlanId, Source};
use std::fmt::Display;

/// Why a step was not taken (protocol section 3). Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CeremonyError {
    /// An announcement of plan lines only.
    #[error("an announcement with contributors and sources is wanted, found plan lines only")]
    NoTerms,
    /// A step that does not belong here.
    #[error("in the state `{state}`, {allowed} may follow, found `{step}`")]
    OutOfOrder {
        /// The step.
        step: StepKind,
        /// The state.
        state: State,
        /// What may be done.
        allowed: String,
    },
    /// A nonce, a closing, or a way out, after the closing: from there on the sources alone decide.
    #[error("`{step}` is possible before the closing only, found it after the closing at {closed}")]
    AfterClosing {
        /// The step.
        step: StepKind,
        /// When it was closed.
        closed: Moment,
    },
    /// A step before the one before it.
    #[error("a step at {last} or later is wanted, found one at {at}")]
    Backwards {
        /// The moment of the last step.
        last: Moment,
        /// The moment of this one.
        at: Moment,
    },
    /// A nonce of somebody who was not announced.
    #[error("a nonce of an announced contributor is wanted, found one of `{contributor}`")]
    ForeignContributor {
        /// Who.
        contributor: Contributor,
    },
    /// A second nonce of one contributor.
    #[error("every contributor hands in one nonce, found a second one of `{contributor}`")]
    NonceTwice {
        /// Who.
        contributor: Contributor,
    },
    /// One nonce of two contributors.
    #[error(
        "every contributor has a nonce of its own, found that of `{first}` with `{second}` too"
    )]
    SharedNonce {
        /// Who has it.
        first: Contributor,
        /// Who has it, too.
        second: Contributor,
    },
    /// A nonce to which its contributor was not committed.
    #[error(
        "the nonce of `{contributor}` must match the commitment {wanted}, found one that commits to {found}"
    )]
    WrongNonce {
        /// Who.
        contributor: Contributor,
        /// The announced commitment.
        wanted: Digest,
        /// The commitment to what came.
        found: Digest,
    },
    /// A closing without every nonce: the announcement is void now, while nobody can know anything.
    #[error(
        "every nonce is wanted before the closing, missing those of [{}]: wait for them while no value can be known, then declare the announcement void or lapsed",
        join(missing)
    )]
    MissingNonces {
        /// Whose.
        missing: Vec<Contributor>,
    },
    /// An announcement or closing that comes when a value can be known.
    #[error(
        "everything is fixed before the value of `{name}` can be known at {known_from}, found {at}"
    )]
    KnownAlready {
        /// The source.
        name: Source,
        /// From when on its value can be known.
        known_from: Moment,
        /// The moment of the step.
        at: Moment,
    },
    /// The value of something that was not announced.
    #[error("the value of an announced source is wanted, found one of `{name}`")]
    UnnamedSource {
        /// Its name.
        name: Source,
    },
    /// A second value of one source.
    #[error("every source has one value, found a second one of `{name}`")]
    ValueTwice {
        /// The source.
        name: Source,
    },
    /// A value before it can be known.
    #[error("the value of `{name}` can be known from {known_from} on, found it at {at}")]
    ValueEarly {
        /// The source.
        name: Source,
        /// From when on its value can be known.
        known_from: Moment,
        /// The moment of the step.
        at: Moment,
    },
    /// A value that is not written as its form prescribes.
    #[error("source `{name}`: {error}")]
    Value {
        /// The source.
        name: Source,
        /// What is wrong.
        error: SourceError,
    },
    /// Digests of other plans than those announced: an announcement is drawn whole or not at all.
    #[error(
        "a record digest is wanted for each of [{}], found them for [{}]",
        join(wanted),
        join(found)
    )]
    Plans {
        /// The announced plans.
        wanted: Vec<PlanId>,
        /// Those that came.
        found: Vec<PlanId>,
    },
    /// Later than announced.
    #[error(
        "the record is published by {record_by}, found {at}: declare the announcement lapsed, and go on"
    )]
    Late {
        /// The announced time.
        record_by: Moment,
        /// The moment of the step.
        at: Moment,
    },
    /// A plan that was not drawn here.
    #[error("a plan of this announcement is wanted, found `{plan}`")]
    UnknownPlan {
        /// Its id.
        plan: PlanId,
    },
    /// A plan that is open.
    #[error("a plan is opened once, found `{plan}` opened before")]
    OpenedAlready {
        /// Its id.
        plan: PlanId,
    },
    /// A second lapse.
    #[error("an announcement lapses once, found it lapsed before: {lapsed}")]
    LapsedAlready {
        /// The reason it had.
        lapsed: Ground,
    },
}

fn join<T: Display>(names: &[T]) -> String {
    names
        .iter()
        .map(T::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
