//! An opening that a journal notes is that opening and no other (protocol section 3).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod story;

use double_random::check::{Opening, PlanOpening, Published, audit};
use double_random::digest::Digest;
use double_random::draw::{Record, Replayed, Step};
use double_random::journal::{Event, Journal};
use story::*;

const ONE_OPENED: &str = "2024-11-20T09:00:00+08:00";

/// The whole story in a journal, with these events at its openings.
fn journal(story: &Story, openings: Vec<(&str, Event)>) -> Journal {
    let mut kept = Kept::drawn(story);
    for (at, event) in openings {
        kept.append(at, event).unwrap();
    }
    kept.journal
}

fn replayed(story: &Story) -> Vec<Replayed<Record>> {
    let records = story.records().into_iter().zip(&story.plans);
    records
        .map(|(record, (_, frame))| {
            let digest = record.digest();
            record.replay(frame, &digest).unwrap()
        })
        .collect()
}

/// The event with the digest of another opening.
fn of_another(mut event: Event) -> Event {
    if let Event::PlanOpened { opening, .. } | Event::Opened { opening, .. } = &mut event {
        *opening = Digest::of(b"another");
    }
    event
}

#[test]
fn an_opening_is_the_one_that_the_journal_notes() {
    let story = Story::new(Journal::new().head());
    let records = story.records();
    let records: Vec<&Record> = records.iter().collect();
    let recorded = story.recorded();
    let one = records[0].plan().id().clone();
    let recorded = recorded.open_plan(one, moment(ONE_OPENED)).unwrap();
    let transcript = recorded.open(moment(OPENED)).unwrap();
    let (one, all) = (PlanOpening::of(records[0]), Opening::of(&records).unwrap());
    let events = || {
        vec![
            (ONE_OPENED, one.event().unwrap()),
            (OPENED, all.event().unwrap()),
        ]
    };
    let announcement = transcript.announcement().digest();

    let before = journal(&story, vec![]);
    let published = Published::in_journal(&before, &announcement).unwrap();
    for checked in [all.check(&published), one.check(&published)] {
        let text = checked.unwrap().to_string();
        assert!(text.contains("does not note one yet"), "{text}");
    }

    let noted = journal(&story, events());
    let published = Published::in_journal(&noted, &announcement).unwrap();
    for checked in [all.check(&published), one.check(&published)] {
        let text = checked.unwrap().to_string();
        assert!(text.contains("the journal notes this opening"), "{text}");
    }

    for (place, at) in [(0, "opening of `"), (1, "opening")] {
        let mut events = events();
        let (when, event) = events.remove(place);
        events.insert(place, (when, of_another(event)));
        let journal = journal(&story, events);
        let published = Published::in_journal(&journal, &announcement).unwrap();
        let checked = [one.check(&published), all.check(&published)];
        for (other, checked) in checked.into_iter().enumerate() {
            match checked {
                // The whole opening tells what the one of a plan must have been.
                Ok(_) => assert!(other < place),
                Err(divergence) => assert!(divergence.step == Step::Journal && other >= place),
            }
        }
        let audited = audit(replayed(&story), transcript.clone(), &journal, &[]);
        let divergence = audited.unwrap_err();
        assert_eq!(divergence.step, Step::Journal);
        assert!(divergence.at.starts_with(at), "{divergence}");
    }
}

#[test]
fn the_auditor_accepts_what_follows_from_the_records() {
    let story = Story::new(Journal::new().head());
    let records = story.records();
    let all = Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
    let transcript = story.opened();
    let journal = journal(&story, vec![(OPENED, all.event().unwrap())]);
    assert!(audit(replayed(&story), transcript, &journal, &[]).is_ok());
}
