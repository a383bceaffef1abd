//! How a transcript is written down.

use super::fault::CeremonyError;
use super::step::Taken;
use super::transcript::Transcript;
use crate::calendar::Moment;
use crate::chance::Announcement;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TranscriptForm {
    form: FormName,
    announcement: Announcement,
    announced: Moment,
    steps: Vec<Taken>,
}

#[derive(Clone, Serialize, Deserialize)]
enum FormName {
    #[serde(rename = "double-random/transcript/1")]
    One,
}

/// Whoever reads a transcript takes every step again.
impl TryFrom<TranscriptForm> for Transcript {
    type Error = CeremonyError;

    fn try_from(form: TranscriptForm) -> Result<Self, CeremonyError> {
        let mut transcript = Self::begin(form.announcement, form.announced)?;
        for Taken { at, step } in form.steps {
            transcript.take(at, step)?;
        }
        Ok(transcript)
    }
}

impl From<Transcript> for TranscriptForm {
    fn from(transcript: Transcript) -> Self {
        Self {
            form: FormName::One,
            announcement: transcript.announcement().clone(),
            announced: transcript.announced().clone(),
            steps: transcript.taken().to_vec(),
        }
    }
}
