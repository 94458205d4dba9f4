//! `POST /v1/estimates`: the member's cost of an exam at selected sites, with the disclosures that
//! 45 CFR 147.211 requires \[SD-2]\[OPENP].
//!
//! The benefits of the member come with the request and are used for its answer only. Such answers
//! are not kept.

use super::json_view;
use super::params::{AskedEstimates, EstimatesBody, read_estimates};
use super::problems::EstimateProblems;
use super::sites::visible_site;
use super::views::{EstimateView, EstimatesAnswer, MissingReasonWord};
use crate::auth::Principal;
use crate::error::{ApiError, FieldError, Slug};
use crate::extract::JsonBody;
use crate::state::App;
use crate::work::JobThread;
use axum::extract::State;
use axum::response::Response;
use nearsite_domain::{Day, NetworkNo, ProcedureNo, Site, SiteNo};
use nearsite_index::search::{RequestError, RequestErrorKind};
use nearsite_index::snapshot::Snapshot;

const NOT_A_GUARANTEE: &str = "estimate-not-guarantee";
const BALANCE_BILLING: &str = "balance-billing-possible";
const PRIOR_AUTHORIZATION: &str = "prior-authorization";
const AS_STATED: &str = "benefits-as-stated";

/// An estimate request as positions in a snapshot.
struct Bound<'a> {
    procedure: ProcedureNo,
    network: NetworkNo,
    /// Id, position and document of each site.
    sites: Vec<(&'a str, SiteNo, Site)>,
}

/// Member cost of an exam at some sites, claim by claim, under the benefits in the request.
#[utoipa::path(
    post, path = "/v1/estimates", tag = "search",
    request_body(content = EstimatesBody, examples(
        ("two sites" = (summary = "Shares of a member at two sites", value = json!({
            "audience": "member", "procedure": "73721", "network": "blue-choice-ppo", "sites": ["OPT-0001121", "OPT-0002963"],
            "benefits": {"deductible": {"individual": {"limit": 2000, "met": 1400}},
                "out_of_pocket": {"individual": {"limit": 5000, "met": 1400}}, "coinsurance_percent": 20}
        }))),
    )),
    responses(
        (status = 200, description = "One estimate per site, in the order asked", body = EstimatesAnswer),
        EstimateProblems,
    )
)]
pub(crate) async fn estimates(
    State(app): State<App>,
    principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let asked = read_estimates(&body, Day::today())?;
    principal.allow(asked.audience)?;
    let job = move || json_view(&answer(&live.snapshot, &asked)?);
    app.run(JobThread::Calling, job).await
}

fn answer<'a>(
    snapshot: &'a Snapshot,
    asked: &'a AskedEstimates,
) -> Result<EstimatesAnswer<'a>, ApiError> {
    let Bound {
        procedure,
        network,
        sites,
    } = bind(snapshot, asked)?;
    let estimates: Result<Vec<_>, ApiError> = sites
        .into_iter()
        .map(|(id, number, site)| {
            let in_network = takes_part(&site, asked);
            let Some(price) = snapshot.find_price(network, procedure, number) else {
                let suspect = snapshot.find_suspect(network, procedure, number);
                let reason = suspect.map(|_| MissingReasonWord::Suspect);
                return Ok(EstimateView::missing(id, site, in_network, reason));
            };
            let price = snapshot
                .price(price)
                .map_err(|error| ApiError::internal(&error))?;
            Ok(EstimateView::priced(
                id,
                site,
                in_network,
                &price,
                &asked.benefits,
            ))
        })
        .collect();
    let mut notices = vec![NOT_A_GUARANTEE, BALANCE_BILLING];
    if snapshot.catalog().get(procedure).modality.is_high_tech() {
        notices.push(PRIOR_AUTHORIZATION);
    }
    notices.push(AS_STATED);
    Ok(EstimatesAnswer {
        snapshot: snapshot.id(),
        as_of: asked.as_of,
        prices_as_of: snapshot.prices_as_of(),
        procedure: asked.procedure.as_str(),
        network: asked.network.as_str(),
        accumulators: asked.benefits.accumulators.into(),
        estimates: estimates?,
        notices,
    })
}

/// Finds everything by its name, or reports every unknown name.
fn bind<'a>(snapshot: &Snapshot, asked: &'a AskedEstimates) -> Result<Bound<'a>, ApiError> {
    let mut faults: Vec<FieldError> = Vec::new();
    let fault = |pointer: &'static str, kind| {
        let pointer = pointer.into();
        FieldError::from(&RequestError { pointer, kind })
    };
    let catalog = snapshot.catalog();
    let procedure = catalog.find(asked.procedure.as_str());
    match procedure.map(|number| catalog.get(number)) {
        None => faults.push(fault("/procedure", RequestErrorKind::UnknownProcedure)),
        Some(procedure) if !procedure.validity().covers(asked.as_of) => {
            let kind = RequestErrorKind::CodeNotValid(procedure.successors.clone());
            faults.push(fault("/procedure", kind));
        }
        Some(_) => {}
    }
    let network = snapshot.find_network(asked.network.as_str());
    if network.is_none() {
        faults.push(fault("/network", RequestErrorKind::UnknownNetwork));
    }
    let mut sites = Vec::with_capacity(asked.sites.len());
    for (position, id) in asked.sites.iter().enumerate() {
        match visible_site(snapshot, id, asked.audience) {
            Ok((number, site)) => sites.push((id.as_str(), number, site)),
            Err(error) if error.slug() == Slug::NotFound => faults.push(FieldError {
                pointer: format!("/sites/{position}").into(),
                message: RequestErrorKind::UnknownSite.to_string().into(),
                slug: Slug::UnknownSite,
            }),
            Err(error) => return Err(error),
        }
    }
    match (procedure, network) {
        (Some(procedure), Some(network)) if faults.is_empty() => Ok(Bound {
            procedure,
            network,
            sites,
        }),
        _ => Err(ApiError::faults(faults)),
    }
}

/// True if a site participates in the requested network on the service date.
fn takes_part(site: &Site, asked: &AskedEstimates) -> bool {
    site.participation
        .iter()
        .any(|row| row.network == asked.network && row.window.covers(asked.as_of))
}
