//! Credit-risk classes: how likely a business is to break the law, for the office's own use.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The credit-risk class of a business (信用风险分类), from low to high (`CR-01`).
///
/// It tells an office where to look more often, and nothing else. It is **not a credit rating**: it is not published, nobody outside
/// may query it, and it is no ground for a punishment, a refusal or a credit certificate (`CR-02`: 不评价、不惩戒、不公开、不免抽;
/// SAMR opinions on credit-risk classification, 国市监信发〔2022〕6号). So an attribute of a plan that holds it is
/// [`Confidential`](crate::plan::Disclosure::Confidential).
///
/// Grades of food risk (食品生产经营风险等级) are written with the same letters and mean something else; they are no `RiskClass`.
///
/// ```
/// use double_random::risk::RiskClass;
/// let class: RiskClass = "C".parse()?;
/// assert!(RiskClass::B < class && class < RiskClass::D);
/// assert_eq!(class.to_string(), "C");
/// # Ok::<(), double_random::risk::RiskClassError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the classification has these four classes"
)]
pub enum RiskClass {
    /// Low (信用风险低). Drawn less often, not exempt (`CR-06`).
    A,
    /// Ordinary (信用风险一般).
    B,
    /// Fairly high (信用风险较高).
    C,
    /// High (信用风险高). Drawn more often, never named (`CR-06`).
    D,
}

/// A text that is not a credit-risk class.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a credit-risk class is A, B, C or D, found `{}`", .text.escape_debug())]
pub struct RiskClassError {
    text: String,
}

impl RiskClass {
    /// All classes, from low to high.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Its letter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

impl fmt::Display for RiskClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RiskClass {
    type Err = RiskClassError;

    fn from_str(text: &str) -> Result<Self, RiskClassError> {
        let mut all = Self::ALL.into_iter();
        all.find(|class| class.as_str() == text)
            .ok_or_else(|| RiskClassError {
                text: text.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cr_01_a_class_is_one_of_four_letters_in_text_and_json() {
        for class in RiskClass::ALL {
            let json = serde_json::to_string(&class).unwrap();
            assert_eq!(json, format!("\"{class}\""));
            assert_eq!(serde_json::from_str::<RiskClass>(&json).unwrap(), class);
            assert_eq!(class.to_string().parse(), Ok(class));
        }
        assert!(RiskClass::ALL.is_sorted());
    }

    #[test]
    fn nothing_else_is_a_class() {
        for bad in ["", "a", "E", "AA", " A", "Ａ", "A类"] {
            assert!(bad.parse::<RiskClass>().is_err(), "{bad}");
        }
    }
}
