//! The deals of a plan's departments, under tokens: what the dispatch and its replay both ask for.

use super::DrawError;
use super::outcome::{Outcome, Selected};
use crate::assignment::{Deal, Pool, PoolError, Target, Teams, department_seed};
use crate::chance::Seed;
use crate::frame::{Frame, Token};
use crate::id::{DepartmentId, InspectorId, UnitId};
use crate::inspector::{Inspector, Roster};
use crate::plan::Plan;
use std::collections::BTreeMap;
use std::fmt;

/// Every department's deal, and whom the tokens stand for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Deals {
    pub(super) departments: BTreeMap<DepartmentId, DepartmentDeal>,
    pub(super) officers: BTreeMap<Token, InspectorId>,
    /// Those selected and the reserves, as deals see them.
    pub(super) targets: BTreeMap<UnitId, Target>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct DepartmentDeal {
    pool: Pool,
    seed: Seed,
    targets: Vec<Target>,
    pub(super) deal: Deal,
}

impl fmt::Debug for Deals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deals({} departments)", self.departments.len())
    }
}

impl Deals {
    /// Deals the officers of the roster to what was drawn.
    pub(super) fn of(
        roster: &Roster,
        plan: &Plan,
        frame: &Frame,
        outcome: &Outcome,
    ) -> Result<Self, DrawError> {
        let target = |unit: &Selected| Some(Target::new(unit.token, frame.district_of(&unit.id)?));
        let targets: Vec<Target> = outcome.selected.iter().filter_map(target).collect();
        let deal = |(department, pool): (&DepartmentId, Pool)| {
            let seed = department_seed(&outcome.seed, plan.id(), department);
            let deal = pool.deal(&targets, &seed)?;
            let targets = targets.clone();
            Ok((
                department.clone(),
                DepartmentDeal {
                    pool,
                    seed,
                    targets,
                    deal,
                },
            ))
        };
        let pool = |department| Some((department, Pool::of(roster, department, frame.key())?));
        let pools = roster
            .departments()
            .filter_map(|(department, _)| pool(department));
        let departments = pools.map(deal).collect::<Result<_, PoolError>>();
        let officers = roster.inspectors().map(Inspector::id);
        let drawn = outcome.selected.iter().chain(&outcome.reserves);
        Ok(Self {
            departments: departments.map_err(|error| DrawError::Deal {
                plan: plan.id().clone(),
                error,
            })?,
            officers: officers
                .map(|id| (roster.key().token(id), id.clone()))
                .collect(),
            targets: drawn
                .filter_map(|unit| Some((unit.id.clone(), target(unit)?)))
                .collect(),
        })
    }
}

impl DepartmentDeal {
    /// The teams as they were dealt, to be kept through what happens afterwards.
    pub(super) fn teams(&self) -> Teams<'_> {
        self.pool.teams(&self.deal, &self.targets, &self.seed)
    }
}
