//! Snapshots in and out of service.

use crate::support::{TestApp, contents, knee_search, publish_into, settings, sites};
use nearsite::config::{Settings, VerifySetting};
use nearsite::reload;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

fn watched(root: &Path) -> TestApp {
    let settings = Settings {
        poll_ms: 5,
        verify: VerifySetting::Full,
        ..settings(root)
    };
    TestApp::without_snapshot(settings.check().unwrap())
}

async fn until(mut holds: impl FnMut() -> bool) {
    let wait = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait)
        .await
        .expect("it never came to be");
}

#[tokio::test]
async fn a_changed_current_is_swapped_in_and_a_bad_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = publish_into(folder.path(), contents(sites(1)), "2026-06-01T00:00:00Z");
    let test = watched(folder.path());
    reload::open(&test.app).await.unwrap();
    assert_eq!(test.app.snapshot_id(), Some(first.clone()));
    let watch = tokio::spawn(reload::watch(test.app.clone(), Arc::new(Notify::new())));

    let second = publish_into(folder.path(), contents(sites(2)), "2026-06-02T00:00:00Z");
    until(|| test.app.snapshot_id().as_ref() == Some(&second)).await;

    // `CURRENT` of a generation that is not there: refused, counted, and the old one stays.
    let current = folder.path().join("CURRENT");
    let sound = std::fs::read(&current).unwrap();
    std::fs::write(
        &current,
        String::from_utf8(sound.clone())
            .unwrap()
            .replace(&second, &"0".repeat(second.len())),
    )
    .unwrap();
    until(|| {
        test.app
            .metrics()
            .encode()
            .unwrap()
            .contains("nearsite_snapshot_reload_failures_total 1")
    })
    .await;
    assert_eq!(test.app.snapshot_id().as_ref(), Some(&second));
    assert_eq!(test.search(&knee_search(&json!({}))).await.status, 200);

    std::fs::write(&current, &sound).unwrap();
    let third = publish_into(folder.path(), contents(sites(3)), "2026-06-03T00:00:00Z");
    until(|| test.app.snapshot_id().as_ref() == Some(&third)).await;
    assert!(
        test.app
            .metrics()
            .encode()
            .unwrap()
            .contains("nearsite_snapshot_swaps_total 3")
    );
    watch.abort();
}

#[tokio::test]
async fn a_hangup_opens_the_current_snapshot_again() {
    let folder = tempfile::tempdir().unwrap();
    publish_into(folder.path(), contents(sites(1)), "2026-06-01T00:00:00Z");
    let test = TestApp::without_snapshot(
        Settings {
            poll_ms: 3_600_000,
            ..settings(folder.path())
        }
        .check()
        .unwrap(),
    );
    reload::open(&test.app).await.unwrap();
    let hangup = Arc::new(Notify::new());
    let watch = tokio::spawn(reload::watch(test.app.clone(), Arc::clone(&hangup)));
    let second = publish_into(folder.path(), contents(sites(2)), "2026-06-02T00:00:00Z");
    hangup.notify_one();
    until(|| test.app.snapshot_id().as_ref() == Some(&second)).await;
    watch.abort();
}

#[tokio::test]
async fn a_damaged_snapshot_never_goes_into_service() {
    let folder = tempfile::tempdir().unwrap();
    let id = publish_into(folder.path(), contents(sites(1)), "2026-06-01T00:00:00Z");
    let file = folder
        .path()
        .join("generations")
        .join(id)
        .join("sites.arrow");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let test = watched(folder.path());
    let error = reload::open(&test.app).await.unwrap_err().to_string();
    assert!(
        error.contains("sites.arrow") && !error.contains('\n'),
        "{error}"
    );
    assert_eq!(test.get("/readyz").await.status, 503);
}
