//! x

mod slot;

pub use slot::Slot;
