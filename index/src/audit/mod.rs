//! Review of registrations: contradictions, and what lapses when.
//!
//! In: the sites' documents, a day and a few limits. Out: [`AuditFinding`]s and [`Lapse`]s in a fixed
//! order. A rule reports only what the data proves: a field that is not stated gives no finding.
//! Rules of one site have a file per family. Rules over several sites are in `shared`, which keeps
//! a few numbers per site and no document. Not here: files, commands, and any decision on which
//! sites are offered. No finding changes an answer.

mod audited_site;
mod equipment;
mod expired;
mod finding;
mod lapses;
mod postal_address;
mod setting;
mod shared;
mod site_address;
mod stale_scores;

pub use audited_site::AuditOptions;
pub use finding::{AuditFinding, FindingKind};
pub use lapses::{Horizon, Lapse, Lapsing, PlanLapses};
pub use site_address::FAR_FROM_ZIP;

use crate::snapshot::{OpenError, Snapshot};
use audited_site::{AuditedSite, is_maintained};
use nearsite_domain::SiteNo;
use shared::{CrossSiteRules, Fingerprints};

/// Result of an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Registrations looked at: all but those that expired or were withdrawn.
    pub registrations: usize,
    /// The contradictions, by kind, then by registration id.
    pub findings: Vec<AuditFinding>,
}

/// The rules that need no other site.
const SITE_RULES: [fn(&AuditedSite<'_>, &mut Vec<AuditFinding>); 5] = [
    setting::check,
    site_address::check,
    equipment::check,
    expired::check,
    stale_scores::check,
];

/// Looks for contradictions among the registrations of a snapshot.
///
/// One document is decoded at a time; what is remembered of it is some seventy bytes. Memory grows
/// with the findings beyond that.
///
/// # Errors
/// When a document does not have the shape the format promises.
pub fn examine(snapshot: &Snapshot, options: &AuditOptions) -> Result<Audit, OpenError> {
    let mut findings = Vec::new();
    let mut ledger = Fingerprints::default();
    for number in (0..snapshot.site_count() as u32).map(SiteNo) {
        let site = snapshot.site(number)?;
        if !is_maintained(site.status) {
            continue;
        }
        let zip = site.address.zip.and_then(|zip| snapshot.zip(zip));
        let audited = AuditedSite {
            site: &site,
            as_of: options.as_of,
            zip: zip.map(|centroid| centroid.place),
        };
        for rule in SITE_RULES {
            rule(&audited, &mut findings);
        }
        ledger.note(number, &site);
    }
    let comparison = CrossSiteRules {
        ledger: &ledger,
        snapshot,
        options,
    };
    comparison.check(&mut findings)?;
    findings.sort_unstable();
    Ok(Audit {
        registrations: ledger.len(),
        findings,
    })
}
