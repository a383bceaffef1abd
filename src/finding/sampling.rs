//! Results of sampling tests: another kind than findings.

use serde::{Deserialize, Serialize};

/// What a sampling test (抽样检测) of products or food showed. It is no finding and is counted with
/// none (rule RS-01).
///
/// ```
/// use double_random::finding::{Quality, SamplingTest, TestedFor};
/// let test = SamplingTest::new(TestedFor::FoodSafety, Quality::Qualified);
/// assert_eq!(serde_json::to_string(&test)?, r#"{"tested_for":"food_safety","result":"qualified"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SamplingTest {
    /// What was tested.
    pub tested_for: TestedFor,
    /// What it showed.
    pub result: Quality,
}

/// What a sampling test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TestedFor {
    /// The quality of a product (产品质量监督抽查).
    ProductQuality,
    /// The safety of food (食品安全监督抽检).
    FoodSafety,
}

/// Whether what was tested conforms (检验结论).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a test concludes in two ways")]
pub enum Quality {
    /// It does (合格).
    Qualified,
    /// It does not (不合格).
    Unqualified,
}

impl SamplingTest {
    /// A test of this kind, with this conclusion.
    #[must_use]
    pub const fn new(tested_for: TestedFor, result: Quality) -> Self {
        Self { tested_for, result }
    }
}

impl Quality {
    /// Its word in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Qualified => "合格",
            Self::Unqualified => "不合格",
        }
    }
}
