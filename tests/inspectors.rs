//! Officers dealt to targets: what the deal must be, found by looking at every way there is.

#[path = "inspectors/model.rs"]
mod model;

use double_random::assignment::{Deal, Pool};
use double_random::chance::{Seed, Stream};
use double_random::frame::Token;
use model::{Case, Shape, by_enumeration, by_flow, teams};
use std::collections::BTreeMap;

fn pool(case: &Case) -> Pool {
    Pool::new(
        case.slots.clone(),
        case.officers.clone(),
        case.recusals.iter().copied(),
    )
    .unwrap()
}

fn dealt(deal: &Deal) -> BTreeMap<Token, Vec<Option<Token>>> {
    deal.teams()
        .iter()
        .map(|team| (team.target, team.seats.clone()))
        .collect()
}

/// What plain greedy would do: nothing, leave a slot vacant that need not be, or end uneven.
#[derive(Default, Debug)]
struct Counts {
    cases: u64,
    greedy_stuck: u64,
    greedy_uneven: u64,
    vacant: u64,
}

fn agree(
    seed: u8,
    cases: u64,
    shape: Shape,
    best: fn(&Case, &[Option<usize>]) -> (u64, u64),
) -> Counts {
    let mut stream = Stream::new(&Seed::from_bytes([seed; 32]));
    let mut counts = Counts::default();
    for number in 0..cases {
        let case = Case::random(&mut stream, shape);
        let model = case.deal(best);
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        assert_eq!(
            dealt(&deal),
            teams(&case, &model),
            "case {number}: {case:#?}"
        );
        let (filled, squares) = best(&case, &[]);
        let greedy = case.deal(|_, _| (0, 0));
        let mut loads = case.carried();
        greedy.iter().flatten().for_each(|o| loads[*o] += 1);
        let greedy_filled = u64::try_from(greedy.iter().flatten().count()).unwrap();
        counts.cases += 1;
        counts.vacant += u64::from(deal.vacant() > 0);
        counts.greedy_stuck += u64::from(greedy_filled < filled);
        counts.greedy_uneven += u64::from(
            greedy_filled == filled && loads.iter().map(|l| l * l).sum::<u64>() > squares,
        );
    }
    counts
}

#[test]
fn small_deals_are_what_enumeration_says() {
    let shape = Shape {
        officers: 5,
        targets: 3,
        slots: 2,
    };
    let counts = agree(1, 3_000, shape, by_enumeration);
    println!("enumerated: {counts:?}");
    let shape = Shape {
        officers: 4,
        targets: 2,
        slots: 3,
    };
    let counts = agree(2, 3_000, shape, by_enumeration);
    println!("enumerated, up to three slots: {counts:?}");
}

#[test]
fn middling_deals_are_what_a_plain_flow_says() {
    let shape = Shape {
        officers: 8,
        targets: 9,
        slots: 3,
    };
    let counts = agree(3, 20_000, shape, by_flow);
    println!("by flow: {counts:?}");
    let shape = Shape {
        officers: 16,
        targets: 16,
        slots: 4,
    };
    let counts = agree(4, 3_000, shape, by_flow);
    println!("by flow: {counts:?}");
}
