//! What a draw stands at once visits have begun: targets that left, reserves that came, seats refilled.

use super::deals::Deals;
use super::direct::Direct;
use super::dispatch::{Dispatch, Sent};
use super::outcome::Selected;
use super::record::Record;
use super::replay::Replayed;
use crate::assignment::Teams;
use crate::frame::Token;
use crate::id::{DepartmentId, InspectorId, UnitId};
use crate::inspector::Roster;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The targets in force and their teams, kept through what happens after the draw (抽查执行现状).
///
/// Nobody chooses who comes instead: the next reserve of the stratum, and for a seat whom the protocol's rule for vacant seats
/// gives. The journal holds the same steps, in the same order, so that the auditor comes to the same standing.
///
/// ```
/// # use double_random::chance::Randomness;
/// # use double_random::draw::{Drawing, draw};
/// # use double_random::frame::{Frame, FrameKey, Unit};
/// # use double_random::id::DepartmentId;
/// # use double_random::inspector::{Certificate, Inspector, Roster, RosterKey, Slot};
/// # use double_random::plan::{Design, Plan};
/// # let design = Design::Rates { rates: "A 50%".parse()?, rounding: Default::default(), minimum: 0 };
/// # let plan = Plan::builder("2024-01".parse()?, design).reserves(1).build()?;
/// # let frame = Frame::commit(FrameKey::secret([7; 32])?, ["a", "b"].map(|id| Unit::new(id, "A")))?;
/// # let key: RosterKey = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0".parse()?;
/// # let department: DepartmentId = "market".parse()?;
/// # let mut roster = Roster::builder(key).department(department.clone(), [Slot::any(), Slot::any()]);
/// # for id in ["1", "2", "3"] {
/// #     let certificate = Certificate::new(id.parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?);
/// #     roster = roster.inspector(Inspector::new(id.parse()?, department.clone()).certificate(certificate));
/// # }
/// # let roster = roster.build_for("2024-06-03".parse()?)?;
/// let mut records = draw(&[(&plan, &frame, &roster)], &Randomness::declared([1; 32]))?;
/// let published = records[0].digest();
/// let replayed = records.remove(0).replay(&frame, &published)?;
///
/// let mut standing = replayed.standing();
/// let target = replayed.get().selected()[0].id.clone();
/// let team = standing.team(&department, &target).ok_or("no team")?;
/// let (leaves, stays) = (team[0].cloned().ok_or("vacant")?, team[1].cloned());
/// let refilled = standing.vacate(&department, &target, &leaves)?;
/// assert_eq!(refilled.count, 1);
/// assert_eq!(standing.team(&department, &target), Some(vec![refilled.comes.as_ref(), stays.as_ref()]));
///
/// let reserve = standing.strike_off(&target)?.cloned();
/// assert_eq!(reserve.as_ref(), Some(&replayed.get().reserves()[0].id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Standing<'a> {
    in_force: BTreeMap<&'a UnitId, &'a Selected>,
    /// Reserves stand in ticket order, stratum by stratum: the first one waiting is the next.
    waiting: Vec<&'a Selected>,
    deals: Option<&'a Deals>,
    roster: Option<&'a Roster>,
    teams: BTreeMap<&'a DepartmentId, Teams<'a>>,
    left: BTreeSet<(UnitId, InspectorId)>,
    direct: Vec<Direct>,
}

impl fmt::Debug for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Standing({} targets)", self.in_force.len())
    }
}

/// A seat that fell vacant, and who sits there now (替补).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refilled {
    /// The department whose seat it is.
    pub department: DepartmentId,
    /// The target.
    pub target: UnitId,
    /// The inspector who leaves.
    pub leaves: InspectorId,
    /// The inspector who comes; none where nobody is left.
    pub comes: Option<InspectorId>,
    /// `k` of protocol section 11: the number of this replacement for this target in this department, from 1. It is not used up
    /// where nobody is left.
    pub count: u64,
}

impl fmt::Debug for Refilled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refilled({}, count {})", self.department, self.count)
    }
}

/// What cannot happen to a draw as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StandingError {
    /// A target that was not drawn, or left.
    #[error("a target in force is wanted, found `{target}`")]
    NotInForce {
        /// Which was found.
        target: UnitId,
    },
    /// A department that sends nobody.
    #[error("a department that sends officers is wanted, found `{department}`")]
    SendsNobody {
        /// Which was found.
        department: DepartmentId,
    },
    /// A team on which every seat is taken.
    #[error("a vacant seat of `{department}` at `{target}` is wanted, found none")]
    NoVacancy {
        /// The department.
        department: DepartmentId,
        /// The target.
        target: UnitId,
    },
    /// An inspector who is on the team already, left it, or is recused.
    #[error(
        "somebody who may come to `{target}` for `{department}` is wanted, found `{inspector}`, who is on the team, left it or is \
         recused"
    )]
    MayNotCome {
        /// The department.
        department: DepartmentId,
        /// The target.
        target: UnitId,
        /// Who was found.
        inspector: InspectorId,
    },
    /// An inspector who is not on the team.
    #[error(
        "an inspector on the team of `{department}` at `{target}` is wanted, found `{inspector}`"
    )]
    NotOnTeam {
        /// The department.
        department: DepartmentId,
        /// The target.
        target: UnitId,
        /// Who was found.
        inspector: InspectorId,
    },
}

impl Replayed<Record> {
    /// What the draw stands at before anything happened.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        let (record, deals) = (self.get(), self.deals());
        let teams = deals.into_iter().flat_map(|deals| &deals.departments);
        Standing {
            in_force: record
                .selected()
                .iter()
                .map(|unit| (&unit.id, unit))
                .collect(),
            waiting: record.reserves().iter().collect(),
            deals,
            roster: record.dispatch().map(Dispatch::roster),
            left: BTreeSet::new(),
            direct: vec![],
            teams: teams
                .map(|(id, department)| (id, department.teams()))
                .collect(),
        }
    }
}

impl<'a> Standing<'a> {
    /// The targets in force: those selected and not out, and the reserves that came in; in id-byte order.
    pub fn targets(&self) -> impl Iterator<Item = &'a UnitId> {
        self.in_force.keys().copied()
    }

    /// The departments that send officers, in id-byte order.
    pub fn departments(&self) -> impl Iterator<Item = &'a DepartmentId> {
        self.teams.keys().copied()
    }

    /// Who sits on a department's team at a target in force, in the order of the deal; those whom chance gave a seat.
    #[must_use]
    pub fn team(
        &self,
        department: &DepartmentId,
        target: &UnitId,
    ) -> Option<Vec<Option<&'a InspectorId>>> {
        self.seats(department, target).ok()
    }

    /// The seats that were given by name, in the order in which they were, those at targets that left since included.
    #[must_use]
    pub fn direct(&self) -> &[Direct] {
        &self.direct
    }

    pub(super) fn seats(
        &self,
        department: &DepartmentId,
        target: &UnitId,
    ) -> Result<Vec<Option<&'a InspectorId>>, StandingError> {
        let unit = self.in_force.get(target);
        let unit = unit.ok_or_else(|| StandingError::NotInForce {
            target: target.clone(),
        })?;
        let teams = self.teams.get(department).zip(self.deals);
        let team = teams.and_then(|(teams, deals)| Some((teams.team(&unit.token)?, deals)));
        let (team, deals) = team.ok_or_else(|| StandingError::SendsNobody {
            department: department.clone(),
        })?;
        let seated = |seat: &Option<Token>| deals.officers.get(&(*seat)?);
        Ok(team.seats.iter().map(seated).collect())
    }

    /// Notes a seat that was given by name: whoever sits there is given none at this target by the rule.
    pub(super) fn note(&mut self, direct: Direct) {
        if let Some((unit, roster)) = self.in_force.get(&direct.target).zip(self.roster) {
            for teams in self.teams.values_mut() {
                // Every department has a team at a target in force.
                let _barred = teams.bar(&unit.token, roster.key().token(&direct.comes));
            }
        }
        self.direct.push(direct);
    }

    /// Whether an inspector may not be sent to a target by name: sits there for any department, left a team there, was sent
    /// there by name before, or is recused from it.
    pub(super) fn may_not_come(&self, target: &UnitId, inspector: &InspectorId) -> bool {
        let mut teams = self
            .teams
            .keys()
            .filter_map(|department| self.team(department, target));
        let mut direct = self.direct.iter();
        teams.any(|team| team.contains(&Some(inspector)))
            || self.left.contains(&(target.clone(), inspector.clone()))
            || direct.any(|one| (&one.target, &one.comes) == (target, inspector))
            || self
                .roster
                .is_some_and(|roster| roster.is_recused(inspector, target))
    }

    /// The teams at the targets in force: of each department, in id-byte order of targets.
    #[must_use]
    pub fn teams(&self) -> BTreeMap<DepartmentId, Vec<Sent>> {
        let sent = |department| {
            let team = move |target: &'a UnitId| {
                let seats = self.team(department, target)?.into_iter();
                Some(Sent {
                    seats: seats.map(Option::<&InspectorId>::cloned).collect(),
                    target: target.clone(),
                })
            };
            (
                department.clone(),
                self.targets().filter_map(team).collect(),
            )
        };
        self.departments().map(sent).collect()
    }

    /// A target turns out not to be inspectable by a registered state on a date: the next reserve of its stratum comes in, if
    /// there is one, and its seats are filled by the rule for vacant seats.
    ///
    /// # Errors
    /// A target that is not in force.
    pub fn strike_off(&mut self, target: &UnitId) -> Result<Option<&'a UnitId>, StandingError> {
        let out = self.in_force.remove(target);
        let out = out.ok_or_else(|| StandingError::NotInForce {
            target: target.clone(),
        })?;
        let mut waiting = self.waiting.iter();
        let Some(next) = waiting.position(|unit| unit.stratum == out.stratum) else {
            return Ok(None);
        };
        let next = self.waiting.remove(next);
        self.in_force.insert(&next.id, next);
        if let Some(seen) = self.deals.and_then(|deals| deals.targets.get(&next.id)) {
            for teams in self.teams.values_mut() {
                // A reserve has no team yet.
                let _filled = teams.admit(seen);
            }
        }
        Ok(Some(&next.id))
    }

    /// An inspector leaves a team for good, and the seat is refilled by the rule for vacant seats.
    ///
    /// # Errors
    /// A target that is not in force; a department that sends nobody; an inspector who is not on the team.
    pub fn vacate(
        &mut self,
        department: &DepartmentId,
        target: &UnitId,
        leaves: &InspectorId,
    ) -> Result<Refilled, StandingError> {
        let seats = self.seats(department, target)?;
        let place = seats.iter().position(|seat| *seat == Some(leaves));
        let (unit, teams) = (self.in_force.get(target), self.teams.get_mut(department));
        let replaced = place.zip(unit).zip(teams);
        let replaced =
            replaced.and_then(|((place, unit), teams)| teams.vacate(&unit.token, place).ok());
        let replaced = replaced.ok_or_else(|| StandingError::NotOnTeam {
            department: department.clone(),
            target: target.clone(),
            inspector: leaves.clone(),
        })?;
        self.left.insert((target.clone(), leaves.clone()));
        let officers = self.deals.map(|deals| &deals.officers);
        Ok(Refilled {
            department: department.clone(),
            target: target.clone(),
            leaves: leaves.clone(),
            comes: officers.and_then(|officers| officers.get(&replaced.chosen?).cloned()),
            count: replaced.k,
        })
    }
}
