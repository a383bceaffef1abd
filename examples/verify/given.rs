//! Everything that is given, read from its files.

use crate::forms;
use crate::texts::{OfficeTexts, Texts};
use crate::words::put;
use double_random::ceremony::Transcript;
use double_random::chance::Announcement;
use double_random::check::Opening;
use double_random::digest::Digest;
use double_random::draw::{Divergence, PublicForm, Record};
use double_random::frame::Unit;
use double_random::journal::{Journal, Sealed};
use double_random::plan::Plan;
use std::error::Error;
use std::fmt::Display;

/// What a reader is given.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub(crate) announcement: Announcement,
    pub(crate) plan: Option<Plan>,
    pub(crate) digest: Option<Digest>,
    pub(crate) journal: Option<Journal>,
    pub(crate) opening: Option<Opening>,
    pub(crate) public: Option<PublicForm>,
    pub(crate) office: Option<Office<'a>>,
    /// The records of plans drawn together with this one, and the digests published of them.
    pub(crate) others: Vec<(Office<'a>, Digest)>,
}

/// What only the office and its auditor are given.
#[derive(Debug)]
pub(crate) struct Office<'a> {
    pub(crate) units: Vec<Unit<'a>>,
    pub(crate) record: Record,
    /// The transcript, and what is sealed.
    pub(crate) transcript: Option<(Transcript, Vec<Sealed>)>,
}

impl<'a> Given<'a> {
    /// Reads the texts, and prints a line for each.
    pub(crate) fn read(texts: &'a Texts) -> Result<Self, Divergence> {
        let office = texts.office.as_ref().map(Office::read).transpose()?;
        let other = |(texts, digest): &'a (OfficeTexts, String)| {
            Ok((
                Office::read(texts)?,
                forms::digest("record-digest.txt", digest)?,
            ))
        };
        let others: Result<Vec<_>, Divergence> = texts.others.iter().map(other).collect();
        let others = others?;
        let announcement = texts.announcement.parse();
        let announcement: Announcement =
            announcement.map_err(|error| Divergence::form("announcement.txt", &error))?;
        let (plans, digest) = (announcement.plans().len(), announcement.digest());
        say(
            "announcement.txt",
            format_args!("{plans} announced together, digest {digest}"),
        );

        let plan = parsed("plan.json", texts.plan.as_deref(), Plan::parse)?;
        say_if(plan.as_ref(), "plan.json", |plan| plan.id().to_string());

        let digest = texts.digest.as_deref();
        let digest = digest.map(|text| forms::digest("record-digest.txt", text));
        let digest = digest.transpose()?;
        say_if(digest, "record-digest.txt", |digest| digest.to_string());

        let journal = texts.journal.as_ref().map(forms::journal).transpose()?;
        say_if(journal.as_ref(), "journal.jsonl", |journal| {
            format!("{} lines, head {}", journal.entries(), journal.head())
        });

        let opening = parsed("opening.json", texts.opening.as_deref(), Opening::parse)?;
        say_if(opening.as_ref(), "opening.json", |opening| {
            format!("plans opened: {}", opening.plans().len())
        });

        let public = parsed("public.json", texts.public.as_deref(), PublicForm::parse)?;
        say_if(public.as_ref(), "public.json", |public| {
            format!("{} names", public.names().len())
        });
        Ok(Self {
            announcement,
            plan,
            digest,
            journal,
            opening,
            public,
            office,
            others,
        })
    }
}

impl<'a> Office<'a> {
    fn read(texts: &'a OfficeTexts) -> Result<Self, Divergence> {
        let units = forms::units(&texts.units)?;
        say("units.tsv", format_args!("{} units", units.len()));

        let record = forms::record(texts)?;
        let (drawn, reserves) = (record.selected().len(), record.reserves().len());
        let sent = record.dispatch().map(|sent| sent.departments().count());
        let sent = sent.map(|departments| format!(", officers of departments: {departments}"));
        let (id, sent) = (record.plan().id(), sent.unwrap_or_default());
        say(
            "record.json",
            format_args!("{id}: {drawn} drawn, {reserves} in reserve{sent}"),
        );

        let transcript = parsed(
            "transcript.json",
            texts.transcript.as_deref(),
            Transcript::parse,
        )?;
        say_if(transcript.as_ref(), "transcript.json", |transcript| {
            let (steps, state) = (transcript.taken().len(), transcript.state());
            format!("{steps} steps, {state}")
        });

        let sealed = forms::sealed(texts.sealed.as_deref().unwrap_or_default())?;
        say_if(texts.sealed.as_ref(), "sealed.jsonl", |_| {
            format!("{} documents", sealed.len())
        });
        Ok(Self {
            units,
            record,
            transcript: transcript.map(|transcript| (transcript, sealed)),
        })
    }
}

/// A document, if there is one.
fn parsed<T, E: Error + 'static>(
    name: &str,
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Divergence> {
    let parsed = text.map(parse).transpose();
    parsed.map_err(|error| Divergence::form(name, &error))
}

fn say(name: &str, what: impl Display) {
    // If this cannot be printed, the verdict cannot either, and that is told.
    let _told_with_the_verdict = put(&format!("{name:<17}  {what}\n"));
}

fn say_if<T>(what: Option<T>, name: &str, words: impl FnOnce(T) -> String) {
    if let Some(what) = what {
        say(name, words(what));
    }
}
