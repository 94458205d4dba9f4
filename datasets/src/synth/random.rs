//! The random numbers of the synthetic nation: one stream for each content of each site, and the
//! arithmetic built on it.
//!
//! The same seed gives the same nation on every machine. So this module does not call the
//! platform's mathematics library, whose last digits differ between systems. Normal numbers are
//! sums of integers. The exponential and the cosine are short polynomials of additions and
//! multiplications, which IEEE 754 defines to the last bit.

use nearsite_random::{Xoshiro256StarStar, mix64};

/// Hashes a list of words into 64 well-mixed bits (FNV-1a, finished by [`mix64`]).
pub(super) fn hash(words: &[&str]) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        // The separator keeps ["ab", "c"] and ["a", "bc"] apart.
        for byte in word.bytes().chain([0xff]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mix64(state)
}

/// One stream of random numbers.
///
/// Each content of each site has its own stream, so a change in how one content is drawn leaves the
/// others as they are.
pub(super) struct RandomStream(Xoshiro256StarStar);

impl RandomStream {
    /// Opens the stream of one content (`stream`) of one site (`ordinal`) under a seed.
    pub(super) const fn new(seed: u64, stream: u64, ordinal: u64) -> Self {
        Self(Xoshiro256StarStar::new(mix64(
            seed ^ mix64(stream ^ mix64(ordinal)),
        )))
    }

    /// Draws a number in `0..bound`; 0 if `bound` is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        // Multiply-high: the bias is below bound / 2^64, far under anything visible here.
        ((u128::from(self.0.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// A number in `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high.abs_diff(low) + 1) as i64
    }

    /// True in `per_mille` of 1000 cases.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a fixed list.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, list: &[T; N]) -> T {
        const { assert!(N > 0, "a list to pick from holds something") };
        list[self.below(N as u64) as usize]
    }

    /// One of a fixed list of values with weights; the first if all weights are 0.
    pub(super) fn weighted<T: Copy, const N: usize>(&mut self, list: &[(u64, T); N]) -> T {
        const { assert!(N > 0, "a list to pick from holds something") };
        let mut ticket = self.below(list.iter().map(|(weight, _)| weight).sum());
        for &(weight, value) in list {
            if ticket < weight {
                return value;
            }
            ticket -= weight;
        }
        list[0].1
    }

    /// A standard normal number, within plus and minus 6: twelve uniform numbers summed (Irwin and
    /// Hall).
    pub(super) fn normal(&mut self) -> f64 {
        let sum: i64 = (0..6)
            .map(|_| self.0.next_u64())
            .map(|bits| i64::from((bits >> 32) as u32) + i64::from(bits as u32))
            .sum();
        (sum - 6 * (1_i64 << 32)) as f64 / (1_i64 << 32) as f64
    }

    /// A log-normal factor with median 1.
    pub(super) fn log_normal(&mut self, sigma: f64) -> f64 {
        exp(sigma * self.normal())
    }
}

/// Raises e to a power between -20 and 20, to about 12 digits.
pub(super) fn exp(power: f64) -> f64 {
    let small = power / 1024.0;
    let series = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0)));
    // Ten squarings undo the division by 1024.
    (0..10).fold(series, |value, _| value * value)
}

/// Returns the cosine of a latitude in degrees (-90 to 90), to about 5 digits. That is enough to
/// draw places, but not to rank.
pub(super) fn cos_degrees(degrees: f64) -> f64 {
    let square = (degrees * 0.017_453_292_519_943_295) * (degrees * 0.017_453_292_519_943_295);
    1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_numbers_have_mean_zero_and_deviation_one() {
        let mut rng = RandomStream::new(1, 2, 3);
        let drawn: Vec<f64> = (0..20_000).map(|_| rng.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / 20_000.0;
        assert!(mean.abs() < 0.03, "{mean}");
        assert!((variance - 1.0).abs() < 0.04, "{variance}");
    }

    #[test]
    fn the_polynomials_agree_with_the_library() {
        for power in [-3.0, -0.35, 0.0, 0.6, 2.5_f64] {
            assert!((exp(power) / power.exp() - 1.0).abs() < 1e-9, "{power}");
        }
        for degrees in [-71.0, -14.0, 0.0, 30.27, 61.2, 80.0_f64] {
            assert!(
                (cos_degrees(degrees) - degrees.to_radians().cos()).abs() < 1e-3,
                "{degrees}"
            );
        }
    }
}
