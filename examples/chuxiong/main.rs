//! A year's draw in one prefecture: 101,085 classified enterprises of Chuxiong, every step from the announcement to the
//! opening, told with what is public and what is secret at each moment, and checked by everyone, a business, and the auditor.
//! Two plans are drawn together: the year's, for which one bureau sends two officers to each target, and one for hotels, to which
//! seventeen departments go together.
//!
//! `cargo run --release --example chuxiong` invents the registry; `-- --registry FILE` takes your own. Nonces,
//! source values and frame key are invented from a label: `--seed HEX` takes another. What is written is enough to check the
//! draw without this program: `examples/verify` does it with the crate.

mod options;
mod registry;
mod fiction;
mod door;
mod words;
mod table;
mod cast;
mod roster;
mod parts;
mod office;
mod ceremony;
mod visits;
mod story;
mod files;
mod readers;
mod counts;
mod loads;
mod report;
mod told;

use double_random::chance::Seed;
use double_random::digest::Digest;
use options::{Options, USAGE};
use parts::Parts;
use readers::Readers;
use registry::Business;
use report::{Report, Times};
use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use story::Story;

fn main() -> ExitCode {
    let options = match Options::read(env::args_os().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let answer = run(&options).and_then(|report| Ok(words::put(&report)?));
    match answer {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<String, Box<dyn Error>> {
    let fixed = Seed::from_bytes(*Digest::of(b"double-random example chuxiong").as_bytes());
    let registry = registry(options, &fixed)?;
    let label = options.seed.clone().unwrap_or(fixed);

    // The office commits to businesses and officers, under keys of its own.
    let (parts, commit) = timed(|| Parts::prepare(&registry, &label));
    let parts = parts?;
    if parts.year.frame.counts().is_empty() {
        return Err("the registry holds no active business: nothing was drawn".into());
    }

    // Announcement, ceremony, draw, visits, opening.
    let (story, story_time) = timed(|| Story::tell(&parts, label, &options.out));
    let story = story?;
    files::write(&options.out, &registry, &parts, &story)?;

    // What is written is enough for everyone to check what is theirs.
    let (readers, check) = timed(|| Readers::read(&options.out, parts.year.plan.id()));
    let readers = readers?;
    let times = Times {
        commit,
        story: story_time,
        check,
    };
    Report {
        options,
        registry: &registry,
        parts: &parts,
        story: &story,
        readers: &readers,
        times,
    }
    .text()
}

/// Anyone's registry, or the invented one. Codes with strange check characters do exist: they are told and kept.
fn registry(options: &Options, label: &Seed) -> Result<Vec<Business>, Box<dyn Error>> {
    let Some(file) = &options.registry else {
        return Ok(fiction::registry(label));
    };
    let read = door::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    if let Some(warning) = report::doubtful(&read.doubtful) {
        eprintln!("{}: {warning}", file.display());
    }
    Ok(read.registry)
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example may look at the clock, a draw may not"
)]
fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let answer = what();
    (answer, start.elapsed())
}
