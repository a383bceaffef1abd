//! The few kinds that an item distinguishes.

use crate::rate::Rate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How strictly an item is limited (重点检查事项, 一般检查事项; rule DR-04: 国市监信〔2019〕38号, section 2(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the notice knows two categories")]
pub enum Category {
    /// Key (重点): safety, quality, public interest. It has no upper limit.
    Key,
    /// General (一般): its ratio is strictly limited.
    General {
        /// The greatest share of its targets that is inspected at random.
        maximum_ratio: Rate,
    },
}

/// What an item is carried out on (抽查对象; 国市监信〔2019〕38号, section 2(2)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetKind {
    /// A business (经营主体).
    #[default]
    Business,
    /// A product (产品).
    Product,
    /// A project (项目).
    Project,
    /// A behaviour (行为).
    Behaviour,
}

/// How an item may be inspected (检查方式). What a plan asks is a `visits::Method`, and whether anybody goes there
/// for a draw a [`registry::Method`](crate::registry::Method).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// From papers (书面检查).
    Written,
    /// On site (实地检查).
    OnSite,
    /// On the network (网络监测).
    Network,
    /// By sampling and testing (抽样检测).
    SamplingTest,
    /// With a commissioned professional body (委托专业机构).
    Professional,
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("key"),
            Self::General { maximum_ratio } => write!(f, "general, at most {maximum_ratio}"),
        }
    }
}

impl fmt::Display for TargetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Business => "business",
            Self::Product => "product",
            Self::Project => "project",
            Self::Behaviour => "behaviour",
        })
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Written => "written",
            Self::OnSite => "on_site",
            Self::Network => "network",
            Self::SamplingTest => "sampling_test",
            Self::Professional => "professional",
        })
    }
}
