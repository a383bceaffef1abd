//! The command line.

use crate::world::Numbers;
use std::ffi::OsString;
use std::path::PathBuf;

/// How the example is called.
pub(crate) const USAGE: &str = "\
usage: prefecture_year [--few] [--out DIR]

  --few      takes far fewer plans of the same register
  --out DIR  writes here instead of target/prefecture_year";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    /// How many plans there are.
    pub(crate) numbers: Numbers,
    /// Where everything is written.
    pub(crate) out: PathBuf,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub(crate) fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let (mut numbers, mut out) = (None, None);
        while let Some(option) = arguments.next() {
            let option = option.to_string_lossy().into_owned();
            let mut value = || arguments.next().ok_or(format!("`{option}` wants a value"));
            let twice = match option.as_str() {
                "--few" => numbers.replace(Numbers::FEW).is_some(),
                "--out" => out.replace(PathBuf::from(value()?)).is_some(),
                _ => return Err(format!("no such option: `{}`", option.escape_debug())),
            };
            if twice {
                return Err(format!("`{option}` is given once"));
            }
        }
        Ok(Self {
            numbers: numbers.unwrap_or(Numbers::PRINTED),
            out: out.unwrap_or_else(|| PathBuf::from("target/prefecture_year")),
        })
    }
}
