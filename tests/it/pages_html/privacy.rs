//! Nothing a member types reaches a log, a metric, a header or an address.

use super::{FILES, between};
use crate::logs::Captured;
use crate::support::{Answer, TestApp, index, settings};
use axum::body::Body;
use axum::http::Request;
use nearsite::routes;
use nearsite::state::{App, Live};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde_json::Value;
use std::sync::Arc;

/// ZIP, exam, place, network and site, as typed.
const PLANTED: [&str; 6] = ["78701", "73721", "Zyxwv", "knee", "99999", "S-1"];

fn app() -> App {
    let config = settings(index()).check().unwrap();
    let snapshot = Snapshot::open(&config.index, Verify::Full).unwrap();
    let live = Live::new(snapshot, config.limits.cache_bytes);
    let app = App::new(config);
    app.swap(Arc::new(live));
    app
}

fn form(body: &str) -> Request<Body> {
    Request::post("/find")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

/// No header and no link in the page contains what was typed. Links to sites, phones and maps are
/// allowed.
fn assert_contains_nothing_typed(answer: &Answer) {
    for (name, value) in &answer.headers {
        let value = value.to_str().unwrap();
        let is_number = ["x-request-id", "content-length", "date"].contains(&name.as_str());
        assert!(
            is_number || PLANTED.iter().all(|word| !value.contains(word)),
            "{name}: {value}"
        );
    }
    let html = answer.text();
    let addresses = [
        between(&html, "href=\"", "\""),
        between(&html, "action=\"", "\""),
        between(&html, "src=\"", "\""),
    ]
    .concat();
    for address in addresses {
        let is_of_site = ["/find/sites/", "tel:", "https://www.google.com/maps/dir/"]
            .iter()
            .any(|start| address.starts_with(start));
        assert!(
            is_of_site || PLANTED.iter().all(|word| !address.contains(word)),
            "{address}"
        );
        assert!(
            !address.starts_with("/find/sites/") || !address.contains("78701"),
            "{address}"
        );
    }
    let title = between(&html, "<title>", "</title>")[0];
    assert!(PLANTED.iter().all(|word| !title.contains(word)), "{title}");
}

#[tokio::test]
async fn what_a_member_types_stays_in_the_page() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let app = app();
    let test = TestApp::facing(app.clone(), routes::api_with_pages(&app, &FILES));
    captured.wait_until_heard(&test).await;
    for body in [
        "typed=73721%2C+78701&network=ppo",
        "typed=knee+mri%2C+78701&network=ppo",
        "typed=knee+mri&network=ppo",
        "typed=Zyxwv%2C+78701",
        "typed=73721%2C+99999",
        "typed=73721%2C+78701&radius=Zyxwv",
        "typed=73721%2C+78701&network=Zyxwv",
        "Zyxwv=78701",
    ] {
        assert_contains_nothing_typed(&test.send(form(body)).await);
    }
    test.get("/find/sites/S-1").await;
    test.get("/find?lang=es&Zyxwv=78701").await;
    test.get("/find/sites/Zyxwv-78701").await;
    test.get("/assets/78701").await;
    let log = String::from_utf8(captured.take()).unwrap();
    assert_eq!(log.matches("\"answered\"").count(), 12, "{log}");
    for line in log.lines() {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line.as_object_mut().unwrap().remove("timestamp");
        if let Some(fields) = line["fields"].as_object_mut() {
            fields.retain(|name, _| {
                !["request.id", "snapshot.id", "took_us"].contains(&name.as_str())
            });
        }
        let line = line.to_string();
        assert!(PLANTED.iter().all(|word| !line.contains(word)), "{line}");
        assert!(!line.contains("unmatched"), "{line}");
    }
    let metrics = TestApp::facing(app.clone(), routes::admin(&app))
        .get("/metrics")
        .await
        .text();
    for route in ["/find", "/find/sites/{registration_id}", "/assets/{*file}"] {
        assert!(
            metrics.contains(&format!("route=\"{route}\"")),
            "{route} in {metrics}"
        );
    }
    let labels: String = between(&metrics, "{", "}").concat();
    assert!(
        PLANTED.iter().all(|word| !labels.contains(word)),
        "{labels}"
    );
}
