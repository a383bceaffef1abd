//! The command line.

use crate::world::Numbers;
use double_random::calendar::Day;
use std::ffi::OsString;
use std::path::PathBuf;

/// How the example is called.
pub(crate) const USAGE: &str = "\
usage: prefecture_year [office|accounts] [--few] [--as-of DAY] [--out DIR]

  office        goes through the year and writes it down, no more
  accounts      reads what was written, replays it and counts, no more
  --few         takes far fewer plans, and a third of the register
  --as-of DAY   counts what had happened by then, 2024-11-30 unless said otherwise
  --out DIR     writes and reads here instead of target/prefecture_year";

/// Until when the year is reported.
const REPORTED: &str = "2024-11-30";

/// Which halves of the program are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Halves {
    Both,
    Office,
    Accounts,
}

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    /// Which halves are run.
    pub(crate) halves: Halves,
    /// The day of which the accounts are.
    pub(crate) as_of: Day,
    /// How many plans there are.
    pub(crate) numbers: Numbers,
    /// Where everything is written.
    pub(crate) out: PathBuf,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub(crate) fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let (mut halves, mut numbers, mut as_of, mut out) = (None, None, None, None);
        while let Some(option) = arguments.next() {
            let option = option.to_string_lossy().into_owned();
            let mut value = || {
                let value = arguments
                    .next()
                    .ok_or(format!("`{option}` wants a value"))?;
                Ok::<_, String>(value.to_string_lossy().into_owned())
            };
            let twice = match option.as_str() {
                "office" => halves.replace(Halves::Office).is_some(),
                "accounts" => halves.replace(Halves::Accounts).is_some(),
                "--few" => numbers.replace(Numbers::FEW).is_some(),
                "--as-of" => as_of.replace(day(&value()?)?).is_some(),
                "--out" => out.replace(PathBuf::from(value()?)).is_some(),
                _ => return Err(format!("no such option: `{}`", option.escape_debug())),
            };
            if twice {
                return Err(format!("`{option}` is given once"));
            }
        }
        let as_of = as_of.map_or_else(|| day(REPORTED), Ok)?;
        Ok(Self {
            as_of,
            halves: halves.unwrap_or(Halves::Both),
            numbers: numbers.unwrap_or(Numbers::PRINTED),
            out: out.unwrap_or_else(|| PathBuf::from("target/prefecture_year")),
        })
    }
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|error| format!("`--as-of`: {error}"))
}
