//! One best assignment: as many slots filled as possible, with the least sum of squared loads.
//!
//! Slots go to whoever carries least, and alternating paths then mend what that spoils: Harvey, Ladner, Lovász, Tamir,
//! *Semi-matchings for bipartite graphs and load balancing*, J. Algorithms 59 (2006), 53–78, doi:10.1016/j.jalgor.2005.01.003,
//! here with load limits, loads carried in and one seat for each officer of a team.

use super::search::Search;
use super::seating::Seating;

/// The load between which and one more an officer may be in any best assignment; `None` where it always has as many seats
/// as its limit lets it have, and slots somewhere stay vacant or others are as full.
///
/// Officers of different levels never take seats over from each other: these are the dual prices of the assignment as a flow
/// of least cost, so every best assignment has the same.
pub(super) type Level = Option<u64>;

/// Turns the seating, of which nothing is dealt yet, into a best one, and answers everyone's level.
pub(super) fn optimum(seating: &mut Seating<'_>) -> Vec<Level> {
    begin(seating);
    let officers = seating.instance().officers();
    let mut levels = vec![None; officers];
    let mut open: Vec<usize> = (0..officers).collect();
    let mut search = Search::new(officers);
    loop {
        let with_room = open.iter().filter(|officer| seating.has_room(**officer));
        let Some(level) = with_room.map(|officer| seating.load(*officer)).min() else {
            return levels;
        };
        if !mend(seating, &open, level, &mut search) {
            for officer in open.extract_if(.., |officer| search.has(*officer)) {
                if let Some(entry) = levels.get_mut(officer) {
                    *entry = Some(level);
                }
            }
        }
    }
}

/// Gives every slot to whoever of those who may carries least; slots for which there is nobody stay vacant.
fn begin(seating: &mut Seating<'_>) {
    let instance = seating.instance();
    // Officers by load; those of one load in whatever order the moves below leave.
    let mut order: Vec<usize> = (0..instance.officers()).collect();
    order.sort_by_key(|officer| seating.load(*officer));
    for slot in 0..instance.slots() {
        let may = |officer: &usize| {
            seating.has_room(*officer)
                && instance.fits(*officer, slot)
                && seating.place_on_team(*officer, slot).is_none()
        };
        let Some((place, officer)) = order.iter().copied().enumerate().find(|(_, o)| may(o)) else {
            continue;
        };
        let load = seating.load(officer);
        seating.sit(officer, slot);
        // It changes places with the last of its load, behind whom those of the next load begin.
        let last = order.partition_point(|other| seating.load(*other) <= load || *other == officer);
        order.swap(place, last.saturating_sub(1));
    }
}

/// Looks from everyone of this load who may carry one more; fills a vacant slot or takes a seat from somebody who carries at
/// least two more, if there is a way. If not, the search holds all who could be reached.
fn mend(seating: &mut Seating<'_>, open: &[usize], level: u64, search: &mut Search) -> bool {
    search.clear();
    for officer in open {
        if seating.load(*officer) == level && seating.has_room(*officer) {
            search.raise(*officer, None);
        }
    }
    let (mut looked, mut next) = (0, 0);
    while let Some(officer) = search.nth(next) {
        next += 1;
        search.displace_each(seating, officer, open);
        search.fill(seating, officer);
        let mut moves = search.moves_to_fill(seating);
        while let (None, Some(other)) = (&moves, search.nth(looked)) {
            looked += 1;
            if seating.load(other).saturating_sub(level) >= 2 {
                moves = Some(search.moves(seating, other, None));
            }
        }
        if let Some(moves) = moves {
            seating.make(&moves);
            return true;
        }
    }
    false
}
