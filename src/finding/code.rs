//! The nine codes.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a check found (检查结果), one of nine (rule RS-01). In documents it stands as its code, `R1` to `R9`; the wording is
/// that of the code table of inspection results, the numbers are our own.
///
/// Two are no problem: nothing was found, and the activity that the check is about does not take place there. The second is neutral,
/// and it is not "cannot be contacted".
///
/// ```
/// use double_random::finding::Finding;
/// let finding: Finding = "R8".parse()?;
/// assert_eq!(finding, Finding::ActivityNotFound);
/// assert_eq!(finding.chinese(), "未发现开展本次抽查涉及的经营活动");
/// assert!(!finding.is_problem());
/// # Ok::<(), double_random::finding::FindingError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a tenth must say whether it is a problem"
)]
pub enum Finding {
    /// `R1`: no problem found (未发现问题).
    NoProblem,
    /// `R2`: the annual report is not published as prescribed (未按规定公示年报).
    ReportNotPublished,
    /// `R3`: other information that is due is not published as prescribed (未按规定公示其他应当公示的信息).
    OtherNotPublished,
    /// `R4`: what is published conceals the truth or is false (公示信息隐瞒真实情况、弄虚作假).
    FalseInformation,
    /// `R5`: cannot be contacted at the registered domicile or place of business (通过登记的住所(经营场所)无法联系).
    CannotBeContacted,
    /// `R6`: a problem was found and its correction ordered (发现问题已责令改正).
    CorrectionOrdered,
    /// `R7`: does not cooperate with the check, in a serious way (不配合检查情节严重).
    Uncooperative,
    /// `R8`: the business activity that this check is about was not found (未发现开展本次抽查涉及的经营活动).
    ActivityNotFound,
    /// `R9`: a problem was found and is to be dealt with (发现问题待后续处理).
    ToBeDealtWith,
}

/// A text that is not a finding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a finding is R1, R2, R3, R4, R5, R6, R7, R8 or R9, found `{}`", .text.escape_debug())]
pub struct FindingError {
    text: String,
}

impl Finding {
    /// All findings, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::NoProblem,
        Self::ReportNotPublished,
        Self::OtherNotPublished,
        Self::FalseInformation,
        Self::CannotBeContacted,
        Self::CorrectionOrdered,
        Self::Uncooperative,
        Self::ActivityNotFound,
        Self::ToBeDealtWith,
    ];

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::NoProblem => ("R1", "未发现问题"),
            Self::ReportNotPublished => ("R2", "未按规定公示年报"),
            Self::OtherNotPublished => ("R3", "未按规定公示其他应当公示的信息"),
            Self::FalseInformation => ("R4", "公示信息隐瞒真实情况、弄虚作假"),
            Self::CannotBeContacted => ("R5", "通过登记的住所(经营场所)无法联系"),
            Self::CorrectionOrdered => ("R6", "发现问题已责令改正"),
            Self::Uncooperative => ("R7", "不配合检查情节严重"),
            Self::ActivityNotFound => ("R8", "未发现开展本次抽查涉及的经营活动"),
            Self::ToBeDealtWith => ("R9", "发现问题待后续处理"),
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// Its wording.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        self.row().1
    }

    /// Whether it is a problem: all are but `R1` and `R8`.
    #[must_use]
    pub const fn is_problem(self) -> bool {
        !matches!(self, Self::NoProblem | Self::ActivityNotFound)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Finding {
    type Err = FindingError;

    fn from_str(text: &str) -> Result<Self, FindingError> {
        let mut all = Self::ALL.into_iter();
        all.find(|finding| finding.code() == text)
            .ok_or_else(|| FindingError {
                text: text.to_owned(),
            })
    }
}

impl TryFrom<String> for Finding {
    type Error = FindingError;

    fn try_from(text: String) -> Result<Self, FindingError> {
        text.parse()
    }
}

impl From<Finding> for String {
    fn from(finding: Finding) -> Self {
        finding.code().to_owned()
    }
}
