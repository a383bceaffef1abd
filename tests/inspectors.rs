//! Officers dealt to targets: what a deal must be, found by looking at every way there is; and what must hold of any.
//!
//! Cases are made from fixed seeds. `cargo test --test inspectors -- --nocapture` prints how many there were of which kind.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

#[path = "inspectors/equal.rs"]
mod equal;
#[path = "inspectors/model.rs"]
mod model;
#[path = "inspectors/oracle.rs"]
mod oracle;
#[path = "inspectors/pools.rs"]
mod pools;

use double_random::assignment::{
    Fewest, Means, Officer, Pool, PoolError, Remedy, ReplacementError, Target, Trial,
};
use double_random::chance::{Seed, Stream};
use double_random::frame::{FrameKey, Token};
use double_random::inspector::Slot;
use equal::Office;
use model::{Case, Shape, by_enumeration, by_flow, teams};
use pools::{check_cut, check_remedies, dealt, pool};
use std::collections::BTreeMap;

const SMALL: Shape = Shape {
    officers: 5,
    targets: 3,
    slots: 2,
};
const SMALL_TEAMS_OF_THREE: Shape = Shape {
    officers: 4,
    targets: 2,
    slots: 3,
};
const MIDDLING: Shape = Shape {
    officers: 8,
    targets: 9,
    slots: 3,
};
const LARGER: Shape = Shape {
    officers: 16,
    targets: 16,
    slots: 4,
};

/// Of what kind the cases were.
#[derive(Default, Debug)]
struct Kinds {
    cases: u32,
    /// Plain greedy leaves more slots vacant than need be.
    greedy_stuck: u32,
    /// Plain greedy fills as many slots, less evenly.
    greedy_uneven: u32,
    /// Not every slot can be filled.
    short: u32,
}

/// A way to find the greatest number of slots that can be filled and the least sum of squares.
type Best = fn(&Case, &[Option<usize>]) -> (u64, u64);

/// Deals random cases and compares them with the letter of the protocol.
fn compare(label: &str, cases: u32, shape: Shape, best: Best) -> Kinds {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive(label));
    let mut kinds = Kinds::default();
    for _ in 0..cases {
        let case = Case::random(&mut stream, shape);
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        assert_eq!(dealt(&deal), teams(&case, &case.deal(best)), "{case:#?}");
        check_cut(&case, &deal);

        let (filled, squares) = best(&case, &[]);
        let greedy = case.deal(|_, _| (0, 0));
        let greedy_filled = u64::try_from(greedy.iter().flatten().count()).unwrap();
        let mut loads = case.carried();
        for officer in greedy.iter().flatten() {
            loads[*officer] += 1;
        }
        let greedy_squares: u64 = loads.iter().map(|load| load * load).sum();
        kinds.cases += 1;
        kinds.short += u32::from(deal.vacant() > 0);
        kinds.greedy_stuck += u32::from(greedy_filled < filled);
        kinds.greedy_uneven += u32::from(greedy_filled == filled && greedy_squares > squares);
    }
    println!("{label}: {kinds:?}");
    kinds
}

/// Rule DR-32.
#[test]
fn small_deals_are_what_enumeration_says() {
    compare("enumerated", 3_000, SMALL, by_enumeration);
    compare(
        "enumerated, three slots",
        3_000,
        SMALL_TEAMS_OF_THREE,
        by_enumeration,
    );
}

#[test]
fn middling_deals_are_what_a_plain_flow_says() {
    let kinds = compare("by flow", 12_000, MIDDLING, by_flow);
    assert!(kinds.greedy_stuck + kinds.greedy_uneven >= 800, "{kinds:?}");
    assert!(kinds.short >= 1_000, "{kinds:?}");
}

#[test]
fn larger_deals_are_what_a_plain_flow_says() {
    let kinds = compare("by flow, larger", 2_500, LARGER, by_flow);
    assert!(kinds.greedy_stuck + kinds.greedy_uneven >= 300, "{kinds:?}");
    assert!(kinds.short >= 1_000, "{kinds:?}");
}

#[test]
fn both_models_agree() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("models"));
    for _ in 0..500 {
        let case = Case::random(&mut stream, SMALL);
        assert_eq!(by_flow(&case, &[]), by_enumeration(&case, &[]), "{case:#?}");
    }
}

#[test]
fn the_order_of_lists_means_nothing() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("orders"));
    for _ in 0..1_000 {
        let mut case = Case::random(&mut stream, MIDDLING);
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        case.officers.reverse();
        let half = case.recusals.len() / 2;
        case.recusals.rotate_left(half);
        case.targets.reverse();
        assert_eq!(pool(&case).deal(&case.targets, &case.seed).unwrap(), deal);
    }
}

#[test]
fn seats_are_held_by_the_eligible() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("eligible"));
    for _ in 0..1_000 {
        let case = Case::random(&mut stream, LARGER);
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        let mut loads: BTreeMap<Token, u64> =
            case.officers.iter().map(|o| (o.token, o.carried)).collect();
        for ((target, slot), seat) in case.order().iter().zip(dealt_in_order(&case)) {
            let Some(token) = seat else { continue };
            let officer = case.officers.iter().find(|o| o.token == token).unwrap();
            assert!(case.fits(officer, (target, slot)));
            *loads.get_mut(&token).unwrap() += 1;
        }
        for team in deal.teams() {
            let mut seated: Vec<Token> = team.seats.iter().flatten().copied().collect();
            seated.sort();
            let all = seated.len();
            seated.dedup();
            assert_eq!(seated.len(), all, "nobody sits twice on a team");
        }
        assert_eq!(*deal.loads(), loads);
        for officer in &case.officers {
            let most = officer.limit.unwrap_or(u64::MAX).max(officer.carried);
            assert!(loads[&officer.token] <= most);
        }
    }
}

#[test]
fn remedies_are_the_fewest_there_are() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("remedies"));
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let case = Case::random(&mut stream, SMALL);
        if pool(&case)
            .deal(&case.targets, &case.seed)
            .unwrap()
            .vacant()
            > 0
        {
            for (what, many) in check_remedies(&case) {
                *counts.entry(what).or_default() += many;
            }
        }
    }
    println!("remedies: {counts:?}");
    assert!(
        counts.values().all(|many| *many > 100) && counts.len() == 2,
        "{counts:?}"
    );
}

#[test]
fn a_large_shortage_is_remedied_in_reasonable_time() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("large"));
    let [staff, frame] = [1, 2].map(|byte| FrameKey::secret([byte; 32]).unwrap());
    let mut some = |most: u64| stream.below(most).to_string().parse().unwrap();
    let officers: Vec<Officer> = (0..300)
        .map(|place| {
            let mut officer = Officer::new(staff.token(&place.to_string()));
            officer.districts = (0..3).map(|_| some(13)).collect();
            officer.limit = Some(17);
            officer
        })
        .collect();
    let targets: Vec<Target> = (0..3_000)
        .map(|place| Target::new(frame.token(&place.to_string()), some(13)))
        .collect();
    let pool = Pool::new(&[Slot::any(), Slot::any()], officers, []).unwrap();
    let trial = Trial::of(&pool, &targets).unwrap();
    assert_eq!(trial.vacant, 6_000 - 300 * 17);
    let Remedy::Fills { changes, fewest } = &trial.remedies[&Means::Limit] else {
        panic!("{:?}", trial.remedies);
    };
    assert_eq!((changes.len(), *fewest), (trial.vacant, Fewest::Proven));
    for means in [Means::Qualification, Means::District, Means::Recusal] {
        assert_eq!(trial.remedies[&means], Remedy::NoneDoes);
    }
}

#[test]
fn large_deals_leave_nothing_to_better() {
    let shape = Shape {
        officers: 120,
        targets: 600,
        slots: 1,
    };
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("better"));
    for _ in 0..40 {
        let mut case = Case::random(&mut stream, shape);
        // Two seats alike, so that nobody has a reason to move within a team.
        case.slots = vec![case.slots[0].clone(); 2];
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        check_cut(&case, &deal);
        assert_eq!(pools::better(&case, &deal), None);
    }
}

/// Somebody else's flows find no slot more that could be filled, and nothing that could be more even; and they do find what
/// plain greedy leaves uneven.
#[test]
fn large_deals_stand_before_somebody_elses_flows() {
    let shape = Shape {
        officers: 40,
        targets: 60,
        slots: 3,
    };
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("oracle"));
    let (mut short, mut uneven) = (0, 0);
    for _ in 0..120 {
        let case = Case::random(&mut stream, shape);
        let deal = pool(&case).deal(&case.targets, &case.seed).unwrap();
        let slots = case.targets.len() * pool(&case).slots().len();
        let filled = u64::try_from(slots - deal.vacant()).unwrap();
        assert_eq!(filled, oracle::filled(&case), "{case:#?}");
        assert!(
            !oracle::could_be_more_even(&case, &dealt(&deal)),
            "{case:#?}"
        );
        short += u32::from(deal.vacant() > 0);
        // What plain greedy deals, where it fills as many.
        let greedy = case.deal(|_, _| (0, 0));
        if greedy.iter().flatten().count() == slots - deal.vacant() {
            uneven += u32::from(oracle::could_be_more_even(&case, &teams(&case, &greedy)));
        }
    }
    println!(
        "before somebody else's flows: 120 deals, {short} short; greedy ones found uneven: {uneven}"
    );
    assert!(short >= 20 && uneven >= 10, "{short} {uneven}");
}

#[test]
fn equals_are_treated_equally() {
    let offices = [Office::of_equals(), Office::of_kinds()];
    for master in 0..100 {
        let master = Seed::from_bytes([0; 32]).derive(&format!("inspectors/{master}"));
        for office in &offices {
            assert!(office.accepts(&master, Office::dealt));
        }
    }
}

#[test]
fn a_cycle_from_a_random_offset_is_refused() {
    let office = Office::of_equals();
    let refused = (0..100).filter(|master| {
        let master = Seed::from_bytes([0; 32]).derive(&format!("inspectors/{master}"));
        !office.accepts(&master, Office::cyclic)
    });
    assert!(refused.count() >= 99);
}

/// Rule RC-03.
#[test]
fn a_replacement_follows_the_protocol_and_changes_one_seat() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("replacements"));
    for _ in 0..500 {
        let case = Case::random(&mut stream, MIDDLING);
        let pool = pool(&case);
        let deal = pool.deal(&case.targets, &case.seed).unwrap();
        let mut teams = pool.teams(&deal, &case.targets, &case.seed);
        let mut now = dealt(&deal);
        let mut removed: BTreeMap<Token, Vec<Token>> = BTreeMap::new();
        let mut used: BTreeMap<Token, u64> = BTreeMap::new();
        for _ in 0..6 {
            let place =
                usize::try_from(stream.below(u64::try_from(case.targets.len()).unwrap())).unwrap();
            let target = &case.targets[place];
            let seats = now.get_mut(&target.token).unwrap();
            let Some(position) = seats.iter().position(Option::is_some) else {
                continue;
            };
            let gone = removed.entry(target.token).or_default();
            gone.extend(seats[position].take());
            let k = used.entry(target.token).or_default();
            let label = format!("replacement/{}/{}", *k + 1, target.token);
            let seed = case.seed.derive(&label);
            let may = |officer: &&Officer| {
                case.fits(officer, (target, &pool.slots()[position]))
                    && !seats.contains(&Some(officer.token))
                    && !gone.contains(&officer.token)
            };
            let rank = |officer: &&Officer| (seed.ticket(officer.token.as_bytes()), officer.token);
            let wanted = case
                .officers
                .iter()
                .filter(may)
                .min_by_key(rank)
                .map(|o| o.token);
            seats[position] = wanted;

            let found = teams.vacate(&target.token, position).unwrap();
            assert_eq!((found.k, found.chosen), (*k + 1, wanted));
            assert_eq!(found.vacated.as_ref(), gone.last());
            *k += u64::from(wanted.is_some());
            for (target, seats) in &now {
                assert_eq!(teams.team(target).unwrap().seats, *seats);
            }
        }
    }
}

#[test]
fn vacancies_at_other_targets_change_nothing() {
    let mut stream = Stream::new(&Seed::from_bytes([0; 32]).derive("vacancies"));
    for _ in 0..200 {
        let case = Case::random(&mut stream, LARGER);
        let pool = pool(&case);
        let deal = pool.deal(&case.targets, &case.seed).unwrap();
        let vacancies: Vec<Token> = deal
            .teams()
            .iter()
            .filter(|team| team.seats[0].is_some())
            .map(|team| team.target)
            .collect();
        let after = |order: &mut dyn Iterator<Item = &Token>| {
            let mut teams = pool.teams(&deal, &case.targets, &case.seed);
            for target in order {
                teams.vacate(target, 0).unwrap();
            }
            let now = vacancies.iter().map(|target| teams.team(target).cloned());
            now.collect::<Vec<_>>()
        };
        assert_eq!(
            after(&mut vacancies.iter()),
            after(&mut vacancies.iter().rev())
        );
    }
}

#[test]
fn what_cannot_be_dealt_is_refused_by_name() {
    let key = FrameKey::secret([1; 32]).unwrap();
    let [a, b, x] = ["a", "b", "x"].map(|id| key.token(id));
    let slots = [Slot::any()];
    let refused = |slots: &[Slot], officers: &[Token], recusals: &[(Token, Token)]| {
        let officers = officers.iter().map(|token| Officer::new(*token));
        Pool::new(slots, officers, recusals.iter().copied()).unwrap_err()
    };
    assert_eq!(refused(&[], &[a], &[]), PoolError::NoSlot);
    assert_eq!(
        refused(&slots, &[a, a], &[]),
        PoolError::OfficerTwice { token: a }
    );
    assert_eq!(
        refused(&slots, &[a], &[(b, x)]),
        PoolError::UnknownOfficer { token: b }
    );
    let pool = Pool::new(&slots, [Officer::new(a)], []).unwrap();
    let target = Target::new(x, "".parse().unwrap());
    let seed = Seed::from_bytes([1; 32]);
    let twice = pool
        .deal(&[target.clone(), target.clone()], &seed)
        .unwrap_err();
    assert_eq!(twice, PoolError::TargetTwice { token: x });

    let targets = [target.clone()];
    let deal = pool.deal(&targets, &seed).unwrap();
    let mut teams = pool.teams(&deal, &targets, &seed);
    let no_team = ReplacementError::NoTeam { target: b };
    assert_eq!(teams.vacate(&b, 0).unwrap_err(), no_team);
    assert_eq!(
        teams.admit(&target).unwrap_err(),
        ReplacementError::HasTeam { target: x }
    );
    assert_eq!(teams.vacate(&x, 0).unwrap().chosen, None);
    for position in [0, 1] {
        let nobody = ReplacementError::NobodySits {
            target: x,
            position,
        };
        assert_eq!(teams.vacate(&x, position).unwrap_err(), nobody);
    }
}

/// Who sits on a team by name is on it: no other seat of it goes to it.
#[test]
fn whoever_is_barred_from_a_team_is_passed_over() {
    let key = FrameKey::secret([1; 32]).unwrap();
    let x = key.token("x");
    let officers = ["a", "b", "c", "d"].map(|id| Officer::new(key.token(id)));
    let pool = Pool::new(&[Slot::any()], officers, []).unwrap();
    let targets = [Target::new(x, "".parse().unwrap())];
    let seed = Seed::from_bytes([1; 32]);
    let deal = pool.deal(&targets, &seed).unwrap();
    let mut honest = pool.teams(&deal, &targets, &seed);
    let next = honest.vacate(&x, 0).unwrap().chosen.unwrap();
    let mut teams = pool.teams(&deal, &targets, &seed);
    teams.bar(&x, next).unwrap();
    let other = teams.vacate(&x, 0).unwrap();
    assert!(other.chosen.is_some() && other.chosen != Some(next));
    assert_eq!(other.k, 1);
    let no_team = ReplacementError::NoTeam { target: next };
    assert_eq!(teams.bar(&next, next), Err(no_team));
}

#[test]
fn nothing_to_deal_is_dealt() {
    let nobody = Pool::new(&[Slot::any()], [], []).unwrap();
    let seed = Seed::from_bytes([1; 32]);
    assert_eq!(nobody.deal(&[], &seed).unwrap().vacant(), 0);
    let token = FrameKey::secret([1; 32]).unwrap().token("x");
    let deal = nobody
        .deal(&[Target::new(token, "".parse().unwrap())], &seed)
        .unwrap();
    assert_eq!((deal.vacant(), deal.shortage().unwrap().vacant), (1, 1));
    let mut full = Officer::new(token);
    full.carried = u64::MAX;
    let pool = Pool::new(&[Slot::any()], [full], []).unwrap();
    let deal = pool
        .deal(&[Target::new(token, "".parse().unwrap())], &seed)
        .unwrap();
    assert_eq!(deal.vacant(), 0);
}

/// The seats of a deal in the order of the deal.
fn dealt_in_order(case: &Case) -> Vec<Option<Token>> {
    let deal = pool(case).deal(&case.targets, &case.seed).unwrap();
    deal.teams()
        .iter()
        .flat_map(|team| team.seats.clone())
        .collect()
}
