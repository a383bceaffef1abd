//! Checks, by who reads: everyone, one business, the auditor (protocol section 3).
//!
//! Each gets what is theirs to see, and each result says in words what it has not checked. Everyone: [`Opening::check`] and
//! [`PlanOpening::check`], against what was [`Published`] before. A business: [`Checked::case`], with its slip. The auditor:
//! [`audit`], over records that were replayed, the transcript, and the journal with what is sealed.

mod opening;
mod published;
mod sizes;
mod checked;
mod public;
mod case;
mod audit;

pub use audit::{Audited, audit};
pub use case::{Case, Verdict};
pub use checked::{Checked, CheckedPlan};
pub use opening::{OpenedPlan, Opening, OpeningError, PlanOpening};
pub use published::{Attempt, Changes, Published, Story};
