#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

// The modules in reading order: each uses only those above it (tests/order.rs).

// words
pub mod id;
pub mod rate;
pub mod confidence;
pub mod digest;
pub mod calendar;
pub mod risk;
pub mod rules;
pub mod approval;
pub mod procedure;

// codes
pub mod region;
pub mod person;
pub mod uscc;
pub mod industry;
pub mod department;

// businesses
pub mod registry;

// where numbers come from
pub mod chance;
pub mod ceremony;

// methods, which know no business
pub mod sampling;

// registers and procedures
pub mod item;
pub mod finding;
pub mod publication;
pub mod visits;
pub mod frame;
pub mod inspector;
pub mod assignment;
pub mod plan;
pub mod scope;
pub mod draw;
pub mod campaign;
pub mod journal;
pub mod check;

// what became of it
pub mod figures;
pub mod task;

// the door
pub mod embed;

#[doc(inline)]
pub use chance::{Randomness, Seed};
#[doc(inline)]
pub use draw::{Record, Replayed, draw};
#[doc(inline)]
pub use frame::{Frame, FrameKey, Unit};
#[doc(inline)]
pub use plan::{Design, Disclosure, Plan, Rates};
#[doc(inline)]
pub use sampling::Rounding;

/// Why things are as they are: `docs/DESIGN.md`, whose code runs with the tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/DESIGN.md")]
pub mod _design {}
