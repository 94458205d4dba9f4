//! From files to a directory: ids, the manifest, rejects, dry runs, the sample.

use crate::support::{World, lines, site, site_with};
use nearsite_datasets::{IndexOptions, Progress, index, sample};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

#[test]
fn the_id_follows_from_content_not_from_names_or_order_or_compression() {
    let first = World::new().built().published.unwrap().id;
    let mut world = World::new();
    world.write("registrations.ndjson", lines(&[site("A-2"), site("A-1")]));
    world.options.inputs.participation = world.write(
        "other name.zst",
        zstd::encode_all(&b"network,registration_id\nn1,A-2\nn1,A-1\n"[..], 1).unwrap(),
    );
    assert_eq!(world.built().published.unwrap().id, first);
    world.options.as_of = "2026-06-02".parse().unwrap();
    assert_ne!(world.built().published.unwrap().id, first);
}

#[test]
fn the_manifest_names_sources_and_counts() {
    let world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["status"] = json!("x")),
    ]);
    world.built();
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    let manifest = snapshot.manifest();
    let roles: Vec<&str> = manifest
        .sources
        .iter()
        .map(|source| source.role.as_str())
        .collect();
    assert_eq!(roles, ["networks", "registrations", "participation"]);
    let bytes = std::fs::read(world.folder().join("registrations.ndjson")).unwrap();
    let source = &manifest.sources[1];
    assert_eq!(
        (source.name.as_str(), source.bytes),
        ("registrations.ndjson", bytes.len() as u64)
    );
    assert_eq!(source.blake3, blake3::hash(&bytes).to_hex().to_string());
    assert_eq!(
        manifest.report["files"][1]["rejected_by_code"]["invalid_value"],
        1
    );
    assert_eq!(manifest.report["networks"]["n1"]["accepted"], 1);
    assert_eq!(
        (manifest.counts.sites, manifest.counts.networks["n1"]),
        (1, 1)
    );
}

#[test]
fn the_rejects_file_is_private_and_new_every_time() {
    let mut world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["status"] = json!("x")),
    ]);
    let path = world.folder().join("my rejects.ndjson");
    std::fs::write(&path, "old\n".repeat(100)).unwrap();
    world.options.rejects = Some(path.clone());
    world.built();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 1);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!world.options.out.join("rejects.ndjson").exists());
}

#[test]
fn rejects_may_go_to_a_device_but_not_into_a_folder_or_through_a_link() {
    let mut world = World::new();
    world.options.rejects = Some("/dev/null".into());
    world.built();
    assert!(std::fs::metadata("/dev/null").is_ok_and(|found| !found.is_file()));
    let link = world.folder().join("link");
    std::os::unix::fs::symlink(world.folder().join("target"), &link).unwrap();
    for path in [world.folder().to_owned(), link] {
        world.options.rejects = Some(path);
        let message = world.refusal();
        assert!(message.contains("is not a regular file"), "{message}");
    }
}

#[test]
fn a_dry_run_writes_rejects_only_to_a_named_file() {
    let mut world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["status"] = json!("x")),
    ]);
    world.options.dry_run = true;
    let report = world.built();
    assert_eq!((report.published, report.first_rejects.len()), (None, 1));
    assert!(!world.options.out.exists());
    let path = world.folder().join("rejects.ndjson");
    world.options.rejects = Some(path.clone());
    world.built();
    assert!(path.exists() && !world.options.out.exists());
}

#[test]
fn progress_covers_every_file_to_its_end() {
    let world = World::new();
    let mut ended = Vec::new();
    index(&world.options, &mut |progress| {
        if let Progress::Reading {
            file,
            bytes_read,
            bytes_total,
        } = progress
            && bytes_read == bytes_total
            && ended.last() != Some(&file)
        {
            ended.push(file);
        }
    })
    .unwrap();
    assert_eq!(
        ended,
        ["networks.csv", "registrations.ndjson", "participation.csv"]
    );
}

#[test]
fn the_sample_builds_without_a_reject_beyond_placeholders() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = sample::write_sample(folder.path(), &mut |_| {}).unwrap();
    let options = IndexOptions {
        as_of: "2026-06-01".parse().unwrap(),
        ..IndexOptions::new(inputs, folder.path().join("out"))
    };
    let report = index(&options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert!(
        report.snapshot.sites >= 2900 && report.snapshot.prices > 10_000,
        "{report}"
    );
    for file in report.files.iter().filter(|file| file.role != "prices") {
        assert_eq!(
            (file.counts.rejected, file.unknown_fields.len()),
            (0, 0),
            "{report}"
        );
    }
}
