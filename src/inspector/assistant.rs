//! Who helps an inspection and never counts as an officer.

use crate::id::AssistantId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody who helps at an inspection (协助人员), besides the officers that must be there.
///
/// It fills no seat and signs no conclusion (rules DR-07, DR-08): there is no way from it to an [`Inspector`](super::Inspector), and no roster takes one.
/// Sources: State Council opinions on cross-department spot checks (国发〔2019〕5号); implementing rules of market entity registration
/// (市场主体登记管理条例实施细则) art. 66; opinions on inspections of enterprises (国办发〔2024〕54号).
///
/// ```
/// use double_random::inspector::{Assistant, Help};
/// let laboratory = Assistant::new("州质检中心".parse()?, Help::Testing);
/// assert!(laboratory.help().may_enter());
/// assert!(!Help::Auxiliary.may_enter());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```compile_fail,E0308
/// # use double_random::inspector::{Assistant, RosterBuilder};
/// fn seat(roster: RosterBuilder, expert: Assistant) {
///     roster.inspector(expert);
/// }
/// ```
///
/// ```compile_fail,E0308
/// # use double_random::id::{AssistantId, DepartmentId};
/// # use double_random::inspector::Inspector;
/// fn pretend(expert: AssistantId, department: DepartmentId) {
///     Inspector::new(expert, department);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assistant {
    id: AssistantId,
    help: Help,
}

/// How somebody helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Help {
    /// An expert advises (专家).
    Expert,
    /// A testing body tests (检验检测机构).
    Testing,
    /// A research body advises (科研院所).
    Research,
    /// Accountants, tax advisers, lawyers check published information (会计师、税务师、律师事务所).
    Professional,
    /// Auxiliary staff and grid workers do what needs no enforcement certificate (辅助人员、网格员).
    Auxiliary,
}

impl Help {
    /// Whether who helps so may come along to the business. Auxiliary staff may not take part in an inspection there
    /// (国办发〔2024〕54号).
    #[must_use]
    pub const fn may_enter(self) -> bool {
        match self {
            Self::Expert | Self::Testing | Self::Research | Self::Professional => true,
            Self::Auxiliary => false,
        }
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Expert => "expert",
            Self::Testing => "testing body",
            Self::Research => "research body",
            Self::Professional => "professional body",
            Self::Auxiliary => "auxiliary",
        })
    }
}

impl Assistant {
    /// Somebody who helps so.
    #[must_use]
    pub const fn new(id: AssistantId, help: Help) -> Self {
        Self { id, help }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &AssistantId {
        &self.id
    }

    /// How it helps.
    #[must_use]
    pub const fn help(&self) -> Help {
        self.help
    }
}
