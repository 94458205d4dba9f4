//! Locations of sites: R-trees over points on the unit sphere.
//!
//! In three dimensions, radius and nearest-neighbor queries are exact across the 180th meridian and
//! at the poles. The trees find candidates with some slack. [`LonLat::meters_to`] then decides.
//!
//! A snapshot numbers its sites along a Hilbert curve, so sites with consecutive numbers are close
//! to each other. The tree for a radius holds boxes around runs of consecutive sites: few boxes to
//! check, and the sites of a run are adjacent in memory.

use super::prefilter::{SiteSelection, WORD};
use nearsite_domain::{LonLat, Meters, SiteNo};
use rstar::primitives::GeomWithData;
use rstar::{AABB, PointDistance, RStarInsertionStrategy, RTree, RTreeObject, RTreeParams};
use std::convert::Infallible;
use std::ops::ControlFlow;

/// Slack added to a radius. Distances are rounded to the meter, so a site up to half a meter beyond
/// the radius counts as within it.
const SLACK_METERS: i64 = 1;

/// Parameters of a tree that is loaded once and never changed: wide nodes make it shallow.
struct WideNodes;

impl RTreeParams for WideNodes {
    const MIN_SIZE: usize = 8;
    const MAX_SIZE: usize = 16;
    const REINSERTION_COUNT: usize = 4;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// Box around the sites of one bitmap word, which have consecutive numbers.
struct Run {
    word: usize,
    around: AABB<[f64; 3]>,
}

impl RTreeObject for Run {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        self.around
    }
}

/// Locations of all sites.
pub(crate) struct SiteTree {
    places: Vec<[f64; 3]>,
    runs: RTree<Run, WideNodes>,
    sites: RTree<GeomWithData<[f64; 3], u32>, WideNodes>,
}

impl SiteTree {
    /// Loads all points at once.
    pub(crate) fn new(places: impl Iterator<Item = LonLat>) -> Self {
        let places: Vec<[f64; 3]> = places.map(LonLat::unit_sphere).collect();
        let run = |(word, places): (usize, &[[f64; 3]])| Run {
            word,
            around: AABB::from_points(places),
        };
        let runs = places.chunks(WORD).enumerate().map(run).collect();
        let site = |(place, site)| GeomWithData::new(place, site);
        let sites = places.iter().copied().zip(0..).map(site).collect();
        Self {
            places,
            runs: RTree::bulk_load_with_params(runs),
            sites: RTree::bulk_load_with_params(sites),
        }
    }

    /// Visits every selected site within the radius, and possibly some up to a meter beyond, with
    /// the squared chord to it.
    ///
    /// The tree is queried for the cube around the ball, because comparing corners is faster than
    /// computing the distance to every node. Internal iteration needs no stack on the heap.
    pub(crate) fn each_within(
        &self,
        origin: LonLat,
        radius: Meters,
        among: SiteSelection<'_>,
        mut visit: impl FnMut(SiteNo, f64),
    ) {
        let reach = Meters(radius.0 + SLACK_METERS).unit_chord_squared();
        let (center, half) = (origin.unit_sphere(), reach.sqrt());
        let cube = AABB::from_corners(
            center.map(|middle| middle - half),
            center.map(|middle| middle + half),
        );
        let ControlFlow::<Infallible>::Continue(()) =
            self.runs.locate_in_envelope_intersecting_int(cube, |run| {
                for site in among.sites(run.word) {
                    let Some(place) = self.places.get(site.index()) else {
                        break;
                    };
                    let square = place.distance_2(&center);
                    if square <= reach {
                        visit(site, square);
                    }
                }
                ControlFlow::Continue(())
            });
    }

    /// Returns all sites, nearest first.
    pub(crate) fn nearest(&self, origin: LonLat) -> impl Iterator<Item = SiteNo> {
        self.sites
            .nearest_neighbor_iter(origin.unit_sphere())
            .map(|point| SiteNo(point.data))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::super::prefilter::SiteBitmap;
    use super::*;
    use proptest::prelude::*;

    fn place() -> impl Strategy<Value = LonLat> {
        let degrees = (-180.0..=180.0, -90.0..=90.0);
        degrees.prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap())
    }

    proptest! {
        #[test]
        fn everyone_of_some_within_reach_is_visited_once(
            sites in prop::collection::vec((place(), any::<(bool, bool)>()), 0..100),
            origin in place(),
            miles in 1i64..8_000,
        ) {
            let radius = Meters(miles * 1_609);
            let tree = SiteTree::new(sites.iter().map(|&(place, _)| place));
            let (mut open, mut near) = (SiteBitmap::empty(sites.len()), SiteBitmap::empty(sites.len()));
            for (site, &(_, (is_open, is_near))) in (0..).map(SiteNo).zip(&sites) {
                if is_open {
                    open.add(site);
                }
                if is_near {
                    near.add(site);
                }
            }
            for (among, counts) in [
                (SiteSelection::ALL, &(|_| true) as &dyn Fn((bool, bool)) -> bool),
                (SiteSelection::each_of([Some(&open), None, None]), &|(is_open, _)| is_open),
                (SiteSelection::each_of([Some(&open), None, Some(&near)]), &|(is_open, is_near)| is_open && is_near),
            ] {
                let mut visited = Vec::new();
                tree.each_within(origin, radius, among, |site, _| visited.push(site.index()));
                visited.sort_unstable();
                let slack = Meters(radius.0 + SLACK_METERS + 1);
                let certain = |&site: &usize| counts(sites[site].1) && sites[site].0.meters_to(origin) <= radius;
                let possible = |&site: &usize| counts(sites[site].1) && sites[site].0.meters_to(origin) <= slack;
                prop_assert!(visited.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(visited.iter().all(possible));
                prop_assert!((0..sites.len()).filter(certain).all(|site| visited.contains(&site)));
            }
        }
    }
}
