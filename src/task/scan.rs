//! Officers come in.

use crate::calendar::{Day, Moment};
use crate::campaign::Period;
use crate::digest::present;
use crate::id::{AssistantId, DepartmentId, Ground, InspectorId, ScanId};
use crate::inspector::{Help, Ineligible};
use crate::visits::VisitTooLong;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The entry of officers at a target (扫码入企): one for all who come on a day, whatever their departments. The moment of the scan is that
/// of its event; that of leaving ends the inspection. Rules SC-01 and DR-30; source: State Council opinions on inspections of
/// enterprises (国办发〔2024〕54号) and the questions and answers of the Ministry of Justice on them.
///
/// ```
/// use double_random::task::{Late, ScanIn, ScanMethod};
/// let scan = ScanIn::new("SM-2025-0417".parse()?, ScanMethod::LicenceQr, ["101".parse()?, "102".parse()?]);
/// assert!(scan.late.is_none() && scan.urgent.is_none());
/// let begun = "2025-06-03T09:30:00+08:00".parse()?;
/// let late = scan.late(Late::new(begun, "the goods were being carried away".parse()?));
/// assert!(late.late.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScanIn {
    /// The number under which the entry is kept: it serves once.
    pub scan: ScanId,
    /// How.
    pub method: ScanMethod,
    /// The officers who came.
    pub officers: BTreeSet<InspectorId>,
    /// Those who help and never count as officers.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "crate::digest::unique"
    )]
    pub assistants: BTreeMap<AssistantId, Help>,
    /// That the inspection began before the scan.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub late: Option<Late>,
    /// Why it could not wait for an approval, where one is wanting (rule OS-01).
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub urgent: Option<Ground>,
}

/// By what officers come in (入企方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScanMethod {
    /// The enterprise's own code (企业码).
    EnterpriseCode,
    /// The code on the business licence (营业执照二维码).
    LicenceQr,
    /// Written down by hand (手工登记), where there is no code to scan.
    Manual,
}

/// A scan after the inspection began and before the officers left (补扫码): in an emergency, or where evidence might be lost. Rule
/// SC-02; source: rules of Shenzhen (深府规〔2025〕6号).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Late {
    /// When the inspection began.
    pub begun: Moment,
    /// Why nobody scanned before.
    pub reason: Ground,
}

impl Late {
    /// An inspection that began then, without a scan for this reason.
    #[must_use]
    pub const fn new(begun: Moment, reason: Ground) -> Self {
        Self { begun, reason }
    }
}

impl ScanIn {
    /// These officers scan in before they begin, alone and with every approval.
    #[must_use]
    pub fn new(
        scan: ScanId,
        method: ScanMethod,
        officers: impl IntoIterator<Item = InspectorId>,
    ) -> Self {
        Self {
            scan,
            method,
            officers: officers.into_iter().collect(),
            assistants: BTreeMap::new(),
            late: None,
            urgent: None,
        }
    }

    /// Somebody comes along to help.
    #[must_use]
    pub fn assistant(mut self, assistant: AssistantId, help: Help) -> Self {
        self.assistants.insert(assistant, help);
        self
    }

    /// It comes late.
    #[must_use]
    pub fn late(self, late: Late) -> Self {
        let late = Some(late);
        Self { late, ..self }
    }

    /// When the inspection began: at this moment of the scan, or before it if the scan is late.
    pub(super) fn begun<'a>(&'a self, at: &'a Moment) -> &'a Moment {
        self.late.as_ref().map_or(at, |late| &late.begun)
    }

    /// It could not wait for an approval.
    #[must_use]
    pub fn urgent(self, reason: Ground) -> Self {
        let urgent = Some(reason);
        Self { urgent, ..self }
    }
}

/// Who came is not everyone's.
impl fmt::Debug for ScanIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScanIn({}, {} officers)", self.scan, self.officers.len())
    }
}

/// What is wrong with a scan-in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScanFault {
    /// A number that served before.
    #[error("a scan-in has a number of its own, found `{scan}` used before")]
    Used {
        /// The number.
        scan: ScanId,
    },
    /// A second entry of one day: several officers make one.
    #[error("officers come in once a day, found a second scan-in on {day}")]
    SameDay {
        /// The day.
        day: Day,
    },
    /// A day on which the campaign does not last.
    #[error("a visit from {period} is wanted, found one on {day}")]
    OutsidePeriod {
        /// The campaign's days.
        period: Period,
        /// The day of the visit.
        day: Day,
    },
    /// A day too far from the first of the visit.
    #[error(transparent)]
    TooLong(VisitTooLong),
    /// Somebody who was not sent there.
    #[error("officers of the teams in force are wanted, found `{inspector}`")]
    NotOnTeam {
        /// Who was found.
        inspector: InspectorId,
    },
    /// Somebody who may not inspect on this day (rule DR-07).
    #[error("`{inspector}` may not inspect: {why}")]
    MayNotInspect {
        /// Who.
        inspector: InspectorId,
        /// Why.
        why: Ineligible,
    },
    /// Fewer of a department than inspect together (rules DR-30 and DR-31).
    #[error("{wanted} officers of `{department}` are wanted, found {found}")]
    TooFew {
        /// The department.
        department: DepartmentId,
        /// How many at least.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
    /// Somebody who helps otherwise than at the business.
    #[error("who helps at an inspection may come along to it, found `{assistant}`, {help}")]
    MayNotEnter {
        /// Who.
        assistant: AssistantId,
        /// How they help.
        help: Help,
    },
    /// An inspection that would have begun after its scan.
    #[error(
        "a late scan-in comes after the inspection began, found one at {at} of an inspection that began at {begun}"
    )]
    NotLate {
        /// The moment of the scan.
        at: Moment,
        /// When the inspection began.
        begun: Moment,
    },
    /// A target that was not told, without a reason (rule OS-02).
    #[error("a target is told before officers come, or it is noted why not: found neither")]
    NotTold,
    /// A visit without approval that is not urgent (rule OS-01).
    #[error(
        "an approval of `{department}` before the visit is wanted, or a reason why it could not wait, found neither"
    )]
    Unapproved {
        /// Whose approval is wanting.
        department: DepartmentId,
    },
    /// A reason why it could not wait for what was there.
    #[error(
        "a reason why a visit could not wait for approvals is wanted where one is wanting, found it where none is"
    )]
    NeedlesslyUrgent,
}
