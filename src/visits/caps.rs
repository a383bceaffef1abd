//! The document `double-random/caps/1`.

use super::cap::{Cap, Limit};
use super::fault::{self, CapsError, CapsFault, CapsFaults};
use super::form::CapsForm;
use super::{Effect, Kind};
use crate::digest::{self, Digest, Document};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _};

/// Caps on visits (年度检查频次上限), as offices publish them: a document of the form `double-random/caps/1`, checked as a whole (rule
/// DR-40). They are data; no number of them is in the crate.
///
/// A cap names its departments, levels and items, or leaves them out for all; says whose visits are `counted` (`together`, `each
/// level` or `each department`); and allows so many visits `per_year` or none within a `cool_down`. Two caps that both apply both
/// hold. Other effects than those of [`KINDS`](super::KINDS) stand under `effects`.
///
/// ```
/// use double_random::visits::Caps;
/// let caps = Caps::parse(r#"{
///     "form": "double-random/caps/1",
///     "caps": [
///         {"name": "health, each level", "departments": ["532300-health", "532301-health"], "counted": "each level", "per_year": 2,
///          "exempt": {"kinds": ["re-check"], "visits": "counted"},
///          "from": "2025-01-01", "source": "list of 2025", "confidence": "likely"},
///         {"name": "health, both levels", "departments": ["532300-health", "532301-health"], "counted": "together", "per_year": 4,
///          "from": "2025-01-01", "source": "list of 2025", "confidence": "likely"},
///         {"name": "pause", "counted": "each department", "cool_down": "3 months",
///          "from": "2025-01-01", "until": "2025-12-31", "source": "local practice", "confidence": "unsure"}
///     ]
/// }"#)?;
/// assert_eq!(caps.caps().len(), 3);
/// # Ok::<(), double_random::visits::CapsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "CapsForm")]
pub struct Caps {
    form: CapsForm,
    document: Document,
    list: Vec<Cap>,
}

impl Caps {
    /// Reads caps.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the caps.
    pub fn parse(text: &str) -> Result<Self, CapsError> {
        let form: CapsForm = Document::parse(text)?.read()?;
        Ok(Self::try_from(form)?)
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the caps.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// The caps, as listed.
    #[must_use]
    pub fn caps(&self) -> &[Cap] {
        &self.list
    }

    /// What a cap that is reached does to a visit of this kind (rule DR-42): by this document, or else by
    /// [`KINDS`](super::KINDS).
    #[must_use]
    pub fn effect(&self, kind: Kind) -> Effect {
        let own = self.form.effects.iter().find(|own| own.kind == kind);
        own.map_or(kind.row().effect, |own| own.effect)
    }
}

impl TryFrom<CapsForm> for Caps {
    type Error = CapsFaults;

    fn try_from(form: CapsForm) -> Result<Self, CapsFaults> {
        fault::check(&form)?;
        let document =
            Document::of(&form).map_err(|error| CapsFaults::from(CapsFault::Document(error)))?;
        let list = form.caps.iter().filter_map(|cap| {
            let limit = match (cap.per_year, cap.cool_down) {
                (Some(number), _) => Limit::PerYear(number),
                (None, term) => Limit::CoolDown(term?),
            };
            let form = cap.clone();
            Some(Cap { form, limit })
        });
        let list = list.collect();
        Ok(Self {
            form,
            document,
            list,
        })
    }
}

/// As strict as [`Caps::parse`].
impl<'de> Deserialize<'de> for Caps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = digest::strict(deserializer)?;
        let form: Result<CapsForm, _> = Document::of(&value).and_then(Document::read);
        let form = form.map_err(D::Error::custom)?;
        Self::try_from(form).map_err(D::Error::custom)
    }
}

impl From<Caps> for CapsForm {
    fn from(caps: Caps) -> Self {
        caps.form
    }
}
