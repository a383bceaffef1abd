//! Reading the inputs of a section: what is read is taken out, so that answers are left.

use serde::de::DeserializeOwned;
use serde_json::Value;
use std::error::Error;
use std::fmt::Display;
use std::mem;
use std::str::FromStr;

/// The field of an object, for whatever stands in it.
pub(crate) fn field<'a>(given: &'a mut Value, name: &str) -> Result<&'a mut Value, Box<dyn Error>> {
    given.get_mut(name).ok_or_else(|| missing(name))
}

/// Takes an input out of an object.
pub(crate) fn take<T: DeserializeOwned>(
    given: &mut Value,
    name: &str,
) -> Result<T, Box<dyn Error>> {
    let value = given.as_object_mut().and_then(|fields| fields.remove(name));
    let value = value.ok_or_else(|| missing(name))?;
    serde_json::from_value(value).map_err(|error| format!("`{name}`: {error}").into())
}

/// Takes an input out of an object that is written as text.
pub(crate) fn parse<T: FromStr<Err: Display>>(
    given: &mut Value,
    name: &str,
) -> Result<T, Box<dyn Error>> {
    let text: String = take(given, name)?;
    let read = text.parse();
    read.map_err(|error| format!("`{name}`: {error}").into())
}

/// Reads the cases of a list, of which there must be some.
pub(crate) fn each<T>(
    list: &mut Value,
    mut read: impl FnMut(&mut Value) -> Result<T, Box<dyn Error>>,
) -> Result<Vec<T>, Box<dyn Error>> {
    let cases = list.as_array_mut().filter(|cases| !cases.is_empty());
    let cases = cases.ok_or("a list of cases is wanted")?;
    let read = |(index, case)| read(case).map_err(|error| format!("case {index}: {error}").into());
    cases.iter_mut().enumerate().map(read).collect()
}

/// Takes a list of inputs out of an object; each of them is read to its last field.
pub(crate) fn take_each<T>(
    given: &mut Value,
    name: &str,
    mut read: impl FnMut(&mut Value) -> Result<T, Box<dyn Error>>,
) -> Result<Vec<T>, Box<dyn Error>> {
    each(&mut take(given, name)?, |input| {
        let answer = read(input)?;
        match input.as_object().and_then(|fields| fields.keys().next()) {
            Some(field) => Err(format!("unknown field `{field}` in `{name}`").into()),
            None => Ok(answer),
        }
    })
}

/// The keys of an object whose values are answers.
pub(crate) fn keys(given: &mut Value, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let fields = field(given, name)?.as_object();
    let fields = fields.filter(|fields| !fields.is_empty());
    let fields = fields.ok_or_else(|| missing(name))?;
    Ok(fields.keys().cloned().collect())
}

/// Takes an input that must be refused, and leaves that expectation in its place.
pub(crate) fn take_bad(given: &mut Value, name: &str) -> Result<Value, Box<dyn Error>> {
    Ok(mem::replace(field(given, name)?, REFUSED.into()))
}

/// What must be found of a bad input.
pub(crate) const REFUSED: &str = "refused";
/// What may not.
pub(crate) const ACCEPTED: &str = "accepted";

fn missing(name: &str) -> Box<dyn Error> {
    format!("`{name}` is missing").into()
}
