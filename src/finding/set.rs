//! The findings of one item.

use super::Finding;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a check of one item at one target found: at least one finding, in the order of the codes. `R1` and `R8` stand alone; all
/// others combine (rule RS-01).
///
/// ```
/// use double_random::finding::{Finding, Findings};
/// let findings = Findings::new([Finding::ReportNotPublished, Finding::CorrectionOrdered])?;
/// assert!(findings.is_problem());
/// assert_eq!(serde_json::to_string(&findings)?, r#"["R2","R6"]"#);
/// assert!(Findings::new([Finding::NoProblem, Finding::CorrectionOrdered]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Finding>")]
pub struct Findings(Box<[Finding]>);

/// Findings that are not those of one item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindingsError {
    /// None.
    #[error("at least one finding is wanted, found none; `R1` says that there is no problem")]
    None,
    /// A finding twice.
    #[error("each finding stands once, found `{finding}` twice")]
    Twice {
        /// The finding.
        finding: Finding,
    },
    /// A document in which a later code stands before an earlier one.
    #[error("findings stand in the order of their codes, found `{first}` before `{second}`")]
    Order {
        /// Which stands first.
        first: Finding,
        /// Which stands after it.
        second: Finding,
    },
    /// One that stands alone, beside others.
    #[error("`{alone}` ({}) stands alone, found it beside {}", .alone.chinese(), codes(.beside))]
    Alone {
        /// The one that stands alone.
        alone: Finding,
        /// What is beside it.
        beside: Vec<Finding>,
    },
}

impl Findings {
    /// These findings, in whatever order.
    ///
    /// # Errors
    /// None at all; one twice; `R1` or `R8` beside another.
    pub fn new(findings: impl IntoIterator<Item = Finding>) -> Result<Self, FindingsError> {
        let mut findings: Vec<Finding> = findings.into_iter().collect();
        findings.sort_unstable();
        Self::try_from(findings)
    }

    /// The findings, in the order of their codes.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Finding> + '_ {
        self.0.iter().copied()
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn contains(&self, finding: Finding) -> bool {
        self.0.contains(&finding)
    }

    /// Whether they are problems: all are, or none is.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.iter().any(Finding::is_problem)
    }
}

impl TryFrom<Vec<Finding>> for Findings {
    type Error = FindingsError;

    fn try_from(findings: Vec<Finding>) -> Result<Self, FindingsError> {
        in_order(&findings)?;
        let alone = findings.iter().find(|finding| !finding.is_problem());
        match alone {
            Some(alone) if findings.len() > 1 => Err(FindingsError::Alone {
                alone: *alone,
                beside: findings
                    .iter()
                    .copied()
                    .filter(|other| other != alone)
                    .collect(),
            }),
            _ => Ok(Self(findings.into())),
        }
    }
}

/// That there is a finding, and that each stands once and in its place.
pub(super) fn in_order(findings: &[Finding]) -> Result<(), FindingsError> {
    if findings.is_empty() {
        return Err(FindingsError::None);
    }
    let mut pairs = findings.iter().zip(findings.iter().skip(1));
    match pairs.find(|(first, second)| first >= second) {
        None => Ok(()),
        Some((first, second)) if first == second => Err(FindingsError::Twice { finding: *first }),
        Some((first, second)) => Err(FindingsError::Order {
            first: *first,
            second: *second,
        }),
    }
}

pub(super) fn codes(findings: &[Finding]) -> String {
    let codes: Vec<String> = findings
        .iter()
        .map(|finding| format!("`{finding}`"))
        .collect();
    codes.join(", ")
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<&str> = self.iter().map(Finding::chinese).collect();
        f.write_str(&texts.join("；"))
    }
}
