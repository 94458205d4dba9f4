//! Requests that are well formed but cannot be answered by this snapshot, or make no sense
//! together.

use nearsite_domain::ProcedureCode;
use std::borrow::Cow;

/// One error of a request: its field and its kind. Messages never quote the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    /// JSON pointer to the member of the request.
    pub pointer: Cow<'static, str>,
    /// Kind of the error.
    pub kind: RequestErrorKind,
}

/// Kinds of errors; faces map each to a stable slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestErrorKind {
    /// The catalog has no such code.
    #[error("this procedure code is not in the catalog")]
    UnknownProcedure,
    /// The code is not valid on the service date.
    #[error("this procedure code is not valid on the service date{}", successors_hint(.0))]
    CodeNotValid(Vec<ProcedureCode>),
    /// The snapshot has no such network.
    #[error("this network is not known; GET /v1/networks lists those that are")]
    UnknownNetwork,
    /// The snapshot has no such profile.
    #[error("this ranking profile is not known")]
    UnknownProfile,
    /// The ZIP table has no such code.
    #[error("this ZIP code is not in the table; give coordinates instead")]
    UnknownZip,
    /// The snapshot has no such site.
    #[error("this site is not in the snapshot")]
    UnknownSite,
    /// Scores of this modality are hidden from the audience, or there are none.
    #[error("scores of this modality are not shown to this audience")]
    ScoreNotVisible,
    /// The score does not rank here.
    #[error("the score is not in play in this search")]
    ScoreNotInPlay,
    /// The cost does not rank here.
    #[error("the cost is in play only with both a procedure and a network")]
    CostNotInPlay,
    /// All weights that count are zero.
    #[error("the weights in play add up to 0; give at least one of them a positive weight")]
    WeightsNotInPlay,
    /// No pack speaks of the payer and the programme.
    #[error("no policy of this payer and programme is known")]
    UnknownPolicy,
    /// Several sites list the NPI.
    #[error("several sites list this NPI; name the one meant by its registration id")]
    SeveralSites,
    /// The policy gives no distance, and the order brings none.
    #[error(
        "the policy gives no distance standard: the plan must set one, as miles or as the federal ladder"
    )]
    AccessNotSet,
    /// The member is not allowed in a request of this kind.
    #[error("{0}")]
    NotHere(&'static str),
}

fn successors_hint(successors: &[ProcedureCode]) -> String {
    if successors.is_empty() {
        return String::new();
    }
    let codes: Vec<&str> = successors.iter().map(ProcedureCode::as_str).collect();
    format!("; use {} instead", codes.join(" or "))
}

/// Reason why a search was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// The request cannot be answered; every error that was found.
    #[error("the request cannot be answered by this snapshot")]
    InvalidRequest(Vec<RequestError>),
    /// The text index failed, which a verified snapshot does not do.
    #[error("the text index failed: {0}")]
    Text(String),
}
