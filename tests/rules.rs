//! Law as data: packs, layers, and a check named after every rule that has a value.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

#[path = "rules/packs.rs"]
mod packs;

#[path = "rules/layers.rs"]
mod layers;

#[path = "rules/law.rs"]
mod law;

#[path = "rules/inspection.rs"]
mod inspection;

#[path = "rules/lists.rs"]
mod lists;

#[path = "rules/repair.rs"]
mod repair;

#[path = "rules/conduct.rs"]
mod conduct;

#[path = "rules/removal.rs"]
mod removal;

#[path = "rules/book.rs"]
mod book;
