//! What kind of business a row is.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The type of a business (经营主体类型).
///
/// It is what the register says, not what a [code](crate::uscc::EntityCategory) says: codes do not tell a branch from an enterprise.
///
/// ```
/// use double_random::registry::EntityType;
/// let cooperative: EntityType = serde_json::from_str(r#""cooperative""#)?;
/// assert_eq!(cooperative.chinese(), "农民专业合作社");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EntityType {
    /// A company, partnership or sole proprietorship (企业).
    Enterprise,
    /// A branch (分支机构).
    Branch,
    /// An individual business (个体工商户).
    IndividualBusiness,
    /// A farmers' cooperative (农民专业合作社).
    Cooperative,
    /// A representative office of a foreign enterprise (外国企业常驻代表机构).
    RepresentativeOffice,
    /// Another (其他).
    Other,
}

/// A text that is not a type of business.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a type of business is enterprise, branch, individual_business, cooperative, representative_office or other, found `{}`", .text.escape_debug()
)]
pub struct EntityTypeError {
    text: String,
}

impl EntityType {
    /// All types.
    pub const ALL: [Self; 6] = [
        Self::Enterprise,
        Self::Branch,
        Self::IndividualBusiness,
        Self::Cooperative,
        Self::RepresentativeOffice,
        Self::Other,
    ];

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Enterprise => ("enterprise", "企业"),
            Self::Branch => ("branch", "分支机构"),
            Self::IndividualBusiness => ("individual_business", "个体工商户"),
            Self::Cooperative => ("cooperative", "农民专业合作社"),
            Self::RepresentativeOffice => ("representative_office", "外国企业常驻代表机构"),
            Self::Other => ("other", "其他"),
        }
    }

    /// Its word in documents and labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// Its name in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        self.row().1
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EntityType {
    type Err = EntityTypeError;

    fn from_str(text: &str) -> Result<Self, EntityTypeError> {
        let mut all = Self::ALL.into_iter();
        all.find(|entity| entity.as_str() == text)
            .ok_or_else(|| EntityTypeError {
                text: text.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_documents() {
        for entity in EntityType::ALL {
            let json = serde_json::to_string(&entity).unwrap();
            assert_eq!(json, format!("\"{entity}\""));
            assert_eq!(entity.to_string().parse(), Ok(entity));
        }
    }
}
