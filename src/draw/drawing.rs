//! What is drawn: a plan with its frame, and with the roster whose officers are dealt.

use super::DrawError;
use super::nothing;
use crate::chance::announcement::PlanLine;
use crate::frame::Frame;
use crate::inspector::Roster;
use crate::plan::{Attribute, Disclosure, Plan};

/// A plan with its frame and, where officers are dealt, its roster (抽查方案): all that a draw depends on besides chance.
///
/// The pair `(&plan, &frame)` and the triple `(&plan, &frame, &roster)` are drawings, too.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Drawing<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    roster: Option<&'a Roster>,
}

impl<'a> From<(&'a Plan, &'a Frame)> for Drawing<'a> {
    fn from((plan, frame): (&'a Plan, &'a Frame)) -> Self {
        Self::new(plan, frame)
    }
}

impl<'a> From<(&'a Plan, &'a Frame, &'a Roster)> for Drawing<'a> {
    fn from((plan, frame, roster): (&'a Plan, &'a Frame, &'a Roster)) -> Self {
        Self::new(plan, frame).roster(roster)
    }
}

impl<'a> Drawing<'a> {
    /// A plan and its frame; no officers are dealt.
    pub const fn new(plan: &'a Plan, frame: &'a Frame) -> Self {
        Self {
            plan,
            frame,
            roster: None,
        }
    }

    /// With the roster whose officers are dealt to the drawn targets.
    pub const fn roster(mut self, roster: &'a Roster) -> Self {
        self.roster = Some(roster);
        self
    }

    pub(super) const fn parts(&self) -> (&'a Plan, &'a Frame, Option<&'a Roster>) {
        (self.plan, self.frame, self.roster)
    }

    /// What the announcement fixes about it.
    #[must_use]
    pub fn line(&self) -> PlanLine {
        PlanLine {
            count: self.frame.count(),
            root: self.frame.root(),
            frame_key: self.frame.key().commitment(),
            roster: self.roster.map_or_else(nothing, Roster::digest),
            plan: self.plan.digest(),
        }
    }

    /// Whether its parts go together.
    ///
    /// # Errors
    /// The open key where an attribute is confidential; a label that does not fit the plan; recusals from targets that are
    /// none of the frame's.
    pub fn check(&self) -> Result<(), DrawError> {
        fits(self.plan, self.frame)?;
        let checked = self.roster.map(|roster| roster.check_targets(self.frame));
        checked
            .unwrap_or(Ok(()))
            .map_err(|faults| DrawError::Roster {
                plan: self.plan.id().clone(),
                faults,
            })
    }
}

/// Whether a plan and a frame go together.
pub(super) fn fits(plan: &Plan, frame: &Frame) -> Result<(), DrawError> {
    let confidential =
        |attribute: &Attribute| matches!(attribute.disclosure, Disclosure::Confidential);
    if frame.key().is_open() && plan.attributes().iter().any(confidential) {
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

/// What differs between two lines of one plan.
pub(super) fn differing(a: &PlanLine, b: &PlanLine) -> Option<&'static str> {
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
