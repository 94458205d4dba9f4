//! The evidence of a stated rate, from its dates, its kind and the providers that share it.

use super::cells::optional;
use super::columns::{COUNT, EXPIRES_ON, LAST_UPDATED_ON};
use super::words::ArrangementWord;
use nearsite_domain::{Day, Evidence, Window};

/// Most NPIs that may share a site rate.
const MOST_NPIS_OF_A_SITE: u32 = 50;
/// Most sites that an NPI or TIN may have for a site rate.
const MOST_SITES_OF_AN_NPI: usize = 10;
/// Days after which a rate counts as an estimate. Files are due every month.
const STALE_AFTER_DAYS: i32 = 365;

/// The facts that decide the evidence of a rate.
pub(super) struct EvidenceFacts {
    pub(super) is_hospital: bool,
    pub(super) by_tin: bool,
    /// Number of NPIs that share the rate. If it is not stated, it may be large.
    pub(super) group_size: Option<u32>,
    pub(super) sites: usize,
    pub(super) negotiated_type: Option<ArrangementWord>,
    /// True if the rate is stale or its age is unknown.
    pub(super) is_old: bool,
}

impl EvidenceFacts {
    /// Returns the evidence. A derived or old rate is an estimate, and a rate of many providers a
    /// group rate. A rate of this site alone is a site rate, or a fee schedule if it says so.
    pub(super) fn evidence(&self) -> Evidence {
        let is_shared = self.sites > MOST_SITES_OF_AN_NPI
            || self.by_tin && (!self.is_hospital || self.sites > 1)
            || self
                .group_size
                .is_none_or(|size| size > MOST_NPIS_OF_A_SITE);
        match self.negotiated_type {
            _ if self.is_old => Evidence::Estimate,
            Some(ArrangementWord::Derived) => Evidence::Estimate,
            Some(ArrangementWord::FeeSchedule) => Evidence::FeeSchedule,
            _ if is_shared => Evidence::GroupRate,
            _ => Evidence::SiteRate,
        }
    }
}

/// The dates of a rate.
pub(super) struct RateDates {
    /// From the date of the file to the expiration of the rate. A date that is blank or unreadable
    /// leaves its end open.
    pub(super) window: Window,
    /// True if the date of the file is blank, or a date is unreadable.
    pub(super) are_unknown: bool,
}

impl RateDates {
    /// Reads the dates. 9999-12-31 means that the rate does not expire.
    pub(super) fn read(cells: &[&str; COUNT]) -> Self {
        let from = cells[LAST_UPDATED_ON].parse().ok();
        let expires = optional(cells, EXPIRES_ON).filter(|&day| day != "9999-12-31");
        let to = expires.and_then(|day| day.parse().ok());
        Self {
            window: Window { from, to },
            are_unknown: from.is_none() || expires.is_some() && to.is_none(),
        }
    }

    pub(super) fn is_stale(&self, as_of: Day) -> bool {
        self.window
            .from
            .is_some_and(|day| as_of.days_since_epoch() - day.days_since_epoch() > STALE_AFTER_DAYS)
    }
}
