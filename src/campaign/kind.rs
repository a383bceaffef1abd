//! Who carries a campaign out, where, how and why.

use crate::approval::Approval;
use crate::id::{DepartmentId, IndustryId};
use crate::region::Level;
use serde::{Deserialize, Serialize};

/// Who carries a campaign out. The three kinds are disjoint and are counted apart: an inspection of one industry is no joint
/// one, although departments come together in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a fourth must look at every total"
)]
pub enum CampaignKind {
    /// One department for itself (部门内部抽查).
    Single {
        /// The department.
        department: DepartmentId,
    },
    /// Several departments (跨部门联合抽查).
    Joint {
        /// The department that starts it (发起部门).
        lead: DepartmentId,
        /// The departments that come along (配合部门).
        cooperating: Vec<DepartmentId>,
    },
    /// The departments of one industry of the catalogue (一业一查).
    OneIndustry {
        /// The industry.
        industry: IndustryId,
        /// The department that leads (牵头部门).
        lead: DepartmentId,
        /// The departments that come along (协同部门).
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        cooperating: Vec<DepartmentId>,
    },
}

impl CampaignKind {
    /// The department that leads, or the only one.
    #[must_use]
    pub const fn lead(&self) -> &DepartmentId {
        match self {
            Self::Single { department } => department,
            Self::Joint { lead, .. } | Self::OneIndustry { lead, .. } => lead,
        }
    }

    /// The departments that come along.
    #[must_use]
    pub fn cooperating(&self) -> &[DepartmentId] {
        match self {
            Self::Single { .. } => &[],
            Self::Joint { cooperating, .. } | Self::OneIndustry { cooperating, .. } => cooperating,
        }
    }

    /// All its departments, the leading one first.
    pub fn departments(&self) -> impl Iterator<Item = &DepartmentId> {
        std::iter::once(self.lead()).chain(self.cooperating())
    }

    /// The industry of an inspection of one.
    #[must_use]
    pub const fn industry(&self) -> Option<&IndustryId> {
        match self {
            Self::Single { .. } | Self::Joint { .. } => None,
            Self::OneIndustry { industry, .. } => Some(industry),
        }
    }

    /// Whether departments must agree on it: every kind but the first.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        !matches!(self, Self::Single { .. })
    }
}

/// Who draws and who goes (抽查方式): drawn and inspected by the prefecture (市抽市查), drawn by the prefecture and inspected by its
/// counties (市抽县查), or by both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Mode {
    /// The level that draws.
    pub drawn_by: Level,
    /// The levels that inspect.
    pub inspected_by: Vec<Level>,
}

impl Mode {
    /// Drawn by an office of this level and inspected by offices of those.
    #[must_use]
    pub fn new(drawn_by: Level, inspected_by: impl IntoIterator<Item = Level>) -> Self {
        let inspected_by = inspected_by.into_iter().collect();
        Self {
            drawn_by,
            inspected_by,
        }
    }
}

/// How a campaign uses the classification of credit risk (信用风险分类应用场景; 国市监信发〔2022〕6号, rule DR-21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RiskScenario {
    /// Not at all.
    #[default]
    None,
    /// Its rates or weights differ by class (差异化抽查).
    Rates,
    /// Its scope asks for classes.
    Scope,
    /// Both: it asks for some classes, and draws from them at rates that differ.
    RatesAndScope,
}

impl RiskScenario {
    pub(super) const fn has_rates(self) -> bool {
        matches!(self, Self::Rates | Self::RatesAndScope)
    }

    pub(super) const fn has_scope(self) -> bool {
        matches!(self, Self::Scope | Self::RatesAndScope)
    }
}

/// By which programme a campaign is held (检查类型: 计划内检查). Clues from complaints, transfers and data monitoring are followed outside
/// the draw and are no campaigns (rule DR-01).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    clippy::exhaustive_enums,
    reason = "an inspection by plan is of the year's plan or of a special one; clues are no campaigns"
)]
pub enum Programme {
    /// The year's plan (日常检查).
    #[default]
    Planned,
    /// A special plan (专项检查), which the government of a county or above approves, or the superior office where offices are
    /// subordinate to each other.
    Special {
        /// The approval, without which a campaign is not built.
        #[serde(
            default,
            deserialize_with = "crate::digest::present",
            skip_serializing_if = "Option::is_none"
        )]
        approval: Option<Approval>,
    },
}
