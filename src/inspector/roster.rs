//! The roster: the document that fixes who can be dealt which seats.

use super::check;
use super::fault::{RosterError, RosterFault, RosterFaults};
use super::{Certificate, Ground, Inspector, Recusal, RecusedFrom, RosterKey, Slot, Status};
use crate::calendar::Day;
use crate::digest::{Digest, Document, exact, present, unique};
use crate::id::{DepartmentId, District, InspectorId, Qualification, TargetGroup, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The officers of a plan (检查人员名录库), with the slots of each department's teams and the recusals known: a document with a
/// digest that stands in the announcement, checked as a whole.
///
/// ```
/// use double_random::inspector::{Certificate, Inspector, Roster, RosterKey, Slot};
/// let key: RosterKey = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0".parse()?;
/// let certificate = |number: &str| -> Result<Certificate, Box<dyn std::error::Error>> {
///     Ok(Certificate::new(number.parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?))
/// };
/// let food: double_random::id::DepartmentId = "市场监督管理局".parse()?;
/// let roster = Roster::builder(key)
///     .department(food.clone(), [Slot::any(), Slot::any()])
///     .inspector(Inspector::new("a".parse()?, food.clone()).certificate(certificate("云E-1")?))
///     .inspector(Inspector::new("b".parse()?, food).certificate(certificate("云E-2")?))
///     .build_for("2025-05-12".parse()?)?;
/// assert_eq!(Roster::parse(roster.to_json())?, roster);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    form: RosterForm,
    document: Document,
    inspectors: BTreeMap<InspectorId, Inspector>,
    recused: BTreeSet<(InspectorId, UnitId)>,
}

/// The document `double-random/roster/1`, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RosterForm {
    pub(super) form: String,
    pub(super) key: RosterKey,
    #[serde(deserialize_with = "unique")]
    pub(super) departments: BTreeMap<DepartmentId, DepartmentForm>,
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        default,
        deserialize_with = "unique"
    )]
    pub(super) groups: BTreeMap<TargetGroup, Vec<UnitId>>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) recusals: Vec<Recusal>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartmentForm {
    pub(super) slots: Vec<Slot>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) fewer_ground: Option<String>,
    pub(super) inspectors: Vec<InspectorForm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InspectorForm {
    pub(super) id: InspectorId,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) certificate: Option<Certificate>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) districts: Vec<District>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) qualifications: Vec<Qualification>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) limit: Option<Load>,
    #[serde(skip_serializing_if = "Load::is_nothing", default)]
    pub(super) carried: Load,
}

/// A load that every JSON reader holds exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Load(#[serde(serialize_with = "exact")] u64);

impl Load {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    const fn is_nothing(&self) -> bool {
        self.0 == 0
    }
}

/// The name of the form.
pub(super) const FORM: &str = "double-random/roster/1";

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
            Recusal::new(inspector, RecusedFrom::Target(target), Ground::Rotation)
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

    /// Reads a roster. Lists may stand in any order; a document may lack certificates, and [`Roster::check_on`] then says so.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the roster.
    pub fn parse(text: &str) -> Result<Self, RosterError> {
        let form: RosterForm = Document::parse(text)?.read()?;
        let faults = check::of_form(&form, &[]);
        Ok(Self::of(form, faults)?)
    }

    fn of(form: RosterForm, faults: Vec<RosterFault>) -> Result<Self, RosterFaults> {
        let faults = match (RosterFaults::of(faults), Document::of(&form)) {
            (None, Ok(document)) => {
                return Ok(Self {
                    inspectors: inspectors(&form).collect(),
                    recused: recused(&form).collect(),
                    document,
                    form,
                });
            }
            (Some(faults), _) => faults,
            (None, Err(error)) => RosterFaults::from(RosterFault::Document(error)),
        };
        Err(faults)
    }

    /// Checks that everyone on the roster holds a certificate that is valid on the day.
    ///
    /// # Errors
    /// Everyone who does not.
    pub fn check_on(&self, day: Day) -> Result<(), RosterFaults> {
        RosterFaults::of(check::of_day(&self.form, day)).map_or(Ok(()), Err)
    }

    /// The document, in canonical JSON. It holds the key and the grounds of recusals: office and auditor only.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the roster: what the announcement holds of it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// The key from which the officers' tokens are made.
    #[must_use]
    pub const fn key(&self) -> &RosterKey {
        &self.form.key
    }

    /// The departments, each with the slots of its team as listed.
    pub fn departments(&self) -> impl Iterator<Item = (&DepartmentId, &[Slot])> {
        let departments = self.form.departments.iter();
        departments.map(|(department, form)| (department, form.slots.as_slice()))
    }

    /// The legal reason why a department sends fewer than two officers.
    #[must_use]
    pub fn fewer_ground(&self, department: &DepartmentId) -> Option<&str> {
        self.form
            .departments
            .get(department)?
            .fewer_ground
            .as_deref()
    }

    /// The officers, in id-byte order.
    pub fn inspectors(&self) -> impl Iterator<Item = &Inspector> {
        self.inspectors.values()
    }

    /// The officer with this id.
    #[must_use]
    pub fn inspector(&self, id: &InspectorId) -> Option<&Inspector> {
        self.inspectors.get(id)
    }

    /// Who may not inspect whom: officer and target, groups resolved.
    pub fn recusals(&self) -> impl Iterator<Item = (&InspectorId, &UnitId)> {
        self.recused
            .iter()
            .map(|(inspector, target)| (inspector, target))
    }

    /// Whether the officer is recused from the target.
    #[must_use]
    pub fn is_recused(&self, inspector: &InspectorId, target: &UnitId) -> bool {
        let pair = (inspector.clone(), target.clone());
        self.recused.contains(&pair)
    }
}

/// The officers of a document. Whoever stands on a roster is at work.
fn inspectors(form: &RosterForm) -> impl Iterator<Item = (InspectorId, Inspector)> {
    form.departments.iter().flat_map(|(department, members)| {
        members.inspectors.iter().map(|member| {
            let inspector = Inspector {
                id: member.id.clone(),
                department: department.clone(),
                certificate: member.certificate.clone(),
                status: Status::Active,
                districts: member.districts.iter().cloned().collect(),
                qualifications: member.qualifications.iter().cloned().collect(),
                limit: member.limit.map(|limit| limit.0),
                carried: member.carried.0,
            };
            (member.id.clone(), inspector)
        })
    })
}

fn recused(form: &RosterForm) -> impl Iterator<Item = (InspectorId, UnitId)> {
    form.recusals.iter().flat_map(|recusal| {
        let targets = match &recusal.from {
            RecusedFrom::Target(target) => vec![target.clone()],
            RecusedFrom::Group(group) => form.groups.get(group).cloned().unwrap_or_default(),
        };
        let inspector = recusal.inspector.clone();
        targets
            .into_iter()
            .map(move |target| (inspector.clone(), target))
    })
}
