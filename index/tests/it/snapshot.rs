//! Publishing, opening, rolling back.

use crate::world::*;
use nearsite_domain::*;
use nearsite_index::snapshot::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn austin() -> SnapshotContents {
    let sites = vec![
        site("A-1", -97.74, 30.27),
        site("A-2", -97.75, 30.28),
        site("A-3", 144.79, 13.45),
    ];
    contents(
        sites,
        &[
            ("A-1", 50_000, Evidence::Claims),
            ("A-2", 70_000, Evidence::Estimate),
        ],
    )
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let inner = files(&entry.path());
            found.extend(
                inner
                    .into_iter()
                    .map(|(path, bytes)| (format!("{name}/{path}"), bytes)),
            );
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn what_is_written_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let written = austin();
    let sites = written.sites.clone();
    let snapshot = publish_into(folder.path(), written, "2026-06-01T00:00:00Z");
    assert_eq!(snapshot.site_count(), 3);
    for (number, site) in sites.iter().enumerate() {
        assert_eq!(&snapshot.site(SiteNo(number as u32)).unwrap(), site);
        assert_eq!(
            snapshot.find_site(site.registration_id.as_str()),
            Some(SiteNo(number as u32))
        );
    }
    let network = snapshot.find_network("ppo").unwrap();
    let procedure = snapshot.catalog().find("73721").unwrap();
    let first = snapshot.find_site("A-1").unwrap();
    let price = snapshot
        .price(snapshot.find_price(network, procedure, first).unwrap())
        .unwrap();
    assert_eq!(
        (price.amount, price.evidence),
        (Cents(50_000), Evidence::Claims)
    );
    assert_eq!(price.source, Some("plan file"));
    assert_eq!(price.components.len(), 1);
    let rates = snapshot.rates(network, procedure, first).unwrap();
    assert_eq!(rates.len(), 1);
    assert_eq!(
        (rates[0].line, rates[0].verdict, rates[0].n_cases),
        (2, Verdict::Shown, Some(12))
    );
    assert_eq!(snapshot.text(rates[0].file), Some("prices.csv"));
    assert!(
        snapshot
            .find_price(network, procedure, snapshot.find_site("A-3").unwrap())
            .is_none()
    );
    let zip = snapshot.zip(ZipCode::new("78701").unwrap()).unwrap();
    assert_eq!((zip.city.as_str(), zip.population), ("Austin", Some(9_427)));
    assert_eq!(zip.county_type, Some(CountyType::LargeMetro));
    assert!(snapshot.zip(ZipCode::new("00001").unwrap()).is_none());
    snapshot.scrub().unwrap();
}

#[test]
fn equal_contents_give_equal_ids_and_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = publish_into(one.path(), austin(), "2026-06-01T00:00:00Z");
    let second = publish_into(two.path(), austin(), "2026-07-01T00:00:00Z");
    assert_eq!(first.id(), second.id());
    let generation = |root: &Path| {
        let mut files = files(&root.join("generations").join(first.id()));
        files.remove("manifest.json");
        files
    };
    assert_eq!(generation(one.path()), generation(two.path()));
}

#[test]
fn the_build_date_is_part_of_the_id() {
    let folder = tempfile::tempdir().unwrap();
    let first = publish_into(folder.path(), austin(), "2026-06-01T00:00:00Z")
        .id()
        .to_owned();
    let later = SnapshotContents {
        prices_as_of: day("2026-06-02"),
        ..austin()
    };
    assert_ne!(
        publish_into(folder.path(), later, "2026-06-02T00:00:00Z").id(),
        first
    );
}

#[test]
fn a_generation_that_exists_is_verified_and_made_current() {
    let folder = tempfile::tempdir().unwrap();
    let first = publish_into(folder.path(), austin(), "2026-06-01T00:00:00Z")
        .id()
        .to_owned();
    let lock = BuildLock::acquire(folder.path()).unwrap();
    let again = publish(&lock, austin(), facts("2026-06-02T00:00:00Z"), &mut |_| {}).unwrap();
    assert_eq!(
        again,
        Published {
            id: first.clone(),
            reused: true
        }
    );
    // One that was damaged since is replaced by the fresh build.
    let sites = folder
        .path()
        .join("generations")
        .join(&first)
        .join("sites.arrow");
    fs::write(&sites, b"damaged").unwrap();
    let mended = publish(&lock, austin(), facts("2026-06-03T00:00:00Z"), &mut |_| {}).unwrap();
    assert_eq!(
        mended,
        Published {
            id: first,
            reused: false
        }
    );
    Snapshot::open(folder.path(), Verify::Full).unwrap();
}

#[test]
fn rollback_goes_back_one_generation_at_a_time_and_old_ones_are_pruned() {
    let folder = tempfile::tempdir().unwrap();
    let mut ids = Vec::new();
    for month in 1..=5 {
        let contents = SnapshotContents {
            prices_as_of: day(&format!("2026-0{month}-01")),
            ..austin()
        };
        ids.push(
            publish_into(
                folder.path(),
                contents,
                &format!("2026-0{month}-01T00:00:00Z"),
            )
            .id()
            .to_owned(),
        );
    }
    let kept = fs::read_dir(folder.path().join("generations"))
        .unwrap()
        .count();
    assert_eq!(kept, 3, "the current generation and two before it");
    let lock = BuildLock::acquire(folder.path()).unwrap();
    assert_eq!(rollback(&lock).unwrap(), ids[3]);
    assert_eq!(
        Snapshot::open(folder.path(), Verify::Fast).unwrap().id(),
        ids[3]
    );
    assert_eq!(rollback(&lock).unwrap(), ids[2]);
    assert!(matches!(
        rollback(&lock),
        Err(PublishError::NothingBefore(_))
    ));
    assert_eq!(Current::read(folder.path()).unwrap().id, ids[2]);
}

/// Publishes a build for every letter, later letters with later prices; the same letter again is
/// the same content.
fn publish_in_turn(root: &Path, letters: &str) -> BTreeMap<char, String> {
    let mut ids = BTreeMap::new();
    for (turn, letter) in letters.chars().enumerate() {
        let contents = SnapshotContents {
            prices_as_of: day(&format!("2026-01-{:02}", letter as u32 - 'A' as u32 + 1)),
            ..austin()
        };
        let built = format!("2026-02-{:02}T00:00:00Z", turn + 1);
        let id = publish_into(root, contents, &built).id().to_owned();
        ids.insert(letter, id);
    }
    ids
}

#[test]
fn rollback_goes_back_to_what_was_current_whenever_it_was_built() {
    let folder = tempfile::tempdir().unwrap();
    let ids = publish_in_turn(folder.path(), "ABA");
    let lock = BuildLock::acquire(folder.path()).unwrap();
    assert_eq!(rollback(&lock).unwrap(), ids[&'B']);
    assert_eq!(rollback(&lock).unwrap(), ids[&'A']);
    assert!(matches!(
        rollback(&lock),
        Err(PublishError::NothingBefore(_))
    ));

    // What served until the last build is kept, though others were built after it.
    let folder = tempfile::tempdir().unwrap();
    let ids = publish_in_turn(folder.path(), "ABCAD");
    let lock = BuildLock::acquire(folder.path()).unwrap();
    assert_eq!(rollback(&lock).unwrap(), ids[&'A']);
    assert_eq!(rollback(&lock).unwrap(), ids[&'C']);
}

#[test]
fn a_history_after_a_crash_is_read_as_current_says() {
    // A history after a crash in a build, after a crash in a rollback, with arbitrary text, and
    // without a file.
    let folder = tempfile::tempdir().unwrap();
    let ids = publish_in_turn(folder.path(), "ABC");
    let (a, b, c, unknown) = (&ids[&'A'], &ids[&'B'], &ids[&'C'], "f".repeat(32));
    let texts = [
        Some(format!("{a}\n{b}\n{c}\n{unknown}\n")),
        Some(format!("{a}\n{b}\n")),
        Some(format!("../..\n\u{0}\n/etc\n{b}")),
        None,
    ];
    for text in texts {
        let folder = tempfile::tempdir().unwrap();
        publish_in_turn(folder.path(), "ABC");
        let history = folder.path().join("HISTORY");
        match text {
            Some(text) => fs::write(&history, text).unwrap(),
            None => fs::remove_file(&history).unwrap(),
        }
        let lock = BuildLock::acquire(folder.path()).unwrap();
        assert_eq!(&rollback(&lock).unwrap(), b);
    }
}

#[test]
fn one_build_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let held = BuildLock::acquire(folder.path()).unwrap();
    assert!(matches!(
        BuildLock::acquire(folder.path()),
        Err(PublishError::Locked(_))
    ));
    drop(held);
    BuildLock::acquire(folder.path()).unwrap();
}

#[test]
fn the_next_build_sweeps_what_a_dead_one_left() {
    let folder = tempfile::tempdir().unwrap();
    let litter = folder.path().join("generations").join(".tmp-4711");
    fs::create_dir_all(&litter).unwrap();
    fs::write(litter.join("sites.arrow"), b"half a file").unwrap();
    fs::write(folder.path().join("CURRENT.tmp"), b"half a line").unwrap();
    publish_into(folder.path(), austin(), "2026-06-01T00:00:00Z");
    assert!(!litter.exists());
    assert!(!folder.path().join("CURRENT.tmp").exists());
}

#[test]
fn a_read_only_directory_opens() {
    let folder = tempfile::tempdir().unwrap();
    publish_into(folder.path(), austin(), "2026-06-01T00:00:00Z");
    let before = files(folder.path());
    Snapshot::open(folder.path(), Verify::Full).unwrap();
    Snapshot::open(folder.path(), Verify::Fast).unwrap();
    assert_eq!(files(folder.path()), before, "opening writes nothing");
}

#[test]
fn an_empty_world_is_a_snapshot_too() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = publish_into(
        folder.path(),
        contents(Vec::new(), &[]),
        "2026-06-01T00:00:00Z",
    );
    assert_eq!(snapshot.search(&knee_search()).unwrap().total, 0);
}

#[test]
fn contents_out_of_order_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let lock = BuildLock::acquire(folder.path()).unwrap();
    let mut contents = austin();
    contents.sites.reverse();
    let error = publish(&lock, contents, facts("2026-06-01T00:00:00Z"), &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("order"), "{error}");
    assert!(matches!(
        Snapshot::open(folder.path(), Verify::Full),
        Err(OpenError::Missing(_))
    ));
}
