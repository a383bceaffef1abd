//! Announcing, drawing and replaying through the door.

use super::failure::failure;
use super::{Answer, DrawRequest, DrawnRecord, Failure, UnitRow};
use crate::ceremony::{Ceremony, Transcript};
use crate::chance::announcement::Terms;
use crate::chance::{Announcement, Randomness};
use crate::digest::Digest;
use crate::draw::{Divergence, DrawError, Drawing, Record, announce, draw, draw_announced};
use crate::frame::{Frame, FrameError, FrameKey};
use crate::inspector::{Roster, RosterFaults};
use crate::plan::Plan;

/// Announces the plans, with or without terms.
pub(super) fn announced(terms: Option<Terms>, draws: Vec<DrawRequest>) -> Result<Answer, Failure> {
    let plans = plans(draws, "/announce/draws")?;
    let drawings: Vec<Drawing<'_>> = plans.iter().map(Received::drawing).collect();
    let declared =
        announce(&drawings).map_err(|error| draw_failure(&error, &plans, "/announce"))?;
    let announcement = match terms {
        None => declared,
        Some(terms) => {
            Announcement::with_terms(declared.plans().clone(), terms).map_err(|error| {
                failure(
                    "announce.terms",
                    "/announce/terms".to_owned(),
                    error.to_string(),
                )
            })?
        }
    };
    let digest = announcement.digest();
    Ok(Answer::Announced {
        announcement,
        digest,
    })
}

/// Draws the plans: with declared randomness, or as the ceremony of this transcript asks for.
pub(super) fn drawn(
    randomness: Option<&Randomness>,
    transcript: Option<Transcript>,
    draws: Vec<DrawRequest>,
) -> Result<Answer, Failure> {
    let plans = plans(draws, "/draw/draws")?;
    let drawings: Vec<Drawing<'_>> = plans.iter().map(Received::drawing).collect();
    let records = match (randomness, transcript.map(Ceremony::from)) {
        (Some(randomness), None) => draw(&drawings, randomness),
        (None, Some(Ceremony::Seeded(seeded))) => {
            let announcement = seeded.transcript().announcement();
            draw_announced(announcement, &drawings, &seeded.randomness())
        }
        (None, Some(other)) => {
            let state = other.transcript().state();
            let message = format!("a ceremony in the state `seeded` is wanted, found `{state}`");
            let path = "/draw/transcript".to_owned();
            return Err(failure("draw.ceremony", path, message));
        }
        (Some(_), Some(_)) | (None, None) => {
            let message = "either randomness or the transcript of a ceremony is wanted";
            return Err(failure("value", "/draw".to_owned(), message.to_owned()));
        }
    };
    let records = records.map_err(|error| draw_failure(&error, &plans, "/draw"))?;

    let announcement = records.first().map(|record| record.announcement().clone());
    let announcement =
        announcement.ok_or_else(|| draw_failure(&DrawError::NoPlan, &plans, "/draw"))?;
    let records = records.into_iter().map(|record| DrawnRecord {
        public: record.public().ok().cloned(),
        withheld: record.public().err().map(|would| would.to_string()),
        digest: record.digest(),
        record: Box::new(record),
    });
    Ok(Answer::Drawn {
        announcement,
        records: records.collect(),
    })
}

/// What was asked for, in the crate's types.
struct Received {
    plan: Plan,
    frame: Frame,
    roster: Option<Roster>,
}

impl Received {
    fn drawing(&self) -> Drawing<'_> {
        let drawing = Drawing::new(&self.plan, &self.frame);
        match &self.roster {
            Some(roster) => drawing.roster(roster),
            None => drawing,
        }
    }
}

fn plans(draws: Vec<DrawRequest>, path: &str) -> Result<Vec<Received>, Failure> {
    let plan = |(place, request): (usize, DrawRequest)| {
        let DrawRequest {
            plan,
            frame_key,
            units,
            roster,
            first_day,
        } = request;
        if let (Some(roster), Some(day)) = (&roster, first_day) {
            let uncertified = |faults: RosterFaults| {
                let path = format!("{path}/{place}/roster");
                failure("roster.certificate", path, faults.to_string())
            };
            roster.check_on(day).map_err(uncertified)?;
        }
        let frame = frame(frame_key, &units, &format!("{path}/{place}/units"))?;
        Ok(Received {
            plan,
            frame,
            roster,
        })
    };
    draws.into_iter().enumerate().map(plan).collect()
}

pub(super) fn replayed(record: Record, frame: &Frame, published: &Digest) -> Answer {
    match record.replay(frame, published) {
        Ok(replayed) => Answer::Replayed {
            digest: replayed.get().digest(),
            says: replayed.strength().to_string(),
        },
        Err(divergence) => diverged(divergence),
    }
}

/// A divergence is an answer, too.
pub(super) fn diverged(divergence: Divergence) -> Answer {
    let Divergence {
        step,
        at,
        expected,
        found,
    } = divergence;
    Answer::Diverged {
        step: step.to_string(),
        at,
        expected,
        found,
    }
}

pub(super) fn frame(key: FrameKey, rows: &[UnitRow], path: &str) -> Result<Frame, Failure> {
    Frame::commit(key, rows.iter().map(UnitRow::unit)).map_err(|error| {
        let (code, index) = match &error {
            FrameError::Name { index, .. } => ("frame.name", Some(*index)),
            FrameError::ZeroSize { index, .. } => ("frame.zero_size", Some(*index)),
            FrameError::DuplicateId { id } => (
                "frame.duplicate_id",
                rows.iter().rposition(|row| row.0 == id.as_str()),
            ),
            FrameError::EqualTokens { second, .. } => (
                "frame.equal_tokens",
                rows.iter().rposition(|row| row.0 == second.as_str()),
            ),
        };
        let path = index.map_or(path.to_owned(), |index| format!("{path}/{index}"));
        failure(code, path, error.to_string())
    })
}

fn draw_failure(error: &DrawError, plans: &[Received], call: &str) -> Failure {
    let (code, plan, field) = match error {
        DrawError::NoPlan => ("draw.no_plan", None, ""),
        DrawError::PlanTwice { plan } => ("draw.plan_twice", Some(plan), "/plan/id"),
        DrawError::Label { plan, .. } => ("draw.label", Some(plan), "/units"),
        DrawError::UnknownStratum { plan, .. } => {
            ("draw.unknown_stratum", Some(plan), "/plan/design")
        }
        DrawError::OpenKey { plan } => ("draw.open_key", Some(plan), "/frame_key"),
        DrawError::Announcement { plan, .. } => ("draw.announcement", Some(plan), ""),
        DrawError::Roster { plan, .. } => ("draw.roster", Some(plan), "/roster"),
        DrawError::Deal { plan, .. } => ("draw.deal", Some(plan), "/roster"),
        DrawError::Allocation { plan, .. } => ("draw.allocation", Some(plan), "/plan/design"),
        DrawError::Randomness(_) => {
            return failure(
                "draw.randomness",
                format!("{call}/randomness"),
                error.to_string(),
            );
        }
        DrawError::Document(_) => ("draw.document", None, ""),
    };
    let place = plans
        .iter()
        .rposition(|found| Some(found.plan.id()) == plan);
    let path = place.map_or(format!("{call}/draws"), |place| {
        format!("{call}/draws/{place}{field}")
    });
    failure(code, path, error.to_string())
}
