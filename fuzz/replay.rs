//! Replays the corpus of a fuzz target without the fuzzer: every file as it is, then mutations of
//! them from a fixed seed.
//!
//! Included by the tests of each package, so that every target runs on every submission
//! with a stable compiler and none stops compiling unnoticed. It finds the faults that a few
//! thousand mutations reach. The fuzzer follows branches and finds more.

use nearsite_random::SplitMix64;
use std::path::PathBuf;

/// Seed of every mutation. A failure prints the input.
const SEED: u64 = 0x5eed_f022;
/// Longest input made, so that repeating does not run away.
const LONGEST: usize = 64 << 10;
/// Bytes that have a meaning in some format: brackets, quotes, separators, digits, signs, line
/// ends, and what is not UTF-8.
const TELLING: &[u8] = b"{}[]\",:;|&?=%-+._/\\\n\r\t 0159eEaZ\0\x7f\x80\xff";

/// A target, which takes any bytes and panics if a check fails.
type Target = fn(&[u8]);

/// Runs every target in parallel, on its corpus and on a number of mutations of it. A failing
/// target does not hide another.
pub(crate) fn replay_all(targets: &[(&'static str, Target)], mutations: usize) {
    std::thread::scope(|scope| {
        for &(name, target) in targets {
            scope.spawn(move || replay(name, target, mutations));
        }
    });
}

fn replay(name: &str, target: Target, mutations: usize) {
    let corpus = corpus(name);
    for bytes in &corpus {
        run(name, target, bytes);
    }
    let mut rng = SplitMix64::new(SEED);
    for _ in 0..mutations {
        let mut bytes = corpus[rng.below(corpus.len())].clone();
        for _ in 0..=rng.below(4) {
            mutate(&mut bytes, &corpus, &mut rng);
        }
        bytes.truncate(LONGEST);
        run(name, target, &bytes);
    }
    run(name, target, b"");
}

/// The folder of fuzz targets and their corpora, from the folder of any package.
pub(crate) fn fuzz_folder() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = package
        .ancestors()
        .map(|folder| folder.join("fuzz"))
        .find(|folder| folder.join("corpus").is_dir());
    folder.expect("the folder fuzz/ at the top of the repository")
}

/// Checks that a target has its file for the fuzzer, named in the fuzzer's package.
pub(crate) fn is_known_to_the_fuzzer(package: &str, name: &str) {
    let folder = fuzz_folder();
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_default();
    let file = read(&format!("fuzz_targets/{name}.rs"));
    assert!(
        file.contains(&format!("{package}::fuzzing::{name}")),
        "fuzz/fuzz_targets/{name}.rs does not call {package}::fuzzing::{name}"
    );
    let path = format!("path = \"fuzz_targets/{name}.rs\"");
    assert!(
        read("Cargo.toml").contains(&path),
        "fuzz/Cargo.toml lacks {path}"
    );
}

/// The files of a corpus in the order of their names; never none.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = fuzz_folder().join("corpus").join(name);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Runs a target and shows the input if it panics.
fn run(name: &str, target: Target, bytes: &[u8]) {
    struct Shown<'a>(&'a str, &'a [u8]);
    impl Drop for Shown<'_> {
        #[expect(clippy::print_stderr, reason = "shown with the panic it belongs to")]
        fn drop(&mut self) {
            if std::thread::panicking() {
                eprintln!("{} broke on b\"{}\"", self.0, self.1.escape_ascii());
            }
        }
    }
    let _shown = Shown(name, bytes);
    target(bytes);
}

/// Changes an input in one of the ways files break and attackers try.
fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], rng: &mut SplitMix64) {
    let at = rng.below(bytes.len() + 1);
    let end = at + rng.below((bytes.len() - at).min(64) + 1);
    match rng.below(9) {
        0 => bytes.truncate(at),
        1 if at < bytes.len() => bytes[at] ^= 1 << rng.below(8),
        2 if at < bytes.len() => bytes[at] = TELLING[rng.below(TELLING.len())],
        3 => bytes.insert(at, TELLING[rng.below(TELLING.len())]),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let again = bytes[at..end].repeat(1 + rng.below(3));
            bytes.splice(at..at, again);
        }
        6 => {
            let times = 1 << rng.below(12);
            let again = bytes[at..end.min(at + 2)].repeat(times);
            bytes.splice(at..at, again);
        }
        _ => {
            let other = &corpus[rng.below(corpus.len())];
            let from = rng.below(other.len() + 1);
            let to = from + rng.below(other.len() - from + 1);
            bytes.splice(at..end, other[from..to].iter().copied());
        }
    }
    bytes.truncate(LONGEST);
}
