//! Officers, who of them may come to whom, and the roster that is fixed before a draw (protocol section 11).
//!
//! Experts, testing bodies and auxiliaries are no officers but an [`Assistant`] each: nothing but an [`Inspector`] enters a
//! [`Roster`].

mod assistant;
mod builder;
mod certificate;
mod check;
mod eligibility;
mod fault;
mod form;
mod key;
mod officer;
mod recusal;
mod roster;
mod slot;

pub use assistant::Assistant;
pub use assistant::Help;
pub use builder::RosterBuilder;
pub use certificate::Certificate;
pub use certificate::Status;
pub use eligibility::Ineligible;
pub use eligibility::Seat;
pub use fault::RosterError;
pub use fault::RosterFault;
pub use fault::RosterFaults;
pub use key::RosterKey;
pub use officer::Inspector;
pub use recusal::Recusal;
pub use recusal::RecusalGround;
pub use recusal::RecusedFrom;
pub use roster::Roster;
pub use slot::Slot;
