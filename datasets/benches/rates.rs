//! Extracting rates from a large payer file, of which one byte in a hundred is about codes of the
//! catalog.
//!
//! Prints, from one run: the time to inflate the file alone (with the same library), the time of
//! the whole extraction and their ratio, and the peak memory of each, measured in processes of
//! their own. `--sizes 0.5,8` (GB unpacked) shows whether memory grows with the file. Where
//! `python3` has `DuckDB` or ijson, the same selection in these, on a smaller file, is set in
//! relation per byte.

#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

#[path = "rates/payer_file.rs"]
mod payer_file;

use flate2::bufread::MultiGzDecoder;
use nearsite_datasets::{RatesOptions, extract_rates};
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Sizes without a flag, in GB unpacked: large enough that the start of a process does not count.
const SIZES_GB: &str = "2";
/// Turns of each shape; the fastest counts, because machines are noisy in one direction only.
const TURNS: u32 = 3;
/// Size of the file for the other engines, which take minutes for a large one.
const SMALL_BYTES: u64 = 200_000_000;
const BUFFER_BYTES: usize = 1 << 20;
/// The flag by which this program calls itself.
const CHILD: &str = "--child";

/// What one process took.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    peak_kib: u64,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == CHILD) {
        return work(&args[at + 1], Path::new(&args[at + 2]));
    }
    let flag = args.iter().position(|arg| arg == "--sizes");
    let sizes = flag.and_then(|at| args.get(at + 1));
    let folder = tempfile::tempdir().expect("a folder");
    write_registrations(folder.path());
    for size in sizes.map_or(SIZES_GB, String::as_str).split(',') {
        let gigabytes: f64 = size.parse().expect("--sizes takes numbers, such as 0.5,8");
        measure(folder.path(), (gigabytes * 1e9) as u64);
    }
    compare(folder.path());
}

/// Inflates and extracts a file of a size in turns, each in a process of its own.
fn measure(folder: &Path, bytes: u64) {
    let file = folder.join("rates.json.gz");
    let bytes = payer_file::write(&file, bytes).expect("a file");
    let stored = fs::metadata(&file).expect("a file").len();
    println!(
        "{:.2} GB unpacked, {} MB stored",
        gb(bytes),
        stored / 1_000_000
    );
    let mut best: [Option<Cost>; 2] = [None; 2];
    for _ in 0..TURNS {
        for (place, what) in ["inflate", "extract"].into_iter().enumerate() {
            let cost = run_child(what, &file);
            if best[place].is_none_or(|best| cost.seconds < best.seconds) {
                best[place] = Some(cost);
            }
        }
    }
    let [Some(inflate), Some(extract)] = best else {
        return;
    };
    for (what, cost) in [("inflate alone", inflate), ("extraction", extract)] {
        println!(
            "  {what}: {:.2} s, {:.0} MB/s, peak {} MiB",
            cost.seconds,
            bytes as f64 / cost.seconds / 1e6,
            cost.peak_kib / 1024
        );
    }
    println!("  ratio: {:.2}", extract.seconds / inflate.seconds);
    fs::remove_file(&file).expect("to remove the file");
}

fn run_child(what: &str, file: &Path) -> Cost {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command.args([CHILD, what]).arg(file).stdout(Stdio::piped());
    let output = command.output().expect("a process");
    assert!(output.status.success(), "{what} failed");
    let text = String::from_utf8(output.stdout).expect("text");
    let (seconds, peak) = text.trim().split_once(' ').expect("two numbers");
    Cost {
        seconds: seconds.parse().expect("seconds"),
        peak_kib: peak.parse().expect("kibibytes"),
    }
}

/// What a child does: prints seconds and peak memory.
fn work(what: &str, file: &Path) {
    let start = Instant::now();
    if what == "inflate" {
        inflate(file);
    } else {
        let folder = file.parent().expect("a folder");
        let registrations = folder.join("registrations.ndjson");
        let out = folder.join("rates.parquet");
        let options = RatesOptions::new(vec![file.to_owned()], registrations, out);
        let report = extract_rates(&options, &mut |_| {}).expect("rates");
        assert!(report.totals.rates > 0, "no rates were found");
    }
    println!("{} {}", start.elapsed().as_secs_f64(), peak_memory_kib());
}

fn inflate(file: &Path) {
    let stored = BufReader::with_capacity(BUFFER_BYTES, File::open(file).expect("a file"));
    let mut unpacked = MultiGzDecoder::new(stored);
    let mut buffer = vec![0; BUFFER_BYTES];
    while unpacked.read(&mut buffer).expect("sound gzip") > 0 {}
}

/// The most memory this process ever held, as the kernel counts it.
fn peak_memory_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// The same selection by other engines, where they are installed.
fn compare(folder: &Path) {
    let file = folder.join("small.json.gz");
    let bytes = payer_file::write(&file, SMALL_BYTES).expect("a file");
    let ours = run_child("extract", &file);
    println!("{:.2} GB unpacked, other engines:", gb(bytes));
    println!(
        "  ours: {:.2} s, peak {} MiB",
        ours.seconds,
        ours.peak_kib / 1024
    );
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/rates/engines.py");
    for engine in ["duckdb", "ijson"] {
        let mut command = Command::new("python3");
        command.arg(&script).arg(engine).arg(&file);
        match command.output() {
            Ok(output) if output.status.success() => {
                let text = String::from_utf8_lossy(&output.stdout);
                let seconds: f64 = text
                    .split_whitespace()
                    .next()
                    .and_then(|s| s.parse().ok())
                    .unwrap_or(0.0);
                println!(
                    "  {engine}: {} ({:.1} x ours)",
                    text.trim(),
                    seconds / ours.seconds
                );
            }
            _ => println!("  {engine}: not installed"),
        }
    }
}

/// Three sites, one for each NPI of the file.
fn write_registrations(folder: &Path) {
    let site = |(number, npi): (usize, &u64)| {
        format!(
            r#"{{"registration_id":"B-{number}","status":"complete","name":"Imaging {number}","place_of_service":"49","npi":["{npi}"],"address":{{"city":"Austin","state":"TX","zip":"78701"}},"attestations":[{{"plan":"p","attested_on":"2026-01-01"}}],"services":[{{"modality":"mri"}}]}}"#
        )
    };
    let sites: Vec<String> = payer_file::REGISTERED
        .iter()
        .enumerate()
        .map(site)
        .collect();
    fs::write(folder.join("registrations.ndjson"), sites.join("\n")).expect("a file");
}

fn gb(bytes: u64) -> f64 {
    bytes as f64 / 1e9
}
