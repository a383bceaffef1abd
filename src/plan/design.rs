//! Designs: how a plan samples (protocol sections 4 and 5).

use crate::digest::unique;
use crate::id::Stratum;
use crate::rate::Rate;
use crate::sampling::Rounding;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

/// How a plan samples (抽样设计).
///
/// Rates, weights and minima stand under stratum labels. One that stands under `D` holds for `D/餐饮` too, unless that label
/// has one of its own: the longest label wins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
#[non_exhaustive]
pub enum Design {
    /// A rate for each stratum (按比例).
    Rates {
        /// The rates.
        rates: Rates,
        /// What becomes of the fraction of a unit.
        rounding: Rounding,
        /// How many of each stratum are drawn at least, if it has so many; rounding up only.
        minimum: u64,
    },
    /// A fixed number over all strata, in proportion to weights (按能力).
    Capacity {
        /// How many are drawn in all.
        total: u64,
        /// How much likelier a unit of one stratum is than one of another; at least 1.
        #[serde(deserialize_with = "unique")]
        weights: BTreeMap<Stratum, u64>,
        /// How many of a stratum are drawn at least.
        #[serde(deserialize_with = "unique")]
        minimum: BTreeMap<Stratum, u64>,
    },
    /// In proportion to size (按规模); strata play no part.
    Proportional {
        /// How many are drawn.
        total: u64,
        /// Whether that number is exact.
        method: ProportionalMethod,
    },
    /// Everything is inspected and only the order is drawn (全覆盖排序), cut into batches. Rule DR-04.
    Order {
        /// How many units a batch holds.
        batch: NonZeroU64,
    },
}

/// How a draw in proportion to size decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ProportionalMethod {
    /// The pivotal method: exactly so many units, exact inclusion probabilities.
    Pivotal,
    /// Every unit by its own ticket: so many units on average, and each can check itself alone.
    Poisson,
}

/// The rates of strata (分层抽查比例), written `A 1%, B 3%, C 10%, D 30%` in label order. (Labels that hold `,` or `%` can stand
/// in a plan's document, not in this text.) Rates that differ by class of credit risk are rule DR-21.
///
/// ```
/// use double_random::plan::Rates;
/// let rates: Rates = "A 1%, B 3%, C 10%, D 30%, D/餐饮 50%".parse()?;
/// assert_eq!(rates.of(&"D/零售".parse()?).map(|rate| rate.to_string()).as_deref(), Some("30%"));
/// assert_eq!(rates.of(&"D/餐饮".parse()?).map(|rate| rate.to_string()).as_deref(), Some("50%"));
/// assert_eq!(rates.of(&"E".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rates(#[serde(deserialize_with = "unique")] BTreeMap<Stratum, Rate>);

/// A text that is not a list of rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rates are written `A 1%, B 3%` in byte order of the labels, each once, found `{}`", .text.escape_debug())]
pub struct RatesError {
    text: String,
}

impl Rates {
    /// The rate of a stratum: the one under its own label, or under the longest label it begins with.
    #[must_use]
    pub fn of(&self, stratum: &Stratum) -> Option<Rate> {
        rule(&self.0, stratum).copied()
    }

    /// The rate of a stratum with these components, some of which may be values that no label can have.
    pub(crate) fn of_components(&self, components: &[&str]) -> Option<Rate> {
        let labels = (1..=components.len())
            .rev()
            .filter_map(|length| components.get(..length));
        labels
            .filter_map(|label| label.join("/").parse().ok())
            .find_map(|label: Stratum| self.0.get(&label).copied())
    }

    /// The labels and their rates, in label-byte order.
    pub fn iter(&self) -> impl Iterator<Item = (&Stratum, Rate)> {
        self.0.iter().map(|(stratum, rate)| (stratum, *rate))
    }
}

impl FromIterator<(Stratum, Rate)> for Rates {
    fn from_iter<I: IntoIterator<Item = (Stratum, Rate)>>(rates: I) -> Self {
        Self(rates.into_iter().collect())
    }
}

impl FromStr for Rates {
    type Err = RatesError;

    fn from_str(text: &str) -> Result<Self, RatesError> {
        let rate = |entry: &str| {
            let (label, rate) = entry
                .rsplit_once(' ')
                .filter(|(label, _)| !label.contains([',', '%']))?;
            Some((label.parse().ok()?, rate.parse().ok()?))
        };
        let rates: Option<Self> = text.split(", ").map(rate).collect();
        rates
            .filter(|rates| rates.to_string() == text)
            .ok_or_else(|| RatesError {
                text: text.to_owned(),
            })
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (stratum, rate)) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{stratum} {rate}")?;
        }
        Ok(())
    }
}

/// What stands under a stratum's label, or under the longest label that it begins with.
pub(crate) fn rule<'a, T>(rules: &'a BTreeMap<Stratum, T>, stratum: &Stratum) -> Option<&'a T> {
    let mut label = stratum.clone();
    loop {
        if let Some(rule) = rules.get(&label) {
            return Some(rule);
        }
        label = label.parent()?;
    }
}

/// The values that labels have at this place. A label that ends before it stands for values that no label names: two of them.
pub(crate) fn values<'a>(
    labels: impl Iterator<Item = &'a Stratum>,
    place: usize,
) -> BTreeSet<&'a str> {
    let values = labels.flat_map(|label| match label.components().nth(place) {
        Some(value) => [value, value],
        None => UNNAMED,
    });
    values.collect()
}

/// Two values that no label can name.
const UNNAMED: [&str; 2] = ["/1", "/2"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_have_one_spelling() {
        assert_eq!(
            "A 1%, B 0.5%".parse::<Rates>().unwrap().to_string(),
            "A 1%, B 0.5%"
        );
        for bad in [
            "",
            "A",
            "A 1",
            "A 1%,B 3%",
            "B 3%, A 1%",
            "A 1%, A 1%",
            "A 1%, ",
            "A  1%",
            "A 101%",
            "A/ 1%",
        ] {
            assert!(bad.parse::<Rates>().is_err(), "{bad}");
        }
    }
}
