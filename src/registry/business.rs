//! One row of the register.

use super::{EntityType, RegisteredState};
use crate::digest::{exact, present};
use crate::id::{LicenceName, ListName, UnitId};
use crate::industry::IndustryClass;
use crate::region::Division;
use crate::risk::RiskClass;
use serde::{Deserialize, Serialize, Serializer};

/// A business (经营主体) as one row of the regulator's register: what draws need of it (`DR-05`).
///
/// The crate keeps no register: rows come in whatever order, from an export of that day.
///
/// ```
/// use double_random::registry::{Business, EntityType, RegisteredState};
/// use double_random::risk::RiskClass;
/// let inn = Business::new("91532301MA6K00014Y".parse()?, "532301".parse()?, EntityType::Enterprise, RegisteredState::Active)
///     .industries(["H6110".parse()?, "H6210".parse()?])
///     .licences(["食品经营许可证".parse()?])
///     .employees(14)
///     .risk_class(RiskClass::B);
/// let row = r#"{"id": "91532301MA6K00014Y", "division": "532301", "entity_type": "enterprise", "state": "active",
///     "industries": ["H6110", "H6210"], "licences": ["食品经营许可证"], "employees": 14, "risk_class": "B"}"#;
/// assert_eq!(serde_json::from_str::<Business>(row)?, inn);
///
/// let named = row.replace("\"employees\"", "\"name\": \"某酒店\", \"employees\"");
/// assert!(serde_json::from_str::<Business>(&named).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BusinessForm")]
pub struct Business {
    id: UnitId,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    industries: Box<[IndustryClass]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    licences: Box<[LicenceName]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    lists: Box<[ListName]>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "exactly")]
    employees: Option<u64>,
    division: Division,
    entity_type: EntityType,
    state: RegisteredState,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk_class: Option<RiskClass>,
}

/// A row as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessForm {
    id: UnitId,
    division: Division,
    entity_type: EntityType,
    state: RegisteredState,
    #[serde(default)]
    industries: Vec<IndustryClass>,
    #[serde(default)]
    licences: Vec<LicenceName>,
    #[serde(default)]
    lists: Vec<ListName>,
    #[serde(default, deserialize_with = "present")]
    employees: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    risk_class: Option<RiskClass>,
}

impl From<BusinessForm> for Business {
    fn from(form: BusinessForm) -> Self {
        let business = Self::new(form.id, form.division, form.entity_type, form.state)
            .industries(form.industries)
            .licences(form.licences)
            .lists(form.lists);
        Self {
            employees: form.employees,
            risk_class: form.risk_class,
            ..business
        }
    }
}

impl Business {
    /// A business of this type and state, in this division; nothing else is known of it.
    ///
    /// The division is where it is now. Its code tells where it was registered once
    /// ([`Uscc::division`](crate::uscc::Uscc::division)), which is another question.
    #[must_use]
    pub fn new(
        id: UnitId,
        division: Division,
        entity_type: EntityType,
        state: RegisteredState,
    ) -> Self {
        Self {
            id,
            industries: Box::default(),
            licences: Box::default(),
            lists: Box::default(),
            employees: None,
            division,
            entity_type,
            state,
            risk_class: None,
        }
    }

    /// The same business in these industries, the principal one (主营行业) first.
    #[must_use]
    pub fn industries(self, industries: impl IntoIterator<Item = IndustryClass>) -> Self {
        let industries = industries.into_iter().collect();
        Self { industries, ..self }
    }

    /// The same business with these licences (许可证). A name that many rows share is parsed once and cloned.
    #[must_use]
    pub fn licences(self, licences: impl IntoIterator<Item = LicenceName>) -> Self {
        let licences = set(licences);
        Self { licences, ..self }
    }

    /// The same business on these lists (名录), such as `经营异常名录`.
    #[must_use]
    pub fn lists(self, lists: impl IntoIterator<Item = ListName>) -> Self {
        let lists = set(lists);
        Self { lists, ..self }
    }

    /// The same business with so many employees (从业人数).
    #[must_use]
    pub fn employees(self, employees: u64) -> Self {
        let employees = Some(employees);
        Self { employees, ..self }
    }

    /// The same business in this credit-risk class. One that is new has none yet.
    #[must_use]
    pub fn risk_class(self, class: RiskClass) -> Self {
        let risk_class = Some(class);
        Self { risk_class, ..self }
    }

    /// Its id: usually its unified social credit code.
    #[must_use]
    pub fn id(&self) -> &UnitId {
        &self.id
    }

    /// Where it is now.
    #[must_use]
    pub fn division(&self) -> Division {
        self.division
    }

    /// The code of where it is now, as long as the row lives.
    pub(crate) fn division_code(&self) -> &str {
        self.division.as_str()
    }

    /// Its type.
    #[must_use]
    pub fn entity_type(&self) -> EntityType {
        self.entity_type
    }

    /// Its registered state.
    #[must_use]
    pub fn state(&self) -> RegisteredState {
        self.state
    }

    /// Its principal industry; none if the register does not say.
    #[must_use]
    pub fn principal_industry(&self) -> Option<&IndustryClass> {
        self.industries.first()
    }

    /// Whether one of its industries is this one or belongs to it.
    #[must_use]
    pub fn is_in_industry(&self, class: &IndustryClass) -> bool {
        self.industries.iter().any(|own| own.is_within(class))
    }

    /// Whether it holds this licence.
    #[must_use]
    pub fn holds_licence(&self, licence: &LicenceName) -> bool {
        self.licences.contains(licence)
    }

    /// Whether it stands on this list.
    #[must_use]
    pub fn is_on(&self, list: &ListName) -> bool {
        self.lists.contains(list)
    }

    /// How many employees it has; none if the register does not say.
    #[must_use]
    pub fn known_employees(&self) -> Option<u64> {
        self.employees
    }

    /// Its credit-risk class; none if it is not classified yet.
    #[must_use]
    pub fn known_risk_class(&self) -> Option<RiskClass> {
        self.risk_class
    }
}

/// Names in order, each once: so that equal rows are equal.
fn set<T: Ord>(names: impl IntoIterator<Item = T>) -> Box<[T]> {
    let mut names: Vec<T> = names.into_iter().collect();
    names.sort();
    names.dedup();
    names.into()
}

#[expect(clippy::ref_option, reason = "serde calls it so")]
fn exactly<S: Serializer>(number: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => exact(number, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_small() {
        assert!(size_of::<Business>() <= 96, "{}", size_of::<Business>());
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let text = r#"{"id":"x","industries":["H6110"],"licences":["a","b"],"lists":["经营异常名录"],"employees":3,"division":"532301","entity_type":"individual_business","state":"struck_off","risk_class":"D"}"#;
        let row: Business = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        let again = text.replace(r#"["a","b"]"#, r#"["b","a","b"]"#);
        assert_eq!(serde_json::from_str::<Business>(&again).unwrap(), row);
    }

    #[test]
    fn a_row_says_what_must_be_known_once_and_nothing_else() {
        let row = r#"{"id":"x","division":"532301","entity_type":"branch","state":"active"}"#;
        assert!(serde_json::from_str::<Business>(row).is_ok());
        for bad in [
            row.replace(r#","state":"active""#, ""),
            row.replace(r#","division":"532301""#, ""),
            row.replace("active", "asleep"),
            row.replace('}', r#","employees":null}"#),
            row.replace('}', r#","employees":-1}"#),
            row.replace('}', r#","risk_class":"E"}"#),
            row.replace('}', r#","name":"x"}"#),
            row.replace('}', r#","id":"y"}"#),
        ] {
            assert!(serde_json::from_str::<Business>(&bad).is_err(), "{bad}");
        }
    }
}
