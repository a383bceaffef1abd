//! Results of checks (检查结果): what a department enters for an item at a target, what proves it, and what must follow.
//!
//! A [`Findings`] is a set of the nine codes of rule RS-01. An [`ItemEntry`] is what an officer writes, and an [`ItemResult`] the
//! same once it is checked: "cannot be contacted" needs letters that came back or a buffer that ran out, and "seriously uncooperative" what
//! the party did. What makes an inspection impossible is a [`TargetState`] and no finding (rule RS-02).

mod address;
mod code;
mod set;
mod target;
mod contact;
mod contact_fault;
mod sampling;
mod result;
mod state;
mod follow_up;

pub use address::Address;
pub use code::Finding;
pub use code::FindingError;
pub use contact::Buffer;
pub use contact::Contact;
pub use contact::Fate;
pub use contact::Letter;
pub use contact::Undelivered;
pub use contact::Unreachable;
pub use contact_fault::ContactError;
pub use contact_fault::ContactFault;
pub use contact_fault::ContactFaults;
pub use follow_up::Closing;
pub use follow_up::FinalOutcome;
pub use follow_up::FollowUp;
pub use follow_up::FollowUpError;
pub use result::EntryError;
pub use result::EvidenceError;
pub use result::Found;
pub use result::FoundEntry;
pub use result::ItemEntry;
pub use result::ItemResult;
pub use result::Obstruction;
pub use result::ResultCategory;
pub use sampling::Quality;
pub use sampling::SamplingTest;
pub use sampling::TestedFor;
pub use set::Findings;
pub use set::FindingsError;
pub use state::TargetState;
pub use target::TargetFindings;
pub use target::TargetFindingsError;
