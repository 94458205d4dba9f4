//! The server against the oracle: the same answers to ten thousand random requests, over a real
//! socket.
//!
//! The nation is written as input files, built by the real indexer and served by the real
//! executable; the oracle knows nothing of either. The same nation also shows that equal requests
//! give equal bytes and that hidden scores stay hidden.

use crate::oracle::answer::Expected;
use crate::oracle::calendar::Day;
use crate::oracle::catalog::Catalog;
use crate::oracle::compare::compare;
use crate::oracle::rank::Oracle;
use crate::oracle::requests::Requests;
use crate::oracle::world::World;
use crate::process::{Client, InputFolder, Server};
use nearsite_random::SplitMix64;
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

/// A failure names the seed and the number of its request.
const SEED: u64 = 20_261_122;
const REQUESTS: usize = 10_000;
const REPEATED: usize = 300;
const PERMUTED: usize = 1_000;
const BUILD_DAY: &str = "2026-06-01";

/// The tables that come with the program.
pub(crate) fn catalog() -> Catalog {
    let mut zips = String::new();
    let packed: &[u8] = include_bytes!("../../datasets/zip_centroids.csv.gz");
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut zips)
        .unwrap();
    Catalog::read(include_str!("../../datasets/procedures.csv"), &zips)
}

fn invent() -> World {
    World::invent(SEED, catalog(), Day::parse(BUILD_DAY).unwrap())
}

/// The nation, built once for all tests that compare with the oracle.
pub(crate) struct Nation {
    pub(crate) oracle: Oracle,
    folder: tempfile::TempDir,
}

pub(crate) fn nation() -> &'static Nation {
    static NATION: OnceLock<Nation> = OnceLock::new();
    NATION.get_or_init(|| {
        let world = invent();
        let folder = tempfile::tempdir().unwrap();
        inputs(&world, &world.files.scores, &folder.path().join("files"))
            .build(&folder.path().join("index"), BUILD_DAY);
        Nation {
            oracle: Oracle::new(world),
            folder,
        }
    })
}

impl Nation {
    pub(crate) fn index(&self) -> std::path::PathBuf {
        self.folder.path().join("index")
    }
}

fn inputs(world: &World, scores: &str, folder: &Path) -> InputFolder {
    let files = &world.files;
    InputFolder::write(
        folder,
        &[
            ("registrations.ndjson", &files.registrations),
            ("participation.csv", &files.participation),
            ("networks.csv", &files.networks),
            ("modality_scores.csv", scores),
            ("prices.csv", &files.prices),
        ],
    )
}

/// Today by the clock the server uses; a test that runs over midnight asks again.
pub(crate) fn today() -> Day {
    Day::parse(&nearsite_domain::Day::today().to_string()).unwrap()
}

/// Holds the pages of one request against what the oracle answers.
fn check(client: &Client, oracle: &Oracle, body: &Value, today: Day) -> Result<(), String> {
    walk(client, &oracle.answer(body, today), body)
}

/// Walks the pages of one request and holds each against the list that is expected.
pub(crate) fn walk(client: &Client, expected: &Expected, body: &Value) -> Result<(), String> {
    let mut asked = body.clone();
    let mut page = expected.first_page();
    let mut offset = 0;
    loop {
        let (status, bytes) = client.post("/v1/search", &asked.to_string());
        let text = String::from_utf8_lossy(&bytes);
        if status != 200 {
            return Err(format!("status {status}: {text}"));
        }
        let actual: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        compare(&page, &actual).map_err(|difference| format!("at {offset}: {difference}"))?;
        // Three pages show that cursors work; the rest would repeat it.
        if !page.has_next() || offset >= 3 * expected.limit {
            return Ok(());
        }
        offset += page.len();
        asked["cursor"] = actual["next_cursor"].clone();
        page = expected.page(offset, expected.limit);
    }
}

/// Checks every request whose number leaves this remainder, and says which differ.
fn check_share(
    client: &Client,
    oracle: &Oracle,
    today: Day,
    share: usize,
    shares: usize,
) -> Vec<String> {
    let mut requests = Requests::new(&oracle.world, SEED, today);
    let mut differences = Vec::new();
    for number in 0..REQUESTS {
        let body = requests.invent();
        if number % shares != share {
            continue;
        }
        if let Err(fault) = check(client, oracle, &body, today) {
            differences.push(format!("request {number}: {fault}\n  {body}"));
        }
    }
    differences
}

#[test]
fn the_server_agrees_with_the_oracle_on_ten_thousand_requests() {
    let nation = nation();
    let server = Server::start(&nation.index(), 2);
    let today = today();
    let shares = 2;
    let differences: Vec<String> = std::thread::scope(|scope| {
        let start = |share| {
            let client = server.client();
            scope.spawn(move || check_share(&client, &nation.oracle, today, share, shares))
        };
        let running: Vec<_> = (0..shares).map(start).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    let first: Vec<String> = differences.iter().take(10).cloned().collect();
    assert!(
        differences.is_empty(),
        "seed {SEED}: {} of {REQUESTS} differ, first:\n{}",
        differences.len(),
        first.join("\n")
    );
}

/// The bytes of the answers to the first requests, asked by so many clients at once, in the order
/// of the requests.
fn answers(server: &Server, threads: usize, bodies: &[String]) -> Vec<Vec<u8>> {
    let mut answers = vec![Vec::new(); bodies.len()];
    let share = bodies.len().div_ceil(threads);
    std::thread::scope(|scope| {
        for (bodies, answers) in bodies.chunks(share).zip(answers.chunks_mut(share)) {
            let client = server.client();
            scope.spawn(move || {
                for (body, answer) in bodies.iter().zip(answers) {
                    *answer = client.post("/v1/search", body).1;
                }
            });
        }
    });
    answers
}

fn bodies(nation: &Nation, seed: u64, count: usize) -> Vec<Value> {
    let mut requests = Requests::new(&nation.oracle.world, seed, today());
    (0..count).map(|_| requests.invent()).collect()
}

#[test]
fn equal_requests_give_equal_bytes_over_threads_and_builds() {
    let nation = nation();
    let texts: Vec<String> = bodies(nation, SEED + 1, REPEATED)
        .iter()
        .map(Value::to_string)
        .collect();
    let once = answers(&Server::start(&nation.index(), 1), 1, &texts);
    for threads in [2, 8] {
        let again = answers(&Server::start(&nation.index(), threads), threads, &texts);
        assert!(once == again, "{threads} threads gave other bytes");
    }
    let folder = tempfile::tempdir().unwrap();
    let world = &nation.oracle.world;
    inputs(world, &world.files.scores, &folder.path().join("files"))
        .build(folder.path(), BUILD_DAY);
    let rebuilt = answers(&Server::start(folder.path(), 2), 2, &texts);
    assert!(once == rebuilt, "a second build gave other bytes");
    let id = |root: &Path| nearsite_index::snapshot::Current::read(root).unwrap().id;
    assert_eq!(id(&nation.index()), id(folder.path()));
}

/// Contributions of every explained result add up to its utility.
#[test]
fn contributions_add_up_on_every_explained_result() {
    let nation = nation();
    let server = Server::start(&nation.index(), 2);
    let client = server.client();
    let mut explained = 0;
    for body in &mut bodies(nation, SEED + 2, 1_000) {
        body["explain"] = Value::Bool(true);
        let (_, bytes) = client.post("/v1/search", &body.to_string());
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        for result in answer["results"].as_array().unwrap() {
            let terms = result["explain"]["terms"].as_array().unwrap();
            let sum: i64 = terms
                .iter()
                .map(|term| term["contribution"].as_i64().unwrap())
                .sum();
            if let Some(utility) = result["utility"].as_i64() {
                assert_eq!(sum, utility, "{body}");
                explained += 1;
            }
        }
    }
    assert!(explained > 1_000, "only {explained} results were explained");
}

/// Everything an answer says but the snapshot it names and the cursor that is keyed by it.
fn without_snapshot(bytes: &[u8]) -> String {
    let mut answer: Value = serde_json::from_slice(bytes).unwrap();
    answer["snapshot"] = Value::Null;
    let has_next = answer["next_cursor"].is_string();
    answer["next_cursor"] = Value::Bool(has_next);
    answer.to_string()
}

#[test]
fn permuted_low_tech_scores_change_no_byte_for_those_who_may_not_see_them() {
    let nation = nation();
    let world = &nation.oracle.world;
    let folder = tempfile::tempdir().unwrap();
    let permuted = world.scores_with_low_tech_permuted(SplitMix64::new(SEED).next_u64());
    assert_ne!(permuted, world.files.scores);
    inputs(world, &permuted, &folder.path().join("files")).build(folder.path(), BUILD_DAY);
    let (before, after) = (
        Server::start(&nation.index(), 2),
        Server::start(folder.path(), 2),
    );
    let (before, after) = (before.client(), after.client());
    for mut body in bodies(nation, SEED + 3, PERMUTED) {
        for audience in ["ordering_provider", "member"] {
            body["audience"] = Value::from(audience);
            let (one, two) = (
                before.post("/v1/search", &body.to_string()),
                after.post("/v1/search", &body.to_string()),
            );
            assert_eq!(one.0, two.0, "{body}");
            if one.0 == 200 {
                assert_eq!(without_snapshot(&one.1), without_snapshot(&two.1), "{body}");
                assert_eq!(one.1.len(), two.1.len(), "{body}");
            } else {
                assert_eq!(one.1, two.1, "{body}");
            }
        }
    }
}
