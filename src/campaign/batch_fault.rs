//! What can be wrong with a batch, before its draw and after: all of it is told at once.

use super::Period;
use super::fault::{CampaignFaults, RosterMismatch};
use crate::calendar::Day;
use crate::digest::Digest;
use crate::draw::DrawError;
use crate::id::{PlanId, UnitId};
use crate::inspector::RosterFaults;
use crate::sampling::allocation::AllocationError;
use std::fmt;

/// One thing that is wrong with a batch or with the records of its draw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchFault {
    /// Nothing to draw.
    #[error("at least one campaign is wanted, found none")]
    Empty,
    /// A campaign that is not in the year's plan.
    #[error("a campaign of the year's plan is wanted, found `{campaign}`")]
    Unknown {
        /// What was found.
        campaign: PlanId,
    },
    /// One campaign twice.
    #[error("campaign `{campaign}`: it is drawn once, found it twice")]
    Twice {
        /// The campaign.
        campaign: PlanId,
    },
    /// A campaign of another batch.
    #[error(
        "campaign `{campaign}`: one that begins from {period} is wanted, found one from {from}"
    )]
    OutsidePeriod {
        /// The campaign.
        campaign: PlanId,
        /// The days of the batch.
        period: Period,
        /// The campaign's first day.
        from: Day,
    },
    /// Targets that another scope left of the register.
    #[error(
        "campaign `{campaign}`: targets by its scope {wanted} are wanted, found some by {found}"
    )]
    OtherScope {
        /// The campaign.
        campaign: PlanId,
        /// `doc` of its scope.
        wanted: Digest,
        /// `doc` of the scope that left the targets.
        found: Digest,
    },
    /// Targets or a record of another plan.
    #[error("campaign `{campaign}`: its plan {wanted} is wanted, found {found}")]
    OtherPlan {
        /// The campaign.
        campaign: PlanId,
        /// `doc` of its plan.
        wanted: Digest,
        /// `doc` of the plan that was found.
        found: Digest,
    },
    /// A frame of other units than the targets.
    #[error(
        "campaign `{campaign}`: a frame of its targets is wanted, {wanted} in {label}, found {found}"
    )]
    OtherFrame {
        /// The campaign.
        campaign: PlanId,
        /// The first stratum in which they differ, or all.
        label: String,
        /// How many targets there are.
        wanted: u64,
        /// How many units of the frame.
        found: u64,
    },
    /// A number that is a greater share of the targets than an item may have (rule DR-04).
    #[error(transparent)]
    Share(CampaignFaults),
    /// A campaign that departments share, without officers (rule DR-31).
    #[error("campaign `{campaign}`: departments share it, so a roster is wanted, found none")]
    NoRoster {
        /// The campaign.
        campaign: PlanId,
    },
    /// A roster of other departments (rule DR-31).
    #[error("campaign `{campaign}`: {mismatch}")]
    Roster {
        /// The campaign.
        campaign: PlanId,
        /// Which departments.
        mismatch: RosterMismatch,
    },
    /// Officers who may not inspect when the campaign begins (rule DR-07).
    #[error("campaign `{campaign}`: {faults}")]
    Officers {
        /// The campaign.
        campaign: PlanId,
        /// Everyone who may not.
        faults: RosterFaults,
    },
    /// A plan, frame and roster that cannot be announced together.
    #[error(transparent)]
    Draw(DrawError),
    /// Sample sizes that cannot be told: the draw would fail after its announcement.
    #[error("campaign `{campaign}`: {error}")]
    Sizes {
        /// The campaign.
        campaign: PlanId,
        /// Why.
        error: AllocationError,
    },
    /// A campaign that was not drawn: a batch is drawn whole or not at all.
    #[error("campaign `{campaign}`: the record of its draw is wanted, found none")]
    NoRecord {
        /// The campaign.
        campaign: PlanId,
    },
    /// The record of something else.
    #[error("a record of the batch is wanted, found one of `{plan}`")]
    Stranger {
        /// What was drawn.
        plan: PlanId,
    },
    /// A record under another announcement than the batch's.
    #[error(
        "campaign `{campaign}`: a draw by the announcement of this batch is wanted, found one by another"
    )]
    OtherAnnouncement {
        /// The campaign.
        campaign: PlanId,
    },
    /// A drawn unit that is no target.
    #[error("campaign `{campaign}`: its targets are drawn, found `{unit}`")]
    NoTarget {
        /// The campaign.
        campaign: PlanId,
        /// The unit.
        unit: UnitId,
    },
}

/// Everything that is wrong with a batch: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchFaults(Vec<BatchFault>);

impl BatchFaults {
    pub(super) fn of(faults: Vec<BatchFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        Err(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[BatchFault] {
        &self.0
    }
}

impl fmt::Display for BatchFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(BatchFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for BatchFaults {}
