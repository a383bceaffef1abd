//! On which grounds a result is not published.

use crate::id::Citation;
use serde::{Deserialize, Serialize};

/// The legal ground on which a result is not published (不予公示的法定事由, rule DR-60: "unless law makes it unsuitable"). There is
/// no other: what is merely inconvenient is published.
///
/// ```
/// use double_random::publication::WithholdingGround;
/// let ground: WithholdingGround = serde_json::from_str(r#""personal_privacy""#)?;
/// assert_eq!(ground.provision(), "《政府信息公开条例》第十五条");
/// assert!(serde_json::from_str::<WithholdingGround>(r#""embarrassing""#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WithholdingGround {
    /// A state secret (国家秘密).
    StateSecret,
    /// A law or an administrative regulation that forbids it (法律、行政法规禁止公开), by this provision.
    ForbiddenBy(Citation),
    /// Publication may endanger national, public or economic security or social stability (危及国家安全、公共安全、经济安全、社会稳定).
    Security,
    /// A trade secret (商业秘密), where publication would harm its owner.
    TradeSecret,
    /// Personal privacy (个人隐私), where publication would harm the person.
    PersonalPrivacy,
}

impl WithholdingGround {
    /// The provision on which it rests: art. 14 and 15 of the Regulations on the disclosure of government information
    /// (政府信息公开条例), or the one that it names.
    #[must_use]
    pub fn provision(&self) -> &str {
        match self {
            Self::StateSecret | Self::Security => "《政府信息公开条例》第十四条",
            Self::ForbiddenBy(provision) => provision.as_str(),
            Self::TradeSecret | Self::PersonalPrivacy => "《政府信息公开条例》第十五条",
        }
    }
}
