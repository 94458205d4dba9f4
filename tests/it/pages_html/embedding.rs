//! The origins of pages that may call the API.

use super::{Door, FILES};
use crate::support::{index, settings};
use nearsite::config::Settings;

const HOME: &str = "https://ehr.example.org";

async fn door() -> Door {
    let settings = Settings {
        embed_origins: vec![HOME.into(), "http://127.0.0.1:5173".into()],
        ..settings(index())
    };
    Door::with(&settings, &FILES).await
}

#[tokio::test]
async fn a_configured_origin_may_ask_and_read() {
    let door = door().await;
    let ask = [
        ("Origin", HOME),
        ("Access-Control-Request-Method", "POST"),
        (
            "Access-Control-Request-Headers",
            "content-type,authorization",
        ),
    ];
    let leave = door.send("OPTIONS /v1/search", &ask, "").await;
    assert_eq!(
        (
            leave.status.as_u16(),
            leave.header("access-control-allow-origin")
        ),
        (200, HOME)
    );
    assert_eq!(leave.header("access-control-allow-methods"), "GET,POST");
    assert_eq!(
        leave.header("access-control-allow-headers"),
        "content-type,authorization"
    );
    assert!(
        !leave
            .headers
            .contains_key("access-control-allow-credentials")
    );
    let body = r#"{"audience":"member","origin":{"zip":"78701"},"procedure":"73721"}"#;
    let head = [("Origin", HOME), ("Content-Type", "application/json")];
    for (body, status) in [(body, 200), ("{", 400), ("{}", 422)] {
        let answer = door.send("POST /v1/search", &head, body).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.header("access-control-allow-origin")
            ),
            (status, HOME)
        );
        assert!(answer.header("vary").contains("origin"));
    }
}

#[tokio::test]
async fn no_other_origin_may_and_no_page_of_ours_is_for_others() {
    let door = door().await;
    for other in [
        "https://evil.example.org",
        "http://ehr.example.org",
        "https://ehr.example.org.evil.org",
        "null",
    ] {
        let answer = door
            .send("GET /v1/networks", &[("Origin", other)], "")
            .await;
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{other}"
        );
    }
    for path in ["/find", "/order-entry", "/assets/find.js"] {
        let answer = door
            .send(&format!("GET {path}"), &[("Origin", HOME)], "")
            .await;
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
    }
    let closed = Door::open().await;
    let answer = closed
        .send("GET /v1/networks", &[("Origin", HOME)], "")
        .await;
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn an_entry_that_is_no_origin_is_named() {
    for bad in [
        "*",
        "https://ehr.example.org/",
        "ehr.example.org",
        "https://*.example.org",
    ] {
        let settings = Settings {
            embed_origins: vec![HOME.into(), bad.into()],
            ..settings(index())
        };
        let error = settings.check().unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("embed_origins: {bad} is no origin")),
            "{error}"
        );
    }
}
