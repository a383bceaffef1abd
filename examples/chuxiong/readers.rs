//! Three readers check the draw from files alone: the auditor, everyone, and a business its own case.

use crate::files::JOINT;
use double_random::ceremony::Transcript;
use double_random::chance::Announcement;
use double_random::check::{Audited, Case, Checked, Opening, Published, audit};
use double_random::digest::Digest;
use double_random::draw::{PublicForm, Record, Replayed, StratumOutcome};
use double_random::frame::{Frame, Slip, Unit};
use double_random::id::PlanId;
use double_random::journal::{Journal, Sealed};
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

/// What they find.
#[derive(Debug)]
pub(crate) struct Readers {
    /// The auditor sees everything.
    pub(crate) auditor: Replayed<Audited>,
    /// Everyone sees what is published.
    pub(crate) everyone: Checked,
    /// A business sees its slip, too; first one that was drawn, then one that was not.
    pub(crate) businesses: Vec<(Slip, Case)>,
}

impl Readers {
    /// Reads the files and checks them.
    pub(crate) fn read(out: &Path, plan: &PlanId) -> Result<Self, Box<dyn Error>> {
        let journal = journal(out)?;
        let auditor = auditor(out, &journal)?;
        let everyone = everyone(out, &journal)?;
        // Where the public form does not tell the line of a stratum, the office tells it to the business.
        let records = auditor.get().records.iter().map(Replayed::get);
        let mut strata = vec![];
        for record in records.filter(|record| record.plan().id() == plan) {
            strata.extend_from_slice(record.strata());
        }
        let mut businesses = vec![];
        for name in ["slip.json", "slip-not-drawn.json"] {
            if let Some(slip) = slip(&out.join(name))? {
                let case = business(&everyone, plan, &slip, &strata)?;
                businesses.push((slip, case));
            }
        }
        Ok(Self {
            auditor,
            everyone,
            businesses,
        })
    }
}

/// The journal, as far as its published head vouches for it.
fn journal(out: &Path) -> Result<Journal, Box<dyn Error>> {
    let head: Digest = line(out, "journal-head.txt")?.parse()?;
    let lines = fs::read_to_string(out.join("journal.jsonl"))?;
    Ok(Journal::verify(lines.split_terminator('\n'), &head)?)
}

/// Everyone: announcement, journal and opening.
fn everyone(out: &Path, journal: &Journal) -> Result<Checked, Box<dyn Error>> {
    let announcement: Announcement = fs::read_to_string(out.join("announcement.txt"))?.parse()?;
    let published = Published::in_journal(journal, &announcement.digest());
    let published = published.ok_or("the journal does not hold the announcement")?;
    let opening = Opening::parse(&fs::read_to_string(out.join("opening.json"))?)?;
    Ok(opening.check(&published)?)
}

/// A business: its slip, and the line of its stratum where that is not published.
fn business(
    everyone: &Checked,
    plan: &PlanId,
    slip: &Slip,
    strata: &[StratumOutcome],
) -> Result<Case, Box<dyn Error>> {
    let opened = everyone.plans().get(plan).ok_or("the plan is not open")?;
    let mut published = opened.opened.public.iter().flat_map(PublicForm::strata);
    let is_its = |outcome: &&StratumOutcome| outcome.stratum == slip.leaf.stratum;
    let told = match published.find(is_its) {
        Some(_) => None,
        None => strata.iter().find(is_its),
    };
    Ok(everyone.case(plan, slip, told)?)
}

/// The auditor: the registries, the records, the transcript and what is sealed.
fn auditor(out: &Path, journal: &Journal) -> Result<Replayed<Audited>, Box<dyn Error>> {
    let joint = out.join(JOINT);
    let mut records = vec![replayed(out)?];
    if joint.exists() {
        records.push(replayed(&joint)?);
    }
    let text = |name| fs::read_to_string(out.join(name));
    let transcript = Transcript::parse(&text("transcript.json")?)?;
    let sealed = text("sealed.jsonl")?;
    let sealed: Vec<Sealed> = sealed
        .lines()
        .map(Sealed::parse)
        .collect::<Result<_, _>>()?;
    Ok(audit(records, transcript, journal, &sealed)?)
}

/// The record of a folder follows from its registry.
fn replayed(out: &Path) -> Result<Replayed<Record>, Box<dyn Error>> {
    let text = |name| fs::read_to_string(out.join(name));
    let lines = text("record.jsonl")?;
    let record = Record::from_lines(&text("record.json")?, lines.lines())?;
    let units = text("units.tsv")?;
    let units: Option<Vec<Unit<'_>>> = units.lines().map(unit).collect();
    let units = units.ok_or("units.tsv: not a unit")?;
    let frame = Frame::commit(record.frame_key().clone(), units)?;
    Ok(record.replay(&frame, &line(out, "record-digest.txt")?.parse()?)?)
}

fn slip(file: &Path) -> Result<Option<Slip>, Box<dyn Error>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The one line of a file.
fn line(out: &Path, name: &str) -> io::Result<String> {
    let text = fs::read_to_string(out.join(name))?;
    Ok(text.trim_end().to_owned())
}

fn unit(line: &str) -> Option<Unit<'_>> {
    let [id, stratum, size, district] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let unit = Unit::new(id, stratum).size(size.parse().ok()?);
    Some(unit.district(district))
}
