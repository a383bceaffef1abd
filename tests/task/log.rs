//! The log: what it says is what happened, line by line.

use crate::world::*;
use double_random::finding::Finding::{NoProblem, ToBeDealtWith};
use double_random::id::UnitId;
use double_random::procedure::Term as _;
use double_random::task::{Fact, LogFault, Stage, State, TaskError};
use double_random::visits::Attendance;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngSeed, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A task from its beginning to its end, with a reserve, a vacancy and a correction.
fn whole() -> Kept<'static> {
    let mut kept = Kept::new(&ASKED);
    let (targets, reserves) = (ASKED.targets(), ASKED.reserves());
    kept.approve().leave(&targets[0]);
    for target in [&reserves[0], &targets[1], &targets[2]] {
        kept.next_day().tell(target);
        let leaves = kept.team(FIRE, target)[0].clone();
        let vacated = kept.vacated(target, &leaves);
        kept.does(FIRE, vacated).scan_in(target).inspect(target);
        let served = kept.served(target);
        kept.does(FIRE, served);
        kept.enter(target, ToBeDealtWith)
            .review(target)
            .publish(target);
        kept.settle(target);
        kept.does(HEALTH, corrected(target, "H-01", ToBeDealtWith));
        kept.does(HEALTH, corrected(target, "H-01", NoProblem))
            .close(target);
    }
    kept
}

#[test]
fn a_log_replays_to_the_same_task() {
    let kept = whole();
    assert_eq!(kept.task.state(), State::Closed);
    assert!(kept.task.is_completed());
    let replayed = ASKED.parse(&kept.lines).unwrap();
    assert_eq!(replayed, kept.task);
    assert_eq!(
        replayed.events() + 1,
        u64::try_from(kept.lines.len()).unwrap()
    );
    let completion = replayed.completion();
    let counted = (completion.drawn, completion.in_force, completion.closed);
    assert_eq!((counted, completion.problems), ((3, 3, 3), 3));
}

#[test]
fn a_log_is_of_one_campaign_one_draw_and_one_set_of_rules() {
    let lines = whole().lines;
    assert_eq!(ASKED.parse(&[]), Err(LogFault::Empty));
    let found = |lines: &[String]| match ASKED.parse(lines) {
        Err(LogFault::Head { found }) => found,
        other => panic!("{other:?}"),
    };
    let altered = |field: &str| {
        let mut head: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        head[field] = match field {
            "plan" => "2025-another".into(),
            _ => "00".repeat(32).into(),
        };
        let mut altered = lines.clone();
        altered[0] = head.to_string();
        altered
    };
    assert_eq!(found(&altered("plan")), "plan");
    assert_eq!(found(&altered("digest")), "campaign");
    assert_eq!(found(&altered("record")), "record");
    assert_eq!(found(&altered("rules")), "rule pack");
    let other = UNASKED.task().head().unwrap();
    assert_eq!(found(&[other]), "plan");
}

#[test]
fn times_do_not_go_back() {
    let mut kept = Kept::new(&ASKED);
    kept.next_day().approve();
    kept.now = (ASKED.campaign.period().from, 9);
    let target = ASKED.targets()[0].clone();
    let served = kept.served(&target);
    let error = kept.refuses(FIRE, served);
    assert!(matches!(error, TaskError::Backwards { .. }), "{error}");
}

#[test]
fn nothing_is_told_of_a_target_that_was_never_drawn() {
    let mut kept = Kept::new(&ASKED);
    for stranger in ["zz".parse().unwrap(), ASKED.reserves()[0].clone()] {
        let served = kept.served(&stranger);
        let error = kept.refuses(FIRE, served);
        assert_eq!(error, TaskError::UnknownTarget { target: stranger });
    }
}

/// Every text of a line, in its places.
fn texts(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(list) => list.iter().flat_map(texts).collect(),
        serde_json::Value::Object(object) => {
            let keys = object.keys().cloned();
            keys.chain(object.values().flat_map(texts)).collect()
        }
        _ => vec![],
    }
}

#[test]
fn a_line_that_was_altered_is_refused_or_seen_in_the_digest() {
    let kept = whole();
    let (mut refused, mut seen) = (0, 0);
    for place in 0..kept.lines.len() {
        let value: serde_json::Value = serde_json::from_str(&kept.lines[place]).unwrap();
        for text in texts(&value) {
            let mut lines = kept.lines.clone();
            lines[place] = lines[place].replacen(&format!("\"{text}\""), "\"甲\"", 1);
            match ASKED.parse(&lines) {
                Err(_) => refused += 1,
                Ok(task) => {
                    assert_ne!(task.digest(), kept.task.digest(), "line {place}: {text}");
                    seen += 1;
                }
            }
        }
        let mut without = kept.lines.clone();
        without.remove(place);
        if let Ok(task) = ASKED.parse(&without) {
            assert_ne!(task.digest(), kept.task.digest(), "without line {place}");
        }
    }
    // Operators and grounds may be what they like; dates, numbers and names of the draw may not.
    assert!(refused > 500 && seen > 50, "{refused} refused, {seen} seen");
}

#[test]
fn a_line_has_one_spelling() {
    let kept = whole();
    let mut lines = kept.lines.clone();
    lines[3] = lines[3].replace("\":", "\": ");
    assert!(matches!(
        ASKED.parse(&lines),
        Err(LogFault::Line { line: 4, .. })
    ));
    let mut lines = kept.lines;
    lines[3] = lines[3].replacen('{', "{\"rating\":5,", 1);
    assert!(matches!(
        ASKED.parse(&lines),
        Err(LogFault::Line { line: 4, .. })
    ));
}

/// One of many things that could be tried next; most are wrong.
fn some(kept: &mut Kept<'_>, choice: usize, target: &UnitId, by: &'static str) -> Fact {
    let id = || target.clone();
    let own = items(by)[choice % items(by).len()];
    match choice {
        0 => kept.approved(),
        1 | 2 => kept.notified(by, target),
        3 => Fact::Unannounced {
            target: id(),
            reason: ground("evidence"),
        },
        4 | 5 => Fact::ScannedIn {
            target: id(),
            scan: kept.scan(target),
        },
        6 => Fact::ScannedIn {
            target: id(),
            scan: kept.scan(target).urgent(ground("smoke")),
        },
        7 | 8 => Fact::Inspected {
            target: id(),
            how: Attendance::OnSite,
        },
        9 => Fact::Inspected {
            target: id(),
            how: Attendance::Network,
        },
        10..=12 => entered(target, own, NoProblem),
        13 => entered(target, own, ToBeDealtWith),
        14 | 15 => Fact::Reviewed { target: id() },
        16..=18 => Fact::Published { target: id() },
        19 => corrected(target, own, NoProblem),
        20 => settled(target),
        21 => Fact::Closed { target: id() },
        22 => kept.left(target, None),
        23 => kept.left(target, Some("nobody")),
        24 => {
            let team = kept.team(by, target);
            let leaves = team.first().cloned().unwrap_or_else(|| officer("f1"));
            kept.vacated(target, &leaves)
        }
        25 => kept.sent_by_name(target, "x1"),
        26 => kept.cancelled(),
        27 => kept.withheld(target, own),
        _ => kept.served(target),
    }
}

/// What must hold of a task at any time, told from its targets anew.
fn holds(kept: &Kept<'_>) {
    let task = &kept.task;
    let in_force: Vec<_> = task
        .targets()
        .iter()
        .filter(|(_, one)| one.is_in_force())
        .collect();
    assert!(
        task.standing()
            .targets()
            .eq(in_force.iter().map(|(id, _)| *id))
    );
    for (id, one) in task.targets() {
        let departments: Vec<_> = one.departments.values().collect();
        let published = departments.iter().all(|one| one.published.is_some());
        assert_eq!(
            matches!(one.stage, Stage::Published | Stage::Closed),
            published
        );
        for department in departments {
            assert!(department.published.is_none() || department.reviewed.is_some());
            assert!(department.reviewed.is_none() || department.owing.is_empty());
            assert!(department.items.is_empty() || one.inspected.is_some());
        }
        let gone = matches!(one.stage, Stage::Replaced | Stage::Excluded);
        assert_eq!(one.left.is_some(), gone);
        let comes = one.left.as_ref().and_then(|left| left.comes.as_ref());
        assert_eq!(one.stage == Stage::Replaced, comes.is_some());
        assert!(comes.is_none_or(|comes| task.targets()[comes].in_place_of.as_ref() == Some(id)));
        assert!(one.stage != Stage::Closed || !one.is_pending());
    }
    let all = |stages: &[Stage]| in_force.iter().all(|(_, one)| stages.contains(&one.stage));
    match task.state() {
        State::Short => assert!(in_force.is_empty()),
        State::Closed => assert!(all(&[Stage::Closed])),
        State::Published | State::FollowUp => assert!(all(&[Stage::Published, Stage::Closed])),
        State::Drawn | State::Approved | State::Notified => assert!(all(&[Stage::Assigned])),
        State::Inspected | State::Entered | State::Reviewed => {
            assert!(all(&[Stage::Inspected, Stage::Published, Stage::Closed]));
        }
        _ => {}
    }
}

/// What comes next at a target where all goes well.
fn next(kept: &mut Kept<'_>, target: &UnitId, by: &'static str) -> Fact {
    let id = || target.clone();
    let account = &kept.task.targets()[target];
    let own = &account.departments[&department(by)];
    match account.stage {
        Stage::Assigned if !account.is_told() => kept.notified(by, target),
        Stage::Assigned => Fact::ScannedIn {
            target: id(),
            scan: kept.scan(target),
        },
        Stage::ScannedIn => Fact::Inspected {
            target: id(),
            how: Attendance::OnSite,
        },
        Stage::Inspected => match own.owing.first() {
            Some(item) if item.as_str() == "F-01" => entered(target, "F-01", ToBeDealtWith),
            Some(item) => entered(target, item.as_str(), NoProblem),
            None if own.reviewed.is_none() => Fact::Reviewed { target: id() },
            None => Fact::Published { target: id() },
        },
        Stage::Published if account.is_pending() => settled(target),
        _ => Fact::Closed { target: id() },
    }
}

/// What is tried most.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Goes {
    Well,
    Away,
}

type Tried = (usize, Index, bool, u8);

/// Whatever is tried, in this order: to which states it came.
fn lawful(
    (world, mut kept): (&World, Kept<'static>),
    goes: Goes,
    steps: Vec<Tried>,
) -> BTreeSet<State> {
    let mut reached = BTreeSet::new();
    for (choice, target, fire, wait) in steps {
        let targets: Vec<UnitId> = kept.task.targets().keys().cloned().collect();
        let target = target.get(&targets).clone();
        let by = if fire { FIRE } else { HEALTH };
        if wait == 0 {
            kept.next_day();
        }
        let fact = if choice < 30 {
            some(&mut kept, choice, &target, by)
        } else if goes == Goes::Well {
            next(&mut kept, &target, by)
        } else {
            kept.left(&target, (choice % 2 == 0).then_some("nobody"))
        };
        let before = kept.task.clone();
        if kept.try_to(by, fact).is_err() {
            assert_eq!(before, kept.task);
        }
        holds(&kept);
        reached.insert(kept.task.state());
    }
    assert_eq!(world.parse(&kept.lines).unwrap(), kept.task);
    reached
}

#[test]
fn whatever_is_tried_a_task_stays_lawful_and_its_log_replays() {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    });
    let step = (0_usize..150, any::<Index>(), any::<bool>(), 0_u8..6);
    let steps = prop::collection::vec(step, 1..200);
    let all = RefCell::new(BTreeSet::new());
    let goes = prop_oneof![7 => Just(Goes::Well), 1 => Just(Goes::Away)];
    let cases = (any::<bool>(), any::<bool>(), goes, steps);
    let tried = runner.run(&cases, |(asked, approved, goes, steps)| {
        let world = if asked { &*ASKED } else { &*UNASKED };
        let mut kept = Kept::new(world);
        if approved {
            kept.approve();
        }
        let reached = lawful((world, kept), goes, steps);
        all.borrow_mut().extend(reached);
        Ok(())
    });
    tried.unwrap();
    let missed: Vec<&State> = State::ALL
        .iter()
        .filter(|state| !all.borrow().contains(state))
        .collect();
    assert_eq!(missed, Vec::<&State>::new());
}
