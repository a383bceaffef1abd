//! Steps: what was done with a result, and on which day.

use super::{ActKind, PublicResult, WithholdingGround};
use crate::approval::Approval;
use crate::calendar::Day;
use crate::id::{Ground, ListName, NoticeNumber};
use serde::{Deserialize, Serialize};

/// One step of a publication: an act, and its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// The day.
    pub on: Day,
    /// The act.
    pub act: Act,
}

/// What is done with a result (公示事项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Act {
    /// It is published (公示).
    Publish,
    /// It is not published (不予公示).
    Withhold {
        /// On which ground.
        ground: WithholdingGround,
        /// Who allowed that.
        approval: Approval,
    },
    /// What was published is replaced (更正). Both versions stay inside (rule DR-64).
    Correct {
        /// What is right.
        result: Box<PublicResult>,
        /// Why.
        reason: Ground,
    },
    /// What was published is taken back (撤回), because the decision on which it rests was changed, annulled or found unlawful (rule DR-64).
    Withdraw {
        /// Why.
        reason: Ground,
        /// When that was decided.
        decided: Day,
    },
    /// It led to this (rule DR-65).
    LeadTo(Consequence),
    /// What it led to is over (rule DR-65).
    End(Consequence),
}

/// What a negative result led to (关联处理).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Consequence {
    /// A penalty (行政处罚), by the number of its decision. It is over when it is no longer shown.
    Penalty(NoticeNumber),
    /// A listing (列入名录). It is over when the business leaves the list.
    Listing {
        /// The list.
        list: ListName,
        /// The number of the decision.
        decision: NoticeNumber,
    },
}

impl Step {
    /// This act on a day.
    #[must_use]
    pub const fn new(on: Day, act: Act) -> Self {
        Self { on, act }
    }
}

impl Act {
    /// A correction.
    #[must_use]
    pub fn correct(result: PublicResult, reason: Ground) -> Self {
        let result = Box::new(result);
        Self::Correct { result, reason }
    }

    /// What it is, in a word.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Publish => ActKind::Publish,
            Self::Withhold { .. } => ActKind::Withhold,
            Self::Correct { .. } => ActKind::Correct,
            Self::Withdraw { .. } => ActKind::Withdraw,
            Self::LeadTo(_) => ActKind::LeadTo,
            Self::End(_) => ActKind::End,
        }
    }
}
