//! Sampling designs on names, strata and sizes; nothing here knows a business or an inspector (protocol sections 4 and 5).

pub mod probability;
pub mod duel;
pub mod allocation;
pub mod capacity;
pub mod stratified;
pub mod proportional;

pub use allocation::Rounding;
pub use probability::Probability;

use crate::chance::Seed;
use crate::chance::Ticket;

/// What a design draws from: units with a name, a stratum and a size, counted from 0.
pub trait Population {
    /// The number of units.
    fn units(&self) -> usize;

    /// The name that the unit's ticket is made from and that breaks ties.
    fn name(&self, unit: usize) -> &[u8];

    /// The place of the unit's stratum among those of the design; `None` if it cannot be drawn.
    fn stratum(&self, unit: usize) -> Option<usize>;

    /// The unit's size, at least 1.
    fn size(&self, unit: usize) -> u64;

    /// Calls `each` with every unit and its ticket, in order.
    fn tickets(&self, seed: &Seed, each: impl FnMut(usize, Ticket));
}

/// A unit that was drawn, with its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    /// Its ticket.
    pub ticket: Ticket,
    /// Its place in the population.
    pub unit: usize,
}

/// Puts units in ticket order: ascending ticket, ties by the bytes of the name.
pub(crate) fn sort_by_ticket(population: &impl Population, drawn: &mut [Drawn]) {
    drawn.sort_unstable_by_key(|drawn| drawn.ticket);
    for tied in drawn.chunk_by_mut(|a, b| a.ticket == b.ticket) {
        tied.sort_unstable_by(|a, b| population.name(a.unit).cmp(population.name(b.unit)));
    }
}
