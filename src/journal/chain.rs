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
            return Err(fault(&chain, place, number, before, published));
        }
        before = link.head;
    }
    Ok(entries)
}

/// What is wrong at the first place whose line has not the number or the previous head that it should have.
fn fault(
    links: &[Link],
    place: usize,
    wanted: u64,
    before: Digest,
    published: &Digest,
) -> JournalFault {
    let (at, next) = (links.get(place), links.get(place + 1));
    let (line, number) = (place + 1, at.map_or(0, |link| link.number));
    let follows = |link: Option<&Link>| link.is_some_and(|link| link.previous == before);
    let twin = links
        .iter()
        .take(place)
        .position(|link| link.number == number);
    let comes_later = links.iter().skip(line).any(|link| link.number == wanted);
    if next.is_some_and(|next| next.number == wanted) && follows(next) {
        // The true line comes next.
        JournalFault::Inserted { line }
    } else if number == wanted {
        // Made from another text before it, or itself altered: whoever follows was made from the true one.
        let vouched = is_vouched(links, place, published) && place > 0;
        let line = if vouched { place } else { line };
        JournalFault::Edited { line }
    } else if follows(at) {
        JournalFault::Edited { line }
    } else if let Some(twin) = twin {
        // Two lines with one number: the one that the next was made from is the true one.
        let vouched = is_vouched(links, place, published);
        let line = if vouched { twin + 1 } else { line };
        JournalFault::Inserted { line }
    } else if comes_later {
        JournalFault::Reordered { line, number }
    } else {
        JournalFault::Removed {
            number: wanted,
            line,
        }
    }
}

/// Whether the next line, or the published head, was made from this line.
fn is_vouched(links: &[Link], place: usize, published: &Digest) -> bool {
    let head = links.get(place).map(|link| link.head);
    let next = links.get(place + 1).map(|link| link.previous);
    head == Some(next.unwrap_or(*published))
}
