//! What a campaign asks of every business that it draws.

use super::draft::CampaignDraft;
use super::kind::Programme;
use crate::id::{DepartmentId, ItemId};
use crate::region::Level;
use crate::visits::{Deployment, Kind, Participant, Parts, PlanTask, Window};
use std::collections::BTreeMap;

/// The task of each level that inspects. A draft without faults has days in order and an item of every department, so that it has
/// one at each of its levels.
pub(super) fn of_draft(draft: &CampaignDraft) -> BTreeMap<Level, PlanTask> {
    let levels = draft.mode.inspected_by.iter();
    let tasks = levels.filter_map(|level| Some((*level, at(draft, *level)?)));
    tasks.collect()
}

fn at(draft: &CampaignDraft, level: Level) -> Option<PlanTask> {
    let mut items: BTreeMap<&DepartmentId, Vec<ItemId>> = BTreeMap::new();
    for one in &draft.items {
        let of_department = items.entry(&one.department).or_default();
        of_department.push(one.item.clone());
    }
    let items = items.into_iter();
    let parts =
        items.map(|(department, items)| (Participant::new(department.clone(), level), items));
    let parts = Parts::new(parts).ok()?;
    let window = Window::new(draft.period.from, draft.period.until).ok()?;
    let kind = match draft.programme {
        Programme::Planned => Kind::Planned,
        Programme::Special { .. } => Kind::Special(Deployment::Own),
    };
    Some(PlanTask::new(draft.id().clone(), parts, window).of_kind(kind))
}
