//! Bit set of the sums that some choices can reach.

/// A set of numbers below a bound.
#[derive(Debug, Clone)]
pub(super) struct SumSet(Vec<u64>);

impl SumSet {
    /// An empty set of numbers up to `most`.
    pub(super) fn up_to(most: usize) -> Self {
        Self(vec![0; most / 64 + 1])
    }

    /// Adds a number; one above the bound is dropped.
    pub(super) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// True if a number is in the set.
    pub(super) fn contains(&self, number: usize) -> bool {
        self.0
            .get(number / 64)
            .is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Adds every number of another set with the same bound, increased by `by`. Numbers above the
    /// bound are dropped.
    pub(super) fn add_raised(&mut self, other: &Self, by: usize) {
        let (words, bits) = (by / 64, by % 64);
        for position in words..self.0.len() {
            let from = position - words;
            let low = other.0[from] << bits;
            // Bits shifted out of the lower word. A shift by 64 is not allowed.
            let carried = if bits == 0 || from == 0 {
                0
            } else {
                other.0[from - 1] >> (64 - bits)
            };
            self.0[position] |= low | carried;
        }
    }

    /// Returns the smallest number of the set that is at least `least`.
    pub(super) fn first_from(&self, least: usize) -> Option<usize> {
        (least..self.0.len() * 64).find(|&number| self.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::SumSet;
    use std::collections::BTreeSet;

    #[test]
    fn sums_are_sets_of_numbers() {
        let numbers = [0, 1, 63, 64, 65, 127, 128, 190];
        for by in [0, 1, 7, 63, 64, 65, 130] {
            let mut sums = SumSet::up_to(255);
            for number in numbers {
                sums.insert(number);
            }
            let mut raised = SumSet::up_to(255);
            raised.insert(3);
            raised.add_raised(&sums, by);
            let expected: BTreeSet<usize> = numbers
                .iter()
                .map(|number| number + by)
                .filter(|&number| number < 256)
                .chain([3])
                .collect();
            let found: BTreeSet<usize> =
                (0..300).filter(|&number| raised.contains(number)).collect();
            assert_eq!(found, expected, "by {by}");
            assert_eq!(raised.first_from(4), expected.range(4..).next().copied());
        }
    }
}
