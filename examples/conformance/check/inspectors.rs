//! Teams, loads, vacancies and replacements (protocol section 6).

use super::given::{each, field, parse, take, take_each};
use double_random::assignment::{Deal, Officer, Pool, Target, Team, Teams, department_seed};
use double_random::chance::Seed;
use double_random::frame::{Frame, Token};
use double_random::id::{DepartmentId, District, PlanId, Qualification, UnitId};
use double_random::inspector::{Inspector, Roster, Slot};
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
    let pool = Pool::new(&slots, officers.clone(), recusals.iter().copied())?;
    let deal = pool.deal(&targets, &seed)?;
    let mut teams = pool.teams(&deal, &targets, &seed);
    let vacancies = field(given, "replacements")?;
    let replacements: Value = if *vacancies == json!([]) {
        json!([])
    } else {
        each(vacancies, |vacancy| replacement(vacancy, &mut teams))?.into()
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

fn named(team: &Team) -> (String, &Vec<Option<Token>>) {
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
    let squares =
        |loads: &BTreeMap<Token, u64>| loads.values().map(|load| load * load).sum::<u64>();
    if vacant > 0 {
        Some("stuck")
    } else if squares(&loads) > squares(deal.loads()) {
        Some("uneven")
    } else {
        None
    }
}

/// The teams of a plan with one department, from its roster.
pub(super) struct Visits<'a> {
    roster: Roster,
    frame: &'a Frame,
    pool: Pool,
    seed: Seed,
    targets: BTreeMap<String, Target>,
    deal: Deal,
}

impl<'a> Visits<'a> {
    pub(super) fn deal(
        roster: &Value,
        frame: &'a Frame,
        targets: &[&String],
        seed: &Seed,
        plan: &PlanId,
    ) -> Result<Self, Box<dyn Error>> {
        let roster = Roster::parse(&roster.to_string())?;
        let department: DepartmentId = {
            let mut departments = roster.departments();
            match (departments.next(), departments.next()) {
                (Some((department, _)), None) => department.clone(),
                _ => return Err("a roster of one department is wanted".into()),
            }
        };
        let pool = Pool::of(&roster, &department, frame.key()).ok_or("no such department")?;
        let seed = department_seed(seed, plan, &department);
        let targets = targets
            .iter()
            .map(|id| Ok(((*id).clone(), unit(frame, id)?)));
        let targets: BTreeMap<String, Target> = targets.collect::<Result<_, Box<dyn Error>>>()?;
        let deal = pool.deal(&targets.values().cloned().collect::<Vec<_>>(), &seed)?;
        Ok(Self {
            roster,
            frame,
            pool,
            seed,
            targets,
            deal,
        })
    }

    /// The officers at each target, by ids.
    pub(super) fn teams(&self) -> BTreeMap<&String, Vec<Option<String>>> {
        let team = |target: &Target| {
            let seats = self
                .deal
                .team(&target.token)
                .map(|team| team.seats.as_slice());
            self.named(seats.unwrap_or_default())
        };
        self.targets
            .iter()
            .map(|(id, target)| (id, team(target)))
            .collect()
    }

    /// The team of a reserve that comes in.
    pub(super) fn team_of_reserve(
        &self,
        reserve: &str,
    ) -> Result<Vec<Option<String>>, Box<dyn Error>> {
        let targets: Vec<Target> = self.targets.values().cloned().collect();
        let mut teams = self.pool.teams(&self.deal, &targets, &self.seed);
        let filled = teams.admit(&unit(self.frame, reserve)?)?;
        let seats: Vec<Option<Token>> = filled.iter().map(|seat| seat.chosen).collect();
        Ok(self.named(&seats))
    }

    fn named(&self, seats: &[Option<Token>]) -> Vec<Option<String>> {
        let id = |token: Token| {
            let mut inspectors = self.roster.inspectors().map(Inspector::id);
            inspectors
                .find(|id| self.roster.key().token(id) == token)
                .map(ToString::to_string)
        };
        seats.iter().map(|seat| id((*seat)?)).collect()
    }
}

fn unit(frame: &Frame, id: &str) -> Result<Target, Box<dyn Error>> {
    let id: UnitId = id.parse()?;
    let leaf = frame.leaves().find(|leaf| leaf.id == id);
    let leaf = leaf.ok_or("no such unit")?;
    Ok(Target::new(leaf.token, leaf.district))
}
