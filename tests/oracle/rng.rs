//! A tiny deterministic source of random choices (splitmix64). One seed gives one nation and one list of requests, on
//! every machine.

/// Splitmix64: one 64-bit state, one output per step.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// Starts from a seed; equal seeds give equal choices.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number in `low..=high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap() + 1;
        low + i64::try_from(self.next() % span).unwrap()
    }

    /// An index below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    /// True in `per_mille` of 1,000 cases.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.next() % 1000 < per_mille
    }

    /// One of the given values.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Each value kept in `per_mille` of 1,000 cases, but never none at all.
    pub(crate) fn some_of<T: Clone>(&mut self, from: &[T], per_mille: u64) -> Vec<T> {
        let mut kept: Vec<T> = Vec::new();
        for value in from {
            if self.chance(per_mille) {
                kept.push(value.clone());
            }
        }
        if kept.is_empty() {
            kept.push(self.pick(from).clone());
        }
        kept
    }

    /// The position of the drawn share, where `shares` are relative frequencies.
    pub(crate) fn share(&mut self, shares: &[u64]) -> usize {
        let mut left = self.next() % shares.iter().sum::<u64>();
        for (position, share) in shares.iter().enumerate() {
            if left < *share {
                return position;
            }
            left -= share;
        }
        unreachable!("the shares add up to their sum")
    }

    /// Puts the values into a random order.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = self.below(last + 1);
            values.swap(last, other);
        }
    }
}
