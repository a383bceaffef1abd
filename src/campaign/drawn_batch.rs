//! What a batch drew, and the visits that follow.

use super::OneDraw;
use super::batch::Row;
use super::batch_fault::BatchFault as Fault;
use crate::draw::Record;
use crate::id::{PlanId, Stratum, UnitId};
use crate::region::Level;
use crate::visits::{Merged, PlanTask, PlanTwice, merge};
use std::collections::{BTreeMap, BTreeSet};

/// A batch that was drawn (同批抽取结果): of each campaign the one draw, as its record says.
#[derive(Clone, Debug)]
pub struct DrawnBatch<'a> {
    drawn: BTreeMap<PlanId, OneDraw>,
    rows: Vec<Row<'a>>,
    /// The level of the division of each target of campaigns that several levels inspect.
    levels: BTreeMap<UnitId, Level>,
}

impl<'a> DrawnBatch<'a> {
    pub(super) fn of(found: Vec<(Row<'a>, &Record)>, faults: &mut Vec<Fault>) -> Self {
        let (mut drawn, mut levels, mut rows) = (BTreeMap::new(), BTreeMap::new(), vec![]);
        for (row, record) in found {
            let draw = OneDraw::of(record, row.campaign.kind().lead().clone());
            divisions(&row, record, &mut levels, faults);
            drawn.insert(row.campaign.id().clone(), draw);
            rows.push(row);
        }
        Self {
            drawn,
            rows,
            levels,
        }
    }

    /// The one draw of each campaign, in the name of the department that leads it (rule OI-02): for
    /// [`Confirmed::draw`](super::Confirmed::draw).
    #[must_use]
    pub const fn draws(&self) -> &BTreeMap<PlanId, OneDraw> {
        &self.drawn
    }

    /// The draws themselves.
    #[must_use]
    pub fn into_draws(self) -> BTreeMap<PlanId, OneDraw> {
        self.drawn
    }

    /// The visits of the whole batch: campaigns that drew the same business make as few visits of it as their days allow, each with
    /// all departments and items (rule DR-24). The departments come from the level that inspects in the business's division
    /// ([`Campaign::level_for`](super::Campaign::level_for)).
    ///
    /// They are proposed, not reserved: [`MergedVisit::on`](crate::visits::MergedVisit::on) gives each its day, and
    /// [`Ledger::reserve`](crate::visits::Ledger::reserve) asks the caps. Each campaign keeps its own team and its own log of the
    /// shared visit; no `task::Task` looks into another's.
    ///
    /// # Errors
    /// None: a campaign stands once in a batch.
    pub fn visits(&self) -> Result<Merged, PlanTwice> {
        let known = self.levels.values().copied();
        let levels: BTreeSet<Level> = known.chain([ANY]).collect();
        let mut all = Merged {
            visits: vec![],
            apart: vec![],
        };
        // A business lies in one division, so what it is asked for is asked for by one level of each campaign.
        for level in levels {
            let tasks = self.rows.iter().filter_map(|row| self.task(row, level));
            let tasks: Vec<(&PlanTask, BTreeSet<UnitId>)> = tasks.collect();
            let found = merge(tasks.iter().map(|(task, targets)| (*task, targets)))?;
            all.visits.extend(found.visits);
            all.apart.extend(found.apart);
        }
        all.visits.sort_by(|a, b| a.target.cmp(&b.target));
        all.apart.sort_by(|a, b| a.target.cmp(&b.target));
        Ok(all)
    }

    /// What a campaign asks of its targets in divisions of this level, and which they are.
    fn task(&self, row: &Row<'a>, level: Level) -> Option<(&'a PlanTask, BTreeSet<UnitId>)> {
        let task = row.campaign.task_at(row.campaign.level_for(level))?;
        let drawn = self.drawn.get(row.campaign.id())?.targets.iter();
        let here = |target: &&UnitId| self.levels.get(*target).copied().unwrap_or(ANY) == level;
        Some((task, drawn.filter(here).cloned().collect()))
    }
}

/// Where a business lies that only campaigns of one level drew: for them it makes no difference.
const ANY: Level = Level::County;

/// That what was drawn, reserves too, are the campaign's targets, each in its own stratum: a frame holds as many labels, and may have
/// exchanged them. Takes down in divisions of which level the targets lie, where that makes a difference.
fn divisions(
    row: &Row<'_>,
    record: &Record,
    levels: &mut BTreeMap<UnitId, Level>,
    faults: &mut Vec<Fault>,
) {
    let drawn = record.selected().iter().chain(record.reserves());
    let known = drawn.filter(|unit| row.prepared.frame.holds(&unit.id));
    let mut waiting: BTreeMap<&UnitId, &Stratum> =
        known.map(|unit| (&unit.id, &unit.stratum)).collect();
    let by_level = row.campaign.mode().inspected_by.len() > 1;
    for (business, stratum) in row.prepared.targets.businesses() {
        if waiting.get(business.id()) != Some(&stratum) {
            continue;
        }
        waiting.remove(business.id());
        if by_level {
            let level = business.division().level();
            levels.entry(business.id().clone()).or_insert(level);
        }
    }
    faults.extend(waiting.into_keys().map(|unit| Fault::NoTarget {
        campaign: row.campaign.id().clone(),
        unit: unit.clone(),
    }));
}
