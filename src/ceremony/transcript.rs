//! The transcript: every step of a ceremony, as data.

use super::fault::CeremonyError;
use super::form::TranscriptForm;
use super::step::{Step, Taken};
use super::table::{State, StepKind, TABLE};
use crate::calendar::Moment;
use crate::chance::announcement::Terms;
use crate::chance::randomness::{Nonce, closing};
use crate::chance::source::Kind;
use crate::chance::{Announcement, Randomness};
use crate::digest::{Digest, Document, DocumentError};
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use crate::procedure::Unmet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Everything that has happened in a ceremony so far (仪式记录), in order, with its moments.
///
/// It is data: written down after every step, it goes on another day, on another machine. Until the opening it is a secret of
/// the office, for it holds the nonces. Whoever reads one takes every step again, so a transcript that breaks a rule is none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TranscriptForm", into = "TranscriptForm")]
pub struct Transcript {
    announcement: Announcement,
    announced: Moment,
    taken: Vec<Taken>,
    state: State,
    nonces: BTreeMap<Contributor, Nonce>,
    /// Whose nonce each is.
    owners: BTreeMap<[u8; 32], Contributor>,
    values: BTreeMap<Source, SourceValue>,
    digests: BTreeMap<PlanId, Digest>,
    opened: BTreeSet<PlanId>,
    lapse: Option<Ground>,
}

impl Transcript {
    /// The transcript of a ceremony that begins now.
    ///
    /// # Errors
    /// An announcement without terms; one that comes when a value can be known already, or the record should be published.
    pub fn begin(announcement: Announcement, at: Moment) -> Result<Self, CeremonyError> {
        let Some(terms) = announcement.terms() else {
            return Err(CeremonyError::NoTerms);
        };
        not_known(terms, &at)?;
        if !at.is_before(&terms.record_by) {
            let record_by = terms.record_by.clone();
            return Err(CeremonyError::Late { record_by, at });
        }
        Ok(Self {
            announcement,
            announced: at,
            taken: vec![],
            state: State::Announced,
            nonces: BTreeMap::new(),
            owners: BTreeMap::new(),
            values: BTreeMap::new(),
            digests: BTreeMap::new(),
            opened: BTreeSet::new(),
            lapse: None,
        })
    }

    /// The transcript after one more step; this one stays as it is.
    ///
    /// # Errors
    /// A step that may not be taken in this state, or whatever else the step's row of the [table](super::TABLE) asks for.
    pub fn step(&self, at: Moment, step: Step) -> Result<Self, CeremonyError> {
        let mut next = self.clone();
        next.take(at, step)?;
        Ok(next)
    }

    /// Takes one more step, or breaks off in the middle of it.
    pub(super) fn take(&mut self, at: Moment, step: Step) -> Result<(), CeremonyError> {
        let last = self.last();
        if at.is_before(last) {
            let last = last.clone();
            return Err(CeremonyError::Backwards { last, at });
        }
        let kind = step.kind();
        TABLE
            .may(self.state, kind)
            .map_err(|_| self.out_of_order(kind))?;
        match step.clone() {
            Step::Nonce { contributor, nonce } => self.nonce(contributor, nonce)?,
            Step::Close {} => self.close(&at)?,
            Step::Void { .. } => self.nothing_known(&at)?,
            Step::Value { source, value } => self.value(source, value, &at)?,
            Step::Record { digests } => self.record(digests, &at)?,
            Step::Lapse { reason } => self.lapse(reason)?,
            Step::OpenPlan { plan } => self.open_plan(plan)?,
            Step::Open {} => {}
        }
        // Two rows take a value: the last one's leads on.
        let values = self.terms().map_or(0, |terms| terms.sources.len());
        let complete = self.values.len() == values;
        let holds = |next| {
            if kind != StepKind::Value || (next == State::Seeded) == complete {
                Ok(())
            } else {
                Err(Unmet::Fails)
            }
        };
        let next = TABLE.step(self.state, kind, holds);
        self.state = next.map_err(|_| self.out_of_order(kind))?;
        self.taken.push(Taken { at, step });
        Ok(())
    }

    fn out_of_order(&self, step: StepKind) -> CeremonyError {
        let before_closing = matches!(step, StepKind::Nonce | StepKind::Close | StepKind::Void);
        if let Some(closed) = self.at(StepKind::Close).filter(|_| before_closing) {
            let closed = closed.clone();
            return CeremonyError::AfterClosing { step, closed };
        }
        let allowed = TABLE.events(self.state);
        let allowed: Vec<String> = allowed.iter().map(|step| format!("`{step}`")).collect();
        CeremonyError::OutOfOrder {
            step,
            state: self.state,
            allowed: if allowed.is_empty() {
                "nothing".to_owned()
            } else {
                allowed.join(" or ")
            },
        }
    }

    fn nonce(&mut self, contributor: Contributor, nonce: Nonce) -> Result<(), CeremonyError> {
        let Some(&wanted) = self
            .terms()
            .and_then(|terms| terms.contributors.get(&contributor))
        else {
            return Err(CeremonyError::ForeignContributor { contributor });
        };
        if self.nonces.contains_key(&contributor) {
            return Err(CeremonyError::NonceTwice { contributor });
        }
        if let Some(first) = self.owners.get(nonce.bytes()) {
            let first = first.clone();
            return Err(CeremonyError::SharedNonce {
                first,
                second: contributor,
            });
        }
        let found = nonce.commitment(&contributor);
        if found != wanted {
            return Err(CeremonyError::WrongNonce {
                contributor,
                wanted,
                found,
            });
        }
        self.owners.insert(*nonce.bytes(), contributor.clone());
        self.nonces.insert(contributor, nonce);
        Ok(())
    }

    fn nothing_known(&self, at: &Moment) -> Result<(), CeremonyError> {
        self.terms().map_or(Ok(()), |terms| not_known(terms, at))
    }

    fn close(&self, at: &Moment) -> Result<(), CeremonyError> {
        let names = self
            .terms()
            .into_iter()
            .flat_map(|terms| terms.contributors.keys());
        let missing: Vec<Contributor> = names
            .filter(|name| !self.nonces.contains_key(name))
            .cloned()
            .collect();
        if !missing.is_empty() {
            return Err(CeremonyError::MissingNonces { missing });
        }
        self.nothing_known(at)
    }

    fn value(
        &mut self,
        source: Source,
        value: SourceValue,
        at: &Moment,
    ) -> Result<(), CeremonyError> {
        let terms = self.terms();
        let Some((terms, form)) =
            terms.and_then(|terms| Some((terms, terms.sources.get(&source)?)))
        else {
            return Err(CeremonyError::UnnamedSource { name: source });
        };
        if self.values.contains_key(&source) {
            return Err(CeremonyError::ValueTwice { name: source });
        }
        let kind = Kind::of(form).ok();
        let known_from = kind.as_ref().and_then(Kind::known_from);
        if let Some(known_from) = known_from.filter(|known| at.is_before(known)) {
            let known_from = known_from.clone();
            return Err(CeremonyError::ValueEarly {
                name: source,
                known_from,
                at: at.clone(),
            });
        }
        if let Err(error) = terms.check_value(&source, &value) {
            return Err(CeremonyError::Value {
                name: source,
                error,
            });
        }
        self.values.insert(source, value);
        Ok(())
    }

    fn record(
        &mut self,
        digests: BTreeMap<PlanId, Digest>,
        at: &Moment,
    ) -> Result<(), CeremonyError> {
        if !digests.keys().eq(self.announcement.plans().keys()) {
            let wanted = self.announcement.plans().keys().cloned().collect();
            let found = digests.into_keys().collect();
            return Err(CeremonyError::Plans { wanted, found });
        }
        let late = self.terms().filter(|terms| terms.record_by.is_before(at));
        if let Some(terms) = late.filter(|_| self.lapse.is_none()) {
            let (record_by, at) = (terms.record_by.clone(), at.clone());
            return Err(CeremonyError::Late { record_by, at });
        }
        self.digests = digests;
        Ok(())
    }

    fn lapse(&mut self, reason: Ground) -> Result<(), CeremonyError> {
        if let Some(lapsed) = &self.lapse {
            let lapsed = lapsed.clone();
            return Err(CeremonyError::LapsedAlready { lapsed });
        }
        self.lapse = Some(reason);
        Ok(())
    }

    fn open_plan(&mut self, plan: PlanId) -> Result<(), CeremonyError> {
        if !self.digests.contains_key(&plan) {
            return Err(CeremonyError::UnknownPlan { plan });
        }
        if self.opened.contains(&plan) {
            return Err(CeremonyError::OpenedAlready { plan });
        }
        self.opened.insert(plan);
        Ok(())
    }

    /// Reads a transcript, and takes every step again.
    ///
    /// # Errors
    /// Text that is no document of this form; the first step that may not be taken.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document, in canonical JSON: a secret until the opening.
    #[must_use]
    pub fn to_json(&self) -> String {
        let document = Document::of(&TranscriptForm::from(self.clone()));
        document.map_or_else(
            |_| String::new(),
            |document| document.canonical().to_owned(),
        )
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// The announcement.
    #[must_use]
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    /// When the announcement was published.
    #[must_use]
    pub fn announced(&self) -> &Moment {
        &self.announced
    }

    /// The steps taken so far.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// When a step of this kind was first taken, if it was.
    #[must_use]
    pub fn at(&self, step: StepKind) -> Option<&Moment> {
        let taken = self.taken.iter().find(|taken| taken.step.kind() == step);
        taken.map(|taken| &taken.at)
    }

    /// The closing that is published once every nonce is in; `None` before, and where it never came to it.
    #[must_use]
    pub fn closing(&self) -> Option<Digest> {
        let closed = !matches!(self.state, State::Announced | State::Void);
        closed.then(|| closing(&self.announcement, &self.nonces))
    }

    /// The nonces that are in.
    #[must_use]
    pub fn nonces(&self) -> &BTreeMap<Contributor, Nonce> {
        &self.nonces
    }

    /// The values that are known.
    #[must_use]
    pub fn values(&self) -> &BTreeMap<Source, SourceValue> {
        &self.values
    }

    /// The record digests; none before the draw.
    #[must_use]
    pub fn digests(&self) -> &BTreeMap<PlanId, Digest> {
        &self.digests
    }

    /// Why it lapsed, or its draw was found void, if so.
    #[must_use]
    pub fn lapsed(&self) -> Option<&Ground> {
        self.lapse.as_ref()
    }

    pub(super) fn randomness(&self) -> Randomness {
        Randomness::Contributed {
            nonces: self.nonces.clone(),
            values: self.values.clone(),
        }
    }

    fn terms(&self) -> Option<&Terms> {
        self.announcement.terms()
    }

    /// When the last step was taken, or the announcement published.
    #[must_use]
    pub fn last(&self) -> &Moment {
        self.taken.last().map_or(&self.announced, |taken| &taken.at)
    }
}

/// That no source's value can be known at this moment, as far as the forms tell.
fn not_known(terms: &Terms, at: &Moment) -> Result<(), CeremonyError> {
    let Some((name, known_from)) = terms.known_at(at) else {
        return Ok(());
    };
    let at = at.clone();
    Err(CeremonyError::KnownAlready {
        name,
        known_from,
        at,
    })
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transcript({}, {} steps)", self.state, self.taken.len())
    }
}
