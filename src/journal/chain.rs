//! The chain of lines: which one is not what it was.

use super::event::Entry;
use super::fault::JournalFault;
use crate::digest::Digest;

/// A line's place in the chain.
struct Link {
    number: u64,
    previous: Digest,
    /// The head after it.
    head: Digest,
}

/// Reads the lines, and checks that each was made from the one before it.
pub(super) fn read<'a>(
    start: Digest,
    lines: impl IntoIterator<Item = &'a str>,
    published: &Digest,
) -> Result<Vec<Entry>, JournalFault> {
    let (mut entries, mut chain) = (vec![], vec![]);
    for (line, text) in (1..).zip(lines) {
        let entry = Entry::read(text).map_err(|error| JournalFault::Line { line, error })?;
        chain.push(Link {
            number: entry.number,
            previous: entry.previous,
            head: Digest::of(text.as_bytes()),
        });
        entries.push(entry);
    }
    let mut before = start;
    for (place, (number, link)) in (1..).zip(&chain).enumerate() {
        if (link.number, link.previous) != (number, before) {
            return Err(fault(&chain, place, number, published));
        }
        before = link.head;
    }
    Ok(entries)
}

/// What is wrong at the first place whose line has not the number or the previous head that it should have.
fn fault(links: &[Link], place: usize, wanted: u64, published: &Digest) -> JournalFault {
    let line = place + 1;
    let number = links.get(place).map_or(0, |link| link.number);
    let twin = links
        .iter()
        .take(place)
        .position(|link| link.number == number);
    let mut later = links.iter().skip(line);
    let next = later.clone().next().map(|link| link.number);
    let comes_later = later.any(|link| link.number == wanted);
    match (is_known(links, place, published), twin) {
        // Nobody was made from this line: it was put in beside the true one, or altered.
        (false, _) if comes_later => JournalFault::Inserted { line },
        (false, Some(_)) if next != Some(wanted + 1) => JournalFault::Inserted { line },
        (false, _) => JournalFault::Edited { line },
        // A true line: one of its number stands there before it, or another was altered, is elsewhere, or missing.
        (true, Some(twin)) if !is_known(links, twin, published) => {
            JournalFault::Inserted { line: twin + 1 }
        }
        (true, Some(_)) => JournalFault::Inserted { line },
        (true, None) if number == wanted => JournalFault::Edited { line: place.max(1) },
        (true, None) if comes_later => JournalFault::Reordered { line, number },
        (true, None) => JournalFault::Removed {
            number: wanted,
            line,
        },
    }
}

/// Whether another line, or the published head, was made from this line.
fn is_known(links: &[Link], place: usize, published: &Digest) -> bool {
    links.get(place).is_some_and(|link| {
        let heads = links.iter().map(|other| &other.previous);
        heads.chain([published]).any(|head| *head == link.head)
    })
}
