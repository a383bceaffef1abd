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
    tasks: BTreeSet<TaskId>,
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
    items: BTreeSet<ItemId>,
}

/// A visit that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum VisitError {
    #[error(transparent)]
    Parts(#[from] PartsError),
    #[error("a visit has at least one task, found none")]
    NoTask,
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
        let parts = form.parts.into_iter().map(|part| {
            let participant = Participant::new(part.department, part.level);
            (participant, part.items)
        });
        let visit = Self {
            target: form.target,
            tasks: form.tasks,
            kind: form.kind,
            parts: Parts::new(parts)?,
            days: form.days,
        };
        visit.check()?;
        Ok(visit)
    }
}

impl From<Visit> for VisitForm {
    fn from(visit: Visit) -> Self {
        let parts = visit.parts.each().map(|(participant, items)| PartForm {
            department: participant.department.clone(),
            level: participant.level,
            items: items.clone(),
        });
        Self {
            parts: parts.collect(),
            target: visit.target,
            tasks: visit.tasks,
            kind: visit.kind,
            days: visit.days,
        }
    }
}
