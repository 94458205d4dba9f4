//! The problems that each operation may answer with, for the `OpenAPI` document.

use crate::error::Problem;
use std::collections::BTreeMap;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::{Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// Problems of one operation: status and slugs.
type Problems = &'static [(&'static str, &'static str)];

/// A token that is missing or unknown.
const TOKEN: Problems = &[("401", "`unauthorized`")];
/// A token that is missing, unknown, or without the requested audience.
const ACCESS: Problems = &[("401", "`unauthorized`"), ("403", "`forbidden`")];
/// A body that cannot be read.
const BODY: Problems = &[
    ("400", "`not-json`"),
    ("408", "`body-timeout`"),
    ("413", "`body-too-large`"),
    ("415", "`unsupported-media-type`"),
];
/// No snapshot is in service.
const READY: Problems = &[("503", "`not-ready`")];
/// No snapshot is in service, or too much work is in flight.
const WORK: Problems = &[("503", "`overloaded`, `not-ready`")];
/// The answer was not ready within its deadline.
const DEADLINE: Problems = &[("504", "`timeout`")];
/// A parameter or member that is not valid.
const INVALID: Problems = &[("422", "`invalid-request`")];

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident: $($group:expr),+;)+) => {
        $(
            $(#[$doc])*
            pub(super) struct $name;

            impl IntoResponses for $name {
                fn responses() -> BTreeMap<String, RefOr<Response>> {
                    let groups: &[Problems] = &[$($group),+];
                    groups.iter().copied().flatten().map(response).collect()
                }
            }
        )+
    };
}

problems! {
    /// Problems of a search.
    SearchProblems: BODY, ACCESS, WORK, DEADLINE, &[
        ("409", "`cursor-other-snapshot`"),
        ("422", "`invalid-request`, `unknown-procedure`, `code-not-valid`, `unknown-network`, `unknown-profile`, `unknown-zip`, \
            `unknown-site`, `score-not-visible`, `score-not-in-play`, `cost-not-in-play`, `weights-not-in-play`, `cursor-not-valid`"),
    ];
    /// Problems of a site-of-care evaluation.
    EvaluationProblems: BODY, ACCESS, WORK, DEADLINE, &[
        ("422", "`invalid-request`, `unknown-policy`, `access-standard-not-set`, `unknown-procedure`, `code-not-valid`, \
            `unknown-network`, `unknown-zip`, `unknown-site`"),
    ];
    /// Problems of estimates.
    EstimateProblems: BODY, ACCESS, WORK, &[
        ("422", "`invalid-request`, `unknown-procedure`, `code-not-valid`, `unknown-network`, `unknown-site`: no such site, or not \
            complete and the audience is not `reviewer`"),
    ];
    /// Problems of suggestions.
    SuggestProblems: BODY, ACCESS, WORK, &[("422", "`invalid-request`, `unknown-zip`")];
    /// Problems of the procedure finder.
    FinderProblems: BODY, TOKEN, WORK, INVALID;
    /// Problems of the place search.
    PlaceProblems: BODY, TOKEN, WORK, INVALID;
    /// Problems of a site.
    SiteProblems: ACCESS, READY, INVALID, &[
        ("404", "`not-found`: no such site, or not complete and the audience is not `reviewer`"),
    ];
    /// Problems of a price.
    PriceProblems: ACCESS, READY, &[
        ("404", "`not-found`: no such site or procedure"),
        ("422", "`invalid-request`, `unknown-network`"),
    ];
    /// Problems of a procedure.
    ProcedureProblems: ACCESS, READY, INVALID, &[("404", "`not-found`")];
    /// Problems of a table that depends on the snapshot.
    ReferenceProblems: ACCESS, READY, INVALID;
    /// Problems of a table that needs no snapshot.
    PolicyProblems: ACCESS, INVALID;
    /// Problems of the readiness check.
    ReadinessProblems: READY;
}

fn response(&(status, slugs): &(&'static str, &'static str)) -> (String, RefOr<Response>) {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Problem::name())))
        .build();
    let response = ResponseBuilder::new()
        .description(slugs)
        .content("application/problem+json", content)
        .build();
    (status.to_owned(), response.into())
}
