//! Who may inspect at all: enforcement certificates and an officer's status. Rule DR-07.

use crate::calendar::Day;
use crate::id::CertificateNumber;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An enforcement certificate (行政执法证): without a valid one nobody inspects (《国务院办公厅关于严格规范涉企行政检查的意见》,
/// 国办发〔2024〕54号).
///
/// ```
/// use double_random::inspector::Certificate;
/// let certificate = Certificate::new("云E-00017".parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?);
/// assert!(certificate.is_valid_on("2027-02-28".parse()?));
/// assert!(!certificate.is_valid_on("2027-03-01".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Certificate {
    /// Its number.
    pub number: CertificateNumber,
    /// The first day on which it is valid.
    pub from: Day,
    /// The last.
    pub until: Day,
}

impl Certificate {
    /// A certificate that is valid from one day to another, both included.
    #[must_use]
    pub const fn new(number: CertificateNumber, from: Day, until: Day) -> Self {
        Self {
            number,
            from,
            until,
        }
    }

    /// Whether it is valid on the day.
    #[must_use]
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Whether an officer is at work (在岗状态). Who is not stands on no roster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// At work (在岗).
    #[default]
    Active,
    /// On leave, on training, ill (请假、培训).
    Away,
    /// Suspended from duty (停职).
    Suspended,
    /// Moved, retired, dismissed (调离、退休).
    Left,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Away => "away",
            Self::Suspended => "suspended",
            Self::Left => "left",
        })
    }
}
