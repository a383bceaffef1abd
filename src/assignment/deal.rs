//! The deal: every slot in its order to the first who can have it while all still come out as even as they can.

use super::dealer::Dealer;
use super::officer::Target;
use super::pool::{Pool, PoolError};
use super::shortage::Shortage;
use crate::chance::{Seed, Ticket};
use crate::frame::Token;
use std::collections::{BTreeMap, BTreeSet};

/// A team (检查组): who was dealt the seats of one department at one target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Team {
    /// The target's token.
    pub target: Token,
    /// The officers' tokens, in the order in which slots are dealt; `None` is a vacant seat.
    pub seats: Vec<Option<Token>>,
}

/// What a deal came to (匹配结果).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    teams: Vec<Team>,
    loads: BTreeMap<Token, u64>,
    shortage: Option<Shortage>,
}

impl Deal {
    /// The teams, in the order in which they were dealt.
    #[must_use]
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// The team at a target.
    #[must_use]
    pub fn team(&self, target: &Token) -> Option<&Team> {
        self.teams.iter().find(|team| team.target == *target)
    }

    /// Everyone's load: what it carried in and the seats it was dealt.
    #[must_use]
    pub const fn loads(&self) -> &BTreeMap<Token, u64> {
        &self.loads
    }

    /// How many seats stayed vacant.
    #[must_use]
    pub fn vacant(&self) -> usize {
        let seats = self.teams.iter().flat_map(|team| &team.seats);
        seats.filter(|seat| seat.is_none()).count()
    }

    /// Why seats stayed vacant, if any did.
    #[must_use]
    pub const fn shortage(&self) -> Option<&Shortage> {
        self.shortage.as_ref()
    }
}

impl Pool {
    /// Deals the seats of all targets under the department's seed (see [`department_seed`](super::department_seed)).
    ///
    /// Targets in ticket order, their slots in order of deal, each slot to the first candidate in ascending order of load,
    /// ticket and token with whom as many slots as possible can still be filled at the least possible sum of squared
    /// loads; where there is none, the seat stays vacant. The order in which officers, targets and recusals are listed
    /// means nothing.
    ///
    /// # Errors
    /// A target that stands twice.
    ///
    /// # Value stability
    /// `double-random/1`, section 11.
    pub fn deal(&self, targets: &[Target], seed: &Seed) -> Result<Deal, PoolError> {
        let targets = Self::order(targets, seed)?;
        let tokens = self.tokens();
        let instance = self.instance(&targets);
        let mut dealer = Dealer::new(&instance);
        let mut rounds = Rounds::new(seed, &tokens);
        let carried = |officer: usize| instance.carried(officer);
        let mut queue: BTreeSet<(u64, Ticket, usize)> = (0..tokens.len())
            .map(|officer| (carried(officer), officer))
            .filter(|(load, officer)| !dealer.is_full(*officer, *load))
            .map(|(load, officer)| (load, rounds.ticket(load, officer), officer))
            .collect();
        for slot in 0..instance.slots() {
            let mut candidates = queue.iter().copied();
            let chosen = candidates.find(|(_, _, officer)| dealer.give(slot, *officer));
            dealer.deal();
            if let Some(chosen @ (load, _, officer)) = chosen {
                queue.remove(&chosen);
                let load = load.saturating_add(1);
                if !dealer.is_full(officer, load) {
                    queue.insert((load, rounds.ticket(load, officer), officer));
                }
            }
        }
        let seating = dealer.seating();
        let token = |seat: &Option<usize>| tokens.get((*seat)?).copied();
        let teams = seating.seats().chunks(instance.team().max(1));
        let teams = targets.iter().zip(teams).map(|(target, seats)| Team {
            target: target.token,
            seats: seats.iter().map(token).collect(),
        });
        Ok(Deal {
            teams: teams.collect(),
            loads: tokens
                .iter()
                .copied()
                .zip(seating.loads().iter().copied())
                .collect(),
            shortage: Shortage::of(&instance, seating.seats(), &tokens, &targets),
        })
    }
}

/// The tickets of officers in the rounds of a deal: of one load each.
struct Rounds<'a> {
    seed: &'a Seed,
    seeds: BTreeMap<u64, Seed>,
    tokens: &'a [Token],
}

impl<'a> Rounds<'a> {
    fn new(seed: &'a Seed, tokens: &'a [Token]) -> Self {
        let seeds = BTreeMap::new();
        Self {
            seed,
            seeds,
            tokens,
        }
    }

    fn ticket(&mut self, load: u64, officer: usize) -> Ticket {
        let seed = self.seeds.entry(load);
        let seed = seed.or_insert_with(|| self.seed.derive(&format!("round/{load}")));
        let token = self
            .tokens
            .get(officer)
            .map_or(&[][..], |token| token.as_bytes());
        seed.ticket(token)
    }
}
