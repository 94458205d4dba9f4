//! Sites whose reported point is far from their ZIP code.

use nearsite_domain::RegistrationId;
use serde::Serialize;

/// A site whose reported point lies far from its ZIP code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FarLocation {
    /// The site.
    pub registration_id: RegistrationId,
    /// Kilometres between its point and the centre of its ZIP code; none when the point is 0/0 and there is no ZIP code.
    pub kilometres: Option<u64>,
}

/// Sites whose points look wrong. They are used all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FarLocations {
    /// How many.
    pub count: u64,
    /// The first of them, in file order.
    pub first: Vec<FarLocation>,
}

impl FarLocations {
    const SHOWN: usize = 50;

    /// Counts one, and keeps it if it is among the first.
    pub(crate) fn add(&mut self, site: FarLocation) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(site);
        }
    }
}
