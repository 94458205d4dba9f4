//! Places of sites: ZIPs drawn by population inside the requested areas, and a point near each
//! centroid.
//!
//! A whole nation of at least 200 sites also gets a few fixed sites at its far ends: Alaska on both
//! sides of 180 degrees, Hawaii, Guam, American Samoa and Puerto Rico. They expose errors in the
//! arithmetic of longitudes.

use std::collections::BTreeSet;

use super::error::{SynthError, SynthPlace};
use super::options::{SynthArea, SynthOptions, SynthZip};
use super::random::{RandomStream, cos_degrees, hash};

const STREAM: u64 = 1;

/// Fewest sites of a nation with outposts. In a smaller one they would be too large a share.
const SITES_WORTH_OUTPOSTS: u32 = 200;

const MILES_PER_DEGREE: f64 = 69.09;

/// A point in hundred-thousandths of a degree, about a meter. Integers keep it exact in every file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct MapPoint {
    pub(super) lon: i32,
    pub(super) lat: i32,
}

impl MapPoint {
    fn of_degrees(lon: f64, lat: f64) -> Self {
        let wrapped = if lon > 180.0 {
            lon - 360.0
        } else if lon < -180.0 {
            lon + 360.0
        } else {
            lon
        };
        Self {
            lon: (wrapped * 1e5).round() as i32,
            lat: (lat.clamp(-89.0, 89.0) * 1e5).round() as i32,
        }
    }
}

/// The ZIP, town and point of one site.
pub(super) struct SiteAddress<'a> {
    pub(super) zip: &'a str,
    pub(super) city: &'a str,
    pub(super) state: &'a str,
    /// Absent: the site reports no point of its own.
    pub(super) location: Option<MapPoint>,
}

impl SiteAddress<'_> {
    /// Returns the price level of the market, in thousandths of the national level. There is one
    /// per first three digits of the ZIP.
    pub(super) fn market_per_mille(&self) -> u64 {
        800 + hash(&["market", self.zip.get(..3).unwrap_or("")]) % 501
    }
}

/// The ZIPs of one area, ready to be drawn by population.
struct ZipPool<'a> {
    /// Never empty.
    zips: Vec<&'a SynthZip>,
    /// Residents up to and including each ZIP.
    residents: Vec<u64>,
}

impl<'a> ZipPool<'a> {
    fn new(
        place: Option<&SynthPlace>,
        zips: impl Iterator<Item = &'a SynthZip>,
    ) -> Result<Self, SynthError> {
        let mut inhabited: Vec<&SynthZip> =
            zips.filter(|zip| zip.population.unwrap_or(0) > 0).collect();
        // The order of the ZIP table is not part of the options.
        inhabited.sort_by(|left, right| left.zip.cmp(&right.zip));
        if inhabited.is_empty() {
            return Err(SynthError::Nowhere {
                place: place.cloned(),
            });
        }
        let residents = inhabited
            .iter()
            .scan(0, |sum, zip| {
                *sum += u64::from(zip.population.unwrap_or(0));
                Some(*sum)
            })
            .collect();
        Ok(Self {
            zips: inhabited,
            residents,
        })
    }

    fn draw(&self, rng: &mut RandomStream) -> &'a SynthZip {
        let ticket = rng.below(self.residents.last().copied().unwrap_or(0));
        let index = self.residents.partition_point(|&sum| sum <= ticket);
        // A pool is never empty, and the ticket is below the last sum.
        self.zips[index.min(self.zips.len() - 1)]
    }
}

/// All places for the sites of one nation.
pub(super) struct SynthNation<'a> {
    seed: u64,
    sites: u64,
    /// True if one site in a thousand reports a point far from its ZIP.
    strays: bool,
    /// ZIPs of each area, with the sum of shares up to and including it. It is never empty.
    pools: Vec<(u64, ZipPool<'a>)>,
    outposts: &'static [Outpost],
}

impl<'a> SynthNation<'a> {
    /// Gathers the ZIPs of each area.
    pub(super) fn new(options: &SynthOptions, zips: &'a [SynthZip]) -> Result<Self, SynthError> {
        let (mut pools, mut shares) = (Vec::new(), 0);
        for SynthArea { place, share } in &options.areas {
            shares += u64::from(*share);
            pools.push((shares, pool_at(place, zips)?));
        }
        if options.areas.is_empty() {
            shares = 1;
            pools.push((shares, ZipPool::new(None, zips.iter())?));
        }
        if shares == 0 {
            return Err(SynthError::NoShare);
        }
        let far = options.areas.is_empty() && options.sites >= SITES_WORTH_OUTPOSTS;
        let outposts: &[Outpost] = if far { &OUTPOSTS } else { &[] };
        Ok(Self {
            seed: options.seed,
            sites: u64::from(options.sites),
            strays: options.contradictions,
            pools,
            outposts,
        })
    }

    /// Returns the states that may have a site.
    pub(super) fn states(&self) -> BTreeSet<&str> {
        let inhabited = self
            .pools
            .iter()
            .flat_map(|(_, pool)| pool.zips.iter().map(|zip| zip.state.as_str()));
        inhabited
            .chain(self.outposts.iter().map(|outpost| outpost.state))
            .collect()
    }

    /// Draws the place of the site with this ordinal. The last ones are the outposts.
    pub(super) fn address(&self, ordinal: u64) -> SiteAddress<'a> {
        let from_the_end = self.sites.saturating_sub(ordinal + 1) as usize;
        if let Some(outpost) = self.outposts.get(from_the_end) {
            let location = Some(MapPoint::of_degrees(outpost.lon, outpost.lat));
            return SiteAddress {
                zip: outpost.zip,
                city: outpost.city,
                state: outpost.state,
                location,
            };
        }
        let mut rng = RandomStream::new(self.seed, STREAM, ordinal);
        let ticket = rng.below(self.pools.last().map_or(0, |(shares, _)| *shares));
        let index = self.pools.partition_point(|(shares, _)| *shares <= ticket);
        // There is a pool, and the ticket is below the last share.
        let zip = self.pools[index.min(self.pools.len() - 1)].1.draw(&mut rng);
        SiteAddress {
            zip: &zip.zip,
            city: &zip.city,
            state: &zip.state,
            location: point_near(&mut rng, zip, self.strays),
        }
    }
}

/// Gathers the ZIPs of one place.
fn pool_at<'a>(place: &SynthPlace, zips: &'a [SynthZip]) -> Result<ZipPool<'a>, SynthError> {
    match place {
        SynthPlace::State(state) => {
            ZipPool::new(Some(place), zips.iter().filter(|zip| zip.state == *state))
        }
        SynthPlace::Around { zip, radius_miles } => {
            let center = zips.iter().find(|row| row.zip == *zip);
            let center = center.ok_or_else(|| SynthError::Nowhere {
                place: Some(place.clone()),
            })?;
            let near =
                |row: &&SynthZip| square_miles_between(center, row) <= radius_miles * radius_miles;
            ZipPool::new(Some(place), zips.iter().filter(near))
        }
    }
}

/// Returns the square of the distance between two ZIPs on a flat map, exact to one percent for the
/// size of an area.
fn square_miles_between(one: &SynthZip, other: &SynthZip) -> f64 {
    let turn = (one.lon - other.lon).abs();
    let turn = if turn > 180.0 { 360.0 - turn } else { turn };
    let east = turn * cos_degrees(f64::midpoint(one.lat, other.lat));
    let north = one.lat - other.lat;
    (east * east + north * north) * MILES_PER_DEGREE * MILES_PER_DEGREE
}

/// Draws a point about a mile from the centroid. Six sites in a hundred report no point, and so tie
/// in distance with others of their ZIP. If `strays` is set, one in a thousand reports a point far
/// from its ZIP.
fn point_near(rng: &mut RandomStream, zip: &SynthZip, strays: bool) -> Option<MapPoint> {
    if rng.chance(60) {
        return None;
    }
    let spread = if rng.chance(1) && strays { 0.8 } else { 0.013 };
    let north = spread * rng.normal();
    let east = spread * rng.normal() / cos_degrees(zip.lat.clamp(-80.0, 80.0));
    Some(MapPoint::of_degrees(zip.lon + east, zip.lat + north))
}

/// A fixed place at the far end of the nation.
struct Outpost {
    zip: &'static str,
    city: &'static str,
    state: &'static str,
    lon: f64,
    lat: f64,
}

const fn outpost(
    zip: &'static str,
    city: &'static str,
    state: &'static str,
    lon: f64,
    lat: f64,
) -> Outpost {
    Outpost {
        zip,
        city,
        state,
        lon,
        lat,
    }
}

const OUTPOSTS: [Outpost; 16] = [
    outpost("99546", "Adak", "AK", -176.651_2, 51.880_4),
    outpost("99546", "Amchitka", "AK", 179.259_1, 51.407_7),
    outpost("99546", "Amchitka", "AK", 179.102_3, 51.443_8),
    outpost("99546", "Amatignak", "AK", -179.108_8, 51.262_2),
    outpost("99546", "Semisopochnoi", "AK", 179.598_4, 51.929_7),
    outpost("99546", "Tanaga", "AK", -178.143_0, 51.885_1),
    outpost("99546", "Shemya", "AK", 174.113_9, 52.712_3),
    outpost("96813", "Honolulu", "HI", -157.858_3, 21.306_9),
    outpost("96720", "Hilo", "HI", -155.086_6, 19.707_1),
    outpost("96910", "Hagatna", "GU", 144.749_4, 13.475_6),
    outpost("96931", "Tamuning", "GU", 144.781_3, 13.487_7),
    outpost("96913", "Barrigada", "GU", 144.799_2, 13.468_9),
    outpost("00901", "San Juan", "PR", -66.105_7, 18.466_3),
    outpost("00918", "San Juan", "PR", -66.058_1, 18.418_4),
    outpost("00716", "Ponce", "PR", -66.598_8, 17.998_2),
    outpost("96799", "Pago Pago", "AS", -170.702_0, -14.275_6),
];
