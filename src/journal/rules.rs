//! What may follow what, and when, for one announcement.

use super::account::{Account, End, EndKind};
use super::event::Event;
use super::fault::JournalError;
use super::table::{State, TABLE};
use crate::calendar::Moment;
use crate::chance::Randomness;
use crate::chance::randomness::{Nonce, closing};
use crate::digest::Digest;
use crate::id::{Contributor, Ground, PlanId, Source, SourceValue};
use crate::procedure::Unmet;
use std::collections::BTreeMap;

/// That nonces and values are those announced and closed.
pub(super) fn check_opened(
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
pub(super) fn not_known(event: &Event, account: &Account, at: &Moment) -> Result<(), JournalError> {
    let terms = account.announcement.terms();
    let Some((name, known_from)) = terms.and_then(|terms| terms.known_at(at)) else {
        return Ok(());
    };
    let (event, at) = (event.kind(), at.clone());
    Err(JournalError::KnownAlready {
        event,
        name,
        known_from,
        at,
    })
}

pub(super) fn recorded(
    event: &Event,
    account: &mut Account,
    at: &Moment,
    digests: &BTreeMap<PlanId, Digest>,
) -> Result<(), JournalError> {
    let next = follows(event, account)?;
    let terms = account.announcement.terms();
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
    account.state = next;
    Ok(())
}

/// The state to which an event leads from where the account has come to.
pub(super) fn follows(event: &Event, account: &Account) -> Result<State, JournalError> {
    let (kind, state) = (event.kind(), account.state());
    let next = TABLE.step(state, kind, |next| {
        if may_lead(event, account, next) {
            Ok(())
        } else {
            Err(Unmet::Fails)
        }
    });
    next.map_err(|_| JournalError::OutOfOrder { event: kind, state })
}

/// What decides between the rows of an event, and whether one that comes once has come.
fn may_lead(event: &Event, account: &Account, next: State) -> bool {
    let ceremony = account.announcement.terms().is_some();
    let state = account.state();
    match event {
        Event::Closed { .. } | Event::Void { .. } => ceremony,
        Event::Recorded { .. } => ceremony == (state == State::Closed),
        Event::Lapsed { .. } => {
            let ends = ceremony && state == State::Announced;
            account.end.is_none() && ends == (next == State::Void)
        }
        // Once a plan is open its visits are over.
        Event::Reserve { plan, .. }
        | Event::Replacement { plan, .. }
        | Event::Direct { plan, .. }
        | Event::PlanOpened { plan, .. } => !account.plans_opened.contains_key(plan),
        Event::Announced { .. } | Event::Slip { .. } | Event::Opened { .. } => true,
    }
}

pub(super) fn end(at: &Moment, reason: &Ground, kind: EndKind) -> End {
    End {
        at: at.clone(),
        reason: reason.clone(),
        kind,
    }
}
