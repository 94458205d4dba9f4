//! Policies in and out of service, and what the API says of them.

use crate::process::{Client, Server, free_port, nearsite};
use crate::support::{TestApp, index};
use nearsite::policies::{Load, put_into_service, watch};
use nearsite_datasets::{read_policies, shipped};
use nearsite_index::site_of_care::Policies;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// A sound policy of another plan, with an id of its own.
fn policy(id: &str) -> String {
    format!(
        "id = \"{id}\"\npayer = \"plan\"\nprogramme = \"imaging-site-of-care\"\ntitle = \"A plan\"\nversion = \"1\"\n\
         effective_from = \"2026-01-01\"\nsources = [\"S1\"]\nleft_open = [\"No criteria were found.\"]\ncriterion = []\n\
         [scope]\nmodalities = [\"mri\"]\nplace_of_service = [\"19\", \"22\"]\n[access]\nmetric = \"left_open\"\nsource = \"S1\"\n"
    )
}

fn ids(answer: &Value) -> Vec<&str> {
    let policies = answer["policies"].as_array().unwrap();
    policies
        .iter()
        .map(|policy| policy["id"].as_str().unwrap())
        .collect()
}

fn ids_served(client: &Client) -> Vec<String> {
    let (status, body) = client.get("/v1/policies").unwrap();
    assert_eq!(status, 200);
    let answer: Value = serde_json::from_slice(&body).unwrap();
    ids(&answer).into_iter().map(str::to_owned).collect()
}

/// Waits until something holds that a signal brings about.
fn until(mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(
            started.elapsed() < Duration::from_mins(1),
            "it never came to be"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn refusals(server: &Server) -> String {
    let (_, body) = server.admin_client().get("/metrics").unwrap();
    let text = String::from_utf8(body).unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("nearsite_policy_reload_failures_total"));
    line.unwrap().to_owned()
}

#[test]
fn a_hangup_takes_a_good_folder_into_service_and_no_bad_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.toml");
    fs::write(&file, policy("first")).unwrap();
    let server = Server::start_with(index(), 2, &["--policies", folder.path().to_str().unwrap()]);
    let client = server.client();
    assert_eq!(ids_served(&client), ["first"]);

    fs::write(&file, policy("second")).unwrap();
    server.signal("HUP");
    until(|| ids_served(&client) == ["second"]);

    // A file that breaks a rule next to a good one: the folder is refused as a whole and the old
    // set stays.
    fs::write(&file, policy("third")).unwrap();
    fs::write(folder.path().join("other.toml"), policy("fourth")).unwrap();
    server.signal("HUP");
    until(|| refusals(&server).ends_with(" 1"));
    assert_eq!(ids_served(&client), ["second"]);

    fs::remove_file(folder.path().join("other.toml")).unwrap();
    server.signal("HUP");
    until(|| ids_served(&client) == ["third"]);
    assert!(refusals(&server).ends_with(" 1"));
}

#[test]
fn without_a_folder_the_shipped_policies_are_in_service() {
    let server = Server::start(index(), 2);
    let shipped = shipped::policies().unwrap();
    let expected: Vec<&str> = shipped.iter().map(|held| &*held.pack().id).collect();
    assert_eq!(ids_served(&server.client()), expected);
}

#[test]
fn a_bad_folder_is_refused_at_start_with_every_fault() {
    let folder = tempfile::tempdir().unwrap();
    let serve = |policies: &Path| {
        let output = nearsite()
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{}", free_port())])
            .args(["--admin-listen", &format!("127.0.0.1:{}", free_port())])
            .arg("--index")
            .arg(index())
            .arg("--policies")
            .arg(policies)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, message) = serve(folder.path());
    assert_eq!(code, Some(2), "{message}");
    assert!(message.contains("contains no policy"), "{message}");
    fs::write(folder.path().join("a.toml"), policy("Not an id")).unwrap();
    fs::write(
        folder.path().join("b.toml"),
        policy("b").replace("\"mri\"", "\"mra\""),
    )
    .unwrap();
    let (code, message) = serve(folder.path());
    assert_eq!(code, Some(2), "{message}");
    assert!(
        message.contains("a.toml: policy number 1: id: must be"),
        "{message}"
    );
    assert!(message.contains("b.toml: line 11, column"), "{message}");
}

#[tokio::test]
async fn the_api_lists_policies_for_every_audience() {
    let test = TestApp::new();
    assert_eq!(
        test.get("/v1/policies").await.json(),
        json!({"policies": []})
    );
    put_into_service(&test.app, shipped::policies().unwrap());
    let listed = test.get("/v1/policies").await.json();
    for audience in ["member", "ordering_provider", "reviewer"] {
        let asked = test.get(&format!("/v1/policies?audience={audience}")).await;
        assert_eq!(asked.json(), listed, "{audience}");
    }
    assert_eq!(test.get("/v1/policies?payer=cigna").await.status, 422);
    let cigna = &listed["policies"].as_array().unwrap()[ids(&listed)
        .iter()
        .position(|id| *id == "cigna-2025-09")
        .unwrap()];
    let shipped = shipped::policies().unwrap();
    let held = shipped.by_id("cigna-2025-09").unwrap();
    assert_eq!(
        *cigna,
        json!({
            "id": "cigna-2025-09", "payer": "cigna", "programme": "imaging-site-of-care", "title": held.pack().title,
            "version": held.pack().version, "digest": held.digest(), "effective_from": "2025-09-26", "effective_to": null,
            "sources": held.pack().sources, "left_open": held.pack().left_open,
        })
    );
    let described = test.get("/openapi.json").await.json();
    let members = &described["components"]["schemas"]["PolicyView"]["properties"];
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(keys(members), keys(cigna));
}

#[tokio::test]
async fn a_set_that_is_refused_leaves_the_one_in_service_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let load: Arc<Load> = Arc::new(move || {
        read_policies(std::slice::from_ref(&path))
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    });
    let test = TestApp::new();
    put_into_service(&test.app, Policies::default());
    let hangup = Arc::new(Notify::new());
    let watching = tokio::spawn(watch(test.app.clone(), Arc::clone(&hangup), load));
    let metric = |line: &str| {
        test.app
            .metrics()
            .encode()
            .unwrap()
            .lines()
            .any(|reported| reported == line)
    };
    hangup.notify_one();
    let refused = async {
        while !metric("nearsite_policy_reload_failures_total 1") {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), refused)
        .await
        .unwrap();
    assert!(metric("nearsite_policies 0"));
    fs::write(folder.path().join("plan.toml"), policy("first")).unwrap();
    hangup.notify_one();
    let served = async {
        while test.app.policies().by_id("first").is_none() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), served)
        .await
        .unwrap();
    assert!(metric("nearsite_policies 1"));
    watching.abort();
}
