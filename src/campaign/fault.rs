//! What can be wrong with a campaign: all of it is told at once.

use super::Period;
use crate::calendar::{Day, Moment};
use crate::digest::DocumentError;
use crate::id::{DepartmentId, IndustryId, ItemId, PlanId, Stratum};
use crate::item::NoItem;
use crate::rate::Rate;
use crate::region::Level;
use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroU32;

/// One thing that is wrong with a campaign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CampaignFault {
    /// Nothing to inspect.
    #[error("items: at least one is wanted, found none")]
    NoItem,
    /// One item twice.
    #[error("items: each stands once, found `{item}` twice")]
    ItemTwice {
        /// The item.
        item: ItemId,
    },
    /// An item by which nobody of that level may inspect on every day of the campaign (rule DR-02).
    #[error("items: {0}")]
    Item(NoItem),
    /// An item under the name of another department.
    #[error("items: `{item}` is an item of `{wanted}`, found it under `{found}`")]
    OtherDepartment {
        /// The item.
        item: ItemId,
        /// Whose it is by the catalogue.
        wanted: DepartmentId,
        /// Under whose name it stands.
        found: DepartmentId,
    },
    /// An item of a department that does not take part.
    #[error("items: `{item}` is an item of `{department}`, which takes no part in this campaign")]
    ForeignItem {
        /// The item.
        item: ItemId,
        /// The department.
        department: DepartmentId,
    },
    /// A department that takes part and inspects nothing.
    #[error("kind: `{department}` takes part, so an item of it is wanted, found none")]
    DepartmentWithoutItem {
        /// The department.
        department: DepartmentId,
    },
    /// The leading department among those that cooperate with it.
    #[error("kind: `{lead}` leads and does not cooperate too")]
    LeadCooperates {
        /// The department.
        lead: DepartmentId,
    },
    /// One cooperating department twice.
    #[error("kind: each department cooperates once, found `{department}` twice")]
    CooperatesTwice {
        /// The department.
        department: DepartmentId,
    },
    /// A joint campaign of one department.
    #[error("kind: a joint campaign has a cooperating department, found none")]
    NoPartner,
    /// An industry that the catalogue does not hold.
    #[error("kind: an industry of the catalogue is wanted, found `{industry}`")]
    UnknownIndustry {
        /// What was found.
        industry: IndustryId,
    },
    /// An industry under another lead.
    #[error("kind: `{industry}` is led by `{wanted}`, found `{found}`")]
    OtherLead {
        /// The industry.
        industry: IndustryId,
        /// Who leads by the catalogue.
        wanted: DepartmentId,
        /// Who leads here.
        found: DepartmentId,
    },
    /// An item that is none of the industry's.
    #[error("items: an item of the industry `{industry}` is wanted, found `{item}`")]
    OtherIndustry {
        /// The industry.
        industry: IndustryId,
        /// The item.
        item: ItemId,
    },
    /// A general item at a greater rate than it may have (rule DR-04: 国市监信〔2019〕38号, section 2(1)).
    #[error("plan: `{item}` is a general item of at most {maximum}, found a rate of {found}")]
    AboveMaximum {
        /// The item.
        item: ItemId,
        /// Its maximum ratio.
        maximum: Rate,
        /// The plan's greatest rate.
        found: Rate,
    },
    /// A general item at a greater share of those in reach than it may have (rule DR-04).
    #[error("plan: `{item}` is a general item of at most {maximum}, found {total} of {population}")]
    ShareAboveMaximum {
        /// The item.
        item: ItemId,
        /// Its maximum ratio.
        maximum: Rate,
        /// How many are drawn.
        total: u64,
        /// Of how many.
        population: u64,
    },
    /// A general item of which a minimum draws a greater share than it may have (rule DR-04).
    #[error(
        "plan: `{item}` is a general item of at most {maximum}, found a minimum that draws {drawn} of the {units} in `{stratum}`"
    )]
    MinimumAboveMaximum {
        /// The item.
        item: ItemId,
        /// Its maximum ratio.
        maximum: Rate,
        /// How many are drawn.
        drawn: u64,
        /// The first stratum of which it is.
        stratum: Stratum,
        /// Of how many.
        units: u64,
    },
    /// A general item where everything is inspected in batches (rule DR-04).
    #[error(
        "plan: key items alone are inspected whole, in batches, found the general item `{item}`"
    )]
    WholeOfGeneral {
        /// The item.
        item: ItemId,
    },
    /// More inspections of a target in a year than the item allows (rule DR-20: excess is prevented).
    #[error("frequency: `{item}` is inspected at most {maximum} times a year, found {found}")]
    TooOften {
        /// The item.
        item: ItemId,
        /// Its maximum.
        maximum: NonZeroU32,
        /// How often.
        found: NonZeroU32,
    },
    /// An end before the beginning.
    #[error("period: it ends no earlier than it begins, found {0}")]
    Backwards(Period),
    /// A campaign of two years.
    #[error("period: a campaign lies in one year, found {0}")]
    TwoYears(Period),
    /// Nobody who inspects.
    #[error("mode: at least one level inspects, found none")]
    NobodyInspects,
    /// One level twice.
    #[error("mode: each level stands once, found the {level} twice")]
    LevelTwice {
        /// The level.
        level: Level,
    },
    /// A draw for a higher level.
    #[error(
        "mode: an office draws for its own level and those below, found the {drawn} drawing for the {inspected}"
    )]
    DrawnBelow {
        /// Who draws.
        drawn: Level,
        /// Who inspects.
        inspected: Level,
    },
    /// A special campaign that nobody approved.
    #[error("programme: a special inspection is approved, found no approval")]
    Unapproved,
    /// A special campaign that was approved when it had begun.
    #[error("programme: an approval no later than {from} is wanted, found one at {at}")]
    ApprovedLate {
        /// The first day.
        from: Day,
        /// The moment of the approval.
        at: Moment,
    },
    /// Rates by risk class where the design has neither rates nor weights.
    #[error("scenario: rates by risk class go with a design of rates or of weights, found another")]
    NoRates,
    /// A scope by risk class that is none.
    #[error("scenario: a scope by risk class asks for the class, found one that does not")]
    NotByClass,
    /// A scope by risk class that the scenario does not tell.
    #[error(
        "scenario: a scope by risk class is told, found none told and a scope that asks for the class"
    )]
    ByClassUntold,
    /// Departments that have not confirmed (rule OI-01).
    #[error("confirmations: every department with an item confirms, found none of {}", list(.departments))]
    Unconfirmed {
        /// The departments.
        departments: BTreeSet<DepartmentId>,
    },
    /// A confirmation by a department that is not asked for one.
    #[error("confirmations: those who share the campaign confirm it, found `{department}`")]
    Stranger {
        /// The department.
        department: DepartmentId,
    },
    /// Two confirmations by one department.
    #[error("confirmations: each department confirms once, found `{department}` twice")]
    ConfirmedTwice {
        /// The department.
        department: DepartmentId,
    },
    /// The confirmation of another draft.
    #[error("confirmations: `{department}` confirmed another draft than this one")]
    ConfirmedOther {
        /// The department.
        department: DepartmentId,
    },
    /// A confirmation after the day on which the campaign is planned.
    #[error("confirmations: `{department}` confirms no later than {day}, found {at}")]
    ConfirmedLate {
        /// The department.
        department: DepartmentId,
        /// The day on which the campaign is planned.
        day: Day,
        /// When it confirmed.
        at: Moment,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

impl CampaignFault {
    pub(super) fn unknown(item: &ItemId) -> Self {
        Self::Item(NoItem::Unknown { item: item.clone() })
    }
}

/// Names in a line.
pub(super) fn list<T: fmt::Display>(names: &BTreeSet<T>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Everything that is wrong with a campaign: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignFaults {
    campaign: PlanId,
    faults: Vec<CampaignFault>,
}

impl CampaignFaults {
    pub(super) const fn new(campaign: PlanId, faults: Vec<CampaignFault>) -> Self {
        Self { campaign, faults }
    }

    /// Whose faults they are.
    #[must_use]
    pub const fn campaign(&self) -> &PlanId {
        &self.campaign
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[CampaignFault] {
        &self.faults
    }
}

impl fmt::Display for CampaignFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.faults.iter().map(CampaignFault::to_string).collect();
        write!(f, "campaign `{}`: {}", self.campaign, texts.join("; "))
    }
}

impl std::error::Error for CampaignFaults {}

/// A roster of other departments than a campaign's (rule DR-31).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a roster of exactly the campaign's departments is wanted, found none of {} and {} besides", names(.missing), names(.extra))]
#[non_exhaustive]
pub struct RosterMismatch {
    /// The campaign's departments that it lacks.
    pub missing: BTreeSet<DepartmentId>,
    /// Departments that take no part.
    pub extra: BTreeSet<DepartmentId>,
}

fn names(departments: &BTreeSet<DepartmentId>) -> String {
    if departments.is_empty() {
        "nobody".to_owned()
    } else {
        list(departments)
    }
}
