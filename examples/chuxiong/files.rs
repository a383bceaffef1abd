//! What the story leaves behind, and for whom.

use crate::parts::{Part, Parts};
use crate::registry::{self, Business};
use crate::story::Story;
use double_random::ceremony::Transcript;
use double_random::draw::Record;
use double_random::frame::Unit;
use serde::Serialize;
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    Everyone,
    Auditor,
    Business,
}

/// The files in the order in which they come about.
pub(crate) const FILES: [(&str, For); 16] = [
    ("registry.csv", For::Auditor),
    ("units.tsv", For::Auditor),
    ("roster.json", For::Auditor),
    ("plan.json", For::Everyone),
    ("announcement.txt", For::Everyone),
    ("transcript.json", For::Auditor),
    ("journal.jsonl", For::Everyone),
    ("journal-head.txt", For::Everyone),
    ("sealed.jsonl", For::Auditor),
    ("record.json", For::Auditor),
    ("record.jsonl", For::Auditor),
    ("record-digest.txt", For::Everyone),
    ("opening.json", For::Everyone),
    ("public.json", For::Everyone),
    ("slip.json", For::Business),
    ("slip-not-drawn.json", For::Business),
];

/// The folder of the plan for hotels, inside that of the year's: the same files, without registry and slips.
pub(crate) const JOINT: &str = "joint";

/// Puts the transcript away, to go on another day.
pub(crate) fn put_away(out: &Path, transcript: &Transcript) -> io::Result<()> {
    fs::create_dir_all(out)?;
    fs::write(out.join("transcript.json"), transcript.to_json() + "\n")
}

/// The transcript that was put away.
pub(crate) fn transcript(out: &Path) -> io::Result<String> {
    fs::read_to_string(out.join("transcript.json"))
}

/// Writes everything; a public form, a slip of one that was not drawn, and a second folder only where there is one.
pub(crate) fn write(
    out: &Path,
    registry: &[Business],
    parts: &Parts,
    story: &Story,
) -> Result<(), Box<dyn Error>> {
    write_part(out, &parts.year, &story.record, story)?;
    fs::write(out.join("registry.csv"), registry::table(registry)?)?;
    fs::write(out.join("slip.json"), json(&story.drawn)?)?;
    match &story.other {
        Some(slip) => fs::write(out.join("slip-not-drawn.json"), json(slip)?)?,
        None => remove(&out.join("slip-not-drawn.json"))?,
    }
    let folder = out.join(JOINT);
    match (&parts.joint, &story.joint) {
        (Some(part), Some(record)) => write_part(&folder, part, record, story),
        _ if folder.exists() => Ok(fs::remove_dir_all(folder)?),
        _ => Ok(()),
    }
}

/// What belongs to one plan, beside what is common to all.
fn write_part(
    out: &Path,
    part: &Part,
    record: &Record,
    story: &Story,
) -> Result<(), Box<dyn Error>> {
    let office = &story.office;
    let units = part.frame.leaves().map(|leaf| {
        let Unit {
            id,
            stratum,
            size,
            district,
            ..
        } = leaf.unit();
        format!("{id}\t{stratum}\t{size}\t{district}\n")
    });
    let sealed = office.sealed.iter().map(|sealed| sealed.to_json() + "\n");
    put_away(out, &story.transcript)?;
    let write = |name, text: &str| fs::write(out.join(name), text);
    write("units.tsv", &units.collect::<String>())?;
    write("roster.json", &pretty(part.roster.to_json())?)?;
    write("plan.json", &pretty(record.plan().to_json())?)?;
    write("announcement.txt", &record.announcement().text())?;
    write("journal.jsonl", &lines(office.lines.iter().cloned()))?;
    write("journal-head.txt", &format!("{}\n", office.journal.head()))?;
    write("sealed.jsonl", &sealed.collect::<String>())?;
    write("record.json", &pretty(&record.head())?)?;
    write("record.jsonl", &lines(record.lines()))?;
    write("record-digest.txt", &format!("{}\n", record.digest()))?;
    write(
        "opening.json",
        &pretty(story.opening.document()?.canonical())?,
    )?;
    match record.public() {
        Ok(form) => write("public.json", &pretty(&form.to_json())?)?,
        Err(_) => remove(&out.join("public.json"))?,
    }
    Ok(())
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| line + "\n").collect()
}

fn json(value: &impl Serialize) -> serde_json::Result<String> {
    pretty(&serde_json::to_string(value)?)
}

fn pretty(json: &str) -> serde_json::Result<String> {
    let value: Value = serde_json::from_str(json)?;
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

/// Removes what an earlier draw may have left.
fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
