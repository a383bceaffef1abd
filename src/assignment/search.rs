//! The search for an alternating path: who could take a seat over from whom, until the last one is free to.

use super::seating::{Chain, Move, Seating};

/// How an officer came to be free for one seat more.
#[derive(Clone, Debug)]
enum Reached {
    /// It carries one more than now; so that the loads stay even, the other, if any, carries one less.
    Raised { instead_of: Option<usize> },
    /// It leaves the last slot of the chain, which the other enters; or, without another, who is dealt a seat now.
    Displaced { chain: Chain, by: Option<usize> },
    /// It leaves this slot, which stays vacant in place of the one that was filled.
    Released { slot: usize },
}

/// A vacant slot that could be filled: the chain that ends there, and who enters; nobody else than who is dealt a seat now.
#[derive(Clone, Debug)]
struct Filled {
    chain: Chain,
    by: Option<usize>,
}

/// What is known of who could be free. Kept between searches for its room.
#[derive(Clone, Debug)]
pub(super) struct Search {
    reached: Vec<Option<Reached>>,
    /// Who was reached, in this order.
    order: Vec<usize>,
    filled: Option<Filled>,
}

impl Search {
    pub(super) fn new(officers: usize) -> Self {
        Self {
            reached: vec![None; officers],
            order: vec![],
            filled: None,
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        for officer in self.order.drain(..) {
            if let Some(reached) = self.reached.get_mut(officer) {
                *reached = None;
            }
        }
        self.filled = None;
    }

    /// Who was reached at this place of the order, counted from 0.
    pub(super) fn nth(&self, place: usize) -> Option<usize> {
        self.order.get(place).copied()
    }

    #[inline]
    pub(super) fn has(&self, officer: usize) -> bool {
        self.reached.get(officer).is_some_and(Option::is_some)
    }

    pub(super) fn has_filled(&self) -> bool {
        self.filled.is_some()
    }

    fn reach(&mut self, officer: usize, how: Reached) {
        if let Some(reached @ None) = self.reached.get_mut(officer) {
            *reached = Some(how);
            self.order.push(officer);
        }
    }

    /// The officer may carry one more.
    pub(super) fn raise(&mut self, officer: usize, instead_of: Option<usize>) {
        self.reach(officer, Reached::Raised { instead_of });
    }

    /// Whoever sits at the end of the chain leaves it for another; where nobody sits, a vacant slot is filled.
    pub(super) fn displace(&mut self, seating: &Seating<'_>, chain: Chain, by: Option<usize>) {
        match seating.seat(chain.last) {
            Some(officer) => self.reach(officer, Reached::Displaced { chain, by }),
            None if self.filled.is_none() => self.filled = Some(Filled { chain, by }),
            None => {}
        }
    }

    /// Everyone of these whom this one could displace.
    pub(super) fn displace_each(&mut self, seating: &Seating<'_>, by: usize, whom: &[usize]) {
        for officer in whom {
            if self.has(*officer) {
                continue;
            }
            let mut slots = seating.held(*officer).iter();
            if let Some(chain) = slots.find_map(|slot| seating.enter(by, *slot)) {
                self.displace(seating, chain, Some(by));
            }
        }
    }

    /// A vacant slot that this one could fill, if none is filled yet.
    pub(super) fn fill(&mut self, seating: &Seating<'_>, by: usize) {
        if self.filled.is_none() {
            let mut vacant = seating.vacant().iter();
            if let Some(chain) = vacant.find_map(|slot| seating.enter(by, *slot)) {
                self.displace(seating, chain, Some(by));
            }
        }
    }

    /// Everyone of these leaves a slot, now that a vacant one is filled.
    pub(super) fn release_each(&mut self, seating: &Seating<'_>, whom: &[usize]) {
        for officer in whom {
            if let Some(slot) = seating.held(*officer).first() {
                self.reach(*officer, Reached::Released { slot: *slot });
            }
        }
    }

    /// The moves by which the officer, who was reached, takes the slot, or only leaves where it sits.
    pub(super) fn moves(
        &self,
        seating: &Seating<'_>,
        officer: usize,
        into: Option<usize>,
    ) -> Vec<Move> {
        let mut moves = vec![];
        let mut step = Some((officer, into));
        while let Some((officer, into)) = step {
            moves.extend(into.map(|slot| (slot, Some(officer))));
            step = match self.reached.get(officer).and_then(Option::as_ref) {
                None => None,
                Some(Reached::Raised { instead_of }) => instead_of.map(|other| (other, None)),
                Some(Reached::Displaced { chain, by }) => {
                    Self::enter(seating, chain, *by, &mut moves)
                }
                Some(Reached::Released { slot }) => {
                    moves.push((*slot, None));
                    let filled = self.filled.as_ref();
                    filled.and_then(|Filled { chain, by }| {
                        Self::enter(seating, chain, *by, &mut moves)
                    })
                }
            };
        }
        moves
    }

    /// The moves that fill the vacant slot which can be filled.
    pub(super) fn moves_to_fill(&self, seating: &Seating<'_>) -> Option<Vec<Move>> {
        let Filled { chain, by } = self.filled.as_ref()?;
        let mut moves = vec![];
        if let Some((officer, into)) = Self::enter(seating, chain, *by, &mut moves) {
            moves.extend(self.moves(seating, officer, into));
        }
        Some(moves)
    }

    /// Moves everyone on along the chain; answers who enters its first slot, if it is not who is dealt a seat now.
    fn enter(
        seating: &Seating<'_>,
        chain: &Chain,
        by: Option<usize>,
        moves: &mut Vec<Move>,
    ) -> Option<(usize, Option<usize>)> {
        seating.shift(chain, moves);
        by.map(|officer| (officer, Some(chain.first())))
    }
}
