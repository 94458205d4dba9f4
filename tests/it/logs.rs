//! Logs describe answers and never contain words of a request.

use crate::orders::{policies, with};
use crate::support::{TestApp, credential, index, knee_search, settings};
use axum::body::Body;
use axum::http::Request;
use nearsite::config::Settings;
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex};

/// The log lines written while a test captures them.
#[derive(Clone, Default)]
pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Captured {
    pub(crate) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Waits until log lines are captured. Each log call site caches whether there is a subscriber.
    /// If another test reached it first, without one, the cache has to be rebuilt.
    pub(crate) async fn wait_until_heard(&self, test: &TestApp) {
        for _ in 0..1000 {
            test.get("/livez").await;
            if !self.take().is_empty() {
                return;
            }
            tracing::callsite::rebuild_interest_cache();
        }
        panic!("nothing is logged");
    }
}

/// Words of the requests that must not appear in the log.
const CANARIES: [&str; 13] = [
    "1979",
    "S-3",
    "sedation",
    "78701",
    "30.27",
    "97.74",
    "73721",
    "Zyxwv",
    "381.5",
    "4711",
    "S-1",
    "s3cret",
    "127.0.0.1",
];

#[tokio::test]
async fn no_word_of_a_request_reaches_the_log() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let hash = "d6df1208f3cdfd9ca8a7b45a11fdbf593a57de44d0761486c6ffb8f19366cc74";
    let guarded = TestApp::with(&Settings {
        credentials: vec![credential("desk", hash, &["member"])],
        ..settings(index())
    });
    let test = TestApp::new();
    captured.wait_until_heard(&test).await;
    let asked = json!({"text": "Zyxwv", "needs": {"patient_weight_lb": 381.5}, "compare_to": "S-1", "why_not": ["S-1"]});
    test.search(&knee_search(&asked)).await;
    test.search(&knee_search(
        &json!({"origin": {"lat": 30.27, "lon": -97.74}}),
    ))
    .await;
    test.post("/v1/search", r#"{"Zyxwv": 78701"#).await;
    test.post("/v1/search", r#"{"Zyxwv": 78701}"#).await;
    test.app.swap_policies(policies());
    let stated = json!({"birth_date": "1979-12-03", "weight_lb": 420});
    let evaluations = "/v1/site-of-care/evaluations";
    for order in [
        with("/member", &stated),
        with("/facts", &json!({"sedation_need": 30.27})),
    ] {
        test.post(evaluations, order.to_string()).await;
    }
    let benefits =
        json!({"deductible": {"individual": {"limit": 4711.5}}, "coinsurance_percent": 20});
    test.search(&knee_search(
        &json!({"benefits": benefits, "sort": "member_cost"}),
    ))
    .await;
    test.estimate(&json!({"benefits": benefits})).await;
    test.estimate(&json!({"benefits": benefits, "sites": ["Zyxwv"]}))
        .await;
    test.post("/v1/suggest", r#"{"q": "Zyxwv"}"#).await;
    test.post("/v1/procedures/search", r#"{"q": "73721"}"#)
        .await;
    test.get("/v1/sites/S-1?audience=reviewer&zip=78701").await;
    test.get("/v1/sites/S-1").await;
    test.get("/Zyxwv/78701").await;
    let request = Request::get("/v1/networks")
        .header("authorization", "Bearer s3cret")
        .body(Body::empty())
        .unwrap();
    guarded.send(request).await;
    let log = String::from_utf8(captured.take()).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .filter(|line| line["fields"]["message"] == "answered");
    assert_eq!(answered.count(), 15, "{log}");
    for mut line in lines {
        // Numbers that do not come from a request: the clock, a random name, a hash, a duration.
        line.as_object_mut().unwrap().remove("timestamp");
        if let Some(fields) = line["fields"].as_object_mut() {
            fields.retain(|name, _| {
                !["request.id", "snapshot.id", "took_us"].contains(&name.as_str())
            });
        }
        for canary in CANARIES {
            assert!(!line.to_string().contains(canary), "{canary} in {line}");
        }
    }
}
