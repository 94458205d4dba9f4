//! A certificate from what an evaluation found.

use super::form::{
    AccessForm, AlternateForm, CriterionForm, ExcludedForm, Form, Ladder, Miles, NeedsForm,
    OrderForm, OriginForm, PolicyForm, ProfileForm, StatedAccessForm,
};
use super::{Certificate, FORMAT};
use crate::search::{Cause, Origin, Plan, Ranked};
use crate::site_of_care::access::Reach;
use crate::site_of_care::bind::Bound;
use crate::site_of_care::evaluation::{CriterionFinding, Outcome, Question};
use crate::site_of_care::needs::{NeedSet, sedation};
use crate::site_of_care::order::StatedAccess;
use crate::site_of_care::policies::HeldPack;
use crate::site_of_care::reach::Excluded;
use crate::snapshot::Snapshot;
use nearsite_domain::{Bore, Metres, SiteNo};
use std::borrow::Cow;

/// What an evaluation found, as far as it is certified.
pub(in super::super) struct Findings<'a> {
    pub(in super::super) held: &'a HeldPack,
    pub(in super::super) reach: &'a Reach<'a>,
    pub(in super::super) capable: &'a [Ranked],
    pub(in super::super) excluded: &'a [Excluded],
    pub(in super::super) outcome: Outcome,
    pub(in super::super) criteria: &'a [CriterionFinding<'a>],
    pub(in super::super) questions: &'a [Question],
}

/// Writes the certificate of an order.
pub(in super::super) fn issue(
    bound: &Bound<'_>,
    found: &Findings<'_>,
) -> Result<Certificate, serde_json::Error> {
    let snapshot = bound.snapshot;
    let alternates = alternates(snapshot, found.capable);
    let form = Form {
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
            .map(|finding| CriterionForm {
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
    form.to_text().map(Certificate::sealed)
}

fn policy(held: &HeldPack) -> PolicyForm<'_> {
    PolicyForm {
        id: held.pack().id.as_str().into(),
        version: held.pack().version.as_str().into(),
        digest: held.digest().into(),
    }
}

fn profile<'a>(plan: &'a Plan<'_>) -> ProfileForm<'a> {
    ProfileForm {
        name: plan.profile.name.as_str().into(),
        version: plan.profile.version.as_str().into(),
    }
}

fn order<'a>(bound: &'a Bound<'_>) -> OrderForm<'a> {
    let order = bound.order;
    OrderForm {
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
            StatedAccess::Miles(miles) => StatedAccessForm::Miles(Miles(miles)),
            StatedAccess::FederalLadder => StatedAccessForm::Ladder(Ladder::Federal),
        }),
    }
}

fn origin(bound: &Bound<'_>, reach: &Reach<'_>) -> OriginForm<'static> {
    OriginForm {
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

fn access<'a>(reach: &Reach<'a>) -> AccessForm<'a> {
    AccessForm {
        metric: reach.metric,
        miles: Miles(reach.miles),
        minutes: reach.minutes,
        minutes_measured: false,
        min_alternates: reach.min_alternates,
        source: reach.source.into(),
    }
}

/// What alternates had to meet; bores where the order has an MRI.
fn needs(bound: &Bound<'_>) -> NeedsForm {
    let order = bound.order;
    let stated = NeedSet::stated(order, bound.has_mri());
    let open = stated.contains(NeedSet::OPEN_BORE);
    NeedsForm {
        bore: open.then_some(Bore::Open),
        patient_weight_lb: order.weight_lb.filter(|_| stated.contains(NeedSet::WEIGHT)),
        sedation: stated.contains(NeedSet::SEDATION).then(|| sedation(order)),
        patient_age: order.age,
        contrast: stated.contains(NeedSet::CONTRAST).then_some(true),
    }
}

fn alternates<'a>(snapshot: &'a Snapshot, capable: &[Ranked]) -> Vec<AlternateForm<'a>> {
    let sites = capable.iter().map(|ranked| &ranked.site);
    let placed =
        sites.filter_map(|site| Some((place(snapshot, site.site, site.distance?), site.site)));
    let form = |(place, site)| AlternateForm {
        registration_id: snapshot.registration_id(site).into(),
        metres: metres(place),
    };
    in_order(placed, |&(place, _)| place).map(form).collect()
}

fn excluded<'a>(snapshot: &'a Snapshot, excluded: &[Excluded]) -> Vec<ExcludedForm<'a>> {
    let placed = excluded.iter().map(|excluded| {
        let place = place(snapshot, excluded.site, excluded.distance);
        (place, excluded.site, excluded.cause)
    });
    let form = |(place, site, cause): (u64, SiteNo, Cause)| ExcludedForm {
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

/// The place of a site in a certificate: by distance, then id. One number is compared quicker than two, and no distance on Earth needs
/// more than 32 bits.
fn place(snapshot: &Snapshot, site: SiteNo, distance: Metres) -> u64 {
    let id_rank = snapshot.facts().id_rank(site);
    (distance.0 as u64) << u32::BITS | u64::from(id_rank)
}

const fn metres(place: u64) -> i64 {
    (place >> u32::BITS) as i64
}
