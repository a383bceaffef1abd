//! The rows from which figures are counted.

use crate::calendar::Day;
use crate::finding::{ResultCategory, TargetState};
use crate::id::{DepartmentId, District, ItemId, PlanId, UnitId};
use crate::region::Level;
use crate::risk::RiskClass;
use serde::{Deserialize, Serialize};

/// A plan, as figures need it (抽查计划). One that was published and then changed stands here as it is in force.
///
/// Of a [`Campaign`](crate::campaign::Campaign) it is written down by hand: its id, its kind, the level that draws, and whether
/// its scenario is any but [`RiskScenario::None`](crate::campaign::RiskScenario::None). Its results are
/// its `Task::rows`; a plan without a task has none, and counts as not completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    /// The plan.
    pub plan: PlanId,
    /// Who carries it out.
    pub kind: PlanKind,
    /// The level of the office whose plan it is.
    pub level: Level,
    /// Whether it uses the classification of credit risk.
    pub scenario: Scenario,
    /// Whether it is in force.
    pub status: PlanStatus,
}

/// Who carries a plan out. The kinds are disjoint: an inspection of one industry is counted as no joint one, although departments come
/// together in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a fourth must look at every total"
)]
pub enum PlanKind {
    /// One department (部门内部抽查).
    Single,
    /// Several departments (跨部门联合抽查).
    Joint,
    /// The departments of one industry (一业一查).
    OneIndustry,
}

/// Whether a plan uses the classification of credit risk (信用风险分类应用场景).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "it does or does not")]
pub enum Scenario {
    /// It does.
    RiskBased,
    /// It does not.
    Plain,
}

/// Whether a plan counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "it counts or does not")]
pub enum PlanStatus {
    /// It does.
    InForce,
    /// A published change took it out (调整取消). Its rows are counted all the same: what was done was done.
    Cancelled,
}

/// One item of one department at one drawn target of one plan (抽查结果明细), and how far it has come. Days that do not follow each other are
/// faults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultRow {
    /// The plan.
    pub plan: PlanId,
    /// The department.
    pub department: DepartmentId,
    /// The item.
    pub item: ItemId,
    /// The target.
    pub target: UnitId,
    /// The district of the target when it was drawn.
    pub district: District,
    /// Its class of credit risk when it was drawn, if it had one.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub class: Option<RiskClass>,
    /// When it was drawn.
    pub drawn: Day,
    /// What became of the inspection; none while there was none.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub checked: Option<Checked>,
    /// When the result, or the state that prevented the inspection, was published.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub published: Option<Day>,
    /// When nothing more was owed after it (完结).
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub closed: Option<Day>,
}

/// What became of an inspection (检查情况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    clippy::exhaustive_enums,
    reason = "it took place or something prevented it"
)]
pub enum Checked {
    /// It took place.
    Inspected {
        /// The day on which it ended.
        on: Day,
        /// What was found.
        result: ResultCategory,
    },
    /// The target's state made it impossible.
    Prevented {
        /// The day on which the officers came upon it.
        on: Day,
        /// The state.
        state: TargetState,
    },
}

impl Checked {
    /// The day.
    #[must_use]
    pub const fn on(&self) -> Day {
        match self {
            Self::Inspected { on, .. } | Self::Prevented { on, .. } => *on,
        }
    }
}
