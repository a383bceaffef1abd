//! What would fill the seats that stay vacant: the fewest single changes of one kind.

use super::instance::{Instance, Tweak};
use super::officer::Target;
use super::optimum::{Level, optimum};
use super::pool::{Pool, PoolError};
use super::seating::Seating;
use super::shortage::Cut;
use crate::chance::Seed;
use crate::frame::Token;
use crate::id::{District, Qualification};
use std::collections::BTreeMap;

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "these are the four things that keep an officer of the department from a seat"
)]
pub enum Means {
    /// Load limits.
    Limit,
    /// Qualifications.
    Qualification,
    /// Districts.
    District,
    /// Recusals.
    Recusal,
}

/// One single change of a pool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// The officer may carry one seat more.
    Limit {
        /// The officer.
        officer: Token,
    },
    /// The officer acquires a qualification.
    Qualification {
        /// The officer.
        officer: Token,
        /// What it acquires.
        qualification: Qualification,
    },
    /// The officer serves another district too.
    District {
        /// The officer.
        officer: Token,
        /// The district.
        district: District,
    },
    /// The officer is not recused from the target: to see where recusals are scarce, not a proposal to lift one.
    Recusal {
        /// The officer.
        officer: Token,
        /// The target.
        target: Token,
    },
}

/// What changes of one kind alone can do about vacant seats (补救措施).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// These changes together fill every seat; that was checked by dealing again with them.
    Fills {
        /// The changes; none if no seat was vacant.
        changes: Vec<Change>,
        /// Whether fewer would not do.
        fewest: Fewest,
    },
    /// Not even all changes of this kind together.
    NoneDoes,
    /// All together would, but the search for few was ended before it found any.
    NotFound,
}

/// Whether a set of changes is a smallest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fewest {
    /// No smaller one fills every seat.
    Proven,
    /// Nobody can leave out any of them; whether others would be fewer was too much to find out.
    Unproven,
}

impl Pool {
    /// What limits, qualifications, districts or recusals alone could do about seats that stay vacant.
    ///
    /// # Errors
    /// A target that stands twice.
    pub fn remedies(&self, targets: &[Target]) -> Result<BTreeMap<Means, Remedy>, PoolError> {
        let seed = Seed::from_bytes([0; 32]);
        Self::order(targets, &seed)?;
        let mut ordered: Vec<&Target> = targets.iter().collect();
        ordered.sort_unstable();
        let instance = self.instance(&ordered);
        let all = [
            Means::Limit,
            Means::Qualification,
            Means::District,
            Means::Recusal,
        ];
        let mut remedies = BTreeMap::new();
        for means in all {
            let remedy = match few(&instance, means) {
                Answer::NoneDoes => Remedy::NoneDoes,
                Answer::NotFound => Remedy::NotFound,
                Answer::Fills(tweaks, fewest) => {
                    let changes = self.changes(&tweaks, &ordered);
                    let again = self.changed(&changes).deal(targets, &seed)?;
                    if again.vacant() == 0 {
                        Remedy::Fills { changes, fewest }
                    } else {
                        Remedy::NotFound
                    }
                }
            };
            remedies.insert(means, remedy);
        }
        Ok(remedies)
    }

    /// The same pool with these changes, to be dealt again. Changes of officers whom it does not know change nothing.
    #[must_use]
    pub fn changed(&self, changes: &[Change]) -> Self {
        let mut pool = self.clone();
        for change in changes {
            pool.change(change);
        }
        pool
    }

    fn changes(&self, tweaks: &[Tweak], targets: &[&Target]) -> Vec<Change> {
        let (tokens, asked) = (self.tokens(), self.asked());
        let districts = Self::districts(targets);
        let officer = |place: usize| tokens.get(place).copied();
        let change = |tweak: &Tweak| {
            Some(match *tweak {
                Tweak::Limit(place) => Change::Limit {
                    officer: officer(place)?,
                },
                Tweak::Qualification(place, what) => Change::Qualification {
                    officer: officer(place)?,
                    qualification: (*asked.get(what)?).clone(),
                },
                Tweak::District(place, district) => Change::District {
                    officer: officer(place)?,
                    district: (*districts.get(district)?).clone(),
                },
                Tweak::Recusal(place, target) => Change::Recusal {
                    officer: officer(place)?,
                    target: targets.get(target)?.token,
                },
            })
        };
        tweaks.iter().filter_map(change).collect()
    }
}

enum Answer {
    Fills(Vec<Tweak>, Fewest),
    NoneDoes,
    NotFound,
}

/// A best assignment of an instance, as far as a search for changes looks at it.
struct Best {
    cut: Cut,
    levels: Vec<Level>,
}

impl Best {
    fn of(instance: &Instance) -> Self {
        let mut seating = Seating::empty(instance);
        let levels = optimum(&mut seating);
        let cut = Cut::of(instance, seating.seats());
        Self { cut, levels }
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
fn few(instance: &Instance, means: Means) -> Answer {
    let vacant = Best::of(instance).cut.vacant;
    if Best::of(&instance.clone().without(means)).cut.vacant > 0 {
        return Answer::NoneDoes;
    }
    let mut budget = budget(instance);
    let Some(mut found) = greedily(instance, means, &mut budget) else {
        return Answer::NotFound;
    };
    // A seat more in a limit, or a recusal less, fills one slot more at most.
    let least = match means {
        Means::Limit | Means::Recusal => vacant,
        Means::Qualification | Means::District => vacant.min(1),
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

/// Some changes that fill every slot, none of which can be left out; `None` if the budget ends before.
fn greedily(instance: &Instance, means: Means, budget: &mut usize) -> Option<Vec<Tweak>> {
    let (mut changed, mut tweaks) = (instance.clone(), vec![]);
    loop {
        *budget = budget.checked_sub(1)?;
        let best = Best::of(&changed);
        if best.cut.vacant == 0 {
            break;
        }
        let tweak = *best.crossing(&changed, means).first()?;
        changed.tweak(tweak);
        tweaks.push(tweak);
    }
    let mut place = 0;
    while place < tweaks.len() {
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
