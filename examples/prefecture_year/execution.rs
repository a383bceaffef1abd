//! What officers do with what was drawn: each plan's task as a log, from the approvals to the last result. Who is found wanting is
//! invented, the likelier the higher the risk.

use crate::inspection::{Inspection, Target, moment};
use crate::world::{Part, Progress, Quarter, Year};
use double_random::approval::Approval;
use double_random::calendar::{Calendar, Day};
use double_random::campaign::Campaign;
use double_random::chance::{Seed, Stream};
use double_random::draw::{DepartmentDispatch, Dispatch, Record, Replayed};
use double_random::finding::Finding;
use double_random::id::{Citation, DepartmentId, ItemId, PlanId, UnitId};
use double_random::item::Catalogue;
use double_random::rules::Rules;
use double_random::task::{Event, Fact, Operator, Task};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// When the plans of a quarter are approved by the heads of their departments, a day after the draw at the latest.
const APPROVED: [&str; 4] = ["2024-02-23", "2024-04-10", "2024-07-05", "2024-09-27"];

/// What problems are found, from the most frequent on.
const FOUND: [Finding; 10] = [
    Finding::CorrectionOrdered,
    Finding::CorrectionOrdered,
    Finding::CorrectionOrdered,
    Finding::CorrectionOrdered,
    Finding::CorrectionOrdered,
    Finding::OtherNotPublished,
    Finding::OtherNotPublished,
    Finding::ReportNotPublished,
    Finding::ToBeDealtWith,
    Finding::ToBeDealtWith,
];

/// The law and the calendar by which logs are written.
#[derive(Debug)]
pub(crate) struct Execution<'a> {
    year: &'a Year,
    rules: Rules,
    pub(crate) calendar: &'static Calendar,
    /// The provisions on which each item rests.
    basis: BTreeMap<&'a ItemId, &'a [Citation]>,
    label: Seed,
}

/// The log of a plan's task: its head and its events, a line each.
pub(crate) type Log = (PlanId, Vec<String>);

impl<'a> Execution<'a> {
    pub(crate) fn new(year: &'a Year, label: &Seed) -> Self {
        let items = year.planned.catalogues.iter();
        let items = items.flat_map(Catalogue::items);
        Self {
            rules: Rules::national(),
            calendar: Calendar::national(),
            basis: items
                .map(|item| (item.code(), item.legal_basis()))
                .collect(),
            label: label.derive("execution"),
            year,
        }
    }

    /// The logs of an announcement's plans.
    pub(crate) fn logs(
        &self,
        progress: &Progress,
        quarter: &Quarter<'_>,
        records: &[Record],
    ) -> Result<Vec<Log>, Box<dyn Error>> {
        let mut logs = vec![];
        let days = quarter.days()?;
        let approved = APPROVED.get(quarter.number).ok_or("a quarter of four")?;
        let approved: Day = approved.parse()?;
        for (part, record) in quarter.parts.iter().zip(records) {
            let replayed = record.clone().replay(&part.frame, &record.digest())?;
            let id = part.campaign.id();
            let mut stream = Stream::new(&self.label.derive(id.as_str()));
            let targets = self.targets(progress, part, record, &mut stream)?;
            let mut events = approvals(part.campaign, approved)?;
            for (place, target) in targets.iter().enumerate() {
                let inspection = Inspection {
                    execution: self,
                    campaign: part.campaign,
                    events: vec![],
                    target,
                    place,
                };
                let told = days.iter().rfind(|day| **day < target.day);
                let told = told.copied().unwrap_or(approved);
                events.extend(inspection.tell(told, &mut stream)?);
            }
            events.sort_by(|a, b| a.at.as_str().cmp(b.at.as_str()));
            logs.push((id.clone(), self.log(part.campaign, &replayed, &events)?));
        }
        Ok(logs)
    }

    fn log(
        &self,
        campaign: &Campaign,
        drawn: &Replayed<Record>,
        events: &[Event],
    ) -> Result<Vec<String>, Box<dyn Error>> {
        let mut task = Task::begin(campaign, drawn, &self.rules, self.calendar)?;
        let mut lines = vec![task.head()?];
        for event in events {
            let line = task.apply(event);
            lines.push(line.map_err(|error| format!("{}: {error}", campaign.id()))?);
        }
        Ok(lines)
    }

    /// Everybody who was drawn for a plan; as many as planned have a problem, the likelier the higher the risk.
    fn targets<'r>(
        &self,
        progress: &Progress,
        part: &Part<'_>,
        record: &'r Record,
        stream: &mut Stream,
    ) -> Result<Vec<Target<'r>>, Box<dyn Error>> {
        let id = part.campaign.id();
        let classes = part.targets.businesses();
        let classes: BTreeMap<&UnitId, _> = classes
            .map(|(business, _)| (business.id(), business.known_risk_class()))
            .collect();
        let mut targets = vec![];
        for drawn in record.selected() {
            let class = classes.get(&drawn.id).copied().flatten();
            let weight = class.map_or(1, |class| match class.as_str() {
                "A" => 1,
                "B" => 2,
                "C" => 4,
                _ => 8,
            });
            let day = progress
                .day(&drawn.id, id)
                .ok_or("a drawn target is visited")?;
            let departments = record
                .dispatch()
                .into_iter()
                .flat_map(Dispatch::departments);
            let team = |(department, sent): (&'r DepartmentId, &'r DepartmentDispatch)| {
                let team = sent.teams.iter().find(|team| team.target == drawn.id)?;
                Some((department, team.seats.iter().flatten().collect()))
            };
            let target = Target {
                id: &drawn.id,
                teams: departments.filter_map(team).collect(),
                problem: None,
                day,
            };
            targets.push((stream.below(1_000_000) / weight, target));
        }
        targets.sort_by_key(|(place, _)| *place);
        let problems = self
            .year
            .planned
            .problems
            .get(id)
            .copied()
            .unwrap_or_default();
        let mut targets: Vec<Target<'r>> = targets.into_iter().map(|(_, target)| target).collect();
        for target in targets.iter_mut().take(usize::try_from(problems)?) {
            let place = usize::try_from(stream.below(u64::try_from(FOUND.len())?))?;
            target.problem = FOUND.get(place).copied();
        }
        targets.sort_by(|a, b| (a.day, a.id).cmp(&(b.day, b.id)));
        Ok(targets)
    }

    /// The provisions on which these items rest.
    pub(crate) fn basis<'i>(
        &'i self,
        items: &'i BTreeSet<ItemId>,
    ) -> impl Iterator<Item = &'a Citation> + 'i {
        let basis = items.iter().filter_map(|item| self.basis.get(item));
        basis.copied().flatten()
    }
}

/// The head of each department approves its inspection.
fn approvals(campaign: &Campaign, day: Day) -> Result<Vec<Event>, Box<dyn Error>> {
    let approval = |department: &DepartmentId| {
        let at = moment(day, 14, 0)?;
        let approver = format!("{department}负责人").parse()?;
        let approval = Approval::new(approver, "按年度计划实施".parse()?, at.clone());
        let by = Operator::new(department.clone(), format!("{department}经办").parse()?);
        Ok(Event::new(at, by, Fact::Approved { approval }))
    };
    campaign.kind().departments().map(approval).collect()
}
