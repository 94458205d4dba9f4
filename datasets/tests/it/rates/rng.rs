//! Chance with a constant beginning: the same seed makes the same file on every machine (`SplitMix64`).

/// A generator of random numbers.
#[derive(Debug)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// True once in `times`, on average.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of some words.
    pub(super) fn word(&mut self, words: &[&str]) -> String {
        (*self.pick(words)).to_owned()
    }

    /// Up to `most` picks, with repetition.
    pub(super) fn picks<T: Clone>(&mut self, from: &[T], most: usize) -> Vec<T> {
        (0..self.below(most + 1))
            .map(|_| self.pick(from).clone())
            .collect()
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    /// A word as people type it: in upper, lower or its own case, now and then with spaces around.
    pub(super) fn typed(&mut self, word: &str) -> String {
        let cased = match self.below(6) {
            0 => word.to_uppercase(),
            1 => word.to_lowercase(),
            _ => word.to_owned(),
        };
        if self.once_in(8) {
            format!(" {cased}  ")
        } else {
            cased
        }
    }
}
