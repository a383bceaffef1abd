//! What is published when the visits are over.

use crate::chance::randomness::RandomnessForm;
use crate::chance::{Announcement, Randomness, Seed};
use crate::digest::{Digest, Document, DocumentError, present};
use crate::draw::{PublicForm, Record};
use crate::id::PlanId;
use crate::journal::Event;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The opening of one plan alone (单项公开), when its own visits are over: the draw seed stays secret until the last.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanOpening {
    form: PlanOpeningName,
    announcement: Digest,
    plan: OpenedPlan,
    targets: Digest,
}

/// The opening of everything that was drawn together (全部公开): after the last visit, and by the announced date.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    form: OpeningName,
    announcement: Announcement,
    randomness: RandomnessForm,
    seed: Digest,
    plans: Vec<OpenedPlan>,
}

/// What an opening tells of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenedPlan {
    /// The plan.
    pub plan: Plan,
    /// The public form; none where names would give a confidential attribute away.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub public: Option<PublicForm>,
    /// `doc` of the confidential form.
    pub confidential: Digest,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum PlanOpeningName {
    #[serde(rename = "double-random/plan-opening/1")]
    One,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum OpeningName {
    #[serde(rename = "double-random/opening/1")]
    One,
}

/// Records that cannot be opened together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpeningError {
    /// No record, or one of another announcement, or a plan that is missing.
    #[error("one record for each plan of one announcement is wanted, found {found}")]
    Records {
        /// What was found.
        found: String,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl OpenedPlan {
    fn of(record: &Record) -> Self {
        Self {
            plan: record.plan().clone(),
            public: record.public().ok().cloned(),
            confidential: record.confidential_digest(),
        }
    }
}

impl PlanOpening {
    /// The opening of this record's plan.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let targets = record.seed().targets(record.plan().id());
        let announcement = record.announcement().digest();
        Self::new(announcement, OpenedPlan::of(record), &targets)
    }

    pub(super) fn new(announcement: Digest, plan: OpenedPlan, targets: &Seed) -> Self {
        Self {
            form: PlanOpeningName::One,
            announcement,
            plan,
            targets: Digest::from_bytes(*targets.bytes()),
        }
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// Text that is no document of this form.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document, in canonical JSON.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn document(&self) -> Result<Document, DocumentError> {
        Document::of(self)
    }

    /// The event that a journal notes of it.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn event(&self) -> Result<Event, DocumentError> {
        Ok(Event::PlanOpened {
            plan: self.plan.plan.id().clone(),
            opening: self.document()?.digest(),
        })
    }

    /// The digest of the announcement.
    #[must_use]
    pub fn announcement(&self) -> Digest {
        self.announcement
    }

    /// The plan, and what is told of it.
    #[must_use]
    pub fn plan(&self) -> &OpenedPlan {
        &self.plan
    }

    /// The seed whose tickets order the plan's targets.
    #[must_use]
    pub fn targets(&self) -> Seed {
        Seed::from_bytes(*self.targets.as_bytes())
    }
}

impl Opening {
    /// The opening of these records: one for each plan of one announcement.
    ///
    /// # Errors
    /// Records of different announcements; a plan without record, or with two.
    pub fn of(records: &[&Record]) -> Result<Self, OpeningError> {
        let refused = |found: String| OpeningError::Records { found };
        let first = records.first().ok_or_else(|| refused("none".to_owned()))?;
        let announcement = first.announcement();
        let foreign = |record: &&&Record| {
            (record.announcement(), record.randomness()) != (announcement, first.randomness())
        };
        if let Some(record) = records.iter().find(foreign) {
            return Err(refused(format!("`{}` of another", record.plan().id())));
        }
        let mut plans: Vec<OpenedPlan> = records
            .iter()
            .map(|record| OpenedPlan::of(record))
            .collect();
        plans.sort_by(|a, b| a.plan.id().cmp(b.plan.id()));
        if !ids(&plans).eq(announcement.plans().keys()) {
            let found: Vec<String> = ids(&plans).map(PlanId::to_string).collect();
            return Err(refused(format!("those of [{}]", found.join(", "))));
        }
        Ok(Self {
            form: OpeningName::One,
            announcement: announcement.clone(),
            randomness: first.randomness().into(),
            seed: Digest::from_bytes(*first.seed().bytes()),
            plans,
        })
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// Text that is no document of this form.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document, in canonical JSON.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn document(&self) -> Result<Document, DocumentError> {
        Document::of(self)
    }

    /// The event that a journal notes of it.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn event(&self) -> Result<Event, DocumentError> {
        let (nonces, values) = match self.randomness() {
            Randomness::Contributed { nonces, values } => (nonces, values),
            Randomness::Declared(_) => Default::default(),
        };
        let nonces = nonces
            .iter()
            .map(|(name, nonce)| (name.clone(), nonce.into()));
        Ok(Event::Opened {
            announcement: self.announcement.digest(),
            opening: self.document()?.digest(),
            nonces: nonces.collect(),
            values,
        })
    }

    /// The announcement.
    #[must_use]
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    /// Nonces and values, or what was declared.
    #[must_use]
    pub fn randomness(&self) -> Randomness {
        self.randomness.clone().into()
    }

    /// The draw seed, as the opening tells it.
    #[must_use]
    pub fn seed(&self) -> Seed {
        Seed::from_bytes(*self.seed.as_bytes())
    }

    /// The plans, and what is told of each, in the order of their ids.
    #[must_use]
    pub fn plans(&self) -> &[OpenedPlan] {
        &self.plans
    }
}

fn ids(plans: &[OpenedPlan]) -> impl Iterator<Item = &PlanId> {
    plans.iter().map(|opened| opened.plan.id())
}

impl fmt::Debug for PlanOpening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlanOpening({})", self.plan.plan.id())
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({})", self.announcement.digest())
    }
}
