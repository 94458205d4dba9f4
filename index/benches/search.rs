//! Latency of a search against the floor: what rstar, two arrays and a partial sort cost without
//! any of the rules. Beside it an evaluation of an order, certificate included, against the search
//! it contains.
//!
//! Prints p50 and p99 of each shape and their ratios, all taken in one run with the shapes taking
//! turns, because machines are noisy; then criterion's own estimates for the two main shapes.

#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

mod nation;
mod review;

use criterion::{Criterion, criterion_group, criterion_main};
use nation::{NETWORK, PROCEDURE, SITES_PER_AREA};
use nearsite_domain::{Audience, LonLat, Meters, MilesHundredths, NetworkId, ProcedureCode};
use nearsite_index::search::{Origin, SearchRequest, Target};
use nearsite_index::snapshot::Snapshot;
use nearsite_index::text::TextQuery;
use nearsite_random::SplitMix64;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::hint::black_box;
use std::time::{Duration, Instant};

const RESULTS: u32 = 20;
const ROUNDS: usize = 4_000;

fn request(place: LonLat) -> SearchRequest {
    let knee = Target::Procedure(ProcedureCode::new(PROCEDURE).expect("a code"));
    let as_of = "2026-06-01".parse().expect("a day");
    SearchRequest {
        origin: Some(Origin::Place(place)),
        network: Some(NetworkId::new(NETWORK).expect("a network")),
        radius: Some(MilesHundredths(2_500)),
        limit: RESULTS,
        ..SearchRequest::new(Audience::OrderingProvider, knee, as_of)
    }
}

fn text_request(text: &str) -> SearchRequest {
    SearchRequest {
        origin: None,
        target: Target::TextAlone,
        network: None,
        radius: None,
        text: Some(TextQuery::parse(text).expect("a text")),
        ..request(LonLat::new(0.0, 0.0).expect("a place"))
    }
}

/// The floor: a bare radius query, two array look-ups a hit, and a partial sort.
struct Floor {
    tree: RTree<GeomWithData<[f64; 3], u32>>,
    score: Vec<u16>,
    amount: Vec<u32>,
}

impl Floor {
    fn new(sites: u32) -> Self {
        let mut rng = SplitMix64::new(u64::from(sites));
        let mut points: Vec<LonLat> = (0..sites)
            .map(|site| nation::place(&mut rng, site / SITES_PER_AREA))
            .collect();
        points.sort_by(|a, b| a.lon().total_cmp(&b.lon()));
        let points = points
            .iter()
            .zip(0..)
            .map(|(place, site)| GeomWithData::new(place.unit_sphere(), site))
            .collect();
        Self {
            tree: RTree::bulk_load(points),
            score: (0..sites).map(|_| 600 + rng.below(400) as u16).collect(),
            amount: (0..sites)
                .map(|_| 20_000 + rng.below(200_000) as u32)
                .collect(),
        }
    }

    fn search(&self, place: LonLat, radius: Meters) -> Vec<(u32, u32)> {
        let hits = self
            .tree
            .locate_within_distance(place.unit_sphere(), radius.unit_chord_squared());
        let mut found: Vec<(u32, u32)> = hits
            .map(|hit| {
                let site = hit.data as usize;
                (
                    self.amount[site].wrapping_sub(u32::from(self.score[site])),
                    hit.data,
                )
            })
            .collect();
        let end = (RESULTS as usize).min(found.len());
        if end < found.len() {
            found.select_nth_unstable(end);
        }
        found[..end].sort_unstable();
        found.truncate(end);
        found
    }
}

/// Durations of one shape.
#[derive(Default)]
struct Samples(Vec<Duration>);

impl Samples {
    fn time<T>(&mut self, work: impl FnOnce() -> T) {
        let start = Instant::now();
        black_box(work());
        self.0.push(start.elapsed());
    }

    fn percentile(&mut self, share: usize) -> f64 {
        self.0.sort_unstable();
        self.0[(self.0.len() - 1) * share / 100].as_nanos() as f64 / 1000.0
    }
}

fn origins(areas: u32) -> impl FnMut() -> LonLat {
    let mut rng = SplitMix64::new(7);
    move || {
        let area = rng.below_u64(u64::from(areas)) as u32;
        nation::place(&mut rng, area)
    }
}

fn measure(sites: u32, snapshot: &Snapshot, floor: &Floor) -> f64 {
    let mut origin = origins(sites / SITES_PER_AREA);
    let texts = [
        "austin open mri",
        "cedar radiology phoenix",
        "prarie imagng",
        "riversde diagnostics 12",
        "summit scan",
    ];
    let (mut search, mut bare, mut text) =
        (Samples::default(), Samples::default(), Samples::default());
    let mut evaluation = Samples::default();
    let (policies, hospital) = (review::policies(), review::hospital(snapshot));
    let mut qualified = 0;
    for round in 0..ROUNDS {
        let place = origin();
        bare.time(|| floor.search(place, MilesHundredths(2_500).meters()));
        let request = request(place);
        search.time(|| snapshot.search(&request));
        qualified += snapshot
            .search(&request)
            .map_or(0, |answer| answer.total as usize);
        let order = review::order(place, &hospital);
        evaluation.time(|| snapshot.evaluate(&policies, &order));
        let words = text_request(texts[round % texts.len()]);
        text.time(|| snapshot.search(&words));
    }
    let (p50, bare_p50) = (search.percentile(50), bare.percentile(50));
    println!(
        "{sites} sites, on average {} qualify within 25 miles",
        qualified / ROUNDS
    );
    println!(
        "  floor                p50 {bare_p50:8.1} us  p99 {:8.1} us",
        bare.percentile(99)
    );
    println!(
        "  best, 25 miles, 20   p50 {p50:8.1} us  p99 {:8.1} us  ({:.2} x floor)",
        search.percentile(99),
        p50 / bare_p50
    );
    let evaluation_p50 = evaluation.percentile(50);
    println!(
        "  evaluation, 25 miles p50 {evaluation_p50:8.1} us  p99 {:8.1} us  ({:.2} x search)",
        evaluation.percentile(99),
        evaluation_p50 / p50
    );
    println!(
        "  text, nationwide     p50 {:8.1} us  p99 {:8.1} us",
        text.percentile(50),
        text.percentile(99)
    );
    p50
}

fn benches(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut medians = Vec::new();
    for sites in [30_000, 300_000] {
        let snapshot = nation::build(&folder.path().join(sites.to_string()), sites);
        let floor = Floor::new(sites);
        medians.push(measure(sites, &snapshot, &floor));
        let mut origin = origins(sites / SITES_PER_AREA);
        criterion.bench_function(&format!("best/25 miles/{sites} sites"), |b| {
            b.iter(|| snapshot.search(&request(origin())));
        });
        criterion.bench_function(&format!("floor/25 miles/{sites} sites"), |b| {
            b.iter(|| floor.search(origin(), MilesHundredths(2_500).meters()));
        });
    }
    println!(
        "300,000 sites against 30,000: {:.2} x",
        medians[1] / medians[0]
    );
}

criterion_group!(search, benches);
criterion_main!(search);
