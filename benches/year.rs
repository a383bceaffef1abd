//! What a prefecture's year costs in compressions of SHA-256, beside what the protocol demands for it.
//!
//! `cargo bench --bench year --features count`: the plans of the example `prefecture_year`, over its register, announced
//! together quarter by quarter, drawn, assigned, recorded and replayed. Compressions are counted, not measured: the
//! figures are the same on every machine. What the protocol demands is reckoned here from the lengths of what is hashed, with no
//! code of the crate's: tokens once for an announcement, a leaf and a node for each unit of a frame, a ticket for each eligible
//! unit and plan, one for each seat, and every document once for the office and once for the auditor.

#[path = "../examples/chuxiong/fiction.rs"]
mod fiction;
#[path = "../examples/chuxiong/registry.rs"]
#[expect(dead_code, reason = "the other example draws from it, too")]
mod registry;
#[path = "../examples/prefecture_year/world/mod.rs"]
#[expect(
    unused_imports,
    dead_code,
    reason = "the example goes on where this ends"
)]
mod world;

use double_random::chance::Seed;
use double_random::digest::{Digest, compressions};
use double_random::draw::{Dispatch, Record};
use double_random::frame::{Frame, Leaf};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::time::{Duration, Instant};
use world::{Desk, Done, Numbers, Office, Progress, Quarter, Year};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What was done, and what it cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    counted: u64,
    demanded: u64,
    time: Duration,
}

impl Cost {
    #[expect(clippy::disallowed_methods, reason = "a bench may look at the clock")]
    fn of<T>(
        &mut self,
        demanded: impl FnOnce(&T) -> u64,
        work: impl FnOnce() -> Outcome<T>,
    ) -> Outcome<T> {
        let (before, start) = (compressions(), Instant::now());
        let done = work()?;
        self.time += start.elapsed();
        self.counted += compressions() - before;
        self.demanded += demanded(&done);
        Ok(done)
    }

    fn and(self, other: Self) -> Self {
        Self {
            counted: self.counted + other.counted,
            demanded: self.demanded + other.demanded,
            time: self.time + other.time,
        }
    }

    fn row(self, what: &str) -> String {
        let Self {
            counted,
            demanded,
            time,
        } = self;
        let thousandths = counted * 1000 / demanded.max(1);
        let ratio = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        format!(
            "| {what} | {counted} | {demanded} | {ratio} | {} ms |",
            time.as_millis()
        )
    }
}

fn main() -> Outcome<()> {
    let label = Seed::from_bytes(*Digest::of(b"double-random example prefecture year").as_bytes());
    let year = Year::new(label.clone(), Numbers::PRINTED)?;
    let mut progress = Progress::default();
    let mut desks: BTreeMap<Office, Desk> = Office::all()
        .map(|office| (office, Desk::new(office, &label)))
        .collect();
    let (mut plans, mut announcements, mut targets, mut seats) = (0, 0, 0, 0);
    let [mut frames, mut draws, mut replays] = [Cost::default(); 3];
    while let Some(quarter) = frames.of(
        |quarter: &Option<Quarter<'_>>| quarter.as_ref().map_or(0, committed),
        || year.next(&progress),
    )? {
        let desk = desks
            .get_mut(&quarter.office)
            .ok_or("an office has a desk")?;
        let done = draws.of(
            |done: &Done| drawn(&quarter, &done.records),
            || desk.draw(quarter.number, &quarter.batch(&year)?),
        )?;
        let texts: Vec<String> = done.records.iter().map(Record::to_json).collect();
        let published: Vec<Digest> = done.records.iter().map(Record::digest).collect();
        let again = |(): &()| committed(&quarter) + drawn(&quarter, &done.records);
        replays.of(again, || replay(&quarter, &texts, &published))?;
        plans += done.records.len();
        announcements += 1;
        targets += done
            .records
            .iter()
            .map(|record| record.selected().len())
            .sum::<usize>();
        seats += done.records.iter().map(seats_of).sum::<u64>();
        progress.drawn(&year, &quarter, &done.records)?;
    }
    println!(
        "{plans} plans in {announcements} announcements over {} enterprises: {targets} targets, {seats} seats\n",
        year.register.len()
    );
    println!("| | compressions | demanded | ratio | time |\n| --- | --- | --- | --- | --- |");
    println!("{}", frames.row("frames and rosters"));
    println!("{}", draws.row("announced, drawn, assigned and recorded"));
    println!("{}", replays.row("replayed from registry and record"));
    println!("{}", frames.and(draws).and(replays).row("the year"));
    Ok(())
}

/// Everything again, as an auditor does it who has the registry: a frame is committed to once for all plans that share it.
fn replay(quarter: &Quarter<'_>, texts: &[String], published: &[Digest]) -> Outcome<()> {
    let mut frames: BTreeMap<Digest, Frame> = BTreeMap::new();
    for ((part, text), published) in quarter.parts.iter().zip(texts).zip(published) {
        let record = Record::parse(text)?;
        let frame = match frames.entry(part.frame.root()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let leaves: Vec<Leaf> = part.frame.leaves().collect();
                let units = leaves.iter().map(Leaf::unit);
                place.insert(Frame::commit(record.frame_key().clone(), units)?)
            }
        };
        record.replay(frame, published)?;
    }
    Ok(())
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The blocks of a message of so many bytes (FIPS 180-4, 5.1.1).
fn blocks(bytes: usize) -> u64 {
    (number(bytes) + 8) / 64 + 1
}

/// A seed derived from a seed: 64 digits, a colon and the label.
fn derived(label: &str) -> u64 {
    blocks(65 + label.len())
}

/// What the frames of an announcement demand (protocol section 2), and its rosters' tokens (section 6).
fn committed(quarter: &Quarter<'_>) -> u64 {
    let (mut roots, mut ids, mut officers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    // the key's commitment, the seed of its tokens and the state after that seed's block, for units and for officers
    let mut sum =
        blocks("double-random/1 frame-key".len() + 1 + 64 + 1) + 2 * (derived("token") + 1);
    for part in &quarter.parts {
        officers.extend(
            part.roster
                .inspectors()
                .map(|officer| officer.id().to_string()),
        );
        if !roots.insert(part.frame.root()) {
            continue;
        }
        for leaf in part.frame.leaves() {
            sum += blocks(1 + leaf.to_string().len());
            ids.insert(leaf.id.to_string());
        }
        sum += 2 * part.frame.count().saturating_sub(1);
    }
    let tokens = ids.iter().chain(&officers).map(|id| blocks(id.len()));
    sum + tokens.sum::<u64>()
}

/// What announcement, seed, tickets, deals and records demand (protocol sections 3, 4 and 6).
fn drawn(quarter: &Quarter<'_>, records: &[Record]) -> u64 {
    let Some(first) = records.first() else {
        return 0;
    };
    let mut sum = blocks(first.announcement().text().len());
    // the closing and the draw seed are at least these
    sum += blocks("double-random/1 closing".len() + 66)
        + blocks("double-random/1 draw".len() + 131)
        + 1;
    let mut documents = BTreeSet::new();
    for (part, record) in quarter.parts.iter().zip(records) {
        let plan = part.campaign.id();
        documents.insert(part.campaign.plan().to_json());
        documents.insert(part.roster.to_json());
        sum += derived(&format!("targets/{plan}")) + 1 + part.frame.counts().values().sum::<u64>();
        for (department, _) in part.roster.departments() {
            let seed = derived(&format!("inspectors/{plan}/{department}"));
            let order = derived("targets") + 1 + number(record.selected().len());
            sum += seed + order + derived("round/0") + 1;
        }
        sum += seats_of(record) + blocks(record.to_json().len());
        sum += record
            .public()
            .map_or(0, |public| blocks(public.to_json().len()));
        sum += blocks("double-random/1 record".len() + 131);
    }
    sum + documents.iter().map(|text| blocks(text.len())).sum::<u64>()
}

/// The seats that were dealt; each asks for one ticket at least.
fn seats_of(record: &Record) -> u64 {
    let departments = record
        .dispatch()
        .into_iter()
        .flat_map(Dispatch::departments);
    let teams = departments.flat_map(|(_, sent)| &sent.teams);
    teams
        .map(|team| number(team.seats.iter().flatten().count()))
        .sum()
}
