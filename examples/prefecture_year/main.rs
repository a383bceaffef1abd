//! A prefecture's 2024: 1,128 plans of eleven offices and one inspection (一业一查) of 26 industries beside them, planned, announced in
//! quarters, drawn from the registers, and opened at the year's end.
//!
//! `cargo run --release --example prefecture_year` goes through the year and writes what is published and what is kept;
//! `-- --few` takes far fewer plans of the same register. Every business, officer and value is invented from a label.

#[path = "../chuxiong/fiction.rs"]
mod fiction;
#[expect(
    dead_code,
    reason = "the other example's: here its rows become the crate's own"
)]
#[path = "../chuxiong/registry.rs"]
mod registry;
#[expect(dead_code, reason = "the other example's: not all of it is used here")]
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

use options::{Options, USAGE};
use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

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
    let told = office::year(options)?;
    Ok(write!(io::stdout(), "{told}")?)
}
