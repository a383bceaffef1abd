//! What a draw leaves behind, and the proof that it is enough.

use crate::registry::{self, Business};
use double_random::chance::{Announcement, Ticket};
use double_random::digest::Digest;
use double_random::draw::{Record, Replayed};
use double_random::frame::{Frame, Slip, Unit};
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

/// The files in the order in which they come about.
pub(crate) const FILES: [&str; 9] = [
    "registry.csv",
    "units.tsv",
    "plan.json",
    "announcement.txt",
    "record.json",
    "record.jsonl",
    "record-digest.txt",
    "slip.json",
    "public.json",
];

/// Writes everything; a public form only where there may be one.
pub(crate) fn write(
    out: &Path,
    registry: &[Business],
    frame: &Frame,
    record: &Record,
    slip: &Slip,
) -> Result<(), Box<dyn Error>> {
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
    fs::create_dir_all(out)?;
    fs::write(out.join("registry.csv"), registry::table(registry)?)?;
    fs::write(out.join("units.tsv"), units.collect::<String>())?;
    fs::write(out.join("plan.json"), pretty(record.plan().to_json())?)?;
    fs::write(out.join("announcement.txt"), record.announcement().text())?;
    fs::write(out.join("record.json"), pretty(&record.head())?)?;
    fs::write(
        out.join("record.jsonl"),
        record.lines().map(|line| line + "\n").collect::<String>(),
    )?;
    fs::write(
        out.join("record-digest.txt"),
        format!("{}\n", record.digest()),
    )?;
    fs::write(
        out.join("slip.json"),
        pretty(&serde_json::to_string(slip)?)?,
    )?;
    match record.public() {
        Ok(public) => fs::write(out.join("public.json"), pretty(&public.to_json())?)?,
        Err(_) => remove(&out.join("public.json"))?,
    }
    Ok(())
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

/// Replays the draw from the files alone.
pub(crate) fn replay(out: &Path) -> Result<Replayed<Record>, Box<dyn Error>> {
    let lines = fs::read_to_string(out.join("record.jsonl"))?;
    let record = Record::from_lines(&fs::read_to_string(out.join("record.json"))?, lines.lines())?;
    let units = fs::read_to_string(out.join("units.tsv"))?;
    let units: Option<Vec<Unit<'_>>> = units.lines().map(unit).collect();
    let frame = Frame::commit(
        record.frame_key().clone(),
        units.ok_or("units.tsv: not a unit")?,
    )?;
    let digest: Digest = fs::read_to_string(out.join("record-digest.txt"))?
        .trim_end()
        .parse()?;
    Ok(record.replay(&frame, &digest)?)
}

fn unit(line: &str) -> Option<Unit<'_>> {
    let [id, stratum, size, district] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    Some(
        Unit::new(id, stratum)
            .size(size.parse().ok()?)
            .district(district),
    )
}

/// Proves one business from the files: its slip leads to the announced root, and its ticket is not above the threshold of
/// its stratum. Answers ticket and threshold.
pub(crate) fn prove(out: &Path, record: &Record) -> Result<(Ticket, Ticket), Box<dyn Error>> {
    let slip: Slip = serde_json::from_str(&fs::read_to_string(out.join("slip.json"))?)?;
    let announcement: Announcement = fs::read_to_string(out.join("announcement.txt"))?.parse()?;
    let plan = record.plan().id();
    let line = announcement
        .plans()
        .get(plan)
        .ok_or("the plan is not announced")?;
    if !slip.holds(&line.root, line.count) {
        return Err("the slip does not lead to the announced root".into());
    }
    let ticket = record
        .seed()
        .targets(plan)
        .ticket(slip.leaf.token.as_bytes());
    let stratum = record
        .strata()
        .iter()
        .find(|outcome| outcome.stratum == slip.leaf.stratum);
    let threshold = stratum
        .and_then(|outcome| outcome.threshold)
        .ok_or("nothing was drawn of its stratum")?;
    if ticket > threshold {
        return Err(format!("ticket {ticket} is above the threshold {threshold}").into());
    }
    Ok((ticket, threshold))
}
