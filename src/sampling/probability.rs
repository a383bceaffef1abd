//! Exact probabilities.

use std::fmt;

/// An exact probability (入样概率): a fraction between 0 and 1, in lowest terms.
///
/// ```
/// use double_random::sampling::Probability;
/// let chance = Probability::new(78, 7_750).unwrap_or(Probability::NEVER);
/// assert_eq!(chance.to_string(), "39/3875");
/// assert!((chance.to_f64() - 0.010_064_5).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Probability {
    numerator: u128,
    denominator: u128,
}

impl Probability {
    /// Never.
    pub const NEVER: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// Always.
    pub const ALWAYS: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// The fraction, unless it is more than 1 or has no denominator.
    #[must_use]
    pub fn new(numerator: u128, denominator: u128) -> Option<Self> {
        let divisor = gcd(numerator, denominator);
        let (numerator, denominator) = (
            numerator.checked_div(divisor)?,
            denominator.checked_div(divisor)?,
        );
        (numerator <= denominator).then_some(Self {
            numerator,
            denominator,
        })
    }

    /// The numerator in lowest terms.
    #[must_use]
    pub const fn numerator(self) -> u128 {
        self.numerator
    }

    /// The denominator in lowest terms.
    #[must_use]
    pub const fn denominator(self) -> u128 {
        self.denominator
    }

    /// The nearest floating-point number or one beside it, for reports: nothing is decided with it.
    #[must_use]
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "a report needs no more digits than a float has"
    )]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_at_most_one_and_in_lowest_terms() {
        assert_eq!(Probability::new(0, 7), Some(Probability::NEVER));
        assert_eq!(Probability::new(7, 7), Some(Probability::ALWAYS));
        assert_eq!(Probability::new(6, 8).unwrap().to_string(), "3/4");
        assert_eq!(Probability::new(8, 6), None);
        assert_eq!(Probability::new(0, 0), None);
        assert_eq!(Probability::new(1, 0), None);
    }
}
