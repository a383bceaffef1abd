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
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Computed(fn(&mut Value) -> Result<Value, Box<dyn Error>>),
    NotYet,
}

/// Every section of a file, in its order.
pub(crate) const SECTIONS: [(&str, Section); 13] = [
    ("derive", Section::Computed(basics::derive)),
    ("tickets", Section::Computed(basics::tickets)),
    ("stream", Section::Computed(basics::stream)),
    ("below", Section::Computed(basics::below)),
    ("frame", Section::Computed(frames::frame)),
    ("documents", Section::Computed(basics::documents)),
    ("ceremony", Section::Computed(ceremony::ceremony)),
    ("stratified", Section::Computed(draws::stratified)),
    ("capacity", Section::Computed(draws::capacity)),
    ("pivotal", Section::Computed(draws::pivotal)),
    ("inspectors", Section::Computed(inspectors::inspectors)),
    ("end_to_end", Section::Computed(whole::end_to_end)),
    ("refused", Section::Computed(basics::refused)),
];

/// Fields inside a section that are not computed yet: the section, the way to the object, the field.
const NOT_YET: [(&str, &str, &str); 2] = [
    ("end_to_end", "", "teams"),
    ("end_to_end", "/struck_off", "team"),
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

/// What the check of a section came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    Agrees { values: usize, not_yet: Vec<String> },
    NotYet,
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
pub(crate) fn section(section: &str, root: &Value) -> Result<Outcome, Fault> {
    let unreadable = |error| Fault::Unreadable {
        section: section.to_owned(),
        error,
    };
    let known = SECTIONS.iter().find(|(name, _)| *name == section);
    let (Some((_, known)), Some(mut given)) = (known, root.get(section).cloned()) else {
        return Err(unreadable("there is no such section".into()));
    };
    let Section::Computed(compute) = known else {
        return Ok(Outcome::NotYet);
    };
    let not_yet = leave_out(section, &mut given).map_err(unreadable)?;
    let found = compute(&mut given).map_err(unreadable)?;
    compare::first_difference(section, &given, &found)?;
    let values = compare::count(&found);
    Ok(Outcome::Agrees { values, not_yet })
}

/// Takes out the fields that are not computed yet, and names them.
fn leave_out(section: &str, given: &mut Value) -> Result<Vec<String>, Box<dyn Error>> {
    let here = NOT_YET.iter().filter(|(name, ..)| *name == section);
    here.map(|(_, object, field)| {
        let around = given
            .pointer_mut(object)
            .ok_or_else(|| format!("`{object}` is missing"))?;
        given::take::<Value>(around, field)?;
        let name = format!("{object}/{field}").replace('/', ".");
        Ok(name.trim_start_matches('.').to_owned())
    })
    .collect()
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet => f.write_str("not yet"),
            Self::Agrees { values, not_yet } if not_yet.is_empty() => {
                write!(f, "ok {values:>5} values")
            }
            Self::Agrees { values, not_yet } => {
                write!(f, "ok {values:>5} values, not yet {}", not_yet.join(", "))
            }
        }
    }
}
