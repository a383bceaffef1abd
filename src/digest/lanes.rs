//! Many short messages through SHA-256, one compression each: the fast path of tickets, tokens and leaves.
//!
//! The instructions for SHA-256 are bound by latency: one block waits for the round before. Blocks that are built and
//! stored beforehand do not wait for each other, so the processor overlaps them; where its registers are wide enough, it
//! takes sixteen at once. How much that gains, the benches tell.

use super::{Digest, count};
use sha2::block_api::compress256;

/// How many blocks are built before any is compressed.
pub(crate) const LANES: usize = 16;

/// The most bytes that fit into the last block of a message, beside its padding.
const ROOM: usize = 55;

/// The state of SHA-256 after a whole number of blocks.
#[derive(Clone, Copy)]
pub(crate) struct Midstate {
    state: [u32; 8],
    bytes: usize,
}

impl Midstate {
    /// Before the first block (FIPS 180-4, 5.3.3).
    pub(crate) const START: Self = Self {
        state: [
            0x6A09_E667,
            0xBB67_AE85,
            0x3C6E_F372,
            0xA54F_F53A,
            0x510E_527F,
            0x9B05_688C,
            0x1F83_D9AB,
            0x5BE0_CD19,
        ],
        bytes: 0,
    };

    /// The words of the state.
    pub(super) fn words(&self) -> [u32; 8] {
        self.state
    }

    /// After one block.
    pub(crate) fn after(block: &[u8; 64]) -> Self {
        let mut state = Self::START.state;
        count::blocks(1);
        compress256(&mut state, &[*block]);
        Self { state, bytes: 64 }
    }

    /// The words of the digest of what went before and this message, of any length.
    pub(crate) fn finish(&self, message: &[u8]) -> [u32; 8] {
        let (blocks, rest) = message.as_chunks::<64>();
        let mut state = self.state;
        count::blocks(blocks.len());
        compress256(&mut state, blocks);
        let bits = bits(self.bytes + message.len());
        let mut last = [[0; 64]; 2];
        for (to, from) in last
            .as_flattened_mut()
            .iter_mut()
            .zip(rest.iter().chain(&[0x80]))
        {
            *to = *from;
        }
        let used = if rest.len() <= ROOM { 1 } else { 2 };
        let used = last.get_mut(..used).unwrap_or_default();
        if let Some(end) = used.as_flattened_mut().last_chunk_mut() {
            *end = bits;
        }
        count::blocks(used.len());
        compress256(&mut state, used);
        state
    }
}

/// Up to [`LANES`] last blocks of messages that begin alike.
pub(crate) struct Lanes {
    start: Midstate,
    blocks: [[u8; 64]; LANES],
    /// How many messages were taken since the lanes were last empty.
    taken: usize,
}

impl Lanes {
    /// No messages yet; each will follow what `start` has hashed.
    pub(crate) fn new(start: Midstate) -> Self {
        let blocks = [[0; 64]; LANES];
        Self {
            start,
            blocks,
            taken: 0,
        }
    }

    /// Takes one message, which begins with so many zero bytes and goes on with these parts; `false` if it is too long for
    /// one block or all lanes are full.
    #[inline]
    pub(crate) fn push<const ZEROS: usize, const N: usize>(&mut self, parts: [&[u8]; N]) -> bool {
        let length = parts.iter().map(|part| part.len()).sum::<usize>() + ZEROS;
        if length > ROOM {
            return false;
        }
        let Some(block) = self.blocks.get_mut(self.taken) else {
            return false;
        };
        *block = [0; 64];
        place(block, ZEROS, parts);
        if let Some(end) = block.get_mut(length) {
            *end = 0x80;
        }
        if let Some(end) = block.last_chunk_mut() {
            *end = bits(self.start.bytes + length);
        }
        self.taken += 1;
        true
    }

    /// Whether the next message finds no lane.
    #[inline]
    pub(crate) fn are_full(&self) -> bool {
        self.taken == LANES
    }

    /// Compresses all messages that wait; the words of their digests, in the order in which they came.
    #[inline]
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = [u32; 8]> + use<> {
        let taken = std::mem::take(&mut self.taken);
        let states = after_block(&self.start.state, &self.blocks, taken);
        states.into_iter().take(taken)
    }
}

/// The states after each of the first `taken` blocks.
#[inline]
fn after_block(start: &[u32; 8], blocks: &[[u8; 64]; LANES], taken: usize) -> [[u32; 8]; LANES] {
    count::blocks(taken);
    #[cfg(all(feature = "wide", target_arch = "x86_64"))]
    if taken > LANES / 2
        && let Some(states) = super::wide::after_block(start, blocks)
    {
        return states;
    }
    let mut states = [*start; LANES];
    for (state, block) in states.iter_mut().zip(blocks).take(taken) {
        compress256(state, std::slice::from_ref(block));
    }
    states
}

/// Writes the parts one after the other into the block, from `start` on.
#[inline]
pub(super) fn place<const N: usize>(block: &mut [u8; 64], start: usize, parts: [&[u8]; N]) {
    let mut at = start;
    for part in parts {
        if let Some(to) = block.get_mut(at..at + part.len()) {
            copy(to, part);
        }
        at += part.len();
    }
}

/// Copies a short text to a place of the same length: its first and last bytes, which overlap, in pieces of one width.
/// Neither a call nor a loop, which for texts of some twenty bytes cost more than the copy.
#[inline]
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    let copied = copy_ends::<16>(to, from) || copy_ends::<8>(to, from) || copy_ends::<4>(to, from);
    if !copied && from.len() < 4 {
        for (to, from) in to.iter_mut().zip(from) {
            *to = *from;
        }
    } else if !copied && to.len() == from.len() {
        to.copy_from_slice(from);
    }
}

/// Copies a text of `N` to `2 · N` bytes; `false` if it has another length.
#[inline]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let (Some(first), Some(last), true) = (
        from.first_chunk::<N>(),
        from.last_chunk::<N>(),
        from.len() <= 2 * N,
    ) else {
        return false;
    };
    if let Some(to) = to.first_chunk_mut() {
        *to = *first;
    }
    if let Some(to) = to.last_chunk_mut() {
        *to = *last;
    }
    true
}

/// A length in bytes as SHA-256 writes it: in bits, eight bytes, big-endian.
#[expect(
    clippy::as_conversions,
    reason = "no target has addresses of more than 64 bits"
)]
pub(super) fn bits(bytes: usize) -> [u8; 8] {
    (bytes as u64 * 8).to_be_bytes()
}

/// The words of a digest as its bytes.
pub(crate) fn to_bytes(words: &[u32; 8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (four, word) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
        *four = word.to_be_bytes();
    }
    bytes
}

impl From<[u32; 8]> for Digest {
    fn from(words: [u32; 8]) -> Self {
        Self(to_bytes(&words))
    }
}

/// A word as eight lower-case hex digits: its nibbles are spread over eight bytes and turned into digits all at once.
#[inline]
pub(crate) fn hex8(word: u32) -> [u8; 8] {
    let mut x = u64::from(word);
    x = (x | x << 16) & 0x0000_FFFF_0000_FFFF;
    x = (x | x << 8) & 0x00FF_00FF_00FF_00FF;
    x = (x | x << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    let letters = ((x + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
    (x + 0x3030_3030_3030_3030 + letters * u64::from(b'a' - b'9' - 1)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_of_message_gives_the_digest_of_the_library() {
        let head = [b'h'; 64];
        for length in 0..200 {
            let message: Vec<u8> = (0..length).collect();
            let whole = [&head[..], &message].concat();
            assert_eq!(
                Digest::from(Midstate::after(&head).finish(&message)),
                Digest::of(&whole)
            );
            assert_eq!(
                Digest::from(Midstate::START.finish(&message)),
                Digest::of(&message)
            );
        }
    }

    #[test]
    fn lanes_answer_in_order_and_refuse_what_does_not_fit() {
        let texts: Vec<Vec<u8>> = (0..8 * LANES + 7)
            .map(|place| vec![b'x'; place * 3 % 56])
            .collect();
        let wanted: Vec<_> = texts.iter().map(|text| Digest::of(text)).collect();
        for batch in 1..=LANES {
            let mut lanes = Lanes::new(Midstate::START);
            let mut found = vec![];
            for texts in texts.chunks(batch) {
                for text in texts {
                    let (front, back) = text.split_at(text.len() / 2);
                    assert!(lanes.push::<0, 2>([front, back]));
                }
                assert_eq!(lanes.are_full(), texts.len() == LANES);
                assert!(batch < LANES || !lanes.are_full() || !lanes.push::<0, 1>([b""]));
                found.extend(lanes.drain().map(Digest::from));
            }
            assert_eq!(found, wanted);
            assert_eq!(lanes.drain().count(), 0);
            assert!(!lanes.push::<0, 1>([&[0; 56]]));
            assert!(!lanes.push::<1, 2>([&[0; 40], &[0; 15]]));
        }
    }

    #[test]
    fn short_texts_are_copied_whole() {
        for length in 0..100_u8 {
            let from: Vec<u8> = (1..=length).collect();
            let mut to = vec![0; from.len()];
            copy(&mut to, &from);
            assert_eq!(to, from);
        }
    }

    #[test]
    fn hex_digits_are_those_of_the_format_macro() {
        for word in [0, 1, 0x0123_4567, 0x89AB_CDEF, u32::MAX, 0x9A9A_A9A9] {
            assert_eq!(hex8(word), format!("{word:08x}").as_bytes());
        }
    }
}
