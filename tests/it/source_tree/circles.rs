//! Circles of a directed graph: groups of nodes that all reach each other.

use std::collections::{BTreeMap, BTreeSet};

/// A directed graph by node.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// Returns every group of two or more nodes that all reach each other, in order.
pub(super) fn of(graph: &Graph) -> Vec<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|node| (node, reachable(graph, node)))
        .collect();
    let mut circles = BTreeSet::new();
    for (node, ahead) in &reached {
        if !ahead.contains(*node) {
            continue;
        }
        let circle: Vec<String> = ahead
            .iter()
            .filter(|other| {
                reached
                    .get(**other)
                    .is_some_and(|back| back.contains(*node))
            })
            .map(|other| (*other).clone())
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reachable<'a>(graph: &'a Graph, start: &'a String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flatten() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

#[test]
fn two_circles_and_a_chain_are_distinguished() {
    let edges = [
        ("a", "b"),
        ("b", "a"),
        ("b", "c"),
        ("c", "d"),
        ("d", "e"),
        ("e", "c"),
        ("e", "f"),
    ];
    let mut graph = Graph::new();
    for (from, to) in edges {
        graph.entry(from.into()).or_default().insert(to.into());
    }
    assert_eq!(of(&graph), [vec!["a", "b"], vec!["c", "d", "e"]]);
}
