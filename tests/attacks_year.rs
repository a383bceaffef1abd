//! What an office, a department or a careless engineer tries with a year's tasks, batches and figures, and what stops it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    reason = "a helper that fails is a test that fails, and not every helper of tasks is needed here"
)]

#[path = "task/world.rs"]
mod world;

use double_random::figures::{Count as _, Figures, PlanKind, PlanRow, PlanStatus, Scenario};
use double_random::finding::Finding::{CannotBeContacted, NoProblem, ToBeDealtWith};
use double_random::finding::{
    Address, Contact, Fate, Findings, FoundEntry, ItemEntry, Letter, ResultCategory, Undelivered,
};
use double_random::id::UnitId;
use double_random::item::{Catalogue, Category, ItemDraft, Method};
use double_random::publication::{
    Act, Check, DrawType, Entity, PublicResult, Publication, Step, StepError,
};
use double_random::region::Level;
use double_random::task::{Fact, Late, MethodFault, ScanFault, ScanIn, State, TaskError};
use double_random::visits::Attendance;
use world::*;

fn first() -> UnitId {
    ASKED.targets()[0].clone()
}

fn told() -> (Kept<'static>, UnitId) {
    let mut kept = Kept::new(&ASKED);
    kept.approve().tell(&first());
    (kept, first())
}

fn scanned(target: &UnitId, scan: ScanIn) -> Fact {
    let target = target.clone();
    Fact::ScannedIn { target, scan }
}

fn ended(target: &UnitId, how: Attendance) -> Fact {
    let target = target.clone();
    Fact::Inspected { target, how }
}

#[track_caller]
fn faults(kept: &mut Kept<'_>, fact: Fact) -> Vec<ScanFault> {
    let TaskError::Scan(faults) = kept.refuses(FIRE, fact) else {
        panic!("a scan-in")
    };
    faults
}

#[test]
fn os_01_an_inspection_that_began_before_its_approval_is_told_as_urgent_or_refused() {
    let mut kept = Kept::new(&ASKED);
    kept.now.1 = 12;
    kept.approve().tell(&first());
    let begun = Late::new(moment("2025-03-01T09:00:00+08:00"), ground("no signal"));
    let late = kept.scan(&first()).late(begun);
    let faults = faults(&mut kept, scanned(&first(), late.clone()));
    let unapproved = |name: &str| ScanFault::Unapproved {
        department: department(name),
    };
    let wanting = [FIRE, HEALTH].map(unapproved);
    assert_eq!(faults[0], ScanFault::NotTold);
    assert!(wanting.iter().all(|fault| faults.contains(fault)));

    let mut kept = Kept::new(&ASKED);
    let (target, reason) = (first(), ground("evidence"));
    kept.does(FIRE, Fact::Unannounced { target, reason });
    kept.now.1 = 12;
    kept.approve();
    let urgent = late.urgent(ground("smoke"));
    kept.does(FIRE, scanned(&first(), urgent));
    assert_eq!(kept.task.approved_late(&department(FIRE)), Some(0));
}

#[test]
fn an_inspection_did_not_begin_before_its_campaign() {
    let (mut kept, target) = told();
    let begun = Late::new(moment("2025-02-28T23:00:00+08:00"), ground("no signal"));
    let scan = kept.scan(&target).late(begun);
    let faults = faults(&mut kept, scanned(&target, scan));
    let (period, day) = (ASKED.campaign.period(), day("2025-02-28"));
    assert_eq!(faults[0], ScanFault::OutsidePeriod { period, day });
}

#[test]
fn dr_44_the_days_of_one_visit_lie_within_30_days_in_a_log_too() {
    let (mut kept, target) = told();
    kept.scan_in(&target);
    kept.now.0 = day("2025-03-31");
    let scan = kept.scan(&target);
    let (first, last) = (day("2025-03-01"), day("2025-03-31"));
    let faults = faults(&mut kept, scanned(&target, scan.clone()));
    let [ScanFault::TooLong(found)] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert_eq!((found.first, found.last), (first, last));
    kept.now.0 = day("2025-03-30");
    kept.does(FIRE, scanned(&target, scan));
}

#[test]
fn dr_61_the_end_of_a_visit_is_not_put_off_to_gain_time_for_its_publication() {
    let (mut kept, target) = told();
    kept.scan_in(&target).next_day();
    let error = kept.refuses(FIRE, ended(&target, Attendance::OnSite));
    assert_eq!(
        error.to_string(),
        "a visit ends on the day on which officers scanned in, found an end on 2025-03-02 and the last scan-in on 2025-03-01"
    );
    kept.scan_in(&target).inspect(&target);
}

#[test]
fn a_visit_that_was_broken_off_does_not_end_as_an_inspection_in_writing() {
    let (mut kept, target) = told();
    kept.scan_in(&target);
    let leaves = kept.team(FIRE, &target)[0].clone();
    let vacated = kept.vacated(&target, &leaves);
    kept.does(FIRE, vacated);
    let error = kept.refuses(FIRE, ended(&target, Attendance::Written));
    assert!(matches!(error, TaskError::Attendance { .. }), "{error}");
    let error = kept.refuses(FIRE, ended(&target, Attendance::OnSite));
    assert!(matches!(error, TaskError::NotThere { .. }), "{error}");
}

/// A told target where the fire brigade lacks an officer, and has none left.
fn short() -> (Kept<'static>, UnitId) {
    let (mut kept, target) = told();
    for _ in 0..2 {
        let leaves = kept.team(FIRE, &target)[0].clone();
        let vacated = kept.vacated(&target, &leaves);
        kept.does(FIRE, vacated);
    }
    (kept, target)
}

fn sent(kept: &Kept<'_>, target: &UnitId, comes: &str, shown: Option<&str>) -> Fact {
    let mut sent = kept.sent_by_name(target, comes);
    if let Fact::SentByName { certificate, .. } = &mut sent {
        *certificate = shown.map(world::certificate);
    }
    sent
}

#[test]
fn dr_31_no_department_sends_an_officer_of_another_by_name() {
    let (mut kept, target) = short();
    let health = kept.team(HEALTH, &target);
    let idle = ["h1", "h2", "h3"].into_iter();
    let idle: Vec<_> = idle.filter(|id| !health.contains(&officer(id))).collect();
    let lent = sent(&kept, &target, idle[0], None);
    let error = kept.refuses(FIRE, lent);
    assert!(matches!(error, TaskError::OfAnother { .. }), "{error}");
}

#[test]
fn dr_07_one_certificate_does_not_serve_two_officers() {
    let (mut kept, target) = short();
    let of_another = sent(&kept, &target, "x1", Some("f1"));
    let error = kept.refuses(FIRE, of_another);
    assert!(
        matches!(error, TaskError::CertificateOfAnother { .. }),
        "{error}"
    );
    let own = sent(&kept, &target, "x1", Some("x1"));
    kept.does(FIRE, own);
    let second = ASKED.targets()[1].clone();
    kept.tell(&second);
    for _ in 0..2 {
        let leaves = kept.team(FIRE, &second)[0].clone();
        let vacated = kept.vacated(&second, &leaves);
        kept.does(FIRE, vacated);
    }
    let twice = sent(&kept, &second, "x2", Some("x1"));
    let error = kept.refuses(FIRE, twice);
    assert!(
        matches!(error, TaskError::CertificateOfAnother { .. }),
        "{error}"
    );
    let again = sent(&kept, &second, "x1", Some("x1"));
    kept.does(FIRE, again);
}

#[test]
fn rs_04_a_task_is_not_cancelled_once_somebody_was_inspected() {
    let (mut kept, target) = told();
    kept.scan_in(&target).inspect(&target);
    let cancelled = kept.cancelled();
    let error = kept.refuses(FIRE, cancelled);
    assert!(matches!(error, TaskError::State(_)), "{error}");
    assert!(error.to_string().contains("nobody is inspected"), "{error}");
}

#[test]
fn rs_02_nobody_allows_an_exit_before_the_register_shows_it() {
    let (mut kept, target) = told();
    kept.next_day();
    let mut left = kept.left(&target, None);
    if let Fact::Left { approval, .. } = &mut left {
        *approval = world::approval("2025-03-01T09:00:00+08:00");
    }
    let error = kept.refuses(FIRE, left);
    assert!(matches!(error, TaskError::NotYet { .. }), "{error}");
}

#[test]
fn rs_01_nothing_is_found_in_order_on_a_visit_that_found_nobody() {
    let (mut kept, target) = told();
    kept.scan_in(&target);
    kept.does(FIRE, ended(&target, Attendance::Unreachable));
    let error = kept.refuses(FIRE, entered(&target, "F-01", NoProblem));
    assert!(matches!(error, TaskError::NobodyThere { .. }), "{error}");
    kept.does(FIRE, entered(&target, "F-01", ToBeDealtWith));
    let error = kept.refuses(FIRE, corrected(&target, "F-01", NoProblem));
    assert!(matches!(error, TaskError::NobodyThere { .. }), "{error}");
}

#[test]
fn ao4_letters_of_years_ago_prove_nothing_of_this_year() {
    let (mut kept, target) = told();
    kept.scan_in(&target);
    kept.does(FIRE, ended(&target, Attendance::Unreachable));
    let entry = |year: &str| {
        let address: Address = "楚雄市鹿城镇某路1号".parse().unwrap();
        let letter = |number: &str, posted: &str| {
            let posted = day(&format!("{year}-{posted}"));
            let back = Fate::Returned(day(&format!("{year}-05-20")));
            Letter::new(number.parse().unwrap(), posted, address.clone(), back)
        };
        let letters = [letter("XA1", "04-01"), letter("XA2", "04-20")];
        let contact = Contact::Letters(Undelivered::new(address.clone(), letters));
        let findings = Findings::new([CannotBeContacted]).unwrap();
        Fact::Entered {
            target: target.clone(),
            item: item("F-01"),
            entry: ItemEntry::Found(FoundEntry::new(findings, Some(contact), None)),
        }
    };
    kept.now.0 = day("2025-06-03");
    let error = kept.refuses(FIRE, entry("2022"));
    assert!(matches!(error, TaskError::OldProof { .. }), "{error}");
    kept.does(FIRE, entry("2025"));
}

#[test]
fn dr_64_a_correction_does_not_put_the_check_after_its_publication() {
    let on = |check: &str, finding| {
        let check = Check::new(
            department(FIRE),
            "2025-hotel".parse().unwrap(),
            "宾馆联合检查".parse().unwrap(),
            DrawType::Undirected,
            item("F-01"),
            day(check),
        );
        let entity = Entity::new(first(), "某宾馆".parse().unwrap());
        let findings = Findings::new([finding]).unwrap();
        PublicResult::new(entity, check, ResultCategory::Findings(findings))
    };
    let mut publication = Publication::new(on("2025-03-03", NoProblem));
    let published = Step::new(day("2025-06-03"), Act::Publish);
    publication.record(published).unwrap();
    let mut corrected = |check| {
        let act = Act::correct(on(check, NoProblem), ground("the day was wrong"));
        publication.record(Step::new(day("2025-07-01"), act))
    };
    let error = corrected("2025-06-04").unwrap_err();
    assert!(matches!(error, StepError::BeforeCheck { .. }), "{error}");
    corrected("2025-03-04").unwrap();
}

#[test]
fn rs_03_a_plan_is_completed_in_the_years_figures_when_its_task_is() {
    let plan = |kept: &Kept<'_>| PlanRow {
        plan: kept.task.plan().clone(),
        kind: PlanKind::Joint,
        level: Level::Prefecture,
        scenario: Scenario::Plain,
        status: PlanStatus::InForce,
    };
    let district = || "532301".parse().unwrap();
    let agree = |kept: &Kept<'_>| {
        let rows = kept.task.rows(day("2025-02-20"), |_, _| (district(), None));
        let figures = Figures::of([plan(kept)], rows, day("2025-12-31")).unwrap();
        let completed = figures.plans().completed.number();
        assert_eq!(completed, u64::from(kept.task.is_completed()));
        completed
    };
    let targets = ASKED.targets();
    let (mut kept, mut all_left) = (Kept::new(&ASKED), Kept::new(&ASKED));
    kept.approve().leave(&targets[0]);
    kept.leave_short(&ASKED.reserves()[0]);
    for one in [&targets[1], &targets[2]] {
        assert_eq!(agree(&kept), 0);
        kept.next_day().tell(one).scan_in(one).inspect(one);
        kept.enter(one, NoProblem).review(one).publish(one);
    }
    assert_eq!(agree(&kept), 1);

    all_left.leave(&targets[0]).leave(&targets[1]);
    for one in [&ASKED.reserves()[0], &ASKED.reserves()[1], &targets[2]] {
        all_left.leave_short(one);
    }
    assert_eq!(all_left.task.state(), State::Short);
    assert_eq!(agree(&all_left), 0);
}

#[test]
fn dr_02_an_inspection_from_papers_of_an_item_that_asks_for_a_visit_is_told() {
    let mut kept = Kept::new(&ASKED);
    let catalogue = catalogue("2025");
    kept.approve();
    assert_eq!(kept.task.check_methods(&catalogue), Ok(()));
    kept.does(FIRE, ended(&first(), Attendance::Written));
    let faults = kept.task.check_methods(&catalogue).unwrap_err();
    let every = [HEALTH, FIRE].into_iter().flat_map(items);
    let wanted = every.map(|code| MethodFault::OtherWay {
        target: first(),
        item: item(code),
        found: Method::Written,
    });
    assert_eq!(faults, wanted.collect::<Vec<_>>());
    // With nothing in the list, nothing may be inspected.
    let other = ItemDraft::new(
        item("XX-01"),
        "检查".parse().unwrap(),
        department(FIRE),
        Category::Key,
    )
    .in_force(day("2025-01-02"), day("2025-01-03"))
    .at([Level::County])
    .by([Method::Written])
    .resting_on("《示例办法》第一条".parse().unwrap());
    let other = Catalogue::builder("清单".parse().unwrap())
        .item(other)
        .build()
        .unwrap();
    let faults = kept.task.check_methods(&other).unwrap_err();
    let unknown = |fault: &MethodFault| matches!(fault, MethodFault::UnknownItem { .. });
    assert!(
        !faults.is_empty() && faults.iter().all(unknown),
        "{faults:?}"
    );
}
