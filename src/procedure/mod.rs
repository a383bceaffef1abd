//! Procedures: one form of table for everything that goes through states (程序).
//!
//! A [`Table`] says in which state what may happen, where it leads, on which condition and by which source. The code asks
//! it, the tests try every pair of state and event against it, and each machine's page shows it. The conditions' own code
//! stands with the machine: it tells a table whether each holds, or from what day it could.
//!
//! ```
//! use double_random::ceremony::{State, StepKind, TABLE};
//! use double_random::procedure::{Refusal, Unmet};
//!
//! assert_eq!(TABLE.step(State::Announced, StepKind::Close, |_| Ok(())), Ok(State::Closed));
//!
//! // Where it may not come, the refusal names both states.
//! let refusal = TABLE.step(State::Opened, StepKind::Close, |_| Ok(())).unwrap_err();
//! assert_eq!(refusal, Refusal::OutOfOrder {
//!     event: StepKind::Close, state: State::Opened, allowed: vec![State::Announced], sources: vec!["protocol section 3"],
//! });
//!
//! // Where its day has not come, it names the day.
//! let from = "2024-06-11".parse()?;
//! let refusal = TABLE.step(State::Announced, StepKind::Close, |_| Err(Unmet::NotYet { from })).unwrap_err();
//! assert_eq!(refusal.possible_from(), Some(from));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod refusal;
mod table;
mod term;

pub use refusal::{Refusal, Unmet, UnmetRow};
pub use table::{Row, Table};
pub use term::Term;

pub(crate) use term::terms;
