//! The pages, over real sockets: the responses to a browser without scripts. They keep nothing a
//! member typed.

mod assets;
mod bad_forms;
mod basemap;
mod embedding;
mod pages;
mod places;
mod privacy;
mod site_page;
mod spanish;
mod story;

use crate::support::{Answer, index, settings};
use nearsite::config::Settings;
use nearsite::pages::assets::PageFile;
use nearsite::routes;
use nearsite::server::Server;
use nearsite::state::{App, Live};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const SCRIPT: &[u8] = b"document.title";
const PACKED: &[u8] = b"packed";

/// Files of the names that the real ones have, so that no test needs Node.
pub(crate) static FILES: [PageFile; 7] = [
    file("nearsite-display-list.js", Some(PACKED)),
    file("assets/list-words-es.json", None),
    file("assets/find.js", Some(PACKED)),
    file("assets/find.css", None),
    file("assets/order-entry.js", None),
    file("assets/order-entry.css", None),
    file("assets/map-Ab3_xY-9.js", Some(PACKED)),
];

const fn file(path: &'static str, gzip: Option<&'static [u8]>) -> PageFile {
    PageFile {
        path,
        bytes: SCRIPT,
        gzip,
    }
}

/// A service that listens.
struct Door {
    address: SocketAddr,
    _stop: watch::Sender<bool>,
}

impl Door {
    /// The tiny world with the default settings.
    async fn open() -> Self {
        Self::with(&settings(index()), &FILES).await
    }

    /// The tiny world under these settings, with these files.
    async fn with(settings: &Settings, files: &'static [PageFile]) -> Self {
        let config = settings.check().unwrap();
        let snapshot = Snapshot::open(&config.index, Verify::Full).unwrap();
        let live = Live::new(snapshot, config.limits.cache_bytes);
        let app = App::new(config);
        app.swap(Arc::new(live));
        Self::over(&app, files).await
    }

    async fn over(app: &App, files: &'static [PageFile]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, stop) = watch::channel(false);
        let server = Server {
            service: routes::api_with_pages(app, files),
            limits: app.config().limits,
            metrics: Arc::clone(app.metrics()),
            stop,
        };
        tokio::spawn(server.serve(listener));
        Self {
            address,
            _stop: sender,
        }
    }

    /// One request on a connection of its own: first line, further lines of the head, body.
    async fn send(&self, first: &str, head: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{first} HTTP/1.1\r\nHost: nearsite\r\nConnection: close\r\n");
        for (name, value) in head {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        if !body.is_empty() {
            write!(request, "Content-Length: {}\r\n", body.len()).unwrap();
        }
        write!(request, "\r\n{body}").unwrap();
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        parse(&bytes)
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[], "").await
    }

    /// A form of these fields, sent to `/find`.
    async fn post(&self, fields: &[(&str, &str)]) -> Answer {
        self.post_to("/find", fields).await
    }

    async fn post_to(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(fields).finish();
        let kind = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send(&format!("POST {path}"), &kind, &body).await
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(": ").unwrap();
        let name: axum::http::HeaderName = name.parse().unwrap();
        (name, value.parse().unwrap())
    });
    Answer {
        status: status.parse().unwrap(),
        headers: headers.collect(),
        bytes: bytes[end + 4..].to_vec(),
    }
}

/// The texts between two marks, at every occurrence.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(after)?.0))
        .collect()
}

/// The fields of the form that contains this mark, as a browser would send them with this answer
/// chosen.
fn fields(html: &str, mark: &str, (name, chosen): (&str, &str)) -> Vec<(String, String)> {
    let forms = between(html, "<form", "</form>");
    let form = forms.iter().find(|form| form.contains(mark)).unwrap();
    let mut fields: Vec<(String, String)> = between(form, "<input type=\"hidden\"", ">")
        .into_iter()
        .map(|input| (attribute(input, "name"), attribute(input, "value")))
        .collect();
    fields.push((name.to_owned(), chosen.to_owned()));
    fields
}

fn attribute(tag: &str, name: &str) -> String {
    let found = between(tag, &format!("{name}=\""), "\"");
    found.first().map_or(String::new(), |value| {
        value
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
    })
}
