//! What is counted: businesses, visits to them, plans.

use serde::Serialize;
use std::fmt;

/// A number of things of one kind. Numbers of different kinds are different types, and none of them adds up by itself: what two
/// departments have may be the same business.
pub trait Count: Copy + Eq + Ord + fmt::Debug + fmt::Display + Serialize {
    /// The Chinese measure word.
    const UNIT: &'static str;

    /// So many.
    fn of(number: u64) -> Self;

    /// How many.
    fn number(self) -> u64;
}

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident = $unit:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl Count for $name {
            const UNIT: &'static str = $unit;

            fn of(number: u64) -> Self {
                Self(number)
            }

            fn number(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", self.0, $unit)
            }
        }
    )+};
}

counts! {
    /// Businesses (户), each once, in however many plans it was drawn.
    Entities = "户";
    /// Businesses in plans (户次): one that three plans drew counts three times, though one visit may have served them all.
    EntityVisits = "户次";
    /// Plans (项).
    Plans = "项";
}
