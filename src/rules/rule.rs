//! Rules that are known: each with a kind of value, and a key by which code asks for it.

use super::key;
use super::value::{Kind, Value};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A rule that is known here (规则): its id, what kind of value it has, what it says. Packs give values to these and to no
/// others, so that a misspelt rule is an error and not a rule that never applies.
///
/// ```
/// use double_random::rules::{Kind, Rule};
/// let rule = Rule::named("DR-60/publication").ok_or("no such rule")?;
/// assert_eq!(rule.kind(), Kind::Term);
/// assert!(Rule::named("DR-60/publicaton").is_none());
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    id: &'static str,
    kind: Kind,
    meaning: &'static str,
    unread: Unread,
}

/// From when nobody here has read what the law says of a rule: its value is then a default, and marked as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unread {
    /// Never: it was read.
    Never,
    /// From a day on, written like a day: since then another text is in force.
    From(&'static str),
    /// At no time was it read.
    Always,
}

impl Rule {
    /// The rule of this id, if there is one.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.id == id)
    }

    /// All rules that are known.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        key::TABLES.iter().copied().flatten().copied()
    }

    /// Its id: the rule's number, and a word where a rule has several values.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What kind of value it has.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What it says, in a sentence, with the Chinese term.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        self.meaning.trim_start()
    }

    /// From when nobody here has read what the law says of it.
    #[must_use]
    pub const fn unread(&self) -> Unread {
        self.unread
    }

    pub(super) const fn new<T: Value>(
        id: &'static str,
        meaning: &'static str,
        unread: Unread,
    ) -> Self {
        let kind = T::KIND;
        Self {
            id,
            kind,
            meaning,
            unread,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// What code asks a rule by: the rule, and the type of its value. [`key`] has one for each.
#[derive(Debug)]
pub struct Key<T> {
    rule: &'static Rule,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T: Value> Key<T> {
    /// The rule.
    #[must_use]
    pub const fn rule(self) -> &'static Rule {
        self.rule
    }

    pub(super) const fn new(rule: &'static Rule) -> Self {
        let value = PhantomData;
        Self { rule, value }
    }
}
