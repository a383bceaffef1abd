//! The search for the fewest changes that fill every slot.

use super::instance::{Instance, Tweak};
use super::optimum::{Level, optimum};
use super::remedy::{Fewest, Means};
use super::seating::Seating;
use super::shortage::Cut;
use std::collections::BTreeMap;

/// What a search for changes of one kind comes to.
pub(super) enum Answer {
    Fills(Vec<Tweak>, Fewest),
    NoneDoes,
    NotFound,
}

/// A best assignment of an instance, as far as a search for changes looks at it.
struct Best {
    cut: Cut,
    levels: Vec<Level>,
    seats: Vec<Option<usize>>,
}

impl Best {
    fn of(instance: &Instance) -> Self {
        let mut seating = Seating::empty(instance);
        let levels = optimum(&mut seating);
        let cut = Cut::of(instance, seating.seats());
        let seats = seating.seats().to_vec();
        Self { cut, levels, seats }
    }

    /// Changes that each fill one slot more: for every vacant slot that somebody could take whose limit alone stands
    /// against it, a seat more in such a limit, spread over all of them.
    fn raises(&self, instance: &Instance) -> Vec<Tweak> {
        let mut raises = vec![];
        let mut given = vec![0_usize; instance.officers()];
        let mut seats = self.seats.clone();
        for slot in self.cut.slots.iter().copied() {
            let on_team = |officer: &usize| {
                let mut team = instance.team_of(slot);
                team.any(|other| seats.get(other).copied().flatten() == Some(*officer))
            };
            let officers = self.cut.officers.iter().enumerate();
            let might = officers.filter_map(|(officer, several)| several.then_some(officer));
            let might = might.filter(|officer| instance.fits(*officer, slot) && !on_team(officer));
            let least = might.min_by_key(|officer| given.get(*officer).copied());
            let entry = least.and_then(|officer| given.get_mut(officer));
            if let (Some(seat @ None), Some(officer), Some(entry)) =
                (seats.get_mut(slot), least, entry)
            {
                *seat = Some(officer);
                *entry += 1;
                raises.push(Tweak::Limit(officer));
            }
        }
        raises
    }

    /// The changes of which any that fill one slot more must contain one: those that cross the cut; the most promising
    /// first.
    fn crossing(&self, instance: &Instance, means: Means) -> Vec<Tweak> {
        let mut promise: BTreeMap<Tweak, usize> = BTreeMap::new();
        for (officer, several) in self.cut.officers.iter().enumerate() {
            if means == Means::Limit {
                let limited = *several && instance.room(officer).is_some();
                promise.extend(limited.then_some((Tweak::Limit(officer), 0)));
            } else if !several {
                let free = self.levels.get(officer).is_some_and(Option::is_some);
                for slot in &self.cut.slots {
                    if let Some(tweak) = instance.missing(officer, *slot, means) {
                        let so_far = promise.entry(tweak).or_default();
                        *so_far += if free { self.cut.slots.len() } else { 1 };
                    }
                }
            }
        }
        let mut crossing: Vec<(usize, Tweak)> = promise
            .into_iter()
            .map(|(tweak, promise)| (promise, tweak))
            .collect();
        crossing.sort_by_key(|(promise, _)| std::cmp::Reverse(*promise));
        crossing.into_iter().map(|(_, tweak)| tweak).collect()
    }
}

/// How many times an assignment may be looked for, so that a search comes to its end in seconds.
fn budget(instance: &Instance) -> usize {
    (1_000_000 / instance.slots().max(1)).clamp(16, 4_000)
}

/// The fewest changes of one kind that fill every slot.
pub(super) fn few(instance: &Instance, means: Means) -> Answer {
    let vacant = Best::of(instance).cut.vacant;
    if Best::of(&instance.clone().without(means)).cut.vacant > 0 {
        return Answer::NoneDoes;
    }
    // A seat more in a limit, or a recusal less, fills one slot more at most.
    let least = match means {
        Means::Limit | Means::Recusal => vacant,
        Means::Qualification | Means::District => vacant.min(1),
    };
    let mut budget = budget(instance);
    let Some(mut found) = greedily(instance, means, least, &mut budget) else {
        return Answer::NotFound;
    };
    for many in least..found.len() {
        match exactly(instance, means, many, &mut budget) {
            Ok(Some(fewer)) => {
                found = fewer;
                break;
            }
            Ok(None) => {}
            Err(Ended) => return Answer::Fills(found, Fewest::Unproven),
        }
    }
    Answer::Fills(found, Fewest::Proven)
}

/// Some changes that fill every slot, at least so many, none of which can be left out; `None` if the budget ends before.
fn greedily(
    instance: &Instance,
    means: Means,
    least: usize,
    budget: &mut usize,
) -> Option<Vec<Tweak>> {
    let (mut changed, mut tweaks) = (instance.clone(), vec![]);
    loop {
        *budget = budget.checked_sub(1)?;
        let best = Best::of(&changed);
        if best.cut.vacant == 0 {
            break;
        }
        let mut more = match means {
            Means::Limit => best.raises(&changed),
            Means::Qualification | Means::District | Means::Recusal => vec![],
        };
        if more.is_empty() {
            more.push(*best.crossing(&changed, means).first()?);
        }
        for tweak in &more {
            changed.tweak(*tweak);
        }
        tweaks.extend(more);
    }
    let mut place = 0;
    while place < tweaks.len() && tweaks.len() > least {
        *budget = budget.checked_sub(1)?;
        let mut without = tweaks.clone();
        without.remove(place);
        if fills(instance, &without) {
            tweaks = without;
        } else {
            place += 1;
        }
    }
    Some(tweaks)
}

fn fills(instance: &Instance, tweaks: &[Tweak]) -> bool {
    let mut changed = instance.clone();
    for tweak in tweaks {
        changed.tweak(*tweak);
    }
    Best::of(&changed).cut.vacant == 0
}

/// The budget ended before the answer was known.
struct Ended;

/// So many changes that fill every slot, if there are such.
fn exactly(
    instance: &Instance,
    means: Means,
    many: usize,
    budget: &mut usize,
) -> Result<Option<Vec<Tweak>>, Ended> {
    *budget = budget.checked_sub(1).ok_or(Ended)?;
    let best = Best::of(instance);
    if best.cut.vacant == 0 {
        return Ok(Some(vec![]));
    }
    let single = matches!(means, Means::Limit | Means::Recusal);
    if many == 0 || single && best.cut.vacant > many {
        return Ok(None);
    }
    for tweak in best.crossing(instance, means) {
        let mut changed = instance.clone();
        changed.tweak(tweak);
        if let Some(mut others) = exactly(&changed, means, many - 1, budget)? {
            others.push(tweak);
            return Ok(Some(others));
        }
    }
    Ok(None)
}
