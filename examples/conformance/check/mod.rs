//! The check: every section is computed anew from its inputs and must come out as it stands in the file.
//!
//! The function of a section *takes* the inputs out of it and computes the answers. What is left of the section must be
//! these answers and nothing else, so that a field nobody knows, or one that is missing, is a difference too.

mod basics;
mod ceremony;
mod compare;
mod draws;
mod frames;
mod given;
mod inspectors;
mod names;
mod strata;
mod whole;

use serde_json::Value;
use std::error::Error;
use std::fmt;

/// Computes the answers of a section, and leaves in it what must equal them.
type Section = fn(&mut Value) -> Result<Value, Box<dyn Error>>;

/// Every section of a file, in its order.
pub(crate) const SECTIONS: [(&str, Section); 13] = [
    ("derive", basics::derive),
    ("tickets", basics::tickets),
    ("stream", basics::stream),
    ("below", basics::below),
    ("frame", frames::frame),
    ("documents", basics::documents),
    ("ceremony", ceremony::ceremony),
    ("stratified", draws::stratified),
    ("capacity", draws::capacity),
    ("pivotal", draws::pivotal),
    ("inspectors", inspectors::inspectors),
    ("end_to_end", whole::end_to_end),
    ("refused", basics::refused),
];

/// Where file and crate disagree.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("the file holds no vectors of double-random/1: {0}")]
    Form(String),
    #[error("{section} cannot be checked: {error}")]
    Unreadable {
        section: String,
        error: Box<dyn Error>,
    },
    #[error("{section} differs at {path}: expected {expected}, found {found}")]
    Differs {
        section: String,
        path: String,
        expected: String,
        found: String,
    },
}

/// So many values of a section agree.
#[derive(Debug)]
pub(crate) struct Agreed {
    pub(crate) values: usize,
}

/// Checks that the file holds the sections that there are, and nothing else.
pub(crate) fn form(root: &Value) -> Result<(), Fault> {
    let wrong = |what: String| Err(Fault::Form(what));
    let Some(fields) = root.as_object() else {
        return wrong("it is no object".to_owned());
    };
    if !matches!(fields.get("protocol"), Some(name) if name == "double-random/1") {
        return wrong("`protocol` must be `double-random/1`".to_owned());
    }
    if !fields.get("salt").is_some_and(Value::is_string) {
        return wrong("`salt` must be a text".to_owned());
    }
    let known = |name: &str| {
        ["protocol", "salt"].contains(&name) || SECTIONS.iter().any(|(section, _)| *section == name)
    };
    if let Some(name) = fields.keys().find(|name| !known(name)) {
        return wrong(format!("unknown section `{name}`"));
    }
    let mut names = SECTIONS.iter().map(|(section, _)| *section);
    match names.find(|name| !fields.contains_key(*name)) {
        Some(name) => wrong(format!("missing section `{name}`")),
        None => Ok(()),
    }
}

/// Checks one section of the file.
pub(crate) fn section(section: &str, root: &Value) -> Result<Agreed, Fault> {
    let unreadable = |error| Fault::Unreadable {
        section: section.to_owned(),
        error,
    };
    let known = SECTIONS.iter().find(|(name, _)| *name == section);
    let (Some((_, compute)), Some(mut given)) = (known, root.get(section).cloned()) else {
        return Err(unreadable("there is no such section".into()));
    };
    let found = compute(&mut given).map_err(unreadable)?;
    compare::first_difference(section, &given, &found)?;
    let values = compare::count(&found);
    Ok(Agreed { values })
}

impl fmt::Display for Agreed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ok {:>5} values", self.values)
    }
}
