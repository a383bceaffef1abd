//! Changes of a year's plan: each is approved and makes a version. Rule PL-05.

use super::draft::CampaignDraft;
use super::kind::CampaignKind;
use super::year_fault::{YearFault as Fault, YearFaults};
use super::year_form::{self, Changed, Row};
use super::{Campaign, YearPlan};
use crate::approval::{Approval, Approved};
use crate::calendar::Day;
use crate::id::PlanId;
use crate::item::Catalogue;

/// What is done to a year's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a row comes, goes or says something else"
)]
pub enum PlanChange {
    /// A further campaign.
    Add(Box<CampaignDraft>),
    /// A campaign is not held; the approval's ground is the reason.
    Withdraw(PlanId),
    /// Other days and rates: [`CampaignDraft::altered`], confirmed again where it is shared.
    Alter(Box<CampaignDraft>),
}

impl YearPlan {
    /// The next version, with one change, published on this day.
    ///
    /// # Errors
    /// A campaign that is not in the plan, or is already, or was withdrawn; an alteration of more than days and rates; a shared
    /// campaign whose change the joint meeting's office has not approved; every fault of the campaign and of the new version.
    pub fn change(
        &self,
        change: Approved<PlanChange>,
        catalogue: &Catalogue,
        published: Day,
    ) -> Result<Self, YearFaults> {
        let (change, approval) = change.into_parts();
        let mut faults = vec![];
        if published < self.form.published {
            let before = self.form.published;
            faults.push(Fault::Backwards { before, published });
        }
        let (changed, draft) = match change {
            PlanChange::Add(draft) => (Changed::Added(draft.id().clone()), Some(*draft)),
            PlanChange::Withdraw(id) => (Changed::Withdrawn(id), None),
            PlanChange::Alter(draft) => (Changed::Altered(draft.id().clone()), Some(*draft)),
        };
        self.may(&changed, draft.as_ref(), &approval, &mut faults);
        let id = changed.campaign().clone();
        let others = self.campaigns().filter(|other| match changed {
            Changed::Added(_) => true,
            Changed::Withdrawn(_) | Changed::Altered(_) => *other.id() != id,
        });
        let mut campaigns: Vec<Campaign> = others.map(Campaign::copy).collect();
        match draft.map(|draft| draft.build(catalogue, published)) {
            Some(Ok(campaign)) => campaigns.push(campaign),
            Some(Err(found)) => faults.push(Fault::Campaign(found)),
            None => {}
        }
        let mut form = self.form.clone();
        if let Changed::Withdrawn(id) = &changed {
            form.withdrawn.insert(id.clone(), approval.ground.clone());
        }
        form.version = form.version.saturating_add(1);
        form.supersedes = Some(self.digest());
        form.changed = Some(changed);
        (form.published, form.approval) = (published, approval);
        form.campaigns = Row::all_of(&campaigns);
        if faults.is_empty() {
            return Self::of(form, campaigns);
        }
        faults.extend(year_form::check(&form));
        YearFaults::of(faults)?;
        Self::of(form, campaigns)
    }

    /// Whether this change may be made, by whom it was approved.
    fn may(
        &self,
        changed: &Changed,
        draft: Option<&CampaignDraft>,
        approval: &Approval,
        faults: &mut Vec<Fault>,
    ) {
        let id = changed.campaign();
        let old = self.campaign(id);
        let campaign = || id.clone();
        match (changed, old, draft) {
            (Changed::Withdrawn(_) | Changed::Altered(_), None, _) => {
                let campaign = campaign();
                faults.push(Fault::Unknown { campaign });
            }
            (Changed::Altered(_), Some(old), Some(draft)) => {
                let like_it = old.draft().clone();
                let like_it = like_it.altered(draft.plan.clone(), draft.period);
                let confirmations = draft.confirmations.iter().cloned();
                if confirmations.fold(like_it, CampaignDraft::confirm) != *draft {
                    let campaign = campaign();
                    faults.push(Fault::AltersMore { campaign });
                }
            }
            _ => {}
        }
        let kinds = [old.map(Campaign::kind), draft.map(CampaignDraft::kind)];
        let shared = kinds.into_iter().flatten().any(CampaignKind::is_shared);
        let (wanted, found) = (&self.form.joint_office, &approval.approver);
        if shared && wanted != found {
            faults.push(Fault::NotJointOffice {
                campaign: campaign(),
                wanted: wanted.clone(),
                found: found.clone(),
            });
        }
    }

    /// Checks that this version follows another one and changes in it what it says, and no more.
    ///
    /// # Errors
    /// A version of another plan; more changed than the one campaign; a change that may not be made.
    pub fn check_after(&self, before: &Self) -> Result<(), YearFaults> {
        let changed = self.form.changed.as_ref().filter(|changed| {
            let id = changed.campaign();
            let (row, old) = (self.row(id), before.row(id));
            let mut wanted = before.form.clone();
            wanted.version = wanted.version.saturating_add(1);
            wanted.supersedes = Some(before.digest());
            wanted.changed = Some((*changed).clone());
            (wanted.published, wanted.approval) = (self.form.published, self.form.approval.clone());
            wanted.campaigns.retain(|other| other.campaign.id() != id);
            let comes = match changed {
                Changed::Added(_) => old.is_none() && row.is_some(),
                Changed::Altered(_) => old.is_some() && row.is_some(),
                Changed::Withdrawn(_) => {
                    let reason = self.form.approval.ground.clone();
                    wanted.withdrawn.insert(id.clone(), reason);
                    old.is_some() && row.is_none()
                }
            };
            wanted.campaigns.extend(row.cloned());
            let mut found = self.form.clone();
            Row::sort(&mut wanted.campaigns);
            Row::sort(&mut found.campaigns);
            comes && wanted == found
        });
        let before_it = before.digest();
        let Some(changed) = changed else {
            return Err(Fault::NoSuccessor { before: before_it }.into());
        };
        let mut faults = vec![];
        if self.form.published < before.form.published {
            let (before, published) = (before.form.published, self.form.published);
            faults.push(Fault::Backwards { before, published });
        }
        let draft = self.row(changed.campaign()).map(|row| &row.campaign);
        before.may(changed, draft, &self.form.approval, &mut faults);
        YearFaults::of(faults)
    }

    fn row(&self, id: &PlanId) -> Option<&Row> {
        let mut rows = self.form.campaigns.iter();
        rows.find(|row| row.campaign.id() == id)
    }
}
