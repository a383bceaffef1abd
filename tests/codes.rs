//! Codes and the registers of what they name: what is read, what is refused, and what is only warned of.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "what a test cannot read or cut is a failed test"
)]

#[path = "codes/cells.rs"]
mod cells;
#[path = "codes/departments.rs"]
mod departments;
#[path = "codes/numbers.rs"]
mod numbers;
#[path = "codes/people.rs"]
mod people;
#[path = "codes/regions.rs"]
mod regions;
#[path = "codes/usccs.rs"]
mod usccs;
