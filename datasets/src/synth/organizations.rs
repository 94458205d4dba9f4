//! Owners of sites: health systems, physician groups, chains of centers and owners of a single one,
//! all invented.
//!
//! The module also draws their identifiers. Provider numbers (NPI) pass the Luhn check but come
//! from a range that is not issued (1993000000 and up). Tax numbers (TIN) begin with prefixes
//! that the IRS does not use. So neither can be that of a real provider.

use super::names::{STATES, STEMS};
use super::random::{RandomStream, hash};
use super::site_kinds::SiteKind;

/// Least number of a single-site owner. Owners of several sites have smaller numbers, a thousand
/// per state.
const SHARED_OWNERS: u64 = 100_000;

/// The first nine digits of the first provider number given out.
const FIRST_NPI: u64 = 199_300_000;

/// Tax number prefixes never issued.
const TIN_PREFIXES: [u64; 12] = [17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96];

/// The owner of one or more sites.
pub(super) struct SynthOrganization {
    pub(super) name: String,
    /// The first word of the name, which its sites carry too.
    pub(super) stem: &'static str,
    pub(super) owner_type: &'static str,
    pub(super) tin: String,
    /// Number that all sites of the owner bill with in addition to their own. Single-site owners
    /// have none.
    pub(super) group_npi: Option<String>,
}

/// Draws the owner of a site.
pub(super) fn draw(
    rng: &mut RandomStream,
    kind: SiteKind,
    state: &str,
    ordinal: u64,
) -> SynthOrganization {
    match owner_type(rng, kind) {
        owner @ ("hospital" | "health_system") => {
            let slot = if owner == "hospital" { 0 } else { 30 } + skewed(rng, 24);
            shared(owner, state, slot, |stem, pick| match pick {
                0 => format!("{stem} Health"),
                1 => format!("{stem} Health System"),
                2 => format!("{stem} Medical Center"),
                _ => format!("{stem} Regional Hospital"),
            })
        }
        "physician_group" => {
            let slot = 100 + kind as u64 * 60 + skewed(rng, 60);
            let field = kind.field();
            shared("physician_group", state, slot, |stem, pick| match pick {
                0 => format!("{stem} {field}"),
                1 => format!("{stem} {field} Associates"),
                2 => format!("{stem} {field} Group"),
                _ => format!("{field} Physicians of {stem}"),
            })
        }
        _ if rng.chance(550) => shared(
            "independent",
            state,
            900 + skewed(rng, 40),
            |stem, pick| match pick {
                0 => format!("{stem} Imaging Partners"),
                1 => format!("{stem} Radiology"),
                2 => format!("{stem} Diagnostic Imaging"),
                _ => format!("{stem} Imaging"),
            },
        ),
        _ => single(rng, ordinal),
    }
}

fn owner_type(rng: &mut RandomStream, kind: SiteKind) -> &'static str {
    match kind {
        SiteKind::Hospital => rng.weighted(&[(55, "hospital"), (45, "health_system")]),
        _ if kind.is_office() => rng.weighted(&[
            (85, "physician_group"),
            (10, "independent"),
            (5, "health_system"),
        ]),
        _ => rng.weighted(&[
            (76, "independent"),
            (16, "physician_group"),
            (8, "health_system"),
        ]),
    }
}

/// Draws a number below `bound`, small ones more often, so that a few owners are large.
fn skewed(rng: &mut RandomStream, bound: u64) -> u64 {
    rng.below(bound).min(rng.below(bound))
}

/// Returns the owner of a slot within a state. The same slot always has the same owner.
fn shared(
    owner_type: &'static str,
    state: &str,
    slot: u64,
    name: impl Fn(&str, u64) -> String,
) -> SynthOrganization {
    let state_no = STATES
        .iter()
        .position(|row| row.code == state)
        .unwrap_or(STATES.len()) as u64;
    let number = state_no * 1000 + slot;
    // 37 and 84 share no divisor, so owners of neighbouring slots never share a name.
    let stem = STEMS[((slot * 37 + state_no * 11) % STEMS.len() as u64) as usize];
    SynthOrganization {
        name: name(stem, hash(&["owner", state, &slot.to_string()]) % 4),
        stem,
        owner_type,
        tin: tin(number),
        group_npi: Some(npi(number)),
    }
}

fn single(rng: &mut RandomStream, ordinal: u64) -> SynthOrganization {
    let stem = rng.pick(&STEMS);
    let form = rng.pick(&["LLC", "PLLC", "PA", "Inc"]);
    SynthOrganization {
        name: format!("{stem} Imaging {form}"),
        stem,
        owner_type: "independent",
        tin: tin(SHARED_OWNERS + ordinal),
        group_npi: None,
    }
}

/// The tax number of an owner: nine digits, different for each number below ten million.
fn tin(number: u64) -> String {
    let prefix = TIN_PREFIXES[(number % TIN_PREFIXES.len() as u64) as usize];
    format!("{prefix:02}{:07}", (number * 48_271 + 11) % 10_000_000)
}

/// The provider number of a site.
pub(super) fn site_npi(ordinal: u64) -> String {
    npi(SHARED_OWNERS + ordinal)
}

fn npi(number: u64) -> String {
    let digits = FIRST_NPI + number;
    format!("{digits}{}", check_digit(digits))
}

/// The Luhn check digit of the first nine digits of a provider number, which counts as if preceded
/// by 80840.
fn check_digit(nine: u64) -> u64 {
    // 24 is what the digits 8, 0, 8, 4, 0 add to the sum.
    let (mut sum, mut rest, mut doubled) = (24, nine, true);
    while rest > 0 {
        let digit = rest % 10;
        sum += match (doubled, digit) {
            (false, _) => digit,
            (true, 0..=4) => digit * 2,
            (true, _) => digit * 2 - 9,
        };
        (rest, doubled) = (rest / 10, !doubled);
    }
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_the_one_of_the_published_example() {
        assert_eq!(check_digit(123_456_789), 3);
    }
}
