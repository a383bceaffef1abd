//! Terms: how long, as the law says it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// A length of time as a law states it (期限): so many working days, calendar days, months or years, at least one.
///
/// Every term has one spelling, in text as in documents. Seven days are not a week of working days, and twelve months are
/// another term than one year, though they end on one day.
///
/// ```
/// use double_random::calendar::Term;
/// let publication: Term = "20 working days".parse()?;
/// assert_eq!(publication, Term::working_days(20)?);
/// assert_eq!(Term::working_days(1)?.to_string(), "1 working day");
/// assert_eq!(Term::months(3)?.to_string(), "3 months");
/// assert!("20 workdays".parse::<Term>().is_err());
/// # Ok::<(), double_random::calendar::TermError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    number: NonZeroU32,
    unit: TermUnit,
}

/// What a term counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TermUnit {
    /// Working days (工作日): by the calendar of the State Council's holiday notices.
    WorkingDays,
    /// Calendar days (日, 自然日).
    Days,
    /// Months (月).
    Months,
    /// Years (年).
    Years,
}

/// A text or number that is not a term.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermError {
    /// Another spelling than the one there is.
    #[error("a term is written like `20 working days`, `1 working day`, `7 days`, `3 months` or `1 year`, found `{}`", .text.escape_debug())]
    Spelling {
        /// What was found.
        text: String,
    },
    /// Of nothing, or longer than can be counted.
    #[error("a term counts 1 to 4294967295 of its units, found `{text}`")]
    Number {
        /// What was found.
        text: String,
    },
}

impl Term {
    /// So many working days (工作日).
    ///
    /// # Errors
    /// None at all.
    pub fn working_days(number: u32) -> Result<Self, TermError> {
        Self::of(number, TermUnit::WorkingDays)
    }

    /// So many calendar days (日).
    ///
    /// # Errors
    /// None at all.
    pub fn days(number: u32) -> Result<Self, TermError> {
        Self::of(number, TermUnit::Days)
    }

    /// So many months (月).
    ///
    /// # Errors
    /// None at all.
    pub fn months(number: u32) -> Result<Self, TermError> {
        Self::of(number, TermUnit::Months)
    }

    /// So many years (年).
    ///
    /// # Errors
    /// None at all.
    pub fn years(number: u32) -> Result<Self, TermError> {
        Self::of(number, TermUnit::Years)
    }

    /// The term that the Administrative Penalty Law (行政处罚法) means where it says so many days (日).
    ///
    /// By its art. 85, "two days", "three days", "five days" and "seven days" of that law are working days; every other
    /// number of days in it is of calendar days. The article speaks of no other law.
    ///
    /// ```
    /// use double_random::calendar::Term;
    /// assert_eq!(Term::of_penalty_law_days(7)?.to_string(), "7 working days"); // art. 61: delivery of the decision
    /// assert_eq!(Term::of_penalty_law_days(15)?.to_string(), "15 days"); // art. 67: payment of a fine
    /// # Ok::<(), double_random::calendar::TermError>(())
    /// ```
    ///
    /// # Errors
    /// None at all.
    pub fn of_penalty_law_days(number: u32) -> Result<Self, TermError> {
        match number {
            2 | 3 | 5 | 7 => Self::working_days(number),
            _ => Self::days(number),
        }
    }

    /// How many of its units it has: at least one.
    #[must_use]
    pub const fn number(self) -> NonZeroU32 {
        self.number
    }

    /// What it counts.
    #[must_use]
    pub const fn unit(self) -> TermUnit {
        self.unit
    }

    fn of(number: u32, unit: TermUnit) -> Result<Self, TermError> {
        match NonZeroU32::new(number) {
            Some(number) => Ok(Self { number, unit }),
            None => Err(TermError::Number {
                text: unit.count(0),
            }),
        }
    }
}

impl TermUnit {
    const ALL: [Self; 4] = [Self::WorkingDays, Self::Days, Self::Months, Self::Years];

    const fn one(self) -> &'static str {
        match self {
            Self::WorkingDays => "working day",
            Self::Days => "day",
            Self::Months => "month",
            Self::Years => "year",
        }
    }

    const fn many(self) -> &'static str {
        match self {
            Self::WorkingDays => "working days",
            Self::Days => "days",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// So many of them, in words.
    pub(super) fn count(self, number: u32) -> String {
        let unit = if number == 1 { self.one() } else { self.many() };
        format!("{number} {unit}")
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let spelling = || TermError::Spelling {
            text: text.to_owned(),
        };
        let (number, word) = text.split_once(' ').ok_or_else(spelling)?;
        let unit = TermUnit::ALL
            .into_iter()
            .find(|unit| {
                word == if number == "1" {
                    unit.one()
                } else {
                    unit.many()
                }
            })
            .ok_or_else(spelling)?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || number.is_empty() || (number != "0" && number.starts_with('0')) {
            return Err(spelling());
        }
        match number.parse() {
            Ok(number) => Self::of(number, unit),
            Err(_) => Err(TermError::Number {
                text: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unit.count(self.number.get()))
    }
}

as_text!(Term, TermError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_has_one_spelling() {
        for good in [
            "1 working day",
            "20 working days",
            "1 day",
            "7 days",
            "1 month",
            "3 months",
            "1 year",
            "4294967295 years",
        ] {
            let term: Term = good.parse().unwrap();
            assert_eq!(term.to_string(), good);
            let json = serde_json::to_string(&term).unwrap();
            assert_eq!(json, format!("\"{good}\""));
            assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), term);
        }
        for bad in [
            "",
            " ",
            "20",
            "days",
            " days",
            "working days",
            "1 days",
            "2 day",
            "01 day",
            "007 days",
            "00 days",
            "+7 days",
            "-7 days",
            "7  days",
            "7 days ",
            " 7 days",
            "7\tdays",
            "7 Days",
            "7 hours",
            "1.5 days",
            "７ days",
            "7 日",
            "20 workingdays",
        ] {
            let refused = bad.parse::<Term>();
            assert!(matches!(refused, Err(TermError::Spelling { .. })), "{bad}");
        }
        assert!(serde_json::from_str::<Term>("20").is_err());
    }

    #[test]
    fn a_term_of_nothing_or_without_measure_says_so() {
        assert_eq!(
            Term::working_days(0).unwrap_err().to_string(),
            "a term counts 1 to 4294967295 of its units, found `0 working days`"
        );
        for text in ["0 days", "4294967296 days", "99999999999999999999 months"] {
            let number = TermError::Number {
                text: text.to_owned(),
            };
            assert_eq!(text.parse::<Term>(), Err(number));
        }
    }

    #[test]
    fn only_four_numbers_of_the_penalty_law_are_working_days() {
        for number in 1..=366 {
            let wanted = match number {
                2 | 3 | 5 | 7 => Term::working_days(number),
                _ => Term::days(number),
            };
            assert_eq!(Term::of_penalty_law_days(number), wanted);
        }
        assert!(Term::of_penalty_law_days(0).is_err());
    }
}
