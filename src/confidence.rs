//! How sure it is that data is what the law says.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How sure it is that a number or a date taken from the law is what the law says (可信度): it stands beside the data, travels
/// with them, and is never better than that of the weakest source.
///
/// ```
/// use double_random::confidence::Confidence;
/// assert!(Confidence::Unsure < Confidence::Certain);
/// assert_eq!([Confidence::Certain, Confidence::Likely].into_iter().min(), Some(Confidence::Likely));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a fourth must look at every place that warns"
)]
pub enum Confidence {
    /// Neither: a person must look it up before anybody relies on it (存疑).
    Unsure,
    /// Reported by others, or remembered; the text itself was not compared (较可靠).
    Likely,
    /// Compared with the text of the law, or with reports of it that agree (确定).
    Certain,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsure => "unsure",
            Self::Likely => "likely",
            Self::Certain => "certain",
        })
    }
}
