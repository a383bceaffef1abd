//! How an office announces, waits for what nobody can know, draws, records and opens: all in its journal.

use super::offices::Office;

use double_random::calendar::Moment;
use double_random::campaign::Batch;
use double_random::ceremony::{Announced, Ceremony, Recorded, Transcript};
use double_random::chance::announcement::Terms;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::Nonce;
use double_random::chance::{Seed, Stream};
use double_random::check::Opening;
use double_random::digest::Digest;
use double_random::draw::{Record, draw_announced};
use double_random::id::Contributor;
use double_random::journal::{Event, Journal};
use std::error::Error;

/// When a quarter is announced, closed, taken down and drawn, and which issue of the lottery decides.
struct Dates {
    announced: &'static str,
    nonces: &'static str,
    closed: &'static str,
    issue: &'static str,
    known: &'static str,
    taken: &'static str,
    drawn: &'static str,
    record_by: &'static str,
}

/// The days are plausible; what the lottery gave is invented.
const DATES: [Dates; 4] = [
    Dates {
        announced: "2024-02-19T09:00:00+08:00",
        nonces: "2024-02-21T10:00:00+08:00",
        closed: "2024-02-22T09:00:00+08:00",
        issue: "2024019",
        known: "2024-02-22T21:15:00+08:00",
        taken: "2024-02-22T21:40:00+08:00",
        drawn: "2024-02-23T10:00:00+08:00",
        record_by: "2024-02-23T18:00:00+08:00",
    },
    Dates {
        announced: "2024-04-07T09:00:00+08:00",
        nonces: "2024-04-08T10:00:00+08:00",
        closed: "2024-04-09T09:00:00+08:00",
        issue: "2024039",
        known: "2024-04-09T21:15:00+08:00",
        taken: "2024-04-09T21:40:00+08:00",
        drawn: "2024-04-10T10:00:00+08:00",
        record_by: "2024-04-10T18:00:00+08:00",
    },
    Dates {
        announced: "2024-07-01T09:00:00+08:00",
        nonces: "2024-07-03T10:00:00+08:00",
        closed: "2024-07-04T09:00:00+08:00",
        issue: "2024076",
        known: "2024-07-04T21:15:00+08:00",
        taken: "2024-07-04T21:40:00+08:00",
        drawn: "2024-07-05T10:00:00+08:00",
        record_by: "2024-07-05T18:00:00+08:00",
    },
    Dates {
        announced: "2024-09-23T09:00:00+08:00",
        nonces: "2024-09-25T10:00:00+08:00",
        closed: "2024-09-26T09:00:00+08:00",
        issue: "2024112",
        known: "2024-09-26T21:15:00+08:00",
        taken: "2024-09-26T21:40:00+08:00",
        drawn: "2024-09-27T10:00:00+08:00",
        record_by: "2024-09-27T18:00:00+08:00",
    },
];

/// When all is opened, and by when it must be.
const OPENED: &str = "2024-12-09T09:00:00+08:00";
const OPEN_BY: &str = "2024-12-31";

/// The bodies that hand in nonces, besides the office.
const BODIES: [&str; 3] = ["审计局", "消费者协会", "市场监督管理局"];

/// An office's desk: its journal, and what it drew.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) office: Office,
    pub(crate) journal: Journal,
    /// The lines of the journal.
    pub(crate) lines: Vec<String>,
    label: Seed,
}

/// A draw that is done.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) records: Vec<Record>,
    recorded: Recorded,
}

impl Desk {
    pub(crate) fn new(office: Office, label: &Seed) -> Self {
        Self {
            office,
            journal: Journal::new(),
            lines: vec![],
            label: label.derive(office.code),
        }
    }

    /// Announces the batch of a quarter, closes, takes the value down, draws and records.
    pub(crate) fn draw(
        &mut self,
        number: usize,
        batch: &Batch<'_>,
    ) -> Result<Done, Box<dyn Error>> {
        let dates = DATES.get(number).ok_or("a quarter of four")?;
        let label = self.label.derive(dates.issue);
        let (name, lottery, drawings) = ("双色球", lottery(dates)?, batch.drawings());
        let bodies = BODIES.map(|body| format!("{}{body}", self.office.name));
        let mut terms = Terms {
            contributors: [].into(),
            sources: [(name.parse()?, lottery.form()?)].into(),
            journal: self.journal.head(),
            record_by: dates.record_by.parse()?,
            open_by: OPEN_BY.parse()?,
        };
        let mut nonces = vec![];
        for body in &bodies {
            let name: Contributor = body.parse()?;
            let nonce: Nonce = label.derive(&format!("nonce/{name}")).reveal().parse()?;
            terms
                .contributors
                .insert(name.clone(), nonce.commitment(&name));
            nonces.push((name, nonce));
        }
        let announcement = batch.announce(terms)?;
        let mut announced = Announced::new(announcement.clone(), dates.announced.parse()?)?;
        self.note_stage(announced.transcript())?;
        for (name, nonce) in nonces {
            announced = announced.nonce(name, nonce, dates.nonces.parse()?)?;
        }
        let closed = announced.close(dates.closed.parse()?)?;
        self.note_stage(closed.transcript())?;
        // One issue for all offices: what it gave is the same everywhere.
        let gave = Digest::of(dates.issue.as_bytes());
        let mut stream = Stream::new(&Seed::from_bytes(*gave.as_bytes()));
        let balls = [balls(&mut stream, 6, 33), balls(&mut stream, 1, 16)];
        let value = lottery.value(&balls.each_ref().map(Vec::as_slice))?;
        let Ceremony::Seeded(seeded) = closed.value(name.parse()?, value, dates.taken.parse()?)?
        else {
            return Err("a ceremony whose values are all known is wanted".into());
        };
        let records = draw_announced(&announcement, &drawings, &seeded.randomness())?;
        let digests = records
            .iter()
            .map(|record| (record.plan().id().clone(), record.digest()));
        let recorded = seeded.record(digests.collect(), dates.drawn.parse()?)?;
        self.note_stage(recorded.transcript())?;
        Ok(Done { records, recorded })
    }

    /// Opens a draw when the year's visits are over.
    pub(crate) fn open(&mut self, done: &Done) -> Result<Opening, Box<dyn Error>> {
        let at: Moment = OPENED.parse()?;
        done.recorded.open(at.clone())?;
        let opening = Opening::of(&done.records.iter().collect::<Vec<_>>())?;
        self.note(&at, opening.event()?)?;
        Ok(opening)
    }

    fn note_stage(&mut self, transcript: &Transcript) -> Result<(), Box<dyn Error>> {
        let event = Event::of_last_step(transcript).ok_or("a step that is published is wanted")?;
        self.note(transcript.last(), event)
    }

    fn note(&mut self, at: &Moment, event: Event) -> Result<(), Box<dyn Error>> {
        self.lines.push(self.journal.append(at.clone(), event)?);
        Ok(())
    }
}

fn lottery(dates: &Dates) -> Result<Lottery, Box<dyn Error>> {
    let urns = vec![Urn::new(6, 1, 33)?, Urn::new(1, 1, 16)?];
    let known = dates.known.parse()?;
    Ok(Lottery::new(
        "双色球",
        dates.issue,
        known,
        urns,
        "next issue counts",
    )?)
}

/// So many different numbers from 1 to the highest.
fn balls(stream: &mut Stream, count: usize, high: u32) -> Vec<u32> {
    let mut urn: Vec<u32> = (1..=high).collect();
    let mut ball = || {
        let place = stream.below(urn.len().try_into().ok()?);
        Some(urn.swap_remove(place.try_into().ok()?))
    };
    (0..count).filter_map(|_| ball()).collect()
}
