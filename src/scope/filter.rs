//! Filters: which businesses a directed draw reaches, as data.

use crate::id::{LicenceName, ListName};
use crate::industry::IndustryClass;
use crate::region::Division;
use crate::registry::{Business, EntityType};
use crate::risk::RiskClass;
use serde::Serialize;
use std::ops::Not;

/// Conditions on businesses (筛选条件): a tree whose leaves each ask one thing that many businesses have in common.
///
/// There is no leaf that asks who a business is, what it is called, where exactly it lies or who represents it: directed is still
/// random (定向不指定).
///
/// ```
/// use double_random::scope::Filter;
/// let filter = Filter::all([
///     Filter::Division("532301".parse()?),
///     Filter::any([Filter::Industry("H61".parse()?), Filter::Licence("食品经营许可证".parse()?)]),
///     !Filter::List("经营异常名录".parse()?),
/// ]);
/// assert_eq!(serde_json::to_string(&filter)?, r#"{"all":[{"division":"532301"},"#.to_owned()
///     + r#"{"any":[{"industry":"H61"},{"licence":"食品经营许可证"}]},{"not":{"list":"经营异常名录"}}]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Filter {
    /// Every one of these holds; at least one stands here.
    All(Vec<Self>),
    /// One of these holds, or more; at least one stands here.
    Any(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// The business is in this division or a part of it (区域).
    Division(Division),
    /// One of its industries is this one or belongs to it (行业).
    Industry(IndustryClass),
    /// It is of this type (经营主体类型).
    EntityType(EntityType),
    /// It holds this licence (许可证).
    Licence(LicenceName),
    /// It has so many employees or more (经营规模). A number that the register does not say is neither more nor less.
    EmployeesAtLeast(u64),
    /// It has so many employees or fewer (经营规模). A number that the register does not say is neither more nor less.
    EmployeesAtMost(u64),
    /// It stands on this list (名录).
    List(ListName),
    /// It is in this credit-risk class (信用风险分类).
    RiskClass(RiskClass),
}

impl Filter {
    /// All of these.
    #[must_use]
    pub fn all(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::All(filters.into_iter().collect())
    }

    /// Any of these.
    #[must_use]
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::Any(filters.into_iter().collect())
    }

    /// Whether it holds for a business, whose class is `unclassified` if it has none yet.
    #[must_use]
    pub fn holds(&self, business: &Business, unclassified: RiskClass) -> bool {
        let employees = business.known_employees();
        match self {
            Self::All(filters) => filters.iter().all(|one| one.holds(business, unclassified)),
            Self::Any(filters) => filters.iter().any(|one| one.holds(business, unclassified)),
            Self::Not(filter) => !filter.holds(business, unclassified),
            Self::Division(division) => business.division().is_within(*division),
            Self::Industry(class) => business.is_in_industry(class),
            Self::EntityType(entity) => business.entity_type() == *entity,
            Self::Licence(licence) => business.holds_licence(licence),
            Self::EmployeesAtLeast(least) => employees.is_some_and(|number| number >= *least),
            Self::EmployeesAtMost(most) => employees.is_some_and(|number| number <= *most),
            Self::List(list) => business.is_on(list),
            Self::RiskClass(class) => business.known_risk_class().unwrap_or(unclassified) == *class,
        }
    }

    /// Whether it asks for the credit-risk class anywhere (rule DR-21).
    #[must_use]
    pub fn asks_class(&self) -> bool {
        match self {
            Self::All(filters) | Self::Any(filters) => filters.iter().any(Self::asks_class),
            Self::Not(filter) => filter.asks_class(),
            Self::RiskClass(_) => true,
            Self::Division(_)
            | Self::Industry(_)
            | Self::EntityType(_)
            | Self::Licence(_)
            | Self::EmployeesAtLeast(_)
            | Self::EmployeesAtMost(_)
            | Self::List(_) => false,
        }
    }

    /// Two of these that no business meets together, if that shows without a register.
    pub(crate) fn contradiction<'a>(
        filters: impl IntoIterator<Item = &'a Self>,
    ) -> Option<(&'a Self, &'a Self)> {
        let mut parts = vec![];
        for one in filters {
            one.conjuncts(&mut parts);
        }
        let mut pairs = parts
            .iter()
            .enumerate()
            .flat_map(|(place, a)| parts.iter().skip(place + 1).map(move |b| (*a, *b)));
        pairs.find(|(a, b)| a.excludes(b) || b.excludes(a))
    }

    fn conjuncts<'a>(&'a self, parts: &mut Vec<&'a Self>) {
        if let Self::All(filters) = self {
            for one in filters {
                one.conjuncts(parts);
            }
        } else {
            parts.push(self);
        }
    }

    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Not(not), other) => **not == *other,
            (Self::Division(a), Self::Division(b)) => !a.is_within(*b) && !b.is_within(*a),
            (Self::EntityType(a), Self::EntityType(b)) => a != b,
            (Self::RiskClass(a), Self::RiskClass(b)) => a != b,
            (Self::EmployeesAtLeast(least), Self::EmployeesAtMost(most)) => least > most,
            _ => false,
        }
    }
}

impl Not for Filter {
    type Output = Self;

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}
