//! Why seats stay vacant: a minimum cut.

use super::instance::Instance;
use super::officer::Target;
use crate::frame::Token;
use std::collections::{BTreeMap, BTreeSet};

/// A slot of one target: the place in the order of the deal, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct SlotOf {
    /// The target's token.
    pub target: Token,
    /// The place of the slot in the order of the deal.
    pub position: usize,
}

/// Slots that cannot be filled together, and all who could fill any of them (最小割): a minimum cut.
///
/// Of these slots, each of `officers` can fill as many as its limit lets it carry, and each of `once` one, for nobody sits
/// twice on a team. There is nobody else; and together that is `vacant` fewer than there are slots. It depends on the pool
/// and the targets alone, not on the seed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shortage {
    /// The slots.
    pub slots: BTreeSet<SlotOf>,
    /// Officers who would be dealt more of them if their limits allowed, and how many their limits do allow.
    pub officers: BTreeMap<Token, u64>,
    /// Who besides can fill one slot of one target only: target, officer.
    pub once: BTreeSet<(Token, Token)>,
    /// How many of the slots stay vacant at least.
    pub vacant: usize,
}

/// The same in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Ascending.
    pub(super) slots: Vec<usize>,
    /// Whether each officer can fill more than one slot of one target.
    pub(super) officers: Vec<bool>,
    pub(super) vacant: usize,
}

impl Cut {
    /// The slots and officers from whom a vacant slot can be reached by handing seats on: none if there is no vacant slot.
    ///
    /// The seats must fill as many slots as possible.
    pub(super) fn of(instance: &Instance, seats: &[Option<usize>]) -> Self {
        let mut held = vec![vec![]; instance.officers()];
        for (slot, officer) in seats.iter().enumerate() {
            if let Some(held) = officer.and_then(|officer| held.get_mut(officer)) {
                held.push(slot);
            }
        }
        let seat = |slot: usize| seats.get(slot).copied().flatten();
        let mut inside: Vec<bool> = seats.iter().map(Option::is_none).collect();
        let mut open: Vec<usize> = (0..inside.len())
            .filter(|slot| seat(*slot).is_none())
            .collect();
        let vacant = open.len();
        let mut officers = vec![false; instance.officers()];
        while let Some(slot) = open.pop() {
            let team: Vec<usize> = instance.team_of(slot).collect();
            let on_team = |officer: usize| team.iter().any(|other| seat(*other) == Some(officer));
            let mut more = vec![];
            for (officer, known) in officers.iter_mut().enumerate() {
                if !*known && instance.fits(officer, slot) && !on_team(officer) {
                    *known = true;
                    more.extend(held.get(officer).into_iter().flatten().copied());
                }
            }
            let moves_here = |other: &&usize| {
                seat(**other).is_some_and(|officer| instance.qualifies(officer, slot))
            };
            more.extend(team.iter().filter(moves_here));
            for slot in more {
                if let Some(inside @ false) = inside.get_mut(slot) {
                    *inside = true;
                    open.push(slot);
                }
            }
        }
        let inside = inside.into_iter().enumerate();
        Self {
            slots: inside
                .filter(|(_, inside)| *inside)
                .map(|(slot, _)| slot)
                .collect(),
            officers,
            vacant,
        }
    }
}

impl Shortage {
    pub(super) fn of(
        instance: &Instance,
        seats: &[Option<usize>],
        officers: &[Token],
        targets: &[&Target],
    ) -> Option<Self> {
        let cut = Cut::of(instance, seats);
        if cut.vacant == 0 {
            return None;
        }
        let target = |slot: usize| {
            targets
                .get(instance.target(slot))
                .map(|target| target.token)
        };
        let slots = cut.slots.iter().filter_map(|slot| {
            Some(SlotOf {
                target: target(*slot)?,
                position: slot - instance.team_of(*slot).start,
            })
        });
        let (mut several, mut once) = (BTreeMap::new(), BTreeSet::new());
        for ((officer, token), many) in officers.iter().enumerate().zip(&cut.officers) {
            if *many {
                several.insert(*token, instance.room(officer).unwrap_or(u64::MAX));
            } else {
                let fits = cut
                    .slots
                    .iter()
                    .filter(|slot| instance.fits(officer, **slot));
                once.extend(fits.filter_map(|slot| Some((target(*slot)?, *token))));
            }
        }
        Some(Self {
            slots: slots.collect(),
            officers: several,
            once,
            vacant: cut.vacant,
        })
    }
}
