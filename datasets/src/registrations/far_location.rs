//! Sites whose reported point is far from their ZIP code.

use nearsite_domain::RegistrationId;
use serde::Serialize;

/// Site whose reported point is far from its ZIP code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FarLocation {
    /// Registration id of the site.
    pub registration_id: RegistrationId,
    /// Kilometers between its point and the center of its ZIP code. None if the point is 0/0 and
    /// there is no ZIP code.
    pub kilometres: Option<u64>,
}

/// Sites whose points look wrong. They are still used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FarLocations {
    /// Number of such sites.
    pub count: u64,
    /// First of these sites, in file order.
    pub first: Vec<FarLocation>,
}

impl FarLocations {
    const SHOWN: usize = 50;

    /// Counts a site, and keeps it if it is among the first.
    pub(crate) fn add(&mut self, site: FarLocation) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(site);
        }
    }
}
