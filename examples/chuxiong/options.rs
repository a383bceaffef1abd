//! The command line.

use double_random::chance::Seed;
use std::ffi::OsString;
use std::path::PathBuf;

/// How the example is called.
pub(crate) const USAGE: &str = "\
usage: chuxiong [--registry FILE] [--seed HEX] [--out DIR]

  --registry FILE  draws from your own table `code,name,district,class,status` (UTF-8 or GB18030) instead of an invented one
  --seed HEX       derives frame key, nonces and source values from these 32 bytes, 64 lower-case hex digits
  --out DIR        writes here instead of target/chuxiong";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    /// A registry to draw from; none for the invented one.
    pub(crate) registry: Option<PathBuf>,
    /// The label from which keys, nonces and values are derived; none for a fixed one.
    pub(crate) seed: Option<Seed>,
    /// Where everything is written.
    pub(crate) out: PathBuf,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub(crate) fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let (mut registry, mut seed, mut out) = (None, None, None);
        while let Some(option) = arguments.next() {
            let option = option.to_string_lossy().into_owned();
            let mut value = || arguments.next().ok_or(format!("`{option}` wants a value"));
            let twice = match option.as_str() {
                "--registry" => registry.replace(PathBuf::from(value()?)).is_some(),
                "--out" => out.replace(PathBuf::from(value()?)).is_some(),
                "--seed" => seed.replace(bytes(&value()?)?).is_some(),
                _ => return Err(format!("no such option: `{}`", option.escape_debug())),
            };
            if twice {
                return Err(format!("`{option}` is given once"));
            }
        }
        let out = out.unwrap_or_else(|| PathBuf::from("target/chuxiong"));
        Ok(Self {
            registry,
            seed,
            out,
        })
    }
}

fn bytes(text: &OsString) -> Result<Seed, String> {
    let text = text.to_string_lossy();
    text.parse().map_err(|error| format!("`--seed`: {error}"))
}
