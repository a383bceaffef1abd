//! The plans that are drawn together, each with its frame and its roster.

use crate::cast::{JOINT, PLAN};
use crate::registry::{Business, CLASSES};
use crate::roster::{self, BUREAU, TOGETHER};
use double_random::chance::Seed;
use double_random::draw::Drawing;
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::inspector::Roster;
use double_random::plan::{Design, Disclosure, Plan};
use double_random::sampling::Rounding;
use std::error::Error;

/// How many hotels are visited by all departments together, if there are so many.
const HOTELS: u64 = 110;

/// A plan, its frame and its roster.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) plan: Plan,
    pub(crate) frame: Frame,
    pub(crate) roster: Roster,
}

/// The plans of the announcement.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The year's plan: all businesses, officers of one bureau.
    pub(crate) year: Part,
    /// Hotels, officers of all departments; none where the registry has no hotel.
    pub(crate) joint: Option<Part>,
}

impl Part {
    /// What is announced and drawn of it.
    pub(crate) fn drawing(&self) -> Drawing<'_> {
        Drawing::new(&self.plan, &self.frame).roster(&self.roster)
    }
}

impl Parts {
    /// The plans for a registry, under keys and rosters from a label.
    pub(crate) fn prepare(registry: &[Business], label: &Seed) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            year: year(registry, label)?,
            joint: joint(registry, &label.derive("joint"))?,
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Part> {
        [&self.year].into_iter().chain(&self.joint)
    }
}

/// The higher the risk, the more are visited: not less than these rates, by class and district.
fn year(registry: &[Business], label: &Seed) -> Result<Part, Box<dyn Error>> {
    let design = Design::Rates {
        rates: "A 1%, B 3%, C 10%, D 30%".parse()?,
        rounding: Rounding::Up,
        minimum: 0,
    };
    let plan = Plan::builder(PLAN.parse()?, design)
        .attribute("risk class", Disclosure::Confidential)
        .attribute("district", Disclosure::Public)
        .reserves(3)
        .build()?;
    let businesses: Vec<&Business> = registry.iter().collect();
    let frame = frame(&businesses, Business::stratum, label)?;
    let roster = roster::invent(&BUREAU, &businesses, label, 20)?;
    Ok(Part {
        plan,
        frame,
        roster,
    })
}

/// One industry, one inspection (一业一查): as many hotels as the departments can visit together, by class.
fn joint(registry: &[Business], label: &Seed) -> Result<Option<Part>, Box<dyn Error>> {
    let hotels = registry.iter();
    let hotels: Vec<&Business> = hotels
        .filter(|business| business.name.ends_with("酒店服务有限公司"))
        .collect();
    let frame = frame(&hotels, |hotel| label_of_class(&hotel.stratum()), label)?;
    let active: u64 = frame.counts().values().sum();
    if active == 0 {
        return Ok(None);
    }
    let weights = CLASSES.iter().zip([1, 2, 4, 10]);
    let weights = weights.map(|(class, weight)| Ok::<_, Box<dyn Error>>((class.parse()?, weight)));
    let design = Design::Capacity {
        total: HOTELS.min(active),
        weights: weights.collect::<Result<_, _>>()?,
        minimum: [].into(),
    };
    let plan = Plan::builder(JOINT.parse()?, design)
        .attribute("risk class", Disclosure::Confidential)
        .reserves(3)
        .build()?;
    let roster = roster::invent(&TOGETHER, &hotels, label, 4)?;
    Ok(Some(Part {
        plan,
        frame,
        roster,
    }))
}

/// The class alone, or the reason.
fn label_of_class(stratum: &str) -> String {
    stratum.split('/').take(1).collect()
}

/// The office commits to businesses under a key of their own.
fn frame(
    businesses: &[&Business],
    stratum: impl Fn(&Business) -> String,
    label: &Seed,
) -> Result<Frame, Box<dyn Error>> {
    let key = FrameKey::parse_secret(&label.derive("frame key").reveal())?;
    let strata: Vec<String> = businesses
        .iter()
        .map(|business| stratum(business))
        .collect();
    let units = businesses
        .iter()
        .zip(&strata)
        .map(|(business, stratum)| business.unit(stratum));
    let units: Vec<Unit<'_>> = units.collect();
    Ok(Frame::commit(key, units)?)
}
