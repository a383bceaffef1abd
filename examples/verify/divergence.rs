//! Where the files part from what follows from them.

use double_random::draw::{Divergence, Step};
use std::error::Error;
use std::fmt::{self, Display};

/// The first such place: one that a replay found, or one between files.
#[derive(Debug)]
pub(crate) struct Diverges {
    step: Step,
    at: String,
    expected: String,
    found: String,
}

/// A divergence.
pub(crate) fn diverges<T>(
    step: Step,
    at: &str,
    expected: &dyn Display,
    found: &dyn Display,
) -> Result<T, Diverges> {
    let [at, expected, found] = [at.to_owned(), expected.to_string(), found.to_string()];
    Err(Diverges {
        step,
        at,
        expected,
        found,
    })
}

/// A file that is not of its form.
pub(crate) fn form(file: &str, error: &dyn Error) -> Diverges {
    Divergence::form(file, error).into()
}

/// The first line in which two texts differ, its number counted from 1, and both as they are shown.
pub(crate) fn first_line(expected: &str, found: &str) -> Option<(usize, String, String)> {
    let all = |text: &str| text.lines().map(quoted).collect::<Vec<_>>();
    let (expected, found) = (all(expected), all(found));
    let places = 0..expected.len().max(found.len());
    let place = places
        .into_iter()
        .find(|place| expected.get(*place) != found.get(*place))?;
    let shown = |lines: &[String]| lines.get(place).map_or("no line".to_owned(), String::clone);
    Some((place + 1, shown(&expected), shown(&found)))
}

/// A text as it stands in messages.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", text.escape_debug())
}

impl From<Divergence> for Diverges {
    fn from(divergence: Divergence) -> Self {
        let Divergence {
            step,
            at,
            expected,
            found,
            ..
        } = divergence;
        Self {
            step,
            at,
            expected,
            found,
        }
    }
}

impl Display for Diverges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            step,
            at,
            expected,
            found,
        } = self;
        write!(f, "{step}: {at}: expected {expected}, found {found}")
    }
}
