//! What a department enters for an item at a target, received and checked.

use super::set::codes;
use super::{Contact, ContactError, Finding, Findings, Quality, SamplingTest, Unreachable};
use crate::calendar::{Calendar, Day};
use crate::digest::{Document, DocumentError};
use crate::id::Ground;
use crate::rules::Rules;
use serde::{Deserialize, Serialize};

/// What an officer writes for an item at a target (检查结果录入): received, not checked yet.
///
/// ```
/// use double_random::calendar::Calendar;
/// use double_random::finding::{ItemEntry, ItemResult};
/// use double_random::rules::Rules;
/// let entry = ItemEntry::parse(r#"{"found": {"findings": ["R6"]}}"#)?;
/// let result: ItemResult = entry.check("2024-06-12".parse()?, &Rules::national(), Calendar::national())?;
/// assert!(result.is_problem());
///
/// let bare = ItemEntry::parse(r#"{"found": {"findings": ["R5"]}}"#)?;
/// let refused = bare.check("2024-06-12".parse()?, &Rules::national(), Calendar::national());
/// assert_eq!(refused.map_err(|error| error.to_string()), Err("`R5` is entered with what proves it, found nothing".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "findings and sampling tests are never mixed"
)]
pub enum ItemEntry {
    /// Findings, with what proves them.
    Found(FoundEntry),
    /// A sampling test.
    SamplingTest(SamplingTest),
}

/// Findings as an officer writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FoundEntry {
    /// The findings.
    pub findings: Findings,
    /// How the office tried to contact the business: for `R5`.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub contact: Option<Contact>,
    /// What the party did: for `R7`.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub obstruction: Option<Obstruction>,
}

/// What a department found for an item at a target (检查结果): checked. It is written down as the [`ItemEntry`] that it was
/// checked from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "findings and sampling tests are never mixed"
)]
pub enum ItemResult {
    /// Findings, each of them proved where it must be.
    Found(Found),
    /// A sampling test.
    SamplingTest(SamplingTest),
}

/// Findings with what proves those that need a proof: `R5` that the business cannot be contacted, `R7` what the party did (rule OS-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    findings: Findings,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Unreachable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obstruction: Option<Obstruction>,
}

/// How a party fails to cooperate in a serious way (不予配合情节严重; Measures on the spot check of published information
/// (企业公示信息抽查办法), rule OS-04). Nothing less is `R7`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Obstruction {
    /// It does not let the officers in (拒绝进入).
    RefusesEntry,
    /// It does not hand over materials (拒绝提供材料).
    RefusesMaterials,
    /// It obstructs otherwise, so that the check cannot go on (其他阻挠检查的行为).
    Otherwise(Ground),
}

/// Findings and proofs that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", evidence(.unproved, .unneeded))]
#[non_exhaustive]
pub struct EvidenceError {
    /// Findings that need a proof and have none.
    pub unproved: Vec<Finding>,
    /// Findings that are not there, though they are proved.
    pub unneeded: Vec<Finding>,
}

/// Why an entry is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Findings and proofs do not go together.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// That the business cannot be contacted is not proved.
    #[error(transparent)]
    Contact(#[from] ContactError),
}

/// What everyone may know of a result (结果类别): its findings, or the conclusion of a test, and nothing that proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "findings and sampling tests are never mixed"
)]
pub enum ResultCategory {
    /// The findings.
    Findings(Findings),
    /// The sampling test.
    SamplingTest(SamplingTest),
}

impl ResultCategory {
    /// Whether it is a negative result (负面结果): a problem, or a sample that does not conform.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Findings(findings) => findings.is_problem(),
            Self::SamplingTest(test) => test.result == Quality::Unqualified,
        }
    }
}

impl ItemEntry {
    /// Reads an entry.
    ///
    /// # Errors
    /// A text that is none, or is written in another spelling than its one.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// An entry of findings that need no proof.
    #[must_use]
    pub const fn found(findings: Findings) -> Self {
        let (contact, obstruction) = (None, None);
        Self::Found(FoundEntry {
            findings,
            contact,
            obstruction,
        })
    }

    /// The result, if the entry proves what it must, as it is known on the day on which it is entered.
    ///
    /// # Errors
    /// `R5` without a [`Contact`] that proves it, `R7` without an [`Obstruction`]; either of them without its finding.
    pub fn check(
        self,
        entered_on: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<ItemResult, EntryError> {
        match self {
            Self::SamplingTest(test) => Ok(ItemResult::SamplingTest(test)),
            Self::Found(FoundEntry {
                findings,
                contact,
                obstruction,
            }) => {
                go_together(&findings, contact.as_ref(), obstruction.as_ref())?;
                let contact = contact.map(|contact| contact.check(entered_on, rules, calendar));
                let found = Found::new(findings, contact.transpose()?, obstruction)?;
                Ok(ItemResult::Found(found))
            }
        }
    }
}

impl FoundEntry {
    /// These findings, with what proves them.
    #[must_use]
    pub const fn new(
        findings: Findings,
        contact: Option<Contact>,
        obstruction: Option<Obstruction>,
    ) -> Self {
        Self {
            findings,
            contact,
            obstruction,
        }
    }
}

impl ItemResult {
    /// The findings; none of a sampling test.
    #[must_use]
    pub const fn findings(&self) -> Option<&Findings> {
        match self {
            Self::Found(found) => Some(&found.findings),
            Self::SamplingTest(_) => None,
        }
    }

    /// Whether a problem was found. A sampling test is no finding, whatever it shows.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.findings().is_some_and(Findings::is_problem)
    }

    /// What everyone may know of it.
    #[must_use]
    pub fn category(&self) -> ResultCategory {
        match self {
            Self::Found(found) => ResultCategory::Findings(found.findings.clone()),
            Self::SamplingTest(test) => ResultCategory::SamplingTest(*test),
        }
    }
}

impl Found {
    /// These findings, with what proves them.
    ///
    /// # Errors
    /// `R5` or `R7` without a proof, a proof without its finding.
    pub fn new(
        findings: Findings,
        contact: Option<Unreachable>,
        obstruction: Option<Obstruction>,
    ) -> Result<Self, EvidenceError> {
        go_together(&findings, contact.as_ref(), obstruction.as_ref())?;
        Ok(Self {
            findings,
            contact,
            obstruction,
        })
    }

    /// The findings.
    #[must_use]
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// That the business cannot be contacted: with `R5`, and with no other.
    #[must_use]
    pub const fn unreachable(&self) -> Option<&Unreachable> {
        self.contact.as_ref()
    }

    /// What the party did: with `R7`, and with no other.
    #[must_use]
    pub const fn obstruction(&self) -> Option<&Obstruction> {
        self.obstruction.as_ref()
    }
}

/// That what needs a proof has one, and that nothing else has: `contact` received or checked.
fn go_together<T>(
    findings: &Findings,
    contact: Option<&T>,
    obstruction: Option<&Obstruction>,
) -> Result<(), EvidenceError> {
    let (mut unproved, mut unneeded) = (vec![], vec![]);
    for (finding, proved) in [
        (Finding::CannotBeContacted, contact.is_some()),
        (Finding::Uncooperative, obstruction.is_some()),
    ] {
        match (findings.contains(finding), proved) {
            (true, false) => unproved.push(finding),
            (false, true) => unneeded.push(finding),
            (true, true) | (false, false) => {}
        }
    }
    if unproved.is_empty() && unneeded.is_empty() {
        Ok(())
    } else {
        Err(EvidenceError { unproved, unneeded })
    }
}

fn evidence(unproved: &[Finding], unneeded: &[Finding]) -> String {
    let mut texts = vec![];
    if !unproved.is_empty() {
        let codes = codes(unproved);
        texts.push(format!(
            "{codes} is entered with what proves it, found nothing"
        ));
    }
    if !unneeded.is_empty() {
        let codes = codes(unneeded);
        texts.push(format!(
            "what proves {codes} is entered with that finding, found it without"
        ));
    }
    texts.join("; ")
}
