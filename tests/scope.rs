//! Scopes and the frames that they leave of a register: what is drawn from, who is left out and why, and what is refused.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test cannot read is a failed test"
)]

#[path = "scope/door.rs"]
mod door;
#[path = "scope/draws.rs"]
mod draws;
#[path = "scope/filters.rs"]
mod filters;
#[path = "scope/frames.rs"]
mod frames;
#[path = "scope/ledger.rs"]
mod ledger;
#[path = "scope/minima.rs"]
mod minima;
#[path = "scope/model.rs"]
mod model;
#[path = "scope/office.rs"]
mod office;
#[path = "scope/reasons.rs"]
mod reasons;
