//! How a business's stratum is told from its row.

use crate::industry::Depth;
use crate::region::{Division, Level};
use crate::registry::Business;
use crate::risk::RiskClass;

/// How the value of one attribute of a plan is told from a row of the register (分层依据; `DR-21`, `DR-23`).
///
/// A value that the row does not hold is `unknown`, a stratum like any other: a plan that has no rate for it cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StratifyBy {
    /// The credit-risk class (信用风险分类), `A` to `D`: confidential always.
    RiskClass,
    /// The division (区域) of this level in which the business is, `532300`; its own code if that reaches further.
    Division(Level),
    /// The principal industry (主营行业) at this depth, `H61`; its own class if that is wider.
    Industry(Depth),
    /// The type of business (经营主体类型), `enterprise`.
    EntityType,
}

/// The value of what a row does not hold.
const UNKNOWN: &str = "unknown";

impl StratifyBy {
    /// Appends the value of a business, whose class is `unclassified` if it has none yet.
    pub(super) fn write(self, business: &Business, unclassified: RiskClass, label: &mut String) {
        let division;
        label.push_str(match self {
            Self::RiskClass => business.known_risk_class().unwrap_or(unclassified).as_str(),
            Self::Division(level) => {
                division = at_level(business.division(), level);
                division.as_str()
            }
            Self::Industry(depth) => {
                let length = match depth {
                    Depth::Section => 1,
                    Depth::Division => 3,
                    Depth::Group => 4,
                    Depth::Class => 5,
                };
                let principal = business
                    .principal_industry()
                    .map_or(UNKNOWN, |class| class.as_str());
                principal
                    .get(..length)
                    .filter(|_| principal != UNKNOWN)
                    .unwrap_or(principal)
            }
            Self::EntityType => business.entity_type().as_str(),
        });
    }
}

/// The division of this level to which another one belongs; that one itself if it reaches further.
fn at_level(division: Division, level: Level) -> Division {
    if division.level() >= level {
        return division;
    }
    let [a, b, c, d, ..] = *division.digits();
    Division::of_digits(match level {
        Level::Nation => *b"100000",
        Level::Province => [a, b, b'0', b'0', b'0', b'0'],
        Level::Prefecture | Level::County => [a, b, c, d, b'0', b'0'],
    })
}
