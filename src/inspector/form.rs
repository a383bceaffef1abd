//! The document `double-random/roster/1`, field by field.

use super::{Certificate, Recusal, RosterKey, Slot};
use crate::digest::{exact, present, unique};
use crate::id::{DepartmentId, District, InspectorId, Qualification, TargetGroup, UnitId};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
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
        deserialize_with = "groups"
    )]
    pub(super) groups: BTreeMap<TargetGroup, Vec<UnitId>>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        default,
        deserialize_with = "some"
    )]
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
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        default,
        deserialize_with = "some"
    )]
    pub(super) districts: Vec<District>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        default,
        deserialize_with = "some"
    )]
    pub(super) qualifications: Vec<Qualification>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) limit: Option<Load>,
    #[serde(
        skip_serializing_if = "Load::is_nothing",
        default,
        deserialize_with = "some"
    )]
    pub(super) carried: Load,
}

/// The groups, each once, at least one.
fn groups<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<TargetGroup, Vec<UnitId>>, D::Error> {
    let groups = unique(deserializer)?;
    if groups.is_empty() {
        let wanted = "groups are left out where there is none, found an empty object";
        return Err(D::Error::custom(wanted));
    }
    Ok(groups)
}

/// A field that is left out where there is nothing to say, and so is never there with nothing in it.
fn some<'de, D: Deserializer<'de>, T>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default + PartialEq,
{
    let value = T::deserialize(deserializer)?;
    if value == T::default() {
        let wanted =
            "a field is left out where there is nothing to say, found one with nothing in it";
        return Err(D::Error::custom(wanted));
    }
    Ok(value)
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
