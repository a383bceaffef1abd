//! The key of a frame: what keeps tickets from being computed for the names of a public registry (protocol section 2).

use super::token::Token;
use crate::chance::Seed;
use crate::digest::Digest;
use crate::digest::HexError;
use crate::digest::Midstate;
use crate::digest::from_hex;
use crate::digest::hex;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The key from which a frame's tokens are made (抽样框密钥). It prints as `FrameKey(…)`.
///
/// A frame whose plan stratifies by public attributes only may take the open key, 32 zero bytes, with which anyone who has
/// the registry replays the targets. It then carries 32 random bytes that keep the record's digest closed until the
/// opening.
///
/// ```
/// use double_random::frame::FrameKey;
/// let key = FrameKey::secret([7; 32])?;
/// assert_eq!(format!("{key:?}"), "FrameKey(…)");
/// assert_eq!(FrameKey::open([1; 32]).token("a").to_string(), "1695bc90f0aa432f378cf788");
/// # Ok::<(), double_random::frame::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "KeyForm")]
pub struct FrameKey {
    key: [u8; 32],
    blind: Option<[u8; 32]>,
}

/// What documents hold of a key: the key, or the random bytes beside the open one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeyForm {
    Secret(Digest),
    Open(Digest),
}

/// Bytes that are not a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The open key where a secret one is wanted.
    #[error("a secret key is not the open one, found 32 zero bytes")]
    Open,
    /// No 32 bytes.
    #[error(transparent)]
    Hex(#[from] HexError),
}

const OPEN: [u8; 32] = [0; 32];

impl FrameKey {
    /// A new secret key, from the caller's generator; made for one announcement.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = OPEN;
        while key == OPEN {
            rng.fill_bytes(&mut key);
        }
        Self { key, blind: None }
    }

    /// The secret key that these bytes are.
    ///
    /// # Errors
    /// 32 zero bytes, which are the open key.
    pub fn secret(key: [u8; 32]) -> Result<Self, KeyError> {
        let blind = None;
        if key == OPEN {
            Err(KeyError::Open)
        } else {
            Ok(Self { key, blind })
        }
    }

    /// The secret key that 64 lower-case hex digits write.
    ///
    /// # Errors
    /// Another spelling; 32 zero bytes.
    pub fn parse_secret(text: &str) -> Result<Self, KeyError> {
        Self::secret(from_hex(text)?)
    }

    /// The open key, with the random bytes that keep the record's digest closed.
    #[must_use]
    pub const fn open(blind: [u8; 32]) -> Self {
        Self {
            key: OPEN,
            blind: Some(blind),
        }
    }

    /// The open key, with its random bytes written in 64 lower-case hex digits.
    ///
    /// # Errors
    /// Another spelling.
    pub fn parse_open(text: &str) -> Result<Self, KeyError> {
        Ok(Self::open(from_hex(text)?))
    }

    /// Whether it is the open key.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.blind.is_some()
    }

    /// `H("double-random/1 frame-key" + LF + hex(frame_key) + LF)`.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        Digest::of_texts(["double-random/1 frame-key\n", &hex(&self.key), "\n"])
    }

    /// `derive(frame_key, "token")`: the seed whose digests are tokens.
    #[must_use]
    pub fn token_seed(&self) -> Seed {
        Seed::from_bytes(self.key).derive("token")
    }

    /// The token of one id.
    #[must_use]
    pub fn token(&self, id: &str) -> Token {
        Token::of(self.token_midstate().finish(id.as_bytes()))
    }

    pub(super) fn token_midstate(&self) -> Midstate {
        self.token_seed().midstate()
    }

    /// Whether both make the same tokens.
    pub(crate) fn makes_the_tokens_of(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// What the confidential form holds of it, as 64 lower-case hex digits: the key, or the random bytes beside the open
    /// one. The one way in which they leave.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(self.blind.as_ref().unwrap_or(&self.key))
    }
}

impl TryFrom<KeyForm> for FrameKey {
    type Error = KeyError;

    fn try_from(form: KeyForm) -> Result<Self, KeyError> {
        match form {
            KeyForm::Secret(key) => Self::secret(*key.as_bytes()),
            KeyForm::Open(blind) => Ok(Self::open(*blind.as_bytes())),
        }
    }
}

impl From<&FrameKey> for KeyForm {
    fn from(key: &FrameKey) -> Self {
        match key.blind {
            Some(blind) => Self::Open(Digest::from_bytes(blind)),
            None => Self::Secret(Digest::from_bytes(key.key)),
        }
    }
}

impl fmt::Debug for FrameKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_open() {
            "FrameKey(open)"
        } else {
            "FrameKey(…)"
        })
    }
}
