//! Results, from their entry to the closing.

use crate::world::*;
use double_random::calendar::Calendar;
use double_random::campaign::Programme;
use double_random::figures::{Checked, ResultRow};
use double_random::finding::Finding::{
    self, ActivityNotFound, CannotBeContacted, CorrectionOrdered, NoProblem, ToBeDealtWith,
};
use double_random::finding::{
    Contact, Fate, FinalOutcome, Findings, FoundEntry, ItemEntry, Letter, TargetState, Undelivered,
};
use double_random::id::UnitId;
use double_random::task::{Channel, Fact, NotOnce, Service, Shown, State, TaskError};

fn inspected() -> (Kept<'static>, UnitId) {
    let mut kept = Kept::new(&ASKED);
    let target = ASKED.targets()[0].clone();
    kept.approve()
        .tell(&target)
        .scan_in(&target)
        .inspect(&target);
    (kept, target)
}

fn published(first: Finding) -> (Kept<'static>, UnitId) {
    let (mut kept, target) = inspected();
    kept.enter(&target, first).review(&target).publish(&target);
    (kept, target)
}

#[test]
fn os_05_a_department_enters_its_own_items_once() {
    let (mut kept, target) = inspected();
    let error = kept.refuses(HEALTH, entered(&target, "F-01", NoProblem));
    assert_eq!(
        error.to_string(),
        "who inspects, enters: an item of `卫生` in this campaign is wanted, found `F-01`"
    );
    kept.does(FIRE, entered(&target, "F-01", NoProblem));
    let error = kept.refuses(FIRE, entered(&target, "F-01", ToBeDealtWith));
    assert!(matches!(error, TaskError::EnteredBefore { .. }), "{error}");
    let error = kept.refuses("文旅", entered(&target, "F-01", NoProblem));
    assert!(matches!(error, TaskError::Stranger { .. }), "{error}");
}

#[test]
fn rs_01_an_activity_that_is_not_found_is_a_result_and_no_other_draw() {
    let (mut kept, target) = inspected();
    let targets = kept.task.targets().len();
    kept.enter(&target, ActivityNotFound);
    let account = &kept.task.targets()[&target];
    assert!(!account.findings().unwrap().is_problem());
    assert_eq!(kept.task.targets().len(), targets);
}

#[test]
fn rs_01_cannot_be_contacted_is_entered_with_its_two_letters_alone() {
    let (mut kept, target) = inspected();
    kept.now = (day("2025-05-06"), 9);
    let error = kept.refuses(FIRE, entered(&target, "F-01", CannotBeContacted));
    assert_eq!(
        error.to_string(),
        format!("`F-01` at `{target}`: `R5` is entered with what proves it, found nothing")
    );
    let address: double_random::finding::Address = "楚雄市鹿城镇某路1号".parse().unwrap();
    let entry = |second: &str| {
        let letter = |number: &str, posted: &str| {
            let back = Fate::Returned(day("2025-05-05"));
            Letter::new(number.parse().unwrap(), day(posted), address.clone(), back)
        };
        let letters = [letter("XA1", "2025-04-01"), letter("XA2", second)];
        let contact = Contact::Letters(Undelivered::new(address.clone(), letters));
        let findings = Findings::new([CannotBeContacted]).unwrap();
        Fact::Entered {
            target: target.clone(),
            item: item("F-01"),
            entry: ItemEntry::Found(FoundEntry::new(findings, Some(contact), None)),
        }
    };
    let error = kept.refuses(FIRE, entry("2025-04-15"));
    assert!(matches!(error, TaskError::Entry { .. }), "{error}");
    kept.does(FIRE, entry("2025-04-16"));
    // It is a finding: nobody comes in the target's place.
    let left = kept.left(&target, None);
    let error = kept.refuses(FIRE, left);
    assert!(matches!(error, TaskError::Stage { .. }), "{error}");
}

#[test]
fn a_department_reviews_all_that_it_entered_and_then_publishes() {
    let (mut kept, target) = inspected();
    let id = || target.clone();
    kept.does(FIRE, entered(&target, "F-01", NoProblem));
    let error = kept.refuses(FIRE, Fact::Reviewed { target: id() });
    assert_eq!(
        error.to_string(),
        "a review of everything is wanted, found `F-02` of `消防` still to be entered"
    );
    kept.does(FIRE, entered(&target, "F-02", NoProblem));
    let error = kept.refuses(FIRE, Fact::Published { target: id() });
    assert!(matches!(error, TaskError::Unreviewed { .. }), "{error}");
    kept.does(FIRE, Fact::Reviewed { target: id() });
    let error = kept.refuses(FIRE, Fact::Reviewed { target: id() });
    assert!(matches!(error, TaskError::DoneBefore { .. }), "{error}");
    kept.does(FIRE, Fact::Published { target: id() });
    let error = kept.refuses(FIRE, Fact::Published { target: id() });
    assert!(matches!(error, TaskError::DoneBefore { .. }), "{error}");
}

#[test]
fn rs_03_a_target_counts_as_completed_when_every_department_has_published() {
    let (mut kept, target) = inspected();
    kept.enter(&target, NoProblem).review(&target);
    let id = || target.clone();
    assert_eq!(kept.task.completion().published, 0);
    kept.does(HEALTH, Fact::Published { target: id() });
    assert_eq!(kept.task.completion().published, 0);
    kept.next_day().does(FIRE, Fact::Published { target: id() });
    let completion = kept.task.completion();
    assert_eq!((completion.drawn, completion.in_force), (3, 3));
    assert_eq!((completion.inspected, completion.published), (1, 1));
    assert_eq!((completion.closed, completion.problems), (0, 0));
    let account = &kept.task.targets()[&target];
    assert_eq!(
        account.published_on(&department(HEALTH)),
        Some(day("2025-03-01"))
    );
    assert_eq!(
        account.published_on(&department(FIRE)),
        Some(day("2025-03-02"))
    );
}

#[test]
fn dr_64_a_correction_before_publication_is_reviewed_anew() {
    let (mut kept, target) = inspected();
    kept.enter(&target, ToBeDealtWith).review(&target);
    kept.does(FIRE, corrected(&target, "F-01", NoProblem));
    let id = || target.clone();
    let error = kept.refuses(FIRE, Fact::Published { target: id() });
    assert!(matches!(error, TaskError::Unreviewed { .. }), "{error}");
    kept.does(FIRE, Fact::Reviewed { target: id() });
    kept.does(FIRE, Fact::Published { target: id() });
    let corrected = &kept.task.targets()[&target].departments[&department(FIRE)];
    let [once] = &corrected.items[&item("F-01")].corrected[..] else {
        panic!("one correction")
    };
    assert!(once.before.is_problem());
    assert_eq!(once.was, Shown::Internal);
}

#[test]
fn dr_64_a_correction_after_publication_keeps_what_everyone_had_seen() {
    let (mut kept, target) = published(ToBeDealtWith);
    kept.next_day()
        .does(FIRE, corrected(&target, "F-01", NoProblem));
    let account = &kept.task.targets()[&target];
    assert!(!account.is_pending());
    let entered = &account.departments[&department(FIRE)].items[&item("F-01")];
    assert_eq!(entered.corrected[0].was, Shown::Published);
    let error = kept.refuses(FIRE, corrected(&target, "H-01", NoProblem));
    assert!(matches!(error, TaskError::NotOwnItem { .. }), "{error}");
}

#[test]
fn what_was_found_waits_for_its_final_outcome() {
    for (finding, wrong, right) in [
        (
            CorrectionOrdered,
            FinalOutcome::Penalty,
            FinalOutcome::Corrected,
        ),
        (
            ToBeDealtWith,
            FinalOutcome::Corrected,
            FinalOutcome::NoPenalty,
        ),
    ] {
        let (mut kept, target) = published(finding);
        let error = kept.refuses(
            FIRE,
            Fact::Closed {
                target: target.clone(),
            },
        );
        assert!(matches!(error, TaskError::Pending { .. }), "{error}");
        let settled = |outcome| Fact::Settled {
            target: target.clone(),
            item: item("F-01"),
            finding,
            outcome,
        };
        if finding == CorrectionOrdered {
            let error = kept.refuses(FIRE, settled(wrong));
            assert!(matches!(error, TaskError::FollowUp(_)), "{error}");
        }
        let error = kept.refuses(HEALTH, settled(right));
        assert!(matches!(error, TaskError::NotEntered { .. }), "{error}");
        kept.does(FIRE, settled(right));
        let error = kept.refuses(FIRE, settled(right));
        assert!(matches!(error, TaskError::NothingOpen { .. }), "{error}");
        kept.close(&target);
    }
}

#[test]
fn a_closed_target_is_corrected_only_to_what_leaves_nothing_open() {
    let (mut kept, target) = published(NoProblem);
    kept.close(&target);
    let error = kept.refuses(FIRE, corrected(&target, "F-01", ToBeDealtWith));
    assert!(matches!(error, TaskError::Pending { .. }), "{error}");
    kept.does(FIRE, corrected(&target, "F-01", ActivityNotFound));
    assert_eq!(kept.task.state(), State::InProgress);
}

#[test]
fn dr_61_a_department_publishes_within_its_term_from_the_end_of_the_targets_own_inspection() {
    let (mut kept, target) = inspected();
    kept.now = (day("2025-04-01"), 9);
    let another = ASKED.targets()[1].clone();
    kept.tell(&another).scan_in(&another).inspect(&another);
    let due = |target| {
        kept.task
            .publication_due(target)
            .unwrap()
            .unwrap()
            .last_day()
    };
    // 2025-03-01 is a Saturday: the 20 working days are those from 3 to 28 March.
    assert_eq!(due(&target), day("2025-03-28"));
    assert!(due(&another) > day("2025-04-28"));
    let third = &ASKED.targets()[2];
    assert_eq!(kept.task.publication_due(third), Ok(None));
}

#[test]
fn a_document_is_served_when_its_channel_says_so() {
    let calendar = Calendar::national();
    let proof = double_random::digest::Digest::of(b"proof");
    let on = |channel| {
        let document = "责令改正通知书".parse().unwrap();
        let service = Service::new(document, channel, day("2025-03-03"), proof);
        service.served_on(calendar).unwrap()
    };
    for channel in [
        Channel::Direct,
        Channel::Left,
        Channel::Mail,
        Channel::Electronic,
        Channel::Entrusted,
    ] {
        assert_eq!(on(channel), day("2025-03-03"));
    }
    let announced = |stands: &str| Channel::Announcement {
        stands: stands.parse().unwrap(),
        basis: "《民事诉讼法》第九十五条".parse().unwrap(),
    };
    assert_eq!(on(announced("30 days")), day("2025-04-02"));
    assert_eq!(on(announced("60 days")), day("2025-05-02"));

    let (mut kept, target) = inspected();
    let fact = kept.served(&target);
    let Fact::Served { service, .. } = fact.clone() else {
        panic!("a service")
    };
    kept.does(FIRE, fact);
    assert_eq!(kept.task.targets()[&target].services[..], [service]);
    let mut later = kept.task.targets()[&target].services[0].clone();
    later.on = day("2025-03-02");
    let fact = Fact::Served {
        target: target.clone(),
        service: later,
    };
    let error = kept.refuses(FIRE, fact);
    assert!(matches!(error, TaskError::NotServed { .. }), "{error}");
}

fn name() -> double_random::id::DisplayName {
    "某宾馆".parse().unwrap()
}

#[test]
fn dr_63_everyone_sees_what_each_department_published_and_no_officer() {
    let (mut kept, target) = inspected();
    kept.enter(&target, ToBeDealtWith).review(&target);
    let seen = |kept: &Kept<'_>| kept.task.publications(&target, &name()).unwrap();
    assert_eq!(seen(&kept), []);
    let id = || target.clone();
    kept.next_day()
        .does(HEALTH, Fact::Published { target: id() });
    assert_eq!(seen(&kept).len(), 1);
    kept.next_day().does(FIRE, Fact::Published { target: id() });
    let all = seen(&kept);
    assert_eq!(all.len(), 3);
    let rules = &ASKED.rules;
    let text = |day_of: &str| {
        let views = all
            .iter()
            .map(|one| one.public(day(day_of), rules).unwrap().result().cloned());
        let shown = views
            .flatten()
            .map(|result| result.document().unwrap().canonical().to_owned());
        shown.collect::<Vec<_>>()
    };
    assert_eq!(text("2025-03-01").len(), 0);
    assert_eq!(text("2025-03-02").len(), 1);
    let shown = text("2025-03-03");
    assert_eq!(shown.len(), 3);
    for officer in ["f1", "f2", "f3", "h1", "h2", "h3", "张三", "局长"] {
        assert!(
            !shown
                .iter()
                .any(|text| text.contains(&format!("\"{officer}\"")))
        );
    }
}

#[test]
fn dr_64_everyone_sees_the_version_of_the_day() {
    let (mut kept, target) = published(ToBeDealtWith);
    kept.next_day()
        .does(FIRE, corrected(&target, "F-01", CorrectionOrdered));
    kept.next_day()
        .does(FIRE, corrected(&target, "F-01", CorrectionOrdered));
    kept.next_day()
        .does(FIRE, corrected(&target, "F-01", NoProblem));
    let all = kept.task.publications(&target, &name()).unwrap();
    // In id-byte order of departments: health, then fire.
    let versions: Vec<_> = all[1]
        .versions()
        .map(|(day, result)| (day, result.result().clone()))
        .collect();
    let of =
        |finding| findings([finding]).check(day("2025-03-01"), &ASKED.rules, Calendar::national());
    let category = |finding| of(finding).unwrap().category();
    let wanted = [
        (None, category(ToBeDealtWith)),
        (Some(day("2025-03-02")), category(CorrectionOrdered)),
        // The second correction changed nothing that everyone sees.
        (Some(day("2025-03-04")), category(NoProblem)),
    ];
    assert_eq!(versions, wanted);
}

#[test]
fn dr_60_what_is_withheld_on_a_legal_ground_is_not_seen_and_counts_as_done() {
    let (mut kept, target) = inspected();
    let early = kept.withheld(&target, "F-01");
    let error = kept.refuses(FIRE, early.clone());
    assert!(matches!(error, TaskError::NotEntered { .. }), "{error}");
    kept.enter(&target, NoProblem);
    let error = kept.refuses(HEALTH, early.clone());
    assert!(matches!(error, TaskError::NotEntered { .. }), "{error}");
    kept.does(FIRE, early.clone())
        .review(&target)
        .publish(&target);
    let error = kept.refuses(FIRE, early);
    assert!(matches!(error, TaskError::Stage { .. }), "{error}");
    kept.next_day()
        .does(FIRE, corrected(&target, "F-01", ActivityNotFound));
    let all = kept.task.publications(&target, &name()).unwrap();
    let shown = |one: &double_random::publication::Publication| {
        one.public(day("2025-03-03"), &ASKED.rules)
            .unwrap()
            .result()
            .is_some()
    };
    assert_eq!(
        all.iter().map(shown).collect::<Vec<_>>(),
        [true, false, true]
    );
    let completion = kept.task.completion();
    assert_eq!((completion.published, completion.withheld), (1, 1));
}

#[test]
fn oi_02_oi_03_a_task_that_was_done_at_once_goes_through_the_stages_of_its_campaign() {
    let mut kept = Kept::new(&ASKED);
    let campaign = || World::campaign("2025", ASKED.campaign.plan().clone(), Programme::Planned);
    let (targets, reserves) = (ASKED.targets(), ASKED.reserves());
    kept.approve().leave(&targets[0]);
    let all = [&reserves[0], &targets[1], &targets[2]];
    for target in all {
        kept.next_day().tell(target).scan_in(target).inspect(target);
        kept.enter(target, ActivityNotFound).review(target);
    }
    let early = kept.task.check_once(campaign());
    assert!(
        matches!(early, Err(NotOnce::Unpublished { .. })),
        "{early:?}"
    );
    let mut apart = kept.clone();
    apart
        .publish(all[0])
        .next_day()
        .publish(all[1])
        .publish(all[2]);
    let apart = apart.task.check_once(campaign());
    assert!(matches!(apart, Err(NotOnce::Days { .. })), "{apart:?}");
    for target in all {
        kept.publish(target);
    }
    let published = kept.task.check_once(campaign()).unwrap();
    assert_eq!(published.day(), kept.now.0);
    let inspected = published.inspected();
    assert_eq!(inspected.results().iter().count(), 9);
    let visits = inspected.dispatched().visits();
    assert!(visits.keys().eq(kept.task.standing().targets()));
    let other = World::campaign("2025", UNASKED.campaign.plan().clone(), Programme::Planned);
    let other = kept.task.check_once(other);
    assert!(matches!(other, Err(NotOnce::Stage(_))), "{other:?}");
}

#[test]
fn rs_03_every_item_of_every_department_is_a_row_of_the_years_figures() {
    let (mut kept, target) = published(ToBeDealtWith);
    let (gone, reserve) = (ASKED.targets()[1].clone(), ASKED.reserves()[1].clone());
    kept.next_day().leave(&gone).leave_short(&reserve);
    let stood = |_: &UnitId, stratum: &double_random::id::Stratum| {
        let class = stratum.as_str().parse().ok();
        ("532301".parse().unwrap(), class)
    };
    let rows: Vec<_> = kept.task.rows(day("2025-02-20"), stood).collect();
    // Two targets in force and one that left without a successor, three items each; none of who was replaced.
    assert_eq!(rows.len(), 9);
    let of = |wanted: &UnitId| {
        rows.iter()
            .filter(|row| row.target == *wanted)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&gone), Vec::<&ResultRow>::new());
    let Some(Checked::Prevented { state, .. }) = &of(&reserve)[0].checked else {
        panic!("a state")
    };
    assert_eq!(*state, TargetState::StruckOff);
    let done = of(&target);
    assert!(
        done.iter()
            .all(|row| row.published == Some(day("2025-03-01")))
    );
    assert!(
        done.iter()
            .all(|row| matches!(row.checked, Some(Checked::Inspected { .. })))
    );
    assert_eq!(done[0].class, Some(double_random::risk::RiskClass::A));
}
