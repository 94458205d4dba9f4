//! Locations of sites: R-trees over points on the unit sphere.
//!
//! In three dimensions radius and nearest are exact across the 180th meridian and at the poles,
//! where degrees would fail. The trees find candidates with a little slack; [`LonLat::meters_to`]
//! decides.
//!
//! A snapshot numbers its sites along a space-filling curve, so sites with neighboring numbers are
//! neighbors. Sites within a radius are found run by run: few boxes to check, and the sites of a
//! run are adjacent in memory.

use super::prefilter::{SiteSelection, WORD};
use nearsite_domain::{LonLat, Meters, SiteNo};
use rstar::primitives::GeomWithData;
use rstar::{AABB, PointDistance, RStarInsertionStrategy, RTree, RTreeObject, RTreeParams};
use std::convert::Infallible;
use std::ops::ControlFlow;

/// Distances are rounded half-up to the meter, so a site may be up to half a meter beyond the
/// radius within which it counts.
const SLACK_METERS: i64 = 1;

/// The tree is loaded once and only asked: wide nodes mean fewer of them between the root and a
/// site.
struct WideNodes;

impl RTreeParams for WideNodes {
    const MIN_SIZE: usize = 8;
    const MAX_SIZE: usize = 16;
    const REINSERTION_COUNT: usize = 4;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The box around the sites of one word, which have consecutive numbers.
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

/// All sites by place.
pub(crate) struct SiteTree {
    places: Vec<[f64; 3]>,
    runs: RTree<Run, WideNodes>,
    sites: RTree<GeomWithData<[f64; 3], u32>, WideNodes>,
}

impl SiteTree {
    /// Loads all points at once. Places are finite by their type, so none can get lost in the tree.
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

    /// Visits every site of some within the radius, and perhaps some a metre beyond, with the
    /// square of the chord to it.
    ///
    /// The tree is asked for the cube around the ball, by internal iteration: comparing corners is
    /// quicker than a distance to every node on the way, and no stack is kept.
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

    /// All sites, nearest first.
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
            let (mut open, mut near) = (SiteBitmap::none_of(sites.len()), SiteBitmap::none_of(sites.len()));
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
