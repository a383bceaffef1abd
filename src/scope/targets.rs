//! What a scope leaves of a register: the units of a frame.

use super::{Framing, Minimum, Scope};
use crate::chance::Seed;
use crate::digest::Digest;
use crate::frame::{Frame, FrameError, FrameKey, Unit};
use crate::id::{ExclusionReason, NameError, Stratum};
use crate::plan::Design;
use crate::registry::Business;
use crate::sampling::Rounding;
use crate::sampling::allocation::{self, AllocationError, Share};
use std::collections::BTreeMap;

/// What a scope leaves of a register (检查对象): every business that it covers, with its stratum label or `-reason`, and how many
/// there are of each.
#[derive(Clone, Debug)]
pub struct Targets<'a> {
    rows: Vec<(&'a Business, usize)>,
    labels: Vec<Stratum>,
    counts: BTreeMap<Stratum, u64>,
    excluded: BTreeMap<ExclusionReason, u64>,
    outside: u64,
    scope: Digest,
    plan: Digest,
}

/// Why a scope gives a plan no targets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetsError {
    /// A directed scope that leaves so few that it all but names them.
    #[error(
        "a directed scope leaves at least {minimum} to draw from, found {eligible}, of whom {sample} would be drawn: a filter can name a business as well as an id can (企业公示信息抽查办法 art. 5)"
    )]
    TooFew {
        /// How many can be drawn.
        eligible: u64,
        /// How many would be.
        sample: u64,
        /// How many must be left.
        minimum: u64,
    },
    /// A filter that asks for the credit-risk class, while the names that are drawn are published.
    #[error(
        "a filter that asks for the credit-risk class gives it away with the names (CR-02: 不公开): stratify by it instead, or record a ground of disclosure in the plan"
    )]
    TellsClass,
    /// Sample sizes that cannot be told.
    #[error(transparent)]
    Allocation(#[from] AllocationError),
    /// A label that is none.
    #[error(transparent)]
    Label(#[from] NameError),
}

impl Framing<'_> {
    /// What a scope leaves of a register, whose rows come in whatever order.
    ///
    /// # Errors
    /// A directed scope that leaves fewer than its [`Minimum`]; one that asks for the credit-risk class, unless the plan records a
    /// ground of disclosure; a stratum for which the plan has no rate, where the sample must be known for the minimum.
    pub fn targets<'a>(
        &self,
        scope: &Scope,
        register: impl IntoIterator<Item = &'a Business>,
    ) -> Result<Targets<'a>, TargetsError> {
        if scope.filter().is_some_and(super::Filter::asks_class)
            && self.plan.disclosure_ground().is_none()
        {
            return Err(TargetsError::TellsClass);
        }
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let (mut labels, mut tallies): (Vec<Stratum>, Vec<u64>) = (vec![], vec![]);
        let (mut rows, mut outside, mut label) = (vec![], 0, String::new());
        for business in register {
            if !scope.covers(business, self.unclassified) {
                outside += 1;
                continue;
            }
            label.clear();
            self.write_label(business, &mut label);
            let place = if let Some(place) = places.get(&label) {
                *place
            } else {
                labels.push(label.parse()?);
                tallies.push(0);
                places.insert(label.clone(), tallies.len() - 1);
                tallies.len() - 1
            };
            if let Some(tally) = tallies.get_mut(place) {
                *tally += 1;
            }
            rows.push((business, place));
        }
        let mut targets = Targets {
            rows,
            counts: BTreeMap::new(),
            excluded: BTreeMap::new(),
            outside,
            labels,
            scope: scope.digest(),
            plan: self.plan.digest(),
        };
        for (label, tally) in targets.labels.iter().zip(tallies) {
            if let Some(reason) = label.as_str().strip_prefix('-') {
                targets.excluded.insert(reason.parse()?, tally);
            } else {
                targets.counts.insert(label.clone(), tally);
            }
        }
        if let Some(minimum) = scope.minimum() {
            self.check(minimum, &targets)?;
        }
        Ok(targets)
    }

    fn write_label(&self, business: &Business, label: &mut String) {
        if let Some(reason) = self.reason(business) {
            label.push('-');
            label.push_str(reason);
            return;
        }
        for (place, by) in self.by.iter().enumerate() {
            if place > 0 {
                label.push('/');
            }
            by.write(business, self.unclassified, label);
        }
    }

    /// The first reason why a business cannot be drawn.
    fn reason(&self, business: &Business) -> Option<&str> {
        let state = self.states.get(&business.state());
        let mut kept_out = self.kept_out.iter();
        state
            .map(ExclusionReason::as_str)
            .or_else(|| kept_out.find_map(|kept_out| kept_out.reason(business.id())))
    }

    fn check(&self, minimum: &Minimum, targets: &Targets<'_>) -> Result<(), TargetsError> {
        let (eligible, sample) = (targets.eligible(), self.most_drawn(targets)?);
        let minimum = match minimum {
            Minimum::TwiceTheSample => sample.saturating_mul(2),
            Minimum::Stated { units, .. } => *units,
        };
        if eligible < minimum {
            return Err(TargetsError::TooFew {
                eligible,
                sample,
                minimum,
            });
        }
        Ok(())
    }

    /// How many are drawn at most, whatever the seed: all of them where only their order is drawn.
    fn most_drawn(&self, targets: &Targets<'_>) -> Result<u64, AllocationError> {
        let counts = &targets.counts;
        match self.plan.design() {
            Design::Rates {
                rates,
                rounding,
                minimum,
            } => {
                let rounding = match rounding {
                    Rounding::Up | Rounding::Expected => Rounding::Up,
                    Rounding::Down => Rounding::Down,
                };
                let seed = Seed::from_bytes([0; 32]);
                let rate = |stratum: &Stratum| rates.of(stratum);
                let shares = allocation::by_rates(counts, rate, rounding, *minimum, &seed)?;
                Ok(shares.values().map(|share: &Share| share.sample).sum())
            }
            Design::Capacity { total, .. } | Design::Proportional { total, .. } => Ok(*total),
            Design::Order { .. } => Ok(targets.eligible()),
        }
    }
}

impl<'a> Targets<'a> {
    /// The units, in the order of the register: each of size 1 and in the division of its business. Whoever draws in proportion to
    /// size gives each unit its size and [commits](Frame::commit) to them himself.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        self.rows.iter().filter_map(|(business, place)| {
            let label = self.labels.get(*place)?.as_str();
            let unit = Unit::new(business.id().as_str(), label);
            Some(unit.district(business.division_code()))
        })
    }

    /// The businesses, in the order of the register, each with its stratum label or `-reason`.
    pub fn businesses(&self) -> impl Iterator<Item = (&'a Business, &Stratum)> {
        let label =
            |(business, place): &(&'a Business, usize)| Some((*business, self.labels.get(*place)?));
        self.rows.iter().filter_map(label)
    }

    /// The frame of these units under a key.
    ///
    /// # Errors
    /// A business that the register holds twice; two tokens that are equal.
    pub fn commit(&self, key: FrameKey) -> Result<Frame, FrameError> {
        Frame::commit(key, self.units())
    }

    /// How many can be drawn.
    #[must_use]
    pub fn eligible(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many of each stratum can be drawn.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<Stratum, u64> {
        &self.counts
    }

    /// How many cannot be drawn, by the first reason.
    #[must_use]
    pub fn excluded(&self) -> &BTreeMap<ExclusionReason, u64> {
        &self.excluded
    }

    /// How many rows of the register the scope does not cover.
    #[must_use]
    pub const fn outside(&self) -> u64 {
        self.outside
    }

    /// `doc` of the scope that left them.
    #[must_use]
    pub const fn scope(&self) -> Digest {
        self.scope
    }

    /// `doc` of the plan for which they were left.
    #[must_use]
    pub const fn plan(&self) -> Digest {
        self.plan
    }
}
