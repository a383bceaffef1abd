//! From the entry of a result to the closing.

use super::account::{Correction, DepartmentAccount, ItemAccount, Shown, TargetAccount, Withheld};
use super::change::Change;
use super::{Event, Task, TaskError};
use crate::approval::Approval;
use crate::calendar::{Day, Moment};
use crate::finding::{Closing, FinalOutcome, Finding, Findings, FollowUp, ItemEntry, ItemResult};
use crate::id::{DepartmentId, Ground, ItemId, UnitId};
use crate::publication::WithholdingGround;
use crate::visits::Attendance;

impl<'a> Task<'a> {
    /// That an item is the department's. An item whose activity is not found there is entered as `R8`: nobody is drawn anew.
    fn own(&self, department: &DepartmentId, item: &ItemId) -> Result<(), TaskError> {
        let own = self.items.get(department);
        if own.is_some_and(|own| own.contains(item)) {
            return Ok(());
        }
        let (department, item) = (department.clone(), item.clone());
        Err(TaskError::NotOwnItem { department, item })
    }

    /// The result that an entry is, with what proves it.
    fn result(
        &self,
        event: &Event,
        (target, item): (&UnitId, &ItemId),
        entry: &ItemEntry,
    ) -> Result<ItemResult, TaskError> {
        let day = event.at.legal_day();
        let result = entry.clone().check(day, self.rules, self.calendar);
        let result = result.map_err(|error| TaskError::Entry {
            target: target.clone(),
            item: item.clone(),
            error,
        })?;
        let from = self.period.from;
        if let Some(verified) = verified(&result).filter(|verified| *verified < from) {
            let target = target.clone();
            return Err(TaskError::OldProof {
                target,
                from,
                verified,
            });
        }
        Ok(result)
    }

    pub(super) fn entered(
        &self,
        event: &Event,
        (target, item): (&UnitId, &ItemId),
        entry: &ItemEntry,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        self.own(&event.by.department, item)?;
        let result = self.result(event, (target, item), entry)?;
        found_by_somebody(account, (target, item), &result)?;
        let department = account.department(event);
        if department.items.contains_key(item) {
            let (target, item) = (target.clone(), item.clone());
            return Err(TaskError::EnteredBefore { target, item });
        }
        department.owing.remove(item);
        let entered = ItemAccount {
            follow_ups: follow_ups(event, &result, &[]),
            entered: event.at.clone(),
            corrected: vec![],
            withheld: None,
            result,
        };
        department.items.insert(item.clone(), entered);
        Ok(Change::default())
    }

    pub(super) fn corrected(
        &self,
        event: &Event,
        (target, item): (&UnitId, &ItemId),
        (entry, reason): (&ItemEntry, &Ground),
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        self.own(&event.by.department, item)?;
        let result = self.result(event, (target, item), entry)?;
        found_by_somebody(account, (target, item), &result)?;
        let closed = account.closed.is_some();
        let department = account.department(event);
        let published = department.published.is_some();
        if !published {
            department.reviewed = None;
        }
        let before = department.items.get_mut(item);
        let before = before.ok_or_else(|| not_entered(target, item))?;
        let shown = published && before.withheld.is_none();
        before.follow_ups = follow_ups(event, &result, &before.follow_ups);
        before.corrected.push(Correction {
            at: event.at.clone(),
            reason: reason.clone(),
            before: std::mem::replace(&mut before.result, result),
            was: if shown {
                Shown::Published
            } else {
                Shown::Internal
            },
        });
        if closed && account.is_pending() {
            let target = target.clone();
            return Err(TaskError::Pending { target });
        }
        Ok(Change::default())
    }

    pub(super) fn published(
        &self,
        event: &Event,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        let name = event.by.department.clone();
        let day = account.inspected_on();
        if day.is_some_and(|day| self.is_unapproved(&name, day)) {
            return Err(TaskError::Unapproved { department: name });
        }
        let department = account.department(event);
        if department.reviewed.is_none() {
            return Err(TaskError::Unreviewed { department: name });
        }
        once(&name, &mut department.published, event)?;
        Ok(Change::default())
    }
}

impl TargetAccount {
    /// What the department of an event has at this target: every department of the campaign has something.
    fn department(&mut self, event: &Event) -> &mut DepartmentAccount {
        let department = event.by.department.clone();
        self.departments.entry(department).or_default()
    }
}

pub(super) fn reviewed<'a>(
    event: &Event,
    account: &mut TargetAccount,
) -> Result<Change<'a>, TaskError> {
    let name = event.by.department.clone();
    let department = account.department(event);
    if !department.owing.is_empty() {
        let owing = department.owing.iter().cloned().collect();
        return Err(TaskError::Owing {
            department: name,
            owing,
        });
    }
    once(&name, &mut department.reviewed, event)?;
    Ok(Change::default())
}

pub(super) fn withheld<'a>(
    event: &Event,
    (target, item): (&UnitId, &ItemId),
    (ground, approval): (&WithholdingGround, &Approval),
    account: &mut TargetAccount,
) -> Result<Change<'a>, TaskError> {
    approval.precedes(&event.at)?;
    let name = event.by.department.clone();
    let department = account.department(event);
    if let Some(before) = department.published.clone() {
        return Err(TaskError::DoneBefore {
            department: name,
            before,
        });
    }
    let entered = department.items.get_mut(item);
    let entered = entered.ok_or_else(|| not_entered(target, item))?;
    entered.withheld = Some(Withheld {
        ground: ground.clone(),
        approval: approval.clone(),
    });
    Ok(Change::default())
}

pub(super) fn settled<'a>(
    event: &Event,
    (target, item): (&UnitId, &ItemId),
    (finding, outcome): (Finding, FinalOutcome),
    account: &mut TargetAccount,
) -> Result<Change<'a>, TaskError> {
    let entered = account.department(event).items.get_mut(item);
    let entered = entered.ok_or_else(|| not_entered(target, item))?;
    let mut open = entered.follow_ups.iter_mut();
    let open = open.find(|open| open.finding() == finding && open.is_open());
    let open = open.ok_or_else(|| TaskError::NothingOpen {
        item: item.clone(),
        finding,
    })?;
    *open = open.close(Closing::new(outcome, event.at.legal_day()))?;
    Ok(Change::default())
}

pub(super) fn closed<'a>(
    event: &Event,
    target: &UnitId,
    account: &mut TargetAccount,
) -> Result<Change<'a>, TaskError> {
    if account.is_pending() {
        let target = target.clone();
        return Err(TaskError::Pending { target });
    }
    account.closed = Some(event.at.clone());
    Ok(Change::default())
}

/// On which day it was proved that the target cannot be contacted, if that was found.
fn verified(result: &ItemResult) -> Option<Day> {
    match result {
        ItemResult::Found(found) => Some(found.unreachable()?.verified()),
        ItemResult::SamplingTest(_) => None,
    }
}

/// That nobody finds an item without a problem, or takes a sample, on a visit that found nobody.
fn found_by_somebody(
    account: &TargetAccount,
    (target, item): (&UnitId, &ItemId),
    result: &ItemResult,
) -> Result<(), TaskError> {
    let how = account.inspected.as_ref().map(|(_, how)| *how);
    let problem_free = |findings: &Findings| findings.contains(Finding::NoProblem);
    if how == Some(Attendance::Unreachable) && result.findings().is_none_or(problem_free) {
        let (target, item) = (target.clone(), item.clone());
        return Err(TaskError::NobodyThere { target, item });
    }
    Ok(())
}

/// Notes when a department did what it does once.
fn once(
    department: &DepartmentId,
    done: &mut Option<Moment>,
    event: &Event,
) -> Result<(), TaskError> {
    if let Some(before) = done {
        let (department, before) = (department.clone(), before.clone());
        return Err(TaskError::DoneBefore { department, before });
    }
    *done = Some(event.at.clone());
    Ok(())
}

fn not_entered(target: &UnitId, item: &ItemId) -> TaskError {
    let (target, item) = (target.clone(), item.clone());
    TaskError::NotEntered { target, item }
}

/// What is owed after a result: what was settled of the same finding stays settled.
fn follow_ups(event: &Event, result: &ItemResult, before: &[FollowUp]) -> Vec<FollowUp> {
    let findings = result.findings().into_iter();
    let owed = findings.flat_map(|findings| FollowUp::of(findings, event.at.legal_day()));
    let kept = owed.map(|owed| {
        let mut before = before.iter();
        let same = before.find(|before| before.finding() == owed.finding());
        same.copied().unwrap_or(owed)
    });
    kept.collect()
}
