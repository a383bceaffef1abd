//! How a register becomes the frame of a plan.

use super::StratifyBy;
use super::kept_out::KeptOut;
use crate::id::{ExclusionReason, PlanId, UnitId};
use crate::plan::{Disclosure, Plan};
use crate::registry::{Method, RegisteredState};
use crate::risk::RiskClass;
use crate::visits;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How a register becomes the frame of a plan (抽样框编制): how strata are told, and who cannot be drawn and why.
///
/// Of the businesses that a scope covers, those that can be drawn stand in the frame under the label of their stratum, and the
/// others under `-reason`: committed to and counted, never drawn. A business with several reasons stands under the first:
/// its registered state, then the reasons of [`exclude`](Self::exclude), [`excluding`](Self::excluding) and
/// [`reusing`](Self::reusing), in the order of the calls. What the scope
/// does not cover is not in the frame at all.
///
/// ```
/// use double_random::frame::FrameKey;
/// use double_random::plan::{Design, Disclosure, Plan};
/// use double_random::region::Level;
/// use double_random::registry::{Business, EntityType, Method, RegisteredState};
/// use double_random::risk::RiskClass;
/// use double_random::scope::{Framing, Scope, StratifyBy};
/// let design = Design::Rates { rates: "A 1%, B 3%, C 10%, D 30%".parse()?, rounding: Default::default(), minimum: 0 };
/// let plan = Plan::builder("2024-hotels".parse()?, design)
///     .attribute("risk class", Disclosure::Confidential)
///     .attribute("district", Disclosure::Public)
///     .build()?;
/// let by = [StratifyBy::RiskClass, StratifyBy::Division(Level::County)];
/// let framing = Framing::of(&plan, by, Method::OnSite)?.exclude([("c".parse()?, "cap".parse()?)])?;
///
/// let business = |id: &str, state| Ok::<_, Box<dyn std::error::Error>>(
///     Business::new(id.parse()?, "532301".parse()?, EntityType::Enterprise, state).risk_class(RiskClass::D));
/// let register = [business("a", RegisteredState::Active)?, business("b", RegisteredState::Dormant)?,
///     business("c", RegisteredState::Active)?];
/// let targets = framing.targets(&Scope::undirected(), &register)?;
/// let labels: Vec<&str> = targets.units().map(|unit| unit.stratum).collect();
/// assert_eq!(labels, ["D/532301", "-dormant", "-cap"]);
/// let frame = targets.commit(FrameKey::open([1; 32]))?;
/// assert_eq!((frame.count(), targets.eligible()), (3, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Framing<'p> {
    pub(super) plan: &'p Plan,
    pub(super) by: Vec<StratifyBy>,
    pub(super) unclassified: RiskClass,
    pub(super) states: BTreeMap<RegisteredState, ExclusionReason>,
    pub(super) method: Method,
    pub(super) kept_out: Vec<KeptOut<'p>>,
}

/// One thing that is wrong with a framing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FramingFault {
    /// More or fewer ways to tell attributes than the plan has attributes.
    #[error("the plan stratifies by {wanted} attributes, found {found} ways to tell them")]
    Attributes {
        /// How many attributes the plan has.
        wanted: usize,
        /// How many ways were given.
        found: usize,
    },
    /// The credit-risk class under an attribute that is public.
    #[error(
        "the attribute `{name}` holds the credit-risk class, which is confidential (CR-02: 不公开), found public"
    )]
    PublicClass {
        /// The attribute.
        name: String,
    },
    /// What another plan asks of its targets.
    #[error("what the plan `{wanted}` asks is wanted, found what `{found}` asks")]
    OtherPlan {
        /// The plan that is framed.
        wanted: PlanId,
        /// The other one.
        found: PlanId,
    },
    /// Another way to inspect than the targets are framed for.
    #[error("the frame is one of targets that are inspected {wanted}, found one that is {found}")]
    OtherMethod {
        /// How the frame has it.
        wanted: Method,
        /// How the plan is done.
        found: visits::Method,
    },
    /// A caller's reason that reads as a registered state.
    #[error("a reason other than a registered state is wanted, found `{reason}`")]
    StateAsReason {
        /// The reason.
        reason: ExclusionReason,
    },
}

/// Everything that is wrong with a framing: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramingFaults(pub(super) Vec<FramingFault>);

impl FramingFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[FramingFault] {
        &self.0
    }
}

impl fmt::Display for FramingFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(FramingFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for FramingFaults {}

impl<'p> Framing<'p> {
    /// The framing of a plan: how each of its attributes is told, in their order, and how its targets are inspected, which
    /// decides whether those in dormancy can be drawn (`DO-07`, [`RegisteredState::keeps_out_of`]).
    ///
    /// # Errors
    /// Every fault there is: more or fewer ways than attributes; the credit-risk class under a public attribute.
    pub fn of(
        plan: &'p Plan,
        by: impl IntoIterator<Item = StratifyBy>,
        method: Method,
    ) -> Result<Self, FramingFaults> {
        let by: Vec<StratifyBy> = by.into_iter().collect();
        let (wanted, found) = (plan.attributes().len(), by.len());
        let mut faults = vec![];
        if wanted != found {
            faults.push(FramingFault::Attributes { wanted, found });
        }
        let told = by.iter().zip(plan.attributes());
        let public = told.filter(|(by, attribute)| {
            **by == StratifyBy::RiskClass && attribute.disclosure == Disclosure::Public
        });
        faults.extend(public.map(|(_, attribute)| FramingFault::PublicClass {
            name: attribute.name.clone(),
        }));
        if !faults.is_empty() {
            return Err(FramingFaults(faults));
        }
        let kept_out = RegisteredState::ALL
            .into_iter()
            .filter(|state| state.keeps_out_of(method).is_some());
        Ok(Self {
            plan,
            by,
            unclassified: RiskClass::B,
            states: kept_out.filter_map(with_reason).collect(),
            method,
            kept_out: vec![],
        })
    }

    /// Counts businesses that have no credit-risk class yet, new ones above all, as of this class: `B` unless said otherwise (rule
    /// CR-10).
    #[must_use]
    pub fn unclassified(self, class: RiskClass) -> Self {
        Self {
            unclassified: class,
            ..self
        }
    }

    /// Keeps a state out that could be drawn, such as [`RegisteredState::Liquidating`].
    #[must_use]
    pub fn keep_out(mut self, state: RegisteredState) -> Self {
        self.states.extend(with_reason(state));
        self
    }

    /// Lets those in dormancy be drawn although somebody goes there.
    #[must_use]
    pub fn admit_dormant(mut self) -> Self {
        self.states.remove(&RegisteredState::Dormant);
        self
    }

    /// Businesses that cannot be drawn, and why: at their cap, in their cool-down. They are counted under their reason in the frame
    /// that is announced, so nobody is left out silently. An id that the scope does not cover means nothing; of one id twice in a
    /// call, the last reason counts.
    ///
    /// # Errors
    /// Every reason that reads as a registered state, which only the register tells.
    pub fn exclude(
        mut self,
        businesses: impl IntoIterator<Item = (UnitId, ExclusionReason)>,
    ) -> Result<Self, FramingFaults> {
        let given: BTreeMap<UnitId, ExclusionReason> = businesses.into_iter().collect();
        let reasons: BTreeSet<&ExclusionReason> = given.values().collect();
        let is_state = |reason: &&ExclusionReason| {
            let mut states = RegisteredState::ALL.into_iter();
            states.any(|state| state.reason() == reason.as_str())
        };
        let faults: Vec<FramingFault> = reasons
            .into_iter()
            .filter(is_state)
            .map(|reason| FramingFault::StateAsReason {
                reason: reason.clone(),
            })
            .collect();
        if !faults.is_empty() {
            return Err(FramingFaults(faults));
        }
        self.kept_out.push(KeptOut::Named(given));
        Ok(self)
    }
}

fn with_reason(state: RegisteredState) -> Option<(RegisteredState, ExclusionReason)> {
    Some((state, state.reason().parse().ok()?))
}
