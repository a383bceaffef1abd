//! An office with a plan, a key and a register.

use double_random::frame::FrameKey;
use double_random::id::UnitId;
use double_random::plan::{Design, Disclosure, Plan};
use double_random::registry::{Business, EntityType, Method, RegisteredState};
use double_random::scope::{Framing, StratifyBy, Targets};
use std::collections::BTreeMap;

pub(crate) const RATES: &str = "A 1%, B 3%, C 10%, D 30%";

/// A plan that stratifies by class and by these other attributes.
pub(crate) fn plan(rates: &str, others: &[&str]) -> Plan {
    let design = Design::Rates {
        rates: rates.parse().unwrap(),
        rounding: double_random::Rounding::Up,
        minimum: 0,
    };
    let builder = Plan::builder("2024-01".parse().unwrap(), design)
        .attribute("risk class", Disclosure::Confidential)
        .disclosure_ground("a test");
    let mut builder = builder;
    for other in others {
        builder = builder.attribute(other, Disclosure::Public);
    }
    builder.build().unwrap()
}

pub(crate) fn by_class(plan: &Plan) -> Framing<'_> {
    Framing::of(plan, [StratifyBy::RiskClass], Method::OnSite).unwrap()
}

pub(crate) fn key() -> FrameKey {
    FrameKey::secret([9; 32]).unwrap()
}

pub(crate) fn enterprise(id: &str, state: RegisteredState) -> Business {
    let division = "532301".parse().unwrap();
    Business::new(id.parse().unwrap(), division, EntityType::Enterprise, state)
}

pub(crate) fn labels(targets: &Targets<'_>) -> BTreeMap<UnitId, String> {
    let label = |(business, label): (&Business, &double_random::id::Stratum)| {
        (business.id().clone(), label.to_string())
    };
    targets.businesses().map(label).collect()
}
