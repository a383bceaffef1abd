//! A campaign that is ready to be drawn, and the look for what it lacks.

use super::batch_fault::BatchFault as Fault;
use super::{Campaign, Period, YearPlan};
use crate::draw::Drawing;
use crate::frame::Frame;
use crate::id::{PlanId, Stratum};
use crate::inspector::Roster;
use crate::plan::{Design, Plan};
use crate::sampling::Population as _;
use crate::sampling::allocation::AllocationError;
use crate::sampling::proportional::Certainty;
use crate::scope::Targets;

/// What a campaign is drawn from (抽查准备): the targets that its scope left of the register, their frame, and the officers.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Prepared<'a> {
    pub(super) campaign: &'a PlanId,
    pub(super) targets: &'a Targets<'a>,
    pub(super) frame: &'a Frame,
    roster: Option<&'a Roster>,
}

impl<'a> Prepared<'a> {
    /// The campaign of this id, its targets and their frame; no officers are dealt without a [`roster`](Self::roster).
    pub const fn new(campaign: &'a PlanId, targets: &'a Targets<'a>, frame: &'a Frame) -> Self {
        Self {
            campaign,
            targets,
            frame,
            roster: None,
        }
    }

    /// With the roster whose officers are dealt to the drawn targets: wanted where departments share the campaign, and by
    /// `Task::begin` of every campaign. A draw without officers cannot be given some afterwards.
    pub const fn roster(mut self, roster: &'a Roster) -> Self {
        self.roster = Some(roster);
        self
    }

    /// The campaign, if the plan has it.
    pub(super) fn of(&self, year: &'a YearPlan) -> Result<&'a Campaign, Fault> {
        year.campaign(self.campaign).ok_or_else(|| Fault::Unknown {
            campaign: self.campaign.clone(),
        })
    }

    pub(super) const fn drawing(&self, plan: &'a Plan) -> Drawing<'a> {
        let drawing = Drawing::new(plan, self.frame);
        match self.roster {
            Some(roster) => drawing.roster(roster),
            None => drawing,
        }
    }

    /// Whatever keeps the campaign from being drawn in a batch of this period.
    pub(super) fn check(&self, campaign: &Campaign, period: Period, faults: &mut Vec<Fault>) {
        let id = || campaign.id().clone();
        let from = campaign.period().from;
        if !period.holds(from) {
            faults.push(Fault::OutsidePeriod {
                campaign: id(),
                period,
                from,
            });
        }
        let (wanted, found) = (campaign.scope().digest(), self.targets.scope());
        if wanted != found {
            faults.push(Fault::OtherScope {
                campaign: id(),
                wanted,
                found,
            });
        }
        let (wanted, found) = (campaign.plan().digest(), self.targets.plan());
        if wanted != found {
            faults.push(Fault::OtherPlan {
                campaign: id(),
                wanted,
                found,
            });
        }
        faults.extend(self.other_frame());
        let share = campaign.check_counts(self.targets.counts());
        faults.extend(share.err().map(Fault::Share));
        self.check_roster(campaign, faults);
        match self.drawing(campaign.plan()).check() {
            Err(error) => faults.push(Fault::Draw(error)),
            Ok(()) => faults.extend(sizes(campaign.plan(), self.frame).err().map(|error| {
                let campaign = id();
                Fault::Sizes { campaign, error }
            })),
        }
    }

    fn check_roster(&self, campaign: &Campaign, faults: &mut Vec<Fault>) {
        let id = || campaign.id().clone();
        let Some(roster) = self.roster else {
            if campaign.kind().is_shared() {
                faults.push(Fault::NoRoster { campaign: id() });
            }
            return;
        };
        let mismatch = campaign.check_roster(roster).err();
        faults.extend(mismatch.map(|mismatch| Fault::Roster {
            campaign: id(),
            mismatch,
        }));
        let officers = roster.check_on(campaign.period().from).err();
        faults.extend(officers.map(|faults| Fault::Officers {
            campaign: id(),
            faults,
        }));
    }

    /// Where the frame and the targets have other numbers of units, first by stratum, then in all.
    fn other_frame(&self) -> Option<Fault> {
        let (targets, frame) = (self.targets.counts(), self.frame.counts());
        let of = |stratum: &Stratum| {
            let counts = [targets, frame].map(|counts| counts.get(stratum).copied());
            counts.map(Option::unwrap_or_default)
        };
        let strata = targets.keys().chain(frame.keys());
        let differ = |stratum: &&Stratum| {
            let [wanted, found] = of(stratum);
            wanted != found
        };
        let fault = |label: String, wanted, found| Fault::OtherFrame {
            campaign: self.campaign.clone(),
            label,
            wanted,
            found,
        };
        if let Some(stratum) = strata.filter(differ).min() {
            let label = format!("the stratum `{stratum}`");
            let [wanted, found] = of(stratum);
            return Some(fault(label, wanted, found));
        }
        let excluded: u64 = self.targets.excluded().values().sum();
        let (wanted, found) = (self.targets.eligible() + excluded, self.frame.count());
        (wanted != found).then(|| fault("all".to_owned(), wanted, found))
    }
}

/// Whether a plan's sample sizes can be told for a frame, whatever the seed.
fn sizes(plan: &Plan, frame: &Frame) -> Result<(), AllocationError> {
    match plan.design() {
        Design::Proportional { total, .. } => {
            let units = (0..frame.units()).filter(|unit| frame.stratum(*unit).is_some());
            Certainty::of(units.map(|unit| frame.size(unit)), *total).map(drop)
        }
        Design::Rates { .. } | Design::Capacity { .. } | Design::Order { .. } => {
            plan.probabilities(frame.counts()).map(drop)
        }
    }
}
