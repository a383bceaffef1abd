//! Who may inspect where.

use super::Task;
use crate::department::{Department, Departments};
use crate::id::{DepartmentId, UnitId};
use crate::region::Division;
use std::collections::BTreeMap;

/// A visit that is not shown to have been within territory (属地管辖). Rule DR-47; source: State Council opinions on inspections of
/// enterprises (国办发〔2024〕54号): elsewhere an office inspects only with the assistance of the one whose territory it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TerritoryFault {
    /// A department that the register of departments does not have.
    #[error("a department that is known is wanted, found `{department}`")]
    UnknownDepartment {
        /// Which.
        department: DepartmentId,
    },
    /// A target of which nobody says where it lies.
    #[error("`{target}` was visited: a division where it lies is wanted, found none")]
    UnknownPlace {
        /// The target.
        target: UnitId,
    },
    /// A visit elsewhere, before which nobody of that territory was asked.
    #[error(
        "`{target}` lies in {lies_in}, outside {territory} of `{department}`: a request for assistance to an office of that territory before the visit is wanted, found none"
    )]
    NoAssistance {
        /// The target.
        target: UnitId,
        /// Where it lies.
        lies_in: Division,
        /// Who came.
        department: DepartmentId,
        /// Its own territory.
        territory: Division,
    },
}

impl Task<'_> {
    /// Checks that each department came to targets in its own division, or asked an office of theirs before it came. A record does not say
    /// where targets lie: the caller does.
    ///
    /// # Errors
    /// Every visit that is not shown to have been lawful.
    pub fn check_territory(
        &self,
        departments: &Departments,
        divisions: &BTreeMap<UnitId, Division>,
    ) -> Result<(), Vec<TerritoryFault>> {
        let territory = |id| departments.department(id).map(Department::division);
        let unknown = self.items.keys().filter(|id| territory(id).is_none());
        let mut faults: Vec<TerritoryFault> = unknown
            .map(|department| TerritoryFault::UnknownDepartment {
                department: department.clone(),
            })
            .collect();
        for (target, account) in &self.targets {
            let Some((at, scan)) = account.entries.first() else {
                continue;
            };
            let came = scan.begun(at);
            let Some(lies_in) = divisions.get(target).copied() else {
                let target = target.clone();
                faults.push(TerritoryFault::UnknownPlace { target });
                continue;
            };
            for department in self.items.keys() {
                let Some(own) = territory(department).filter(|own| !lies_in.is_within(*own)) else {
                    continue;
                };
                let asked = account.assistance.iter().any(|asked| {
                    let there = territory(&asked.asked);
                    let there = there.is_some_and(|there| lies_in.is_within(there));
                    there && asked.by == *department && !came.is_before(&asked.at)
                });
                if !asked {
                    faults.push(TerritoryFault::NoAssistance {
                        target: target.clone(),
                        department: department.clone(),
                        territory: own,
                        lies_in,
                    });
                }
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}
