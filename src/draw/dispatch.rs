//! Whom the departments send to what was drawn, under ids: the part of a record that no public form holds.

use super::deals::Deals;
use super::divergence::{Divergence, Step, same};
use super::outcome::Selected;
use crate::assignment::{Deal, Shortage, Team};
use crate::digest::{exact, unique};
use crate::frame::Token;
use crate::id::{DepartmentId, InspectorId, UnitId};
use crate::inspector::Roster;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// Whom the departments send (选派结果): the roster from which officers were dealt, and what every department's deal came to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispatch {
    #[serde(deserialize_with = "unique")]
    departments: BTreeMap<DepartmentId, DepartmentDispatch>,
    roster: Roster,
}

/// What one department's deal came to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DepartmentDispatch {
    /// Everyone's load: what it carried in and the seats it was dealt.
    #[serde(deserialize_with = "unique")]
    pub loads: BTreeMap<InspectorId, Load>,
    /// Why seats stayed vacant, if any did.
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "crate::digest::present"
    )]
    pub shortage: Option<Unfillable>,
    /// The teams, in the order in which they were dealt.
    pub teams: Vec<Sent>,
}

/// The team that a department sends to one target (检查组).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sent {
    /// The officers, in the order of the deal: slots that ask for a qualification first. `None` is a vacant seat.
    pub seats: Vec<Option<InspectorId>>,
    /// The target.
    pub target: UnitId,
}

/// Slots that cannot be filled together, and who could fill them (最小割): a [`Shortage`] under ids.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Unfillable {
    /// Officers who would be dealt more of them if their limits allowed, and how many those do allow.
    #[serde(deserialize_with = "unique")]
    pub officers: BTreeMap<InspectorId, Load>,
    /// Who besides can fill one slot of one target only.
    pub once: Vec<(UnitId, InspectorId)>,
    /// The slots: target, and place in the order of the deal, counted from 0.
    pub slots: Vec<(UnitId, Load)>,
    /// How many of them stay vacant.
    pub vacant: Load,
}

/// A number of visits, within what every JSON reader holds exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Load(#[serde(serialize_with = "exact")] u64);

impl Load {
    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    fn of(count: usize) -> Self {
        Self(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dispatch({} departments)", self.departments.len())
    }
}

impl fmt::Debug for DepartmentDispatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DepartmentDispatch({} teams)", self.teams.len())
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sent({} seats)", self.seats.len())
    }
}

impl fmt::Debug for Unfillable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Unfillable({} of {} slots)",
            self.vacant,
            self.slots.len()
        )
    }
}

impl Dispatch {
    /// The deals, under ids.
    pub(super) fn of(roster: &Roster, deals: &Deals, drawn: &[Selected]) -> Self {
        let targets = drawn.iter().map(|unit| (unit.token, &unit.id));
        let names = Names {
            targets: targets.collect(),
            officers: &deals.officers,
        };
        let departments = deals.departments.iter();
        Self {
            departments: departments
                .map(|(id, department)| (id.clone(), names.department(&department.deal)))
                .collect(),
            roster: roster.clone(),
        }
    }

    /// The roster: who could be dealt which seats.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The departments, in id-byte order, each with what its deal came to.
    pub fn departments(&self) -> impl Iterator<Item = (&DepartmentId, &DepartmentDispatch)> {
        self.departments.iter()
    }

    /// What a department's deal came to.
    #[must_use]
    pub fn department(&self, id: &DepartmentId) -> Option<&DepartmentDispatch> {
        self.departments.get(id)
    }

    /// How many seats stayed vacant, in all departments.
    #[must_use]
    pub fn vacant(&self) -> usize {
        let teams = self.departments.values().flat_map(|sent| &sent.teams);
        let seats = teams.flat_map(|team| &team.seats);
        seats.filter(|seat| seat.is_none()).count()
    }

    /// `Ok` if both are alike; otherwise where the other one first parts from this one.
    pub(super) fn check(&self, found: &Self) -> Result<(), Divergence> {
        let (wanted, others) = (&self.departments, &found.departments);
        let missing = wanted.keys().find(|name| !others.contains_key(*name));
        let strange = others.keys().find(|name| !wanted.contains_key(*name));
        if missing.is_some() || strange.is_some() {
            let text = |name: Option<&DepartmentId>| {
                name.map_or_else(|| "no other".to_owned(), |name| format!("`{name}`"))
            };
            let (expected, found) = (text(missing), text(strange));
            return Err(Divergence::new(
                Step::Officers,
                "departments",
                expected,
                found,
            ));
        }
        for (department, expected) in wanted {
            if let Some(found) = others.get(department) {
                expected.check(department, found)?;
            }
        }
        Ok(())
    }
}

impl DepartmentDispatch {
    fn check(&self, department: &DepartmentId, found: &Self) -> Result<(), Divergence> {
        for (place, (expected, found)) in self.teams.iter().zip(&found.teams).enumerate() {
            let at = format!("`{department}`: teams[{place}]");
            same(Step::Officers, &at, &expected.target, &found.target)?;
            let target = &expected.target;
            for (seat, (expected, found)) in expected.seats.iter().zip(&found.seats).enumerate() {
                let at = format!("`{department}`: seat {seat} at `{target}`");
                same(
                    Step::Officers,
                    at,
                    seated(expected.as_ref()),
                    seated(found.as_ref()),
                )?;
            }
            let at = format!("`{department}`: number of seats at `{target}`");
            same(Step::Officers, at, expected.seats.len(), found.seats.len())?;
        }
        let at = format!("`{department}`: number of teams");
        same(Step::Officers, at, self.teams.len(), found.teams.len())?;
        if self.loads != found.loads {
            let at = format!("`{department}`: loads");
            return Err(Divergence::new(
                Step::Officers,
                at,
                "those of the deal",
                "others",
            ));
        }
        if self.shortage != found.shortage {
            let at = format!("`{department}`: shortage");
            return Err(Divergence::new(
                Step::Officers,
                at,
                "that of the deal",
                "another",
            ));
        }
        Ok(())
    }
}

fn seated(seat: Option<&InspectorId>) -> String {
    seat.map_or_else(|| "nobody".to_owned(), |officer| format!("`{officer}`"))
}

/// Whom tokens stand for.
struct Names<'a> {
    targets: BTreeMap<Token, &'a UnitId>,
    officers: &'a BTreeMap<Token, InspectorId>,
}

impl Names<'_> {
    fn target(&self, token: &Token) -> Option<UnitId> {
        self.targets.get(token).copied().cloned()
    }

    fn officer(&self, token: &Token) -> Option<InspectorId> {
        self.officers.get(token).cloned()
    }

    fn department(&self, deal: &Deal) -> DepartmentDispatch {
        let sent = |team: &Team| {
            let seats = team.seats.iter();
            Some(Sent {
                seats: seats.map(|seat| self.officer(&(*seat)?)).collect(),
                target: self.target(&team.target)?,
            })
        };
        DepartmentDispatch {
            loads: self.loads(deal.loads()),
            shortage: deal.shortage().map(|shortage| self.shortage(shortage)),
            teams: deal.teams().iter().filter_map(sent).collect(),
        }
    }

    fn loads(&self, loads: &BTreeMap<Token, u64>) -> BTreeMap<InspectorId, Load> {
        let load = |(token, load): (&Token, &u64)| Some((self.officer(token)?, Load(*load)));
        loads.iter().filter_map(load).collect()
    }

    fn shortage(&self, shortage: &Shortage) -> Unfillable {
        let slots = shortage.slots.iter();
        let slots = slots.filter_map(|slot| {
            let target = self.target(&slot.target)?;
            Some((target, Load::of(slot.position)))
        });
        let once = shortage.once.iter();
        let mut once: Vec<_> = once
            .filter_map(|(target, officer)| Some((self.target(target)?, self.officer(officer)?)))
            .collect();
        let mut slots: Vec<_> = slots.collect();
        once.sort();
        slots.sort();
        Unfillable {
            officers: self.loads(&shortage.officers),
            once,
            slots,
            vacant: Load::of(shortage.vacant),
        }
    }
}
