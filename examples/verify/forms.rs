//! Texts as what they say they are: whatever is not of its form diverges at once.

use crate::texts::{JournalTexts, OfficeTexts};
use double_random::digest::Digest;
use double_random::draw::{Divergence, Record, RecordError, Step};
use double_random::frame::Unit;
use double_random::journal::{Journal, Sealed};

/// A file that holds one digest.
pub(crate) fn digest(name: &str, text: &str) -> Result<Digest, Divergence> {
    let digest = text.strip_suffix('\n').unwrap_or(text).parse();
    digest.map_err(|error| Divergence::form(name, &error))
}

/// The journal, as far as its head vouches for it.
pub(crate) fn journal(texts: &JournalTexts) -> Result<Journal, Divergence> {
    let head = digest("journal-head.txt", &texts.head)?;
    Journal::verify(texts.lines.split_terminator('\n'), &head).map_err(|fault| {
        let expected = "the lines that lead to the published head";
        Divergence::new(Step::Journal, "journal.jsonl", expected, fault)
    })
}

/// What is sealed, a document a line.
pub(crate) fn sealed(text: &str) -> Result<Vec<Sealed>, Divergence> {
    let lines = (1..).zip(text.split_terminator('\n'));
    lines
        .map(|(line, text)| {
            let at = format!("sealed.jsonl, line {line}");
            Sealed::parse(text).map_err(|error| Divergence::form(&at, &error))
        })
        .collect()
}

/// The record, whole, or a head with lines beside it.
pub(crate) fn record(texts: &OfficeTexts) -> Result<Record, Divergence> {
    let record = match &texts.lines {
        Some(lines) => Record::from_lines(&texts.record, lines.split_terminator('\n')),
        None => Record::parse(&texts.record),
    };
    record.map_err(|error| match error {
        RecordError::Line { .. } | RecordError::Lines { .. } => {
            Divergence::form("record.jsonl", &error)
        }
        RecordError::Document(_) | _ => Divergence::form("record.json", &error),
    })
}

/// The units of a registry, in whatever order.
pub(crate) fn units(text: &str) -> Result<Vec<Unit<'_>>, Divergence> {
    let mut units = vec![];
    for (line, text) in (1..).zip(text.split_terminator('\n')) {
        let unit = unit(text).ok_or_else(|| {
            let (at, wanted) = (
                format!("units.tsv, line {line}"),
                "`id TAB stratum TAB size TAB district`",
            );
            Divergence::new(
                Step::Form,
                at,
                wanted,
                format_args!("`{}`", text.escape_debug()),
            )
        })?;
        units.push(unit);
    }
    Ok(units)
}

fn unit(line: &str) -> Option<Unit<'_>> {
    let [id, stratum, digits, district] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let size: u64 = digits.parse().ok()?;
    let unit = Unit::new(id, stratum).size(size).district(district);
    (size.to_string() == digits).then_some(unit)
}
