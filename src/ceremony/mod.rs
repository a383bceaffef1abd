//! The ceremony (抽取仪式): how randomness comes about that nobody chose (protocol section 3). Rule DR-35.
//!
//! The office announces what will be drawn. Contributors, committed to secret nonces, hand them in; the office closes. Then
//! public sources give values that nobody could know. Announcement, nonces and values make the seed; the draw's digest is
//! published at once, and everything is opened when the visits are over. Each stage is a type, so that a step out of order
//! does not compile; the same steps on a [`Transcript`] are refused by the one [`TABLE`].
//!
//! ```
//! use double_random::ceremony::{Announced, Ceremony, Transcript};
//! use double_random::chance::Announcement;
//! use double_random::chance::announcement::{PlanLine, Terms};
//! use double_random::chance::randomness::Nonce;
//! use double_random::digest::Digest;
//! use double_random::id::Contributor;
//!
//! let (audit, nonce): (Contributor, _) = ("审计局".parse()?, Nonce::from_bytes([5; 32]));
//! let digest = Digest::of(b"");
//! let line = PlanLine { count: 0, root: digest, frame_key: digest, roster: digest, plan: digest };
//! let terms = Terms {
//!     contributors: [(audit.clone(), nonce.commitment(&audit))].into(),
//!     sources: [("lottery".parse()?, "双色球 2024066, red ascending, blue, e.g. 01 02 03 04 05 06 07".parse()?)].into(),
//!     journal: digest,
//!     record_by: "2024-06-12T18:00:00+08:00".parse()?,
//!     open_by: "2024-12-31".parse()?,
//! };
//! let announcement = Announcement::with_terms([("2024-01".parse()?, line)].into(), terms)?;
//!
//! let announced = Announced::new(announcement, "2024-06-03T09:00:00+08:00".parse()?)?;
//! let announced = announced.nonce(audit, nonce, "2024-06-10T09:00:00+08:00".parse()?)?;
//! let closed = announced.close("2024-06-11T09:00:00+08:00".parse()?)?;
//! println!("published now: {}", closed.closing());
//!
//! // Another day, another machine:
//! let Ceremony::Closed(closed) = Transcript::parse(&closed.transcript().to_json())?.into() else { return Err("…".into()) };
//! let value = "03 11 17 22 29 33 08".parse()?;
//! let Ceremony::Seeded(seeded) = closed.value("lottery".parse()?, value, "2024-06-11T21:20:00+08:00".parse()?)? else {
//!     return Err("…".into());
//! };
//! assert_eq!(seeded.seed()?.reveal().len(), 64);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is drawn from an announcement that is not closed:
//!
//! ```compile_fail,E0599
//! # use double_random::ceremony::Announced;
//! fn too_early(announced: &Announced) {
//!     announced.randomness();
//! }
//! ```
//!
//! # What may follow what
#![doc = include_str!("table.md")]

mod table;
mod fault;
mod step;
mod form;
mod transcript;
mod stage;

pub use fault::CeremonyError;
pub use stage::{Announced, Ceremony, Closed, Recorded, Seeded};
pub use step::{Step, Taken};
pub use table::{State, StepKind, TABLE};
pub use transcript::Transcript;
