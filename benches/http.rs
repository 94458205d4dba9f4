//! Requests per second over real sockets: searches from distinct origins and equal searches,
//! against a handler in the same process that parses the same body and returns constant bytes of
//! the same length, alone and behind the layers every route of the service has.
//!
//! The kinds take turns in short rounds of one run, because machines are noisy; figures are medians
//! of the rounds, shares of those within each round.

#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

#[path = "nation.rs"]
mod nation;

use axum::Router;
use axum::http::{Request, Response, header};
use axum::routing::post;
use hyper::body::{Body, Incoming};
use nearsite::api::params::read_search;
use nearsite::api::search::{Page, answer};
use nearsite::config::{Flags, load};
use nearsite::extract::JsonBody;
use nearsite::reload;
use nearsite::render_cache::RenderCache;
use nearsite::routes;
use nearsite::server::Server;
use nearsite::state::App;
use nearsite_domain::{Day, SiteNo};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tokio::sync::watch;
use tower::Service;

const SITES: u32 = 30_000;
const CLIENTS: usize = 4;
const ROUNDS: usize = 31;
/// Requests of one client in one round.
const REQUESTS: usize = 1_000;
/// Answers whose mean length the constant bytes take.
const SAMPLED: usize = 500;
/// The variants that take turns.
const KINDS: [&str; 4] = [
    "constant bytes",
    "behind the layers",
    "distinct origins",
    "equal requests",
];
/// The network searched, and its state, that has the origins.
const NETWORK: &str = "blue-choice-ppo";
const STATE: &str = "TX";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = folder.path().join("index");
    nation::build(folder.path(), &index, SITES, 20);
    let bodies = Bodies::new(&index);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let constant = Arc::new(OnceLock::new());
    let (addresses, _stop) = runtime.block_on(serve(&index, &constant));
    let mut connection = connect(addresses.service);
    let lengths: Vec<usize> = (0..SAMPLED)
        .map(|serial| exchange(&mut connection, "/v1/search", &bodies.distinct(serial)))
        .collect();
    let typical = lengths.iter().sum::<usize>() / SAMPLED;
    // The request that is asked again and again has an answer as long as the constant bytes.
    let usual = (0..SAMPLED)
        .min_by_key(|&serial| lengths[serial].abs_diff(typical))
        .expect("a sample");
    constant
        .set(bytes::Bytes::from(vec![b' '; typical]))
        .expect("set once");
    in_process(&index, &bodies);
    println!(
        "{SITES} sites, answers of about {typical} bytes, {CLIENTS} clients in the same process"
    );
    let mut rates: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for round in 0..ROUNDS {
        for (kind, address, path, is_distinct) in [
            (KINDS[0], addresses.bare, "/floor", true),
            (KINDS[1], addresses.layered, "/floor", true),
            (KINDS[2], addresses.service, "/v1/search", true),
            (KINDS[3], addresses.service, "/v1/search", false),
        ] {
            let rate = round_rate(address, path, |client, number| {
                let serial = (round * CLIENTS + client) * REQUESTS + number;
                if is_distinct {
                    bodies.distinct(serial)
                } else {
                    bodies.distinct(usual)
                }
            });
            rates.entry(kind).or_default().push(rate);
        }
    }
    let each = |kind: &str, of: &dyn Fn(usize) -> f64| {
        let mut figures: Vec<f64> = (0..ROUNDS)
            .map(|round| rates[kind][round] / of(round))
            .collect();
        figures.sort_by(f64::total_cmp);
        figures[ROUNDS / 2]
    };
    for kind in KINDS {
        // A machine that slows down for a while does so for all kinds of a round: shares are taken
        // within it.
        println!(
            "  {kind:<17} {:8.0} requests/s  {:5.1} % of constant bytes, {:5.1} % of the same behind the service's layers",
            each(kind, &|_| 1.0),
            100.0 * each(kind, &|round| rates[KINDS[0]][round]),
            100.0 * each(kind, &|round| rates[KINDS[1]][round])
        );
    }
}

/// The time without sockets: the search alone, and the search with its JSON.
fn in_process(index: &Path, bodies: &Bodies) {
    let snapshot = Snapshot::open(index, Verify::Fast).expect("a snapshot");
    let cards = RenderCache::new(&snapshot);
    let ask =
        |serial| read_search(bodies.distinct(serial).as_bytes(), Day::today()).expect("a request");
    let (mut search, mut whole) = (Vec::new(), Vec::new());
    for serial in 0..4 * REQUESTS {
        let asked = ask(serial);
        let start = Instant::now();
        std::hint::black_box(snapshot.search(&asked.request)).expect("an answer");
        search.push(start.elapsed().as_nanos() / 1000);
        let page = Page::new(asked, snapshot.id()).expect("a page");
        let start = Instant::now();
        std::hint::black_box(answer(&snapshot, &cards, &page)).expect("an answer");
        whole.push(start.elapsed().as_nanos() / 1000);
    }
    for (name, mut times) in [("search", search), ("search and JSON", whole)] {
        times.sort_unstable();
        println!(
            "in process: {name} p50 {} us, p99 {} us",
            times[times.len() / 2],
            times[times.len() * 99 / 100]
        );
    }
}

/// The address of each variant.
struct Addresses {
    service: SocketAddr,
    bare: SocketAddr,
    layered: SocketAddr,
}

/// The service, the floor, and the floor behind the layers of the service.
async fn serve(
    index: &Path,
    constant: &Arc<OnceLock<bytes::Bytes>>,
) -> (Addresses, watch::Sender<bool>) {
    let flags = Flags {
        index: Some(index.to_owned()),
        ..Flags::default()
    };
    let settings = load(
        None,
        &std::env::vars()
            .filter(|(name, _)| name.starts_with("NEARSITE_"))
            .collect(),
        &flags,
    )
    .expect("settings")
    .settings;
    let app = App::new(settings.check().expect("a configuration"));
    reload::open(&app).await.expect("a snapshot");
    let (stop, stopped) = watch::channel(false);
    let bare = floor(constant).with_state(app.clone());
    let addresses = Addresses {
        service: listen(&app, routes::api(&app), &stopped).await,
        bare: listen(&app, bare, &stopped).await,
        layered: listen(&app, routes::finish(&app, floor(constant)), &stopped).await,
    };
    (addresses, stop)
}

/// Serves at an address of its own.
async fn listen<S, F, B>(app: &App, service: S, stop: &watch::Receiver<bool>) -> SocketAddr
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future = F>
        + Clone
        + Send
        + 'static,
    F: Future<Output = Result<Response<B>, Infallible>> + Send,
    B: Body<Data: Send, Error: Into<axum::BoxError>> + Send + 'static,
{
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a socket");
    let address = listener.local_addr().expect("an address");
    let server = Server {
        service,
        limits: app.config().limits,
        metrics: Arc::clone(app.metrics()),
        stop: stop.clone(),
    };
    tokio::spawn(server.serve(listener));
    address
}

/// Parses the body of a search and returns the constant bytes.
fn floor(constant: &Arc<OnceLock<bytes::Bytes>>) -> Router<App> {
    let constant = Arc::clone(constant);
    let answer = move |JsonBody(body): JsonBody| async move {
        let constant = constant.get().cloned().unwrap_or_default();
        read_search(&body, Day::today())
            .map(|_| ([(header::CONTENT_TYPE, "application/json")], constant))
    };
    Router::new().route("/floor", post(answer))
}

/// Request bodies, each with an origin of its own near some site.
struct Bodies {
    places: Vec<(f64, f64)>,
}

impl Bodies {
    fn new(index: &Path) -> Self {
        let snapshot = Snapshot::open(index, Verify::Fast).expect("a snapshot");
        let place = |number| {
            let site = snapshot.site(SiteNo(number)).expect("a site");
            let is_in_state = site.address.state.as_deref() == Some(STATE);
            is_in_state.then(|| (site.location.place.lat(), site.location.place.lon()))
        };
        Self {
            places: (0..SITES).filter_map(place).collect(),
        }
    }

    fn distinct(&self, serial: usize) -> String {
        let (lat, lon) = self.places[serial * 7_919 % self.places.len()];
        let nudge = serial as f64 / 1e7;
        format!(
            r#"{{"audience":"ordering_provider","origin":{{"lat":{:.7},"lon":{:.7}}},"procedure":"73721","network":"{NETWORK}","radius_miles":25,"limit":20}}"#,
            (lat + nudge).clamp(-90.0, 90.0),
            lon
        )
    }
}

fn connect(address: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_nodelay(true).expect("a socket option");
    BufReader::new(stream)
}

/// One request and its answer on a kept-alive connection; returns the length of the answer's body.
fn exchange(connection: &mut BufReader<TcpStream>, path: &str, body: &str) -> usize {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    connection
        .get_mut()
        .write_all(head.as_bytes())
        .expect("a request sent");
    let (mut line, mut length) = (String::new(), 0);
    connection.read_line(&mut line).expect("an answer");
    assert!(line.contains(" 200 "), "{line}");
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line).expect("a header");
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut answer = vec![0; length];
    connection.read_exact(&mut answer).expect("a body");
    length
}

fn round_rate(
    address: SocketAddr,
    path: &str,
    body: impl Fn(usize, usize) -> String + Sync,
) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let body = &body;
            scope.spawn(move || {
                let mut connection = connect(address);
                for number in 0..REQUESTS {
                    exchange(&mut connection, path, &body(client, number));
                }
            });
        }
    });
    (CLIENTS * REQUESTS) as f64 / start.elapsed().as_secs_f64()
}
