//! The draw: plans and frames in, records out; and records replayed. Rule DR-01.

mod drawing;
mod sample;
mod outcome;
mod deals;
mod public;
mod disclosure;
mod divergence;
mod dispatch;
mod form;
mod record;
mod replay;
mod standing;
mod direct;

pub use direct::Direct;
pub use disclosure::WouldDisclose;
pub use dispatch::{DepartmentDispatch, Dispatch, Load, Sent, Unfillable};
pub(crate) use divergence::same;
pub use divergence::{Divergence, Step};
pub use drawing::Drawing;
pub use outcome::Selected;
pub use outcome::StratumOutcome;
pub use outcome::Total;
pub use public::PublicForm;
pub(crate) use public::may_be_told;
pub use record::Record;
pub use record::RecordError;
pub use record::record_digest;
pub use replay::Replayed;
pub use replay::Strength;
pub use standing::{Refilled, Standing, StandingError};

use crate::assignment::PoolError;
use crate::chance::Announcement;
use crate::chance::Randomness;
use crate::chance::randomness::RandomnessError;
use crate::digest::Digest;
use crate::digest::DocumentError;
use crate::id::{PlanId, Stratum, UnitId};
use crate::inspector::RosterFaults;
use crate::sampling::allocation::AllocationError;
use deals::Deals;
use drawing::differing;
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
    /// A roster that does not go with the frame.
    #[error("plan `{plan}`: {faults}")]
    Roster {
        /// The plan.
        plan: PlanId,
        /// Everything that is wrong with it.
        faults: RosterFaults,
    },
    /// Officers that cannot be dealt.
    #[error("plan `{plan}`: {error}")]
    Deal {
        /// The plan.
        plan: PlanId,
        /// Why.
        error: PoolError,
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
/// No plan; one plan id twice; whatever [`Drawing::check`] refuses.
pub fn announce<'a, D>(drawings: &[D]) -> Result<Announcement, DrawError>
where
    D: Copy + Into<Drawing<'a>>,
{
    let mut lines = BTreeMap::new();
    for drawing in drawings {
        let drawing: Drawing<'_> = (*drawing).into();
        drawing.check()?;
        let (plan, ..) = drawing.parts();
        if lines.insert(plan.id().clone(), drawing.line()).is_some() {
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
pub fn draw<'a, D>(drawings: &[D], randomness: &Randomness) -> Result<Vec<Record>, DrawError>
where
    D: Copy + Into<Drawing<'a>>,
{
    draw_announced(&announce(drawings)?, drawings, randomness)
}

/// Draws the plans of an announcement, all of them or none, with the randomness that it names.
///
/// # Errors
/// As [`draw`]; an announcement of other plans or frames; randomness that is not the announced one.
///
/// # Value stability
/// `double-random/1`.
pub fn draw_announced<'a, D>(
    announcement: &Announcement,
    drawings: &[D],
    randomness: &Randomness,
) -> Result<Vec<Record>, DrawError>
where
    D: Copy + Into<Drawing<'a>>,
{
    let found = announce(drawings)?;
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
    let record = |drawing: &D| {
        let (plan, frame, roster) = (*drawing).into().parts();
        let outcome = sample::sample(plan, frame, &seed)?;
        let dispatch = roster.map(|roster| {
            let deals = Deals::of(roster, plan, frame, &outcome)?;
            Ok::<_, DrawError>(Dispatch::of(roster, &deals, &outcome.selected))
        });
        Ok(Record::new(
            announcement.clone(),
            plan,
            frame.key().clone(),
            randomness.clone(),
            outcome,
            dispatch.transpose()?,
        )?)
    };
    drawings.iter().map(record).collect()
}
