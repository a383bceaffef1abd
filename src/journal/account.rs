//! What a journal says of one announcement.

use super::table::{State, TABLE};
use crate::calendar::Moment;
use crate::chance::Announcement;
use crate::chance::randomness::Nonce;
use crate::digest::Digest;
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use std::collections::BTreeMap;

/// Everything that a journal says of an announcement (公告台账).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The announcement.
    pub announcement: Announcement,
    /// When it was published.
    pub announced: Moment,
    /// The announcement in whose place it stands.
    pub succeeds: Option<Digest>,
    /// The one that stands in its place.
    pub successor: Option<Digest>,
    /// The closing, and when it was published.
    pub closing: Option<(Moment, Digest)>,
    /// The record digests, and when they were published.
    pub recorded: Option<(Moment, BTreeMap<PlanId, Digest>)>,
    /// How it ended early, if it did.
    pub end: Option<End>,
    /// The openings of single plans: when, and `doc` of each.
    pub plans_opened: BTreeMap<PlanId, (Moment, Digest)>,
    /// The opening of everything.
    pub opened: Option<WholeOpening>,
    /// What is sealed about each plan, in order.
    pub sealed: BTreeMap<PlanId, Vec<SealedEvent>>,
    pub(super) state: State,
}

/// The opening of everything, as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WholeOpening {
    /// When.
    pub at: Moment,
    /// `doc` of the opening.
    pub opening: Digest,
    /// Every contributor's nonce.
    pub nonces: BTreeMap<Contributor, Nonce>,
    /// Every source's value.
    pub values: BTreeMap<Source, SourceValue>,
    /// The contributors whose nonces had served before.
    pub reused: Vec<Contributor>,
}

/// An event whose content is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SealedEvent {
    /// When it happened.
    pub at: Moment,
    /// What it is about.
    pub kind: SealedKind,
    /// The digest of its content.
    pub sealed: Digest,
}

/// What a sealed event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SealedKind {
    /// A reserve that came in.
    Reserve,
    /// A seat that was filled again.
    Replacement,
    /// A seat that was given by name.
    Direct,
    /// A slip that was handed out.
    Slip,
}

/// How an announcement ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct End {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: Ground,
    /// Before or after the closing.
    pub kind: EndKind,
}

/// Whether somebody could know the result when an announcement ended, as far as the sources' forms tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the closing has two sides")]
pub enum EndKind {
    /// Before its closing and before any value could be known: nobody could.
    Void,
    /// Later: an attempt.
    Lapsed,
}

impl Account {
    pub(super) fn new(
        announcement: Announcement,
        announced: Moment,
        succeeds: Option<Digest>,
    ) -> Self {
        Self {
            announcement,
            announced,
            succeeds,
            successor: None,
            closing: None,
            recorded: None,
            end: None,
            plans_opened: BTreeMap::new(),
            opened: None,
            sealed: BTreeMap::new(),
            state: TABLE.initial(),
        }
    }

    /// How many sealed events of a kind a plan has.
    #[must_use]
    pub fn count(&self, plan: &PlanId, kind: SealedKind) -> usize {
        let sealed = self.sealed.get(plan).into_iter().flatten();
        sealed.filter(|event| event.kind == kind).count()
    }

    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }
}
