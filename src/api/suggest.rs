//! `POST /v1/suggest`: sites and procedures for a text that is still being typed.

use super::json_view;
use super::params::{FieldChecks, Number, OriginBody, Range, decode, origin_of};
use super::problems::SuggestProblems;
use super::procedures::text_of;
use super::vocabularies::AudienceWord;
use crate::auth::Principal;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::state::{App, Live};
use crate::work::JobThread;
use axum::extract::State;
use axum::response::Response;
use nearsite_domain::{Audience, ProcedureNo, SiteNo};
use nearsite_index::finder::SuggestQuery;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LIMIT: Range = Range {
    min: 1,
    max: 50,
    decimals: 0,
    rule: "must be a whole number from 1 to 50",
};
const DEFAULT_LIMIT: usize = 10;

/// Text typed so far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuggestBody {
    /// The text: at most 256 characters and 16 words, with a letter or digit.
    #[schema(value_type = String, max_length = 256, example = "aus")]
    q: Option<String>,
    /// Audience of the answer; `member` by default.
    #[schema(value_type = Option<AudienceWord>)]
    audience: Option<String>,
    /// Most suggestions of each kind. `10` if left out.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 50)]
    limit: Option<Number>,
    /// Start of distances, as in a search: of sites that match equally well, the nearer comes first.
    #[schema(example = json!({"zip": "78701"}))]
    origin: Option<OriginBody>,
}

/// Suggestions, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsView<'a> {
    /// Sites.
    sites: Vec<SiteSuggestion>,
    /// Procedures.
    procedures: Vec<ProcedureSuggestion<'a>>,
}

/// A site that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteSuggestion {
    /// Public name of the registration.
    registration_id: String,
    /// Name.
    name: String,
    /// City.
    city: Option<String>,
    /// Two-letter state.
    state: Option<String>,
}

/// A procedure that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureSuggestion<'a> {
    /// CPT or HCPCS code.
    code: &'a str,
    /// Our own plain-language name.
    name: &'a str,
}

/// Reads what was typed so far.
pub(crate) fn read(body: &[u8]) -> Result<SuggestQuery, ApiError> {
    let body: SuggestBody = decode(body)?;
    let mut check = FieldChecks::default();
    let text = text_of(body.q.as_deref(), &mut check);
    let audience = check.word("/audience", body.audience.as_deref());
    let limit = check.number("/limit", body.limit, &LIMIT);
    let origin = body
        .origin
        .as_ref()
        .and_then(|origin| origin_of(origin.lat, origin.lon, origin.zip.as_deref(), &mut check));
    check.finish()?;
    let Some(text) = text else {
        return Err(ApiError::internal(&"a text was refused without a fault"));
    };
    let limit = limit
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(DEFAULT_LIMIT);
    Ok(SuggestQuery {
        text,
        audience: audience.unwrap_or(Audience::Member),
        origin,
        limit,
    })
}

fn answer(live: &Live, query: &SuggestQuery) -> Result<Response, ApiError> {
    let snapshot = &live.snapshot;
    let found = snapshot.suggest(query)?;
    let site = |&number: &SiteNo| {
        let site = snapshot
            .site(number)
            .map_err(|error| ApiError::internal(&error))?;
        Ok(SiteSuggestion {
            registration_id: site.registration_id.into(),
            name: site.name,
            city: site.address.city,
            state: site.address.state,
        })
    };
    let procedure = |&number: &ProcedureNo| {
        let procedure = snapshot.catalog().get(number);
        ProcedureSuggestion {
            code: procedure.code.as_str(),
            name: &procedure.name,
        }
    };
    let sites: Result<Vec<_>, ApiError> = found.sites.iter().map(site).collect();
    json_view(&SuggestionsView {
        sites: sites?,
        procedures: found.procedures.iter().map(procedure).collect(),
    })
}

/// Sites and procedures for a text that is still being typed, by prefix and forgiving a slip.
///
/// Sites are in the order of match quality, then of distance if there is an origin, then of
/// registration id.
#[utoipa::path(
    post, path = "/v1/suggest", tag = "search",
    request_body(content = SuggestBody, examples(
        ("typing" = (summary = "The first letters of a name", value = json!({"audience": "member", "q": "aust"}))),
    )),
    responses(
        (status = 200, description = "Suggestions, best first", body = SuggestionsView),
        SuggestProblems,
    )
)]
pub(crate) async fn suggest(
    State(app): State<App>,
    principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let query = read(&body)?;
    principal.allow(query.audience)?;
    app.run(JobThread::Blocking, move || answer(&live, &query))
        .await
}
