//! Explanation of an empty list: the first cause of every site within reach, and the nearest site
//! that would qualify.
//!
//! The causes come from the same judgment as the list, without the prefilter.

use super::plan::BoundSearch;
use super::response::{Cause, ResultCard, UsedOrigin};
use crate::snapshot::SiteSelection;
use nearsite_domain::{Meters, MilesHundredths, SiteNo};
use std::collections::BTreeMap;

/// Radii in which the nearest site is looked for, one after another. The last one is half the
/// circumference of the earth or more.
const RINGS: [MilesHundredths; 4] = [
    MilesHundredths(10_000),
    MilesHundredths(50_000),
    MilesHundredths(200_000),
    MilesHundredths(1_300_000),
];

/// Explanation of an empty list.
#[derive(Debug, Clone, PartialEq)]
pub struct EmptyList {
    /// Number of sites within the final radius by first cause, in the order of the causes. Without
    /// an origin, of all sites.
    pub causes: BTreeMap<Cause, u32>,
    /// Nearest site that would qualify but for its distance. Absent if there is none, or no origin.
    pub nearest: Option<ResultCard>,
}

impl BoundSearch<'_> {
    /// Explains why no site qualifies within a radius.
    pub(super) fn explain_empty(&self, radius: Meters) -> EmptyList {
        let mut causes = BTreeMap::new();
        let mut count = |site, distance| {
            if let Err(cause) = self.judge(site, distance, radius) {
                *causes.entry(cause).or_default() += 1;
            }
        };
        match self.origin {
            None => (0..self.snapshot.facts().len() as u32)
                .map(SiteNo)
                .for_each(|site| count(site, None)),
            Some(origin) => {
                self.snapshot.tree().each_within(
                    origin.place,
                    radius,
                    SiteSelection::ALL,
                    |site, square| {
                        let distance = self.distance_along(site, square);
                        // The tree also visits sites up to a meter beyond the radius.
                        if distance.is_none_or(|meters| meters <= radius) {
                            count(site, distance);
                        }
                    },
                );
            }
        }
        EmptyList {
            causes,
            nearest: self
                .origin
                .and_then(|origin| self.nearest_qualified(origin))
                .map(|site| self.card_of(site)),
        }
    }

    /// Finds the nearest site that qualifies at any distance. Of equally near ones, the first in
    /// the order of registration ids.
    fn nearest_qualified(&self, origin: UsedOrigin) -> Option<SiteNo> {
        let facts = self.snapshot.facts();
        let tree = self.snapshot.tree();
        RINGS.iter().find_map(|ring| {
            let mut nearest = None;
            tree.each_within(origin.place, ring.meters(), self.among, |site, square| {
                let distance = self.distance_along(site, square);
                if self.judge(site, distance, Meters(i64::MAX)).is_ok() {
                    let key = (distance, facts.id_rank(site), site);
                    if nearest.is_none_or(|least| key < least) {
                        nearest = Some(key);
                    }
                }
            });
            nearest.map(|(.., site)| site)
        })
    }
}
