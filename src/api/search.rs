//! `POST /v1/search`: searches for sites.
//!
//! The body becomes a request, the request an answer, and the answer bytes. Equal requests against
//! one snapshot share one answer. [`Page`] and [`answer`] do not depend on HTTP. The command line
//! uses them too, so both give the same bytes.

use super::canonical::canonical;
use super::cursor::{CursorKey, Position};
use super::json;
use super::params::{AskedSearch, SearchBody, SearchView, read_search};
use super::problems::SearchProblems;
use super::views::{AnswerParts, SearchAnswer, to_json};
use crate::answer_cache::AnswerKey;
use crate::auth::Principal;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::render_cache::RenderCache;
use crate::state::{App, Live};
use crate::work::JobThread;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use nearsite_domain::Day;
use nearsite_index::search::{SearchRequest, SearchResponse};
use nearsite_index::snapshot::Snapshot;
use std::sync::Arc;

/// One page of a search against one snapshot.
#[derive(Debug, Clone)]
pub struct Page {
    request: SearchRequest,
    view: SearchView,
    canonical: Vec<u8>,
    asked_as_of: Option<Day>,
}

impl Page {
    /// Creates the page that a search asks for: the first one, or the one of its cursor.
    ///
    /// # Errors
    /// If the cursor belongs to another snapshot or request.
    pub fn new(asked: AskedSearch, snapshot_id: &str) -> Result<Self, ApiError> {
        let mut page = Self {
            canonical: canonical(&asked.request, asked.view),
            view: asked.view,
            request: asked.request,
            asked_as_of: asked.asked_as_of,
        };
        if let Some(cursor) = asked.cursor {
            let position = page.cursor_key(snapshot_id).open(&cursor)?;
            page.request.as_of = position.as_of;
            page.request.offset = position.offset;
        }
        Ok(page)
    }

    /// Returns the search of the page.
    pub const fn request(&self) -> &SearchRequest {
        &self.request
    }

    /// Returns the cursor of the next page, if there is one.
    pub fn next_cursor(&self, snapshot: &Snapshot, response: &SearchResponse) -> Option<String> {
        let position = Position {
            as_of: self.request.as_of,
            offset: response.next_offset?,
        };
        Some(self.cursor_key(snapshot.id()).seal(position))
    }

    /// Returns the key for cursors of the pages next to this one.
    fn cursor_key(&self, snapshot_id: &str) -> CursorKey {
        CursorKey::new(snapshot_id, &self.canonical, self.asked_as_of)
    }

    /// Returns the key of this page's answer: a hash of the request, the requested date, the
    /// service date, the limit and the offset.
    fn answer_key(&self, app: &App) -> AnswerKey {
        // No day of the calendar is stored as this number.
        let asked = self.asked_as_of.map_or(i32::MIN, Day::days_since_epoch);
        let page = [
            self.request.limit.to_le_bytes(),
            self.request.offset.to_le_bytes(),
            self.request.as_of.days_since_epoch().to_le_bytes(),
            asked.to_le_bytes(),
        ];
        app.answer_key(&[page.as_flattened(), &self.canonical].concat())
    }

    /// True if the answer may be kept for equal requests. Benefits of a member are never kept.
    fn may_be_kept(&self) -> bool {
        self.request.benefits.is_none()
    }
}

/// Answers one page with the bytes that a client receives.
///
/// # Errors
/// If this snapshot cannot answer the request.
pub fn answer(snapshot: &Snapshot, cards: &RenderCache, page: &Page) -> Result<Vec<u8>, ApiError> {
    let response = snapshot.search(&page.request)?;
    render(snapshot, cards, page, &response)
}

/// Renders the response to a page.
///
/// # Errors
/// If the snapshot violates its format.
pub fn render(
    snapshot: &Snapshot,
    cards: &RenderCache,
    page: &Page,
    response: &SearchResponse,
) -> Result<Vec<u8>, ApiError> {
    let parts = AnswerParts {
        snapshot,
        cards,
        request: &page.request,
    };
    let next_cursor = page.next_cursor(snapshot, response);
    let answer = parts
        .results(&response.results, page.view)
        .and_then(|results| SearchAnswer::new(parts, results, response, next_cursor))
        .map_err(|error| ApiError::internal(&error))?;
    to_json(&answer).map_err(|error| ApiError::internal(&error))
}

/// Ranked sites for a place and a procedure or modality, or by text.
#[utoipa::path(
    post, path = "/v1/search", tag = "search",
    request_body(content = SearchBody, examples(
        ("an order" = (summary = "Initial display list of an order, with the terms behind each rank", value = json!({
            "audience": "ordering_provider", "origin": {"zip": "78701"}, "procedure": "73721", "network": "blue-choice-ppo",
            "radius_miles": 25, "limit": 20, "explain": true
        }))),
        ("patient needs" = (summary = "An open magnet with a strong table, open on Saturdays", value = json!({
            "audience": "ordering_provider", "origin": {"lat": 30.27, "lon": -97.74}, "procedure": "73721",
            "network": "blue-choice-ppo", "needs": {"bore": "open", "patient_weight_lb": 380}, "filters": {"open_on": ["sat"]},
            "min_results": 5
        }))),
        ("member cost" = (summary = "Cheapest for the member, with the benefits of the plan", value = json!({
            "audience": "member", "origin": {"zip": "78701"}, "procedure": "73721", "network": "blue-choice-ppo",
            "sort": "member_cost", "benefits": {"deductible": {"individual": {"limit": 2000, "met": 1400}},
                "out_of_pocket": {"individual": {"limit": 5000, "met": 1400}}, "coinsurance_percent": 20}
        }))),
        ("absence explained" = (summary = "Compared with a hospital, and why two sites are absent", value = json!({
            "audience": "reviewer", "origin": {"zip": "78701"}, "procedure": "73721", "network": "blue-choice-ppo",
            "compare_to": "OPT-0000022", "why_not": ["OPT-0000022", "OPT-0000002"]
        }))),
        ("by name" = (summary = "Sites by words alone", value = json!({"audience": "member", "text": "open mri austin"}))),
    )),
    responses(
        (status = 200, description = "A page of ranked sites", body = SearchAnswer),
        SearchProblems,
    )
)]
pub(crate) async fn search(
    State(app): State<App>,
    principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let asked = read_search(&body, Day::today())?;
    principal.allow(asked.request.audience)?;
    // Boxed, because every future that holds it would otherwise reserve space for it.
    let page = Box::new(Page::new(asked, live.snapshot.id())?);
    let key = shared_key(&app, &page);
    // The cache is checked before any work, because most repeated requests are found there.
    if let Some(key) = &key
        && let Some(kept) = live.answers.get(key).await
    {
        app.metrics().cache_hit();
        return Ok(json(kept));
    }
    let bytes = app
        .within_deadline(new_answer(&app, live, page, key))
        .await?;
    Ok(json(bytes))
}

/// Returns the key under which an answer is shared. Returns `None` the first time, and if the
/// answer may not be kept.
fn shared_key(app: &App, page: &Page) -> Option<AnswerKey> {
    if !page.may_be_kept() {
        return None;
    }
    let key = page.answer_key(app);
    if app.is_worth_keeping(&key) {
        return Some(key);
    }
    app.metrics().cache_miss();
    None
}

/// Makes an answer. With a key, the answer is shared and kept.
async fn new_answer(
    app: &App,
    live: Arc<Live>,
    page: Box<Page>,
    key: Option<AnswerKey>,
) -> Result<Bytes, ApiError> {
    match key {
        None => make_answer(app, live, page).await.map(Bytes::from),
        // Boxed, because few requests use this future, and it would enlarge the future of every
        // request.
        Some(key) => Box::pin(make_and_keep(app, live, page, key)).await,
    }
}

/// Makes an answer for all requests that wait for it, and keeps it.
async fn make_and_keep(
    app: &App,
    live: Arc<Live>,
    page: Box<Page>,
    key: AnswerKey,
) -> Result<Bytes, ApiError> {
    let answers = live.answers.clone();
    // A kept answer uses no more memory than it needs.
    let made = async {
        Ok(make_answer(app, live, page)
            .await?
            .into_boxed_slice()
            .into())
    };
    let entry = answers.entry(key).or_try_insert_with(made).await;
    let entry = entry.map_err(|error: Arc<ApiError>| (*error).clone())?;
    if entry.is_fresh() {
        app.metrics().cache_miss();
    } else {
        app.metrics().cache_hit();
    }
    Ok(entry.into_value())
}

async fn make_answer(app: &App, live: Arc<Live>, page: Box<Page>) -> Result<Vec<u8>, ApiError> {
    let thread = JobThread::for_search(&page.request);
    app.run(thread, move || answer(&live.snapshot, &live.cards, &page))
        .await
}
