//! A campaign that was checked.

use super::check;
use super::draft::{CampaignDraft, CampaignItem};
use super::fault::{CampaignFaults, RosterMismatch};
use super::kind::{CampaignKind, Mode, Programme, RiskScenario};
use super::{Confirmed, Period, task};
use crate::calendar::Day;
use crate::digest::Digest;
use crate::id::{DepartmentId, DisplayName, ItemId, PlanId, Stratum};
use crate::inspector::Roster;
use crate::item::{Catalogue, Category};
use crate::plan::{Design, Plan};
use crate::rate::Rate;
use crate::region::Level;
use crate::scope::Scope;
use crate::visits::PlanTask;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// A campaign (抽查计划): one row of the year's plan, checked against the catalogue by which it was planned. A [`Plan`] is the document
/// from which its targets are drawn.
///
/// A campaign is not copied: it is [begun](Campaign::begin) once, drawn once, and so on.
#[derive(Debug, PartialEq, Eq)]
pub struct Campaign {
    draft: CampaignDraft,
    digest: Digest,
    catalogue: Digest,
    planned: Day,
    maxima: BTreeMap<ItemId, Rate>,
    tasks: BTreeMap<Level, PlanTask>,
}

impl Campaign {
    pub(super) fn of(
        draft: CampaignDraft,
        digest: Digest,
        catalogue: &Catalogue,
        planned: Day,
    ) -> Self {
        let taken: BTreeSet<&ItemId> = draft.items.iter().map(|entry| &entry.item).collect();
        let items = catalogue.items().filter(|item| taken.contains(item.code()));
        let maximum = items.filter_map(|item| match item.category() {
            Category::Key => None,
            Category::General { maximum_ratio } => Some((item.code().clone(), maximum_ratio)),
        });
        Self {
            maxima: maximum.collect(),
            tasks: task::of_draft(&draft),
            catalogue: catalogue.digest(),
            digest,
            planned,
            draft,
        }
    }

    /// A second one, for a later version of the year's plan.
    pub(super) fn copy(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            maxima: self.maxima.clone(),
            tasks: self.tasks.clone(),
            ..*self
        }
    }

    /// The least of the maxima of its general items; none where all are key items.
    pub(super) fn maximum(&self) -> Option<Rate> {
        self.maxima.values().min().copied()
    }

    /// What was proposed, with its confirmations.
    #[must_use]
    pub const fn draft(&self) -> &CampaignDraft {
        &self.draft
    }

    /// What its departments confirmed: [`CampaignDraft::digest`].
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// `doc` of the catalogue by which it was planned.
    #[must_use]
    pub const fn catalogue(&self) -> Digest {
        self.catalogue
    }

    /// The day on which it was planned.
    #[must_use]
    pub const fn planned(&self) -> Day {
        self.planned
    }

    /// Its id: that of the plan from which it is drawn.
    #[must_use]
    pub fn id(&self) -> &PlanId {
        self.draft.id()
    }

    /// What it is called (任务名称).
    #[must_use]
    pub const fn title(&self) -> &DisplayName {
        &self.draft.title
    }

    /// Who carries it out.
    #[must_use]
    pub const fn kind(&self) -> &CampaignKind {
        &self.draft.kind
    }

    /// The items, each with its department: at least one for each of the departments.
    #[must_use]
    pub fn items(&self) -> &[CampaignItem] {
        &self.draft.items
    }

    /// Who draws and who goes.
    #[must_use]
    pub const fn mode(&self) -> &Mode {
        &self.draft.mode
    }

    /// Its days.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.draft.period
    }

    /// What it asks of a business where this level inspects: its departments with their items, on its days, on site. None if this
    /// level does not inspect. A special campaign counts as deployed by the office itself, so caps block it (rule DR-42).
    #[must_use]
    pub fn task_at(&self, level: Level) -> Option<&PlanTask> {
        self.tasks.get(&level)
    }

    /// Which level inspects a business in a division of this level: of those that inspect, the lowest that is no lower, and so the one
    /// on the spot (属地管辖; 国办发〔2024〕54号); else the highest. A business in a county is one for the county, where county and
    /// prefecture inspect; one that the register has under the prefecture itself is one for the prefecture. The same division stands in the
    /// frame, and officers are eligible by it.
    #[must_use]
    pub fn level_for(&self, division: Level) -> Level {
        let levels = || self.tasks.keys().copied();
        let near = levels().find(|level| *level >= division);
        near.or_else(|| levels().last()).unwrap_or(division)
    }

    /// How often a target is inspected in the year.
    #[must_use]
    pub const fn per_year(&self) -> NonZeroU32 {
        self.draft.frequency
    }

    /// How it uses risk classes.
    #[must_use]
    pub const fn scenario(&self) -> RiskScenario {
        self.draft.scenario
    }

    /// By which programme it is held; a special one has its approval.
    #[must_use]
    pub const fn programme(&self) -> &Programme {
        &self.draft.programme
    }

    /// Whom it reaches (抽查范围).
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.draft.scope
    }

    /// The document from which it is drawn.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.draft.plan
    }

    /// Checks that a number which the plan fixes is no greater share of those who can be drawn than its general items may have: a total
    /// of all of them, a minimum of those in a stratum, where a part of a business counts as one. Rates are checked when the campaign
    /// is built, numbers once it is known from how many they are drawn. Rule DR-04.
    ///
    /// # Errors
    /// Every item of which it is.
    pub fn check_counts(&self, counts: &BTreeMap<Stratum, u64>) -> Result<(), CampaignFaults> {
        let eligible = counts.iter().filter(|(stratum, _)| stratum.is_eligible());
        let faults: Vec<_> = match self.plan().design() {
            Design::Capacity { total, .. } | Design::Proportional { total, .. } => {
                let population = eligible.map(|(_, units)| units).sum();
                let maxima = self.maxima.iter();
                let share =
                    |(item, maximum): (_, &Rate)| check::share(item, *maximum, *total, population);
                maxima.filter_map(share).collect()
            }
            Design::Rates { minimum, .. } => {
                let counts: Vec<(&Stratum, u64)> = eligible.map(|(h, units)| (h, *units)).collect();
                let maxima = self.maxima.iter();
                let lifted = |(item, maximum): (_, &Rate)| {
                    let mut counts = counts.iter();
                    counts.find_map(|(h, units)| check::lifted(item, *maximum, *minimum, h, *units))
                };
                maxima.filter_map(lifted).collect()
            }
            Design::Order { .. } => vec![],
        };
        if faults.is_empty() {
            return Ok(());
        }
        Err(CampaignFaults::new(self.id().clone(), faults))
    }

    /// Checks the campaign's items again, by the version of the catalogue in force on the day on which it is drawn: the list changes
    /// within the year, and an item that left it, or whose limits are narrower now, is not carried out as it was planned (rules DR-02
    /// and DR-04).
    ///
    /// # Errors
    /// Every item that may not be carried out at every inspecting level on every one of its days, or beyond its limits.
    pub fn check_items(&self, catalogue: &Catalogue, day: Day) -> Result<(), CampaignFaults> {
        let faults = check::of_items(&self.draft, catalogue, day);
        if faults.is_empty() {
            return Ok(());
        }
        Err(CampaignFaults::new(self.id().clone(), faults))
    }

    /// Checks that a roster has exactly the campaign's departments: each draws its own officers (rule DR-31). How many seats a
    /// department has is the roster's own rule.
    ///
    /// # Errors
    /// Departments that it lacks, and those that take no part.
    pub fn check_roster(&self, roster: &Roster) -> Result<(), RosterMismatch> {
        let wanted: BTreeSet<&DepartmentId> = self.kind().departments().collect();
        let found: BTreeSet<&DepartmentId> = roster.departments().map(|(id, _)| id).collect();
        let apart = |a: &BTreeSet<&DepartmentId>, b| {
            let apart = a.difference(b).map(|department| (*department).clone());
            apart.collect::<BTreeSet<_>>()
        };
        let (missing, extra) = (apart(&wanted, &found), apart(&found, &wanted));
        if missing.is_empty() && extra.is_empty() {
            return Ok(());
        }
        Err(RosterMismatch { missing, extra })
    }

    /// Begins: what follows is drawn, dispatched, inspected and published once each.
    #[must_use]
    pub const fn begin(self) -> Confirmed {
        Confirmed::new(self)
    }
}
