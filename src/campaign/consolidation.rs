//! Which campaigns could be one. Rule DR-24: several items for one target are one visit.

use super::bounds::{Bounds, Enclosed};
use super::draft::CampaignItem;
use super::{Campaign, CampaignKind, Period, Programme, YearPlan};
use crate::id::{DepartmentId, PlanId, Stratum, UnitId};
use crate::plan::{Design, Plan, PlanFaults, Rates};
use crate::rate::Rate;
use crate::sampling::Probability;
use crate::sampling::allocation::AllocationError;
use std::collections::{BTreeMap, BTreeSet};

/// Campaigns of single departments that could be one (整合建议): of one scope, mode and kind of design, in a month that they share.
/// It proposes; departments decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidation {
    plans: BTreeMap<PlanId, Plan>,
    items: BTreeSet<CampaignItem>,
    design: Design,
}

/// Whom campaigns disturb (打扰): how often somebody comes, and to how many businesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disturbance<T> {
    /// The visits.
    pub visits: T,
    /// The businesses that are visited at least once.
    pub businesses: T,
}

/// Why nothing is forecast.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoForecast {
    /// Strata without a rate or weight, or a capacity that does not fit.
    #[error(transparent)]
    Allocation(#[from] AllocationError),
    /// A merged design that is no plan.
    #[error(transparent)]
    Plan(#[from] PlanFaults),
    /// Fractions or counts that are too large for the reckoning.
    #[error(
        "fractions of at most 64 bits are wanted, found finer ones or more units than fit in `{stratum}`"
    )]
    TooFine {
        /// The stratum.
        stratum: Stratum,
    },
}

impl NoForecast {
    fn too_fine(stratum: &Stratum) -> Self {
        let stratum = stratum.clone();
        Self::TooFine { stratum }
    }
}

impl Consolidation {
    /// The campaigns: at least two.
    pub fn campaigns(&self) -> impl Iterator<Item = &PlanId> {
        self.plans.keys()
    }

    /// Their departments; where there is one only, it merges campaigns of its own.
    #[must_use]
    pub fn departments(&self) -> BTreeSet<&DepartmentId> {
        self.items.iter().map(|one| &one.department).collect()
    }

    /// All their items, each with its department.
    #[must_use]
    pub const fn items(&self) -> &BTreeSet<CampaignItem> {
        &self.items
    }

    /// The design under which no item is inspected at a lower rate than before.
    #[must_use]
    pub const fn design(&self) -> &Design {
        &self.design
    }

    /// Whom the campaigns disturb now: expected over independent draws from a frame with so many units in each stratum.
    ///
    /// # Errors
    /// Strata for which a plan has no rate or weight.
    pub fn before(
        &self,
        counts: &BTreeMap<Stratum, u64>,
    ) -> Result<Disturbance<Bounds>, NoForecast> {
        expected(self.plans.values(), counts)
    }

    /// Whom the one campaign disturbs: each drawn business once.
    ///
    /// # Errors
    /// As [`Consolidation::before`].
    pub fn after(
        &self,
        counts: &BTreeMap<Stratum, u64>,
    ) -> Result<Disturbance<Bounds>, NoForecast> {
        let Some((id, like)) = self.plans.first_key_value() else {
            return expected([], counts);
        };
        let mut plan = Plan::builder(id.clone(), self.design.clone());
        for attribute in like.attributes() {
            plan = plan.attribute(&attribute.name, attribute.disclosure);
        }
        let visits = expected([&plan.build()?], counts)?.visits;
        let businesses = visits;
        Ok(Disturbance { visits, businesses })
    }
}

impl Disturbance<usize> {
    /// Whom draws disturbed, counted.
    ///
    /// ```
    /// use double_random::campaign::Disturbance;
    /// let draws = [["甲", "乙"], ["乙", "丙"]].map(|names| names.map(|name| name.parse().unwrap()).into());
    /// let counted = Disturbance::of_draws(&draws);
    /// assert_eq!((counted.visits, counted.businesses), (4, 3));
    /// ```
    pub fn of_draws<'a>(draws: impl IntoIterator<Item = &'a BTreeSet<UnitId>>) -> Self {
        let (mut visits, mut businesses) = (0, BTreeSet::new());
        for draw in draws {
            visits += draw.len();
            businesses.extend(draw);
        }
        let businesses = businesses.len();
        Self { visits, businesses }
    }
}

/// A unit of a stratum is missed by all draws with the product of the probabilities of being missed by each.
fn expected<'a>(
    plans: impl IntoIterator<Item = &'a Plan>,
    counts: &BTreeMap<Stratum, u64>,
) -> Result<Disturbance<Bounds>, NoForecast> {
    let eligible = counts.iter().filter(|(stratum, _)| stratum.is_eligible());
    let counts: BTreeMap<Stratum, u64> = eligible
        .map(|(stratum, count)| (stratum.clone(), *count))
        .collect();
    let mut missed: BTreeMap<&Stratum, Enclosed> = BTreeMap::new();
    let mut visits = Enclosed::default();
    for plan in plans {
        let chances = plan.probabilities(&counts)?;
        for (stratum, count) in &counts {
            // Where strata play no part, all are inspected and their order is drawn.
            let chance = chances.as_ref().map_or(Probability::ALWAYS, |chances| {
                let chance = chances.get(stratum).copied();
                chance.unwrap_or(Probability::NEVER)
            });
            let fits = || NoForecast::too_fine(stratum);
            let before = missed.get(stratum).copied().unwrap_or(Enclosed::ALL);
            missed.insert(stratum, before.left_by(chance).ok_or_else(fits)?);
            let drawn = Enclosed::units_of(*count, chance);
            let sum = drawn.and_then(|drawn| visits.and(drawn));
            visits = sum.ok_or_else(fits)?;
        }
    }
    let mut businesses = Enclosed::default();
    for (stratum, left) in missed {
        let count = counts.get(stratum).copied().unwrap_or_default();
        let sum = businesses.and_units(count, left.rest());
        businesses = sum.ok_or_else(|| NoForecast::too_fine(stratum))?;
    }
    let (visits, businesses) = (visits.bounds(), businesses.bounds());
    Ok(Disturbance { visits, businesses })
}

impl YearPlan {
    /// Which campaigns of single departments could be one: of the same scope, mode, frequency, attributes and kind of design, in a
    /// month that all of a group share. Groups are disjoint, and the merged rates keep the limits of general items (rule DR-04).
    /// Campaigns in proportion to size and special ones stay alone.
    #[must_use]
    pub fn consolidations(&self) -> Vec<Consolidation> {
        let mut waiting: Vec<&Campaign> = self.campaigns().filter(|one| may_merge(one)).collect();
        waiting.sort_by_key(|campaign| (campaign.period().until, campaign.id()));
        let mut found = vec![];
        while let Some(first) = waiting.first().copied() {
            // Whoever shares a month with the campaign that ends first shares the month in which it ends.
            let end = Period::of_days(first.period().until, first.period().until);
            let mut group = Group::of(first);
            let mut left = vec![];
            for campaign in waiting.iter().copied().skip(1) {
                let together = campaign.period().shares_month(end) && alike(first, campaign);
                if !(together && group.take(campaign)) {
                    left.push(campaign);
                }
            }
            waiting = left;
            found.extend(group.finish());
        }
        found
    }
}

fn may_merge(campaign: &Campaign) -> bool {
    let single = matches!(campaign.kind(), CampaignKind::Single { .. });
    let planned = matches!(campaign.programme(), Programme::Planned);
    single && planned && !matches!(campaign.plan().design(), Design::Proportional { .. })
}

fn alike(a: &Campaign, b: &Campaign) -> bool {
    a.scope() == b.scope()
        && a.mode() == b.mode()
        && a.per_year() == b.per_year()
        && a.plan().attributes() == b.plan().attributes()
}

/// Campaigns that go together so far.
struct Group<'a> {
    campaigns: Vec<&'a Campaign>,
    design: Design,
    maximum: Option<Rate>,
}

impl<'a> Group<'a> {
    fn of(first: &'a Campaign) -> Self {
        Self {
            campaigns: vec![first],
            design: first.plan().design().clone(),
            maximum: first.maximum(),
        }
    }

    /// Takes a campaign in, if the merged design keeps every item's limit.
    fn take(&mut self, campaign: &'a Campaign) -> bool {
        let limits = [self.maximum, campaign.maximum()];
        let limit = limits.into_iter().flatten().min();
        let merged = merge(&self.design, campaign.plan().design());
        let Some(merged) = merged.filter(|merged| within(merged, limit)) else {
            return false;
        };
        (self.design, self.maximum) = (merged, limit);
        self.campaigns.push(campaign);
        true
    }

    fn finish(self) -> Option<Consolidation> {
        if self.campaigns.len() < 2 {
            return None;
        }
        let items = self.campaigns.iter().flat_map(|one| one.items()).cloned();
        let plans = self.campaigns.iter();
        Some(Consolidation {
            items: items.collect(),
            plans: plans
                .map(|one| (one.id().clone(), one.plan().clone()))
                .collect(),
            design: self.design,
        })
    }
}

fn within(design: &Design, limit: Option<Rate>) -> bool {
    let Some(limit) = limit else { return true };
    match design {
        Design::Rates { rates, .. } => rates.iter().all(|(_, rate)| rate <= limit),
        Design::Order { .. } => false,
        Design::Capacity { .. } | Design::Proportional { .. } => true,
    }
}

/// The design that draws no stratum at a lower rate than either; `None` where they do not go together.
fn merge(a: &Design, b: &Design) -> Option<Design> {
    match (a, b) {
        (
            Design::Rates {
                rates: left,
                rounding,
                minimum,
            },
            Design::Rates {
                rates: right,
                rounding: other,
                minimum: another,
            },
        ) if rounding == other => Some(Design::Rates {
            rates: greatest(left, right),
            rounding: *rounding,
            minimum: *minimum.max(another),
        }),
        _ => (a == b).then(|| a.clone()),
    }
}

fn greatest(a: &Rates, b: &Rates) -> Rates {
    let labels = a.iter().chain(b.iter()).map(|(label, _)| label);
    let labels: BTreeSet<&Stratum> = labels.collect();
    let rate = |label: &Stratum| a.of(label).max(b.of(label));
    let rates = labels.into_iter();
    rates
        .filter_map(|label| Some((label.clone(), rate(label)?)))
        .collect()
}
