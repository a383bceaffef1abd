//! From old numbers to codes.

use super::{RegistrationNumber, RegistrationNumberError, Uscc, UsccError};
use crate::digest::unique;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Which code each old registration number became (注册号与统一社会信用代码对照). One number leads to one code; a code may have
/// several numbers, after a merger.
///
/// ```
/// use double_random::uscc::{Aliases, Uscc};
/// let code: Uscc = "91532301MA6K00014Y".parse()?;
/// let aliases = Aliases::new([("110000013257748".parse()?, code)])?;
/// assert_eq!(aliases.resolve("110000013257748")?, code);
/// assert_eq!(aliases.resolve("91532301MA6K00014Y")?, code);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Aliases(#[serde(deserialize_with = "unique")] BTreeMap<RegistrationNumber, Uscc>);

/// One old number for several codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the registration number `{number}` leads to one code, found {}", codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" and "))]
#[non_exhaustive]
pub struct AliasFault {
    /// The number.
    pub number: RegistrationNumber,
    /// The codes.
    pub codes: BTreeSet<Uscc>,
}

/// Every old number that stands for several codes: at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasFaults(Vec<AliasFault>);

/// A text that leads to no code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// No code.
    #[error(transparent)]
    Code(#[from] UsccError),
    /// 15 characters, and no registration number.
    #[error(transparent)]
    Number(#[from] RegistrationNumberError),
    /// A registration number that nobody knows.
    #[error("a registration number that is known is wanted, found `{number}`")]
    Unknown {
        /// The number.
        number: RegistrationNumber,
    },
}

impl Aliases {
    /// These numbers for these codes. The same pair may come twice.
    ///
    /// # Errors
    /// Every number that would stand for several codes, not the first.
    pub fn new(
        pairs: impl IntoIterator<Item = (RegistrationNumber, Uscc)>,
    ) -> Result<Self, AliasFaults> {
        let (mut aliases, mut faults) = (BTreeMap::new(), BTreeMap::<_, BTreeSet<Uscc>>::new());
        for (number, code) in pairs {
            let first = *aliases.entry(number).or_insert(code);
            if first != code {
                faults.entry(number).or_default().extend([first, code]);
            }
        }
        if faults.is_empty() {
            return Ok(Self(aliases));
        }
        let fault = |(number, codes)| AliasFault { number, codes };
        Err(AliasFaults(faults.into_iter().map(fault).collect()))
    }

    /// The code of a number.
    #[must_use]
    pub fn code(&self, number: &RegistrationNumber) -> Option<Uscc> {
        self.0.get(number).copied()
    }

    /// The numbers of a code, in their order.
    pub fn numbers(&self, code: Uscc) -> impl Iterator<Item = &RegistrationNumber> {
        let pairs = self.0.iter().filter(move |(_, of)| **of == code);
        pairs.map(|(number, _)| number)
    }

    /// The code that this text is or, if it has 15 characters, to which it leads.
    ///
    /// # Errors
    /// A text that is neither; a number that is not known.
    pub fn resolve(&self, text: &str) -> Result<Uscc, ResolveError> {
        if text.chars().count() != 15 {
            return Ok(text.parse()?);
        }
        let number = text.parse()?;
        self.code(&number).ok_or(ResolveError::Unknown { number })
    }
}

impl AliasFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[AliasFault] {
        &self.0
    }
}

impl fmt::Display for AliasFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(AliasFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for AliasFaults {}
