//! The auditor's tool: replays a draw from files alone.
//!
//! `cargo run --release --example verify -- DIR` reads
//!
//! | file | holds |
//! | --- | --- |
//! | `units.tsv` | the registry at the announcement, a line for each unit: `id TAB stratum TAB size TAB district` |
//! | `announcement.txt` | the announcement as it was published |
//! | `plan.json` | the plan as it was published, if it was |
//! | `record.json` | the record, or its head with the units in `record.jsonl` |
//! | `record-digest.txt` | the record digest that was published at the draw |
//! | `public.json` | the public form, if there is one |
//!
//! and ends with 0 when everything follows, with 1 at the first divergence, and with 2 when a file cannot be read.

mod given;
mod texts;

use double_random::draw::{Divergence, Record, Replayed, Step};
use double_random::frame::Frame;
use given::Given;
use std::env;
use std::path::Path;
use std::process::ExitCode;
use texts::Texts;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let (Some(dir), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: verify DIR");
        return ExitCode::from(2);
    };
    let texts = match Texts::read(Path::new(&dir)) {
        Ok(texts) => texts,
        Err(unreadable) => {
            eprintln!("{unreadable}");
            return ExitCode::from(2);
        }
    };
    match Given::read(&texts).and_then(verify) {
        Ok(replayed) => {
            println!("{}", replayed.strength());
            ExitCode::SUCCESS
        }
        Err(divergence) => {
            println!("DIVERGES at {divergence}");
            ExitCode::FAILURE
        }
    }
}

/// Everything must follow from everything else.
fn verify(given: Given<'_>) -> Result<Replayed<Record>, Divergence> {
    let Given {
        units,
        announcement,
        plan,
        record,
        digest,
        public,
    } = given;
    let (expected, found) = (announcement.text(), record.announcement().text());
    let mut lines = expected.lines().zip(found.lines());
    if let Some((expected, found)) = lines.find(|(expected, found)| expected != found) {
        let (expected, found) = (expected.escape_debug(), found.escape_debug());
        return Err(Divergence::new(
            Step::Announcement,
            "announcement.txt",
            expected,
            found,
        ));
    }
    if expected != found {
        let [expected, found] =
            [&expected, &found].map(|text| format!("{} lines", text.lines().count()));
        return Err(Divergence::new(
            Step::Announcement,
            "announcement.txt",
            expected,
            found,
        ));
    }
    if let Some(plan) = plan.filter(|plan| plan != record.plan()) {
        let (expected, found) = (plan.digest(), record.plan().digest());
        return Err(Divergence::new(
            Step::Announcement,
            "plan.json",
            expected,
            found,
        ));
    }
    let frame = Frame::commit(record.frame_key().clone(), units)
        .map_err(|error| Divergence::new(Step::Frame, "units.tsv", "a frame", error))?;
    let replayed = record.replay(&frame, &digest)?;
    replayed.check_public(public.as_ref())?;
    Ok(replayed)
}
