//! Law as data (规则): every legal number and condition with its dates, source and confidence.
//!
//! A [`RulePack`] is a document of lines. [`Rules`] are packs laid over each other: the national law, and over it what a place
//! adds. Code asks by a [`key`], for the day of the legal fact, and gets a [`Ruled`] value, which knows its line. What is not
//! in a pack is an error and never a default.

mod word;
mod value;
mod rule;
pub mod key;
mod line;
mod fault;
mod form;
mod pack;
mod built_in;
mod deadline;
mod layers;

pub use deadline::Deadline;
pub use deadline::Due;
pub use deadline::Start;
pub use deadline::Timeliness;
pub use fault::LineFault;
pub use fault::PackError;
pub use fault::PackFault;
pub use fault::PackFaults;
pub use layers::InForce;
pub use layers::NotInForce;
pub use layers::PackTwice;
pub use layers::Rules;
pub use line::Basis;
pub use line::Line;
pub use line::Period;
pub use line::Ruled;
pub use line::Text;
pub use pack::RulePack;
pub use rule::Key;
pub use rule::Rule;
pub use rule::Unread;
pub use value::Fine;
pub use value::Kind;
pub use value::Promise;
pub use value::RuleValue;
pub use value::Season;
pub use value::Value;
pub use value::ValueError;
pub use word::Condition;
pub use word::DrawnBy;
pub use word::PublicityFrom;
pub use word::RepairMeasures;
