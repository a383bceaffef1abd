//! Expected numbers, in integers that enclose them.

use crate::sampling::Probability;
use std::fmt;

/// An expected number (期望值) in millionths, between two integers that enclose the exact value.
///
/// Products of many fractions do not fit into an integer, so each is rounded down for the one bound and up for the other, at
/// 2^-60. For a million businesses and a hundred campaigns the bounds are at most two millionths apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// It is at least so many millionths.
    pub at_least: u128,
    /// It is at most so many millionths.
    pub at_most: u128,
}

/// Between two integers, in 2^-60: a share of everything, or a sum of shares of units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Enclosed {
    low: u128,
    high: u128,
}

/// One, in 2^-60.
const ONE: u128 = 1 << 60;

const MILLION: u128 = 1_000_000;

impl Enclosed {
    /// All of something.
    pub(super) const ALL: Self = Self {
        low: ONE,
        high: ONE,
    };

    /// The part of a share that a draw of this probability leaves; `None` if the fraction is too fine.
    pub(super) fn left_by(self, chance: Probability) -> Option<Self> {
        let whole = chance.denominator();
        let part = whole.checked_sub(chance.numerator())?;
        Some(Self {
            low: self.low.checked_mul(part)?.checked_div(whole)?,
            high: self.high.checked_mul(part)?.div_ceil(whole),
        })
    }

    /// What a share leaves of everything.
    pub(super) const fn rest(self) -> Self {
        Self {
            low: ONE - self.high,
            high: ONE - self.low,
        }
    }

    /// So many units of a probability.
    pub(super) fn units_of(count: u64, chance: Probability) -> Option<Self> {
        let all = u128::from(count).checked_mul(chance.numerator())?;
        let whole = chance.denominator();
        let (units, left) = (all.checked_div(whole)?, all.checked_rem(whole)?);
        let (units, left) = (units.checked_mul(ONE)?, left.checked_mul(ONE)?);
        Some(Self {
            low: units.checked_add(left.checked_div(whole)?)?,
            high: units.checked_add(left.div_ceil(whole))?,
        })
    }

    /// And so many units of a share; `None` beyond what fits.
    pub(super) fn and_units(self, count: u64, share: Self) -> Option<Self> {
        let count = u128::from(count);
        self.and(Self {
            low: count.checked_mul(share.low)?,
            high: count.checked_mul(share.high)?,
        })
    }

    /// Both together; `None` beyond what fits.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    /// In millionths.
    pub(super) fn bounds(self) -> Bounds {
        let parts = |number: u128| (number / ONE * MILLION, number % ONE * MILLION);
        let ((low, low_left), (high, high_left)) = (parts(self.low), parts(self.high));
        Bounds {
            at_least: low + low_left / ONE,
            at_most: high + high_left.div_ceil(ONE),
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |f: &mut fmt::Formatter<'_>, millionths: u128| {
            write!(
                f,
                "{}.{:06}",
                millionths / 1_000_000,
                millionths % 1_000_000
            )
        };
        write(f, self.at_least)?;
        if self.at_most != self.at_least {
            f.write_str(" to ")?;
            write(f, self.at_most)?;
        }
        Ok(())
    }
}
