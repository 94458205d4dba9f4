//! Member shopping without a script: the form, the question that may follow, the list, and the page
//! of one site.
//!
//! A form becomes a `form::Wish`. The steps of the search take it as far as possible and call the
//! same use cases as the API. The other modules render the result. If a script runs, it takes over
//! the elements rendered here and calls the API itself. Answers to a form load no script: it would
//! start from an empty form and lose the answer.

mod ask;
mod box_form;
mod exam_words;
mod form;
mod list;
mod money;
mod narrow;
mod one_box;
mod place;
mod question;
mod shapes;
mod site_page;
mod story;

use super::basemap;
use super::language::{Language, Spoken};
use super::layout::{Loads, document, top};
use super::security::{Keep, page};
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::extract::FormBody;
use crate::state::App;
use ask::Api;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use form::Wish;
use maud::{Markup, html};
use shapes::Network;
use story::{Fault, Stage, Story};

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
    let mut story = Story::new(Wish::default());
    let networks = match principal {
        Ok(principal) => {
            networks(
                &Api {
                    app: &app,
                    principal,
                },
                &mut story,
            )
            .await
        }
        Err(refusal) => {
            story.fault = Some(Fault::Whole(refusal));
            Vec::new()
        }
    };
    let html = shopping(&app, spoken, TAKEN_OVER, &told(spoken, &story, &networks));
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
    let read = match principal {
        Ok(principal) => FormBody::from_request(request, &app)
            .await
            .map(|FormBody(body)| (principal, Wish::read(&body))),
        Err(refusal) => Err(refusal),
    };
    let (story, networks) = match read {
        Ok((principal, wish)) => {
            let api = Api {
                app: &app,
                principal,
            };
            let mut story = Story::tell(&api, spoken.language, wish).await;
            let networks = networks(&api, &mut story).await;
            (story, networks)
        }
        Err(refusal) => {
            let mut story = Story::new(Wish::default());
            story.fault = Some(Fault::Whole(refusal));
            (story, Vec::new())
        }
    };
    let status = match &story.fault {
        None => StatusCode::OK,
        Some(Fault::Whole(problem)) => problem.slug().status(),
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let html = shopping(&app, spoken, AS_IT_IS, &told(spoken, &story, &networks));
    let mut response = page(status, spoken.language, Keep::Members, html);
    if let Some(Fault::Whole(problem)) = story.fault {
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
    let found = match (principal, id) {
        (Ok(principal), Ok(Path(id))) => {
            Api {
                app: &app,
                principal,
            }
            .site(id)
            .await
        }
        (Err(refusal), _) => Err(refusal),
        (_, Err(_)) => Err(ApiError::no_such_site()),
    };
    let (status, title, inside) = match &found {
        Ok(alone) => (
            StatusCode::OK,
            language.tell("page.site.title", &[("name", &alone.site.name)]),
            site_page::site_page(spoken, alone),
        ),
        Err(problem) => (
            problem.slug().status(),
            language.say("find.title"),
            site_page::no_site(spoken, why_no_site(problem)),
        ),
    };
    let path = match &found {
        Ok(alone) => list::site_path(&alone.site.registration_id),
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

/// The networks of the live snapshot. Where they cannot be had, the page says why unless it says
/// something already.
async fn networks(api: &Api<'_>, story: &mut Story) -> Vec<Network> {
    match api.networks().await {
        Ok(networks) => networks,
        Err(problem) => {
            story.fault.get_or_insert(Fault::Whole(problem));
            Vec::new()
        }
    }
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
fn told(spoken: Spoken, story: &Story, networks: &[Network]) -> Markup {
    let language = spoken.language;
    let is_list = matches!(story.stage, Stage::List(_));
    html! {
        h1 class=[is_list.then_some("settled")] { (language.say("find.heading")) }
        @if matches!(story.stage, Stage::Start | Stage::Zip) { p.lead { (language.say("find.lead")) } }
        (box_form::box_form(spoken, story, networks))
        @if let Some(Fault::Whole(problem)) = &story.fault { (whole_fault(language, problem)) }
        @match &story.stage {
            Stage::Start => {
                @match list::refused(spoken, story) {
                    Some(refused) => (refused),
                    None => (first_words(language)),
                }
            }
            Stage::Question { choice, known } => (question::question(spoken, story, choice.as_ref(), known)),
            Stage::Zip => (question::zip_question(spoken, story)),
            Stage::List(list) => (list::list(spoken, story, list, networks)),
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
