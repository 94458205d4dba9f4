//! Where sites are: an R-tree over points on the unit sphere.
//!
//! In three dimensions radius and nearest are exact across 180 degrees and at the poles, where degrees would lie. The tree finds
//! candidates with a little slack; [`LonLat::metres_to`] decides.

use crate::domain::{LonLat, Metres, SiteNo};
use rstar::primitives::GeomWithData;
use rstar::{AABB, PointDistance, RStarInsertionStrategy, RTree, RTreeParams};
use std::convert::Infallible;
use std::ops::ControlFlow;

/// Distances are rounded half-up to the metre, so a site may lie up to half a metre beyond the radius it counts as within.
const SLACK_METRES: i64 = 1;

/// The tree is loaded once and only asked: wide nodes mean fewer of them between the root and a site.
struct WideNodes;

impl RTreeParams for WideNodes {
    const MIN_SIZE: usize = 8;
    const MAX_SIZE: usize = 16;
    const REINSERTION_COUNT: usize = 4;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// All sites by place.
pub(crate) struct SiteTree {
    tree: RTree<GeomWithData<[f64; 3], u32>, WideNodes>,
}

impl SiteTree {
    /// Loads all points at once. Places are finite by their type, so none can get lost in the tree.
    pub(crate) fn new(places: impl Iterator<Item = LonLat>) -> Self {
        let points = places
            .zip(0..)
            .map(|(place, site)| GeomWithData::new(place.unit_sphere(), site))
            .collect();
        Self {
            tree: RTree::bulk_load_with_params(points),
        }
    }

    /// Visits every site within the radius, and perhaps some a metre beyond.
    ///
    /// The tree is asked for the cube around the ball, by internal iteration: comparing corners is quicker than a distance to every
    /// node on the way, and no stack is kept.
    pub(crate) fn each_within(
        &self,
        origin: LonLat,
        radius: Metres,
        mut visit: impl FnMut(SiteNo),
    ) {
        let reach = Metres(radius.0 + SLACK_METRES).unit_chord_squared();
        let (centre, half) = (origin.unit_sphere(), reach.sqrt());
        let cube = AABB::from_corners(
            centre.map(|middle| middle - half),
            centre.map(|middle| middle + half),
        );
        let ControlFlow::<Infallible>::Continue(()) =
            self.tree.locate_in_envelope_int(cube, |point| {
                if point.geom().distance_2(&centre) <= reach {
                    visit(SiteNo(point.data));
                }
                ControlFlow::Continue(())
            });
    }

    /// All sites, nearest first.
    pub(super) fn nearest(&self, origin: LonLat) -> impl Iterator<Item = SiteNo> {
        self.tree
            .nearest_neighbor_iter(origin.unit_sphere())
            .map(|point| SiteNo(point.data))
    }
}
