//! Layers: packs laid over each other, asked for the day of a legal fact.

use super::line::{Line, Period, Ruled};
use super::pack::RulePack;
use super::rule::{Key, Rule};
use super::value::Value;
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::id::PackId;
use serde::Serialize;
use std::sync::Arc;

/// Rule packs, one over the other (规则层): on the days on which an upper pack has a line of a rule, that line holds, otherwise the one
/// below it.
///
/// Ask for the day of the legal fact (the listing, the decision, the application), not for today.
///
/// ```
/// use double_random::rules::{RulePack, Rules, key};
/// let rules = Rules::national().layer(RulePack::chuxiong_2024())?;
/// let decided = rules.on("2025-12-24".parse()?).get(key::REPAIR_DECIDED)?;
/// assert_eq!(decided.value.to_string(), "15 working days");
/// let decided = rules.on("2025-12-25".parse()?).get(key::REPAIR_DECIDED)?;
/// assert_eq!(decided.value.to_string(), "7 working days");
/// // A promise stands beside the law and may be absent.
/// let promised = rules.on("2024-06-03".parse()?).find(key::REMOVE_PROMISED);
/// assert_eq!(promised.map(|found| found.value.to_string()).as_deref(), Some("3 working days"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    packs: Vec<RulePack>,
}

/// Two packs of one id: a reason that names it would name two.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("each pack of rules has an id of its own, found `{pack}` twice")]
pub struct PackTwice {
    /// The id.
    pub pack: PackId,
}

impl Rules {
    /// The national law.
    #[must_use]
    pub fn national() -> Self {
        Self::of(RulePack::national())
    }

    /// The rules of one pack alone.
    #[must_use]
    pub fn of(pack: RulePack) -> Self {
        Self { packs: vec![pack] }
    }

    /// Lays a pack over these.
    ///
    /// # Errors
    /// One of this id lies there already.
    pub fn layer(mut self, pack: RulePack) -> Result<Self, PackTwice> {
        if self.packs.iter().any(|below| below.id() == pack.id()) {
            let pack = pack.id().clone();
            return Err(PackTwice { pack });
        }
        self.packs.push(pack);
        Ok(self)
    }

    /// The packs, the lowest first.
    #[must_use]
    pub fn packs(&self) -> &[RulePack] {
        &self.packs
    }

    /// `doc` of what lies here: form, and id and digest of each pack, the lowest first. Whoever decides by these rules writes it down.
    #[must_use]
    pub fn digest(&self) -> Digest {
        #[derive(Serialize)]
        struct Layers<'a> {
            form: &'static str,
            packs: Vec<Layer<'a>>,
        }
        #[derive(Serialize)]
        struct Layer<'a> {
            id: &'a PackId,
            digest: Digest,
        }
        let packs = self.packs.iter().map(|pack| {
            let (id, digest) = (pack.id(), pack.digest());
            Layer { id, digest }
        });
        let form = "double-random/rule-layers/1";
        let packs = packs.collect();
        Document::of(&Layers { form, packs }).map_or(Digest::of(b""), |document| document.digest())
    }

    /// The rules as they are on a day: that of the legal fact.
    #[must_use]
    pub const fn on(&self, day: Day) -> InForce<'_> {
        InForce { rules: self, day }
    }
}

/// The rules of one day (当日适用的规则).
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    rules: &'a Rules,
    day: Day,
}

/// A rule that has no value on a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{rule}` has no value on {day}: {}", nearest(*.before, *.after))]
#[non_exhaustive]
pub struct NotInForce {
    /// The rule.
    pub rule: &'static Rule,
    /// The day.
    pub day: Day,
    /// The last period that ended before it.
    pub before: Option<Period>,
    /// The first that begins after it.
    pub after: Option<Period>,
}

fn nearest(before: Option<Period>, after: Option<Period>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("it had one {before}, and has one {after}"),
        (Some(before), None) => format!("it had one {before}"),
        (None, Some(after)) => format!("it has one {after}"),
        (None, None) => "no pack has a line of it".to_owned(),
    }
}

impl InForce<'_> {
    /// The day.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The value of a rule, which law must give.
    ///
    /// # Errors
    /// No pack has a line of it for this day.
    pub fn get<T: Value>(&self, key: Key<T>) -> Result<Ruled<T>, NotInForce> {
        self.find(key).ok_or_else(|| {
            let rule = key.rule();
            let lines = self.rules.packs.iter().flat_map(RulePack::lines);
            let periods = lines
                .filter(|line| line.rule == rule)
                .map(|line| line.period);
            let (before, after): (Vec<_>, Vec<_>) =
                periods.partition(|period| period.ended(self.day));
            NotInForce {
                rule,
                day: self.day,
                before: before.into_iter().max_by_key(|period| period.to),
                after: after.into_iter().min_by_key(|period| period.from),
            }
        })
    }

    /// The value of a rule that a place may have or not: a promise, a term of tolerance.
    #[must_use]
    pub fn find<T: Value>(&self, key: Key<T>) -> Option<Ruled<T>> {
        let (pack, line) = self.line(key.rule())?;
        let value = T::of(line.value)?;
        let (line, pack) = (Arc::clone(line), pack.clone());
        Some(Ruled { value, line, pack })
    }

    /// The line of a rule, whatever its kind, and the pack in which it stands.
    #[must_use]
    pub fn line(&self, rule: &Rule) -> Option<(&PackId, &Arc<Line>)> {
        let mut packs = self.rules.packs.iter().rev();
        packs.find_map(|pack| Some((pack.id(), pack.line(rule, self.day)?)))
    }
}
