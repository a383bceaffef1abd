//! The look for what is wrong with a campaign.

use super::draft::CampaignDraft;
use super::fault::CampaignFault as Fault;
use super::kind::{CampaignKind, Programme};
use crate::calendar::Day;
use crate::id::{DepartmentId, ItemId, Stratum};
use crate::item::{Catalogue, Category, Item, NoItem};
use crate::plan::Design;
use crate::rate::Rate;
use crate::scope::Filter;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn of_draft(draft: &CampaignDraft, catalogue: &Catalogue, day: Day) -> Vec<Fault> {
    let mut faults = vec![];
    kind(draft, catalogue, &mut faults);
    mode(draft, &mut faults);
    period(draft, &mut faults);
    programme(draft, &mut faults);
    items(draft, catalogue, day, &mut faults);
    confirmations(draft, day, &mut faults);
    faults
}

/// What a catalogue says of the draft's items on a day.
pub(super) fn of_items(draft: &CampaignDraft, catalogue: &Catalogue, day: Day) -> Vec<Fault> {
    let mut faults = vec![];
    items(draft, catalogue, day, &mut faults);
    faults
}

fn kind(draft: &CampaignDraft, catalogue: &Catalogue, faults: &mut Vec<Fault>) {
    let kind = &draft.kind;
    let lead = kind.lead();
    if kind.cooperating().contains(lead) {
        faults.push(Fault::LeadCooperates { lead: lead.clone() });
    }
    let cooperates = |department| Fault::CooperatesTwice { department };
    faults.extend(twice(kind.cooperating()).map(cooperates));
    match kind {
        CampaignKind::Joint { cooperating, .. } if cooperating.is_empty() => {
            faults.push(Fault::NoPartner);
        }
        CampaignKind::Single { .. } | CampaignKind::Joint { .. } => {}
        CampaignKind::OneIndustry { industry: id, .. } => match catalogue.industry(id) {
            None => faults.push(Fault::UnknownIndustry {
                industry: id.clone(),
            }),
            Some(industry) => {
                if industry.lead() != lead {
                    let (wanted, found) = (industry.lead().clone(), lead.clone());
                    let industry = id.clone();
                    faults.push(Fault::OtherLead {
                        industry,
                        wanted,
                        found,
                    });
                }
                let items = draft.items.iter().map(|entry| &entry.item);
                let other = items.filter(|item| !industry.items().contains(*item));
                faults.extend(other.map(|item| Fault::OtherIndustry {
                    industry: id.clone(),
                    item: item.clone(),
                }));
            }
        },
    }
    let with_item: BTreeSet<&DepartmentId> =
        draft.items.iter().map(|entry| &entry.department).collect();
    let departments: BTreeSet<&DepartmentId> = kind.departments().collect();
    let idle = departments.difference(&with_item);
    faults.extend(idle.map(|department| Fault::DepartmentWithoutItem {
        department: (*department).clone(),
    }));
}

fn mode(draft: &CampaignDraft, faults: &mut Vec<Fault>) {
    let mode = &draft.mode;
    if mode.inspected_by.is_empty() {
        faults.push(Fault::NobodyInspects);
    }
    faults.extend(twice(&mode.inspected_by).map(|level| Fault::LevelTwice { level }));
    let drawn = mode.drawn_by;
    let levels: BTreeSet<_> = mode.inspected_by.iter().copied().collect();
    let above = levels.into_iter().filter(|level| *level > drawn);
    faults.extend(above.map(|inspected| Fault::DrawnBelow { drawn, inspected }));
}

fn period(draft: &CampaignDraft, faults: &mut Vec<Fault>) {
    let period = draft.period;
    if period.until < period.from {
        faults.push(Fault::Backwards(period));
    }
    if period.from.year() != period.until.year() {
        faults.push(Fault::TwoYears(period));
    }
}

fn programme(draft: &CampaignDraft, faults: &mut Vec<Fault>) {
    match &draft.programme {
        Programme::Planned => {}
        Programme::Special { approval: None } => faults.push(Fault::Unapproved),
        Programme::Special {
            approval: Some(approval),
        } => {
            let (from, at) = (draft.period.from, approval.at.clone());
            if from < at.legal_day() {
                faults.push(Fault::ApprovedLate { from, at });
            }
        }
    }
    let by_class = matches!(
        draft.plan.design(),
        Design::Rates { .. } | Design::Capacity { .. }
    );
    if draft.scenario.has_rates() && !by_class {
        faults.push(Fault::NoRates);
    }
    let asks_class = draft.scope.filter().is_some_and(Filter::asks_class);
    match (draft.scenario.has_scope(), asks_class) {
        (true, false) => faults.push(Fault::NotByClass),
        (false, true) => faults.push(Fault::ByClassUntold),
        (true, true) | (false, false) => {}
    }
}

fn items(draft: &CampaignDraft, catalogue: &Catalogue, day: Day, faults: &mut Vec<Fault>) {
    if draft.items.is_empty() {
        faults.push(Fault::NoItem);
    }
    let known: BTreeMap<&ItemId, &Item> =
        catalogue.items().map(|item| (item.code(), item)).collect();
    let departments: BTreeSet<&DepartmentId> = draft.kind.departments().collect();
    let mut seen = BTreeSet::new();
    for entry in &draft.items {
        let code = &entry.item;
        if !seen.insert(code) {
            faults.push(Fault::ItemTwice { item: code.clone() });
            continue;
        }
        if !departments.contains(&entry.department) {
            faults.push(Fault::ForeignItem {
                item: code.clone(),
                department: entry.department.clone(),
            });
        }
        match known.get(code) {
            None => faults.push(Fault::unknown(code)),
            Some(item) => {
                if *item.department() != entry.department {
                    faults.push(Fault::OtherDepartment {
                        item: code.clone(),
                        wanted: item.department().clone(),
                        found: entry.department.clone(),
                    });
                }
                in_force(draft, catalogue, item, day, faults);
                limits(draft, item, faults);
            }
        }
    }
}

/// That offices of every inspecting level may inspect by an item on every day, which was public when it was planned. Rule DR-02.
fn in_force(
    draft: &CampaignDraft,
    catalogue: &Catalogue,
    item: &Item,
    day: Day,
    faults: &mut Vec<Fault>,
) {
    let (published, code) = (item.published(), item.code());
    let mut found = vec![];
    if day < published {
        let item = code.clone();
        found.push(NoItem::NotPublished {
            item,
            published,
            day,
        });
    }
    // An item's days have no gap, so the first and the last day speak for all between them.
    for level in draft.mode.inspected_by.iter().copied() {
        for day in [draft.period.from, draft.period.until] {
            found.extend(catalogue.item_on(code, level, day).err());
        }
    }
    for (place, refusal) in found.iter().enumerate() {
        if !found.iter().take(place).any(|before| before == refusal) {
            faults.push(Fault::Item(refusal.clone()));
        }
    }
}

/// What the item's category and its frequency allow. Rule DR-04.
fn limits(draft: &CampaignDraft, item: &Item, faults: &mut Vec<Fault>) {
    let code = || item.code().clone();
    if let Category::General { maximum_ratio } = item.category() {
        match draft.plan.design() {
            Design::Rates { rates, .. } => {
                let greatest = rates.iter().map(|(_, rate)| rate).max();
                let above = greatest.filter(|rate| *rate > maximum_ratio);
                faults.extend(above.map(|found| Fault::AboveMaximum {
                    item: code(),
                    maximum: maximum_ratio,
                    found,
                }));
            }
            Design::Order { .. } => faults.push(Fault::WholeOfGeneral { item: code() }),
            Design::Capacity { .. } | Design::Proportional { .. } => {}
        }
    }
    let found = draft.frequency;
    let above = item.maximum_per_year().filter(|maximum| *maximum < found);
    faults.extend(above.map(|maximum| Fault::TooOften {
        item: code(),
        maximum,
        found,
    }));
}

/// That a fixed number is no greater share of those in reach than the item's maximum. Rule DR-04.
pub(super) fn share(item: &ItemId, maximum: Rate, total: u64, population: u64) -> Option<Fault> {
    let drawn = u128::from(total) * 1_000_000;
    let allowed = u128::from(population) * u128::from(maximum.ppm());
    (drawn > allowed).then(|| Fault::ShareAboveMaximum {
        item: item.clone(),
        maximum,
        total,
        population,
    })
}

/// That a minimum draws no more of a stratum than the item's maximum does, rounded up. Rule DR-04.
pub(super) fn lifted(
    item: &ItemId,
    maximum: Rate,
    minimum: u64,
    stratum: &Stratum,
    units: u64,
) -> Option<Fault> {
    let drawn = minimum.min(units);
    let allowed = (u128::from(units) * u128::from(maximum.ppm())).div_ceil(1_000_000);
    (u128::from(drawn) > allowed).then(|| Fault::MinimumAboveMaximum {
        item: item.clone(),
        maximum,
        drawn,
        stratum: stratum.clone(),
        units,
    })
}

fn confirmations(draft: &CampaignDraft, day: Day, faults: &mut Vec<Fault>) {
    let departments: BTreeSet<&DepartmentId> = draft.kind.departments().collect();
    let mut waited_for: BTreeSet<DepartmentId> = BTreeSet::new();
    if draft.kind.is_shared() {
        let with_item = draft.items.iter().map(|entry| &entry.department);
        let taking_part = with_item.filter(|department| departments.contains(department));
        waited_for.extend(taking_part.cloned());
    }
    let asked = waited_for.clone();
    let digest = draft.digest().ok();
    for confirmation in &draft.confirmations {
        let department = confirmation.department.clone();
        if !asked.contains(&department) {
            faults.push(Fault::Stranger { department });
            continue;
        }
        if !waited_for.remove(&department) {
            faults.push(Fault::ConfirmedTwice { department });
            continue;
        }
        let at = confirmation.approval.at.clone();
        if at.legal_day() > day {
            let department = department.clone();
            faults.push(Fault::ConfirmedLate {
                department,
                day,
                at,
            });
        }
        if digest.is_some_and(|digest| digest != confirmation.draft) {
            faults.push(Fault::ConfirmedOther { department });
        }
    }
    if !waited_for.is_empty() {
        let departments = waited_for;
        faults.push(Fault::Unconfirmed { departments });
    }
}

/// Whatever stands in a list a second time, each once.
fn twice<T: Clone + Ord>(list: &[T]) -> impl Iterator<Item = T> {
    let mut seen = BTreeSet::new();
    let again: BTreeSet<&T> = list.iter().filter(|one| !seen.insert(*one)).collect();
    again.into_iter().cloned().collect::<Vec<T>>().into_iter()
}
