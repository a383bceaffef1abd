//! What a target is told before officers come.

use crate::calendar::Moment;
use crate::id::{Citation, InspectorId, ItemId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What a department tells a target before it inspects (行政检查通知书): which of its items, on which basis, when, who comes, and
/// what the party may do. Rule OS-02; source: model documents of administrative inspection (行政检查文书基本格式文本(试行), 2025).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Notice {
    /// The items, of those that the department has in this campaign.
    pub items: BTreeSet<ItemId>,
    /// The provisions on which the inspection rests.
    pub basis: BTreeSet<Citation>,
    /// When officers will come.
    pub time: Moment,
    /// Who will come.
    pub officers: BTreeSet<InspectorId>,
    /// What the party is told that it may do.
    pub rights: BTreeSet<Right>,
}

/// What a party may do when it is inspected (当事人权利).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Right {
    /// State its views and defend itself (陈述、申辩).
    StateViews,
    /// Ask that an officer withdraws (申请回避; Administrative Penalty Law, 行政处罚法, art. 43).
    AskRecusal,
    /// Refuse officers who do not show their certificates (未出示执法证件的有权拒绝; the same law, art. 55).
    RefuseUncertified,
    /// Ask how often it may be inspected in a year (检查频次上限).
    AskCap,
}

impl Right {
    /// What every notice tells, by the model documents.
    pub const ALWAYS: [Self; 2] = [Self::StateViews, Self::AskRecusal];
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StateViews => "to state its views",
            Self::AskRecusal => "to ask for recusal",
            Self::RefuseUncertified => "to refuse officers without certificates",
            Self::AskCap => "to ask for the cap",
        })
    }
}

impl Notice {
    /// A notice of what every notice tells of rights.
    #[must_use]
    pub fn new(
        items: impl IntoIterator<Item = ItemId>,
        basis: impl IntoIterator<Item = Citation>,
        time: Moment,
        officers: impl IntoIterator<Item = InspectorId>,
    ) -> Self {
        Self {
            items: items.into_iter().collect(),
            basis: basis.into_iter().collect(),
            time,
            officers: officers.into_iter().collect(),
            rights: Right::ALWAYS.into(),
        }
    }
}

/// Who comes, and when, is not everyone's.
impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({} items)", self.items.len())
    }
}

/// What is wrong with a notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeFault {
    /// Items that are none of the department's in this campaign, or none at all.
    #[error("a notice names items of its department in this campaign, found {}", found.as_ref().map_or_else(|| "none".to_owned(), |item| format!("`{item}`")))]
    Item {
        /// What was found.
        found: Option<ItemId>,
    },
    /// No provision.
    #[error("a notice names its basis, found none")]
    NoBasis,
    /// Somebody who is not on the team.
    #[error("a notice names officers of the team, found `{inspector}`")]
    Officer {
        /// Who was found.
        inspector: InspectorId,
    },
    /// Nobody.
    #[error("a notice names those who come, found nobody")]
    NoOfficer,
    /// A right that it does not tell.
    #[error("a notice tells the party its right {right}, found nothing of it")]
    Right {
        /// Which.
        right: Right,
    },
    /// A visit before the notice.
    #[error("a notice comes before the visit, found one at {at} of a visit at {time}")]
    Afterwards {
        /// When it came.
        at: Moment,
        /// When officers come.
        time: Moment,
    },
}
