//! Grouping by shared keys: members that share one key, and members connected by any chain of keys.

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Returns the members of every key that two or more members have. Keys and members are in
/// ascending order.
pub(super) fn runs<K: Ord>(mut keyed: Vec<(K, usize)>) -> Vec<Vec<usize>> {
    keyed.sort_unstable();
    let runs = keyed.chunk_by(|one, next| one.0 == next.0);
    runs.filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|&(_, member)| member).collect())
        .collect()
}

/// Returns the group of every member, numbered by its lowest member. Members that share a key,
/// directly or through other members, are in one group (union-find).
pub(super) fn groups<K: Eq + Hash>(
    members: usize,
    keys: impl Iterator<Item = (usize, K)>,
) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..members).collect();
    let mut first_with: FxHashMap<K, usize> = FxHashMap::default();
    for (member, key) in keys {
        let first = *first_with.entry(key).or_insert(member);
        let (one, other) = (root(&mut parents, first), root(&mut parents, member));
        // The lower number wins, so that the outcome does not depend on the order of keys.
        parents[one.max(other)] = one.min(other);
    }
    (0..members)
        .map(|member| root(&mut parents, member))
        .collect()
}

/// Returns the member that numbers the group, and shortens the path to it (path halving).
fn root(parents: &mut [usize], member: usize) -> usize {
    let mut at = member;
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_key_reaches_through_others() {
        // 0 and 2 share a, 2 and 3 share b, 1 is alone, 4 has no key.
        let keys = [(0, 'a'), (1, 'c'), (2, 'a'), (2, 'b'), (3, 'b')];
        assert_eq!(groups(5, keys.into_iter()), [0, 1, 0, 0, 4]);
        assert_eq!(groups(5, keys.into_iter().rev()), [0, 1, 0, 0, 4]);
        assert!(groups(0, std::iter::empty::<(usize, char)>()).is_empty());
    }

    #[test]
    fn runs_hold_two_and_more() {
        let keyed = vec![(7, 4), (5, 1), (7, 2), (6, 3), (5, 0), (7, 9)];
        assert_eq!(runs(keyed), [vec![0, 1], vec![2, 4, 9]]);
    }
}
