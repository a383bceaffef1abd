//! Tasks (检查任务): what became of one plan after its draw, as a log that anyone who may see it can replay.
//!
//! A [`Task`] is begun with a campaign and the replayed record of its draw. Each [`Event`] is checked when it comes: what the law
//! does not allow does not go into the log. The lines of the log are the document `double-random/task/1`: a head, then one event a
//! line, in canonical JSON, with times that do not go back. They hold officers' names, so they are the office's and the auditor's;
//! everyone sees what was [published](crate::publication).
//!
//! What is only late goes in: by when a result was to be public, [`Task::publication_due`] tells. Nor are caps asked: a visit
//! that is planned is [reserved](crate::visits::Ledger::reserve) in the ledger besides, and one that was made
//! [recorded](crate::visits::Ledger::record) there.
//!
//! A task has come as far as the target in force that has come least far: so its state follows from its targets, and
//! nobody sets it. Completed means published by every department (rule RS-03), not visited.
//!
//! ```
//! # use double_random::campaign::{CampaignDraft, CampaignKind, Mode, Period};
//! # use double_random::chance::Randomness;
//! # use double_random::draw::{Drawing, draw};
//! # use double_random::frame::{Frame, FrameKey, Unit};
//! # use double_random::inspector::{Certificate, Inspector, Roster, Slot};
//! # use double_random::item::{Catalogue, Category, ItemDraft, Method};
//! # use double_random::plan::{Design, Plan};
//! # use double_random::region::Level;
//! # use double_random::scope::Scope;
//! use double_random::approval::Approval;
//! use double_random::calendar::Calendar;
//! use double_random::finding::{Finding, Findings, ItemEntry};
//! use double_random::rules::Rules;
//! use double_random::task::{Event, Fact, Operator, ScanIn, ScanMethod, State, Task};
//! use double_random::visits::Attendance;
//! # let market: double_random::id::DepartmentId = "市场监督管理局".parse()?;
//! # let item = ItemDraft::new("SP-01".parse()?, "食品销售检查".parse()?, market.clone(), Category::Key)
//! #     .in_force("2025-01-02".parse()?, "2025-01-03".parse()?).at([Level::County]).by([Method::OnSite])
//! #     .resting_on("《示例办法》第一条".parse()?);
//! # let catalogue = Catalogue::builder("清单".parse()?).item(item).build()?;
//! # let design = Design::Rates { rates: "A 50%".parse()?, rounding: Default::default(), minimum: 0 };
//! # let plan = Plan::builder("2025-food".parse()?, design).build()?;
//! # let frame = Frame::commit(FrameKey::secret([7; 32])?, ["甲", "乙"].map(|id| Unit::new(id, "A")))?;
//! # let key = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0".parse()?;
//! # let mut roster = Roster::builder(key).department(market.clone(), [Slot::any(), Slot::any()]);
//! # for id in ["101", "102"] {
//! #     let certificate = Certificate::new(id.parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?);
//! #     roster = roster.inspector(Inspector::new(id.parse()?, market.clone()).certificate(certificate));
//! # }
//! # let roster = roster.build_for("2025-06-03".parse()?)?;
//! # let drawing = Drawing::new(&plan, &frame).roster(&roster);
//! # let mut records = draw(&[drawing], &Randomness::declared([1; 32]))?;
//! # let published = records[0].digest();
//! # let drawn = records.remove(0).replay(&frame, &published)?;
//! # let kind = CampaignKind::Single { department: market.clone() };
//! # let period = Period::of_months("2025-06".parse()?, "2025-09".parse()?);
//! # let mode = Mode::new(Level::County, [Level::County]);
//! # let campaign = CampaignDraft::new(plan, "食品抽查".parse()?, kind, Scope::undirected(), mode, period)
//! #     .item(market.clone(), "SP-01".parse()?).build(&catalogue, "2025-05-20".parse()?)?;
//! // A campaign of one item, and the replayed record of its draw: one target, two officers.
//! let (rules, calendar) = (Rules::national(), Calendar::national());
//! let mut task = Task::begin(&campaign, &drawn, &rules, calendar)?;
//! let mut lines = vec![task.head()?];
//!
//! let target = drawn.get().selected()[0].id.clone();
//! let approval = Approval::new("局长".parse()?, "年度计划".parse()?, "2025-06-03T09:00:00+08:00".parse()?);
//! let scan = ScanIn::new("SM-0417".parse()?, ScanMethod::LicenceQr, ["101".parse()?, "102".parse()?]);
//! let entry = ItemEntry::found(Findings::new([Finding::NoProblem])?);
//! let by = Operator::new(market.clone(), "科员".parse()?);
//! for (at, fact) in [
//!     ("2025-06-03T09:10:00+08:00", Fact::Approved { approval }),
//!     ("2025-06-03T09:20:00+08:00", Fact::Unannounced { target: target.clone(), reason: "goods would be moved".parse()? }),
//!     ("2025-06-04T10:00:00+08:00", Fact::ScannedIn { target: target.clone(), scan }),
//!     ("2025-06-04T11:30:00+08:00", Fact::Inspected { target: target.clone(), how: Attendance::OnSite }),
//!     ("2025-06-05T09:00:00+08:00", Fact::Entered { target: target.clone(), item: "SP-01".parse()?, entry }),
//!     ("2025-06-05T09:30:00+08:00", Fact::Reviewed { target: target.clone() }),
//! ] {
//!     lines.push(task.apply(&Event::new(at.parse()?, by.clone(), fact))?);
//! }
//! assert_eq!(task.publication_due(&target)?.map(|due| due.last_day().to_string()), Some("2025-07-02".to_owned()));
//!
//! // What does not follow is refused, and nothing of it is done.
//! let close = Fact::Closed { target: target.clone() };
//! assert!(task.apply(&Event::new("2025-06-09T09:00:00+08:00".parse()?, by.clone(), close)).is_err());
//! let publish = Fact::Published { target: target.clone() };
//! lines.push(task.apply(&Event::new("2025-06-09T09:00:00+08:00".parse()?, by, publish))?);
//! assert_eq!((task.state(), task.is_completed()), (State::Published, true));
//!
//! // Whoever has the lines has the task.
//! let replayed = Task::parse(lines.iter().map(String::as_str), &campaign, &drawn, &rules, calendar)?;
//! assert_eq!(replayed, task);
//! assert_eq!(task.publications(&target, &"某超市".parse()?)?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What may happen with a task
#![doc = include_str!("table.md")]
//!
//! # What may happen with a target
#![doc = include_str!("stage.md")]

mod table;
mod notice;
mod scan;
mod service;
mod account;
mod event;
mod fault;
mod head;
mod team;
mod visit;
mod results;
mod change;
mod figures;
mod territory;
mod methods;
mod public;
mod once;
mod sealed;

pub use account::{
    Assistance, Correction, DepartmentAccount, Exit, ItemAccount, Shown, TargetAccount, Withheld,
};
pub use event::{Event, Fact, Operator};
pub use fault::{BeginError, LogFault, TaskError};
pub use figures::Completion;
pub use methods::MethodFault;
pub use notice::{Notice, NoticeFault, Right};
pub use once::NotOnce;
pub use scan::{Late, ScanFault, ScanIn, ScanMethod};
pub use sealed::SealedFault;
pub use service::{Channel, Service};
pub use table::{STAGES, Stage, State, Step, TABLE};
pub use territory::TerritoryFault;

use crate::approval::Approval;
use crate::calendar::{Calendar, Day, Moment};
use crate::campaign::{Campaign, CampaignKind, Period, Programme};
use crate::digest::{Digest, DocumentError};
use crate::draw::{Dispatch, Record, Replayed, Standing};
use crate::id::{DepartmentId, DisplayName, ItemId, PlanId, ScanId, Stratum, UnitId};
use crate::inspector::Roster;
use crate::journal::Matter;
use crate::publication::DrawType;
use crate::rules::key::APPROVAL_REQUIRED;
use crate::rules::{Condition, Rules};
use account::Progress;
use head::Head;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What became of one plan after its draw (检查任务).
#[derive(Clone)]
pub struct Task<'a> {
    head: Head,
    rules: &'a Rules,
    calendar: &'a Calendar,
    roster: &'a Roster,
    kind: CampaignKind,
    title: DisplayName,
    draw: DrawType,
    drawn_plan: Digest,
    period: Period,
    programme: Programme,
    items: BTreeMap<DepartmentId, BTreeSet<ItemId>>,
    /// Whether approvals are asked for on any of its days.
    asks: Condition,
    standing: Standing<'a>,
    strata: BTreeMap<&'a UnitId, &'a Stratum>,
    approvals: BTreeMap<DepartmentId, Approval>,
    targets: BTreeMap<UnitId, TargetAccount>,
    progress: BTreeMap<Progress, usize>,
    scans: BTreeSet<ScanId>,
    state: State,
    cancelled: Option<Approval>,
    /// What the journal holds, too.
    matters: Vec<(Matter, Approval)>,
    last: Option<Moment>,
    digest: Digest,
    events: u64,
}

/// Officers are not everyone's: it prints how far it has come.
impl fmt::Debug for Task<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Task({}, {})", self.state, self.digest)
    }
}

/// Two tasks are equal if they are of one head and everything in them has become the same.
impl PartialEq for Task<'_> {
    fn eq(&self, other: &Self) -> bool {
        let of = |task: &Self| (task.state, task.events, task.digest);
        of(self) == of(other)
            && self.head == other.head
            && self.approvals == other.approvals
            && self.targets == other.targets
            && self.progress == other.progress
            && self.scans == other.scans
            && self.cancelled == other.cancelled
            && self.matters == other.matters
            && self.last == other.last
            && self.standing.teams() == other.standing.teams()
            && self.standing.direct() == other.standing.direct()
    }
}

impl Eq for Task<'_> {}

impl<'a> Task<'a> {
    /// Begins a task with its campaign and the draw of its plan. Law decides by the day of each event, from these rules. The log names them
    /// by their digest: keep their packs with it, for later ones may have further lines.
    ///
    /// # Errors
    /// A draw of another plan, of nobody, without officers, or with officers of other departments than the campaign's. Officers
    /// are dealt where the draw was given a roster: [`Prepared::roster`](crate::campaign::Prepared::roster).
    pub fn begin(
        campaign: &Campaign,
        drawn: &'a Replayed<Record>,
        rules: &'a Rules,
        calendar: &'a Calendar,
    ) -> Result<Self, BeginError> {
        let record = drawn.get();
        let (wanted, found) = (campaign.plan().digest(), record.plan().digest());
        if wanted != found {
            return Err(BeginError::OtherPlan { wanted, found });
        }
        let roster = record.dispatch().map(Dispatch::roster);
        let roster = roster.ok_or(BeginError::NoOfficers)?;
        campaign.check_roster(roster)?;
        if record.selected().is_empty() {
            return Err(BeginError::NothingDrawn);
        }
        let mut items: BTreeMap<DepartmentId, BTreeSet<ItemId>> = BTreeMap::new();
        for one in campaign.items() {
            let of = items.entry(one.department.clone()).or_default();
            of.insert(one.item.clone());
        }
        let head = Head::of(campaign, record, rules);
        let digest = Digest::of(head.write()?.as_bytes());
        let units = record.selected().iter().chain(record.reserves());
        let targets = record.selected().iter().map(|unit| {
            let account = TargetAccount::new(unit.stratum.clone(), None, &items);
            (unit.id.clone(), account)
        });
        let mut days = campaign.period().from.through(campaign.period().until);
        Ok(Self {
            asks: if days.any(|day| asks(rules, day)) {
                Condition::Holds
            } else {
                Condition::DoesNotHold
            },
            targets: targets.collect(),
            progress: [(Progress::Untold, record.selected().len())].into(),
            strata: units.map(|unit| (&unit.id, &unit.stratum)).collect(),
            standing: drawn.standing(),
            kind: campaign.kind().clone(),
            title: campaign.title().clone(),
            draw: match campaign.scope().filter() {
                None => DrawType::Undirected,
                Some(_) => DrawType::Directed,
            },
            drawn_plan: found,
            matters: vec![],
            period: campaign.period(),
            programme: campaign.programme().clone(),
            approvals: BTreeMap::new(),
            scans: BTreeSet::new(),
            state: TABLE.initial(),
            cancelled: None,
            last: None,
            events: 0,
            head,
            rules,
            calendar,
            roster,
            items,
            digest,
        })
    }

    /// Replays a log: its head, then its events, a line each.
    ///
    /// A log that was altered is refused, or gives another [`digest`](Self::digest): compare it with the one that was published or kept.
    ///
    /// # Errors
    /// A task that cannot be begun; the head of another task; the first line that is none, or breaks a rule.
    pub fn parse<'l>(
        lines: impl IntoIterator<Item = &'l str>,
        campaign: &Campaign,
        drawn: &'a Replayed<Record>,
        rules: &'a Rules,
        calendar: &'a Calendar,
    ) -> Result<Self, LogFault> {
        let mut task = Self::begin(campaign, drawn, rules, calendar)?;
        let mut lines = (1..).zip(lines);
        let (_, head) = lines.next().ok_or(LogFault::Empty)?;
        task.head.check(head)?;
        for (line, text) in lines {
            let event = head::read(text).map_err(|error| LogFault::Line { line, error })?;
            let taken = task.take(&event, text);
            taken.map_err(|error| LogFault::Rule { line, error })?;
        }
        Ok(task)
    }

    /// The first line of the log.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn head(&self) -> Result<String, DocumentError> {
        self.head.write()
    }

    /// Takes an event, and answers the line to be kept.
    ///
    /// # Errors
    /// An event that cannot follow, or that a rule does not allow. The task then stays as it was.
    pub fn apply(&mut self, event: &Event) -> Result<String, TaskError> {
        let line = event.write()?;
        // What cannot be read back would break the log for good.
        let event: Event = head::read(&line)?;
        self.take(&event, &line)?;
        Ok(line)
    }

    fn take(&mut self, event: &Event, line: &str) -> Result<(), TaskError> {
        let last = self.last.clone();
        if let Some(last) = last.filter(|last| event.at.is_before(last)) {
            let at = event.at.clone();
            return Err(TaskError::Backwards { last, at });
        }
        let change = self.consider(event)?;
        self.carry(change);
        let digest = self.digest.to_string();
        self.digest = Digest::of_texts([&digest, "\n", line, "\n"]);
        self.last = Some(event.at.clone());
        self.events += 1;
        Ok(())
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &PlanId {
        self.head.plan()
    }

    /// The digest of the record of the draw.
    #[must_use]
    pub const fn record(&self) -> Digest {
        self.head.record()
    }

    /// The digest over head and lines: first `H(head)`, then after each line `H(hex(digest before) + LF + line + LF)`. Whoever
    /// publishes or keeps it fixes every line.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// How many events there are.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// The moment of the last event.
    #[must_use]
    pub const fn last(&self) -> Option<&Moment> {
        self.last.as_ref()
    }

    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// Who carries it out.
    #[must_use]
    pub const fn kind(&self) -> &CampaignKind {
        &self.kind
    }

    /// The items of each department.
    #[must_use]
    pub const fn items(&self) -> &BTreeMap<DepartmentId, BTreeSet<ItemId>> {
        &self.items
    }

    /// The approvals of the departments' heads.
    #[must_use]
    pub const fn approvals(&self) -> &BTreeMap<DepartmentId, Approval> {
        &self.approvals
    }

    /// Who allowed that it is not carried out.
    #[must_use]
    pub const fn cancelled(&self) -> Option<&Approval> {
        self.cancelled.as_ref()
    }

    /// Every target that was drawn or came as a reserve, in id-byte order.
    #[must_use]
    pub const fn targets(&self) -> &BTreeMap<UnitId, TargetAccount> {
        &self.targets
    }

    /// Targets in force and their teams.
    #[must_use]
    pub const fn standing(&self) -> &Standing<'a> {
        &self.standing
    }

    /// Whether the approval of a department is wanting on a day: asked for by then, and not given. Rule OS-01.
    fn is_unapproved(&self, department: &DepartmentId, day: Day) -> bool {
        asks(self.rules, day) && !self.approvals.contains_key(department)
    }
}

fn asks(rules: &Rules, day: Day) -> bool {
    let asked = rules.on(day).find(APPROVAL_REQUIRED);
    asked.is_some_and(|ruled| ruled.value.holds())
}
