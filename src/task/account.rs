//! What the log says of one target.

use super::{Notice, ScanIn, Service, Stage};
use crate::approval::Approval;
use crate::calendar::Day;
use crate::calendar::Moment;
use crate::finding::{FollowUp, ItemResult, TargetFindings, TargetState};
use crate::id::{DepartmentId, Ground, InspectorId, ItemId, NoticeNumber, Stratum, UnitId};
use crate::inspector::Certificate;
use crate::publication::WithholdingGround;
use crate::visits::Attendance;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a task's log says of one target (对象办理情况).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TargetAccount {
    /// How far it has come.
    pub stage: Stage,
    /// Its stratum, which may name its risk class: not everyone's.
    pub stratum: Stratum,
    /// The target in whose place it came, if it was a reserve.
    pub in_place_of: Option<UnitId>,
    /// The notices, each with its department and moment.
    pub notices: Vec<(Moment, DepartmentId, Notice)>,
    /// Why it is not told.
    pub unannounced: Option<Ground>,
    /// The offices that were asked for their help, with the number of the letter and who asked.
    pub assistance: Vec<Assistance>,
    /// The entries: one a day.
    pub entries: Vec<(Moment, ScanIn)>,
    /// When the inspection ended, and what it was.
    pub inspected: Option<(Moment, Attendance)>,
    /// What each department entered, reviewed and published.
    pub departments: BTreeMap<DepartmentId, DepartmentAccount>,
    /// What was served.
    pub services: Vec<Service>,
    /// By what state it left.
    pub left: Option<Exit>,
    /// When nothing was left to be done.
    pub closed: Option<Moment>,
    /// The certificates of those who were sent by name and are not on the roster.
    pub(super) certificates: BTreeMap<InspectorId, Certificate>,
}

/// That the office of a territory was asked for its help (异地协助). Rule DR-47.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assistance {
    /// When.
    pub at: Moment,
    /// Who asked.
    pub by: DepartmentId,
    /// Who was asked.
    pub asked: DepartmentId,
    /// The number of the letter.
    pub letter: NoticeNumber,
}

/// How a target left (对象退出).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exit {
    /// When.
    pub at: Moment,
    /// The state.
    pub state: TargetState,
    /// From which day on the register shows it.
    pub since: Day,
    /// The reserve that came in its place; none where they are used up.
    pub comes: Option<UnitId>,
    /// Why fewer are inspected, where none came.
    pub short: Option<Ground>,
}

/// What a department did with one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DepartmentAccount {
    /// What it has entered, by item.
    pub items: BTreeMap<ItemId, ItemAccount>,
    /// The items that it still has to enter.
    pub owing: BTreeSet<ItemId>,
    /// When it last reviewed what stands there.
    pub reviewed: Option<Moment>,
    /// When it published.
    pub published: Option<Moment>,
}

/// What a department found for one item of one target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemAccount {
    /// What stands there now.
    pub result: ItemResult,
    /// When it was entered first.
    pub entered: Moment,
    /// Why it is not published, if it is not.
    pub withheld: Option<Withheld>,
    /// What must follow, and what has.
    pub follow_ups: Vec<FollowUp>,
    /// What stood there before, from the first to the last.
    pub corrected: Vec<Correction>,
}

/// That a result is not published (不予公示).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Withheld {
    /// On which legal ground.
    pub ground: WithholdingGround,
    /// Who allowed that.
    pub approval: Approval,
}

/// That a result was corrected (更正).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: Ground,
    /// What had stood there.
    pub before: ItemResult,
    /// Whether everyone had seen that.
    pub was: Shown,
}

/// Whether a result was published when it was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "it was or it was not")]
pub enum Shown {
    /// Nobody outside had seen it.
    Internal,
    /// It was published.
    Published,
}

/// How far a target in force has come, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Progress {
    Untold,
    Told,
    Begun,
    Inspected,
    Entered,
    Reviewed,
    Pending,
    Published,
    Closed,
}

/// Officers and grounds are not everyone's: it prints how far it has come.
impl fmt::Debug for TargetAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TargetAccount({})", self.stage)
    }
}

impl TargetAccount {
    pub(super) fn new(
        stratum: Stratum,
        in_place_of: Option<UnitId>,
        items: &BTreeMap<DepartmentId, BTreeSet<ItemId>>,
    ) -> Self {
        let departments = items.iter().map(|(department, owing)| {
            let account = DepartmentAccount {
                owing: owing.clone(),
                ..DepartmentAccount::default()
            };
            (department.clone(), account)
        });
        Self {
            stage: Stage::Assigned,
            stratum,
            in_place_of,
            notices: vec![],
            unannounced: None,
            assistance: vec![],
            entries: vec![],
            inspected: None,
            departments: departments.collect(),
            services: vec![],
            left: None,
            closed: None,
            certificates: BTreeMap::new(),
        }
    }

    /// The day on which its inspection ended, in China: the terms of publication run from it. None while it has not.
    #[must_use]
    pub fn inspected_on(&self) -> Option<Day> {
        self.inspected.as_ref().map(|(at, _)| at.legal_day())
    }

    /// The day on which a department published, in China.
    #[must_use]
    pub fn published_on(&self, department: &DepartmentId) -> Option<Day> {
        let published = self.departments.get(department)?.published.as_ref()?;
        Some(published.legal_day())
    }

    /// What was found for an item, as it stands now.
    #[must_use]
    pub fn result(&self, item: &ItemId) -> Option<&ItemResult> {
        let mut departments = self.departments.values();
        departments.find_map(|department| Some(&department.items.get(item)?.result))
    }

    /// What was found for all items together; none where nothing is entered, or sampling tests alone.
    #[must_use]
    pub fn findings(&self) -> Option<TargetFindings> {
        TargetFindings::of_target(self.items().map(|(_, item)| &item.result))
    }

    /// Everything that was entered, item by item.
    pub fn items(&self) -> impl Iterator<Item = (&ItemId, &ItemAccount)> {
        let departments = self.departments.values();
        departments.flat_map(|department| &department.items)
    }

    /// Whether it is to be inspected, or was: neither replaced nor excluded.
    #[must_use]
    pub const fn is_in_force(&self) -> bool {
        !matches!(self.stage, Stage::Replaced | Stage::Excluded)
    }

    /// Whether it is told everything that will be inspected, or it is noted why it is not told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        let told = |(department, account): (&DepartmentId, &DepartmentAccount)| {
            let notices = self.notices.iter();
            let of = notices.filter(|(_, by, _)| by == department);
            let told: BTreeSet<&ItemId> = of.flat_map(|(_, _, notice)| &notice.items).collect();
            account.owing.iter().all(|item| told.contains(item))
        };
        self.unannounced.is_some() || self.departments.iter().all(told)
    }

    /// Whether something that was found waits for its final outcome.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        let mut items = self.items();
        items.any(|(_, item)| item.follow_ups.iter().any(FollowUp::is_open))
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        let all = |done: fn(&DepartmentAccount) -> bool| self.departments.values().all(done);
        Some(match self.stage {
            Stage::Assigned if self.is_told() => Progress::Told,
            Stage::Assigned => Progress::Untold,
            Stage::ScannedIn => Progress::Begun,
            Stage::Inspected if all(|one| one.reviewed.is_some()) => Progress::Reviewed,
            Stage::Inspected if all(|one| one.owing.is_empty()) => Progress::Entered,
            Stage::Inspected => Progress::Inspected,
            Stage::Published if self.is_pending() => Progress::Pending,
            Stage::Published => Progress::Published,
            Stage::Closed => Progress::Closed,
            Stage::Replaced | Stage::Excluded => return None,
        })
    }
}
