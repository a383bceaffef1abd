//! Officers in plans, records, replays and journals: what is dealt stands in the record, follows from roster and seed, and changes
//! by the rule for vacant seats only.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod story;

use double_random::assignment::{Pool, Target, department_seed};
use double_random::chance::Randomness;
use double_random::check::{Audited, Published, audit};
use double_random::draw::{
    Divergence, DrawError, Drawing, Record, Refilled, Replayed, Standing, StandingError, Step,
    announce, draw,
};
use double_random::frame::Frame;
use double_random::id::{DepartmentId, InspectorId, UnitId};
use double_random::inspector::Roster;
use double_random::journal::{Journal, Matter};
use double_random::plan::Plan;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use story::*;

fn story() -> Story {
    Story::new(Journal::new().head())
}

fn replayed(story: &Story) -> Vec<Replayed<Record>> {
    let records = story.records().into_iter().zip(&story.plans);
    let replay = |(record, (_, frame)): (Record, &(Plan, Frame))| {
        let digest = record.digest();
        record.replay(frame, &digest).unwrap()
    };
    records.map(replay).collect()
}

fn department(id: &str) -> DepartmentId {
    id.parse().unwrap()
}

/// The first target and who sits there for the market regulator.
fn first(standing: &Standing<'_>) -> (UnitId, Vec<InspectorId>) {
    let target = standing.targets().next().unwrap().clone();
    let team = standing.team(&department(OFFICE), &target).unwrap();
    let team = team.into_iter().flatten().cloned().collect();
    (target, team)
}

#[test]
fn every_seat_is_held_by_an_eligible_officer_and_loads_add_up() {
    let record = story().records().remove(0);
    let dispatch = record.dispatch().unwrap();
    assert_eq!((dispatch.departments().count(), dispatch.vacant()), (2, 0));
    for (department, sent) in dispatch.departments() {
        assert_eq!(sent.teams.len(), record.selected().len());
        for team in &sent.teams {
            let on_team: BTreeSet<_> = team.seats.iter().flatten().collect();
            assert_eq!(on_team.len(), 2, "two officers, each once");
            for officer in on_team {
                let inspector = dispatch.roster().inspector(officer).unwrap();
                assert_eq!(inspector.department(), department);
                assert!(!dispatch.roster().is_recused(officer, &team.target));
            }
        }
        for (officer, load) in &sent.loads {
            let seats = sent.teams.iter().flat_map(|team| &team.seats);
            let dealt = seats.filter(|seat| seat.as_ref() == Some(officer)).count();
            assert_eq!(load.get(), u64::try_from(dealt).unwrap());
        }
    }
}

/// The record's teams are those of the deal, whose vectors are checked elsewhere.
#[test]
fn a_record_says_what_the_deal_says() {
    let story = story();
    let (record, frame) = (story.records().remove(0), &story.plans[0].1);
    let roster = &story.rosters[&plan_id("2024-food")];
    for (department, sent) in record.dispatch().unwrap().departments() {
        let seed = department_seed(record.seed(), record.plan().id(), department);
        let leaves: Vec<_> = frame.leaves().collect();
        let target = |unit: &UnitId| {
            let leaf = leaves.iter().find(|leaf| leaf.id == *unit).unwrap();
            Target::new(leaf.token, leaf.district.clone())
        };
        let targets: Vec<Target> = record
            .selected()
            .iter()
            .map(|unit| target(&unit.id))
            .collect();
        let pool = Pool::of(roster, department, frame.key()).unwrap();
        let deal = pool.deal(&targets, &seed).unwrap();
        assert_eq!(deal.teams().len(), sent.teams.len());
        for (dealt, sent) in deal.teams().iter().zip(&sent.teams) {
            assert_eq!(dealt.target, target(&sent.target).token);
            let tokens = sent
                .seats
                .iter()
                .map(|seat| seat.as_ref().map(|id| roster.key().token(id)));
            assert!(tokens.eq(dealt.seats.iter().copied()));
        }
    }
}

#[test]
fn a_record_with_officers_reads_back_whole_and_by_lines() {
    let record = story().records().remove(0);
    assert_eq!(Record::parse(&record.to_json()).unwrap(), record);
    let lines: Vec<String> = record.lines().collect();
    let again = Record::from_lines(&record.head(), lines.iter().map(String::as_str));
    assert_eq!(again.unwrap(), record);
    let canonical = double_random::digest::Document::parse(&record.to_json()).unwrap();
    assert_eq!(canonical.canonical(), record.to_json());
}

#[test]
fn the_public_form_holds_no_officer_and_no_department() {
    let record = story().records().remove(0);
    let public = serde_json::to_string(record.public().unwrap()).unwrap();
    let roster = record.dispatch().unwrap().roster();
    for id in roster.inspectors().map(|inspector| inspector.id().as_str()) {
        assert!(!public.contains(&format!("\"{id}\"")), "{id}");
    }
    for (department, _) in roster.departments() {
        assert!(!public.contains(department.as_str()));
    }
    assert!(!format!("{:?} {record:?}", record.dispatch().unwrap()).contains("101"));
}

/// Targets follow from seed, plan and frame alone.
#[test]
fn a_roster_changes_no_target() {
    let story = story();
    let (plan, frame) = &story.plans[0];
    let randomness = Randomness::declared([1; 32]);
    let rosters = [roster(10), roster(11)];
    let with = |roster| {
        draw(&[(plan, frame, roster)], &randomness)
            .unwrap()
            .remove(0)
    };
    let [one, other] = [with(&rosters[0]), with(&rosters[1])];
    // The seed follows from the announcement, in which the roster's digest stands: so the seed must be the same first.
    assert_ne!(one.seed(), other.seed());
    let targets = |record: &Record| record.selected().to_vec();
    let drawn = |seed: &double_random::Seed| {
        let seed = seed.targets(plan.id());
        let mut leaves: Vec<_> = frame
            .leaves()
            .filter(|leaf| leaf.stratum.as_str() == "A/0")
            .collect();
        leaves.sort_by_key(|leaf| seed.ticket(leaf.token.as_bytes()));
        leaves[0].id.clone()
    };
    for record in [&one, &other] {
        assert_eq!(targets(record)[0].id, drawn(record.seed()));
    }
}

fn forged(record: &Record, change: impl FnOnce(&mut Value)) -> Result<Record, String> {
    let mut value: Value = serde_json::from_str(&record.to_json()).unwrap();
    change(&mut value["officers"]);
    Record::parse(&value.to_string()).map_err(|error| error.to_string())
}

/// Where the replay of a forged record, under the forger's own digest, first diverges.
fn diverges(record: &Record, change: impl FnOnce(&mut Value)) -> (Step, String) {
    let story = story();
    let forged = forged(record, change).unwrap();
    let digest = forged.digest();
    let divergence = forged.replay(&story.plans[0].1, &digest).unwrap_err();
    (divergence.step, divergence.at)
}

type Change<'a> = &'a dyn Fn(&mut Value);

#[test]
fn whatever_is_changed_of_the_officers_is_named() {
    let record = story().records().remove(0);
    let dealt = record.dispatch().unwrap().department(&department(OFFICE));
    let team = &dealt.unwrap().teams[3];
    let idle = ["101", "103", "105", "107"].map(|id| Some(id.parse().unwrap()));
    let idle = idle
        .into_iter()
        .find(|id| !team.seats.contains(id))
        .unwrap();
    let changes: [(String, Change<'_>); 8] = [
        (format!("seat 1 at `{}`", team.target), &|sent| {
            sent["teams"][3]["seats"][1] = json!(idle);
        }),
        (format!("seat 0 at `{}`", team.target), &|sent| {
            sent["teams"][3]["seats"][0] = Value::Null;
        }),
        (format!("seat 0 at `{}`", team.target), &|sent| {
            sent["teams"][3]["seats"].as_array_mut().unwrap().reverse();
        }),
        (format!("number of seats at `{}`", team.target), &|sent| {
            let seats = sent["teams"][3]["seats"].as_array_mut().unwrap();
            seats.push(Value::Null);
        }),
        ("teams[0]".to_owned(), &|sent| {
            sent["teams"].as_array_mut().unwrap().swap(0, 1);
        }),
        ("number of teams".to_owned(), &|sent| {
            sent["teams"].as_array_mut().unwrap().pop();
        }),
        ("loads".to_owned(), &|sent| sent["loads"]["101"] = json!(99)),
        ("shortage".to_owned(), &|sent| {
            sent["shortage"] = json!({"officers": {}, "once": [], "slots": [], "vacant": 0});
        }),
    ];
    for (at, change) in changes {
        let change = |officers: &mut Value| change(&mut officers["departments"][OFFICE]);
        let expected = (Step::Officers, format!("`{OFFICE}`: {at}"));
        assert_eq!(diverges(&record, change), expected);
    }
    let renamed = |officers: &mut Value| {
        let departments = officers["departments"].as_object_mut().unwrap();
        let sent = departments.remove(OFFICE).unwrap();
        departments.insert("x".to_owned(), sent);
    };
    let expected = (Step::Officers, "departments".to_owned());
    assert_eq!(diverges(&record, renamed), expected);
}

#[test]
fn a_roster_changed_in_the_record_is_not_the_announced_one() {
    let record = story().records().remove(0);
    let roster = (Step::Announcement, "roster digest".to_owned());
    let recusal = |value: &mut Value| {
        value["roster"].as_object_mut().unwrap().remove("recusals");
    };
    assert_eq!(diverges(&record, recusal), roster);
    let limit = |value: &mut Value| {
        value["roster"]["departments"][OFFICE]["inspectors"][0]["limit"] = json!(1);
    };
    assert_eq!(diverges(&record, limit), roster);
    let mut value: Value = serde_json::from_str(&record.to_json()).unwrap();
    value.as_object_mut().unwrap().remove("officers");
    let without = Record::parse(&value.to_string()).unwrap();
    let digest = without.digest();
    let divergence = without.replay(&story().plans[0].1, &digest).unwrap_err();
    assert_eq!((divergence.step, divergence.at), roster);
}

#[test]
fn a_record_with_half_of_its_officers_is_no_record() {
    let record = story().records().remove(0);
    for field in ["roster", "departments"] {
        let half = |value: &mut Value| drop(value.as_object_mut().unwrap().remove(field));
        assert!(forged(&record, half).unwrap_err().contains(field));
    }
    let unknown = |value: &mut Value| value["departments"][OFFICE]["leader"] = json!("101");
    assert!(forged(&record, unknown).unwrap_err().contains("leader"));
    let null = |value: &mut Value| *value = Value::Null;
    assert!(forged(&record, null).is_err());
}

#[test]
fn recusals_from_nobody_are_refused_before_the_announcement() {
    let story = story();
    let (plan, frame) = &story.plans[0];
    let mut value: Value = serde_json::from_str(roster(10).to_json()).unwrap();
    value["groups"]["集团甲"][0] = json!("nobody");
    let misspelt = Roster::parse(&value.to_string()).unwrap();
    let drawing = Drawing::new(plan, frame).roster(&misspelt);
    let refused = announce(&[drawing]).unwrap_err();
    assert!(matches!(refused, DrawError::Roster { .. }));
    assert_eq!(
        refused.to_string(),
        "plan `2024-food`: recusals: a unit of the frame is wanted, found `nobody`"
    );
}

// After the draw.

#[test]
fn a_replacement_changes_one_seat_and_nothing_else() {
    let replayed = replayed(&story()).remove(0);
    let mut standing = replayed.standing();
    let before = standing.teams();
    let (target, team) = first(&standing);
    let refilled = standing
        .vacate(&department(OFFICE), &target, &team[1])
        .unwrap();
    assert_eq!(refilled.count, 1);
    assert!(!team.contains(refilled.comes.as_ref().unwrap()));
    let mut after = standing.teams();
    let seats = &mut after.get_mut(&department(OFFICE)).unwrap()[0].seats;
    assert_eq!(seats[1], refilled.comes);
    seats[1] = Some(team[1].clone());
    assert_eq!(after, before);
}

#[test]
fn what_cannot_happen_is_refused_with_its_reason() {
    let replayed = replayed(&story());
    let mut standing = replayed[0].standing();
    let (target, team) = first(&standing);
    let food = department(OFFICE);
    let stranger: InspectorId = "102".parse().unwrap();
    let nobody: UnitId = "nobody".parse().unwrap();
    let refused =
        |standing: &mut Standing<'_>,
         department: &DepartmentId,
         target: &UnitId,
         who: &InspectorId| { standing.vacate(department, target, who).unwrap_err() };
    assert!(matches!(
        refused(&mut standing, &department("x"), &target, &team[0]),
        StandingError::SendsNobody { .. }
    ));
    assert!(matches!(
        refused(&mut standing, &food, &target, &stranger),
        StandingError::NotOnTeam { .. }
    ));
    assert!(matches!(
        refused(&mut standing, &food, &nobody, &team[0]),
        StandingError::NotInForce { .. }
    ));
    let reserve = replayed[0].get().reserves()[0].id.clone();
    assert!(matches!(
        standing.strike_off(&reserve),
        Err(StandingError::NotInForce { .. })
    ));
    standing.strike_off(&target).unwrap();
    assert!(matches!(
        refused(&mut standing, &food, &target, &team[0]),
        StandingError::NotInForce { .. }
    ));
    // The second plan sends nobody.
    let mut standing = replayed[1].standing();
    let target = standing.targets().next().unwrap().clone();
    assert!(matches!(
        refused(&mut standing, &food, &target, &team[0]),
        StandingError::SendsNobody { .. }
    ));
}

/// A reserve's seats are refills 1, 2, … of it; the next one counts on.
#[test]
fn a_reserve_that_comes_in_gets_its_officers_by_the_rule_for_vacant_seats() {
    let replayed = replayed(&story()).remove(0);
    let mut standing = replayed.standing();
    let (target, _) = first(&standing);
    let reserve = standing.strike_off(&target).unwrap().unwrap().clone();
    assert!(!standing.targets().any(|in_force| *in_force == target));
    assert_eq!(standing.team(&department(OFFICE), &target), None);
    for id in standing.departments().cloned().collect::<Vec<_>>() {
        let team = standing.team(&id, &reserve).unwrap();
        let team: Vec<InspectorId> = team.into_iter().flatten().cloned().collect();
        assert_eq!(team.len(), 2);
        assert_ne!(team[0], team[1]);
        let next = standing.vacate(&id, &reserve, &team[0]).unwrap();
        assert_eq!(next.count, 3);
    }
}

#[test]
fn no_k_is_used_up_where_nobody_is_left() {
    let replayed = replayed(&story()).remove(0);
    let mut standing = replayed.standing();
    let (target, team) = first(&standing);
    let food = department(OFFICE);
    let (mut counts, mut leaves) = (vec![], team[0].clone());
    loop {
        let refilled = standing.vacate(&food, &target, &leaves).unwrap();
        counts.push(refilled.count);
        match refilled.comes {
            Some(comes) => leaves = comes,
            None => break,
        }
    }
    let refused = standing.vacate(&food, &target, &team[1]).unwrap();
    assert_eq!(
        (refused.comes, refused.count),
        (None, *counts.last().unwrap())
    );
    let steps = 1..=u64::try_from(counts.len()).unwrap();
    assert!(counts.into_iter().eq(steps));
}

proptest! {
    /// The order in which vacancies of different targets and departments are entered changes nobody's seat; of one team it may
    /// change that team's, for `k` counts, and no other's.
    #[test]
    fn the_order_of_vacancies_changes_nobody_elses_seat(
        places in proptest::collection::btree_set((0..2_usize, 0..20_usize), 1..12),
        order in any::<prop::sample::Index>(),
        seat in 0..2_usize,
    ) {
        let replayed = replayed(&story()).remove(0);
        let departments: Vec<DepartmentId> = replayed.standing().departments().cloned().collect();
        let targets: Vec<UnitId> = replayed.standing().targets().cloned().collect();
        let mut places: Vec<_> = places.into_iter().map(|(d, t)| (d, t % targets.len())).collect();
        places.dedup();
        let enter = |places: &[(usize, usize)]| {
            let mut standing = replayed.standing();
            for (d, t) in places {
                let team = standing.team(&departments[*d], &targets[*t]).unwrap();
                if let Some(leaves) = team[seat].cloned() {
                    standing.vacate(&departments[*d], &targets[*t], &leaves).unwrap();
                }
            }
            standing.teams()
        };
        let forward = enter(&places);
        let turn = order.index(places.len());
        places.rotate_left(turn);
        prop_assert_eq!(&enter(&places), &forward);
        places.reverse();
        prop_assert_eq!(&enter(&places), &forward);
    }
}

// In the journal.

fn audited(story: &Story, kept: &Kept) -> Result<Replayed<Audited>, Divergence> {
    let transcript = story.recorded().transcript().clone();
    audit(replayed(story), transcript, &kept.journal, &kept.sealed)
}

/// Journals a matter of the first plan.
fn put(kept: &mut Kept, matter: Matter) {
    let sealed = Kept::seal("2024-food", matter);
    let line = kept.journal.append_sealed(moment(VISITS), &sealed).unwrap();
    kept.lines.push(line);
    kept.sealed.push(sealed);
}

/// A vacancy, refilled by the rule.
fn honest(story: &Story) -> Refilled {
    let replayed = replayed(story).remove(0);
    let mut standing = replayed.standing();
    let (target, team) = first(&standing);
    standing
        .vacate(&department(OFFICE), &target, &team[0])
        .unwrap()
}

#[test]
fn the_auditor_comes_to_the_same_teams() {
    let story = story();
    let refilled = honest(&story);
    let mut kept = Kept::drawn(&story);
    put(&mut kept, refilled.clone().into());
    let audited = audited(&story, &kept).unwrap();
    let teams = &audited.get().teams[&plan_id("2024-food")][&department(OFFICE)];
    let team = teams
        .iter()
        .find(|team| team.target == refilled.target)
        .unwrap();
    assert_eq!(team.seats[0], refilled.comes);
    assert!(audited.get().teams[&plan_id("2024-fire")].is_empty());
    assert!(!audited.strength().to_string().contains("refilled"));
}

#[test]
fn a_seat_that_is_not_refilled_by_the_rule_is_named() {
    let story = story();
    let refilled = honest(&story);
    let team = story.records()[0]
        .dispatch()
        .unwrap()
        .departments()
        .flat_map(|(_, sent)| sent.teams.clone())
        .find(|team| {
            team.target == refilled.target && team.seats[0].as_ref() == Some(&refilled.leaves)
        })
        .unwrap();
    let others = ["101", "103", "105", "107"].map(|id| id.parse::<InspectorId>().unwrap());
    let another = others
        .into_iter()
        .find(|id| Some(id) != refilled.comes.as_ref() && !team.seats.contains(&Some(id.clone())));
    let wrong: [&dyn Fn(&mut Refilled); 6] = [
        &|refilled| refilled.comes = None,
        &|refilled| refilled.comes = another.clone(),
        &|refilled| refilled.count = 2,
        &|refilled| refilled.leaves = "102".parse().unwrap(),
        &|refilled| refilled.department = department("x"),
        &|refilled| refilled.target = "nobody".parse().unwrap(),
    ];
    for (case, change) in wrong.into_iter().enumerate() {
        let mut forged = refilled.clone();
        change(&mut forged);
        let mut kept = Kept::drawn(&story);
        put(&mut kept, forged.into());
        let divergence = audited(&story, &kept).unwrap_err();
        assert_eq!(divergence.step, Step::Journal, "case {case}");
    }
}

/// Both the target that left and its reserve follow; nobody is replaced at a target that is out.
#[test]
fn reserves_and_replacements_are_audited_in_their_order() {
    let story = story();
    let replayed = replayed(&story).remove(0);
    let mut standing = replayed.standing();
    let (target, team) = first(&standing);
    let food = department(OFFICE);
    let before = standing.vacate(&food, &target, &team[0]).unwrap();
    let comes = standing.strike_off(&target).unwrap().cloned();
    let reserve = comes.clone().unwrap();
    let leaves = standing.team(&food, &reserve).unwrap()[1].unwrap().clone();
    let after = standing.vacate(&food, &reserve, &leaves).unwrap();
    let struck = Matter::Reserve {
        leaves: target,
        comes,
    };
    let expected = standing.teams();

    let mut kept = Kept::drawn(&story);
    for matter in [before.clone().into(), struck.clone(), after.clone().into()] {
        put(&mut kept, matter);
    }
    let audit = audited(&story, &kept).unwrap();
    assert_eq!(audit.get().teams[&plan_id("2024-food")], expected);

    let mut kept = Kept::drawn(&story);
    for matter in [struck, before.into(), after.into()] {
        put(&mut kept, matter);
    }
    assert_eq!(audited(&story, &kept).unwrap_err().step, Step::Journal);
}

// By name, for want of officers.

/// The story with a department that can send one officer only.
fn short() -> Story {
    let mut story = story();
    let mut value: Value = serde_json::from_str(roster(10).to_json()).unwrap();
    let members = value["departments"][OFFICE]["inspectors"]
        .as_array_mut()
        .unwrap();
    members.retain(|member| member["id"] == json!("103"));
    value.as_object_mut().unwrap().remove("recusals");
    let short = Roster::parse(&value.to_string()).unwrap();
    story.rosters = [(plan_id("2024-food"), short)].into();
    story
}

#[test]
fn dr_33_what_is_given_by_name_is_never_told_as_random() {
    let story = short();
    let replayed = replayed(&story).remove(0);
    let mut standing = replayed.standing();
    let (target, team) = first(&standing);
    assert_eq!(team.len(), 1);
    let (food, borrowed) = (department(OFFICE), "neighbour-7".parse().unwrap());
    let direct = standing.assign_directly(&food, &target, &borrowed).unwrap();
    assert_eq!((direct.seat, &direct.comes), (1, &borrowed));
    assert_eq!(standing.team(&food, &target).unwrap()[1], None);
    assert_eq!(standing.direct(), std::slice::from_ref(&direct));

    let mut kept = Kept::drawn(&story);
    put(&mut kept, direct.clone().into());
    let audit = audited(&story, &kept).unwrap();
    assert_eq!(audit.get().direct[&plan_id("2024-food")], [direct]);
    let teams = &audit.get().teams[&plan_id("2024-food")][&food];
    let team = teams.iter().find(|team| team.target == target).unwrap();
    assert_eq!(team.seats[1], None);

    // Everyone is told how many there are.
    let digest = story.announcement().digest();
    let published = Published::in_journal(&kept.journal, &digest).unwrap();
    assert_eq!(
        published.story.unwrap().changed[&plan_id("2024-food")].direct,
        1
    );
    let opening = kept.open(&story);
    let published = Published::in_journal(&kept.journal, &digest).unwrap();
    let says = opening.check(&published).unwrap().to_string();
    assert!(says.contains("`2024-food`: seats that were given by name and not by chance: 1"));
}

#[test]
fn nobody_is_given_a_seat_that_chance_has_filled_or_that_is_not_theirs() {
    let full = replayed(&story()).remove(0);
    let mut standing = full.standing();
    let (food, target) = (department(OFFICE), first(&standing).0);
    let anybody = "neighbour-7".parse().unwrap();
    assert!(matches!(
        standing.assign_directly(&food, &target, &anybody),
        Err(StandingError::NoVacancy { .. })
    ));
    let short = replayed(&short()).remove(0);
    let mut standing = short.standing();
    let (target, team) = first(&standing);
    let refused = |standing: &mut Standing<'_>, who: &InspectorId| {
        let refused = standing.assign_directly(&food, &target, who);
        assert!(
            matches!(refused, Err(StandingError::MayNotCome { .. })),
            "{who}"
        );
    };
    refused(&mut standing, &team[0]);
    // Who left does not come back by name; who came by name is not drawn into another seat of the team.
    standing.vacate(&food, &target, &team[0]).unwrap();
    refused(&mut standing, &team[0]);
    standing.assign_directly(&food, &target, &anybody).unwrap();
    refused(&mut standing, &anybody);
}

// What a forger tried.

/// The first plan drawn for departments of these names, one slot each but for the ground that fewer need.
fn drawn_for(departments: &[&str]) -> (Story, Record) {
    let mut story = story();
    let mut value: Value = serde_json::from_str(roster(10).to_json()).unwrap();
    let template = value["departments"]["消防救援支队"].clone();
    let renamed = |(place, name): (usize, &&str)| {
        let mut part = template.clone();
        for inspector in part["inspectors"].as_array_mut().unwrap() {
            for field in [&["id"][..], &["certificate", "number"]] {
                let field = field
                    .iter()
                    .fold(&mut *inspector, |value, key| &mut value[key]);
                *field = json!(format!("{place}-{}", field.as_str().unwrap()));
            }
        }
        ((*name).to_owned(), part)
    };
    let parts: serde_json::Map<_, _> = departments.iter().enumerate().map(renamed).collect();
    value["departments"] = Value::Object(parts);
    value.as_object_mut().unwrap().remove("recusals");
    let roster = Roster::parse(&value.to_string()).unwrap();
    story.rosters = [(plan_id("2024-food"), roster)].into();
    let record = story.records().remove(0);
    (story, record)
}

/// Departments of a forged record, and whose teams each shows.
type Renamed = &'static [(&'static str, &'static str)];

#[test]
fn departments_are_compared_one_by_one_and_not_as_a_text() {
    let cases: [(&[&str], Renamed); 3] = [
        (&["a", "b"], &[("a, b", "a")]),
        (&["a, b"], &[("a", "a, b"), ("b", "a, b")]),
        (&["a", "b, c"], &[("a, b", "a"), ("c", "b, c")]),
    ];
    for (honest, forged) in cases {
        let (story, record) = drawn_for(honest);
        let mut value: Value = serde_json::from_str(&record.to_json()).unwrap();
        let sent = value["officers"]["departments"].take();
        let renamed = forged
            .iter()
            .map(|(name, of)| ((*name).to_owned(), sent[of].clone()));
        value["officers"]["departments"] = Value::Object(renamed.collect());
        let forged = Record::parse(&value.to_string()).unwrap();
        let digest = forged.digest();
        let divergence = forged.replay(&story.plans[0].1, &digest).unwrap_err();
        assert_eq!(
            (divergence.step, divergence.at.as_str()),
            (Step::Officers, "departments")
        );
    }
}

/// Nobody sits at a target twice, for whatever department and however sent.
#[test]
fn nobody_sits_at_a_target_for_two_departments() {
    let story = short();
    let replayed = replayed(&story).remove(0);
    let (food, fire) = (department(OFFICE), department("消防救援支队"));
    let (target, _) = first(&replayed.standing());
    let refused = |standing: &mut Standing<'_>, who: &InspectorId| {
        let refused = standing.assign_directly(&food, &target, who);
        assert!(
            matches!(refused, Err(StandingError::MayNotCome { .. })),
            "{who}"
        );
    };
    let of_fire = |standing: &Standing<'_>| -> Vec<InspectorId> {
        let team = standing.team(&fire, &target).unwrap();
        team.into_iter().flatten().cloned().collect()
    };
    // Who sits there for the other department, or left it there.
    let mut standing = replayed.standing();
    let sits = of_fire(&standing);
    refused(&mut standing, &sits[0]);
    standing.vacate(&fire, &target, &sits[0]).unwrap();
    refused(&mut standing, &sits[0]);
    // Who came by name is passed over when a seat of the other department falls vacant.
    let mut standing = replayed.standing();
    let next = standing
        .clone()
        .vacate(&fire, &target, &sits[0])
        .unwrap()
        .comes
        .unwrap();
    standing.assign_directly(&food, &target, &next).unwrap();
    let comes = standing.vacate(&fire, &target, &sits[0]).unwrap().comes;
    assert_ne!(comes, Some(next));
}

#[test]
fn an_approval_before_there_was_a_draw_is_named() {
    let story = story();
    let mut kept = Kept::drawn(&story);
    let matter = Matter::from(honest(&story));
    let sealed = Kept::seal_at("2024-06-01T09:00:00+08:00", "2024-food", matter);
    let line = kept.journal.append_sealed(moment(VISITS), &sealed).unwrap();
    kept.lines.push(line);
    kept.sealed.push(sealed);
    let divergence = audited(&story, &kept).unwrap_err();
    assert_eq!(divergence.step, Step::Journal);
    assert!(
        divergence
            .expected
            .starts_with("an approval after the record"),
        "{divergence}"
    );
}

#[test]
fn no_officer_key_or_ground_is_printed() {
    let story = story();
    let refilled = honest(&story);
    let matter = Matter::from(refilled.clone());
    let mut kept = Kept::drawn(&story);
    put(&mut kept, matter.clone());
    let audited = audited(&story, &kept).unwrap();
    let roster = &story.rosters[&plan_id("2024-food")];
    let printed = format!(
        "{roster:?} {:?} {:?} {audited:?} {matter:?} {refilled:?} {:?}",
        story.drawings(),
        replayed(&story),
        kept.sealed[0].approval(),
    );
    for secret in [
        "\"101\"",
        "InspectorId",
        "0a0a0a0a",
        "Kin",
        "registered on",
        "信用监管科",
    ] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}
