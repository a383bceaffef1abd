//! A prefecture's year as it is planned and drawn: everything the office does before anybody goes anywhere, without a file, a clock or
//! a network. It is invented from a label, in the numbers of the prefecture's printed report for 2024.
//!
//! [`Year::next`] gives announcement after announcement, each with its plans, frames and rosters. Whoever draws it hands the records to
//! [`Progress::drawn`]: a later announcement leaves out whom the caps protect by then, and deals officers by the seats they have had.
//! It needs the other example's `registry` and `fiction` beside it.

mod offices;
mod fields;
mod register;
mod catalogues;
mod sizes;
mod outlines;
mod plans;
mod rosters;
mod year;
mod ceremony;

pub(crate) use ceremony::{Desk, Done};
pub(crate) use offices::Office;
pub(crate) use outlines::Numbers;
pub(crate) use plans::QUARTERS;
pub(crate) use year::{Part, Progress, Quarter, Year};
