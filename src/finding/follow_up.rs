//! What must follow a finding.

use super::{Finding, Findings};
use crate::calendar::Day;
use serde::{Deserialize, Serialize};

/// What is still owed after a finding (后续处理): a re-check after an order to correct (`R6`), an outcome where the problem was left
/// to be dealt with (`R9`). It is open until it has one.
///
/// What follows `R2` to `R5` are listings and penalties, which have terms of their own.
///
/// ```
/// use double_random::finding::{Closing, FinalOutcome, Finding, FollowUp};
/// let ordered = FollowUp::open(Finding::CorrectionOrdered, "2024-06-12".parse()?)?;
/// let penalty = Closing::new(FinalOutcome::Penalty, "2024-07-01".parse()?);
/// assert!(ordered.close(penalty).is_err());
/// let corrected = ordered.close(Closing::new(FinalOutcome::Corrected, "2024-07-01".parse()?))?;
/// assert!(!corrected.is_open());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct FollowUp {
    finding: Finding,
    since: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Closing>,
}

/// How, and when, a follow-up was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Closing {
    /// With which outcome.
    pub outcome: FinalOutcome,
    /// On which day: for a correction, that of the re-check (复查).
    pub on: Day,
}

/// How a problem was dealt with in the end (处理结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a fifth must say what it closes"
)]
pub enum FinalOutcome {
    /// A penalty (行政处罚).
    Penalty,
    /// A decision not to penalise (不予处罚).
    NoPenalty,
    /// Transferred to the authority that is competent (移送).
    Transferred,
    /// Corrected, as a re-check found (已改正).
    Corrected,
}

/// A follow-up as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    finding: Finding,
    since: Day,
    #[serde(default, deserialize_with = "crate::digest::present")]
    closed: Option<Closing>,
}

/// Why there is no such follow-up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FollowUpError {
    /// A finding that owes none.
    #[error("`R6` and `R9` are followed up, found `{finding}`")]
    Nothing {
        /// The finding.
        finding: Finding,
    },
    /// An outcome that does not close it.
    #[error("`{finding}` is closed by a re-check that finds it corrected, found {outcome:?}")]
    Outcome {
        /// The finding.
        finding: Finding,
        /// The outcome.
        outcome: FinalOutcome,
    },
    /// An outcome before the finding.
    #[error("a follow-up of {since} is closed on that day or later, found {on}")]
    Before {
        /// The day of the finding.
        since: Day,
        /// The day of the outcome.
        on: Day,
    },
    /// A second outcome.
    #[error("a follow-up is closed once, found one that was closed on {}", .closed.on)]
    Closed {
        /// The first.
        closed: Closing,
    },
}

impl FinalOutcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [
        Self::Penalty,
        Self::NoPenalty,
        Self::Transferred,
        Self::Corrected,
    ];

    /// Whether it closes what is owed after this finding: an order to correct (`R6`) is closed by a re-check that finds the
    /// problem corrected, what was left open (`R9`) by any outcome, and nothing else is owed.
    #[must_use]
    pub const fn closes(self, finding: Finding) -> bool {
        match finding {
            Finding::CorrectionOrdered => matches!(self, Self::Corrected),
            Finding::ToBeDealtWith => true,
            Finding::NoProblem
            | Finding::ReportNotPublished
            | Finding::OtherNotPublished
            | Finding::FalseInformation
            | Finding::CannotBeContacted
            | Finding::Uncooperative
            | Finding::ActivityNotFound => false,
        }
    }
}

impl Closing {
    /// This outcome, on a day.
    #[must_use]
    pub const fn new(outcome: FinalOutcome, on: Day) -> Self {
        Self { outcome, on }
    }
}

impl FollowUp {
    /// What is owed after a finding of this day.
    ///
    /// # Errors
    /// A finding after which nothing is owed: all but `R6` and `R9`.
    pub const fn open(finding: Finding, since: Day) -> Result<Self, FollowUpError> {
        if FinalOutcome::Corrected.closes(finding) {
            let closed = None;
            Ok(Self {
                finding,
                since,
                closed,
            })
        } else {
            Err(FollowUpError::Nothing { finding })
        }
    }

    /// All that is owed after these findings of this day.
    pub fn of(findings: &Findings, since: Day) -> impl Iterator<Item = Self> + '_ {
        findings
            .iter()
            .filter_map(move |finding| Self::open(finding, since).ok())
    }

    /// The same follow-up, closed.
    ///
    /// A re-check that finds nothing corrected leaves it open, and is a finding of its own.
    ///
    /// # Errors
    /// An outcome that does not close it, one before the finding, a second one.
    pub fn close(self, closing: Closing) -> Result<Self, FollowUpError> {
        let Self {
            finding,
            since,
            closed,
        } = self;
        let Closing { outcome, on } = closing;
        if let Some(closed) = closed {
            return Err(FollowUpError::Closed { closed });
        }
        if !outcome.closes(finding) {
            return Err(FollowUpError::Outcome { finding, outcome });
        }
        if on < since {
            return Err(FollowUpError::Before { since, on });
        }
        let closed = Some(closing);
        Ok(Self { closed, ..self })
    }

    /// After which finding.
    #[must_use]
    pub const fn finding(&self) -> Finding {
        self.finding
    }

    /// The day of the finding.
    #[must_use]
    pub const fn since(&self) -> Day {
        self.since
    }

    /// How it was closed.
    #[must_use]
    pub const fn closed(&self) -> Option<Closing> {
        self.closed
    }

    /// Whether it still has no outcome.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

impl TryFrom<Form> for FollowUp {
    type Error = FollowUpError;

    fn try_from(form: Form) -> Result<Self, FollowUpError> {
        let open = Self::open(form.finding, form.since)?;
        form.closed.map_or(Ok(open), |closing| open.close(closing))
    }
}
