//! Killed builds and swapped snapshots: the old snapshot serves after a killed build, and no
//! request fails during a swap.

use crate::process::{InputFolder, Server, nearsite};
use nearsite_index::snapshot::{Current, Snapshot, Verify};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const KILLS: u32 = 200;
const SWAPS: usize = 200;
/// A swap must be seen by the server within this.
const PATIENCE: Duration = Duration::from_secs(20);
const SEARCH: &str =
    r#"{"audience":"member","origin":{"zip":"78701"},"procedure":"73721","network":"ppo"}"#;

/// Some hundred sites around Austin with a price each.
fn files(folder: &Path) -> InputFolder {
    let mut registrations = String::new();
    let (mut participation, mut scores, mut prices) = (
        "registration_id,network\n".to_owned(),
        "registration_id,modality,total\n".to_owned(),
        "registration_id,network,code,amount,evidence\n".to_owned(),
    );
    for number in 0..400 {
        let id = format!("F-{number:03}");
        let site = serde_json::json!({
            "registration_id": id,
            "status": "complete",
            "name": format!("Site {number}"),
            "place_of_service": "49",
            "address": {"zip": "78701"},
            "attestations": [{"plan": "plan"}],
            "services": [{"modality": "mri"}],
        });
        writeln!(registrations, "{site}").unwrap();
        writeln!(participation, "{id},ppo").unwrap();
        writeln!(scores, "{id},mri,{}", 60 + number % 40).unwrap();
        writeln!(prices, "{id},ppo,73721,{}.00,claims", 300 + number).unwrap();
    }
    InputFolder::write(
        folder,
        &[
            ("registrations.ndjson", registrations.as_str()),
            ("participation.csv", &participation),
            ("networks.csv", "network,plan,name\nppo,plan,PPO\n"),
            ("modality_scores.csv", &scores),
            ("prices.csv", &prices),
        ],
    )
}

/// Sends the same search until `stop` is set. Every answer must be a 200.
fn keep_asking(server: &Server, stop: &AtomicBool, asked: &AtomicUsize) {
    let client = server.client();
    while !stop.load(Ordering::Relaxed) {
        let answer = client.try_post("/v1/search", SEARCH);
        let status = answer.as_ref().map(|(status, _)| *status);
        assert_eq!(
            status,
            Some(200),
            "{:?}",
            answer.map(|(_, body)| String::from_utf8_lossy(&body).into_owned())
        );
        asked.fetch_add(1, Ordering::Relaxed);
    }
}

/// Sets the stop flag when dropped, also when the test fails.
struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn two_hundred_kills_of_a_build_leave_a_snapshot_that_verifies_and_serves() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let inputs = files(&folder.path().join("files"));
    let started = Instant::now();
    inputs.build(&index, "2026-01-01");
    let whole = started.elapsed();
    let server = Server::start(&index, 2);
    let (stop, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut finished = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| keep_asking(&server, &stop, &asked));
        let _stop = StopOnDrop(&stop);
        for kill in 0..KILLS {
            // Moments spread over the whole build and a little beyond, in an order that mixes early
            // and late.
            let moment = whole.mul_f64(f64::from(kill * 83 % KILLS) / f64::from(KILLS) * 1.1);
            let day = format!("2026-{:02}-{:02}", 2 + kill / 28, 1 + kill % 28);
            let mut build = inputs
                .index(&index, &day)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(moment);
            build.kill().unwrap();
            finished += u32::from(build.wait().unwrap().success());
            let snapshot = Snapshot::open(&index, Verify::Full);
            assert!(
                snapshot.is_ok(),
                "after kill {kill} at {moment:?}: {snapshot:?}"
            );
        }
    });
    assert!(finished < KILLS, "no build was killed");
    assert!(asked.load(Ordering::Relaxed) > 0);
    inputs.build(&index, "2026-12-31");
    let left = fs::read_dir(index.join("generations")).unwrap().flatten();
    let litter = left
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(".tmp-"))
        .count();
    assert_eq!(litter, 0, "the next build sweeps");
    let verified = nearsite()
        .arg("verify")
        .arg("--index")
        .arg(&index)
        .output()
        .unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stderr)
    );
}

/// Replaces `CURRENT` by one rename, as publishing does.
fn point_to(index: &Path, line: &[u8]) {
    fs::write(index.join("CURRENT.next"), line).unwrap();
    fs::rename(index.join("CURRENT.next"), index.join("CURRENT")).unwrap();
}

#[test]
fn two_hundred_swaps_under_load_fail_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let inputs = files(&folder.path().join("files"));
    let lines: Vec<(String, Vec<u8>)> = ["2026-01-01", "2026-01-02"]
        .map(|day| {
            inputs.build(&index, day);
            (
                Current::read(&index).unwrap().id,
                fs::read(index.join("CURRENT")).unwrap(),
            )
        })
        .to_vec();
    let server = Server::start(&index, 2);
    let (stop, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| keep_asking(&server, &stop, &asked));
        let _stop = StopOnDrop(&stop);
        let client = server.client();
        for swap in 0..SWAPS {
            let (id, line) = &lines[swap % 2];
            point_to(&index, line);
            server.signal("HUP");
            let started = Instant::now();
            loop {
                let (_, body) = client.get("/v1/snapshot").unwrap();
                if String::from_utf8_lossy(&body).contains(id) {
                    break;
                }
                assert!(started.elapsed() < PATIENCE, "swap {swap} was not seen");
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    });
    assert!(
        asked.load(Ordering::Relaxed) > SWAPS,
        "too few requests to show anything"
    );
}

#[test]
fn a_damaged_snapshot_is_never_swapped_in() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let inputs = files(&folder.path().join("files"));
    inputs.build(&index, "2026-01-01");
    let first = Current::read(&index).unwrap().id;
    let server = Server::start(&index, 1);
    let client = server.client();
    point_to(&index, b"not a snapshot at all\n");
    server.signal("HUP");
    for _ in 0..40 {
        let (status, body) = client.post("/v1/search", SEARCH);
        assert_eq!(status, 200);
        assert!(String::from_utf8_lossy(&body).contains(&first));
    }
    inputs.build(&index, "2026-01-02");
}
