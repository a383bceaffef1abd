//! What the office leaves behind: what everyone may see, and what only its auditor may.

use crate::execution::Log;
use crate::world::{Desk, Done, Quarter, Year};
use double_random::check::Opening;
use double_random::draw::Record;
use double_random::id::UnitId;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The file of the year's plan.
const PLAN: &str = "year-plan.json";

/// Makes room: removes what an earlier year left in the folder, and nothing else.
pub(crate) fn fresh(out: &Path) -> Result<(), Box<dyn Error>> {
    if out.join(PLAN).exists() {
        return Ok(fs::remove_dir_all(out)?);
    }
    if out.exists() && fs::read_dir(out)?.next().is_some() {
        let out = out.display();
        return Err(
            format!("{out}: a folder of an earlier year is wanted, or an empty one").into(),
        );
    }
    Ok(())
}

/// Where an office keeps what it has drawn of a quarter.
pub(crate) fn folder(out: &Path, quarter: &Quarter<'_>) -> PathBuf {
    let number = quarter.number + 1;
    out.join(quarter.office.code).join(format!("q{number}"))
}

/// Register, lists, caps and the year's plan.
pub(crate) fn year(out: &Path, year: &Year) -> Result<(), Box<dyn Error>> {
    let lists = out.join("catalogues");
    fs::create_dir_all(&lists)?;
    let rows = year.register.iter().map(serde_json::to_string);
    let rows: Vec<String> = rows.collect::<Result<_, _>>()?;
    fs::write(out.join("register.jsonl"), lines(&rows))?;
    for catalogue in &year.planned.catalogues {
        let file = format!("{}.json", catalogue.digest());
        fs::write(lists.join(file), line(catalogue.to_json()))?;
    }
    fs::write(out.join("caps.json"), line(year.caps.to_json()))?;
    fs::write(out.join(PLAN), line(year.planned.plan.to_json()))?;
    Ok(())
}

/// Whom the caps kept out, and the records.
pub(crate) fn drawn(out: &Path, quarter: &Quarter<'_>, done: &Done) -> Result<(), Box<dyn Error>> {
    let folder = folder(out, quarter);
    fs::create_dir_all(&folder)?;
    let excluded: Vec<&str> = quarter.excluded.iter().map(UnitId::as_str).collect();
    fs::write(folder.join("at-cap.txt"), lines(&excluded))?;
    let records: Vec<String> = done.records.iter().map(Record::to_json).collect();
    fs::write(folder.join("records.jsonl"), lines(&records))?;
    Ok(())
}

/// The log of each plan's task.
pub(crate) fn carried_out(
    out: &Path,
    quarter: &Quarter<'_>,
    logs: &[Log],
) -> Result<(), Box<dyn Error>> {
    let folder = folder(out, quarter).join("tasks");
    fs::create_dir_all(&folder)?;
    for (plan, log) in logs {
        fs::write(folder.join(format!("{plan}.jsonl")), lines(log))?;
    }
    Ok(())
}

/// What a quarter's opening tells everyone.
pub(crate) fn opened(folder: &Path, opening: &Opening) -> Result<(), Box<dyn Error>> {
    let document = opening.document()?;
    fs::write(folder.join("opening.json"), line(document.canonical()))?;
    Ok(())
}

/// An office's journal and its head.
pub(crate) fn journal(out: &Path, desk: &Desk) -> Result<(), Box<dyn Error>> {
    let folder = out.join(desk.office.code);
    fs::write(folder.join("journal.jsonl"), lines(&desk.lines))?;
    let head = desk.journal.head().to_string();
    fs::write(folder.join("journal-head.txt"), line(&head))?;
    Ok(())
}

fn line(text: &str) -> String {
    text.to_owned() + "\n"
}

fn lines(lines: &[impl AsRef<str>]) -> String {
    lines
        .iter()
        .flat_map(|line| [line.as_ref(), "\n"])
        .collect()
}
