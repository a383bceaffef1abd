//! The terms of a ceremony: who contributes, which sources decide, by when what is published (protocol section 3).

use super::source::{Kind, SourceError};
use crate::calendar::{Day, Moment};
use crate::digest::{Digest, unique};
use crate::id::{Contributor, Source, SourceForm, SourceValue};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the randomness of a ceremony will come about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Who contributes a secret nonce, with the commitment to it; at least one.
    #[serde(deserialize_with = "unique")]
    pub contributors: BTreeMap<Contributor, Digest>,
    /// Public values that nobody can know yet, with the form they are written in; at least one.
    #[serde(deserialize_with = "unique")]
    pub sources: BTreeMap<Source, SourceForm>,
    /// The head of the journal.
    pub journal: Digest,
    /// By when the record digests are published.
    pub record_by: Moment,
    /// By when everything is opened.
    pub open_by: Day,
}

/// Terms from which no randomness can come that nobody chose (protocol section 3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// Nothing to draw, nobody to contribute, or nothing to wait for.
    #[error("at least one {wanted} is wanted, found none")]
    None {
        /// `plan`, `contributor` or `source`.
        wanted: &'static str,
    },
    /// A form that looks like one that programs understand, and is none.
    #[error("source `{name}`: {error}")]
    Form {
        /// The source.
        name: Source,
        /// What is wrong.
        error: SourceError,
    },
    /// One event under two names.
    #[error(
        "every source is decided by an event of its own, found `{first}` and `{second}` decided by the same"
    )]
    OneEvent {
        /// One source.
        first: Source,
        /// The other.
        second: Source,
    },
    /// A record that is to be published before the draw can be.
    #[error(
        "the record is published after every value is known, found {record_by}, and `{name}` known from {known_from} on"
    )]
    RecordEarly {
        /// The announced time.
        record_by: Moment,
        /// The source.
        name: Source,
        /// From when on its value can be known.
        known_from: Moment,
    },
    /// So few values that all of them can be tried beforehand.
    #[error("the sources together have at least {FEWEST_VALUES} values, found {found}")]
    FewValues {
        /// How many there are.
        found: u128,
    },
}

/// Below so many values of all sources, contributors who work together could try them all (protocol section 3).
const FEWEST_VALUES: u128 = 10_000_000;

impl Terms {
    pub(super) fn check(&self) -> Result<(), TermsError> {
        let none = |wanted| Err(TermsError::None { wanted });
        if self.contributors.is_empty() {
            return none("contributor");
        }
        if self.sources.is_empty() {
            return none("source");
        }
        let mut events = BTreeMap::new();
        // Where one source is described in words only, its issuer answers for the number of values.
        let mut values = Some(1_u128);
        for (name, form) in &self.sources {
            let refused = |error| TermsError::Form {
                name: name.clone(),
                error,
            };
            let kind = Kind::of(form).map_err(refused)?;
            if let Some(first) = kind
                .event()
                .and_then(|event| events.insert(event, name.clone()))
            {
                let second = name.clone();
                return Err(TermsError::OneEvent { first, second });
            }
            let late = kind
                .known_from()
                .filter(|known| !known.is_before(&self.record_by));
            if let Some(known_from) = late {
                return Err(TermsError::RecordEarly {
                    record_by: self.record_by.clone(),
                    name: name.clone(),
                    known_from: known_from.clone(),
                });
            }
            values = values.and_then(|all| Some(all.saturating_mul(kind.values()?)));
        }
        match values {
            Some(found) if found < FEWEST_VALUES => Err(TermsError::FewValues { found }),
            _ => Ok(()),
        }
    }

    /// A source whose value can be known at this moment, and from when on, as far as the forms tell.
    #[must_use]
    pub fn known_at(&self, at: &Moment) -> Option<(Source, Moment)> {
        self.kinds().find_map(|(name, kind)| {
            let known_from = kind.known_from().filter(|known| !at.is_before(known))?;
            Some((name.clone(), known_from.clone()))
        })
    }

    /// A source whose value cannot be known yet at this moment, and from when on, as far as the forms tell.
    #[must_use]
    pub fn unknown_at(&self, at: &Moment) -> Option<(Source, Moment)> {
        self.kinds().find_map(|(name, kind)| {
            let known_from = kind.known_from().filter(|known| at.is_before(known))?;
            Some((name.clone(), known_from.clone()))
        })
    }

    /// What a program knows of the forms; nothing of a form that it does not understand.
    pub fn kinds(&self) -> impl Iterator<Item = (&Source, Kind)> {
        self.sources
            .iter()
            .filter_map(|(name, form)| Some((name, Kind::of(form).ok()?)))
    }

    /// Checks that the value of a source is written as the form prescribes, as far as that can be told.
    ///
    /// # Errors
    /// Another spelling, or a value that cannot come out.
    pub fn check_value(&self, source: &Source, value: &SourceValue) -> Result<(), SourceError> {
        match self.sources.get(source) {
            Some(form) => Kind::of(form)?.check(value),
            None => Ok(()),
        }
    }
}
