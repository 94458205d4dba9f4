//! Building and opening a snapshot of a nation: 30,000 sites, three million price rows.
//!
//! Prints the wall time and the peak memory of the real indexer, and how long the snapshot takes to
//! open at each depth of verification.

#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

#[path = "nation.rs"]
mod nation;

use nearsite_index::snapshot::{Snapshot, Verify};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const SITES: u32 = 30_000;
const PRICES_PER_SITE: u32 = 100;
const OPENINGS: usize = 11;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, index) = (folder.path().join("files"), folder.path().join("index"));
    nation::synth(&files, SITES, PRICES_PER_SITE);
    let start = Instant::now();
    let mut build = nation::index(&files, &index)
        .spawn()
        .expect("the executable");
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = peak_kib.max(peak_memory_kib(build.id()));
        if let Some(status) = build.try_wait().expect("a process") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "the build failed");
    println!(
        "build of {SITES} sites and {} price rows: {:.1} s, peak {} MiB",
        SITES * PRICES_PER_SITE,
        start.elapsed().as_secs_f64(),
        peak_kib / 1024
    );
    for (name, verify) in [("fast", Verify::Fast), ("full", Verify::Full)] {
        println!(
            "  open ({name}): median {} ms",
            median_opening(&index, verify).as_millis()
        );
    }
}

/// The most memory the process ever held, as the kernel counts it.
fn peak_memory_kib(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn median_opening(index: &Path, verify: Verify) -> Duration {
    let mut openings: Vec<Duration> = (0..OPENINGS)
        .map(|_| {
            let start = Instant::now();
            Snapshot::open(index, verify).expect("a snapshot");
            start.elapsed()
        })
        .collect();
    openings.sort_unstable();
    openings[OPENINGS / 2]
}
