//! The document `double-random/gazetteer/1`, field by field.

use crate::digest::present;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableForm {
    pub(super) form: String,
    pub(super) source: String,
    pub(super) divisions: Vec<EntryForm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryForm {
    pub(super) code: String,
    pub(super) chinese: String,
    #[serde(default, deserialize_with = "present")]
    pub(super) english: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) effective_from: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) effective_to: Option<String>,
    #[serde(default)]
    pub(super) successors: Vec<String>,
}

/// The name of the form.
pub(super) const FORM: &str = "double-random/gazetteer/1";
