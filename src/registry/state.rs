//! Registered states, and which of them keep a business out of a draw.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The registered state of a business (登记状态): what the register says, never an inspector's finding such as "cannot be
/// contacted".
///
/// ```
/// use double_random::registry::{Method, RegisteredState};
/// assert_eq!(RegisteredState::Dormant.keeps_out_of(Method::OnSite), Some("dormant"));
/// assert_eq!(RegisteredState::Dormant.keeps_out_of(Method::OffSite), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RegisteredState {
    /// In business (存续、在营).
    Active,
    /// Business is suspended and the registry was told so (歇业; Market Entity Registration Regulations (市场主体登记管理条例)
    /// art. 30).
    Dormant,
    /// Being wound up (清算中).
    Liquidating,
    /// The licence was revoked (吊销).
    Revoked,
    /// Struck off (注销).
    StruckOff,
    /// Moved out of the jurisdiction (迁出).
    MovedOut,
}

/// How a draw's targets are inspected (检查方式): whether anybody goes there. How an item may be inspected is an
/// `item::Method`, and how a plan's task is done a `visits::Method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "somebody goes there or nobody does"
)]
pub enum Method {
    /// Officers go there (现场检查、实地检查).
    OnSite,
    /// Nobody goes there: written checks and network monitoring (非现场检查: 书面检查、网络监测).
    OffSite,
}

impl RegisteredState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Active,
        Self::Dormant,
        Self::Liquidating,
        Self::Revoked,
        Self::StruckOff,
        Self::MovedOut,
    ];

    /// The reason under which a business in this state stands in a frame and cannot be drawn; none if it can.
    ///
    /// Struck off, revoked and moved out: out of every draw. Dormant: in the library, out of draws on site (`DO-07`); it
    /// still owes its annual report (Implementing Rules (市场主体登记管理条例实施细则) art. 63), which may be drawn for a check in writing.
    #[must_use]
    pub const fn keeps_out_of(self, method: Method) -> Option<&'static str> {
        match (self, method) {
            (
                Self::StruckOff | Self::Revoked | Self::MovedOut,
                Method::OnSite | Method::OffSite,
            )
            | (Self::Dormant, Method::OnSite) => Some(self.reason()),
            (Self::Dormant, Method::OffSite) | (Self::Active | Self::Liquidating, _) => None,
        }
    }

    /// The state as a reason: the stratum label without its `-`.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Liquidating => "liquidating",
            Self::Revoked => "revoked",
            Self::StruckOff => "struck-off",
            Self::MovedOut => "moved-out",
        }
    }
}

impl fmt::Display for RegisteredState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnSite => "on site",
            Self::OffSite => "off site",
        })
    }
}
