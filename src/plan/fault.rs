//! What can be wrong with a plan: all of it is told at once.

use super::Design;
use super::Disclosure;
use super::FORM;
use super::PlanForm;
use super::values;
use crate::digest::DocumentError;
use crate::id::{self, NameError, NameKind, Stratum};
use crate::sampling::Rounding;
use std::collections::BTreeSet;
use std::fmt;

/// One thing that is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanFault {
    /// Another form, or a later one.
    #[error("form: `double-random/plan/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// The name of an attribute that is none.
    #[error("attributes: {0}")]
    AttributeName(NameError),
    /// Two attributes of one name.
    #[error("attributes: each name stands once, found `{name}` twice")]
    AttributeTwice {
        /// The name.
        name: String,
    },
    /// No attribute at all.
    #[error("attributes: a plan stratifies by at least one, found none")]
    NoAttribute,
    /// No rates or weights at all.
    #[error("design: {what} are wanted for at least one stratum, found none")]
    NoRules {
        /// `rates` or `weights`.
        what: &'static str,
    },
    /// A rule for a label that no unit of this plan can have.
    #[error(
        "design: labels of this plan have at most {wanted} components and no `-` in front, found `{stratum}`"
    )]
    Label {
        /// How many attributes there are.
        wanted: usize,
        /// The label.
        stratum: Stratum,
    },
    /// A minimum that goes with another rounding only.
    #[error("design: a minimum goes with rounding up only, found {minimum} with another")]
    Minimum {
        /// The minimum.
        minimum: u64,
    },
    /// A weight of nothing.
    #[error("design: weights are at least 1, found 0 for `{stratum}`")]
    ZeroWeight {
        /// Whose weight.
        stratum: Stratum,
    },
    /// Nothing to draw.
    #[error("design: at least one unit is to be drawn, found a total of 0")]
    NothingToDraw,
    /// A capacity below its own minima.
    #[error(
        "design: a capacity of at least {minima}, the sum of the minima, is wanted, found {total}"
    )]
    BelowMinima {
        /// The capacity.
        total: u64,
        /// The sum of the minima.
        minima: u128,
    },
    /// Reserves where nothing replaces a target.
    #[error(
        "reserves: none are wanted in a draw in proportion to size or of an order, where nothing is replaced, found {reserves}"
    )]
    Reserves {
        /// How many were asked for.
        reserves: u64,
    },
    /// More combinations of confidential values than can be looked through for what their publication would tell.
    #[error(
        "design: the values of confidential attributes that rates name combine in at most 1000 ways, found more"
    )]
    TooFine,
    /// A ground that says nothing.
    #[error("disclosure_ground: {0}")]
    Ground(NameError),
    /// A ground where nothing is confidential.
    #[error("disclosure_ground: none is wanted where every attribute is public, found one")]
    NeedlessGround,
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// Everything that is wrong with a plan: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFaults(Vec<PlanFault>);

impl PlanFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[PlanFault] {
        &self.0
    }
}

impl From<PlanFault> for PlanFaults {
    fn from(fault: PlanFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for PlanFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(PlanFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for PlanFaults {}

/// A text that is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a plan that cannot be drawn.
    #[error(transparent)]
    Faults(#[from] PlanFaults),
}

pub(super) fn check(plan: &PlanForm) -> Result<(), PlanFaults> {
    let mut faults = vec![];
    if plan.form != FORM {
        faults.push(PlanFault::Form {
            found: plan.form.clone(),
        });
    }
    attributes(plan, &mut faults);
    design(plan, &mut faults);
    let replaces = matches!(plan.design, Design::Rates { .. } | Design::Capacity { .. });
    if plan.reserves > 0 && !replaces {
        faults.push(PlanFault::Reserves {
            reserves: plan.reserves,
        });
    }
    if combinations(plan) > 1_000 {
        faults.push(PlanFault::TooFine);
    }
    if let Some(ground) = &plan.disclosure_ground {
        let kind = NameKind::DisclosureGround;
        faults.extend(id::check_line(kind, ground).err().map(PlanFault::Ground));
        if plan
            .attributes
            .iter()
            .all(|attribute| attribute.disclosure == Disclosure::Public)
        {
            faults.push(PlanFault::NeedlessGround);
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(PlanFaults(faults))
    }
}

fn attributes(plan: &PlanForm, faults: &mut Vec<PlanFault>) {
    if plan.attributes.is_empty() {
        faults.push(PlanFault::NoAttribute);
    }
    let mut names = BTreeSet::new();
    for attribute in &plan.attributes {
        faults.extend(
            id::check(NameKind::Attribute, &attribute.name)
                .err()
                .map(PlanFault::AttributeName),
        );
        if !names.insert(&attribute.name) {
            faults.push(PlanFault::AttributeTwice {
                name: attribute.name.clone(),
            });
        }
    }
}

fn design(plan: &PlanForm, faults: &mut Vec<PlanFault>) {
    let mut labels: BTreeSet<&Stratum> = BTreeSet::new();
    match &plan.design {
        Design::Rates {
            rates,
            rounding,
            minimum,
        } => {
            labels.extend(rates.iter().map(|(stratum, _)| stratum));
            if labels.is_empty() {
                faults.push(PlanFault::NoRules { what: "rates" });
            }
            if *minimum > 0 && *rounding != Rounding::Up {
                faults.push(PlanFault::Minimum { minimum: *minimum });
            }
        }
        Design::Capacity {
            total,
            weights,
            minimum,
        } => {
            if weights.is_empty() {
                faults.push(PlanFault::NoRules { what: "weights" });
            }
            labels.extend(weights.keys().chain(minimum.keys()));
            let zero = weights.iter().filter(|(_, weight)| **weight == 0);
            faults.extend(zero.map(|(stratum, _)| PlanFault::ZeroWeight {
                stratum: stratum.clone(),
            }));
            nothing(*total, faults);
            let minima: u128 = minimum.values().map(|minimum| u128::from(*minimum)).sum();
            if minima > u128::from(*total) {
                faults.push(PlanFault::BelowMinima {
                    total: *total,
                    minima,
                });
            }
        }
        Design::Proportional { total, .. } => nothing(*total, faults),
        Design::Order { .. } => {}
    }
    let wanted = plan.attributes.len();
    let strange = |label: &&&Stratum| !label.is_eligible() || label.components().count() > wanted;
    let strange = labels.iter().filter(strange);
    faults.extend(strange.map(|stratum| PlanFault::Label {
        wanted,
        stratum: (**stratum).clone(),
    }));
}

/// In how many ways the confidential values that rates name combine.
fn combinations(plan: &PlanForm) -> usize {
    let Design::Rates { rates, .. } = &plan.design else {
        return 1;
    };
    let attributes = plan.attributes.iter().enumerate();
    let confidential =
        attributes.filter(|(_, attribute)| attribute.disclosure == Disclosure::Confidential);
    let named =
        confidential.map(|(place, _)| values(rates.iter().map(|(label, _)| label), place).len());
    named.fold(1, usize::saturating_mul)
}

fn nothing(total: u64, faults: &mut Vec<PlanFault>) {
    if total == 0 {
        faults.push(PlanFault::NothingToDraw);
    }
}
