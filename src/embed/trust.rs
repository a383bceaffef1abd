//! Ceremony, journal and openings through the door.

use super::draw::diverged;
use super::failure::failure;
use super::{Answer, Append, Failure};
use crate::calendar::Moment;
use crate::ceremony::{CeremonyError, Step, Transcript};
use crate::chance::Announcement;
use crate::check::{Opening, Published};
use crate::digest::Digest;
use crate::journal::{Journal, JournalError, JournalFault};

/// Begins a ceremony.
pub(super) fn begun(announcement: Announcement, at: Moment) -> Result<Answer, Failure> {
    let begun = Transcript::begin(announcement, at);
    begun
        .map(ceremony)
        .map_err(|error| refused(&error, "/begin"))
}

/// Takes a step.
pub(super) fn stepped(transcript: &Transcript, at: Moment, step: Step) -> Result<Answer, Failure> {
    let next = transcript.step(at, step);
    next.map(ceremony)
        .map_err(|error| refused(&error, "/step/step"))
}

fn ceremony(transcript: Transcript) -> Answer {
    let state = transcript.state();
    Answer::Ceremony {
        state: state.to_string(),
        public: state.public().to_owned(),
        secret: state.secret().to_owned(),
        closing: transcript.closing(),
        transcript: Box::new(transcript),
    }
}

/// Verifies a journal, and appends to it what is asked.
pub(super) fn journal(
    lines: &[String],
    head: Option<Digest>,
    append: Option<Append>,
) -> Result<Answer, Failure> {
    let head = match head {
        Some(head) => head,
        None if lines.is_empty() => Journal::new().head(),
        None => {
            let message = "a published head is wanted for lines that are there, found none";
            return Err(failure("value", "/journal".to_owned(), message.to_owned()));
        }
    };
    let mut journal = verified(lines, &head, "/journal/lines")?;
    let line = append.map(|Append { at, event, .. }| journal.append(at, event));
    let line = line.transpose().map_err(|error| {
        failure(
            journal_code(&error),
            "/journal/append".to_owned(),
            error.to_string(),
        )
    })?;
    Ok(Answer::Journal {
        head: journal.head(),
        entries: journal.entries(),
        line,
    })
}

/// Checks an opening against what a journal says was published before it.
pub(super) fn checked(
    opening: &Opening,
    lines: &[String],
    head: &Digest,
) -> Result<Answer, Failure> {
    let journal = verified(lines, head, "/check_opening/lines")?;
    let announcement = opening.announcement().digest();
    let Some(published) = Published::in_journal(&journal, &announcement) else {
        let error = JournalError::UnknownAnnouncement {
            found: announcement,
        };
        let path = "/check_opening/opening/announcement".to_owned();
        return Err(failure(journal_code(&error), path, error.to_string()));
    };
    Ok(match opening.check(&published) {
        Ok(checked) => Answer::Checked {
            says: checked.to_string(),
            attempts: checked.story().map_or(0, |story| story.attempts.len()),
        },
        Err(divergence) => diverged(divergence),
    })
}

fn verified(lines: &[String], head: &Digest, path: &str) -> Result<Journal, Failure> {
    Journal::verify(lines.iter().map(String::as_str), head).map_err(|fault| {
        let (code, line) = match &fault {
            JournalFault::Line { line, .. } => ("journal.line", Some(line)),
            JournalFault::Removed { line, .. } => ("journal.removed", Some(line)),
            JournalFault::Reordered { line, .. } => ("journal.reordered", Some(line)),
            JournalFault::Inserted { line } => ("journal.inserted", Some(line)),
            JournalFault::Edited { line } => ("journal.edited", Some(line)),
            JournalFault::Cut { .. } => ("journal.cut", None),
            JournalFault::Rule { line, error } => (journal_code(error), Some(line)),
        };
        let place = line.map_or(String::new(), |line| format!("/{}", line.saturating_sub(1)));
        failure(code, format!("{path}{place}"), fault.to_string())
    })
}

fn refused(error: &CeremonyError, path: &str) -> Failure {
    let code = match error {
        CeremonyError::NoTerms => "ceremony.no_terms",
        CeremonyError::OutOfOrder { .. } => "ceremony.out_of_order",
        CeremonyError::AfterClosing { .. } => "ceremony.after_closing",
        CeremonyError::Backwards { .. } => "ceremony.backwards",
        CeremonyError::ForeignContributor { .. } => "ceremony.foreign_contributor",
        CeremonyError::NonceTwice { .. } => "ceremony.nonce_twice",
        CeremonyError::SharedNonce { .. } => "ceremony.shared_nonce",
        CeremonyError::WrongNonce { .. } => "ceremony.wrong_nonce",
        CeremonyError::MissingNonces { .. } => "ceremony.missing_nonces",
        CeremonyError::KnownAlready { .. } => "ceremony.known_already",
        CeremonyError::UnnamedSource { .. } => "ceremony.unnamed_source",
        CeremonyError::ValueTwice { .. } => "ceremony.value_twice",
        CeremonyError::ValueEarly { .. } => "ceremony.value_early",
        CeremonyError::Value { .. } => "ceremony.value",
        CeremonyError::Plans { .. } => "ceremony.plans",
        CeremonyError::Late { .. } => "ceremony.late",
        CeremonyError::UnknownPlan { .. } => "ceremony.unknown_plan",
        CeremonyError::OpenedAlready { .. } => "ceremony.opened_already",
        CeremonyError::LapsedAlready { .. } => "ceremony.lapsed_already",
    };
    failure(code, path.to_owned(), error.to_string())
}

fn journal_code(error: &JournalError) -> &'static str {
    match error {
        JournalError::Backwards { .. } => "journal.backwards",
        JournalError::Head { .. } => "journal.head",
        JournalError::PlanUsed { .. } => "journal.plan_used",
        JournalError::NonceUsed { .. } => "journal.nonce_used",
        JournalError::SourceUsed { .. } => "journal.source_used",
        JournalError::KeyUsed { .. } => "journal.key_used",
        JournalError::KnownAlready { .. } => "journal.known_already",
        JournalError::RecordEarly { .. } => "journal.record_early",
        JournalError::SealedTwice { .. } => "journal.sealed_twice",
        JournalError::Approval { .. } => "journal.approval",
        JournalError::Successor { .. } => "journal.successor",
        JournalError::UnknownAnnouncement { .. } => "journal.unknown_announcement",
        JournalError::UnknownPlan { .. } => "journal.unknown_plan",
        JournalError::OutOfOrder { .. } => "journal.out_of_order",
        JournalError::Plans => "journal.plans",
        JournalError::Late { .. } => "journal.late",
        JournalError::Opening { .. } => "journal.opening",
        JournalError::Slip { .. } => "journal.slip",
        JournalError::Document(_) => "journal.document",
    }
}
