//! What a batch drew.

use super::OneDraw;
use super::batch::Row;
use crate::draw::Record;
use crate::id::PlanId;
use std::collections::BTreeMap;

/// A batch that was drawn (同批抽取结果): of each campaign the one draw, as its record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnBatch {
    draws: BTreeMap<PlanId, OneDraw>,
}

impl DrawnBatch {
    pub(super) fn of(found: &[(Row<'_>, &Record)]) -> Self {
        let draw = |(row, record): &(Row<'_>, &Record)| {
            let lead = row.campaign.kind().lead().clone();
            (row.campaign.id().clone(), OneDraw::of(record, lead))
        };
        let draws = found.iter().map(draw).collect();
        Self { draws }
    }

    /// The one draw of each campaign, in the name of the department that leads it (rule OI-02): for
    /// [`Confirmed::draw`](super::Confirmed::draw).
    #[must_use]
    pub const fn draws(&self) -> &BTreeMap<PlanId, OneDraw> {
        &self.draws
    }

    /// The draws themselves.
    #[must_use]
    pub fn into_draws(self) -> BTreeMap<PlanId, OneDraw> {
        self.draws
    }
}
