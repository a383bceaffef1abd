//! Two plans from frame to sample in one announcement, one closed and one open.

use super::basics::doc;
use super::ceremony::{Contributions, contributor, source};
use super::draws::{rates, sizes};
use super::frames::{Row, commit, take_key};
use super::given::{field, take, take_each};
use super::inspectors::Visits;
use super::strata::{Strata, texts};
use double_random::chance::Announcement;
use double_random::chance::announcement::{PlanLine, Terms};
use double_random::frame::{Frame, FrameKey, Leaf};
use double_random::id::{PlanId, Stratum};
use double_random::rate::Rate;
use double_random::sampling::allocation::by_rates;
use double_random::sampling::proportional::pivotal;
use double_random::sampling::{Drawn, Rounding};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// From the units to the samples: everything between is derived.
pub(super) fn end_to_end(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let units: Vec<Row> = take(given, "units")?;
    let frame = commit(&take_key(given)?, &units)?;
    let open_frame = commit(&FrameKey::open([0; 32]), &units)?;
    let roster: Value = take(given, "roster")?;
    let (id, line) = plan(given, &frame, &roster)?;
    let open_plan = field(given, "open_plan")?;
    let (open_id, open_line) = plan(open_plan, &open_frame, &json!({}))?;
    let n = take(open_plan, "n")?;

    let contributions = Contributions {
        nonces: BTreeMap::from_iter(take_each(given, "contributors", contributor)?),
        sources: take_each(given, "sources", source)?,
    };
    let announced = announced_terms(given)?;
    let terms = contributions.terms(announced.journal, announced.record_by, announced.open_by);
    let plans = [(id.clone(), line), (open_id.clone(), open_line)].into();
    let announcement = Announcement::with_terms(plans, terms)?;
    let (closed, seeded) = contributions.hold(&announcement)?;
    let seed = seeded.seed()?;

    let rates: BTreeMap<String, Rate> = rates(given, "rates_ppm_by_class")?;
    let rate = |stratum: &Stratum| rates.get(stratum.components().next()?).copied();
    let shares = by_rates(frame.counts(), rate, Rounding::Up, 0, &seed.rounding(&id))?;
    let places: BTreeSet<Stratum> = frame.leaves().map(|leaf: Leaf| leaf.stratum).collect();
    let places: Vec<Stratum> = places.into_iter().collect();
    let count = listed_reserves(given)?;
    let strata = Strata::draw(&frame, &places, &shares, count, &seed.targets(&id));
    let selected = texts(&strata.sample, |unit| name(&frame, unit));
    let reserves = texts(&strata.reserves, |unit| name(&frame, unit));
    let mut public_names: Vec<&String> = selected.values().flatten().collect();
    public_names.sort();

    let target: String = take(field(given, "struck_off")?, "target")?;
    let mut of_target = selected.iter().filter(|(_, names)| names.contains(&target));
    let stratum = of_target.next().map(|(stratum, _)| *stratum);
    let reserve = stratum.and_then(|stratum| reserves.get(stratum)?.first());
    let visits = Visits::deal(&roster, &frame, &public_names, &seed, &id)?;
    let team = reserve.map(|reserve| visits.team_of_reserve(reserve));
    let [targets, duels] = [seed.targets(&open_id), seed.pivotal(&open_id)];
    let open = pivotal(&open_frame, n, &targets, &duels)?;
    let open_name = |drawn: &Drawn| name(&open_frame, drawn.unit);
    let open_selected: Vec<String> = open.iter().map(open_name).collect();
    Ok(json!({
        "roster_key": roster.get("key"),
        "announcement": announcement.text(),
        "closing": closed.closing(),
        "randomness": seeded.randomness().value(),
        "draw_seed": seed.reveal(),
        "sizes": sizes(&shares),
        "selected": selected,
        "reserves": reserves,
        "thresholds": strata.thresholds(),
        "teams": visits.teams(),
        "public_names": public_names,
        "struck_off": { "stratum": stratum, "reserve": reserve, "team": team.transpose()? },
        "open_plan": { "selected": open_selected },
    }))
}

/// The plan's id, and its line in the announcement.
fn plan(
    given: &mut Value,
    frame: &Frame,
    roster: &Value,
) -> Result<(PlanId, PlanLine), Box<dyn Error>> {
    let plan: Value = take(given, "plan")?;
    let id = plan.get("id").and_then(Value::as_str);
    let line = PlanLine {
        count: frame.count(),
        root: frame.root(),
        frame_key: frame.key().commitment(),
        roster: doc(roster)?,
        plan: doc(&plan)?,
    };
    Ok((id.ok_or("a plan has an id")?.parse()?, line))
}

/// Journal, time and date have no field of their own: they are read from the announcement that the file expects. What is
/// wrong there shows in the closing and in the draw seed.
fn announced_terms(given: &mut Value) -> Result<Terms, Box<dyn Error>> {
    let announcement: Announcement = serde_json::from_value(field(given, "announcement")?.clone())?;
    let terms = announcement.terms().cloned();
    Ok(terms.ok_or("an announcement with a ceremony is wanted")?)
}

/// How many reserves are listed is told by the longest list; every stratum lists as many, or all it has.
fn listed_reserves(given: &mut Value) -> Result<u64, Box<dyn Error>> {
    let lists = field(given, "reserves")?.as_object();
    let lists = lists.ok_or("`reserves` is no object")?.values();
    let longest = lists.filter_map(Value::as_array).map(Vec::len).max();
    Ok(u64::try_from(longest.unwrap_or(0))?)
}

/// The id of the unit at this place.
fn name(frame: &Frame, unit: usize) -> String {
    let id = frame.leaf(unit).map(|leaf| leaf.id.to_string());
    id.unwrap_or_default()
}
