//! Recusals: who may not inspect whom. Rules RC-01, PI-02.

use crate::id::{self, InspectorId, NameError, NameKind, TargetGroup, UnitId};
use serde::{Deserialize, Serialize};

/// A recusal known before the draw (回避): an officer, from whom, and on what ground.
///
/// Grounds: own interest, that of a relative, and other circumstances that may affect impartiality (《中华人民共和国公务员法》第七十六条,
/// 《中华人民共和国行政处罚法》第四十三条). The ground stands in the roster, which only the auditor sees; no answer repeats it.
///
/// ```
/// use double_random::inspector::{RecusalGround, Recusal, RecusedFrom};
/// let target = RecusedFrom::Target("91532301MA6K00014Y".parse()?);
/// let recusal = Recusal::new("5323001".parse()?, target, RecusalGround::Kin);
/// assert!(!format!("{recusal:?}").contains("Kin"));
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Recusal {
    /// Who does not come.
    pub inspector: InspectorId,
    /// To whom.
    pub from: RecusedFrom,
    /// Why.
    pub ground: RecusalGround,
}

impl Recusal {
    /// An officer does not come to a target, or to a group of them, on this ground.
    #[must_use]
    pub const fn new(inspector: InspectorId, from: RecusedFrom, ground: RecusalGround) -> Self {
        Self {
            inspector,
            from,
            ground,
        }
    }
}

/// From whom an officer is recused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RecusedFrom {
    /// From one target.
    Target(UnitId),
    /// From all targets of a group that the roster names: enterprises of one owner, or all in which a related person has a
    /// part.
    Group(TargetGroup),
}

/// Why an officer is recused (回避事由). It prints as `RecusalGround(…)`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecusalGround {
    /// The officer's own interest (本人利害关系).
    OwnInterest,
    /// The interest of a relative (近亲属利害关系): 《公务员法》第七十四条第一款.
    Kin,
    /// Inspected the same target the last time (轮换): no rule of law, an option of the office (rule RC-04).
    Rotation,
    /// Another circumstance that may affect impartiality (其他可能影响公正的情形): one line, not empty.
    Other(String),
}

impl RecusalGround {
    pub(super) fn check(&self) -> Result<(), NameError> {
        match self {
            Self::Other(text) => id::check_line(NameKind::RecusalGround, text),
            Self::OwnInterest | Self::Kin | Self::Rotation => Ok(()),
        }
    }
}

impl std::fmt::Debug for RecusalGround {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecusalGround(…)")
    }
}
