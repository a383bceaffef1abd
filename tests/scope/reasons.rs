//! Who stands in the frame and cannot be drawn, and why.

use super::model::STATES;
use super::office::{RATES, by_class, enterprise, labels, plan};
use double_random::id::{ExclusionReason, UnitId};
use double_random::registry::{Business, Method, RegisteredState};
use double_random::scope::{Framing, Scope, StratifyBy};

#[test]
fn do_07_each_state_and_method() {
    let register: Vec<Business> = STATES
        .map(|state| serde_json::from_str(&format!("\"{state}\"")).unwrap())
        .into_iter()
        .enumerate()
        .map(|(place, state)| enterprise(&format!("{place}"), state))
        .collect();
    let plan = plan(RATES, &[]);
    for (method, wanted) in [
        (
            Method::OnSite,
            [
                "B",
                "-dormant",
                "B",
                "-revoked",
                "-struck-off",
                "-moved-out",
            ],
        ),
        (
            Method::OffSite,
            ["B", "B", "B", "-revoked", "-struck-off", "-moved-out"],
        ),
    ] {
        let framing = Framing::of(&plan, [StratifyBy::RiskClass], method).unwrap();
        let label = |framing: &Framing<'_>| -> Vec<String> {
            let targets = framing.targets(&Scope::undirected(), &register).unwrap();
            labels(&targets).into_values().collect()
        };
        assert_eq!(label(&framing), wanted, "{method}");
        for (state, wanted) in RegisteredState::ALL.into_iter().zip(wanted) {
            let reason = wanted.strip_prefix('-');
            assert_eq!(state.keeps_out_of(method), reason, "{state} {method}");
        }
        let strict = framing.clone().keep_out(RegisteredState::Liquidating);
        assert_eq!(label(&strict)[2], "-liquidating");
        assert_eq!(label(&framing.admit_dormant())[1], "B");
    }
}

#[test]
fn of_two_reasons_the_state_comes_first_and_then_the_order_of_the_calls() {
    let register = [
        enterprise("a", RegisteredState::StruckOff),
        enterprise("b", RegisteredState::Active),
        enterprise("c", RegisteredState::Active),
        enterprise("d", RegisteredState::Active),
        enterprise("e", RegisteredState::Dormant),
    ];
    let of = |ids: &str, reason: &str| -> Vec<(UnitId, ExclusionReason)> {
        let reason = reason.parse::<ExclusionReason>().unwrap();
        ids.split(' ')
            .map(|id| (id.parse().unwrap(), reason.clone()))
            .collect()
    };
    let plan = plan(RATES, &[]);
    let label = |first: Vec<_>, second: Vec<_>| {
        let framing = by_class(&plan).exclude(first).unwrap();
        let framing = framing.exclude(second).unwrap();
        let targets = framing.targets(&Scope::undirected(), &register).unwrap();
        let excluded: Vec<(String, u64)> = targets
            .excluded()
            .iter()
            .map(|(reason, count)| (reason.to_string(), *count))
            .collect();
        (labels(&targets).into_values().collect::<Vec<_>>(), excluded)
    };
    let counted = |reason: &str, count| (reason.to_owned(), count);
    let (found, excluded) = label(of("a b c nobody", "cap"), of("a c d e", "cool-down"));
    assert_eq!(
        found,
        ["-struck-off", "-cap", "-cap", "-cool-down", "-dormant"]
    );
    let one = [
        counted("cap", 2),
        counted("cool-down", 1),
        counted("dormant", 1),
        counted("struck-off", 1),
    ];
    assert_eq!(excluded, one);
    let (found, _) = label(of("a c d e", "cool-down"), of("a b c", "cap"));
    assert_eq!(
        found,
        [
            "-struck-off",
            "-cap",
            "-cool-down",
            "-cool-down",
            "-dormant"
        ]
    );
}

#[test]
fn a_reason_that_only_the_register_tells_is_not_a_callers() {
    let plan = plan(RATES, &[]);
    let given = ["dormant", "cap", "struck-off", "dormant"]
        .into_iter()
        .enumerate()
        .map(|(place, reason)| (format!("{place}").parse().unwrap(), reason.parse().unwrap()));
    let faults = by_class(&plan).exclude(given).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "a reason other than a registered state is wanted, found `dormant`; \
         a reason other than a registered state is wanted, found `struck-off`"
    );
    for bad in ["", "-cap", "a/b", " cap"] {
        assert!(bad.parse::<ExclusionReason>().is_err(), "{bad}");
    }
}
