//! Stratified draws, capacities and draws in proportion to size (protocol sections 4 and 5).

use super::given::{each, field, parse, take};
use super::names::Names;
use super::strata::{Strata, texts};
use double_random::chance::Seed;
use double_random::id::Stratum;
use double_random::rate::{Rate, RateError};
use double_random::sampling::allocation::{AllocationError, Share, by_rates};
use double_random::sampling::capacity::by_capacity;
use double_random::sampling::proportional::{pivotal as draw_pivotal, poisson};
use double_random::sampling::{Drawn, Rounding};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;

/// Draws by rates, under each rounding.
pub(super) fn stratified(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let [target_seed, rounding_seed]: [Seed; 2] =
        [parse(given, "target_seed")?, parse(given, "rounding_seed")?];
    let names = Names::take(given)?;
    let counts = names.counts();
    let ppm = rates(given, "ppm")?;
    let shares = |counts: &_, ppm: &BTreeMap<Stratum, Rate>, rounding, minimum| {
        let rate = |stratum: &_| ppm.get(stratum).copied();
        by_rates(counts, rate, rounding, minimum, &rounding_seed)
    };
    let draw = |rounding, minimum| {
        let shares = shares(&counts, &ppm, rounding, minimum)?;
        let strata = Strata::draw(&names, &names.strata, &shares, 3, &target_seed);
        Ok::<_, AllocationError>(json!({
            "sizes": sizes(&shares),
            "sample": texts(&strata.sample, |unit| names.text(unit)),
            "reserves": texts(&strata.reserves, |unit| names.text(unit)),
            "thresholds": strata.thresholds(),
        }))
    };
    let counted = |given: &mut Value, ppm: &_, rounding, minimum| {
        let counts: BTreeMap<Stratum, u64> = take(given, "counts")?;
        let shares = shares(&counts, ppm, rounding, minimum)?;
        Ok::<_, Box<dyn Error>>(json!({ "sizes": sizes(&shares) }))
    };
    let whole = field(given, "expected_whole")?;
    let whole_ppm = rates(whole, "ppm")?;
    let whole = counted(whole, &whole_ppm, Rounding::Expected, 0)?;
    let above = field(given, "up_minimum_above")?;
    let (above_ppm, minimum) = (rates(above, "ppm")?, take(above, "minimum")?);
    let above = counted(above, &above_ppm, Rounding::Up, minimum)?;
    Ok(json!({
        "counts": counts,
        "up": draw(Rounding::Up, 0)?,
        "down": draw(Rounding::Down, 0)?,
        "expected": draw(Rounding::Expected, 0)?,
        "up_minimum_3": draw(Rounding::Up, 3)?,
        "expected_whole": whole,
        "up_minimum_above": above,
        "expected_with_empty": counted(field(given, "expected_with_empty")?, &ppm, Rounding::Expected, 0)?,
    }))
}

/// Sample sizes for a fixed capacity.
pub(super) fn capacity(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let answers = each(given, |case| {
        let shares = Capacity::take(case)?.shares(&parse(case, "rounding_seed")?)?;
        Ok(json!({ "sizes": sizes(&shares) }))
    })?;
    Ok(answers.into())
}

/// Draws in proportion to size, and their Poisson variant.
pub(super) fn pivotal(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let answers = each(given, |case| {
        let [target_seed, pivotal_seed]: [Seed; 2] =
            [parse(case, "target_seed")?, parse(case, "pivotal_seed")?];
        let (names, n) = (Names::take(case)?, take(case, "n")?);
        let texts = |drawn: Vec<Drawn>| -> Vec<String> {
            drawn.iter().map(|drawn| names.text(drawn.unit)).collect()
        };
        Ok(json!({
            "sample": texts(draw_pivotal(&names, n, &target_seed, &pivotal_seed)?),
            "poisson_sample": texts(poisson(&names, n, &target_seed)?),
        }))
    })?;
    Ok(answers.into())
}

/// Rates in parts per million.
pub(super) fn rates<T: DeserializeOwned + Ord>(
    given: &mut Value,
    name: &str,
) -> Result<BTreeMap<T, Rate>, Box<dyn Error>> {
    let ppm: BTreeMap<T, u32> = take(given, name)?;
    let rate = |(of, ppm)| Ok::<_, RateError>((of, Rate::from_ppm(ppm)?));
    Ok(ppm.into_iter().map(rate).collect::<Result<_, _>>()?)
}

/// The sample sizes alone.
pub(super) fn sizes(shares: &BTreeMap<Stratum, Share>) -> BTreeMap<&Stratum, u64> {
    let size = |(stratum, share): (_, &Share)| (stratum, share.sample);
    shares.iter().map(size).collect()
}

/// A capacity over strata.
pub(super) struct Capacity {
    counts: BTreeMap<Stratum, u64>,
    weights: BTreeMap<Stratum, u64>,
    lower: BTreeMap<Stratum, u64>,
    total: u64,
}

impl Capacity {
    pub(super) fn take(given: &mut Value) -> Result<Self, Box<dyn Error>> {
        let [counts, lower]: [BTreeMap<Stratum, u64>; 2] =
            [take(given, "counts")?, take(given, "lower")?];
        if !lower.keys().eq(counts.keys()) {
            return Err("a lower bound is wanted for each stratum".into());
        }
        Ok(Self {
            counts,
            weights: take(given, "weights")?,
            lower,
            total: take(given, "total")?,
        })
    }

    pub(super) fn shares(
        &self,
        rounding_seed: &Seed,
    ) -> Result<BTreeMap<Stratum, Share>, AllocationError> {
        let weight = |stratum: &Stratum| self.weights.get(stratum).copied();
        let lower = |stratum: &Stratum| self.lower.get(stratum).copied().unwrap_or(0);
        by_capacity(&self.counts, weight, lower, self.total, rounding_seed)
    }
}
