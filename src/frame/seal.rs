//! The hot path of a commitment: tokens, leaves and tree in one pass over the units.

use super::Columns;
use super::FrameKey;
use super::Token;
use super::kind::Kind;
use crate::digest::{Lanes, MerkleBuilder, MerkleTree};

/// The tokens of the units, and the tree over their leaves.
pub(super) fn seal(
    key: &FrameKey,
    columns: &Columns,
    kinds: &[Kind],
) -> (Vec<[u8; 24]>, MerkleTree) {
    let start = key.token_midstate();
    let mut lanes = Lanes::new(start);
    let tokens = Vec::with_capacity(columns.len());
    let mut sealed = Sealed {
        columns,
        kinds,
        tokens,
        tree: MerkleBuilder::new(),
    };
    for unit in 0..columns.len() {
        if lanes.is_full() {
            lanes.drain(|words| sealed.take(words));
        }
        let id = columns.id(unit);
        if !lanes.push([id]) {
            lanes.drain(|words| sealed.take(words));
            sealed.take(start.finish(id));
        }
    }
    lanes.drain(|words| sealed.take(words));
    (sealed.tokens, sealed.tree.finish())
}

/// What is sealed so far: as many units as there are tokens.
struct Sealed<'a> {
    columns: &'a Columns,
    kinds: &'a [Kind],
    tokens: Vec<[u8; 24]>,
    tree: MerkleBuilder,
}

impl Sealed<'_> {
    /// Seals the next unit with the words of its token.
    #[inline]
    fn take(&mut self, words: [u32; 8]) {
        let (columns, unit, token) = (self.columns, self.tokens.len(), Token::of(words));
        self.tokens.push(*token.as_bytes());
        let Some(kind) = columns.kind(unit, self.kinds) else {
            return;
        };
        let id = columns.id(unit);
        if columns.sizes.is_none() {
            self.tree
                .push([id, kind.middle.as_bytes(), token.as_bytes()]);
        } else {
            let middle = format!(
                "\t{}\t{}\t{}\t",
                kind.stratum,
                columns.size(unit),
                kind.district
            );
            self.tree.push([id, middle.as_bytes(), token.as_bytes()]);
        }
    }
}
