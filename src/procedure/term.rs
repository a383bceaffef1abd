//! The words of a table.

use std::fmt;

/// A state or an event of a procedure (状态, 事项): one of a few, each with a name and its Chinese term.
pub trait Term: Copy + Eq + fmt::Debug + fmt::Display + 'static {
    /// All of them, in the order of the procedure.
    const ALL: &'static [Self];

    /// The Chinese term.
    fn chinese(self) -> &'static str;
}

/// Defines an enum of terms, each with its name and its Chinese term.
macro_rules! terms {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$of:meta])* $term:ident = $text:literal, $chinese:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of])* $term,)+
        }

        impl $crate::procedure::Term for $name {
            const ALL: &'static [Self] = &[$(Self::$term),+];

            fn chinese(self) -> &'static str {
                match self {
                    $(Self::$term => $chinese,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$term => $text,)+
                })
            }
        }
    };
}

pub(crate) use terms;
