//! Procedures: one by its code, or the one that plain words speak of.

use super::params::{FieldChecks, decode};
use super::problems::{FinderProblems, ProcedureProblems};
use super::vocabularies::{BodyRegionWord, ContrastWord, LateralityWord, ModalityWord};
use super::{json_view, query};
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::extract::JsonBody;
use crate::state::App;
use crate::work::JobThread;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::{
    BodyRegion, Catalog, Contrast, Day, Laterality, Modality, Procedure, ProcedureCode, ProcedureNo,
};
use nearsite_index::finder::{OpenQuestion, ProcedureMatches, QuestionOption};
use nearsite_index::text::{ExamQuery, TextQuery, TextQueryError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A procedure of the catalog.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureView<'a> {
    /// CPT or HCPCS code.
    #[schema(example = "73721")]
    code: &'a str,
    /// Its modality.
    #[schema(value_type = ModalityWord)]
    modality: Modality,
    /// Our own plain-language name.
    name: &'a str,
    /// Words people use for it.
    synonyms: &'a [String],
    /// Regions a site must offer.
    #[schema(value_type = Vec<BodyRegionWord>)]
    body_regions: &'a [BodyRegion],
    /// Use of contrast.
    #[schema(value_type = ContrastWord)]
    contrast: Contrast,
    /// Side.
    #[schema(value_type = LateralityWord)]
    laterality: Laterality,
    /// Codes of one group are interchangeable when looking for the right code.
    group: &'a str,
    /// First day of validity; null is open.
    #[schema(value_type = Option<String>)]
    valid_from: Option<Day>,
    /// Last day of validity; null is open.
    #[schema(value_type = Option<String>)]
    valid_to: Option<Day>,
    /// Codes that replaced it.
    #[schema(value_type = Vec<String>)]
    successors: &'a [ProcedureCode],
    /// For a hospital C-code: the equivalent CPT code.
    #[schema(value_type = Option<String>)]
    same_as: Option<&'a ProcedureCode>,
}

impl<'a> From<&'a Procedure> for ProcedureView<'a> {
    fn from(procedure: &'a Procedure) -> Self {
        Self {
            code: procedure.code.as_str(),
            modality: procedure.modality,
            name: &procedure.name,
            synonyms: &procedure.synonyms,
            body_regions: &procedure.regions,
            contrast: procedure.contrast,
            laterality: procedure.laterality,
            group: &procedure.group,
            valid_from: procedure.valid_from,
            valid_to: procedure.valid_to,
            successors: &procedure.successors,
            same_as: procedure.same_as.as_ref(),
        }
    }
}

/// Plain words, a synonym or a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindBody {
    /// The words: at most 256 characters and 16 words, with a letter or digit.
    #[schema(value_type = String, max_length = 256, example = "knee mri")]
    q: Option<String>,
}

/// Procedures that the words describe.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView<'a> {
    /// Procedures that fit, best first; exactly one when nothing is open, none when nothing fits.
    matches: Vec<ProcedureView<'a>>,
    /// The question that is open; null when there is none. It is asked, never guessed.
    needs_choice: Option<ChoiceView<'a>>,
    /// Words of `q` that the matches follow from, as typed and in order.
    #[schema(example = json!(["knee", "mri"]))]
    used_words: &'a [String],
    /// All other words of `q`, as typed and in order: unknown words, words that any order may have,
    /// and words that no match fits.
    #[schema(example = json!(["3T"]))]
    unused_words: &'a [String],
}

/// An open question.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceView<'a> {
    /// Subject of the question: `modality`, `region`, `contrast`, `side` or `variant`.
    #[schema(example = "contrast")]
    about: &'static str,
    /// Its possible answers, at least two.
    options: Vec<OptionView<'a>>,
}

/// A possible answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OptionView<'a> {
    /// Stable value.
    #[schema(example = "none")]
    value: &'a str,
    /// The same in plain words.
    #[schema(example = "without contrast")]
    label: &'a str,
    /// Codes that are left if it is chosen.
    procedures: Vec<&'a str>,
}

fn choice_view<'a>(choice: &'a OpenQuestion, catalog: &'a Catalog) -> ChoiceView<'a> {
    let code = |number: &ProcedureNo| catalog.get(*number).code.as_str();
    let option_view = |option: &'a QuestionOption| OptionView {
        value: &option.value,
        label: &option.label,
        procedures: option.procedures.iter().map(code).collect(),
    };
    ChoiceView {
        about: choice.about.as_str(),
        options: choice.options.iter().map(option_view).collect(),
    }
}

fn finding_view<'a>(finding: &'a ProcedureMatches, catalog: &'a Catalog) -> FindingView<'a> {
    FindingView {
        matches: finding
            .matches
            .iter()
            .map(|&number| ProcedureView::from(catalog.get(number)))
            .collect(),
        needs_choice: finding
            .needs_choice
            .as_ref()
            .map(|choice| choice_view(choice, catalog)),
        used_words: &finding.used_words,
        unused_words: &finding.unused_words,
    }
}

/// A text in the member `q`, which is required.
pub(super) fn text_of(q: Option<&str>, check: &mut FieldChecks) -> Option<TextQuery> {
    checked(q, check, TextQuery::parse)
}

fn checked<T>(
    q: Option<&str>,
    check: &mut FieldChecks,
    parse: impl Fn(&str) -> Result<T, TextQueryError>,
) -> Option<T> {
    let Some(q) = q else {
        check.fault("/q", "is required");
        return None;
    };
    parse(q)
        .map_err(|fault| check.fault("/q", fault.to_string()))
        .ok()
}

/// Reads the words of a body.
pub(crate) fn read(body: &[u8]) -> Result<ExamQuery, ApiError> {
    let body: FindBody = decode(body)?;
    check_words(body.q.as_deref())
}

/// Checks words for the finder.
///
/// # Errors
/// If there are no words, or they break a rule.
pub(crate) fn check_words(q: Option<&str>) -> Result<ExamQuery, ApiError> {
    let mut check = FieldChecks::default();
    let words = checked(q, &mut check, ExamQuery::parse);
    check.finish()?;
    words.ok_or_else(|| ApiError::internal(&"words were refused without a fault"))
}

/// The procedure that plain words, a synonym or a code speak of, or the question that is open.
///
/// Words may be English or Spanish, in the abbreviations of orders, with a slip. Unknown words are
/// left out and named in `unused_words`. A kind of scan that was typed is decisive, a number of
/// views prefers the codes with that number. Contrast or a side that contradicts the exam settles
/// nothing: it is asked about, with the exams of both readings, or there is no match.
#[utoipa::path(
    post, path = "/v1/procedures/search", tag = "reference",
    request_body(content = FindBody, examples(
        ("words" = (summary = "Plain words that leave a question open", value = json!({"q": "knee mri"}))),
        ("code" = (summary = "A code", value = json!({"q": "73721"}))),
    )),
    responses(
        (status = 200, description = "What was found", body = FindingView),
        FinderProblems,
    )
)]
pub(crate) async fn find(
    State(app): State<App>,
    _principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let text = read(&body)?;
    let job = move || {
        let finding = live.snapshot.find_procedures(&text);
        json_view(&finding_view(&finding, live.snapshot.catalog()))
    };
    app.run(JobThread::Calling, job).await
}

/// One procedure.
#[utoipa::path(
    get, path = "/v1/procedures/{code}", tag = "reference",
    params(("code" = String, Path, description = "CPT or HCPCS code", example = "73721")),
    responses(
        (status = 200, description = "The procedure", body = ProcedureView),
        ProcedureProblems,
    )
)]
pub(crate) async fn procedure(
    State(app): State<App>,
    principal: Principal,
    code: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, ApiError> {
    principal.allow_if_asked(query::read_none(&uri)?)?;
    let live = app.live()?;
    let catalog = live.snapshot.catalog();
    let number = code.ok().and_then(|Path(code)| catalog.find(&code));
    let number = number.ok_or_else(|| {
        ApiError::new(Slug::NotFound, "there is no such procedure in the catalog")
    })?;
    json_view(&ProcedureView::from(catalog.get(number)))
}
