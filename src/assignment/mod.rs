//! The second random (二次随机): officers dealt to targets, as evenly as eligibility permits (protocol section 6).

mod deal;
mod dealer;
mod instance;
mod optimum;
mod pool;
mod remedy;
mod replacement;
mod search;
mod seating;
mod shortage;
mod trial;

pub use deal::{Deal, Team};
pub use pool::{Officer, Pool, PoolError, Target};
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
