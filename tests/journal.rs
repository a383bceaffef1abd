//! The journal: whatever is done to its lines is found against a published head, and what serves once serves once.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    reason = "a helper that fails is a test that fails"
)]

mod machine;
mod story;

use double_random::digest::Digest;
use double_random::journal::{EndKind, Event, EventKind, Journal, JournalError, JournalFault};
use double_random::journal::{SealedKind, State, TABLE};
use story::*;

/// A journal of one draw from its announcement to its opening, and a void one before it.
fn journal() -> Kept {
    let mut kept = Kept::new();
    let mut first = Story::new(kept.journal.head());
    first.plans = vec![(plan("2024-void"), frame(3))];
    first.change_nonces(1);
    first.change_sources("2024001");
    let announcement = first.announcement();
    let void = announcement.digest();
    kept.announce(ANNOUNCED, announcement).unwrap();
    let reason = "a contributor did not come".parse().unwrap();
    kept.append(
        ANNOUNCED,
        Event::Void {
            announcement: void,
            reason,
        },
    )
    .unwrap();
    let story = Story::new(kept.journal.head());
    kept.draw(&story, Some(void));
    let records = story.records();
    kept.strike_off(&records[0]);
    kept.strike_off(&records[1]);
    kept.open(&story);
    kept
}

fn verify(lines: &[String], head: &Digest) -> Result<Journal, JournalFault> {
    Journal::verify(lines.iter().map(String::as_str), head)
}

/// The line with another reason, moment, number or the like, in canonical spelling.
fn edited(line: &str, field: &str, value: &serde_json::Value) -> String {
    let mut object: serde_json::Value = serde_json::from_str(line).unwrap();
    object[field] = value.clone();
    object.to_string()
}

#[test]
fn a_journal_is_what_its_lines_say() {
    let kept = journal();
    let journal = verify(&kept.lines, &kept.journal.head()).unwrap();
    assert_eq!(journal, kept.journal);
    assert_eq!(journal.entries(), 8);
    let accounts: Vec<_> = journal.accounts().map(|(_, account)| account).collect();
    assert_eq!(accounts[0].end.as_ref().unwrap().kind, EndKind::Void);
    assert_eq!(
        accounts[0].successor,
        Some(accounts[1].announcement.digest())
    );
    assert_eq!(
        journal.attempts(&accounts[1].announcement.digest()),
        [accounts[0]]
    );
    assert_eq!(
        accounts[1].count(&plan_id("2024-food"), SealedKind::Reserve),
        1
    );
    assert!(accounts[1].opened.is_some());
}

#[test]
fn a_stage_knows_its_event() {
    let story = Story::new(Journal::new().head());
    let names = |transcript: &double_random::ceremony::Transcript| {
        Event::of_last_step(transcript).map(|event| event.kind())
    };
    let (announced, seeded) = (story.announced(), story.seeded());
    let reason = || "for a reason".parse().unwrap();
    assert_eq!(names(announced.transcript()), Some(EventKind::Announced));
    assert_eq!(names(story.all_in().transcript()), None);
    assert_eq!(names(seeded.transcript()), None);
    assert_eq!(
        names(story.recorded().transcript()),
        Some(EventKind::Recorded)
    );
    let void = announced.void(reason(), moment(HANDED_IN)).unwrap();
    let lapsed = seeded.lapse(reason(), moment(RECORDED)).unwrap();
    assert_eq!(names(&void), Some(EventKind::Void));
    assert_eq!(names(lapsed.transcript()), Some(EventKind::Lapsed));
    assert_eq!(names(&story.opened()), None);
}

#[test]
fn the_head_is_the_digest_of_the_last_line() {
    let kept = journal();
    let last = kept.lines.last().unwrap();
    assert_eq!(kept.journal.head(), Digest::of(last.as_bytes()));
    assert_eq!(
        Journal::new().head(),
        Digest::of(b"double-random/1 journal\n")
    );
}

#[test]
fn a_journal_may_have_grown_since_its_head_was_published() {
    let kept = journal();
    let mut head = Journal::new().head();
    for line in &kept.lines {
        assert!(verify(&kept.lines, &head).is_ok());
        head = Digest::of(line.as_bytes());
    }
}

#[test]
fn every_line_that_is_removed_is_missed() {
    let kept = journal();
    let head = kept.journal.head();
    for at in 0..kept.lines.len() {
        let mut lines = kept.lines.clone();
        lines.remove(at);
        let fault = verify(&lines, &head).unwrap_err();
        let number = u64::try_from(at).unwrap() + 1;
        let wanted = if at + 1 == kept.lines.len() {
            JournalFault::Cut { lines: at }
        } else {
            JournalFault::Removed {
                number,
                line: at + 1,
            }
        };
        assert_eq!(fault, wanted);
    }
}

#[test]
fn every_tail_that_is_cut_off_is_missed() {
    let kept = journal();
    for left in 0..kept.lines.len() {
        let fault = verify(&kept.lines[..left], &kept.journal.head()).unwrap_err();
        assert_eq!(fault, JournalFault::Cut { lines: left });
    }
}

#[test]
fn every_two_lines_that_change_places_are_found() {
    let kept = journal();
    for first in 0..kept.lines.len() {
        for second in first + 1..kept.lines.len() {
            let mut lines = kept.lines.clone();
            lines.swap(first, second);
            let fault = verify(&lines, &kept.journal.head()).unwrap_err();
            let number = u64::try_from(second).unwrap() + 1;
            assert_eq!(
                fault,
                JournalFault::Reordered {
                    line: first + 1,
                    number
                }
            );
        }
    }
}

#[test]
fn every_line_that_is_put_in_is_found() {
    let kept = journal();
    let head = kept.journal.head();
    for at in 0..kept.lines.len() {
        // Another line of that number, made from the right one before it.
        let forged = edited(&kept.lines[at], "at", &"2024-06-03T09:00:00+09:00".into());
        for (place, line) in [(at, at + 1), (at + 1, at + 2)] {
            let mut lines = kept.lines.clone();
            lines.insert(place, forged.clone());
            let fault = verify(&lines, &head).unwrap_err();
            assert_eq!(fault, JournalFault::Inserted { line }, "{place}");
        }
        // The same line twice: either of the two.
        let mut lines = kept.lines.clone();
        lines.insert(at, kept.lines[at].clone());
        let fault = verify(&lines, &head).unwrap_err();
        assert!(
            matches!(fault, JournalFault::Inserted { line } if line == at + 1 || line == at + 2),
            "{fault}"
        );
        // A line with another number.
        let mut lines = kept.lines.clone();
        lines.insert(at, edited(&forged, "number", &99.into()));
        assert_eq!(
            verify(&lines, &head),
            Err(JournalFault::Inserted { line: at + 1 })
        );
    }
}

/// Rule DR-34.
#[test]
fn every_line_that_is_altered_is_found() {
    let kept = journal();
    let head = kept.journal.head();
    let other = Digest::of(b"another").to_string();
    for at in 0..kept.lines.len() {
        let line = &kept.lines[at];
        for forged in [
            edited(line, "at", &"2024-06-03T09:00:00+09:00".into()),
            edited(line, "previous", &other.clone().into()),
            edited(line, "number", &99.into()),
        ] {
            let mut lines = kept.lines.clone();
            lines[at] = forged;
            let fault = verify(&lines, &head).unwrap_err();
            // Of the last line only the head knows; here the line also goes back in time.
            let last = at + 1 == lines.len();
            let found = match &fault {
                JournalFault::Edited { line } | JournalFault::Rule { line, .. } => *line,
                JournalFault::Cut { lines } if last => *lines,
                other => panic!("{other}"),
            };
            assert_eq!(found, at + 1, "{fault}");
            assert!(last || matches!(fault, JournalFault::Edited { .. }));
        }
        for forged in [
            line.replace(':', ": "),
            format!("{line} "),
            line.replace("journal/1", "journal/2"),
            String::new(),
        ] {
            let mut lines = kept.lines.clone();
            lines[at] = forged;
            let fault = verify(&lines, &head).unwrap_err();
            assert!(
                matches!(fault, JournalFault::Line { line, .. } if line == at + 1),
                "{fault}"
            );
        }
    }
}

#[test]
fn a_journal_that_is_written_anew_is_not_the_published_one() {
    let kept = journal();
    let mut anew = Kept::new();
    let mut story = Story::new(anew.journal.head());
    anew.draw(&story, None);
    assert_eq!(
        verify(&anew.lines, &kept.journal.head()),
        Err(JournalFault::Cut { lines: 3 })
    );
    // The announcement itself names the head before it: who begins anew must announce anew.
    story.terms.journal = kept.journal.head();
    let event = Event::Announced {
        announcement: story.announcement(),
        succeeds: None,
    };
    let refused = Kept::new().append(ANNOUNCED, event);
    assert!(matches!(refused, Err(JournalError::Head { .. })));
}

#[test]
fn what_serves_once_serves_once() {
    let kept = journal();
    let announce = |change: &dyn Fn(&mut Story)| {
        let mut journal = kept.journal.clone();
        let mut story = Story::new(journal.head());
        story.plans = vec![(plan("2025-food"), frame(90))];
        story.change_nonces(50);
        story.change_sources("2025001");
        change(&mut story);
        let event = Event::Announced {
            announcement: story.announcement(),
            succeeds: None,
        };
        journal.append(moment("2025-01-01T09:00:00+08:00"), event)
    };
    assert!(announce(&|_| {}).is_ok());
    let used = announce(&|story| story.plans = vec![(plan("2024-food"), frame(9))]);
    assert!(
        matches!(used, Err(JournalError::PlanUsed { .. })),
        "{used:?}"
    );
    let used = announce(&|story| story.change_nonces(5));
    assert!(
        matches!(used, Err(JournalError::NonceUsed { .. })),
        "{used:?}"
    );
    let used =
        announce(&|story| story.terms.sources = Story::new(story.terms.journal).terms.sources);
    assert!(
        matches!(used, Err(JournalError::SourceUsed { .. })),
        "{used:?}"
    );
    // The same issue of the same game under another name, with another fallback.
    let used = announce(&|story| {
        story.change_sources("2024066");
        let form = story.terms.sources.pop_last().unwrap().1;
        let form = form
            .as_str()
            .replace("otherwise the next counts", "otherwise none counts");
        story.terms.sources = [("彩票".parse().unwrap(), form.parse().unwrap())].into();
    });
    assert!(
        matches!(used, Err(JournalError::SourceUsed { .. })),
        "{used:?}"
    );
}

#[test]
fn a_nonce_that_served_under_another_name_is_noted_when_it_is_opened() {
    let mut kept = journal();
    let mut story = Story::new(kept.journal.head());
    story.plans = vec![(plan("2025-food"), frame(9))];
    story.change_sources("2025001");
    story.nonces = vec![("somebody else", 5), (OFFICE, 60)];
    story.commit();
    assert!(kept.journal.served(&nonce(5)).is_some() && kept.journal.served(&nonce(60)).is_none());
    kept.draw(&story, None);
    kept.open(&story);
    let account = kept
        .journal
        .account(&story.announcement().digest())
        .unwrap();
    let opened = account.opened.as_ref().unwrap();
    assert_eq!(opened.reused, [contributor("somebody else")]);
}

#[test]
fn nothing_follows_out_of_order() {
    // Of a source in words no program knows from when on its value is known: here everything may happen at once.
    let mut story = Story::new(Journal::new().head());
    story.terms.sources.remove(&"lottery".parse().unwrap());
    story.values.remove(0);
    let recorded = story.recorded();
    let announcement = story.announcement();
    let digest = announcement.digest();
    let closing = recorded.transcript().closing().unwrap();
    let digests = recorded.transcript().digests().clone();
    let reason = || "for a reason".parse().unwrap();
    let records = story.records();
    let opening = double_random::check::Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
    let plan = plan_id("2024-food");
    let sealed = digest;
    // In which of the five states each event may come.
    let events = [
        (
            Event::Closed {
                announcement: digest,
                closing,
            },
            "x.....",
        ),
        (
            Event::Recorded {
                announcement: digest,
                digests,
            },
            ".x....",
        ),
        (
            Event::Void {
                announcement: digest,
                reason: reason(),
            },
            "x.....",
        ),
        (
            Event::Lapsed {
                announcement: digest,
                reason: reason(),
            },
            "xxxx..",
        ),
        (
            Event::Reserve {
                plan: plan.clone(),
                sealed,
            },
            "..x..x",
        ),
        (
            Event::Replacement {
                plan: plan.clone(),
                sealed,
            },
            "..x..x",
        ),
        (
            Event::Direct {
                plan: plan.clone(),
                sealed,
            },
            "..x..x",
        ),
        (
            Event::Slip {
                plan: plan.clone(),
                sealed,
            },
            "xxxx.x",
        ),
        (
            Event::PlanOpened {
                plan,
                opening: digest,
            },
            "..x..x",
        ),
        (opened(&story, &opening), "..x..x"),
    ];
    let through = |steps: &[usize]| {
        let mut journal = Journal::new();
        let event = Event::Announced {
            announcement: announcement.clone(),
            succeeds: None,
        };
        journal.append(moment(ANNOUNCED), event).unwrap();
        for step in steps {
            journal
                .append(moment(CLOSED), events[*step].0.clone())
                .unwrap();
        }
        journal
    };
    // Announced, closed, recorded, opened, void, and recorded but lapsed.
    let states = [
        through(&[]),
        through(&[0]),
        through(&[0, 1]),
        through(&[0, 1, 9]),
        through(&[2]),
        through(&[0, 1, 3]),
    ];
    for (event, allowed) in &events {
        for (state, allowed) in states.iter().zip(allowed.chars()) {
            let mut journal = state.clone();
            let answer = journal.append(moment(CLOSED), event.clone());
            assert_eq!(
                answer.is_ok(),
                allowed == 'x',
                "{} {answer:?}",
                event.kind()
            );
            if answer.is_err() {
                assert_eq!(journal, *state);
                assert!(matches!(answer, Err(JournalError::OutOfOrder { .. })));
            }
        }
    }
}

/// Where an announcement's randomness comes from.
#[derive(Clone, Copy, PartialEq)]
enum From {
    Ceremony,
    Declared,
}

/// A good event of every kind, that may all happen at once.
fn good_events(from: From) -> Vec<Event> {
    let mut story = Story::new(Journal::new().head());
    story.terms.sources.remove(&"lottery".parse().unwrap());
    story.values.remove(0);
    let recorded = story.recorded();
    let records = story.records();
    let opening = double_random::check::Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
    let (mut announcement, mut opened) = (story.announcement(), opened(&story, &opening));
    if from == From::Declared {
        let plans = announcement.plans().clone();
        announcement = double_random::chance::Announcement::declared(plans);
        opened = Event::Opened {
            announcement: announcement.digest(),
            opening: announcement.digest(),
            nonces: [].into(),
            values: [].into(),
        };
    }
    let digest = announcement.digest();
    let reason = || "for a reason".parse().unwrap();
    let (plan, sealed) = (plan_id("2024-food"), Digest::of(b"sealed"));
    vec![
        Event::Announced {
            announcement,
            succeeds: None,
        },
        Event::Closed {
            announcement: digest,
            closing: recorded.transcript().closing().unwrap(),
        },
        Event::Recorded {
            announcement: digest,
            digests: recorded.transcript().digests().clone(),
        },
        Event::Void {
            announcement: digest,
            reason: reason(),
        },
        Event::Lapsed {
            announcement: digest,
            reason: reason(),
        },
        Event::Reserve {
            plan: plan.clone(),
            sealed,
        },
        Event::Replacement {
            plan: plan.clone(),
            sealed,
        },
        Event::Direct {
            plan: plan.clone(),
            sealed,
        },
        Event::Slip {
            plan: plan.clone(),
            sealed,
        },
        Event::PlanOpened {
            plan,
            opening: digest,
        },
        opened,
    ]
}

#[test]
fn the_journal_keeps_its_table() {
    use EventKind::{Announced, Closed, Lapsed, Opened, PlanOpened, Recorded, Void};
    let worlds = [From::Ceremony, From::Declared].map(good_events);
    // The ways of having come to each state: of the ceremony, then of the declared draw.
    let ways = |state| -> [&[&[EventKind]]; 2] {
        match state {
            State::Announced => [&[&[]], &[&[], &[Lapsed]]],
            State::Closed => [&[&[Closed], &[Closed, Lapsed]], &[]],
            State::Recorded => [
                &[
                    &[Closed, Recorded],
                    &[Closed, Lapsed, Recorded],
                    &[Closed, Recorded, PlanOpened],
                ],
                &[&[Recorded], &[Lapsed, Recorded]],
            ],
            State::Opened => [
                &[
                    &[Closed, Recorded, Opened],
                    &[Closed, Recorded, Opened, Lapsed],
                ],
                &[&[Recorded, Opened]],
            ],
            State::Void => [&[&[Void], &[Lapsed]], &[]],
            other => panic!("{other}"),
        }
    };
    let tries = |state: State, kind: EventKind| {
        let mut tries = vec![];
        for (events, ways) in worlds.iter().zip(ways(state)) {
            let event = |kind| {
                events
                    .iter()
                    .find(|event| event.kind() == kind)
                    .unwrap()
                    .clone()
            };
            let Event::Announced { announcement, .. } = event(Announced) else {
                panic!()
            };
            let state_of =
                |journal: &Journal| journal.account(&announcement.digest()).unwrap().state();
            for way in ways {
                let mut journal = Journal::new();
                for kind in [Announced].iter().chain(*way) {
                    journal.append(moment(CLOSED), event(*kind)).unwrap();
                }
                assert_eq!(state_of(&journal), state, "{way:?}");
                let answer = journal.append(moment(CLOSED), event(kind));
                tries.push(answer.map(|_| state_of(&journal)));
            }
        }
        tries
    };
    machine::keeps_its_table(&TABLE, "src/journal/table.md", tries);
}

#[test]
fn a_record_that_comes_late_is_an_attempt() {
    let story = Story::new(Journal::new().head());
    let transcript = story.recorded().transcript().clone();
    let digest = story.announcement().digest();
    let late = "2024-06-12T18:00:01+08:00";
    let mut kept = Kept::new();
    kept.announce(ANNOUNCED, story.announcement()).unwrap();
    kept.append(
        CLOSED,
        Event::Closed {
            announcement: digest,
            closing: transcript.closing().unwrap(),
        },
    )
    .unwrap();
    let recorded = Event::Recorded {
        announcement: digest,
        digests: transcript.digests().clone(),
    };
    assert!(matches!(
        kept.append(late, recorded.clone()),
        Err(JournalError::Late { .. })
    ));
    let reason = "the machine was down".parse().unwrap();
    kept.append(
        late,
        Event::Lapsed {
            announcement: digest,
            reason,
        },
    )
    .unwrap();
    kept.append(late, recorded).unwrap();
    let account = kept.journal.account(&digest).unwrap();
    assert_eq!(account.end.as_ref().unwrap().kind, EndKind::Lapsed);
    assert!(account.recorded.is_some());
}

#[test]
fn a_successor_stands_in_the_place_of_one_that_ended() {
    let kept = journal();
    let announce = |succeeds: Digest| {
        let mut journal = kept.journal.clone();
        let mut story = Story::new(journal.head());
        story.plans = vec![(plan("2025-food"), frame(90))];
        story.change_nonces(50);
        story.change_sources("2025001");
        let event = Event::Announced {
            announcement: story.announcement(),
            succeeds: Some(succeeds),
        };
        journal
            .append(moment("2025-01-01T09:00:00+08:00"), event)
            .map(|_| ())
    };
    let accounts: Vec<Digest> = kept.journal.accounts().map(|(digest, _)| *digest).collect();
    for found in [accounts[0], accounts[1], Digest::of(b"none")] {
        // The first has a successor, the second stands, the third is none.
        assert_eq!(announce(found), Err(JournalError::Successor { found }));
    }
}

#[test]
fn an_opening_holds_what_was_closed() {
    let story = Story::new(Journal::new().head());
    let records = story.records();
    let opening = double_random::check::Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
    let drawn = Kept::drawn(&story);
    let Event::Opened {
        announcement,
        opening,
        nonces,
        values,
    } = opened(&story, &opening)
    else {
        panic!()
    };
    let refused = |nonces, values| {
        let event = Event::Opened {
            announcement,
            opening,
            nonces,
            values,
        };
        let refused = drawn
            .journal
            .clone()
            .append(moment(OPENED), event)
            .unwrap_err();
        assert!(matches!(refused, JournalError::Opening { .. }), "{refused}");
    };
    let mut fewer = nonces.clone();
    fewer.pop_first();
    refused(fewer, values.clone());
    let mut other = nonces.clone();
    other.insert(contributor(AUDIT), (&nonce(7)).into());
    refused(other, values.clone());
    let mut fewer = values.clone();
    fewer.pop_first();
    refused(nonces.clone(), fewer);
    let mut other = values;
    other.insert(
        "lottery".parse().unwrap(),
        "03 11 17 22 29 33 08".parse().unwrap(),
    );
    refused(nonces, other);
}

#[test]
fn nothing_that_fixes_the_seed_comes_when_a_value_can_be_known() {
    let story = Story::new(Journal::new().head());
    let digest = story.announcement().digest();
    let announced = Event::Announced {
        announcement: story.announcement(),
        succeeds: None,
    };
    let known_already = |answer: Result<(), JournalError>| {
        assert!(
            matches!(answer, Err(JournalError::KnownAlready { .. })),
            "{answer:?}"
        );
    };
    known_already(Kept::new().append(KNOWN, announced.clone()));
    let mut kept = Kept::new();
    kept.append(ANNOUNCED, announced).unwrap();
    let closing = story.recorded().transcript().closing().unwrap();
    known_already(kept.append(
        KNOWN,
        Event::Closed {
            announcement: digest,
            closing,
        },
    ));
    // Who lets the time pass cannot say that nobody knew anything.
    let reason = || "a contributor did not come".parse().unwrap();
    known_already(kept.append(
        KNOWN,
        Event::Void {
            announcement: digest,
            reason: reason(),
        },
    ));
    kept.append(
        KNOWN,
        Event::Lapsed {
            announcement: digest,
            reason: reason(),
        },
    )
    .unwrap();
    let account = kept.journal.account(&digest).unwrap();
    assert_eq!(account.end.as_ref().unwrap().kind, EndKind::Lapsed);
    let closed = kept.append(
        KNOWN,
        Event::Closed {
            announcement: digest,
            closing,
        },
    );
    assert!(matches!(
        closed,
        Err(JournalError::OutOfOrder {
            state: State::Void,
            ..
        })
    ));
}

#[test]
fn a_declared_draw_is_never_void_but_an_attempt() {
    let story = Story::new(Journal::new().head());
    let announcement =
        double_random::chance::Announcement::declared(story.announcement().plans().clone());
    let digest = announcement.digest();
    let mut kept = Kept::new();
    kept.announce(ANNOUNCED, announcement).unwrap();
    let reason = || "the result was not liked".parse().unwrap();
    let void = kept.append(
        CLOSED,
        Event::Void {
            announcement: digest,
            reason: reason(),
        },
    );
    assert!(matches!(void, Err(JournalError::OutOfOrder { .. })));
    kept.append(
        CLOSED,
        Event::Lapsed {
            announcement: digest,
            reason: reason(),
        },
    )
    .unwrap();
    let account = kept.journal.account(&digest).unwrap();
    assert_eq!(account.end.as_ref().unwrap().kind, EndKind::Lapsed);
}

#[test]
fn a_secret_frame_key_serves_one_announcement() {
    let kept = journal();
    let mut story = Story::new(kept.journal.head());
    story.plans = vec![(plan("2025-food"), frame(7))];
    story.change_nonces(50);
    story.change_sources("2025001");
    let event = Event::Announced {
        announcement: story.announcement(),
        succeeds: None,
    };
    let refused = kept.journal.clone().append(story.at(ANNOUNCED), event);
    assert!(
        matches!(refused, Err(JournalError::KeyUsed { .. })),
        "{refused:?}"
    );
}

#[test]
fn what_is_allowed_is_allowed_before_it_is_done() {
    let kept = journal();
    let sealed = &kept.sealed[0];
    let refused = Kept::drawn(&Story::new(Journal::new().head()))
        .journal
        .append_sealed(moment(RECORDED), sealed);
    assert!(
        matches!(refused, Err(JournalError::Approval { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_line_that_could_not_be_read_again_is_not_appended() {
    let announcement = double_random::chance::Announcement::declared([].into());
    let event = Event::Announced {
        announcement,
        succeeds: None,
    };
    let mut journal = Journal::new();
    assert!(matches!(
        journal.append(moment(ANNOUNCED), event),
        Err(JournalError::Document(_))
    ));
    assert_eq!(journal, Journal::new());
}
