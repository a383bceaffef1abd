//! What stands behind an event that not everyone may see.

use super::event::Event;
use crate::approval::{Approval, Approved};
use crate::digest::{Digest, Document, DocumentError, exact, present};
use crate::draw::{Direct, Refilled};
use crate::id::{DepartmentId, InspectorId, PlanId, UnitId};
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What only office and auditor see of an event (封存内容): the names, the ground, the approver. Its digest stands in the journal; 32
/// random bytes keep anyone from guessing the content and comparing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SealedForm", into = "SealedForm")]
pub struct Sealed {
    form: SealedForm,
    digest: Digest,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedForm {
    form: FormName,
    blind: Digest,
    plan: PlanId,
    matter: Matter,
    approval: Approval,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum FormName {
    #[serde(rename = "double-random/sealed/1")]
    One,
}

/// What it is about. It prints without names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Matter {
    /// A target that could not be inspected, by a registered state on a date (struck off, moved out), never by an inspector's finding.
    Reserve {
        /// The target that leaves.
        leaves: UnitId,
        /// The next reserve of its stratum; none where they are used up.
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        comes: Option<UnitId>,
    },
    /// A seat that fell vacant.
    Replacement {
        /// The department whose seat it is.
        department: DepartmentId,
        /// The target.
        target: UnitId,
        /// The inspector who leaves.
        leaves: InspectorId,
        /// The inspector who comes; none where nobody is left.
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        comes: Option<InspectorId>,
        /// The number of this replacement for this target in this department: the `k` of protocol section 11, which is not used up
        /// where nobody is left.
        #[serde(serialize_with = "exact")]
        count: u64,
    },
    /// A vacant seat that was given to somebody by name, because officers are too few for a real random choice.
    Direct {
        /// The department whose seat it is.
        department: DepartmentId,
        /// The target.
        target: UnitId,
        /// The inspector who comes.
        comes: InspectorId,
    },
    /// A slip that is handed out.
    Slip {
        /// The business.
        unit: UnitId,
    },
}

impl fmt::Debug for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reserve { .. } => "Reserve(…)",
            Self::Replacement { .. } => "Replacement(…)",
            Self::Direct { .. } => "Direct(…)",
            Self::Slip { .. } => "Slip(…)",
        })
    }
}

impl From<Direct> for Matter {
    fn from(direct: Direct) -> Self {
        let Direct {
            department,
            target,
            comes,
            ..
        } = direct;
        Self::Direct {
            department,
            target,
            comes,
        }
    }
}

impl From<Refilled> for Matter {
    fn from(refilled: Refilled) -> Self {
        let Refilled {
            department,
            target,
            leaves,
            comes,
            count,
        } = refilled;
        Self::Replacement {
            department,
            target,
            leaves,
            comes,
            count,
        }
    }
}

impl Sealed {
    /// Seals an approved matter of a plan, with random bytes from the caller's generator.
    ///
    /// # Errors
    /// A number that a document cannot hold.
    pub fn new(
        plan: PlanId,
        approved: Approved<Matter>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, DocumentError> {
        let mut blind = [0; 32];
        rng.fill_bytes(&mut blind);
        let (matter, approval) = approved.into_parts();
        SealedForm {
            form: FormName::One,
            blind: Digest::from_bytes(blind),
            plan,
            matter,
            approval,
        }
        .try_into()
    }

    /// Reads what was sealed.
    ///
    /// # Errors
    /// Text that is no document of this form.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document, in canonical JSON: for office and auditor.
    #[must_use]
    pub fn to_json(&self) -> String {
        let document = Document::of(&self.form);
        document.map_or_else(
            |_| String::new(),
            |document| document.canonical().to_owned(),
        )
    }

    /// `doc` of it, which stands in the journal.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &PlanId {
        &self.form.plan
    }

    /// What it is about.
    #[must_use]
    pub fn matter(&self) -> &Matter {
        &self.form.matter
    }

    /// Who allowed it, when and why.
    #[must_use]
    pub fn approval(&self) -> &Approval {
        &self.form.approval
    }

    /// The event that everyone may see of it.
    #[must_use]
    pub fn event(&self) -> Event {
        let (plan, sealed) = (self.form.plan.clone(), self.digest);
        match self.form.matter {
            Matter::Reserve { .. } => Event::Reserve { plan, sealed },
            Matter::Replacement { .. } => Event::Replacement { plan, sealed },
            Matter::Direct { .. } => Event::Direct { plan, sealed },
            Matter::Slip { .. } => Event::Slip { plan, sealed },
        }
    }
}

impl TryFrom<SealedForm> for Sealed {
    type Error = DocumentError;

    fn try_from(form: SealedForm) -> Result<Self, DocumentError> {
        let digest = Document::of(&form)?.digest();
        Ok(Self { form, digest })
    }
}

impl From<Sealed> for SealedForm {
    fn from(sealed: Sealed) -> Self {
        sealed.form
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({})", self.digest)
    }
}
