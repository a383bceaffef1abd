//! Figures of the year's inspections (统计口径, rule RS-03): counts, and rates that keep both of their numbers.
//!
//! Rows come in from wherever they are kept, one for each item of each department at each target; [`Figures`] checks them and
//! counts, as of a day. Three things are never mixed here: businesses (户) and visits of plans to them (户次) are different types; what
//! departments did at one target in one joint plan is counted once for the plan and once for each of them, so that their figures
//! have no sum; and "completed" means published.

mod percent;
mod count;
mod ratio;
mod row;
mod fault;
mod tally;
mod tables;

pub use count::Count;
pub use count::Entities;
pub use count::EntityVisits;
pub use count::Plans;
pub use fault::FiguresFault;
pub use fault::FiguresFaults;
pub use percent::Decimals;
pub use percent::Percent;
pub use percent::apportion;
pub use percent::shares;
pub use ratio::Measure;
pub use ratio::Ratio;
pub use row::Checked;
pub use row::PlanKind;
pub use row::PlanRow;
pub use row::PlanStatus;
pub use row::ResultRow;
pub use row::Scenario;
pub use tables::Figures;
pub use tally::Group;
pub use tally::PlanTally;
pub use tally::Tally;
