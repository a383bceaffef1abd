//! The frame: the units that a plan's scope left eligible, committed to before the draw (protocol section 2). Rule DR-05.

mod columns;
mod key;
mod kind;
mod leaf;
mod seal;
mod token;

pub use key::FrameKey;
pub use key::KeyError;
pub(crate) use key::KeyForm;
pub use leaf::Leaf;
pub use leaf::LeafError;
pub use leaf::Slip;
pub use leaf::SlipGrant;
pub use token::Token;
pub use token::TokenError;

use crate::chance::Seed;
use crate::chance::Ticket;
use crate::chance::ticket::TokenTickets;
use crate::digest::Digest;
use crate::digest::MerkleTree;
use crate::id;
use crate::id::{District, NameError, NameKind, Stratum, UnitId};
use crate::sampling::{Drawn, Population};
use columns::Columns;
use kind::{Kind, Kinds};
use seal::Seal;
use std::collections::BTreeMap;
use std::fmt;

/// A unit as it enters a frame (检查对象): borrowed, so that a registry of millions needs no copies.
///
/// ```
/// use double_random::frame::Unit;
/// let unit = Unit::new("91532301MA6K00014Y", "B/532301").district("532301");
/// assert_eq!(unit.size, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unit<'a> {
    /// Its id, unique in the frame.
    pub id: &'a str,
    /// Its stratum label, `A` or `D/餐饮`; or `-reason` if it cannot be drawn.
    pub stratum: &'a str,
    /// Its size, at least 1; 1 unless the design draws in proportion to size.
    pub size: u64,
    /// The district whose officers may come; empty where that plays no part.
    pub district: &'a str,
}

impl<'a> Unit<'a> {
    /// A unit of size 1, in no district.
    #[must_use]
    pub const fn new(id: &'a str, stratum: &'a str) -> Self {
        Self {
            id,
            stratum,
            size: 1,
            district: "",
        }
    }

    /// The same unit with this size.
    #[must_use]
    pub const fn size(self, size: u64) -> Self {
        Self { size, ..self }
    }

    /// The same unit in this district.
    #[must_use]
    pub const fn district(self, district: &'a str) -> Self {
        Self { district, ..self }
    }
}

/// Units that are no frame (protocol sections 1 and 2). Nothing is committed to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// An id, stratum label or district that is none.
    #[error("unit {index}: {error}")]
    Name {
        /// The place of the unit in the order of arrival, counted from 0.
        index: usize,
        /// What is wrong.
        error: NameError,
    },
    /// A size of nothing.
    #[error("unit {index}: a size is at least 1, found 0 for `{id}`")]
    ZeroSize {
        /// The place of the unit in the order of arrival, counted from 0.
        index: usize,
        /// The unit.
        id: UnitId,
    },
    /// One id twice.
    #[error("unit ids are unique in a frame, found `{id}` twice")]
    DuplicateId {
        /// The id.
        id: UnitId,
    },
    /// One token twice, which another frame key heals.
    #[error(
        "tokens are unique in a frame, found one for both `{first}` and `{second}`: take another frame key"
    )]
    EqualTokens {
        /// One unit.
        first: UnitId,
        /// The other.
        second: UnitId,
    },
}

/// A committed frame (抽样框): its units in id-byte order with their tokens, and the Merkle root over their leaves.
///
/// ```
/// use double_random::frame::{Frame, FrameKey, Unit};
/// let units = [Unit::new("b", "A"), Unit::new("a", "-dormant"), Unit::new("c", "D")];
/// let frame = Frame::commit(FrameKey::open([1; 32]), units)?;
/// assert_eq!(frame.count(), 3);
/// assert_eq!(frame.counts().values().sum::<u64>(), 2);
/// let slip = frame.open_slip(&"c".parse()?).ok_or("no such unit")?;
/// assert!(slip.holds(&frame.root(), frame.count()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Value stability
/// `double-random/1`.
#[derive(Clone)]
pub struct Frame {
    key: FrameKey,
    columns: Columns,
    strata: Vec<Stratum>,
    kinds: Vec<Kind>,
    counts: BTreeMap<Stratum, u64>,
    tokens: Vec<[u8; 24]>,
    tree: MerkleTree,
}

impl Frame {
    /// Commits to the units, in whatever order they come; those that come in id-byte order save a sort.
    ///
    /// # Errors
    /// A bad id, stratum label or district; a size of 0; an id twice; two ids with one token.
    pub fn commit<'a>(
        key: FrameKey,
        units: impl IntoIterator<Item = Unit<'a>>,
    ) -> Result<Self, FrameError> {
        let units = units.into_iter();
        let room = units.size_hint().0.min(MOST_ROOM);
        let (mut columns, mut kinds) = (Columns::with_capacity(room), Kinds::default());
        // Units that come in order are sealed as they come; with the first that does not, the sealing waits for a sort.
        let mut seal = Some(Seal::new(&key, room));
        let mut last = "";
        for (index, unit) in units.enumerate() {
            let named = |error| FrameError::Name { index, error };
            id::check(NameKind::UnitId, unit.id).map_err(named)?;
            let kind = kinds.count(unit.stratum, unit.district).map_err(named)?;
            columns.push(unit.id.as_bytes(), kind, unit.size);
            if unit.size == 0 {
                return Err(FrameError::ZeroSize {
                    index,
                    id: columns.unit_id(index)?,
                });
            }
            if let Some(sealing) = seal
                .as_mut()
                .filter(|_| is_before(last.as_bytes(), unit.id.as_bytes()))
            {
                sealing.push(index, &columns, kinds.list());
            } else {
                seal = None;
            }
            last = unit.id;
        }
        let (strata, kinds) = kinds.sorted();
        let seal = if let Some(seal) = seal {
            seal
        } else {
            columns = columns.sorted()?;
            let mut seal = Seal::new(&key, columns.len());
            (0..columns.len()).for_each(|unit| seal.push(unit, &columns, &kinds));
            seal
        };
        let (tokens, tree) = seal.finish(&columns, &kinds);
        if let Some((first, second)) = token::equal_pair(&tokens) {
            let [first, second] = [columns.unit_id(first)?, columns.unit_id(second)?];
            return Err(FrameError::EqualTokens { first, second });
        }
        let mut counts = BTreeMap::new();
        for kind in kinds.iter().filter(|kind| kind.stratum.is_eligible()) {
            *counts.entry(kind.stratum.clone()).or_default() += kind.units;
        }
        Ok(Self {
            key,
            columns,
            strata,
            kinds,
            counts,
            tokens,
            tree,
        })
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &FrameKey {
        &self.key
    }

    /// The Merkle root over the leaves.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.tree.root()
    }

    /// The number of all units, those that are not eligible too.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.tree.count()
    }

    /// `N_h`: the number of units of each stratum that can be drawn.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<Stratum, u64> {
        &self.counts
    }

    /// The strata, `-reason` ones too, in label-byte order: the places that [`Population::stratum`] answers.
    #[must_use]
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// The first unit in this stratum, for errors to name.
    pub(crate) fn first_of(&self, stratum: &Stratum) -> Option<UnitId> {
        let mut units = 0..self.columns.len();
        let unit = units.find(|unit| {
            self.columns
                .kind(*unit, &self.kinds)
                .is_some_and(|kind| kind.stratum == *stratum)
        })?;
        self.columns.unit_id(unit).ok()
    }

    /// The leaf of the unit at this place in id-byte order.
    #[must_use]
    pub fn leaf(&self, unit: usize) -> Option<Leaf> {
        let kind = self.columns.kind(unit, &self.kinds)?;
        Some(Leaf {
            id: self.columns.unit_id(unit).ok()?,
            stratum: kind.stratum.clone(),
            size: self.columns.size(unit),
            district: kind.district.clone(),
            token: Token::from_checked(*self.tokens.get(unit)?),
        })
    }

    /// What a record says of each of these units.
    ///
    /// They lie scattered in memory. So many at a time are fetched before any is used: the processor then waits for all of
    /// them at once.
    pub(crate) fn drawn(&self, units: &[Drawn]) -> impl Iterator<Item = (UnitId, Stratum, Token)> {
        units.chunks(FETCHED).flat_map(|units| {
            let rows = self.columns.rows(units.iter().map(|drawn| drawn.unit));
            let token = |drawn: &Drawn| self.tokens.get(drawn.unit).copied();
            let tokens: Vec<[u8; 24]> = units.iter().filter_map(token).collect();
            let named = |(row, token)| {
                let stratum = rows.kind(row, &self.kinds)?.stratum.clone();
                Some((rows.unit_id(row).ok()?, stratum, Token::from_checked(token)))
            };
            let named: Vec<_> = tokens.into_iter().enumerate().filter_map(named).collect();
            named
        })
    }

    /// All leaves in id-byte order: the text export of a frame, a line each.
    pub fn leaves(&self) -> impl Iterator<Item = Leaf> + '_ {
        (0..self.columns.len()).filter_map(|unit| self.leaf(unit))
    }

    /// Commits to the units of an export once more, and checks its order and tokens.
    ///
    /// # Errors
    /// A line that is no leaf, a token that the key does not give, a line out of order, and whatever [`Frame::commit`]
    /// refuses.
    pub fn import<'a>(
        key: FrameKey,
        lines: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, LeafError> {
        leaf::import(key, lines)
    }

    /// The slip that was granted: a unit's leaf with its inclusion proof. `None` if it was granted for another frame.
    ///
    /// In a closed frame it tells the unit's stratum and token, so it needs a ground and an approver that stand in a journal:
    /// [`Journal::grant_slip`](crate::journal::Journal::grant_slip).
    #[must_use]
    pub fn slip(&self, grant: &SlipGrant) -> Option<Slip> {
        self.prove(grant.unit())
            .filter(|_| *grant.root() == self.root())
    }

    /// The leaf of a unit with its inclusion proof under the open key, where anyone can make it. `None` if the frame is closed,
    /// or holds no such unit.
    #[must_use]
    pub fn open_slip(&self, id: &UnitId) -> Option<Slip> {
        self.prove(id).filter(|_| self.key.is_open())
    }

    /// Whether the frame holds this unit.
    #[must_use]
    pub fn holds(&self, id: &UnitId) -> bool {
        self.place_of(id).is_some()
    }

    /// The district of a unit, which is empty where that plays no part; none for a unit of no frame.
    pub(crate) fn district_of(&self, id: &UnitId) -> Option<District> {
        let kind = self.columns.kind(self.place_of(id)?, &self.kinds)?;
        Some(kind.district.clone())
    }

    fn prove(&self, id: &UnitId) -> Option<Slip> {
        let unit = self.place_of(id)?;
        let index = u64::try_from(unit).ok()?;
        let chunk = MerkleTree::chunk_of(index);
        let chunk = usize::try_from(chunk.start).ok()?..usize::try_from(chunk.end).ok()?;
        let leaves = chunk
            .map_while(|unit| self.leaf(unit))
            .map(|leaf| leaf.to_string());
        let proof = self.tree.prove_in_chunk(index, leaves)?;
        Some(Slip {
            leaf: self.leaf(unit)?,
            proof,
        })
    }

    fn place_of(&self, id: &UnitId) -> Option<usize> {
        let (mut low, mut high) = (0, self.columns.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.columns.id(middle) < id.as_str().as_bytes() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (self.columns.id(low) == id.as_str().as_bytes()).then_some(low)
    }
}

/// How many drawn units are fetched together.
const FETCHED: usize = 64;

/// For how many units room is taken beforehand at most, whatever an iterator promises.
const MOST_ROOM: usize = 1 << 24;

/// Whether one id stands before another in byte order: of two as long as each other, by their first and last sixteen bytes.
#[inline]
fn is_before(a: &[u8], b: &[u8]) -> bool {
    let ends = |id: &[u8]| {
        Some((
            u128::from_be_bytes(*id.first_chunk()?),
            u128::from_be_bytes(*id.last_chunk()?),
        ))
    };
    match (ends(a), ends(b)) {
        (Some(a_ends), Some(b_ends)) if a.len() == b.len() && a.len() <= 32 => a_ends < b_ends,
        _ => a < b,
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({}, {} units)", self.root(), self.count())
    }
}

impl Population for Frame {
    fn units(&self) -> usize {
        self.columns.len()
    }

    fn name(&self, unit: usize) -> &[u8] {
        self.tokens.get(unit).map_or(&[], |token| token.as_slice())
    }

    #[inline]
    fn stratum(&self, unit: usize) -> Option<usize> {
        self.columns.kind(unit, &self.kinds)?.place
    }

    fn size(&self, unit: usize) -> u64 {
        self.columns.size(unit)
    }

    #[inline]
    fn tickets(&self, seed: &Seed, each: impl FnMut(usize, Ticket)) {
        TokenTickets::new(seed).for_each(&self.tokens, each);
    }
}
