//! The rules over all announcements of a journal: what serves once.

use super::account::{Account, EndKind, SealedEvent, SealedKind, WholeOpening};
use super::event::{Event, Opened};
use super::fault::JournalError;
use super::rules::{check_opened, end, follows, not_known, recorded};
use crate::calendar::Moment;
use crate::chance::Announcement;
use crate::chance::announcement::{PlanLine, Terms};
use crate::chance::randomness::Nonce;
use crate::chance::source::{self, Kind};
use crate::digest::Digest;
use crate::frame::FrameKey;
use crate::id::{Contributor, PlanId, Source, SourceForm, SourceValue};
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
    /// What is sealed behind some event.
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
                let next = follows(event, account)?;
                not_known(event, account, at)?;
                account.closing = Some((at.clone(), *closing));
                account.state = next;
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
                let next = follows(event, account)?;
                not_known(event, account, at)?;
                account.end = Some(end(at, reason, EndKind::Void));
                account.state = next;
                Ok(())
            }
            Event::Lapsed {
                announcement,
                reason,
            } => {
                let account = self.account(announcement)?;
                let next = follows(event, account)?;
                account.end = Some(end(at, reason, EndKind::Lapsed));
                account.state = next;
                Ok(())
            }
            Event::Reserve { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Reserve, *sealed))
            }
            Event::Replacement { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Replacement, *sealed))
            }
            Event::Direct { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Direct, *sealed))
            }
            Event::Slip { plan, sealed } => {
                self.sealed(event, at, plan, (SealedKind::Slip, *sealed))
            }
            Event::PlanOpened { plan, opening } => {
                let account = self.account_of(plan)?;
                account.state = follows(event, account)?;
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
        let next = follows(event, account)?;
        let opened: BTreeMap<Contributor, Nonce> = nonces
            .iter()
            .map(|(name, nonce)| (name.clone(), nonce.nonce()))
            .collect();
        check_opened(account, &opened, values)?;
        // What was drawn must be opened, so a nonce that served before is noted and not refused.
        let mut reused = vec![];
        for (contributor, nonce) in nonces {
            if self.nonces.insert(nonce.clone(), *announcement).is_some() {
                reused.push(contributor.clone());
            }
        }
        let account = self.account(announcement)?;
        account.state = next;
        account.opened = Some(WholeOpening {
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
        let next = follows(event, account)?;
        if !self.sealed.insert(sealed) {
            return Err(JournalError::SealedTwice { sealed });
        }
        let account = self.account_of(plan)?;
        account.state = next;
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
