//! Who takes part in the story, and when. The bodies and the days are plausible; everything that comes from them is invented.

use double_random::chance::announcement::Terms;
use double_random::chance::beacon::Beacon;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::Nonce;
use double_random::chance::{Seed, Stream};
use double_random::digest::Digest;
use double_random::id::{Contributor, Source, SourceForm, SourceValue};
use std::error::Error;

/// The year's plan.
pub(crate) const PLAN: &str = "2024-chuxiong-01";
/// The plan for hotels.
pub(crate) const JOINT: &str = "2024-chuxiong-02";
/// The office that draws.
pub(crate) const OFFICE: &str = "州市场监督管理局";
/// Who approves what must not happen silently.
pub(crate) const APPROVER: &str = "州局信用监管科";
/// The contributors, and when each hands in its nonce.
pub(crate) const CONTRIBUTORS: [(&str, &str); 3] = [
    ("州审计局", "2024-06-07T10:00:00+08:00"),
    ("州消费者协会", "2024-06-10T15:30:00+08:00"),
    (OFFICE, "2024-06-11T08:50:00+08:00"),
];

pub(crate) const ANNOUNCED: &str = "2024-06-03T09:00:00+08:00";
pub(crate) const CLOSED: &str = "2024-06-11T09:00:00+08:00";
const LOTTERY_KNOWN: &str = "2024-06-11T21:15:00+08:00";
const LOTTERY_TAKEN: &str = "2024-06-11T21:40:00+08:00";
const BEACON_KNOWN: &str = "2024-06-11T22:00:00+08:00";
const BEACON_TAKEN: &str = "2024-06-11T22:05:00+08:00";
pub(crate) const DRAWN: &str = "2024-06-12T10:00:00+08:00";
const RECORD_BY: &str = "2024-06-12T18:00:00+08:00";
pub(crate) const FIRST_DAY: &str = "2024-07-01";
pub(crate) const RECUSED: &str = "2024-07-15T09:00:00+08:00";
pub(crate) const STRUCK_OFF: &str = "2024-09-18T15:00:00+08:00";
pub(crate) const ASKED: &str = "2024-11-06T10:00:00+08:00";
pub(crate) const OPENED: &str = "2024-12-20T09:00:00+08:00";
pub(crate) const ASKED_TOO: &str = "2024-12-24T10:00:00+08:00";
const OPEN_BY: &str = "2024-12-31";

/// A public value that nobody can know yet: a name, how it is written, and what comes of it and when.
#[derive(Debug)]
pub(crate) struct PublicValue {
    pub(crate) source: Source,
    pub(crate) form: SourceForm,
    pub(crate) value: SourceValue,
    pub(crate) taken_down: &'static str,
}

/// The nonce that a contributor would take from a generator of its own.
pub(crate) fn nonce(label: &Seed, name: &Contributor) -> Result<Nonce, Box<dyn Error>> {
    let nonce = label.derive(&format!("nonce/{name}")).reveal();
    Ok(nonce.parse()?)
}

/// The sources, with invented values.
pub(crate) fn sources(label: &Seed) -> Result<[PublicValue; 2], Box<dyn Error>> {
    let (red, blue) = (Urn::new(6, 1, 33)?, Urn::new(1, 1, 16)?);
    let known = LOTTERY_KNOWN.parse()?;
    let lottery = Lottery::new(
        "双色球",
        "2024066",
        known,
        vec![red, blue],
        "issue 2024067 counts",
    )?;
    let mut stream = Stream::new(&label.derive("lottery"));
    let balls = [balls(&mut stream, 6, 33), balls(&mut stream, 1, 16)];
    let lottery = PublicValue {
        source: "双色球".parse()?,
        form: lottery.form()?,
        value: lottery.value(&balls.each_ref().map(Vec::as_slice))?,
        taken_down: LOTTERY_TAKEN,
    };
    let known = BEACON_KNOWN.parse()?;
    let beacon = Beacon::new("演示信标", "528000", known, 64, "round 528001 counts")?;
    let beacon = PublicValue {
        source: "信标".parse()?,
        form: beacon.form()?,
        value: label.derive("beacon").reveal().parse()?,
        taken_down: BEACON_TAKEN,
    };
    Ok([lottery, beacon])
}

/// So many different numbers from 1 to the highest.
fn balls(stream: &mut Stream, count: usize, high: u32) -> Vec<u32> {
    let mut urn: Vec<u32> = (1..=high).collect();
    let mut ball = || {
        let place = stream.below(urn.len().try_into().ok()?);
        Some(urn.swap_remove(place.try_into().ok()?))
    };
    (0..count).filter_map(|_| ball()).collect()
}

/// What the announcement says of the ceremony.
pub(crate) fn terms(label: &Seed, journal: Digest) -> Result<Terms, Box<dyn Error>> {
    let contributors = CONTRIBUTORS.iter().map(|(name, _)| {
        let name: Contributor = name.parse()?;
        let commitment = nonce(label, &name)?.commitment(&name);
        Ok::<_, Box<dyn Error>>((name, commitment))
    });
    let sources = sources(label)?.map(|source| (source.source, source.form));
    Ok(Terms {
        contributors: contributors.collect::<Result<_, _>>()?,
        sources: sources.into(),
        journal,
        record_by: RECORD_BY.parse()?,
        open_by: OPEN_BY.parse()?,
    })
}
