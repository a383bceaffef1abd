//! Teams, loads, vacancies and replacements (protocol section 6).

use super::given::{each, field, parse, take, take_each};
use double_random::assignment::{Deal, Officer, Pool, Target, Team, Teams};
use double_random::chance::Seed;
use double_random::frame::Token;
use double_random::id::{District, Qualification};
use double_random::inspector::Slot;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// Every department by itself, under its own seed.
pub(super) fn inspectors(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    each(given, department).map(Value::Array)
}

fn department(given: &mut Value) -> Result<Value, Box<dyn Error>> {
    let seed: Seed = parse(given, "seed")?;
    let slots: Vec<Slot> = take(given, "slots")?;
    let targets = take_each(given, "targets", target)?;
    let officers = take_each(given, "inspectors", officer)?;
    let recusals: Vec<BTreeMap<String, Token>> = take(given, "recusals")?;
    let recusals: Vec<(Token, Token)> = recusals.iter().map(recusal).collect::<Result<_, _>>()?;
    let pool = Pool::new(slots, officers.clone(), recusals.iter().copied())?;
    let deal = pool.deal(&targets, &seed)?;
    let mut teams = pool.teams(&deal, &targets, &seed);
    let replacements: Value = match field(given, "replacements")? {
        Value::Array(none) if none.is_empty() => json!([]),
        some => each(some, |vacancy| replacement(vacancy, &mut teams))?.into(),
    };
    Ok(json!({
        "slot_order": pool.slots(),
        "teams": deal.teams().iter().map(named).collect::<BTreeMap<_, _>>(),
        "loads": deal.loads(),
        "vacant": deal.vacant(),
        "plain_greedy": plain_greedy(&pool, &targets, &recusals, &seed, &deal),
        "replacements": replacements,
    }))
}

pub(super) fn named(team: &Team) -> (String, &Vec<Option<Token>>) {
    (team.target.to_string(), &team.seats)
}

fn target(given: &mut Value) -> Result<Target, Box<dyn Error>> {
    Ok(Target::new(take(given, "name")?, take(given, "district")?))
}

fn officer(given: &mut Value) -> Result<Officer, Box<dyn Error>> {
    let mut officer = Officer::new(take(given, "name")?);
    let districts: Option<BTreeSet<District>> = take(given, "districts")?;
    officer.districts = districts.unwrap_or_default();
    let qualifications: BTreeSet<Qualification> = take(given, "qualifications")?;
    officer.qualifications = qualifications;
    officer.limit = take(given, "limit")?;
    officer.carried = take(given, "carried")?;
    Ok(officer)
}

fn recusal(pair: &BTreeMap<String, Token>) -> Result<(Token, Token), Box<dyn Error>> {
    match (pair.get("inspector"), pair.get("target"), pair.len()) {
        (Some(inspector), Some(target), 2) => Ok((*inspector, *target)),
        _ => Err("a recusal names inspector and target".into()),
    }
}

/// A seat falls vacant; who sat there is an answer, too.
fn replacement(given: &mut Value, teams: &mut Teams<'_>) -> Result<Value, Box<dyn Error>> {
    let replaced = teams.vacate(&take(given, "target")?, take(given, "position")?)?;
    Ok(json!({ "k": replaced.k, "vacated": replaced.vacated, "chosen": replaced.chosen }))
}

/// What a deal that does not look ahead would do: get stuck at a slot, or end less even.
fn plain_greedy(
    pool: &Pool,
    targets: &[Target],
    recusals: &[(Token, Token)],
    seed: &Seed,
    deal: &Deal,
) -> Option<&'static str> {
    let mut loads: BTreeMap<Token, u64> = pool.officers().map(|o| (o.token, o.carried)).collect();
    let mut vacant = 0;
    for team in deal.teams() {
        let target = targets.iter().find(|target| target.token == team.target)?;
        let mut seated = vec![];
        for slot in pool.slots() {
            let may = |officer: &&Officer| {
                let load = loads.get(&officer.token).copied().unwrap_or_default();
                let (districts, asked) = (&officer.districts, slot.qualification());
                (districts.is_empty() || districts.contains(&target.district))
                    && asked.is_none_or(|asked| officer.qualifications.contains(asked))
                    && !recusals.contains(&(officer.token, target.token))
                    && officer.limit.is_none_or(|limit| load < limit)
                    && !seated.contains(&officer.token)
            };
            let rank = |officer: &&Officer| {
                let load = loads.get(&officer.token).copied().unwrap_or_default();
                let round = seed.derive(&format!("round/{load}"));
                (load, round.ticket(officer.token.as_bytes()), officer.token)
            };
            if let Some(officer) = pool.officers().filter(may).min_by_key(rank) {
                *loads.entry(officer.token).or_default() += 1;
                seated.push(officer.token);
            } else {
                vacant += 1;
            }
        }
    }
    let squares = |loads: &BTreeMap<Token, u64>| loads.values().map(|load| load * load).sum::<u64>();
    if vacant > 0 {
        Some("stuck")
    } else if squares(&loads) > squares(deal.loads()) {
        Some("uneven")
    } else {
        None
    }
}
