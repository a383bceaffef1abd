//! Chance: seeds, tickets, the key stream, and where the randomness comes from (protocol sections 1 and 3).

pub mod seed;
pub mod ticket;
pub mod stream;
pub mod source;
pub mod lottery;
pub mod beacon;
mod terms;
pub mod announcement;
pub mod randomness;

pub use announcement::Announcement;
pub use randomness::Randomness;
pub use seed::Seed;
pub use stream::Stream;
pub use ticket::Ticket;
