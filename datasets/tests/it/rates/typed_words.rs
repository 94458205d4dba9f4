//! Words in the spellings that people type.

use nearsite_random::SplitMix64;

/// Writes a word in upper, lower or its own case. One word in eight has spaces around it.
pub(super) fn typed(random: &mut SplitMix64, word: &str) -> String {
    let cased = match random.below(6) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        _ => word.to_owned(),
    };
    if random.once_in(8) {
        format!(" {cased}  ")
    } else {
        cased
    }
}
