//! The key stream and its one way of making a number below another.

use super::seed::Seed;
use rand::SeedableRng as _;
use rand::{Rng, TryRng};
use rand_chacha::ChaCha20Rng;
use std::convert::Infallible;
use std::fmt;

/// The `ChaCha20` key stream of a seed (密钥流): zero nonce, block counter from 0, read as little-endian `u64`s.
///
/// It is a generator for `rand` too, but no draw lets `rand` turn its output into numbers: [`Stream::below`] does, and
/// never changes.
///
/// By hand: `openssl enc -chacha20 -K $SEED -iv 00000000000000000000000000000000` over zero bytes.
///
/// ```
/// use double_random::chance::{Seed, Stream};
/// let seed: Seed = "e78776647387a0d4da25b6b2404f7c13f5d09e17161c845332a47ea8f874a996".parse()?;
/// let mut stream = Stream::new(&seed);
/// assert_eq!([1, 2, 3, 6, 7].map(|n| stream.below(n)), [0, 0, 0, 1, 5]);
/// # Ok::<(), double_random::digest::HexError>(())
/// ```
///
/// # Value stability
/// `double-random/1`.
#[derive(Clone)]
pub struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of this seed, from its beginning.
    #[must_use]
    pub fn new(seed: &Seed) -> Self {
        Self(ChaCha20Rng::from_seed(*seed.bytes()))
    }

    /// A number that is uniform in `0..n` (Lemire 2019, doi 10.1145/3230636). `below(1)` takes a number from the stream
    /// like any other; `below(0)`, which no draw asks for, takes one too and answers 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let rejected = n.wrapping_neg().checked_rem(n).unwrap_or(0);
        loop {
            let product = u128::from(self.0.next_u64()) * u128::from(n);
            if low_half(product) >= rejected {
                return high_half(product);
            }
        }
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the low 64 bits are wanted"
)]
fn low_half(product: u128) -> u64 {
    product as u64
}

#[expect(clippy::as_conversions, reason = "64 bits are left")]
fn high_half(product: u128) -> u64 {
    (product >> 64) as u64
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.try_fill_bytes(bytes)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_the_upper_half_of_the_product_unless_the_lower_is_rejected() {
        let seed = Seed::from_bytes([3; 32]);
        for n in [1, 2, 3, 1 << 32, (1 << 63) + 1, u64::MAX] {
            let (mut stream, mut numbers) = (Stream::new(&seed), Stream::new(&seed));
            for _ in 0..1_000 {
                let modulus = 1_u128 << 64;
                let naive = loop {
                    let product = u128::from(numbers.next_u64()) * u128::from(n);
                    if product % modulus >= modulus % u128::from(n) {
                        break product / modulus;
                    }
                };
                assert_eq!(u128::from(stream.below(n)), naive);
            }
        }
    }

    #[test]
    fn below_one_takes_a_number_like_any_other() {
        let seed = Seed::from_bytes([3; 32]);
        let (mut one, mut other) = (Stream::new(&seed), Stream::new(&seed));
        one.below(1);
        other.next_u64();
        assert_eq!(one.next_u64(), other.next_u64());
        assert_eq!(one.below(0), 0);
    }
}
