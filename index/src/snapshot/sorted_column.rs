//! Lookup of numbers in long sorted columns.

/// Rows on each side of the expected position that are searched first. Each further step searches
/// this many times as many rows.
const FIRST_RADIUS: usize = 32;

/// Finds the position of a number in a sorted column (interpolation search).
///
/// Sites are numbered along a curve that most groups cover evenly. So the search starts near the
/// interpolated position. Its rows are probably cached, because neighbors were looked up just
/// before.
pub(super) fn position(ascending: &[u32], number: u32) -> Option<usize> {
    let (first, last) = (*ascending.first()?, *ascending.last()?);
    let (before, span) = (number.checked_sub(first)?, last.checked_sub(first)?);
    let end = ascending.len() - 1;
    let share = u64::from(before) * end as u64 / u64::from(span).max(1);
    let guess = (share as usize).min(end);
    let mut around = FIRST_RADIUS;
    loop {
        let (from, to) = (guess.saturating_sub(around), (guess + around).min(end));
        let is_between =
            (from == 0 || ascending[from] <= number) && (to == end || number <= ascending[to]);
        if is_between {
            let offset = ascending[from..=to].binary_search(&number).ok()?;
            return Some(from + offset);
        }
        around = around.saturating_mul(FIRST_RADIUS);
    }
}

/// Number of positions after the last one that are checked before a new search.
const STEPS_AHEAD: usize = 8;

/// Finds the position of a number that is probably close after `last`, the position of a neighbor
/// that was found just before.
pub(super) fn position_after(ascending: &[u32], last: usize, number: u32) -> Option<usize> {
    let ahead = ascending.get(last..).unwrap_or_default();
    if ahead.first().is_some_and(|&held| held <= number) {
        let mut soon = ahead.iter().take(STEPS_AHEAD);
        if let Some(steps) = soon.position(|&held| held >= number) {
            return (ahead[steps] == number).then_some(last + steps);
        }
    }
    position(ascending, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::Index;

    proptest! {
        #[test]
        fn a_number_is_found_where_it_stands_however_unevenly_they_ascend(
            stretches in prop::collection::vec((0u32..4_000, 1usize..300, 1u32..40), 0..8),
            asked in prop::collection::vec(any::<Index>(), 20),
            last in any::<Index>(),
        ) {
            let mut ascending = Vec::new();
            let mut next = 0;
            for (gap, length, step) in stretches {
                next += gap;
                for _ in 0..length {
                    ascending.push(next);
                    next += step;
                }
            }
            let anywhere = asked.iter().map(|index| index.index(next as usize + 2) as u32);
            for number in anywhere.chain([0, u32::MAX]) {
                let expected = ascending.iter().position(|&held| held == number);
                prop_assert_eq!(position(&ascending, number), expected);
                let last = last.index(ascending.len() + 2);
                prop_assert_eq!(position_after(&ascending, last, number), expected);
            }
            for (expected, &number) in ascending.iter().enumerate() {
                prop_assert_eq!(position(&ascending, number), Some(expected));
            }
        }

        #[test]
        fn what_is_found_stands_there_even_in_no_order(
            numbers in prop::collection::vec(0u32..50, 0..200),
            number in 0u32..50,
        ) {
            if let Some(found) = position(&numbers, number) {
                prop_assert_eq!(numbers[found], number);
            }
        }
    }
}
