//! The hot path of a commitment: tokens, leaves and tree, unit by unit.

use super::Columns;
use super::FrameKey;
use super::Token;
use super::kind::Kind;
use crate::digest::{Lanes, MerkleBuilder, MerkleTree, Midstate};

/// What is sealed so far: as many units as there are tokens; the ids of the next ones wait in lanes.
pub(super) struct Seal {
    start: Midstate,
    lanes: Lanes,
    tokens: Vec<[u8; 24]>,
    tree: MerkleBuilder,
}

impl Seal {
    /// Nothing yet, and room for so many units.
    pub(super) fn new(key: &FrameKey, units: usize) -> Self {
        let start = key.token_midstate();
        let (lanes, tokens) = (Lanes::new(start), Vec::with_capacity(units));
        Self {
            start,
            lanes,
            tokens,
            tree: MerkleBuilder::new(),
        }
    }

    /// Takes the next unit of the columns.
    #[inline]
    pub(super) fn push(&mut self, unit: usize, columns: &Columns, kinds: &[Kind]) {
        let id = columns.id(unit);
        if !self.lanes.push::<0, 1>([id]) {
            self.flush(columns, kinds);
            self.take(self.start.finish(id), columns, kinds);
        } else if self.lanes.are_full() {
            self.flush(columns, kinds);
        }
    }

    /// The tokens of all units, and the tree over their leaves.
    pub(super) fn finish(
        mut self,
        columns: &Columns,
        kinds: &[Kind],
    ) -> (Vec<[u8; 24]>, MerkleTree) {
        self.flush(columns, kinds);
        (self.tokens, self.tree.finish())
    }

    fn flush(&mut self, columns: &Columns, kinds: &[Kind]) {
        for words in self.lanes.drain() {
            self.take(words, columns, kinds);
        }
    }

    /// Seals the next unit with the words of its token.
    #[inline]
    fn take(&mut self, words: [u32; 8], columns: &Columns, kinds: &[Kind]) {
        let (unit, token) = (self.tokens.len(), Token::of(words));
        self.tokens.push(*token.as_bytes());
        let Some(kind) = columns.kind(unit, kinds) else {
            return;
        };
        let id = columns.id(unit);
        if columns.are_of_size_1() {
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
