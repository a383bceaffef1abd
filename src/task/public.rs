//! What everyone sees of a task.

use super::Task;
use super::account::{ItemAccount, Shown};
use crate::calendar::Day;
use crate::id::{DepartmentId, DisplayName, ItemId, UnitId};
use crate::publication::{Act, Check, Entity, PublicResult, Publication, Step, StepError};

impl Task<'_> {
    /// Everything that was published of a target, item by item, with its corrections (结果公示): the public view of a log, without
    /// officers, classes and proofs (rule DR-63). A department that has not published shows nothing. What follows later, such as the
    /// end of a penalty, is recorded with the publications themselves.
    ///
    /// # Errors
    /// A step that a publication does not take: none of a log that was replayed.
    pub fn publications(
        &self,
        target: &UnitId,
        name: &DisplayName,
    ) -> Result<Vec<Publication>, StepError> {
        let account = self.targets.get(target);
        let ended = account.and_then(super::TargetAccount::inspected_on);
        let Some((account, ended)) = account.zip(ended) else {
            return Ok(vec![]);
        };
        let mut publications = vec![];
        for (department, entered) in &account.departments {
            let Some(on) = account.published_on(department) else {
                continue;
            };
            for (item, entered) in &entered.items {
                let check = self.check(department, item, ended);
                let entity = Entity::new(target.clone(), name.clone());
                publications.push(publication(&entity, &check, entered, on)?);
            }
        }
        Ok(publications)
    }

    fn check(&self, department: &DepartmentId, item: &ItemId, day: Day) -> Check {
        Check::new(
            department.clone(),
            self.plan().clone(),
            self.title.clone(),
            self.draw,
            item.clone(),
            day,
        )
    }
}

/// The history of one result: what stood there when it was published, and what was corrected since.
fn publication(
    entity: &Entity,
    check: &Check,
    entered: &ItemAccount,
    on: Day,
) -> Result<Publication, StepError> {
    let public = |category| PublicResult::new(entity.clone(), check.clone(), category);
    let corrected = entered.corrected.iter();
    let shown: Vec<_> = corrected
        .filter(|one| one.was == Shown::Published)
        .collect();
    let before = shown.iter().map(|one| one.before.category());
    let mut versions = before.chain([entered.result.category()]);
    let first = versions.next().unwrap_or_else(|| entered.result.category());
    let mut last = first.clone();
    let mut publication = Publication::new(public(first));
    let act = match &entered.withheld {
        None => Act::Publish,
        Some(withheld) => Act::Withhold {
            ground: withheld.ground.clone(),
            approval: withheld.approval.clone(),
        },
    };
    publication.record(Step::new(on, act))?;
    for (one, version) in shown.iter().zip(versions) {
        // What changed in its proofs alone is the same to everyone.
        if version != last {
            let act = Act::correct(public(version.clone()), one.reason.clone());
            publication.record(Step::new(one.at.legal_day(), act))?;
            last = version;
        }
    }
    Ok(publication)
}
