//! The hot path of a commitment: tokens, leaves and tree in one pass over the units.

use super::Columns;
use super::FrameKey;
use super::Token;
use super::kind::Kind;
use crate::digest::{Lanes, MerkleBuilder, MerkleTree, Message, Midstate};

/// The tokens of the units, and the tree over their leaves.
pub(super) fn seal(
    key: &FrameKey,
    columns: &Columns,
    kinds: &[Kind],
) -> (Vec<[u8; 24]>, MerkleTree) {
    let start = key.token_midstate();
    let (mut lanes, mut id) = (Lanes::new(start), Message::new());
    let mut sealed = Sealed {
        columns,
        kinds,
        tokens: Vec::with_capacity(columns.len()),
        tree: MerkleBuilder::new(),
    };
    for unit in 0..columns.len() {
        if lanes.is_full() {
            sealed.flush(&mut lanes);
        }
        let (from, to) = columns.bounds(unit);
        id.clear();
        id.append(&columns.ids, from, to);
        if !lanes.push(&id) {
            sealed.flush(&mut lanes);
            sealed.push(start, columns.id(unit));
        }
    }
    sealed.flush(&mut lanes);
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
    /// Seals the units whose ids wait in lanes.
    fn flush(&mut self, lanes: &mut Lanes) {
        lanes.drain(|words| self.take(words));
    }

    /// Seals the next unit, whose id is too long for a lane.
    fn push(&mut self, start: Midstate, id: &[u8]) {
        self.take(start.finish(id));
    }

    /// Seals the next unit with the words of its token.
    #[inline]
    fn take(&mut self, words: [u32; 8]) {
        let (columns, unit, token) = (self.columns, self.tokens.len(), Token::of(words));
        self.tokens.push(*token.as_bytes());
        let Some(kind) = columns.kind(unit, self.kinds) else {
            return;
        };
        let (from, to) = columns.bounds(unit);
        if columns.sizes.is_none() {
            let write = |message: &mut Message| {
                message.append(&columns.ids, from, to);
                message.extend(kind.middle.as_bytes());
                message.extend(token.as_bytes());
            };
            self.tree.push(write, || {
                [columns.id(unit), kind.middle.as_bytes(), token.as_bytes()].concat()
            });
        } else {
            let middle = format!(
                "\t{}\t{}\t{}\t",
                kind.stratum,
                columns.size(unit),
                kind.district
            );
            let leaf = [columns.id(unit), middle.as_bytes(), token.as_bytes()].concat();
            self.tree
                .push(|message| message.extend(&leaf), || leaf.clone());
        }
    }
}
