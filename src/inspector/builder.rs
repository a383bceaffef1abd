//! A roster under construction.

use super::check;
use super::fault::RosterFaults;
use super::form::{FORM, InspectorForm, Load, RosterForm};
use super::{Inspector, Recusal, RecusalGround, RecusedFrom, Roster, RosterKey, Slot, Status};
use crate::calendar::Day;
use crate::id::{DepartmentId, InspectorId, TargetGroup, UnitId};
use std::collections::BTreeMap;

/// A roster under construction.
#[derive(Clone, Debug)]
pub struct RosterBuilder {
    form: RosterForm,
    /// What no document says of those who stand on a roster.
    status: Vec<(InspectorId, Status)>,
    /// Officers of departments that have not been named.
    strangers: Vec<(InspectorId, DepartmentId)>,
}

impl RosterBuilder {
    /// A department and the slots of its team at every target. Two or more, unless the law lets fewer do.
    #[must_use]
    pub fn department(
        mut self,
        department: DepartmentId,
        slots: impl IntoIterator<Item = Slot>,
    ) -> Self {
        let form = self.form.departments.entry(department).or_default();
        form.slots.extend(slots);
        self
    }

    /// The legal reason why a department sends fewer than two officers.
    #[must_use]
    pub fn fewer_ground(mut self, department: &DepartmentId, ground: &str) -> Self {
        if let Some(form) = self.form.departments.get_mut(department) {
            form.fewer_ground = Some(ground.to_owned());
        }
        self
    }

    /// An officer of a department that was named before.
    #[must_use]
    pub fn inspector(mut self, inspector: Inspector) -> Self {
        let Inspector { id, department, .. } = &inspector;
        self.status.push((id.clone(), inspector.status));
        match self.form.departments.get_mut(department) {
            Some(form) => form.inspectors.push(InspectorForm {
                id: inspector.id,
                certificate: inspector.certificate,
                districts: inspector.districts.into_iter().collect(),
                qualifications: inspector.qualifications.into_iter().collect(),
                limit: inspector.limit.map(Load),
                carried: Load(inspector.carried),
            }),
            None => self.strangers.push((id.clone(), department.clone())),
        }
        self
    }

    /// Targets from which officers are recused together: enterprises of one owner, or all in which a related person has a
    /// part.
    #[must_use]
    pub fn group(mut self, group: TargetGroup, targets: impl IntoIterator<Item = UnitId>) -> Self {
        self.form.groups.entry(group).or_default().extend(targets);
        self
    }

    /// A recusal.
    #[must_use]
    pub fn recusal(mut self, recusal: Recusal) -> Self {
        self.form.recusals.push(recusal);
        self
    }

    /// Who inspected whom the last time: nobody comes to the same target twice running (轮换).
    #[must_use]
    pub fn rotate(mut self, last: impl IntoIterator<Item = (InspectorId, UnitId)>) -> Self {
        let rotation = last.into_iter().map(|(inspector, target)| {
            Recusal::new(
                inspector,
                RecusedFrom::Target(target),
                RecusalGround::Rotation,
            )
        });
        self.form.recusals.extend(rotation);
        self
    }

    /// The roster for inspections that begin on this day: everyone on it is at work and holds a certificate valid then.
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn build_for(mut self, day: Day) -> Result<Roster, RosterFaults> {
        let form = &mut self.form;
        for department in form.departments.values_mut() {
            department.inspectors.sort_by(|a, b| a.id.cmp(&b.id));
        }
        for targets in form.groups.values_mut() {
            targets.sort();
        }
        form.recusals.sort();
        let mut faults = check::of_builder(&self.status, &self.strangers);
        faults.extend(check::of_form(form, &self.strangers));
        faults.extend(check::of_day(form, day));
        Roster::of(self.form, faults)
    }
}

impl Roster {
    /// A roster under this key, under construction.
    #[must_use]
    pub fn builder(key: RosterKey) -> RosterBuilder {
        RosterBuilder {
            form: RosterForm {
                form: FORM.to_owned(),
                key,
                departments: BTreeMap::new(),
                groups: BTreeMap::new(),
                recusals: vec![],
            },
            status: vec![],
            strangers: vec![],
        }
    }
}
