//! The second random (随机选派检查人员): officers dealt to targets, as evenly as eligibility permits (protocol section 11).
//!
//! Rule DR-32. A [`Pool`] is one department's officers, slots and recusals; [`Pool::deal`] gives every seat to the first in line with whom
//! everything can still come out best. [`Pool::teams`] keeps the teams through vacancies and reserves afterwards. Where
//! officers are too few, [`Deal::shortage`] shows which slots cannot be filled together, [`Pool::remedies`] what would fill
//! them, and [`Trial`] tells both before anything is drawn.

mod deal;
mod dealer;
mod few;
mod instance;
mod officer;
mod optimum;
mod pool;
mod remedy;
mod replacement;
mod search;
mod seating;
mod shortage;
mod trial;

pub use deal::{Deal, Team};
pub use officer::{Officer, Target};
pub use pool::{Pool, PoolError};
pub use remedy::{Change, Fewest, Means, Remedy};
pub use replacement::{Replacement, ReplacementError, Teams};
pub use shortage::{Shortage, SlotOf};
pub use trial::Trial;

use crate::chance::Seed;
use crate::id::{DepartmentId, PlanId};

/// `derive(S, "inspectors/" + plan + "/" + department)`: the seed of a department's deal.
///
/// # Value stability
/// `double-random/1`, section 3.
#[must_use]
pub fn department_seed(draw: &Seed, plan: &PlanId, department: &DepartmentId) -> Seed {
    draw.derive(&format!("inspectors/{plan}/{department}"))
}
