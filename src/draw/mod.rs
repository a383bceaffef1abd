//! The draw: plans and frames in, records out; and records replayed.

mod sample;
mod outcome;
mod public;
mod disclosure;
mod record;
mod replay;

pub use disclosure::WouldDisclose;
pub use outcome::Selected;
pub use outcome::StratumOutcome;
pub use outcome::Total;
pub use public::PublicForm;
pub(crate) use public::may_be_told;
pub use record::Record;
pub use record::RecordError;
pub use record::record_digest;
pub use replay::Divergence;
pub use replay::Replayed;
pub use replay::Step;
pub use replay::Strength;
pub(crate) use replay::same;

use crate::chance::Announcement;
use crate::chance::Randomness;
use crate::chance::announcement::PlanLine;
use crate::chance::randomness::RandomnessError;
use crate::digest::Digest;
use crate::digest::DocumentError;
use crate::frame::Frame;
use crate::id::{PlanId, Stratum, UnitId};
use crate::plan::{Disclosure, Plan};
use crate::sampling::allocation::AllocationError;
use std::collections::BTreeMap;

/// Why nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// No plan at all.
    #[error("at least one plan is wanted, found none")]
    NoPlan,
    /// Two plans of one id.
    #[error("a plan id is drawn once, found `{plan}` twice")]
    PlanTwice {
        /// The id.
        plan: PlanId,
    },
    /// A unit whose label does not fit the plan's attributes.
    #[error(
        "plan `{plan}`: one component for each attribute is wanted in a label, {wanted} in all, found `{stratum}` on `{unit}`"
    )]
    Label {
        /// The plan.
        plan: PlanId,
        /// How many attributes it stratifies by.
        wanted: usize,
        /// The label.
        stratum: Stratum,
        /// The first unit that has it.
        unit: UnitId,
    },
    /// A unit in a stratum for which the plan has no rule.
    #[error(
        "plan `{plan}`: a {wanted} is wanted for every stratum, found none for `{stratum}`, in which `{unit}` is"
    )]
    UnknownStratum {
        /// The plan.
        plan: PlanId,
        /// `rate` or `weight`.
        wanted: &'static str,
        /// The stratum.
        stratum: Stratum,
        /// The first unit that is in it.
        unit: UnitId,
    },
    /// The open key where tokens must stay secret.
    #[error(
        "plan `{plan}`: a secret frame key is wanted where an attribute is confidential, found the open one"
    )]
    OpenKey {
        /// The plan.
        plan: PlanId,
    },
    /// An announcement that says otherwise.
    #[error(
        "plan `{plan}`: the announcement must say what plan and frame say, found another {what}"
    )]
    Announcement {
        /// The plan.
        plan: PlanId,
        /// What differs.
        what: &'static str,
    },
    /// Sizes that cannot be told.
    #[error("plan `{plan}`: {error}")]
    Allocation {
        /// The plan.
        plan: PlanId,
        /// Why.
        error: AllocationError,
    },
    /// Randomness that is not the announced one.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// `doc({})`: the roster of a plan that draws no inspectors, and the public form of a record that has none.
pub(crate) fn nothing() -> Digest {
    Digest::of(b"{}")
}

/// The announcement of these plans without a ceremony: plan lines only (protocol section 3).
///
/// # Errors
/// No plan; one plan id twice; a label that does not fit its plan; the open key where an attribute is confidential.
pub fn announce(plans: &[(&Plan, &Frame)]) -> Result<Announcement, DrawError> {
    let mut lines = BTreeMap::new();
    for (plan, frame) in plans {
        fits(plan, frame)?;
        if lines.insert(plan.id().clone(), line(plan, frame)).is_some() {
            return Err(DrawError::PlanTwice {
                plan: plan.id().clone(),
            });
        }
    }
    if lines.is_empty() {
        Err(DrawError::NoPlan)
    } else {
        Ok(Announcement::declared(lines))
    }
}

/// What the announcement fixes about a plan and its frame.
#[must_use]
pub fn line(plan: &Plan, frame: &Frame) -> PlanLine {
    PlanLine {
        count: frame.count(),
        root: frame.root(),
        frame_key: frame.key().commitment(),
        roster: nothing(),
        plan: plan.digest(),
    }
}

/// Draws the plans together, without ceremony: all of them or none (抽取).
///
/// ```
/// use double_random::chance::Randomness;
/// use double_random::frame::{Frame, FrameKey, Unit};
/// use double_random::plan::{Design, Plan};
/// let design = Design::Rates { rates: "A 10%, D 50%".parse()?, rounding: Default::default(), minimum: 0 };
/// let plan = Plan::builder("2024-01".parse()?, design).build()?;
/// let units = [Unit::new("a", "A"), Unit::new("b", "D"), Unit::new("c", "D")];
/// let frame = Frame::commit(FrameKey::secret([7; 32])?, units)?;
/// let records = double_random::draw::draw(&[(&plan, &frame)], &Randomness::declared([1; 32]))?;
/// let ids: Vec<&str> = records[0].selected().iter().map(|drawn| drawn.id.as_str()).collect();
/// assert_eq!(ids, ["a", "c"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`announce`]; a stratum without a rule; a capacity that does not fit; contributed randomness.
///
/// # Value stability
/// `double-random/1`.
pub fn draw(plans: &[(&Plan, &Frame)], randomness: &Randomness) -> Result<Vec<Record>, DrawError> {
    draw_announced(&announce(plans)?, plans, randomness)
}

/// Draws the plans of an announcement, all of them or none, with the randomness that it names.
///
/// # Errors
/// As [`draw`]; an announcement of other plans or frames; randomness that is not the announced one.
///
/// # Value stability
/// `double-random/1`.
pub fn draw_announced(
    announcement: &Announcement,
    plans: &[(&Plan, &Frame)],
    randomness: &Randomness,
) -> Result<Vec<Record>, DrawError> {
    let found = announce(plans)?;
    for (id, wanted) in announcement.plans() {
        let what = match found.plans().get(id) {
            None => Some("number of plans: it is missing here"),
            Some(line) => differing(wanted, line),
        };
        if let Some(what) = what {
            return Err(DrawError::Announcement {
                plan: id.clone(),
                what,
            });
        }
    }
    if let Some(plan) = found
        .plans()
        .keys()
        .find(|id| !announcement.plans().contains_key(id))
    {
        return Err(DrawError::Announcement {
            plan: plan.clone(),
            what: "number of plans: it is not announced",
        });
    }
    let seed = randomness.draw_seed(announcement)?;
    let record = |(plan, frame): &(&Plan, &Frame)| {
        let outcome = sample::sample(plan, frame, &seed)?;
        Ok(Record::new(
            announcement.clone(),
            plan,
            frame.key().clone(),
            randomness.clone(),
            outcome,
        )?)
    };
    plans.iter().map(record).collect()
}

/// What differs between two lines of one plan.
pub(crate) fn differing(a: &PlanLine, b: &PlanLine) -> Option<&'static str> {
    let pairs = [
        (a.plan == b.plan, "plan"),
        (a.roster == b.roster, "roster"),
        (a.frame_key == b.frame_key, "frame-key commitment"),
        (a.count == b.count, "number of units"),
        (a.root == b.root, "frame root"),
    ];
    pairs
        .into_iter()
        .find(|(same, _)| !same)
        .map(|(_, what)| what)
}

/// Whether a plan and a frame go together.
pub(crate) fn fits(plan: &Plan, frame: &Frame) -> Result<(), DrawError> {
    let confidential = |attribute: &&_| {
        matches!(
            attribute,
            crate::plan::Attribute {
                disclosure: Disclosure::Confidential,
                ..
            }
        )
    };
    if frame.key().is_open()
        && plan
            .attributes()
            .iter()
            .any(|attribute| confidential(&attribute))
    {
        return Err(DrawError::OpenKey {
            plan: plan.id().clone(),
        });
    }
    let wanted = plan.attributes().len();
    let strange = frame
        .counts()
        .keys()
        .find(|stratum| stratum.components().count() != wanted);
    match strange.and_then(|stratum| Some((stratum.clone(), frame.first_of(stratum)?))) {
        Some((stratum, unit)) => Err(DrawError::Label {
            plan: plan.id().clone(),
            wanted,
            stratum,
            unit,
        }),
        None => Ok(()),
    }
}
