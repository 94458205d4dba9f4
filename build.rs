//! Builds the pages and makes the table of files that the executable embeds.
//!
//! With Node there, `web/` is installed where its lock file asks for it, built into `OUT_DIR`, and
//! every file becomes a row of `pages.rs` (path, bytes, the same compressed). Without Node, or when
//! a step fails, one warning says what and what to do, the table is empty, and everything but the
//! pages works.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sources of the pages in `web/`, next to the steps of the build (`*.mjs`).
const SOURCES: [&str; 5] = [
    "package-lock.json",
    "package.json",
    "src",
    "tsconfig.json",
    "words",
];
/// Table from which the map takes its towns.
const TOWNS: &str = "datasets/zip_centroids.csv.gz";
/// Kinds of files worth compressing; pictures and fonts are so already.
const COMPRESSED: [&str; 6] = ["css", "js", "json", "mjs", "svg", "txt"];
/// Number of lines of a failed step that are shown.
const MOST_LINES: usize = 12;

fn main() -> io::Result<()> {
    let root = path_of("CARGO_MANIFEST_DIR");
    let web = root.join("web");
    let out = path_of("OUT_DIR");
    let mut watched = vec![root.join("build.rs"), root.join(TOWNS)];
    watched.extend(SOURCES.map(|source| web.join(source)));
    watched.extend(steps(&web).unwrap_or_default());
    for path in watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let pages = out.join("pages");
    // What an earlier build left behind would be embedded again.
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    if let Err(reason) = build(&web, &pages) {
        println!(
            "cargo::warning=the pages are NOT in this executable, everything else is: {reason}. To have them, install Node 20.19 or newer \
             with npm, then `touch build.rs` and build again"
        );
        fs::create_dir_all(&pages)?;
        return fs::write(out.join("pages.rs"), table(&[], &pages, &out)?);
    }
    let mut files = Vec::new();
    collect(&pages, &mut files)?;
    files.sort();
    fs::write(out.join("pages.rs"), table(&files, &pages, &out)?)
}

fn path_of(variable: &str) -> PathBuf {
    PathBuf::from(env::var_os(variable).unwrap_or_default())
}

/// The scripts that build the pages.
fn steps(web: &Path) -> io::Result<Vec<PathBuf>> {
    let mut steps = Vec::new();
    for entry in fs::read_dir(web)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "mjs") {
            steps.push(path);
        }
    }
    Ok(steps)
}

/// Installs where needed, then builds.
fn build(web: &Path, pages: &Path) -> Result<(), String> {
    if must_install(web) {
        println!("cargo::warning=installing what the pages are built with (npm ci in web/) ...");
        run(Command::new(npm())
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(web))?;
    }
    println!("cargo::warning=building the pages ...");
    run(Command::new("node")
        .arg("build.mjs")
        .current_dir(web)
        .env("NEARSITE_PAGES_OUT", pages))
}

/// True if the installed packages are missing or older than the lock file.
fn must_install(web: &Path) -> bool {
    let changed = |path: PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified());
    let installed = changed(web.join("node_modules/.package-lock.json"));
    let wanted = changed(web.join("package-lock.json"));
    !matches!((installed, wanted), (Ok(installed), Ok(wanted)) if installed >= wanted)
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Runs a step; its failure in one line.
fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let ended = command
        .output()
        .map_err(|error| format!("{program} cannot be run ({error})"))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = [ended.stderr, ended.stdout].concat();
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<&str> = said
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(MOST_LINES)
        .collect();
    Err(format!(
        "{program} ended with {}: {}",
        ended.status,
        lines.join(" | ")
    ))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The table as Rust.
fn table(files: &[PathBuf], pages: &Path, out: &Path) -> io::Result<String> {
    let mut rows = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(pages).unwrap_or(file);
        let name = name.to_string_lossy().replace('\\', "/");
        let gzip = match compressed(file)? {
            Some(bytes) => {
                let path = out.join(format!("page-{number}.gz"));
                fs::write(&path, bytes)?;
                format!("Some(include_bytes!({:?}))", path.display().to_string())
            }
            None => "None".to_owned(),
        };
        let _ = writeln!(
            rows,
            "    PageFile {{ path: {name:?}, bytes: include_bytes!({:?}), gzip: {gzip} }},",
            file.display().to_string()
        );
    }
    rows.push(']');
    Ok(rows)
}

/// Compresses a file at the highest level. Nothing if that does not make it smaller.
fn compressed(file: &Path) -> io::Result<Option<Vec<u8>>> {
    let kind = file
        .extension()
        .and_then(|kind| kind.to_str())
        .unwrap_or_default();
    if !COMPRESSED.contains(&kind) {
        return Ok(None);
    }
    let plain = fs::read(file)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&plain)?;
    let gzip = encoder.finish()?;
    Ok((gzip.len() < plain.len()).then_some(gzip))
}
