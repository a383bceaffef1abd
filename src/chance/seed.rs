//! Seeds and how they beget each other.

use crate::digest::Digest;
use crate::digest::HexError;
use crate::digest::Midstate;
use crate::digest::from_hex;
use crate::digest::hex;
use crate::id::PlanId;
use std::fmt;
use std::str::FromStr;

/// 32 bytes from which numbers are made (种子). A seed is either derived from or digested with, never both.
///
/// It prints as `Seed(…)`; its value leaves through [`Seed::reveal`] alone.
///
/// ```
/// use double_random::chance::Seed;
/// let seed: Seed = "4dc26fcbef316a192e8be4718f170b77c30e73817844c554d82d05f261b97f4e".parse()?;
/// let targets = seed.derive("targets/plan-1");
/// assert_eq!(targets.reveal(), "e78776647387a0d4da25b6b2404f7c13f5d09e17161c845332a47ea8f874a996");
/// assert_eq!(format!("{seed:?}"), "Seed(…)");
/// # Ok::<(), double_random::digest::HexError>(())
/// ```
///
/// # Value stability
/// `double-random/1`.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// `derive(seed, label) = H(hex(seed) + ":" + label)`: another seed, for one purpose only.
    ///
    /// By hand: `printf '%s:%s' "$SEED" "$LABEL" | sha256sum`.
    #[must_use]
    pub fn derive(&self, label: &str) -> Self {
        let digest = Digest::of_texts([hex(&self.0).as_str(), ":", label]);
        Self(*digest.as_bytes())
    }

    /// The seed whose tickets order the targets of a plan.
    #[must_use]
    pub fn targets(&self, plan: &PlanId) -> Self {
        self.derive(&format!("targets/{plan}"))
    }

    /// The seed whose stream rounds the sample sizes of a plan.
    #[must_use]
    pub fn rounding(&self, plan: &PlanId) -> Self {
        self.derive(&format!("rounding/{plan}"))
    }

    /// The seed whose stream decides the pivotal duels of a plan.
    #[must_use]
    pub fn pivotal(&self, plan: &PlanId) -> Self {
        self.derive(&format!("pivotal/{plan}"))
    }

    /// The value, as 64 lower-case hex digits: the one way in which it leaves.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256 after `hex(seed)`, which is exactly one block.
    pub(crate) fn midstate(&self) -> Midstate {
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(self.reveal().bytes()) {
            *to = from;
        }
        Midstate::after(&block)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl FromStr for Seed {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        from_hex(text).map(Self)
    }
}
