//! Direct assignment, where officers are too few for chance: told apart from whatever was dealt.

use super::standing::{Standing, StandingError};
use crate::id::{DepartmentId, InspectorId, UnitId};
use std::fmt;

/// A vacant seat that was given to somebody by name (直接委派), because officers are too few for a real random choice.
///
/// It is never part of a deal: the seat stays vacant among those that chance filled, and this stands beside it, with ground
/// and approver in the journal. Rule DR-33; source: SAMR notice on full double-random supervision (国市监信〔2019〕38号).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Direct {
    /// The department whose seat it is.
    pub department: DepartmentId,
    /// The target.
    pub target: UnitId,
    /// The place of the seat in the order of the deal, counted from 0.
    pub seat: usize,
    /// Who comes: of the roster, or of a neighbouring area or another level.
    pub comes: InspectorId,
}

impl fmt::Debug for Direct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Direct({}, seat {})", self.department, self.seat)
    }
}

impl Standing<'_> {
    /// Gives a department's first vacant seat at a target to somebody by name.
    ///
    /// # Errors
    /// A target that is not in force; a department that sends nobody; a team without a vacant seat; somebody who sits
    /// at the target already, left it, or is recused from it.
    pub fn assign_directly(
        &mut self,
        department: &DepartmentId,
        target: &UnitId,
        comes: &InspectorId,
    ) -> Result<Direct, StandingError> {
        let team = self.seats(department, target)?;
        let given = |seat: &usize| {
            let mut direct = self.direct().iter();
            direct
                .any(|one| (&one.department, &one.target, one.seat) == (department, target, *seat))
        };
        let vacant = team
            .iter()
            .enumerate()
            .filter(|(_, officer)| officer.is_none());
        let seat = vacant.map(|(seat, _)| seat).find(|seat| !given(seat));
        let seat = seat.ok_or_else(|| StandingError::NoVacancy {
            department: department.clone(),
            target: target.clone(),
        })?;
        if self.may_not_come(target, comes) {
            return Err(StandingError::MayNotCome {
                department: department.clone(),
                target: target.clone(),
                inspector: comes.clone(),
            });
        }
        let direct = Direct {
            department: department.clone(),
            target: target.clone(),
            seat,
            comes: comes.clone(),
        };
        self.note(direct.clone());
        Ok(direct)
    }
}
