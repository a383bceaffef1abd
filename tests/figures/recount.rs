//! Figures counted again by hand, and moved by one result at a time.

use crate::{AS_OF, cases, day, figures, found, numbers, plans, row};
use double_random::calendar::Day;
use double_random::figures::{Checked, Figures, FiguresFault, Group, ResultRow};
use double_random::finding::{Finding, ResultCategory, TargetState};
use double_random::risk::RiskClass;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, BTreeSet};

/// How a row is found in the groups: by plan, department, district, class, scenario, kind and level.
fn keys(row: &ResultRow) -> [String; 7] {
    let plans = plans();
    let plan = plans.iter().find(|plan| plan.plan == row.plan).unwrap();
    [
        row.plan.to_string(),
        row.department.to_string(),
        row.district.to_string(),
        format!("{:?}", row.class),
        format!("{:?}", plan.scenario),
        format!("{:?}", plan.kind),
        plan.level.to_string(),
    ]
}

fn groups(figures: &Figures) -> [BTreeMap<String, Group>; 7] {
    fn named<K>(
        groups: BTreeMap<K, Group>,
        name: impl Fn(&K) -> String,
    ) -> BTreeMap<String, Group> {
        groups
            .into_iter()
            .map(|(key, group)| (name(&key), group))
            .collect()
    }
    [
        named(figures.by_plan(), ToString::to_string),
        named(figures.by_department(), ToString::to_string),
        named(figures.by_district(), ToString::to_string),
        named(figures.by_class(), |class| format!("{class:?}")),
        named(figures.by_scenario(), |scenario| format!("{scenario:?}")),
        named(figures.by_kind(), |kind| format!("{kind:?}")),
        named(figures.by_level(), ToString::to_string),
    ]
}

/// The six numbers of a group, target by target, with nothing but lists.
fn recount(rows: &[&ResultRow], target: impl Fn(&ResultRow) -> String) -> [u64; 6] {
    let until = |on: Day| on <= day(AS_OF);
    let drawn: Vec<&&ResultRow> = rows.iter().filter(|row| until(row.drawn)).collect();
    let targets: BTreeSet<String> = drawn.iter().map(|row| target(row)).collect();
    let mut numbers = [0; 6];
    for one in targets {
        let own = drawn.iter().filter(|row| target(row) == one);
        let (mut visited, mut waiting, mut problem, mut shown, mut over) = (0, 0, 0, true, true);
        for row in own {
            match row.checked.as_ref().filter(|checked| until(checked.on())) {
                None => waiting += 1,
                Some(Checked::Prevented { .. }) => {}
                Some(Checked::Inspected { result, .. }) => {
                    visited += 1;
                    if let ResultCategory::Findings(findings) = result {
                        problem += findings
                            .iter()
                            .filter(|finding| !matches!(finding.code(), "R1" | "R8"))
                            .count();
                    }
                }
            }
            shown &= row.published.is_some_and(until);
            over &= row.closed.is_some_and(until);
        }
        numbers[0] += 1;
        numbers[1] += u64::from(visited > 0);
        numbers[2] += u64::from(visited == 0 && waiting == 0);
        numbers[3] += u64::from(shown);
        numbers[4] += u64::from(over);
        numbers[5] += u64::from(problem > 0);
    }
    numbers
}

fn both(group: &Group) -> [[u64; 6]; 2] {
    [numbers(group.visits), numbers(group.entities)]
}

fn recount_both(rows: &[&ResultRow]) -> [[u64; 6]; 2] {
    [
        recount(rows, |row| format!("{} {}", row.plan, row.target)),
        recount(rows, |row| row.target.to_string()),
    ]
}

/// Some rows, each cell once; district, class and day of the draw follow from plan and target.
fn any_rows() -> impl Strategy<Value = Vec<ResultRow>> {
    let cell = (0..4_usize, 0..3_usize, 0..2_usize, 0..5_usize);
    let cell = (cell, 0..6_usize, 0_u32..40, 0_u32..40, 0_u32..40);
    prop::collection::vec(cell, 0..40).prop_map(|cells| {
        let mut rows = BTreeMap::new();
        let mut whole = BTreeMap::<_, BTreeSet<_>>::new();
        for ((plan, department, item, target), ..) in &cells {
            let department = if *plan == 0 { 0 } else { *department };
            whole
                .entry(*plan)
                .or_default()
                .insert((department, *item, *target));
        }
        // Every item of a plan is told for each of its targets, if only as not entered yet.
        let missing = whole.into_iter().flat_map(|(plan, cells)| {
            let targets: BTreeSet<usize> = cells.iter().map(|(.., target)| *target).collect();
            let items: BTreeSet<_> = cells.iter().map(|(who, item, _)| (*who, *item)).collect();
            let every = items.into_iter().flat_map(move |(who, item)| {
                let targets = targets.clone().into_iter();
                targets.map(move |target| ((plan, who, item, target), 0, 0, 0, 0))
            });
            every.collect::<Vec<_>>()
        });
        let missing: Vec<_> = missing.collect();
        for ((plan, department, item, target), stage, first, second, third) in
            missing.into_iter().chain(cells)
        {
            let department = if plan == 0 { 0 } else { department };
            let (name, department) = (
                ["s", "j", "c", "o"][plan],
                ["fire", "market", "health"][department],
            );
            let mut row = row(
                name,
                department,
                ["1", "2"][item],
                ["a", "b", "c", "d", "e"][target],
            );
            row.district = ["532301", "532302"][(plan + target) % 2].parse().unwrap();
            row.class = [None, Some(RiskClass::A), Some(RiskClass::D)][(plan * 2 + target) % 3];
            row.drawn = day(["2024-10-08", "2024-12-02"][usize::from((plan + target) % 5 == 0)]);
            let on = row.drawn.plus_days(first).unwrap();
            let after = on.plus_days(second).unwrap();
            let result = [
                found(Finding::NoProblem),
                found(Finding::ActivityNotFound),
                found(Finding::ToBeDealtWith),
            ][usize::try_from(third % 3).unwrap()]
            .clone();
            row.checked = match stage {
                0 => None,
                1 => Some(Checked::Prevented {
                    on,
                    state: TargetState::MovedOut,
                }),
                _ => Some(Checked::Inspected { on, result }),
            };
            row.published = (stage % 2 == 1 || stage == 4).then_some(after);
            row.closed = (stage > 4).then(|| after.plus_days(third).unwrap());
            rows.insert((plan, department, item, target), row);
        }
        rows.into_values().collect()
    })
}

/// What happens to one row.
#[derive(Clone, Copy, Debug)]
enum Move {
    Entered,
    Dropped,
    Doubled,
    Redated,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop::sample::select(vec![
        Move::Entered,
        Move::Dropped,
        Move::Doubled,
        Move::Redated,
    ])
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn rs_03_every_group_is_what_counting_by_hand_gives(rows in any_rows()) {
        let figures = figures(rows.clone());
        let all: Vec<&ResultRow> = rows.iter().collect();
        prop_assert_eq!(both(&figures.total()), recount_both(&all));
        for (place, groups) in groups(&figures).into_iter().enumerate() {
            let drawn = rows.iter().filter(|row| row.drawn <= day(AS_OF));
            let names: BTreeSet<String> = drawn.map(|row| keys(row)[place].clone()).collect();
            prop_assert_eq!(groups.keys().cloned().collect::<BTreeSet<_>>(), names);
            let mut visits = [0; 6];
            for (name, group) in &groups {
                let own: Vec<&ResultRow> = rows.iter().filter(|row| keys(row)[place] == *name).collect();
                prop_assert_eq!(both(group), recount_both(&own), "{}", name);
                for (sum, number) in visits.iter_mut().zip(numbers(group.visits)) {
                    *sum += number;
                }
                for [drawn, inspected, prevented, published, closed, problems] in both(group) {
                    prop_assert!(inspected + prevented <= drawn && closed <= published && published <= drawn && problems <= inspected);
                }
            }
            // Departments meet at one target: place 1 has no sum.
            if place != 1 {
                prop_assert_eq!(visits, numbers(figures.total().visits));
            }
        }
        let [visits, entities] = both(&figures.total());
        prop_assert!(entities[0] <= visits[0]);
    }

    #[test]
    fn rs_03_one_result_moves_its_own_figures_and_no_others(rows in any_rows(), which in any::<Index>(), how in any_move()) {
        prop_assume!(!rows.is_empty());
        let before = figures(rows.clone());
        let place = which.index(rows.len());
        let old = rows[place].clone();
        let mut rows = rows;
        match how {
            Move::Entered => {
                let result = found(Finding::CorrectionOrdered);
                let (checked, published, closed) = (Some(Checked::Inspected { on: old.drawn, result }), None, None);
                rows[place] = ResultRow { checked, published, closed, ..old.clone() };
            }
            Move::Dropped => {
                rows[place] = ResultRow { checked: None, published: None, closed: None, ..old.clone() };
                // A row that is left out altogether is missed, unless nothing else tells of its target or its item.
                let mut fewer = rows.clone();
                fewer.remove(place);
                let of = |row: &&ResultRow| row.plan == old.plan;
                let target = fewer.iter().filter(of).any(|row| row.target == old.target);
                let item = fewer.iter().filter(of).any(|row| (&row.department, &row.item) == (&old.department, &old.item));
                let refused = Figures::of(plans(), fewer, day(AS_OF));
                prop_assert_eq!(refused.is_err(), target && item);
            }
            Move::Doubled => {
                rows.push(old.clone());
                let refused = Figures::of(plans(), rows, day(AS_OF)).unwrap_err();
                let twice = FiguresFault::Twice { plan: old.plan, department: old.department, item: old.item, target: old.target };
                prop_assert_eq!(refused.faults(), [twice]);
                return Ok(());
            }
            Move::Redated => {
                prop_assume!(old.published.is_some());
                let late = |on: Option<Day>| on.map(|on| on.plus_days(400).unwrap());
                rows[place] = ResultRow { published: late(old.published), closed: late(old.closed), ..old.clone() };
            }
        }
        let after = figures(rows.clone());
        let all: Vec<&ResultRow> = rows.iter().collect();
        prop_assert_eq!(both(&after.total()), recount_both(&all));
        let own = keys(&old);
        for (place, (before, after)) in groups(&before).into_iter().zip(groups(&after)).enumerate() {
            let others = |groups: BTreeMap<String, Group>| -> BTreeMap<String, Group> {
                groups.into_iter().filter(|(name, _)| *name != own[place]).collect()
            };
            // Of the row's own group, each number moves by one target at most.
            let mine = |groups: &BTreeMap<String, Group>| groups.get(&own[place]).map_or([[0; 6]; 2], both);
            for (before, after) in mine(&before).iter().flatten().zip(mine(&after).iter().flatten()) {
                prop_assert!(before.abs_diff(*after) <= 1);
            }
            if let Move::Redated = how {
                for (before, after) in mine(&before).into_iter().zip(mine(&after)) {
                    let [.., before_published, before_closed, before_problems] = before;
                    let [.., after_published, after_closed, after_problems] = after;
                    prop_assert_eq!((&before[..3], before_problems), (&after[..3], after_problems));
                    prop_assert!(after_published <= before_published && after_closed <= before_closed);
                }
            }
            prop_assert_eq!(others(before), others(after));
        }
    }
}
