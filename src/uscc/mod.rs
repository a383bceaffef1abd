//! Codes of subjects: the unified social credit code, and the registration number that it replaced.
//!
//! A malformed text is refused. A code whose check characters are not the computed ones is taken with a warning: such codes have
//! been issued, and their holders exist. So a [`Uscc`] says what is odd about it whenever it is asked, and a register decides what
//! to do with it.

mod aliases;
mod cell;
mod code;
mod fault;
mod kinds;
mod registration;
mod warning;

pub use aliases::AliasFault;
pub use aliases::AliasFaults;
pub use aliases::Aliases;
pub use aliases::ResolveError;
pub use cell::Cell;
pub use code::Uscc;
pub use fault::UsccError;
pub use kinds::EntityCategory;
pub use kinds::RegisteringDepartment;
pub use registration::RegistrationNumber;
pub use registration::RegistrationNumberError;
pub use registration::WrongCheckDigit;
pub use warning::UsccWarning;
