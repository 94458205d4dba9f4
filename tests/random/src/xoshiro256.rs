//! The generator xoshiro256** of Blackman and Vigna (2018).

use crate::SplitMix64;

/// A generator with 256 bits of state.
#[derive(Debug, Clone)]
pub struct Xoshiro256StarStar([u64; 4]);

impl Xoshiro256StarStar {
    /// Starts from the first four outputs of [`SplitMix64`] under a seed, as its authors recommend.
    pub const fn new(seed: u64) -> Self {
        let mut seeds = SplitMix64::new(seed);
        Self([
            seeds.next_u64(),
            seeds.next_u64(),
            seeds.next_u64(),
            seeds.next_u64(),
        ])
    }

    /// Draws 64 bits.
    pub const fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let drawn = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c, d) = (c ^ a, d ^ b);
        self.0 = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        // Outputs of the reference implementation, xoshiro256starstar.c, from the state 1, 2, 3, 4.
        let mut random = Xoshiro256StarStar([1, 2, 3, 4]);
        let drawn: Vec<u64> = (0..4).map(|_| random.next_u64()).collect();
        assert_eq!(drawn, [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }
}
