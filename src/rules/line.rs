//! Lines of a pack: a rule's value, from when to when, by which source, and how sure that is.

use super::rule::Rule;
use super::value::RuleValue;
use crate::calendar::Day;
use crate::confidence::Confidence;
use crate::id::{Citation, Ground, PackId};
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// One value of one rule (规则条目).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// The rule.
    pub rule: &'static Rule,
    /// Its value.
    pub value: RuleValue,
    /// The days on which it holds.
    #[serde(flatten)]
    pub period: Period,
    /// Where that is written.
    pub source: Citation,
    /// What it rests on.
    #[serde(rename = "confidence")]
    pub basis: Basis,
    /// Whether the text of the source was read.
    pub text: Text,
    /// Why it is so, where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Ground>,
}

/// The days on which a line holds (适用期间), both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Period {
    /// The first day.
    #[serde(rename = "effective_from")]
    pub from: Day,
    /// The last; none if no end is known.
    #[serde(rename = "effective_to", skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Period {
    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && !self.ended(day)
    }

    /// Whether it is over on the day.
    pub(super) fn ended(&self, day: Day) -> bool {
        self.to.is_some_and(|to| to < day)
    }

    /// Whether a day lies in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        !self.ended(other.from) && !other.ended(self.from)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "from {}", self.from)?;
        self.to.map_or(Ok(()), |to| write!(f, " to {to}"))
    }
}

/// What a line rests on (依据性质).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Basis {
    /// On law, so surely: `certain`, `likely`, `unsure`.
    Law(Confidence),
    /// On a decision of one's own, where law is silent: `own`.
    Own,
}

impl Basis {
    const ALL: [Self; 4] = [
        Self::Law(Confidence::Certain),
        Self::Law(Confidence::Likely),
        Self::Law(Confidence::Unsure),
        Self::Own,
    ];

    /// The basis that a word writes.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|basis| basis.to_string() == word)
    }

    /// Whether it says more than whoever has not read the law can say of it.
    pub(super) fn is_sure(self) -> bool {
        matches!(self, Self::Law(Confidence::Certain | Confidence::Likely))
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Law(confidence) => confidence.fmt(f),
            Self::Own => f.write_str("own"),
        }
    }
}

impl Serialize for Basis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whether whoever wrote a line had the text of its source, or a direct report of it, before him (是否见到原文).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Text {
    /// He had.
    Seen,
    /// He wrote from knowledge.
    Unseen,
}

/// A value with the line it comes from (有依据的值): whatever is derived from it can say why.
///
/// ```
/// use double_random::rules::{Rules, key};
/// let rules = Rules::national();
/// let publication = rules.on("2024-09-27".parse()?).get(key::PUBLISH_RESULTS)?;
/// assert!(publication.to_string().starts_with("20 working days by `DR-60/publication` of `national` (certain: 《"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
#[non_exhaustive]
pub struct Ruled<T> {
    /// The value.
    #[serde(skip)]
    pub value: T,
    /// The line.
    #[serde(flatten)]
    pub line: Arc<Line>,
    /// The pack in which it stands.
    pub pack: PackId,
}

impl<T: fmt::Display> fmt::Display for Ruled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, pack) = (&self.line, &self.pack);
        let (rule, basis, source) = (line.rule, line.basis, &line.source);
        let value = &self.value;
        write!(f, "{value} by `{rule}` of `{pack}` ({basis}: {source})")
    }
}
