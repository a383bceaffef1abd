//! A campaign as it is proposed.

use super::check;
use super::fault::{CampaignFault, CampaignFaults};
use super::kind::{CampaignKind, Mode, Programme, RiskScenario};
use super::{Campaign, Period};
use crate::approval::Approval;
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::id::{DepartmentId, DisplayName, ItemId, PlanId};
use crate::item::{Catalogue, Industry};
use crate::plan::Plan;
use crate::scope::Scope;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// A campaign as it is proposed for the year's plan: a [`Campaign`] once it is checked against a catalogue, and, where departments
/// share it, once each of them has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignDraft {
    pub(super) title: DisplayName,
    pub(super) kind: CampaignKind,
    pub(super) items: Vec<CampaignItem>,
    pub(super) mode: Mode,
    pub(super) period: Period,
    pub(super) frequency: NonZeroU32,
    pub(super) scenario: RiskScenario,
    pub(super) programme: Programme,
    pub(super) scope: Scope,
    pub(super) plan: Plan,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) confirmations: Vec<Confirmation>,
}

/// An item and the department that inspects by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CampaignItem {
    /// The department.
    pub department: DepartmentId,
    /// Its item.
    pub item: ItemId,
}

impl CampaignItem {
    /// An item of a department.
    #[must_use]
    pub const fn new(department: DepartmentId, item: ItemId) -> Self {
        Self { department, item }
    }
}

/// That a department takes part in a shared campaign as it was proposed (部门确认): it names the digest of the draft, so a draft that
/// changes is to be confirmed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Confirmation {
    /// The department.
    pub department: DepartmentId,
    /// [`CampaignDraft::digest`] of what it confirms.
    pub draft: Digest,
    /// Who in the department said so, when and why.
    pub approval: Approval,
}

impl Confirmation {
    /// The confirmation of a draft by a department.
    #[must_use]
    pub const fn new(department: DepartmentId, draft: Digest, approval: Approval) -> Self {
        Self {
            department,
            draft,
            approval,
        }
    }
}

impl CampaignDraft {
    /// A campaign of the year's plan without items yet, once a year, without use of risk classes. The plan is the document from
    /// which it is drawn, and its id the campaign's; the scope says which businesses of the register it is drawn from.
    #[must_use]
    pub const fn new(
        plan: Plan,
        title: DisplayName,
        kind: CampaignKind,
        scope: Scope,
        mode: Mode,
        period: Period,
    ) -> Self {
        Self {
            title,
            kind,
            items: vec![],
            mode,
            period,
            frequency: NonZeroU32::MIN,
            scenario: RiskScenario::None,
            programme: Programme::Planned,
            scope,
            plan,
            confirmations: vec![],
        }
    }

    /// The campaign of one industry of a catalogue, with all its departments and items. Rule OI-01.
    ///
    /// # Errors
    /// An item that the catalogue of the industry does not hold: of another catalogue.
    pub fn of_industry(
        catalogue: &Catalogue,
        industry: &Industry,
        plan: Plan,
        scope: Scope,
        mode: Mode,
        period: Period,
    ) -> Result<Self, CampaignFault> {
        let kind = CampaignKind::OneIndustry {
            industry: industry.id().clone(),
            lead: industry.lead().clone(),
            cooperating: industry.cooperating().iter().cloned().collect(),
        };
        let draft = Self::new(plan, industry.name().clone(), kind, scope, mode, period);
        industry.items().iter().try_fold(draft, |draft, code| {
            let item = catalogue.items().find(|item| item.code() == code);
            let item = item.ok_or_else(|| CampaignFault::unknown(code))?;
            Ok(draft.item(item.department().clone(), code.clone()))
        })
    }

    /// A further item, by which this department inspects.
    #[must_use]
    pub fn item(mut self, department: DepartmentId, item: ItemId) -> Self {
        self.items.push(CampaignItem { department, item });
        self
    }

    /// How often a target is inspected in the year (抽查频次); once unless said otherwise.
    #[must_use]
    pub const fn per_year(mut self, times: NonZeroU32) -> Self {
        self.frequency = times;
        self
    }

    /// How it uses risk classes; not at all unless said otherwise. A scope that asks for classes is refused without it. Rates and
    /// weights that differ by class are not: only who plans knows what a plan's strata are.
    #[must_use]
    pub const fn scenario(mut self, scenario: RiskScenario) -> Self {
        self.scenario = scenario;
        self
    }

    /// By which programme it is held.
    #[must_use]
    pub fn programme(mut self, programme: Programme) -> Self {
        self.programme = programme;
        self
    }

    /// With another plan and other days; whoever had confirmed it confirms it again.
    #[must_use]
    pub fn altered(mut self, plan: Plan, period: Period) -> Self {
        (self.plan, self.period) = (plan, period);
        self.confirmations.clear();
        self
    }

    /// A department's confirmation.
    #[must_use]
    pub fn confirm(mut self, confirmation: Confirmation) -> Self {
        self.confirmations.push(confirmation);
        self
    }

    /// What departments confirm: `doc` of the draft without its confirmations.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn digest(&self) -> Result<Digest, CampaignFault> {
        let mut bare = self.clone();
        bare.confirmations.clear();
        let document = Document::of(&bare).map_err(CampaignFault::Document)?;
        Ok(document.digest())
    }

    /// Its id: that of the plan from which it is drawn.
    #[must_use]
    pub fn id(&self) -> &PlanId {
        self.plan.id()
    }

    /// Who carries it out.
    #[must_use]
    pub const fn kind(&self) -> &CampaignKind {
        &self.kind
    }

    /// The campaign, as it is planned on this day by this catalogue. Departments have confirmed it by then.
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn build(self, catalogue: &Catalogue, day: Day) -> Result<Campaign, CampaignFaults> {
        let faults = check::of_draft(&self, catalogue, day);
        let digest = match self.digest() {
            Ok(digest) if faults.is_empty() => digest,
            Ok(_) => return Err(CampaignFaults::new(self.id().clone(), faults)),
            Err(fault) => return Err(CampaignFaults::new(self.id().clone(), vec![fault])),
        };
        Ok(Campaign::of(self, digest, catalogue, day))
    }
}
