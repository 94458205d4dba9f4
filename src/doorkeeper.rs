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
        let [a, b, c, d, e, f, g, h, low, high, ..] = *key;
        let fingerprint = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let place = usize::from(u16::from_le_bytes([low, high]));
        let noted = self.seen.get(place);
        noted.is_some_and(|noted| noted.swap(fingerprint, Ordering::Relaxed) == fingerprint)
    }
}

impl Default for Doorkeeper {
    fn default() -> Self {
        Self::new()
    }
}
