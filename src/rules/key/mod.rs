//! The keys of all rules that are known, by subject.

mod inspection;
mod lists;
mod repair;
mod conduct;

pub use conduct::*;
pub use inspection::*;
pub use lists::*;
pub use repair::*;

use super::rule::Rule;

/// All rules.
pub(super) const TABLES: [&[&Rule]; 4] = [INSPECTION, LISTS, REPAIR, CONDUCT];

/// Keys, and the table of their rules. `unread` says that nobody here has read what the law says, at all or from a day on.
macro_rules! keys {
    ($table:ident; $($(#[doc = $doc:literal])+ $name:ident: $kind:ty = $id:literal $(, unread($($unread:tt)+))?;)+) => {
        $(
            $(#[doc = $doc])+
            #[doc = concat!("\n\nRule `", $id, "`.")]
            pub const $name: $crate::rules::Key<$kind> = $crate::rules::Key::new(&$crate::rules::Rule::new::<$kind>(
                $id,
                concat!($($doc),+),
                keys!(@unread $($($unread)+)?),
            ));
        )+

        pub(super) const $table: &[&$crate::rules::Rule] = &[$($name.rule()),+];
    };
    (@unread) => { $crate::rules::Unread::Never };
    (@unread $($unread:tt)+) => { $crate::rules::Unread::$($unread)+ };
}
use keys;
