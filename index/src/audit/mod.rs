//! Review of registrations: contradictions, and statements that expire.
//!
//! In: the sites' documents, a day and a few limits. Out: [`AuditFinding`]s and [`Lapse`]s in a
//! fixed order. A rule reports only what the data proves: a field that is not stated gives no
//! finding. Rules about one site have a file per family. Rules over several sites are in `shared`,
//! which keeps a few numbers per site and no documents. Not here: files, commands, and the decision
//! which sites are offered. No finding changes an answer.

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
    /// Number of registrations examined: all except expired and withdrawn ones.
    pub registrations: usize,
    /// The contradictions, by kind, then by registration id.
    pub findings: Vec<AuditFinding>,
}

/// Rules that look at one site at a time.
const SITE_RULES: [fn(&AuditedSite<'_>, &mut Vec<AuditFinding>); 5] = [
    setting::check,
    site_address::check,
    equipment::check,
    expired::check,
    stale_scores::check,
];

/// Finds contradictions among the registrations of a snapshot.
///
/// One document is decoded at a time, and about 70 bytes of it are kept. Beyond that, memory grows
/// only with the findings.
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
