//! A year's draw in one prefecture: 101,085 classified enterprises of Chuxiong, every step from the announcement to the
//! opening, told with what is public and what is secret at each moment, and checked by everyone, a business, and the auditor.
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
mod office;
mod ceremony;
mod visits;
mod story;
mod files;
mod readers;
mod counts;
mod report;
mod told;

use double_random::chance::Seed;
use double_random::digest::Digest;
use double_random::frame::{Frame, FrameKey};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::sampling::Rounding;
use options::{Options, USAGE};
use readers::Readers;
use registry::Business;
use report::{Report, Times};
use std::env;
use std::error::Error;
use std::io::{self, Write as _};
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
    let answer = run(&options).and_then(|report| Ok(write!(io::stdout(), "{report}")?));
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
    let (plan, label) = (plan()?, options.seed.clone().unwrap_or(fixed));

    // The office commits to the registry under a key of its own.
    let key = FrameKey::parse_secret(&label.derive("frame key").reveal())?;
    let strata: Vec<String> = registry.iter().map(Business::stratum).collect();
    let units = registry
        .iter()
        .zip(&strata)
        .map(|(business, stratum)| business.unit(stratum));
    let (frame, commit) = timed(|| Frame::commit(key, units));
    let frame = frame?;
    if frame.counts().is_empty() {
        return Err("the registry holds no active business: nothing was drawn".into());
    }

    // Announcement, ceremony, draw, visits, opening.
    let (story, story_time) = timed(|| Story::tell(&plan, &frame, label, &options.out));
    let story = story?;
    files::write(&options.out, &registry, &frame, &story)?;

    // What is written is enough for everyone to check what is theirs.
    let (readers, check) = timed(|| Readers::read(&options.out, plan.id()));
    let readers = readers?;
    let times = Times {
        commit,
        story: story_time,
        check,
    };
    Report {
        options,
        registry: &registry,
        frame: &frame,
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

/// The higher the risk, the more are visited: not less than these rates, by class and district.
fn plan() -> Result<Plan, Box<dyn Error>> {
    let design = Design::Rates {
        rates: "A 1%, B 3%, C 10%, D 30%".parse()?,
        rounding: Rounding::Up,
        minimum: 0,
    };
    let plan = Plan::builder(cast::PLAN.parse()?, design)
        .attribute("risk class", Disclosure::Confidential)
        .attribute("district", Disclosure::Public)
        .reserves(3)
        .build()?;
    Ok(plan)
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
