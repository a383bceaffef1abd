//! Registered addresses.

use crate::id::{NameError, NameKind, check_looks};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The registered domicile or place of business (登记的住所、经营场所), as the register writes it:
/// one line of any length.
///
/// That of an individual business may be somebody's home, so it stays inside: it prints as `Address(…)`, and errors do not repeat
/// one that was read before.
///
/// ```
/// use double_random::finding::Address;
/// let address: Address = "楚雄市鹿城镇某路1号".parse()?;
/// assert_eq!(format!("{address:?}"), "Address(…)");
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

impl Address {
    /// The text, byte for byte as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl TryFrom<String> for Address {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        check_looks(NameKind::Address, &text)?;
        Ok(Self(text))
    }
}

impl FromStr for Address {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::try_from(text.to_owned())
    }
}
