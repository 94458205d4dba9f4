//! `GET /v1/snapshot`: the build of the index that answers.

use super::problems::ReferenceProblems;
use super::{json_view, query};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::state::App;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::Day;
use serde::Serialize;
use utoipa::ToSchema;

/// The live snapshot, without details of single networks.
#[derive(Debug, Serialize, ToSchema)]
pub struct SnapshotView<'a> {
    /// Hash of its content.
    id: &'a str,
    /// Time of the build.
    created_at: &'a str,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    prices_as_of: Day,
    /// Version of its format.
    format_version: u32,
    /// Number of sites, complete or not.
    sites: usize,
}

/// Returns the build of the index that answers.
#[utoipa::path(
    get, path = "/v1/snapshot", tag = "reference",
    responses(
        (status = 200, description = "The live snapshot", body = SnapshotView),
        ReferenceProblems,
    )
)]
pub(crate) async fn snapshot(
    State(app): State<App>,
    principal: Principal,
    uri: Uri,
) -> Result<Response, ApiError> {
    principal.allow_if_asked(query::read_none(&uri)?)?;
    let live = app.live()?;
    let manifest = live.snapshot.manifest();
    json_view(&SnapshotView {
        id: &manifest.id,
        created_at: &manifest.created_at,
        prices_as_of: manifest.prices_as_of,
        format_version: manifest.format_version,
        sites: live.snapshot.site_count(),
    })
}
