//! SHA-256 digests, documents and Merkle trees (protocol sections 1 and 2).

mod count;
mod document;
mod lanes;
mod level;
mod merkle;
#[cfg(all(feature = "wide", target_arch = "x86_64"))]
mod wide;

#[cfg(feature = "count")]
pub use count::compressions;
pub use document::Document;
pub use document::DocumentError;
pub use merkle::InclusionProof;
pub use merkle::MerkleTree;

pub(crate) use merkle::Builder as MerkleBuilder;

pub(crate) use document::Canonical;
pub(crate) use document::LARGEST;
pub(crate) use document::exact;
pub(crate) use document::present;
pub(crate) use document::strict;
pub(crate) use document::strict_value;
pub(crate) use document::table;
pub(crate) use document::unique;
pub(crate) use lanes::LANES;
pub(crate) use lanes::Lanes;
pub(crate) use lanes::Midstate;
pub(crate) use lanes::copy;
pub(crate) use lanes::hex8;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;
use std::str::FromStr;

/// A SHA-256 digest (摘要), written as 64 lower-case hex digits.
///
/// ```
/// use double_random::digest::Digest;
/// let digest = Digest::of(b"abc");
/// assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// assert_eq!(digest.to_string().parse(), Ok(digest));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text that is not 32 bytes in hex (protocol section 1). It does not repeat the text, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("32 bytes are written as 64 lower-case hex digits, found {bytes} bytes of text{}", if *.bytes == 64 { ", not all of them such digits" } else { "" })]
pub struct HexError {
    bytes: usize,
}

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        count::message(bytes.len());
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest of these texts, one after the other, with nothing between them.
    #[must_use]
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hasher = Hasher::default();
        for text in texts {
            hasher.update(text.as_bytes());
        }
        hasher.finish()
    }

    /// The digest that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A message that comes piece by piece.
#[derive(Default)]
struct Hasher {
    hasher: sha2::Sha256,
    bytes: usize,
}

impl Hasher {
    fn update(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len();
    }

    fn finish(self) -> Digest {
        count::message(self.bytes);
        Digest(self.hasher.finalize().into())
    }
}

/// The bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8; 32]) -> String {
    let words = bytes
        .as_chunks()
        .0
        .iter()
        .map(|word| hex8(u32::from_be_bytes(*word)));
    words.flatten().map(char::from).collect()
}

/// The 32 bytes that 64 lower-case hex digits write.
pub(crate) fn from_hex(text: &str) -> Result<[u8; 32], HexError> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes: Option<Vec<u8>> = pairs
        .iter()
        .map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?))
        .collect();
    let bytes = bytes.filter(|_| rest.is_empty());
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(HexError { bytes: text.len() })
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        from_hex(text).map(Self)
    }
}

impl TryFrom<String> for Digest {
    type Error = HexError;

    fn try_from(text: String) -> Result<Self, HexError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_has_one_spelling() {
        let digest = Digest::of(b"");
        let text = digest.to_string();
        assert_eq!(
            text,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(text.parse(), Ok(digest));
        for bad in [
            "",
            "e3",
            &text.to_uppercase(),
            text.trim_start_matches('e'),
            &format!("{text}0"),
            &text.replace('e', "g"),
        ] {
            assert!(bad.parse::<Digest>().is_err(), "{bad}");
        }
    }

    #[test]
    fn texts_are_joined_with_nothing_between() {
        assert_eq!(Digest::of_texts(["a", "", "bc"]), Digest::of(b"abc"));
    }
}
