//! Invents amounts: mostly a number, often an odd one, now and then none at all.

use super::sketch::{Sketch, raw, text};
use nearsite_random::SplitMix64;

/// An amount: mostly a number, often an odd one, now and then none at all.
pub(super) fn amount(rng: &mut SplitMix64) -> Sketch {
    let plain = format!("{}.{:02}", rng.below(5000), rng.below(100));
    let odd = [
        "0",
        "-12.5",
        "0.00005",
        "123.45675",
        "123.456749999",
        "4.125e2",
        "41250E-2",
        "1e-9",
        "999999999",
        "9999999.99",
        "40.5",
        "99999999999999.9999",
        "0.0",
        "-0.00015",
        "1E+3",
        "-0",
        "400",
    ];
    let wrong = [
        "null",
        "true",
        "[]",
        "{}",
        "1e15",
        "99999999999999.99995",
        "\"N/A\"",
        "\"$412.00\"",
        "\"1,200.00\"",
        "\"NaN\"",
        "\"\"",
        "\"12 34\"",
        "1e400",
        "\"0x10\"",
        "\"Infinity\"",
        "-1e300",
        "\"50%\"",
    ];
    match rng.below(10) {
        0..=3 => raw(plain),
        4..=6 => raw((*rng.pick(&odd)).to_owned()),
        7 => text((*rng.pick(&odd)).to_owned()),
        8 => text(format!(" {plain} ")),
        _ => raw((*rng.pick(&wrong)).to_owned()),
    }
}
