//! Checks a draw from files alone: everything, with the office's files; what everyone can, with the public ones.
//!
//! `cargo run --release --example verify -- DIR` reads
//!
//! | file | holds |
//! | --- | --- |
//! | `announcement.txt` | the announcement as it was published |
//! | `plan.json` | the plan as it was published, if it was |
//! | `record-digest.txt` | the record digest that was published at the draw |
//! | `journal.jsonl` | the journal, if one is kept, with its head in `journal-head.txt` |
//! | `opening.json` | the opening, if there is one |
//! | `public.json` | the public form, if there is one |
//!
//! and of the files that only the office and its auditor have, all or none:
//!
//! | file | holds |
//! | --- | --- |
//! | `units.tsv` | the registry at the announcement, a line for each unit: `id TAB stratum TAB size TAB district` |
//! | `record.json` | the record, or its head with the units in `record.jsonl` |
//! | `transcript.json` | the ceremony's transcript, if there was one and it has come to its record; it needs the journal |
//! | `sealed.jsonl` | what is sealed behind the journal's events, if anything, a document a line |
//!
//! Plans that were drawn together with this one may have folders inside: whatever of them holds a `record.json` is replayed, too, and
//! with the records of all plans the transcript, the journal and what is sealed are audited. It ends with 0 when everything follows, with 1 at the first divergence, and with 2 when a file cannot be read.

mod texts;
mod forms;
mod given;
mod checks;
#[path = "../chuxiong/words.rs"]
mod words;

use checks::Findings;
use double_random::check::Audited;
use double_random::draw::{Record, Replayed};
use double_random::journal::SealedKind;
use given::Given;
use std::env;
use std::path::Path;
use std::process::ExitCode;
use texts::Texts;
use words::{block, put, said};

/// Where the words begin.
const INDENT: usize = 10;

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
    match Given::read(&texts).and_then(Findings::of) {
        Ok(findings) => ended(&words_of(&findings, &texts), ExitCode::SUCCESS),
        Err(divergence) => ended(&format!("DIVERGES at {divergence}\n"), ExitCode::FAILURE),
    }
}

fn ended(words: &str, code: ExitCode) -> ExitCode {
    put(words).map_or(ExitCode::from(2), |()| code)
}

/// What was checked and what was not, reader by reader.
fn words_of(findings: &Findings, texts: &Texts) -> String {
    let mut words = String::new();
    let mut tell = |head, text: &str| words += &block(head, INDENT, &said(text));
    match (&findings.opening, &findings.story) {
        (Some(opening), _) => tell("everyone", &opening.to_string()),
        (None, Some(story)) => {
            let why = match story.opened {
                Some(_) => "for opening.json is not here, though the journal notes an opening",
                None => "for nothing is open yet",
            };
            tell(
                "everyone",
                &format!(
                    "checked: the journal's lines lead to its head, and it holds the announcement; \
                     not checked: everything else, {why}"
                ),
            );
        }
        (None, None) => {}
    }
    match (findings.records.first(), &findings.audit) {
        (_, Some(audited)) => tell("auditor", &audited.strength().to_string()),
        (Some(record), None) => tell("auditor", &record.strength().to_string()),
        (None, None) => tell(
            "auditor",
            "not checked: there is no units.tsv and no record.json, only what is public",
        ),
    }
    let audited = findings.audit.as_ref().map(Replayed::get);
    let audited_records = audited.iter().flat_map(|audited| &audited.records);
    for record in findings.records.iter().chain(audited_records) {
        if let Some(text) = officers(record.get(), audited) {
            tell("", &text);
        }
    }
    if findings.audit.is_none()
        && texts
            .office
            .as_ref()
            .is_some_and(|o| o.transcript.is_some())
    {
        tell(
            "",
            "not checked: the transcript, for other plans were drawn together with this one",
        );
    }
    words
}

/// What was checked of the officers of a record, if it has any.
fn officers(record: &Record, audited: Option<&Audited>) -> Option<String> {
    let (sent, plan) = (record.dispatch()?, record.plan().id());
    let teams = sent.departments().flat_map(|(_, sent)| &sent.teams);
    let seats: usize = teams.map(|team| team.seats.len()).sum();
    let (departments, vacant) = (sent.departments().count(), sent.vacant());
    let dealt = format!(
        "officers of `{plan}`: seats dealt anew as recorded: {seats}, of departments: {departments}, vacant: {vacant}"
    );
    let Some(audited) = audited else {
        return Some(dealt + "; not checked: seats filled again since");
    };
    let events = audited.account.sealed.get(plan).into_iter().flatten();
    let [reserves, seats] = [SealedKind::Reserve, SealedKind::Replacement].map(|kind| {
        let such = events.clone().filter(|event| event.kind == kind);
        such.count()
    });
    Some(format!(
        "{dealt}; since then, by the rule for vacant seats: seats filled again: {seats}, targets that left: {reserves}"
    ))
}
