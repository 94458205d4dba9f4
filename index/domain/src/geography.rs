//! Points on the earth, great-circle distance in whole meters, and miles with two decimals.

use super::money::quotient;
use geo::{Distance, Haversine, Point};
use std::fmt;

/// Mean earth radius in meters, used for great-circle distances.
pub const EARTH_RADIUS_METERS: f64 = 6_371_008.8;

/// A point in WGS84 degrees, longitude first. Both coordinates are finite and in range.
///
/// ```
/// use nearsite_domain::LonLat;
///
/// let austin = LonLat::new(-97.7431, 30.2672)?;
/// let houston = LonLat::new(-95.3698, 29.7604)?;
/// assert_eq!(austin.meters_to(houston).miles().to_string(), "146.24");
/// assert!(LonLat::new(0.0, 90.5).is_err());
/// # Ok::<(), nearsite_domain::InvalidCoordinates>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Error for coordinates out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("latitude must be from -90 to 90 and longitude from -180 to 180")]
pub struct InvalidCoordinates;

impl LonLat {
    /// Creates a point.
    ///
    /// # Errors
    /// If a coordinate is not a number or out of range.
    pub fn new(lon: f64, lat: f64) -> Result<Self, InvalidCoordinates> {
        if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
            Ok(Self { lon, lat })
        } else {
            Err(InvalidCoordinates)
        }
    }

    /// Longitude in degrees.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Returns the great-circle (haversine) distance to another point, rounded half-up to the
    /// meter.
    ///
    /// This is the only definition of distance. Loops over many sites use [`PreparedPoint`], which
    /// gives the same result faster.
    pub fn meters_to(self, other: Self) -> Meters {
        let meters = Haversine.distance(
            Point::new(self.lon, self.lat),
            Point::new(other.lon, other.lat),
        );
        // For exact antipodes, rounding errors may make the formula return NaN.
        whole_meters(if meters.is_nan() { HALF_ROUND } else { meters })
    }

    /// Returns the point on the unit sphere. There, straight-line order equals great-circle order,
    /// also across the 180th meridian.
    pub fn unit_sphere(self) -> [f64; 3] {
        let (sin_lat, cos_lat) = self.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = self.lon.to_radians().sin_cos();
        [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
    }
}

/// A point with precomputed values for repeated distance calculations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PreparedPoint {
    place: LonLat,
    cos_lat: f64,
    on_sphere: [f64; 3],
}

/// Square of half the chord up to which points count as near, on the unit sphere: about 400 miles.
const NEAR: f64 = 0.0025;
/// Distance from a rounding boundary, in meters, within which the chord is not used. The two
/// formulas differ by less than a thousandth of it.
const DOUBT: f64 = 0.001;

impl PreparedPoint {
    /// Prepares a point.
    pub fn new(place: LonLat) -> Self {
        Self {
            place,
            cos_lat: place.lat.to_radians().cos(),
            on_sphere: place.unit_sphere(),
        }
    }

    /// The point.
    pub const fn place(&self) -> LonLat {
        self.place
    }

    /// Returns exactly the distance of [`LonLat::meters_to`]. Uses the chord if the result cannot
    /// differ, otherwise the haversine formula.
    pub fn meters_to(&self, other: &Self) -> Meters {
        self.meters_along(self.chord_squared(other), other)
    }

    /// Returns the same distance from a known squared chord between the two points on the unit
    /// sphere. The other point is rarely read.
    pub fn meters_along(&self, chord_squared: f64, other: &Self) -> Meters {
        along_chord(chord_squared).unwrap_or_else(|| self.by_haversine(other))
    }

    fn chord_squared(&self, other: &Self) -> f64 {
        let ends = self.on_sphere.iter().zip(&other.on_sphere);
        ends.map(|(one, another)| (one - another).powi(2)).sum()
    }

    fn by_haversine(&self, other: &Self) -> Meters {
        let half_height = ((other.place.lat - self.place.lat).to_radians() / 2.0).sin();
        let half_width = ((other.place.lon - self.place.lon).to_radians() / 2.0).sin();
        let share =
            half_height * half_height + self.cos_lat * other.cos_lat * (half_width * half_width);
        whole_meters(EARTH_RADIUS_METERS * (2.0 * share.sqrt().min(1.0).asin()))
    }
}

/// Returns the distance of near points from their squared chord, without trigonometry. Returns
/// `None` if the result is too close to a rounding boundary.
fn along_chord(chord_squared: f64) -> Option<Meters> {
    // Half the chord is the sine of half the angle.
    let square = chord_squared / 4.0;
    if square > NEAR {
        return None;
    }
    // Series of the arc sine, exact to a millionth of a meter here.
    let series = 1.0 + square * (1.0 / 6.0 + square * (3.0 / 40.0 + square * (5.0 / 112.0)));
    let raised = EARTH_RADIUS_METERS * (2.0 * square.sqrt() * series) + 0.5;
    let meters = raised as i64;
    let past = raised - meters as f64;
    (DOUBT..1.0 - DOUBT)
        .contains(&past)
        .then_some(Meters(meters))
}

/// Half of the circumference of the earth, in meters.
const HALF_ROUND: f64 = std::f64::consts::PI * EARTH_RADIUS_METERS;

fn whole_meters(meters: f64) -> Meters {
    Meters((meters + 0.5).floor() as i64)
}

/// A distance in whole meters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Meters(pub i64);

impl Meters {
    /// Returns the distance in miles, rounded half away from zero to two decimals. Negative
    /// distances are differences.
    pub const fn miles(self) -> MilesHundredths {
        let size = quotient(self.0.abs() * 100_000, 1_609_344);
        MilesHundredths(if self.0 < 0 { -size } else { size })
    }

    /// Square of the chord that spans this distance on the unit sphere.
    pub fn unit_chord_squared(self) -> f64 {
        let half_angle =
            (self.0 as f64 / EARTH_RADIUS_METERS / 2.0).min(std::f64::consts::FRAC_PI_2);
        let half_chord = half_angle.sin();
        4.0 * half_chord * half_chord
    }
}

/// Miles in hundredths, the precision of requests and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MilesHundredths(pub i64);

impl MilesHundredths {
    /// Returns the distance in meters, rounded half-up. One mile is 1609.344 meters.
    pub const fn meters(self) -> Meters {
        Meters(quotient(self.0 * 1_609_344, 100_000))
    }

    /// Miles as a floating-point number, for display.
    pub fn miles(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl fmt::Display for MilesHundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}.{:02}",
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).expect("a place")
    }

    #[test]
    fn distance_is_haversine_in_whole_meters() {
        assert_eq!(at(0.0, 0.0).meters_to(at(1.0, 0.0)), Meters(111_195));
        assert_eq!(at(179.99, 52.0).meters_to(at(-179.99, 52.0)), Meters(1369));
        assert_eq!(at(10.0, 90.0).meters_to(at(-170.0, 90.0)), Meters(0));
        assert_eq!(at(0.0, -90.0).meters_to(at(0.0, 90.0)), Meters(20_015_114));
    }

    #[test]
    fn antipodes_are_half_the_earth_apart() {
        for (lon, lat) in [
            (0.0, 0.0),
            (30.0, 45.0),
            (-97.74, 30.27),
            (123.456, -54.321),
            (90.0, 12.34),
        ] {
            let (here, there) = (
                at(lon, lat),
                at(if lon > 0.0 { lon - 180.0 } else { lon + 180.0 }, -lat),
            );
            let apart = here.meters_to(there).0;
            assert!(
                (20_015_113..=20_015_115).contains(&apart),
                "{lon} {lat}: {apart}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn a_prepared_point_measures_the_same_distance(
            lon in -180.0..=180.0, lat in -90.0..=90.0, east in -180.0..=180.0, north in -90.0..=90.0, share in 0.0..1.0,
        ) {
            // Near and far: most sites asked about are a few miles away.
            for share in [1.0, share * 0.001] {
                let here = at(lon, lat);
                let there = at(lon + (east - lon) * share, lat + (north - lat) * share);
                proptest::prop_assert_eq!(
                    PreparedPoint::new(here).meters_to(&PreparedPoint::new(there)),
                    here.meters_to(there)
                );
            }
        }
    }

    #[test]
    fn a_chord_never_rounds_differently() {
        let (mut measured, mut left_alone) = (0, 0);
        for step in 0..200_000_u32 {
            // Points around the globe, poles and 180th meridian included, and others at distances
            // from a few meters to beyond the near range.
            let turn = f64::from(step);
            let here = at(
                (turn * 137.507_764) % 360.0 - 180.0,
                (turn * 0.618_034) % 180.0 - 90.0,
            );
            let (away, bearing) = (10_f64.powf(turn % 997.0 / 166.0 - 5.0), turn * 2.4);
            let lat = (here.lat + away * bearing.cos()).clamp(-90.0, 90.0);
            let lon = (here.lon + away * bearing.sin() + 540.0) % 360.0 - 180.0;
            let (here, there) = (PreparedPoint::new(here), PreparedPoint::new(at(lon, lat)));
            match along_chord(here.chord_squared(&there)) {
                Some(meters) => {
                    assert_eq!(
                        meters,
                        here.place.meters_to(there.place),
                        "{here:?} {there:?}"
                    );
                    measured += 1;
                }
                None => left_alone += 1,
            }
        }
        assert!(
            measured > 190_000 && left_alone > 5_000,
            "{measured} {left_alone}"
        );
    }

    #[test]
    fn near_half_a_meter_the_chord_is_not_used() {
        let degrees = |meters: f64| (meters / EARTH_RADIUS_METERS).to_degrees();
        let from = PreparedPoint::new(at(0.0, 0.0));
        let to = |meters| PreparedPoint::new(at(degrees(meters), 0.0));
        assert_eq!(along_chord(from.chord_squared(&to(1_234.500_5))), None);
        assert_eq!(along_chord(from.chord_squared(&to(1_234.499_5))), None);
        assert_eq!(
            along_chord(from.chord_squared(&to(1234.49))),
            Some(Meters(1234))
        );
        assert_eq!(
            along_chord(from.chord_squared(&to(1234.51))),
            Some(Meters(1235))
        );
        assert_eq!(from.meters_to(&to(1_234.500_5)), Meters(1235));
        assert_eq!(from.meters_to(&to(1_234.499_5)), Meters(1234));
    }

    #[test]
    fn meters_and_miles_round_as_stated() {
        assert_eq!(MilesHundredths(2500).meters(), Meters(40_234));
        assert_eq!(Meters(5166).miles(), MilesHundredths(321));
        assert_eq!(Meters(-5166).miles(), MilesHundredths(-321));
        assert_eq!(MilesHundredths(10).meters(), Meters(161));
    }

    #[test]
    fn coordinates_out_of_range_are_refused() {
        for (lon, lat) in [
            (f64::NAN, 0.0),
            (0.0, f64::NAN),
            (180.1, 0.0),
            (0.0, 90.1),
            (f64::INFINITY, 0.0),
        ] {
            assert_eq!(LonLat::new(lon, lat), Err(InvalidCoordinates));
        }
        assert!(LonLat::new(-180.0, 90.0).is_ok());
    }
}
