//! What the auditor checks besides the records: the transcript, the journal, and what is sealed.

use super::opening::{Opening, PlanOpening};
use crate::ceremony::{State, Step as Taking, StepKind, Taken, Transcript};
use crate::chance::Randomness;
use crate::digest::Digest;
use crate::draw::{
    Direct, Divergence, Record, Replayed, Sent, Standing, StandingError, Step, Strength, same,
};
use crate::id::{DepartmentId, InspectorId, PlanId, UnitId};
use crate::journal::{Account, Journal, Matter, Sealed, SealedKind};
use std::collections::BTreeMap;
use std::fmt::Display;

/// A draw with all its records, its transcript and its account in a journal (全流程复核).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audited {
    /// The records, each replayed.
    pub records: Vec<Replayed<Record>>,
    /// The ceremony's transcript.
    pub transcript: Transcript,
    /// What the journal says of it.
    pub account: Account,
    /// The targets of each plan that are in force now: those selected and not out, and the reserves that came in.
    pub in_force: BTreeMap<PlanId, Vec<UnitId>>,
    /// The teams at those targets as they are now, of each plan and department.
    pub teams: BTreeMap<PlanId, BTreeMap<DepartmentId, Vec<Sent>>>,
    /// The seats of each plan that were given by name, and not by chance.
    pub direct: BTreeMap<PlanId, Vec<Direct>>,
}

/// Checks records that were replayed against the ceremony's transcript, the journal, and what is sealed behind its events.
///
/// # Errors
/// The first divergence, in the order of [`Step`]: whatever transcript, journal and records say differently, a reserve that came in
/// out of turn, and a seat that was refilled by another than the rule gives.
pub fn audit(
    records: Vec<Replayed<Record>>,
    transcript: Transcript,
    journal: &Journal,
    sealed: &[Sealed],
) -> Result<Replayed<Audited>, Divergence> {
    let announcement = transcript.announcement();
    let digest = announcement.digest();
    let found: BTreeMap<&PlanId, Digest> = records
        .iter()
        .map(|record| (record.get().plan().id(), record.get().digest()))
        .collect();
    if !found.keys().copied().eq(announcement.plans().keys()) || found.len() != records.len() {
        let found: Vec<&str> = found.keys().map(|id| id.as_str()).collect();
        return diverges(
            Step::Announcement,
            "plans",
            "one record for each announced plan",
            found.join(", "),
        );
    }
    for record in records.iter().map(Replayed::get) {
        let at = format!("record of `{}`", record.plan().id());
        same(
            Step::Announcement,
            &at,
            digest,
            record.announcement().digest(),
        )?;
        let randomness = Randomness::Contributed {
            nonces: transcript.nonces().clone(),
            values: transcript.values().clone(),
        };
        same(
            Step::Randomness,
            &at,
            randomness.value(),
            record.randomness().value(),
        )?;
    }
    let Some(account) = journal.account(&digest) else {
        return diverges(
            Step::Journal,
            "announcement",
            digest,
            "none of the journal's",
        );
    };
    check_account(account, &transcript)?;
    let recorded: BTreeMap<&PlanId, Digest> = transcript
        .digests()
        .iter()
        .map(|(id, digest)| (id, *digest))
        .collect();
    if recorded != found {
        return diverges(
            Step::Journal,
            "record digests",
            "those of the records",
            "others",
        );
    }
    check_openings(account, &records)?;
    let mut sealed = Seals::new(sealed)?;
    let mut in_force = BTreeMap::new();
    let (mut teams, mut direct) = (BTreeMap::new(), BTreeMap::new());
    for record in &records {
        let id = record.get().plan().id();
        let standing = standing(record, account, &mut sealed)?;
        in_force.insert(id.clone(), standing.targets().cloned().collect());
        teams.insert(id.clone(), standing.teams());
        direct.insert(id.clone(), standing.direct().to_vec());
    }
    sealed.all_used()?;
    let account = account.clone();
    let audited = Audited {
        records,
        transcript,
        account,
        in_force,
        teams,
        direct,
    };
    Ok(Replayed::new(audited, Strength::Audited))
}

/// That the journal tells the same story as the transcript.
fn check_account(account: &Account, transcript: &Transcript) -> Result<(), Divergence> {
    let journal = |at: &str, told: Option<String>, took: Option<String>| {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
        same(Step::Journal, at, or_none(took), or_none(told))
    };
    let moment = |step| transcript.at(step).map(ToString::to_string);
    journal(
        "time of the announcement",
        Some(account.announced.to_string()),
        Some(transcript.announced().to_string()),
    )?;
    let (at, closing) = account.closing.clone().unzip();
    journal(
        "time of the closing",
        at.map(|at| at.to_string()),
        moment(StepKind::Close),
    )?;
    journal(
        "closing",
        closing.map(|d| d.to_string()),
        transcript.closing().map(|d| d.to_string()),
    )?;
    let (at, digests) = account.recorded.clone().unzip();
    journal(
        "time of the record",
        at.map(|at| at.to_string()),
        moment(StepKind::Record),
    )?;
    if digests.unwrap_or_default() != *transcript.digests() {
        return diverges(
            Step::Journal,
            "record digests",
            "those of the transcript",
            "others",
        );
    }
    let ended = moment(StepKind::Lapse).or_else(|| moment(StepKind::Void));
    journal(
        "time of the lapse",
        account.end.as_ref().map(|end| end.at.to_string()),
        ended,
    )?;
    let reason = account.end.as_ref().map(|end| end.reason.to_string());
    let lapsed = transcript.lapsed().map(ToString::to_string);
    journal("reason of the lapse", reason, lapsed)?;
    let opened = account.opened.as_ref().map(|opened| opened.at.to_string());
    journal("time of the opening", opened, moment(StepKind::Open))?;
    for taken in transcript.taken() {
        if let Taken {
            at,
            step: Taking::OpenPlan { plan },
            ..
        } = taken
        {
            let told = account.plans_opened.get(plan).map(|(at, _)| at.to_string());
            let what = format!("time of the opening of `{plan}`");
            journal(&what, told, Some(at.to_string()))?;
        }
    }
    let plans_opened = transcript
        .taken()
        .iter()
        .filter(|taken| taken.step.kind() == StepKind::OpenPlan);
    same(
        Step::Journal,
        "plans opened alone",
        plans_opened.count(),
        account.plans_opened.len(),
    )?;
    let state = transcript.state();
    if matches!(state, State::Recorded | State::Opened) {
        Ok(())
    } else {
        diverges(
            Step::Journal,
            "transcript",
            "a ceremony that was drawn",
            state,
        )
    }
}

/// That what was opened follows from the records.
fn check_openings(account: &Account, records: &[Replayed<Record>]) -> Result<(), Divergence> {
    let form = |error: &dyn std::error::Error| Divergence::form("opening", error);
    if let Some(opened) = &account.opened {
        let records: Vec<&Record> = records.iter().map(Replayed::get).collect();
        let opening = Opening::of(&records).map_err(|error| form(&error))?;
        let document = opening.document().map_err(|error| form(&error))?;
        same(Step::Journal, "opening", document.digest(), opened.opening)?;
        let randomness = Randomness::Contributed {
            nonces: opened.nonces.clone(),
            values: opened.values.clone(),
        };
        let expected = opening.randomness().value();
        same(
            Step::Journal,
            "opened nonces and values",
            expected,
            randomness.value(),
        )?;
    }
    for record in records.iter().map(Replayed::get) {
        let id = record.plan().id();
        if let Some((_, found)) = account.plans_opened.get(id) {
            let document = PlanOpening::of(record).document();
            let expected = document.map_err(|error| form(&error))?.digest();
            same(
                Step::Journal,
                format_args!("opening of `{id}`"),
                expected,
                *found,
            )?;
        }
    }
    Ok(())
}

/// What is sealed, by digest, and which of it the journal knows.
struct Seals<'a>(BTreeMap<Digest, (&'a Sealed, Use)>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    NotYet,
    Known,
}

impl<'a> Seals<'a> {
    fn new(sealed: &'a [Sealed]) -> Result<Self, Divergence> {
        let mut seals = BTreeMap::new();
        for one in sealed {
            if seals.insert(one.digest(), (one, Use::NotYet)).is_some() {
                return diverges(Step::Journal, "sealed", "each document once", one.digest());
            }
        }
        Ok(Self(seals))
    }

    fn open(&mut self, plan: &PlanId, digest: &Digest) -> Result<&'a Sealed, Divergence> {
        match self.0.get_mut(digest) {
            Some((sealed, used)) if sealed.plan() == plan => {
                *used = Use::Known;
                Ok(sealed)
            }
            _ => diverges(
                Step::Journal,
                format_args!("sealed event of `{plan}`"),
                digest,
                "no document of this plan with this digest",
            ),
        }
    }

    fn all_used(&self) -> Result<(), Divergence> {
        match self.0.iter().find(|(_, (_, used))| *used == Use::NotYet) {
            Some((digest, _)) => diverges(
                Step::Journal,
                "sealed",
                "documents whose digests the journal holds",
                digest,
            ),
            None => Ok(()),
        }
    }
}

/// What the draw stands at after everything that the journal holds of it, each step checked in its turn.
fn standing<'a>(
    record: &'a Replayed<Record>,
    account: &Account,
    sealed: &mut Seals<'_>,
) -> Result<Standing<'a>, Divergence> {
    let plan = record.get().plan().id();
    let mut standing = record.standing();
    for event in account.sealed.get(plan).into_iter().flatten() {
        let seal = sealed.open(plan, &event.sealed)?;
        let at = format!("`{plan}`, sealed {}", event.sealed);
        if event.at.is_before(&seal.approval().at) {
            let expected = format!("an approval by {}", event.at);
            return diverges(Step::Journal, at, expected, &seal.approval().at);
        }
        // What changes a draw is approved when there is one.
        let recorded = account.recorded.as_ref().map(|(at, _)| at);
        let early = recorded.filter(|recorded| seal.approval().at.is_before(recorded));
        if let Some(recorded) = early.filter(|_| event.kind != SealedKind::Slip) {
            let expected = format!("an approval after the record, at {recorded} or later");
            return diverges(Step::Journal, at, expected, &seal.approval().at);
        }
        let kind = match seal.matter() {
            Matter::Reserve { leaves, comes } => {
                let next = standing.strike_off(leaves);
                let next = next.map_err(|error| cannot(&at, &error))?;
                let text =
                    |id: Option<&UnitId>| id.map_or("none".to_owned(), |id| format!("`{id}`"));
                let (next, found) = (text(next), text(comes.as_ref()));
                same(
                    Step::Journal,
                    at.as_str(),
                    next + " as next reserve",
                    found + " as next reserve",
                )?;
                SealedKind::Reserve
            }
            Matter::Replacement {
                department,
                target,
                leaves,
                comes,
                count,
            } => {
                let refilled = standing.vacate(department, target, leaves);
                let refilled = refilled.map_err(|error| cannot(&at, &error))?;
                let text = |officer: &Option<InspectorId>, count| {
                    let officer = officer.as_ref();
                    let officer = officer.map_or("nobody".to_owned(), |id| format!("`{id}`"));
                    format!("{officer} as replacement {count} in the seat of `{leaves}`")
                };
                let expected = text(&refilled.comes, refilled.count);
                same(Step::Journal, &at, expected, text(comes, *count))?;
                SealedKind::Replacement
            }
            Matter::Direct {
                department,
                target,
                comes,
            } => {
                let direct = standing.assign_directly(department, target, comes);
                direct.map_err(|error| cannot(&at, &error))?;
                SealedKind::Direct
            }
            Matter::Slip { .. } => SealedKind::Slip,
        };
        if kind != event.kind {
            return diverges(Step::Journal, at, "a matter of the event's kind", "another");
        }
    }
    Ok(standing)
}

/// A step of the journal that cannot be taken.
fn cannot(at: &str, error: &StandingError) -> Divergence {
    Divergence::new(Step::Journal, at, "a step that can be taken", error)
}

fn diverges<T>(
    step: Step,
    at: impl Display,
    expected: impl Display,
    found: impl Display,
) -> Result<T, Divergence> {
    Err(Divergence::new(step, at, expected, found))
}
