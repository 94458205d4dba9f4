//! Asks the API, in process: the very handlers, with a body as a client would send it and the JSON
//! read back.
//!
//! So a page knows what a client knows, waits for the same permits, and shares the same finished
//! answers.

use super::api_answers::{FinderAnswer, Network, Networks, SearchAnswer, SiteAnswer};
use crate::api::{networks, procedures, search, sites};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::state::App;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The API, asked by one caller.
pub(super) struct Api<'a> {
    pub(super) app: &'a App,
    pub(super) principal: Principal,
}

impl Api<'_> {
    /// `POST /v1/search`.
    pub(super) async fn search(&self, body: &Value) -> Result<SearchAnswer, ApiError> {
        let body = JsonBody(body.to_string().into());
        read(search::search(State(self.app.clone()), self.principal.clone(), body).await?).await
    }

    /// `POST /v1/procedures/search`.
    pub(super) async fn find(&self, words: &str) -> Result<FinderAnswer, ApiError> {
        let body = JsonBody(json!({ "q": words }).to_string().into());
        read(procedures::find(State(self.app.clone()), self.principal.clone(), body).await?).await
    }

    /// `GET /v1/networks`.
    pub(super) async fn networks(&self) -> Result<Vec<Network>, ApiError> {
        let app = State(self.app.clone());
        let answer: Networks =
            read(networks::networks(app, self.principal.clone(), Uri::default()).await?).await?;
        Ok(answer.networks)
    }

    /// `GET /v1/sites/{registration_id}`, as a member sees it.
    pub(super) async fn site(&self, id: String) -> Result<SiteAnswer, ApiError> {
        let app = State(self.app.clone());
        read(sites::site(app, self.principal.clone(), Ok(Path(id)), Uri::default()).await?).await
    }
}

/// Reads an answer back. The error may quote the answer and is dropped.
async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, ApiError> {
    let body = answer.into_body().collect().await;
    let read = body
        .ok()
        .and_then(|body| serde_json::from_slice(&body.to_bytes()).ok());
    read.ok_or_else(|| {
        ApiError::internal(&"an answer of the API could not be read back for a page")
    })
}
