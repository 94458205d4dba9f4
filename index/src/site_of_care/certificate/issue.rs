//! A certificate from what an evaluation found.

use super::content::{
    CertificateContent, CertifiedAccess, CertifiedAccessOverride, CertifiedAlternate,
    CertifiedCriterion, CertifiedExclusion, CertifiedNeeds, CertifiedOrder, CertifiedOrigin,
    CertifiedPolicy, CertifiedProfile, Ladder, Miles,
};
use super::{Certificate, FORMAT};
use crate::search::{BoundSearch, Cause, Origin, RankedSite};
use crate::site_of_care::decision::scan::ExcludedSite;
use crate::site_of_care::findings::{CriterionFinding, FactQuestion, ReviewOutcome};
use crate::site_of_care::order::access::AccessStandard;
use crate::site_of_care::order::bind::BoundOrder;
use crate::site_of_care::order::definition::StatedAccess;
use crate::site_of_care::order::needs::{NeedSet, sedation};
use crate::site_of_care::policy::policies::CheckedPack;
use crate::snapshot::Snapshot;
use nearsite_domain::{Bore, Meters, SiteNo};
use std::borrow::Cow;

/// Certified parts of an evaluation.
pub(crate) struct CertifiedFindings<'a> {
    pub(crate) held: &'a CheckedPack,
    pub(crate) reach: &'a AccessStandard<'a>,
    pub(crate) capable: &'a [RankedSite],
    pub(crate) excluded: &'a [ExcludedSite],
    pub(crate) outcome: ReviewOutcome,
    pub(crate) criteria: &'a [CriterionFinding<'a>],
    pub(crate) questions: &'a [FactQuestion],
}

/// Writes the certificate of an order.
pub(crate) fn issue(
    bound: &BoundOrder<'_>,
    found: &CertifiedFindings<'_>,
) -> Result<Certificate, serde_json::Error> {
    let snapshot = bound.snapshot;
    let alternates = alternates(snapshot, found.capable);
    let form = CertificateContent {
        format: FORMAT,
        snapshot: snapshot.id().into(),
        as_of: bound.order.service_date,
        policy: policy(found.held),
        profile: profile(&bound.first),
        order: order(bound),
        origin: origin(bound, found.reach),
        access: access(found.reach),
        radius_metres: found.reach.radius().0,
        needs: needs(bound),
        none_exists: alternates.is_empty(),
        alternates,
        excluded: excluded(snapshot, found.excluded),
        outcome: found.outcome,
        criteria: found
            .criteria
            .iter()
            .map(|finding| CertifiedCriterion {
                key: finding.criterion.key.as_str().into(),
                status: finding.status,
            })
            .collect(),
        questions: found
            .questions
            .iter()
            .map(|question| question.fact)
            .collect(),
    };
    form.to_text().map(Certificate::with_digest)
}

fn policy(held: &CheckedPack) -> CertifiedPolicy<'_> {
    CertifiedPolicy {
        id: held.pack().id.as_str().into(),
        version: held.pack().version.as_str().into(),
        digest: held.digest().into(),
    }
}

fn profile<'a>(plan: &'a BoundSearch<'_>) -> CertifiedProfile<'a> {
    CertifiedProfile {
        name: plan.profile.name.as_str().into(),
        version: plan.profile.version.as_str().into(),
    }
}

fn order<'a>(bound: &'a BoundOrder<'_>) -> CertifiedOrder<'a> {
    let order = bound.order;
    CertifiedOrder {
        procedures: order
            .procedures
            .iter()
            .map(|code| code.as_str().into())
            .collect(),
        network: order.network.as_str().into(),
        payer: order.payer.as_str().into(),
        programme: order.programme.as_str().into(),
        line_of_business: order.line,
        state: order.state.as_str().into(),
        funding: order.funding,
        service_date: order.service_date,
        urgency: order.urgency,
        age: order.age,
        weight_lb: order.weight_lb,
        sedation: order.sedation,
        site: bound.snapshot.registration_id(bound.site).into(),
        place_of_service: order.place_of_service.as_deref().map(Cow::from),
        facts: order.facts.clone(),
        access: order.access.map(|access| match access {
            StatedAccess::Miles(miles) => CertifiedAccessOverride::Miles(Miles(miles)),
            StatedAccess::FederalLadder => CertifiedAccessOverride::Ladder(Ladder::Federal),
        }),
    }
}

fn origin(bound: &BoundOrder<'_>, reach: &AccessStandard<'_>) -> CertifiedOrigin<'static> {
    CertifiedOrigin {
        lat: bound.origin.place.lat(),
        lon: bound.origin.place.lon(),
        source: bound.origin.source.into(),
        zip: match bound.order.origin {
            Origin::Place(_) => None,
            Origin::Zip(zip) => Some(zip.to_string().into()),
        },
        kind: bound.order.origin_kind,
        county_type: reach.county_type,
    }
}

fn access<'a>(reach: &AccessStandard<'a>) -> CertifiedAccess<'a> {
    CertifiedAccess {
        metric: reach.metric,
        miles: Miles(reach.miles),
        minutes: reach.minutes,
        minutes_measured: false,
        min_alternates: reach.min_alternates,
        source: reach.source.into(),
    }
}

/// Returns the requirements for alternates, with bores if the order has an MRI.
fn needs(bound: &BoundOrder<'_>) -> CertifiedNeeds {
    let order = bound.order;
    let stated = NeedSet::stated(order, bound.has_mri());
    let open = stated.contains(NeedSet::OPEN_BORE);
    CertifiedNeeds {
        bore: open.then_some(Bore::Open),
        patient_weight_lb: order.weight_lb.filter(|_| stated.contains(NeedSet::WEIGHT)),
        sedation: stated.contains(NeedSet::SEDATION).then(|| sedation(order)),
        patient_age: order.age,
        contrast: stated.contains(NeedSet::CONTRAST).then_some(true),
    }
}

fn alternates<'a>(snapshot: &'a Snapshot, capable: &[RankedSite]) -> Vec<CertifiedAlternate<'a>> {
    let sites = capable.iter().map(|ranked| &ranked.site);
    let placed =
        sites.filter_map(|site| Some((place(snapshot, site.site, site.distance?), site.site)));
    let form = |(place, site)| CertifiedAlternate {
        registration_id: snapshot.registration_id(site).into(),
        metres: metres(place),
    };
    in_order(placed, |&(place, _)| place).map(form).collect()
}

fn excluded<'a>(snapshot: &'a Snapshot, excluded: &[ExcludedSite]) -> Vec<CertifiedExclusion<'a>> {
    let placed = excluded.iter().map(|excluded| {
        let place = place(snapshot, excluded.site, excluded.distance);
        (place, excluded.site, excluded.cause)
    });
    let form = |(place, site, cause): (u64, SiteNo, Cause)| CertifiedExclusion {
        registration_id: snapshot.registration_id(site).into(),
        metres: metres(place),
        cause: cause.as_str().into(),
    };
    in_order(placed, |&(place, ..)| place).map(form).collect()
}

fn in_order<T>(
    sites: impl Iterator<Item = T>,
    place: impl Fn(&T) -> u64,
) -> impl Iterator<Item = T> {
    let mut sites: Vec<T> = sites.collect();
    sites.sort_unstable_by_key(place);
    sites.into_iter()
}

/// The place of a site in a certificate: by distance, then id. One number is compared quicker than
/// two, and no distance on Earth needs more than 32 bits.
fn place(snapshot: &Snapshot, site: SiteNo, distance: Meters) -> u64 {
    let id_rank = snapshot.facts().id_rank(site);
    (distance.0 as u64) << u32::BITS | u64::from(id_rank)
}

const fn metres(place: u64) -> i64 {
    (place >> u32::BITS) as i64
}
