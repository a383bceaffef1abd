//! What can be wrong with a table of departments: all of it is told at once.

use crate::digest::DocumentError;
use crate::id::{DepartmentId, NameError};
use crate::region::{Division, DivisionError};
use std::fmt;

/// One thing that is wrong with a table of departments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DepartmentFault {
    /// Another form, or a later one.
    #[error("form: `double-random/departments/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A table that does not say where it comes from.
    #[error("source: {0}")]
    Source(NameError),
    /// An id that is none.
    #[error("departments: {0}")]
    Id(NameError),
    /// One department twice, in one table or in two.
    #[error("departments: an id stands once, found `{department}` twice")]
    Twice {
        /// Its id.
        department: DepartmentId,
    },
    /// A division that is none.
    #[error("departments: `{department}`: {found}")]
    Division {
        /// Whose division.
        department: DepartmentId,
        /// What is wrong.
        found: DivisionError,
    },
    /// A name that is none.
    #[error("departments: `{department}`: {found}")]
    Name {
        /// Whose name.
        department: DepartmentId,
        /// What is wrong.
        found: NameError,
    },
    /// Two departments that nobody can tell apart.
    #[error(
        "departments: one department of {division} is named `{chinese}`, found both `{first}` and `{second}`"
    )]
    OneName {
        /// Where they are.
        division: Division,
        /// Their name in Chinese.
        chinese: String,
        /// One of them.
        first: DepartmentId,
        /// The other.
        second: DepartmentId,
    },
}

/// Everything that is wrong with tables of departments: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentFaults(Vec<DepartmentFault>);

impl DepartmentFaults {
    pub(super) fn of(faults: Vec<DepartmentFault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[DepartmentFault] {
        &self.0
    }
}

impl fmt::Display for DepartmentFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(DepartmentFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for DepartmentFaults {}

/// Texts that are no tables of departments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DepartmentsError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Documents of this form, and no table that can be used.
    #[error(transparent)]
    Faults(#[from] DepartmentFaults),
}
