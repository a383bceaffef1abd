//! The public form: what everyone may see of a draw, once its visits are over (protocol section 3).

use super::outcome::{Outcome, StratumOutcome, Total};
use crate::digest::{Canonical, Document, DocumentError};
use crate::id::{PlanId, Stratum, UnitId};
use crate::plan::{Design, Disclosure, Plan};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::io;

/// The public form of a draw (公示): the drawn names in id-byte order, and the sizes that give no class away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicForm {
    form: PublicName,
    #[serde(deserialize_with = "names_in_order")]
    names: Vec<UnitId>,
    others: Total,
    plan: PlanId,
    #[serde(deserialize_with = "strata_in_order")]
    strata: Vec<StratumOutcome>,
}

fn names_in_order<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<UnitId>, D::Error> {
    let names: Vec<UnitId> = Vec::deserialize(deserializer)?;
    if names.is_sorted_by(|a, b| a < b) {
        Ok(names)
    } else {
        Err(D::Error::custom(
            "names are wanted in byte order, each once, found another order",
        ))
    }
}

fn strata_in_order<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<StratumOutcome>, D::Error> {
    let strata: Vec<StratumOutcome> = Vec::deserialize(deserializer)?;
    if strata.is_sorted_by(|a, b| a.stratum < b.stratum) {
        Ok(strata)
    } else {
        Err(D::Error::custom(
            "strata are wanted in byte order, each once, found another order",
        ))
    }
}

/// Its fields stand in canonical order, so plain JSON is canonical JSON.
impl Canonical for PublicForm {
    fn write(&self, out: &mut impl io::Write) -> serde_json::Result<()> {
        serde_json::to_writer(out, self)
    }
}

/// The name of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum PublicName {
    #[serde(rename = "double-random/public/1")]
    One,
}

impl PublicForm {
    pub(super) fn of(plan: &Plan, outcome: &Outcome) -> Self {
        let names = in_order(outcome.selected.iter().map(|selected| &selected.id));
        let (mut strata, mut others): (Vec<&StratumOutcome>, Vec<_>) = (vec![], vec![]);
        for cell in cells_of(plan, &outcome.strata).into_values() {
            match cell.sizes {
                Sizes::Told => strata.extend(cell.strata),
                Sizes::Summed => others.extend(cell.strata),
            }
        }
        strata.sort_unstable_by_key(|outcome| &outcome.stratum);
        let strata = strata.into_iter().cloned().collect();
        Self {
            form: PublicName::One,
            plan: plan.id().clone(),
            names,
            strata,
            others: others.into_iter().collect(),
        }
    }

    /// Reads a public form.
    ///
    /// # Errors
    /// Text that is no document of this form.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.text()
    }

    /// The plan that was drawn.
    #[must_use]
    pub fn plan(&self) -> &PlanId {
        &self.plan
    }

    /// The ids of the drawn units, in byte order.
    #[must_use]
    pub fn names(&self) -> &[UnitId] {
        &self.names
    }

    /// The strata whose sizes are told.
    #[must_use]
    pub fn strata(&self) -> &[StratumOutcome] {
        &self.strata
    }

    /// All other strata together.
    #[must_use]
    pub fn others(&self) -> Total {
        self.others
    }
}

/// The ids in byte order: by the first sixteen bytes in which they may differ, which stand together in memory, and only then
/// by all.
fn in_order<'a>(ids: impl Iterator<Item = &'a UnitId> + Clone) -> Vec<UnitId> {
    let common = |a: &'a [u8], b: &UnitId| {
        let same = a
            .iter()
            .zip(b.as_str().as_bytes())
            .take_while(|(a, b)| a == b)
            .count();
        a.get(..same).unwrap_or_default()
    };
    let mut all = ids.clone().map(|id| id.as_str().as_bytes());
    let alike = all
        .next()
        .map_or(&[][..], |first| ids.clone().fold(first, common))
        .len();
    let mut order: Vec<(u128, &UnitId)> = ids.map(|id| (bytes_from(alike, id), id)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Sixteen bytes of an id from this place on, as a number that orders like them.
fn bytes_from(start: usize, id: &UnitId) -> u128 {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(id.as_str().bytes().skip(start)) {
        *to = from;
    }
    u128::from_be_bytes(bytes)
}

/// The strata of one combination of public attributes, and how their sizes are told.
pub(super) struct Cell<'a> {
    pub(super) strata: Vec<&'a StratumOutcome>,
    pub(super) sizes: Sizes,
}

/// Whether the public sees the sizes of a cell's strata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sizes {
    Told,
    Summed,
}

/// The cells of a draw: sizes are told where strata play a part, and every attribute is public or at least two strata were
/// drawn from.
pub(super) fn cells_of<'a>(
    plan: &Plan,
    strata: &'a [StratumOutcome],
) -> BTreeMap<Vec<&'a str>, Cell<'a>> {
    let mut cells: BTreeMap<Vec<&str>, Cell<'_>> = BTreeMap::new();
    for outcome in strata {
        let public = public_values(plan, &outcome.stratum);
        let cell = cells.entry(public).or_insert_with(|| Cell {
            strata: vec![],
            sizes: Sizes::Summed,
        });
        cell.strata.push(outcome);
    }
    let stratified = matches!(
        plan.design(),
        Design::Rates { .. } | Design::Capacity { .. }
    );
    let open = plan
        .attributes()
        .iter()
        .all(|attribute| attribute.disclosure == Disclosure::Public);
    for cell in cells.values_mut() {
        let drawn_from = cell
            .strata
            .iter()
            .filter(|outcome| outcome.sample > 0)
            .count();
        if stratified && (open || drawn_from >= 2) {
            cell.sizes = Sizes::Told;
        }
    }
    cells
}

/// Whether a public form may tell all these strata.
pub(crate) fn may_be_told(plan: &Plan, strata: &[StratumOutcome]) -> bool {
    let cells = cells_of(plan, strata);
    cells.values().all(|cell| cell.sizes == Sizes::Told)
}

/// The components of a label that stand for public attributes.
fn public_values<'a>(plan: &Plan, stratum: &'a Stratum) -> Vec<&'a str> {
    let attributes = plan.attributes().iter().zip(stratum.components());
    let public = attributes.filter(|(attribute, _)| attribute.disclosure == Disclosure::Public);
    public.map(|(_, value)| value).collect()
}
