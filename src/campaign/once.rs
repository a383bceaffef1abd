//! The four times "once" (四个一次性): drawn once, dispatched once, inspected once, published once. Each stage is consumed by the next.

use super::Campaign;
use super::fault::RosterMismatch;
use super::refused::{OnceFault, OnceFaults, Refused};
use super::results::{Entry, Results};
use crate::calendar::{Calendar, CountError, Day, Term};
use crate::digest::Digest;
use crate::draw::Record;
use crate::id::{DepartmentId, ItemId, UnitId};
use crate::inspector::Roster;
use std::collections::{BTreeMap, BTreeSet};

/// The one draw of a campaign (一次性抽取). Rule OI-02.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OneDraw {
    /// Who drew.
    pub by: DepartmentId,
    /// `doc` of the plan that was drawn.
    pub plan: Digest,
    /// The digest of the record.
    pub record: Digest,
    /// The targets that were drawn.
    pub targets: BTreeSet<UnitId>,
}

impl OneDraw {
    /// The draw of a record, made by this department: plan, digest and targets are what the record says.
    #[must_use]
    pub fn of(record: &Record, by: DepartmentId) -> Self {
        let targets = record.selected().iter().map(|drawn| drawn.id.clone());
        Self::new(by, record.plan().digest(), record.digest(), targets)
    }

    /// A draw whose record is elsewhere, by this department, of this plan, with this record and these targets: the caller's word. Of a
    /// record at hand see [`OneDraw::of`].
    #[must_use]
    pub fn new(
        by: DepartmentId,
        plan: Digest,
        record: Digest,
        targets: impl IntoIterator<Item = UnitId>,
    ) -> Self {
        let targets = targets.into_iter().collect();
        Self {
            by,
            plan,
            record,
            targets,
        }
    }
}

/// Confirmed (已确认): every department that shares the campaign has agreed to it; nothing is drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Confirmed(Campaign);

/// Drawn (已抽取): the targets are fixed, for all departments. Nobody draws others.
///
/// ```compile_fail,E0382
/// # use double_random::campaign::{Confirmed, OneDraw};
/// fn twice(confirmed: Confirmed, first: OneDraw, second: OneDraw) {
///     let _ = confirmed.draw(first);
///     let _ = confirmed.draw(second);
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use double_random::campaign::{Drawn, OneDraw};
/// fn again(drawn: Drawn, second: OneDraw) {
///     let _ = drawn.draw(second);
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Drawn {
    campaign: Campaign,
    record: Digest,
    targets: BTreeSet<UnitId>,
}

/// Dispatched (已选派): every department has sent its own officers; visits go on.
///
/// ```compile_fail,E0382
/// # use double_random::{campaign::Drawn, inspector::Roster};
/// fn twice(drawn: Drawn, roster: &Roster) {
///     let _ = drawn.dispatch(roster);
///     let _ = drawn.dispatch(roster);
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Dispatched {
    drawn: Drawn,
    roster: Digest,
    visits: BTreeMap<UnitId, Day>,
}

/// Inspected (已检查): every target was visited, once, by all departments together; results are entered.
///
/// ```compile_fail,E0599
/// # use double_random::{calendar::Day, campaign::Inspected, id::{DepartmentId, UnitId}};
/// fn again(mut inspected: Inspected, target: UnitId, day: Day, team: Vec<DepartmentId>) {
///     let _ = inspected.visit(target, day, team);
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Inspected {
    dispatched: Dispatched,
    results: Results,
}

/// Published (已公示): the results of all departments, in one bundle.
///
/// ```compile_fail,E0382
/// # use double_random::{calendar::Day, campaign::Inspected};
/// fn twice(inspected: Inspected, day: Day) {
///     let _ = inspected.publish(day);
///     let _ = inspected.publish(day);
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Published {
    inspected: Inspected,
    day: Day,
}

impl Confirmed {
    pub(super) const fn new(campaign: Campaign) -> Self {
        Self(campaign)
    }

    /// The campaign.
    #[must_use]
    pub const fn campaign(&self) -> &Campaign {
        &self.0
    }

    /// Its targets are drawn, by the department that leads. Rule OI-02.
    ///
    /// # Errors
    /// A draw by another department or of another plan; the stage comes back with it.
    pub fn draw(self, draw: OneDraw) -> Result<Drawn, Refused<Self>> {
        let (lead, plan) = (self.0.kind().lead(), self.0.plan().digest());
        let mut faults = vec![];
        if draw.by != *lead {
            let (wanted, found) = (lead.clone(), draw.by);
            faults.push(OnceFault::DrawnByOther { wanted, found });
        }
        if draw.plan != plan {
            let (wanted, found) = (plan, draw.plan);
            faults.push(OnceFault::OtherPlan { wanted, found });
        }
        if let Err(faults) = OnceFaults::of(faults) {
            return Err(Refused::new(self, faults));
        }
        let (record, targets) = (draw.record, draw.targets);
        let campaign = self.0;
        Ok(Drawn {
            campaign,
            record,
            targets,
        })
    }
}

impl Drawn {
    /// The campaign.
    #[must_use]
    pub const fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// The digest of the one record.
    #[must_use]
    pub const fn record(&self) -> Digest {
        self.record
    }

    /// The targets.
    #[must_use]
    pub const fn targets(&self) -> &BTreeSet<UnitId> {
        &self.targets
    }

    /// Every department sends its own officers (一次性选派), by one roster. Rule DR-31.
    ///
    /// # Errors
    /// A roster of other departments; the stage comes back with it.
    pub fn dispatch(self, roster: &Roster) -> Result<Dispatched, Refused<Self>> {
        match self.campaign.check_roster(roster) {
            Ok(()) => Ok(Dispatched {
                drawn: self,
                roster: roster.digest(),
                visits: BTreeMap::new(),
            }),
            Err(mismatch) => Err(Refused::new(self, OnceFault::Roster(mismatch))),
        }
    }
}

impl Dispatched {
    /// What was drawn.
    #[must_use]
    pub const fn drawn(&self) -> &Drawn {
        &self.drawn
    }

    /// `doc` of the roster.
    #[must_use]
    pub const fn roster(&self) -> Digest {
        self.roster
    }

    /// The targets that were visited, and when.
    #[must_use]
    pub const fn visits(&self) -> &BTreeMap<UnitId, Day> {
        &self.visits
    }

    /// The one visit of a target ended on this day, with these departments (一次性完成; "enter once, check many", rule DR-24). To find
    /// a closed door is a visit, too: its result says so.
    ///
    /// # Errors
    /// A target that was not drawn, or was visited before; a day outside the campaign's; a team of other departments than the
    /// campaign's.
    pub fn visit(
        &mut self,
        target: UnitId,
        day: Day,
        team: impl IntoIterator<Item = DepartmentId>,
    ) -> Result<(), OnceFaults> {
        let campaign = &self.drawn.campaign;
        let mut faults = vec![];
        if !self.drawn.targets.contains(&target) {
            let target = target.clone();
            faults.push(OnceFault::NotDrawn { target });
        }
        if let Some(before) = self.visits.get(&target) {
            let (target, before) = (target.clone(), *before);
            faults.push(OnceFault::VisitedBefore { target, before });
        }
        let period = campaign.period();
        if !period.holds(day) {
            faults.push(OnceFault::OutsidePeriod { period, day });
        }
        let came: BTreeSet<DepartmentId> = team.into_iter().collect();
        let wanted: BTreeSet<DepartmentId> = campaign.kind().departments().cloned().collect();
        if came != wanted {
            let missing = wanted.difference(&came).cloned().collect();
            let extra = came.difference(&wanted).cloned().collect();
            faults.push(OnceFault::Team(RosterMismatch { missing, extra }));
        }
        OnceFaults::of(faults)?;
        self.visits.insert(target, day);
        Ok(())
    }

    /// All visits are over.
    ///
    /// # Errors
    /// Every target that was not visited; the stage comes back with them.
    pub fn finish(self) -> Result<Inspected, Refused<Self>> {
        let left = self.drawn.targets.iter();
        let left: BTreeSet<UnitId> = left
            .filter(|target| !self.visits.contains_key(*target))
            .cloned()
            .collect();
        if !left.is_empty() {
            return Err(Refused::new(self, OnceFault::NotVisited { targets: left }));
        }
        Ok(Inspected {
            dispatched: self,
            results: Results::new(),
        })
    }
}

impl Inspected {
    /// Who was sent, and the visits.
    #[must_use]
    pub const fn dispatched(&self) -> &Dispatched {
        &self.dispatched
    }

    /// What is entered so far.
    #[must_use]
    pub const fn results(&self) -> &Results {
        &self.results
    }

    /// A department enters the result of one of its own items at a target: who inspects, enters (谁检查、谁录入、谁公开). An item that
    /// does not apply to the target ends as [`Entry::ActivityNotFound`], never as another draw.
    ///
    /// # Errors
    /// A target that was not drawn; an item that is not the department's in this campaign, or was entered before.
    pub fn enter(
        &mut self,
        department: &DepartmentId,
        target: UnitId,
        item: ItemId,
        entry: Entry,
    ) -> Result<(), OnceFaults> {
        let drawn = &self.dispatched.drawn;
        let mut faults = vec![];
        if !drawn.targets.contains(&target) {
            let target = target.clone();
            faults.push(OnceFault::NotDrawn { target });
        }
        let mut own = drawn.campaign.items().iter();
        if !own.any(|one| one.department == *department && one.item == item) {
            let (department, item) = (department.clone(), item.clone());
            faults.push(OnceFault::NotOwnItem { department, item });
        }
        if self.results.get(&target, &item).is_some() {
            let (target, item) = (target.clone(), item.clone());
            faults.push(OnceFault::EnteredBefore { target, item });
        }
        OnceFaults::of(faults)?;
        self.results.insert(target, item, entry);
        Ok(())
    }

    /// The departments that have not entered everything, each with the number of entries that it owes.
    #[must_use]
    pub fn owing(&self) -> BTreeMap<DepartmentId, usize> {
        let drawn = &self.dispatched.drawn;
        let mut owing = BTreeMap::new();
        for one in drawn.campaign.items() {
            let targets = drawn.targets.iter();
            let missing = targets.filter(|target| self.results.get(target, &one.item).is_none());
            let missing = missing.count();
            if missing > 0 {
                *owing.entry(one.department.clone()).or_insert(0) += missing;
            }
        }
        owing
    }

    /// By when each target's results are to be published, for every department by itself: the term runs from the target's own visit,
    /// however late others enter. Rule OI-03.
    ///
    /// # Errors
    /// A term that ends in a year without a holiday notice.
    pub fn due(
        &self,
        calendar: &Calendar,
        term: Term,
    ) -> Result<BTreeMap<&UnitId, Day>, CountError> {
        let visits = self.dispatched.visits.iter();
        let due = visits.map(|(target, visit)| Ok((target, calendar.due(*visit, term)?)));
        due.collect()
    }

    /// All results are published together on this day (一次性公布). Rule OI-03: the bundle is complete when every department has entered
    /// everything; each target's own term has run from its visit all the same.
    ///
    /// # Errors
    /// Departments that have not entered everything; a day before the last visit. The stage comes back with them.
    pub fn publish(self, day: Day) -> Result<Published, Refused<Self>> {
        let mut faults = vec![];
        let owing = self.owing();
        if !owing.is_empty() {
            faults.push(OnceFault::Incomplete { owing });
        }
        let last = self.dispatched.visits.values().max();
        if let Some(last) = last.filter(|last| day < **last) {
            let last = *last;
            faults.push(OnceFault::PublishedEarly { last, day });
        }
        if let Err(faults) = OnceFaults::of(faults) {
            return Err(Refused::new(self, faults));
        }
        Ok(Published {
            inspected: self,
            day,
        })
    }
}

impl Published {
    /// When.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// What was inspected.
    #[must_use]
    pub const fn inspected(&self) -> &Inspected {
        &self.inspected
    }
}
