//! Frames, tokens and proofs (protocol section 2).

use super::given::{ACCEPTED, REFUSED, each, field, keys, take, take_bad};
use double_random::digest::{InclusionProof, MerkleTree};
use double_random::frame::{Frame, FrameError, FrameKey, Leaf, Slip, Unit};
use double_random::id::UnitId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::error::Error;

/// A unit as a file writes it: id, stratum, size, district.
#[derive(Deserialize)]
pub(super) struct Row(String, String, u64, String);

/// Takes the secret key of a frame.
pub(super) fn take_key(given: &mut Value) -> Result<FrameKey, Box<dyn Error>> {
    let text: String = take(given, "frame_key")?;
    Ok(FrameKey::parse_secret(&text)?)
}

/// Commits to the units of a file.
pub(super) fn commit(key: &FrameKey, units: &[Row]) -> Result<Frame, FrameError> {
    let units = units.iter().map(|Row(id, stratum, size, district)| {
        Unit::new(id, stratum).size(*size).district(district)
    });
    Frame::commit(key.clone(), units)
}

/// Tokens, roots and proofs under a secret key and the open one.
pub(super) fn frame(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let key = take_key(given)?;
    let open = FrameKey::open([0; 32]);
    let units: Vec<Row> = take(given, "units")?;
    let frame = commit(&key, &units)?;
    let ids = keys(given, "tokens")?;
    let tokens = |key: &FrameKey| {
        let token = |id: &String| (id.clone(), json!(key.token(id)));
        ids.iter().map(token).collect::<Value>()
    };
    let small = |given: &mut Value| {
        commit(&key, &take::<Vec<Row>>(given, "units")?).map_err(Box::<dyn Error>::from)
    };
    let utf8_order = small(field(given, "utf8_order")?)?;
    let with_reason = small(field(given, "with_reason")?)?;
    Ok(json!({
        "frame_key_commitment": key.commitment(),
        "open_token_seed": open.token_seed().reveal(),
        "tokens": tokens(&key),
        "open_tokens": tokens(&open),
        "count": frame.count(),
        "root": frame.root(),
        "open_root": commit(&open, &units)?.root(),
        "utf8_order": { "root": utf8_order.root() },
        "with_reason": { "count": with_reason.count(), "root": with_reason.root() },
        "roots_of_prefixes": roots_of_prefixes(given, &frame)?,
        "proofs": proofs(given, &frame)?,
        "bad_proofs": bad_proofs(given, &frame)?,
    }))
}

/// The roots over the first leaves; how many leaves is the key.
fn roots_of_prefixes(given: &mut Value, frame: &Frame) -> Result<Value, Box<dyn Error>> {
    let leaves: Vec<String> = frame.leaves().map(|leaf: Leaf| leaf.to_string()).collect();
    let root = |key: String| {
        let count: usize = key.parse()?;
        let prefix = leaves
            .get(..count)
            .ok_or_else(|| format!("there are fewer than {count} leaves"))?;
        Ok((count.to_string(), json!(MerkleTree::of(prefix).root())))
    };
    let counts = keys(given, "roots_of_prefixes")?;
    counts.into_iter().map(root).collect()
}

/// The proofs of units, each of which must hold; under the open key they are the slips that the frame hands out.
fn proofs(given: &mut Value, frame: &Frame) -> Result<Vec<Value>, Box<dyn Error>> {
    let leaves: Vec<String> = frame.leaves().map(|leaf: Leaf| leaf.to_string()).collect();
    let tree = MerkleTree::of(&leaves);
    let open = Frame::commit(
        FrameKey::open([0; 32]),
        frame.leaves().collect::<Vec<_>>().iter().map(Leaf::unit),
    )?;
    each(field(given, "proofs")?, |case| {
        let id: UnitId = take(case, "id")?;
        let open_slip = open.open_slip(&id);
        let open_slip = open_slip.ok_or_else(|| format!("`{id}` is not in the frame"))?;
        let index = open_slip.proof.index;
        let leaf = frame.leaf(usize::try_from(index)?).ok_or("no such leaf")?;
        let proof = tree.prove(index, &leaves).ok_or("no such leaf")?;
        let slip = Slip { leaf, proof };
        if !slip.holds(&frame.root(), frame.count()) || !open_slip.holds(&open.root(), open.count())
        {
            return Err(format!("the proof found for `{id}` does not hold").into());
        }
        let InclusionProof { index, count, path } = slip.proof;
        Ok(json!({ "leaf": slip.leaf, "index": index, "count": count, "path": path }))
    })
}

/// Proofs that must not hold.
fn bad_proofs(given: &mut Value, frame: &Frame) -> Result<Vec<Value>, Box<dyn Error>> {
    each(field(given, "bad_proofs")?, |case| {
        take_bad(case, "why")?;
        let leaf: String = take(case, "leaf")?;
        let proof = InclusionProof {
            index: take(case, "index")?,
            count: take(case, "count")?,
            path: take(case, "path")?,
        };
        let holds = proof.holds(leaf, &frame.root());
        Ok(json!({ "why": if holds { ACCEPTED } else { REFUSED } }))
    })
}
