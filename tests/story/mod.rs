//! A small story for tests: a town, two plans, two contributors, two sources.

use double_random::calendar::Moment;
use double_random::ceremony::{Announced, Ceremony, Recorded, Seeded, Transcript};
use double_random::chance::Announcement;
use double_random::chance::announcement::Terms;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::Nonce;
use double_random::digest::Digest;
use double_random::draw::{Record, draw_announced, line};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::{Contributor, PlanId, Source, SourceValue};
use double_random::plan::{Design, Disclosure, Plan};
use double_random::sampling::Rounding;

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
    pub(crate) terms: Terms,
    pub(crate) nonces: Vec<(&'static str, u8)>,
    pub(crate) values: Vec<(&'static str, &'static str)>,
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
    let units = units.iter().map(|(id, label)| Unit::new(id, label));
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
        let nonces = vec![(AUDIT, 5), (OFFICE, 6)];
        let committed = |(name, byte): &(&str, u8)| {
            let name = contributor(name);
            let commitment = nonce(*byte).commitment(&name);
            (name, commitment)
        };
        let terms = Terms {
            contributors: nonces.iter().map(committed).collect(),
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
        Self {
            plans: vec![(plan("2024-food"), frame(7)), (plan("2024-fire"), frame(8))],
            terms,
            nonces,
            values: vec![("lottery", "3.11.17.22.29.33./8./"), ("beacon", beacon)],
        }
    }

    pub(crate) fn announcement(&self) -> Announcement {
        let lines = self
            .plans
            .iter()
            .map(|(plan, frame)| (plan.id().clone(), line(plan, frame)));
        Announcement::with_terms(lines.collect(), self.terms.clone()).unwrap()
    }

    pub(crate) fn announced(&self) -> Announced {
        Announced::new(self.announcement(), moment(ANNOUNCED)).unwrap()
    }

    pub(crate) fn all_in(&self) -> Announced {
        self.nonces
            .iter()
            .fold(self.announced(), |announced, (name, byte)| {
                announced
                    .nonce(contributor(name), nonce(*byte), moment(HANDED_IN))
                    .unwrap()
            })
    }

    pub(crate) fn seeded(&self) -> Seeded {
        let mut ceremony = Ceremony::Closed(self.all_in().close(moment(CLOSED)).unwrap());
        for (source, value) in &self.values {
            let Ceremony::Closed(closed) = ceremony else {
                panic!("seeded too early")
            };
            let (source, value) = (
                source.parse::<Source>().unwrap(),
                value.parse::<SourceValue>().unwrap(),
            );
            ceremony = closed.value(source, value, moment(TAKEN_DOWN)).unwrap();
        }
        let Ceremony::Seeded(seeded) = ceremony else {
            panic!("not seeded")
        };
        seeded
    }

    pub(crate) fn records(&self) -> Vec<Record> {
        let plans: Vec<(&Plan, &Frame)> = self
            .plans
            .iter()
            .map(|(plan, frame)| (plan, frame))
            .collect();
        draw_announced(&self.announcement(), &plans, &self.seeded().randomness()).unwrap()
    }

    pub(crate) fn recorded(&self) -> Recorded {
        let records = self.records();
        let digests = records
            .iter()
            .map(|record| (record.plan().id().clone(), record.digest()));
        self.seeded()
            .record(digests.collect(), moment(RECORDED))
            .unwrap()
    }

    pub(crate) fn opened(&self) -> Transcript {
        self.recorded().open(moment(OPENED)).unwrap()
    }
}

pub(crate) fn plan_id(id: &str) -> PlanId {
    id.parse().unwrap()
}
