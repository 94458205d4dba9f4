//! Input of the rules: one site, and the limits of the audit.

use nearsite_domain::{Day, LonLat, Site, Status};

/// Limits of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditOptions {
    /// The day on which the registrations are examined.
    pub as_of: Day,
    /// Number of different addresses that an NPI of several organizations may have without a
    /// finding.
    pub most_addresses_per_npi: usize,
}

impl AuditOptions {
    /// Default number of addresses per NPI.
    pub const MOST_ADDRESSES_PER_NPI: usize = 10;
}

/// Input of a rule about one site.
pub(super) struct AuditedSite<'a> {
    pub(super) site: &'a Site,
    pub(super) as_of: Day,
    /// The center of its ZIP code, if known.
    pub(super) zip: Option<LonLat>,
}

/// True if a registration is still maintained. Expired and withdrawn ones need no correction and no
/// reminder.
pub(super) const fn is_maintained(status: Status) -> bool {
    match status {
        Status::Draft | Status::Submitted | Status::NeedsInformation | Status::Complete => true,
        Status::Expired | Status::Withdrawn => false,
    }
}
