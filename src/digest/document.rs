//! Documents: JSON objects with one spelling, hashed in canonical form (protocol section 1, `doc`).

use super::{Digest, Hasher};
use serde::de::DeserializeOwned;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::marker::PhantomData;

/// The greatest integer that every JSON reader holds exactly: 2^53 − 1.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

/// A JSON object that can be hashed (文档): integers within ±(2^53 − 1), no fractions, no repeated keys.
///
/// ```
/// use double_random::digest::Document;
/// let document = Document::parse(r#"{"b": 1, "a": "率"}"#)?;
/// assert_eq!(document.canonical(), r#"{"a":"率","b":1}"#);
/// assert!(Document::parse(r#"{"a": 1, "a": 2}"#).is_err());
/// # Ok::<(), double_random::digest::DocumentError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    value: Value,
    canonical: String,
}

/// A document may hold keys and grounds: it prints as its digest.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({})", self.digest())
    }
}

/// A text that is not a document (protocol section 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Not JSON, or JSON that a document may not hold.
    #[error("no document: {found}")]
    Json {
        /// What the reader says of it, with line and column.
        found: String,
    },
    /// JSON, but no object.
    #[error("a document is a JSON object, found {found}")]
    NoObject {
        /// What was found instead.
        found: &'static str,
    },
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// Text that is not JSON, no object, a repeated key, a number that is not an integer within ±(2^53 − 1).
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let value = strict_value(text)?;
        if !value.is_object() {
            let found = match value {
                Value::Array(_) => "an array",
                Value::String(_) => "a string",
                Value::Number(_) => "a number",
                Value::Bool(_) => "true or false",
                Value::Null | Value::Object(_) => "null",
            };
            return Err(DocumentError::NoObject { found });
        }
        let canonical = serde_json_canonicalizer::to_string(&value).map_err(json)?;
        Ok(Self { value, canonical })
    }

    /// The document that one of our own types is.
    ///
    /// # Errors
    /// An integer beyond ±(2^53 − 1).
    pub(crate) fn of(form: &impl Serialize) -> Result<Self, DocumentError> {
        Self::parse(&serde_json::to_string(form).map_err(json)?)
    }

    /// The document's RFC 8785 canonical text.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// `doc` of the document: the digest of its canonical text.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.canonical.as_bytes())
    }

    /// The document as a value of a type that writes each of its values in one way only.
    ///
    /// # Errors
    /// What the type refuses, and any value that it would write in another way.
    pub(crate) fn read<T: DeserializeOwned + Serialize>(self) -> Result<T, DocumentError> {
        let read: T = serde_json::from_value(self.value).map_err(json)?;
        let again = serde_json_canonicalizer::to_string(&read).map_err(json)?;
        if again == self.canonical {
            Ok(read)
        } else {
            let found = "a value in another spelling than its one, or a field that stands there with nothing in it";
            Err(DocumentError::Json {
                found: found.to_owned(),
            })
        }
    }
}

fn json(found: impl fmt::Display) -> DocumentError {
    DocumentError::Json {
        found: found.to_string(),
    }
}

/// One of our own forms that is too large to go through a [`Document`]: it writes its canonical text piece by piece.
pub(crate) trait Canonical {
    /// Writes the RFC 8785 canonical text.
    fn write(&self, out: &mut impl io::Write) -> serde_json::Result<()>;

    /// The canonical text.
    fn text(&self) -> String {
        let mut bytes = vec![];
        self.write(&mut bytes)
            .ok()
            .and_then(|()| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// `doc` of the form.
    fn doc(&self) -> Result<Digest, DocumentError> {
        let mut out = io::BufWriter::new(Hashing(Hasher::default()));
        let hashing = self.write(&mut out).and_then(|()| {
            out.into_inner()
                .map_err(|error| serde_json::Error::io(error.into()))
        });
        match hashing {
            Ok(Hashing(hasher)) => Ok(hasher.finish()),
            Err(found) => Err(json(found)),
        }
    }
}

struct Hashing(Hasher);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads JSON of which a document may consist.
pub(crate) fn strict_value(text: &str) -> Result<Value, DocumentError> {
    match serde_json::from_str::<Strict>(text) {
        Ok(Strict(value)) => Ok(value),
        Err(found) => Err(DocumentError::Json {
            found: found.to_string(),
        }),
    }
}

/// A JSON value of which a document may consist, as a field of something else.
pub(crate) fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Strict::deserialize(deserializer).map(|Strict(value)| value)
}

/// Reads a table that people write by hand: strict JSON in whatever spelling and order.
pub(crate) fn table<T: DeserializeOwned>(text: &str) -> Result<T, DocumentError> {
    serde_json::from_value(strict_value(text)?).map_err(json)
}

/// An integer that every JSON reader holds exactly, for fields of our own documents.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
pub(crate) fn exact<S: serde::Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        0..=LARGEST => serializer.serialize_u64(*number),
        _ => Err(S::Error::custom(format_args!(
            "an integer within ±(2^53 − 1) is wanted, found {number}"
        ))),
    }
}

/// A field that may be left out but not be `null`: so it has one spelling.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A map in which a key stands once.
pub(crate) fn unique<'de, D, K, T>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + fmt::Display,
    T: Deserialize<'de>,
{
    deserializer.deserialize_map(Unique(PhantomData))
}

struct Unique<K, T>(PhantomData<(K, T)>);

impl<'de, K: Deserialize<'de> + Ord + fmt::Display, T: Deserialize<'de>> Visitor<'de>
    for Unique<K, T>
{
    type Value = BTreeMap<K, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in which a key stands once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = fields.next_entry::<K, T>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the key `{key}` stands twice in one object"
                )));
            }
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// A JSON value that refuses repeated keys and inexact numbers while it is read.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

/// Under this key `serde_json` hands over what is no integer, if its feature `arbitrary_precision` is on somewhere in the
/// build. It is refused always, so that no feature of a dependency decides what a document is.
const NO_INTEGER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions and repeated keys")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        match value {
            0..=LARGEST => Ok(Value::Number(Number::from(value))),
            _ => Err(E::custom(format_args!(
                "an integer within ±(2^53 − 1) is wanted, found {value}"
            ))),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        match value.unsigned_abs() {
            0..=LARGEST => Ok(Value::Number(Number::from(value))),
            _ => Err(E::custom(format_args!(
                "an integer within ±(2^53 − 1) is wanted, found {value}"
            ))),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Err(E::custom(format_args!(
            "numbers are integers in their plain spelling, found {value:?}; rates are text such as \"3%\""
        )))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = vec![];
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = fields.next_entry::<String, Strict>()? {
            if key == NO_INTEGER {
                return Err(A::Error::custom(
                    "numbers are integers in their plain spelling",
                ));
            }
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the key `{}` stands twice in one object",
                    key.escape_debug()
                )));
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuse(text: &str) -> String {
        Document::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_document_is_an_object_of_exact_values() {
        for bad in [
            "[1]",
            "1",
            "null",
            "\"a\"",
            "",
            "{",
            "{} {}",
            r#"{"a":1.5}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e3}"#,
            r#"{"a":-0}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":-9007199254740992}"#,
            r#"{"a":18446744073709551616}"#,
            r#"{"a":01}"#,
            r#"{"a":{"$serde_json::private::Number":"5"}}"#,
        ] {
            refuse(bad);
        }
        assert!(Document::parse(r#"{"a":9007199254740991,"b":-9007199254740991}"#).is_ok());
    }

    #[test]
    fn a_key_stands_once_in_whatever_object() {
        for bad in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            r#"{"a":[{"b":1,"\u0062":2}]}"#,
        ] {
            assert!(refuse(bad).contains("stands twice"), "{bad}");
        }
    }

    #[test]
    fn depth_does_not_end_the_program() {
        refuse(&"{\"a\":".repeat(100_000));
    }

    #[test]
    fn keys_are_ordered_by_utf_16_code_units() {
        let document =
            Document::parse("{\"Ａ\": 1, \"𠮷\": 2, \"a\\n\": \"\\u0041\\u2028\"}").unwrap();
        assert_eq!(
            document.canonical(),
            "{\"a\\n\":\"A\u{2028}\",\"𠮷\":2,\"Ａ\":1}"
        );
    }
}
