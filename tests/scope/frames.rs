//! From a register to a frame.

use super::model::{business, cases, filter, holds, rows};
use super::office::{RATES, by_class, enterprise, key, labels, plan};
use double_random::Seed;
use double_random::frame::FrameError;
use double_random::id::UnitId;
use double_random::industry::Depth;
use double_random::plan::{Design, Disclosure, Plan};
use double_random::region::Level;
use double_random::registry::{Business, EntityType, Method, RegisteredState};
use double_random::risk::RiskClass;
use double_random::scope::{
    Filter, Framing, FramingFault, Minimum, Scope, ScopeFault, StratifyBy, Targets, TargetsError,
};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A directed scope that leaves two or more, however many are drawn; none of a filter that contradicts itself.
fn directed(filter: Filter) -> Option<Scope> {
    let ground = "a test".parse().unwrap();
    match Scope::directed(filter, Minimum::Stated { units: 2, ground }) {
        Ok(scope) => Some(scope),
        Err(faults) => {
            let contradiction =
                |fault: &ScopeFault| matches!(fault, ScopeFault::Contradiction { .. });
            assert!(faults.faults().iter().all(contradiction), "{faults}");
            None
        }
    }
}

/// What a scope leaves; none where it leaves fewer than two.
fn left<'a>(framing: &Framing<'_>, scope: &Scope, register: &'a [Business]) -> Option<Targets<'a>> {
    match framing.targets(scope, register) {
        Ok(targets) => Some(targets),
        Err(error) => {
            assert!(
                matches!(error, TargetsError::TooFew { eligible: 0..2, .. }),
                "{error}"
            );
            None
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn dr_05_the_frame_holds_what_the_scope_covers_and_nothing_else(filter in filter(), rows in rows(60)) {
        let Some(scope) = directed(filter.clone()) else { return Err(TestCaseError::reject("no scope")) };
        let register: Vec<Business> = rows.iter().map(business).collect();
        let (plan, json) = (plan(RATES, &[]), serde_json::to_value(&filter).unwrap());
        let Some(targets) = left(&by_class(&plan), &scope, &register) else { return Err(TestCaseError::reject("no scope")) };
        let label = |row: &Value| match row["state"].as_str().unwrap() {
            "struck_off" => "-struck-off".to_owned(),
            "moved_out" => "-moved-out".to_owned(),
            state @ ("revoked" | "dormant") => format!("-{state}"),
            _ => row["risk_class"].as_str().unwrap_or("B").to_owned(),
        };
        let wanted: BTreeMap<UnitId, String> = rows.iter()
            .filter(|row| holds(&json, row, "B"))
            .map(|row| (row["id"].as_str().unwrap().parse().unwrap(), label(row)))
            .collect();
        prop_assert_eq!(&labels(&targets), &wanted);
        let leaves: BTreeMap<UnitId, String> = targets.commit(key()).unwrap().leaves()
            .map(|leaf| (leaf.id, leaf.stratum.to_string())).collect();
        prop_assert_eq!(&leaves, &wanted);
        let out: u64 = targets.excluded().values().sum();
        prop_assert_eq!(targets.eligible() + out, u64::try_from(wanted.len()).unwrap());
        prop_assert_eq!(targets.eligible() + out + targets.outside(), u64::try_from(rows.len()).unwrap());
    }

    #[test]
    fn a_business_outside_the_scope_changes_nothing(filter in filter(), rows in rows(60)) {
        let Some(scope) = directed(filter) else { return Err(TestCaseError::reject("no scope")) };
        let register: Vec<Business> = rows.iter().map(business).collect();
        let plan = plan(RATES, &[]);
        let framing = by_class(&plan);
        let Some(all) = left(&framing, &scope, &register) else { return Err(TestCaseError::reject("no scope")) };
        let covered = register.iter().filter(|one| scope.covers(one, RiskClass::B));
        let alone = framing.targets(&scope, covered).unwrap();
        prop_assert_eq!(all.commit(key()).unwrap().root(), alone.commit(key()).unwrap().root());
        prop_assert_eq!((all.counts(), all.excluded()), (alone.counts(), alone.excluded()));
        prop_assert_eq!(alone.outside(), 0);
    }

    #[test]
    fn the_order_of_rows_means_nothing(rows in rows(60), order in any::<u64>()) {
        let register: Vec<Business> = rows.iter().map(business).collect();
        let mut shuffled: Vec<(u64, &Business)> = register.iter().enumerate()
            .map(|(place, one)| ((u64::try_from(place).unwrap() + 1).wrapping_mul(order | 1), one)).collect();
        shuffled.sort_by_key(|(place, _)| *place);
        let plan = plan(RATES, &["district", "industry", "type"]);
        let by = [StratifyBy::RiskClass, StratifyBy::Division(Level::Prefecture), StratifyBy::Industry(Depth::Group),
            StratifyBy::EntityType];
        let framing = Framing::of(&plan, by, Method::OffSite).unwrap();
        let here = framing.targets(&Scope::undirected(), &register).unwrap();
        let there = framing.targets(&Scope::undirected(), shuffled.into_iter().map(|(_, one)| one)).unwrap();
        prop_assert_eq!(here.commit(key()).unwrap().root(), there.commit(key()).unwrap().root());
        prop_assert_eq!((here.counts(), here.excluded()), (there.counts(), there.excluded()));
    }

    #[test]
    fn who_is_left_out_does_not_touch_the_chances_of_the_rest(rows in rows(60), more in rows(20)) {
        // The others are all struck off: they stand in the frame, consume no number, and are in no N_h.
        let register: Vec<Business> = rows.iter().map(business).collect();
        let gone = more.iter().enumerate().map(|(place, row)| {
            let mut row = row.clone();
            row["id"] = format!("gone {place}").into();
            row["state"] = "struck_off".into();
            business(&row)
        });
        let larger: Vec<Business> = register.iter().cloned().chain(gone).collect();
        let plan = plan(RATES, &[]);
        let framing = by_class(&plan);
        let [few, many] = [&register, &larger].map(|rows| framing.targets(&Scope::undirected(), rows).unwrap());
        prop_assert_eq!(plan.probabilities(few.counts()), plan.probabilities(many.counts()));
        let seed = Seed::from_bytes([4; 32]);
        prop_assert_eq!(plan.shares(few.counts(), &seed), plan.shares(many.counts(), &seed));
        // What decides among the rest is each one's own token, and that is unmoved.
        let tokens = |targets: &Targets<'_>| -> BTreeSet<_> {
            let frame = targets.commit(key()).unwrap();
            frame.leaves().filter(|leaf| leaf.stratum.is_eligible()).map(|leaf| (leaf.stratum, leaf.token)).collect()
        };
        prop_assert_eq!(tokens(&few), tokens(&many));
    }
}

#[test]
fn cr_02_the_class_stands_under_a_confidential_attribute_only() {
    let design = || Design::Rates {
        rates: RATES.parse().unwrap(),
        rounding: double_random::Rounding::Up,
        minimum: 0,
    };
    let plan = Plan::builder("2024-01".parse().unwrap(), design())
        .attribute("class", Disclosure::Public)
        .attribute("district", Disclosure::Public)
        .build()
        .unwrap();
    let faults = Framing::of(&plan, [StratifyBy::RiskClass], Method::OnSite).unwrap_err();
    let wanted = [
        FramingFault::Attributes {
            wanted: 2,
            found: 1,
        },
        FramingFault::PublicClass {
            name: "class".to_owned(),
        },
    ];
    assert_eq!(faults.faults(), wanted);
    let by = [StratifyBy::EntityType, StratifyBy::Division(Level::County)];
    assert!(Framing::of(&plan, by, Method::OnSite).is_ok());
}

/// Rule CR-10.
#[test]
fn who_has_no_class_yet_counts_as_b_unless_said_otherwise() {
    let register: Vec<Business> = (0..4)
        .map(|place| enterprise(&format!("{place}"), RegisteredState::Active))
        .collect();
    let plan = plan(RATES, &[]);
    let of_class = |class| directed(Filter::RiskClass(class)).unwrap();
    let count = |framing: &Framing<'_>, class| -> Result<u64, TargetsError> {
        let targets = framing.targets(&of_class(class), &register)?;
        assert_eq!(
            targets.counts().keys().next().unwrap().as_str(),
            class.as_str()
        );
        Ok(targets.eligible())
    };
    let framing = by_class(&plan);
    assert_eq!(count(&framing, RiskClass::B), Ok(4));
    assert!(count(&framing, RiskClass::C).is_err());
    let framing = framing.unclassified(RiskClass::C);
    assert_eq!(count(&framing, RiskClass::C), Ok(4));
    assert!(count(&framing, RiskClass::B).is_err());
}

#[test]
fn a_label_holds_what_the_row_says_and_never_more() {
    let hotel = enterprise("a", RegisteredState::Active)
        .industries(["H6110".parse().unwrap(), "C1432".parse().unwrap()]);
    let vague = Business::new(
        "b".parse().unwrap(),
        "532300".parse().unwrap(),
        EntityType::IndividualBusiness,
        RegisteredState::Active,
    )
    .industries(["H".parse().unwrap()]);
    let bare = enterprise("c", RegisteredState::Active);
    let register = [hotel, vague, bare];
    let plan = plan("B 1%", &["what"]);
    for (by, wanted) in [
        (
            StratifyBy::Division(Level::County),
            ["B/532301", "B/532300", "B/532301"],
        ),
        (StratifyBy::Division(Level::Prefecture), ["B/532300"; 3]),
        (StratifyBy::Division(Level::Province), ["B/530000"; 3]),
        (StratifyBy::Division(Level::Nation), ["B/100000"; 3]),
        (
            StratifyBy::Industry(Depth::Section),
            ["B/H", "B/H", "B/unknown"],
        ),
        (
            StratifyBy::Industry(Depth::Division),
            ["B/H61", "B/H", "B/unknown"],
        ),
        (
            StratifyBy::Industry(Depth::Group),
            ["B/H611", "B/H", "B/unknown"],
        ),
        (
            StratifyBy::Industry(Depth::Class),
            ["B/H6110", "B/H", "B/unknown"],
        ),
        (
            StratifyBy::EntityType,
            ["B/enterprise", "B/individual_business", "B/enterprise"],
        ),
    ] {
        let framing = Framing::of(&plan, [StratifyBy::RiskClass, by], Method::OnSite).unwrap();
        let targets = framing.targets(&Scope::undirected(), &register).unwrap();
        let found: Vec<String> = labels(&targets).into_values().collect();
        assert_eq!(found, wanted, "{by:?}");
        let districts: Vec<&str> = targets.units().map(|unit| unit.district).collect();
        assert_eq!(districts, ["532301", "532300", "532301"]);
    }
}

#[test]
fn a_business_that_the_register_holds_twice_is_named() {
    let plan = plan(RATES, &[]);
    let register = [
        enterprise("twice", RegisteredState::Active),
        enterprise("once", RegisteredState::Active),
        enterprise("twice", RegisteredState::StruckOff),
    ];
    let targets = by_class(&plan)
        .targets(&Scope::undirected(), &register)
        .unwrap();
    assert!(matches!(
        targets.commit(key()),
        Err(FrameError::DuplicateId { id }) if id.as_str() == "twice"
    ));
}
