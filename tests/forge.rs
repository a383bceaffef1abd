//! What a drawing office tried, and how each try is refused or told. What `attacks.rs` and `journal.rs` have is not here again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod story;

use double_random::ceremony::{CeremonyError, Step as Taking};
use double_random::chance::announcement::TermsError;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::RandomnessError;
use double_random::chance::source::SourceError;
use double_random::chance::{Announcement, Randomness};
use double_random::check::{Checked, Opening, PlanOpening, Published, audit};
use double_random::digest::Digest;
use double_random::draw::{Divergence, DrawError, PublicForm, Record, Replayed, Step};
use double_random::draw::{StratumOutcome, draw, draw_announced, record_digest};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::{Ground, NameError, PlanId, SourceForm, SourceValue};
use double_random::journal::{Event, EventKind, Journal, JournalError, Matter, State};
use double_random::plan::{Disclosure, Plan};
use double_random::sampling::Rounding;
use double_random::{Design, calendar};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use story::*;

fn story() -> Story {
    Story::new(Journal::new().head())
}

/// Another story in the same journal.
fn another(kept: &Kept, id: &str, key: u8) -> Story {
    let mut story = Story::new(kept.journal.head());
    story.plans = vec![(plan(id), frame(key))];
    story.change_nonces(90);
    story.change_sources("2024070");
    story
}

fn announced(story: &Story, succeeds: Option<Digest>) -> Event {
    let announcement = story.announcement();
    Event::Announced {
        announcement,
        succeeds,
    }
}

fn closed(story: &Story) -> Event {
    let transcript = story.recorded().transcript().clone();
    Event::Closed {
        announcement: story.announcement().digest(),
        closing: transcript.closing().unwrap(),
    }
}

fn recorded(story: &Story) -> Event {
    let transcript = story.recorded().transcript().clone();
    Event::Recorded {
        announcement: story.announcement().digest(),
        digests: transcript.digests().clone(),
    }
}

fn lapsed(story: &Story, reason: &str) -> Event {
    Event::Lapsed {
        announcement: story.announcement().digest(),
        reason: reason.parse().unwrap(),
    }
}

fn published(kept: &Kept, story: &Story) -> Published {
    Published::in_journal(&kept.journal, &story.announcement().digest()).unwrap()
}

fn opening(story: &Story) -> Opening {
    let records = story.records();
    Opening::of(&records.iter().collect::<Vec<_>>()).unwrap()
}

fn replayed(story: &Story) -> Vec<Replayed<Record>> {
    let replay = |(record, (_, frame)): (Record, &(Plan, Frame))| {
        let digest = record.digest();
        record.replay(frame, &digest).unwrap()
    };
    let records = story.records().into_iter();
    records.zip(&story.plans).map(replay).collect()
}

/// The opening of the first plan with something changed in its text.
fn forged_alone(story: &Story, change: impl Fn(&mut Value)) -> PlanOpening {
    let mut value = serde_json::to_value(PlanOpening::of(&story.records()[0])).unwrap();
    change(&mut value);
    PlanOpening::parse(&value.to_string()).unwrap()
}

/// A plan and its record, drawn without ceremony, from units `a000` and so on of these strata.
fn simple(design: Design, classes: Option<Disclosure>, strata: &[&str]) -> (Plan, Frame, Record) {
    let plan = Plan::builder(plan_id("p"), design);
    let plan = match classes {
        Some(disclosure) => plan.attribute("class", disclosure),
        None => plan,
    };
    let plan = plan.build().unwrap();
    let ids: Vec<String> = (0..strata.len())
        .map(|unit| format!("a{unit:03}"))
        .collect();
    let units = ids
        .iter()
        .zip(strata)
        .map(|(id, label)| Unit::new(id, label));
    let frame = Frame::commit(FrameKey::secret([70; 32]).unwrap(), units).unwrap();
    let records = draw(&[(&plan, &frame)], &Randomness::declared([1; 32]));
    let record = records.unwrap().remove(0);
    (plan, frame, record)
}

fn rates(rates: &str) -> Design {
    Design::Rates {
        rates: rates.parse().unwrap(),
        rounding: Rounding::Up,
        minimum: 0,
    }
}

/// The check of an opening with another public form, for which the office published the digest.
fn with_form(record: &Record, change: impl Fn(&mut Value)) -> Result<Checked, Divergence> {
    let mut value = serde_json::to_value(Opening::of(&[record]).unwrap()).unwrap();
    change(&mut value["plans"][0]);
    let opening = Opening::parse(&value.to_string()).unwrap();
    let opened = &opening.plans()[0];
    let public = opened.public.as_ref().map(PublicForm::to_json);
    let public = Digest::of(public.as_deref().unwrap_or("{}").as_bytes());
    let digest = record_digest(&public, &opened.confidential);
    let digests: BTreeMap<PlanId, Digest> = [(opened.plan.id().clone(), digest)].into();
    opening.check(&Published::new(
        record.announcement().clone(),
        None,
        digests,
    ))
}

fn refused(answer: Result<Checked, Divergence>, step: Step, at: &str) {
    let divergence = answer.unwrap_err();
    assert_eq!((divergence.step, divergence.at.as_str()), (step, at));
}

// What comes too early or too late.

#[test]
fn a_record_before_the_values_is_refused() {
    let story = story();
    let mut kept = Kept::new();
    for event in [announced(&story, None), closed(&story)] {
        kept.append(ANNOUNCED, event).unwrap();
    }
    let early = kept.append(CLOSED, recorded(&story));
    assert!(matches!(early, Err(JournalError::RecordEarly { .. })));
    kept.append(KNOWN, recorded(&story)).unwrap();
}

#[test]
fn a_void_after_the_values_is_refused() {
    let all_in = story().all_in();
    let reason = || "a contributor did not come".parse::<Ground>().unwrap();
    let void = all_in.void(reason(), moment(KNOWN));
    assert!(matches!(void, Err(CeremonyError::KnownAlready { .. })));
    let step = Taking::Lapse { reason: reason() };
    assert!(all_in.transcript().step(moment(KNOWN), step).is_ok());
}

#[test]
fn terms_that_want_the_record_before_the_values_are_refused() {
    let story = story();
    let announce = |change: &dyn Fn(&mut Story)| {
        let mut changed = story.clone();
        change(&mut changed);
        Announcement::with_terms(story.announcement().plans().clone(), changed.terms)
    };
    let early = announce(&|story| story.terms.record_by = moment(CLOSED));
    assert!(matches!(early, Err(TermsError::RecordEarly { .. })));
    let never = announce(&|story| {
        let form = lottery().form().unwrap();
        let form = form.as_str().replace("known from 2024", "known from 2999");
        story.terms.sources = [("lottery".parse().unwrap(), form.parse().unwrap())].into();
    });
    assert!(matches!(never, Err(TermsError::RecordEarly { .. })));
}

#[test]
fn a_reserve_after_the_opening_is_refused() {
    let story = story();
    let record = &story.records()[0];
    let leaves = record.selected()[0].id.clone();
    let comes = None;
    let late = Kept::seal("2024-food", Matter::Reserve { leaves, comes });
    let out_of_order = |kept: &mut Kept, state| {
        let refused = kept.journal.append_sealed(moment(OPENED), &late);
        let event = EventKind::Reserve;
        let wanted = JournalError::OutOfOrder { event, state };
        assert_eq!(refused, Err(wanted));
    };
    let mut kept = Kept::drawn(&story);
    kept.open(&story);
    out_of_order(&mut kept, State::Opened);
    // Nor when its own plan is open.
    let mut kept = Kept::drawn(&story);
    let opening = PlanOpening::of(record).document().unwrap().digest();
    let plan = plan_id("2024-food");
    kept.append(VISITS, Event::PlanOpened { plan, opening })
        .unwrap();
    out_of_order(&mut kept, State::Recorded);
}

// Tries.

#[test]
fn a_parallel_try_is_counted() {
    let mut kept = Kept::new();
    let disliked = another(&kept, "2024-food-a", 20);
    for event in [announced(&disliked, None), closed(&disliked)] {
        kept.append(ANNOUNCED, event).unwrap();
    }
    let story = Story::new(kept.journal.head());
    kept.draw(&story, None);
    let opening = kept.open(&story);
    let says = opening.check(&published(&kept, &story)).unwrap();
    let says = says.to_string();
    assert!(says.contains("one of the 1 other announcements"), "{says}");
}

#[test]
fn a_declared_draw_in_the_place_of_a_ceremony_is_told() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    kept.append(RECORDED, lapsed(&story, "redone")).unwrap();
    let (_, _, record) = simple(rates("A 50%"), Some(Disclosure::Public), &["A", "A"]);
    let (announcement, digest) = (
        record.announcement().clone(),
        record.announcement().digest(),
    );
    let plan = record.plan().id().clone();
    let events = [
        Event::Announced {
            announcement,
            succeeds: Some(story.announcement().digest()),
        },
        Event::Recorded {
            announcement: digest,
            digests: [(plan, record.digest())].into(),
        },
    ];
    for event in events {
        kept.append(RECORDED, event).unwrap();
    }
    let published = Published::in_journal(&kept.journal, &digest).unwrap();
    let says = Opening::of(&[&record]).unwrap().check(&published);
    let says = says.unwrap().to_string();
    assert!(says.contains("not checked: ") && says.contains("who chose the randomness"));
    assert!(says.contains("when somebody may have known the result: redone"));
}

#[test]
fn one_issue_in_another_spelling_is_refused() {
    let kept = Kept::drawn(&story());
    let mut again = another(&kept, "2025-food", 9);
    let form = lottery().form().unwrap();
    let form = form.as_str().replace("issue 2024066", "issue 02024066");
    again.terms.sources = [("lottery".parse().unwrap(), form.parse().unwrap())].into();
    let used = kept
        .journal
        .clone()
        .append(moment(RECORDED), announced(&again, None));
    assert!(matches!(used, Err(JournalError::SourceUsed { .. })));
}

#[test]
fn one_nonce_of_two_contributors_is_refused() {
    let mut story = story();
    story.nonces = vec![(AUDIT, 5), (OFFICE, 5)];
    story.commit();
    let values = story.values.iter();
    let values = values.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let randomness = Randomness::Contributed {
        nonces: [AUDIT, OFFICE]
            .map(|name| (contributor(name), nonce(5)))
            .into(),
        values: values.collect(),
    };
    let refused = draw_announced(&story.announcement(), &story.drawings(), &randomness);
    let shared = |error: &RandomnessError| matches!(error, RandomnessError::Shared { .. });
    assert!(matches!(refused, Err(DrawError::Randomness(error)) if shared(&error)));
}

#[test]
fn a_nonce_that_served_before_is_told_and_does_not_stop_the_opening() {
    let first = story();
    let mut kept = Kept::new();
    kept.append(ANNOUNCED, announced(&first, None)).unwrap();
    let mut second = another(&kept, "2025-food", 9);
    second.nonces = vec![("a tame institute", 5), ("another", 60)];
    second.commit();
    kept.append(ANNOUNCED, announced(&second, None)).unwrap();
    for story in [&first, &second] {
        kept.append(CLOSED, closed(story)).unwrap();
    }
    for story in [&first, &second] {
        kept.append(RECORDED, recorded(story)).unwrap();
    }
    kept.open(&first);
    let opening = kept.open(&second);
    let says = opening.check(&published(&kept, &second)).unwrap();
    let wanted = "the nonce of `a tame institute` had served before";
    assert_eq!(says.remarks(), [wanted]);
}

// Texts that look like others.

#[test]
fn a_form_that_looks_understood_is_refused() {
    let (story, real) = (story(), lottery().form().unwrap());
    for looks in [
        "double\u{2010}random",
        "Double-random",
        "d\u{43E}uble-random",
    ] {
        let mut terms = story.terms.clone();
        let form = real.as_str().replacen("double-random", looks, 1);
        terms.sources = [("lottery".parse().unwrap(), form.parse().unwrap())].into();
        let plans = story.announcement().plans().clone();
        let refused = Announcement::with_terms(plans, terms);
        assert!(matches!(refused, Err(TermsError::Form { .. })), "{looks}");
    }
}

#[test]
fn a_space_that_makes_another_game_of_one_is_refused() {
    for game in ["排列五 ", " 排列五"] {
        let urns = vec![Urn::new(1, 0, 9999).unwrap()];
        let lottery = Lottery::new(game, "2024066", moment(KNOWN), urns, "none");
        assert!(matches!(
            lottery,
            Err(SourceError::Form { .. } | SourceError::Name(_))
        ));
    }
}

#[test]
fn letters_that_look_alike_are_refused_in_a_value() {
    for (letter, alike) in [('a', "\u{430}"), ('c', "\u{441}"), ('e', "\u{435}")] {
        let value = story().values[1].1.replacen(letter, alike, 1);
        let refused = value.parse::<SourceValue>();
        assert!(
            matches!(refused, Err(NameError::Alphabet { .. })),
            "{alike}"
        );
    }
    // A form may be in any language.
    assert!("第1000轮，а, с, е".parse::<SourceForm>().is_ok());
}

#[test]
fn a_blank_reason_is_refused() {
    for blank in [" ", "\u{3000}"] {
        let refused = blank.parse::<Ground>();
        assert!(matches!(refused, Err(NameError::OuterSpace { .. })));
    }
    let refused = "\u{200B}".parse::<Ground>();
    assert!(matches!(refused, Err(NameError::Unseen { .. })));
}

#[test]
fn an_offset_beyond_a_day_is_refused() {
    let refused = "2024-06-12T22:15:00+25:00".parse::<calendar::Moment>();
    assert!(refused.is_err());
}

// Forms and sizes.

#[test]
fn an_opening_that_withholds_what_is_public_is_refused() {
    let design = rates("A 50%, D 50%");
    let (_, _, record) = simple(design, Some(Disclosure::Public), &["A", "A", "D", "D"]);
    let without = with_form(&record, |plan| {
        drop(plan.as_object_mut().unwrap().remove("public"));
    });
    refused(without, Step::Digest, "public form");
}

#[test]
fn sizes_that_do_not_go_together_are_refused() {
    let design = rates("A 50%, D 50%");
    let (_, _, record) = simple(design, Some(Disclosure::Public), &["A", "A", "D", "D"]);
    let others = |names: Value, sample: u64, units: u64| {
        with_form(&record, |plan| {
            plan["public"]["names"] = names.clone();
            plan["public"]["strata"] = json!([]);
            plan["public"]["others"] = json!({"sample": sample, "units": units});
        })
    };
    // Two names of no unit; four units at 50%, of which none was drawn.
    let none = others(json!(["a000", "a001"]), 2, 0);
    refused(none, Step::Sizes, "public form: others");
    let nobody = others(json!([]), 0, 4);
    refused(nobody, Step::Sizes, "public form: units of others");
}

#[test]
fn a_sum_that_no_rate_gives_is_refused() {
    let classes = Some(Disclosure::Confidential);
    let (mut up, mut down) = (rates("A 50%, D 25%"), rates("A 50%, D 25%"));
    for (design, round) in [(&mut up, Rounding::Up), (&mut down, Rounding::Down)] {
        let Design::Rates { rounding, .. } = design else {
            panic!()
        };
        *rounding = round;
    }
    for (design, wrong) in [(up, 1), (down, 5)] {
        let strata = ["A", "A", "A", "A", "D", "D", "D", "D"];
        let (_, _, record) = simple(design, classes, &strata);
        let told = |sample: usize| {
            with_form(&record, |plan| {
                let names = (0..sample).map(|unit| format!("a{unit:03}"));
                plan["public"]["names"] = json!(names.collect::<Vec<_>>());
                plan["public"]["strata"] = json!([]);
                plan["public"]["others"] = json!({"sample": sample, "units": 8});
            })
        };
        refused(told(wrong), Step::Sizes, "public form: sample of others");
        assert!(told(3).is_ok());
    }
}

#[test]
fn sizes_that_must_not_be_told_are_refused() {
    let ticket = "0000000000000001";
    let batch = std::num::NonZeroU64::new(2).unwrap();
    let (_, _, order) = simple(Design::Order { batch }, None, &["A", "D"]);
    let dormant = with_form(&order, |plan| {
        let line = json!({"sample": 2, "stratum": "-dormant", "threshold": ticket, "units": 2});
        plan["public"]["others"] = json!({"sample": 0, "units": 0});
        plan["public"]["strata"] = json!([line]);
    });
    refused(dormant, Step::Sizes, "public form: strata");
    // One class of a cell alone: everyone would read of which class its names are.
    let confidential = Some(Disclosure::Confidential);
    let (_, _, record) = simple(rates("A 50%, D 10%"), confidential, &["A", "A", "D"]);
    let alone = with_form(&record, |plan| {
        let line = json!({"sample": 1, "stratum": "A", "threshold": ticket, "units": 2});
        plan["public"]["names"] = json!(["a000"]);
        plan["public"]["others"] = json!({"sample": 0, "units": 1});
        plan["public"]["strata"] = json!([line]);
    });
    refused(alone, Step::Sizes, "public form: strata");
}

// A business's own case.

#[test]
fn a_line_that_the_plan_refutes_is_refused() {
    let strata = ["A", "A", "D", "D", "D", "D"];
    let confidential = Some(Disclosure::Confidential);
    let (plan, frame, record) = simple(rates("A 0%, D 50%"), confidential, &strata);
    let checked = with_form(&record, |_| {}).unwrap();
    let says = checked.to_string();
    assert!(!says.contains("sizes go together"));
    assert!(says.contains("anything of the draw of p, of which no names are published"));
    let mut kept = Kept::new();
    let event = Event::Announced {
        announcement: record.announcement().clone(),
        succeeds: None,
    };
    kept.append(ANNOUNCED, event).unwrap();
    let slip = kept.slip("p", &frame, &record.selected()[0].id);
    let told = |sample: u64, units: u64| {
        let line = json!({"sample": sample, "stratum": "D", "threshold": null, "units": units});
        let line: StratumOutcome = serde_json::from_value(line).unwrap();
        checked
            .case(plan.id(), &slip, Some(&line))
            .unwrap_err()
            .step
    };
    // 50% of any number is not 0, and there are 6 units in all.
    for (sample, units) in [(0, 4), (0, 1), (0, 1_000_000), (0, 0)] {
        assert_eq!(told(sample, units), Step::Sizes, "{sample} of {units}");
    }
}

#[test]
fn a_stratum_that_the_form_denies_is_missed_by_its_business() {
    let design = rates("A 50%, D 50%");
    let (plan, frame, record) = simple(design, Some(Disclosure::Public), &["A", "A", "D", "D"]);
    let drawn = record.selected().last().unwrap();
    assert_eq!(drawn.stratum.as_str(), "D");
    let checked = with_form(&record, |plan| {
        drop(plan["public"]["strata"].as_array_mut().unwrap().pop());
        plan["public"]["names"] = json!([record.selected()[0].id.as_str()]);
    });
    let mut kept = Kept::new();
    let event = Event::Announced {
        announcement: record.announcement().clone(),
        succeeds: None,
    };
    kept.append(ANNOUNCED, event).unwrap();
    let slip = kept.slip("p", &frame, &drawn.id);
    let case = checked.unwrap().case(plan.id(), &slip, None);
    assert_eq!(case.unwrap_err().step, Step::Sizes);
}

#[test]
fn a_case_under_a_seed_that_nobody_checked_says_so() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let record = &story.records()[0];
    let slip = kept.slip("2024-food", &story.plans[0].1, &record.selected()[0].id);
    let checked = PlanOpening::of(record).check(&published(&kept, &story));
    let case = checked.unwrap().case(record.plan().id(), &slip, None);
    let says = case.unwrap().to_string();
    let wanted =
        "whether the targets' seed follows from the draw seed: ask again when everything is open";
    assert!(says.contains(wanted), "{says}");
}

// Openings beside each other.

#[test]
fn an_opening_of_one_plan_confirms_nothing() {
    let story = story();
    let kept = Kept::drawn(&story);
    let alone = PlanOpening::of(&story.records()[0]);
    let checked = alone.check(&published(&kept, &story)).unwrap();
    assert_eq!(checked.confirms(&alone).unwrap_err().step, Step::Seed);
}

#[test]
fn an_earlier_opening_of_another_plan_or_form_is_not_confirmed() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let whole = kept.open(&story).check(&published(&kept, &story)).unwrap();
    for (place, other) in [
        ("/plan/confidential", json!("00".repeat(32))),
        ("/plan/plan/reserves", json!(7)),
    ] {
        let forged = forged_alone(&story, |value| {
            *value.pointer_mut(place).unwrap() = other.clone();
        });
        let divergence = whole.confirms(&forged).unwrap_err();
        assert_eq!(divergence.step, Step::Digest, "{place}");
    }
}

#[test]
fn an_earlier_opening_that_does_not_follow_is_found_by_everyone() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let forged = forged_alone(&story, |value| value["targets"] = json!("00".repeat(32)));
    let opening = forged.document().unwrap().digest();
    let plan = plan_id("2024-food");
    kept.append(
        VISITS,
        Event::PlanOpened {
            plan: plan.clone(),
            opening,
        },
    )
    .unwrap();
    let whole = kept.open(&story);
    refused(
        whole.check(&published(&kept, &story)),
        Step::Journal,
        "opening",
    );
    // The auditor finds it, too.
    let opened = story.recorded().transcript().clone();
    let opened = opened.step(moment(VISITS), Taking::OpenPlan { plan });
    let opened = opened
        .unwrap()
        .step(moment(OPENED), Taking::Open {})
        .unwrap();
    let found = audit(replayed(&story), opened, &kept.journal, &[]).unwrap_err();
    assert_eq!(
        (found.step, found.at.as_str()),
        (Step::Journal, "opening of `2024-food`")
    );
}

#[test]
fn another_opening_or_reason_in_the_journal_is_found_by_the_auditor() {
    let story = story();
    let open = |change: &dyn Fn(&mut Event)| {
        let mut kept = Kept::drawn(&story);
        let lapse = lapsed(&story, "the machine was down");
        kept.append(RECORDED, lapse).unwrap();
        let mut event = opened(&story, &opening(&story));
        change(&mut event);
        kept.append(OPENED, event).unwrap();
        kept
    };
    let audited = |kept: &Kept, reason: &str| {
        let transcript = story
            .recorded()
            .lapse(reason.parse().unwrap(), moment(RECORDED));
        let transcript = transcript.unwrap().open(moment(OPENED)).unwrap();
        let audited = audit(replayed(&story), transcript, &kept.journal, &[]);
        audited.map(|_| ()).map_err(|found| (found.step, found.at))
    };
    let found = |at: &str| Err((Step::Journal, at.to_owned()));
    let honest = open(&|_| {});
    assert_eq!(audited(&honest, "the machine was down"), Ok(()));
    let other = audited(&honest, "the mayor's brother was drawn");
    assert_eq!(other, found("reason of the lapse"));
    let nothing = open(&|event| {
        let Event::Opened { opening, .. } = event else {
            panic!()
        };
        *opening = Digest::of(b"an opening of nothing");
    });
    assert_eq!(audited(&nothing, "the machine was down"), found("opening"));
    let others = open(&|event| {
        let Event::Opened { values, .. } = event else {
            panic!()
        };
        values.insert(
            "lottery".parse().unwrap(),
            "1.2.3.4.5.6./7./".parse().unwrap(),
        );
    });
    let others = audited(&others, "the machine was down");
    assert_eq!(others, found("opened nonces and values"));
}

#[test]
fn an_opening_that_the_journal_does_not_hold_yet_says_so() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let says = |kept: &Kept| {
        let checked = opening(&story).check(&published(kept, &story));
        checked.unwrap().to_string()
    };
    let wanted = "whether this opening was published: the journal does not note one yet";
    assert!(says(&kept).contains(wanted));
    // Of one plan it holds the opening, of the other it does not.
    let alone = story
        .records()
        .iter()
        .map(PlanOpening::of)
        .collect::<Vec<_>>();
    let plan = plan_id("2024-food");
    let opening = alone[0].document().unwrap().digest();
    kept.append(VISITS, Event::PlanOpened { plan, opening })
        .unwrap();
    for (alone, untold) in alone.iter().zip([false, true]) {
        let checked = alone.check(&published(&kept, &story)).unwrap();
        assert_eq!(checked.to_string().contains(wanted), untold);
    }
    kept.open(&story);
    assert!(!says(&kept).contains(wanted));
}

#[test]
fn whoever_has_no_journal_is_told_what_only_a_journal_tells() {
    let story = story();
    let transcript = story.recorded().transcript().clone();
    let (closing, digests) = (transcript.closing(), transcript.digests().clone());
    let bare = Published::new(story.announcement(), closing, digests);
    let says = opening(&story).check(&bare).unwrap().to_string();
    let (_, open) = says.split_once("not checked: ").unwrap();
    assert!(open.contains("whether all was public at the moments told"));
    assert!(open.contains("whether there were other attempts"));
    assert!(open.contains("whether the values of `beacon` are written as their forms say"));
}

// What is sealed or secret.

#[test]
fn a_sealed_document_behind_two_events_is_refused() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let matter = Matter::Replacement {
        department: "d".parse().unwrap(),
        target: story.records()[0].selected()[0].id.clone(),
        leaves: "x".parse().unwrap(),
        comes: None,
        count: 1,
    };
    let document = Kept::seal("2024-food", matter);
    let sealed = document.digest();
    let mut append = || {
        kept.journal
            .append_sealed(moment(VISITS), &document)
            .map(drop)
    };
    assert_eq!(append(), Ok(()));
    assert_eq!(append(), Err(JournalError::SealedTwice { sealed }));
}

/// The auditor has no frame to look a business up in.
#[test]
fn a_slip_of_nobody_is_told_as_not_checked() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let unit = "nobody".parse().unwrap();
    let slip = Kept::seal("2024-food", Matter::Slip { unit });
    let frame = &story.plans[0].1;
    let granted = kept.journal.grant_slip(moment(VISITS), &slip, frame);
    assert!(matches!(granted, Err(JournalError::Slip { .. })));
    kept.journal.append_sealed(moment(VISITS), &slip).unwrap();
    let transcript = story.recorded().transcript().clone();
    let audited = audit(replayed(&story), transcript, &kept.journal, &[slip]);
    let says = audited.unwrap().strength().to_string();
    let (_, open) = says.split_once("not checked: ").unwrap();
    assert!(open.contains("whether slips were handed to businesses of the frame"));
}

#[test]
fn nothing_secret_is_printed() {
    let story = story();
    let record = story.records().remove(0);
    let drawn = record.selected()[0].clone();
    let frame = &story.plans[0].1;
    let leaf = frame.leaf(0).unwrap();
    let sealed = Kept::seal(
        "2024-food",
        Matter::Slip {
            unit: drawn.id.clone(),
        },
    );
    let (id, digest) = (record.plan().id(), record.digest());
    assert_eq!(format!("{record:?}"), format!("Record({id}, {digest})"));
    assert_eq!(
        format!("{drawn:?} {leaf:?} {:?}", drawn.token),
        "Selected(rank 1) Leaf(…) Token(…)"
    );
    assert_eq!(
        format!("{sealed:?}"),
        format!("Sealed({})", sealed.digest())
    );
    assert_eq!(
        format!("{frame:?}"),
        format!("Frame({}, 160 units)", frame.root())
    );
    // A record with another seed does not bring the true one to light.
    let mut value: Value = serde_json::from_str(&record.to_json()).unwrap();
    value["seed"] = json!("00".repeat(32));
    let forged = Record::parse(&value.to_string()).unwrap();
    let digest = forged.digest();
    let found = forged.replay(frame, &digest).unwrap_err().to_string();
    assert_eq!(
        found,
        "seed: seed: expected the one that follows, found another"
    );
}
