//! The inspector: what the office knows of an officer.

use super::{Certificate, Status};
use crate::id::{DepartmentId, District, InspectorId, Qualification};
use std::collections::BTreeSet;

/// An officer who may fill a seat (检查人员, 执法人员).
///
/// Experts, testing bodies and auxiliaries (专家, 检测机构, 辅助人员) may help and never count as officers: an
/// [`Assistant`](super::Assistant) does not become an `Inspector`, and only an `Inspector` enters a roster.
///
/// ```
/// use double_random::inspector::{Certificate, Inspector};
/// let certificate = Certificate::new("云E-00017".parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?);
/// let inspector = Inspector::new("5323001".parse()?, "市场监督管理局".parse()?)
///     .certificate(certificate)
///     .district("532301".parse()?)
///     .qualification("food".parse()?)
///     .limit(12)
///     .carried(3);
/// assert_eq!(inspector.id().as_str(), "5323001");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspector {
    pub(super) id: InspectorId,
    pub(super) department: DepartmentId,
    pub(super) certificate: Option<Certificate>,
    pub(super) status: Status,
    pub(super) districts: BTreeSet<District>,
    pub(super) qualifications: BTreeSet<Qualification>,
    pub(super) limit: Option<u64>,
    pub(super) carried: u64,
}

impl Inspector {
    /// An active officer of a department, whose certificate is not known yet; who may come everywhere, holds no
    /// qualification, has no limit and carries nothing in.
    #[must_use]
    pub const fn new(id: InspectorId, department: DepartmentId) -> Self {
        Self {
            id,
            department,
            certificate: None,
            status: Status::Active,
            districts: BTreeSet::new(),
            qualifications: BTreeSet::new(),
            limit: None,
            carried: 0,
        }
    }

    /// With this enforcement certificate.
    #[must_use]
    pub fn certificate(self, certificate: Certificate) -> Self {
        let certificate = Some(certificate);
        Self {
            certificate,
            ..self
        }
    }

    /// With this status.
    #[must_use]
    pub fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// Who may come to this district, and others only if they are named too.
    #[must_use]
    pub fn district(mut self, district: District) -> Self {
        self.districts.insert(district);
        self
    }

    /// Who holds this qualification.
    #[must_use]
    pub fn qualification(mut self, qualification: Qualification) -> Self {
        self.qualifications.insert(qualification);
        self
    }

    /// Whose load may reach this and no more, what it carries in included.
    #[must_use]
    pub fn limit(self, limit: u64) -> Self {
        let limit = Some(limit);
        Self { limit, ..self }
    }

    /// Who has had so many seats this year, so that the year comes out even.
    #[must_use]
    pub fn carried(self, carried: u64) -> Self {
        Self { carried, ..self }
    }

    /// The id.
    #[must_use]
    pub const fn id(&self) -> &InspectorId {
        &self.id
    }

    /// The department.
    #[must_use]
    pub const fn department(&self) -> &DepartmentId {
        &self.department
    }

    /// The districts to which the officer may come; none listed means all.
    #[must_use]
    pub const fn districts(&self) -> &BTreeSet<District> {
        &self.districts
    }

    /// The qualifications that the officer holds.
    #[must_use]
    pub const fn qualifications(&self) -> &BTreeSet<Qualification> {
        &self.qualifications
    }

    /// The load that the officer may carry at most.
    #[must_use]
    pub const fn load_limit(&self) -> Option<u64> {
        self.limit
    }

    /// The load that the officer carries in.
    #[must_use]
    pub const fn load_carried(&self) -> u64 {
        self.carried
    }
}
