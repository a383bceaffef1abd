//! Who stands in a frame and is never drawn, because of caps.

use super::question::{Answer, Question, Reached};
use super::visit::Stay;
use super::{Caps, Ledger, Method, PlanTask, Visit};
use crate::id::{NameError, Stratum, TaskId, UnitId};
use std::collections::BTreeSet;
use std::fmt;

/// Why a business that a plan reaches is not drawn: the reason under which it stands in the frame (protocol section 2).
///
/// ```
/// use double_random::visits::Exclusion;
/// assert_eq!(Exclusion::Cap.stratum()?.as_str(), "-cap");
/// assert!(!Exclusion::CoolDown.stratum()?.is_eligible());
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Exclusion {
    /// A yearly number is reached (已达频次上限).
    Cap,
    /// Somebody came lately, or will soon (冷却期内).
    CoolDown,
    /// Somebody else checked this year whatever the plan would check (结果互认).
    Checked,
}

impl Exclusion {
    /// The reason, without the sign before it.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Cap => "cap",
            Self::CoolDown => "cool-down",
            Self::Checked => "checked",
        }
    }

    /// The stratum label.
    ///
    /// # Errors
    /// None: all labels are labels.
    pub fn stratum(self) -> Result<Stratum, NameError> {
        self.to_string().parse()
    }
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "-{}", self.reason())
    }
}

impl Ledger {
    /// Who of a plan's targets stands in its frame under a reason of the caps: the businesses that caps keep from being visited on
    /// every day of the plan's window. A business that becomes free within the window is drawn and visited later in it.
    ///
    /// This is decided before the announcement; reservations of other plans count, those of this plan do not. What was made under
    /// the plan's own name counts, too: a name that is used again hides no visit. A plan that is
    /// not done on site excludes nobody, nor does one whose kind caps do not block. Risk class plays no part (rule CR-06).
    ///
    /// Plans of one announcement are asked one by one, each as if the others drew somebody else; if two draw one business,
    /// [`merge`](super::merge()) makes one visit of theirs.
    pub fn exclusions<'a>(
        &'a self,
        caps: &'a Caps,
        plan: &'a PlanTask,
        targets: impl IntoIterator<Item = &'a UnitId>,
    ) -> impl Iterator<Item = (&'a UnitId, Exclusion)> {
        let capped = Capped::new(self, caps, plan);
        targets
            .into_iter()
            .filter_map(move |target| Some((target, capped.exclusion(target)?)))
    }
}

/// Whom caps keep out of a plan, asked business by business.
#[derive(Clone, Debug)]
pub(crate) struct Capped<'a> {
    ledger: &'a Ledger,
    caps: &'a Caps,
    plan: &'a PlanTask,
    tasks: BTreeSet<TaskId>,
    /// The answer for all who were never visited.
    unvisited: Option<Exclusion>,
}

impl<'a> Capped<'a> {
    pub(crate) fn new(ledger: &'a Ledger, caps: &'a Caps, plan: &'a PlanTask) -> Self {
        Self {
            ledger,
            caps,
            plan,
            tasks: BTreeSet::from([TaskId::from(plan.plan.clone())]),
            unvisited: exclusion(caps, plan, &[]),
        }
    }

    pub(crate) fn exclusion(&self, target: &UnitId) -> Option<Exclusion> {
        let visits = self.ledger.visits_to(target);
        if visits.is_empty() {
            return self.unvisited;
        }
        let others = visits.iter();
        let others =
            others.filter(|other| other.made().is_some() || !other.is_for_any(&self.tasks));
        exclusion(self.caps, self.plan, &others.collect::<Vec<_>>())
    }
}

fn exclusion(caps: &Caps, plan: &PlanTask, others: &[&Visit]) -> Option<Exclusion> {
    if plan.method != Method::OnSite {
        return None;
    }
    let first = plan.window.first();
    let stay = Stay { first, last: first };
    match Question::new(caps, plan.kind, &plan.parts, others).answer(stay, None) {
        Answer::Permitted | Answer::Warned(_) => None,
        Answer::Blocked { from, .. } if from.is_some_and(|day| day <= plan.window.last()) => None,
        Answer::Blocked { findings, .. } => {
            let mut reached = findings.iter().map(|finding| finding.reached);
            let is_cap = reached.any(|reached| matches!(reached, Reached::PerYear { .. }));
            Some(if is_cap {
                Exclusion::Cap
            } else {
                Exclusion::CoolDown
            })
        }
    }
}
