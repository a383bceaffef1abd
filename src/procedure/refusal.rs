//! Why something may not happen.

use super::Term;
use crate::calendar::Day;
use std::fmt;

/// Why a condition does not hold, as the machine that owns it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unmet {
    /// Its day has not come.
    NotYet {
        /// The first day on which it could hold.
        from: Day,
    },
    /// Something else is wanting, which no day brings.
    Fails,
}

/// Why an event did not come about. Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal<S: Term, E: Term> {
    /// An event that has no place in this state.
    #[error(
        "`{event}` is possible {}, found it in the state `{state}`{}",
        states(allowed),
        by(sources)
    )]
    OutOfOrder {
        /// What should happen.
        event: E,
        /// The state in which it was tried.
        state: S,
        /// The states in which it may come; none for an event that has no row.
        allowed: Vec<S>,
        /// By what its rows say so.
        sources: Vec<&'static str>,
    },
    /// An event whose conditions do not hold.
    #[error("`{event}` in the state `{state}`: {}", each(rows))]
    Unmet {
        /// What should happen.
        event: E,
        /// The state in which it was tried.
        state: S,
        /// The rows that it has there.
        rows: Vec<UnmetRow<S>>,
    },
}

impl<S: Term, E: Term> Refusal<S, E> {
    /// The first day on which it could succeed, where only a day is in its way.
    #[must_use]
    pub fn possible_from(&self) -> Option<Day> {
        match self {
            Self::OutOfOrder { .. } => None,
            Self::Unmet { rows, .. } => rows.iter().filter_map(UnmetRow::possible_from).min(),
        }
    }
}

/// A row whose condition does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnmetRow<S: Term> {
    /// The state to which it would lead.
    pub next: S,
    /// What must hold.
    pub condition: &'static str,
    /// Why it does not.
    pub reason: Unmet,
    /// By what.
    pub source: &'static str,
}

impl<S: Term> UnmetRow<S> {
    fn possible_from(&self) -> Option<Day> {
        match self.reason {
            Unmet::NotYet { from } => Some(from),
            Unmet::Fails => None,
        }
    }
}

impl<S: Term> fmt::Display for UnmetRow<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (next, condition) = (self.next, self.condition);
        write!(f, "it leads to `{next}` if this holds: {condition}; ")?;
        match self.reason {
            Unmet::NotYet { from } => write!(f, "it can from {from} on")?,
            Unmet::Fails => f.write_str("it does not")?,
        }
        write!(f, " ({})", self.source)
    }
}

fn states<S: Term>(allowed: &[S]) -> String {
    if allowed.is_empty() {
        return "in no state".to_owned();
    }
    let names: Vec<String> = allowed.iter().map(|state| format!("`{state}`")).collect();
    format!("in the state {}", names.join(" or "))
}

fn by(sources: &[&str]) -> String {
    if sources.is_empty() {
        String::new()
    } else {
        format!(" ({})", sources.join(", "))
    }
}

fn each<S: Term>(rows: &[UnmetRow<S>]) -> String {
    let texts: Vec<String> = rows.iter().map(UnmetRow::to_string).collect();
    texts.join("; ")
}
