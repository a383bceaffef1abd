//! The document `double-random/year-plan/1`, as it is written.

use super::Campaign;
use super::draft::CampaignDraft;
use super::year_fault::YearFault as Fault;
use crate::approval::Approval;
use crate::calendar::Day;
use crate::digest::{Digest, exact, present, unique};
use crate::id::{Approver, DisplayName, Ground, PlanId};
use crate::item::Catalogue;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the form.
pub(super) const FORM: &str = "double-random/year-plan/1";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearForm {
    pub(super) form: String,
    pub(super) year: u16,
    pub(super) title: DisplayName,
    #[serde(serialize_with = "exact")]
    pub(super) version: u64,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) supersedes: Option<Digest>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) changed: Option<Changed>,
    pub(super) published: Day,
    pub(super) approval: Approval,
    pub(super) joint_office: Approver,
    pub(super) campaigns: Vec<Row>,
    #[serde(
        default,
        deserialize_with = "unique",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(super) withdrawn: BTreeMap<PlanId, Ground>,
}

/// A campaign, and by what it was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) planned: Day,
    pub(super) catalogue: Digest,
    pub(super) campaign: CampaignDraft,
}

/// What a version of a year's plan changes in the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "a row comes, goes or says something else"
)]
pub enum Changed {
    /// A campaign was added.
    Added(PlanId),
    /// A campaign was withdrawn; the approval's ground is the reason.
    Withdrawn(PlanId),
    /// A campaign has other days or rates.
    Altered(PlanId),
}

impl Changed {
    /// The campaign.
    #[must_use]
    pub const fn campaign(&self) -> &PlanId {
        match self {
            Self::Added(id) | Self::Withdrawn(id) | Self::Altered(id) => id,
        }
    }
}

impl Row {
    /// The rows of these campaigns, in the order of their ids.
    pub(super) fn all_of(campaigns: &[Campaign]) -> Vec<Self> {
        let row = |campaign: &Campaign| Self {
            planned: campaign.planned(),
            catalogue: campaign.catalogue(),
            campaign: campaign.draft().clone(),
        };
        let mut rows: Vec<Self> = campaigns.iter().map(row).collect();
        Self::sort(&mut rows);
        rows
    }

    pub(super) fn sort(rows: &mut [Self]) {
        rows.sort_by(|a, b| a.campaign.id().cmp(b.campaign.id()));
    }

    /// The campaign that the row is, checked again by the catalogue by which it was planned.
    pub(super) fn campaign(&self, catalogues: &[&Catalogue]) -> Result<Campaign, Fault> {
        let mut known = catalogues.iter();
        let catalogue = known.find(|known| known.digest() == self.catalogue);
        let catalogue = catalogue.ok_or_else(|| Fault::NoCatalogue {
            campaign: self.campaign.id().clone(),
            catalogue: self.catalogue,
        })?;
        let draft = self.campaign.clone();
        draft
            .build(catalogue, self.planned)
            .map_err(Fault::Campaign)
    }
}

/// Whatever is wrong with the document, campaigns apart.
pub(super) fn check(form: &YearForm) -> Vec<Fault> {
    let mut faults = vec![];
    if form.form != FORM {
        let found = form.form.clone();
        faults.push(Fault::Form { found });
    }
    let later = form.version > 1;
    if form.version == 0 || form.supersedes.is_some() != later || form.changed.is_some() != later {
        let version = form.version;
        faults.push(Fault::Version { version });
    }
    let published = form.published;
    let at = form.approval.at.clone();
    if at.legal_day() > published {
        faults.push(Fault::ApprovedLate { published, at });
    }
    let mut seen = BTreeSet::new();
    for row in &form.campaigns {
        let id = row.campaign.id();
        let campaign = || id.clone();
        if !seen.insert(id) {
            let campaign = campaign();
            faults.push(Fault::CampaignTwice { campaign });
        }
        if form.withdrawn.contains_key(id) {
            let campaign = campaign();
            faults.push(Fault::Withdrawn { campaign });
        }
        let (year, found) = (form.year, row.campaign.period.from.year());
        if year != found {
            let campaign = campaign();
            faults.push(Fault::OtherYear {
                campaign,
                year,
                found,
            });
        }
        let planned = row.planned;
        if planned > published {
            let campaign = campaign();
            faults.push(Fault::PlannedLate {
                campaign,
                published,
                planned,
            });
        }
    }
    faults
}
