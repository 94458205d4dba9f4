//! The `SplitMix64` generator of Steele, Lea and Flood (2014), with the draws that tests need.

/// Increment of the state: 2^64 divided by the golden ratio, made odd.
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes 64 bits thoroughly: the output function of `SplitMix64`.
pub const fn mix64(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A generator with 64 bits of state.
///
/// Numbers below a bound are remainders of the next 64 bits. Their bias is below bound / 2^64.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Starts from the number of a test case. Consecutive numbers give states far apart.
    pub const fn for_case(number: u64) -> Self {
        Self(number.wrapping_mul(GOLDEN_GAMMA) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// Draws 64 bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        mix64(self.0)
    }

    /// Draws a number below `bound`; 0 if `bound` is 0.
    pub const fn below_u64(&mut self, bound: u64) -> u64 {
        let bits = self.next_u64();
        if bound == 0 { 0 } else { bits % bound }
    }

    /// Draws an index below `count`; 0 if `count` is 0.
    pub const fn below(&mut self, count: usize) -> usize {
        self.below_u64(count as u64) as usize
    }

    /// Draws a number in `low..=high`; `low` if the range is empty.
    pub const fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = if low < high { high.abs_diff(low) } else { 0 };
        match span.checked_add(1) {
            Some(count) => low.wrapping_add(self.below_u64(count) as i64),
            None => self.next_u64() as i64,
        }
    }

    /// Returns true in `per_mille` of 1,000 cases.
    pub const fn chance(&mut self, per_mille: u64) -> bool {
        self.below_u64(1000) < per_mille
    }

    /// Returns true once in `times` cases on average.
    pub const fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Picks one of the values.
    ///
    /// # Panics
    /// If there are no values.
    pub fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    /// Picks 0 to `most` values. A value may be picked again.
    ///
    /// # Panics
    /// If there are no values and `most` is above 0.
    pub fn pick_up_to<T: Clone>(&mut self, values: &[T], most: usize) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| self.pick(values).clone()).collect()
    }

    /// Keeps each value in `per_mille` of 1,000 cases. At least one value is kept.
    ///
    /// # Panics
    /// If there are no values.
    pub fn some_of<T: Clone>(&mut self, values: &[T], per_mille: u64) -> Vec<T> {
        let mut kept = Vec::new();
        for value in values {
            if self.chance(per_mille) {
                kept.push(value.clone());
            }
        }
        if kept.is_empty() {
            kept.push(self.pick(values).clone());
        }
        kept
    }

    /// Draws an index, each as often as its weight says; 0 if all weights are 0.
    pub fn weighted_index(&mut self, weights: &[u64]) -> usize {
        let mut ticket = self.below_u64(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if ticket < *weight {
                return index;
            }
            ticket -= weight;
        }
        0
    }

    /// Puts the values into a random order (Fisher-Yates, from the end).
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        // Outputs of Vigna's reference implementation, splitmix64.c, from the seed 1234567.
        let mut random = SplitMix64::new(1_234_567);
        let drawn: Vec<u64> = (0..5).map(|_| random.next_u64()).collect();
        assert_eq!(
            drawn,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn draws_stay_in_their_bounds() {
        let mut random = SplitMix64::for_case(3);
        for _ in 0..1_000 {
            assert!(random.below(7) < 7);
            assert!((-3..=3).contains(&random.between(-3, 3)));
            assert!(random.pick_up_to(&[1, 2], 3).len() <= 3);
            assert!(!random.some_of(&[1, 2, 3], 1).is_empty());
            assert_eq!(random.weighted_index(&[0, 5, 0]), 1);
        }
        assert_eq!(random.below(0), 0);
        assert_eq!(random.between(5, 5), 5);
        assert_eq!(random.weighted_index(&[0, 0]), 0);
    }

    #[test]
    fn a_shuffle_keeps_every_value() {
        let mut values: Vec<u32> = (0..50).collect();
        SplitMix64::new(1).shuffle(&mut values);
        assert_ne!(values, (0..50).collect::<Vec<_>>());
        values.sort_unstable();
        assert_eq!(values, (0..50).collect::<Vec<_>>());
    }
}
