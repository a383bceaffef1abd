//! What the story leaves behind, and for whom.

use crate::registry::{self, Business};
use crate::story::Story;
use double_random::ceremony::Transcript;
use double_random::frame::{Frame, Unit};
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
pub(crate) const FILES: [(&str, For); 15] = [
    ("registry.csv", For::Auditor),
    ("units.tsv", For::Auditor),
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

/// Puts the transcript away, to go on another day.
pub(crate) fn put_away(out: &Path, transcript: &Transcript) -> io::Result<()> {
    fs::create_dir_all(out)?;
    fs::write(out.join("transcript.json"), transcript.to_json() + "\n")
}

/// The transcript that was put away.
pub(crate) fn transcript(out: &Path) -> io::Result<String> {
    fs::read_to_string(out.join("transcript.json"))
}

/// Writes everything; a public form, and a slip of one that was not drawn, only where there is one.
pub(crate) fn write(
    out: &Path,
    registry: &[Business],
    frame: &Frame,
    story: &Story,
) -> Result<(), Box<dyn Error>> {
    let (record, office) = (&story.record, &story.office);
    let units = frame.leaves().map(|leaf| {
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
    let public = record.public().ok().map(|form| pretty(&form.to_json()));
    let other = story.other.as_ref().map(json);
    let write = |name, text: &str| fs::write(out.join(name), text);
    put_away(out, &story.transcript)?;
    fs::write(out.join("registry.csv"), registry::table(registry)?)?;
    write("units.tsv", &units.collect::<String>())?;
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
    write("slip.json", &json(&story.drawn)?)?;
    for (name, text) in [("public.json", public), ("slip-not-drawn.json", other)] {
        match text.transpose()? {
            Some(text) => write(name, &text)?,
            None => remove(&out.join(name))?,
        }
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
