//! Leaves: one line of text for each unit of a frame, and the slip that shows a business its own.

use super::Frame;
use super::FrameError;
use super::FrameKey;
use super::Token;
use super::Unit;
use crate::approval::{Approval, Approved};
use crate::digest::Digest;
use crate::digest::InclusionProof;
use crate::id::{District, Stratum, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A unit's line in a frame (叶): `id TAB stratum TAB size TAB district TAB token`.
///
/// ```
/// use double_random::frame::Leaf;
/// let text = "91532301MA6K00014Y\tB\t1\t532301\taf8a9fc1ab7d08ba45fcb995";
/// assert_eq!(text.parse::<Leaf>()?.to_string(), text);
/// # Ok::<(), double_random::frame::LeafError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Leaf {
    /// The unit's id.
    pub id: UnitId,
    /// Its stratum, or the reason why it cannot be drawn.
    pub stratum: Stratum,
    /// Its size, at least 1.
    pub size: u64,
    /// Its district.
    pub district: District,
    /// Its token.
    pub token: Token,
}

/// A leaf with the proof that it stands in a frame (抽样框凭条): what a business is shown of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The leaf.
    pub leaf: Leaf,
    /// The proof.
    pub proof: InclusionProof,
}

/// That a business may see its slip of a closed frame (查询许可): on a ground and by an approver that stand in a journal. It is made
/// by [`Journal::grant_slip`](crate::journal::Journal::grant_slip) alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipGrant {
    root: Digest,
    approved: Approved<UnitId>,
}

impl SlipGrant {
    pub(crate) const fn new(root: Digest, approved: Approved<UnitId>) -> Self {
        Self { root, approved }
    }

    /// The root of the frame for which it was granted.
    #[must_use]
    pub const fn root(&self) -> &Digest {
        &self.root
    }

    /// The business.
    #[must_use]
    pub const fn unit(&self) -> &UnitId {
        self.approved.what()
    }

    /// Who allowed it, when and why.
    #[must_use]
    pub const fn approval(&self) -> &Approval {
        self.approved.approval()
    }
}

impl Leaf {
    /// The unit that enters a frame with this leaf.
    #[must_use]
    pub fn unit(&self) -> Unit<'_> {
        Unit {
            id: self.id.as_str(),
            stratum: self.stratum.as_str(),
            size: self.size,
            district: self.district.as_str(),
        }
    }
}

impl Slip {
    /// Whether the leaf stands in the frame with this root and so many units, as they were announced.
    #[must_use]
    pub fn holds(&self, root: &Digest, count: u64) -> bool {
        self.proof.count == count && self.proof.holds(self.leaf.to_string(), root)
    }
}

/// Text that is no export of a frame under this key (protocol section 2).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LeafError {
    /// Not a leaf.
    #[error("a leaf is `id TAB stratum TAB size TAB district TAB token`, found `{}`", .text.escape_debug())]
    Leaf {
        /// What was found.
        text: String,
    },
    /// A token that the key does not give.
    #[error("the key gives `{id}` the token {wanted}, found {found}")]
    Token {
        /// The unit.
        id: UnitId,
        /// The token under the key.
        wanted: Token,
        /// The one in the text.
        found: Token,
    },
    /// A line that stands after one it should stand before.
    #[error("leaves stand in id-byte order, found `{id}` out of place")]
    Order {
        /// The unit.
        id: UnitId,
    },
    /// Units that are no frame.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

pub(super) fn import<'a>(
    key: FrameKey,
    lines: impl IntoIterator<Item = &'a str>,
) -> Result<Frame, LeafError> {
    let leaves: Vec<Leaf> = lines
        .into_iter()
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    if let Some((_, late)) = leaves
        .iter()
        .zip(leaves.iter().skip(1))
        .find(|(a, b)| a.id > b.id)
    {
        return Err(LeafError::Order {
            id: late.id.clone(),
        });
    }
    let frame = Frame::commit(key, leaves.iter().map(Leaf::unit))?;
    for (leaf, token) in leaves.iter().zip(&frame.tokens) {
        let wanted = Token::from_checked(*token);
        if leaf.token != wanted {
            return Err(LeafError::Token {
                id: leaf.id.clone(),
                wanted,
                found: leaf.token,
            });
        }
    }
    Ok(frame)
}

impl fmt::Debug for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Leaf(…)")
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            stratum,
            size,
            district,
            token,
        } = self;
        write!(f, "{id}\t{stratum}\t{size}\t{district}\t{token}")
    }
}

impl FromStr for Leaf {
    type Err = LeafError;

    fn from_str(text: &str) -> Result<Self, LeafError> {
        let read = || {
            let [id, stratum, size, district, token] =
                text.split('\t').collect::<Vec<_>>().try_into().ok()?;
            let leaf = Self {
                id: id.parse().ok()?,
                stratum: stratum.parse().ok()?,
                size: size.parse().ok().filter(|size| *size > 0)?,
                district: district.parse().ok()?,
                token: token.parse().ok()?,
            };
            (leaf.to_string() == text).then_some(leaf)
        };
        read().ok_or_else(|| LeafError::Leaf {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for Leaf {
    type Error = LeafError;

    fn try_from(text: String) -> Result<Self, LeafError> {
        text.parse()
    }
}

impl From<Leaf> for String {
    fn from(leaf: Leaf) -> Self {
        leaf.to_string()
    }
}
