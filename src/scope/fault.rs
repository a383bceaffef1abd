//! What can be wrong with a scope: all of it is told at once.

use crate::digest::DocumentError;
use crate::id::NameError;
use crate::industry::IndustryClassError;
use crate::region::DivisionError;
use crate::registry::EntityTypeError;
use crate::risk::RiskClassError;
use std::fmt;

/// One thing that is wrong with a scope. Each says where: `draw.directed.filter.all[1].not`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopeFault {
    /// Another form, or a later one.
    #[error("form: `double-random/scope/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A condition that would name a business.
    #[error(
        "{at}: a scope has no condition on `{}`: directed (定向) is still random and never names an enterprise (企业公示信息抽查办法 art. 5)", .found.escape_debug()
    )]
    Names {
        /// Where.
        at: String,
        /// The condition.
        found: String,
    },
    /// A field or condition that there is not.
    #[error("{at}: {wanted} is wanted, found `{}`", .found.escape_debug())]
    Unknown {
        /// Where.
        at: String,
        /// What may stand there.
        wanted: String,
        /// What was found.
        found: String,
    },
    /// Something else than must stand there.
    #[error("{at}: {wanted} is wanted, found {found}")]
    Shape {
        /// Where.
        at: String,
        /// What must stand there.
        wanted: &'static str,
        /// What was found.
        found: String,
    },
    /// A value that is none.
    #[error("{at}: {found}")]
    Value {
        /// Where.
        at: String,
        /// What is wrong.
        found: ConditionError,
    },
    /// A value in another spelling than its one.
    #[error("{at}: the spelling `{wanted}` is wanted, found `{found}`")]
    Spelling {
        /// Where.
        at: String,
        /// The one spelling.
        wanted: String,
        /// What was found.
        found: String,
    },
    /// Nothing under `all` or `any`: one would hold always, the other never.
    #[error("{at}: at least one condition is wanted, found none")]
    Empty {
        /// Where.
        at: String,
    },
    /// Conditions that no business meets together.
    #[error("{at}: no business meets both {one} and {other}")]
    Contradiction {
        /// Where.
        at: String,
        /// One condition, as JSON.
        one: String,
        /// The other.
        other: String,
    },
    /// Conditions within conditions without end.
    #[error("{at}: conditions lie within each other at most {most} deep, found more")]
    TooDeep {
        /// Where the first too deep one stands.
        at: String,
        /// How deep they may lie.
        most: usize,
    },
    /// More conditions than a person reads.
    #[error("a filter has at most {most} conditions, found {found}")]
    TooMany {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A stated minimum that one business alone could meet.
    #[error(
        "{at}: a directed scope leaves at least 2 to draw from, found {found}: a filter that leaves one names it"
    )]
    Minimum {
        /// Where.
        at: String,
        /// What was found.
        found: u64,
    },
}

/// A value of a condition that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConditionError {
    /// No division.
    #[error(transparent)]
    Division(#[from] DivisionError),
    /// No class of industries.
    #[error(transparent)]
    Industry(#[from] IndustryClassError),
    /// No type of business.
    #[error(transparent)]
    EntityType(#[from] EntityTypeError),
    /// No credit-risk class.
    #[error(transparent)]
    RiskClass(#[from] RiskClassError),
    /// No name or ground.
    #[error(transparent)]
    Name(#[from] NameError),
}

/// Everything that is wrong with a scope: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeFaults(pub(super) Vec<ScopeFault>);

impl ScopeFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[ScopeFault] {
        &self.0
    }
}

impl fmt::Display for ScopeFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(ScopeFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for ScopeFaults {}

/// A text that is no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopeError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a scope that cannot be used.
    #[error(transparent)]
    Faults(#[from] ScopeFaults),
}
