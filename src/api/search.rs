//! `POST /v1/search`: the main job.
//!
//! Body to request, request to answer, answer to bytes; equal requests against one snapshot share
//! one answer. [`Page`] and [`answer`] know nothing of HTTP: the command line uses them too, which
//! is why both print the same bytes.

use super::canonical::canonical;
use super::cursor::CursorKey;
use super::json;
use super::params::{AskedSearch, SearchBody, read_search};
use super::problems::SearchProblems;
use super::views::{AnswerParts, SearchAnswer, to_json};
use crate::answer_cache::AnswerKey;
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::extract::JsonBody;
use crate::render_cache::RenderCache;
use crate::state::{App, Live};
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use nearsite_domain::{Day, MilesHundredths};
use nearsite_index::search::{DEFAULT_MAX_RADIUS, DEFAULT_RADIUS, SearchRequest};
use nearsite_index::snapshot::Snapshot;
use std::sync::Arc;

/// Searches that reach no farther than this are answered on the spot: they take less than a hop to
/// another thread and back.
const NEAR: MilesHundredths = MilesHundredths(5_000);

/// One page of a search against one snapshot.
#[derive(Debug, Clone)]
pub struct Page {
    request: SearchRequest,
    canonical: Vec<u8>,
    asked_as_of: Option<Day>,
}

impl Page {
    /// Finds the page that a search asks for: the first, or the one its cursor means.
    ///
    /// # Errors
    /// If the cursor belongs to another snapshot or request.
    pub fn new(asked: AskedSearch, snapshot_id: &str) -> Result<Self, ApiError> {
        let mut page = Self {
            canonical: canonical(&asked.request),
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

    /// Returns the key for cursors of the pages next to this one.
    fn cursor_key(&self, snapshot_id: &str) -> CursorKey {
        CursorKey::new(snapshot_id, &self.canonical, self.asked_as_of)
    }

    /// Returns the key of this page's answer: a hash of the request, the date asked for, date,
    /// limit and offset.
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

    /// True if the search may look at so much that it must not hold up others.
    fn is_far(&self) -> bool {
        let radius = self.request.radius.unwrap_or(DEFAULT_RADIUS);
        let widest = if self.request.min_results > 0 {
            self.request.max_radius.unwrap_or(DEFAULT_MAX_RADIUS)
        } else {
            radius
        };
        self.request.text.is_some() || radius.max(widest) > NEAR
    }
}

/// Answers one page: the very bytes a client receives.
///
/// # Errors
/// Everything about the request that this snapshot cannot answer.
pub fn answer(snapshot: &Snapshot, cards: &RenderCache, page: &Page) -> Result<Vec<u8>, ApiError> {
    let response = snapshot.search(&page.request)?;
    let parts = AnswerParts {
        snapshot,
        cards,
        request: &page.request,
    };
    let cursor_key = response.next_offset.map(|_| page.cursor_key(snapshot.id()));
    let answer = SearchAnswer::new(parts, &response, cursor_key.as_ref())
        .map_err(|error| ApiError::internal(&error))?;
    to_json(&answer).map_err(|error| ApiError::internal(&error))
}

/// Ranked sites for a place and a procedure or modality, or by text.
#[utoipa::path(
    post, path = "/v1/search", tag = "search", request_body = SearchBody,
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
    // Boxed, because every future on the way has a place of its own for it.
    let page = Box::new(Page::new(asked, live.snapshot.id())?);
    let key = shared_key(&app, &page);
    // Looked for before anything is prepared to make it: most that are asked for again are there.
    if let Some(key) = &key
        && let Some(kept) = live.answers.get(key).await
    {
        app.metrics().cache_hit();
        return Ok(json(kept));
    }
    let limit = app.config().limits.request_timeout;
    let answered = tokio::time::timeout(limit, new_answer(&app, live, page, key)).await;
    let bytes = answered.or(Err(ApiError::new(
        Slug::Timeout,
        "the answer took too long; ask for less, or try again",
    )))??;
    Ok(json(bytes))
}

/// The name under which an answer is shared with its equals: from the second time on that it is
/// asked for.
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

/// The answer made now, shared and kept where it has a name.
async fn new_answer(
    app: &App,
    live: Arc<Live>,
    page: Box<Page>,
    key: Option<AnswerKey>,
) -> Result<Bytes, ApiError> {
    match key {
        None => make_answer(app, live, page).await.map(Bytes::from),
        // Boxed: what few requests do would otherwise make the future of every request large.
        Some(key) => Box::pin(make_and_keep(app, live, page, key)).await,
    }
}

/// Makes an answer for everyone who asks for it meanwhile, and keeps it.
async fn make_and_keep(
    app: &App,
    live: Arc<Live>,
    page: Box<Page>,
    key: AnswerKey,
) -> Result<Bytes, ApiError> {
    let answers = live.answers.clone();
    // What is kept takes no more room than it needs.
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
    let permit = app.permit()?;
    if !page.is_far() {
        return answer(&live.snapshot, &live.cards, &page);
    }
    let work = move || {
        // The place in flight is given back when the work ends, not when the client stops waiting
        // for it.
        let _permit = permit;
        answer(&live.snapshot, &live.cards, &page)
    };
    let answered = tokio::task::spawn_blocking(work).await;
    answered.map_err(|error| ApiError::internal(&error))?
}
