//! From the notice to the end of the inspection.

use super::account::{Assistance, TargetAccount};
use super::change::Change;
use super::notice::{Notice, NoticeFault, Right};
use super::scan::{ScanFault, ScanIn};
use super::{Event, Service, Stage, Task, TaskError};
use crate::calendar::Moment;
use crate::id::{DepartmentId, NoticeNumber, UnitId};
use crate::visits::{Attendance, LONGEST_VISIT, VisitTooLong};

/// So many officers of a department come at least (Administrative Penalty Law, 行政处罚法, art. 42): the roster has its ground where one
/// comes alone.
const OFFICERS: usize = 2;

const ON_SITE: &[Attendance] = &[Attendance::OnSite, Attendance::Unreachable];
const OFF_SITE: &[Attendance] = &[Attendance::Written, Attendance::Network];

pub(super) fn served<'a>(
    event: &Event,
    service: &Service,
    account: &mut TargetAccount,
) -> Result<Change<'a>, TaskError> {
    let (day, on) = (event.at.legal_day(), service.on);
    if day < on {
        return Err(TaskError::NotServed { day, on });
    }
    account.services.push(service.clone());
    Ok(Change::default())
}

impl TargetAccount {
    /// Whether every department had told the target of its items by then.
    fn is_told_at(&self, at: &Moment) -> bool {
        let mut known = self.clone();
        known.notices.retain(|(told, ..)| !at.is_before(told));
        known.is_told()
    }

    pub(super) fn asked(&mut self, event: &Event, asked: &DepartmentId, letter: &NoticeNumber) {
        self.assistance.push(Assistance {
            at: event.at.clone(),
            by: event.by.department.clone(),
            asked: asked.clone(),
            letter: letter.clone(),
        });
    }
}

impl<'a> Task<'a> {
    pub(super) fn notified(
        &self,
        event: &Event,
        target: &UnitId,
        notice: &Notice,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        let department = event.by.department.clone();
        if self.is_unapproved(&department, event.at.legal_day()) {
            return Err(TaskError::Unapproved { department });
        }
        let faults = self.notice_faults(event, target, notice);
        if !faults.is_empty() {
            return Err(TaskError::Notice(faults));
        }
        let notice = (event.at.clone(), department, notice.clone());
        account.notices.push(notice);
        Ok(Change::default())
    }

    fn notice_faults(&self, event: &Event, target: &UnitId, notice: &Notice) -> Vec<NoticeFault> {
        let department = &event.by.department;
        let mut faults = vec![];
        let own = self.items.get(department);
        let foreign = notice
            .items
            .iter()
            .filter(|item| !own.is_some_and(|own| own.contains(*item)));
        faults.extend(foreign.map(|item| NoticeFault::Item {
            found: Some(item.clone()),
        }));
        if notice.items.is_empty() {
            faults.push(NoticeFault::Item { found: None });
        }
        if notice.basis.is_empty() {
            faults.push(NoticeFault::NoBasis);
        }
        let team = self.team(department, target);
        let strangers = notice
            .officers
            .iter()
            .filter(|officer| !team.contains(officer));
        faults.extend(strangers.map(|inspector| NoticeFault::Officer {
            inspector: inspector.clone(),
        }));
        if notice.officers.is_empty() {
            faults.push(NoticeFault::NoOfficer);
        }
        let untold = Right::ALWAYS
            .into_iter()
            .filter(|right| !notice.rights.contains(right));
        faults.extend(untold.map(|right| NoticeFault::Right { right }));
        if notice.time.is_before(&event.at) {
            let (at, time) = (event.at.clone(), notice.time.clone());
            faults.push(NoticeFault::Afterwards { at, time });
        }
        faults
    }

    pub(super) fn scanned_in(
        &self,
        event: &Event,
        target: &UnitId,
        scan: &ScanIn,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        let mut faults = self.time_faults(event, scan, account);
        faults.extend(self.team_faults(event, target, scan, account));
        if !faults.is_empty() {
            return Err(TaskError::Scan(faults));
        }
        account.entries.push((event.at.clone(), scan.clone()));
        Ok(Change {
            scan: Some(scan.scan.clone()),
            ..Change::default()
        })
    }

    /// What is wrong with when they come, and with what must have come before.
    fn time_faults(&self, event: &Event, scan: &ScanIn, account: &TargetAccount) -> Vec<ScanFault> {
        let (day, period) = (event.at.legal_day(), self.period);
        let mut faults = vec![];
        if self.scans.contains(&scan.scan) {
            let scan = scan.scan.clone();
            faults.push(ScanFault::Used { scan });
        }
        let before = account
            .entries
            .last()
            .filter(|_| account.stage == Stage::ScannedIn);
        if before.is_some_and(|(before, _)| before.legal_day() == day) {
            faults.push(ScanFault::SameDay { day });
        }
        let begun = scan.begun(&event.at);
        let mut days = [begun.legal_day(), day].into_iter();
        let outside = days.find(|day| !period.holds(*day));
        faults.extend(outside.map(|day| ScanFault::OutsidePeriod { period, day }));
        if let Some(late) = scan
            .late
            .as_ref()
            .filter(|late| !late.begun.is_before(&event.at))
        {
            let (at, begun) = (event.at.clone(), late.begun.clone());
            faults.push(ScanFault::NotLate { at, begun });
        }
        let stay = account.entries.first().map(|(at, scan)| scan.begun(at));
        let first = stay.map_or(begun.legal_day(), Moment::legal_day);
        if first.days_until(day) >= i64::from(LONGEST_VISIT) {
            faults.push(ScanFault::TooLong(VisitTooLong { first, last: day }));
        }
        if !account.is_told_at(begun) {
            faults.push(ScanFault::NotTold);
        }
        let wanting = self
            .items
            .keys()
            .filter(|department| self.is_unapproved_at(department, begun));
        let wanting: Vec<_> = wanting.collect();
        match &scan.urgent {
            Some(_) if wanting.is_empty() => faults.push(ScanFault::NeedlesslyUrgent),
            None => faults.extend(wanting.into_iter().map(|department| ScanFault::Unapproved {
                department: department.clone(),
            })),
            Some(_) => {}
        }
        faults
    }

    /// Whether the approval of a department was wanting at a moment: asked for by then, and given later or not at all.
    fn is_unapproved_at(&self, department: &DepartmentId, at: &Moment) -> bool {
        let approval = self.approvals.get(department);
        let later = approval.is_some_and(|approval| at.is_before(&approval.at));
        super::asks(self.rules, at.legal_day()) && (later || approval.is_none())
    }

    /// What is wrong with who comes: each department sends its own, and assistants never count.
    fn team_faults(
        &self,
        event: &Event,
        target: &UnitId,
        scan: &ScanIn,
        account: &TargetAccount,
    ) -> Vec<ScanFault> {
        let day = event.at.legal_day();
        let mut faults = vec![];
        let mut strangers = scan.officers.clone();
        for department in self.items.keys() {
            let team = self.team(department, target);
            let came = scan
                .officers
                .iter()
                .filter(|officer| team.contains(officer));
            let mut found = 0;
            for inspector in came {
                strangers.remove(inspector);
                match self.why_not(inspector, account.certificates.get(inspector), day) {
                    None => found += 1,
                    Some(why) => faults.push(ScanFault::MayNotInspect {
                        inspector: inspector.clone(),
                        why,
                    }),
                }
            }
            let alone = self.roster.fewer_ground(department).is_some();
            let wanted = if alone { 1 } else { OFFICERS };
            if found < wanted {
                let department = department.clone();
                faults.push(ScanFault::TooFew {
                    department,
                    wanted,
                    found,
                });
            }
        }
        let strangers = strangers.into_iter();
        faults.extend(strangers.map(|inspector| ScanFault::NotOnTeam { inspector }));
        let outside = scan.assistants.iter().filter(|(_, help)| !help.may_enter());
        faults.extend(outside.map(|(assistant, help)| ScanFault::MayNotEnter {
            assistant: assistant.clone(),
            help: *help,
        }));
        faults
    }

    pub(super) fn inspected(
        &self,
        event: &Event,
        how: Attendance,
        account: &mut TargetAccount,
    ) -> Result<Change<'a>, TaskError> {
        let (day, period) = (event.at.legal_day(), self.period);
        let wanted = if account.entries.is_empty() {
            OFF_SITE
        } else {
            ON_SITE
        };
        if !wanted.contains(&how) {
            return Err(TaskError::Attendance { wanted, found: how });
        }
        // Whoever is still there after midnight scans in anew; a visit that was broken off has not ended.
        let mut entries = account.entries.iter();
        let last = entries.next_back().map(|(at, _)| at.legal_day());
        let there = account.stage == Stage::ScannedIn && last == Some(day);
        if wanted == ON_SITE && !there {
            return Err(TaskError::NotThere { day, last });
        }
        if !period.holds(day) {
            return Err(TaskError::OutsidePeriod { period, day });
        }
        let mut unapproved = self.items.keys().filter(|one| self.is_unapproved(one, day));
        let unapproved = unapproved.next().filter(|_| wanted == OFF_SITE);
        if let Some(department) = unapproved.cloned() {
            return Err(TaskError::Unapproved { department });
        }
        account.inspected = Some((event.at.clone(), how));
        Ok(Change::default())
    }
}
