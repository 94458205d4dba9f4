//! Member shopping without a script: the form, the question that may follow, the list, and the page
//! of one site.
//!
//! A form becomes a `form::FormInput`. The steps of the search run until input is missing. They use
//! `member_queries`, which return typed results. The other modules render them. If a script runs, it
//! takes over the elements rendered here and calls the API itself. Answers to a form load no script:
//! it would start from an empty form and lose the answer.

mod box_form;
mod empty_list;
mod exam_words;
mod form;
mod list;
mod member_queries;
mod money;
mod narrow;
mod one_box;
mod place_steps;
mod question;
mod results;
mod search_steps;
mod site_lines;
mod site_page;

use super::basemap;
use super::language::{Language, Spoken};
use super::layout::{Loads, document, top};
use super::security::{Keep, page};
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::extract::FormBody;
use crate::state::App;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use form::FormInput;
use maud::{Markup, html};
use member_queries::MemberQueries;
use nearsite_domain::Network;
use search_steps::{FormError, SearchSteps, Stage};

/// With the script, which takes over the page.
const TAKEN_OVER: Loads = Loads {
    styles: &["/assets/find.css"],
    scripts: &[],
    modules: &["/assets/find.js"],
};
/// Without it.
const AS_IT_IS: Loads = Loads {
    styles: &["/assets/find.css"],
    scripts: &[],
    modules: &[],
};

/// `GET /find`: the form.
pub(super) async fn first(
    State(app): State<App>,
    spoken: Spoken,
    principal: Result<Principal, ApiError>,
) -> Response {
    let mut steps = SearchSteps::new(FormInput::default());
    let queries = principal
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|principal| MemberQueries::new(&app, principal));
    let networks = match &queries {
        Ok(queries) => queries.networks(),
        Err(refusal) => {
            steps.fault = Some(FormError::Whole(refusal.clone()));
            &[]
        }
    };
    let html = shopping(&app, spoken, TAKEN_OVER, &content(spoken, &steps, networks));
    page(StatusCode::OK, spoken.language, Keep::Nobodys, html)
}

/// `POST /find`: the question that is open, the list, or the form with what is wrong.
pub(super) async fn answer(
    State(app): State<App>,
    spoken: Spoken,
    principal: Result<Principal, ApiError>,
    request: Request,
) -> Response {
    // The server reads no body of an unknown caller.
    let read = match &principal {
        Ok(principal) => FormBody::from_request(request, &app)
            .await
            .map(|FormBody(body)| (principal, FormInput::read(&body))),
        Err(refusal) => Err(refusal.clone()),
    };
    let (mut steps, queries) = match read {
        Ok((principal, input)) => (SearchSteps::new(input), MemberQueries::new(&app, principal)),
        Err(refusal) => (SearchSteps::new(FormInput::default()), Err(refusal)),
    };
    let networks = match &queries {
        Ok(queries) => {
            steps.run(queries).await;
            queries.networks()
        }
        Err(refusal) => {
            steps.fault = Some(FormError::Whole(refusal.clone()));
            &[]
        }
    };
    let status = match &steps.fault {
        None => StatusCode::OK,
        Some(FormError::Whole(problem)) => problem.slug().status(),
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let html = shopping(&app, spoken, AS_IT_IS, &content(spoken, &steps, networks));
    let mut response = page(status, spoken.language, Keep::Members, html);
    if let Some(FormError::Whole(problem)) = steps.fault {
        problem.add_headers(response.headers_mut());
    }
    response
}

/// `GET /find/sites/{registration_id}`: one site.
pub(super) async fn site(
    State(app): State<App>,
    spoken: Spoken,
    principal: Result<Principal, ApiError>,
    id: Result<Path<String>, PathRejection>,
) -> Response {
    let language = spoken.language;
    let found = principal.and_then(|principal| {
        let Path(id) = id.or(Err(ApiError::no_such_site()))?;
        MemberQueries::new(&app, &principal)?.site(&id)
    });
    let (status, title, inside) = match &found {
        Ok(scored) => (
            StatusCode::OK,
            language.fill("page.site.title", &[("name", &scored.site.name)]),
            site_page::site_page(spoken, scored),
        ),
        Err(problem) => (
            problem.slug().status(),
            language.say("find.title"),
            site_page::no_site(spoken, why_no_site(problem)),
        ),
    };
    let path = match &found {
        Ok(scored) => list::site_path(scored.site.registration_id.as_str()),
        Err(_) => box_form::PATH.to_owned(),
    };
    let body = main_element(&app, &html! { div.face { (top(spoken, &path)) (inside) } });
    let html = document(spoken, &title, TAKEN_OVER, &body);
    let mut response = page(status, language, Keep::Nobodys, html);
    if let Err(problem) = found {
        problem.add_headers(response.headers_mut());
    }
    response
}

fn shopping(app: &App, spoken: Spoken, loads: Loads, inside: &Markup) -> Markup {
    let body = main_element(
        app,
        &html! { div.face { (top(spoken, box_form::PATH)) (inside) } },
    );
    document(spoken, &spoken.language.say("find.title"), loads, &body)
}

/// The element the script takes over.
fn main_element(app: &App, inside: &Markup) -> Markup {
    let map = app.config().basemap.as_ref().map(|_| basemap::PATH);
    html! { main #find data-basemap=[map] { (inside) } }
}

/// The page from its heading on.
fn content(spoken: Spoken, steps: &SearchSteps, networks: &[Network]) -> Markup {
    let language = spoken.language;
    let is_list = matches!(steps.stage, Stage::List(_));
    html! {
        h1 class=[is_list.then_some("settled")] { (language.say("find.heading")) }
        @if matches!(steps.stage, Stage::Start | Stage::Zip) { p.lead { (language.say("find.lead")) } }
        (box_form::box_form(spoken, steps, networks))
        @if let Some(FormError::Whole(problem)) = &steps.fault { (whole_fault(language, problem)) }
        @match &steps.stage {
            Stage::Start => {
                @match list::refused(spoken, steps) {
                    Some(refused) => (refused),
                    None => (first_words(language)),
                }
            }
            Stage::Question { choice, known } => (question::question(spoken, steps, choice.as_ref(), known)),
            Stage::Town(towns) => (question::town_question(spoken, steps, towns)),
            Stage::Zip => (question::zip_question(spoken, steps)),
            Stage::List(list) => (list::list(spoken, steps, list, networks)),
        }
    }
}

fn first_words(language: Language) -> Markup {
    html! {
        ul.first {
            @for (key, more) in [
                ("find.first.exam", "find.first.exam.more"),
                ("find.first.price", "find.first.price.more"),
                ("find.first.private", "find.first.private.more"),
            ] {
                li { strong { (language.say(key)) } " " (language.say(more)) }
            }
        }
    }
}

/// Shows an error of the page as a whole.
fn whole_fault(language: Language, problem: &ApiError) -> Markup {
    let key = match problem.slug() {
        Slug::Unauthorized | Slug::Forbidden => "page.failed.credential",
        Slug::NotReady => "page.failed.not_ready",
        Slug::NotJson | Slug::BodyTimeout | Slug::BodyTooLarge | Slug::UnsupportedMediaType => {
            "page.failed.form"
        }
        slug if slug.status().is_server_error() => "find.fault.page.busy",
        _ => "find.fault.page.refused",
    };
    let said = (key == "find.fault.page.refused").then(|| problem.detail());
    html! {
        div.page-fault role="alert" {
            p { (language.say(key)) }
            @if let Some(said) = said { p lang="en" { (said) } }
        }
    }
}

fn why_no_site(problem: &ApiError) -> &'static str {
    match problem.slug() {
        Slug::NotFound => "site.unknown",
        Slug::Unauthorized | Slug::Forbidden => "page.failed.credential",
        _ => "site.failed",
    }
}
