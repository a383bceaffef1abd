//! One plan drawn from one frame with one seed: what the record and its replay both ask for.

use super::DrawError;
use super::outcome::{Outcome, Selected, StratumOutcome};
use crate::chance::Seed;
use crate::frame::Frame;
use crate::id::Stratum;
use crate::plan::{Design, Plan, ProportionalMethod};
use crate::sampling::allocation::{AllocationError, Share};
use crate::sampling::stratified::{self, Wanted};
use crate::sampling::{Drawn, proportional};
use std::collections::BTreeMap;

/// What the plan draws from the frame under the draw seed.
pub(super) fn sample(plan: &Plan, frame: &Frame, seed: &Seed) -> Result<Outcome, DrawError> {
    let failed = |error| refused(plan, frame, error);
    let shares = plan
        .shares(frame.counts(), &seed.rounding(plan.id()))
        .map_err(failed)?;
    match shares {
        Some(shares) => Ok(stratified(plan, frame, seed, &shares)),
        None => unstratified(plan, frame, seed).map_err(failed),
    }
}

fn refused(plan: &Plan, frame: &Frame, error: AllocationError) -> DrawError {
    let plan = plan.id().clone();
    if let AllocationError::NoRule { stratum, wanted } = &error
        && let Some(unit) = frame.first_of(stratum)
    {
        return DrawError::UnknownStratum {
            plan,
            wanted,
            stratum: stratum.clone(),
            unit,
        };
    }
    DrawError::Allocation { plan, error }
}

fn stratified(
    plan: &Plan,
    frame: &Frame,
    seed: &Seed,
    shares: &BTreeMap<Stratum, Share>,
) -> Outcome {
    let wanted = |stratum| match shares.get(stratum) {
        Some(share) => Wanted {
            units: share.units,
            smallest: share.sample.saturating_add(plan.reserves()),
        },
        None => Wanted {
            units: 0,
            smallest: 0,
        },
    };
    let wanted: Vec<Wanted> = frame.strata().iter().map(wanted).collect();
    let drawn = stratified::select(frame, &wanted, &seed.targets(plan.id()));
    let (mut strata, mut reserves) = (vec![], vec![]);
    let mut selected = Vec::with_capacity(drawn.iter().map(Vec::len).sum());
    for (stratum, drawn) in frame.strata().iter().zip(&drawn) {
        let Some(&Share { units, sample, .. }) = shares.get(stratum) else {
            continue;
        };
        let all = (drawn.as_slice(), &[][..]);
        let (targets, next) = usize::try_from(sample)
            .ok()
            .and_then(|n| drawn.split_at_checked(n))
            .unwrap_or(all);
        let threshold = targets.last().map(|last| last.ticket);
        strata.push(StratumOutcome {
            stratum: stratum.clone(),
            units,
            sample,
            threshold,
        });
        selected.extend(named(frame, targets, 1));
        reserves.extend(named(frame, next, sample + 1));
    }
    Outcome {
        seed: seed.clone(),
        strata,
        selected,
        reserves,
    }
}

fn unstratified(plan: &Plan, frame: &Frame, seed: &Seed) -> Result<Outcome, AllocationError> {
    let (id, targets) = (plan.id(), seed.targets(plan.id()));
    let drawn = match plan.design() {
        Design::Proportional {
            total,
            method: ProportionalMethod::Pivotal,
        } => proportional::pivotal(frame, *total, &targets, &seed.pivotal(id))?,
        Design::Proportional {
            total,
            method: ProportionalMethod::Poisson,
        } => proportional::poisson(frame, *total, &targets)?,
        Design::Order { .. } | Design::Rates { .. } | Design::Capacity { .. } => {
            stratified::order(frame, &targets)
        }
    };
    let selected: Vec<Selected> = named(frame, &drawn, 1).collect();
    let mut samples: BTreeMap<&Stratum, u64> = BTreeMap::new();
    for unit in &selected {
        *samples.entry(&unit.stratum).or_default() += 1;
    }
    let outcome = |(stratum, &units): (&Stratum, &u64)| {
        let sample = samples.get(stratum).copied().unwrap_or(0);
        StratumOutcome {
            stratum: stratum.clone(),
            units,
            sample,
            threshold: None,
        }
    };
    let strata = frame.counts().iter().map(outcome).collect();
    Ok(Outcome {
        seed: seed.clone(),
        strata,
        selected,
        reserves: vec![],
    })
}

/// The drawn units under their ids, with ranks from `first` on.
fn named(frame: &Frame, drawn: &[Drawn], first: u64) -> impl Iterator<Item = Selected> {
    let units = (first..).zip(drawn).zip(frame.drawn(drawn));
    units.map(|((rank, drawn), (id, stratum, token))| Selected {
        id,
        rank,
        stratum,
        ticket: drawn.ticket,
        token,
    })
}
