//! Publication of results (检查结果公示): by when, what everyone sees, and how it changes. Rules DR-60 to DR-65.
//!
//! A [`Publication`] is the history of one result of one department for one item at one target. All versions stay inside; everyone
//! sees the last one, or nothing. What may follow what ([`TABLE`]):
//!
#![doc = include_str!("table.md")]

mod due;
mod result;
mod ground;
mod table;
mod step;
mod fault;
mod history;

pub use due::DueDay;
pub use due::DueError;
pub use due::Timeliness;
pub use fault::StepError;
pub use ground::WithholdingGround;
pub use history::Publication;
pub use history::View;
pub use result::Check;
pub use result::DrawType;
pub use result::Entity;
pub use result::PublicResult;
pub use step::Act;
pub use step::Consequence;
pub use step::Step;
pub use table::ActKind;
pub use table::State;
pub use table::TABLE;
