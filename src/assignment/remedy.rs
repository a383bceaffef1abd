//! What would fill the seats that stay vacant: the fewest single changes of one kind.

use super::few::{Answer, few};
use super::instance::Tweak;
use super::officer::Target;
use super::pool::{Pool, PoolError};
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
