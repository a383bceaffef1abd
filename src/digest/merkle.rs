//! The RFC 6962 Merkle tree over the leaves of a frame: root, inclusion proof and its check.

use super::Digest;
use super::Lanes;
use super::Midstate;
use super::level::{Node, merkle_level};
use serde::{Deserialize, Serialize};

/// Leaves whose subtree is hashed at once. A power of two, so that every whole chunk is a subtree of the RFC's tree and
/// the tree over the chunks' roots is the tree over the leaves.
const CHUNK: usize = 1024;

/// A Merkle tree (默克尔树) that takes leaves one by one and keeps one node for every 1,024 of them.
///
/// Leaf hash `H(0x00 + leaf)`, node `H(0x01 + left + right)`, an empty tree `H("")` (RFC 6962, 2.1).
///
/// ```
/// use double_random::digest::MerkleTree;
/// let leaves = ["a", "b", "c"];
/// let tree = MerkleTree::of(leaves);
/// let proof = tree.prove(1, leaves);
/// assert!(proof.is_some_and(|proof| proof.holds("b", &tree.root())));
/// ```
#[derive(Clone, Debug)]
pub struct MerkleTree {
    chunks: Vec<Node>,
    count: u64,
}

/// That a leaf stands at a place of a tree (包含证明): its index, the number of all leaves, and the path of nodes from the
/// leaf to the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// The place of the leaf, counted from 0.
    pub index: u64,
    /// The number of all leaves.
    pub count: u64,
    /// The siblings on the way from the leaf to the root.
    pub path: Vec<Digest>,
}

impl MerkleTree {
    /// The tree over these leaves, in this order.
    pub fn of<T: AsRef<[u8]>>(leaves: impl IntoIterator<Item = T>) -> Self {
        let mut builder = Builder::new();
        for leaf in leaves {
            builder.push([leaf.as_ref(), &[], &[]]);
        }
        builder.finish()
    }

    /// The root, which commits to every leaf, to their order and their number.
    #[must_use]
    pub fn root(&self) -> Digest {
        match fold(&mut self.chunks.clone()) {
            Some(root) => root.into(),
            None => Digest::of(b""),
        }
    }

    /// The number of leaves.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The leaves that [`MerkleTree::prove`] wants to see again for the leaf at this index.
    pub(crate) fn chunk_of(index: u64) -> std::ops::Range<u64> {
        let chunk = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        let start = index / chunk * chunk;
        start..start + chunk
    }

    /// The proof for the leaf at this index, from all leaves once more; `None` if there is no such leaf.
    pub fn prove<T: AsRef<[u8]>>(
        &self,
        index: u64,
        leaves: impl IntoIterator<Item = T>,
    ) -> Option<InclusionProof> {
        let start = usize::try_from(Self::chunk_of(index).start).ok()?;
        self.prove_in_chunk(index, leaves.into_iter().skip(start).take(CHUNK))
    }

    /// The proof for the leaf at this index, from the leaves of its chunk alone.
    pub(crate) fn prove_in_chunk<T: AsRef<[u8]>>(
        &self,
        index: u64,
        chunk: impl IntoIterator<Item = T>,
    ) -> Option<InclusionProof> {
        let range = Self::chunk_of(index);
        if index >= self.count {
            return None;
        }
        let mut path = vec![];
        let hash = |leaf: T| Midstate::START.finish(&[&[0], leaf.as_ref()].concat());
        let nodes = chunk.into_iter().map(hash).collect();
        walk(&mut path, nodes, usize::try_from(index - range.start).ok()?);
        walk(
            &mut path,
            self.chunks.clone(),
            usize::try_from(range.start).ok()? / CHUNK,
        );
        Some(InclusionProof {
            index,
            count: self.count,
            path,
        })
    }
}

impl InclusionProof {
    /// Whether the proof shows this leaf in the tree with this root (RFC 9162, 2.1.3.2).
    #[must_use]
    pub fn holds(&self, leaf: impl AsRef<[u8]>, root: &Digest) -> bool {
        if self.index >= self.count {
            return false;
        }
        let mut node = Digest::from(Midstate::START.finish(&[&[0], leaf.as_ref()].concat()));
        let (mut index, mut last) = (self.index, self.count - 1);
        for sibling in &self.path {
            if last == 0 {
                return false;
            }
            if index % 2 == 1 || index == last {
                node = parent(sibling, &node);
                while index % 2 == 0 && index != 0 {
                    (index, last) = (index / 2, last / 2);
                }
            } else {
                node = parent(&node, sibling);
            }
            (index, last) = (index / 2, last / 2);
        }
        last == 0 && node == *root
    }
}

fn parent(left: &Digest, right: &Digest) -> Digest {
    Digest::of(&[&[1][..], left.as_bytes(), right.as_bytes()].concat())
}

/// The root over these nodes, which are used up; none over none.
fn fold(nodes: &mut Vec<Node>) -> Option<Node> {
    while nodes.len() > 1 {
        merkle_level(nodes);
    }
    nodes.pop()
}

/// Appends the siblings on the way from the node at this place to the root over these nodes.
fn walk(path: &mut Vec<Digest>, mut nodes: Vec<Node>, mut at: usize) {
    while nodes.len() > 1 {
        path.extend(nodes.get(at ^ 1).copied().map(Digest::from));
        merkle_level(&mut nodes);
        at /= 2;
    }
}

/// A tree under construction: leaves wait in lanes, then in a chunk.
pub(crate) struct Builder {
    lanes: Lanes,
    leaves: Vec<Node>,
    chunks: Vec<Node>,
    count: u64,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            lanes: Lanes::new(Midstate::START),
            leaves: Vec::with_capacity(CHUNK),
            chunks: vec![],
            count: 0,
        }
    }

    /// Takes the next leaf, given in three parts.
    #[inline]
    pub(crate) fn push(&mut self, [a, b, c]: [&[u8]; 3]) {
        self.count += 1;
        if !self.lanes.push::<1, 3>([a, b, c]) {
            self.flush();
            self.leaf(Midstate::START.finish(&[&[0], a, b, c].concat()));
        } else if self.lanes.are_full() {
            self.flush();
        }
    }

    /// Takes the hash of the next leaf; a chunk that is full becomes a node.
    #[inline]
    fn leaf(&mut self, leaf: Node) {
        self.leaves.push(leaf);
        if self.leaves.len() == CHUNK {
            self.chunks.extend(fold(&mut self.leaves));
        }
    }

    /// Hashes the leaves that wait.
    fn flush(&mut self) {
        for leaf in self.lanes.drain() {
            self.leaf(leaf);
        }
    }

    pub(crate) fn finish(mut self) -> MerkleTree {
        self.flush();
        let Self {
            mut leaves,
            mut chunks,
            count,
            ..
        } = self;
        chunks.extend(fold(&mut leaves));
        MerkleTree { chunks, count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962, 2.1, word for word.
    fn naive(leaves: &[Vec<u8>]) -> Digest {
        match leaves {
            [] => Digest::of(b""),
            [leaf] => Digest::of(&[&[0], leaf.as_slice()].concat()),
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                parent(&naive(&leaves[..half]), &naive(&leaves[half..]))
            }
        }
    }

    fn leaves(count: usize) -> Vec<Vec<u8>> {
        (0..count)
            .map(|i| format!("{i}{}", "x".repeat(i % 90)).into_bytes())
            .collect()
    }

    #[test]
    fn the_root_is_the_rfcs() {
        let all = leaves(5_000);
        for count in (0..70).chain([
            1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 3_072, 4_096, 4_097, 5_000,
        ]) {
            assert_eq!(
                MerkleTree::of(&all[..count]).root(),
                naive(&all[..count]),
                "{count} leaves"
            );
        }
    }

    #[test]
    fn every_leaf_has_a_proof_and_nothing_else_has() {
        for count in [1, 2, 3, 7, 8, 9, 33, 1_024, 1_025, 2_051] {
            let all = leaves(count);
            let tree = MerkleTree::of(&all);
            let root = tree.root();
            for index in (0..count).step_by(1 + count / 60) {
                let place = u64::try_from(index).unwrap();
                let proof = tree.prove(place, &all).unwrap();
                assert!(proof.holds(&all[index], &root), "{index} of {count}");
                assert!(!proof.holds("other", &root));
                let moved = InclusionProof {
                    index: place + 1,
                    ..proof.clone()
                };
                assert!(!moved.holds(&all[index], &root));
                let longer = InclusionProof {
                    path: [proof.path.clone(), vec![root]].concat(),
                    ..proof.clone()
                };
                assert!(!longer.holds(&all[index], &root));
                let shorter = InclusionProof {
                    path: proof.path[..proof.path.len().saturating_sub(1)].to_vec(),
                    ..proof
                };
                assert!(
                    shorter.path.is_empty() && count == 1 || !shorter.holds(&all[index], &root)
                );
            }
            assert_eq!(tree.prove(u64::try_from(count).unwrap(), &all), None);
        }
        assert_eq!(MerkleTree::of(leaves(0)).prove(0, leaves(0)), None);
    }
}
