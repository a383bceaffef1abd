//! Announcement, closing, draw seed and record digest (protocol section 3).

use super::basics::doc;
use super::given::{each, field, parse, take, take_each};
use double_random::calendar::{Day, Moment};
use double_random::ceremony::{Announced, Ceremony, Closed, Seeded};
use double_random::chance::announcement::{PlanLine, Terms};
use double_random::chance::randomness::Nonce;
use double_random::chance::{Announcement, Randomness};
use double_random::digest::Digest;
use double_random::id::{Contributor, PlanId, Source, SourceForm, SourceValue};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;

/// From commitments and plan lines to the draw seed; and the digest of a record.
pub(super) fn ceremony(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let nonces = each(field(given, "contributors")?, contributor)?;
    let commitment = |(name, nonce): &(_, Nonce)| json!({ "commitment": nonce.commitment(name) });
    let commitments: Value = nonces.iter().map(commitment).collect();
    let plans: BTreeMap<PlanId, PlanLine> = take_each(given, "plans", plan)?.into_iter().collect();
    let contributions = Contributions {
        nonces: nonces.into_iter().collect(),
        sources: take_each(given, "sources", source)?,
    };
    let terms = contributions.terms(
        take(given, "journal")?,
        take(given, "record_by")?,
        take(given, "open_by")?,
    );
    let announcement = Announcement::with_terms(plans.clone(), terms)?;
    let (closed, seeded) = contributions.hold(&announcement)?;
    Ok(json!({
        "contributors": commitments,
        "announcement": announcement.text(),
        "announcement_digest": announcement.digest(),
        "closing": closed.closing(),
        "randomness": seeded.randomness().value(),
        "draw_seed": seeded.seed()?.reveal(),
        "declared": declared(field(given, "declared")?, plans)?,
        "record": record(field(given, "record")?)?,
    }))
}

/// The nonces and public values that make a draw's randomness.
pub(super) struct Contributions {
    pub(super) nonces: BTreeMap<Contributor, Nonce>,
    pub(super) sources: Vec<(Source, SourceForm, SourceValue)>,
}

impl Contributions {
    /// What the announcement says of them.
    pub(super) fn terms(&self, journal: Digest, record_by: Moment, open_by: Day) -> Terms {
        let commitment =
            |(name, nonce): (&Contributor, &Nonce)| (name.clone(), nonce.commitment(name));
        let form = |(name, form, _): &(Source, SourceForm, _)| (name.clone(), form.clone());
        Terms {
            contributors: self.nonces.iter().map(commitment).collect(),
            sources: self.sources.iter().map(form).collect(),
            journal,
            record_by,
            open_by,
        }
    }

    /// The ceremony, step by step; its moments play no part in any answer.
    pub(super) fn hold(
        &self,
        announcement: &Announcement,
    ) -> Result<(Closed, Seeded), Box<dyn Error>> {
        let at = || "0001-01-02T00:00:00+00:00".parse::<Moment>();
        let mut announced = Announced::new(announcement.clone(), at()?)?;
        for (name, nonce) in &self.nonces {
            announced = announced.nonce(name.clone(), nonce.clone(), at()?)?;
        }
        let closed = announced.close(at()?)?;
        let mut ceremony = Ceremony::Closed(closed.clone());
        for (name, _, value) in &self.sources {
            if let Ceremony::Closed(waiting) = &ceremony {
                ceremony = waiting.value(name.clone(), value.clone(), at()?)?;
            }
        }
        let Ceremony::Seeded(seeded) = ceremony else {
            return Err("a value is missing".into());
        };
        Ok((closed, seeded))
    }
}

pub(super) fn contributor(given: &mut Value) -> Result<(Contributor, Nonce), Box<dyn Error>> {
    Ok((take(given, "name")?, parse(given, "nonce")?))
}

pub(super) fn source(
    given: &mut Value,
) -> Result<(Source, SourceForm, SourceValue), Box<dyn Error>> {
    Ok((
        take(given, "name")?,
        take(given, "form")?,
        take(given, "value")?,
    ))
}

fn plan(given: &mut Value) -> Result<(PlanId, PlanLine), Box<dyn Error>> {
    let line = PlanLine {
        count: take(given, "count")?,
        root: take(given, "frame_root")?,
        frame_key: take(given, "frame_key_commitment")?,
        roster: take(given, "roster_doc")?,
        plan: take(given, "plan_doc")?,
    };
    Ok((take(given, "id")?, line))
}

/// The same plans without ceremony.
fn declared(given: &mut Value, plans: BTreeMap<PlanId, PlanLine>) -> Result<Value, Box<dyn Error>> {
    let randomness: Digest = take(given, "randomness")?;
    let announcement = Announcement::declared(plans);
    let seed = Randomness::declared(*randomness.as_bytes()).draw_seed(&announcement)?;
    Ok(json!({ "announcement": announcement.text(), "draw_seed": seed.reveal() }))
}

/// `H("double-random/1 record" + LF + hex(doc(public form)) + LF + hex(doc(confidential form)) + LF)`.
fn record(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let public = doc(&take(given, "public_form")?)?;
    let confidential = doc(&take(given, "confidential_form")?)?;
    let text = format!("double-random/1 record\n{public}\n{confidential}\n");
    Ok(json!({ "digest": Digest::of(text.as_bytes()) }))
}
