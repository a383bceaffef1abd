//! Seeds, tickets, streams and documents, and what is refused at the door (protocol section 1).

use super::draws::Capacity;
use super::given::{ACCEPTED, REFUSED, each, field, parse, take, take_bad};
use double_random::calendar::Day;
use double_random::chance::randomness::Nonce;
use double_random::chance::{Seed, Stream};
use double_random::digest::{Digest, Document, DocumentError};
use double_random::frame::FrameKey;
use double_random::id::{Contributor, PlanId, Source, SourceForm, SourceValue, Stratum, UnitId};
use double_random::rate::Rate;
use double_random::sampling::proportional::Certainty;
use rand::Rng as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::error::Error;

/// `derive(seed, label)`.
pub(super) fn derive(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let seed: Seed = parse(given, "seed")?;
    let cases = each(field(given, "cases")?, |case| {
        let label: String = take(case, "label")?;
        Ok(json!({ "result": seed.derive(&label).reveal() }))
    })?;
    Ok(json!({ "cases": cases }))
}

/// `digest(seed, name)` and the ticket that begins it, found as a draw finds many.
pub(super) fn tickets(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let seed: Seed = parse(given, "seed")?;
    let names: Vec<String> = each(field(given, "cases")?, |case| take(case, "name"))?;
    let answer = |(name, ticket): (&String, _)| json!({ "digest": seed.digest(name.as_bytes()), "ticket": ticket });
    let cases: Value = names.iter().zip(seed.tickets(&names)).map(answer).collect();
    Ok(json!({ "cases": cases }))
}

/// The first numbers of `stream(seed)`.
pub(super) fn stream(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let mut stream = Stream::new(&parse(given, "seed")?);
    let numbers = each(field(given, "u64")?, |_| Ok(stream.next_u64().to_string()))?;
    Ok(json!({ "u64": numbers }))
}

/// `below(n)`, one after the other on one stream.
pub(super) fn below(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let mut stream = Stream::new(&parse(given, "seed")?);
    let cases = each(field(given, "cases")?, |case| {
        let text: String = take(case, "n")?;
        let n: u64 = text.parse()?;
        if n.to_string() != text {
            return Err(format!("`n`: a number is wanted, found `{text}`").into());
        }
        Ok(json!({ "value": stream.below(n).to_string() }))
    })?;
    Ok(json!({ "cases": cases }))
}

/// `doc` of each document.
pub(super) fn documents(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let answers = each(given, |case| {
        let document: Value = take(case, "document")?;
        Ok(json!({ "doc": doc(&document)? }))
    })?;
    Ok(answers.into())
}

/// `doc(x)`.
pub(super) fn doc(value: &Value) -> Result<Digest, DocumentError> {
    Ok(Document::parse(&value.to_string())?.digest())
}

/// Values that must all be refused.
pub(super) fn refused(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let answers = each(given, |case| {
        let kind: String = take(case, "kind")?;
        let value = take_bad(case, "value")?;
        let refused = is_refused(&kind, value)?;
        Ok(json!({ "value": if refused { REFUSED } else { ACCEPTED } }))
    })?;
    Ok(answers.into())
}

/// Whether the crate refuses this value of a kind.
fn is_refused(kind: &str, mut value: Value) -> Result<bool, Box<dyn Error>> {
    Ok(match kind {
        "unit_id" => !is::<UnitId>(value),
        "plan_id" => !is::<PlanId>(value),
        "stratum_component" => {
            let text = value.as_str().map(str::to_owned);
            let stratum: Option<Stratum> = serde_json::from_value(value).ok();
            !stratum.is_some_and(|stratum| stratum.components().eq(text.as_deref()))
        }
        "contributor" => !is::<Contributor>(value),
        "source" => !is::<Source>(value),
        "source_form" => !is::<SourceForm>(value),
        "source_value" => !is::<SourceValue>(value),
        "rate" => !is::<Rate>(value),
        "date" => !is::<Day>(value),
        "hex32" => {
            let text = value.as_str().unwrap_or_default();
            let secrets = text.parse::<Seed>().is_ok() || text.parse::<Nonce>().is_ok();
            let keys = FrameKey::parse_secret(text).is_ok() || FrameKey::parse_open(text).is_ok();
            !secrets && !keys && !is::<Digest>(value)
        }
        "document" => {
            let text = value.as_str().map(str::to_owned);
            Document::parse(&text.unwrap_or(value.to_string())).is_err()
        }
        "capacity" => {
            has_fields(&value, &["counts", "lower", "total", "weights"])?;
            let seed = Seed::from_bytes([0; 32]);
            Capacity::take(&mut value).map_or(true, |capacity| capacity.shares(&seed).is_err())
        }
        "proportional" => {
            has_fields(&value, &["n", "sizes"])?;
            let sizes: Result<Vec<u64>, _> = take(&mut value, "sizes");
            let n = take(&mut value, "n");
            sizes
                .and_then(|sizes| Ok(Certainty::of(sizes, n?)?))
                .is_err()
        }
        _ => return Err(format!("unknown kind `{kind}`").into()),
    })
}

fn is<T: DeserializeOwned>(value: Value) -> bool {
    serde_json::from_value::<T>(value).is_ok()
}

/// Checks that a value which must be refused is not refused for lack of a field.
fn has_fields(value: &Value, names: &[&str]) -> Result<(), Box<dyn Error>> {
    match value.as_object() {
        Some(fields) if fields.keys().eq(names) => Ok(()),
        _ => Err(format!("an object of {} is wanted, found {value}", names.join(", ")).into()),
    }
}
