//! Protocol section 6 by the letter: every question about "all ways to fill" is answered by looking at them anew.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use double_random::assignment::{Officer, Target};
use double_random::chance::{Seed, Stream};
use double_random::frame::Token;
use double_random::id::Qualification;
use double_random::inspector::Slot;
use std::collections::BTreeMap;

/// A department's deal, as a caller has it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) slots: Vec<Slot>,
    pub(crate) officers: Vec<Officer>,
    pub(crate) targets: Vec<Target>,
    pub(crate) recusals: Vec<(Token, Token)>,
    pub(crate) seed: Seed,
}

/// How large a random case is, and how scarce its officers are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) officers: u64,
    pub(crate) targets: u64,
    pub(crate) slots: u64,
}

impl Case {
    pub(crate) fn random(stream: &mut Stream, shape: Shape) -> Self {
        let token = |stream: &mut Stream| -> Token {
            let digits = (0..24)
                .map(|_| char::from_digit(u32::try_from(stream.below(16)).unwrap(), 16).unwrap());
            digits.collect::<String>().parse().unwrap()
        };
        let few = |stream: &mut Stream, most: u64| 1 + stream.below(most);
        let names = ["q0", "q1", "q2"].map(|name| name.parse::<Qualification>().unwrap());
        let districts = ["d0", "d1", "d2", "d3"];
        let (closed, asking, carrying, limited, reserved) = (
            stream.below(3),
            stream.below(3),
            stream.below(2),
            stream.below(3),
            stream.below(4),
        );
        let base = stream.below(6);
        let slots = (0..few(stream, shape.slots)).map(|_| match (asking, stream.below(3)) {
            (0, _) | (_, 0) => Slot::any(),
            (_, n) => Slot::asking_for(names[usize::try_from(n).unwrap()].clone()),
        });
        let slots: Vec<Slot> = slots.collect();
        let officers: Vec<Officer> = (0..few(stream, shape.officers))
            .map(|_| {
                let mut officer = Officer::new(token(stream));
                if closed > 0 {
                    let many = 1 + stream.below(2);
                    officer.districts = (0..many)
                        .map(|_| {
                            districts[usize::try_from(stream.below(4)).unwrap()]
                                .parse()
                                .unwrap()
                        })
                        .collect();
                }
                officer.qualifications = names
                    .iter()
                    .filter(|_| stream.below(3) > 0)
                    .cloned()
                    .collect();
                if carrying > 0 {
                    officer.carried = stream.below(4);
                }
                if limited > 0 {
                    officer.limit = (stream.below(3) > 0).then(|| base + stream.below(3));
                }
                officer
            })
            .collect();
        let targets: Vec<Target> = (0..few(stream, shape.targets))
            .map(|_| {
                Target::new(
                    token(stream),
                    districts[usize::try_from(stream.below(4)).unwrap()]
                        .parse()
                        .unwrap(),
                )
            })
            .collect();
        let mut recusals = vec![];
        for officer in &officers {
            for target in &targets {
                if stream.below(12) < reserved {
                    recusals.push((officer.token, target.token));
                }
            }
        }
        let seed = Seed::from_bytes([0; 32]).derive(&stream.below(u64::MAX).to_string());
        Self {
            slots,
            officers,
            targets,
            recusals,
            seed,
        }
    }

    /// The slots in the order of the deal: target and what is asked for.
    pub(crate) fn order(&self) -> Vec<(&Target, &Slot)> {
        let seed = self.seed.derive("targets");
        let mut targets: Vec<&Target> = self.targets.iter().collect();
        targets.sort_by_key(|target| (seed.ticket(target.token.as_bytes()), target.token));
        let asking = self
            .slots
            .iter()
            .filter(|slot| slot.qualification().is_some());
        let others = self
            .slots
            .iter()
            .filter(|slot| slot.qualification().is_none());
        let slots: Vec<&Slot> = asking.chain(others).collect();
        targets
            .into_iter()
            .flat_map(|target| slots.iter().map(move |slot| (target, *slot)))
            .collect()
    }

    /// Eligible, team and load aside.
    pub(crate) fn fits(&self, officer: &Officer, (target, slot): (&Target, &Slot)) -> bool {
        (officer.districts.is_empty() || officer.districts.contains(&target.district))
            && slot
                .qualification()
                .is_none_or(|asked| officer.qualifications.contains(asked))
            && !self.recusals.contains(&(officer.token, target.token))
    }

    pub(crate) fn carried(&self) -> Vec<u64> {
        self.officers
            .iter()
            .map(|officer| officer.carried)
            .collect()
    }

    /// The deal by the letter, where `best` says how many more slots can be filled at most once these seats are dealt, and
    /// the least sum of squares then.
    pub(crate) fn deal(
        &self,
        best: impl Fn(&Self, &[Option<usize>]) -> (u64, u64),
    ) -> Vec<Option<usize>> {
        let order = self.order();
        let aim = best(self, &[]);
        let mut loads = self.carried();
        let mut dealt: Vec<Option<usize>> = vec![];
        for (place, slot) in order.iter().enumerate() {
            let first = place - place % self.slots.len();
            let mut candidates: Vec<usize> = (0..self.officers.len())
                .filter(|o| {
                    let officer = &self.officers[*o];
                    self.fits(officer, *slot)
                        && officer.limit.is_none_or(|limit| loads[*o] < limit)
                        && !dealt[first..].contains(&Some(*o))
                })
                .collect();
            candidates.sort_by_key(|o| {
                let token = self.officers[*o].token;
                let round = self.seed.derive(&format!("round/{}", loads[*o]));
                (loads[*o], round.ticket(token.as_bytes()), token)
            });
            let chosen = candidates.into_iter().find(|o| {
                let with = [dealt.as_slice(), &[Some(*o)]].concat();
                best(self, &with) == aim
            });
            if let Some(chosen) = chosen {
                loads[chosen] += 1;
            }
            dealt.push(chosen);
        }
        dealt
    }
}

/// Every way there is.
pub(crate) fn by_enumeration(case: &Case, dealt: &[Option<usize>]) -> (u64, u64) {
    let order = case.order();
    let mut loads = case.carried();
    for officer in dealt.iter().flatten() {
        loads[*officer] += 1;
    }
    let filled = u64::try_from(dealt.iter().flatten().count()).unwrap();
    let mut seats = dealt.to_vec();
    let mut best = (0, u64::MAX);
    walk(case, &order, &mut seats, &mut loads, filled, &mut best);
    best
}

fn walk(
    case: &Case,
    order: &[(&Target, &Slot)],
    seats: &mut Vec<Option<usize>>,
    loads: &mut Vec<u64>,
    filled: u64,
    best: &mut (u64, u64),
) {
    let Some(slot) = order.get(seats.len()) else {
        let squares = loads.iter().map(|load| load * load).sum();
        if filled > best.0 || filled == best.0 && squares < best.1 {
            *best = (filled, squares);
        }
        return;
    };
    let first = seats.len() - seats.len() % case.slots.len();
    for officer in 0..case.officers.len() {
        let room = case.officers[officer]
            .limit
            .is_none_or(|limit| loads[officer] < limit);
        if room
            && !seats[first..].contains(&Some(officer))
            && case.fits(&case.officers[officer], *slot)
        {
            loads[officer] += 1;
            seats.push(Some(officer));
            walk(case, order, seats, loads, filled + 1, best);
            seats.pop();
            loads[officer] -= 1;
        }
    }
    seats.push(None);
    walk(case, order, seats, loads, filled, best);
    seats.pop();
}

/// The same as a flow of least cost, by the plainest method: augment along a cheapest path, found by Bellman and Ford.
pub(crate) fn by_flow(case: &Case, dealt: &[Option<usize>]) -> (u64, u64) {
    let order = case.order();
    let mut loads = case.carried();
    for officer in dealt.iter().flatten() {
        loads[*officer] += 1;
    }
    let mut edges: Vec<(usize, usize, i64, i64)> = vec![];
    let mut add = |from, to, room, cost| {
        edges.push((from, to, room, cost));
        edges.push((to, from, 0, -cost));
    };
    let (source, sink) = (0, 1);
    let officers = case.officers.len();
    let slot_node = |place: usize| 2 + officers + place;
    let mut nodes = slot_node(order.len());
    for (o, officer) in case.officers.iter().enumerate() {
        let seats = u64::try_from(case.targets.len()).unwrap();
        for load in loads[o]..loads[o] + seats {
            if officer.limit.is_none_or(|limit| load < limit) {
                add(source, 2 + o, 1, 2 * i64::try_from(load).unwrap() + 1);
            }
        }
        for (target, slots) in order.chunks(case.slots.len()).enumerate() {
            let first = target * case.slots.len();
            let places = first..first + slots.len();
            if places
                .clone()
                .any(|place| dealt.get(place) == Some(&Some(o)))
            {
                continue;
            }
            add(2 + o, nodes, 1, 0);
            for place in places.filter(|place| *place >= dealt.len()) {
                if case.fits(officer, order[place]) {
                    add(nodes, slot_node(place), 1, 0);
                }
            }
            nodes += 1;
        }
    }
    for place in dealt.len()..order.len() {
        add(slot_node(place), sink, 1, 0);
    }
    let mut filled = u64::try_from(dealt.iter().flatten().count()).unwrap();
    let mut squares: i64 = loads
        .iter()
        .map(|load| i64::try_from(load * load).unwrap())
        .sum();
    loop {
        let mut cost = vec![None::<i64>; nodes];
        let mut by = vec![None; nodes];
        cost[source] = Some(0);
        let mut changed = true;
        while changed {
            changed = false;
            for (edge, (from, to, room, price)) in edges.iter().enumerate() {
                let Some(so_far) = cost[*from].filter(|_| *room > 0) else {
                    continue;
                };
                if cost[*to].is_none_or(|known| so_far + price < known) {
                    cost[*to] = Some(so_far + price);
                    by[*to] = Some(edge);
                    changed = true;
                }
            }
        }
        let Some(price) = cost[sink] else {
            return (filled, u64::try_from(squares).unwrap());
        };
        (filled, squares) = (filled + 1, squares + price);
        let mut at = sink;
        while let Some(edge) = by[at].filter(|_| at != source) {
            edges[edge].2 -= 1;
            edges[edge ^ 1].2 += 1;
            at = edges[edge].0;
        }
    }
}

/// The answers of a naive deal as the crate gives them.
pub(crate) fn teams(case: &Case, dealt: &[Option<usize>]) -> BTreeMap<Token, Vec<Option<Token>>> {
    let token = |seat: &Option<usize>| seat.map(|o| case.officers[o].token);
    let order = case.order();
    let chunks = order
        .chunks(case.slots.len())
        .zip(dealt.chunks(case.slots.len()));
    chunks
        .map(|(slots, seats)| (slots[0].0.token, seats.iter().map(token).collect()))
        .collect()
}
