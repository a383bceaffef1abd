//! One office: its journal, its openings, and quarter by quarter its records and logs, replayed.

use super::account::Year;
use super::documents::{Documents, sorted, text};
use double_random::calendar::Day;
use double_random::campaign::{Campaign, RiskScenario};
use double_random::check::{Opening, Published};
use double_random::digest::Digest;
use double_random::draw::{DepartmentDispatch, Dispatch, Record, Replayed};
use double_random::frame::Frame;
use double_random::id::{District, ExclusionReason, Stratum, UnitId};
use double_random::journal::Journal;
use double_random::publication::Timeliness;
use double_random::region::{Division, Level};
use double_random::registry::{Business, Method};
use double_random::risk::RiskClass;
use double_random::scope::{Framing, StratifyBy};
use double_random::task::Task;
use double_random::visits::{Attendance, Kind, Ledger, Parts, Visit};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::rc::Rc;

/// The office of a folder, whose name is the code of its division.
#[derive(Debug)]
struct Office<'a> {
    documents: &'a Documents,
    division: Division,
    district: District,
    /// The businesses of its division.
    here: Vec<&'a Business>,
    /// In which district and class each of them stands.
    stood: BTreeMap<&'a UnitId, (District, Option<RiskClass>)>,
    journal: Journal,
    /// The visits that its logs tell of so far.
    ledger: Ledger,
}

/// Whom the office visited on which day, and for which campaigns.
type Visits<'a> = BTreeMap<(UnitId, Day), Vec<&'a Campaign>>;

/// Whom a scope leaves under a key.
type Frames = BTreeMap<(Digest, RiskScenario), Rc<Frame>>;

/// Replays an office and adds what it did to the year.
pub(crate) fn replay(
    folder: &Path,
    documents: &Documents,
    year: &mut Year,
) -> Result<(), Box<dyn Error>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let division: Division = name.parse()?;
    let head: Digest = text(&folder.join("journal-head.txt"))?.trim_end().parse()?;
    let lines = text(&folder.join("journal.jsonl"))?;
    let here = documents.register.iter();
    let here = here.filter(|business| business.division().is_within(division));
    let here: Vec<&Business> = here.collect();
    let mut stood = BTreeMap::new();
    for business in &here {
        let district = business.division().as_str().parse()?;
        stood.insert(business.id(), (district, business.known_risk_class()));
    }
    let mut office = Office {
        district: division.as_str().parse()?,
        here,
        stood,
        journal: Journal::verify(lines.split_terminator('\n'), &head)?,
        ledger: Ledger::default(),
        documents,
        division,
    };
    year.checked.offices += 1;
    year.checked.lines += office.journal.entries();
    for quarter in sorted(folder)? {
        if quarter.is_dir() {
            office.quarter(&quarter, year)?;
        }
    }
    Ok(())
}

impl<'a> Office<'a> {
    /// Replays what was announced together.
    fn quarter(&mut self, folder: &Path, year: &mut Year) -> Result<(), Box<dyn Error>> {
        let opening = text(&folder.join("opening.json"))?;
        let opening = Opening::parse(opening.trim_end())?;
        let records = text(&folder.join("records.jsonl"))?;
        let records: Vec<Record> = records
            .lines()
            .map(Record::parse)
            .collect::<Result<_, _>>()?;
        let first = records.first().ok_or("a record is wanted, found none")?;
        let announced = first.announcement().digest();
        let published = Published::in_journal(&self.journal, &announced);
        opening.check(&published.ok_or("the journal does not hold the announcement")?)?;
        year.checked.announcements += 1;

        let account = self
            .journal
            .account(&announced)
            .and_then(|account| account.recorded.clone());
        let (at, digests) = account.ok_or("the journal does not hold the record digests")?;
        let drawn = at.legal_day();
        if records.len() != digests.len() {
            let (wanted, found) = (digests.len(), records.len());
            return Err(format!("{wanted} records are wanted, found {found}").into());
        }
        let at_cap = self.at_cap(folder, &records)?;
        year.checked.at_cap += u64::try_from(at_cap.len())?;
        let mut frames = Frames::new();
        let mut visits = Visits::new();
        for record in records {
            let id = record.plan().id().clone();
            let digest = digests.get(&id).ok_or("a record of another announcement")?;
            let Some(campaign) = self.documents.plan.campaign(&id) else {
                year.strangers.insert(id);
                continue;
            };
            let frame = self.frame(campaign, &record, &at_cap, &mut frames, year)?;
            let record = record.replay(&frame, digest)?;
            year.checked.records += 1;
            let log = text(&folder.join("tasks").join(format!("{id}.jsonl")))?;
            self.plan(campaign, (&record, drawn), &log, &mut visits, year)?;
        }
        for ((target, day), campaigns) in visits {
            self.ledger.record(self.visit(target, day, &campaigns)?)?;
            year.checked.visits += 1;
        }
        Ok(())
    }

    /// One visit for all campaigns whose logs tell of a target and a day.
    fn visit(
        &self,
        target: UnitId,
        day: Day,
        campaigns: &[&Campaign],
    ) -> Result<Visit, Box<dyn Error>> {
        let level = self.division.level();
        let asked = campaigns
            .iter()
            .filter_map(|campaign| campaign.task_at(level));
        let parts = asked.flat_map(|asked| asked.parts.each());
        let parts = parts.map(|(who, items)| (who.clone(), items.clone()));
        let parts = Parts::new(parts)?;
        let mut tasks = campaigns
            .iter()
            .map(|campaign| campaign.id().clone().into());
        let first = tasks.next().ok_or("a visit is for a campaign")?;
        let (kind, how) = (Kind::Planned, Attendance::OnSite);
        let visit = Visit::new(target, first, kind, parts, day, how);
        Ok(tasks.fold(visit, Visit::and_for))
    }

    /// Whom the caps kept out of this announcement: as its file says, and as the visits before it say.
    fn at_cap(
        &self,
        folder: &Path,
        records: &[Record],
    ) -> Result<BTreeSet<UnitId>, Box<dyn Error>> {
        let told = text(&folder.join("at-cap.txt"))?;
        let told: BTreeSet<UnitId> = told.lines().map(str::parse).collect::<Result<_, _>>()?;
        let mut plans = records.iter().map(|record| record.plan().id());
        let planned = plans.find_map(|id| self.documents.plan.campaign(id));
        let Some(campaign) = planned else {
            return Ok(told);
        };
        let task = campaign.task_at(self.division.level());
        let task = task.ok_or("a campaign of another level")?;
        let ids = self.here.iter().map(|business| business.id());
        let found = self.ledger.exclusions(&self.documents.caps, task, ids);
        let found: BTreeSet<UnitId> = found.map(|(id, _)| id.clone()).collect();
        if told != found {
            let (told, found) = (told.len(), found.len());
            return Err(format!(
                "caps keep {found} businesses out by the visits before, found {told}"
            )
            .into());
        }
        Ok(told)
    }

    /// The frame of a record: its campaign's scope on the office's register, under the record's key.
    fn frame(
        &self,
        campaign: &Campaign,
        record: &Record,
        at_cap: &BTreeSet<UnitId>,
        frames: &mut Frames,
        year: &mut Year,
    ) -> Result<Rc<Frame>, Box<dyn Error>> {
        let which = (campaign.scope().digest(), campaign.scenario());
        let known = frames.get(&which);
        if let Some(known) = known.filter(|known| known.key() == record.frame_key()) {
            return Ok(Rc::clone(known));
        }
        let by = |name: &str| match name {
            "risk class" => Ok(StratifyBy::RiskClass),
            "district" => Ok(StratifyBy::Division(Level::County)),
            _ => Err(format!("no way is known to tell the attribute `{name}`")),
        };
        let attributes = record.plan().attributes().iter();
        let by: Vec<StratifyBy> = attributes
            .map(|attribute| by(&attribute.name))
            .collect::<Result<_, _>>()?;
        let reason: ExclusionReason = "cap".parse()?;
        let kept_out = at_cap.iter().map(|id| (id.clone(), reason.clone()));
        let framing = Framing::of(record.plan(), by, Method::OnSite)?.exclude(kept_out)?;
        let targets = framing.targets(campaign.scope(), self.here.iter().copied())?;
        campaign.check_counts(targets.counts())?;
        let frame = Rc::new(targets.commit(record.frame_key().clone())?);
        year.checked.frames += 1;
        year.checked.units += frame.count();
        frames.insert(which, Rc::clone(&frame));
        Ok(frame)
    }

    /// Replays the log of a plan that was drawn on this day.
    fn plan(
        &self,
        campaign: &'a Campaign,
        (record, drawn): (&Replayed<Record>, Day),
        log: &str,
        visits: &mut Visits<'a>,
        year: &mut Year,
    ) -> Result<(), Box<dyn Error>> {
        let Documents {
            rules, calendar, ..
        } = self.documents;
        let named = |error| format!("{}: {error}", campaign.id());
        let task = Task::parse(log.lines(), campaign, record, rules, calendar).map_err(named)?;
        year.checked.logs += 1;
        year.checked.events += task.events();
        let dispatch = record.get().dispatch();
        let sent = dispatch.into_iter().flat_map(Dispatch::departments);
        let teams = sent.flat_map(|(_, sent): (_, &DepartmentDispatch)| &sent.teams);
        year.checked.seats += u64::try_from(teams.map(|team| team.seats.len()).sum::<usize>())?;
        year.checked.vacant += u64::try_from(dispatch.map_or(0, Dispatch::vacant))?;
        for (id, account) in task.targets() {
            if let Some((at, Attendance::OnSite)) = &account.inspected {
                let visit = visits.entry((id.clone(), at.legal_day())).or_default();
                visit.push(campaign);
            }
            let published = account.departments.values();
            for published in published.filter_map(|one| one.published.as_ref()) {
                let due = task.publication_due(id)?;
                let due = due.ok_or("a published target is inspected")?;
                let timely = due.judge(published.legal_day(), calendar)?;
                year.late += u64::from(timely != Timeliness::InTime);
            }
        }
        // Who is in a frame is in the register.
        let nowhere = (self.district.clone(), None);
        let stood = |id: &UnitId, _: &Stratum| self.stood.get(id).unwrap_or(&nowhere).clone();
        year.results.extend(task.rows(drawn, stood));
        Ok(())
    }
}
