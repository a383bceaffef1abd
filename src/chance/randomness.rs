//! Where a draw's randomness comes from, and the draw seed that it makes with the announcement (protocol section 3).

use super::announcement::Announcement;
use super::seed::Seed;
use super::source::SourceError;
use crate::digest::Digest;
use crate::digest::HexError;
use crate::digest::from_hex;
use crate::digest::hex;
use crate::digest::unique;
use crate::id::{Contributor, Source, SourceValue};
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A contributor's secret of 32 bytes (随机数承诺的原值). It prints as `Nonce(…)`.
#[derive(Clone, PartialEq, Eq)]
pub struct Nonce([u8; 32]);

impl Nonce {
    /// A new secret, from the caller's generator.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The nonce that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The value, as 64 lower-case hex digits: the one way in which it leaves.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The commitment that the announcement names for this contributor.
    #[must_use]
    pub fn commitment(&self, contributor: &Contributor) -> Digest {
        nonce_commitment(contributor, self)
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(…)")
    }
}

impl FromStr for Nonce {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        from_hex(text).map(Self)
    }
}

pub(super) fn nonce_commitment(contributor: &Contributor, nonce: &Nonce) -> Digest {
    Digest::of_texts([
        "double-random/1 commit\n",
        contributor.as_str(),
        "\n",
        &nonce.reveal(),
        "\n",
    ])
}

/// The randomness (随机源) of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "RandomnessForm")]
#[expect(clippy::exhaustive_enums, reason = "the protocol names these two")]
pub enum Randomness {
    /// 32 bytes that somebody declared: a simulation, or a host with a procedure of its own. Whoever replays such a draw
    /// learns that it is consistent, never that nobody chose it.
    Declared(Seed),
    /// The nonces of all contributors and the values of all sources of an announcement.
    Contributed {
        /// Every contributor's nonce.
        nonces: BTreeMap<Contributor, Nonce>,
        /// Every source's value.
        values: BTreeMap<Source, SourceValue>,
    },
}

/// What documents hold of randomness: everything, secrets too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum RandomnessForm {
    Declared(Digest),
    Contributed {
        #[serde(deserialize_with = "unique")]
        nonces: BTreeMap<Contributor, Digest>,
        #[serde(deserialize_with = "unique")]
        values: BTreeMap<Source, SourceValue>,
    },
}

impl From<RandomnessForm> for Randomness {
    fn from(form: RandomnessForm) -> Self {
        match form {
            RandomnessForm::Declared(bytes) => Self::declared(*bytes.as_bytes()),
            RandomnessForm::Contributed { nonces, values } => {
                let nonces = nonces
                    .into_iter()
                    .map(|(name, nonce)| (name, Nonce(*nonce.as_bytes())))
                    .collect();
                Self::Contributed { nonces, values }
            }
        }
    }
}

impl From<&Randomness> for RandomnessForm {
    fn from(randomness: &Randomness) -> Self {
        match randomness {
            Randomness::Declared(seed) => Self::Declared(Digest::from_bytes(*seed.bytes())),
            Randomness::Contributed { nonces, values } => {
                let nonces = nonces
                    .iter()
                    .map(|(name, nonce)| (name.clone(), Digest::from_bytes(nonce.0)))
                    .collect();
                Self::Contributed {
                    nonces,
                    values: values.clone(),
                }
            }
        }
    }
}

/// Randomness that is not the announced one (protocol section 3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RandomnessError {
    /// Declared where a ceremony was announced, or the other way round.
    #[error("the announcement asks for {wanted} randomness, found {found} randomness")]
    Kind {
        /// `declared` or `contributed`.
        wanted: &'static str,
        /// The other one.
        found: &'static str,
    },
    /// Other contributors than those announced.
    #[error("nonces are wanted of the contributors [{wanted}], found those of [{found}]")]
    Contributors {
        /// The announced ones, joined with commas.
        wanted: String,
        /// Those that came.
        found: String,
    },
    /// A nonce to which its contributor was not committed.
    #[error(
        "the nonce of `{contributor}` must match the commitment {wanted}, found one that commits to {found}"
    )]
    Nonce {
        /// Whose nonce it is.
        contributor: Contributor,
        /// The announced commitment.
        wanted: Digest,
        /// The commitment to the nonce that came.
        found: Digest,
    },
    /// Other sources than those announced.
    #[error("values are wanted of the sources [{wanted}], found those of [{found}]")]
    Sources {
        /// The announced ones, joined with commas.
        wanted: String,
        /// Those that came.
        found: String,
    },
    /// One nonce of two contributors.
    #[error(
        "every contributor has a nonce of its own, found that of `{first}` with `{second}` too"
    )]
    Shared {
        /// Who has it.
        first: Contributor,
        /// Who has it, too.
        second: Contributor,
    },
    /// A value that is not written as its source's form prescribes.
    #[error("source `{source_name}`: {error}")]
    Value {
        /// Whose value it is.
        source_name: Source,
        /// What is wrong.
        error: SourceError,
    },
}

impl Randomness {
    /// Randomness that the caller declares.
    ///
    /// ```
    /// use double_random::chance::Randomness;
    /// let randomness = Randomness::declared([7; 32]);
    /// assert_eq!(format!("{randomness:?}"), "Declared(Seed(…))");
    /// ```
    #[must_use]
    pub const fn declared(bytes: [u8; 32]) -> Self {
        Self::Declared(Seed::from_bytes(bytes))
    }

    /// The 32 bytes: `H("double-random/1 randomness" + LF + lines)`, or those that were declared.
    #[must_use]
    pub fn value(&self) -> Digest {
        match self {
            Self::Declared(seed) => Digest::from_bytes(*seed.bytes()),
            Self::Contributed { nonces, values } => {
                let mut text = "double-random/1 randomness\n".to_owned() + &nonce_lines(nonces);
                for (name, value) in values {
                    text.extend(["source\t", name.as_str(), "\t", value.as_str(), "\n"]);
                }
                Digest::of(text.as_bytes())
            }
        }
    }

    /// The draw seed `S`, if this is the randomness that the announcement names.
    ///
    /// # Errors
    /// Declared where contributors were announced or the reverse; a contributor, nonce or source that is missing, foreign
    /// or not the one committed to.
    ///
    /// # Value stability
    /// `double-random/1`.
    pub fn draw_seed(&self, announcement: &Announcement) -> Result<Seed, RandomnessError> {
        self.fits(announcement)?;
        let (a, r) = (announcement.digest().to_string(), self.value().to_string());
        let digest = Digest::of_texts(["double-random/1 draw\n", &a, "\n", &r, "\n"]);
        Ok(Seed::from_bytes(*digest.as_bytes()))
    }

    fn fits(&self, announcement: &Announcement) -> Result<(), RandomnessError> {
        let (nonces, values, terms) = match (self, announcement.terms()) {
            (Self::Declared(_), None) => return Ok(()),
            (Self::Declared(_), Some(_)) => {
                return Err(RandomnessError::Kind {
                    wanted: "contributed",
                    found: "declared",
                });
            }
            (Self::Contributed { .. }, None) => {
                return Err(RandomnessError::Kind {
                    wanted: "declared",
                    found: "contributed",
                });
            }
            (Self::Contributed { nonces, values }, Some(terms)) => (nonces, values, terms),
        };
        if !nonces.keys().eq(terms.contributors.keys()) {
            let (wanted, found) = (join(terms.contributors.keys()), join(nonces.keys()));
            return Err(RandomnessError::Contributors { wanted, found });
        }
        for (contributor, nonce) in nonces {
            if let (Some(&wanted), false) = (
                terms.contributors.get(contributor),
                announcement.accepts(contributor, nonce),
            ) {
                let (contributor, found) = (contributor.clone(), nonce.commitment(contributor));
                return Err(RandomnessError::Nonce {
                    contributor,
                    wanted,
                    found,
                });
            }
        }
        let mut met = BTreeMap::new();
        for (second, nonce) in nonces {
            if let Some(first) = met.insert(nonce.bytes(), second.clone()) {
                let second = second.clone();
                return Err(RandomnessError::Shared { first, second });
            }
        }
        if !values.keys().eq(terms.sources.keys()) {
            let (wanted, found) = (join(terms.sources.keys()), join(values.keys()));
            return Err(RandomnessError::Sources { wanted, found });
        }
        for (source, value) in values {
            let refused = |error| RandomnessError::Value {
                source_name: source.clone(),
                error,
            };
            terms.check_value(source, value).map_err(refused)?;
        }
        Ok(())
    }
}

/// What the office publishes once it holds every nonce: `H("double-random/1 closing" + LF + hex(A) + LF + nonce lines)`.
#[must_use]
pub fn closing(announcement: &Announcement, nonces: &BTreeMap<Contributor, Nonce>) -> Digest {
    let (a, lines) = (announcement.digest().to_string(), nonce_lines(nonces));
    Digest::of_texts(["double-random/1 closing\n", &a, "\n", &lines])
}

fn nonce_lines(nonces: &BTreeMap<Contributor, Nonce>) -> String {
    nonces
        .iter()
        .flat_map(|(name, nonce)| {
            [
                "nonce\t".to_owned(),
                name.to_string(),
                format!("\t{}\n", nonce.reveal()),
            ]
        })
        .collect()
}

fn join<T: ToString>(names: impl Iterator<Item = T>) -> String {
    names
        .map(|name| name.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}
