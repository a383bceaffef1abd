//! Why it is not proved that a business cannot be contacted.

use crate::calendar::{CountError, Day, Term, TimeError};
use crate::id::LetterNumber;
use crate::rules::NotInForce;
use std::fmt;

/// One thing that is missing from the proof that a business cannot be contacted (Measures on the list of abnormal operations
/// (企业经营异常名录管理暂行办法) art. 9; rules AO4 and TO-02). No address is repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContactFault {
    /// More or fewer letters than count.
    #[error("{wanted} letters are wanted, found {found}")]
    Number {
        /// How many.
        wanted: u64,
        /// How many there are.
        found: usize,
    },
    /// One letter twice.
    #[error("every letter has a number of its own, found `{letter}` twice")]
    Twice {
        /// Its number.
        letter: LetterNumber,
    },
    /// A letter to another address.
    #[error("a letter to the registered address is wanted, found `{letter}` to another")]
    Elsewhere {
        /// Its number.
        letter: LetterNumber,
    },
    /// A letter that was taken.
    #[error("a letter that nobody signed for is wanted, found `{letter}` signed for on {on}")]
    Signed {
        /// Its number.
        letter: LetterNumber,
        /// When.
        on: Day,
    },
    /// A letter that came back before it went.
    #[error(
        "what became of a letter is known after it is posted, found `{letter}` posted on {posted} and known of on {known}"
    )]
    BeforePosting {
        /// Its number.
        letter: LetterNumber,
        /// When it was posted.
        posted: Day,
        /// When its fate was known.
        known: Day,
    },
    /// A letter of which nothing is known yet.
    #[error("what is known on {known_on} is wanted, found the fate of `{letter}` on {known}")]
    Later {
        /// Its number.
        letter: LetterNumber,
        /// When its fate will be known.
        known: Day,
        /// The day of the question.
        known_on: Day,
    },
    /// Two letters too near to each other, or too far apart.
    #[error(
        "letters are posted {least} to {most} apart, found one on {first} and the next on {second}"
    )]
    Interval {
        /// So far apart at least.
        least: Term,
        /// So far at most.
        most: Term,
        /// When the first was posted.
        first: Day,
        /// When the next was.
        second: Day,
    },
    /// A buffer that was used: the business can be contacted.
    #[error("a buffer that nobody used is wanted, found one begun on {told} and used on {changed}")]
    Changed {
        /// When it began.
        told: Day,
        /// When the address was changed or dormancy filed.
        changed: Day,
    },
    /// A buffer that is not over.
    #[error("a buffer that is over is wanted, found one that runs until {until}, on {known_on}")]
    Running {
        /// Its last day.
        until: Day,
        /// The day of the question.
        known_on: Day,
    },
}

/// Everything that is missing from the proof: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactFaults(Vec<ContactFault>);

impl ContactFaults {
    pub(super) fn of(faults: Vec<ContactFault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self(faults))
    }

    pub(super) fn one(fault: ContactFault) -> Self {
        Self(vec![fault])
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[ContactFault] {
        &self.0
    }
}

impl fmt::Display for ContactFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(ContactFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for ContactFaults {}

/// Why it is not proved, or cannot be judged, that a business cannot be contacted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContactError {
    /// It is not proved.
    #[error("that a business cannot be contacted is not proved: {0}")]
    Faults(#[from] ContactFaults),
    /// A rule has no value.
    #[error(transparent)]
    Rule(#[from] NotInForce),
    /// A count has no answer.
    #[error(transparent)]
    Count(#[from] CountError),
    /// The calendar ends.
    #[error(transparent)]
    Time(#[from] TimeError),
}
