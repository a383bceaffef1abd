//! The findings at one target, over its items.

use super::set::{codes, in_order};
use super::{Finding, Findings, FindingsError, ItemResult};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the checks of all items at one target found: the findings of the items together, without `R1` and `R8` where there is any
/// problem (rule RS-01).
///
/// It is another type than the findings of one item, since here `R1` and `R8` may stand side by side: nothing was wrong with one item, and
/// the activity of the other does not take place.
///
/// ```
/// use double_random::finding::{Finding, Findings, TargetFindings};
/// let [fine, ordered] = [Finding::NoProblem, Finding::CorrectionOrdered].map(|one| Findings::new([one]));
/// let target = TargetFindings::of([&fine?, &ordered?]).ok_or("no item was checked")?;
/// assert_eq!(target.iter().collect::<Vec<_>>(), [Finding::CorrectionOrdered]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Finding>")]
pub struct TargetFindings(Box<[Finding]>);

/// Findings that are not those of a target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetFindingsError {
    /// None, one twice, or out of order.
    #[error(transparent)]
    Set(#[from] FindingsError),
    /// What is no problem, beside a problem.
    #[error("{} is dropped where a problem was found, found it beside {}", codes(.neutral), codes(.problems))]
    BesideProblem {
        /// What is no problem.
        neutral: Vec<Finding>,
        /// The problems.
        problems: Vec<Finding>,
    },
}

impl TargetFindings {
    /// The findings at a target whose items have these; none if it has no item.
    #[must_use]
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Findings>) -> Option<Self> {
        let all: BTreeSet<Finding> = items.into_iter().flat_map(Findings::iter).collect();
        let problem = all.iter().any(|finding| finding.is_problem());
        let kept = all
            .into_iter()
            .filter(|finding| finding.is_problem() || !problem);
        let kept: Box<[Finding]> = kept.collect();
        (!kept.is_empty()).then_some(Self(kept))
    }

    /// The findings at a target whose items have these results; none if they are all sampling tests, which have no findings, or
    /// there are no results.
    #[must_use]
    pub fn of_target<'a>(results: impl IntoIterator<Item = &'a ItemResult>) -> Option<Self> {
        Self::of(results.into_iter().filter_map(ItemResult::findings))
    }

    /// The findings, in the order of their codes.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Finding> + '_ {
        self.0.iter().copied()
    }

    /// Whether the target has at least one problem.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.iter().any(Finding::is_problem)
    }
}

impl TryFrom<Vec<Finding>> for TargetFindings {
    type Error = TargetFindingsError;

    fn try_from(findings: Vec<Finding>) -> Result<Self, TargetFindingsError> {
        in_order(&findings)?;
        let (problems, neutral): (Vec<Finding>, Vec<Finding>) =
            findings.iter().partition(|finding| finding.is_problem());
        if problems.is_empty() || neutral.is_empty() {
            Ok(Self(findings.into()))
        } else {
            Err(TargetFindingsError::BesideProblem { neutral, problems })
        }
    }
}
