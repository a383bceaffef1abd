//! Scopes: which businesses a plan reaches, and how a register becomes a frame. Rule PL-01.

mod fault;
mod filter;
mod framing;
mod kept_out;
mod read;
mod stratify;
mod targets;

pub use fault::ConditionError;
pub use fault::ScopeError;
pub use fault::ScopeFault;
pub use fault::ScopeFaults;
pub use filter::Filter;
pub use framing::Framing;
pub use framing::FramingFault;
pub use framing::FramingFaults;
pub use stratify::StratifyBy;
pub use targets::Targets;
pub use targets::TargetsError;

use crate::digest::{self, Canonical as _, Digest, Document};
use crate::id::Ground;
use crate::registry::Business;
use crate::risk::RiskClass;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::io;

/// Which businesses a plan reaches (抽查范围): all of the register (不定向抽查), or those that a filter leaves (定向抽查).
///
/// Both are lotteries. A directed draw is one inside a part of the register that conditions describe, such as type, scale, industry
/// and region (Spot checks of published enterprise information (企业公示信息抽查办法) art. 5); it never names an enterprise. So no
/// condition asks for an id, a name, an address or a person, and since conditions together can name as well as an id can, a
/// directed scope leaves a [minimum](Minimum) of businesses to draw from, which is checked when a register goes
/// [through it](Framing::targets).
///
/// ```
/// use double_random::scope::{Filter, Minimum, Scope};
/// let hotels = Filter::all([Filter::Division("532300".parse()?), Filter::Industry("H61".parse()?)]);
/// let scope = Scope::directed(hotels, Minimum::TwiceTheSample)?;
/// let text = r#"{"draw":{"directed":{"filter":{"all":[{"division":"532300"},{"industry":"H61"}]}}},"form":"double-random/scope/1"}"#;
/// assert_eq!(scope.to_json(), text);
/// assert_eq!(Scope::parse(text)?, scope);
///
/// let named = text.replace("division", "uscc");
/// assert_eq!(Scope::parse(&named).map_err(|error| error.to_string()), Err("draw.directed.filter.all[0]: \
///     a scope has no condition on `uscc`: directed (定向) is still random and never names an enterprise \
///     (企业公示信息抽查办法 art. 5)".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Draw);

/// How many eligible businesses a directed scope leaves at least: fewer, and the filter would name them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the rule, or a number that somebody answers for"
)]
pub enum Minimum {
    /// Twice as many as are drawn.
    TwiceTheSample,
    /// So many, 2 or more, on a recorded ground: where most of a small field is inspected.
    Stated {
        /// How many.
        units: u64,
        /// Why twice the sample is not asked for.
        ground: Ground,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Draw {
    Undirected,
    Directed { filter: Filter, minimum: Minimum },
}

/// The name of the form.
const FORM: &str = "double-random/scope/1";

impl Scope {
    /// The whole register (不定向抽查).
    #[must_use]
    pub const fn undirected() -> Self {
        Self(Draw::Undirected)
    }

    /// What a filter leaves of the register (定向抽查).
    ///
    /// # Errors
    /// Every fault of the filter and the minimum: an empty `all` or `any`, conditions that no business meets together, conditions
    /// more than 16 deep or more than 1,000, a stated minimum below 2.
    pub fn directed(filter: Filter, minimum: Minimum) -> Result<Self, ScopeFaults> {
        let draw = Draw::Directed { filter, minimum };
        let value = serde_json::to_value(form(&draw)).unwrap_or_default();
        read::scope(&value).map(Self)
    }

    /// Reads a scope.
    ///
    /// # Errors
    /// Text that is no document; every fault of the scope.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        let value: Value = Document::parse(text)?.read()?;
        Ok(Self(read::scope(&value)?))
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.0.text()
    }

    /// `doc` of the scope.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_json().as_bytes())
    }

    /// The filter of a directed scope; none of an undirected one.
    #[must_use]
    pub const fn filter(&self) -> Option<&Filter> {
        match &self.0 {
            Draw::Undirected => None,
            Draw::Directed { filter, .. } => Some(filter),
        }
    }

    /// How many a directed scope must leave; none for an undirected one.
    #[must_use]
    pub const fn minimum(&self) -> Option<&Minimum> {
        match &self.0 {
            Draw::Undirected => None,
            Draw::Directed { minimum, .. } => Some(minimum),
        }
    }

    /// Whether a business is within it, whose class is `unclassified` if it has none yet.
    #[must_use]
    pub fn covers(&self, business: &Business, unclassified: RiskClass) -> bool {
        self.filter()
            .is_none_or(|filter| filter.holds(business, unclassified))
    }
}

#[derive(Serialize)]
struct ScopeForm<'a> {
    form: &'static str,
    draw: DrawForm<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum DrawForm<'a> {
    Undirected,
    Directed {
        filter: &'a Filter,
        #[serde(skip_serializing_if = "Option::is_none")]
        minimum: Option<MinimumForm<'a>>,
    },
}

#[derive(Serialize)]
struct MinimumForm<'a> {
    units: u64,
    ground: &'a Ground,
}

fn form(draw: &Draw) -> ScopeForm<'_> {
    let draw = match draw {
        Draw::Undirected => DrawForm::Undirected,
        Draw::Directed { filter, minimum } => {
            let minimum = match minimum {
                Minimum::TwiceTheSample => None,
                Minimum::Stated { units, ground } => Some(MinimumForm {
                    units: *units,
                    ground,
                }),
            };
            DrawForm::Directed { filter, minimum }
        }
    };
    ScopeForm { form: FORM, draw }
}

impl digest::Canonical for Draw {
    fn write(&self, out: &mut impl io::Write) -> serde_json::Result<()> {
        let text = serde_json_canonicalizer::to_string(&form(self))?;
        out.write_all(text.as_bytes())
            .map_err(serde_json::Error::io)
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = digest::strict(deserializer)?;
        read::scope(&value).map(Self).map_err(D::Error::custom)
    }
}
