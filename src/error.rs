//! The only map from a failure to a status, a stable slug and a message.
//!
//! An [`ApiError`] becomes an RFC 9457 `application/problem+json` body. Clients get the slug and
//! sentences about the shape of the request, never its values. The cause of an internal error is
//! logged once, where the answer is made. [`SLUGS`] lists every slug, and the `OpenAPI` document
//! shows them.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nearsite_domain::ProcedureCode;
use nearsite_index::search::{RequestError, RequestErrorKind, SearchError};
use nearsite_index::site_of_care::EvaluationError;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// One fault of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer into the request body. `?name` for a query parameter, empty for the body as a
    /// whole.
    #[schema(example = "/radius_miles")]
    pub pointer: Cow<'static, str>,
    /// Error and expectation. Never repeats the input.
    #[schema(example = "must be from 0.1 to 250, with at most 2 decimals")]
    pub message: Cow<'static, str>,
    /// Slug of the answer if this is its first fault.
    #[serde(skip)]
    pub slug: Slug,
}

impl FieldError {
    /// Creates an `invalid-request` fault of one member.
    pub fn invalid(
        pointer: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            slug: Slug::InvalidRequest,
        }
    }
}

/// An RFC 9457 problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "invalid-request", "title": "The request is not valid", "status": 422,
    "detail": "/radius_miles: must be from 0.1 to 250, with at most 2 decimals",
    "errors": [{"pointer": "/radius_miles", "message": "must be from 0.1 to 250, with at most 2 decimals"}]
}))]
pub struct Problem<'a> {
    /// Stable name of the kind of problem.
    #[serde(rename = "type")]
    #[schema(value_type = Slug)]
    pub kind: &'static str,
    /// Title of the kind of problem, for people.
    #[schema(example = "The request is not valid")]
    pub title: &'static str,
    /// HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// Description of this problem, for people.
    pub detail: &'a str,
    /// Faults of the request, each with its position. Absent for problems without them.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub errors: &'a [FieldError],
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal, $status:ident, $title:literal;)+) => {
        /// Stable names of problems. A name never changes its meaning. New names may be added.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
        pub enum Slug {
            $($(#[$doc])* #[schema(rename = $slug)] $variant),+
        }

        /// Every slug with its status and title.
        pub const SLUGS: &[(Slug, StatusCode, &str)] = &[$((Slug::$variant, StatusCode::$status, $title)),+];

        impl Slug {
            /// Returns the name as it appears in answers.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }

            /// Returns the HTTP status.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }

            /// Returns the title of the kind of problem.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

slugs! {
    /// The body is not JSON.
    NotJson = "not-json", BAD_REQUEST, "The body is not JSON";
    /// A credential is missing or wrong.
    Unauthorized = "unauthorized", UNAUTHORIZED, "A credential is needed";
    /// The credential does not cover this audience.
    Forbidden = "forbidden", FORBIDDEN, "Not allowed for this audience";
    /// No such path or resource.
    NotFound = "not-found", NOT_FOUND, "Not found";
    /// The path exists, but it does not accept the method.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "Method not allowed";
    /// The body did not arrive in time.
    BodyTimeout = "body-timeout", REQUEST_TIMEOUT, "The body did not arrive in time";
    /// The cursor is from another snapshot.
    CursorOtherSnapshot = "cursor-other-snapshot", CONFLICT, "The cursor belongs to another snapshot";
    /// The body is too large.
    BodyTooLarge = "body-too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// The body is not `application/json`, or is encoded.
    UnsupportedMediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "The body must be application/json";
    /// A member of the request is unknown, missing, of a wrong type or out of range.
    InvalidRequest = "invalid-request", UNPROCESSABLE_ENTITY, "The request is not valid";
    /// The catalog has no such procedure.
    UnknownProcedure = "unknown-procedure", UNPROCESSABLE_ENTITY, "Unknown procedure";
    /// The procedure is not valid on the service date.
    CodeNotValid = "code-not-valid", UNPROCESSABLE_ENTITY, "The procedure code is not valid on the service date";
    /// The snapshot has no such network.
    UnknownNetwork = "unknown-network", UNPROCESSABLE_ENTITY, "Unknown network";
    /// The snapshot has no such ranking profile.
    UnknownProfile = "unknown-profile", UNPROCESSABLE_ENTITY, "Unknown ranking profile";
    /// The ZIP table has no such code.
    UnknownZip = "unknown-zip", UNPROCESSABLE_ENTITY, "Unknown ZIP code";
    /// The snapshot has no such site.
    UnknownSite = "unknown-site", UNPROCESSABLE_ENTITY, "Unknown site";
    /// No policy covers the payer and program.
    UnknownPolicy = "unknown-policy", UNPROCESSABLE_ENTITY, "Unknown policy";
    /// The policy leaves the distance standard open, and the order states none.
    AccessStandardNotSet = "access-standard-not-set", UNPROCESSABLE_ENTITY, "The plan must set a distance standard";
    /// A filter or sort on a score this audience may not see.
    ScoreNotVisible = "score-not-visible", UNPROCESSABLE_ENTITY, "The score is not visible to this audience";
    /// A filter or sort on a score that does not rank.
    ScoreNotInPlay = "score-not-in-play", UNPROCESSABLE_ENTITY, "The score is not in play";
    /// A filter or sort on a cost that does not rank.
    CostNotInPlay = "cost-not-in-play", UNPROCESSABLE_ENTITY, "The cost is not in play";
    /// The weights in play add up to zero.
    WeightsNotInPlay = "weights-not-in-play", UNPROCESSABLE_ENTITY, "The weights in play add up to 0";
    /// The cursor is damaged or belongs to another request.
    CursorNotValid = "cursor-not-valid", UNPROCESSABLE_ENTITY, "The cursor is not valid";
    /// An error in the server.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Internal error";
    /// Too much work in progress.
    Overloaded = "overloaded", SERVICE_UNAVAILABLE, "Too much work in flight";
    /// No snapshot is open yet, or the open one is no longer trusted.
    NotReady = "not-ready", SERVICE_UNAVAILABLE, "Not ready";
    /// The answer took too long.
    Timeout = "timeout", GATEWAY_TIMEOUT, "The answer took too long";
}

/// The error answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError(Box<Refusal>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    slug: Slug,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl ApiError {
    /// Creates an error with its own detail sentence.
    pub fn new(slug: Slug, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Refusal {
            slug,
            detail: detail.into(),
            errors: Vec::new(),
            header: None,
        }))
    }

    /// Creates the error for these faults. The first one determines the slug.
    pub fn faults(errors: Vec<FieldError>) -> Self {
        let slug = errors
            .first()
            .map_or(Slug::InvalidRequest, |first| first.slug);
        let detail = match errors.as_slice() {
            [only] if only.pointer.is_empty() => only.message.clone(),
            [only] => Cow::from(format!("{}: {}", only.pointer, only.message)),
            many => Cow::from(format!("the request has {} faults, see errors", many.len())),
        };
        Self(Box::new(Refusal {
            slug,
            detail,
            errors,
            header: None,
        }))
    }

    /// Creates the error for one fault.
    pub fn fault(error: FieldError) -> Self {
        Self::faults(vec![error])
    }

    /// Adds a header to the problem.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// Error for a path that does not accept the method.
    pub fn method_not_allowed() -> Self {
        Self::new(
            Slug::MethodNotAllowed,
            "this path answers the methods in Allow",
        )
    }

    /// Error for a site that does not exist or is hidden from the audience. Both give the same
    /// bytes.
    pub fn no_such_site() -> Self {
        Self::new(Slug::NotFound, "there is no such site")
    }

    /// Error for a request above the limit on work in progress.
    pub fn overloaded() -> Self {
        Self::new(
            Slug::Overloaded,
            "too many requests are being answered; try again in a moment",
        )
        .with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// Error for a request while no snapshot is open.
    pub fn not_ready() -> Self {
        Self::new(Slug::NotReady, "no snapshot is open yet")
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("2"))
    }

    /// Error in the server. The client learns only that it happened, and the cause is logged.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(cause = %cause, "a request failed");
        Self::new(
            Slug::Internal,
            "the answer could not be made; the cause is in the server's log",
        )
    }

    /// Returns the slug.
    pub const fn slug(&self) -> Slug {
        self.0.slug
    }

    /// Returns the detail sentence for people.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Returns the faults of the request with their positions.
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// Returns the problem as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        let problem = Problem {
            kind: self.0.slug.as_str(),
            title: self.0.slug.title(),
            status: self.0.slug.status().as_u16(),
            detail: &self.0.detail,
            errors: &self.0.errors,
        };
        serde_json::to_vec(&problem).unwrap_or_default()
    }
}

impl ApiError {
    /// Adds the headers of this problem to an answer of another form, such as a page.
    pub fn add_headers(self, headers: &mut HeaderMap) {
        if let Some((name, value)) = self.0.header {
            headers.insert(name, value);
        }
    }
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::InvalidRequest(faults) => {
                Self::faults(faults.iter().map(FieldError::from).collect())
            }
            failure @ SearchError::Text(_) => Self::internal(&failure),
        }
    }
}

impl From<EvaluationError> for ApiError {
    fn from(error: EvaluationError) -> Self {
        match error {
            EvaluationError::InvalidOrder(faults) => {
                Self::faults(faults.iter().map(FieldError::from).collect())
            }
            EvaluationError::Search(error) => Self::from(error),
            failure => Self::internal(&failure),
        }
    }
}

impl From<&RequestError> for FieldError {
    fn from(fault: &RequestError) -> Self {
        let slug = match &fault.kind {
            RequestErrorKind::UnknownProcedure => Slug::UnknownProcedure,
            RequestErrorKind::CodeNotValid(successors) => {
                return code_not_valid(fault.pointer.clone(), successors);
            }
            RequestErrorKind::UnknownNetwork => Slug::UnknownNetwork,
            RequestErrorKind::UnknownProfile => Slug::UnknownProfile,
            RequestErrorKind::UnknownZip => Slug::UnknownZip,
            RequestErrorKind::UnknownSite => Slug::UnknownSite,
            RequestErrorKind::ScoreNotVisible => Slug::ScoreNotVisible,
            RequestErrorKind::ScoreNotInPlay => Slug::ScoreNotInPlay,
            RequestErrorKind::CostNotInPlay => Slug::CostNotInPlay,
            RequestErrorKind::WeightsNotInPlay => Slug::WeightsNotInPlay,
            RequestErrorKind::UnknownPolicy => Slug::UnknownPolicy,
            RequestErrorKind::AccessNotSet => Slug::AccessStandardNotSet,
            RequestErrorKind::SeveralSites | RequestErrorKind::NotHere(_) => Slug::InvalidRequest,
        };
        Self {
            pointer: fault.pointer.clone(),
            message: fault.kind.to_string().into(),
            slug,
        }
    }
}

fn code_not_valid(pointer: Cow<'static, str>, successors: &[ProcedureCode]) -> FieldError {
    let kind = RequestErrorKind::CodeNotValid(successors.to_vec());
    FieldError {
        pointer,
        message: kind.to_string().into(),
        slug: Slug::CodeNotValid,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.to_json()));
        *response.status_mut() = self.0.slug.status();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some((name, value)) = self.0.header {
            headers.insert(name, value);
        }
        response
    }
}
