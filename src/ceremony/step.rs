//! The steps of a ceremony, as data.

use super::table::StepKind;
use crate::calendar::Moment;
use crate::chance::randomness::Nonce;
use crate::digest::{Digest, unique};
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A step that was taken, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Taken {
    /// When it was taken.
    pub at: Moment,
    /// The step.
    pub step: Step,
}

/// A step of a ceremony.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Step {
    /// A contributor hands in its nonce.
    Nonce {
        /// Whose.
        contributor: Contributor,
        /// The nonce.
        #[serde(with = "hex")]
        nonce: Nonce,
    },
    /// The office publishes the closing.
    Close {},
    /// The announcement ends before its closing.
    Void {
        /// Why.
        reason: Ground,
    },
    /// The value of a source is taken down.
    Value {
        /// Whose.
        source: Source,
        /// The value.
        value: SourceValue,
    },
    /// The record digests are published.
    Record {
        /// A digest for each plan.
        #[serde(deserialize_with = "unique")]
        digests: BTreeMap<PlanId, Digest>,
    },
    /// The announcement lapses after its closing, or the draw is found void.
    Lapse {
        /// Why.
        reason: Ground,
    },
    /// One plan is opened.
    OpenPlan {
        /// Which.
        plan: PlanId,
    },
    /// Everything is opened.
    Open {},
}

/// A nonce where it may be written down.
mod hex {
    use super::Nonce;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(nonce: &Nonce, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&nonce.reveal())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Nonce, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl Step {
    /// What the step does.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Nonce { .. } => StepKind::Nonce,
            Self::Close {} => StepKind::Close,
            Self::Void { .. } => StepKind::Void,
            Self::Value { .. } => StepKind::Value,
            Self::Record { .. } => StepKind::Record,
            Self::Lapse { .. } => StepKind::Lapse,
            Self::OpenPlan { .. } => StepKind::OpenPlan,
            Self::Open {} => StepKind::Open,
        }
    }
}
