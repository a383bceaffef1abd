//! SHA-256 sixteen times at once, where the processor has registers of 512 bits: each holds one word of sixteen messages.
//!
//! The same steps as FIPS 180-4 writes them, for sixteen messages that know nothing of each other. Nothing here decides a
//! value: where the processor has no such registers, `None` is answered and the messages are compressed one by one.

#![expect(
    clippy::inline_always,
    reason = "only what is part of a function compiled for these registers uses them"
)]

use super::lanes::LANES;
use fearless_simd::Bytes as _;
use fearless_simd::Level;
use fearless_simd::Simd as _;
use fearless_simd::SimdBase as _;
use fearless_simd::u8x64;
use fearless_simd::u32x16;
use fearless_simd::x86::Avx512;

/// One word of each message.
type Word = u32x16<Avx512>;

/// The states after one block of each message, all from one state before it.
#[inline]
pub(super) fn after_block(
    start: &[u32; 8],
    blocks: &[[u8; 64]; LANES],
) -> Option<[[u32; 8]; LANES]> {
    let simd = Level::new().as_avx512()?;
    Some(simd.vectorize(
        #[inline(always)]
        || {
            let mut messages = [Word::splat(simd, 0); LANES];
            for (message, block) in messages.iter_mut().zip(blocks) {
                let bytes: Word = u8x64::load_array_ref(simd, block).bitcast();
                *message = turned::<8>(bytes) & 0xFF00_FF00 | turned::<24>(bytes) & 0x00FF_00FF;
            }
            let mut states = start.map(|word| Word::splat(simd, word));
            compress(simd, &mut states, columns(simd, messages));
            rows(simd, states)
        },
    ))
}

/// The parents of sixteen pairs of nodes of a Merkle tree: `H(0x01 + left + right)`, in two blocks each.
#[inline]
pub(super) fn parents(start: &[u32; 8], pairs: &[[u32; 16]; LANES]) -> Option<[[u32; 8]; LANES]> {
    let simd = Level::new().as_avx512()?;
    Some(simd.vectorize(
        #[inline(always)]
        || {
            let mut messages = [Word::splat(simd, 0); LANES];
            for (message, pair) in messages.iter_mut().zip(pairs) {
                *message = Word::load_array_ref(simd, pair);
            }
            // The byte 0x01 in front moves all others by one: the last of each word begins the next.
            let (mut words, mut before) = (columns(simd, messages), Word::splat(simd, 1));
            for word in &mut words {
                (*word, before) = (before << 24 | *word >> 8, *word);
            }
            let mut states = start.map(|word| Word::splat(simd, word));
            compress(simd, &mut states, words);
            let mut words = [Word::splat(simd, 0); 16];
            words[0] = before << 24 | 0x0080_0000;
            words[15] = Word::splat(simd, 65 * 8);
            compress(simd, &mut states, words);
            rows(simd, states)
        },
    ))
}

/// From a register for each message to one for each of their words.
#[inline(always)]
fn columns(simd: Avx512, rows: [Word; 16]) -> [Word; 16] {
    let mut all = rows;
    for _ in 0..4 {
        all = shuffle(simd, all);
    }
    all
}

/// From a register for each word to the words of each message.
#[inline(always)]
fn rows(simd: Avx512, columns: [Word; 8]) -> [[u32; 8]; LANES] {
    let mut all = columns;
    for _ in 0..3 {
        all = shuffle(simd, all);
    }
    let mut rows = [[0; 8]; LANES];
    for (two, words) in rows.as_chunks_mut::<2>().0.iter_mut().zip(all) {
        words.store_slice(two.as_flattened_mut());
    }
    rows
}

/// The words of all registers in turn: one of the first half, one of the second. As often as halving brings the registers to
/// one, this turns rows into columns.
#[inline(always)]
#[expect(
    clippy::indexing_slicing,
    reason = "twice a number below half is below the whole"
)]
fn shuffle<const N: usize>(simd: Avx512, from: [Word; N]) -> [Word; N] {
    let mut to = from;
    for i in 0..N / 2 {
        to[2 * i] = simd.zip_low_u32x16(from[i], from[i + N / 2]);
        to[2 * i + 1] = simd.zip_high_u32x16(from[i], from[i + N / 2]);
    }
    to
}

/// Calls a function for the numbers 0 to 15, so that all places in arrays are known where it is compiled.
macro_rules! sixteen {
    ($step:ident $with:tt) => {
        sixteen!($step $with 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    };
    ($step:ident $with:tt $($i:literal)*) => {
        $($step::<$i> $with;)*
    };
}

/// The compression of FIPS 180-4, 6.2.2.
#[inline(always)]
fn compress(simd: Avx512, states: &mut [Word; 8], block: [Word; 16]) {
    let (mut words, mut working) = (block, *states);
    let [first, second, others @ ..] = &CONSTANTS;
    // Written out as far as a block that is known beforehand saves work: the second of a node is zeros but for two words.
    sixteen!(round(simd, &mut working, &words, first));
    sixteen!(extend(&mut words));
    sixteen!(round(simd, &mut working, &words, second));
    for constants in others {
        sixteen!(extend(&mut words));
        sixteen!(round(simd, &mut working, &words, constants));
    }
    for (state, working) in states.iter_mut().zip(working) {
        *state += working;
    }
}

/// The next word of the message schedule, in the place of the one sixteen before it.
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "constant places of an array")]
fn extend<const I: usize>(words: &mut [Word; 16]) {
    let (second, last) = (words[(I + 1) % 16], words[(I + 14) % 16]);
    let small0 = turned::<7>(second) ^ turned::<18>(second) ^ (second >> 3);
    let small1 = turned::<17>(last) ^ turned::<19>(last) ^ (last >> 10);
    words[I] = words[I] + small0 + words[(I + 9) % 16] + small1;
}

/// One round. The eight working variables stay where they are; with each round their names move by one place.
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "constant places of an array")]
#[expect(clippy::many_single_char_names, reason = "the standard's names")]
fn round<const I: usize>(
    simd: Avx512,
    working: &mut [Word; 8],
    words: &[Word; 16],
    constants: &[u32; 16],
) {
    let place = |name: usize| (name + 16 - I) % 8;
    let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map(|name| working[place(name)]);
    let choice = g ^ (e & (f ^ g));
    // Where b and c both differ from a, they outvote it. In this form it is one instruction.
    let majority = a ^ ((a ^ b) & (a ^ c));
    let big0 = turned::<2>(a) ^ turned::<13>(a) ^ turned::<22>(a);
    let big1 = turned::<6>(e) ^ turned::<11>(e) ^ turned::<25>(e);
    let first = h + big1 + choice + (words[I] + Word::splat(simd, constants[I]));
    working[place(3)] = d + first;
    working[place(7)] = first + big0 + majority;
}

/// Each word turned right by so many bits.
#[inline(always)]
fn turned<const BITS: u32>(word: Word) -> Word {
    (word >> BITS) | (word << (32 - BITS))
}

/// FIPS 180-4, 4.2.2.
#[rustfmt::skip]
const CONSTANTS: [[u32; 16]; 4] = [
    [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    ],
    [
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    ],
    [
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    ],
    [
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ],
];

#[cfg(test)]
mod tests {
    use super::super::Digest;
    use super::super::lanes::Midstate;
    use super::*;
    use sha2::block_api::compress256;

    fn numbers(seed: u32) -> impl FnMut() -> u32 {
        let mut last = seed;
        move || {
            last = last.wrapping_mul(0x9E37_79B9).wrapping_add(0x7F4A_7C15);
            last ^ last >> 15
        }
    }

    #[test]
    fn sixteen_blocks_give_the_states_of_the_library() {
        for seed in 0..200 {
            let mut next = numbers(seed);
            let start = [(); 8].map(|()| next());
            let blocks = [(); LANES].map(|()| [(); 64].map(|()| next().to_be_bytes()[0]));
            let wanted = blocks.map(|block| {
                let mut state = start;
                compress256(&mut state, &[block]);
                state
            });
            if let Some(found) = after_block(&start, &blocks) {
                assert_eq!(found, wanted);
            }
        }
    }

    #[test]
    fn sixteen_pairs_give_the_parents_of_the_library() {
        for seed in 0..200 {
            let mut next = numbers(seed);
            let pairs = [(); LANES].map(|()| [(); 16].map(|()| next()));
            let start = Midstate::START.words();
            for (node, pair) in parents(&start, &pairs).iter().flatten().zip(pairs) {
                let bytes = pair.map(u32::to_be_bytes);
                assert_eq!(
                    Digest::from(*node),
                    Digest::of(&[&[1], bytes.as_flattened()].concat())
                );
            }
        }
    }
}
