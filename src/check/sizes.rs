//! Whether the sizes that a public form tells go with the plan and with each other.

use crate::chance::Seed;
use crate::draw::{Divergence, PublicForm, Step, StratumOutcome, Total, may_be_told, same};
use crate::id::Stratum;
use crate::plan::{Design, Disclosure, Plan, ProportionalMethod};
use crate::sampling::allocation::{AllocationError, part};
use crate::sampling::{Probability, Rounding};
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
        let (at, found) = ("public form: others", format!("{sample} of {units}"));
        return diverges(at, "at most all units drawn", found);
    }
    if !may_be_told(plan, form.strata()) {
        let expected = "strata of which a form may tell the sizes";
        return diverges("public form: strata", expected, "others");
    }
    for outcome in form.strata() {
        check_line(plan, outcome)?;
        units = units.saturating_add(outcome.units);
        sample = sample.saturating_add(outcome.sample);
    }
    let stratified = matches!(
        plan.design(),
        Design::Rates { .. } | Design::Capacity { .. }
    );
    if stratified && all_public(plan) {
        same(
            Step::Sizes,
            "public form: units of others",
            0,
            form.others().units,
        )?;
    }
    check_sum(plan, form.others())?;
    let names = u64::try_from(form.names().len()).unwrap_or(u64::MAX);
    same(Step::Sizes, "public form: number of names", sample, names)?;
    if units > count {
        let expected = format!("at most {count}");
        return diverges("public form: number of units", expected, units);
    }
    by_plan(plan, form, rounding, [units, names])
}

/// Whether nothing that the plan stratifies by is confidential.
pub(super) fn all_public(plan: &Plan) -> bool {
    let mut attributes = plan.attributes().iter();
    attributes.all(|attribute| attribute.disclosure == Disclosure::Public)
}

/// Checks the line of one stratum against itself and the plan.
pub(super) fn check_line(plan: &Plan, line: &StratumOutcome) -> Result<(), Divergence> {
    let StratumOutcome {
        stratum,
        units,
        sample,
        threshold,
        ..
    } = line;
    let at = || format!("line of `{stratum}`");
    if stratum.components().count() != plan.attributes().len() {
        return diverges(at(), "a stratum of the plan", "another");
    }
    if *units == 0 || sample > units {
        let found = format!("{sample} of {units}");
        return diverges(at(), "at least one unit, and at most all drawn", found);
    }
    if threshold.is_some() != (*sample > 0) {
        let expected = "a threshold where units were drawn, and none elsewhere";
        return diverges(at(), expected, "otherwise");
    }
    let counts = [(stratum.clone(), *units)].into();
    let lines = std::slice::from_ref(line);
    match plan.design() {
        Design::Rates {
            rounding: Rounding::Up | Rounding::Down,
            ..
        } => {
            // No number is drawn for these, so any seed gives them.
            exactly(plan, lines, &counts, &Seed::from_bytes([0; 32]))
        }
        Design::Rates {
            rounding: Rounding::Expected,
            ..
        } => nearly(plan, line, &counts),
        Design::Capacity { .. } | Design::Proportional { .. } | Design::Order { .. } => Ok(()),
    }
}

/// That a sum over strata lies where it must if each of them has one of the plan's rates.
fn check_sum(plan: &Plan, others: Total) -> Result<(), Divergence> {
    let Design::Rates {
        rates, rounding, ..
    } = plan.design()
    else {
        return Ok(());
    };
    let rates = rates.iter().map(|(_, rate)| rate);
    let (expected, right) = match rounding {
        Rounding::Up => {
            let least = rates.min().map_or((0, 0), |rate| part(others.units, rate));
            let least = least.0 + u64::from(least.1 > 0);
            (format!("at least {least}"), others.sample >= least)
        }
        Rounding::Down => {
            let (most, _) = rates.max().map_or((0, 0), |rate| part(others.units, rate));
            (format!("at most {most}"), others.sample <= most)
        }
        Rounding::Expected => return Ok(()),
    };
    if right {
        return Ok(());
    }
    diverges("public form: sample of others", expected, others.sample)
}

/// What the plan says of the sizes together.
fn by_plan(
    plan: &Plan,
    form: &PublicForm,
    rounding: Option<&Seed>,
    [units, names]: [u64; 2],
) -> Result<(), Divergence> {
    let counted = |expected| same(Step::Sizes, "public form: number of names", expected, names);
    match plan.design() {
        Design::Order { .. } => return counted(units),
        Design::Proportional {
            total,
            method: ProportionalMethod::Pivotal,
        } => return counted(*total),
        Design::Proportional {
            method: ProportionalMethod::Poisson,
            ..
        } => return Ok(()),
        Design::Capacity { total, .. } => counted(*total)?,
        Design::Rates { .. } => {}
    }
    let lines = form.strata();
    let counts = lines
        .iter()
        .map(|line| (line.stratum.clone(), line.units))
        .collect();
    match rounding.filter(|_| form.others().units == 0) {
        Some(rounding) => exactly(plan, lines, &counts, rounding),
        None => Ok(()),
    }
}

/// The sizes that follow from the plan and all counts.
fn exactly(
    plan: &Plan,
    lines: &[StratumOutcome],
    counts: &BTreeMap<Stratum, u64>,
    rounding: &Seed,
) -> Result<(), Divergence> {
    let shares = plan
        .shares(counts, rounding)
        .map_err(|error| no_sizes(&error))?;
    let shares = shares.unwrap_or_default();
    for line in lines {
        let wanted = shares.get(&line.stratum).map_or(0, |share| share.sample);
        let at = format_args!("sample of `{}`", line.stratum);
        same(Step::Sizes, at, wanted, line.sample)?;
    }
    Ok(())
}

/// A rate that is met in expectation gives the whole part of its share, or one more.
fn nearly(
    plan: &Plan,
    line: &StratumOutcome,
    counts: &BTreeMap<Stratum, u64>,
) -> Result<(), Divergence> {
    let chances = plan
        .probabilities(counts)
        .map_err(|error| no_sizes(&error))?;
    let chance = chances.unwrap_or_default().remove(&line.stratum);
    let chance = chance.unwrap_or(Probability::NEVER);
    let share = u128::from(line.units).saturating_mul(chance.numerator());
    let whole = share / chance.denominator().max(1);
    let more = share.div_ceil(chance.denominator().max(1));
    if (whole..=more).contains(&line.sample.into()) {
        return Ok(());
    }
    let at = format_args!("sample of `{}`", line.stratum);
    diverges(at, format_args!("{whole} or {more}"), line.sample)
}

fn no_sizes(error: &AllocationError) -> Divergence {
    Divergence::new(Step::Sizes, "sizes", "those that the plan gives", error)
}

fn diverges(
    at: impl Display,
    expected: impl Display,
    found: impl Display,
) -> Result<(), Divergence> {
    Err(Divergence::new(Step::Sizes, at, expected, found))
}
