//! Rates that keep both of their numbers.

use super::{Count, Decimals, Percent};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;

/// What a rate is of what (指标, rule RS-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// Completion rate (抽查完成率): published of drawn. So "completed" means published, and not visited.
    Completion,
    /// Closed rate (完结率): closed of published.
    Closure,
    /// Problem rate (问题发现率): with at least one problem, of inspected. Whoever's state made the inspection impossible is in neither.
    Problems,
    /// Plan completion rate (计划完成率): completed of in force.
    PlanCompletion,
}

/// A rate with both of its numbers and what they mean (比率).
///
/// ```
/// use double_random::figures::{Count, Decimals, Entities, Measure, Ratio};
/// let problems = Ratio::new(Measure::Problems, Entities::of(201), Entities::of(1412));
/// assert_eq!(problems.to_string(), "问题发现率: 201户 with a problem of 1412户 inspected");
/// assert_eq!(problems.percent(Decimals::One).map(|percent| percent.to_string()).as_deref(), Some("14.2%"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Ratio<T> {
    /// What is measured.
    pub measure: Measure,
    /// How many of them.
    pub numerator: T,
    /// Of how many.
    pub denominator: T,
}

impl Measure {
    /// What the upper number counts, and what the lower one.
    #[must_use]
    pub const fn meaning(self) -> (&'static str, &'static str) {
        match self {
            Self::Completion => ("published", "drawn"),
            Self::Closure => ("closed", "published"),
            Self::Problems => ("with a problem", "inspected"),
            Self::PlanCompletion => ("completed", "in force"),
        }
    }

    /// Its name in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Completion => "抽查完成率",
            Self::Closure => "完结率",
            Self::Problems => "问题发现率",
            Self::PlanCompletion => "计划完成率",
        }
    }
}

impl<T: Count> Ratio<T> {
    /// So many of so many.
    #[must_use]
    pub const fn new(measure: Measure, numerator: T, denominator: T) -> Self {
        Self {
            measure,
            numerator,
            denominator,
        }
    }

    /// In percent, rounded half up; none of nothing.
    #[must_use]
    pub fn percent(self, decimals: Decimals) -> Option<Percent> {
        Percent::half_up(self.numerator.number(), self.denominator.number(), decimals)
    }
}

impl<T: Count> fmt::Display for Ratio<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            measure,
            numerator,
            denominator,
        } = self;
        let (upper, lower) = measure.meaning();
        let name = measure.chinese();
        write!(f, "{name}: {numerator} {upper} of {denominator} {lower}")
    }
}

/// With its unit, so that businesses and visits to them stay apart in documents, too.
impl<T: Count> Serialize for Ratio<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Ratio", 4)?;
        fields.serialize_field("measure", &self.measure)?;
        fields.serialize_field("unit", T::UNIT)?;
        fields.serialize_field("numerator", &self.numerator)?;
        fields.serialize_field("denominator", &self.denominator)?;
        fields.end()
    }
}
