//! The inspection of one target, from the notice to the last result, as events of its plan's log.

use crate::execution::Execution;
use double_random::calendar::{Day, Moment, Term};
use double_random::campaign::{Campaign, RiskScenario};
use double_random::chance::Stream;
use double_random::finding::{FinalOutcome, Finding, Findings, ItemEntry};
use double_random::id::{Citation, DepartmentId, InspectorId, ItemId, UnitId};
use double_random::task::{Event, Fact, Notice, Operator, ScanIn, ScanMethod};
use double_random::visits::Attendance;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// A target with what is needed to tell of its inspection.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) id: &'a UnitId,
    /// When officers come.
    pub(crate) day: Day,
    /// Who comes, by department.
    pub(crate) teams: BTreeMap<&'a DepartmentId, Vec<&'a InspectorId>>,
    /// What is wrong with it, if anything is.
    pub(crate) problem: Option<Finding>,
}

/// An inspection, and what is written down of it.
#[derive(Debug)]
pub(crate) struct Inspection<'a> {
    pub(crate) execution: &'a Execution<'a>,
    pub(crate) campaign: &'a Campaign,
    pub(crate) target: &'a Target<'a>,
    /// Its place among its plan's inspections.
    pub(crate) place: usize,
    pub(crate) events: Vec<Event>,
}

impl Inspection<'_> {
    /// Goes through all of it; the target is told on this day.
    pub(crate) fn tell(
        mut self,
        told: Day,
        stream: &mut Stream,
    ) -> Result<Vec<Event>, Box<dyn Error>> {
        self.notice(told)?;
        self.visit()?;
        let items = u64::try_from(self.campaign.items().len())?;
        let wrong = usize::try_from(stream.below(items))?;
        self.results(wrong, stream)?;
        // Within 20 working days of the visit, all departments on one day.
        let days = u32::try_from(2 + stream.below(13))?;
        let published = self.after(self.target.day, days)?;
        self.publication(published)?;
        self.outcome(wrong, published)?;
        Ok(self.events)
    }

    /// What the target is told; where a plan goes by risk class, nothing.
    fn notice(&mut self, told: Day) -> Result<(), Box<dyn Error>> {
        let (campaign, target) = (self.campaign, self.target);
        if campaign.scenario() != RiskScenario::None {
            let (target, reason) = (target.id.clone(), "事先告知将影响检查效果".parse()?);
            let fact = Fact::Unannounced { target, reason };
            return self.happens((told, 16), campaign.kind().lead(), fact);
        }
        let time = self.moment((target.day, 9))?;
        for (department, team) in &target.teams {
            let items = campaign.items().iter();
            let items = items.filter(|entry| entry.department == **department);
            let items: BTreeSet<ItemId> = items.map(|entry| entry.item.clone()).collect();
            let basis: Vec<Citation> = self.execution.basis(&items).cloned().collect();
            let officers = team.iter().copied().cloned();
            let notice = Notice::new(items, basis, time.clone(), officers);
            let target = target.id.clone();
            self.happens((told, 16), department, Fact::Notified { target, notice })?;
        }
        Ok(())
    }

    /// Officers scan in together, and leave.
    fn visit(&mut self) -> Result<(), Box<dyn Error>> {
        let (day, lead) = (self.target.day, self.campaign.kind().lead());
        let officers = self.target.teams.values().flatten().copied().cloned();
        let number = format!("SM-{}-{}", self.campaign.id(), self.place + 1).parse()?;
        let scan = ScanIn::new(number, ScanMethod::LicenceQr, officers);
        let target = self.target.id.clone();
        self.happens((day, 9), lead, Fact::ScannedIn { target, scan })?;
        let (target, how) = (self.target.id.clone(), Attendance::OnSite);
        self.happens((day, 11), lead, Fact::Inspected { target, how })
    }

    /// Each department enters what it found; if something is wrong, then with one item.
    fn results(&mut self, wrong: usize, stream: &mut Stream) -> Result<(), Box<dyn Error>> {
        for (place, entry) in self.campaign.items().iter().enumerate() {
            let found = match self.target.problem.filter(|_| place == wrong) {
                Some(problem) => problem,
                // Whoever comes along may find that what he looks for is not done there.
                None if place > 0 && stream.below(20) == 0 => Finding::ActivityNotFound,
                None => Finding::NoProblem,
            };
            let fact = Fact::Entered {
                target: self.target.id.clone(),
                item: entry.item.clone(),
                entry: ItemEntry::found(Findings::new([found])?),
            };
            self.happens((self.target.day, 15), &entry.department, fact)?;
        }
        Ok(())
    }

    fn publication(&mut self, day: Day) -> Result<(), Box<dyn Error>> {
        for department in self.campaign.kind().departments() {
            let target = self.target.id.clone();
            self.happens((day, 9), department, Fact::Reviewed { target })?;
            let target = self.target.id.clone();
            self.happens((day, 10), department, Fact::Published { target })?;
        }
        Ok(())
    }

    /// What was ordered is done, and what was left open is decided, two weeks later.
    fn outcome(&mut self, wrong: usize, published: Day) -> Result<(), Box<dyn Error>> {
        let wrong = self.target.problem.zip(self.campaign.items().get(wrong));
        let Some((finding, entry)) = wrong else {
            return Ok(());
        };
        let mut outcomes = FinalOutcome::ALL.into_iter().rev();
        let Some(outcome) = outcomes.find(|outcome| outcome.closes(finding)) else {
            return Ok(());
        };
        let fact = Fact::Settled {
            target: self.target.id.clone(),
            item: entry.item.clone(),
            finding,
            outcome,
        };
        self.happens((self.after(published, 10)?, 10), &entry.department, fact)
    }

    /// Writes down what happened, in the name of a department's first officer there.
    fn happens(
        &mut self,
        when: (Day, u8),
        department: &DepartmentId,
        fact: Fact,
    ) -> Result<(), Box<dyn Error>> {
        let team = self.target.teams.get(department);
        let officer = team.and_then(|team| team.first());
        let officer = officer.ok_or("a department sends officers")?;
        let by = Operator::new(department.clone(), officer.as_str().parse()?);
        self.events.push(Event::new(self.moment(when)?, by, fact));
        Ok(())
    }

    fn moment(&self, (day, hour): (Day, u8)) -> Result<Moment, Box<dyn Error>> {
        moment(day, hour, self.place % 60)
    }

    fn after(&self, day: Day, working_days: u32) -> Result<Day, Box<dyn Error>> {
        let term = Term::working_days(working_days)?;
        Ok(self.execution.calendar.due(day, term)?)
    }
}

pub(crate) fn moment(day: Day, hour: u8, minute: usize) -> Result<Moment, Box<dyn Error>> {
    Ok(format!("{day}T{hour:02}:{minute:02}:00+08:00").parse()?)
}
