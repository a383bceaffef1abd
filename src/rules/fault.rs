//! What can be wrong with a rule pack: all of it is told at once.

use super::line::{Basis, Period};
use super::value::ValueError;
use crate::calendar::{Day, TimeError};
use crate::digest::DocumentError;
use crate::id::NameError;
use std::fmt;

/// One thing that is wrong with a rule pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackFault {
    /// Another form, or a later one.
    #[error("form: `double-random/rules/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// An id that is none.
    #[error("id: {0}")]
    Id(NameError),
    /// A title that says nothing.
    #[error("title: {0}")]
    Title(NameError),
    /// No line at all.
    #[error("lines: at least one is wanted, found none")]
    NoLines,
    /// Something wrong with a line.
    #[error("line {line}{}: {fault}", .rule.as_ref().map_or_else(String::new, |rule| format!(" (`{}`)", rule.escape_debug())))]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The rule that it names.
        rule: Option<String>,
        /// What is wrong.
        fault: LineFault,
    },
}

/// One thing that is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineFault {
    /// A rule that nobody asks for, or none.
    #[error("a rule that is known here is wanted, found {}", if *.named { "another" } else { "none" })]
    Rule {
        /// Whether one is named.
        named: bool,
    },
    /// No value.
    #[error("a value is wanted, found none")]
    NoValue,
    /// A value of another kind.
    #[error("value: {0}")]
    Value(ValueError),
    /// No first day.
    #[error("effective_from: the first day is wanted, found none")]
    NoFirstDay,
    /// A first day that is none.
    #[error("effective_from: {0}")]
    FirstDay(TimeError),
    /// A last day that is none.
    #[error("effective_to: {0}")]
    LastDay(TimeError),
    /// A period that is empty.
    #[error("a period ends no earlier than it begins, found {from} to {to}")]
    Backwards {
        /// Its first day.
        from: Day,
        /// Its last.
        to: Day,
    },
    /// Two periods of one rule with a day in common.
    #[error(
        "a rule has one value on a day, found this one {period} and that of line {other} {others}"
    )]
    Overlap {
        /// This line's period.
        period: Period,
        /// The line before it.
        other: usize,
        /// Its period.
        others: Period,
    },
    /// No source.
    #[error("source: law and article are wanted, found none")]
    NoSource,
    /// A source that says nothing.
    #[error("{0}")]
    Source(NameError),
    /// No confidence.
    #[error("confidence: `certain`, `likely`, `unsure` or `own` is wanted, found none")]
    NoConfidence,
    /// Another confidence.
    #[error("confidence: `certain`, `likely`, `unsure` or `own` is wanted, found `{}`", .found.escape_debug())]
    Confidence {
        /// What was found.
        found: String,
    },
    /// Another word on the text.
    #[error("text: `seen` is wanted, or nothing, found `{}`", .found.escape_debug())]
    Text {
        /// What was found.
        found: String,
    },
    /// Surer than anybody can be who has not read the text.
    #[error(
        "nobody here has read what the law says of this{}: `unsure` or `own` is wanted, or a text that was seen, found `{found}`",
        .since.map_or_else(String::new, |day| format!(" from {day} on"))
    )]
    Unmarked {
        /// From when; none if always.
        since: Option<Day>,
        /// The confidence that was found.
        found: Basis,
    },
    /// A note that says nothing.
    #[error("note: {0}")]
    Note(NameError),
}

/// Everything that is wrong with a rule pack: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFaults(pub(super) Vec<PackFault>);

impl PackFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[PackFault] {
        &self.0
    }
}

impl fmt::Display for PackFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(PackFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for PackFaults {}

/// A text that is no rule pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a pack that cannot be used.
    #[error(transparent)]
    Faults(#[from] PackFaults),
}
