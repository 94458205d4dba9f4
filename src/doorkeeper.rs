//! Decides which finished answers are worth keeping: those somebody has asked for before.
//!
//! Nearly every search starts from an origin of its own and is asked once. Keeping such an answer costs more than making it and
//! pushes out those that are asked again. So the first time a search is seen it is only noted here, in a fixed table of
//! fingerprints where the newest wins; from the second time on its answer is shared and kept.

use crate::state::AnswerKey;
use std::sync::atomic::{AtomicU64, Ordering};

/// Searches remembered, at eight bytes each: some seconds of full load.
const PLACES: usize = 1 << 16;

/// Which searches were asked lately.
#[derive(Debug)]
pub struct Doorkeeper {
    seen: Box<[AtomicU64]>,
}

impl Doorkeeper {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self {
            seen: std::iter::repeat_with(AtomicU64::default)
                .take(PLACES)
                .collect(),
        }
    }

    /// Notes a search; whether it had been noted before and not been forgotten since.
    pub fn has_seen(&self, key: &AnswerKey) -> bool {
        // Any eight bytes of a hash are as good as any others.
        let fingerprint = u64::from_le_bytes(key.first_chunk().copied().unwrap_or_default());
        let place = fingerprint as usize % PLACES;
        let noted = self.seen.get(place);
        noted.is_some_and(|noted| noted.swap(fingerprint, Ordering::Relaxed) == fingerprint)
    }
}

impl Default for Doorkeeper {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_worth_keeping_from_its_second_time_until_it_is_forgotten() {
        let doorkeeper = Doorkeeper::new();
        let (mut one, mut rival) = ([7; 32], [7; 32]);
        (one[7], rival[7]) = (1, 2);
        assert_eq!(
            [&one, &one, &one].map(|key| doorkeeper.has_seen(key)),
            [false, true, true]
        );
        // A rival for the same place makes it forget.
        assert_eq!(
            [&rival, &one].map(|key| doorkeeper.has_seen(key)),
            [false, false]
        );
    }
}
