//! Codes and the registers of what they name: what is read, what is refused, and what is only warned of.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test cannot read or cut is a failed test"
)]

#[path = "codes/regions.rs"]
mod regions;
