//! Contradictions of a site's address: a post-office box, a mail drop, or a point far from its ZIP
//! code.

use super::audited_site::AuditedSite;
use super::finding::quote;
use super::postal_address::{is_po_box, mail_drop};
use super::{AuditFinding, FindingKind};
use nearsite_domain::{Address, Meters, Precision};

/// Distance from the center of the ZIP code beyond which a point is reported. Only the largest
/// rural ZIP codes extend this far.
pub const FAR_FROM_ZIP: Meters = Meters(100_000);

const ADDRESS: &str = "address.line1, address.line2";

pub(super) fn check(audited: &AuditedSite<'_>, findings: &mut Vec<AuditFinding>) {
    let site = audited.site;
    let mut find = |kind, place: &str, what| {
        findings.push(AuditFinding::new(kind, &site.registration_id, place, what));
    };
    if is_po_box(&site.address) {
        let what = format!(
            "the practice address is a post-office box: {}",
            display_address(&site.address)
        );
        find(FindingKind::PoBoxAddress, ADDRESS, what);
    }
    if let Some(drop) = mail_drop(&site.address) {
        let what = format!(
            "the practice address is a mail drop ({drop}): {}",
            display_address(&site.address)
        );
        find(FindingKind::MailingAddressShared, ADDRESS, what);
    }
    if let Some(meters) = far_from_zip(audited) {
        let what = format!(
            "the reported point is {} km from the center of its ZIP code",
            meters.0 / 1000
        );
        find(
            FindingKind::LocationFarFromZip,
            "location, address.zip",
            what,
        );
    }
}

/// Returns the distance between the reported point and the center of the ZIP code, if it is too
/// large. A site without a point is placed at the center, so it is never reported.
fn far_from_zip(audited: &AuditedSite<'_>) -> Option<Meters> {
    let location = audited.site.location;
    let meters = audited.zip?.meters_to(location.place);
    (location.precision == Precision::Reported && meters > FAR_FROM_ZIP).then_some(meters)
}

/// Returns both address lines and the ZIP code, for messages.
pub(super) fn display_address(address: &Address) -> String {
    let lines = [&address.line1, &address.line2].into_iter().flatten();
    let lines = lines.map(|line| quote(line.trim()));
    lines
        .chain(address.zip.map(|zip| zip.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}
