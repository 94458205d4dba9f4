//! Observation of every request: an id, a log line, metrics, and the headers of every answer.
//!
//! This is a `tower` service. Middleware made from a function would copy everything inside it and
//! allocate two boxes for every request.

use crate::state::App;
use crate::telemetry::{RequestId, RequestOutcome};
use axum::http::{HeaderValue, Method, Request, Response, header};
use pin_project_lite::pin_project;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;
use tower::{Layer, Service};

/// Route label of requests that match no path.
pub const UNMATCHED: &str = "unmatched";

/// Table from a path to its template. A path as sent never becomes a label.
pub struct Templates(matchit::Router<&'static str>);

impl Templates {
    /// Builds the table.
    pub fn new(templates: &[&'static str]) -> Self {
        let mut table = matchit::Router::new();
        for &template in templates {
            // A template that cannot be inserted would never be found. A test looks up each one.
            let _ = table.insert(template, template);
        }
        Self(table)
    }

    /// Returns the template of a path, or [`UNMATCHED`].
    pub fn of(&self, path: &str) -> &'static str {
        self.0.at(path).map_or(UNMATCHED, |found| *found.value)
    }
}

/// Wraps the routes of a listener.
#[derive(Clone)]
pub struct Observer {
    /// The observed service.
    pub app: App,
    /// Templates of the paths.
    pub templates: &'static Templates,
}

impl<S> Layer<S> for Observer {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed {
            observer: self.clone(),
            inner,
        }
    }
}

/// Routes under observation.
#[derive(Clone)]
pub struct Observed<S> {
    observer: Observer,
    inner: S,
}

impl<S, A, B> Service<Request<A>> for Observed<S>
where
    S: Service<Request<A>, Response = Response<B>>,
{
    type Response = Response<B>;
    type Error = S::Error;
    type Future = Observation<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<A>) -> Self::Future {
        let seen = self.observer.see(&request);
        Observation {
            answering: self.inner.call(request),
            seen,
        }
    }
}

pin_project! {
    /// Future of an observed answer.
    pub struct Observation<F> {
        #[pin]
        answering: F,
        seen: Seen,
    }
}

impl<F, B, E> Future for Observation<F>
where
    F: Future<Output = Result<Response<B>, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let answer = ready!(this.answering.poll(context));
        Poll::Ready(answer.map(|mut response| {
            this.seen.answered(&mut response);
            response
        }))
    }
}

/// A request in progress, until it is answered or its client disconnects.
struct Seen {
    app: App,
    started: Instant,
    id: RequestId,
    route: &'static str,
    method: &'static str,
    /// True if the length of the answer to GET is not known. The answer to HEAD is not compressed,
    /// but the answer to GET would be.
    has_open_length: bool,
}

impl Observer {
    fn see<A>(&self, request: &Request<A>) -> Seen {
        self.app.metrics().request_begun();
        Seen {
            app: self.app.clone(),
            started: Instant::now(),
            id: RequestId::of(request.headers()),
            route: self.templates.of(request.uri().path()),
            method: method_name(request.method()),
            has_open_length: request.method() == Method::HEAD
                && request.headers().contains_key(header::ACCEPT_ENCODING),
        }
    }
}

impl Seen {
    fn answered<B>(&self, response: &mut Response<B>) {
        let took = self.started.elapsed();
        let outcome = RequestOutcome {
            route: self.route,
            method: self.method,
            status: response.status().as_u16(),
        };
        self.app.metrics().request_answered(&outcome, took);
        if tracing::enabled!(tracing::Level::INFO) {
            let snapshot = self.app.snapshot_id();
            tracing::info!(
                method = outcome.method,
                route = outcome.route,
                status = outcome.status,
                took_us = took.as_micros() as u64,
                request.id = self.id.as_str(),
                snapshot.id = snapshot.as_deref().unwrap_or("none"),
                "answered"
            );
        }
        let headers = response.headers_mut();
        if self.has_open_length && !headers.contains_key(header::CONTENT_ENCODING) {
            headers.remove(header::CONTENT_LENGTH);
        }
        headers.insert(RequestId::HEADER, self.id.header());
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.app.metrics().request_ended();
    }
}

/// Returns the method as a word of a closed list, because a client can send any text.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
