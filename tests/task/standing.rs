//! Targets that leave, reserves that come, seats that fall vacant.

use crate::world::*;
use double_random::approval::{Approval, Approved};
use double_random::finding::Finding::NoProblem;
use double_random::finding::TargetState;
use double_random::journal::{Matter, Sealed};
use double_random::task::{Fact, ScanFault, SealedFault, Stage, State, TaskError};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;

#[test]
fn rs_02_the_next_reserve_of_the_stratum_comes_and_its_team_with_it() {
    let mut kept = Kept::new(&ASKED);
    let (targets, reserves) = (ASKED.targets(), ASKED.reserves());
    let mut standing = ASKED.drawn.standing();
    let wanted = standing.strike_off(&targets[1]).unwrap().cloned();
    kept.approve().leave(&targets[1]);
    assert_eq!(wanted.as_ref(), Some(&reserves[1]));
    let out = &kept.task.targets()[&targets[1]];
    assert_eq!(out.stage, Stage::Replaced);
    assert_eq!(out.left.as_ref().unwrap().comes, wanted);
    let came = &kept.task.targets()[&reserves[1]];
    assert_eq!(came.in_place_of.as_ref(), Some(&targets[1]));
    assert_eq!(came.stratum, out.stratum);
    assert_eq!(kept.task.standing().teams(), standing.teams());
    // The reserve is inspected like any other target.
    kept.tell(&reserves[1])
        .scan_in(&reserves[1])
        .inspect(&reserves[1]);
    kept.enter(&reserves[1], NoProblem);
}

#[test]
fn rs_02_without_a_reserve_it_is_said_why_fewer_are_inspected() {
    let mut kept = Kept::new(&ASKED);
    let (targets, reserves) = (ASKED.targets(), ASKED.reserves());
    let left = kept.left(&targets[0], Some("nobody"));
    let error = kept.refuses(FIRE, left);
    assert!(matches!(error, TaskError::NotShort { .. }), "{error}");
    kept.leave(&targets[0]);
    let left = kept.left(&reserves[0], None);
    let error = kept.refuses(FIRE, left);
    assert_eq!(
        error,
        TaskError::Short {
            target: reserves[0].clone()
        }
    );
    kept.leave_short(&reserves[0]);
    assert_eq!(kept.task.targets()[&reserves[0]].stage, Stage::Excluded);
    let completion = kept.task.completion();
    assert_eq!((completion.drawn, completion.in_force), (3, 2));
    // A business of another class does not come, though one waits.
    assert!(!kept.task.targets().contains_key(&reserves[1]));
}

#[test]
fn rs_02_a_target_leaves_by_a_state_that_the_register_shows_by_then_and_before_its_inspection_ended()
 {
    let mut kept = Kept::new(&ASKED);
    let targets = ASKED.targets();
    let Fact::Left {
        target, approval, ..
    } = kept.left(&targets[0], None)
    else {
        panic!("an exit")
    };
    let fact = Fact::Left {
        target: target.clone(),
        state: TargetState::MovedOut,
        since: day("2025-03-02"),
        approval,
        short: None,
    };
    let error = kept.refuses(FIRE, fact.clone());
    assert_eq!(
        error.to_string(),
        "a state that the register shows on 2025-03-01 is wanted, found `moved out` since 2025-03-02"
    );
    kept.approve()
        .tell(&target)
        .scan_in(&target)
        .inspect(&target);
    kept.next_day();
    let error = kept.refuses(FIRE, fact);
    assert!(matches!(error, TaskError::Stage { .. }), "{error}");
}

#[test]
fn rc_03_a_seat_that_falls_vacant_is_refilled_by_the_rule_and_the_old_officer_may_not_come() {
    let mut kept = Kept::new(&ASKED);
    let target = ASKED.targets()[0].clone();
    kept.approve().tell(&target);
    let before = kept.team(FIRE, &target);
    let vacated = kept.vacated(&target, &before[0]);
    let error = kept.refuses(HEALTH, vacated.clone());
    assert!(matches!(error, TaskError::Standing(_)), "{error}");
    kept.does(FIRE, vacated);
    let after = kept.team(FIRE, &target);
    let third = ["f1", "f2", "f3"].map(officer);
    let third = third.iter().find(|one| !before.contains(one)).unwrap();
    assert_eq!(after, [third.clone(), before[1].clone()]);

    let mut scan = kept.scan(&target);
    scan.officers.insert(before[0].clone());
    let id = target.clone();
    let error = kept.refuses(FIRE, Fact::ScannedIn { target: id, scan });
    let inspector = before[0].clone();
    assert_eq!(
        error,
        TaskError::Scan(vec![ScanFault::NotOnTeam { inspector }])
    );
    kept.scan_in(&target);
}

#[test]
fn rc_03_a_conflict_found_at_the_door_breaks_the_visit_off() {
    let mut kept = Kept::new(&ASKED);
    let target = ASKED.targets()[0].clone();
    kept.approve().tell(&target).scan_in(&target);
    let leaves = kept.team(FIRE, &target)[0].clone();
    let vacated = kept.vacated(&target, &leaves);
    kept.does(FIRE, vacated);
    assert_eq!(kept.task.targets()[&target].stage, Stage::Assigned);
    assert_eq!(kept.task.state(), State::InProgress);
    kept.scan_in(&target).inspect(&target);
    assert_eq!(kept.task.targets()[&target].entries.len(), 2);
}

#[test]
fn dr_33_who_is_sent_by_name_holds_a_certificate_and_counts() {
    let mut kept = Kept::new(&ASKED);
    let target = ASKED.targets()[0].clone();
    kept.approve().tell(&target);
    let early = kept.sent_by_name(&target, "x1");
    let error = kept.refuses(FIRE, early);
    assert!(matches!(error, TaskError::Standing(_)), "{error}");
    for _ in 0..2 {
        let leaves = kept.team(FIRE, &target)[0].clone();
        let vacated = kept.vacated(&target, &leaves);
        kept.does(FIRE, vacated);
    }
    // One is left, and nobody else on the roster.
    let scan = kept.scan(&target);
    let id = target.clone();
    let TaskError::Scan(faults) = kept.refuses(FIRE, Fact::ScannedIn { target: id, scan }) else {
        panic!("a scan-in")
    };
    assert!(matches!(&faults[..], [ScanFault::TooFew { found: 1, .. }]));

    let Fact::SentByName { approval, .. } = kept.sent_by_name(&target, "x1") else {
        panic!("a direct assignment")
    };
    let sent = |certificate| Fact::SentByName {
        target: target.clone(),
        comes: officer("x1"),
        certificate,
        approval: approval.clone(),
    };
    let error = kept.refuses(FIRE, sent(None));
    assert!(matches!(error, TaskError::MayNotInspect { .. }), "{error}");
    let known = Fact::SentByName {
        target: target.clone(),
        comes: officer("h1"),
        certificate: Some(certificate("h1")),
        approval: approval.clone(),
    };
    let error = kept.refuses(FIRE, known);
    assert!(
        matches!(error, TaskError::KnownCertificate { .. }),
        "{error}"
    );
    kept.does(FIRE, sent(Some(certificate("x1"))));
    kept.scan_in(&target);
}

#[test]
fn dr_34_what_the_journal_seals_is_what_the_log_tells() {
    let mut kept = Kept::new(&ASKED);
    let targets = ASKED.targets();
    kept.approve().leave(&targets[0]);
    let leaves = kept.team(FIRE, &targets[1])[0].clone();
    let vacated = kept.vacated(&targets[1], &leaves);
    kept.does(FIRE, vacated);
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let mut seal = |matter: &Matter, approval: &Approval| {
        let plan = kept.task.plan().clone();
        Sealed::new(
            plan,
            Approved::new(matter.clone(), approval.clone()),
            &mut rng,
        )
        .unwrap()
    };
    let matters = kept.task.matters();
    assert_eq!(matters.len(), 2);
    let all: Vec<_> = matters
        .iter()
        .map(|(matter, approval)| seal(matter, approval))
        .collect();
    let slip = Matter::Slip {
        unit: targets[2].clone(),
    };
    let slip = seal(&slip, &matters[0].1);
    assert_eq!(kept.task.check_sealed([&all[0], &slip, &all[1]]), Ok(()));
    let few = SealedFault::Number {
        wanted: 2,
        found: 1,
    };
    assert_eq!(kept.task.check_sealed([&all[0]]), Err(few));
    let differs = |place| Err(SealedFault::Differs { place });
    assert_eq!(kept.task.check_sealed([&all[1], &all[0]]), differs(1));
    let other = Matter::Reserve {
        leaves: targets[0].clone(),
        comes: None,
    };
    let other = seal(&other, &matters[0].1);
    assert_eq!(kept.task.check_sealed([&other, &all[1]]), differs(1));
    let unlike = approval("2025-03-01T09:00:01+08:00");
    let unlike = seal(&matters[1].0, &unlike);
    assert_eq!(kept.task.check_sealed([&all[0], &unlike]), differs(2));
}
