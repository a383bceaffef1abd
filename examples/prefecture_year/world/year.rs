//! The year: announcement after announcement, each after what was drawn before it.

use super::offices::Office;
use super::outlines::Numbers;
use super::plans::{Planned, QUARTERS};
use super::register::register;
use super::rosters;
use double_random::calendar::{Calendar, Day};
use double_random::campaign::{Batch, Campaign, Period, Prepared, RiskScenario};
use double_random::chance::{Seed, Stream};
use double_random::digest::Digest;
use double_random::draw::{Dispatch, Record};
use double_random::frame::{Frame, FrameKey};
use double_random::id::{ExclusionReason, InspectorId, PlanId, UnitId};
use double_random::inspector::Roster;
use double_random::region::Level;
use double_random::registry::{Business, Method};
use double_random::scope::{Framing, StratifyBy, Targets};
use double_random::visits::{Caps, Ledger};
use std::collections::BTreeMap;
use std::error::Error;
use std::rc::Rc;

/// At each level two visits a year to a business, whoever comes; invented after lists that are published.
const CAPS: &str = r#"{"form":"double-random/caps/1","caps":[{"name":"年度检查频次上限","counted":"each level","per_year":2,"from":"2024-01-01","source":"虚构示例","confidence":"unsure"}]}"#;

/// What the year is drawn from.
#[derive(Debug)]
pub(crate) struct Year {
    pub(crate) register: Vec<Business>,
    pub(crate) planned: Planned,
    pub(crate) caps: Caps,
    label: Seed,
}

/// How far the year has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    /// Every visit that is reserved.
    pub(crate) ledger: Ledger,
    /// The seats that officers have had.
    loads: BTreeMap<InspectorId, u64>,
    /// How many announcements there were.
    done: usize,
}

/// What an office announces together, and what it is drawn from.
#[derive(Debug)]
pub(crate) struct Quarter<'y> {
    pub(crate) office: Office,
    /// From 0 on.
    pub(crate) number: usize,
    pub(crate) parts: Vec<Part<'y>>,
    /// Whom the caps keep out of every frame of it.
    pub(crate) excluded: Vec<UnitId>,
}

/// A plan of an announcement. Plans of one scope and one way to stratify have one frame.
#[derive(Debug)]
pub(crate) struct Part<'y> {
    pub(crate) campaign: &'y Campaign,
    pub(crate) targets: Targets<'y>,
    pub(crate) frame: Rc<Frame>,
    pub(crate) roster: Roster,
}

impl Quarter<'_> {
    /// The batch, checked as a whole.
    pub(crate) fn batch<'a>(&'a self, year: &'a Year) -> Result<Batch<'a>, Box<dyn Error>> {
        let parts = self.parts.iter().map(|part| {
            Prepared::new(part.campaign.id(), &part.targets, &part.frame).roster(&part.roster)
        });
        let (from, until) = QUARTERS.get(self.number).ok_or("a quarter of four")?;
        let period = Period::of_days(from.parse()?, until.parse()?);
        Ok(Batch::of(&year.planned.plan, period, parts)?)
    }

    /// The working days on which it is carried out.
    pub(crate) fn days(&self) -> Result<Vec<Day>, Box<dyn Error>> {
        let (from, until) = QUARTERS.get(self.number).ok_or("a quarter of four")?;
        let (from, until): (Day, Day) = (from.parse()?, until.parse()?);
        let calendar = Calendar::national();
        let mut days = vec![];
        for day in from.through(until) {
            if calendar.is_working_day(day)? {
                days.push(day);
            }
        }
        Ok(days)
    }
}

impl Year {
    /// The year before its first announcement.
    pub(crate) fn new(label: Seed, numbers: Numbers) -> Result<Self, Box<dyn Error>> {
        let register = register(&label, numbers.every)?;
        Ok(Self {
            planned: Planned::of(&register, numbers, &label)?,
            register,
            caps: Caps::parse(CAPS)?,
            label,
        })
    }

    /// What is announced next; nothing when the year is over.
    pub(crate) fn next(&self, progress: &Progress) -> Result<Option<Quarter<'_>>, Box<dyn Error>> {
        let mut batches = self.planned.batches.iter();
        let Some((&(number, office), ids)) = batches.nth(progress.done) else {
            return Ok(None);
        };
        let label = self.label.derive(&format!("{}/{number}", office.code));
        let (division, mut here) = (office.division()?, vec![]);
        let all = self.register.iter();
        here.extend(all.filter(|business| business.division().is_within(division)));
        let campaigns = ids.iter().filter_map(|id| self.planned.plan.campaign(id));
        let campaigns: Vec<&Campaign> = campaigns.collect();
        let first = campaigns.first().ok_or("an announcement has plans")?;
        let task = first.task_at(office.level()).ok_or("an office inspects")?;
        let ids = here.iter().map(|business| business.id());
        let excluded = progress.ledger.exclusions(&self.caps, task, ids);
        let excluded: Vec<UnitId> = excluded.map(|(id, _)| id.clone()).collect();
        let key = FrameKey::parse_secret(&label.derive("frame key").reveal())?;
        let mut frames: BTreeMap<(Digest, RiskScenario), Rc<Frame>> = BTreeMap::new();
        let mut stream = Stream::new(&label.derive("recusals"));
        let mut parts = vec![];
        for campaign in campaigns {
            let targets = targets(campaign, &here, &excluded)?;
            let which = (campaign.scope().digest(), campaign.scenario());
            let frame = if let Some(frame) = frames.get(&which) {
                Rc::clone(frame)
            } else {
                let frame = Rc::new(targets.commit(key.clone())?);
                frames.insert(which, Rc::clone(&frame));
                frame
            };
            let recused = match stream.below(5) {
                0 => frame.leaf(usize::try_from(stream.below(frame.count()))?),
                _ => None,
            };
            let recused = recused.map(|leaf| leaf.id);
            let roster_key = label.derive("roster key");
            let roster = rosters::roster(office, campaign, &roster_key, &progress.loads, recused)?;
            parts.push(Part {
                campaign,
                targets,
                frame,
                roster,
            });
        }
        Ok(Some(Quarter {
            office,
            number,
            parts,
            excluded,
        }))
    }
}

impl Progress {
    /// Takes what was drawn of an announcement: who is visited, when, and who goes. A business that several of its plans drew is
    /// visited once for all of them.
    pub(crate) fn drawn(
        &mut self,
        year: &Year,
        quarter: &Quarter<'_>,
        records: &[Record],
    ) -> Result<(), Box<dyn Error>> {
        for record in records {
            let departments = record
                .dispatch()
                .into_iter()
                .flat_map(Dispatch::departments);
            let seats = departments.flat_map(|(_, sent)| &sent.teams);
            for officer in seats.flat_map(|team| team.seats.iter().flatten()) {
                *self.loads.entry(officer.clone()).or_default() += 1;
            }
        }
        let merged = quarter.batch(year)?.drawn(records)?.visits()?;
        for (visit, day) in merged.visits.iter().zip(quarter.days()?.iter().cycle()) {
            let _ = self.ledger.reserve(&year.caps, visit.on(*day)?)?;
        }
        self.done += 1;
        Ok(())
    }

    /// The day on which a target is visited for a plan.
    pub(crate) fn day(&self, target: &UnitId, plan: &PlanId) -> Option<Day> {
        let mut visits = self.ledger.visits_to(target).iter();
        let task = plan.clone().into();
        let visit = visits.find(|visit| visit.tasks().contains(&task))?;
        visit.counted_on()
    }
}

/// Whom a campaign's scope leaves of an office's register.
fn targets<'y>(
    campaign: &Campaign,
    here: &[&'y Business],
    excluded: &[UnitId],
) -> Result<Targets<'y>, Box<dyn Error>> {
    let by = if campaign.scenario() == RiskScenario::None {
        StratifyBy::Division(Level::County)
    } else {
        StratifyBy::RiskClass
    };
    let cap: ExclusionReason = "cap".parse()?;
    let excluded = excluded.iter().map(|id| (id.clone(), cap.clone()));
    let framing = Framing::of(campaign.plan(), [by], Method::OnSite)?.exclude(excluded)?;
    Ok(framing.targets(campaign.scope(), here.iter().copied())?)
}
