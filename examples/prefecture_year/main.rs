//! A prefecture's 2024: 1,128 plans of eleven offices and one inspection (一业一查) of 26 industries beside them, planned, announced in
//! quarters, drawn from the registers, and opened at the year's end.
//!
//! `cargo run --release --example prefecture_year` goes through the year and writes what is published and what is kept; then the
//! accounts, which know the files and nothing else, replay all of it and count. `-- accounts` does the second half alone, `-- --few` takes
//! far fewer plans and a third of the register. Every business, officer and value is invented from a label.

#[path = "../chuxiong/fiction.rs"]
mod fiction;
#[expect(
    dead_code,
    reason = "the other example's: here its rows become the crate's own"
)]
#[path = "../chuxiong/registry.rs"]
mod registry;
#[path = "../chuxiong/table.rs"]
mod table;
#[expect(dead_code, reason = "the other example's: not all of it is used here")]
#[path = "../chuxiong/words.rs"]
mod words;

mod options;
mod world;
mod files;
mod execution;
mod inspection;
mod office;

// the other half: reads the files, and nothing else
mod accounts;

use options::{Halves, Options, USAGE};
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
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    if options.halves != Halves::Accounts {
        let told = office::year(options)?;
        writeln!(io::stdout(), "{told}")?;
    }
    if options.halves != Halves::Office {
        let (told, took) = timed(|| accounts::told(&options.out, options.as_of));
        let time = format!("accounts {} ms", took.as_millis());
        write!(io::stdout(), "{}{}", told?, words::block("time", 11, &time))?;
    }
    Ok(())
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
