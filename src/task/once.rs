//! The four times "once" of a task that departments share.

use super::{TargetAccount, Task};
use crate::calendar::Day;
use crate::campaign::{Campaign, Entry, OnceFault, OneDraw, Published};
use crate::digest::{Document, DocumentError};
use crate::finding::{Finding, Findings, ItemResult};
use crate::id::UnitId;
use std::collections::BTreeSet;

/// Why a task was not drawn, dispatched, inspected and published once each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOnce {
    /// A target that a department has not published.
    #[error("every department publishes every target, found one that has not published `{target}`")]
    Unpublished {
        /// The target.
        target: UnitId,
    },
    /// Results that were not published together.
    #[error(
        "results are published together on one day, found them published from {first} to {last}"
    )]
    Days {
        /// The first day.
        first: Day,
        /// The last.
        last: Day,
    },
    /// What a stage refuses.
    #[error("{}", texts(.0))]
    Stage(Vec<OnceFault>),
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

fn texts(faults: &[OnceFault]) -> String {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

impl Task<'_> {
    /// Shows that its targets were drawn once, officers dispatched once, targets inspected once and results published once (四个一次性):
    /// takes the campaign through its stages with what the log says. Rules OI-02 and OI-03.
    ///
    /// # Errors
    /// A target that is not published by every department; results that were not published on one day; whatever a stage refuses,
    /// such as another campaign than the task's.
    pub fn check_once(&self, campaign: Campaign) -> Result<Published, NotOnce> {
        let in_force: Vec<(&UnitId, &TargetAccount)> = self
            .targets
            .iter()
            .filter(|(_, account)| account.is_in_force())
            .collect();
        let day = self.published_on(&in_force)?;
        let lead = self.kind.lead().clone();
        let targets = in_force.iter().map(|(target, _)| (*target).clone());
        let draw = OneDraw::new(lead, self.drawn_plan, self.record(), targets);
        let drawn = campaign
            .begin()
            .draw(draw)
            .map_err(|refused| stage(refused.faults()))?;
        let mut dispatched = drawn
            .dispatch(self.roster)
            .map_err(|refused| stage(refused.faults()))?;
        for (target, account) in &in_force {
            let came = self.items.keys().cloned();
            if let Some(ended) = account.inspected_on() {
                let visited = dispatched.visit((*target).clone(), ended, came);
                visited.map_err(|faults| stage(faults.faults()))?;
            }
        }
        let mut inspected = dispatched
            .finish()
            .map_err(|refused| stage(refused.faults()))?;
        for (target, account) in &in_force {
            for (department, entered) in &account.departments {
                for (item, one) in &entered.items {
                    let entry = entry(&one.result)?;
                    let entered =
                        inspected.enter(department, (*target).clone(), item.clone(), entry);
                    entered.map_err(|faults| stage(faults.faults()))?;
                }
            }
        }
        inspected
            .publish(day)
            .map_err(|refused| stage(refused.faults()))
    }

    /// The one day on which every department published every target.
    fn published_on(&self, in_force: &[(&UnitId, &TargetAccount)]) -> Result<Day, NotOnce> {
        let mut days = BTreeSet::new();
        for (target, account) in in_force {
            for department in self.items.keys() {
                let unpublished = || NotOnce::Unpublished {
                    target: (*target).clone(),
                };
                days.insert(account.published_on(department).ok_or_else(unpublished)?);
            }
        }
        match (days.first().copied(), days.last().copied()) {
            (Some(first), Some(last)) if first == last => Ok(first),
            (Some(first), Some(last)) => Err(NotOnce::Days { first, last }),
            // No target is in force.
            _ => Err(NotOnce::Stage(vec![OnceFault::NotVisited {
                targets: self.targets.keys().cloned().collect(),
            }])),
        }
    }
}

fn stage(faults: &[OnceFault]) -> NotOnce {
    NotOnce::Stage(faults.to_vec())
}

fn entry(result: &ItemResult) -> Result<Entry, DocumentError> {
    let not_found = |findings: &Findings| findings.contains(Finding::ActivityNotFound);
    if result.findings().is_some_and(not_found) {
        return Ok(Entry::ActivityNotFound);
    }
    Ok(Entry::Inspected(Document::of(result)?.digest()))
}
