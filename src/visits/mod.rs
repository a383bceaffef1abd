//! Visits (入企检查): how often officers may come to a business, which visits count, and how plans that draw the same business
//! become one visit. Rules DR-24 and DR-40 to DR-46.
//!
//! A [`Ledger`] holds every visit, planned, made or attempted; [`Caps`] hold the published yearly limits and cool-downs as data.
//! A question joins the two: [`Ledger::may`]. Who stands in a frame as `-cap` or `-cool-down` is decided by
//! [`Ledger::exclusions`] before the announcement, who as `-checked` by [`Ledger::checked`]; after the draw [`merge`] lays the plans of one announcement together.
//!
//! No question here takes a risk class: class A is drawn at a lower rate and is not immune, and class D has no other caps
//! (rule CR-06).

mod cap;
mod caps;
mod check;
mod exclusion;
mod fault;
mod form;
mod kind;
mod ledger;
mod merge;
mod overlap;
mod parts;
mod plan_task;
mod question;
mod visit;

pub use cap::Cap;
pub use cap::Counter;
pub use cap::Counting;
pub use cap::ExemptVisits;
pub use cap::Limit;
pub use caps::Caps;
pub use check::ParticipantFault;
pub use check::ParticipantFaults;
pub use check::PlanTaskFault;
pub use check::PlanTaskFaults;
pub(crate) use exclusion::Capped;
pub use exclusion::Exclusion;
pub use fault::CapsError;
pub use fault::CapsFault;
pub use fault::CapsFaults;
pub use fault::CapsList;
pub use kind::Deployment;
pub use kind::Effect;
pub use kind::KINDS;
pub use kind::Kind;
pub use kind::KindError;
pub use kind::KindRow;
pub use kind::Occasion;
pub use ledger::Ledger;
pub use ledger::OtherKind;
pub use ledger::RecordError;
pub use ledger::ReserveError;
pub use merge::Apart;
pub use merge::DayRefused;
pub use merge::Merged;
pub use merge::MergedVisit;
pub use merge::PlanTwice;
pub use merge::WhyApart;
pub use merge::merge;
pub use overlap::Overlap;
pub use overlap::OverlapKind;
pub use parts::Participant;
pub use parts::Parts;
pub use parts::PartsError;
pub use plan_task::Method;
pub use plan_task::PlanTask;
pub use plan_task::Window;
pub use plan_task::WindowError;
pub use question::Answer;
pub use question::Finding;
pub use question::Reached;
pub use visit::Attendance;
pub use visit::LONGEST_VISIT;
pub use visit::Visit;
pub use visit::VisitTooLong;
