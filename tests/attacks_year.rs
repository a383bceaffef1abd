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

use double_random::id::UnitId;
use double_random::task::{Fact, Late, ScanFault, ScanIn, TaskError};
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
