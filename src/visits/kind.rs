//! Kinds of inspection, and what a cap does to each: one table. Rule IN-01.

use crate::confidence::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why officers come (检查类型), finer than the three types of the Ministry of Justice: daily or planned (日常检查), special
/// (专项检查) and case-specific (个案检查).
///
/// ```
/// use double_random::visits::{Effect, Kind, Occasion};
/// let kind: Kind = "case: complaint".parse()?;
/// assert_eq!(kind, Kind::Case(Occasion::Complaint));
/// assert_eq!((kind.row().effect, Kind::Planned.row().effect), (Effect::Warned, Effect::Blocked));
/// # Ok::<(), double_random::visits::KindError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds a kind must say what a cap does to it"
)]
pub enum Kind {
    /// A random task of the annual plan (计划内检查).
    Planned,
    /// A task of an approved special plan (专项检查).
    Special(Deployment),
    /// A task with an occasion of its own, such as a clue (个案检查).
    Case(Occasion),
    /// Whether an ordered correction was made (整改复查).
    ReCheck,
    /// The business asked for it (企业申请).
    OnRequest,
}

/// Who deployed a special inspection (部署机关).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say what a cap does to it"
)]
pub enum Deployment {
    /// The office itself, or its own government (本级部署).
    Own,
    /// A superior (上级部署).
    Superior,
}

/// What gives rise to a case inspection (检查事由).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say what a cap does to it"
)]
pub enum Occasion {
    /// A complaint, a report, a petition or the hotline (投诉举报、信访、热线).
    Complaint,
    /// A superior or another authority handed it over (转办交办、移送).
    Transfer,
    /// Data monitoring, or another clue found off site (数据监测、非现场线索).
    DataMonitoring,
    /// The media brought it up (媒体曝光).
    Media,
    /// A higher level inspects and asks for company (配合上级检查).
    Assistance,
    /// The supervision of the office's own officers (内部监督).
    InternalSupervision,
    /// A licence needs a look on site (许可现场核查).
    Licence,
    /// Another emergency that a law names (法定紧急情形).
    Emergency,
}

/// What a cap that is reached does to a further visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "a visit is made or it is not")]
pub enum Effect {
    /// The visit is made, counts, and is warned of (预警).
    Warned,
    /// The visit is not made (不得检查).
    Blocked,
}

/// A line of the table of kinds (rule DR-42).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KindRow {
    /// The kind.
    pub kind: Kind,
    /// How documents write it.
    pub text: &'static str,
    /// Its name in Chinese.
    pub chinese: &'static str,
    /// What a cap does to it, where the caps themselves do not say otherwise.
    pub effect: Effect,
    /// Where that stands.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

const QUESTIONS: &str =
    "Ministry of Justice (司法部), questions and answers on 国办发〔2024〕54号, 2025, as reported";
const OPINIONS: &str = "国办发〔2024〕54号: clues and requests may exceed the cap; the questions and answers of 2025, as reported, count case inspections under it";
const LOCAL: &str =
    "exemptions of a published cap of city and county health bodies (卫生健康), local";

const fn row(
    kind: Kind,
    text: &'static str,
    chinese: &'static str,
    effect: Effect,
    source: &'static str,
) -> KindRow {
    KindRow {
        kind,
        text,
        chinese,
        effect,
        source,
        confidence: Confidence::Likely,
    }
}

/// Every kind, with what a cap that is reached does to it (rules DR-41 and DR-42).
///
/// The opinions of 2024 let inspections on clues and on request exceed the cap; the Ministry of Justice, as reported, puts case
/// inspections under it. Both hold if such a visit is made, counts, and is warned of. A document of caps may say otherwise.
pub const KINDS: [KindRow; 13] = {
    use Effect::{Blocked, Warned};
    [
        row(Kind::Planned, "planned", "计划内检查", Blocked, QUESTIONS),
        row(
            Kind::Special(Deployment::Own),
            "special",
            "专项检查",
            Blocked,
            QUESTIONS,
        ),
        row(
            Kind::Special(Deployment::Superior),
            "special from above",
            "上级部署的专项检查",
            Warned,
            QUESTIONS,
        ),
        row(
            Kind::Case(Occasion::Complaint),
            "case: complaint",
            "投诉举报",
            Warned,
            OPINIONS,
        ),
        row(
            Kind::Case(Occasion::Transfer),
            "case: transfer",
            "转办交办",
            Warned,
            OPINIONS,
        ),
        row(
            Kind::Case(Occasion::DataMonitoring),
            "case: data monitoring",
            "数据监测",
            Warned,
            OPINIONS,
        ),
        row(
            Kind::Case(Occasion::Media),
            "case: media",
            "媒体曝光",
            Warned,
            LOCAL,
        ),
        row(
            Kind::Case(Occasion::Assistance),
            "case: assistance",
            "配合上级检查",
            Warned,
            LOCAL,
        ),
        row(
            Kind::Case(Occasion::InternalSupervision),
            "case: internal supervision",
            "内部监督",
            Warned,
            LOCAL,
        ),
        row(
            Kind::Case(Occasion::Licence),
            "case: licence",
            "许可现场核查",
            Warned,
            LOCAL,
        ),
        row(
            Kind::Case(Occasion::Emergency),
            "case: emergency",
            "法定紧急情形",
            Warned,
            LOCAL,
        ),
        row(Kind::ReCheck, "re-check", "整改复查", Warned, LOCAL),
        row(Kind::OnRequest, "on request", "企业申请", Warned, OPINIONS),
    ]
};

/// A text that is no kind of inspection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind of inspection is one of {}, found `{}`", texts(), .text.escape_debug())]
pub struct KindError {
    text: String,
}

fn texts() -> String {
    KINDS.map(|row| format!("`{}`", row.text)).join(", ")
}

impl Kind {
    /// Its line in the table.
    #[must_use]
    pub const fn row(self) -> &'static KindRow {
        const TABLE: &[KindRow; 13] = &KINDS;
        let [
            planned,
            own,
            superior,
            complaint,
            transfer,
            data,
            media,
            assistance,
            internal,
            licence,
            emergency,
            recheck,
            request,
        ] = TABLE;
        match self {
            Self::Planned => planned,
            Self::Special(Deployment::Own) => own,
            Self::Special(Deployment::Superior) => superior,
            Self::Case(Occasion::Complaint) => complaint,
            Self::Case(Occasion::Transfer) => transfer,
            Self::Case(Occasion::DataMonitoring) => data,
            Self::Case(Occasion::Media) => media,
            Self::Case(Occasion::Assistance) => assistance,
            Self::Case(Occasion::InternalSupervision) => internal,
            Self::Case(Occasion::Licence) => licence,
            Self::Case(Occasion::Emergency) => emergency,
            Self::ReCheck => recheck,
            Self::OnRequest => request,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().text)
    }
}

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(text: &str) -> Result<Self, KindError> {
        let row = KINDS.iter().find(|row| row.text == text);
        row.map(|row| row.kind).ok_or_else(|| KindError {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for Kind {
    type Error = KindError;

    fn try_from(text: String) -> Result<Self, KindError> {
        text.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dr_42_every_kind_has_its_own_row_and_one_spelling() {
        for row in KINDS {
            assert_eq!(*row.kind.row(), row);
            assert_eq!(row.text.parse(), Ok(row.kind));
            assert_eq!(row.kind.to_string(), row.text);
        }
        for bad in [
            "",
            "Planned",
            "case",
            "case:complaint",
            "special ",
            "计划内检查",
        ] {
            assert!(bad.parse::<Kind>().is_err(), "{bad}");
        }
    }
}
