//! The document `double-random/departments/1`, field by field.

use crate::digest::present;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableForm {
    pub(super) form: String,
    pub(super) source: String,
    pub(super) departments: Vec<DepartmentForm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartmentForm {
    pub(super) id: String,
    pub(super) division: String,
    pub(super) chinese: String,
    #[serde(default, deserialize_with = "present")]
    pub(super) english: Option<String>,
}

/// The name of the form.
pub(super) const FORM: &str = "double-random/departments/1";
