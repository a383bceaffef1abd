//! Replay: everything that a record says, recomputed from the registry and compared in a fixed order.

use super::deals::Deals;
use super::dispatch::Dispatch;
use super::divergence::{Divergence, Step, same};
use super::drawing::{Drawing, differing, fits};
use super::outcome::{Outcome, Selected};
use super::record::Record;
use super::sample::sample;
use super::{DrawError, PublicForm, nothing};
use crate::chance::Randomness;
use crate::chance::announcement::PlanLine;
use crate::digest::Digest;
use crate::frame::Frame;
use crate::inspector::Roster;
use std::fmt;

/// A record that was replayed (复核一致): there is no other way to this type.
///
/// What it proves depends on the randomness; [`Replayed::strength`] says it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed<T> {
    what: T,
    strength: Strength,
    deals: Option<Deals>,
}

/// What a replay has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Strength {
    /// The draw follows from the randomness that somebody declared.
    Consistent,
    /// The draw follows from the nonces and values that the announcement named.
    AsAnnounced,
    /// Besides, transcript and journal tell when each step was taken, and what happened after the draw.
    Audited,
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Consistent => {
                "consistent: the draw follows from registry, plan and the declared randomness; not checked: who chose that randomness, \
                 and whether the registry is true"
            }
            Self::Audited => {
                "consistent: the draw follows from registry, plan, the committed nonces and the source values, and transcript, journal and \
                 sealed grounds tell one story of it; not checked: whether the journal's heads were published when they should have \
                 been, whether the sources gave these values, whether grounds are true, certificates valid and officers too few where \
                 seats were given by name, whether slips were handed to businesses of the frame, and whether the registry is true"
            }
            Self::AsAnnounced => {
                "consistent: the draw follows from registry, plan, the committed nonces and the source values; not checked: when the \
                 announcement was published, whether the sources gave these values, and whether the registry is true"
            }
        })
    }
}

impl Record {
    /// Replays the record against the registry's frame, made with the record's own key, and the digest that was published
    /// at the draw.
    ///
    /// The digest matters: whoever has the registry can make a consistent record of another draw, but none with this
    /// digest.
    ///
    /// ```
    /// # use double_random::chance::Randomness;
    /// # use double_random::frame::{Frame, FrameKey, Unit};
    /// # use double_random::plan::{Design, Plan};
    /// use double_random::draw::{Record, Replayed, draw};
    /// # let design = Design::Rates { rates: "A 10%, D 50%".parse()?, rounding: Default::default(), minimum: 0 };
    /// # let plan = Plan::builder("2024-01".parse()?, design).build()?;
    /// # let units = [Unit::new("a", "A"), Unit::new("b", "D"), Unit::new("c", "D")];
    /// # let frame = Frame::commit(FrameKey::secret([7; 32])?, units)?;
    /// let records = draw(&[(&plan, &frame)], &Randomness::declared([1; 32]))?;
    /// let (text, published) = (records[0].to_json(), records[0].digest());
    ///
    /// let record = Record::parse(&text)?;
    /// let frame = Frame::commit(record.frame_key().clone(), units)?;
    /// let replayed: Replayed<Record> = record.replay(&frame, &published)?;
    /// assert!(replayed.strength().to_string().starts_with("consistent"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first divergence, in the order of [`Step`].
    pub fn replay(self, frame: &Frame, published: &Digest) -> Result<Replayed<Self>, Divergence> {
        self.check_announcement()?;
        let seed = self.randomness().draw_seed(self.announcement());
        let seed = seed.map_err(|error| {
            Divergence::new(Step::Randomness, "randomness", "the announced one", error)
        })?;
        if seed != *self.seed() {
            // Its own seed is a secret until everything is opened.
            let (expected, found) = ("the one that follows", "another");
            return Err(Divergence::new(Step::Seed, "seed", expected, found));
        }
        self.check_frame(frame)?;
        let outcome = sample(self.plan(), frame, &seed);
        let outcome = outcome.map_err(|error| {
            Divergence::new(Step::Sizes, "plan", "one that can be drawn", error)
        })?;
        self.check_sizes(&outcome.strata)?;
        self.check_thresholds(&outcome.strata)?;
        check_units("selected", &outcome.selected, self.selected())?;
        check_units("reserves", &outcome.reserves, self.reserves())?;
        let deals = self.check_officers(frame, &outcome)?;
        same(Step::Digest, "record digest", *published, self.digest())?;
        let strength = match self.randomness() {
            Randomness::Declared(_) => Strength::Consistent,
            Randomness::Contributed { .. } => Strength::AsAnnounced,
        };
        Ok(Replayed {
            what: self,
            strength,
            deals,
        })
    }

    fn check_announcement(&self) -> Result<(), Divergence> {
        let diverges = |at, expected: &dyn fmt::Display, found: &dyn fmt::Display| {
            Err(Divergence::new(Step::Announcement, at, expected, found))
        };
        let Some(line) = self.announcement().plans().get(self.plan().id()) else {
            return diverges("plan id", &"an announced plan", self.plan().id());
        };
        if line.plan != self.plan().digest() {
            return diverges("plan digest", &line.plan, &self.plan().digest());
        }
        let roster = self.dispatch().map(Dispatch::roster);
        let roster = roster.map_or_else(nothing, Roster::digest);
        if line.roster != roster {
            return diverges("roster digest", &line.roster, &roster);
        }
        Ok(())
    }

    /// Deals once more, and compares.
    fn check_officers(
        &self,
        frame: &Frame,
        outcome: &Outcome,
    ) -> Result<Option<Deals>, Divergence> {
        let Some(found) = self.dispatch() else {
            return Ok(None);
        };
        let deals = Deals::of(found.roster(), self.plan(), frame, outcome);
        let deals = deals.map_err(|error| {
            Divergence::new(Step::Officers, "roster", "one that can be dealt", error)
        })?;
        Dispatch::of(found.roster(), &deals, &outcome.selected).check(found)?;
        Ok(Some(deals))
    }

    fn check_frame(&self, frame: &Frame) -> Result<(), Divergence> {
        let diverges = |at, expected: &dyn fmt::Display, found: &dyn fmt::Display| {
            Err(Divergence::new(Step::Frame, at, expected, found))
        };
        if !frame.key().makes_the_tokens_of(self.frame_key()) {
            return diverges("frame key", &"the key of the registry's frame", &"another");
        }
        let mut wanted = Drawing::new(self.plan(), frame);
        if let Some(dispatch) = self.dispatch() {
            wanted = wanted.roster(dispatch.roster());
        }
        let wanted = wanted.line();
        let found = self.announcement().plans().get(self.plan().id());
        if let Some(found) = found
            && let Some(what) = differing(&wanted, found)
        {
            let value = |line: &PlanLine| match what {
                "number of units" => line.count.to_string(),
                "frame root" => line.root.to_string(),
                _ => line.frame_key.to_string(),
            };
            let registry = format!("{}, from the registry", value(&wanted));
            let announced = format!("{}, announced", value(found));
            return diverges(what, &registry, &announced);
        }
        match fits(self.plan(), frame) {
            Err(error @ (DrawError::Label { .. } | DrawError::OpenKey { .. })) => {
                diverges("plan", &"one that goes with the frame", &error)
            }
            _ => Ok(()),
        }
    }

    fn check_sizes(&self, expected: &[super::StratumOutcome]) -> Result<(), Divergence> {
        let found = self.strata();
        for (expected, found) in expected.iter().zip(found) {
            same(Step::Sizes, "stratum", &expected.stratum, &found.stratum)?;
            same(
                Step::Sizes,
                format_args!("units of `{}`", found.stratum),
                expected.units,
                found.units,
            )?;
            same(
                Step::Sizes,
                format_args!("sample of `{}`", found.stratum),
                expected.sample,
                found.sample,
            )?;
        }
        same(Step::Sizes, "number of strata", expected.len(), found.len())
    }

    fn check_thresholds(&self, expected: &[super::StratumOutcome]) -> Result<(), Divergence> {
        for (expected, found) in expected.iter().zip(self.strata()) {
            let text = |outcome: &super::StratumOutcome| {
                outcome
                    .threshold
                    .map_or("none".to_owned(), |ticket| ticket.to_string())
            };
            same(
                Step::Selection,
                format_args!("threshold of `{}`", found.stratum),
                text(expected),
                text(found),
            )?;
        }
        Ok(())
    }
}

fn check_units(list: &str, expected: &[Selected], found: &[Selected]) -> Result<(), Divergence> {
    for (place, (expected, found)) in expected.iter().zip(found).enumerate() {
        if expected != found {
            let text = |unit: &Selected| {
                format!(
                    "`{}` of `{}` with rank {}, ticket {}, token {}",
                    unit.id, unit.stratum, unit.rank, unit.ticket, unit.token
                )
            };
            return Err(Divergence::new(
                Step::Selection,
                format_args!("{list}[{place}]"),
                text(expected),
                text(found),
            ));
        }
    }
    same(
        Step::Selection,
        format_args!("number of {list}"),
        expected.len(),
        found.len(),
    )
}

impl<T> Replayed<T> {
    pub(crate) const fn new(what: T, strength: Strength) -> Self {
        Self {
            what,
            strength,
            deals: None,
        }
    }

    /// What was replayed.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.what
    }

    /// What the replay has shown, and in its text what it has not.
    #[must_use]
    pub fn strength(&self) -> Strength {
        self.strength
    }
}

impl Replayed<Record> {
    pub(super) const fn deals(&self) -> Option<&Deals> {
        self.deals.as_ref()
    }

    /// Checks that what was published as the public form, if anything was, is what follows from the replayed record.
    ///
    /// # Errors
    /// The first place where it differs; a form where there should be none, or none where there should be one.
    pub fn check_public(&self, public: Option<&PublicForm>) -> Result<(), Divergence> {
        let (wanted, public) = match (self.get().public(), public) {
            (Ok(wanted), Some(public)) => (wanted, public),
            (Err(_), None) => return Ok(()),
            (Ok(_), None) => {
                return Err(Divergence::new(Step::Digest, "public form", "one", "none"));
            }
            (Err(would), Some(_)) => {
                return Err(Divergence::new(
                    Step::Digest,
                    "public form",
                    format_args!("none, for {would}"),
                    "one",
                ));
            }
        };
        let at = |at| {
            move |expected: &dyn fmt::Debug, found: &dyn fmt::Debug| {
                Divergence::new(
                    Step::Digest,
                    at,
                    format_args!("{expected:?}"),
                    format_args!("{found:?}"),
                )
            }
        };
        same(
            Step::Digest,
            "public form: plan",
            wanted.plan(),
            public.plan(),
        )?;
        for (expected, found) in wanted.names().iter().zip(public.names()) {
            same(Step::Digest, "public form: names", expected, found)?;
        }
        same(
            Step::Digest,
            "public form: number of names",
            wanted.names().len(),
            public.names().len(),
        )?;
        for (expected, found) in wanted.strata().iter().zip(public.strata()) {
            if expected != found {
                return Err(at("public form: strata")(expected, found));
            }
        }
        same(
            Step::Digest,
            "public form: number of strata",
            wanted.strata().len(),
            public.strata().len(),
        )?;
        if wanted.others() == public.others() {
            Ok(())
        } else {
            Err(at("public form: others")(
                &wanted.others(),
                &public.others(),
            ))
        }
    }
}
