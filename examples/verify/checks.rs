//! Everything must follow from everything else.

use crate::given::{Given, Office};
use double_random::ceremony::Transcript;
use double_random::chance::Announcement;
use double_random::check::{Audited, Checked, Published, Story, audit};
use double_random::digest::Digest;
use double_random::draw::{Divergence, PublicForm, Record, Replayed, Step};
use double_random::frame::Frame;
use double_random::id::PlanId;
use double_random::journal::Sealed;
use double_random::plan::Plan;
use std::fmt::Display;
use std::mem;

/// What was found to follow, as far as there was something to check.
#[derive(Debug)]
pub(crate) struct Findings {
    /// The records that were replayed, where no audit has them.
    pub(crate) records: Vec<Replayed<Record>>,
    pub(crate) opening: Option<Checked>,
    pub(crate) audit: Option<Replayed<Audited>>,
    /// What the journal tells besides the opening.
    pub(crate) story: Option<Story>,
}

impl Findings {
    /// Checks what is given.
    pub(crate) fn of(mut given: Given<'_>) -> Result<Self, Divergence> {
        let (mut records, mut transcript) = (vec![], None);
        if let Some(office) = given.office.take() {
            if let Some(plan) = given
                .plan
                .as_ref()
                .filter(|plan| *plan != office.record.plan())
            {
                let (expected, found) = (plan.digest(), office.record.plan().digest());
                return diverges(Step::Announcement, "plan.json", expected, found);
            }
            let Some(digest) = given.digest else {
                return diverges(Step::Digest, "record-digest.txt", "a digest", "none");
            };
            let (replayed, steps) = replay(&given.announcement, office, &digest)?;
            replayed.check_public(given.public.as_ref())?;
            records.push(replayed);
            transcript = steps;
        }
        for (office, digest) in mem::take(&mut given.others) {
            records.push(replay(&given.announcement, office, &digest)?.0);
        }
        plan(&given)?;
        let published = published(&given)?;
        let opening = given.opening.as_ref();
        let opening = opening
            .map(|opening| opening.check(&published))
            .transpose()?;
        if records.is_empty() {
            public(&given, opening.as_ref())?;
        }
        // The auditor's check is over all plans of an announcement; a folder may hold one of them only.
        let whole = records.len() >= given.announcement.plans().len();
        let mut audited = None;
        if let (Some((transcript, sealed)), Some(journal), true) =
            (transcript, &given.journal, whole)
        {
            let records = mem::take(&mut records);
            audited = Some(audit(records, transcript, journal, &sealed)?);
        }
        Ok(Self {
            records,
            opening,
            audit: audited,
            story: published.story,
        })
    }
}

/// The transcript, and what is sealed.
type Steps = (Transcript, Vec<Sealed>);

/// The record follows from registry, plan and randomness, and is the one whose digest was published.
fn replay(
    announcement: &Announcement,
    office: Office<'_>,
    published: &Digest,
) -> Result<(Replayed<Record>, Option<Steps>), Divergence> {
    let Office {
        units,
        record,
        transcript,
    } = office;
    let (expected, found) = (announcement.text(), record.announcement().text());
    let mut lines = expected.lines().zip(found.lines());
    if let Some((expected, found)) = lines.find(|(expected, found)| expected != found) {
        let (expected, found) = (expected.escape_debug(), found.escape_debug());
        return diverges(Step::Announcement, "announcement.txt", expected, found);
    }
    if expected != found {
        let [expected, found] =
            [&expected, &found].map(|text| format!("{} lines", text.lines().count()));
        return diverges(Step::Announcement, "announcement.txt", expected, found);
    }
    let frame = Frame::commit(record.frame_key().clone(), units)
        .map_err(|error| Divergence::new(Step::Frame, "units.tsv", "a frame", error))?;
    Ok((record.replay(&frame, published)?, transcript))
}

/// The plan is an announced one.
fn plan(given: &Given<'_>) -> Result<(), Divergence> {
    let Some(plan) = &given.plan else {
        return Ok(());
    };
    match given.announcement.plans().get(plan.id()) {
        Some(line) if line.plan == plan.digest() => Ok(()),
        Some(line) => diverges(Step::Announcement, "plan.json", line.plan, plan.digest()),
        None => diverges(
            Step::Announcement,
            "plan.json",
            "an announced plan",
            plan.id(),
        ),
    }
}

/// What was published before the opening: as the journal tells it, or, without one, the announcement and one digest.
fn published(given: &Given<'_>) -> Result<Published, Divergence> {
    let announcement = &given.announcement;
    let Some(journal) = &given.journal else {
        if given.opening.is_some() && announcement.terms().is_some() {
            let expected = "a journal, for the closing stands there alone";
            return diverges(Step::Closing, "journal.jsonl", expected, "none");
        }
        let digests = plan_id(given).cloned().zip(given.digest).into_iter();
        return Ok(Published::new(
            announcement.clone(),
            None,
            digests.collect(),
        ));
    };
    let digest = announcement.digest();
    let Some(published) = Published::in_journal(journal, &digest) else {
        let expected = "an announcement that the journal holds";
        return diverges(Step::Journal, "announcement.txt", expected, digest);
    };
    match given.digest {
        Some(found) if !published.digests.values().any(|digest| *digest == found) => {
            let expected = "a record digest that the journal holds";
            diverges(Step::Digest, "record-digest.txt", expected, found)
        }
        _ => Ok(published),
    }
}

/// The plan that the folder is about.
fn plan_id<'a>(given: &'a Given<'_>) -> Option<&'a PlanId> {
    let named = given.plan.as_ref().map(Plan::id);
    let named = named.or(given.public.as_ref().map(PublicForm::plan));
    let mut plans = given.announcement.plans().keys();
    named.or_else(|| plans.next().filter(|_| plans.next().is_none()))
}

/// Without a record, the public form is the one of the opening.
fn public(given: &Given<'_>, opening: Option<&Checked>) -> Result<(), Divergence> {
    let (Some(form), Some(opening)) = (&given.public, opening) else {
        return Ok(());
    };
    let opened = opening.plans().get(form.plan());
    if opened.is_some_and(|plan| plan.opened.public.as_ref() == Some(form)) {
        return Ok(());
    }
    diverges(
        Step::Digest,
        "public.json",
        "the public form of the opening",
        "another",
    )
}

fn diverges<T>(
    step: Step,
    at: &str,
    expected: impl Display,
    found: impl Display,
) -> Result<T, Divergence> {
    Err(Divergence::new(step, at, expected, found))
}
