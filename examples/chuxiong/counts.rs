//! How many were drawn: by class, by district, and of which strata that could not be otherwise.

use crate::registry::{CLASSES, DIVISIONS};
use crate::table::{Table, grouped, percent};
use double_random::draw::{Record, Total};
use double_random::id::Stratum;
use double_random::plan::Design;
use double_random::sampling::Probability;
use double_random::sampling::allocation::{AllocationError, Share};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// The numbers of a record.
#[derive(Debug)]
pub(crate) struct Counts<'a>(pub(crate) &'a Record);

impl Counts<'_> {
    /// A row for each class, and what rounding adds.
    pub(crate) fn by_class(&self) -> Result<String, Box<dyn Error>> {
        let Design::Rates { rates, .. } = self.0.plan().design() else {
            return Err("a plan with rates is wanted".into());
        };
        let (all, mut classes) = (self.0.total(), BTreeMap::new());
        let mut table = Table::default();
        table.row(["class", "units", "rate", "drawn", "of all drawn"].map(str::to_owned));
        for class in CLASSES {
            let (label, total) = (class.parse()?, self.total(|found, _| found == class));
            let rate = rates.of(&label).map(|rate| rate.to_string());
            let (class, rate) = (class.to_owned(), rate.unwrap_or_default());
            let share = percent(total.sample, all.sample);
            table.row([
                class,
                grouped(total.units),
                rate,
                grouped(total.sample),
                share,
            ]);
            classes.insert(label, total.units);
        }
        let (word, rate) = ("all".to_owned(), percent(all.sample, all.units));
        let share = percent(all.sample, all.sample);
        table.row([word, grouped(all.units), rate, grouped(all.sample), share]);
        let coarse: u64 = self
            .shares(&classes)?
            .values()
            .map(|share| share.sample)
            .sum();
        let (more, coarse) = (all.sample.saturating_sub(coarse), grouped(coarse));
        Ok(format!(
            "{table}{more} more than the {coarse} of whole classes: each stratum is rounded up for itself\n\n"
        ))
    }

    /// A row for each district: how many were drawn of each class.
    pub(crate) fn by_district(&self) -> String {
        let strata = self.0.strata().iter();
        let districts = strata.filter_map(|outcome| outcome.stratum.components().nth(1));
        let districts: BTreeSet<&str> = districts.collect();
        let mut table = Table::default();
        let header = ["drawn in"].into_iter().chain(CLASSES).chain(["all", "of"]);
        table.row(header.map(str::to_owned));
        let mut row = |name, here: &dyn Fn(&str) -> bool| {
            let of_class = |class| self.total(|found, district| found == class && here(district));
            let samples = CLASSES.map(|class| of_class(class).sample);
            let Total { sample, units, .. } = self.total(|_, district| here(district));
            let numbers = samples.into_iter().chain([sample, units]).map(grouped);
            table.row([name].into_iter().chain(numbers));
        };
        for district in districts {
            let named = DIVISIONS.iter().find(|division| division.0 == district);
            let name = named.map_or("", |division| division.1);
            row(format!("{district} {name}"), &|found| found == district);
        }
        row("all".to_owned(), &|_| true);
        format!("{table}\n")
    }

    /// The strata whose businesses know beforehand: always drawn, or never.
    pub(crate) fn extremes(&self) -> Result<String, AllocationError> {
        let strata = self.0.strata().iter();
        let units = strata.map(|outcome| (outcome.stratum.clone(), outcome.units));
        let shares = self.shares(&units.collect())?;
        let warning = |(probability, word)| {
            let such = shares
                .iter()
                .filter(|(_, share)| share.probability == probability);
            let such: Vec<&str> = such.map(|(stratum, _)| stratum.as_str()).collect();
            let first = such.iter().take(5).copied().collect::<Vec<_>>().join(", ");
            let (count, more) = (such.len(), if such.len() > 5 { ", …" } else { "" });
            (count > 0).then(|| {
                format!(
                    "warning    {count} strata are {word} drawn, whatever comes: {first}{more}\n"
                )
            })
        };
        let extremes = [
            (Probability::ALWAYS, "always"),
            (Probability::NEVER, "never"),
        ];
        Ok(extremes.into_iter().filter_map(warning).collect())
    }

    fn shares(
        &self,
        units: &BTreeMap<Stratum, u64>,
    ) -> Result<BTreeMap<Stratum, Share>, AllocationError> {
        let shares = self.0.plan().shares(units, self.0.seed())?;
        Ok(shares.unwrap_or_default())
    }

    /// Units and sample of all strata with such a class and district.
    fn total(&self, wanted: impl Fn(&str, &str) -> bool) -> Total {
        let strata = self.0.strata().iter().filter(|outcome| {
            let components: Vec<&str> = outcome.stratum.components().collect();
            matches!(components[..], [class, district] if wanted(class, district))
        });
        strata.collect()
    }
}
