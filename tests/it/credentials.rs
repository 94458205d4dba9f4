//! The audiences that each credential may ask for.

use crate::support::{Answer, TestApp, credential, index, knee_search, settings};
use axum::body::Body;
use axum::http::{Request, header};
use nearsite::config::Settings;
use serde_json::json;

/// SHA-256 of `order-desk-token`.
const ORDER_DESK: &str = "d6df1208f3cdfd9ca8a7b45a11fdbf593a57de44d0761486c6ffb8f19366cc74";
/// SHA-256 of `review-token`, in capitals as some tools print it.
const REVIEW: &str = "3C9269E2A436BBA87AD1255617F2231DEEB2CB6A63F200E6CFFB9C32585F8422";

fn guarded() -> TestApp {
    let credentials = vec![
        credential("order desk", ORDER_DESK, &["ordering_provider", "member"]),
        credential("review", REVIEW, &["reviewer"]),
    ];
    TestApp::with(&Settings {
        credentials,
        ..settings(index())
    })
}

async fn search_as(test: &TestApp, authorization: &[&str], audience: &str) -> Answer {
    let mut request = Request::post("/v1/search").header(header::CONTENT_TYPE, "application/json");
    for value in authorization {
        request = request.header(header::AUTHORIZATION, *value);
    }
    test.send(
        request
            .body(Body::from(
                knee_search(&json!({"audience": audience})).to_string(),
            ))
            .unwrap(),
    )
    .await
}

#[tokio::test]
async fn a_credential_gets_the_audiences_it_has() {
    let test = guarded();
    for (token, audience, status) in [
        ("Bearer order-desk-token", "ordering_provider", 200),
        ("bearer order-desk-token", "member", 200),
        ("Bearer order-desk-token", "reviewer", 403),
        ("Bearer review-token", "reviewer", 200),
        ("Bearer review-token", "member", 403),
    ] {
        assert_eq!(
            search_as(&test, &[token], audience).await.status,
            status,
            "{token} {audience}"
        );
    }
}

#[tokio::test]
async fn what_is_the_same_for_every_audience_is_not_given_for_one_it_does_not_have() {
    let test = guarded();
    for path in [
        "/v1/networks",
        "/v1/snapshot",
        "/v1/policies",
        "/v1/procedures/73721",
    ] {
        for (query, status) in [
            ("", 200),
            ("?audience=reviewer", 200),
            ("?audience=member", 403),
        ] {
            let request = Request::get(format!("{path}{query}"))
                .header(header::AUTHORIZATION, "Bearer review-token")
                .body(Body::empty())
                .unwrap();
            assert_eq!(test.send(request).await.status, status, "{path}{query}");
        }
    }
}

#[tokio::test]
async fn everything_else_is_unauthorized_with_the_same_bytes() {
    let test = guarded();
    let long = format!("Bearer {}", "x".repeat(100_000));
    let wrong: [&[&str]; 10] = [
        &[],
        &[""],
        &["Bearer"],
        &["Bearer "],
        &["Bearer order-desk-toke"],
        &["Bearer order-desk-token "],
        &["Basic b3JkZXI6ZGVzaw=="],
        &["order-desk-token"],
        &["Bearer order-desk-token", "Bearer review-token"],
        &[&long],
    ];
    let first = search_as(&test, wrong[0], "member").await;
    for authorization in wrong {
        let answer = search_as(&test, authorization, "member").await;
        assert_eq!(answer.problem(), (401, "unauthorized".to_owned()));
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_eq!(answer.bytes, first.bytes);
    }
}

#[tokio::test]
async fn every_resource_is_guarded_and_health_is_not() {
    let test = guarded();
    for path in [
        "/v1/sites/S-1",
        "/v1/sites/S-1/prices/73721?network=ppo",
        "/v1/procedures/73721",
        "/v1/networks",
        "/v1/snapshot",
    ] {
        assert_eq!(test.get(path).await.status, 401, "{path}");
    }
    for path in [
        "/v1/search",
        "/v1/suggest",
        "/v1/places/search",
        "/v1/procedures/search",
    ] {
        assert_eq!(test.post(path, "not even read").await.status, 401, "{path}");
    }
    for path in ["/livez", "/readyz", "/openapi.json", "/docs/"] {
        assert_eq!(test.get(path).await.status, 200, "{path}");
    }
    let request = |path: &str| {
        Request::get(path)
            .header(header::AUTHORIZATION, "Bearer review-token")
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(test.send(request("/v1/networks")).await.status, 200);
    assert_eq!(test.send(request("/v1/sites/S-1")).await.status, 403);
    assert_eq!(
        test.send(request("/v1/sites/S-1?audience=reviewer"))
            .await
            .status,
        200
    );
}
