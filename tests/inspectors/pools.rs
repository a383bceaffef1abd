//! What holds for any deal: cuts, remedies, replacements.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::unreachable,
    reason = "a helper that fails is a test that fails"
)]

use crate::model::Case;
use double_random::assignment::{Change, Deal, Fewest, Means, Officer, Pool, Remedy, Target};
use double_random::frame::Token;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn pool(case: &Case) -> Pool {
    let officers = case.officers.clone();
    Pool::new(&case.slots, officers, case.recusals.iter().copied()).unwrap()
}

pub(crate) fn dealt(deal: &Deal) -> BTreeMap<Token, Vec<Option<Token>>> {
    let teams = deal.teams().iter();
    teams
        .map(|team| (team.target, team.seats.clone()))
        .collect()
}

/// Checks from the answer alone that the slots of a shortage cannot be filled together.
pub(crate) fn check_cut(case: &Case, deal: &Deal) {
    let Some(shortage) = deal.shortage() else {
        assert_eq!(deal.vacant(), 0);
        return;
    };
    let slots = pool(case).slots().to_vec();
    let targets: BTreeMap<Token, &Target> = case.targets.iter().map(|t| (t.token, t)).collect();
    for seat in &shortage.slots {
        for officer in &case.officers {
            if case.fits(officer, (targets[&seat.target], &slots[seat.position])) {
                let once = shortage.once.contains(&(seat.target, officer.token));
                let several = shortage.officers.contains_key(&officer.token);
                assert!(
                    once != several,
                    "everyone who could fill a slot is named once: {case:#?}"
                );
            }
        }
    }
    for officer in &case.officers {
        if let Some(room) = shortage.officers.get(&officer.token) {
            assert_eq!(
                *room,
                officer.limit.unwrap().saturating_sub(officer.carried)
            );
        }
    }
    let rooms = usize::try_from(shortage.officers.values().sum::<u64>()).unwrap();
    assert_eq!(
        shortage.slots.len(),
        rooms + shortage.once.len() + shortage.vacant,
        "{case:#?}"
    );
    assert_eq!(shortage.vacant, deal.vacant());
}

/// Who could take seats over from whom, until a vacant slot is filled or somebody relieved who carries two more: there is no
/// such way exactly where a deal fills as many slots as possible with the least sum of squares. Answers where one begins.
pub(crate) fn better(case: &Case, deal: &Deal) -> Option<Token> {
    let seats = dealt(deal);
    let loads = deal.loads();
    // Who might sit down at each target, and who sits there.
    let tables: Vec<(Vec<Token>, &Vec<Option<Token>>)> = case
        .targets
        .iter()
        .map(|target| {
            let team = &seats[&target.token];
            let may = |officer: &&Officer| {
                case.fits(officer, (target, &case.slots[0])) && !team.contains(&Some(officer.token))
            };
            let officers = case.officers.iter().filter(may);
            (officers.map(|officer| officer.token).collect(), team)
        })
        .collect();
    let mut from: Vec<&Officer> = case
        .officers
        .iter()
        .filter(|o| o.limit.is_none_or(|limit| loads[&o.token] < limit))
        .collect();
    from.sort_by_key(|officer| loads[&officer.token]);
    let mut known = BTreeSet::new();
    for officer in from {
        let mut open = vec![officer.token];
        while let Some(token) = open.pop() {
            if !known.insert(token) {
                continue;
            }
            if loads[&token] >= loads[&officer.token] + 2 {
                return Some(officer.token);
            }
            for (may, team) in &tables {
                if may.contains(&token) {
                    if team.contains(&None) {
                        return Some(officer.token);
                    }
                    open.extend(team.iter().flatten());
                }
            }
        }
    }
    None
}

/// Every single change of a kind that there is.
fn singles(case: &Case, means: Means) -> Vec<Change> {
    let mut changes = vec![];
    for o in &case.officers {
        let officer = o.token;
        match means {
            Means::Limit => changes.extend(o.limit.map(|_| Change::Limit { officer })),
            Means::Qualification => {
                let asked = case
                    .slots
                    .iter()
                    .filter_map(|slot| slot.qualification().cloned());
                let missing = asked.filter(|asked| !o.qualifications.contains(asked));
                changes.extend(missing.map(|qualification| Change::Qualification {
                    officer,
                    qualification,
                }));
            }
            Means::District if !o.districts.is_empty() => {
                let districts = case.targets.iter().map(|target| target.district.clone());
                changes.extend(districts.map(|district| Change::District { officer, district }));
            }
            Means::District => {}
            Means::Recusal => {
                let of_officer = case.recusals.iter().filter(|(token, _)| *token == officer);
                let change = |(officer, target): &(Token, Token)| Change::Recusal {
                    officer: *officer,
                    target: *target,
                };
                changes.extend(of_officer.map(change));
            }
        }
    }
    changes.sort();
    changes.dedup();
    changes
}

fn fills(case: &Case, changes: &[Change]) -> bool {
    let other = pool(case).changed(changes);
    other.deal(&case.targets, &case.seed).unwrap().vacant() == 0
}

/// Whether so many changes, the same one several times too, fill every seat.
fn some_fill(case: &Case, singles: &[Change], many: usize, chosen: &mut Vec<Change>) -> bool {
    if many == 0 {
        return fills(case, chosen);
    }
    (0..singles.len()).any(|first| {
        chosen.push(singles[first].clone());
        let fill = some_fill(case, &singles[first..], many - 1, chosen);
        chosen.pop();
        fill
    })
}

/// Checks every remedy by trying all smaller ones; answers how many it checked.
pub(crate) fn check_remedies(case: &Case) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for (means, remedy) in pool(case).remedies(&case.targets).unwrap() {
        let singles = singles(case, means);
        match remedy {
            Remedy::Fills { changes, fewest } => {
                assert!(fills(case, &changes), "{means:?}: {case:#?}");
                assert_eq!(fewest, Fewest::Proven, "a small search comes to its end");
                if changes.len() <= 3 {
                    *counts.entry("fewest").or_default() += 1;
                    for fewer in 0..changes.len() {
                        let found = some_fill(case, &singles, fewer, &mut vec![]);
                        assert!(!found, "{means:?}, {fewer} of {changes:?}: {case:#?}");
                    }
                }
            }
            Remedy::NoneDoes => {
                *counts.entry("none does").or_default() += 1;
                // As often as any officer could be short of room.
                let all: Vec<Change> = match means {
                    Means::Limit => singles
                        .iter()
                        .flat_map(|one| vec![one.clone(); 12])
                        .collect(),
                    Means::Qualification | Means::District | Means::Recusal => singles,
                };
                assert!(!fills(case, &all), "{means:?}: {case:#?}");
            }
            Remedy::NotFound | _ => unreachable!("a small search comes to its end"),
        }
    }
    counts
}
