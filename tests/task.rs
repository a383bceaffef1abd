//! Tasks: what may become of a plan after its draw, and what its log says of that.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a helper that fails is a test that fails"
)]

mod machine;

#[path = "task/world.rs"]
mod world;

#[path = "task/pairs.rs"]
mod pairs;

#[path = "task/visits.rs"]
mod visits;

#[path = "task/results.rs"]
mod results;

#[path = "task/standing.rs"]
mod standing;

#[path = "task/log.rs"]
mod log;
