//! The levels of a Merkle tree: pairs of nodes through SHA-256, two blocks each.

use super::count;
use super::lanes::{LANES, Midstate, bits, place};
use sha2::block_api::compress256;

/// A node as the words of its digest.
pub(super) type Node = [u32; 8];

/// One level of an RFC 6962 tree: each pair of nodes becomes `H(0x01 + left + right)`; an odd last one moves up as it is.
pub(super) fn merkle_level(nodes: &mut Vec<Node>) {
    let pairs = nodes.len() / 2;
    let mut done = 0;
    while done < pairs {
        let children = nodes.get(2 * done..2 * pairs).unwrap_or_default();
        let batch = parents(children.as_flattened().as_chunks().0);
        for (node, parent) in nodes.iter_mut().skip(done).zip(&batch).take(pairs - done) {
            *node = *parent;
        }
        done += LANES;
    }
    let odd = nodes.len() % 2;
    if odd == 1 {
        nodes.swap(pairs, 2 * pairs);
    }
    nodes.truncate(pairs + odd);
}

/// The parents of the first [`LANES`] pairs, as far as there are any.
#[inline]
fn parents(pairs: &[[u32; 16]]) -> [Node; LANES] {
    count::blocks(2 * pairs.len().min(LANES));
    #[cfg(all(feature = "wide", target_arch = "x86_64"))]
    if let Some(pairs) = pairs.first_chunk()
        && let Some(parents) = super::wide::parents(&Midstate::START.words(), pairs)
    {
        return parents;
    }
    let (mut firsts, mut lasts) = ([[0; 64]; LANES], [[0; 64]; LANES]);
    for ((first, last), pair) in firsts.iter_mut().zip(&mut lasts).zip(pairs) {
        let bytes = pair.map(u32::to_be_bytes);
        let (front, end) = bytes.as_flattened().split_at(63);
        place(first, 0, [&[1], front]);
        place(last, 0, [end, &[0x80]]);
        if let Some(end) = last.last_chunk_mut() {
            *end = bits(65);
        }
    }
    let mut parents = [Midstate::START.words(); LANES];
    for blocks in [&firsts, &lasts] {
        for (parent, block) in parents.iter_mut().zip(blocks).take(pairs.len()) {
            compress256(parent, std::slice::from_ref(block));
        }
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::super::Digest;
    use super::super::lanes::to_bytes;
    use super::*;

    #[test]
    fn a_level_pairs_its_nodes() {
        for count in 0..200_u32 {
            let leaves: Vec<Node> = (0..count)
                .map(|i| [i.wrapping_mul(0x9E37_79B9); 8])
                .collect();
            let mut level = leaves.clone();
            merkle_level(&mut level);
            let parent = |pair: &[Node]| match pair {
                [left, right] => {
                    Digest::of(&[&[1][..], &to_bytes(left), &to_bytes(right)].concat())
                }
                [odd, ..] => Digest::from(*odd),
                [] => Digest::of(b""),
            };
            let wanted: Vec<Digest> = leaves.chunks(2).map(parent).collect();
            let found: Vec<Digest> = level.into_iter().map(Digest::from).collect();
            assert_eq!(found, wanted, "{count} nodes");
        }
    }
}
