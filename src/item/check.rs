//! The look for what is wrong with a catalogue.

use super::fault::CatalogueFault as Fault;
use super::form::{CatalogueForm, CategoryName, FORM, IndustryDraft, ItemDraft};
use crate::id::{DepartmentId, ItemId, NameKind};
use crate::rate::Rate;
use std::collections::{BTreeMap, BTreeSet};

/// Whatever is wrong with the document.
pub(super) fn of_form(form: &CatalogueForm) -> Vec<Fault> {
    let mut faults = vec![];
    if form.form != FORM {
        let found = form.form.clone();
        faults.push(Fault::Form { found });
    }
    match (form.version, form.supersedes) {
        (0, _) => faults.push(Fault::NoVersion),
        (1, Some(_)) => faults.push(Fault::FirstSupersedes),
        (version @ 2.., None) => faults.push(Fault::NoPredecessor { version }),
        _ => {}
    }
    if form.items.is_empty() {
        faults.push(Fault::NoItem);
    }
    let mut departments = BTreeMap::new();
    for draft in &form.items {
        if departments.contains_key(&draft.code) {
            let item = draft.code.clone();
            faults.push(Fault::ItemTwice { item });
        } else {
            departments.insert(&draft.code, &draft.department);
            item(draft, &mut faults);
        }
    }
    let mut known = BTreeSet::new();
    for draft in &form.industries {
        if known.insert(&draft.id) {
            industry(draft, &departments, &mut faults);
        } else {
            let industry = draft.id.clone();
            faults.push(Fault::IndustryTwice { industry });
        }
    }
    faults
}

fn item(draft: &ItemDraft, faults: &mut Vec<Fault>) {
    let code = || draft.code.clone();
    let missing = [
        (
            draft.legal_basis.is_empty(),
            Fault::NoBasis { item: code() },
        ),
        (draft.levels.is_empty(), Fault::NoLevel { item: code() }),
        (draft.methods.is_empty(), Fault::NoMethod { item: code() }),
        (
            draft.published.is_none(),
            Fault::Unpublished { item: code() },
        ),
        (
            draft.valid_from.is_none(),
            Fault::NoBeginning { item: code() },
        ),
    ];
    let missing = missing.into_iter().filter(|(missing, _)| *missing);
    faults.extend(missing.map(|(_, fault)| fault));
    let basis = twice(&draft.legal_basis).map(|found| ("legal basis", found.to_string()));
    let level = twice(&draft.levels).map(|found| ("level", found.to_string()));
    let method = twice(&draft.methods).map(|found| ("method", found.to_string()));
    for (what, found) in [basis, level, method].into_iter().flatten() {
        let item = code();
        faults.push(Fault::ListedTwice { item, what, found });
    }
    match (draft.category, draft.maximum_ratio) {
        (CategoryName::General, None) => faults.push(Fault::NoRatio { item: code() }),
        (CategoryName::General, Some(Rate::ZERO)) => faults.push(Fault::ZeroRatio { item: code() }),
        (CategoryName::Key, Some(found)) => faults.push(Fault::RatioOfKey {
            item: code(),
            found,
        }),
        (CategoryName::General, Some(_)) | (CategoryName::Key, None) => {}
    }
    let Some(from) = draft.valid_from else {
        return;
    };
    if let Some(published) = draft.published.filter(|published| *published > from) {
        let item = code();
        faults.push(Fault::PublishedLate {
            item,
            published,
            from,
        });
    }
    if let Some(until) = draft.valid_until.filter(|until| *until < from) {
        let item = code();
        faults.push(Fault::ValidityBackwards { item, from, until });
    }
}

fn industry(
    draft: &IndustryDraft,
    departments: &BTreeMap<&ItemId, &DepartmentId>,
    faults: &mut Vec<Fault>,
) {
    let industry = || draft.id.clone();
    let item = twice(&draft.items).map(|item| (NameKind::Item, item.to_string()));
    let department = twice(&draft.cooperating);
    let department = department.map(|found| (NameKind::Department, found.to_string()));
    for (what, found) in [item, department].into_iter().flatten() {
        let industry = industry();
        faults.push(Fault::NamedTwice {
            industry,
            what,
            found,
        });
    }
    let lead = draft.lead.clone();
    if draft.cooperating.contains(&lead) {
        let (industry, lead) = (industry(), lead.clone());
        faults.push(Fault::LeadCooperates { industry, lead });
    }
    if draft.items.is_empty() {
        let industry = industry();
        faults.push(Fault::NoItemOfIndustry { industry });
        return;
    }
    let mut inspecting = BTreeSet::new();
    let items: BTreeSet<&ItemId> = draft.items.iter().collect();
    for item in items {
        let (industry, item) = (industry(), item.clone());
        match departments.get(&item) {
            None => faults.push(Fault::UnknownItem { industry, item }),
            Some(department) => {
                inspecting.insert(*department);
                if **department != lead && !draft.cooperating.contains(department) {
                    let department = (*department).clone();
                    faults.push(Fault::ForeignItem {
                        industry,
                        item,
                        department,
                    });
                }
            }
        }
    }
    let idle: BTreeSet<&DepartmentId> = draft.cooperating.iter().collect();
    let idle = idle
        .into_iter()
        .filter(|department| **department != lead && !inspecting.contains(department));
    faults.extend(idle.map(|department| Fault::DepartmentWithoutItem {
        industry: industry(),
        department: department.clone(),
    }));
    if !inspecting.contains(&lead) {
        let industry = industry();
        faults.push(Fault::LeadWithoutItem { industry, lead });
    }
}

/// The first thing that stands twice in a list.
fn twice<T: Ord>(list: &[T]) -> Option<&T> {
    let mut seen = BTreeSet::new();
    list.iter().find(|item| !seen.insert(*item))
}
