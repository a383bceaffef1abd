//! Seats that fall vacant after the draw: each refilled alone, never by a new draw. Rule RC-03.

use super::deal::{Deal, Team};
use super::officer::Target;
use super::pool::Pool;
use crate::chance::Seed;
use crate::frame::Token;
use std::collections::{BTreeMap, BTreeSet};

/// One seat refilled, or found nobody for (替补).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replacement {
    /// The target's token.
    pub target: Token,
    /// The place of the seat in the order of the deal, counted from 0.
    pub position: usize,
    /// The number of this replacement for this target in this department, from 1. It is not used up if nobody is chosen.
    pub k: u64,
    /// Who sat there; nobody where a reserve comes in.
    pub vacated: Option<Token>,
    /// Who sits there now; `None` if nobody was left, and the seat stays vacant.
    pub chosen: Option<Token>,
}

/// A seat that cannot be refilled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplacementError {
    /// A target that has no team.
    #[error("a team is replaced at a target that has one, found `{target}`, which has none")]
    NoTeam {
        /// Its token.
        target: Token,
    },
    /// A seat in which nobody sits.
    #[error(
        "a seat falls vacant in which somebody sits, found none at place {position} of `{target}`"
    )]
    NobodySits {
        /// The target's token.
        target: Token,
        /// The place of the seat.
        position: usize,
    },
    /// A reserve that is a target already.
    #[error("a reserve comes in once, found `{target}`, which has a team")]
    HasTeam {
        /// Its token.
        target: Token,
    },
}

/// The teams of a department after the draw (检查组现状), and who was removed from each.
///
/// ```
/// # use double_random::assignment::{Officer, Pool, Target};
/// # use double_random::chance::Seed;
/// # use double_random::frame::FrameKey;
/// # use double_random::inspector::Slot;
/// # let [staff, key] = [FrameKey::secret([1; 32])?, FrameKey::secret([2; 32])?];
/// # let officers = ["a", "b", "c"].map(|id| Officer::new(staff.token(id)));
/// # let pool = Pool::new(&[Slot::any(), Slot::any()], officers, [])?;
/// # let targets = ["x", "y"].map(|id| Target::new(key.token(id), "532301".parse().unwrap()));
/// # let seed = Seed::from_bytes([7; 32]);
/// let mut teams = pool.teams(&pool.deal(&targets, &seed)?, &targets, &seed);
/// let replaced = teams.vacate(&targets[0].token, 1)?;
/// assert_eq!(replaced.k, 1);
/// assert_eq!(replaced.chosen, teams.team(&targets[0].token).ok_or("no team")?.seats[1]);
/// // All three have been on that team: nobody is left.
/// assert_eq!(teams.vacate(&targets[0].token, 0)?.chosen, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Value stability
/// `double-random/1`, section 11.
#[derive(Clone, Debug)]
pub struct Teams<'a> {
    pool: &'a Pool,
    seed: Seed,
    standing: BTreeMap<Token, Standing>,
}

/// A team as it stands.
#[derive(Clone, Debug)]
struct Standing {
    target: Target,
    team: Team,
    removed: BTreeSet<Token>,
    replaced: u64,
}

impl Pool {
    /// The teams of a deal, to be kept through what happens afterwards. The seed is the department's, as in the deal.
    #[must_use]
    pub fn teams(&self, deal: &Deal, targets: &[Target], seed: &Seed) -> Teams<'_> {
        let by_token: BTreeMap<&Token, &Target> = targets
            .iter()
            .map(|target| (&target.token, target))
            .collect();
        let standing = |team: &Team| {
            let target = by_token.get(&team.target)?;
            Some((team.target, Standing::new(target, team.clone())))
        };
        Teams {
            pool: self,
            seed: seed.clone(),
            standing: deal.teams().iter().filter_map(standing).collect(),
        }
    }
}

impl Standing {
    fn new(target: &Target, team: Team) -> Self {
        Self {
            target: target.clone(),
            team,
            removed: BTreeSet::new(),
            replaced: 0,
        }
    }
}

impl Teams<'_> {
    /// The team at a target, as it now stands.
    #[must_use]
    pub fn team(&self, target: &Token) -> Option<&Team> {
        self.standing.get(target).map(|standing| &standing.team)
    }

    /// Takes the officer in this seat off the team for good, and refills the seat.
    ///
    /// By whoever has the smallest `(ticket(derive(s_d, "replacement/" + k + "/" + target's token), token), token)` of those
    /// who are eligible for the seat, not on the team and never removed from it; loads and limits play no part.
    ///
    /// # Errors
    /// A target without a team; a seat in which nobody sits.
    pub fn vacate(
        &mut self,
        target: &Token,
        position: usize,
    ) -> Result<Replacement, ReplacementError> {
        let target = *target;
        let standing = self.standing.get_mut(&target);
        let standing = standing.ok_or(ReplacementError::NoTeam { target })?;
        let seat = standing.team.seats.get_mut(position);
        let vacated = seat.and_then(Option::take);
        let vacated = vacated.ok_or(ReplacementError::NobodySits { target, position })?;
        standing.removed.insert(vacated);
        Ok(standing.refill(self.pool, &self.seed, position, Some(vacated)))
    }

    /// An officer sits on a team by name, so that no seat of it goes to it by the rule any more.
    ///
    /// # Errors
    /// A target without a team.
    pub fn bar(&mut self, target: &Token, officer: Token) -> Result<(), ReplacementError> {
        let target = *target;
        let standing = self.standing.get_mut(&target);
        let standing = standing.ok_or(ReplacementError::NoTeam { target })?;
        standing.removed.insert(officer);
        Ok(())
    }

    /// A reserve comes in for a target that was struck off: all its seats are vacant and are filled in the order of the
    /// deal. The target that it replaces keeps its team, which has nobody to inspect.
    ///
    /// # Errors
    /// A target that has a team.
    pub fn admit(&mut self, reserve: &Target) -> Result<Vec<Replacement>, ReplacementError> {
        let target = reserve.token;
        if self.standing.contains_key(&target) {
            return Err(ReplacementError::HasTeam { target });
        }
        let seats = vec![None; self.pool.slots().len()];
        let mut standing = Standing::new(reserve, Team { target, seats });
        let places = 0..self.pool.slots().len();
        let filled = places
            .map(|position| standing.refill(self.pool, &self.seed, position, None))
            .collect();
        self.standing.insert(target, standing);
        Ok(filled)
    }
}

impl Standing {
    fn refill(
        &mut self,
        pool: &Pool,
        seed: &Seed,
        position: usize,
        vacated: Option<Token>,
    ) -> Replacement {
        let target = self.target.token;
        let k = self.replaced.saturating_add(1);
        let seed = seed.derive(&format!("replacement/{k}/{target}"));
        let slot = pool.slots().get(position);
        let eligible = pool.admitted(&self.target).filter(|officer| {
            slot.is_some_and(|slot| officer.holds(slot))
                && !self.team.seats.contains(&Some(officer.token))
                && !self.removed.contains(&officer.token)
        });
        let tokens: Vec<Token> = eligible.map(|officer| officer.token).collect();
        let tickets = seed.tickets(tokens.iter().map(Token::as_bytes));
        let chosen = tickets.zip(&tokens).min().map(|(_, token)| *token);
        if chosen.is_some() {
            self.replaced = k;
        }
        if let Some(seat) = self.team.seats.get_mut(position) {
            *seat = chosen;
        }
        Replacement {
            target,
            position,
            k,
            vacated,
            chosen,
        }
    }
}
