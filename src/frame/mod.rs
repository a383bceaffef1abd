//! The frame: the units that a plan's scope left eligible, committed to before the draw (protocol section 2).

mod key;
mod labels;
mod leaf;
mod token;

pub use key::FrameKey;
pub use key::KeyError;
pub(crate) use key::KeyForm;
pub use leaf::Leaf;
pub use leaf::LeafError;
pub use leaf::Slip;
pub use token::Token;
pub use token::TokenError;

use crate::chance::Seed;
use crate::chance::Ticket;
use crate::chance::ticket::TokenTickets;
use crate::digest::Digest;
use crate::digest::LANES;
use crate::digest::Lanes;
use crate::digest::MerkleBuilder;
use crate::digest::MerkleTree;
use crate::id;
use crate::id::{District, NameError, NameKind, Stratum, UnitId};
use crate::sampling::Population;
use labels::Labels;
use std::collections::BTreeMap;
use std::str::FromStr as _;

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
/// let frame = Frame::commit(FrameKey::secret([7; 32])?, units)?;
/// assert_eq!(frame.count(), 3);
/// assert_eq!(frame.counts().values().sum::<u64>(), 2);
/// let slip = frame.slip(&"c".parse()?).ok_or("no such unit")?;
/// assert!(slip.holds(&frame.root()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Value stability
/// `double-random/1`.
#[derive(Clone, Debug)]
pub struct Frame {
    key: FrameKey,
    columns: Columns,
    strata: Vec<Stratum>,
    districts: Vec<District>,
    counts: BTreeMap<Stratum, u64>,
    tokens: Vec<[u8; 24]>,
    tree: MerkleTree,
}

/// What is known of the units, a column each.
#[derive(Clone, Debug, Default)]
struct Columns {
    ids: String,
    ends: Vec<usize>,
    strata: Vec<u32>,
    sizes: Vec<u64>,
    districts: Vec<u32>,
}

impl Columns {
    fn with_capacity(units: usize) -> Self {
        Self {
            ids: String::with_capacity(units * 18),
            ends: Vec::with_capacity(units),
            strata: Vec::with_capacity(units),
            sizes: Vec::with_capacity(units),
            districts: Vec::with_capacity(units),
        }
    }

    #[inline]
    fn push(&mut self, id: &str, stratum: u32, size: u64, district: u32) {
        self.ids.push_str(id);
        self.ends.push(self.ids.len());
        self.strata.push(stratum);
        self.sizes.push(size);
        self.districts.push(district);
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    fn id(&self, unit: usize) -> &str {
        let end = |unit: usize| self.ends.get(unit).copied().unwrap_or_default();
        let start = unit.checked_sub(1).map_or(0, end);
        self.ids.get(start..end(unit)).unwrap_or_default()
    }

    /// The same rows in id-byte order.
    fn sorted(&self) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_unstable_by_key(|unit| self.id(*unit));
        let mut sorted = Self::with_capacity(self.len());
        for unit in order {
            let [stratum, district] = [at(&self.strata, unit), at(&self.districts, unit)];
            sorted.push(self.id(unit), stratum, at(&self.sizes, unit), district);
        }
        sorted
    }
}

fn at<T: Copy + Default>(column: &[T], unit: usize) -> T {
    column.get(unit).copied().unwrap_or_default()
}

fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
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
        let mut columns = Columns::with_capacity(units.size_hint().0);
        let (mut strata, mut districts) = (Labels::default(), Labels::default());
        let mut in_order = true;
        let mut last = "";
        for (index, unit) in units.enumerate() {
            let named = |error| FrameError::Name { index, error };
            id::check(NameKind::UnitId, unit.id).map_err(named)?;
            if unit.size == 0 {
                let id = UnitId::from_str(unit.id).map_err(named)?;
                return Err(FrameError::ZeroSize { index, id });
            }
            let stratum = strata
                .place(unit.stratum, |text| Stratum::from_str(text).map(drop))
                .map_err(named)?;
            let district = districts
                .place(unit.district, |text| id::check(NameKind::District, text))
                .map_err(named)?;
            in_order &= last < unit.id;
            last = unit.id;
            columns.push(unit.id, stratum, unit.size, district);
        }
        if !in_order {
            columns = columns.sorted();
            if let Some(unit) =
                (1..columns.len()).find(|unit| columns.id(unit - 1) == columns.id(*unit))
            {
                let named = |error| FrameError::Name { index: unit, error };
                return Err(FrameError::DuplicateId {
                    id: columns.id(unit).parse().map_err(named)?,
                });
            }
        }
        Self::seal(key, columns, strata, districts)
    }

    fn seal(
        key: FrameKey,
        mut columns: Columns,
        strata: Labels,
        districts: Labels,
    ) -> Result<Self, FrameError> {
        let (strata, new) = strata.sorted();
        let mut totals = vec![0_u64; strata.len()];
        for stratum in &mut columns.strata {
            *stratum = at(&new, place(*stratum));
            if let Some(total) = totals.get_mut(place(*stratum)) {
                *total += 1;
            }
        }
        let (districts, new) = districts.sorted();
        for district in &mut columns.districts {
            *district = at(&new, place(*district));
        }
        let named = |error| FrameError::Name { index: 0, error };
        let strata: Vec<Stratum> = strata
            .into_iter()
            .map(Stratum::try_from)
            .collect::<Result<_, _>>()
            .map_err(named)?;
        let districts: Vec<District> = districts
            .into_iter()
            .map(District::try_from)
            .collect::<Result<_, _>>()
            .map_err(named)?;
        let counts = strata
            .iter()
            .cloned()
            .zip(totals)
            .filter(|(stratum, _)| stratum.is_eligible())
            .collect();

        let tokens = tokens(&key, &columns);
        if let Some((first, second)) = token::equal_pair(&tokens) {
            let [first, second] = [
                columns.id(first).parse().map_err(named)?,
                columns.id(second).parse().map_err(named)?,
            ];
            return Err(FrameError::EqualTokens { first, second });
        }
        let tree = tree(&columns, &strata, &districts, &tokens);
        Ok(Self {
            key,
            columns,
            strata,
            districts,
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

    /// The strata, `-reason` ones too, in label-byte order.
    pub(crate) fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// The first unit in this stratum, for errors to name.
    pub(crate) fn first_of(&self, stratum: &Stratum) -> Option<UnitId> {
        let wanted = self.strata.binary_search(stratum).ok()?;
        let unit = self
            .columns
            .strata
            .iter()
            .position(|stratum| place(*stratum) == wanted)?;
        self.columns.id(unit).parse().ok()
    }

    /// The leaf of the unit at this place in id-byte order.
    #[must_use]
    pub fn leaf(&self, unit: usize) -> Option<Leaf> {
        Some(Leaf {
            id: self.columns.id(unit).parse().ok()?,
            stratum: self
                .strata
                .get(place(*self.columns.strata.get(unit)?))?
                .clone(),
            size: *self.columns.sizes.get(unit)?,
            district: self
                .districts
                .get(place(*self.columns.districts.get(unit)?))?
                .clone(),
            token: Token::from_checked(*self.tokens.get(unit)?),
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

    /// The leaf of a unit with its inclusion proof; `None` if the frame holds no such unit. In a closed frame it tells the
    /// unit's stratum and token: hand it out on a recorded ground only.
    #[must_use]
    pub fn slip(&self, id: &UnitId) -> Option<Slip> {
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
            if self.columns.id(middle) < id.as_str() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (self.columns.id(low) == id.as_str()).then_some(low)
    }
}

/// The token of every unit.
fn tokens(key: &FrameKey, columns: &Columns) -> Vec<[u8; 24]> {
    let start = key.token_midstate();
    let mut lanes = Lanes::new(start);
    let mut tokens = Vec::with_capacity(columns.len());
    let mut take = |words| tokens.push(*Token::of(words).as_bytes());
    for unit in 0..columns.len() {
        if unit % LANES == 0 {
            lanes.flush(&mut take);
        }
        let id = columns.id(unit).as_bytes();
        if !lanes.push(&[id]) {
            lanes.flush(&mut take);
            take(start.finish(id));
        }
    }
    lanes.flush(take);
    tokens
}

/// The tree over the leaves, which are written as [`Leaf`] prints them.
fn tree(
    columns: &Columns,
    strata: &[Stratum],
    districts: &[District],
    tokens: &[[u8; 24]],
) -> MerkleTree {
    let strata: Vec<String> = strata
        .iter()
        .map(|stratum| format!("\t{stratum}\t"))
        .collect();
    let districts: Vec<String> = districts
        .iter()
        .map(|district| format!("\t{district}\t"))
        .collect();
    let mut builder = MerkleBuilder::new();
    let rows = columns
        .strata
        .iter()
        .zip(&columns.sizes)
        .zip(&columns.districts);
    for ((unit, token), ((stratum, size), district)) in tokens.iter().enumerate().zip(rows) {
        let digits;
        let size = if *size == 1 {
            &b"1"[..]
        } else {
            digits = size.to_string();
            digits.as_bytes()
        };
        let id = columns.id(unit).as_bytes();
        builder.push(&[
            id,
            text(&strata, *stratum),
            size,
            text(&districts, *district),
            token,
        ]);
    }
    builder.finish()
}

fn text(texts: &[String], index: u32) -> &[u8] {
    texts.get(place(index)).map_or(&[], |text| text.as_bytes())
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
        let stratum = place(*self.columns.strata.get(unit)?);
        self.strata.get(stratum)?.is_eligible().then_some(stratum)
    }

    fn size(&self, unit: usize) -> u64 {
        at(&self.columns.sizes, unit)
    }

    #[inline]
    fn tickets(&self, seed: &Seed, each: impl FnMut(usize, Ticket)) {
        TokenTickets::new(seed).for_each(&self.tokens, each);
    }
}
