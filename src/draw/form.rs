//! The confidential form, field by field.

use super::dispatch::Dispatch;
use super::outcome::StratumOutcome;
use crate::chance::Announcement;
use crate::chance::randomness::RandomnessForm;
use crate::digest::{Digest, exact, present};
use crate::frame::KeyForm;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// What stands before the lists of units in the canonical text.
#[derive(Serialize)]
pub(super) struct Front {
    pub(super) announcement: Announcement,
    pub(super) form: WholeName,
    pub(super) frame_key: KeyForm,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) officers: Option<Dispatch>,
    pub(super) plan: Plan,
    pub(super) randomness: RandomnessForm,
}

/// The confidential form, or its head.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confidential<Name, List> {
    pub(super) form: Name,
    pub(super) announcement: Announcement,
    pub(super) plan: Plan,
    pub(super) frame_key: KeyForm,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) officers: Option<Dispatch>,
    pub(super) randomness: RandomnessForm,
    pub(super) seed: Digest,
    pub(super) strata: Vec<StratumOutcome>,
    pub(super) selected: List,
    pub(super) reserves: List,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum WholeName {
    #[serde(rename = "double-random/confidential/1")]
    One,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum HeadName {
    #[serde(rename = "double-random/confidential-head/1")]
    One,
}

/// How many lines a list has beside the head.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Count(#[serde(serialize_with = "exact")] pub(super) u64);
