//! `GET /v1/sites/{registration_id}/prices/{procedure}`: the price, and for reviewers every rate
//! behind it.

use super::json_view;
use super::problems::PriceProblems;
use super::query::{PricesQuery, unknown_network};
use super::sites::visible_site;
use super::views::{CostView, Hundredths, Spliced};
use super::vocabularies::{ComponentWord, EvidenceWord, VerdictWord};
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::state::App;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::{Component, Day, Evidence, Npi, Verdict, Visible};
use nearsite_index::snapshot::{RateRow, Snapshot};
use serde::Serialize;
use utoipa::ToSchema;

/// A price and every rate behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PricesView<'a> {
    /// The site.
    registration_id: &'a str,
    /// The procedure.
    procedure: &'a str,
    /// The network.
    network: &'a str,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    prices_as_of: Day,
    /// The price that was resolved. `missing` if the rates give none.
    #[schema(value_type = CostView)]
    cost: Spliced<'a>,
    /// Every rate read for the site, in the order read. For reviewers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    rates: Option<Vec<RateView<'a>>>,
}

/// One rate as it was read, and its verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateView<'a> {
    /// `shown` and `in_range` make the price, and `same_amount` agrees with it. Every other verdict
    /// is the reason why the rate lost.
    #[schema(value_type = VerdictWord)]
    verdict: Verdict,
    /// Part of the exam that it pays for.
    #[schema(value_type = ComponentWord)]
    component: Component,
    /// Modifiers as read.
    modifier: Option<&'a str>,
    /// The amount as stated, or the midpoint of a stated range. In dollars, except for a rate that
    /// is `not_dollars`.
    amount: Hundredths,
    /// Low end, if stated.
    low: Option<Hundredths>,
    /// High end, if stated.
    high: Option<Hundredths>,
    /// Number of cases behind it, if stated.
    n_cases: Option<u32>,
    /// Number of distinct NPIs that share it. Null for rates of price tables, which do not state
    /// it.
    group_size: Option<u32>,
    /// Evidence for the amount.
    #[schema(value_type = EvidenceWord)]
    evidence: Evidence,
    /// NPI that it names. Null if it names the site itself or the TIN of its organization.
    #[schema(value_type = Option<String>)]
    npi: Option<Npi>,
    /// True if it is stated for the TIN of the site's organization as a whole.
    by_tin: bool,
    /// First day in force. Null if it is open.
    #[schema(value_type = Option<String>)]
    effective_from: Option<Day>,
    /// Last day in force. Null if it is open.
    #[schema(value_type = Option<String>)]
    effective_to: Option<Day>,
    /// Date of the figure, if stated.
    #[schema(value_type = Option<String>)]
    as_of: Option<Day>,
    /// Source, as stated.
    source: Option<&'a str>,
    /// File it was read from.
    file: Option<&'a str>,
    /// Line (CSV) or row (Parquet) in that file, from 1. For a public price file, the byte at which
    /// its record begins.
    line: u64,
}

impl<'a> RateView<'a> {
    fn new(rate: &RateRow, snapshot: &'a Snapshot) -> Self {
        Self {
            verdict: rate.verdict,
            component: rate.component,
            modifier: rate.modifier.and_then(|text| snapshot.text(text)),
            amount: Hundredths(rate.amount.0),
            low: rate.low.map(|low| Hundredths(low.0)),
            high: rate.high.map(|high| Hundredths(high.0)),
            n_cases: rate.n_cases,
            group_size: rate.group_size,
            evidence: rate.evidence,
            npi: rate.npi,
            by_tin: rate.by_tin,
            effective_from: rate.window.from,
            effective_to: rate.window.to,
            as_of: rate.as_of,
            source: rate.source.and_then(|text| snapshot.text(text)),
            file: snapshot.text(rate.file),
            line: rate.line,
        }
    }
}

/// Price of a procedure at a site in a network. Reviewers also see every rate behind it.
#[utoipa::path(
    get, path = "/v1/sites/{registration_id}/prices/{procedure}", tag = "sites",
    params(
        ("registration_id" = String, Path, description = "Public name of the registration", example = "OPT-0012345"),
        ("procedure" = String, Path, description = "CPT or HCPCS code", example = "73721"),
        PricesQuery,
    ),
    responses(
        (status = 200, description = "The price, and for reviewers its rates", body = PricesView),
        PriceProblems,
    )
)]
pub(crate) async fn prices(
    State(app): State<App>,
    principal: Principal,
    path: Result<Path<(String, String)>, PathRejection>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let (audience, network_name) = PricesQuery::read(&uri)?;
    principal.allow(audience)?;
    let Path((id, code)) = path.or(Err(ApiError::no_such_site()))?;
    let live = app.live()?;
    let snapshot = &live.snapshot;
    let (site, _) = visible_site(snapshot, &id, audience)?;
    let no_such_procedure =
        || ApiError::new(Slug::NotFound, "there is no such procedure in the catalog");
    let procedure = snapshot
        .catalog()
        .find(&code)
        .ok_or_else(no_such_procedure)?;
    let network = snapshot
        .find_network(&network_name)
        .ok_or_else(unknown_network)?;
    let failed = |error| ApiError::internal(&error);
    let cost = if let Some(price) = snapshot.find_price(network, procedure, site) {
        live.cards.price(snapshot, price)
    } else if let Some(price) = snapshot.find_suspect(network, procedure, site) {
        live.cards.suspect(snapshot, price, audience)
    } else {
        live.cards.no_price()
    };
    let rates = if audience.sees(Visible::Rates) {
        Some(snapshot.rates(network, procedure, site).map_err(failed)?)
    } else {
        None
    };
    let shown = |rates: &Vec<RateRow>| {
        rates
            .iter()
            .map(|rate| RateView::new(rate, snapshot))
            .collect()
    };
    json_view(&PricesView {
        registration_id: &id,
        procedure: &code,
        network: &network_name,
        prices_as_of: snapshot.prices_as_of(),
        cost: cost.map_err(failed)?,
        rates: rates.as_ref().map(shown),
    })
}
