//! Who sits where: an assignment that changes, and the moves that change it.

use super::instance::Instance;
use std::collections::BTreeSet;

/// A move: the slot, and who sits in it from now on.
pub(super) type Move = (usize, Option<usize>);

/// Slots that one officer after another moves along inside a team, the last one last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// The slots before the last; mostly none.
    pub(super) through: Vec<usize>,
    pub(super) last: usize,
}

impl Chain {
    /// The slot that is entered.
    pub(super) fn first(&self) -> usize {
        self.through.first().copied().unwrap_or(self.last)
    }
}

/// An assignment of officers to slots, of which the first so many are dealt and stay.
#[derive(Clone, Debug)]
pub(super) struct Seating<'a> {
    instance: &'a Instance,
    seats: Vec<Option<usize>>,
    /// The slots not yet dealt that each officer sits in.
    held: Vec<Vec<usize>>,
    loads: Vec<u64>,
    /// The slots not yet dealt in which nobody sits.
    vacant: BTreeSet<usize>,
    dealt: usize,
}

impl<'a> Seating<'a> {
    /// Nobody sits anywhere.
    pub(super) fn empty(instance: &'a Instance) -> Self {
        let officers = 0..instance.officers();
        Self {
            instance,
            seats: vec![None; instance.slots()],
            held: vec![vec![]; instance.officers()],
            loads: officers.map(|officer| instance.carried(officer)).collect(),
            vacant: (0..instance.slots()).collect(),
            dealt: 0,
        }
    }

    pub(super) fn instance(&self) -> &'a Instance {
        self.instance
    }

    /// Who sits in the slot.
    #[inline]
    pub(super) fn seat(&self, slot: usize) -> Option<usize> {
        self.seats.get(slot).copied().flatten()
    }

    pub(super) fn seats(&self) -> &[Option<usize>] {
        &self.seats
    }

    #[inline]
    pub(super) fn load(&self, officer: usize) -> u64 {
        self.loads.get(officer).copied().unwrap_or_default()
    }

    pub(super) fn loads(&self) -> &[u64] {
        &self.loads
    }

    /// Whether the officer may carry one more.
    #[inline]
    pub(super) fn has_room(&self, officer: usize) -> bool {
        self.instance.has_room(officer, self.load(officer))
    }

    /// The slots not yet dealt that the officer sits in.
    #[inline]
    pub(super) fn held(&self, officer: usize) -> &[usize] {
        self.held.get(officer).map_or(&[], Vec::as_slice)
    }

    /// The slots not yet dealt in which nobody sits.
    pub(super) fn vacant(&self) -> &BTreeSet<usize> {
        &self.vacant
    }

    /// Where on the team of this slot the officer sits.
    #[inline]
    pub(super) fn place_on_team(&self, officer: usize, slot: usize) -> Option<usize> {
        let mut team = self.instance.team_of(slot);
        team.find(|other| self.seat(*other) == Some(officer))
    }

    /// How the officer, who is not on its team, can come to free this slot: directly, or by entering another slot of the
    /// team from which the others move on.
    #[inline]
    pub(super) fn enter(&self, officer: usize, slot: usize) -> Option<Chain> {
        let admitted = self.instance.admits(officer, self.instance.target(slot));
        if !admitted || self.place_on_team(officer, slot).is_some() {
            None
        } else if self.instance.qualifies(officer, slot) {
            let through = vec![];
            Some(Chain {
                through,
                last: slot,
            })
        } else if self.instance.is_mixed() {
            self.enter_elsewhere(officer, slot)
        } else {
            None
        }
    }

    /// How the officer can come to free this slot by entering another one of the team.
    fn enter_elsewhere(&self, officer: usize, slot: usize) -> Option<Chain> {
        let team = self.instance.team_of(slot);
        let mut starts =
            team.filter(|start| *start >= self.dealt && self.instance.qualifies(officer, *start));
        let moves_here = |start: &usize| {
            let other = self.seat(*start);
            other.is_some_and(|other| self.instance.qualifies(other, slot))
        };
        if let Some(start) = starts.clone().find(moves_here) {
            let through = vec![start];
            Some(Chain {
                through,
                last: slot,
            })
        } else if self.instance.team() > 2 {
            let chains = self.within_team(&mut starts);
            chains.into_iter().find(|chain| chain.last == slot)
        } else {
            None
        }
    }

    /// The slots of a team that can be freed when somebody enters at one of these, with how: first the starts, then the
    /// slots to which those who sit there can move, and so on.
    pub(super) fn within_team(&self, starts: impl Iterator<Item = usize>) -> Vec<Chain> {
        let open = starts.filter(|slot| *slot >= self.dealt);
        let start = |last| Chain {
            through: vec![],
            last,
        };
        let mut chains: Vec<Chain> = open.map(start).collect();
        let mut next = 0;
        while let Some(chain) = chains.get(next).cloned() {
            next += 1;
            let Some(officer) = self.seat(chain.last) else {
                continue;
            };
            for slot in self.instance.team_of(chain.last) {
                let known = slot < self.dealt || chains.iter().any(|chain| chain.last == slot);
                if !known && self.instance.qualifies(officer, slot) {
                    let through = [chain.through.as_slice(), &[chain.last]].concat();
                    chains.push(Chain {
                        through,
                        last: slot,
                    });
                }
            }
        }
        chains
    }

    /// The moves by which those who sit along the chain move on, so that its first slot is free for another and who sat
    /// in its last has left.
    pub(super) fn shift(&self, chain: &Chain, moves: &mut Vec<Move>) {
        let from = chain.through.iter();
        let to = chain.through.iter().skip(1).chain([&chain.last]);
        moves.extend(from.zip(to).map(|(from, to)| (*to, self.seat(*from))));
    }

    /// Makes the moves, all at once.
    pub(super) fn make(&mut self, moves: &[Move]) {
        for (slot, _) in moves {
            self.rise(*slot);
        }
        for (slot, officer) in moves {
            if let Some(officer) = officer {
                self.sit(*officer, *slot);
            }
        }
    }

    /// The officer sits down in a slot in which nobody sits.
    pub(super) fn sit(&mut self, officer: usize, slot: usize) {
        let (seat, load) = (self.seats.get_mut(slot), self.loads.get_mut(officer));
        if let (Some(seat), Some(load), Some(held)) = (seat, load, self.held.get_mut(officer)) {
            *seat = Some(officer);
            *load = load.saturating_add(1);
            held.push(slot);
            self.vacant.remove(&slot);
        }
    }

    /// Whoever sits in the slot leaves it.
    fn rise(&mut self, slot: usize) {
        let Some(officer) = self.seats.get_mut(slot).and_then(Option::take) else {
            return;
        };
        self.vacant.insert(slot);
        if let (Some(load), Some(held)) = (self.loads.get_mut(officer), self.held.get_mut(officer))
        {
            *load = load.saturating_sub(1);
            held.retain(|other| *other != slot);
        }
    }

    /// The next slot stays as it is.
    pub(super) fn deal(&mut self) {
        let slot = self.dealt;
        self.dealt += 1;
        self.vacant.remove(&slot);
        let officer = self.seat(slot);
        if let Some(held) = officer.and_then(|officer| self.held.get_mut(officer)) {
            held.retain(|other| *other != slot);
        }
    }

    /// Whether the slot is dealt.
    pub(super) fn is_dealt(&self, slot: usize) -> bool {
        slot < self.dealt
    }
}
