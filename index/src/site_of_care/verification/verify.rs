//! Checks a certificate: its form, its hash, what it names, and everything it says by computing it
//! again.

use crate::search::Origin;
use crate::site_of_care::certificate::content::{
    CertificateContent, CertifiedAccessOverride, CertifiedOrder, CertifiedOriginSource, Ladder,
};
use crate::site_of_care::certificate::{DIGEST, DIGEST_LENGTH, END, FORMAT};
use crate::site_of_care::findings::{EvaluationError, ReviewOutcome};
use crate::site_of_care::order::definition::{Order, RequestedSite, StatedAccess};
use crate::site_of_care::policy::policies::{CheckedPack, Policies, PolicyLookup};
use crate::site_of_care::verification::difference::{CertificateDifference, find};
use crate::snapshot::Snapshot;
use nearsite_domain::{
    Audience, Day, InvalidId, LonLat, NetworkId, ProcedureCode, RegistrationId, ZipCode,
};

/// Result of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCertificate {
    /// Hash of the certificate.
    pub digest: String,
    /// The snapshot it was issued from.
    pub snapshot: String,
    /// The policy it was issued under.
    pub policy: String,
    /// The service date.
    pub as_of: Day,
    /// Outcome of the review.
    pub outcome: ReviewOutcome,
    /// Radius within which every site is named, in metres.
    pub radius_metres: i64,
    /// Sites that can do the order.
    pub alternates: usize,
    /// Sites that cannot.
    pub excluded: usize,
}

/// Reason why a certificate was refused. Every message is one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// No certificate, or not in the one form certificates have.
    #[error("this is not a certificate in its canonical form: {0}")]
    NotCanonical(&'static str),
    /// A certificate of another format.
    #[error("certificate format {0} cannot be checked by this program, which checks {FORMAT}")]
    Format(u32),
    /// The hash is not that of the content.
    #[error("the certificate was altered: its digest is not that of its content")]
    Digest,
    /// Another snapshot than the one at hand.
    #[error("the certificate was issued from snapshot {stated}, the one at hand is {at_hand}")]
    OtherSnapshot {
        /// Named by the certificate.
        stated: String,
        /// At hand.
        at_hand: String,
    },
    /// The policy is not among those at hand, or not in force on the service date.
    #[error(
        "policy {0} of the certificate is not the one in force for its order among those at hand"
    )]
    UnknownPolicy(String),
    /// The policy at hand has other content.
    #[error(
        "the certificate was issued under policy {policy} with digest {stated}, the one at hand has {at_hand}"
    )]
    OtherPolicy {
        /// Id of the policy.
        policy: String,
        /// Named by the certificate.
        stated: String,
        /// At hand.
        at_hand: String,
    },
    /// Its order cannot be evaluated.
    #[error("computing the certificate again failed: {0}")]
    Evaluation(#[from] EvaluationError),
    /// Its order is not reviewed.
    #[error("computing the certificate again gives no review of the order and so no certificate")]
    NotReviewed,
    /// It says something else than snapshot and policy give.
    #[error(
        "the certificate is wrong: {place} is {stated}, but snapshot and policy give {computed}"
    )]
    Differs {
        /// JSON pointer.
        place: String,
        /// Value in the certificate.
        stated: String,
        /// Computed value.
        computed: String,
    },
}

/// Checks a certificate against the snapshot and the policies at hand. One line end after it is
/// allowed.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    bytes: &[u8],
    snapshot: &Snapshot,
    policies: &Policies,
) -> Result<VerifiedCertificate, CertificateError> {
    let text = std::str::from_utf8(bytes).or(Err(NOT_TEXT))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let (content, digest) = split(text)?;
    let form = read(&content)?;
    if blake3::hash(content.as_bytes()).to_hex().as_str() != digest {
        return Err(CertificateError::Digest);
    }
    if form.format != FORMAT {
        return Err(CertificateError::Format(form.format));
    }
    if form.snapshot != snapshot.id() {
        return Err(CertificateError::OtherSnapshot {
            stated: shown(&form.snapshot),
            at_hand: snapshot.id().to_owned(),
        });
    }
    let held = policy_at_hand(&form, policies)?;
    let order = order_of(&form)?;
    let evaluation = snapshot.evaluate_with(held, &order)?;
    let computed = evaluation
        .certificate
        .ok_or(CertificateError::NotReviewed)?;
    if computed.text() != text {
        let (again, _) = split(computed.text())?;
        return Err(differs(find(&content, &again)));
    }
    Ok(VerifiedCertificate {
        digest: digest.to_owned(),
        snapshot: snapshot.id().to_owned(),
        policy: held.pack().id.clone(),
        as_of: form.as_of,
        outcome: form.outcome,
        radius_metres: form.radius_metres,
        alternates: form.alternates.len(),
        excluded: form.excluded.len(),
    })
}

const NOT_TEXT: CertificateError = CertificateError::NotCanonical("it is not UTF-8");

/// The content without its digest, closed again, and the digest.
fn split(text: &str) -> Result<(String, &str), CertificateError> {
    let not_sealed = || CertificateError::NotCanonical("it does not end with its digest");
    let body = text.strip_suffix(END).ok_or_else(not_sealed)?;
    let (body, digest) = body
        .len()
        .checked_sub(DIGEST_LENGTH)
        .and_then(|cut| body.split_at_checked(cut))
        .ok_or_else(not_sealed)?;
    let body = body.strip_suffix(DIGEST).ok_or_else(not_sealed)?;
    Ok((format!("{body}}}"), digest))
}

/// Reads the content, and refuses every spelling but the one it would be written in.
fn read(content: &str) -> Result<CertificateContent<'_>, CertificateError> {
    let form: CertificateContent<'_> = serde_json::from_str(content).or(Err(
        CertificateError::NotCanonical("members are missing, unknown or of a wrong type"),
    ))?;
    match form.to_text() {
        Ok(written) if written == content => Ok(form),
        _ => Err(CertificateError::NotCanonical(
            "members, spaces or numbers are written in another way",
        )),
    }
}

/// The policy the certificate names, if it is the one in force for its order.
fn policy_at_hand<'p>(
    form: &CertificateContent<'_>,
    policies: &'p Policies,
) -> Result<&'p CheckedPack, CertificateError> {
    let order = &form.order;
    let held = match policies.find(&order.payer, &order.programme, order.service_date) {
        PolicyLookup::InForce(held) if held.pack().id == form.policy.id => held,
        _ => return Err(CertificateError::UnknownPolicy(shown(&form.policy.id))),
    };
    if held.digest() == form.policy.digest {
        return Ok(held);
    }
    Err(CertificateError::OtherPolicy {
        policy: held.pack().id.clone(),
        stated: shown(&form.policy.digest),
        at_hand: held.digest().to_owned(),
    })
}

/// The order that was certified. Nothing in a certificate depends on who asked or how many results
/// were shown.
fn order_of(form: &CertificateContent<'_>) -> Result<Order, CertificateError> {
    let order = &form.order;
    Ok(Order {
        audience: Audience::Reviewer,
        payer: order.payer.to_string(),
        programme: order.programme.to_string(),
        procedures: procedures(order).or(Err(UNREADABLE))?,
        network: NetworkId::new(&order.network).or(Err(UNREADABLE))?,
        line: order.line_of_business,
        state: order.state.to_string(),
        funding: order.funding,
        service_date: order.service_date,
        urgency: order.urgency,
        age: order.age,
        weight_lb: order.weight_lb,
        sedation: order.sedation,
        origin: origin(form)?,
        origin_kind: form.origin.kind,
        site: RequestedSite::Registration(RegistrationId::new(&order.site).or(Err(UNREADABLE))?),
        place_of_service: order.place_of_service.as_ref().map(ToString::to_string),
        facts: order.facts.clone(),
        access: order.access.map(|access| match access {
            CertifiedAccessOverride::Miles(miles) => StatedAccess::Miles(miles.0),
            CertifiedAccessOverride::Ladder(Ladder::Federal) => StatedAccess::FederalLadder,
        }),
        limit: 1,
    })
}

const UNREADABLE: CertificateError =
    CertificateError::NotCanonical("a code or name of the order has another shape");

fn procedures(order: &CertifiedOrder<'_>) -> Result<Vec<ProcedureCode>, InvalidId> {
    order
        .procedures
        .iter()
        .map(|code| ProcedureCode::new(code))
        .collect()
}

/// Returns the origin: a ZIP code is looked up again, coordinates are taken unchanged.
fn origin(form: &CertificateContent<'_>) -> Result<Origin, CertificateError> {
    let origin = &form.origin;
    match (origin.source, &origin.zip) {
        (CertifiedOriginSource::ZipCentroid, Some(zip)) => {
            ZipCode::new(zip).map(Origin::Zip).or(Err(UNREADABLE))
        }
        (CertifiedOriginSource::Coordinates, None) => LonLat::new(origin.lon, origin.lat)
            .map(Origin::Place)
            .or(Err(UNREADABLE)),
        _ => Err(UNREADABLE),
    }
}

fn differs(difference: Option<CertificateDifference>) -> CertificateError {
    match difference {
        Some(CertificateDifference {
            place,
            stated,
            computed,
        }) => CertificateError::Differs {
            place,
            stated,
            computed,
        },
        None => CertificateError::NotCanonical("its digest is not written as digests are"),
    }
}

/// A text of the certificate as a message may repeat it.
fn shown(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(80)
        .collect()
}
