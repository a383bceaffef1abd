//! What can be wrong with caps: all of it is told at once.

use super::Kind;
use super::form::{CapForm, CapsForm, FORM};
use crate::calendar::{Day, Term, TermUnit};
use crate::digest::DocumentError;
use crate::id::{self, CapName, NameError, NameKind};
use std::collections::BTreeSet;
use std::fmt;

/// One thing that is wrong with caps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CapsFault {
    /// Another form, or a later one.
    #[error("form: `double-random/caps/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// No cap at all.
    #[error("caps: at least one is wanted, found none")]
    NoCap,
    /// Two caps of one name.
    #[error("caps: each name stands once, found `{cap}` twice")]
    CapTwice {
        /// The name.
        cap: CapName,
    },
    /// A cap without a limit, or with two.
    #[error("caps: `{cap}`: `per_year` or `cool_down` is wanted, found {found}")]
    OneLimit {
        /// Which cap.
        cap: CapName,
        /// What was found.
        found: &'static str,
    },
    /// A cool-down that nobody can reckon without a calendar of holidays.
    #[error("caps: `{cap}`: a cool-down of days, months or years is wanted, found one of {term}")]
    WorkingDays {
        /// Which cap.
        cap: CapName,
        /// The term.
        term: Term,
    },
    /// A list with nothing in it. A list that is left out means all.
    #[error("caps: `{cap}`: {list}: at least one is wanted, found none")]
    EmptyList {
        /// Which cap.
        cap: CapName,
        /// Which list.
        list: CapsList,
    },
    /// A list that says something twice.
    #[error("caps: `{cap}`: {list}: each stands once, found `{found}` twice")]
    Twice {
        /// Which cap.
        cap: CapName,
        /// Which list.
        list: CapsList,
        /// What stands twice.
        found: String,
    },
    /// Over before it begins.
    #[error(
        "caps: `{cap}`: in force from a day until the same or a later one is wanted, found {from} until {until}"
    )]
    Backwards {
        /// Which cap.
        cap: CapName,
        /// Its first day.
        from: Day,
        /// Its last day.
        until: Day,
    },
    /// A cap that does not say where it stands.
    #[error("caps: `{cap}`: source: {found}")]
    CapSource {
        /// Which cap.
        cap: CapName,
        /// What is wrong.
        found: NameError,
    },
    /// Two effects for one kind.
    #[error("effects: each kind stands once, found `{kind}` twice")]
    EffectTwice {
        /// The kind.
        kind: Kind,
    },
    /// An effect that does not say where it stands.
    #[error("effects: `{kind}`: source: {found}")]
    EffectSource {
        /// Which kind.
        kind: Kind,
        /// What is wrong.
        found: NameError,
    },
    /// What no document may hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// A list of a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CapsList {
    /// `departments`.
    Departments,
    /// `levels`.
    Levels,
    /// `items`.
    Items,
    /// The kinds under `exempt`.
    ExemptKinds,
}

impl fmt::Display for CapsList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Departments => "departments",
            Self::Levels => "levels",
            Self::Items => "items",
            Self::ExemptKinds => "exempt: kinds",
        })
    }
}

/// Everything that is wrong with caps: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapsFaults(Vec<CapsFault>);

impl CapsFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[CapsFault] {
        &self.0
    }
}

impl From<CapsFault> for CapsFaults {
    fn from(fault: CapsFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for CapsFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(CapsFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for CapsFaults {}

/// Texts that are no caps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CapsError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and no caps that can be used.
    #[error(transparent)]
    Faults(#[from] CapsFaults),
}

/// Looks at the whole document.
pub(super) fn check(form: &CapsForm) -> Result<(), CapsFaults> {
    let mut faults = vec![];
    if form.form != FORM {
        let found = form.form.clone();
        faults.push(CapsFault::Form { found });
    }
    if form.caps.is_empty() {
        faults.push(CapsFault::NoCap);
    }
    let mut names = BTreeSet::new();
    for cap in &form.caps {
        if !names.insert(&cap.name) {
            let cap = cap.name.clone();
            faults.push(CapsFault::CapTwice { cap });
        }
        check_cap(cap, &mut faults);
    }
    let mut kinds = BTreeSet::new();
    for effect in &form.effects {
        let kind = effect.kind;
        if !kinds.insert(kind) {
            faults.push(CapsFault::EffectTwice { kind });
        }
        let found = id::check_line(NameKind::Citation, &effect.source).err();
        faults.extend(found.map(|found| CapsFault::EffectSource { kind, found }));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(CapsFaults(faults))
    }
}

fn check_cap(form: &CapForm, faults: &mut Vec<CapsFault>) {
    let cap = || form.name.clone();
    let found = match (form.per_year, form.cool_down) {
        (None, None) => Some("neither"),
        (Some(_), Some(_)) => Some("both"),
        (Some(_), None) | (None, Some(_)) => None,
    };
    faults.extend(found.map(|found| CapsFault::OneLimit { cap: cap(), found }));
    let term = form.cool_down;
    let term = term.filter(|term| term.unit() == TermUnit::WorkingDays);
    faults.extend(term.map(|term| CapsFault::WorkingDays { cap: cap(), term }));
    let kinds = form.exempt.as_ref().map(|exempt| &exempt.kinds);
    check_list(
        form,
        CapsList::Departments,
        form.departments.as_ref(),
        faults,
    );
    check_list(form, CapsList::Levels, form.levels.as_ref(), faults);
    check_list(form, CapsList::Items, form.items.as_ref(), faults);
    check_list(form, CapsList::ExemptKinds, kinds, faults);
    if let Some(until) = form.until.filter(|until| *until < form.from) {
        let from = form.from;
        faults.push(CapsFault::Backwards {
            cap: cap(),
            from,
            until,
        });
    }
    let found = id::check_line(NameKind::Citation, &form.source).err();
    faults.extend(found.map(|found| CapsFault::CapSource { cap: cap(), found }));
}

fn check_list<T: Ord + fmt::Display>(
    form: &CapForm,
    list: CapsList,
    found: Option<&Vec<T>>,
    faults: &mut Vec<CapsFault>,
) {
    let Some(all) = found else { return };
    let cap = || form.name.clone();
    if all.is_empty() {
        faults.push(CapsFault::EmptyList { cap: cap(), list });
    }
    let mut seen = BTreeSet::new();
    for one in all.iter().filter(|one| !seen.insert(*one)) {
        let found = one.to_string();
        let cap = cap();
        faults.push(CapsFault::Twice { cap, list, found });
    }
}
