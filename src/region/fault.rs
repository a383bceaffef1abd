//! What can be wrong with a table of divisions: all of it is told at once.

use super::{Division, DivisionError, YearOrDay, YearOrDayError};
use crate::digest::DocumentError;
use crate::id::NameError;
use std::fmt;

/// One thing that is wrong with a table of divisions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerFault {
    /// Another form, or a later one.
    #[error("form: `double-random/gazetteer/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A table that does not say where it comes from.
    #[error("source: {0}")]
    Source(NameError),
    /// A code that is none.
    #[error("divisions: {0}")]
    Code(DivisionError),
    /// One division twice, in one table or in two.
    #[error("divisions: a division stands once, found `{division}` twice")]
    Twice {
        /// Its code.
        division: Division,
    },
    /// A name that is none.
    #[error("divisions: `{division}`: {found}")]
    Name {
        /// Whose name.
        division: Division,
        /// What is wrong.
        found: NameError,
    },
    /// A date that is none.
    #[error("divisions: `{division}`: {found}")]
    Date {
        /// Whose date.
        division: Division,
        /// What is wrong.
        found: YearOrDayError,
    },
    /// A division that is never in force.
    #[error(
        "divisions: `{division}`: a division ends no earlier than it begins, found {from} to {to}"
    )]
    Backwards {
        /// Which division.
        division: Division,
        /// Its first day.
        from: YearOrDay,
        /// Its last day.
        to: YearOrDay,
    },
    /// The code of a successor that is none.
    #[error("divisions: `{division}`: successors: {found}")]
    Successor {
        /// Whose successor.
        division: Division,
        /// What is wrong.
        found: DivisionError,
    },
    /// Successors of a division that is in force.
    #[error("divisions: `{division}`: successors are wanted with `effective_to` only")]
    InForce {
        /// Which division.
        division: Division,
    },
    /// A successor that no table names.
    #[error(
        "divisions: `{division}`: a successor that the tables name is wanted, found `{successor}`"
    )]
    UnknownSuccessor {
        /// Whose successor.
        division: Division,
        /// Which was found.
        successor: Division,
    },
    /// One successor twice.
    #[error("divisions: `{division}`: a successor stands once, found `{successor}` twice")]
    SuccessorTwice {
        /// Whose successor.
        division: Division,
        /// Which was found.
        successor: Division,
    },
    /// A division that comes after itself.
    #[error("divisions: `{division}` is among its own successors")]
    Circle {
        /// Which division.
        division: Division,
    },
}

/// Everything that is wrong with tables of divisions: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazetteerFaults(Vec<GazetteerFault>);

impl GazetteerFaults {
    pub(super) fn of(faults: Vec<GazetteerFault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[GazetteerFault] {
        &self.0
    }
}

impl fmt::Display for GazetteerFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(GazetteerFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for GazetteerFaults {}

/// Texts that are no tables of divisions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Documents of this form, and no table that can be used.
    #[error(transparent)]
    Faults(#[from] GazetteerFaults),
}
