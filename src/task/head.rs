//! The first line of a log: whose it is.

use super::LogFault;
use crate::campaign::{Campaign, CampaignDraft};
use crate::digest::{Digest, Document, DocumentError};
use crate::draw::Record;
use crate::id::PlanId;
use crate::rules::Rules;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Which plan, which campaign, which draw, by which rules.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    form: FormName,
    /// The plan: once more, for whoever only looks.
    plan: PlanId,
    campaign: CampaignDraft,
    /// `doc` of the campaign without its confirmations.
    digest: Digest,
    record: Digest,
    rules: Digest,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum FormName {
    #[serde(rename = "double-random/task/1")]
    One,
}

impl Head {
    pub(super) fn of(campaign: &Campaign, record: &Record, rules: &Rules) -> Self {
        Self {
            form: FormName::One,
            plan: campaign.id().clone(),
            campaign: campaign.draft().clone(),
            digest: campaign.digest(),
            record: record.digest(),
            rules: rules.digest(),
        }
    }

    pub(super) fn write(&self) -> Result<String, DocumentError> {
        Ok(Document::of(self)?.canonical().to_owned())
    }

    pub(super) const fn plan(&self) -> &PlanId {
        &self.plan
    }

    pub(super) const fn record(&self) -> Digest {
        self.record
    }

    /// That a line is this head.
    pub(super) fn check(&self, line: &str) -> Result<(), LogFault> {
        let found: Self = read(line).map_err(|error| LogFault::Line { line: 1, error })?;
        let differs = [
            ("plan", self.plan != found.plan),
            (
                "campaign",
                self.digest != found.digest || self.campaign != found.campaign,
            ),
            ("record", self.record != found.record),
            ("rule pack", self.rules != found.rules),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            None => Ok(()),
            Some((found, _)) => Err(LogFault::Head { found }),
        }
    }
}

/// Reads a line, which has one spelling.
pub(super) fn read<T: DeserializeOwned + Serialize>(line: &str) -> Result<T, DocumentError> {
    let document = Document::parse(line)?;
    if document.canonical() != line {
        let found = "a line that is not written as canonical JSON".to_owned();
        return Err(DocumentError::Json { found });
    }
    document.read()
}
