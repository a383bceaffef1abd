//! The offices: they plan the year, announce, draw, and open.

use crate::execution::Execution;
use crate::files;
use crate::options::Options;
use crate::table::{Table, grouped};
use crate::timed;
use crate::words::block;
use crate::world::{Desk, Done, Office, Progress, QUARTERS, Quarter, Year};
use double_random::chance::Seed;
use double_random::digest::Digest;
use double_random::draw::{DepartmentDispatch, Dispatch};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::time::Duration;

/// What a reader must not believe.
const NOTE: &str = "all that follows is invented from a label: every business, officer, list and law-like basis, and what the lottery gave; \
    the numbers of plans and targets are those of the prefecture's report for 2024 (全州双随机、一公开), which says of no plan how many it had";

/// Goes through the year and writes it down; what a person is told of it.
pub(crate) fn year(options: &Options) -> Result<String, Box<dyn Error>> {
    let out = &options.out;
    files::fresh(out)?;
    let label = Digest::of(b"double-random example prefecture year");
    let label = Seed::from_bytes(*label.as_bytes());
    let (year, planning) = timed(|| Year::new(label.clone(), options.numbers));
    let year = year?;
    files::year(out, &year)?;
    let mut desks: BTreeMap<Office, Desk> = Office::all()
        .map(|office| (office, Desk::new(office, &label)))
        .collect();
    let mut progress = Progress::default();
    let (mut quarters, mut done) = (vec![Counts::default(); QUARTERS.len()], vec![]);
    let [mut framing, mut drawing, mut carrying_out] = [Duration::ZERO; 3];
    let execution = Execution::new(&year, &label);
    loop {
        let (quarter, took) = timed(|| year.next(&progress));
        framing += took;
        let Some(quarter) = quarter? else {
            break;
        };
        let (office, number) = (quarter.office, quarter.number);
        let desk = desks.get_mut(&office).ok_or("an office has a desk")?;
        let (drawn, took) = timed(|| desk.draw(number, &quarter.batch(&year)?));
        drawing += took;
        let drawn = drawn?;
        progress.drawn(&year, &quarter, &drawn.records)?;
        files::drawn(out, &quarter, &drawn)?;
        let (logs, took) = timed(|| execution.logs(&progress, &quarter, &drawn.records));
        carrying_out += took;
        files::carried_out(out, &quarter, &logs?)?;
        if let Some(counts) = quarters.get_mut(number) {
            counts.count(&quarter, &drawn);
        }
        done.push((office, files::folder(out, &quarter), drawn));
    }
    for (office, folder, drawn) in &done {
        let desk = desks.get_mut(office).ok_or("an office has a desk")?;
        files::opened(folder, &desk.open(drawn)?)?;
    }
    for desk in desks.values() {
        files::journal(out, desk)?;
    }
    let (register, list) = (grouped(count(year.register.len())), &year.planned.plan);
    let head = format!(
        "{register} businesses, the plan {} with {} rows, {} offices",
        list.title(),
        grouped(count(list.campaigns().count())),
        desks.len()
    );
    let times = [planning, framing, drawing, carrying_out].map(|time| time.as_millis());
    let [planning, framing, drawing, carrying_out] = times;
    let time = format!(
        "register and plan {planning} ms, frames and rosters {framing} ms, ceremonies and draws {drawing} ms, {carrying_out} ms to carry them out"
    );
    Ok([
        block("year", 11, &head),
        block("note", 11, NOTE),
        "\n".to_owned(),
        table(&quarters),
        "\n".to_owned(),
        block("time", 11, &time),
        block("written", 11, &format!("to {}", out.display())),
    ]
    .concat())
}

/// What happened in a quarter.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    announcements: u64,
    plans: u64,
    frames: u64,
    tickets: u64,
    at_cap: u64,
    targets: u64,
    seats: u64,
    vacant: u64,
}

impl Counts {
    fn count(&mut self, quarter: &Quarter<'_>, done: &Done) {
        self.announcements += 1;
        self.plans += count(quarter.parts.len());
        let frames = quarter.parts.iter().map(|part| part.campaign);
        let frames = frames.map(|campaign| (campaign.scope().digest(), campaign.scenario()));
        self.frames += count(frames.collect::<BTreeSet<_>>().len());
        let counts = quarter.parts.iter().map(|part| part.frame.counts());
        self.tickets += counts.flat_map(BTreeMap::values).sum::<u64>();
        self.at_cap += count(quarter.excluded.len());
        for record in &done.records {
            self.targets += record.total().sample;
            let dispatch = record.dispatch();
            let sent = dispatch.into_iter().flat_map(Dispatch::departments);
            let teams = sent.flat_map(|(_, sent): (_, &DepartmentDispatch)| &sent.teams);
            self.seats += count(teams.map(|team| team.seats.len()).sum());
            self.vacant += count(dispatch.map_or(0, Dispatch::vacant));
        }
    }

    fn row(self) -> [u64; 8] {
        let Self {
            announcements,
            plans,
            frames,
            tickets,
            at_cap,
            targets,
            seats,
            vacant,
        } = self;
        [
            announcements,
            plans,
            frames,
            tickets,
            at_cap,
            targets,
            seats,
            vacant,
        ]
    }
}

/// A row for each quarter, and their sum.
fn table(quarters: &[Counts]) -> String {
    let mut table = Table::default();
    let header = [
        "quarter",
        "announcements",
        "plans",
        "frames",
        "tickets",
        "at cap",
        "targets",
        "seats",
        "vacant",
    ];
    table.row(header.map(str::to_owned));
    let mut all = [0; 8];
    for ((from, until), counts) in QUARTERS.iter().zip(quarters) {
        let row = counts.row();
        for (sum, number) in all.iter_mut().zip(row) {
            *sum += number;
        }
        let name = format!("{from} to {until}");
        table.row([name].into_iter().chain(row.map(grouped)));
    }
    table.row(["all".to_owned()].into_iter().chain(all.map(grouped)));
    table.to_string()
}

fn count(number: usize) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}
