//! The rules over all announcements of a journal: what serves once, and what may follow what.

use super::account::{Account, End, EndKind, SealedEvent, SealedKind, WholeOpening};
use super::event::{Event, Opened};
use super::fault::JournalError;
use crate::calendar::Moment;
use crate::chance::announcement::{PlanLine, Terms};
use crate::chance::randomness::{Nonce, closing};
use crate::chance::source::{self, Kind};
use crate::chance::{Announcement, Randomness};
use crate::digest::Digest;
use crate::frame::FrameKey;
use crate::id::{Contributor, Ground, PlanId, Source, SourceForm, SourceValue};
use std::collections::{BTreeMap, BTreeSet};

/// The accounts of all announcements, and what has served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Book {
    pub(super) accounts: BTreeMap<Digest, Account>,
    /// The announcements in order.
    pub(super) order: Vec<Digest>,
    pub(super) plans: BTreeMap<PlanId, Digest>,
    commitments: BTreeMap<Digest, Digest>,
    keys: BTreeMap<Digest, Digest>,
    nonces: BTreeMap<Opened, Digest>,
    forms: BTreeMap<SourceForm, Digest>,
    events: BTreeMap<source::Event, Digest>,
    /// What is sealed, and behind which event it stands.
    sealed: BTreeSet<Digest>,
}

impl Book {
    /// Takes an event, if the rules allow it; `head` is the journal's before it.
    pub(super) fn take(
        &mut self,
        head: Digest,
        at: &Moment,
        event: &Event,
    ) -> Result<(), JournalError> {
        match event {
            Event::Announced {
                announcement,
                succeeds,
            } => self.announced(event, (head, at), announcement, *succeeds),
            Event::Closed {
                announcement,
                closing,
            } => {
                let account = self.account(announcement)?;
                let ceremony = account.announcement.terms().is_some();
                follows(event, account, if ceremony { &["announced"] } else { &[] })?;
                not_known(event, account, at)?;
                account.closing = Some((at.clone(), *closing));
                Ok(())
            }
            Event::Recorded {
                announcement,
                digests,
            } => {
                let account = self.account(announcement)?;
                recorded(event, account, at, digests)
            }
            Event::Void {
                announcement,
                reason,
            } => {
                let account = self.account(announcement)?;
                let ceremony = account.announcement.terms().is_some();
                follows(event, account, if ceremony { &["announced"] } else { &[] })?;
                not_known(event, account, at)?;
                account.end = Some(end(at, reason, EndKind::Void));
                Ok(())
            }
            Event::Lapsed {
                announcement,
                reason,
            } => {
                let account = self.account(announcement)?;
                let once = account.end.is_none();
                let states = ["announced", "closed", "recorded", "opened"];
                follows(event, account, if once { &states } else { &[] })?;
                account.end = Some(end(at, reason, EndKind::Lapsed));
                Ok(())
            }
            Event::Reserve { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Reserve, *sealed))
            }
            Event::Replacement { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Replacement, *sealed))
            }
            Event::Slip { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Slip, *sealed))
            }
            Event::PlanOpened { plan, opening } => {
                let account = self.account_of(plan)?;
                let again = account.plans_opened.contains_key(plan);
                follows(event, account, if again { &[] } else { &["recorded"] })?;
                account
                    .plans_opened
                    .insert(plan.clone(), (at.clone(), *opening));
                Ok(())
            }
            Event::Opened {
                announcement,
                opening,
                nonces,
                values,
            } => self.opened(event, announcement, at, *opening, (nonces, values)),
        }
    }

    fn announced(
        &mut self,
        event: &Event,
        (head, at): (Digest, &Moment),
        announcement: &Announcement,
        succeeds: Option<Digest>,
    ) -> Result<(), JournalError> {
        let digest = announcement.digest();
        for plan in announcement.plans().keys() {
            if let Some(&earlier) = self.plans.get(plan) {
                let plan = plan.clone();
                return Err(JournalError::PlanUsed { plan, earlier });
            }
        }
        for (plan, line) in announcement.plans() {
            if let Some(&earlier) = self.keys.get(&line.frame_key) {
                let plan = plan.clone();
                return Err(JournalError::KeyUsed { plan, earlier });
            }
        }
        let account = Account::new(announcement.clone(), at.clone(), succeeds);
        if let Some(terms) = announcement.terms() {
            self.unused(head, terms)?;
            not_known(event, &account, at)?;
            if !at.is_before(&terms.record_by) {
                let (record_by, at) = (terms.record_by.clone(), at.clone());
                return Err(JournalError::Late { record_by, at });
            }
        }
        if let Some(found) = succeeds {
            let before = self.accounts.get_mut(&found);
            let before = before.filter(|before| before.end.is_some() && before.successor.is_none());
            before.ok_or(JournalError::Successor { found })?.successor = Some(digest);
        }
        self.plans.extend(
            announcement
                .plans()
                .keys()
                .map(|plan| (plan.clone(), digest)),
        );
        if let Some(terms) = announcement.terms() {
            self.commitments.extend(
                terms
                    .contributors
                    .values()
                    .map(|commitment| (*commitment, digest)),
            );
            let forms = terms.sources.values().map(|form| (form.clone(), digest));
            self.forms.extend(forms);
            let events = terms.kinds().filter_map(|(_, kind)| kind.event());
            self.events.extend(events.map(|event| (event, digest)));
        }
        self.order.push(digest);
        let secret = |line: &&PlanLine| line.frame_key != FrameKey::open([0; 32]).commitment();
        let keys = announcement.plans().values().filter(secret);
        self.keys.extend(keys.map(|line| (line.frame_key, digest)));
        self.accounts.insert(digest, account);
        Ok(())
    }

    /// That the terms name the head, and nothing that served before.
    fn unused(&self, wanted: Digest, terms: &Terms) -> Result<(), JournalError> {
        if terms.journal != wanted {
            let found = terms.journal;
            return Err(JournalError::Head { wanted, found });
        }
        for (contributor, commitment) in &terms.contributors {
            if let Some(&earlier) = self.commitments.get(commitment) {
                let contributor = contributor.clone();
                return Err(JournalError::NonceUsed {
                    contributor,
                    earlier,
                });
            }
        }
        for (name, form) in &terms.sources {
            let event = Kind::of(form).ok().and_then(|kind| kind.event());
            let by_event = event.and_then(|event| self.events.get(&event));
            if let Some(&earlier) = by_event.or_else(|| self.forms.get(form)) {
                let name = name.clone();
                return Err(JournalError::SourceUsed { name, earlier });
            }
        }
        Ok(())
    }

    /// The announcement in which this nonce served, if it did and is opened.
    pub(super) fn served(&self, nonce: &Nonce) -> Option<Digest> {
        self.nonces.get(&Opened::from(nonce)).copied()
    }

    fn opened(
        &mut self,
        event: &Event,
        announcement: &Digest,
        at: &Moment,
        opening: Digest,
        (nonces, values): (
            &BTreeMap<Contributor, Opened>,
            &BTreeMap<Source, SourceValue>,
        ),
    ) -> Result<(), JournalError> {
        let account = self.account(announcement)?;
        follows(event, account, &["recorded"])?;
        let opened: BTreeMap<Contributor, Nonce> = nonces
            .iter()
            .map(|(name, nonce)| (name.clone(), nonce.nonce()))
            .collect();
        check_opened(account, &opened, values)?;
        // What was drawn must be opened, so a nonce that served before is noted and not refused.
        let mut met = self.nonces.clone();
        let mut reused = vec![];
        for (contributor, nonce) in nonces {
            if met.insert(nonce.clone(), *announcement).is_some() {
                reused.push(contributor.clone());
            }
        }
        self.nonces = met;
        self.account(announcement)?.opened = Some(WholeOpening {
            at: at.clone(),
            opening,
            nonces: opened,
            values: values.clone(),
            reused,
        });
        Ok(())
    }

    fn sealed(
        &mut self,
        event: &Event,
        at: &Moment,
        plan: &PlanId,
        (kind, sealed): (SealedKind, Digest),
    ) -> Result<(), JournalError> {
        let account = self.account_of(plan)?;
        let states: &[&str] = match kind {
            SealedKind::Slip => &["announced", "closed", "recorded", "opened"],
            // Once a plan is open its visits are over.
            SealedKind::Reserve | SealedKind::Replacement
                if account.plans_opened.contains_key(plan) =>
            {
                &[]
            }
            SealedKind::Reserve | SealedKind::Replacement => &["recorded"],
        };
        follows(event, account, states)?;
        if !self.sealed.insert(sealed) {
            return Err(JournalError::SealedTwice { sealed });
        }
        let account = self.account_of(plan)?;
        account
            .sealed
            .entry(plan.clone())
            .or_default()
            .push(SealedEvent {
                at: at.clone(),
                kind,
                sealed,
            });
        Ok(())
    }

    fn account(&mut self, announcement: &Digest) -> Result<&mut Account, JournalError> {
        let found = *announcement;
        self.accounts
            .get_mut(announcement)
            .ok_or(JournalError::UnknownAnnouncement { found })
    }

    fn account_of(&mut self, plan: &PlanId) -> Result<&mut Account, JournalError> {
        let unknown = || JournalError::UnknownPlan { plan: plan.clone() };
        let announcement = self.plans.get(plan).copied().ok_or_else(unknown)?;
        self.account(&announcement)
    }
}

/// That nonces and values are those announced and closed.
fn check_opened(
    account: &Account,
    nonces: &BTreeMap<Contributor, Nonce>,
    values: &BTreeMap<Source, SourceValue>,
) -> Result<(), JournalError> {
    let opening = |wanted| Err(JournalError::Opening { wanted });
    let announcement = &account.announcement;
    if announcement.terms().is_none() {
        return if nonces.is_empty() && values.is_empty() {
            Ok(())
        } else {
            opening("no nonces and no values where randomness is declared")
        };
    }
    let closed = account.closing.as_ref().map(|(_, closing)| *closing);
    if closed != Some(closing(announcement, nonces)) {
        return opening("the nonces whose closing was published");
    }
    let (nonces, values) = (nonces.clone(), values.clone());
    let randomness = Randomness::Contributed { nonces, values };
    match randomness.draw_seed(announcement) {
        Ok(_) => Ok(()),
        Err(_) => opening("the announced contributors' nonces and the announced sources' values"),
    }
}

/// That no source's value can be known at this moment, as far as the forms tell.
fn not_known(event: &Event, account: &Account, at: &Moment) -> Result<(), JournalError> {
    let terms = account.announcement.terms();
    let Some((name, known_from)) = terms.and_then(|terms| terms.known_at(at)) else {
        return Ok(());
    };
    let (event, at) = (event.name(), at.clone());
    Err(JournalError::KnownAlready {
        event,
        name,
        known_from,
        at,
    })
}

fn recorded(
    event: &Event,
    account: &mut Account,
    at: &Moment,
    digests: &BTreeMap<PlanId, Digest>,
) -> Result<(), JournalError> {
    let terms = account.announcement.terms();
    let before = if terms.is_some() {
        "closed"
    } else {
        "announced"
    };
    follows(event, account, &[before])?;
    if let Some((name, known_from)) = terms.and_then(|terms| terms.unknown_at(at)) {
        let at = at.clone();
        return Err(JournalError::RecordEarly {
            name,
            known_from,
            at,
        });
    }
    if !digests.keys().eq(account.announcement.plans().keys()) {
        return Err(JournalError::Plans);
    }
    let late = terms.filter(|terms| terms.record_by.is_before(at));
    if let Some(terms) = late.filter(|_| account.end.is_none()) {
        let (record_by, at) = (terms.record_by.clone(), at.clone());
        return Err(JournalError::Late { record_by, at });
    }
    account.recorded = Some((at.clone(), digests.clone()));
    Ok(())
}

/// That an event may follow where the account has come to.
fn follows(event: &Event, account: &Account, states: &[&str]) -> Result<(), JournalError> {
    let (event, state) = (event.name(), account.state());
    if states.contains(&state) {
        Ok(())
    } else {
        Err(JournalError::OutOfOrder { event, state })
    }
}

fn end(at: &Moment, reason: &Ground, kind: EndKind) -> End {
    End {
        at: at.clone(),
        reason: reason.clone(),
        kind,
    }
}
