//! Names: opaque, ordered by their bytes, validated once.
//!
//! One rule for all of them (protocol section 1): 1 to 128 bytes of UTF-8, no control characters, no white space at
//! either end, compared as bytes, never folded or normalised. Some kinds allow less, one allows the empty text. A name is
//! kept once, however often it is copied: millions of drawn units share the labels of a few strata.

mod looks;

pub(crate) use looks::{check, check_line, check_looks};

use looks::check_alphabet;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What a name names: errors say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// A unit of a frame: usually the unified social credit code of a business.
    UnitId,
    /// A plan.
    PlanId,
    /// One component of a stratum label.
    StratumComponent,
    /// A district.
    District,
    /// A qualification that a slot may ask for.
    Qualification,
    /// The number of an enforcement certificate.
    CertificateNumber,
    /// Targets from which an inspector is recused together.
    TargetGroup,
    /// The ground of a recusal.
    RecusalGround,
    /// The ground on which a team has fewer than two seats.
    FewerGround,
    /// A contributor of a secret nonce.
    Contributor,
    /// A public source of randomness.
    Source,
    /// The form in which a source's value is written.
    SourceForm,
    /// The value of a source.
    SourceValue,
    /// An attribute by which a plan stratifies.
    Attribute,
    /// The ground on which names are published that give a confidential attribute away.
    DisclosureGround,
    /// Why somebody did what needs a reason.
    Ground,
    /// Who approved something.
    Approver,
    /// The number of an official notice.
    NoticeNumber,
    /// A holiday.
    HolidayName,
    /// A department.
    Department,
    /// An inspector.
    Inspector,
    /// Somebody who writes down what happened.
    Operator,
    /// A scan-in.
    Scan,
    /// Somebody who helps at an inspection.
    Assistant,
    /// An inspection item.
    Item,
    /// An industry of a catalogue.
    Industry,
    /// The name that people read of something that has an id or a code.
    DisplayName,
    /// Where a fact stands: a law, a standard, a report.
    Citation,
    /// A rule pack.
    Pack,
    /// The title of a rule pack.
    PackTitle,
    /// A licence.
    Licence,
    /// A list that businesses stand on.
    List,
    /// A task: the reason why officers come.
    Task,
    /// A cap on visits.
    Cap,
    /// A registered address.
    Address,
    /// The number of a registered letter.
    Letter,
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnitId => "unit id",
            Self::PlanId => "plan id",
            Self::StratumComponent => "component of a stratum label",
            Self::District => "district",
            Self::Qualification => "qualification",
            Self::CertificateNumber => "certificate number",
            Self::TargetGroup => "group of targets",
            Self::RecusalGround => "ground of recusal",
            Self::FewerGround => "ground for a team of fewer than two",
            Self::Contributor => "contributor name",
            Self::Source => "source name",
            Self::SourceForm => "source form",
            Self::SourceValue => "source value",
            Self::Attribute => "name of an attribute",
            Self::DisclosureGround => "ground of disclosure",
            Self::Ground => "ground",
            Self::Approver => "name of an approver",
            Self::NoticeNumber => "number of a notice",
            Self::HolidayName => "name of a holiday",
            Self::Department => "department id",
            Self::Inspector => "inspector id",
            Self::Operator => "id of an operator",
            Self::Scan => "id of a scan-in",
            Self::Assistant => "id of an assistant",
            Self::Item => "item code",
            Self::Industry => "industry id",
            Self::DisplayName => "display name",
            Self::Citation => "citation",
            Self::Pack => "rule pack id",
            Self::PackTitle => "title of a rule pack",
            Self::Licence => "name of a licence",
            Self::List => "name of a list",
            Self::Task => "task id",
            Self::Cap => "name of a cap",
            Self::Address => "registered address",
            Self::Letter => "number of a letter",
        })
    }
}

/// A text that is not a name of its kind (protocol section 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Nothing where a name must stand.
    #[error("a {kind} has 1 to 128 bytes, found none")]
    Empty {
        /// What it should name.
        kind: NameKind,
    },
    /// More than 128 bytes.
    #[error("a {kind} has 1 to 128 bytes, found {bytes}")]
    TooLong {
        /// What it should name.
        kind: NameKind,
        /// Its length in bytes.
        bytes: usize,
    },
    /// A control character, U+0000 to U+001F or U+007F to U+009F.
    #[error("a {kind} holds no control characters, found U+{:04X} in `{}`", u32::from(*.character), .text.escape_debug())]
    Control {
        /// What it should name.
        kind: NameKind,
        /// The first such character.
        character: char,
        /// The whole text.
        text: String,
    },
    /// White space at an end.
    #[error("a {kind} neither begins nor ends with white space, found `{}`", .text.escape_debug())]
    OuterSpace {
        /// What it should name.
        kind: NameKind,
        /// The whole text.
        text: String,
    },
    /// A character that cannot be seen, or a second space, in a line that people compare with their eyes.
    #[error("a {kind} has one look and one spelling, found U+{:04X} where nobody sees it in `{}`", u32::from(*.character), .text.escape_debug())]
    Unseen {
        /// What it should name.
        kind: NameKind,
        /// The first such character.
        character: char,
        /// The whole text.
        text: String,
    },
    /// A character that may look like another one.
    #[error("a {kind} is written in printable ASCII and Han characters, found U+{:04X} in `{}`", u32::from(*.character), .text.escape_debug())]
    Alphabet {
        /// What it should name.
        kind: NameKind,
        /// The first such character.
        character: char,
        /// The whole text.
        text: String,
    },
    /// A slash in a plan id or a component of a stratum label.
    #[error("a {kind} holds no `/`, found `{text}`")]
    Slash {
        /// What it should name.
        kind: NameKind,
        /// The whole text.
        text: String,
    },
    /// A component of a stratum label that begins like a reason.
    #[error(
        "a {kind} does not begin with `-`, found `{text}`: that marks the reason why a unit is not eligible"
    )]
    LeadingDash {
        /// What it should name.
        kind: NameKind,
        /// The whole text.
        text: String,
    },
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $kind:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text, byte for byte as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, NameError> {
                text.parse()
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                check(NameKind::$kind, text)?;
                Ok(Self(text.into()))
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The id of a unit in a frame (检查对象): for a business its unified social credit code (统一社会信用代码).
    ///
    /// ```
    /// use double_random::id::UnitId;
    /// let id: UnitId = "91532301MA6K00014Y".parse()?;
    /// assert!(" 91532301MA6K00014Y".parse::<UnitId>().is_err());
    /// # Ok::<(), double_random::id::NameError>(())
    /// ```
    UnitId, UnitId
}
name! {
    /// The id of a plan (抽查计划): it names the sub-seeds, so it is drawn once and holds no `/`.
    PlanId, PlanId
}
name! {
    /// The district (辖区) whose officers may come to a unit; the empty text where that plays no part.
    District, District
}
name! {
    /// A qualification (执法资质, 业务专长) that officers hold and a slot may ask for.
    Qualification, Qualification
}
name! {
    /// The number of an enforcement certificate (行政执法证号).
    CertificateNumber, CertificateNumber
}
name! {
    /// The name of targets from which an officer is recused together: a group of enterprises (集团), or what belongs to a
    /// related person.
    TargetGroup, TargetGroup
}
name! {
    /// The name of a body that contributes a secret nonce to a draw.
    Contributor, Contributor
}
name! {
    /// The name of a public source of randomness: a lottery, a beacon.
    Source, Source
}
name! {
    /// Who approved something (批准人): an office or a person in it.
    Approver, Approver
}
name! {
    /// A department (部门) that takes part in a plan.
    DepartmentId, Department
}
name! {
    /// An inspector (执法检查人员) on a roster.
    InspectorId, Inspector
}
name! {
    /// Somebody who writes down what happened with a task (操作人): an officer or a clerk.
    OperatorId, Operator
}
name! {
    /// A scan-in (扫码入企记录): the number under which an entry is kept, which serves once in a log.
    ScanId, Scan
}
name! {
    /// A task (检查任务): a plan, or one case. Officers who come twice for one task have made one visit.
    TaskId, Task
}

impl From<PlanId> for TaskId {
    fn from(plan: PlanId) -> Self {
        Self(plan.0)
    }
}

name! {
    /// The name of a cap on visits (检查频次上限).
    CapName, Cap
}
name! {
    /// The number of a registered letter at the post (挂号信编号).
    LetterNumber, Letter
}
name! {
    /// Somebody who helps at an inspection and is no officer (协助人员).
    AssistantId, Assistant
}
name! {
    /// The code of an inspection item (抽查事项编码).
    ItemId, Item
}
name! {
    /// The id of an industry (行业) in a catalogue.
    IndustryId, Industry
}
name! {
    /// The id of a rule pack (规则包): `national`, or the place whose rules it holds.
    PackId, Pack
}
name! {
    /// The name of a licence (许可证) that a business holds, such as `食品经营许可证`.
    LicenceName, Licence
}
name! {
    /// The name of a list (名录) that a business stands on, such as `经营异常名录`.
    ListName, List
}
name! {
    /// Why a business that a scope covers cannot be drawn (排除原因), such as `cap` or `cool-down`: the stratum label of such units
    /// without its `-`.
    ExclusionReason, StratumComponent
}

/// The label of a stratum (层): `A`, or `D/餐饮`, the attributes a plan stratifies by joined with `/`; or `-dormant`, the
/// reason why a unit stands in the frame and is never drawn (protocol section 2), as a dormant one (歇业) does by rule DO-07.
///
/// ```
/// use double_random::id::Stratum;
/// let stratum: Stratum = "D/餐饮".parse()?;
/// assert!(stratum.is_eligible());
/// assert!(!"-dormant".parse::<Stratum>()?.is_eligible());
/// assert!("D/-x".parse::<Stratum>().is_err());
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Stratum(Arc<str>);

impl Stratum {
    /// The label, byte for byte.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its units can be drawn: the label does not begin with `-`.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        !self.0.starts_with('-')
    }

    /// The label without its last component; `None` if it has only one.
    pub(crate) fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/').filter(|_| self.is_eligible())?;
        Some(Self(parent.into()))
    }

    /// The components of the label, in the order of the plan's attributes; none for a reason.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|_| self.is_eligible())
    }
}

impl TryFrom<String> for Stratum {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl FromStr for Stratum {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let kind = NameKind::StratumComponent;
        match text.strip_prefix('-') {
            Some(reason) => check(kind, reason)?,
            None => text.split('/').try_for_each(|part| check(kind, part))?,
        }
        Ok(Self(text.into()))
    }
}

impl From<Stratum> for String {
    fn from(stratum: Stratum) -> Self {
        stratum.as_str().to_owned()
    }
}

impl fmt::Display for Stratum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! line {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $check:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The text, byte for byte as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, NameError> {
                $check(NameKind::$kind, &text)?;
                Ok(Self(text))
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(line: $name) -> Self {
                line.0
            }
        }
    };
}

line! {
    /// How the value of a source is written, with an example, and what counts if it fails: one line of any length, without
    /// characters that cannot be seen (see [`chance::source`](crate::chance::source) for forms that programs understand).
    SourceForm, SourceForm, check_looks
}
line! {
    /// The value of a source, exactly as its form prescribes: one line of any length, of printable ASCII and Han characters, without
    /// spaces at its ends or two in a row: values that look alike would else draw differently.
    SourceValue, SourceValue, check_alphabet
}
line! {
    /// Why something was done that needs a reason (理由): one line of any length.
    Ground, Ground, check_looks
}

impl Ground {
    /// A reason of the crate's own words.
    pub(crate) fn ours(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

line! {
    /// The number of an official notice (发文字号), such as `国办发明电〔2023〕7号`: one line, without characters that cannot be seen.
    NoticeNumber, NoticeNumber, check_looks
}
line! {
    /// The name of a holiday (节假日), such as `春节`: one line, without characters that cannot be seen.
    HolidayName, HolidayName, check_looks
}
line! {
    /// The name (名称) that people read of something that has an id or a code: one line of any length.
    DisplayName, DisplayName, check_looks
}
line! {
    /// A provision of a law, a regulation or a rule on which something rests (法律依据): one line of any length.
    Citation, Citation, check_looks
}
line! {
    /// What a rule pack is called: one line of any length.
    PackTitle, PackTitle, check_looks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_to_128_bytes() {
        assert!("x".repeat(128).parse::<UnitId>().is_ok());
        assert_eq!(
            "é".repeat(65).parse::<UnitId>().unwrap_err().to_string(),
            "a unit id has 1 to 128 bytes, found 130"
        );
        assert!("".parse::<UnitId>().is_err());
        assert!("".parse::<District>().is_ok());
    }

    #[test]
    fn the_ends_hold_no_white_space_and_the_middle_may() {
        assert!("a b".parse::<UnitId>().is_ok());
        assert!("a\u{3000}b".parse::<UnitId>().is_ok());
        for bad in [" a", "a ", "\u{3000}a", "a\u{A0}", "\u{2028}"] {
            assert!(
                matches!(bad.parse::<UnitId>(), Err(NameError::OuterSpace { .. })),
                "{bad:?}"
            );
        }
        for bad in ["a\tb", "\u{85}", "a\u{9F}", "\u{7F}"] {
            assert!(
                matches!(bad.parse::<UnitId>(), Err(NameError::Control { .. })),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn slashes_and_dashes_count_only_where_they_mean_something() {
        assert!("-a/b".parse::<UnitId>().is_ok());
        assert!("-a".parse::<PlanId>().is_ok());
        assert!("a/b".parse::<PlanId>().is_err());
        assert!("D//x".parse::<Stratum>().is_err());
        assert!("-".parse::<Stratum>().is_err());
        assert!("--".parse::<Stratum>().is_err());
        assert!("-a/b".parse::<Stratum>().is_err());
        assert_eq!(
            "D/餐饮"
                .parse::<Stratum>()
                .unwrap()
                .components()
                .collect::<Vec<_>>(),
            ["D", "餐饮"]
        );
        assert_eq!("-cap".parse::<Stratum>().unwrap().components().count(), 0);
    }
}
