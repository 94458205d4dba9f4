//! `POST /v1/places/search`: the place that a text names, and the rest of the text.

use super::json_view;
use super::params::{FieldChecks, decode};
use super::problems::PlaceProblems;
use crate::auth::Principal;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::state::App;
use crate::work::JobThread;
use axum::extract::State;
use axum::response::Response;
use nearsite_index::places::{Place, PlaceMatches};
use nearsite_index::text::{MAX_CHARACTERS, TextQueryError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Typed text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceSearchBody {
    /// The text: at most 256 characters, with a letter or digit.
    #[schema(value_type = String, max_length = 256, example = "knee mri in Austin, TX")]
    q: Option<String>,
}

/// The place that a text names, and the rest of the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceMatchesView<'a> {
    /// The text without the place, as typed; all of it if no place was read.
    #[schema(example = "knee mri")]
    rest: &'a str,
    /// Candidates, most populous first, at most eight: several if towns of one name are in several
    /// states, none if no place was read.
    places: Vec<PlaceView<'a>>,
}

/// A place from which distances may start.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceView<'a> {
    /// Town.
    #[schema(example = "Austin")]
    city: &'a str,
    /// Two-letter state.
    #[schema(example = "TX")]
    state: &'a str,
    /// The ZIP code typed, or the one of the town that is most central by population. It can be the
    /// origin of a search.
    #[schema(example = "78704")]
    zip: String,
}

impl<'a> From<&'a Place> for PlaceView<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            city: &place.city,
            state: &place.state,
            zip: place.zip.to_string(),
        }
    }
}

impl<'a> From<&'a PlaceMatches> for PlaceMatchesView<'a> {
    fn from(found: &'a PlaceMatches) -> Self {
        Self {
            rest: &found.rest,
            places: found.places.iter().map(PlaceView::from).collect(),
        }
    }
}

/// Reads the text of a body.
pub(crate) fn read(body: &[u8]) -> Result<String, ApiError> {
    let body: PlaceSearchBody = decode(body)?;
    check_text(body.q)
}

/// Checks a text for the place search.
///
/// # Errors
/// If there is no text, or it breaks a rule.
pub(crate) fn check_text(q: Option<String>) -> Result<String, ApiError> {
    let mut check = FieldChecks::default();
    match &q {
        None => check.fault("/q", "is required"),
        Some(text) if text.chars().count() > MAX_CHARACTERS => {
            check.fault("/q", TextQueryError::TooLong.to_string());
        }
        Some(text) if !text.chars().any(char::is_alphanumeric) => {
            check.fault("/q", TextQueryError::NothingToMatch.to_string());
        }
        Some(_) => {}
    }
    check.finish()?;
    Ok(q.unwrap_or_default())
}

/// The town or ZIP code that a text names first or last, and the rest of the text. A word that the
/// exam needs is never taken for a town. If towns of one name are in several states, all are
/// candidates; a state in the text decides.
#[utoipa::path(
    post, path = "/v1/places/search", tag = "search", request_body = PlaceSearchBody,
    responses(
        (status = 200, description = "What was read", body = PlaceMatchesView),
        PlaceProblems,
    )
)]
pub(crate) async fn find_places(
    State(app): State<App>,
    _principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let text = read(&body)?;
    let job = move || {
        let found = live.snapshot.find_places(&text);
        json_view(&PlaceMatchesView::from(&found))
    };
    app.run(JobThread::Blocking, job).await
}
