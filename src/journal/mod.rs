//! The journal (日志): append-only and hash-chained, so that nothing official disappears (protocol section 3). Rule DR-34.
//!
//! A line is an event in canonical JSON, with its number and the head before it; the head after it is the SHA-256 of the
//! line. Whoever knows a published head knows every line up to it. The host keeps the lines; a [`Journal`] knows what they say.
//! Everyone may see them: names, grounds and approvers are in [`Sealed`] documents, of which a line holds the digest.
//!
//! ```
//! use double_random::chance::Announcement;
//! use double_random::chance::announcement::PlanLine;
//! use double_random::digest::Digest;
//! use double_random::journal::{Event, Journal, JournalFault};
//! let digest = Digest::of(b"");
//! let line = PlanLine { count: 0, root: digest, frame_key: digest, roster: digest, plan: digest };
//! let announcement = Announcement::declared([("2024-01".parse()?, line)].into());
//!
//! let mut journal = Journal::new();
//! let event = Event::Announced { announcement, succeeds: None };
//! let kept = [journal.append("2024-06-03T09:00:00+08:00".parse()?, event.clone())?];
//! let published = journal.head();
//!
//! // A plan id is drawn once.
//! assert!(journal.append("2024-06-04T09:00:00+08:00".parse()?, event).is_err());
//!
//! let lines = kept.iter().map(String::as_str);
//! assert_eq!(Journal::verify(lines, &published)?, journal);
//! assert_eq!(Journal::verify([], &published), Err(JournalFault::Cut { lines: 0 }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What may follow an announcement
#![doc = include_str!("table.md")]

mod table;
mod event;
mod sealed;
mod fault;
mod account;
mod chain;
mod rules;
mod book;

pub use account::{Account, End, EndKind, SealedEvent, SealedKind, WholeOpening};
pub use event::{Event, Opened};
pub use fault::{JournalError, JournalFault};
pub use sealed::{Matter, Sealed};
pub use table::{EventKind, State, TABLE};

use crate::approval::Approved;
use crate::calendar::Moment;
use crate::chance::randomness::Nonce;
use crate::digest::Digest;
use crate::frame::{Frame, SlipGrant};
use crate::id::PlanId;
use book::Book;
use event::{Entry, EntryName};

/// A journal (日志) as far as its lines go: its head, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    head: Digest,
    entries: u64,
    last: Option<Moment>,
    book: Book,
}

impl Default for Journal {
    fn default() -> Self {
        Self::new()
    }
}

impl Journal {
    /// A journal without lines; its head is `H("double-random/1 journal" + LF)`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            head: Digest::of(b"double-random/1 journal\n"),
            entries: 0,
            last: None,
            book: Book::default(),
        }
    }

    /// Appends an event, and answers the line to be kept.
    ///
    /// # Errors
    /// A plan id, nonce or source that served before; an event that cannot follow; a moment before the last one. The journal
    /// then stays as it was.
    pub fn append(&mut self, at: Moment, event: Event) -> Result<String, JournalError> {
        let entry = Entry {
            at,
            event,
            form: EntryName::One,
            number: self.entries + 1,
            previous: self.head,
        };
        let (line, head) = entry.write()?;
        // What cannot be read back would break the journal for good.
        self.take(Entry::read(&line)?, head)?;
        Ok(line)
    }

    /// Appends what is sealed, and answers the line to be kept; the sealed document is kept apart.
    ///
    /// # Errors
    /// As [`Journal::append`]; an approval that comes after what it allows.
    pub fn append_sealed(&mut self, at: Moment, sealed: &Sealed) -> Result<String, JournalError> {
        sealed.approval().precedes(&at)?;
        self.append(at, sealed.event())
    }

    /// Appends that a business is handed its slip, and grants it: the one way to a slip of a closed frame.
    ///
    /// # Errors
    /// As [`Journal::append`]; a sealed matter that is no slip of a unit of this frame, or another frame than the announced one.
    pub fn grant_slip(
        &mut self,
        at: Moment,
        sealed: &Sealed,
        frame: &Frame,
    ) -> Result<(String, SlipGrant), JournalError> {
        let plan = sealed.plan();
        let refused = || JournalError::Slip { plan: plan.clone() };
        let line = self
            .account_of(plan)
            .and_then(|account| account.announcement.plans().get(plan));
        let announced =
            line.is_some_and(|line| (line.root, line.count) == (frame.root(), frame.count()));
        let Matter::Slip { unit } = sealed.matter() else {
            return Err(refused());
        };
        if !announced || !frame.holds(unit) {
            return Err(refused());
        }
        let line = self.append_sealed(at, sealed)?;
        let approved = Approved::new(unit.clone(), sealed.approval().clone());
        Ok((line, SlipGrant::new(frame.root(), approved)))
    }

    /// Reads the lines of a journal, and checks them against a head that was published: it may have grown since.
    ///
    /// # Errors
    /// The first line that is missing, out of place, put in or altered; a rule that is broken; a head that no line gives.
    pub fn verify<'a>(
        lines: impl IntoIterator<Item = &'a str>,
        published: &Digest,
    ) -> Result<Self, JournalFault> {
        let mut journal = Self::new();
        let mut met = journal.head == *published;
        let entries = chain::read(journal.head, lines, published)?;
        let lines = entries.len();
        for (line, entry) in (1..).zip(entries) {
            let rule = |error| JournalFault::Rule { line, error };
            let (_, head) = entry.write().map_err(|error| rule(error.into()))?;
            journal.take(entry, head).map_err(rule)?;
            met |= head == *published;
        }
        if met {
            Ok(journal)
        } else {
            Err(JournalFault::Cut { lines })
        }
    }

    /// Takes an entry with the head after it, or nothing of it.
    fn take(&mut self, entry: Entry, head: Digest) -> Result<(), JournalError> {
        let Entry {
            at, event, number, ..
        } = entry;
        if let Some(last) = self.last.clone().filter(|last| at.is_before(last)) {
            return Err(JournalError::Backwards { last, at });
        }
        self.book.take(self.head, &at, &event)?;
        (self.head, self.entries, self.last) = (head, number, Some(at));
        Ok(())
    }

    /// The head: whoever publishes it fixes every line.
    #[must_use]
    pub fn head(&self) -> Digest {
        self.head
    }

    /// How many lines there are.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// What it says of each announcement, in order.
    pub fn accounts(&self) -> impl Iterator<Item = (&Digest, &Account)> {
        let account = |announcement| Some((announcement, self.book.accounts.get(announcement)?));
        self.book.order.iter().filter_map(account)
    }

    /// What it says of an announcement, by its digest.
    #[must_use]
    pub fn account(&self, announcement: &Digest) -> Option<&Account> {
        self.book.accounts.get(announcement)
    }

    /// What it says of the announcement of a plan.
    #[must_use]
    pub fn account_of(&self, plan: &PlanId) -> Option<&Account> {
        self.book.accounts.get(self.book.plans.get(plan)?)
    }

    /// The attempts before an announcement, from the last to the first: those in whose place it stands.
    #[must_use]
    pub fn attempts(&self, announcement: &Digest) -> Vec<&Account> {
        let before = |digest: &Digest| self.account(digest)?.succeeds;
        let chain = std::iter::successors(before(announcement), before);
        chain.filter_map(|digest| self.account(&digest)).collect()
    }

    /// The announcement in which a nonce served, if it did and is opened: a contributor's nonce serves once.
    #[must_use]
    pub fn served(&self, nonce: &Nonce) -> Option<Digest> {
        self.book.served(nonce)
    }
}
