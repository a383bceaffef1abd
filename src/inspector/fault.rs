//! What can be wrong with a roster: all of it is told at once.

use super::{Certificate, Status};
use crate::calendar::Day;
use crate::digest::DocumentError;
use crate::id::{
    CertificateNumber, DepartmentId, InspectorId, NameError, NameKind, TargetGroup, UnitId,
};
use std::fmt;

/// One thing that is wrong with a roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RosterFault {
    /// Another form, or a later one.
    #[error("form: `double-random/roster/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// No department at all.
    #[error("departments: at least one sends officers, found none")]
    NoDepartment,
    /// Teams of one or of nobody: rule DR-30.
    #[error(
        "departments: `{department}`: two officers or more inspect together unless a legal reason (`fewer_ground`) is given, found {slots} slots"
    )]
    TooFewSlots {
        /// Which department.
        department: DepartmentId,
        /// How many slots it has.
        slots: usize,
    },
    /// A reason that is none, or none is wanted.
    #[error("departments: `{department}`: fewer_ground: {found}")]
    FewerGround {
        /// Which department.
        department: DepartmentId,
        /// What is wrong.
        found: NameError,
    },
    /// A reason for fewer than two where there are two.
    #[error("departments: `{department}`: fewer_ground: none is wanted where a team has two seats")]
    NeedlessGround {
        /// Which department.
        department: DepartmentId,
    },
    /// An officer of a department that the roster does not name.
    #[error("inspectors: `{inspector}` is of `{department}`, which this roster does not name")]
    ForeignDepartment {
        /// The officer.
        inspector: InspectorId,
        /// Its department.
        department: DepartmentId,
    },
    /// One officer twice.
    #[error("inspectors: an officer stands once on a roster, found `{inspector}` twice")]
    InspectorTwice {
        /// The officer.
        inspector: InspectorId,
    },
    /// One certificate of two officers.
    #[error("inspectors: a certificate is one officer's, found `{number}` twice")]
    CertificateTwice {
        /// Its number.
        number: CertificateNumber,
    },
    /// A certificate that is never valid.
    #[error(
        "inspectors: `{inspector}`: a certificate ends no earlier than it begins, found {from} to {until}"
    )]
    CertificateBackwards {
        /// The officer.
        inspector: InspectorId,
        /// Its first day.
        from: Day,
        /// Its last day.
        until: Day,
    },
    /// A load that no year of visits comes to.
    #[error(
        "inspectors: `{inspector}`: limit and load carried in are at most 1000000 visits, found {found}"
    )]
    TooMuch {
        /// The officer.
        inspector: InspectorId,
        /// The load.
        found: u64,
    },
    /// A district or qualification twice.
    #[error("inspectors: `{inspector}`: each {what} stands once, found `{found}` twice")]
    ListedTwice {
        /// The officer.
        inspector: InspectorId,
        /// `district` or `qualification`.
        what: NameKind,
        /// Which.
        found: String,
    },
    /// Two officers of one token, which another key heals.
    #[error(
        "key: tokens are unique on a roster, found one for both `{first}` and `{second}`: take another key"
    )]
    EqualTokens {
        /// One officer.
        first: InspectorId,
        /// The other.
        second: InspectorId,
    },
    /// An officer who is not at work.
    #[error("inspectors: `{inspector}` is not active but {status}")]
    NotActive {
        /// The officer.
        inspector: InspectorId,
        /// What it is.
        status: Status,
    },
    /// An officer without a certificate that is valid on the day.
    #[error("inspectors: `{inspector}`: a certificate valid on {day} is wanted, found {}", .found.as_ref().map_or_else(|| "none".to_owned(), |found| format!("one from {} to {}", found.from, found.until)))]
    NotCertified {
        /// The officer.
        inspector: InspectorId,
        /// The day.
        day: Day,
        /// What there is.
        found: Option<Certificate>,
    },
    /// A recusal of somebody who is not on the roster.
    #[error("recusals: an officer of this roster is wanted, found `{inspector}`")]
    UnknownInspector {
        /// Who was found.
        inspector: InspectorId,
    },
    /// A recusal from a target that the frame does not hold.
    #[error("recusals: a unit of the frame is wanted, found `{target}`")]
    UnknownTarget {
        /// Which was found.
        target: UnitId,
    },
    /// A recusal from a group that the roster does not name.
    #[error("recusals: a group of this roster is wanted, found `{group}`")]
    UnknownGroup {
        /// Which was found.
        group: TargetGroup,
    },
    /// A ground that says nothing.
    #[error(
        "recusals: `{inspector}`: the ground is one line of 1 to 128 bytes, without control characters and outer white space, found another text"
    )]
    RecusalGround {
        /// The officer.
        inspector: InspectorId,
    },
    /// One recusal twice.
    #[error("recusals: one of `{inspector}` stands twice")]
    RecusalTwice {
        /// The officer.
        inspector: InspectorId,
    },
    /// A group of nobody.
    #[error("groups: `{group}`: at least one target is wanted, found none")]
    EmptyGroup {
        /// Which group.
        group: TargetGroup,
    },
    /// One target twice in a group.
    #[error("groups: `{group}`: each target stands once, found `{target}` twice")]
    TargetTwice {
        /// Which group.
        group: TargetGroup,
        /// Which target.
        target: UnitId,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// Everything that is wrong with a roster: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterFaults(Vec<RosterFault>);

impl RosterFaults {
    pub(super) fn of(faults: Vec<RosterFault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[RosterFault] {
        &self.0
    }
}

impl From<RosterFault> for RosterFaults {
    fn from(fault: RosterFault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for RosterFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(RosterFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for RosterFaults {}

/// A text that is no roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RosterError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a roster that cannot be used.
    #[error(transparent)]
    Faults(#[from] RosterFaults),
}
