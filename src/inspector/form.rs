//! The document `double-random/roster/1`, field by field.

use super::{Certificate, Recusal, RosterKey, Slot};
use crate::digest::{exact, present, unique};
use crate::id::{DepartmentId, District, InspectorId, Qualification, TargetGroup, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
pub(super) struct Load(#[serde(serialize_with = "exact")] pub(super) u64);

impl Load {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    const fn is_nothing(&self) -> bool {
        self.0 == 0
    }
}

/// The name of the form.
pub(super) const FORM: &str = "double-random/roster/1";
