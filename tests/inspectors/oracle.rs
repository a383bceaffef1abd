//! Somebody else's flows as judge: `petgraph` tells how many slots can be filled, and whether a deal could be more even.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use crate::model::Case;
use crate::pools::pool;
use double_random::frame::Token;
use petgraph::algo::{find_negative_cycle, ford_fulkerson};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeMap;

/// The network of a case: office → slot → officer at a target → officer → home.
struct Network {
    graph: DiGraph<(), u64>,
    office: NodeIndex,
    home: NodeIndex,
    slots: BTreeMap<(Token, usize), NodeIndex>,
    at: BTreeMap<(Token, Token), NodeIndex>,
    officers: BTreeMap<Token, NodeIndex>,
}

impl Network {
    fn of(case: &Case) -> Self {
        let mut graph = DiGraph::new();
        let (office, home) = (graph.add_node(()), graph.add_node(()));
        let (mut slots, mut at, mut officers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for officer in &case.officers {
            let node = graph.add_node(());
            let room = officer.limit.map_or(u64::from(u32::MAX), |limit| {
                limit.saturating_sub(officer.carried)
            });
            graph.add_edge(node, home, room);
            officers.insert(officer.token, node);
        }
        for target in &case.targets {
            for (position, slot) in pool(case).slots().iter().enumerate() {
                let node = graph.add_node(());
                graph.add_edge(office, node, 1);
                slots.insert((target.token, position), node);
                for officer in &case.officers {
                    if case.fits(officer, (target, slot)) {
                        let key = (officer.token, target.token);
                        let there = *at.entry(key).or_insert_with(|| {
                            let there = graph.add_node(());
                            graph.add_edge(there, officers[&officer.token], 1);
                            there
                        });
                        graph.add_edge(node, there, 1);
                    }
                }
            }
        }
        Self {
            graph,
            office,
            home,
            slots,
            at,
            officers,
        }
    }
}

/// How many slots can be filled.
pub(crate) fn filled(case: &Case) -> u64 {
    let network = Network::of(case);
    ford_fulkerson(&network.graph, network.office, network.home).0
}

/// Who sits at each target.
type Seats = BTreeMap<Token, Vec<Option<Token>>>;

/// Whether seats can be handed round so that as many slots are filled with a smaller sum of squared loads: whether the
/// residual network of the deal, an officer's next seat costing 2·load + 1, has a cycle of negative cost.
pub(crate) fn could_be_more_even(case: &Case, seats: &Seats) -> bool {
    let network = Network::of(case);
    let mut residual: DiGraph<(), f64> = DiGraph::new();
    let nodes: Vec<NodeIndex> = network
        .graph
        .node_indices()
        .map(|_| residual.add_node(()))
        .collect();
    let start = residual.add_node(());
    for node in &nodes {
        residual.add_edge(start, *node, 0.0);
    }
    let holds = |slot: NodeIndex, there: NodeIndex| {
        let mut slots = network.slots.iter();
        let ((target, position), _) = slots.find(|(_, node)| **node == slot).unwrap();
        let holder = seats[target][*position];
        holder.is_some_and(|officer| network.at[&(officer, *target)] == there)
    };
    let slots: BTreeMap<NodeIndex, (Token, usize)> = network
        .slots
        .iter()
        .map(|(key, node)| (*node, *key))
        .collect();
    for edge in network.graph.edge_indices() {
        let (from, to) = network.graph.edge_endpoints(edge).unwrap();
        if from == network.office || to == network.home {
            continue;
        }
        let used = if slots.contains_key(&from) {
            holds(from, to)
        } else {
            let ((officer, target), _) =
                network.at.iter().find(|(_, node)| **node == from).unwrap();
            seats[target].contains(&Some(*officer))
        };
        let (from, to) = if used { (to, from) } else { (from, to) };
        residual.add_edge(from, to, 0.0);
    }
    for ((target, position), slot) in &network.slots {
        match seats[target][*position] {
            Some(_) => residual.add_edge(*slot, network.office, 0.0),
            None => residual.add_edge(network.office, *slot, 0.0),
        };
    }
    for officer in &case.officers {
        let node = network.officers[&officer.token];
        let held = seats.values().flatten();
        let held = held.filter(|seat| **seat == Some(officer.token)).count();
        let load = officer.carried + u64::try_from(held).unwrap();
        let cost = |load: u64| f64::from(u32::try_from(2 * load).unwrap());
        if officer.limit.is_none_or(|limit| load < limit) {
            residual.add_edge(node, network.home, cost(load) + 1.0);
        }
        if load > officer.carried {
            residual.add_edge(network.home, node, 1.0 - cost(load));
        }
    }
    find_negative_cycle(&residual, start).is_some()
}
