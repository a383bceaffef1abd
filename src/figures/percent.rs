//! Percentages as they are printed, and shares that make up the whole.

use serde::{Serialize, Serializer};
use std::cmp::Reverse;
use std::fmt;

/// How many decimals a percentage is printed with (保留小数位数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Decimals {
    /// `14%`.
    Zero,
    /// `14.2%`.
    One,
    /// `14.24%`.
    Two,
}

/// A percentage as it is printed (百分比): exact in units of its last decimal, which it never drops.
///
/// ```
/// use double_random::figures::{Decimals, Percent};
/// let printed = Percent::half_up(201, 1412, Decimals::One).map(|percent| percent.to_string());
/// assert_eq!(printed.as_deref(), Some("14.2%"));
/// assert_eq!(Percent::half_up(1, 2, Decimals::Two).map(|percent| percent.to_string()).as_deref(), Some("50.00%"));
/// assert_eq!(Percent::half_up(1, 0, Decimals::Two), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Percent {
    units: u128,
    decimals: Decimals,
}

impl Decimals {
    /// How many there are.
    #[must_use]
    pub const fn number(self) -> usize {
        match self {
            Self::Zero => 0,
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// How many units of the last decimal make up 100 %.
    #[must_use]
    pub const fn whole(self) -> u64 {
        match self {
            Self::Zero => 100,
            Self::One => 1_000,
            Self::Two => 10_000,
        }
    }
}

impl Percent {
    /// One number in percent of another, rounded half up (四舍五入); none of nothing.
    #[must_use]
    pub fn half_up(numerator: u64, denominator: u64, decimals: Decimals) -> Option<Self> {
        let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
        let twice = 2 * numerator * u128::from(decimals.whole()) + denominator;
        let units = twice.checked_div(2 * denominator)?;
        Some(Self { units, decimals })
    }

    /// So many units of the last decimal.
    #[must_use]
    pub fn of_units(units: u64, decimals: Decimals) -> Self {
        let units = units.into();
        Self { units, decimals }
    }

    /// How many units of the last decimal it has: 142 for `14.2%`.
    #[must_use]
    pub const fn units(self) -> u128 {
        self.units
    }

    /// How many decimals it has.
    #[must_use]
    pub const fn decimals(self) -> Decimals {
        self.decimals
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = u128::from(self.decimals.whole() / 100);
        let (percent, rest) = (self.units / one, self.units % one);
        match self.decimals.number() {
            0 => write!(f, "{percent}%"),
            number => write!(f, "{percent}.{rest:0number$}%"),
        }
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Units given out in proportion to counts, by the largest remainder (最大余数法; Hamilton): each count has its exact share rounded down, and
/// what is left goes, one unit each, to the largest remainders; of equal remainders, to the earlier. None if there is nothing to
/// be in proportion to.
///
/// The units always add up, each share is its exact one rounded down or up, and a count that grows alone loses nothing.
///
/// ```
/// use double_random::figures::apportion;
/// let classes = [7_750, 68_329, 20_805, 4_201]; // A to D, Chuxiong 2024
/// assert_eq!(apportion(&classes, 10_000), Some(vec![767, 6_759, 2_058, 416]));
/// ```
#[must_use]
pub fn apportion(counts: &[u64], units: u64) -> Option<Vec<u64>> {
    let total: u128 = counts.iter().copied().map(u128::from).sum();
    let exact = |count: &u64| u128::from(*count) * u128::from(units);
    let floors = counts.iter().map(|count| exact(count).checked_div(total));
    let floors: Vec<u128> = floors.collect::<Option<_>>().filter(|_| total > 0)?;
    let left = u128::from(units) - floors.iter().sum::<u128>();

    let mut order: Vec<usize> = (0..counts.len()).collect();
    let remainder = |place: &usize| counts.get(*place).map(|count| exact(count) % total);
    order.sort_by_key(|place| Reverse(remainder(place)));
    let mut shares = floors;
    for (place, _) in order.into_iter().zip(0..left) {
        if let Some(share) = shares.get_mut(place) {
            *share += 1;
        }
    }
    shares
        .into_iter()
        .map(|share| u64::try_from(share).ok())
        .collect()
}

/// The percentages of parts of a whole, by [`apportion`]: as printed they add up to 100 % exactly. None if the whole is nothing.
///
/// ```
/// use double_random::figures::{Decimals, shares};
/// let printed = shares(&[7_750, 68_329, 20_805, 4_201], Decimals::Two).ok_or("no enterprises")?;
/// let printed: Vec<String> = printed.iter().map(ToString::to_string).collect();
/// assert_eq!(printed, ["7.67%", "67.59%", "20.58%", "4.16%"]); // half up, the second alone would be 67.60%
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn shares(counts: &[u64], decimals: Decimals) -> Option<Vec<Percent>> {
    let shares = apportion(counts, decimals.whole())?.into_iter();
    Some(
        shares
            .map(|units| Percent::of_units(units, decimals))
            .collect(),
    )
}
