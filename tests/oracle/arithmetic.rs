//! Basic arithmetic: the rounded quotient, meters and miles, the great circle.

/// The earth's radius in metres.
const EARTH_RADIUS_METRES: f64 = 6_371_008.8;

/// `a / b` rounded half-up to an integer: `floor((2a + b) / 2b)`. `b` is positive.
pub(crate) fn quotient(a: i128, b: i128) -> i128 {
    (2 * a + b).div_euclid(2 * b)
}

/// [`quotient`] for numbers of ordinary size.
pub(crate) fn rounded(a: i64, b: i64) -> i64 {
    i64::try_from(quotient(i128::from(a), i128::from(b))).unwrap()
}

/// Meters as hundredths of a mile, half away from zero.
pub(crate) fn hundredths_of_a_mile(metres: i64) -> i64 {
    metres.signum() * rounded(metres.abs() * 100_000, 1_609_344)
}

/// Hundredths of a mile as metres, half-up.
pub(crate) fn metres_of(hundredths_of_a_mile: i64) -> i64 {
    rounded(hundredths_of_a_mile * 1_609_344, 100_000)
}

/// Great-circle distance in whole metres, half-up, between points given as (latitude, longitude) in
/// degrees.
pub(crate) fn metres_between(here: (f64, f64), there: (f64, f64)) -> i64 {
    let (lat_a, lat_b) = (here.0.to_radians(), there.0.to_radians());
    let half_lat = (lat_b - lat_a) / 2.0;
    let half_lon = (there.1 - here.1).to_radians() / 2.0;
    let chord = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    let metres = 2.0 * EARTH_RADIUS_METRES * chord.min(1.0).sqrt().asin();
    (metres + 0.5).floor() as i64
}

/// Splits a rounded weighted mean over its parts so that they add up to it: each gets the whole
/// part of its share, what is left goes one by one to the largest remainders, the earlier part
/// first among equals.
pub(crate) fn contributions(weights: &[i64], terms: &[i64], utility: i64) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    let products: Vec<i64> = weights.iter().zip(terms).map(|(w, t)| w * t).collect();
    let mut shares: Vec<i64> = products.iter().map(|product| product / sum).collect();
    let mut by_remainder: Vec<usize> = (0..products.len()).collect();
    by_remainder.sort_by_key(|&part| (-(products[part] % sum), part));
    let left = utility - shares.iter().sum::<i64>();
    for &part in by_remainder.iter().take(usize::try_from(left).unwrap()) {
        shares[part] += 1;
    }
    shares
}
