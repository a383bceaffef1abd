//! What can be wrong with a year's plan: all of it is told at once.

use super::fault::CampaignFaults;
use crate::calendar::{Day, Moment};
use crate::digest::{Digest, DocumentError};
use crate::id::{Approver, PlanId};
use std::fmt;

/// One thing that is wrong with a year's plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum YearFault {
    /// Another form, or a later one.
    #[error("form: `double-random/year-plan/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A version that does not go with what it supersedes and changes.
    #[error(
        "version: the first one supersedes and changes nothing, each later one both, found version {version} otherwise"
    )]
    Version {
        /// The version.
        version: u64,
    },
    /// A campaign with faults of its own.
    #[error(transparent)]
    Campaign(CampaignFaults),
    /// A campaign planned by a catalogue that was not handed in.
    #[error(
        "campaign `{campaign}`: the catalogue {catalogue} by which it was planned is wanted, found none"
    )]
    NoCatalogue {
        /// The campaign.
        campaign: PlanId,
        /// `doc` of the catalogue.
        catalogue: Digest,
    },
    /// Two campaigns of one id.
    #[error("campaigns: each stands once, found `{campaign}` twice")]
    CampaignTwice {
        /// The id.
        campaign: PlanId,
    },
    /// The id of a campaign that was withdrawn: its plan may have been announced.
    #[error("campaigns: `{campaign}` was withdrawn, so another id is wanted")]
    Withdrawn {
        /// The id.
        campaign: PlanId,
    },
    /// A campaign of another year.
    #[error("campaign `{campaign}`: a campaign of {year} is wanted, found one of {found}")]
    OtherYear {
        /// The campaign.
        campaign: PlanId,
        /// The plan's year.
        year: u16,
        /// The year in which the campaign begins.
        found: u16,
    },
    /// A campaign that was planned after the plan was published.
    #[error("campaign `{campaign}`: it is planned no later than {published}, found {planned}")]
    PlannedLate {
        /// The campaign.
        campaign: PlanId,
        /// When the plan is published.
        published: Day,
        /// When the campaign was planned.
        planned: Day,
    },
    /// A plan, or a change of it, that was approved after its publication.
    #[error("approval: one no later than {published} is wanted, found one at {at}")]
    ApprovedLate {
        /// When the plan is published.
        published: Day,
        /// When it was approved.
        at: Moment,
    },
    /// A version before the one that it supersedes.
    #[error("published: {before} or later is wanted, found {published}")]
    Backwards {
        /// When the version before it was published.
        before: Day,
        /// When this one is.
        published: Day,
    },
    /// A change of a campaign that is not in the plan.
    #[error("change: a campaign of the plan is wanted, found `{campaign}`")]
    Unknown {
        /// What was found.
        campaign: PlanId,
    },
    /// An alteration of more than days and rates.
    #[error(
        "change: days and rates are altered, found more of `{campaign}`: it is withdrawn and another one added"
    )]
    AltersMore {
        /// The campaign.
        campaign: PlanId,
    },
    /// A change of a shared campaign that somebody else approved.
    #[error(
        "change: `{campaign}` is shared, so the approval of `{wanted}` is wanted, found that of `{found}`"
    )]
    NotJointOffice {
        /// The campaign.
        campaign: PlanId,
        /// The joint meeting's office.
        wanted: Approver,
        /// Who approved.
        found: Approver,
    },
    /// A version of another plan, or more changed than it says.
    #[error("the version after {before} with that one change is wanted, found another")]
    NoSuccessor {
        /// `doc` of the version before it.
        before: Digest,
    },
    /// A text that is no document of this form, or a number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// Everything that is wrong with a year's plan: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFaults(Vec<YearFault>);

impl YearFaults {
    pub(super) fn of(faults: Vec<YearFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        Err(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[YearFault] {
        &self.0
    }
}

impl From<YearFault> for YearFaults {
    fn from(fault: YearFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for YearFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(YearFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for YearFaults {}
