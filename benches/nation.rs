//! A synthetic nation, built by the real executable.

use std::path::Path;
use std::process::{Command, Stdio};

/// The date the synthetic files are made for.
const AS_OF: &str = "2026-10-01";

/// The executable, silent.
pub(crate) fn nearsite() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nearsite"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Writes the input files.
pub(crate) fn synth(files: &Path, sites: u32, prices_per_site: u32) {
    let mut command = nearsite();
    command.args([
        "synth",
        "--seed",
        "7",
        "--sites",
        &sites.to_string(),
        "--prices-per-site",
        &prices_per_site.to_string(),
    ]);
    assert!(
        command
            .arg("--out")
            .arg(files)
            .status()
            .expect("the executable")
            .success()
    );
}

/// The command that builds a snapshot from them.
pub(crate) fn index(files: &Path, out: &Path) -> Command {
    let mut command = nearsite();
    command.args(["index", "--as-of", AS_OF, "--out"]).arg(out);
    for (flag, name) in [
        ("--registrations", "registrations.ndjson"),
        ("--participation", "participation.csv"),
        ("--networks", "networks.csv"),
        ("--scores", "modality_scores.csv"),
        ("--prices", "prices.csv"),
    ] {
        command.arg(flag).arg(files.join(name));
    }
    command
}

/// Writes the files and builds the snapshot.
#[allow(dead_code, reason = "the build benchmark does the two steps apart")]
pub(crate) fn build(folder: &Path, out: &Path, sites: u32, prices_per_site: u32) {
    let files = folder.join("files");
    synth(&files, sites, prices_per_site);
    assert!(
        index(&files, out)
            .status()
            .expect("the executable")
            .success()
    );
}
