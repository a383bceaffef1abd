//! Plans: what will be drawn, fixed as a document before the draw.

mod design;
mod fault;

pub use design::Design;
pub use design::ProportionalMethod;
pub use design::Rates;
pub use design::RatesError;
pub use fault::PlanError;
pub use fault::PlanFault;
pub use fault::PlanFaults;

pub(crate) use design::rule;
pub(crate) use design::values;

use crate::chance::Seed;
use crate::digest::Digest;
use crate::digest::Document;
use crate::digest::present;
use crate::id::{PlanId, Stratum};
use crate::sampling::allocation::{AllocationError, Share};
use crate::sampling::{Probability, allocation, capacity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether the public may know a business's value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a third must look at every place that publishes"
)]
pub enum Disclosure {
    /// Anyone may: a district, an industry.
    Public,
    /// Nobody outside the office and its auditor: the credit-risk class (信用风险分类).
    Confidential,
}

/// An attribute by which a plan stratifies: one component of every stratum label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Whether its values are public.
    pub disclosure: Disclosure,
}

/// A plan (抽查计划): a document with a digest, checked as a whole.
///
/// ```
/// use double_random::plan::{Design, Disclosure, Plan};
/// use double_random::sampling::Rounding;
/// let rates = "A 1%, B 3%, C 10%, D 30%".parse()?;
/// let design = Design::Rates { rates, rounding: Rounding::Up, minimum: 0 };
/// let plan = Plan::builder("2024-food-01".parse()?, design)
///     .attribute("risk class", Disclosure::Confidential)
///     .attribute("district", Disclosure::Public)
///     .reserves(5)
///     .build()?;
/// assert_eq!(Plan::parse(plan.to_json())?, plan);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PlanForm", into = "PlanForm")]
pub struct Plan {
    form: PlanForm,
    document: Document,
}

/// The document `double-random/plan/1`, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanForm {
    form: String,
    id: PlanId,
    attributes: Vec<Attribute>,
    design: Design,
    reserves: u64,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    disclosure_ground: Option<String>,
}

/// The name of the form.
const FORM: &str = "double-random/plan/1";

/// A plan under construction.
#[derive(Clone, Debug)]
pub struct PlanBuilder {
    form: PlanForm,
}

impl PlanBuilder {
    /// Stratifies by a further attribute, whose values are the next component of every label. Without any, a plan
    /// stratifies by `risk class`, which is confidential.
    #[must_use]
    pub fn attribute(mut self, name: &str, disclosure: Disclosure) -> Self {
        self.form.attributes.push(Attribute {
            name: name.to_owned(),
            disclosure,
        });
        self
    }

    /// How many reserves of each stratum stand ready, 0 unless said otherwise.
    #[must_use]
    pub fn reserves(mut self, per_stratum: u64) -> Self {
        self.form.reserves = per_stratum;
        self
    }

    /// Why names may be published although they give a confidential attribute away. Without a ground such a draw has no
    /// public form.
    #[must_use]
    pub fn disclosure_ground(mut self, ground: &str) -> Self {
        self.form.disclosure_ground = Some(ground.to_owned());
        self
    }

    /// The plan.
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn build(mut self) -> Result<Plan, PlanFaults> {
        if self.form.attributes.is_empty() {
            self = self.attribute("risk class", Disclosure::Confidential);
        }
        Plan::try_from(self.form)
    }
}

impl TryFrom<PlanForm> for Plan {
    type Error = PlanFaults;

    fn try_from(form: PlanForm) -> Result<Self, PlanFaults> {
        fault::check(&form)?;
        let document =
            Document::of(&form).map_err(|error| PlanFaults::from(PlanFault::Document(error)))?;
        Ok(Self { form, document })
    }
}

impl From<Plan> for PlanForm {
    fn from(plan: Plan) -> Self {
        plan.form
    }
}

impl Plan {
    /// A plan of this design, under construction.
    #[must_use]
    pub fn builder(id: PlanId, design: Design) -> PlanBuilder {
        let form = FORM.to_owned();
        let (attributes, reserves, disclosure_ground) = (vec![], 0, None);
        PlanBuilder {
            form: PlanForm {
                form,
                id,
                attributes,
                design,
                reserves,
                disclosure_ground,
            },
        }
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the plan.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        let form: PlanForm = Document::parse(text)?.read()?;
        Ok(Self::try_from(form)?)
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the plan.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &PlanId {
        &self.form.id
    }

    /// How it samples.
    #[must_use]
    pub fn design(&self) -> &Design {
        &self.form.design
    }

    /// What it stratifies by, in the order of the components of labels.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.form.attributes
    }

    /// How many reserves of each stratum stand ready.
    #[must_use]
    pub fn reserves(&self) -> u64 {
        self.form.reserves
    }

    /// Why its names may be published although they give a confidential attribute away.
    #[must_use]
    pub fn disclosure_ground(&self) -> Option<&str> {
        self.form.disclosure_ground.as_deref()
    }

    /// The inclusion probability of a unit of each stratum, exactly, before any number is drawn; `None` where strata play no
    /// part (for a draw in proportion to size see [`Certainty`](crate::sampling::proportional::Certainty)).
    ///
    /// ```
    /// use double_random::plan::{Design, Plan};
    /// let design = Design::Rates { rates: "A 1%, D 30%".parse()?, rounding: Default::default(), minimum: 0 };
    /// let plan = Plan::builder("p".parse()?, design).build()?;
    /// let counts = [("A".parse()?, 20), ("D".parse()?, 11)].into();
    /// let chances = plan.probabilities(&counts)?.ok_or("strata count here")?;
    /// assert_eq!(chances.values().map(|chance| chance.to_string()).collect::<Vec<_>>(), ["1/20", "4/11"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Plan::shares`].
    pub fn probabilities(
        &self,
        counts: &BTreeMap<Stratum, u64>,
    ) -> Result<Option<BTreeMap<Stratum, Probability>>, AllocationError> {
        let shares = self.shares(counts, &Seed::from_bytes([0; 32]))?;
        let probability = |(stratum, share): (Stratum, Share)| (stratum, share.probability);
        Ok(shares.map(|shares| shares.into_iter().map(probability).collect()))
    }

    /// How many of each stratum are drawn under a rounding seed, and each unit's inclusion probability, which depends on no
    /// seed; `None` where strata play no part.
    ///
    /// ```
    /// use double_random::chance::Seed;
    /// use double_random::plan::{Design, Plan};
    /// let design = Design::Rates { rates: "A 1%, D 30%".parse()?, rounding: Default::default(), minimum: 0 };
    /// let plan = Plan::builder("p".parse()?, design).build()?;
    /// let counts = [("A".parse()?, 20), ("D".parse()?, 10)].into();
    /// let shares = plan.shares(&counts, &Seed::from_bytes([0; 32]))?.ok_or("strata count here")?;
    /// let chances: Vec<String> = shares.values().map(|share| share.probability.to_string()).collect();
    /// assert_eq!(chances, ["1/20", "3/10"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A stratum for which the plan has no rate or weight; a capacity that does not fit.
    ///
    /// # Value stability
    /// `double-random/1`.
    pub fn shares(
        &self,
        counts: &BTreeMap<Stratum, u64>,
        rounding_seed: &Seed,
    ) -> Result<Option<BTreeMap<Stratum, Share>>, AllocationError> {
        match &self.form.design {
            Design::Rates {
                rates,
                rounding,
                minimum,
            } => allocation::by_rates(counts, |h| rates.of(h), *rounding, *minimum, rounding_seed)
                .map(Some),
            Design::Capacity {
                total,
                weights,
                minimum,
            } => {
                let weight = |h: &Stratum| rule(weights, h).copied();
                let lower = |h: &Stratum| rule(minimum, h).copied().unwrap_or(0);
                capacity::by_capacity(counts, weight, lower, *total, rounding_seed).map(Some)
            }
            Design::Proportional { .. } | Design::Order { .. } => Ok(None),
        }
    }
}
