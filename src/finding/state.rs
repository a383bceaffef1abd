//! What makes an inspection impossible.

use crate::registry::RegisteredState;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The state of a target that makes its inspection impossible (检查对象状态), entered in place of findings (rule RS-02). It is no
/// finding, is no problem, and leaves the target out of the number of the inspected.
///
/// It is what the officers came upon. The register's own word is a [`RegisteredState`], which may be older.
///
/// ```
/// use double_random::finding::TargetState;
/// use double_random::registry::RegisteredState;
/// assert_eq!(TargetState::of_registered(RegisteredState::MovedOut), Some(TargetState::MovedOut));
/// assert_eq!(TargetState::of_registered(RegisteredState::Dormant), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetState {
    /// Closed, or being wound up (已关闭停业或正在组织清算).
    ClosedOrLiquidating,
    /// Struck off the register (注销).
    StruckOff,
    /// The licence was revoked (被吊销).
    Revoked,
    /// The registration was rescinded (被撤销): it was obtained unlawfully.
    Rescinded,
    /// Moved out of the jurisdiction (迁出).
    MovedOut,
}

impl TargetState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::ClosedOrLiquidating,
        Self::StruckOff,
        Self::Revoked,
        Self::Rescinded,
        Self::MovedOut,
    ];

    /// The state that the register tells of, where it makes an inspection impossible.
    ///
    /// Dormancy (歇业) does not: the business is there, owes its annual report, and an empty address is no reason to say that it
    /// cannot be contacted.
    #[must_use]
    pub const fn of_registered(state: RegisteredState) -> Option<Self> {
        match state {
            RegisteredState::Active | RegisteredState::Dormant => None,
            RegisteredState::Liquidating => Some(Self::ClosedOrLiquidating),
            RegisteredState::Revoked => Some(Self::Revoked),
            RegisteredState::StruckOff => Some(Self::StruckOff),
            RegisteredState::MovedOut => Some(Self::MovedOut),
        }
    }

    /// Its wording in the code table of inspection results.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::ClosedOrLiquidating => "已关闭停业或正在组织清算",
            Self::StruckOff => "注销",
            Self::Revoked => "被吊销",
            Self::Rescinded => "被撤销",
            Self::MovedOut => "迁出",
        }
    }
}

impl fmt::Display for TargetState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ClosedOrLiquidating => "closed or liquidating",
            Self::StruckOff => "struck off",
            Self::Revoked => "revoked",
            Self::Rescinded => "rescinded",
            Self::MovedOut => "moved out",
        })
    }
}
