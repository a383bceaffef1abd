//! The key of a roster, from which the officers' tokens are made. Rule PI-01.

use crate::digest::Digest;
use crate::frame::{FrameKey, KeyError, Token};
use crate::id::InspectorId;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The key from which the tokens of a roster's officers are made (检查人员库密钥): 32 random bytes, made for one announcement,
/// never the open key. It prints as `RosterKey(…)`.
///
/// ```
/// use double_random::inspector::RosterKey;
/// let key: RosterKey = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0".parse()?;
/// assert_eq!(key.token(&"532300000".parse()?).as_str().len(), 24);
/// assert_eq!(format!("{key:?}"), "RosterKey(…)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Value stability
/// `double-random/1`, section 11.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Digest", into = "Digest")]
pub struct RosterKey(FrameKey);

impl RosterKey {
    /// A new key, from the caller's generator.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(FrameKey::generate(rng))
    }

    /// The token under which an officer enters a deal.
    #[must_use]
    pub fn token(&self, inspector: &InspectorId) -> Token {
        self.0.token(inspector.as_str())
    }
}

impl TryFrom<Digest> for RosterKey {
    type Error = KeyError;

    fn try_from(bytes: Digest) -> Result<Self, KeyError> {
        FrameKey::secret(*bytes.as_bytes()).map(Self)
    }
}

impl std::str::FromStr for RosterKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        FrameKey::parse_secret(text).map(Self)
    }
}

impl From<RosterKey> for Digest {
    fn from(key: RosterKey) -> Self {
        key.0.reveal().parse().unwrap_or(Self::from_bytes([0; 32]))
    }
}

impl fmt::Debug for RosterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RosterKey(…)")
    }
}
