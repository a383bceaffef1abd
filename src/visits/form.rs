//! Visits and `double-random/caps/1`, field by field.

use super::cap::{Counting, ExemptVisits};
use super::kind::{Effect, Kind};
use super::{Attendance, Participant, Parts, PartsError, Visit, VisitTooLong};
use crate::calendar::{Day, Term};
use crate::confidence::Confidence;
use crate::digest::{present, unique};
use crate::id::{CapName, DepartmentId, ItemId, TaskId, UnitId};
use crate::region::Level;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The name of the form.
pub(super) const FORM: &str = "double-random/caps/1";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapsForm {
    pub(super) form: String,
    pub(super) caps: Vec<CapForm>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) effects: Vec<EffectForm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapForm {
    pub(super) name: CapName,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) departments: Option<Vec<DepartmentId>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) levels: Option<Vec<Level>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) items: Option<Vec<ItemId>>,
    pub(super) counted: Counting,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) per_year: Option<u32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) cool_down: Option<Term>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) exempt: Option<ExemptForm>,
    pub(super) from: Day,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) until: Option<Day>,
    pub(super) source: String,
    pub(super) confidence: Confidence,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExemptForm {
    pub(super) kinds: Vec<Kind>,
    pub(super) visits: ExemptVisits,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EffectForm {
    pub(super) kind: Kind,
    pub(super) effect: Effect,
    pub(super) source: String,
    pub(super) confidence: Confidence,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitForm {
    target: UnitId,
    tasks: Vec<TaskId>,
    kind: Kind,
    parts: Vec<PartForm>,
    #[serde(deserialize_with = "unique")]
    days: BTreeMap<Day, Attendance>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartForm {
    department: DepartmentId,
    level: Level,
    items: Vec<ItemId>,
}

/// A visit that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum VisitError {
    #[error(transparent)]
    Parts(#[from] PartsError),
    #[error("a visit has at least one task, found none")]
    NoTask,
    #[error("a visit names each {what} once, found `{found}` twice")]
    Twice { what: &'static str, found: String },
    #[error("a visit has at least one day, found none")]
    NoDay,
    #[error(transparent)]
    TooLong(#[from] VisitTooLong),
}

impl TryFrom<VisitForm> for Visit {
    type Error = VisitError;

    fn try_from(form: VisitForm) -> Result<Self, VisitError> {
        if form.tasks.is_empty() {
            return Err(VisitError::NoTask);
        }
        if form.days.is_empty() {
            return Err(VisitError::NoDay);
        }
        once("task", form.tasks.iter())?;
        let departments = form.parts.iter().map(|part| &part.department);
        once("department", departments)?;
        for part in &form.parts {
            once("item of a department", part.items.iter())?;
        }
        let parts = form.parts.into_iter().map(|part| {
            let participant = Participant::new(part.department, part.level);
            (participant, part.items)
        });
        let visit = Self {
            target: form.target,
            tasks: form.tasks.into_iter().collect(),
            kind: form.kind,
            parts: Parts::new(parts)?,
            days: form.days,
        };
        visit.check()?;
        Ok(visit)
    }
}

/// Refuses a list that says something twice.
fn once<'a, T: Ord + fmt::Display + 'a>(
    what: &'static str,
    all: impl Iterator<Item = &'a T>,
) -> Result<(), VisitError> {
    let mut seen = BTreeSet::new();
    let mut all = all.filter(|one| !seen.insert(*one));
    all.next().map_or(Ok(()), |twice| {
        let found = twice.to_string();
        Err(VisitError::Twice { what, found })
    })
}

impl From<Visit> for VisitForm {
    fn from(visit: Visit) -> Self {
        let parts = visit.parts.each().map(|(participant, items)| PartForm {
            department: participant.department.clone(),
            level: participant.level,
            items: items.iter().cloned().collect(),
        });
        Self {
            parts: parts.collect(),
            target: visit.target,
            tasks: visit.tasks.into_iter().collect(),
            kind: visit.kind,
            days: visit.days,
        }
    }
}
