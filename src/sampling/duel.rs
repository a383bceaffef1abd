//! The duel of the pivotal method on integers: it decides between units and between the fractions of strata.

use crate::chance::{Seed, Stream};
use std::num::NonZeroU64;

/// Duels one after the other (两两对决): each contender holds a chance of `a / whole`, and whoever wins by reaching the whole
/// is selected, each exactly with its chance. The chances of all contenders together must make whole numbers; otherwise
/// the last survivor holds what is over, and is not selected.
///
/// Deville and Tillé 1998, doi 10.1093/biomet/85.1.89, on integers with one denominator, so that nothing is rounded.
///
/// # Value stability
/// `double-random/1`.
#[derive(Debug)]
pub struct Duels<T> {
    whole: NonZeroU64,
    survivor: Option<(T, u64)>,
    stream: Stream,
}

impl<T> Duels<T> {
    /// No contender yet; chances are `a / whole`, and the coins are those of the seed's stream.
    #[must_use]
    pub fn new(whole: NonZeroU64, seed: &Seed) -> Self {
        Self {
            whole,
            survivor: None,
            stream: Stream::new(seed),
        }
    }

    /// The next contender, who holds `b` of the whole and less than all of it; answers who is selected by this duel, if
    /// anyone is. A contender who holds nothing is passed over.
    pub fn next(&mut self, contender: T, b: u64) -> Option<T> {
        let whole = self.whole.get();
        let b = b.min(whole - 1);
        if b == 0 {
            return None;
        }
        let Some((survivor, a)) = self.survivor.take() else {
            self.survivor = Some((contender, b));
            return None;
        };
        if a < whole - b {
            let together = a + b;
            let keeps = self.stream.below(together) < a;
            self.survivor = Some((if keeps { survivor } else { contender }, together));
            return None;
        }
        let left = a - (whole - b);
        let (selected, holder) = if self.stream.below(whole - left) < whole - b {
            (survivor, contender)
        } else {
            (contender, survivor)
        };
        self.survivor = (left > 0).then_some((holder, left));
        Some(selected)
    }
}
