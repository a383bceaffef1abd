//! What filters mean.

use super::model::{business, cases, filter, holds, leaf, row};
use double_random::risk::RiskClass;
use double_random::scope::{Filter, Minimum, Scope, ScopeFault};
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #![proptest_config(cases(4_096))]

    #[test]
    fn a_filter_means_what_its_json_says(
        filter in filter(), row in row(), class in prop::sample::select(RiskClass::ALL.to_vec()),
    ) {
        let json = serde_json::to_value(&filter).unwrap();
        prop_assert_eq!(filter.holds(&business(&row), class), holds(&json, &row, class.as_str()));
    }

    #[test]
    fn not_not_is_nothing_and_not_turns_all_into_any(filters in prop::collection::vec(filter(), 1..4), row in row()) {
        let row = business(&row);
        let holds = |filter: &Filter| filter.holds(&row, RiskClass::B);
        let all = Filter::All(filters.clone());
        let denied = Filter::any(filters.iter().map(|one| !one.clone()));
        prop_assert_eq!(holds(&!all.clone()), holds(&denied));
        prop_assert_eq!(holds(&!!all.clone()), holds(&all));
    }

    #[test]
    fn a_further_condition_only_narrows_and_a_further_way_only_widens(
        filters in prop::collection::vec(filter(), 1..4), more in filter(), row in row(),
    ) {
        let row = business(&row);
        let holds = |filter: Filter| filter.holds(&row, RiskClass::B);
        let further: Vec<Filter> = filters.iter().cloned().chain([more]).collect();
        prop_assert!(holds(Filter::All(filters.clone())) || !holds(Filter::All(further.clone())));
        prop_assert!(holds(Filter::Any(further)) || !holds(Filter::Any(filters)));
    }

    #[test]
    fn a_scope_is_read_as_it_was_written(filter in filter()) {
        let (scope, contradicts) = (Scope::directed(filter.clone(), Minimum::TwiceTheSample), |fault: &ScopeFault| {
            matches!(fault, ScopeFault::Contradiction { .. })
        });
        if let Err(faults) = &scope {
            prop_assert!(faults.faults().iter().all(contradicts), "{}", faults);
        }
        if let Ok(scope) = scope {
            prop_assert_eq!(scope.filter(), Some(&filter));
            let again = Scope::parse(&scope.to_json()).unwrap();
            prop_assert_eq!(again.digest(), scope.digest());
            prop_assert_eq!(serde_json::from_str::<Scope>(&serde_json::to_string(&scope).unwrap()).unwrap(), again);
        }
    }
}

/// The contradictions that are found in a scope of these conditions, and how many other faults.
fn contradictions(filters: Vec<Filter>) -> (Vec<[Value; 2]>, usize) {
    let Err(faults) = Scope::directed(Filter::All(filters), Minimum::TwiceTheSample) else {
        return (vec![], 0);
    };
    let (mut pairs, mut others) = (vec![], 0);
    for fault in faults.faults() {
        if let ScopeFault::Contradiction { one, other, .. } = fault {
            pairs.push([one, other].map(|text| serde_json::from_str(text).unwrap()));
        } else {
            others += 1;
        }
    }
    (pairs, others)
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn what_is_called_a_contradiction_is_one(
        leaves in prop::collection::vec(leaf(), 2..5), rows in prop::collection::vec(row(), 64),
    ) {
        let (pairs, others) = contradictions(leaves);
        prop_assert_eq!(others, 0);
        for [one, other] in &pairs {
            for row in &rows {
                prop_assert!(!holds(one, row, "B") || !holds(other, row, "B"), "{} {} {}", one, other, row);
            }
        }
    }
}

#[test]
fn contradictions_that_show_without_a_register_are_found() {
    let [narrow, wide, elsewhere] =
        ["532301", "532300", "110101"].map(|code| Filter::Division(code.parse().unwrap()));
    let [branch, other] = ["branch", "other"].map(|word| Filter::EntityType(word.parse().unwrap()));
    let [a, d] = [RiskClass::A, RiskClass::D].map(Filter::RiskClass);
    let [three, four] = [3, 4].map(Filter::EmployeesAtLeast);
    let hotel = Filter::Industry("H61".parse().unwrap());
    let school = Filter::Industry("P83".parse().unwrap());
    for (one, two, found) in [
        (narrow.clone(), elsewhere.clone(), 1),
        (narrow.clone(), wide, 0),
        (branch.clone(), other, 1),
        (a, d, 1),
        (four, Filter::EmployeesAtMost(3), 1),
        (three, Filter::EmployeesAtMost(3), 0),
        (hotel.clone(), !hotel.clone(), 1),
        (hotel, school, 0),
    ] {
        for pair in [
            vec![one.clone(), two.clone()],
            vec![two.clone(), one.clone()],
            vec![Filter::all([one.clone()]), branch.clone(), two.clone()],
        ] {
            let with_branch = pair.len() == 3 && matches!(one, Filter::EntityType(_));
            // A nested `all` is looked at on its own, and its parts with those beside it.
            let wanted = if with_branch { 1 } else { found };
            assert_eq!(contradictions(pair.clone()).0.len(), wanted, "{pair:?}");
        }
    }
    assert!(Scope::directed(Filter::any([narrow, elsewhere]), Minimum::TwiceTheSample).is_ok());
}
