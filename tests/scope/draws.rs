//! Draws from what a scope leaves, and how long a large register takes.

use super::office::{RATES, by_class, enterprise, key, plan};
use double_random::draw::draw;
use double_random::id::{LicenceName, ListName};
use double_random::industry::IndustryClass;
use double_random::plan::{Design, Plan};
use double_random::registry::{Business, EntityType, RegisteredState};
use double_random::risk::RiskClass;
use double_random::scope::{Filter, Minimum, Scope};
use double_random::{Randomness, Seed};
use std::collections::BTreeMap;
use std::time::Instant;

#[test]
fn directed_is_still_random_everyone_whom_the_filter_leaves_has_his_chance() {
    let register: Vec<Business> = (0..40)
        .map(|place| {
            let one = enterprise(&format!("{place:02}"), RegisteredState::Active);
            one.employees(place)
        })
        .collect();
    let design = Design::Capacity {
        total: 5,
        weights: [("B".parse().unwrap(), 1)].into(),
        minimum: [].into(),
    };
    let plan = Plan::builder("2024-01".parse().unwrap(), design)
        .build()
        .unwrap();
    let scope = Scope::directed(Filter::EmployeesAtLeast(20), Minimum::TwiceTheSample).unwrap();
    let frame = by_class(&plan)
        .targets(&scope, &register)
        .unwrap()
        .commit(key())
        .unwrap();
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..=255 {
        let record = draw(&[(&plan, &frame)], &Randomness::declared([seed; 32]))
            .unwrap()
            .remove(0);
        for target in record.selected() {
            *times.entry(target.id.to_string()).or_default() += 1;
        }
    }
    // Twenty have a quarter each of 256 draws: 64 times, standard deviation 6.9. No one else is ever drawn.
    let left: Vec<String> = (20..40).map(|place| format!("{place:02}")).collect();
    assert_eq!(times.keys().cloned().collect::<Vec<_>>(), left);
    assert!(
        times.values().all(|times| (32..=96).contains(times)),
        "{times:?}"
    );
}

/// A register with the classes of Chuxiong's 101,085 classified enterprises, half of them in one county.
fn chuxiong() -> Vec<Business> {
    let (food, list) = (
        "食品经营许可证".parse::<LicenceName>().unwrap(),
        "经营异常名录".parse::<ListName>().unwrap(),
    );
    let industries =
        ["H6110", "F5211", "C1432", "P8334"].map(|code| code.parse::<IndustryClass>().unwrap());
    let divisions = ["532301", "532302", "532301", "532324"].map(|code| code.parse().unwrap());
    let classes = [
        (RiskClass::A, 7_750),
        (RiskClass::B, 68_329),
        (RiskClass::C, 20_805),
        (RiskClass::D, 4_201),
    ];
    let classes = classes
        .into_iter()
        .flat_map(|(class, count)| std::iter::repeat_n(class, count));
    classes
        .enumerate()
        .map(|(place, class)| {
            let id = format!("91532301MA{place:08}").parse().unwrap();
            let one = Business::new(
                id,
                divisions[place % 4],
                EntityType::Enterprise,
                RegisteredState::Active,
            )
            .risk_class(class)
            .industries([industries[place % 4].clone()]);
            let one = if place % 3 == 0 {
                one.licences([food.clone()])
            } else {
                one
            };
            if place % 50 == 0 {
                one.lists([list.clone()])
            } else {
                one
            }
        })
        .collect()
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the time is printed and decides nothing"
)]
fn dr_23_a_register_of_101_085_goes_through() {
    let register = chuxiong();
    assert_eq!(register.len(), 101_085);
    let plan = plan(RATES, &[]);
    let framing = by_class(&plan);
    let start = Instant::now();
    let targets = framing.targets(&Scope::undirected(), &register).unwrap();
    let (framed, start) = (start.elapsed(), Instant::now());
    let frame = targets.commit(key()).unwrap();
    println!(
        "101,085 rows: {framed:?} to units, {:?} to a frame",
        start.elapsed()
    );
    assert_eq!(frame.count(), 101_085);
    let shares = plan
        .shares(targets.counts(), &Seed::from_bytes([0; 32]))
        .unwrap()
        .unwrap();
    let samples: Vec<u64> = shares.values().map(|share| share.sample).collect();
    assert_eq!(samples, [78, 2_050, 2_081, 1_261]);

    let filter = Filter::all([
        Filter::Division("532301".parse().unwrap()),
        Filter::any([
            Filter::Industry("H61".parse().unwrap()),
            Filter::Licence("食品经营许可证".parse().unwrap()),
        ]),
        !Filter::List("经营异常名录".parse().unwrap()),
    ]);
    let scope = Scope::directed(filter, Minimum::TwiceTheSample).unwrap();
    let start = Instant::now();
    let targets = framing.targets(&scope, &register).unwrap();
    println!(
        "directed: {:?} to {} units",
        start.elapsed(),
        targets.eligible()
    );
    let wanted = (0..101_085)
        .filter(|place| place % 2 == 0 && (place % 4 == 0 || place % 3 == 0) && place % 50 != 0);
    assert_eq!(targets.eligible(), u64::try_from(wanted.count()).unwrap());
}
