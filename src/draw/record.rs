//! The record of one plan's draw: its confidential form, with the public form and the digest that follow from it.

use super::disclosure::{WouldDisclose, disclosed};
use super::dispatch::Dispatch;
use super::form::{Confidential, Count, Front, HeadName, WholeName};
use super::nothing;
use super::outcome::{Outcome, Selected, StratumOutcome, Total};
use super::public::PublicForm;
use crate::chance::randomness::RandomnessForm;
use crate::chance::{Announcement, Randomness, Seed};
use crate::digest::{Canonical, Digest, Document, DocumentError};
use crate::frame::{FrameKey, KeyForm};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// The record of a draw (抽取记录): everything its auditor needs besides the registry.
///
/// It is written as the confidential form `double-random/confidential/1`, whole or as a small head beside JSON Lines.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "Confidential<WholeName, Vec<Selected>>",
    into = "Confidential<WholeName, Vec<Selected>>"
)]
pub struct Record {
    announcement: Announcement,
    plan: Plan,
    key: FrameKey,
    randomness: Randomness,
    outcome: Outcome,
    dispatch: Option<Dispatch>,
    public: Result<PublicForm, WouldDisclose>,
    confidential: Digest,
    digest: Digest,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({}, {})", self.plan.id(), self.digest)
    }
}

/// A text that is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A line beside the head that does not fit it.
    #[error("line {line}: {error}")]
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        error: DocumentError,
    },
    /// Fewer or more lines than the head says.
    #[error("{wanted} lines of selected units and reserves are wanted, found {found}")]
    Lines {
        /// How many the head says.
        wanted: u64,
        /// How many there are.
        found: u64,
    },
}

impl Record {
    pub(super) fn new(
        announcement: Announcement,
        plan: &Plan,
        key: FrameKey,
        randomness: Randomness,
        outcome: Outcome,
        dispatch: Option<Dispatch>,
    ) -> Result<Self, DocumentError> {
        let public = match disclosed(plan, &outcome) {
            Some(would) if plan.disclosure_ground().is_none() => Err(would),
            _ => Ok(PublicForm::of(plan, &outcome)),
        };
        let plan = plan.clone();
        let digest = nothing();
        let mut record = Self {
            announcement,
            plan,
            key,
            randomness,
            outcome,
            dispatch,
            public,
            confidential: digest,
            digest,
        };
        record.confidential = record.doc()?;
        let public = record
            .public
            .as_ref()
            .map_or(Ok(nothing()), PublicForm::doc)?;
        record.digest = record_digest(&public, &record.confidential);
        Ok(record)
    }

    /// Reads a record. What it says is checked by [`Record::replay`] alone.
    ///
    /// # Errors
    /// Text that is no document of this form.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let form: Confidential<WholeName, Vec<Selected>> = Document::parse(text)?.read()?;
        Ok(form.try_into()?)
    }

    /// The whole confidential form, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.text()
    }

    /// The confidential form with numbers where the selected units and reserves would stand, in canonical JSON. They are
    /// the [`Record::lines`] beside it.
    #[must_use]
    pub fn head(&self) -> String {
        let count = |list: &[Selected]| Count(u64::try_from(list.len()).unwrap_or(u64::MAX));
        let (selected, reserves) = (count(&self.outcome.selected), count(&self.outcome.reserves));
        serde_json_canonicalizer::to_string(&self.form(HeadName::One, selected, reserves))
            .unwrap_or_default()
    }

    /// A line for every selected unit, then one for every reserve, in canonical JSON.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let units = self.outcome.selected.iter().chain(&self.outcome.reserves);
        units.map(|unit| serde_json::to_string(unit).unwrap_or_default())
    }

    /// Reads a record from its head and the lines beside it.
    ///
    /// # Errors
    /// Text that is no document of this form; lines that do not fit the head.
    pub fn from_lines<'a>(
        head: &str,
        lines: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, RecordError> {
        let head: Confidential<HeadName, Count> = Document::parse(head)?.read()?;
        let read = |(line, text): (usize, &str)| {
            Document::parse(text)
                .and_then(Document::read)
                .map_err(|error| RecordError::Line {
                    line: line + 1,
                    error,
                })
        };
        let mut selected: Vec<Selected> = lines
            .into_iter()
            .enumerate()
            .map(read)
            .collect::<Result<_, _>>()?;
        let Confidential {
            selected: Count(first),
            reserves: Count(second),
            ..
        } = head;
        let (wanted, found) = (
            first.saturating_add(second),
            u64::try_from(selected.len()).unwrap_or(u64::MAX),
        );
        if wanted != found {
            return Err(RecordError::Lines { wanted, found });
        }
        let reserves = selected.split_off(usize::try_from(first).unwrap_or(usize::MAX));
        let Confidential {
            announcement,
            plan,
            frame_key,
            officers,
            randomness,
            seed,
            strata,
            ..
        } = head;
        let form = WholeName::One;
        let whole = Confidential {
            form,
            announcement,
            plan,
            frame_key,
            officers,
            randomness,
            seed,
            strata,
            selected,
            reserves,
        };
        Ok(whole.try_into()?)
    }

    fn form<Name, List>(
        &self,
        form: Name,
        selected: List,
        reserves: List,
    ) -> Confidential<Name, List> {
        Confidential {
            form,
            announcement: self.announcement.clone(),
            plan: self.plan.clone(),
            frame_key: KeyForm::from(&self.key),
            officers: self.dispatch.clone(),
            randomness: RandomnessForm::from(&self.randomness),
            seed: Digest::from_bytes(*self.outcome.seed.bytes()),
            strata: self.outcome.strata.clone(),
            selected,
            reserves,
        }
    }

    /// The announcement under which it was drawn.
    #[must_use]
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The frame key: with the registry it makes the frame anew.
    #[must_use]
    pub fn frame_key(&self) -> &FrameKey {
        &self.key
    }

    /// Where the randomness came from.
    #[must_use]
    pub fn randomness(&self) -> &Randomness {
        &self.randomness
    }

    /// The draw seed `S`: secret until the last inspection of all plans drawn together.
    #[must_use]
    pub fn seed(&self) -> &Seed {
        &self.outcome.seed
    }

    /// All strata together.
    #[must_use]
    pub fn total(&self) -> Total {
        self.outcome.strata.iter().collect()
    }

    /// Every stratum that has units, in label order.
    #[must_use]
    pub fn strata(&self) -> &[StratumOutcome] {
        &self.outcome.strata
    }

    /// The drawn units: stratum by stratum, each in ticket order.
    #[must_use]
    pub fn selected(&self) -> &[Selected] {
        &self.outcome.selected
    }

    /// Those that replace them, in the same order.
    #[must_use]
    pub fn reserves(&self) -> &[Selected] {
        &self.outcome.reserves
    }

    /// Whom the departments send; `None` where the plan deals no officers.
    #[must_use]
    pub fn dispatch(&self) -> Option<&Dispatch> {
        self.dispatch.as_ref()
    }

    /// What everyone may see once the visits are over.
    ///
    /// # Errors
    /// Names that would give a confidential attribute away, where the plan records no ground for that.
    pub fn public(&self) -> Result<&PublicForm, WouldDisclose> {
        self.public.as_ref().map_err(Clone::clone)
    }

    /// `doc` of the confidential form, published at the opening.
    #[must_use]
    pub fn confidential_digest(&self) -> Digest {
        self.confidential
    }

    /// The record digest, published at the draw (protocol section 3). A draw without public form takes `{}` for it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// The head's canonical text with the units in the places of their numbers; written piece by piece, for there may be millions.
impl Canonical for Record {
    fn write(&self, out: &mut impl io::Write) -> serde_json::Result<()> {
        let Confidential {
            announcement,
            form,
            frame_key,
            officers,
            plan,
            randomness,
            seed,
            strata,
            ..
        } = self.form(WholeName::One, (), ());
        let front = Front {
            announcement,
            form,
            frame_key,
            officers,
            plan,
            randomness,
        };
        let front = serde_json_canonicalizer::to_string(&front)?;
        let [reserves, selected] = [&self.outcome.reserves, &self.outcome.selected];
        write!(
            out,
            "{},\"reserves\":",
            front.strip_suffix('}').unwrap_or_default()
        )
        .map_err(serde_json::Error::io)?;
        serde_json::to_writer(&mut *out, reserves)?;
        write!(out, ",\"seed\":\"{seed}\",\"selected\":").map_err(serde_json::Error::io)?;
        serde_json::to_writer(&mut *out, selected)?;
        write!(out, ",\"strata\":").map_err(serde_json::Error::io)?;
        serde_json::to_writer(&mut *out, &strata)?;
        write!(out, "}}").map_err(serde_json::Error::io)
    }
}

/// `H("double-random/1 record" + LF + hex(doc(public form)) + LF + hex(doc(confidential form)) + LF)`.
#[must_use]
pub fn record_digest(public: &Digest, confidential: &Digest) -> Digest {
    Digest::of_texts([
        "double-random/1 record\n",
        &public.to_string(),
        "\n",
        &confidential.to_string(),
        "\n",
    ])
}

impl TryFrom<Confidential<WholeName, Vec<Selected>>> for Record {
    type Error = DocumentError;

    fn try_from(form: Confidential<WholeName, Vec<Selected>>) -> Result<Self, DocumentError> {
        let key = FrameKey::try_from(form.frame_key).map_err(|error| DocumentError::Json {
            found: error.to_string(),
        })?;
        let seed = Seed::from_bytes(*form.seed.as_bytes());
        let Confidential {
            announcement,
            plan,
            officers,
            randomness,
            strata,
            selected,
            reserves,
            ..
        } = form;
        let outcome = Outcome {
            seed,
            strata,
            selected,
            reserves,
        };
        let randomness = randomness.into();
        Self::new(announcement, &plan, key, randomness, outcome, officers)
    }
}

impl From<Record> for Confidential<WholeName, Vec<Selected>> {
    fn from(record: Record) -> Self {
        let (selected, reserves) = (
            record.outcome.selected.clone(),
            record.outcome.reserves.clone(),
        );
        record.form(WholeName::One, selected, reserves)
    }
}
