//! Middleware around every answer: ids, headers, compression, health, metrics, and the bound on
//! work in flight.

use crate::support::{TestApp, index, knee_search, settings};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use nearsite::config::Settings;
use nearsite::routes;
use serde_json::json;
use tower::ServiceExt;

pub(crate) async fn metrics(test: &TestApp) -> String {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let body = routes::admin(&test.app)
        .oneshot(request)
        .await
        .unwrap()
        .into_body();
    String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn every_answer_has_an_id_and_must_not_be_stored() {
    let test = TestApp::new();
    let (found, absent) = (
        test.search(&knee_search(&json!({}))).await,
        test.get("/nowhere").await,
    );
    for answer in [&found, &absent] {
        assert_eq!(answer.header("x-request-id").len(), 16);
        assert_eq!(
            (
                answer.header("cache-control"),
                answer.header("x-content-type-options")
            ),
            ("no-store", "nosniff")
        );
    }
    assert_ne!(found.header("x-request-id"), absent.header("x-request-id"));
}

#[tokio::test]
async fn a_head_has_the_content_length_of_a_plain_get_and_none_when_compressed() {
    let test = TestApp::new();
    let whole = test.get("/openapi.json").await;
    let head = async |accepted: &str| {
        let request = Request::head("/openapi.json").header(accepted, "gzip");
        test.send(request.body(Body::empty()).unwrap()).await
    };
    let (plain, open) = (head("x-any").await, head("accept-encoding").await);
    assert!(plain.bytes.is_empty() && open.bytes.is_empty());
    assert_eq!(
        plain.header("content-length"),
        whole.bytes.len().to_string()
    );
    assert_eq!(
        (open.status.as_u16(), open.header("content-length")),
        (200, "")
    );
}

#[tokio::test]
async fn a_callers_id_is_taken_when_it_is_a_short_token() {
    let test = TestApp::new();
    for (sent, is_taken) in [
        ("order-7.a_B", true),
        ("has space", false),
        ("", false),
        (&*"x".repeat(65), false),
    ] {
        let answer = test
            .send(
                Request::get("/livez")
                    .header("x-request-id", sent)
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        assert_eq!(answer.header("x-request-id") == sent, is_taken, "{sent}");
    }
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_accept_it() {
    let test = TestApp::new();
    let plain = test.get("/openapi.json").await;
    let request = Request::get("/openapi.json")
        .header("accept-encoding", "br, gzip")
        .body(Body::empty())
        .unwrap();
    let packed = test.send(request).await;
    assert_eq!(
        (
            plain.header("content-encoding"),
            packed.header("content-encoding")
        ),
        ("", "gzip")
    );
    assert!(packed.bytes.len() < plain.bytes.len() / 2 && packed.bytes.starts_with(&[0x1f, 0x8b]));
}

#[tokio::test]
async fn work_beyond_the_bound_is_refused_at_once_and_health_is_not() {
    let test = TestApp::with(&Settings {
        max_in_flight: 1,
        ..settings(index())
    });
    let held = test.app.permit().unwrap();
    for refused in [
        test.search(&knee_search(&json!({}))).await,
        test.post("/v1/suggest", r#"{"q":"aus"}"#).await,
        test.estimate(&json!({})).await,
    ] {
        assert_eq!(refused.problem(), (503, "overloaded".to_owned()));
        assert_eq!(refused.header("retry-after"), "1");
    }
    assert_eq!(test.get("/livez").await.status, 200);
    assert_eq!(test.get("/readyz").await.status, 200);
    drop(held);
    assert_eq!(test.search(&knee_search(&json!({}))).await.status, 200);
}

#[tokio::test]
async fn before_a_snapshot_is_open_only_liveness_is_answered() {
    let test = TestApp::without_snapshot(settings(index()).check().unwrap());
    assert_eq!(test.get("/livez").await.status, 200);
    for path in ["/readyz", "/v1/networks", "/v1/snapshot", "/v1/sites/S-1"] {
        assert_eq!(
            test.get(path).await.problem(),
            (503, "not-ready".to_owned()),
            "{path}"
        );
    }
    assert_eq!(test.search(&knee_search(&json!({}))).await.status, 503);
}

#[tokio::test]
async fn a_damaged_snapshot_is_taken_out_of_service() {
    let test = TestApp::new();
    test.app.live().unwrap().condemn();
    assert_eq!(test.get("/readyz").await.status, 503);
    assert_eq!(
        test.search(&knee_search(&json!({}))).await.problem().1,
        "not-ready"
    );
}

#[tokio::test]
async fn metrics_count_requests_and_hold_no_word_of_them() {
    let test = TestApp::new();
    let body =
        knee_search(&json!({"text": "zyxwv", "filters": {"organization": "Zyxwv Hospital"}}));
    for _ in 0..3 {
        test.search(&body).await;
    }
    test.get("/v1/sites/S-1?audience=reviewer").await;
    test.get("/zyxwv").await;
    test.send(
        Request::builder()
            .method("ZYXWV")
            .uri("/v1/search")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    let text = metrics(&test).await;
    for line in [
        r#"nearsite_requests_total{route="/v1/search",method="POST",status="200"} 3"#,
        r#"nearsite_requests_total{route="unmatched",method="GET",status="404"} 1"#,
        r#"nearsite_requests_total{route="/v1/search",method="other",status="405"} 1"#,
        "nearsite_answer_cache_hits_total 1",
        "nearsite_answer_cache_misses_total 2",
        "nearsite_snapshot_sites 6",
    ] {
        assert!(text.contains(line), "{line} not in {text}");
    }
    assert!(!text.to_lowercase().contains("zyxwv") && !text.contains("S-1"));
}

#[tokio::test]
async fn the_page_of_the_description_needs_no_network() {
    let test = TestApp::new();
    assert_eq!(test.get("/docs").await.header("location"), "/docs/");
    let page = test.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert!(
        !page.text().contains("http://") && !page.text().contains("https://"),
        "{}",
        page.text()
    );
    for file in [
        "swagger-ui.css",
        "swagger-ui-bundle.js",
        "swagger-initializer.js",
    ] {
        assert_eq!(
            test.get(&format!("/docs/{file}")).await.status,
            200,
            "{file}"
        );
    }
    assert!(
        test.get("/docs/swagger-initializer.js")
            .await
            .text()
            .contains("/openapi.json")
    );
}
