//! The stages of a ceremony as types: a step out of order does not compile.

use super::fault::CeremonyError;
use super::step::Step;
use super::table::State;
use super::transcript::Transcript;
use crate::calendar::Moment;
use crate::chance::randomness::{Nonce, RandomnessError, closing};
use crate::chance::{Announcement, Randomness, Seed};
use crate::digest::Digest;
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use std::collections::BTreeMap;

/// A ceremony in one of its stages, as a transcript that was put away tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the protocol names these stages")]
pub enum Ceremony {
    /// Nonces come in.
    Announced(Announced),
    /// Values are awaited.
    Closed(Closed),
    /// The seed follows; nothing is drawn yet.
    Seeded(Seeded),
    /// Drawn; visits go on.
    Recorded(Recorded),
    /// Over: opened, or void before its closing.
    Over(Transcript),
}

impl From<Transcript> for Ceremony {
    fn from(transcript: Transcript) -> Self {
        match transcript.state() {
            State::Announced => Self::Announced(Announced(transcript)),
            State::Closed => Self::Closed(Closed(transcript)),
            State::Seeded => Self::Seeded(Seeded(transcript)),
            State::Recorded => Self::Recorded(Recorded(transcript)),
            State::Opened | State::Void => Self::Over(transcript),
        }
    }
}

impl Ceremony {
    /// Everything so far.
    #[must_use]
    pub fn transcript(&self) -> &Transcript {
        match self {
            Self::Announced(stage) => stage.transcript(),
            Self::Closed(stage) => stage.transcript(),
            Self::Seeded(stage) => stage.transcript(),
            Self::Recorded(stage) => stage.transcript(),
            Self::Over(transcript) => transcript,
        }
    }
}

macro_rules! stage {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(Transcript);

        impl $name {
            /// Everything so far, to be put away and resumed.
            #[must_use]
            pub fn transcript(&self) -> &Transcript {
                &self.0
            }
        }
    };
}

stage! {
    /// Announced (已公告): contributors hand in their nonces.
    Announced
}
stage! {
    /// Closed (已封存): nobody can withhold anything any more; the sources' values alone complete the seed.
    Closed
}
stage! {
    /// Seeded (种子已定): the draw follows.
    Seeded
}
stage! {
    /// Recorded (已登记): drawn, with the record digests published.
    Recorded
}

impl Announced {
    /// Begins: the announcement is published at this moment.
    ///
    /// # Errors
    /// As [`Transcript::begin`].
    pub fn new(announcement: Announcement, at: Moment) -> Result<Self, CeremonyError> {
        Transcript::begin(announcement, at).map(Self)
    }

    /// A contributor hands in its nonce, which is checked against its commitment.
    ///
    /// # Errors
    /// Somebody else; a nonce to which nobody was committed; a second one, or one that another contributor has, too.
    pub fn nonce(
        &self,
        contributor: Contributor,
        nonce: Nonce,
        at: Moment,
    ) -> Result<Self, CeremonyError> {
        self.0
            .step(at, Step::Nonce { contributor, nonce })
            .map(Self)
    }

    /// The office closes: every nonce is in. What it publishes now is [`Closed::closing`].
    ///
    /// # Errors
    /// A nonce that is missing; a moment at which a value can be known.
    pub fn close(&self, at: Moment) -> Result<Closed, CeremonyError> {
        self.0.step(at, Step::Close {}).map(Closed)
    }

    /// The announcement is void, now, while nobody can know anything: a nonce is missing, say. The reason is published.
    ///
    /// # Errors
    /// A moment before the last step, or one at which a value can be known.
    pub fn void(&self, reason: Ground, at: Moment) -> Result<Transcript, CeremonyError> {
        self.0.step(at, Step::Void { reason })
    }

    /// The announcement lapses: it was not closed while nobody could know anything, so it stays as an attempt. The reason is
    /// published.
    ///
    /// # Errors
    /// A moment before the last step.
    pub fn lapse(&self, reason: Ground, at: Moment) -> Result<Transcript, CeremonyError> {
        self.0.step(at, Step::Lapse { reason })
    }
}

impl Closed {
    /// The digest that is published before the first value can be known.
    #[must_use]
    pub fn closing(&self) -> Digest {
        closing(self.0.announcement(), self.0.nonces())
    }

    /// Takes down the value of a source; the ceremony is [`Ceremony::Seeded`] with the last one.
    ///
    /// # Errors
    /// Another source; a value in another form, a second one, or one before it can be known.
    pub fn value(
        &self,
        source: Source,
        value: SourceValue,
        at: Moment,
    ) -> Result<Ceremony, CeremonyError> {
        self.0
            .step(at, Step::Value { source, value })
            .map(Ceremony::from)
    }

    /// The announcement lapses: a source fails, say. It is finished as an attempt where it can be.
    ///
    /// # Errors
    /// A moment before the last step; a second lapse.
    pub fn lapse(&self, reason: Ground, at: Moment) -> Result<Self, CeremonyError> {
        self.0.step(at, Step::Lapse { reason }).map(Self)
    }
}

impl Seeded {
    /// The randomness for [`draw_announced`](crate::draw::draw_announced), which draws the announcement whole or not at all.
    #[must_use]
    pub fn randomness(&self) -> Randomness {
        self.0.randomness()
    }

    /// The draw seed.
    ///
    /// # Errors
    /// None that a step would not have met before.
    pub fn seed(&self) -> Result<Seed, RandomnessError> {
        self.randomness().draw_seed(self.0.announcement())
    }

    /// The record digests are published, by the announced time.
    ///
    /// # Errors
    /// Digests of other plans; a moment after the announced time, unless the announcement has lapsed.
    pub fn record(
        &self,
        digests: BTreeMap<PlanId, Digest>,
        at: Moment,
    ) -> Result<Recorded, CeremonyError> {
        self.0.step(at, Step::Record { digests }).map(Recorded)
    }

    /// The announcement lapses: the time for its digests is over, say. It is finished as an attempt.
    ///
    /// # Errors
    /// A moment before the last step; a second lapse.
    pub fn lapse(&self, reason: Ground, at: Moment) -> Result<Self, CeremonyError> {
        self.0.step(at, Step::Lapse { reason }).map(Self)
    }
}

impl Recorded {
    /// One plan is opened, when its own visits are over.
    ///
    /// # Errors
    /// Another plan; one that is open.
    pub fn open_plan(&self, plan: PlanId, at: Moment) -> Result<Self, CeremonyError> {
        self.0.step(at, Step::OpenPlan { plan }).map(Self)
    }

    /// Everything is opened, after the last visit and by the announced date at the latest.
    ///
    /// # Errors
    /// A moment before the last step.
    pub fn open(&self, at: Moment) -> Result<Transcript, CeremonyError> {
        self.0.step(at, Step::Open {})
    }

    /// The draw is found void. It is opened like any other, and stays as an attempt.
    ///
    /// # Errors
    /// A moment before the last step; a second lapse.
    pub fn lapse(&self, reason: Ground, at: Moment) -> Result<Self, CeremonyError> {
        self.0.step(at, Step::Lapse { reason }).map(Self)
    }
}
