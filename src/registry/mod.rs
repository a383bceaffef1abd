//! The regulator's register, row by row: businesses as draws need them.
//!
//! A row holds what decides whether, and in which stratum, a business can be drawn. It holds no name, address or person:
//! a draw knows none of them.

mod business;
mod entity;
mod state;

pub use business::Business;
pub use entity::EntityType;
pub use entity::EntityTypeError;
pub use state::Method;
pub use state::RegisteredState;
