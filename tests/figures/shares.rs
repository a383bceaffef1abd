//! Percentages as they are printed, and shares that make up the whole.

use crate::{cases, printed};
use double_random::figures::{Decimals, Percent, apportion, shares};
use proptest::prelude::*;
use proptest::sample::Index;

#[test]
fn a_single_rate_is_rounded_half_up_with_as_many_decimals_as_are_asked_for() {
    for (numerator, denominator, decimals, wanted) in [
        (201, 1412, Decimals::Zero, "14%"),
        (201, 1412, Decimals::One, "14.2%"),
        (201, 1412, Decimals::Two, "14.24%"),
        (68_329, 101_085, Decimals::Two, "67.60%"),
        (1412, 14_220, Decimals::Two, "9.93%"),
        (110, 14_220, Decimals::Two, "0.77%"),
        (322, 1128, Decimals::One, "28.5%"),
        (1, 8, Decimals::Zero, "13%"), // 12.5, half up
        (1, 80, Decimals::One, "1.3%"),
        (1, 800, Decimals::Two, "0.13%"),
        (1, 2000, Decimals::One, "0.1%"), // 0.05
        (49, 100_000, Decimals::One, "0.0%"),
        (0, 7, Decimals::Two, "0.00%"),
        (7, 7, Decimals::Two, "100.00%"),
        (u64::MAX, 1, Decimals::Two, "1844674407370955161500.00%"),
    ] {
        assert_eq!(printed(numerator, denominator, decimals), wanted);
    }
    assert_eq!(Percent::half_up(0, 0, Decimals::Two), None);
    let json = serde_json::to_value(Percent::half_up(201, 1412, Decimals::One)).unwrap();
    assert_eq!(json, "14.2%");
}

#[test]
fn the_numerators_that_print_as_a_report_does_are_a_range() {
    // Annual reports of 2023 in Chuxiong: the report prints rates and bases, and no numerators.
    for (base, decimals, rate, range) in [
        (75_263, Decimals::Two, "93.19%", 70_134..=70_141),
        (5_671, Decimals::One, "94.6%", 5_362..=5_367),
        (239_777, Decimals::Two, "96.17%", 230_582..=230_605),
    ] {
        let found: Vec<u64> = (0..=base)
            .filter(|n| printed(*n, base, decimals) == rate)
            .collect();
        assert_eq!(found, range.collect::<Vec<u64>>(), "{rate}");
    }
}

/// The largest remainder as it is done by hand: whole units first, then one after the other to whoever is furthest behind.
fn by_hand(counts: &[u64], units: u64) -> Vec<u64> {
    let total: u64 = counts.iter().sum();
    let mut given: Vec<u64> = counts.iter().map(|count| count * units / total).collect();
    let mut served = vec![false; counts.len()];
    for _ in given.iter().sum()..units {
        let mut best: Option<usize> = None;
        for place in (0..counts.len()).filter(|place| !served[*place]) {
            let behind = |place: usize| counts[place] * units % total;
            if best.is_none_or(|best| behind(place) > behind(best)) {
                best = Some(place);
            }
        }
        given[best.unwrap()] += 1;
        served[best.unwrap()] = true;
    }
    given
}

#[test]
fn shares_of_the_risk_classes_of_2024_are_those_of_the_report() {
    let classes = [7_750, 68_329, 20_805, 4_201];
    assert_eq!(classes.iter().sum::<u64>(), 101_085);
    assert_eq!(
        apportion(&classes, 10_000),
        Some(vec![767, 6_759, 2_058, 416])
    );
    let printed: Vec<String> = shares(&classes, Decimals::Two)
        .unwrap()
        .iter()
        .map(Percent::to_string)
        .collect();
    assert_eq!(printed, ["7.67%", "67.59%", "20.58%", "4.16%"]);
    let alone = classes.map(|class| {
        Percent::half_up(class, 101_085, Decimals::Two)
            .unwrap()
            .units()
    });
    assert_eq!(
        alone.iter().sum::<u128>(),
        10_001,
        "each rounded for itself, they are more than the whole"
    );
}

#[test]
fn of_equal_remainders_the_earlier_gets_the_unit() {
    assert_eq!(apportion(&[1, 1, 1], 100), Some(vec![34, 33, 33]));
    assert_eq!(apportion(&[1, 1, 1], 101), Some(vec![34, 34, 33]));
    assert_eq!(apportion(&[0, 5, 5], 1), Some(vec![0, 1, 0]));
    assert_eq!(apportion(&[3, 1, 1, 3], 2), Some(vec![1, 0, 0, 1]));
}

#[test]
fn of_nothing_there_are_no_shares() {
    assert_eq!(apportion(&[], 100), None);
    assert_eq!(apportion(&[0, 0], 100), None);
    assert_eq!(shares(&[0], Decimals::Zero), None);
    assert_eq!(apportion(&[0, 7], 0), Some(vec![0, 0]));
    assert_eq!(
        apportion(&[u64::MAX, u64::MAX], u64::MAX),
        Some(vec![u64::MAX / 2 + 1, u64::MAX / 2])
    );
}

#[test]
fn shares_of_all_small_counts_are_those_by_hand() {
    let mut tried = 0;
    for bits in 1_u64..6 * 6 * 6 * 6 {
        let counts = [bits % 6, bits / 6 % 6, bits / 36 % 6, bits / 216];
        for units in 0..=13 {
            assert_eq!(
                apportion(&counts, units),
                Some(by_hand(&counts, units)),
                "{counts:?} {units}"
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 1_295 * 14);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn shares_add_up_keep_their_quota_and_grow_with_their_count(
        counts in prop::collection::vec(0_u64..200_000, 1..12),
        units in prop_oneof![Just(100_u64), Just(1_000), Just(10_000), 0_u64..50_000],
        grown in any::<Index>(),
        by in 1_u64..5_000,
    ) {
        let total: u64 = counts.iter().sum();
        prop_assume!(total > 0);
        let given = apportion(&counts, units).unwrap();
        prop_assert_eq!(given.iter().sum::<u64>(), units);
        for (count, given) in counts.iter().zip(&given) {
            let floor = count * units / total;
            let ceil = (count * units).div_ceil(total);
            prop_assert!((floor..=ceil).contains(given));
        }
        let place = grown.index(counts.len());
        let mut more = counts.clone();
        more[place] += by;
        prop_assert!(apportion(&more, units).unwrap()[place] >= given[place]);
    }
}
