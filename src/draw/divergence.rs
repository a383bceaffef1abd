//! Where a record parts from what it should say.

use std::fmt;

/// Where a record first parts from what it should say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// The document is not of its form.
    Form,
    /// The announcement is not of this plan.
    Announcement,
    /// The randomness is not the announced one.
    Randomness,
    /// The nonces are not those that were closed.
    Closing,
    /// The draw seed does not follow from announcement and randomness.
    Seed,
    /// The registry does not give the announced frame.
    Frame,
    /// The sample sizes do not follow from plan and frame.
    Sizes,
    /// The selected units and reserves do not follow from the tickets.
    Selection,
    /// The officers at the targets do not follow from roster and seed.
    Officers,
    /// The forms are not those whose digest was published.
    Digest,
    /// Journal, transcript and records tell different stories.
    Journal,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "form",
            Self::Announcement => "announcement",
            Self::Randomness => "randomness",
            Self::Closing => "closing",
            Self::Seed => "seed",
            Self::Frame => "frame",
            Self::Sizes => "sizes",
            Self::Selection => "selection",
            Self::Officers => "officers",
            Self::Digest => "digest",
            Self::Journal => "journal",
        })
    }
}

/// The first divergence of a record from what it should say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step}: {at}: expected {expected}, found {found}")]
#[non_exhaustive]
pub struct Divergence {
    /// Which check found it.
    pub step: Step,
    /// Where in the record it stands.
    pub at: String,
    /// What the replay gives.
    pub expected: String,
    /// What the record says.
    pub found: String,
}

impl Divergence {
    /// A document that is not of its form.
    #[must_use]
    pub fn form(at: &str, error: &dyn std::error::Error) -> Self {
        Self::new(Step::Form, at, "a document of its form", error)
    }

    /// A divergence that the caller found beside the record, in a published file for instance.
    #[must_use]
    pub fn new(
        step: Step,
        at: impl fmt::Display,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Self {
        Self {
            step,
            at: at.to_string(),
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }
}

/// `Ok` if both are equal; otherwise the divergence.
pub(crate) fn same<T: PartialEq + fmt::Display>(
    step: Step,
    at: impl fmt::Display,
    expected: T,
    found: T,
) -> Result<(), Divergence> {
    if expected == found {
        Ok(())
    } else {
        Err(Divergence::new(step, at, expected, found))
    }
}
