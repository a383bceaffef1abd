//! A directed scope leaves enough to draw from.

use double_random::plan::{Design, Disclosure, Plan, ProportionalMethod};
use double_random::registry::{Business, EntityType, Method, RegisteredState};
use double_random::risk::RiskClass;
use double_random::sampling::Rounding;
use double_random::scope::{Filter, Framing, Minimum, Scope, StratifyBy, Targets, TargetsError};
use std::num::NonZeroU64;

fn plan(design: Design) -> Plan {
    Plan::builder("2024-01".parse().unwrap(), design)
        .build()
        .unwrap()
}

/// So many businesses of class C in one division, one more that is dormant, and fifty elsewhere.
fn register(eligible: usize) -> Vec<Business> {
    let business = |place: usize, division: &str, state| {
        let (id, division) = (format!("{place}").parse(), division.parse());
        Business::new(
            id.unwrap(),
            division.unwrap(),
            EntityType::Enterprise,
            state,
        )
        .risk_class(RiskClass::C)
    };
    let here = (0..eligible).map(|place| business(place, "532301", RegisteredState::Active));
    let asleep = [business(1_000, "532301", RegisteredState::Dormant)];
    let elsewhere = (2_000..2_050).map(|place| business(place, "532302", RegisteredState::Active));
    here.chain(asleep).chain(elsewhere).collect()
}

fn here(minimum: Minimum) -> Scope {
    Scope::directed(Filter::Division("532301".parse().unwrap()), minimum).unwrap()
}

fn targets<'a>(
    plan: &Plan,
    scope: &Scope,
    register: &'a [Business],
) -> Result<Targets<'a>, TargetsError> {
    let framing = Framing::of(plan, [StratifyBy::RiskClass], Method::OnSite).unwrap();
    framing.targets(scope, register)
}

fn refused(design: Design, scope: &Scope, eligible: usize) -> (u64, u64, u64) {
    match targets(&plan(design), scope, &register(eligible)) {
        Err(TargetsError::TooFew {
            eligible,
            sample,
            minimum,
        }) => (eligible, sample, minimum),
        other => panic!("too few are wanted, found {other:?}"),
    }
}

fn accepted(design: Design, scope: &Scope, eligible: usize) {
    let (plan, register) = (plan(design), register(eligible));
    let left = targets(&plan, scope, &register).unwrap().eligible();
    assert_eq!(left, u64::try_from(eligible).unwrap());
}

fn rates(text: &str, rounding: Rounding, minimum: u64) -> Design {
    Design::Rates {
        rates: text.parse().unwrap(),
        rounding,
        minimum,
    }
}

fn capacity(total: u64) -> Design {
    Design::Capacity {
        total,
        weights: [("C".parse().unwrap(), 1)].into(),
        minimum: [].into(),
    }
}

#[test]
fn directed_is_still_random_at_least_twice_the_sample_is_left() {
    let scope = here(Minimum::TwiceTheSample);
    accepted(capacity(10), &scope, 20);
    assert_eq!(refused(capacity(10), &scope, 19), (19, 10, 20));
    let sized = |method| Design::Proportional { total: 7, method };
    for method in [ProportionalMethod::Pivotal, ProportionalMethod::Poisson] {
        accepted(sized(method), &scope, 14);
        assert_eq!(refused(sized(method), &scope, 13), (13, 7, 14));
    }
}

#[test]
fn the_sample_of_rates_is_what_is_drawn_at_most() {
    let scope = here(Minimum::TwiceTheSample);
    // 50 % of an even number is half of it; of an odd one, rounded up, more than half.
    accepted(rates("C 50%", Rounding::Up, 0), &scope, 20);
    assert_eq!(
        refused(rates("C 50%", Rounding::Up, 0), &scope, 21),
        (21, 11, 22)
    );
    accepted(rates("C 50%", Rounding::Down, 0), &scope, 21);
    assert_eq!(
        refused(rates("C 50%", Rounding::Expected, 0), &scope, 21),
        (21, 11, 22)
    );
    assert_eq!(
        refused(rates("C 1%", Rounding::Up, 6), &scope, 11),
        (11, 6, 12)
    );
    accepted(rates("C 1%", Rounding::Up, 6), &scope, 12);
    assert_eq!(
        refused(rates("C 1%", Rounding::Up, 0), &scope, 1),
        (1, 1, 2)
    );
}

#[test]
fn where_only_the_order_is_drawn_everyone_is() {
    let order = || Design::Order {
        batch: NonZeroU64::new(5).unwrap(),
    };
    assert_eq!(
        refused(order(), &here(Minimum::TwiceTheSample), 30),
        (30, 30, 60)
    );
    let ground = "dangerous chemicals: all are visited".parse().unwrap();
    let stated = here(Minimum::Stated { units: 30, ground });
    accepted(order(), &stated, 30);
    assert_eq!(refused(order(), &stated, 29), (29, 29, 30));
}

#[test]
fn a_stated_minimum_takes_the_place_of_twice_the_sample() {
    let ground: double_random::id::Ground = "high rates of class D".parse().unwrap();
    let stated = |units| {
        let ground = ground.clone();
        here(Minimum::Stated { units, ground })
    };
    accepted(rates("C 100%", Rounding::Up, 0), &stated(12), 12);
    assert_eq!(refused(capacity(2), &stated(12), 11), (11, 2, 12));
}

#[test]
fn a_refusal_says_both_numbers_and_why() {
    let (plan, register) = (plan(capacity(10)), register(19));
    let error = targets(&plan, &here(Minimum::TwiceTheSample), &register).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a directed scope leaves at least 20 to draw from, found 19, of whom 10 would be drawn: a filter can name a business as well as an id can (企业公示信息抽查办法 art. 5)"
    );
}

#[test]
fn an_undirected_draw_has_no_minimum() {
    let (plan, register) = (plan(capacity(40)), register(1));
    let targets = targets(&plan, &Scope::undirected(), &register).unwrap();
    assert_eq!((targets.eligible(), targets.outside()), (51, 0));
}

#[test]
fn a_minimum_counts_only_those_who_can_be_drawn() {
    let (plan, register) = (plan(capacity(10)), register(20));
    let scope = here(Minimum::TwiceTheSample);
    let framing = Framing::of(&plan, [StratifyBy::RiskClass], Method::OnSite).unwrap();
    assert!(framing.targets(&scope, &register).is_ok());
    let capped = [("7".parse().unwrap(), "cap".parse().unwrap())];
    let framing = framing.exclude(capped).unwrap();
    assert!(matches!(
        framing.targets(&scope, &register),
        Err(TargetsError::TooFew { eligible: 19, .. })
    ));
}

#[test]
fn cr_02_a_filter_does_not_give_the_class_away_with_the_names() {
    let scope = Scope::directed(
        Filter::any([!Filter::RiskClass(RiskClass::A)]),
        Minimum::TwiceTheSample,
    )
    .unwrap();
    let register = register(20);
    let error = targets(&plan(capacity(10)), &scope, &register).unwrap_err();
    assert_eq!(error, TargetsError::TellsClass);
    let plan = Plan::builder("2024-01".parse().unwrap(), capacity(10))
        .attribute("risk class", Disclosure::Confidential)
        .disclosure_ground("the plan is published with its classes")
        .build()
        .unwrap();
    assert_eq!(targets(&plan, &scope, &register).unwrap().eligible(), 70);
}

#[test]
fn a_stratum_without_a_rate_is_named_where_the_sample_must_be_known() {
    let (plan, register) = (plan(rates("A 1%", Rounding::Up, 0)), register(20));
    let error = targets(&plan, &here(Minimum::TwiceTheSample), &register).unwrap_err();
    assert_eq!(error.to_string(), "the plan gives the stratum `C` no rate");
}
