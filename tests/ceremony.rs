//! The ceremony: what may follow what, and what each step asks for (protocol section 3).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod machine;
mod story;

use double_random::ceremony::{CeremonyError, State, Step, StepKind, TABLE, Transcript};
use double_random::chance::Announcement;
use double_random::chance::announcement::TermsError;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::digest::Digest;
use double_random::procedure::Term as _;
use story::*;

fn story() -> Story {
    Story::new(Digest::of(b"journal"))
}

/// A ceremony that has come to this state.
fn in_state(state: State) -> Transcript {
    let story = story();
    match state {
        State::Announced => story.all_in().transcript().clone(),
        State::Closed => story
            .all_in()
            .close(moment(CLOSED))
            .unwrap()
            .transcript()
            .clone(),
        State::Seeded => story.seeded().transcript().clone(),
        State::Recorded => story.recorded().transcript().clone(),
        State::Opened => story.opened(),
        State::Void => story
            .announced()
            .void("no contributor came".parse().unwrap(), moment(HANDED_IN))
            .unwrap(),
        other => panic!("{other}"),
    }
}

/// A good step of every kind, as far as the state lets it be good.
fn steps(transcript: &Transcript) -> Vec<Step> {
    let reason = || "the office was flooded".parse().unwrap();
    let digests = story()
        .records()
        .iter()
        .map(|record| (record.plan().id().clone(), record.digest()))
        .collect();
    let (source, value) = match transcript.values().len() {
        0 => ("lottery", "3.11.17.22.29.33./8./"),
        _ => ("beacon", "00"),
    };
    vec![
        Step::Nonce {
            contributor: contributor(AUDIT),
            nonce: nonce(5),
        },
        Step::Close {},
        Step::Void { reason: reason() },
        Step::Value {
            source: source.parse().unwrap(),
            value: value.parse().unwrap(),
        },
        Step::Record { digests },
        Step::Lapse { reason: reason() },
        Step::OpenPlan {
            plan: plan_id("2024-food"),
        },
        Step::Open {},
    ]
}

fn at(state: State) -> &'static str {
    match state {
        State::Announced | State::Void => CLOSED,
        State::Closed | State::Seeded => RECORDED,
        State::Recorded | State::Opened | _ => OPENED,
    }
}

/// What comes of a good step of this kind, in each way of having come to this state.
fn tries(state: State, kind: StepKind) -> Vec<Result<State, CeremonyError>> {
    let come = in_state(state);
    let ways = match state {
        // Nobody has handed in a nonce yet, or everybody has.
        State::Announced => vec![story().announced().transcript().clone(), come],
        // Every value is missing, or one.
        State::Closed => {
            let first = steps(&come).remove(3);
            let later = come.step(moment(TAKEN_DOWN), first).unwrap();
            vec![come, later]
        }
        State::Seeded | State::Recorded | State::Opened | State::Void | _ => vec![come],
    };
    let take = |from: Transcript| {
        let mut steps = steps(&from).into_iter();
        let step = steps.find(|step| step.kind() == kind).unwrap();
        from.step(moment(at(state)), step).map(|next| next.state())
    };
    ways.into_iter().map(take).collect()
}

/// Rules DR-35, DR-62.
#[test]
fn the_ceremony_keeps_its_table() {
    machine::keeps_its_table(&TABLE, "src/ceremony/table.md", tries);
    assert_eq!(State::ALL.len() * StepKind::ALL.len(), 6 * 8);
}

#[test]
fn a_step_without_a_row_is_out_of_order_and_the_refusal_says_what_may_come() {
    let mut refused = 0;
    for state in State::ALL {
        for kind in StepKind::ALL {
            let (state, kind) = (*state, *kind);
            if TABLE.events(state).contains(&kind) {
                continue;
            }
            for refusal in tries(state, kind) {
                let refusal = refusal.unwrap_err();
                if let CeremonyError::OutOfOrder {
                    step,
                    state: found,
                    allowed,
                } = refusal
                {
                    assert_eq!((step, found), (kind, state));
                    assert_eq!(allowed == "nothing", TABLE.events(state).is_empty());
                } else if let CeremonyError::AfterClosing { step, .. } = refusal {
                    assert_eq!(step, kind);
                    let before = [StepKind::Nonce, StepKind::Close, StepKind::Void];
                    assert!(before.contains(&kind) && state != State::Announced);
                } else {
                    panic!("{kind} in {state}: {refusal}");
                }
                refused += 1;
            }
        }
    }
    assert!(refused > 30);
}

#[test]
fn a_transcript_goes_on_on_another_machine() {
    for state in State::ALL {
        let transcript = in_state(*state);
        let text = transcript.to_json();
        assert_eq!(Transcript::parse(&text), Ok(transcript.clone()), "{state}");
        assert_eq!(Transcript::parse(&text).unwrap().to_json(), text);
    }
}

#[test]
fn a_transcript_that_breaks_a_rule_is_none() {
    let text = in_state(State::Opened).to_json();
    for (from, to) in [
        (r#"{"close":{}}"#, r#"{"open":{}}"#),
        (TAKEN_DOWN, "2024-06-11T21:10:00+08:00"),
        (CLOSED, "2024-06-11T21:20:00+08:00"),
        (RECORDED, "2024-06-12T18:00:01+08:00"),
        ("3.11.17", "3.11.18.17"),
        (&"05".repeat(32), &"06".repeat(32)),
        ("transcript/1", "transcript/2"),
        (r#""steps":["#, r#""steps":[{},"#),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(
            Transcript::parse(&text.replace(from, to)).is_err(),
            "{from} → {to}"
        );
    }
}

#[test]
fn a_nonce_is_of_an_announced_contributor_and_the_one_committed_to() {
    let announced = story().announced();
    let at = || moment(HANDED_IN);
    assert!(matches!(
        announced.nonce(contributor("somebody"), nonce(5), at()),
        Err(CeremonyError::ForeignContributor { .. })
    ));
    assert!(matches!(
        announced.nonce(contributor(AUDIT), nonce(6), at()),
        Err(CeremonyError::WrongNonce { .. })
    ));
    let announced = announced.nonce(contributor(AUDIT), nonce(5), at()).unwrap();
    assert!(matches!(
        announced.nonce(contributor(AUDIT), nonce(5), at()),
        Err(CeremonyError::NonceTwice { .. })
    ));
    assert_eq!(
        announced.close(at()),
        Err(CeremonyError::MissingNonces {
            missing: vec![contributor(OFFICE)]
        })
    );
}

#[test]
fn two_contributors_with_one_nonce_are_one() {
    let mut story = story();
    story.terms.contributors.insert(
        contributor(OFFICE),
        nonce(5).commitment(&contributor(OFFICE)),
    );
    let announced = story
        .announced()
        .nonce(contributor(AUDIT), nonce(5), moment(HANDED_IN))
        .unwrap();
    assert!(matches!(
        announced.nonce(contributor(OFFICE), nonce(5), moment(HANDED_IN)),
        Err(CeremonyError::SharedNonce { .. })
    ));
}

#[test]
fn everything_is_fixed_before_a_value_can_be_known() {
    let story = story();
    let late = story.all_in().close(moment(KNOWN));
    assert!(
        matches!(late, Err(CeremonyError::KnownAlready { .. })),
        "{late:?}"
    );
    let begun = Transcript::begin(story.announcement(), moment(KNOWN));
    assert!(matches!(begun, Err(CeremonyError::KnownAlready { .. })));
    let closed = story.all_in().close(moment(CLOSED)).unwrap();
    let early = closed.value(
        "lottery".parse().unwrap(),
        "3.11.17.22.29.33./8./".parse().unwrap(),
        moment(CLOSED),
    );
    assert!(matches!(early, Err(CeremonyError::ValueEarly { .. })));
}

#[test]
fn a_value_is_of_an_announced_source_in_its_form_and_once() {
    let closed = story().all_in().close(moment(CLOSED)).unwrap();
    let value = |source: &str, value: &str| {
        closed.value(
            source.parse().unwrap(),
            value.parse().unwrap(),
            moment(TAKEN_DOWN),
        )
    };
    assert!(matches!(
        value("weather", "sunny"),
        Err(CeremonyError::UnnamedSource { .. })
    ));
    assert!(matches!(
        value("lottery", "03 11 17 22 29 33 08"),
        Err(CeremonyError::Value { .. })
    ));
    assert!(value("beacon", "as described in words").is_ok());
    let double_random::ceremony::Ceremony::Closed(closed) =
        value("lottery", "3.11.17.22.29.33./8./").unwrap()
    else {
        panic!()
    };
    let again = closed.value(
        "lottery".parse().unwrap(),
        "1.11.17.22.29.33./8./".parse().unwrap(),
        moment(TAKEN_DOWN),
    );
    assert!(matches!(again, Err(CeremonyError::ValueTwice { .. })));
}

#[test]
fn a_record_comes_in_time_for_every_plan_or_as_an_attempt() {
    let story = story();
    let digests: std::collections::BTreeMap<_, _> = story
        .records()
        .iter()
        .map(|record| (record.plan().id().clone(), record.digest()))
        .collect();
    let seeded = story.seeded();
    let late = moment("2024-06-12T18:00:01+08:00");
    assert!(matches!(
        seeded.record(digests.clone(), late.clone()),
        Err(CeremonyError::Late { .. })
    ));
    let lapsed = seeded
        .lapse("the machine was down".parse().unwrap(), late.clone())
        .unwrap();
    let recorded = lapsed.record(digests.clone(), late.clone()).unwrap();
    assert_eq!(
        recorded.transcript().lapsed().unwrap().as_str(),
        "the machine was down"
    );
    assert!(matches!(
        recorded.lapse("again".parse().unwrap(), late),
        Err(CeremonyError::LapsedAlready { .. })
    ));
    let mut fewer = digests;
    fewer.pop_first();
    assert!(matches!(
        seeded.record(fewer, moment(RECORDED)),
        Err(CeremonyError::Plans { .. })
    ));
}

#[test]
fn one_plan_can_be_opened_alone_and_once() {
    let recorded = story().recorded();
    let one = recorded
        .open_plan(plan_id("2024-food"), moment(OPENED))
        .unwrap();
    assert!(matches!(
        one.open_plan(plan_id("2024-food"), moment(OPENED)),
        Err(CeremonyError::OpenedAlready { .. })
    ));
    assert!(matches!(
        one.open_plan(plan_id("2024-other"), moment(OPENED)),
        Err(CeremonyError::UnknownPlan { .. })
    ));
    assert_eq!(one.open(moment(OPENED)).unwrap().state(), State::Opened);
}

#[test]
fn steps_do_not_go_back_in_time() {
    let announced = story().announced();
    let before = announced.nonce(
        contributor(AUDIT),
        nonce(5),
        moment("2024-06-03T08:59:59+08:00"),
    );
    assert!(matches!(before, Err(CeremonyError::Backwards { .. })));
    // The same instant, written elsewhere.
    assert!(
        announced
            .nonce(
                contributor(AUDIT),
                nonce(5),
                moment("2024-06-03T01:00:00+00:00")
            )
            .is_ok()
    );
}

#[test]
fn terms_from_which_no_chance_comes_are_refused() {
    let story = story();
    let with = |change: &dyn Fn(&mut Story)| {
        let mut changed = story.clone();
        change(&mut changed);
        Announcement::with_terms(story.announcement().plans().clone(), changed.terms).err()
    };
    let none = |wanted| Some(TermsError::None { wanted });
    assert_eq!(
        with(&|story| story.terms.contributors.clear()),
        none("contributor")
    );
    assert_eq!(with(&|story| story.terms.sources.clear()), none("source"));
    assert!(Announcement::with_terms([].into(), story.terms.clone()).is_err());
    let one_event = with(&|story| {
        let again = Lottery::new(
            "双色球",
            "2024066",
            moment(KNOWN),
            vec![Urn::new(7, 1, 40).unwrap()],
            "the next",
        )
        .unwrap();
        story
            .terms
            .sources
            .insert("again".parse().unwrap(), again.form().unwrap());
    });
    assert!(matches!(one_event, Some(TermsError::OneEvent { .. })));
    let few = with(&|story| {
        let small = Lottery::new(
            "3D",
            "1",
            moment(KNOWN),
            vec![Urn::new(1, 0, 999).unwrap()],
            "the next",
        )
        .unwrap();
        story.terms.sources = [("3D".parse().unwrap(), small.form().unwrap())].into();
    });
    assert_eq!(few, Some(TermsError::FewValues { found: 1000 }));
    let no_form = with(&|story| {
        story.terms.sources = [(
            "x".parse().unwrap(),
            "double-random/lottery/1; anything".parse().unwrap(),
        )]
        .into();
    });
    assert!(matches!(no_form, Some(TermsError::Form { .. })));
}

#[test]
fn nothing_secret_is_printed() {
    let transcript = in_state(State::Recorded);
    let printed = format!("{transcript:?} {:?}", transcript.taken());
    assert!(!printed.contains(&"05".repeat(32)) && !printed.contains(&"06".repeat(32)));
}
