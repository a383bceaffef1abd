//! A year's draw in one prefecture: 101,085 classified enterprises of Chuxiong, every step from registry to replay.
//!
//! `cargo run --release --example chuxiong` invents the registry; `-- --registry FILE` takes your own. What it writes is
//! enough for anyone to check the draw without this program: `examples/verify` does it with the crate.

mod options;
mod uscc;
mod registry;
mod fiction;
mod door;
mod files;
mod table;
mod counts;
mod report;

use double_random::approval::Approval;
use double_random::chance::{Randomness, Seed};
use double_random::digest::Digest;
use double_random::draw::{announce, draw_announced};
use double_random::frame::{Frame, FrameKey};
use double_random::journal::{Event, Journal, Matter, Sealed};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::sampling::Rounding;
use options::{Options, USAGE};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use registry::Business;
use report::{Report, Times};
use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

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
    let label = Seed::from_bytes(*Digest::of(b"double-random example chuxiong").as_bytes());
    let registry = registry(options, &label)?;
    let plan = plan()?;

    // The office commits to the registry under a key of its own and announces plan and frame.
    let key = FrameKey::parse_secret(&label.derive("frame key").reveal())?;
    let strata: Vec<String> = registry.iter().map(Business::stratum).collect();
    let units = registry
        .iter()
        .zip(&strata)
        .map(|(business, stratum)| business.unit(stratum));
    let (frame, commit) = timed(|| Frame::commit(key, units));
    let frame = frame?;
    let announcement = announce(&[(&plan, &frame)])?;

    // Only then comes the randomness.
    let seed = options
        .seed
        .clone()
        .unwrap_or_else(|| label.derive("randomness"));
    let randomness = Randomness::Declared(seed);
    let (records, draw) = timed(|| draw_announced(&announcement, &[(&plan, &frame)], &randomness));
    let records = records?;
    let record = records.first().ok_or("one record is wanted, found none")?;

    // What is written is enough to draw again and to prove a business its place.
    let drawn = record
        .selected()
        .first()
        .ok_or("the registry holds no active business: nothing was drawn")?;
    let mut journal = Journal::new();
    let (announced, asked) = ("2024-03-01T09:00:00+08:00", "2024-12-20T09:00:00+08:00");
    let event = Event::Announced {
        announcement: announcement.clone(),
        succeeds: None,
    };
    journal.append(announced.parse()?, event)?;
    let matter = Matter::Slip {
        unit: drawn.id.clone(),
    };
    let ground = "the business asked for its own case".parse()?;
    let approval = Approval::new("州局信用监管科".parse()?, ground, asked.parse()?);
    let mut rng = ChaCha20Rng::from_seed(*Digest::of(b"blind").as_bytes());
    let sealed = Sealed::new(plan.id().clone(), matter, approval, &mut rng)?;
    let (_, grant) = journal.grant_slip(asked.parse()?, &sealed, &frame)?;
    let slip = frame.slip(&grant).ok_or("the frame holds no such unit")?;
    files::write(&options.out, &registry, &frame, record, &slip)?;
    let (replayed, replay) = timed(|| files::replay(&options.out));
    let replayed = replayed?;
    let proved = files::prove(&options.out, replayed.get())?;

    let times = Times {
        commit,
        draw,
        replay,
    };
    Report {
        options,
        registry: &registry,
        frame: &frame,
        replayed: &replayed,
        slip: &slip,
        proved,
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
    let plan = Plan::builder("2024-chuxiong-01".parse()?, design)
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
