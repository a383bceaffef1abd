//! What a log and the journal tell both.

use super::Task;
use crate::approval::Approval;
use crate::journal::{Matter, Sealed};

/// A journal that tells another story of the draw than the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealedFault {
    /// Something else, or with another approval, than the log has.
    #[error("what is sealed in place {place} is not what the log tells there")]
    Differs {
        /// Its place among what is sealed of the plan's exits, replacements and direct assignments, counted from 1.
        place: usize,
    },
    /// More or less than the log has.
    #[error("{wanted} sealed exits, replacements and direct assignments are wanted, found {found}")]
    Number {
        /// How many the log has.
        wanted: usize,
        /// How many are sealed.
        found: usize,
    },
}

impl Task<'_> {
    /// The exits, replacements and direct assignments of the log, in order, each as the [journal](crate::journal) seals it, with its
    /// approval.
    #[must_use]
    pub fn matters(&self) -> &[(Matter, Approval)] {
        &self.matters
    }

    /// Checks that what is sealed in the journal for this plan, in its order, is what the log tells: who left, who came in whose place, and
    /// who allowed it.
    ///
    /// # Errors
    /// The first thing that differs; more or less than the log has.
    pub fn check_sealed<'s>(
        &self,
        sealed: impl IntoIterator<Item = &'s Sealed>,
    ) -> Result<(), SealedFault> {
        let of_visits = |sealed: &&Sealed| !matches!(sealed.matter(), Matter::Slip { .. });
        let of_plan = sealed
            .into_iter()
            .filter(|sealed| sealed.plan() == self.plan());
        let found: Vec<&Sealed> = of_plan.filter(of_visits).collect();
        for ((place, sealed), (matter, approval)) in (1..).zip(&found).zip(&self.matters) {
            if (sealed.matter(), sealed.approval()) != (matter, approval) {
                return Err(SealedFault::Differs { place });
            }
        }
        let (wanted, found) = (self.matters.len(), found.len());
        if wanted == found {
            Ok(())
        } else {
            Err(SealedFault::Number { wanted, found })
        }
    }
}
