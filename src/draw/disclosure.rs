//! Whether the names of a draw give a confidential attribute away (protocol section 3, the rule for cells, and what it
//! is for: a risk class is not public, rule CR-02).
//!
//! The outsider who is assumed here knows the plan, the public form, each named business's public attributes and how many
//! units every combination of them holds. Nothing confidential must be certain to him. What is decided here follows from what he
//! knows, so that the decision tells him nothing either.

use super::outcome::{Outcome, StratumOutcome, Total};
use super::public::{Cell, Sizes, cells_of};
use crate::plan::{Design, Disclosure, Plan, values};
use crate::rate::Rate;
use crate::sampling::Rounding;
use crate::sampling::allocation::part;
use std::collections::BTreeSet;

/// Why a draw has no public form: published, its names would give a confidential attribute away, and the plan records no
/// ground for that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "at least two values of `{attribute}` must stay possible for every published name, found one {place}: \
    record a ground of disclosure in the plan, or stratify less finely"
)]
pub struct WouldDisclose {
    /// The confidential attribute.
    pub attribute: String,
    /// For which names one value is left.
    pub place: String,
}

/// What the names give away, if anything.
pub(super) fn disclosed(plan: &Plan, outcome: &Outcome) -> Option<WouldDisclose> {
    let attributes = plan.attributes().iter().enumerate();
    let mut confidential =
        attributes.filter(|(_, attribute)| attribute.disclosure == Disclosure::Confidential);
    confidential.find_map(|(place, attribute)| {
        let place = given_away(plan, outcome, place)?;
        let attribute = attribute.name.clone();
        Some(WouldDisclose { attribute, place })
    })
}

/// For which names one value of the attribute at this place is left, if for any.
fn given_away(plan: &Plan, outcome: &Outcome, place: usize) -> Option<String> {
    let drawable = match plan.design() {
        Design::Rates { rates, minimum, .. } => values(
            rates
                .iter()
                .filter(|(_, rate)| rate.ppm() > 0 || *minimum > 0)
                .map(|(label, _)| label),
            place,
        ),
        Design::Capacity { weights, .. } => values(weights.keys(), place),
        Design::Proportional { .. } | Design::Order { .. } => return None,
    };
    if drawable.len() < 2 {
        return Some("in the whole draw".to_owned());
    }
    let cells = cells_of(plan, &outcome.strata).into_iter();
    let mut named = cells.filter(|(_, cell)| cell.strata.iter().any(|outcome| outcome.sample > 0));
    let alone = named.find(|(_, cell)| match (cell.sizes, plan.design()) {
        (Sizes::Told, _) => drawn(cell, place).len() < 2,
        (Sizes::Summed, Design::Rates { .. }) => possible(plan, cell, place).len() < 2,
        // Sizes that share a capacity are bound to each other over all cells: nobody reckons here what that settles.
        (Sizes::Summed, _) => true,
    });
    alone.map(|(public, _)| format!("in `{}`", public.join("/")))
}

/// The values of the attribute at this place among the strata of a cell that were drawn from.
fn drawn<'a>(cell: &Cell<'a>, place: usize) -> BTreeSet<&'a str> {
    let drawn = cell.strata.iter().filter(|outcome| outcome.sample > 0);
    drawn
        .filter_map(|outcome| outcome.stratum.components().nth(place))
        .collect()
}

/// The values of the attribute at this place that the names of a cell may have, where only the number of the cell's units
/// and names is known, and that all names are of one stratum.
fn possible<'a>(plan: &'a Plan, cell: &Cell<'a>, place: usize) -> BTreeSet<&'a str> {
    let Total { units, sample } = cell.strata.iter().copied().collect();
    let candidates = candidates(plan, cell.strata.first().copied());
    let idle = |rate| first(units, |n| drawn_of(plan, rate, n).0 > 0).saturating_sub(1);
    let all_idle = candidates
        .iter()
        .map(|(_, rate)| idle(*rate))
        .fold(0, u64::saturating_add);
    let could = |(_, rate): &&(Vec<&'a str>, Rate)| {
        let others = all_idle.saturating_sub(idle(*rate));
        let least = first(units, |n| drawn_of(plan, *rate, n).1 >= sample);
        let beyond = first(units, |n| drawn_of(plan, *rate, n).0 > sample);
        least.max(units.saturating_sub(others)) < beyond.min(units.saturating_add(1))
    };
    candidates
        .iter()
        .filter(could)
        .filter_map(|(label, _)| label.get(place).copied())
        .collect()
}

/// The labels with a cell's public values and confidential values of the plan's labels, as far as they have a rate.
fn candidates<'a>(plan: &'a Plan, cell: Option<&'a StratumOutcome>) -> Vec<(Vec<&'a str>, Rate)> {
    let (Design::Rates { rates, .. }, Some(cell)) = (plan.design(), cell) else {
        return vec![];
    };
    let mut labels: Vec<Vec<&str>> = vec![vec![]];
    let parts = plan
        .attributes()
        .iter()
        .zip(cell.stratum.components())
        .enumerate();
    for (place, (attribute, public)) in parts {
        let values = match attribute.disclosure {
            Disclosure::Public => [public].into(),
            Disclosure::Confidential => values(rates.iter().map(|(label, _)| label), place),
        };
        let longer = |label: &Vec<&'a str>, value: &&'a str| [label.as_slice(), &[*value]].concat();
        labels = labels
            .iter()
            .flat_map(|label| values.iter().map(move |value| longer(label, value)))
            .collect();
    }
    let ruled = |label: Vec<&'a str>| rates.of_components(&label).map(|rate| (label, rate));
    labels.into_iter().filter_map(ruled).collect()
}

/// The least and the most that may be drawn at this rate from a stratum of so many units.
fn drawn_of(plan: &Plan, rate: Rate, units: u64) -> (u64, u64) {
    let Design::Rates {
        rounding, minimum, ..
    } = plan.design()
    else {
        return (0, 0);
    };
    let (floor, rest) = part(units, rate);
    let up = floor + u64::from(rest > 0);
    match rounding {
        Rounding::Up => (up.max(units.min(*minimum)), up.max(units.min(*minimum))),
        Rounding::Down => (floor, floor),
        Rounding::Expected => (floor, up),
    }
}

/// The first number in `0..=units` for which something holds that goes on to hold; one more if there is none.
fn first(units: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, units.saturating_add(1));
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
