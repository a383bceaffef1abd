//! The calendar: days and moments, each with one spelling, working days, terms and due dates. The crate has no clock: time is
//! an argument.

/// A type that documents hold as the text it is read from.
macro_rules! as_text {
    ($name:ident, $error:ident) => {
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

mod count;
mod day;
mod fault;
mod moment;
mod notice;
mod term;
mod working;

pub use count::CountError;
pub use count::LastDay;
pub use day::Day;
pub use day::TimeError;
pub use day::Weekday;
pub use fault::NoticeError;
pub use fault::NoticeFault;
pub use fault::NoticeFaults;
pub use moment::Moment;
pub use notice::Holiday;
pub use notice::Notice;
pub use term::Term;
pub use term::TermError;
pub use term::TermUnit;
pub use working::Calendar;
pub use working::DayKind;
pub use working::NoticeRefused;
