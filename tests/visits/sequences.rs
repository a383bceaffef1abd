//! Any sequence of plans and clue-driven visits, against the model.

use super::model::{Model, Rule, effect};
use super::{day, kind, may, parts, unit};
use double_random::calendar::Day;
use double_random::id::UnitId;
use double_random::visits::{
    Answer, Attendance, Caps, Effect, Ledger, RecordError, ReserveError, Visit,
};
use proptest::prelude::*;

const WHO: [&str; 8] = [
    "county health: hygiene",
    "county health: licence",
    "prefecture health: hygiene",
    "prefecture health: licence",
    "county market: prices",
    "county market: licence prices",
    "county health: hygiene; prefecture health: hygiene",
    "county health: hygiene; county market: prices; prefecture health: licence",
];
const CLUES: [&str; 6] = [
    "case: complaint",
    "case: media",
    "case: transfer",
    "special from above",
    "re-check",
    "on request",
];

#[derive(Clone, Debug)]
enum Step {
    /// A plan reserves a visit, and perhaps moves one that it had reserved.
    Reserve(Visit),
    /// Something happened, whatever the caps say.
    Record(Visit),
    /// A reserved visit is made on its day, or in vain.
    CarryOut(usize, Attendance),
    /// A reservation lapses.
    Withdraw(usize),
}

/// Days on both sides of a year's end, and sometimes a year before and after it.
fn a_day() -> impl Strategy<Value = Day> {
    let far = prop::sample::select(&[0_u32, 365, 365, 365, 365, 365, 700][..]);
    (0..120_u32, far).prop_map(|(number, far)| day("2024-11-01").plus_days(number + far).unwrap())
}

fn a_target() -> impl Strategy<Value = UnitId> {
    (0..2_u8).prop_map(|number| unit(&format!("unit {number}")))
}

fn visit(kinds: &'static [&'static str], tasks: &'static str) -> impl Strategy<Value = Visit> {
    let attendance = prop_oneof![
        3 => Just(Attendance::OnSite),
        1 => Just(Attendance::Unreachable),
        1 => Just(Attendance::Written),
    ];
    let who = (
        a_target(),
        prop::sample::select(kinds),
        prop::sample::select(&WHO[..]),
    );
    // further days of the same visit: the next ones, or some within a month
    let more = prop_oneof![
        (0..3_u32).prop_map(|more| (1..=more).collect::<Vec<_>>()),
        prop::collection::vec(1..30_u32, 1..4),
    ];
    let when = (a_day(), attendance, more);
    // one task in three is done for another one, too, which may be years old
    let what = (0..12_u8, prop::option::weighted(0.3, 0..12_u8));
    (who, when, what).prop_map(move |((target, of, who), (on, how, more), (task, also))| {
        let how = if tasks == "plan" {
            Attendance::Reserved
        } else {
            how
        };
        // a task has one kind: its number says which
        let name = |number| format!("{tasks} {of} {number}").parse().unwrap();
        let visit = Visit::new(target, name(task), kind(of), parts(who), on, how);
        let visit = also
            .into_iter()
            .fold(visit, |visit, also| visit.and_for(name(also)));
        more.iter().fold(visit, |visit, later| {
            visit.and_on(on.plus_days(*later).unwrap(), how).unwrap()
        })
    })
}

fn a_step() -> impl Strategy<Value = Step> {
    let happened = prop_oneof![Just(Attendance::OnSite), Just(Attendance::Unreachable)];
    prop_oneof![
        6 => visit(&["planned", "special"], "plan").prop_map(Step::Reserve),
        1 => visit(&CLUES, "plan").prop_map(Step::Reserve),
        4 => visit(&CLUES, "case").prop_map(Step::Record),
        2 => (0..99_usize, happened).prop_map(|(which, how)| Step::CarryOut(which, how)),
        1 => (0..99_usize).prop_map(Step::Withdraw),
    ]
}

fn mixed() -> Caps {
    Caps::parse(include_str!("mixed.json")).unwrap()
}

/// A visit of the ledger that has a reserved day, and the first of those.
fn reserved(ledger: &Ledger, which: usize) -> Option<(Visit, Day)> {
    let first = |visit: &Visit| {
        let mut days = visit.days().iter();
        let first = days.find(|(_, how)| **how == Attendance::Reserved)?;
        Some(*first.0)
    };
    let all: Vec<(&Visit, Day)> = ledger
        .visits()
        .filter_map(|visit| Some((visit, first(visit)?)))
        .collect();
    let (visit, first) = all[which.checked_rem(all.len())?];
    Some((visit.clone(), first))
}

/// The same answer from both, and the same caps.
fn agree(answer: &Answer, model: &mut Model, visit: &Visit) {
    let wanted = model.reached(visit);
    let findings = match answer {
        Answer::Permitted => &[][..],
        Answer::Warned(findings) => {
            assert_eq!(effect(visit.kind()), Effect::Warned);
            findings
        }
        Answer::Blocked { findings, .. } => {
            assert_eq!(effect(visit.kind()), Effect::Blocked);
            findings
        }
    };
    let mut found: Vec<&str> = findings
        .iter()
        .map(|finding| finding.cap.as_str())
        .collect();
    let mut names: Vec<&str> = wanted.iter().map(|(name, ..)| *name).collect();
    found.sort_unstable();
    names.sort_unstable();
    assert_eq!(found, names, "{visit:?}");
    for finding in findings {
        if let double_random::visits::Reached::PerYear { counted, .. } = finding.reached {
            let same = |(name, _, number): &(&str, String, usize)| {
                *name == finding.cap.as_str() && *number == counted
            };
            assert!(wanted.iter().any(same), "{finding}: {wanted:?}");
        }
    }
}

fn run(steps: Vec<Step>) -> (Ledger, Model) {
    let (caps, mut ledger, mut model) = (mixed(), Ledger::default(), Model::default());
    for step in steps {
        match step {
            Step::Reserve(visit) | Step::Record(visit) if model.refuses(&visit) => {
                let before = ledger.clone();
                let refused = ledger.record(visit.clone()).unwrap_err();
                assert!(!matches!(refused, RecordError::OtherKind(_)), "{refused}");
                assert_eq!(ledger.may(&caps, &visit), Err(refused.clone()));
                let reserved = ledger.reserve(&caps, visit);
                assert_eq!(reserved, Err(ReserveError::Record(refused)));
                assert_eq!(ledger, before);
            }
            Step::Reserve(visit) => {
                let answer = may(&ledger, &caps, &visit);
                agree(&answer, &mut model, &visit);
                let before = ledger.clone();
                match ledger.reserve(&caps, visit.clone()) {
                    Ok(same) => {
                        assert_eq!(same, answer);
                        model.tell(visit);
                    }
                    Err(ReserveError::Blocked { findings, from }) => {
                        assert_eq!(Answer::Blocked { findings, from }, answer);
                        assert_eq!(ledger, before);
                    }
                    Err(other) => panic!("{other}"),
                }
            }
            Step::Record(visit) => {
                agree(&may(&ledger, &caps, &visit), &mut model, &visit);
                ledger.record(visit.clone()).unwrap();
                model.tell(visit);
            }
            Step::CarryOut(which, how) => {
                let Some((planned, on)) = reserved(&ledger, which) else {
                    continue;
                };
                let task = planned.tasks().last().unwrap().clone();
                let (target, of) = (planned.target().clone(), planned.kind());
                let visit = Visit::new(target, task, of, planned.parts().clone(), on, how);
                ledger.record(visit.clone()).unwrap();
                model.tell(visit);
            }
            Step::Withdraw(which) => {
                let Some((planned, first)) = reserved(&ledger, which) else {
                    continue;
                };
                let task = planned.tasks().last().unwrap();
                assert_eq!(ledger.withdraw(planned.target(), task), Some(first));
                model.withdraw(planned.target(), task);
            }
        }
    }
    (ledger, model)
}

/// The fewest visits of 30 days that hold all these days.
fn fewest(days: impl Iterator<Item = Day>) -> usize {
    let (mut number, mut last) = (0, None);
    for day in days {
        if last.is_none_or(|last| last < day) {
            number += 1;
            last = Some(day.plus_days(29).unwrap());
        }
    }
    number
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dr_40_no_planned_visit_is_ever_above_a_cap(steps in prop::collection::vec(a_step(), 1..60)) {
        let (ledger, model) = run(steps);
        for target in ["unit 0", "unit 1"] {
            // a cap that is in force for part of a year binds only then
            let whole = |rule: &Rule| rule.name != "licences";
            for year in 2025..=2027 {
                for (rule, key, number) in model.blocked_kinds(&unit(target), year) {
                    prop_assert!(!whole(rule) || number <= *rule.limit.as_ref().unwrap(), "{} {key}: {number}", rule.name);
                }
                // and by the days alone, whatever visit they are said to be of: visits that began the year before are over
                let after = Day::first_of(year).unwrap().plus_days(29).unwrap();
                for (rule, key, days) in model.blocked_days(&unit(target)) {
                    let number = fewest(days.into_iter().filter(|day| day.year() == year && after <= *day));
                    prop_assert!(!whole(rule) || number <= *rule.limit.as_ref().unwrap(), "{} {key}: {number}", rule.name);
                }
            }
        }
        for visit in ledger.visits() {
            let days = visit.days().iter().filter(|(_, how)| how.counts());
            prop_assert!(fewest(days.map(|(day, _)| *day)) <= 1, "{visit:?}");
        }
    }

    #[test]
    fn dr_40_the_day_that_is_told_is_the_first_on_which_the_visit_is_free(
        steps in prop::collection::vec(a_step(), 20..60), asked in visit(&["planned", "case: transfer"], "asked"))
    {
        let (caps, (ledger, _)) = (mixed(), run(steps));
        let on = *asked.days().keys().next().unwrap();
        let length = asked.days().len();
        let moved = |to: Day| {
            let (target, task) = (asked.target().clone(), "asked".parse().unwrap());
            let visit = Visit::new(target, task, asked.kind(), asked.parts().clone(), to, Attendance::Reserved);
            let later = (1..u32::try_from(length).unwrap()).map(|days| to.plus_days(days).unwrap());
            later.fold(visit, |visit, day| visit.and_on(day, Attendance::Reserved).unwrap())
        };
        if let Answer::Blocked { from, .. } = may(&ledger, &caps, &moved(on)) {
            let free = |day: &Day| !matches!(may(&ledger, &caps, &moved(*day)), Answer::Blocked { .. });
            prop_assert_eq!(from, on.through(day("2029-01-01")).find(free));
        }
    }
}
