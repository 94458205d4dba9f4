//! `GET /v1/networks`: the networks that requests may name.

use super::problems::ReferenceProblems;
use super::{json_view, query};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::state::App;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::Network;
use serde::Serialize;
use utoipa::ToSchema;

/// All networks, in the order of their names.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworksView<'a> {
    /// The networks.
    networks: Vec<NetworkView<'a>>,
}

/// A network of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworkView<'a> {
    /// Name of the network in requests.
    #[schema(example = "blue-choice-ppo")]
    network: &'a str,
    /// Plan that owns the network.
    #[schema(example = "bcbstx")]
    plan: &'a str,
    /// Name for people.
    name: &'a str,
    /// Product, such as PPO.
    product: Option<&'a str>,
    /// Market.
    market: Option<&'a str>,
}

impl<'a> From<&'a Network> for NetworkView<'a> {
    fn from(network: &'a Network) -> Self {
        Self {
            network: network.network.as_str(),
            plan: network.plan.as_str(),
            name: &network.name,
            product: network.product.as_deref(),
            market: network.market.as_deref(),
        }
    }
}

/// The networks of the live snapshot.
#[utoipa::path(
    get, path = "/v1/networks", tag = "reference",
    responses(
        (status = 200, description = "All networks", body = NetworksView),
        ReferenceProblems,
    )
)]
pub(crate) async fn networks(
    State(app): State<App>,
    principal: Principal,
    uri: Uri,
) -> Result<Response, ApiError> {
    principal.allow_if_asked(query::read_none(&uri)?)?;
    let live = app.live()?;
    json_view(&NetworksView {
        networks: live
            .snapshot
            .networks()
            .iter()
            .map(NetworkView::from)
            .collect(),
    })
}
