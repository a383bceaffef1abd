//! What is counted of a task.

use super::{Stage, State, TargetAccount, Task};
use crate::calendar::{Day, Moment};
use crate::figures::{Checked, ResultRow};
use crate::id::{DepartmentId, District, ItemId, Stratum, UnitId};
use crate::publication::{DueDay, DueError};
use crate::risk::RiskClass;

/// How far a task has come, in numbers (抽查完成情况). Rule RS-03: completed means published by every department, and problems are
/// shares of the inspected.
///
/// There is no number of problems by officer or by department: inspection is not judged by what it finds (国办发〔2024〕54号).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// Targets that were drawn, reserves not counted.
    pub drawn: usize,
    /// Targets in force: the drawn without those that left, and the reserves that came.
    pub in_force: usize,
    /// Of them, those whose inspection ended.
    pub inspected: usize,
    /// Of them, those that every department has published.
    pub published: usize,
    /// Of them, those that are closed.
    pub closed: usize,
    /// Of the inspected, those with at least one problem.
    pub problems: usize,
    /// Of the published, those of which a result is withheld on a legal ground: it counts as done, and nobody sees it.
    pub withheld: usize,
}

impl Task<'_> {
    /// The rows of this task for the year's figures: one for each item of each department at each target in force, or left without a
    /// reserve. The record does not say when it was drawn, nor in which district and class a target stood: the caller does.
    pub fn rows<'t>(
        &'t self,
        drawn: Day,
        stood: impl Fn(&UnitId, &Stratum) -> (District, Option<RiskClass>) + 't,
    ) -> impl Iterator<Item = ResultRow> + 't {
        let counted = self.targets.iter();
        let counted = counted.filter(|(_, account)| account.stage != Stage::Replaced);
        counted.flat_map(move |(target, account)| {
            let (district, class) = stood(target, &account.stratum);
            let items = self.items.iter();
            let items = items
                .flat_map(|(department, items)| items.iter().map(move |item| (department, item)));
            items.map(move |(department, item)| ResultRow {
                plan: self.plan().clone(),
                department: department.clone(),
                item: item.clone(),
                target: target.clone(),
                district: district.clone(),
                class,
                drawn,
                checked: account.checked(item),
                published: account.published_on(department),
                closed: account.closed.as_ref().map(Moment::legal_day),
            })
        })
    }

    /// How far it has come, in numbers.
    #[must_use]
    pub fn completion(&self) -> Completion {
        let mut completion = Completion::default();
        for account in self.targets.values() {
            completion.drawn += usize::from(account.in_place_of.is_none());
            if !account.is_in_force() {
                continue;
            }
            let published = matches!(account.stage, Stage::Published | Stage::Closed);
            let problem = account
                .findings()
                .is_some_and(|findings| findings.is_problem());
            completion.in_force += 1;
            completion.inspected += usize::from(account.inspected.is_some());
            completion.published += usize::from(published);
            completion.closed += usize::from(account.stage == Stage::Closed);
            completion.problems += usize::from(problem);
            let mut items = account.items();
            let withheld = published && items.any(|(_, item)| item.withheld.is_some());
            completion.withheld += usize::from(withheld);
        }
        completion
    }

    /// Whether every department has published every target in force.
    #[must_use]
    pub const fn is_completed(&self) -> bool {
        matches!(
            self.state,
            State::Published | State::FollowUp | State::Closed
        )
    }

    /// By when each department publishes what it found at a target (rules DR-60 and DR-61): counted from the end of that
    /// target's inspection, however late others are. None while it has not ended, or for a target that was never drawn.
    ///
    /// # Errors
    /// No term in the rules of that day; a year without a holiday notice.
    pub fn publication_due(&self, target: &UnitId) -> Result<Option<DueDay>, DueError> {
        let account = self.targets.get(target);
        let ended = account.and_then(TargetAccount::inspected_on);
        let due = ended.map(|ended| DueDay::of_result(ended, self.rules, self.calendar));
        due.transpose()
    }

    /// How many days after its first urgent visit a department's approval came (事后补办审批); none where it came before, or has
    /// not come. The law that is known here has no term for it.
    #[must_use]
    pub fn approved_late(&self, department: &DepartmentId) -> Option<i64> {
        let approval = self.approvals.get(department)?;
        let entries = self.targets.values().flat_map(|account| &account.entries);
        let urgent = entries
            .filter(|(_, scan)| scan.urgent.is_some())
            .map(|(at, scan)| scan.begun(at));
        let urgent = urgent.filter(|begun| begun.is_before(&approval.at));
        let first: Option<Day> = urgent.map(Moment::legal_day).min();
        Some(first?.days_until(approval.at.legal_day()))
    }
}

impl TargetAccount {
    /// What became of the inspection by an item; none while nothing is entered.
    fn checked(&self, item: &ItemId) -> Option<Checked> {
        if let Some(left) = &self.left {
            let (on, state) = (left.at.legal_day(), left.state);
            return Some(Checked::Prevented { on, state });
        }
        let result = self.result(item)?.category();
        let on = self.inspected_on()?;
        Some(Checked::Inspected { on, result })
    }
}
