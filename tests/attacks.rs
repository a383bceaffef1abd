//! Who wants to choose the draw, and what stops or shows it (`docs/THREATS.md`). Each test is an attack.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a helper that fails is a test that fails"
)]

mod story;

use double_random::ceremony::{CeremonyError, Transcript};
use double_random::chance::Randomness;
use double_random::check::{Audited, Checked, Opening, PlanOpening, Published, Verdict, audit};
use double_random::digest::Digest;
use double_random::draw::{Divergence, DrawError, Load, Record, Replayed, Step, draw_announced};
use double_random::frame::{Frame, FrameKey, Slip, Unit};
use double_random::id::{SourceValue, UnitId};
use double_random::inspector::{Recusal, RecusalGround, RecusedFrom, Roster};
use double_random::journal::{Event, Journal, JournalError, JournalFault};
use double_random::plan::Plan;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use story::*;

/// The honest story: drawn, one target struck off, opened; with its journal.
fn honest() -> (Story, Kept, Opening) {
    let story = Story::new(Journal::new().head());
    let mut kept = Kept::drawn(&story);
    kept.strike_off(&story.records()[0]);
    let opening = kept.open(&story);
    (story, kept, opening)
}

fn published(kept: &Kept, story: &Story) -> Published {
    Published::in_journal(&kept.journal, &story.announcement().digest()).unwrap()
}

fn check(opening: &Opening, kept: &Kept, story: &Story) -> Result<Checked, Divergence> {
    opening.check(&published(kept, story))
}

/// The opening with something changed in its text.
fn forged(opening: &Opening, change: impl Fn(&mut Value)) -> Opening {
    let mut value = serde_json::to_value(opening).unwrap();
    change(&mut value);
    Opening::parse(&value.to_string()).unwrap()
}

fn replayed(story: &Story) -> Vec<Replayed<Record>> {
    let replay = |(record, (_, frame)): (Record, &(Plan, Frame))| {
        let digest = record.digest();
        record.replay(frame, &digest).unwrap()
    };
    story
        .records()
        .into_iter()
        .zip(&story.plans)
        .map(replay)
        .collect()
}

fn audited(
    story: &Story,
    kept: &Kept,
    transcript: Transcript,
) -> Result<Replayed<Audited>, Divergence> {
    audit(replayed(story), transcript, &kept.journal, &kept.sealed)
}

#[test]
fn the_honest_story_passes_every_reader() {
    let (story, kept, opening) = honest();
    let checked = check(&opening, &kept, &story).unwrap();
    let says = checked.to_string();
    assert!(
        says.contains("the seed follows from both")
            && says.contains("not checked: whether the names follow from the registry")
    );
    let changed = &checked.story().unwrap().changed;
    let counts = |plan| {
        (
            changed[&plan_id(plan)].targets,
            changed[&plan_id(plan)].seats,
        )
    };
    assert_eq!((counts("2024-food"), counts("2024-fire")), ((1, 0), (0, 0)));
    let audited = audited(&story, &kept, story.opened()).unwrap();
    assert!(
        audited
            .strength()
            .to_string()
            .contains("not checked: whether the journal's heads were published")
    );
    let force = &audited.get().in_force[&plan_id("2024-food")];
    assert_eq!(force.len(), story.records()[0].selected().len());
    assert!(!force.contains(&story.records()[0].selected()[0].id));
    assert!(force.contains(&story.records()[0].reserves()[0].id));
}

/// The office commits to two batches and shows the one it likes when the values are known.
#[test]
fn another_batch_of_committed_plans() {
    let (story, kept, _) = honest();
    let mut other = story.clone();
    other.plans = vec![
        (plan("2024-better"), frame(20)),
        (plan("2024-best"), frame(21)),
    ];
    let records = other.records();
    let opening = Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
    let divergence = check(&opening, &kept, &story).unwrap_err();
    assert_eq!(divergence.step, Step::Announcement);
    // Had it announced both, the second would have had to take nonces and sources of its own.
    let mut kept = Kept::new();
    kept.draw(&story, None);
    other.terms.journal = kept.journal.head();
    let event = Event::Announced {
        announcement: other.announcement(),
        succeeds: None,
    };
    let refused = kept.append(RECORDED, event.clone());
    assert!(matches!(refused, Err(JournalError::NonceUsed { .. })));
    other.change_nonces(90);
    let event = Event::Announced {
        announcement: other.announcement(),
        succeeds: None,
    };
    assert!(matches!(
        kept.append(RECORDED, event),
        Err(JournalError::SourceUsed { .. })
    ));
}

/// The office leaves out the contributor whose nonce it does not know, or swaps in another.
#[test]
fn a_dropped_contributor() {
    let (story, kept, opening) = honest();
    let nonces = |value: &mut Value, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let nonces = &mut value["randomness"]["contributed"]["nonces"];
        change(nonces.as_object_mut().unwrap());
    };
    let dropped = forged(&opening, |value| {
        nonces(value, &|nonces| assert!(nonces.remove(AUDIT).is_some()));
    });
    let swapped = forged(&opening, |value| {
        nonces(value, &|nonces| nonces[AUDIT] = json!("07".repeat(32)));
    });
    for forged in [dropped, swapped] {
        let divergence = check(&forged, &kept, &story).unwrap_err();
        assert_eq!(divergence.step, Step::Randomness);
    }
    let missing = story
        .announced()
        .nonce(contributor(OFFICE), nonce(6), moment(HANDED_IN))
        .unwrap();
    let missing = missing.close(moment(CLOSED));
    assert_eq!(
        missing,
        Err(CeremonyError::MissingNonces {
            missing: vec![contributor(AUDIT)]
        })
    );
}

/// Where a value could be written in many ways, each would be a try.
#[test]
fn another_spelling_of_a_sources_value() {
    let story = Story::new(Journal::new().head());
    let closed = story.all_in().close(moment(CLOSED)).unwrap();
    let good = "3.11.17.22.29.33./8./";
    let mut spellings: BTreeSet<String> = [
        "03.11.17.22.29.33./08./",
        "3 11 17 22 29 33 8",
        "3.11.17.22.29.33./8.",
        "3.11.17.22.29.33/8/",
        "33.29.22.17.11.3./8./",
        "8./3.11.17.22.29.33./",
        "3,11,17,22,29,33/8",
        "３.11.17.22.29.33./8./",
        "3.11.17.22.29.33./８./",
        "+3.11.17.22.29.33./8./",
    ]
    .map(str::to_owned)
    .into();
    // What nobody sees, at every place.
    for unseen in [
        " ", "  ", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}", "\u{FE0F}", "\u{3000}", "\u{A0}",
        "\u{202E}", "\u{3164}",
    ] {
        for (place, _) in good.char_indices().chain([(good.len(), ' ')]) {
            let (front, back) = good.split_at(place);
            spellings.insert(format!("{front}{unseen}{back}"));
        }
    }
    let mut refused_as_text = 0;
    for spelling in &spellings {
        let Ok(value) = spelling.parse::<SourceValue>() else {
            refused_as_text += 1;
            continue;
        };
        let answer = closed.value(
            "lottery".parse().unwrap(),
            value.clone(),
            moment(TAKEN_DOWN),
        );
        assert!(
            matches!(answer, Err(CeremonyError::Value { .. })),
            "{spelling:?}"
        );
        // Whoever goes around the ceremony gets no seed, either.
        let Randomness::Contributed { nonces, mut values } = story.seeded().randomness() else {
            panic!()
        };
        values.insert("lottery".parse().unwrap(), value);
        let randomness = Randomness::Contributed { nonces, values };
        assert!(
            randomness.draw_seed(&story.announcement()).is_err(),
            "{spelling:?}"
        );
    }
    assert_eq!((spellings.len(), refused_as_text), (252, 224));
    // Of a form in words no program tells; what nobody sees is refused there, too.
    for unseen in [
        "40d5 ",
        " 40d5",
        "40\u{200B}d5",
        "40  d5",
        "40\u{A0}d5",
        "40d5\u{FE0F}",
    ] {
        assert!(unseen.parse::<SourceValue>().is_err(), "{unseen:?}");
    }
}

/// The same nonces and values for a second announcement.
#[test]
fn reused_randomness() {
    let story = Story::new(Journal::new().head());
    let mut second = story.clone();
    second.plans = vec![(plan("2024-again"), frame(22))];
    let (first, again) = (story.seeded(), second.seeded());
    assert_eq!(first.randomness().value(), again.randomness().value());
    // Another announcement has another seed from it; and the journal takes no nonce, source or plan id twice.
    assert_ne!(
        first.seed().unwrap().reveal(),
        again.seed().unwrap().reveal()
    );
    let mut kept = Kept::drawn(&story);
    second.terms.journal = kept.journal.head();
    let event = Event::Announced {
        announcement: second.announcement(),
        succeeds: None,
    };
    assert!(matches!(
        kept.append(RECORDED, event),
        Err(JournalError::NonceUsed { .. })
    ));
}

/// A contributor, or the office in its name, waits for the values and then decides whether the nonce is there.
#[test]
fn a_nonce_withheld_or_said_to_be_missing_after_the_closing() {
    let (story, _, opening) = honest();
    // Withheld before the closing: nobody knows anything yet, and the announcement is void.
    let announced = story
        .announced()
        .nonce(contributor(OFFICE), nonce(6), moment(HANDED_IN))
        .unwrap();
    assert!(announced.close(moment(CLOSED)).is_err());
    let void = announced
        .void(
            "the audit office did not come".parse().unwrap(),
            moment(CLOSED),
        )
        .unwrap();
    assert_eq!(void.closing(), None);
    // After the closing there is no way back, in the transcript and in the journal.
    let closed = story.all_in().close(moment(CLOSED)).unwrap();
    let reason = "the audit office did not come".parse().unwrap();
    let step = double_random::ceremony::Step::Void { reason };
    let back = closed.transcript().step(moment(RECORDED), step);
    assert!(matches!(back, Err(CeremonyError::AfterClosing { .. })));
    let mut kept = Kept::new();
    let (announcement, digest) = (story.announcement(), story.announcement().digest());
    kept.announce(ANNOUNCED, announcement).unwrap();
    kept.append(
        CLOSED,
        Event::Closed {
            announcement: digest,
            closing: closed.closing(),
        },
    )
    .unwrap();
    let reason = "the audit office did not come".parse().unwrap();
    let void = kept.append(
        RECORDED,
        Event::Void {
            announcement: digest,
            reason,
        },
    );
    assert!(matches!(void, Err(JournalError::OutOfOrder { .. })));
    // Who opens with fewer nonces than were closed is found; without a closing nothing passes.
    let mut published = Published::new(story.announcement(), None, [].into());
    assert_eq!(opening.check(&published).unwrap_err().step, Step::Closing);
    published.closing = Some(Digest::of(b"another closing"));
    assert_eq!(opening.check(&published).unwrap_err().step, Step::Closing);
}

/// The office sees the result and draws again.
#[test]
fn a_redo_after_seeing_the_result() {
    let (story, mut kept, _) = honest();
    // The same plans again: refused.
    let mut again = story.clone();
    again.terms.journal = kept.journal.head();
    again.change_nonces(90);
    again.change_sources("2025070");
    let event = Event::Announced {
        announcement: again.announcement(),
        succeeds: None,
    };
    assert!(matches!(
        kept.append(OPENED, event),
        Err(JournalError::PlanUsed { .. })
    ));
    // Under other ids, as a successor: everyone is shown the attempt and its reason.
    let first = story.announcement().digest();
    let reason = "the frame had been exported twice".parse().unwrap();
    kept.append(
        OPENED,
        Event::Lapsed {
            announcement: first,
            reason,
        },
    )
    .unwrap();
    again.plans = vec![(plan("2024-food-2"), frame(9))];
    again.terms.journal = kept.journal.head();
    let (announcement, digest) = (again.announcement(), again.announcement().digest());
    kept.append(
        OPENED,
        Event::Announced {
            announcement,
            succeeds: Some(first),
        },
    )
    .unwrap();
    let story = Published::in_journal(&kept.journal, &digest)
        .unwrap()
        .story
        .unwrap();
    assert_eq!(story.attempts.len(), 1);
    assert_eq!(
        story.attempts[0].reason.as_str(),
        "the frame had been exported twice"
    );
    // Who takes the attempt out of the journal is found.
    let head = kept.journal.head();
    kept.lines.remove(2);
    let fault = Journal::verify(kept.texts(), &head).unwrap_err();
    assert_eq!(fault, JournalFault::Removed { number: 3, line: 3 });
}

/// A roster on which nobody may come to one target: the target stands all the same, and leaves by the journal only.
#[test]
fn a_roster_made_to_veto_a_target() {
    let (story, kept, _) = honest();
    let names = |story: &Story| -> Vec<String> {
        let frame = &story.plans[0];
        let seed = story.seeded().seed().unwrap();
        let record = &story.records()[0];
        // What is drawn follows from seed, plan and frame; no roster is asked.
        let mut tickets: Vec<_> = frame
            .1
            .leaves()
            .filter(|leaf| leaf.stratum == record.strata()[0].stratum)
            .collect();
        tickets.sort_by_key(|leaf| seed.targets(frame.0.id()).ticket(leaf.token.as_bytes()));
        let n = usize::try_from(record.strata()[0].sample).unwrap();
        let ids: Vec<String> = tickets
            .iter()
            .take(n)
            .map(|leaf| leaf.id.to_string())
            .collect();
        assert_eq!(
            ids,
            record.selected()[..n]
                .iter()
                .map(|unit| unit.id.to_string())
                .collect::<Vec<_>>()
        );
        ids
    };
    let drawn = names(&story);
    // Nobody may go to any business of a stratum: it is drawn from all the same, its seats are vacant, and the record shows why.
    let units = units();
    let spared = units.iter().filter(|(_, label)| label == "A/0");
    let spared: Vec<UnitId> = spared.map(|(id, _)| id.parse().unwrap()).collect();
    let mut vetoed = story.clone();
    vetoed.rosters = [(plan_id("2024-food"), roster_against(&spared))].into();
    let first = names(&vetoed).remove(0).parse::<UnitId>().unwrap();
    assert!(spared.contains(&first));
    for (department, sent) in vetoed.records()[0].dispatch().unwrap().departments() {
        let team = sent.teams.iter().find(|team| team.target == first);
        assert_eq!(team.unwrap().seats, [None, None], "{department}");
        let shortage = sent.shortage.as_ref().unwrap();
        assert!(shortage.slots.contains(&(first.clone(), Load::default())));
        assert!(shortage.officers.is_empty() && shortage.once.is_empty());
    }
    // A target that is left out without a line in the journal, or with one that names no reserve in its turn, is missed.
    let record = &story.records()[0];
    assert_eq!(record.selected()[0].id.as_str(), drawn[0]);
    let mut out_of_turn = Kept::drawn(&story);
    let reserves: Vec<_> = record
        .reserves()
        .iter()
        .filter(|unit| unit.stratum == record.selected()[0].stratum)
        .collect();
    out_of_turn.replace(record, &record.selected()[0].id, Some(&reserves[1].id));
    let divergence =
        audited(&story, &out_of_turn, story.recorded().transcript().clone()).unwrap_err();
    assert_eq!(divergence.step, Step::Journal);
    let mut nobody = Kept::drawn(&story);
    nobody.replace(record, &record.selected()[0].id, None);
    assert_eq!(
        audited(&story, &nobody, story.recorded().transcript().clone())
            .unwrap_err()
            .step,
        Step::Journal
    );
    // Everyone is shown how many left.
    let changed = &published(&kept, &story).story.unwrap().changed;
    assert_eq!(changed[record.plan().id()].targets, 1);
}

/// The story's roster with everyone recused from these businesses.
fn roster_against(businesses: &[UnitId]) -> Roster {
    let mut value: Value = serde_json::from_str(roster(10).to_json()).unwrap();
    value["groups"]["spared"] = json!(businesses);
    let recusal = |id: u32| {
        let from = RecusedFrom::Group("spared".parse().unwrap());
        let inspector = id.to_string().parse().unwrap();
        json!(Recusal::new(inspector, from, RecusalGround::Kin))
    };
    let recusals = value["recusals"].as_array_mut().unwrap();
    recusals.extend((101..109).map(recusal));
    Roster::parse(&value.to_string()).unwrap()
}

/// Something is edited after its digest was announced.
#[test]
fn a_frame_roster_or_plan_edited_after_the_announcement() {
    let (story, kept, opening) = honest();
    let randomness = story.seeded().randomness();
    let announcement = story.announcement();
    let draw = |plans: &[(Plan, Frame)]| {
        let mut other = story.clone();
        other.plans = plans.to_vec();
        draw_announced(&announcement, &other.drawings(), &randomness)
    };
    // The frame: one business less, one class changed, another key.
    let edited = |change: &dyn Fn(usize, &str) -> Option<String>, key: u8| {
        let units = units();
        let units: Vec<(String, String)> = units
            .iter()
            .enumerate()
            .filter_map(|(place, (id, label))| Some((id.clone(), change(place, label)?)))
            .collect();
        let units = units.iter().map(|(id, label)| Unit::new(id, label));
        Frame::commit(FrameKey::secret([key; 32]).unwrap(), units).unwrap()
    };
    let same = |_: usize, label: &str| Some(label.to_owned());
    let fewer = |place: usize, label: &str| (place != 3).then(|| label.to_owned());
    let safer = |place: usize, label: &str| {
        Some(if place == 5 {
            "A/1".to_owned()
        } else {
            label.to_owned()
        })
    };
    for (frame, what) in [
        (edited(&fewer, 7), "number of units"),
        (edited(&safer, 7), "frame root"),
        (edited(&same, 30), "frame-key commitment"),
    ] {
        let plans = [
            (story.plans[0].0.clone(), frame.clone()),
            story.plans[1].clone(),
        ];
        let refused = draw(&plans).unwrap_err();
        assert!(
            matches!(&refused, DrawError::Announcement { what: found, .. } if *found == what),
            "{refused}"
        );
        let record = story.records().remove(0);
        let digest = record.digest();
        assert_eq!(
            record.replay(&frame, &digest).unwrap_err().step,
            Step::Frame
        );
    }
    // The plan.
    let rates = "A 10%, B 20%, C 30%, D 41%".parse().unwrap();
    let design = double_random::Design::Rates {
        rates,
        rounding: double_random::sampling::Rounding::Up,
        minimum: 0,
    };
    let other = Plan::builder(plan_id("2024-food"), design)
        .attribute("risk class", double_random::Disclosure::Confidential)
        .attribute("district", double_random::Disclosure::Public)
        .reserves(2)
        .build()
        .unwrap();
    let plans = [
        (other.clone(), story.plans[0].1.clone()),
        story.plans[1].clone(),
    ];
    assert!(matches!(
        draw(&plans),
        Err(DrawError::Announcement { what: "plan", .. })
    ));
    let swapped = forged(&opening, |value| {
        value["plans"][1]["plan"] = serde_json::from_str(other.to_json()).unwrap();
    });
    assert_eq!(
        check(&swapped, &kept, &story).unwrap_err().step,
        Step::Announcement
    );
    // The roster: none, another, or one for a plan that was announced without.
    let one = |plan: &str| (plan_id(plan), roster(11));
    for rosters in [
        [].into(),
        [one("2024-food")].into(),
        [(plan_id("2024-food"), roster(10)), one("2024-fire")].into(),
    ] {
        let mut other = story.clone();
        other.rosters = rosters;
        let refused = draw_announced(&announcement, &other.drawings(), &randomness).unwrap_err();
        assert!(
            matches!(refused, DrawError::Announcement { what: "roster", .. }),
            "{refused}"
        );
        // A record that was made with it stands under another announcement; under this one it diverges.
        let swapped = other
            .records()
            .remove(usize::from(other.rosters.len() == 2));
        let mut value: Value = serde_json::from_str(&swapped.to_json()).unwrap();
        value["announcement"] = json!(announcement);
        let swapped = Record::parse(&value.to_string()).unwrap();
        let frame = story.plans.iter().find(|(plan, _)| plan == swapped.plan());
        let digest = swapped.digest();
        let divergence = swapped.replay(&frame.unwrap().1, &digest).unwrap_err();
        assert_eq!(divergence.step, Step::Announcement);
        assert_eq!(divergence.at, "roster digest");
    }
}

/// Other names are opened than those whose digest was published at the draw.
#[test]
fn names_swapped_between_digest_and_opening() {
    let (story, kept, opening) = honest();
    let names = |value: &mut Value| {
        value["plans"][0]["public"]["names"]
            .as_array_mut()
            .unwrap()
            .clone()
    };
    // One name for another that was not drawn; as many names as before.
    let drawn: BTreeSet<String> = names(&mut serde_json::to_value(&opening).unwrap())
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    let free = units()
        .into_iter()
        .map(|(id, _)| id)
        .find(|id| !drawn.contains(id))
        .unwrap();
    for spared in &drawn {
        let swapped = forged(&opening, |value| {
            let mut names: BTreeSet<String> = drawn
                .iter()
                .filter(|name| *name != spared)
                .cloned()
                .collect();
            names.insert(free.clone());
            value["plans"][0]["public"]["names"] = json!(names);
        });
        assert_eq!(
            check(&swapped, &kept, &story).unwrap_err().step,
            Step::Digest
        );
    }
    // One name less.
    let fewer = forged(&opening, |value| {
        drop(
            value["plans"][0]["public"]["names"]
                .as_array_mut()
                .unwrap()
                .remove(0),
        );
    });
    assert_eq!(check(&fewer, &kept, &story).unwrap_err().step, Step::Sizes);
    // No form where there was one, another confidential form, the forms of two plans exchanged.
    let without = forged(&opening, |value| {
        drop(value["plans"][0].as_object_mut().unwrap().remove("public"));
    });
    assert_eq!(
        check(&without, &kept, &story).unwrap_err().step,
        Step::Digest
    );
    let other = forged(&opening, |value| {
        value["plans"][0]["confidential"] = json!("00".repeat(32));
    });
    assert_eq!(check(&other, &kept, &story).unwrap_err().step, Step::Digest);
    let exchanged = forged(&opening, |value| {
        let form = value["plans"][0]["public"].take();
        value["plans"][0]["public"] = value["plans"][1]["public"].take();
        value["plans"][1]["public"] = form;
    });
    assert_eq!(
        check(&exchanged, &kept, &story).unwrap_err().step,
        Step::Announcement
    );
    // An opening in which nothing that was published before differs, but not the one in the journal.
    let mut another = published(&kept, &story);
    let opened = another.story.as_mut().unwrap().opened.as_mut().unwrap();
    opened.opening = Digest::of(b"another");
    assert_eq!(opening.check(&another).unwrap_err().step, Step::Journal);
    let other_seed = forged(&opening, |value| value["seed"] = json!("00".repeat(32)));
    assert_eq!(
        check(&other_seed, &kept, &story).unwrap_err().step,
        Step::Seed
    );
}

/// A slip for a class that the business does not have, for somebody else, or from another frame.
#[test]
fn a_forged_slip() {
    let (story, mut kept, opening) = honest();
    let record = &story.records()[0];
    let (id, frame) = (plan_id("2024-food"), &story.plans[0].1);
    let drawn = record.selected().last().unwrap();
    let slip = kept.slip("2024-food", frame, &drawn.id);
    let checked = check(&opening, &kept, &story).unwrap();
    assert_eq!(
        checked.case(&id, &slip, None).unwrap().verdict(),
        Verdict::Drawn
    );

    let edited = |change: &dyn Fn(&mut Slip)| {
        let mut slip = slip.clone();
        change(&mut slip);
        checked
            .case(&id, &slip, None)
            .map_err(|divergence| divergence.step)
    };
    assert_eq!(
        edited(&|slip| slip.leaf.stratum = "A/0".parse().unwrap()),
        Err(Step::Frame)
    );
    assert_eq!(
        edited(&|slip| slip.leaf.id = "91532300000000001".parse().unwrap()),
        Err(Step::Frame)
    );
    assert_eq!(
        edited(&|slip| slip.leaf.token = "000000000000000000000000".parse().unwrap()),
        Err(Step::Frame)
    );
    assert_eq!(edited(&|slip| slip.leaf.size = 2), Err(Step::Frame));
    assert_eq!(edited(&|slip| slip.proof.index += 1), Err(Step::Frame));
    assert_eq!(edited(&|slip| slip.proof.count += 1), Err(Step::Frame));
    assert_eq!(
        edited(&|slip| slip.proof.path.truncate(1)),
        Err(Step::Frame)
    );
    // A slip of the other plan's frame, and one that nobody granted.
    let mut other = Kept::drawn(&story);
    let foreign = other.slip("2024-fire", &story.plans[1].1, &drawn.id);
    assert_eq!(
        checked.case(&id, &foreign, None).unwrap_err().step,
        Step::Frame
    );
    let matter = double_random::journal::Matter::Slip {
        unit: drawn.id.clone(),
    };
    let sealed = Kept::seal("2024-food", matter);
    let refused = kept
        .journal
        .grant_slip(moment(OPENED), &sealed, &story.plans[1].1);
    assert!(matches!(refused, Err(JournalError::Slip { .. })));
    assert!(frame.open_slip(&drawn.id).is_none());
}

/// A business that should have been drawn and was not finds it, and the reverse.
#[test]
fn every_business_finds_its_own_case() {
    let (story, mut kept, opening) = honest();
    let checked = check(&opening, &kept, &story).unwrap();
    let (id, frame, record) = (plan_id("2024-food"), &story.plans[0].1, &story.records()[0]);
    let names: BTreeSet<&str> = record
        .selected()
        .iter()
        .map(|unit| unit.id.as_str())
        .collect();
    let mut found = [0; 3];
    for leaf in frame.leaves() {
        let slip = kept.slip("2024-food", frame, &leaf.id);
        let line = record
            .strata()
            .iter()
            .find(|outcome| outcome.stratum == leaf.stratum);
        let case = checked.case(&id, &slip, line).unwrap();
        let verdict = case.verdict();
        let place = match verdict {
            Verdict::Drawn => 0,
            Verdict::NotDrawn => 1,
            Verdict::NotEligible => 2,
            other => panic!("{other:?}"),
        };
        found[place] += 1;
        assert_eq!(verdict == Verdict::Drawn, names.contains(leaf.id.as_str()));
    }
    assert_eq!(found.iter().sum::<usize>(), units().len());
    assert!(found.iter().all(|count| *count > 5));
    // The office leaves out one name, and publishes a digest that goes with it.
    let omitted = record.selected().last().unwrap();
    let mut published = published(&kept, &story);
    let forged = forged(&opening, |value| {
        let names = value["plans"][1]["public"]["names"].as_array_mut().unwrap();
        for name in names
            .iter_mut()
            .filter(|name| **name == omitted.id.as_str())
        {
            *name = json!("915323000000099999");
        }
        names.sort_by_key(Value::to_string);
    });
    let public = Digest::of(
        forged.plans()[1]
            .public
            .as_ref()
            .unwrap()
            .to_json()
            .as_bytes(),
    );
    let digest = double_random::draw::record_digest(&public, &forged.plans()[1].confidential);
    published.digests.insert(id.clone(), digest);
    published.story = None;
    let checked = forged.check(&published).unwrap();
    let slip = kept.slip("2024-food", frame, &omitted.id);
    assert_eq!(
        checked.case(&id, &slip, None).unwrap_err().step,
        Step::Selection
    );
}

/// The end of a journal is cut off, with what came after the draw.
#[test]
fn a_cut_off_journal() {
    let (_, kept, _) = honest();
    let head = kept.journal.head();
    for left in 0..kept.lines.len() {
        let fault = Journal::verify(kept.texts().into_iter().take(left), &head).unwrap_err();
        assert_eq!(fault, JournalFault::Cut { lines: left });
    }
}

/// One plan is opened alone, and with another seed than the one that follows later.
#[test]
fn one_plan_opened_with_another_seed() {
    let (story, kept, opening) = honest();
    let record = &story.records()[0];
    let alone = PlanOpening::of(record);
    let checked = alone.check(&published(&kept, &story)).unwrap();
    assert!(
        checked.seed().is_none()
            && checked
                .to_string()
                .contains("ask again when everything is open")
    );
    let whole = check(&opening, &kept, &story).unwrap();
    assert_eq!(whole.confirms(&alone), Ok(()));
    let mut value = serde_json::to_value(&alone).unwrap();
    value["targets"] = json!("00".repeat(32));
    let forged = PlanOpening::parse(&value.to_string()).unwrap();
    assert!(forged.check(&published(&kept, &story)).is_ok());
    assert_eq!(whole.confirms(&forged).unwrap_err().step, Step::Seed);
}

/// The transcript, the journal and the sealed grounds tell different stories.
#[test]
fn a_transcript_or_a_ground_of_another_story() {
    let (story, kept, _) = honest();
    let opened = story.opened();
    let told = |from: &str, to: &str| {
        let text = opened.to_json().replace(from, to);
        let transcript = Transcript::parse(&text).unwrap();
        audited(&story, &kept, transcript).unwrap_err().step
    };
    for (from, to) in [
        (ANNOUNCED, "2024-06-03T09:00:01+08:00"),
        (CLOSED, "2024-06-11T10:00:00+08:00"),
        (RECORDED, "2024-06-12T10:00:01+08:00"),
        (OPENED, "2024-12-21T09:00:00+08:00"),
    ] {
        assert_eq!(told(from, to), Step::Journal, "{from}");
    }
    let not_yet = story.recorded().transcript().clone();
    assert_eq!(
        audited(&story, &kept, not_yet).unwrap_err().step,
        Step::Journal
    );
    let sealed = |sealed: Vec<_>| {
        audit(replayed(&story), opened.clone(), &kept.journal, &sealed)
            .map_err(|divergence| divergence.step)
    };
    assert_eq!(sealed(vec![]).unwrap_err(), Step::Journal);
    let extra = Kept::seal(
        "2024-food",
        double_random::journal::Matter::Slip {
            unit: story.records()[0].selected()[0].id.clone(),
        },
    );
    assert_eq!(
        sealed(vec![kept.sealed[0].clone(), extra]).unwrap_err(),
        Step::Journal
    );
    assert_eq!(
        sealed(vec![kept.sealed[0].clone(), kept.sealed[0].clone()]).unwrap_err(),
        Step::Journal
    );
    // Records of another story, or one record less.
    let mut fewer = replayed(&story);
    fewer.pop();
    assert_eq!(
        audit(fewer, opened.clone(), &kept.journal, &kept.sealed)
            .unwrap_err()
            .step,
        Step::Announcement
    );
}

/// What came late, or was tried before, is told with the result.
#[test]
fn an_opening_that_comes_late_or_from_an_attempt() {
    let mut story = Story::new(Journal::new().head());
    story.terms.open_by = "2024-12-19".parse().unwrap();
    let mut kept = Kept::drawn(&story);
    let opening = kept.open(&story);
    let reason = "the frame had been exported twice".parse().unwrap();
    let announcement = story.announcement().digest();
    kept.append(
        OPENED,
        Event::Lapsed {
            announcement,
            reason,
        },
    )
    .unwrap();
    let says = check(&opening, &kept, &story).unwrap().to_string();
    assert!(says.contains("opened late, at 2024-12-20"), "{says}");
    assert!(
        says.contains("this announcement is itself an attempt: the frame had been exported twice"),
        "{says}"
    );
}

/// The journal's opening names other nonces or values than the opening itself.
#[test]
fn an_opening_beside_the_one_in_the_journal() {
    let (story, kept, opening) = honest();
    let mut other = published(&kept, &story);
    let opened = other.story.as_mut().unwrap().opened.as_mut().unwrap();
    opened
        .values
        .insert("beacon".parse().unwrap(), "another value".parse().unwrap());
    assert_eq!(opening.check(&other).unwrap_err().step, Step::Journal);
}

/// Where no names are published, nobody is told that a business was drawn.
#[test]
fn a_case_without_published_names() {
    let mut story = Story::new(Journal::new().head());
    // One class alone has a rate, so its names would give it away.
    let rates = "A 0%, B 0%, C 0%, D 40%".parse().unwrap();
    let rounding = double_random::sampling::Rounding::Up;
    let design = double_random::Design::Rates {
        rates,
        rounding,
        minimum: 0,
    };
    let plan = Plan::builder(plan_id("2024-food"), design)
        .attribute("risk class", double_random::Disclosure::Confidential)
        .attribute("district", double_random::Disclosure::Public);
    story.plans = vec![(plan.build().unwrap(), frame(7))];
    let mut kept = Kept::drawn(&story);
    let opening = kept.open(&story);
    let checked = check(&opening, &kept, &story).unwrap();
    let record = &story.records()[0];
    let drawn = &record.selected()[0];
    let slip = kept.slip("2024-food", &story.plans[0].1, &drawn.id);
    let untold = checked.case(record.plan().id(), &slip, None).unwrap();
    assert_eq!(untold.verdict(), Verdict::NotToTell);
    let line = record
        .strata()
        .iter()
        .find(|outcome| outcome.stratum == drawn.stratum);
    let case = checked.case(record.plan().id(), &slip, line).unwrap();
    assert_eq!(case.verdict(), Verdict::Drawn);
    let says = case.to_string();
    assert!(
        !says.contains("and it was") && says.contains("the names are not published"),
        "{says}"
    );
    assert!(says.contains("the office told it"), "{says}");
}

/// A slip that was granted for one frame, taken from another in which the business stands in another class.
#[test]
fn a_slip_granted_for_another_frame() {
    let (story, mut kept, _) = honest();
    let unit = story.records()[0].selected()[0].id.clone();
    let matter = double_random::journal::Matter::Slip { unit };
    let sealed = Kept::seal("2024-food", matter);
    let frames = [&story.plans[0].1, &story.plans[1].1];
    let (_, grant) = kept
        .journal
        .grant_slip(moment(OPENED), &sealed, frames[0])
        .unwrap();
    assert!(frames[0].slip(&grant).is_some() && frames[1].slip(&grant).is_none());
    assert_eq!(grant.approval().approver.as_str(), "州局信用监管科");
}
