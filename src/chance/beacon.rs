//! Randomness beacons as sources, in hex.

use super::source::{BEACON, Kind, SourceError, part};
use crate::calendar::Moment;
use crate::id::SourceForm;
use std::fmt;

/// A round of a randomness beacon (随机信标) that will be published in lower-case hex. The line that announces it is
/// `double-random/beacon/1; BEACON; round ROUND; known from MOMENT; 64 hex digits; written like 0123…; otherwise WHAT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beacon {
    name: String,
    round: String,
    known_from: Moment,
    digits: u8,
    otherwise: String,
}

impl Beacon {
    /// The round of a beacon that is published as so many hex digits; `otherwise` says what counts if it does not come.
    ///
    /// # Errors
    /// A part that would not be found again in the line: with `; ` in it, or empty; no digit.
    pub fn new(
        name: &str,
        round: &str,
        known_from: Moment,
        digits: u8,
        otherwise: &str,
    ) -> Result<Self, SourceError> {
        let [name, round, otherwise] = [name, round, otherwise].map(str::to_owned);
        let beacon = Self {
            name,
            round,
            known_from,
            digits,
            otherwise,
        };
        if Kind::of(&beacon.form()?)? == Kind::Beacon(beacon.clone()) {
            Ok(beacon)
        } else {
            Err(SourceError::Form {
                wanted: BEACON,
                found: beacon.to_string(),
            })
        }
    }

    /// The line that announces it.
    ///
    /// # Errors
    /// A part that no line holds.
    pub fn form(&self) -> Result<SourceForm, SourceError> {
        Ok(self.to_string().parse()?)
    }

    /// What decides it.
    pub(super) fn event(&self) -> [&str; 2] {
        [&self.name, &self.round]
    }

    /// How many values can come out.
    pub(super) fn values(&self) -> u128 {
        16_u128.saturating_pow(u32::from(self.digits))
    }

    /// From when on its value can be known.
    pub(super) fn known_from(&self) -> &Moment {
        &self.known_from
    }

    /// Whether this is how one of its values is written.
    pub(super) fn wrote(&self, text: &str) -> bool {
        let hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hex && text.len() == usize::from(self.digits)
    }

    pub(super) fn example(&self) -> String {
        "0123456789abcdef"
            .chars()
            .cycle()
            .take(usize::from(self.digits))
            .collect()
    }

    pub(super) fn rule(&self) -> String {
        format!("{} hex digits", self.digits)
    }

    pub(super) fn read(parts: &[&str]) -> Option<Self> {
        let [name, round, known_from, digits, _, otherwise] = parts else {
            return None;
        };
        Some(Self {
            name: part(name, "")?,
            round: part(round, "round ")?,
            known_from: part(known_from, "known from ")?,
            digits: part::<u8>(digits.strip_suffix(" hex digits")?, "").filter(|n| *n > 0)?,
            otherwise: part(otherwise, "otherwise ")?,
        })
    }
}

impl fmt::Display for Beacon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            round,
            known_from,
            otherwise,
            ..
        } = self;
        let (rule, example) = (self.rule(), self.example());
        write!(
            f,
            "double-random/beacon/1; {name}; round {round}; known from {known_from}; {rule}; written like {example}; otherwise {otherwise}"
        )
    }
}
