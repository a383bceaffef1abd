//! The roster: the document that fixes who can be dealt which seats. Rule DR-06.

use super::check;
use super::fault::{RosterError, RosterFault, RosterFaults};
use super::form::RosterForm;
use super::{Inspector, RecusedFrom, RosterKey, Slot, Status};
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::frame::Frame;
use crate::id::{CertificateNumber, DepartmentId, InspectorId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RosterForm", into = "RosterForm")]
pub struct Roster {
    form: RosterForm,
    document: Document,
    inspectors: BTreeMap<InspectorId, Inspector>,
    recused: BTreeSet<(InspectorId, UnitId)>,
}

/// Officers, key and grounds are not everyone's: it prints as its digest.
impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roster({})", self.digest())
    }
}

impl Roster {
    /// Reads a roster. Lists may stand in any order; a document may lack certificates, and [`Roster::check_on`] then says so.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the roster.
    pub fn parse(text: &str) -> Result<Self, RosterError> {
        let form: RosterForm = Document::parse(text)?.read()?;
        Ok(Self::try_from(form)?)
    }

    pub(super) fn of(form: RosterForm, faults: Vec<RosterFault>) -> Result<Self, RosterFaults> {
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

    /// Checks that everyone from whom somebody is recused is a unit of the frame: a misspelt id recuses nobody.
    ///
    /// # Errors
    /// Every target that is none.
    pub fn check_targets(&self, frame: &Frame) -> Result<(), RosterFaults> {
        let recused: BTreeSet<&UnitId> = self.recusals().map(|(_, target)| target).collect();
        let unknown = recused.into_iter().filter(|target| !frame.holds(target));
        let fault = |target: &UnitId| RosterFault::UnknownTarget {
            target: target.clone(),
        };
        let faults = unknown.map(fault).collect();
        RosterFaults::of(faults).map_or(Ok(()), Err)
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

    /// Whether an officer holds the certificate of this number.
    pub(crate) fn holds(&self, number: &CertificateNumber) -> bool {
        let mut held = self.inspectors().filter_map(|one| one.certificate.as_ref());
        held.any(|certificate| certificate.number == *number)
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

impl TryFrom<RosterForm> for Roster {
    type Error = RosterFaults;

    fn try_from(form: RosterForm) -> Result<Self, RosterFaults> {
        let faults = check::of_form(&form, &[]);
        Self::of(form, faults)
    }
}

impl From<Roster> for RosterForm {
    fn from(roster: Roster) -> Self {
        roster.form
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
