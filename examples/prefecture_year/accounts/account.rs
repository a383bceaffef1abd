//! What is known of the year once everything is replayed: rows for the figures, and what was checked.

use crate::table::grouped;
use double_random::calendar::Day;
use double_random::campaign::{Campaign, CampaignKind, RiskScenario, YearPlan};
use double_random::figures::{
    Figures, FiguresFaults, PlanKind, PlanRow, PlanStatus, ResultRow, Scenario,
};
use double_random::id::PlanId;
use std::collections::BTreeSet;

/// The year.
#[derive(Debug, Default)]
pub(crate) struct Year {
    /// A row for each item at each target in force.
    pub(crate) results: Vec<ResultRow>,
    /// Plans that were drawn and stand in no year's plan: they count nowhere.
    pub(crate) strangers: BTreeSet<PlanId>,
    /// How many departments' results were published late.
    pub(crate) late: u64,
    pub(crate) checked: Checked,
}

/// How much was checked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Checked {
    pub(crate) offices: u64,
    pub(crate) lines: u64,
    pub(crate) announcements: u64,
    pub(crate) frames: u64,
    pub(crate) units: u64,
    pub(crate) records: u64,
    pub(crate) seats: u64,
    pub(crate) vacant: u64,
    pub(crate) logs: u64,
    pub(crate) events: u64,
    pub(crate) visits: u64,
    /// How many businesses caps kept out, over all announcements.
    pub(crate) at_cap: u64,
}

impl Year {
    /// The figures of the whole plan, drawn or not, as of a day.
    pub(crate) fn figures(&self, plan: &YearPlan, as_of: Day) -> Result<Figures, FiguresFaults> {
        Figures::of(plan.campaigns().map(row), self.results.clone(), as_of)
    }

    /// What was read and replayed.
    pub(crate) fn checked(&self) -> String {
        let Checked {
            offices,
            lines,
            announcements,
            frames,
            units,
            records,
            seats,
            vacant,
            logs,
            events,
            visits,
            at_cap,
        } = self.checked;
        let [lines, frames, units, records] = [lines, frames, units, records].map(grouped);
        let [seats, logs, events] = [seats, logs, events].map(grouped);
        let [visits, at_cap] = [visits, at_cap].map(grouped);
        format!(
            "{offices} journals: {lines} lines lead to their heads, {announcements} openings follow from them\n\
             {records} records replayed from {frames} frames of {units} units, each as its digest in the journal says\n\
             {seats} seats dealt anew, {vacant} vacant\n\
             {logs} logs replayed: {events} events, {visits} visits\n\
             {at_cap} times a business was kept out by caps, each time as the visits before say"
        )
    }
}

/// A campaign as figures need it.
fn row(campaign: &Campaign) -> PlanRow {
    PlanRow {
        plan: campaign.id().clone(),
        kind: match campaign.kind() {
            CampaignKind::Single { .. } => PlanKind::Single,
            CampaignKind::Joint { .. } => PlanKind::Joint,
            CampaignKind::OneIndustry { .. } => PlanKind::OneIndustry,
        },
        level: campaign.mode().drawn_by,
        scenario: if campaign.scenario() == RiskScenario::None {
            Scenario::Plain
        } else {
            Scenario::RiskBased
        },
        status: PlanStatus::InForce,
    }
}
