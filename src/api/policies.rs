//! `GET /v1/policies`: the site-of-care policies in service.

use super::problems::PolicyProblems;
use super::{json_view, query};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::state::App;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::Day;
use nearsite_index::site_of_care::CheckedPack;
use serde::Serialize;
use utoipa::ToSchema;

/// All policies, by payer, program and first day.
#[derive(Debug, Serialize, ToSchema)]
pub struct PoliciesView<'a> {
    /// The policies.
    policies: Vec<PolicyView<'a>>,
}

/// A payer's published rules of one program between two days. At most one is in force on any day.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyView<'a> {
    /// Public name.
    #[schema(example = "cigna-2025-09")]
    id: &'a str,
    /// Payer.
    #[schema(example = "cigna")]
    payer: &'a str,
    /// The program.
    #[schema(example = "imaging-site-of-care")]
    programme: &'a str,
    /// Name for people.
    title: &'a str,
    /// The publisher's number and version.
    version: &'a str,
    /// BLAKE3 of its content, hexadecimal. The same rules have the same digest on every server.
    digest: &'a str,
    /// First day in force.
    #[schema(value_type = String, format = Date)]
    effective_from: Day,
    /// Last day in force. Null if it is open.
    #[schema(value_type = Option<String>, format = Date)]
    effective_to: Option<Day>,
    /// Source keys of the publications with the rules.
    sources: &'a [String],
    /// Parts that could not be found, in words. None of them is filled in.
    left_open: &'a [String],
}

impl<'a> From<&'a CheckedPack> for PolicyView<'a> {
    fn from(held: &'a CheckedPack) -> Self {
        let pack = held.pack();
        Self {
            id: &pack.id,
            payer: &pack.payer,
            programme: &pack.programme,
            title: &pack.title,
            version: &pack.version,
            digest: held.digest(),
            effective_from: pack.effective_from,
            effective_to: pack.effective_to,
            sources: &pack.sources,
            left_open: &pack.left_open,
        }
    }
}

/// The policies in service, the same for every audience.
#[utoipa::path(
    get, path = "/v1/policies", tag = "reference",
    responses(
        (status = 200, description = "All policies", body = PoliciesView),
        PolicyProblems,
    )
)]
pub(crate) async fn policies(
    State(app): State<App>,
    principal: Principal,
    uri: Uri,
) -> Result<Response, ApiError> {
    principal.allow_if_asked(query::read_none(&uri)?)?;
    let policies = app.policies();
    json_view(&PoliciesView {
        policies: policies.iter().map(PolicyView::from).collect(),
    })
}
