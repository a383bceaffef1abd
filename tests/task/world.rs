//! A world for tasks: fire and health at three hotels, with two reserves, in a year that asks for approvals and in one that does not.

use double_random::approval::Approval;
use double_random::calendar::{Calendar, Day, Moment};
use double_random::campaign::{
    Campaign, CampaignDraft, CampaignKind, Confirmation, Mode, Period, Programme,
};
use double_random::chance::Randomness;
use double_random::digest::Digest;
use double_random::draw::{Drawing, Record, Replayed, draw};
use double_random::finding::{FinalOutcome, Finding, Findings, ItemEntry, TargetState};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::{DepartmentId, Ground, InspectorId, ItemId, ScanId, UnitId};
use double_random::inspector::{Certificate, Inspector, Roster, Slot};
use double_random::item::{Catalogue, Category, ItemDraft, Method};
use double_random::plan::{Design, Plan};
use double_random::publication::WithholdingGround;
use double_random::region::Level;
use double_random::rules::Rules;
use double_random::scope::Scope;
use double_random::task::{
    Channel, Event, Fact, Notice, Operator, ScanIn, ScanMethod, Service, State, Task, TaskError,
};
use double_random::visits::Attendance;
use std::sync::LazyLock;

pub(crate) const FIRE: &str = "消防";
pub(crate) const HEALTH: &str = "卫生";

/// What lies behind a task.
pub(crate) struct World {
    pub(crate) campaign: Campaign,
    pub(crate) drawn: Replayed<Record>,
    pub(crate) rules: Rules,
}

/// The year in which approvals are asked for.
pub(crate) static ASKED: LazyLock<World> = LazyLock::new(|| World::new("2025"));

/// A year in which none is.
pub(crate) static UNASKED: LazyLock<World> = LazyLock::new(|| World::new("2024"));

pub(crate) fn department(name: &str) -> DepartmentId {
    name.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn item(code: &str) -> ItemId {
    code.parse().unwrap()
}

pub(crate) fn ground(text: &str) -> Ground {
    text.parse().unwrap()
}

pub(crate) fn officer(id: &str) -> InspectorId {
    id.parse().unwrap()
}

/// The items of a department.
pub(crate) fn items(name: &str) -> &'static [&'static str] {
    if name == FIRE {
        &["F-01", "F-02"]
    } else {
        &["H-01"]
    }
}

pub(crate) fn certificate(id: &str) -> Certificate {
    Certificate::new(
        format!("云E-{id}").parse().unwrap(),
        day("2022-03-01"),
        day("2027-02-28"),
    )
}

pub(crate) fn catalogue(year: &str) -> Catalogue {
    let first = |month: &str| day(&format!("{year}-{month}"));
    let mut catalogue = Catalogue::builder("清单".parse().unwrap());
    for name in [FIRE, HEALTH] {
        for code in items(name) {
            let draft = ItemDraft::new(
                item(code),
                "检查".parse().unwrap(),
                department(name),
                Category::Key,
            );
            let draft = draft
                .in_force(first("01-02"), first("01-03"))
                .at([Level::Prefecture])
                .by([Method::OnSite])
                .resting_on("《示例办法》第一条".parse().unwrap());
            catalogue = catalogue.item(draft);
        }
    }
    catalogue.build().unwrap()
}

fn roster(year: &str) -> Roster {
    let key = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0";
    let mut roster = Roster::builder(key.parse().unwrap());
    for (name, letter) in [(FIRE, "f"), (HEALTH, "h")] {
        roster = roster.department(department(name), [Slot::any(), Slot::any()]);
        for number in 1..=3 {
            let id = format!("{letter}{number}");
            let who = Inspector::new(officer(&id), department(name));
            roster = roster.inspector(who.certificate(certificate(&id)));
        }
    }
    roster.build_for(day(&format!("{year}-03-01"))).unwrap()
}

impl World {
    pub(crate) fn new(year: &str) -> Self {
        let rates = "A 25%, D 50%".parse().unwrap();
        let (rounding, minimum) = (double_random::sampling::Rounding::Up, 0);
        let design = Design::Rates {
            rates,
            rounding,
            minimum,
        };
        let plan = Plan::builder(format!("{year}-hotel").parse().unwrap(), design).reserves(1);
        let plan = plan.build().unwrap();
        let units = ["a1", "a2", "a3", "a4"].map(|id| Unit::new(id, "A"));
        let others = ["d1", "d2", "d3", "d4"].map(|id| Unit::new(id, "D"));
        let key = FrameKey::secret([7; 32]).unwrap();
        let frame = Frame::commit(key, units.into_iter().chain(others)).unwrap();
        let roster = roster(year);
        let drawing = Drawing::new(&plan, &frame).roster(&roster);
        let mut records = draw(&[drawing], &Randomness::declared([1; 32])).unwrap();
        let published = records[0].digest();
        let drawn = records.remove(0).replay(&frame, &published).unwrap();
        let campaign = Self::campaign(year, plan, Programme::Planned);
        let rules = Rules::national();
        Self {
            campaign,
            drawn,
            rules,
        }
    }

    pub(crate) fn campaign(year: &str, plan: Plan, programme: Programme) -> Campaign {
        let kind = CampaignKind::Joint {
            lead: department(FIRE),
            cooperating: vec![department(HEALTH)],
        };
        let mode = Mode::new(Level::Prefecture, [Level::Prefecture]);
        let days = ["03-01", "11-30"].map(|month| day(&format!("{year}-{month}")));
        let period = Period::of_days(days[0], days[1]);
        let scope = Scope::undirected();
        let title = "宾馆联合检查".parse().unwrap();
        let mut draft = CampaignDraft::new(plan, title, kind, scope, mode, period);
        draft = draft.programme(programme);
        for name in [FIRE, HEALTH] {
            for code in items(name) {
                draft = draft.item(department(name), item(code));
            }
        }
        let digest = draft.digest().unwrap();
        let agreed = approval(&format!("{year}-01-20T09:00:00+08:00"));
        for name in [FIRE, HEALTH] {
            draft = draft.confirm(Confirmation::new(department(name), digest, agreed.clone()));
        }
        let planned = day(&format!("{year}-02-01"));
        draft.build(&catalogue(year), planned).unwrap()
    }

    pub(crate) fn task(&self) -> Task<'_> {
        Task::begin(
            &self.campaign,
            &self.drawn,
            &self.rules,
            Calendar::national(),
        )
        .unwrap()
    }

    pub(crate) fn parse(
        &self,
        lines: &[String],
    ) -> Result<Task<'_>, double_random::task::LogFault> {
        let lines = lines.iter().map(String::as_str);
        let calendar = Calendar::national();
        Task::parse(lines, &self.campaign, &self.drawn, &self.rules, calendar)
    }

    /// The targets: one of class A, then two of class D.
    pub(crate) fn targets(&self) -> Vec<UnitId> {
        let selected = self.drawn.get().selected().iter();
        selected.map(|unit| unit.id.clone()).collect()
    }

    /// The reserves: one of class A, then one of class D.
    pub(crate) fn reserves(&self) -> Vec<UnitId> {
        let reserves = self.drawn.get().reserves().iter();
        reserves.map(|unit| unit.id.clone()).collect()
    }
}

pub(crate) fn approval(at: &str) -> Approval {
    Approval::new("局长".parse().unwrap(), ground("agreed"), moment(at))
}

/// A task with its lines, and a clock.
#[derive(Clone)]
pub(crate) struct Kept<'a> {
    pub(crate) task: Task<'a>,
    pub(crate) lines: Vec<String>,
    /// The day and hour of the next event.
    pub(crate) now: (Day, u32),
    scans: u32,
}

impl<'a> Kept<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        let task = world.task();
        let from = world.campaign.period().from;
        Self {
            lines: vec![task.head().unwrap()],
            now: (from, 9),
            scans: 0,
            task,
        }
    }

    pub(crate) fn at(&self) -> Moment {
        moment(&format!("{}T{:02}:00:00+08:00", self.now.0, self.now.1))
    }

    pub(crate) fn next_day(&mut self) -> &mut Self {
        self.now = (self.now.0.following().unwrap(), 9);
        self
    }

    pub(crate) fn event(&self, by: &str, fact: Fact) -> Event {
        let person = "张三".parse().unwrap();
        Event::new(self.at(), Operator::new(department(by), person), fact)
    }

    pub(crate) fn try_to(&mut self, by: &str, fact: Fact) -> Result<State, TaskError> {
        let event = self.event(by, fact);
        let line = self.task.apply(&event)?;
        self.lines.push(line);
        Ok(self.task.state())
    }

    #[track_caller]
    pub(crate) fn does(&mut self, by: &str, fact: Fact) -> &mut Self {
        self.try_to(by, fact).unwrap();
        self
    }

    #[track_caller]
    pub(crate) fn refuses(&mut self, by: &str, fact: Fact) -> TaskError {
        let before = self.task.clone();
        let refused = self.try_to(by, fact).unwrap_err();
        assert_eq!(self.task, before, "nothing is done of what is refused");
        refused
    }

    // Facts that may well be.

    pub(crate) fn approved(&self) -> Fact {
        let approval = Approval::new("局长".parse().unwrap(), ground("agreed"), self.at());
        Fact::Approved { approval }
    }

    pub(crate) fn cancelled(&self) -> Fact {
        let approval = Approval::new("局长".parse().unwrap(), ground("no need"), self.at());
        Fact::Cancelled { approval }
    }

    /// Who may come for a department.
    pub(crate) fn team(&self, by: &str, target: &UnitId) -> Vec<InspectorId> {
        let standing = self.task.standing();
        let seats = standing.team(&department(by), target).unwrap_or_default();
        let dealt = seats.into_iter().flatten().cloned();
        let direct = standing.direct().iter();
        let direct = direct.filter(|one| one.department == department(by) && one.target == *target);
        dealt.chain(direct.map(|one| one.comes.clone())).collect()
    }

    pub(crate) fn notice(&self, by: &str, target: &UnitId) -> Notice {
        let (items, team) = (
            items(by).iter().map(|code| item(code)),
            self.team(by, target),
        );
        Notice::new(
            items,
            ["《示例办法》第一条".parse().unwrap()],
            self.at(),
            team,
        )
    }

    pub(crate) fn notified(&self, by: &str, target: &UnitId) -> Fact {
        let notice = self.notice(by, target);
        let target = target.clone();
        Fact::Notified { target, notice }
    }

    pub(crate) fn scan(&mut self, target: &UnitId) -> ScanIn {
        self.scans += 1;
        let scan: ScanId = format!("SM-{}", self.scans).parse().unwrap();
        let [fire, health] = [FIRE, HEALTH].map(|by| self.team(by, target));
        ScanIn::new(scan, ScanMethod::LicenceQr, fire.into_iter().chain(health))
    }

    // What goes well, for both departments.

    pub(crate) fn approve(&mut self) -> &mut Self {
        let approved = self.approved();
        self.does(FIRE, approved.clone()).does(HEALTH, approved)
    }

    pub(crate) fn tell(&mut self, target: &UnitId) -> &mut Self {
        for by in [FIRE, HEALTH] {
            let notified = self.notified(by, target);
            self.does(by, notified);
        }
        self
    }

    pub(crate) fn scan_in(&mut self, target: &UnitId) -> &mut Self {
        let scan = self.scan(target);
        let target = target.clone();
        self.does(FIRE, Fact::ScannedIn { target, scan })
    }

    pub(crate) fn inspect(&mut self, target: &UnitId) -> &mut Self {
        let (target, how) = (target.clone(), Attendance::OnSite);
        self.does(FIRE, Fact::Inspected { target, how })
    }

    /// Each department enters for all its items; the fire brigade's first with this finding.
    pub(crate) fn enter(&mut self, target: &UnitId, first: Finding) -> &mut Self {
        for by in [FIRE, HEALTH] {
            for code in items(by) {
                let finding = if *code == "F-01" {
                    first
                } else {
                    Finding::NoProblem
                };
                self.does(by, entered(target, code, finding));
            }
        }
        self
    }

    pub(crate) fn review(&mut self, target: &UnitId) -> &mut Self {
        let target = target.clone();
        let reviewed = Fact::Reviewed { target };
        self.does(FIRE, reviewed.clone()).does(HEALTH, reviewed)
    }

    pub(crate) fn publish(&mut self, target: &UnitId) -> &mut Self {
        let target = target.clone();
        let published = Fact::Published { target };
        self.does(FIRE, published.clone()).does(HEALTH, published)
    }

    pub(crate) fn settle(&mut self, target: &UnitId) -> &mut Self {
        self.does(FIRE, settled(target))
    }

    pub(crate) fn close(&mut self, target: &UnitId) -> &mut Self {
        let target = target.clone();
        self.does(FIRE, Fact::Closed { target })
    }

    pub(crate) fn leave(&mut self, target: &UnitId) -> &mut Self {
        let left = self.left(target, None);
        self.does(FIRE, left)
    }

    pub(crate) fn leave_short(&mut self, target: &UnitId) -> &mut Self {
        let left = self.left(target, Some("nobody is left in its class"));
        self.does(FIRE, left)
    }

    pub(crate) fn left(&self, target: &UnitId, short: Option<&str>) -> Fact {
        let gone = Approval::new("科长".parse().unwrap(), ground("struck off"), self.at());
        Fact::Left {
            target: target.clone(),
            state: TargetState::StruckOff,
            since: self.now.0,
            approval: gone,
            short: short.map(ground),
        }
    }

    pub(crate) fn served(&self, target: &UnitId) -> Fact {
        let (document, proof) = ("责令改正通知书".parse().unwrap(), Digest::of(b"receipt"));
        Fact::Served {
            target: target.clone(),
            service: Service::new(document, Channel::Direct, self.now.0, proof),
        }
    }

    pub(crate) fn withheld(&self, target: &UnitId, code: &str) -> Fact {
        Fact::Withheld {
            target: target.clone(),
            item: item(code),
            ground: WithholdingGround::TradeSecret,
            approval: Approval::new("局长".parse().unwrap(), ground("a recipe"), self.at()),
        }
    }

    pub(crate) fn vacated(&self, target: &UnitId, leaves: &InspectorId) -> Fact {
        Fact::Vacated {
            target: target.clone(),
            leaves: leaves.clone(),
            approval: Approval::new("科长".parse().unwrap(), ground("kin"), self.at()),
        }
    }

    pub(crate) fn sent_by_name(&self, target: &UnitId, comes: &str) -> Fact {
        Fact::SentByName {
            target: target.clone(),
            comes: officer(comes),
            certificate: Some(certificate(comes)),
            approval: Approval::new("科长".parse().unwrap(), ground("too few"), self.at()),
        }
    }
}

pub(crate) fn findings(findings: impl IntoIterator<Item = Finding>) -> ItemEntry {
    ItemEntry::found(Findings::new(findings).unwrap())
}

pub(crate) fn entered(target: &UnitId, code: &str, finding: Finding) -> Fact {
    Fact::Entered {
        target: target.clone(),
        item: item(code),
        entry: findings([finding]),
    }
}

pub(crate) fn corrected(target: &UnitId, code: &str, finding: Finding) -> Fact {
    Fact::Corrected {
        target: target.clone(),
        item: item(code),
        entry: findings([finding]),
        reason: ground("written into the wrong row"),
    }
}

pub(crate) fn settled(target: &UnitId) -> Fact {
    Fact::Settled {
        target: target.clone(),
        item: item("F-01"),
        finding: Finding::ToBeDealtWith,
        outcome: FinalOutcome::Penalty,
    }
}
