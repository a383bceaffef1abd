//! Approvals, seats and exits.

use super::account::{Exit, TargetAccount};
use super::change::Change;
use super::{Event, Fact, Step, Task, TaskError};
use crate::approval::Approval;
use crate::calendar::Day;
use crate::campaign::Programme;
use crate::id::{DepartmentId, InspectorId, UnitId};
use crate::inspector::{Certificate, Ineligible};
use crate::journal::Matter;
use std::collections::BTreeSet;

impl<'a> Task<'a> {
    /// What happens with the whole task. A special inspection has its own approval before any department approves (rule IN-02).
    pub(super) fn of_task(&self, event: &Event) -> Result<Change<'a>, TaskError> {
        let (Fact::Approved { approval } | Fact::Cancelled { approval }) = &event.fact else {
            return Ok(Change::default());
        };
        approval.precedes(&event.at)?;
        if event.fact.step() == Step::Cancel {
            return Ok(Change {
                cancelled: Some(approval.clone()),
                ..Change::default()
            });
        }
        if let Programme::Special {
            approval: Some(programme),
        } = &self.programme
        {
            programme.precedes(&approval.at)?;
        }
        let department = event.by.department.clone();
        if let Some(before) = self.approvals.get(&department) {
            let before = before.at.clone();
            return Err(TaskError::ApprovedBefore { department, before });
        }
        Ok(Change {
            approval: Some((department, approval.clone())),
            ..Change::default()
        })
    }

    /// Who may come to a target for a department: those of its team whom chance gave a seat, and those sent by name.
    pub(super) fn team(
        &self,
        department: &DepartmentId,
        target: &UnitId,
    ) -> BTreeSet<&InspectorId> {
        let seats = self.standing.team(department, target);
        let dealt = seats.into_iter().flatten().flatten();
        let by_name = self.standing.direct().iter();
        let by_name = by_name.filter(|one| (&one.department, &one.target) == (department, target));
        dealt.chain(by_name.map(|one| &one.comes)).collect()
    }

    /// Why an officer may not inspect on a day: by the certificate that the roster has, or that of somebody sent by name. Rule DR-07.
    pub(super) fn why_not(
        &self,
        inspector: &InspectorId,
        certificate: Option<&Certificate>,
        day: Day,
    ) -> Option<Ineligible> {
        if let Some(known) = self.roster.inspector(inspector) {
            return known.why_not_on(day).into_iter().next();
        }
        let valid = certificate.is_some_and(|certificate| certificate.is_valid_on(day));
        (!valid).then(|| Ineligible::NotCertified {
            day,
            found: certificate.cloned(),
        })
    }

    pub(super) fn vacated(
        &self,
        event: &Event,
        target: &UnitId,
        leaves: &InspectorId,
        approval: &Approval,
    ) -> Result<Change<'a>, TaskError> {
        approval.precedes(&event.at)?;
        let mut standing = self.standing.clone();
        let refilled = standing.vacate(&event.by.department, target, leaves)?;
        Ok(Change {
            matter: Some((refilled.into(), approval.clone())),
            standing: Some(standing),
            ..Change::default()
        })
    }

    pub(super) fn sent_by_name(
        &self,
        event: &Event,
        target: &UnitId,
        comes: (&InspectorId, Option<&Certificate>),
        approval: &Approval,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        approval.precedes(&event.at)?;
        let (comes, certificate) = comes;
        let inspector = comes.clone();
        if certificate.is_some() && self.roster.inspector(comes).is_some() {
            return Err(TaskError::KnownCertificate { inspector });
        }
        let (known, wanted) = (self.roster.inspector(comes), &event.by.department);
        if let Some(other) = known.filter(|known| known.department() != wanted) {
            let (wanted, found) = (wanted.clone(), other.department().clone());
            return Err(TaskError::OfAnother {
                inspector,
                wanted,
                found,
            });
        }
        if certificate.is_some_and(|certificate| self.is_held(certificate, comes)) {
            return Err(TaskError::CertificateOfAnother { inspector });
        }
        if let Some(why) = self.why_not(comes, certificate, event.at.legal_day()) {
            return Err(TaskError::MayNotInspect { inspector, why });
        }
        let mut standing = self.standing.clone();
        let direct = standing.assign_directly(&event.by.department, target, comes)?;
        let known = certificate.map(|certificate| (inspector, certificate.clone()));
        account.certificates.extend(known);
        Ok(Change {
            matter: Some((direct.into(), approval.clone())),
            standing: Some(standing),
            ..Change::default()
        })
    }

    /// Whether somebody else holds a certificate: one on the roster, or one who was sent by name.
    fn is_held(&self, certificate: &Certificate, by: &InspectorId) -> bool {
        let accounts = self.targets.values();
        let by_name = accounts.flat_map(|account| &account.certificates);
        let mut others = by_name.filter(|(known, _)| *known != by);
        others.any(|(_, known)| known.number == certificate.number)
            || self.roster.holds(&certificate.number)
    }

    pub(super) fn left(
        &self,
        event: &Event,
        target: &UnitId,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        let Fact::Left {
            state,
            since,
            approval,
            short,
            ..
        } = &event.fact
        else {
            return Ok(Change::default());
        };
        approval.precedes(&event.at)?;
        // Nobody allows the exit before the register shows it.
        let (day, state, since) = (approval.at.legal_day(), *state, *since);
        if day < since {
            return Err(TaskError::NotYet { day, state, since });
        }
        let mut standing = self.standing.clone();
        let comes = standing.strike_off(target)?.cloned();
        let left = || target.clone();
        match (&comes, short) {
            (None, None) => return Err(TaskError::Short { target: left() }),
            (Some(_), Some(_)) => return Err(TaskError::NotShort { target: left() }),
            (None, Some(_)) | (Some(_), None) => {}
        }
        account.left = Some(Exit {
            at: event.at.clone(),
            comes: comes.clone(),
            short: short.clone(),
            state,
            since,
        });
        let matter = Matter::Reserve {
            leaves: left(),
            comes: comes.clone(),
        };
        let admitted = comes.and_then(|id| {
            let stratum = (*self.strata.get(&id)?).clone();
            Some((id, TargetAccount::new(stratum, Some(left()), &self.items)))
        });
        Ok(Change {
            comes: admitted,
            matter: Some((matter, approval.clone())),
            standing: Some(standing),
            ..Change::default()
        })
    }
}
