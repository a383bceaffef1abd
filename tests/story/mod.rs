//! A small story for tests: a town, two plans, officers for the first one, two contributors, two sources, a journal.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test file tells another part of the story"
)]

use double_random::approval::{Approval, Approved};
use double_random::calendar::Moment;
use double_random::ceremony::{Announced, Ceremony, Recorded, Seeded, Transcript};
use double_random::chance::Announcement;
use double_random::chance::announcement::Terms;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::Nonce;
use double_random::check::Opening;
use double_random::digest::Digest;
use double_random::draw::{Drawing, Record, draw_announced};
use double_random::frame::{Frame, FrameKey, Slip, Unit};
use double_random::id::{
    Contributor, DepartmentId, PlanId, Source, SourceValue, TargetGroup, UnitId,
};
use double_random::inspector::{
    Certificate, Inspector, Recusal, RecusalGround, RecusedFrom, Roster, RosterKey, Slot,
};
use double_random::journal::{Event, Journal, JournalError, Matter, Sealed};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::sampling::Rounding;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn contributor(name: &str) -> Contributor {
    name.parse().unwrap()
}

pub(crate) fn nonce(byte: u8) -> Nonce {
    Nonce::from_bytes([byte; 32])
}

pub(crate) const AUDIT: &str = "审计局";
pub(crate) const OFFICE: &str = "市场监督管理局";
pub(crate) const ANNOUNCED: &str = "2024-06-03T09:00:00+08:00";
pub(crate) const HANDED_IN: &str = "2024-06-10T09:00:00+08:00";
pub(crate) const CLOSED: &str = "2024-06-11T09:00:00+08:00";
pub(crate) const KNOWN: &str = "2024-06-11T21:15:00+08:00";
pub(crate) const TAKEN_DOWN: &str = "2024-06-11T21:20:00+08:00";
pub(crate) const RECORDED: &str = "2024-06-12T10:00:00+08:00";
pub(crate) const RECORD_BY: &str = "2024-06-12T18:00:00+08:00";
pub(crate) const OPENED: &str = "2024-12-20T09:00:00+08:00";

/// What a test changes of the story before it is announced.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) plans: Vec<(Plan, Frame)>,
    /// Whose officers go; no other plan sends any.
    pub(crate) rosters: BTreeMap<PlanId, Roster>,
    pub(crate) terms: Terms,
    pub(crate) nonces: Vec<(&'static str, u8)>,
    pub(crate) values: Vec<(&'static str, &'static str)>,
    /// In which year it plays.
    pub(crate) year: &'static str,
}

/// Businesses of the town: class and district.
pub(crate) fn units() -> Vec<(String, String)> {
    let class = |unit: usize| ["A", "B", "B", "C", "C", "D", "D", "D"][unit % 8];
    let label = |unit: usize| match unit % 17 {
        0 => "-dormant".to_owned(),
        _ => format!("{}/{}", class(unit), unit % 2),
    };
    (0..160)
        .map(|unit| (format!("9153230{unit:011}"), label(unit)))
        .collect()
}

pub(crate) fn frame(key: u8) -> Frame {
    let units = units();
    let units = units.iter().map(|(id, label)| {
        let district = label.split_once('/').map_or("", |(_, district)| district);
        Unit::new(id, label).district(district)
    });
    Frame::commit(FrameKey::secret([key; 32]).unwrap(), units).unwrap()
}

pub(crate) fn plan(id: &str) -> Plan {
    let rates = "A 10%, B 20%, C 30%, D 40%".parse().unwrap();
    let design = Design::Rates {
        rates,
        rounding: Rounding::Up,
        minimum: 0,
    };
    Plan::builder(id.parse().unwrap(), design)
        .attribute("risk class", Disclosure::Confidential)
        .attribute("district", Disclosure::Public)
        .reserves(2)
        .build()
        .unwrap()
}

/// Eight officers of two departments; half of them go to one district only, and one is recused from ten businesses.
pub(crate) fn roster(key: u8) -> Roster {
    let key: RosterKey = format!("{key:02x}").repeat(32).parse().unwrap();
    let fire = "消防救援支队".parse::<DepartmentId>().unwrap();
    let food = OFFICE.parse::<DepartmentId>().unwrap();
    let slots = [Slot::asking_for("food".parse().unwrap()), Slot::any()];
    let mut roster = Roster::builder(key)
        .department(food.clone(), slots)
        .department(fire.clone(), [Slot::any(), Slot::any()]);
    for (place, department) in [&food, &fire].repeat(4).into_iter().enumerate() {
        let id = format!("{}", 101 + place);
        let [from, until] = ["2022-03-01", "2027-02-28"].map(|day| day.parse().unwrap());
        let certificate = Certificate::new(format!("云E-{id}").parse().unwrap(), from, until);
        let mut officer = Inspector::new(id.parse().unwrap(), department.clone())
            .certificate(certificate)
            .qualification("food".parse().unwrap());
        if place > 3 {
            officer = officer.district((place / 2 % 2).to_string().parse().unwrap());
        }
        roster = roster.inspector(officer);
    }
    let businesses = (20..30).map(|unit| units()[unit].0.parse().unwrap());
    let owner = "集团甲".parse::<TargetGroup>().unwrap();
    let kin = Recusal::new(
        "101".parse().unwrap(),
        RecusedFrom::Group(owner.clone()),
        RecusalGround::Kin,
    );
    let roster = roster.group(owner, businesses).recusal(kin);
    roster.build_for("2024-07-01".parse().unwrap()).unwrap()
}

pub(crate) fn lottery() -> Lottery {
    let urns = vec![Urn::new(6, 1, 33).unwrap(), Urn::new(1, 1, 16).unwrap()];
    Lottery::new(
        "双色球",
        "2024066",
        moment(KNOWN),
        urns,
        "issue 2024067 counts",
    )
    .unwrap()
}

impl Story {
    pub(crate) fn new(journal: Digest) -> Self {
        let terms = Terms {
            contributors: [].into(),
            sources: [
                ("lottery".parse().unwrap(), lottery().form().unwrap()),
                (
                    "beacon".parse().unwrap(),
                    "round 1000, randomness, 64 lower-case hex digits"
                        .parse()
                        .unwrap(),
                ),
            ]
            .into(),
            journal,
            record_by: moment(RECORD_BY),
            open_by: "2024-12-31".parse().unwrap(),
        };
        let beacon = "40d5a2294a1f9368dc7c0b5d01f7b96f5436fac47c380c4eca5b43a839378ef2";
        let mut story = Self {
            plans: vec![(plan("2024-food"), frame(7)), (plan("2024-fire"), frame(8))],
            rosters: [(plan_id("2024-food"), roster(10))].into(),
            terms,
            nonces: vec![(AUDIT, 5), (OFFICE, 6)],
            values: vec![("lottery", "3.11.17.22.29.33./8./"), ("beacon", beacon)],
            year: "2024",
        };
        story.commit();
        story
    }

    /// Other nonces, from this byte on.
    pub(crate) fn change_nonces(&mut self, byte: u8) {
        self.nonces = vec![(AUDIT, byte), (OFFICE, byte + 1)];
        self.commit();
    }

    /// Commits to the nonces.
    pub(crate) fn commit(&mut self) {
        let committed = |(name, byte): &(&str, u8)| {
            let name = contributor(name);
            let commitment = nonce(*byte).commitment(&name);
            (name, commitment)
        };
        self.terms.contributors = self.nonces.iter().map(committed).collect();
    }

    /// Another issue of the lottery, and nothing else; all in the year that the issue begins with.
    pub(crate) fn change_sources(&mut self, issue: &'static str) {
        let year = issue.get(..4).unwrap();
        let known_from = moment(&KNOWN.replace("2024", year));
        let urns = vec![Urn::new(6, 1, 33).unwrap(), Urn::new(1, 1, 16).unwrap()];
        let lottery = Lottery::new("双色球", issue, known_from, urns, "the next counts").unwrap();
        self.terms.sources = [("lottery".parse().unwrap(), lottery.form().unwrap())].into();
        self.values.truncate(1);
        self.year = year;
        self.terms.record_by = self.at(RECORD_BY);
    }

    /// A moment of the story, in its year.
    pub(crate) fn at(&self, time: &str) -> Moment {
        moment(&time.replace("2024", self.year))
    }

    pub(crate) fn drawings(&self) -> Vec<Drawing<'_>> {
        fn drawing<'a>(
            (plan, frame): &'a (Plan, Frame),
            rosters: &'a BTreeMap<PlanId, Roster>,
        ) -> Drawing<'a> {
            match rosters.get(plan.id()) {
                Some(roster) => (plan, frame, roster).into(),
                None => (plan, frame).into(),
            }
        }
        self.plans
            .iter()
            .map(|pair| drawing(pair, &self.rosters))
            .collect()
    }

    pub(crate) fn announcement(&self) -> Announcement {
        let lines = self
            .plans
            .iter()
            .zip(self.drawings())
            .map(|((plan, _), drawing)| (plan.id().clone(), drawing.line()));
        Announcement::with_terms(lines.collect(), self.terms.clone()).unwrap()
    }

    pub(crate) fn announced(&self) -> Announced {
        Announced::new(self.announcement(), self.at(ANNOUNCED)).unwrap()
    }

    pub(crate) fn all_in(&self) -> Announced {
        self.nonces
            .iter()
            .fold(self.announced(), |announced, (name, byte)| {
                announced
                    .nonce(contributor(name), nonce(*byte), self.at(HANDED_IN))
                    .unwrap()
            })
    }

    pub(crate) fn seeded(&self) -> Seeded {
        let mut ceremony = Ceremony::Closed(self.all_in().close(self.at(CLOSED)).unwrap());
        for (source, value) in &self.values {
            let Ceremony::Closed(closed) = ceremony else {
                panic!("seeded too early")
            };
            let (source, value) = (
                source.parse::<Source>().unwrap(),
                value.parse::<SourceValue>().unwrap(),
            );
            ceremony = closed.value(source, value, self.at(TAKEN_DOWN)).unwrap();
        }
        let Ceremony::Seeded(seeded) = ceremony else {
            panic!("not seeded")
        };
        seeded
    }

    pub(crate) fn records(&self) -> Vec<Record> {
        let randomness = self.seeded().randomness();
        draw_announced(&self.announcement(), &self.drawings(), &randomness).unwrap()
    }

    pub(crate) fn recorded(&self) -> Recorded {
        let records = self.records();
        let digests = records
            .iter()
            .map(|record| (record.plan().id().clone(), record.digest()));
        self.seeded()
            .record(digests.collect(), self.at(RECORDED))
            .unwrap()
    }

    pub(crate) fn opened(&self) -> Transcript {
        self.recorded().open(self.at(OPENED)).unwrap()
    }
}

pub(crate) fn plan_id(id: &str) -> PlanId {
    id.parse().unwrap()
}

/// A journal, its lines, and what is sealed behind them.
pub(crate) struct Kept {
    pub(crate) journal: Journal,
    pub(crate) lines: Vec<String>,
    pub(crate) sealed: Vec<Sealed>,
}

impl Kept {
    pub(crate) fn new() -> Self {
        Self {
            journal: Journal::new(),
            lines: vec![],
            sealed: vec![],
        }
    }

    pub(crate) fn append(&mut self, at: &str, event: Event) -> Result<(), JournalError> {
        self.lines.push(self.journal.append(moment(at), event)?);
        Ok(())
    }

    /// An announcement in the place of none.
    pub(crate) fn announce(
        &mut self,
        at: &str,
        announcement: Announcement,
    ) -> Result<(), JournalError> {
        let succeeds = None;
        self.append(
            at,
            Event::Announced {
                announcement,
                succeeds,
            },
        )
    }

    fn put(&mut self, at: &Moment, event: Event) -> Result<(), JournalError> {
        self.append(at.as_str(), event)
    }

    /// Everything that is journalled of a story, from the announcement to the record digests.
    pub(crate) fn drawn(story: &Story) -> Self {
        let mut kept = Self::new();
        kept.draw(story, None);
        kept
    }

    pub(crate) fn draw(&mut self, story: &Story, succeeds: Option<Digest>) {
        let announcement = story.announcement();
        let announced = Event::Announced {
            announcement,
            succeeds,
        };
        self.put(&story.at(ANNOUNCED), announced).unwrap();
        let closed = story.all_in().close(story.at(CLOSED)).unwrap();
        let recorded = story.recorded();
        for stage in [closed.transcript(), recorded.transcript()] {
            let (at, event) = (
                &stage.taken().last().unwrap().at,
                Event::of_last_step(stage),
            );
            self.put(at, event.unwrap()).unwrap();
        }
    }

    /// Seals a matter of a plan.
    pub(crate) fn seal(plan: &str, matter: Matter) -> Sealed {
        Self::seal_under(9, plan, matter)
    }

    fn seal_under(blind: u64, plan: &str, matter: Matter) -> Sealed {
        Self::seal_with(blind, VISITS, plan, matter)
    }

    /// Seals a matter that was approved at this moment.
    pub(crate) fn seal_at(approved: &str, plan: &str, matter: Matter) -> Sealed {
        Self::seal_with(9, approved, plan, matter)
    }

    fn seal_with(blind: u64, approved: &str, plan: &str, matter: Matter) -> Sealed {
        let ground = "registered on 2024-07-01".parse().unwrap();
        let approval = Approval::new("州局信用监管科".parse().unwrap(), ground, moment(approved));
        let mut blind = ChaCha20Rng::seed_from_u64(blind);
        Sealed::new(plan_id(plan), Approved::new(matter, approval), &mut blind).unwrap()
    }

    /// The first target of a plan leaves, and the first reserve of its stratum comes.
    pub(crate) fn strike_off(&mut self, record: &Record) {
        let leaves = &record.selected()[0];
        let mut next = record
            .reserves()
            .iter()
            .filter(|unit| unit.stratum == leaves.stratum);
        self.replace(record, &leaves.id, next.next().map(|unit| &unit.id));
    }

    /// A target of a plan leaves, and whom the office names comes.
    pub(crate) fn replace(&mut self, record: &Record, leaves: &UnitId, comes: Option<&UnitId>) {
        let (leaves, comes) = (leaves.clone(), comes.cloned());
        let matter = Matter::Reserve { leaves, comes };
        let sealed = Self::seal(record.plan().id().as_str(), matter);
        let line = self.journal.append_sealed(moment(VISITS), &sealed);
        self.lines.push(line.unwrap());
        self.sealed.push(sealed);
    }

    /// The slip of a business, granted and journalled.
    pub(crate) fn slip(&mut self, plan: &str, frame: &Frame, unit: &UnitId) -> Slip {
        let unit = unit.clone();
        let sealed = Self::seal_under(self.journal.entries(), plan, Matter::Slip { unit });
        let (line, grant) = self
            .journal
            .grant_slip(moment(OPENED), &sealed, frame)
            .unwrap();
        self.lines.push(line);
        self.sealed.push(sealed);
        frame.slip(&grant).unwrap()
    }

    pub(crate) fn open(&mut self, story: &Story) -> Opening {
        let records = story.records();
        let opening = Opening::of(&records.iter().collect::<Vec<_>>()).unwrap();
        let event = opened(story, &opening);
        self.put(&story.at(OPENED), event).unwrap();
        opening
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(String::as_str).collect()
    }
}

pub(crate) const VISITS: &str = "2024-07-02T09:00:00+08:00";

/// The event of an opening.
pub(crate) fn opened(story: &Story, opening: &Opening) -> Event {
    let seeded = story.seeded();
    let nonces = seeded.transcript().nonces().iter();
    Event::Opened {
        announcement: opening.announcement().digest(),
        opening: opening.document().unwrap().digest(),
        nonces: nonces
            .map(|(name, nonce)| (name.clone(), nonce.into()))
            .collect(),
        values: seeded.transcript().values().clone(),
    }
}
