//! Administrative divisions (行政区划, GB/T 2260): their codes, and tables of their names and history.
//!
//! A code outlives what it names: whoever was registered while Lufeng was a county keeps `532331` for ever. So a table holds
//! former divisions, too, with their successors, and [`Gazetteer::latest`] says where one lives on.

mod division;
mod entry;
mod fault;
mod form;
mod gazetteer;
mod year_or_day;

pub use division::Division;
pub use division::DivisionError;
pub use division::Level;
pub use entry::Entry;
pub use entry::Standing;
pub use fault::GazetteerError;
pub use fault::GazetteerFault;
pub use fault::GazetteerFaults;
pub use gazetteer::Gazetteer;
pub use year_or_day::YearOrDay;
pub use year_or_day::YearOrDayError;

/// The table of Chuxiong Yi Autonomous Prefecture (楚雄彝族自治州): its ten divisions, and Lufeng County, which became a city in
/// 2021; for [`Gazetteer::parse`], or as the first of several for [`Gazetteer::of`].
pub const CHUXIONG: &str = include_str!("chuxiong.json");
