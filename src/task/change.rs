//! From an event to what it changes: everything is looked at first, then all of it is done.

use super::account::{Progress, TargetAccount};
use super::results::{closed, reviewed, settled, withheld};
use super::visit::served;
use super::{Event, Fact, STAGES, Stage, State, TABLE, Task, TaskError};
use crate::approval::Approval;
use crate::draw::Standing;
use crate::id::{DepartmentId, ScanId, UnitId};
use crate::journal::Matter;
use crate::procedure::Unmet;
use std::collections::BTreeMap;

/// What an event changes.
#[derive(Default)]
pub(super) struct Change<'a> {
    pub(super) target: Option<(UnitId, TargetAccount)>,
    /// A reserve that comes.
    pub(super) comes: Option<(UnitId, TargetAccount)>,
    pub(super) standing: Option<Standing<'a>>,
    pub(super) approval: Option<(DepartmentId, Approval)>,
    pub(super) scan: Option<ScanId>,
    pub(super) cancelled: Option<Approval>,
    /// What the journal holds of it.
    pub(super) matter: Option<(Matter, Approval)>,
    pub(super) state: Option<State>,
}

impl<'a> Task<'a> {
    /// Looks at an event, and does nothing yet.
    pub(super) fn consider(&self, event: &Event) -> Result<Change<'a>, TaskError> {
        let (department, step) = (&event.by.department, event.fact.step());
        if !self.items.contains_key(department) {
            let found = department.clone();
            return Err(TaskError::Stranger { found });
        }
        TABLE.may(self.state, step)?;
        let mut change = match event.fact.target() {
            None => self.of_task(event)?,
            Some(target) => self.of_target(event, target)?,
        };
        let wanted = self.state_after(&change);
        let next = TABLE.step(self.state, step, |next| {
            if next == wanted {
                Ok(())
            } else {
                Err(Unmet::Fails)
            }
        });
        change.state = Some(next?);
        Ok(change)
    }

    fn of_target(&self, event: &Event, target: &UnitId) -> Result<Change<'a>, TaskError> {
        let unknown = || TaskError::UnknownTarget {
            target: target.clone(),
        };
        let mut account = self.targets.get(target).ok_or_else(unknown)?.clone();
        let (stage, step) = (account.stage, event.fact.step());
        let refused = |refusal| TaskError::Stage {
            target: target.clone(),
            refusal,
        };
        STAGES.may(stage, step).map_err(refused)?;
        let mut change = self.of_fact(event, target, &mut account)?;
        let wanted = after(&event.fact, &account);
        let next = STAGES.step(stage, step, |next| {
            if wanted.is_none_or(|wanted| next == wanted) {
                Ok(())
            } else {
                Err(Unmet::Fails)
            }
        });
        account.stage = next.map_err(refused)?;
        change.target = Some((target.clone(), account));
        Ok(change)
    }

    fn of_fact(
        &self,
        event: &Event,
        target: &UnitId,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        match &event.fact {
            Fact::Notified { notice, .. } => self.notified(event, target, notice, account),
            Fact::Unannounced { reason, .. } => {
                account.unannounced = Some(reason.clone());
                Ok(Change::default())
            }
            Fact::AssistanceAsked { asked, letter, .. } => {
                account.asked(event, asked, letter);
                Ok(Change::default())
            }
            Fact::ScannedIn { scan, .. } => self.scanned_in(event, target, scan, account),
            Fact::Inspected { how, .. } => self.inspected(event, *how, account),
            Fact::Entered { item, entry, .. } => {
                self.entered(event, (target, item), entry, account)
            }
            Fact::Reviewed { .. } => reviewed(event, account),
            Fact::Withheld {
                item,
                ground,
                approval,
                ..
            } => withheld(event, (target, item), (ground, approval), account),
            Fact::Published { .. } => self.published(event, account),
            Fact::Corrected {
                item,
                entry,
                reason,
                ..
            } => self.corrected(event, (target, item), (entry, reason), account),
            Fact::Settled {
                item,
                finding,
                outcome,
                ..
            } => settled(event, (target, item), (*finding, *outcome), account),
            Fact::Served { service, .. } => served(event, service, account),
            Fact::Left { .. } => self.left(event, target, account),
            Fact::Vacated {
                leaves, approval, ..
            } => self.vacated(event, target, leaves, approval),
            Fact::SentByName {
                comes,
                certificate,
                approval,
                ..
            } => {
                let comes = (comes, certificate.as_ref());
                self.sent_by_name(event, target, comes, approval, account)
            }
            Fact::Closed { .. } => closed(event, target, account),
            Fact::Approved { .. } | Fact::Cancelled { .. } => Ok(Change::default()),
        }
    }

    /// Does what was looked at.
    pub(super) fn carry(&mut self, change: Change<'a>) {
        self.progress = self.progress_after(&change);
        for (id, account) in [change.target, change.comes].into_iter().flatten() {
            self.targets.insert(id, account);
        }
        self.approvals.extend(change.approval);
        self.scans.extend(change.scan);
        self.matters.extend(change.matter);
        if let Some(standing) = change.standing {
            self.standing = standing;
        }
        self.cancelled = change.cancelled.or_else(|| self.cancelled.take());
        self.state = change.state.unwrap_or(self.state);
    }

    /// How many targets in force have come how far, after a change.
    fn progress_after(&self, change: &Change<'_>) -> BTreeMap<Progress, usize> {
        let mut progress = self.progress.clone();
        let changed = [&change.target, &change.comes];
        for (id, account) in changed.into_iter().flatten() {
            let before = self.targets.get(id).and_then(TargetAccount::progress);
            if let Some(count) = before.and_then(|before| progress.get_mut(&before)) {
                *count -= 1;
            }
            if let Some(after) = account.progress() {
                *progress.entry(after).or_default() += 1;
            }
        }
        progress.retain(|_, count| *count > 0);
        progress
    }

    /// The state that follows from the targets.
    fn state_after(&self, change: &Change<'_>) -> State {
        let mut targets = self.targets.values();
        if change.cancelled.is_some() && targets.all(|account| account.inspected.is_none()) {
            return State::Cancelled;
        }
        let progress = self.progress_after(change);
        let Some((least, _)) = progress.first_key_value() else {
            return State::Short;
        };
        let most = progress.keys().next_back();
        let begun = self.state == State::InProgress || most >= Some(&Progress::Begun);
        match least {
            Progress::Untold | Progress::Told | Progress::Begun if begun => State::InProgress,
            Progress::Untold | Progress::Told | Progress::Begun => {
                let now = change.approval.iter().map(|(department, _)| department);
                let given = self.approvals.keys().chain(now).count();
                let all = given == self.items.len();
                if *least == Progress::Told && (all || !self.asks.holds()) {
                    State::Notified
                } else if all {
                    State::Approved
                } else {
                    State::Drawn
                }
            }
            Progress::Inspected => State::Inspected,
            Progress::Entered => State::Entered,
            Progress::Reviewed => State::Reviewed,
            Progress::Pending => State::FollowUp,
            Progress::Published => State::Published,
            Progress::Closed => State::Closed,
        }
    }
}

/// To which stage an event leads where its row alone does not tell.
fn after(fact: &Fact, account: &TargetAccount) -> Option<Stage> {
    if matches!(fact, Fact::Published { .. }) {
        let mut departments = account.departments.values();
        let all = departments.all(|department| department.published.is_some());
        return Some(if all {
            Stage::Published
        } else {
            Stage::Inspected
        });
    }
    let left = account
        .left
        .as_ref()
        .filter(|_| matches!(fact, Fact::Left { .. }))?;
    Some(if left.comes.is_some() {
        Stage::Replaced
    } else {
        Stage::Excluded
    })
}
