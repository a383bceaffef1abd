//! The look for what is wrong with a roster.

use super::RecusedFrom;
use super::Status;
use super::fault::RosterFault;
use super::form::{FORM, InspectorForm, RosterForm};
use crate::calendar::Day;
use crate::frame::Token;
use crate::id::{self, DepartmentId, InspectorId, NameKind};
use std::collections::{BTreeMap, BTreeSet};

/// The greatest limit and load carried in: far beyond a year of visits, and far below what a document cannot hold when seats
/// are added.
const MOST: u64 = 1_000_000;

/// What a document cannot say: officers who are not at work, or of departments that are not named.
pub(super) fn of_builder(
    status: &[(InspectorId, Status)],
    strangers: &[(InspectorId, DepartmentId)],
) -> Vec<RosterFault> {
    let away = status
        .iter()
        .filter(|(_, status)| *status != Status::Active);
    let away = away.map(|(inspector, status)| RosterFault::NotActive {
        inspector: inspector.clone(),
        status: *status,
    });
    let foreign = strangers
        .iter()
        .map(|(inspector, department)| RosterFault::ForeignDepartment {
            inspector: inspector.clone(),
            department: department.clone(),
        });
    away.chain(foreign).collect()
}

/// Who holds no certificate that is valid on the day.
pub(super) fn of_day(form: &RosterForm, day: Day) -> Vec<RosterFault> {
    let invalid = |member: &&InspectorForm| {
        let certificate = member.certificate.as_ref();
        !certificate.is_some_and(|certificate| certificate.is_valid_on(day))
    };
    let fault = |member: &InspectorForm| RosterFault::NotCertified {
        inspector: member.id.clone(),
        day,
        found: member.certificate.clone(),
    };
    members(form).filter(invalid).map(fault).collect()
}

/// Whatever is wrong with the document; recusals of these strangers are none of its faults.
pub(super) fn of_form(
    form: &RosterForm,
    strangers: &[(InspectorId, DepartmentId)],
) -> Vec<RosterFault> {
    let mut faults = vec![];
    if form.form != FORM {
        let found = form.form.clone();
        faults.push(RosterFault::Form { found });
    }
    departments(form, &mut faults);
    inspectors(form, &mut faults);
    recusals(form, strangers, &mut faults);
    faults
}

fn departments(form: &RosterForm, faults: &mut Vec<RosterFault>) {
    if form.departments.is_empty() {
        faults.push(RosterFault::NoDepartment);
    }
    for (department, members) in &form.departments {
        let (department, slots) = (department.clone(), members.slots.len());
        let ground = members.fewer_ground.as_ref();
        let found = ground.and_then(|ground| id::check_line(NameKind::FewerGround, ground).err());
        if let Some(found) = found {
            let department = department.clone();
            faults.push(RosterFault::FewerGround { department, found });
        }
        match (slots, ground) {
            (0, _) | (1, None) => faults.push(RosterFault::TooFewSlots { department, slots }),
            (2.., Some(_)) => faults.push(RosterFault::NeedlessGround { department }),
            _ => {}
        }
    }
}

fn inspectors(form: &RosterForm, faults: &mut Vec<RosterFault>) {
    let (mut known, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    let mut tokens: BTreeMap<Token, &InspectorId> = BTreeMap::new();
    for member in members(form) {
        let inspector = member.id.clone();
        if !known.insert(&member.id) {
            faults.push(RosterFault::InspectorTwice { inspector });
            continue;
        }
        if let Some(first) = tokens.insert(form.key.token(&member.id), &member.id) {
            let (first, second) = (first.clone(), inspector.clone());
            faults.push(RosterFault::EqualTokens { first, second });
        }
        if let Some(certificate) = &member.certificate {
            let (from, until) = (certificate.from, certificate.until);
            if from > until {
                let inspector = inspector.clone();
                faults.push(RosterFault::CertificateBackwards {
                    inspector,
                    from,
                    until,
                });
            }
            if !numbers.insert(&certificate.number) {
                let number = certificate.number.clone();
                faults.push(RosterFault::CertificateTwice { number });
            }
        }
        let loads = member.limit.into_iter().chain([member.carried]);
        faults.extend(loads.filter(|load| load.0 > MOST).map(|load| {
            let (inspector, found) = (inspector.clone(), load.0);
            RosterFault::TooMuch { inspector, found }
        }));
        let districts = twice(&member.districts).map(|found| (NameKind::District, found.as_str()));
        let qualifications = twice(&member.qualifications);
        let qualifications = qualifications.map(|found| (NameKind::Qualification, found.as_str()));
        for (what, found) in districts.into_iter().chain(qualifications) {
            let (inspector, found) = (inspector.clone(), found.to_owned());
            faults.push(RosterFault::ListedTwice {
                inspector,
                what,
                found,
            });
        }
    }
}

fn recusals(
    form: &RosterForm,
    strangers: &[(InspectorId, DepartmentId)],
    faults: &mut Vec<RosterFault>,
) {
    for (group, targets) in &form.groups {
        let group = group.clone();
        match twice(targets).cloned() {
            Some(target) => faults.push(RosterFault::TargetTwice { group, target }),
            None if targets.is_empty() => faults.push(RosterFault::EmptyGroup { group }),
            None => {}
        }
    }
    let known: BTreeSet<&InspectorId> = members(form)
        .map(|member| &member.id)
        .chain(strangers.iter().map(|(stranger, _)| stranger))
        .collect();
    let mut seen = BTreeSet::new();
    for recusal in &form.recusals {
        let inspector = recusal.inspector.clone();
        if recusal.ground.check().is_err() {
            let inspector = inspector.clone();
            faults.push(RosterFault::RecusalGround { inspector });
        }
        match &recusal.from {
            RecusedFrom::Group(group) if !form.groups.contains_key(group) => {
                let group = group.clone();
                faults.push(RosterFault::UnknownGroup { group });
            }
            RecusedFrom::Group(_) | RecusedFrom::Target(_) => {}
        }
        if !known.contains(&recusal.inspector) {
            faults.push(RosterFault::UnknownInspector { inspector });
        } else if !seen.insert((&recusal.inspector, &recusal.from)) {
            faults.push(RosterFault::RecusalTwice { inspector });
        }
    }
}

fn members(form: &RosterForm) -> impl Iterator<Item = &InspectorForm> {
    form.departments
        .values()
        .flat_map(|members| &members.inspectors)
}

/// The first thing that stands twice in a list.
fn twice<T: Ord>(list: &[T]) -> Option<&T> {
    let mut seen = BTreeSet::new();
    list.iter().find(|item| !seen.insert(*item))
}
