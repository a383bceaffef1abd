//! Why a step is refused.

use super::{ActKind, State};
use crate::calendar::Day;
use crate::procedure::Refusal;

/// Why a step of a publication is refused. Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// An act that has no place in this state.
    #[error(transparent)]
    Order(#[from] Refusal<State, ActKind>),
    /// A day before that of the step before.
    #[error("a step on {last} or later is wanted, found one on {on}")]
    Earlier {
        /// The day of the step before.
        last: Day,
        /// The day of this one.
        on: Day,
    },
    /// A result that is public before the inspection has ended.
    #[error(
        "a result is published on the day on which the inspection ends or later, {ended}, found {on}"
    )]
    BeforeCheck {
        /// The last day of the inspection.
        ended: Day,
        /// The day of publication.
        on: Day,
    },
    /// A correction that tells of another check.
    #[error(
        "a correction tells of the same entity, department, plan and item, found another check"
    )]
    OtherCheck,
    /// A correction that changes nothing.
    #[error("a correction changes something, found what was published before")]
    Unchanged,
    /// A withdrawal before its decision.
    #[error(
        "a withdrawal on {decided} or later is wanted, the day of its decision, found one on {on}"
    )]
    BeforeDecision {
        /// When it was decided.
        decided: Day,
        /// The day of the withdrawal.
        on: Day,
    },
    /// A result withheld before that was allowed.
    #[error("a result is withheld on the day of its approval or later, {approved}, found {on}")]
    Unapproved {
        /// The day of the approval.
        approved: Day,
        /// The day of the step.
        on: Day,
    },
    /// A penalty or listing that follows from nothing.
    #[error("a penalty or listing follows from a negative result, found one that is not")]
    NotNegative,
    /// A penalty or listing told twice.
    #[error("a penalty or listing is told once, found it twice")]
    Known,
    /// The end of a penalty or listing that was not told.
    #[error(
        "the end of a penalty or listing that is known and not over is wanted, found that of another"
    )]
    Unknown,
}
