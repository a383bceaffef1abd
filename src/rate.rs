//! Rates: exact shares, written as percent.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An exact share between 0 and 1 (抽查比例), held in parts per million and written as percent of at most four decimals.
///
/// Every rate has one spelling (protocol section 1): `3%`, never `3.0%`, `03%` or `3 %`.
///
/// ```
/// use double_random::rate::Rate;
/// let rate: Rate = "0.5%".parse()?;
/// assert_eq!(rate.ppm(), 5_000);
/// assert_eq!(rate.to_string(), "0.5%");
/// assert!("100.1%".parse::<Rate>().is_err());
/// # Ok::<(), double_random::rate::RateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rate(u32);

/// A text or number that is not a rate (protocol section 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RateError {
    /// Another spelling than the one there is.
    #[error("a rate is a percentage of at most four decimals without superfluous zeros, such as `0.5%`, found `{}`", .text.escape_debug())]
    Spelling {
        /// What was found.
        text: String,
    },
    /// More than the whole.
    #[error("a rate is at most 100 %, found {ppm} parts per million")]
    AboveWhole {
        /// What was found, in parts per million.
        ppm: u64,
    },
}

impl Rate {
    /// Nothing: 0 %.
    pub const ZERO: Self = Self(0);

    /// The rate of so many parts per million.
    ///
    /// # Errors
    /// More than 1,000,000.
    pub fn from_ppm(ppm: u32) -> Result<Self, RateError> {
        match ppm {
            0..=1_000_000 => Ok(Self(ppm)),
            _ => Err(RateError::AboveWhole { ppm: ppm.into() }),
        }
    }

    /// The rate in parts per million, 0 to 1,000,000.
    #[must_use]
    pub fn ppm(self) -> u32 {
        self.0
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let spelling = || RateError::Spelling {
            text: text.to_owned(),
        };
        let number = text.strip_suffix('%').ok_or_else(spelling)?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > 12 || decimals.len() > 4 {
            return Err(spelling());
        }
        let ppm: u64 = format!("{whole}{decimals:0<4}")
            .parse()
            .map_err(|_| spelling())?;
        let rate = match u32::try_from(ppm) {
            Ok(ppm) => Self::from_ppm(ppm)?,
            Err(_) => return Err(RateError::AboveWhole { ppm }),
        };
        if rate.to_string() == text {
            Ok(rate)
        } else {
            Err(spelling())
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, self.0 % 10_000);
        if rest == 0 {
            return write!(f, "{whole}%");
        }
        let decimals = format!("{rest:04}");
        write!(f, "{whole}.{}%", decimals.trim_end_matches('0'))
    }
}

impl TryFrom<String> for Rate {
    type Error = RateError;

    fn try_from(text: String) -> Result<Self, RateError> {
        text.parse()
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> Self {
        rate.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_has_one_spelling() {
        for ppm in (0..=1_000_000)
            .step_by(7)
            .chain([1, 10, 100, 1_000, 1_000_000])
        {
            let rate = Rate::from_ppm(ppm).unwrap();
            assert_eq!(rate.to_string().parse(), Ok(rate));
        }
        for bad in [
            "", "%", "3", "3.0%", "03%", "3.%", ".5%", "-1%", "+3%", "3 %", "1e1%", "0.00001%",
            "3%%", "００%", "0.50%", "00%",
        ] {
            assert!(
                matches!(bad.parse::<Rate>(), Err(RateError::Spelling { .. })),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_rate_above_the_whole_says_so() {
        assert_eq!("100%".parse(), Rate::from_ppm(1_000_000));
        assert_eq!(
            "100.0001%".parse::<Rate>().unwrap_err().to_string(),
            "a rate is at most 100 %, found 1000001 parts per million"
        );
        assert!(matches!(
            "999999999999%".parse::<Rate>(),
            Err(RateError::AboveWhole { .. })
        ));
    }
}
