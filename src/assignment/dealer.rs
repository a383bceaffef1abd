//! The deal's one question: can this officer have this seat, and everything still come out as well as it can?

use super::instance::Instance;
use super::optimum::{Level, optimum};
use super::search::Search;
use super::seating::{Chain, Seating};

/// A best assignment that agrees with all seats dealt so far, and what is known of who can take seats over from whom.
///
/// Whether an officer can have a seat is a question about best assignments, and all of them are reached from any one by
/// closed alternating paths among officers of one level. A search that finds no such path has found two groups between which
/// there will never be one: they are kept apart from then on, so that there are fewer vain searches than officers.
#[derive(Clone, Debug)]
pub(super) struct Dealer<'a> {
    seating: Seating<'a>,
    levels: Vec<Level>,
    /// The class of each officer and, last, of the vacant slots: only within a class seats are taken over.
    classes: Vec<usize>,
    members: Vec<Vec<usize>>,
    search: Search,
}

/// What a search looks for.
#[derive(Clone, Copy)]
enum Wanted {
    /// That this officer, who is not on the team, becomes free.
    Free(usize),
    /// That this slot can be left, since who sits there moves to the seat that is dealt.
    Left(usize),
}

/// How a search ended well.
enum Found {
    /// The wanted officer is free.
    Free,
    /// The wanted slot can be left to this officer, who enters it so.
    Entered(usize, Chain),
    /// The wanted slot can be left vacant, since another is filled.
    Vacated,
}

impl<'a> Dealer<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let mut seating = Seating::empty(instance);
        let levels = optimum(&mut seating);
        let mut known = levels.clone();
        known.push(None);
        known.sort_unstable();
        known.dedup();
        let class = |level: &Level| known.binary_search(level).unwrap_or_default();
        let classes: Vec<usize> = levels.iter().chain([&None]).map(class).collect();
        let mut members = vec![vec![]; known.len()];
        for (officer, class) in classes.iter().take(levels.len()).enumerate() {
            let members = members.get_mut(*class).into_iter();
            members.for_each(|members| members.push(officer));
        }
        let search = Search::new(levels.len());
        Self {
            seating,
            levels,
            classes,
            members,
            search,
        }
    }

    pub(super) fn seating(&self) -> &Seating<'a> {
        &self.seating
    }

    /// The next slot is dealt as it now stands.
    pub(super) fn deal(&mut self) {
        self.seating.deal();
    }

    /// Whether the officer can never carry more than this load.
    pub(super) fn is_full(&self, officer: usize, load: u64) -> bool {
        let level = self.levels.get(officer).copied().flatten();
        let most = level.is_some_and(|level| load > level);
        most || !self.seating.instance().has_room(officer, load)
    }

    /// Seats the officer in the slot, which is the next to be dealt, if a best assignment does.
    pub(super) fn give(&mut self, slot: usize, officer: usize) -> bool {
        if self.seating.seat(slot) == Some(officer) {
            return true;
        }
        let own = self.seating.place_on_team(officer, slot);
        if own.is_some_and(|own| self.seating.is_dealt(own))
            || !self.seating.instance().fits(officer, slot)
        {
            return false;
        }
        let chains = self.seating.within_team([slot].into_iter());
        if let Some(chain) = chains.iter().find(|chain| Some(chain.last) == own) {
            let mut moves = vec![(slot, Some(officer))];
            self.seating.shift(chain, &mut moves);
            self.seating.make(&moves);
            return true;
        }
        let mut classes: Vec<usize> = chains.iter().map(|chain| self.class_of(chain)).collect();
        classes.sort_unstable();
        classes.dedup();
        if own.is_none() {
            // Only whoever is of the officer's own class can take over what the officer gives up.
            classes.retain(|class| *class == self.class(officer));
        }
        let mut classes = classes.into_iter();
        classes.any(|class| self.swap(slot, officer, &chains, class, own))
    }

    /// Looks for a closed path within a class and makes its moves; splits the class if there is none.
    fn swap(
        &mut self,
        slot: usize,
        officer: usize,
        chains: &[Chain],
        class: usize,
        own: Option<usize>,
    ) -> bool {
        self.search.clear();
        for chain in chains {
            if self.class_of(chain) == class {
                self.search.displace(&self.seating, chain.clone(), None);
            }
        }
        let wanted = own.map_or(Wanted::Free(officer), Wanted::Left);
        let Some(found) = self.find(wanted, class) else {
            self.split(class);
            return false;
        };
        let (search, seating) = (&self.search, &self.seating);
        let mut moves = vec![];
        match found {
            Found::Free => moves.extend(search.moves(seating, officer, Some(slot))),
            Found::Entered(other, chain) => {
                moves.push((slot, Some(officer)));
                seating.shift(&chain, &mut moves);
                moves.extend(search.moves(seating, other, Some(chain.first())));
            }
            Found::Vacated => {
                moves.push((slot, Some(officer)));
                moves.extend(own.map(|own| (own, None)));
                moves.extend(search.moves_to_fill(seating).unwrap_or_default());
            }
        }
        self.seating.make(&moves);
        true
    }

    /// Looks for what is wanted.
    fn find(&mut self, wanted: Wanted, class: usize) -> Option<Found> {
        let members = self.members.get(class).map_or(&[][..], Vec::as_slice);
        let (search, seating) = (&mut self.search, &self.seating);
        let (mut looked, mut next) = (0, 0);
        let (mut raised, mut released) = (false, false);
        loop {
            if search.has_filled() && !released {
                if matches!(wanted, Wanted::Left(_)) {
                    return Some(Found::Vacated);
                }
                released = true;
                search.release_each(seating, members);
            }
            if let Some(officer) = search.nth(looked) {
                // Cheap looks at everyone first: is this the end, or one step before it?
                looked += 1;
                match wanted {
                    Wanted::Free(free) => {
                        if officer != free {
                            search.displace_each(seating, officer, &[free]);
                        }
                        if search.has(free) {
                            return Some(Found::Free);
                        }
                    }
                    Wanted::Left(slot) => {
                        if let Some(chain) = seating.enter(officer, slot) {
                            return Some(Found::Entered(officer, chain));
                        }
                    }
                }
                let level = self.levels.get(officer).copied().flatten();
                if let Some(level) = level.filter(|level| !raised && seating.load(officer) > *level)
                {
                    raised = true;
                    let low = |other: &&usize| {
                        seating.load(**other) == level && seating.has_room(**other)
                    };
                    for other in members.iter().filter(low) {
                        search.raise(*other, Some(officer));
                    }
                }
            } else if let Some(officer) = search.nth(next) {
                next += 1;
                search.displace_each(seating, officer, members);
                if self.classes.last() == Some(&class) {
                    search.fill(seating, officer);
                }
            } else {
                return None;
            }
        }
    }

    /// Those whom the last search reached will never be reached by the others of the class, nor take seats from them.
    fn split(&mut self, class: usize) {
        let Some(members) = self.members.get_mut(class) else {
            return;
        };
        if members.iter().all(|officer| self.search.has(*officer)) {
            return;
        }
        let vacant = self.classes.len().saturating_sub(1);
        let apart: Vec<usize> = members
            .extract_if(.., |officer| self.search.has(*officer))
            .collect();
        let new = self.members.len();
        let with_vacant = self.search.has_filled().then_some(vacant);
        for moved in apart.iter().copied().chain(with_vacant) {
            if let Some(entry) = self.classes.get_mut(moved) {
                *entry = new;
            }
        }
        self.members.push(apart);
    }

    fn class(&self, officer: usize) -> usize {
        self.classes.get(officer).copied().unwrap_or_default()
    }

    /// The class of who sits at the end of the chain, or of the vacant slots.
    fn class_of(&self, chain: &Chain) -> usize {
        let vacant = self.classes.len().saturating_sub(1);
        self.class(self.seating.seat(chain.last).unwrap_or(vacant))
    }
}
