//! Reads the document `double-random/scope/1` and collects what is wrong with it.

use super::fault::{ConditionError, ScopeFault, ScopeFaults};
use super::{Draw, FORM, Filter, Minimum};
use crate::digest::LARGEST;
use crate::id::Ground;
use serde_json::{Map, Value};
use std::fmt::Display;
use std::str::FromStr;

/// How deep conditions may lie within each other.
const DEEPEST: usize = 16;

/// How many conditions a filter may have.
const MOST: usize = 1_000;

const CONDITIONS: [&str; 11] = [
    "all",
    "any",
    "not",
    "division",
    "industry",
    "entity_type",
    "licence",
    "employees_at_least",
    "employees_at_most",
    "list",
    "risk_class",
];

/// What would say who a business is, in words that people try.
const NAMING: [&str; 34] = [
    "address",
    "business",
    "businesses",
    "code",
    "codes",
    "credit_code",
    "domicile",
    "enterprise",
    "id",
    "identity_number",
    "ids",
    "legal_representative",
    "name",
    "names",
    "person",
    "phone",
    "premises",
    "registration_number",
    "representative",
    "unit_id",
    "units",
    "uscc",
    "企业名称",
    "住所",
    "名称",
    "地址",
    "字号",
    "法定代表人",
    "注册号",
    "电话",
    "经营场所",
    "经营者",
    "统一社会信用代码",
    "负责人",
];

/// What a document says, or everything that is wrong with it.
pub(super) fn scope(value: &Value) -> Result<Draw, ScopeFaults> {
    let mut reader = Reader::default();
    let draw = reader.scope(value);
    if reader.conditions > MOST {
        let (most, found) = (MOST, reader.conditions);
        reader.faults.push(ScopeFault::TooMany { most, found });
    }
    match draw {
        Some(draw) if reader.faults.is_empty() => Ok(draw),
        _ => Err(ScopeFaults(reader.faults)),
    }
}

#[derive(Default)]
struct Reader {
    faults: Vec<ScopeFault>,
    conditions: usize,
}

impl Reader {
    fn scope(&mut self, value: &Value) -> Option<Draw> {
        let fields = self.object("scope", value, &["form", "draw"])?;
        match fields.get("form") {
            Some(Value::String(form)) if form == FORM => {}
            Some(Value::String(form)) => self.faults.push(ScopeFault::Form {
                found: form.clone(),
            }),
            other => self.shape("form", "the name of a form", other),
        }
        match fields.get("draw") {
            Some(Value::String(word)) if word == "undirected" => Some(Draw::Undirected),
            Some(draw @ Value::Object(_)) => {
                let draw = self.object("draw", draw, &["directed"])?;
                self.directed(draw.get("directed"))
            }
            other => {
                let wanted = "\"undirected\" or an object `directed`";
                self.shape("draw", wanted, other);
                None
            }
        }
    }

    fn directed(&mut self, value: Option<&Value>) -> Option<Draw> {
        let at = "draw.directed";
        let Some(value) = value else {
            self.shape(at, "an object", None);
            return None;
        };
        let fields = self.object(at, value, &["filter", "minimum"])?;
        let minimum = match fields.get("minimum") {
            None => Some(Minimum::TwiceTheSample),
            Some(minimum) => self.minimum(minimum),
        };
        let at = "draw.directed.filter";
        let Some(filter) = fields.get("filter") else {
            self.shape(at, "an object with one condition", None);
            return None;
        };
        let filter = self.filter(at, filter, 1)?;
        Some(Draw::Directed {
            filter,
            minimum: minimum?,
        })
    }

    fn minimum(&mut self, value: &Value) -> Option<Minimum> {
        let at = "draw.directed.minimum";
        let fields = self.object(at, value, &["units", "ground"])?;
        let units_at = format!("{at}.units");
        let units = self.number(&units_at, fields.get("units"));
        if let Some(found) = units.filter(|units| *units < 2) {
            self.faults.push(ScopeFault::Minimum {
                at: units_at,
                found,
            });
        }
        let ground: Option<Ground> = self.text(&format!("{at}.ground"), fields.get("ground"));
        Some(Minimum::Stated {
            units: units?,
            ground: ground?,
        })
    }

    fn filter(&mut self, at: &str, value: &Value, depth: usize) -> Option<Filter> {
        if depth > DEEPEST {
            let (at, most) = (at.to_owned(), DEEPEST);
            self.faults.push(ScopeFault::TooDeep { at, most });
            return None;
        }
        self.conditions += 1;
        let fields = self.object(at, value, &CONDITIONS)?;
        let mut conditions = fields
            .iter()
            .filter(|(key, _)| CONDITIONS.contains(&key.as_str()));
        let (key, value) = match (conditions.next(), conditions.next()) {
            (Some(one), None) if fields.len() == 1 => one,
            // What there is not has been told.
            (_, None) if !fields.is_empty() => return None,
            _ => {
                let (at, wanted) = (at.to_owned(), "an object with one condition");
                let found = format!("{} of them", fields.len());
                self.faults.push(ScopeFault::Shape { at, wanted, found });
                return None;
            }
        };
        let at = format!("{at}.{key}");
        let one = Some(value);
        Some(match key.as_str() {
            "all" => {
                let filters = self.filters(&at, value, depth)?;
                let few = Some(&filters).filter(|_| self.conditions <= MOST);
                if let Some((one, other)) = few.and_then(Filter::contradiction) {
                    let [one, other] =
                        [one, other].map(|one| serde_json::to_string(one).unwrap_or_default());
                    self.faults
                        .push(ScopeFault::Contradiction { at, one, other });
                }
                Filter::All(filters)
            }
            "any" => Filter::Any(self.filters(&at, value, depth)?),
            "not" => !self.filter(&at, value, depth + 1)?,
            "division" => Filter::Division(self.text(&at, one)?),
            "industry" => Filter::Industry(self.text(&at, one)?),
            "entity_type" => Filter::EntityType(self.text(&at, one)?),
            "licence" => Filter::Licence(self.text(&at, one)?),
            "employees_at_least" => Filter::EmployeesAtLeast(self.number(&at, one)?),
            "employees_at_most" => Filter::EmployeesAtMost(self.number(&at, one)?),
            "list" => Filter::List(self.text(&at, one)?),
            _ => Filter::RiskClass(self.text(&at, one)?),
        })
    }

    /// The conditions of a list, if every one can be read.
    fn filters(&mut self, at: &str, value: &Value, depth: usize) -> Option<Vec<Filter>> {
        let Value::Array(values) = value else {
            self.shape(at, "an array of conditions", Some(value));
            return None;
        };
        if values.is_empty() {
            self.faults.push(ScopeFault::Empty { at: at.to_owned() });
        }
        let places = values.iter().enumerate();
        let filters: Vec<Option<Filter>> = places
            .map(|(place, value)| self.filter(&format!("{at}[{place}]"), value, depth + 1))
            .collect();
        filters.into_iter().collect()
    }

    /// An object, whose keys are looked at one by one.
    fn object<'a>(
        &mut self,
        at: &str,
        value: &'a Value,
        wanted: &[&str],
    ) -> Option<&'a Map<String, Value>> {
        let Value::Object(fields) = value else {
            self.shape(at, "an object", Some(value));
            return None;
        };
        for key in fields.keys() {
            if wanted.contains(&key.as_str()) {
                continue;
            }
            let (at, found) = (at.to_owned(), key.clone());
            self.faults.push(if NAMING.contains(&key.as_str()) {
                ScopeFault::Names { at, found }
            } else {
                let wanted = format!("one of {}", wanted.join(", "));
                ScopeFault::Unknown { at, wanted, found }
            });
        }
        Some(fields)
    }

    /// A text that is written as its value writes itself.
    fn text<T: FromStr + Display>(&mut self, at: &str, value: Option<&Value>) -> Option<T>
    where
        ConditionError: From<T::Err>,
    {
        let Some(Value::String(text)) = value else {
            self.shape(at, "a text", value);
            return None;
        };
        let at = at.to_owned();
        match text.parse::<T>() {
            Ok(read) => {
                let wanted = read.to_string();
                if wanted != *text {
                    let found = text.clone();
                    self.faults.push(ScopeFault::Spelling { at, wanted, found });
                }
                Some(read)
            }
            Err(error) => {
                let found = error.into();
                self.faults.push(ScopeFault::Value { at, found });
                None
            }
        }
    }

    fn number(&mut self, at: &str, value: Option<&Value>) -> Option<u64> {
        let number = value.and_then(Value::as_u64).filter(|one| *one <= LARGEST);
        if number.is_none() {
            self.shape(at, "a whole number from 0 to 2^53 − 1", value);
        }
        number
    }

    fn shape(&mut self, at: &str, wanted: &'static str, found: Option<&Value>) {
        let found = match found {
            None => "nothing".to_owned(),
            Some(Value::Object(_)) => "an object".to_owned(),
            Some(Value::Array(_)) => "an array".to_owned(),
            Some(value) => value.to_string(),
        };
        let at = at.to_owned();
        self.faults.push(ScopeFault::Shape { at, wanted, found });
    }
}
