//! What a journal holds: one event a line.

use super::table::EventKind;
use crate::calendar::Moment;
use crate::ceremony::{Step, Transcript};
use crate::chance::Announcement;
use crate::chance::randomness::Nonce;
use crate::digest::{Digest, Document, DocumentError, present, unique};
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happened (事件). Everyone may see it: what only the auditor may see stands in a [`Sealed`](super::Sealed) document, of which the
/// event holds the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// An announcement was published.
    Announced {
        /// Its text.
        announcement: Announcement,
        /// The announcement that was void or lapsed, if this one stands in its place.
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        succeeds: Option<Digest>,
    },
    /// Its closing was published.
    Closed {
        /// The digest of the announcement.
        announcement: Digest,
        /// The closing.
        closing: Digest,
    },
    /// The record digests were published.
    Recorded {
        /// The digest of the announcement.
        announcement: Digest,
        /// The record digest of each plan.
        #[serde(deserialize_with = "unique")]
        digests: BTreeMap<PlanId, Digest>,
    },
    /// It ended before its closing, when nobody could know anything.
    Void {
        /// The digest of the announcement.
        announcement: Digest,
        /// Why.
        reason: Ground,
    },
    /// It lapsed, or its draw was found void: it stays as an attempt.
    Lapsed {
        /// The digest of the announcement.
        announcement: Digest,
        /// Why.
        reason: Ground,
    },
    /// A selected target could not be inspected, and the next reserve of its stratum came in, if there was one.
    Reserve {
        /// The plan.
        plan: PlanId,
        /// The digest of what is sealed.
        sealed: Digest,
    },
    /// An inspector's seat fell vacant and was filled again, if anybody was left.
    Replacement {
        /// The plan.
        plan: PlanId,
        /// The digest of what is sealed.
        sealed: Digest,
    },
    /// A vacant seat was given to somebody by name, for want of officers: not a random choice.
    Direct {
        /// The plan.
        plan: PlanId,
        /// The digest of what is sealed.
        sealed: Digest,
    },
    /// A business was handed its slip.
    Slip {
        /// The plan.
        plan: PlanId,
        /// The digest of what is sealed.
        sealed: Digest,
    },
    /// One plan was opened alone.
    PlanOpened {
        /// The plan.
        plan: PlanId,
        /// `doc` of its opening.
        opening: Digest,
    },
    /// Everything was opened.
    Opened {
        /// The digest of the announcement.
        announcement: Digest,
        /// `doc` of the opening.
        opening: Digest,
        /// Every contributor's nonce.
        #[serde(deserialize_with = "unique")]
        nonces: BTreeMap<Contributor, Opened>,
        /// Every source's value.
        #[serde(deserialize_with = "unique")]
        values: BTreeMap<Source, SourceValue>,
    },
}

/// A nonce that is a secret no longer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opened(Digest);

impl Opened {
    /// The nonce.
    #[must_use]
    pub fn nonce(&self) -> Nonce {
        Nonce::from_bytes(*self.0.as_bytes())
    }
}

impl From<&Nonce> for Opened {
    fn from(nonce: &Nonce) -> Self {
        Self(Digest::from_bytes(*nonce.bytes()))
    }
}

impl Event {
    /// What a journal holds of the last step of a ceremony, or of its beginning: nothing of a nonce or a value, which are not
    /// published yet, nor of an opening, whose own document has [its event](crate::check::Opening::event).
    #[must_use]
    pub fn of_last_step(transcript: &Transcript) -> Option<Self> {
        let announcement = transcript.announcement().digest();
        let Some(last) = transcript.taken().last() else {
            return Some(Self::Announced {
                announcement: transcript.announcement().clone(),
                succeeds: None,
            });
        };
        match &last.step {
            Step::Close {} => Some(Self::Closed {
                announcement,
                closing: transcript.closing()?,
            }),
            Step::Record { digests } => Some(Self::Recorded {
                announcement,
                digests: digests.clone(),
            }),
            Step::Void { reason } => Some(Self::Void {
                announcement,
                reason: reason.clone(),
            }),
            Step::Lapse { reason } => Some(Self::Lapsed {
                announcement,
                reason: reason.clone(),
            }),
            Step::Nonce { .. } | Step::Value { .. } | Step::OpenPlan { .. } | Step::Open {} => None,
        }
    }

    /// What happened, in a word.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Announced { .. } => EventKind::Announced,
            Self::Closed { .. } => EventKind::Closed,
            Self::Recorded { .. } => EventKind::Recorded,
            Self::Void { .. } => EventKind::Void,
            Self::Lapsed { .. } => EventKind::Lapsed,
            Self::Reserve { .. } => EventKind::Reserve,
            Self::Replacement { .. } => EventKind::Replacement,
            Self::Direct { .. } => EventKind::Direct,
            Self::Slip { .. } => EventKind::Slip,
            Self::PlanOpened { .. } => EventKind::PlanOpened,
            Self::Opened { .. } => EventKind::Opened,
        }
    }
}

/// A line of a journal: an event, when it happened, its number, and the head before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) at: Moment,
    pub(super) event: Event,
    pub(super) form: EntryName,
    pub(super) number: u64,
    pub(super) previous: Digest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum EntryName {
    #[serde(rename = "double-random/journal/1")]
    One,
}

impl Entry {
    /// The line, and the head after it: the digest of its text.
    pub(super) fn write(&self) -> Result<(String, Digest), DocumentError> {
        let document = Document::of(self)?;
        Ok((document.canonical().to_owned(), document.digest()))
    }

    /// Reads a line, which has one spelling.
    pub(super) fn read(line: &str) -> Result<Self, DocumentError> {
        let document = Document::parse(line)?;
        if document.canonical() != line {
            let found = "a line that is not written as canonical JSON".to_owned();
            return Err(DocumentError::Json { found });
        }
        document.read()
    }
}
