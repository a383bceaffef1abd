//! Names of any length as a population to draw from.

use super::given::take;
use double_random::chance::{Seed, Ticket};
use double_random::id::Stratum;
use double_random::sampling::Population;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// A name as a file writes it: token or other name, stratum, size.
#[derive(Deserialize)]
struct Row(String, Stratum, u64);

/// Names of any length as a population.
pub(super) struct Names {
    rows: Vec<Row>,
    /// Every stratum, in label-byte order.
    pub(super) strata: Vec<Stratum>,
}

impl Names {
    pub(super) fn take(given: &mut Value) -> Result<Self, Box<dyn Error>> {
        let rows: Vec<Row> = take(given, "names")?;
        let strata: BTreeSet<Stratum> = rows.iter().map(|row| row.1.clone()).collect();
        let strata = strata.into_iter().collect();
        Ok(Self { rows, strata })
    }

    /// `N_h` of each stratum that can be drawn.
    pub(super) fn counts(&self) -> BTreeMap<Stratum, u64> {
        let mut counts = BTreeMap::new();
        let strata = self.rows.iter().map(|row| &row.1);
        for stratum in strata.filter(|stratum| stratum.is_eligible()) {
            *counts.entry(stratum.clone()).or_default() += 1;
        }
        counts
    }

    pub(super) fn text(&self, unit: usize) -> String {
        let name = self.rows.get(unit).map(|row| row.0.clone());
        name.unwrap_or_default()
    }
}

impl Population for Names {
    fn units(&self) -> usize {
        self.rows.len()
    }

    fn name(&self, unit: usize) -> &[u8] {
        let row = self.rows.get(unit);
        row.map_or(&[], |row| row.0.as_bytes())
    }

    fn stratum(&self, unit: usize) -> Option<usize> {
        let stratum = &self.rows.get(unit)?.1;
        let place = self.strata.binary_search(stratum).ok();
        place.filter(|_| stratum.is_eligible())
    }

    fn size(&self, unit: usize) -> u64 {
        self.rows.get(unit).map_or(0, |row| row.2)
    }

    fn tickets(&self, seed: &Seed, mut each: impl FnMut(usize, Ticket)) {
        let tickets = seed.tickets(self.rows.iter().map(|row| &row.0));
        for (unit, ticket) in tickets.enumerate() {
            each(unit, ticket);
        }
    }
}
