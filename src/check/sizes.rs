//! Whether the sizes that a public form tells go with the plan and with each other.

use crate::chance::Seed;
use crate::draw::{Divergence, PublicForm, Step, same};
use crate::id::Stratum;
use crate::plan::{Design, Plan, ProportionalMethod};
use crate::sampling::Rounding;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Checks the sizes of a public form; `rounding` is known where the draw seed is.
pub(super) fn check(
    plan: &Plan,
    count: u64,
    form: &PublicForm,
    rounding: Option<&Seed>,
) -> Result<(), Divergence> {
    let [mut units, mut sample] = [form.others().units, form.others().sample];
    if sample > units {
        let at = "public form: others";
        return diverges(
            at,
            "at most all units drawn",
            format_args!("{sample} of {units}"),
        );
    }
    for outcome in form.strata() {
        units = units.saturating_add(outcome.units);
        sample = sample.saturating_add(outcome.sample);
        let at = format!("public form: `{}`", outcome.stratum);
        if outcome.sample > outcome.units {
            let found = format!("{} of {}", outcome.sample, outcome.units);
            return diverges(at, "at most all units drawn", found);
        }
        if outcome.threshold.is_some() != (outcome.sample > 0) {
            return diverges(
                at,
                "a threshold where units were drawn, and none elsewhere",
                "otherwise",
            );
        }
    }
    let names = u64::try_from(form.names().len()).unwrap_or(u64::MAX);
    if sample != names {
        return diverges("public form: number of names", sample, names);
    }
    if units > count {
        return diverges(
            "public form: number of units",
            format_args!("at most {count}"),
            units,
        );
    }
    by_plan(plan, form, rounding, units, names)
}

/// What the plan says of the sizes.
fn by_plan(
    plan: &Plan,
    form: &PublicForm,
    rounding: Option<&Seed>,
    units: u64,
    names: u64,
) -> Result<(), Divergence> {
    let counts: BTreeMap<Stratum, u64> = form
        .strata()
        .iter()
        .map(|outcome| (outcome.stratum.clone(), outcome.units))
        .collect();
    let whole = form.others().units == 0;
    match plan.design() {
        Design::Order { .. } => same(Step::Sizes, "public form: number of names", units, names),
        Design::Proportional {
            total,
            method: ProportionalMethod::Pivotal,
        } => same(Step::Sizes, "public form: number of names", *total, names),
        Design::Proportional {
            method: ProportionalMethod::Poisson,
            ..
        } => Ok(()),
        Design::Capacity { total, .. } => {
            same(Step::Sizes, "public form: number of names", *total, names)?;
            exactly(plan, form, &counts, rounding.filter(|_| whole))
        }
        Design::Rates {
            rounding: Rounding::Up | Rounding::Down,
            ..
        } => {
            // No number is drawn for these, so any seed gives them.
            exactly(plan, form, &counts, Some(&Seed::from_bytes([0; 32])))
        }
        Design::Rates {
            rounding: Rounding::Expected,
            ..
        } => {
            nearly(plan, form, &counts)?;
            exactly(plan, form, &counts, rounding.filter(|_| whole))
        }
    }
}

/// The sizes that follow from the plan and all counts, where they do.
fn exactly(
    plan: &Plan,
    form: &PublicForm,
    counts: &BTreeMap<Stratum, u64>,
    rounding: Option<&Seed>,
) -> Result<(), Divergence> {
    let Some(rounding) = rounding else {
        return Ok(());
    };
    let shares = plan.shares(counts, rounding).map_err(|error| {
        Divergence::new(
            Step::Sizes,
            "public form",
            "sizes that the plan gives",
            error,
        )
    })?;
    let shares = shares.unwrap_or_default();
    for outcome in form.strata() {
        let wanted = shares.get(&outcome.stratum).map_or(0, |share| share.sample);
        same(
            Step::Sizes,
            format_args!("public form: sample of `{}`", outcome.stratum),
            wanted,
            outcome.sample,
        )?;
    }
    Ok(())
}

/// A rate that is met in expectation gives the whole part of its share, or one more.
fn nearly(
    plan: &Plan,
    form: &PublicForm,
    counts: &BTreeMap<Stratum, u64>,
) -> Result<(), Divergence> {
    let chances = plan.probabilities(counts).map_err(|error| {
        Divergence::new(
            Step::Sizes,
            "public form",
            "sizes that the plan gives",
            error,
        )
    })?;
    let chances = chances.unwrap_or_default();
    for outcome in form.strata() {
        let Some(chance) = chances.get(&outcome.stratum) else {
            continue;
        };
        let share = u128::from(outcome.units).saturating_mul(chance.numerator());
        let whole = share / chance.denominator().max(1);
        let more = whole + u128::from(share % chance.denominator().max(1) > 0);
        if !(whole..=more).contains(&outcome.sample.into()) {
            let at = format!("public form: sample of `{}`", outcome.stratum);
            return diverges(at, format_args!("{whole} or {more}"), outcome.sample);
        }
    }
    Ok(())
}

fn diverges(
    at: impl Display,
    expected: impl Display,
    found: impl Display,
) -> Result<(), Divergence> {
    Err(Divergence::new(Step::Sizes, at, expected, found))
}
