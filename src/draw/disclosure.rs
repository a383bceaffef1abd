//! Whether the names of a draw give a confidential attribute away (protocol section 3, the rule for cells, and what it
//! is for: a risk class is not public).
//!
//! The outsider who is assumed here knows the plan, the public form, each named business's public attributes and how many
//! units every combination of them holds. Certain to him must be nothing.

use super::outcome::{Outcome, StratumOutcome};
use super::public::{Cell, Sizes, cells_of, values};
use crate::chance::Seed;
use crate::id::Stratum;
use crate::plan::{Design, Disclosure, Plan, rule};
use crate::sampling::allocation::{Share, part};
use crate::sampling::{Probability, Rounding};
use std::collections::{BTreeMap, BTreeSet};

/// Why a draw has no public form: published, its names would give a confidential attribute away, and the plan records no
/// ground for that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "at least two values of `{attribute}` must stay possible for every published name, found one for those {place}: \
    record a ground of disclosure in the plan, or stratify less finely"
)]
pub struct WouldDisclose {
    /// The confidential attribute.
    pub attribute: String,
    /// Which names give it away.
    pub place: String,
}

/// What the names give away, if anything.
pub(super) fn disclosed(plan: &Plan, outcome: &Outcome) -> Option<WouldDisclose> {
    let counts = outcome
        .strata
        .iter()
        .map(|outcome| (outcome.stratum.clone(), outcome.units))
        .collect();
    // Probabilities depend on no seed. Where there are none, nothing was drawn and replay says so.
    let shares = plan
        .shares(&counts, &Seed::from_bytes([0; 32]))
        .ok()
        .flatten();
    let attributes = plan.attributes().iter().enumerate();
    let confidential =
        attributes.filter(|(_, attribute)| attribute.disclosure == Disclosure::Confidential);
    let confidential: Vec<(usize, &str)> = confidential
        .map(|(place, attribute)| (place, attribute.name.as_str()))
        .collect();
    let disclosing = |attribute: &str, place| {
        Some(WouldDisclose {
            attribute: attribute.to_owned(),
            place,
        })
    };

    let share = |stratum: &Stratum| {
        shares.as_ref().map(|shares| {
            shares
                .get(stratum)
                .map_or(Probability::NEVER, |share| share.probability)
        })
    };
    let frame: Vec<&Stratum> = outcome
        .strata
        .iter()
        .map(|outcome| &outcome.stratum)
        .collect();
    let drawable = |stratum: &&&Stratum| share(stratum) != Some(Probability::NEVER);
    for &(place, attribute) in &confidential {
        let possible: BTreeSet<_> = frame
            .iter()
            .filter(drawable)
            .filter_map(|h| h.components().nth(place))
            .collect();
        if possible.len() < 2 {
            return disclosing(attribute, "of the whole draw".to_owned());
        }
    }
    shares.as_ref()?;
    let rules = Rules {
        plan,
        lambda: plan.unit_of_weight(&counts),
    };
    for (public, cell) in cells_of(plan, &outcome.strata) {
        for &(place, attribute) in &confidential {
            let possible = match cell.sizes {
                Sizes::Told => drawn(&cell, place),
                Sizes::Summed => rules.possible(&cell, &frame, place),
            };
            let named = cell.strata.iter().any(|outcome| outcome.sample > 0);
            if named && possible.len() < 2 {
                return disclosing(attribute, format!("in `{}`", public.join("/")));
            }
        }
    }
    None
}

/// The values of the attribute at this place among the strata of a cell that were drawn from.
fn drawn<'a>(cell: &Cell<'a>, place: usize) -> BTreeSet<&'a str> {
    let drawn = cell.strata.iter().filter(|outcome| outcome.sample > 0);
    drawn
        .filter_map(|outcome| outcome.stratum.components().nth(place))
        .collect()
}

/// What the outsider computes with: the plan's rules for strata that may or may not be there.
struct Rules<'a> {
    plan: &'a Plan,
    lambda: Option<(u128, u128)>,
}

impl Rules<'_> {
    /// The values of the attribute at this place that the names of a cell may have, where only the number of the cell's
    /// units and names is known, and that all names are of one stratum.
    fn possible<'a>(
        &self,
        cell: &Cell<'a>,
        frame: &[&'a Stratum],
        place: usize,
    ) -> BTreeSet<&'a str> {
        let units: u64 = cell.strata.iter().map(|outcome| outcome.units).sum();
        let sample: u64 = cell.strata.iter().map(|outcome| outcome.sample).sum();
        let Some(example) = cell.strata.first() else {
            return BTreeSet::new();
        };
        let candidates: BTreeMap<Vec<&str>, &&Stratum> = frame
            .iter()
            .map(|stratum| {
                (
                    values(self.plan, stratum, Disclosure::Confidential),
                    stratum,
                )
            })
            .collect();
        let here: Vec<(Stratum, &Stratum)> = candidates
            .values()
            .filter_map(|stratum| Some((self.transplant(example, stratum)?, **stratum)))
            .collect();
        let idle: u64 = here
            .iter()
            .map(|(label, _)| self.idle(label, units))
            .fold(0, u64::saturating_add);
        let could = |label: &Stratum| {
            let others = idle.saturating_sub(self.idle(label, units));
            let least = first(units, |n| {
                self.sample(label, n)
                    .is_some_and(|(_, most)| most >= sample)
            });
            let beyond = first(units, |n| {
                self.sample(label, n)
                    .is_none_or(|(least, _)| least > sample)
            });
            least.max(units.saturating_sub(others)) < beyond.min(units.saturating_add(1))
        };
        here.iter()
            .filter(|(label, _)| could(label))
            .filter_map(|(_, origin)| origin.components().nth(place))
            .collect()
    }

    /// The label with the public values of one stratum and the confidential ones of another.
    fn transplant(&self, public: &StratumOutcome, confidential: &Stratum) -> Option<Stratum> {
        let attributes = self.plan.attributes().iter();
        let both = public.stratum.components().zip(confidential.components());
        let parts = attributes
            .zip(both)
            .map(
                |(attribute, (public, confidential))| match attribute.disclosure {
                    Disclosure::Public => public,
                    Disclosure::Confidential => confidential,
                },
            );
        parts.collect::<Vec<_>>().join("/").parse().ok()
    }

    /// How many units a stratum may have, up to so many, with none of them drawn.
    fn idle(&self, label: &Stratum, units: u64) -> u64 {
        first(units, |n| {
            self.sample(label, n).is_none_or(|(least, _)| least > 0)
        })
        .saturating_sub(1)
    }

    /// The least and the most that may be drawn from a stratum of so many units; `None` where the plan has no rule for it or
    /// cannot be reckoned with.
    fn sample(&self, label: &Stratum, units: u64) -> Option<(u64, u64)> {
        match self.plan.design() {
            Design::Rates {
                rates,
                rounding,
                minimum,
            } => {
                let (floor, rest) = part(units, rates.of(label)?);
                let up = floor + u64::from(rest > 0);
                Some(match rounding {
                    Rounding::Up => {
                        let sample = up.max(units.min(*minimum));
                        (sample, sample)
                    }
                    Rounding::Down => (floor, floor),
                    Rounding::Expected => (floor, up),
                })
            }
            Design::Capacity {
                weights, minimum, ..
            } => {
                let ((p, q), weight) = (self.lambda?, *rule(weights, label)?);
                let product = p.checked_mul(u128::from(weight).checked_mul(units.into())?)?;
                let lower = rule(minimum, label).copied().unwrap_or(0).min(units);
                let bound = |sample: u128| {
                    u64::try_from(sample)
                        .unwrap_or(u64::MAX)
                        .clamp(lower, units)
                };
                Some((bound(product / q), bound(product.div_ceil(q))))
            }
            Design::Proportional { .. } | Design::Order { .. } => None,
        }
    }
}

/// The first number of units in `0..=units` for which something holds that goes on to hold; one more if there is none.
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
