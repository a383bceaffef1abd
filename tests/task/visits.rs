//! Approval, notice and entry.

use crate::world::*;
use double_random::calendar::Calendar;
use double_random::campaign::Programme;
use double_random::department::Departments;
use double_random::id::UnitId;
use double_random::inspector::Help;
use double_random::rules::Rules;
use double_random::task::{
    BeginError, Fact, Late, NoticeFault, Right, ScanFault, ScanIn, Stage, State, Task, TaskError,
    TerritoryFault,
};
use double_random::visits::Attendance;
use std::collections::BTreeMap;

fn first(world: &World) -> UnitId {
    world.targets()[0].clone()
}

/// A task whose first target is told, with every approval.
fn told() -> (Kept<'static>, UnitId) {
    let mut kept = Kept::new(&ASKED);
    let target = first(&ASKED);
    kept.approve().tell(&target);
    (kept, target)
}

fn scan_faults(kept: &mut Kept<'_>, target: &UnitId, scan: ScanIn) -> Vec<ScanFault> {
    let target = target.clone();
    match kept.refuses(FIRE, Fact::ScannedIn { target, scan }) {
        TaskError::Scan(faults) => faults,
        other => panic!("{other}"),
    }
}

#[test]
fn a_task_is_begun_with_the_draw_of_its_own_plan() {
    let (campaign, drawn) = (&ASKED.campaign, &UNASKED.drawn);
    let rules = Rules::national();
    let refused = Task::begin(campaign, drawn, &rules, Calendar::national());
    assert!(matches!(refused, Err(BeginError::OtherPlan { .. })));
}

#[test]
fn os_01_without_every_departments_approval_nobody_is_told_or_visited() {
    let mut kept = Kept::new(&ASKED);
    let target = first(&ASKED);
    let approved = kept.approved();
    kept.does(FIRE, approved);
    let notified = kept.notified(HEALTH, &target);
    let department = department(HEALTH);
    let refused = kept.refuses(HEALTH, notified);
    assert_eq!(
        refused,
        TaskError::Unapproved {
            department: department.clone()
        }
    );
    let (id, reason) = (target.clone(), ground("evidence"));
    kept.does(FIRE, Fact::Unannounced { target: id, reason });
    let scan = kept.scan(&target);
    let faults = scan_faults(&mut kept, &target, scan);
    assert_eq!(faults, [ScanFault::Unapproved { department }]);
}

#[test]
fn os_01_a_department_approves_once_and_no_later_than_it_is_written_down() {
    let mut kept = Kept::new(&ASKED);
    let late = approval("2025-03-01T09:00:01+08:00");
    assert!(matches!(
        kept.refuses(FIRE, Fact::Approved { approval: late }),
        TaskError::Approval(_)
    ));
    kept.approve();
    let again = kept.approved();
    let error = kept.refuses(FIRE, again);
    // The table says it before the rule: every department has approved.
    assert!(matches!(error, TaskError::State(_)), "{error}");

    let mut kept = Kept::new(&ASKED);
    let approved = kept.approved();
    kept.does(FIRE, approved.clone());
    assert!(matches!(
        kept.refuses(FIRE, approved),
        TaskError::ApprovedBefore { .. }
    ));
}

#[test]
fn os_01_an_urgent_visit_is_approved_afterwards_and_published_only_then() {
    let mut kept = Kept::new(&ASKED);
    let target = first(&ASKED);
    let (id, reason) = (target.clone(), ground("evidence"));
    kept.does(FIRE, Fact::Unannounced { target: id, reason });
    let (id, scan) = (target.clone(), kept.scan(&target).urgent(ground("smoke")));
    kept.does(FIRE, Fact::ScannedIn { target: id, scan });
    kept.inspect(&target);
    kept.enter(&target, double_random::finding::Finding::NoProblem)
        .review(&target);
    let published = Fact::Published {
        target: target.clone(),
    };
    assert!(matches!(
        kept.refuses(FIRE, published.clone()),
        TaskError::Unapproved { .. }
    ));
    kept.next_day().next_day().approve();
    kept.does(FIRE, published);
    let late = kept.task.approved_late(&department(FIRE)).unwrap();
    assert_eq!(late, 2);
    let (on_time, _) = told();
    assert_eq!(on_time.task.approved_late(&department(FIRE)), None);
}

#[test]
fn os_01_urgency_is_claimed_only_where_an_approval_is_wanting() {
    let (mut kept, target) = told();
    let scan = kept.scan(&target).urgent(ground("smoke"));
    let faults = scan_faults(&mut kept, &target, scan);
    assert_eq!(faults, [ScanFault::NeedlesslyUrgent]);
}

#[test]
fn os_01_before_2025_no_approval_is_asked_for() {
    let mut kept = Kept::new(&UNASKED);
    let target = first(&UNASKED);
    kept.tell(&target).scan_in(&target);
    assert_eq!(kept.task.state(), State::InProgress);
}

#[test]
fn os_02_a_notice_tells_items_basis_time_officers_and_rights() {
    let mut kept = Kept::new(&ASKED);
    let target = first(&ASKED);
    kept.approve();
    let good = kept.notice(FIRE, &target);
    let mut bad = good.clone();
    bad.items = [item("H-01")].into();
    bad.basis.clear();
    bad.officers = [officer("f9")].into();
    bad.rights.remove(&Right::AskRecusal);
    bad.time = moment("2025-03-01T08:59:59+08:00");
    let id = target.clone();
    let TaskError::Notice(faults) = kept.refuses(
        FIRE,
        Fact::Notified {
            target: id,
            notice: bad,
        },
    ) else {
        panic!("a notice")
    };
    let [
        NoticeFault::Item { found: Some(found) },
        NoticeFault::NoBasis,
        NoticeFault::Officer { inspector },
        NoticeFault::Right { right },
        NoticeFault::Afterwards { .. },
    ] = &faults[..]
    else {
        panic!("{faults:?}")
    };
    assert_eq!((found, inspector), (&item("H-01"), &officer("f9")));
    assert_eq!(*right, Right::AskRecusal);

    let mut bare = good;
    bare.items.clear();
    bare.officers.clear();
    let id = target.clone();
    let error = kept.refuses(
        FIRE,
        Fact::Notified {
            target: id,
            notice: bare,
        },
    );
    let wanted = [NoticeFault::Item { found: None }, NoticeFault::NoOfficer];
    assert_eq!(error, TaskError::Notice(wanted.into()));
}

#[test]
fn os_02_nobody_comes_before_every_department_has_told_its_items() {
    let mut kept = Kept::new(&ASKED);
    let target = first(&ASKED);
    kept.approve();
    let notified = kept.notified(FIRE, &target);
    kept.does(FIRE, notified);
    let scan = kept.scan(&target);
    assert_eq!(scan_faults(&mut kept, &target, scan), [ScanFault::NotTold]);
    let notified = kept.notified(HEALTH, &target);
    kept.does(HEALTH, notified).scan_in(&target);
}

#[test]
fn sc_01_officers_come_in_once_a_day_with_a_number_of_their_own() {
    let (mut kept, target) = told();
    kept.scan_in(&target);
    let second = kept.scan(&target);
    let day = kept.now.0;
    let faults = scan_faults(&mut kept, &target, second.clone());
    assert_eq!(faults, [ScanFault::SameDay { day }]);
    let mut same = second.clone();
    same.scan = "SM-1".parse().unwrap();
    kept.next_day();
    let scan = same.scan.clone();
    let faults = scan_faults(&mut kept, &target, same);
    assert_eq!(faults, [ScanFault::Used { scan }]);
    let id = target.clone();
    kept.does(
        FIRE,
        Fact::ScannedIn {
            target: id,
            scan: second,
        },
    );
    assert_eq!(kept.task.targets()[&target].entries.len(), 2);
}

#[test]
fn sc_01_without_a_scan_in_no_inspection_on_site_ends() {
    let (mut kept, target) = told();
    let id = target.clone();
    let how = Attendance::OnSite;
    let error = kept.refuses(FIRE, Fact::Inspected { target: id, how });
    assert_eq!(
        error.to_string(),
        "an inspection that ends here is in writing or on the network, found on site"
    );
    kept.scan_in(&target);
    for how in [Attendance::Reserved, Attendance::Written] {
        let id = target.clone();
        let error = kept.refuses(FIRE, Fact::Inspected { target: id, how });
        assert!(matches!(error, TaskError::Attendance { .. }), "{error}");
    }
    let how = Attendance::Unreachable;
    kept.does(FIRE, Fact::Inspected { target, how });
}

#[test]
fn sc_02_a_late_scan_comes_after_the_inspection_began_and_before_the_officers_left() {
    let (mut kept, target) = told();
    let late = |begun: &str| Late::new(moment(begun), ground("goods were carried away"));
    kept.now.1 = 10;
    let scan = kept.scan(&target).late(late("2025-03-01T10:00:00+08:00"));
    let faults = scan_faults(&mut kept, &target, scan);
    assert!(matches!(&faults[..], [ScanFault::NotLate { .. }]));
    let scan = kept.scan(&target).late(late("2025-03-01T09:30:00+08:00"));
    let id = target.clone();
    kept.does(FIRE, Fact::ScannedIn { target: id, scan });
    kept.now.1 = 17;
    kept.inspect(&target);
    // Officers who have left do not scan any more.
    let scan = kept.scan(&target).late(late("2025-03-01T08:30:00+08:00"));
    let error = kept.refuses(FIRE, Fact::ScannedIn { target, scan });
    assert!(matches!(error, TaskError::Stage { .. }), "{error}");
}

#[test]
fn dr_30_two_officers_of_each_department_come_and_nobody_who_was_not_sent() {
    let (mut kept, target) = told();
    let good = kept.scan(&target);
    let fire = kept.team(FIRE, &target);
    let mut few = good.clone();
    few.officers.remove(&fire[0]);
    let faults = scan_faults(&mut kept, &target, few.clone());
    let wanted = ScanFault::TooFew {
        department: department(FIRE),
        wanted: 2,
        found: 1,
    };
    assert_eq!(faults, std::slice::from_ref(&wanted));

    // The third officer of the same roster was not dealt to this target.
    let third = ["f1", "f2", "f3"].map(officer);
    let third = third
        .iter()
        .find(|one| !fire.contains(one))
        .unwrap()
        .clone();
    few.officers.insert(third.clone());
    let faults = scan_faults(&mut kept, &target, few);
    assert_eq!(faults, [wanted, ScanFault::NotOnTeam { inspector: third }]);
}

#[test]
fn dr_31_four_of_one_department_are_not_two_of_each() {
    let (mut kept, target) = told();
    let mut scan = kept.scan(&target);
    scan.officers = kept.team(FIRE, &target).into_iter().collect();
    let faults = scan_faults(&mut kept, &target, scan);
    let wanted = ScanFault::TooFew {
        department: department(HEALTH),
        wanted: 2,
        found: 0,
    };
    assert_eq!(faults, [wanted]);
}

#[test]
fn dr_08_assistants_come_along_and_never_count() {
    let (mut kept, target) = told();
    let expert = kept
        .scan(&target)
        .assistant("专家甲".parse().unwrap(), Help::Expert);
    let mut few = expert.clone();
    let gone = kept.team(HEALTH, &target)[1].clone();
    few.officers.remove(&gone);
    let faults = scan_faults(&mut kept, &target, few);
    assert!(matches!(&faults[..], [ScanFault::TooFew { found: 1, .. }]));
    let grid = expert
        .clone()
        .assistant("网格员".parse().unwrap(), Help::Auxiliary);
    let faults = scan_faults(&mut kept, &target, grid);
    assert!(matches!(&faults[..], [ScanFault::MayNotEnter { .. }]));
    let id = target.clone();
    kept.does(
        FIRE,
        Fact::ScannedIn {
            target: id,
            scan: expert,
        },
    );
    assert_eq!(kept.task.targets()[&target].stage, Stage::ScannedIn);
}

#[test]
fn visits_lie_in_the_campaigns_days() {
    let (mut kept, target) = told();
    kept.now = (day("2025-12-01"), 9);
    let scan = kept.scan(&target);
    let faults = scan_faults(&mut kept, &target, scan);
    assert!(matches!(&faults[..], [ScanFault::OutsidePeriod { .. }]));
    let how = Attendance::Written;
    let error = kept.refuses(FIRE, Fact::Inspected { target, how });
    assert!(matches!(error, TaskError::OutsidePeriod { .. }), "{error}");
}

#[test]
fn in_02_a_special_inspection_is_approved_as_one_before_any_department_approves() {
    let (plan, rules) = (ASKED.campaign.plan().clone(), Rules::national());
    let special = |at: &str| {
        let programme = Programme::Special {
            approval: Some(approval(at)),
        };
        World::campaign("2025", plan.clone(), programme)
    };
    for (at, good) in [
        ("2025-03-01T09:00:00+08:00", true),
        ("2025-03-01T09:00:01+08:00", false),
    ] {
        let campaign = special(at);
        let task = Task::begin(&campaign, &ASKED.drawn, &rules, Calendar::national());
        let mut task = task.unwrap();
        let kept = Kept::new(&ASKED);
        let event = kept.event(FIRE, kept.approved());
        assert_eq!(task.apply(&event).is_ok(), good, "{at}");
    }
}

#[test]
fn dr_47_outside_its_territory_a_department_comes_only_where_it_asked_for_assistance() {
    let departments = Departments::parse(
        r#"{"form": "double-random/departments/1", "source": "example", "departments": [
            {"id": "消防", "division": "532301", "chinese": "楚雄市消防救援大队"},
            {"id": "卫生", "division": "532300", "chinese": "楚雄州卫生健康委员会"},
            {"id": "禄丰消防", "division": "532302", "chinese": "禄丰市消防救援大队"}
        ]}"#,
    );
    let departments = departments.unwrap();
    let target = first(&ASKED);
    let lies_in = |division: &str| [(target.clone(), division.parse().unwrap())].into();
    let asked = |asked: &str| Fact::AssistanceAsked {
        target: target.clone(),
        asked: department(asked),
        letter: "楚消协〔2025〕1号".parse().unwrap(),
    };
    let check = |by: &[(&str, &str)], division: &str| {
        let mut kept = Kept::new(&ASKED);
        kept.approve().tell(&target);
        for (by, whom) in by {
            kept.does(by, asked(whom));
        }
        kept.scan_in(&target);
        kept.task.check_territory(&departments, &lies_in(division))
    };
    assert_eq!(check(&[], "532301"), Ok(()));
    let fault = TerritoryFault::NoAssistance {
        target: target.clone(),
        lies_in: "532302".parse().unwrap(),
        department: department(FIRE),
        territory: "532301".parse().unwrap(),
    };
    assert_eq!(check(&[], "532302"), Err(vec![fault.clone()]));
    assert_eq!(check(&[(FIRE, "禄丰消防")], "532302"), Ok(()));
    // Of another office, or by another department.
    assert_eq!(
        check(&[(FIRE, "昆明消防")], "532302"),
        Err(vec![fault.clone()])
    );
    assert_eq!(check(&[(HEALTH, "禄丰消防")], "532302"), Err(vec![fault]));

    let mut kept = Kept::new(&ASKED);
    kept.approve().tell(&target);
    let nowhere = BTreeMap::new();
    assert_eq!(kept.task.check_territory(&departments, &nowhere), Ok(()));
    kept.scan_in(&target);
    let unknown = TerritoryFault::UnknownPlace {
        target: target.clone(),
    };
    assert_eq!(
        kept.task.check_territory(&departments, &nowhere),
        Err(vec![unknown])
    );
    // Nobody is asked after the visit began.
    let error = kept.refuses(FIRE, asked("禄丰消防"));
    assert!(matches!(error, TaskError::Stage { .. }), "{error}");
    let nobody = Departments::parse(
        r#"{"form": "double-random/departments/1", "source": "example", "departments": []}"#,
    );
    let faults = kept
        .task
        .check_territory(&nobody.unwrap(), &lies_in("532301"));
    assert_eq!(faults.unwrap_err().len(), 2);
}
