//! Recomputes every answer of a file of vectors of `double-random/1` through the crate's public functions.
//!
//! `cargo run --release --example conformance -- FILE` prints a line for each section and ends with 0 when all answers
//! agree, with 1 at the first that differs (it says where, what the file expects and what was found), and with 2 when
//! there is no such file or it is not JSON.

mod check;

use double_random::digest::Document;
use serde_json::Value;
use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let (Some(file), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: conformance FILE");
        return ExitCode::from(2);
    };
    let root = match read(&file) {
        Ok(root) => root,
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return ExitCode::from(2);
        }
    };
    match report(&root) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// Reads a file that is a document: no repeated keys, no fractions, no integer that a reader might round.
fn read(file: &OsString) -> Result<Value, Box<dyn Error>> {
    let document = Document::parse(&fs::read_to_string(file)?)?;
    Ok(serde_json::from_str(document.canonical())?)
}

fn report(root: &Value) -> Result<(), check::Fault> {
    check::form(root)?;
    for (section, _) in check::SECTIONS {
        println!("{section:<13} {}", check::section(section, root)?);
    }
    Ok(())
}
