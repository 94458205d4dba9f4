//! Admission to the answer cache: only answers that were asked for before are kept.
//!
//! Nearly every search has its own origin and is asked once. Keeping such an answer costs more than
//! making it, and evicts answers that are asked again. So the first time a search is only recorded
//! here, in a fixed table of fingerprints in which the newest wins. From the second time on its
//! answer is shared and kept.

use std::sync::atomic::{AtomicU64, Ordering};

/// Number of fingerprints, eight bytes each: a few seconds of full load.
const FINGERPRINTS: usize = 1 << 16;

/// Key of a finished answer: a keyed hash that has no meaning outside this process.
pub type AnswerKey = [u8; 32];

/// Searches that were requested recently.
#[derive(Debug)]
pub struct CacheAdmission {
    seen: Box<[AtomicU64]>,
}

impl CacheAdmission {
    /// Creates an empty table.
    pub fn new() -> Self {
        Self {
            seen: std::iter::repeat_with(AtomicU64::default)
                .take(FINGERPRINTS)
                .collect(),
        }
    }

    /// Records a search. True if it was recorded before and not evicted since.
    pub fn record(&self, key: &AnswerKey) -> bool {
        // Any eight bytes of a hash identify it equally well.
        let fingerprint = u64::from_le_bytes(key.first_chunk().copied().unwrap_or_default());
        let slot = self.seen.get(fingerprint as usize % FINGERPRINTS);
        slot.is_some_and(|slot| slot.swap(fingerprint, Ordering::Relaxed) == fingerprint)
    }
}

impl Default for CacheAdmission {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_admitted_from_its_second_time_until_it_is_evicted() {
        let admission = CacheAdmission::new();
        let (mut one, mut rival) = ([7; 32], [7; 32]);
        (one[7], rival[7]) = (1, 2);
        assert_eq!(
            [&one, &one, &one].map(|key| admission.record(key)),
            [false, true, true]
        );
        // Another search with the same slot evicts it.
        assert_eq!(
            [&rival, &one].map(|key| admission.record(key)),
            [false, false]
        );
    }
}
