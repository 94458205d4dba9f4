//! The headers of every page, and the text of pages without content.

use super::{Door, FILES};
use crate::support::{credential, index, settings};
use nearsite::config::Settings;
use nearsite::state::App;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Nothing inline that the policy would refuse, and nothing from elsewhere.
fn keeps_to_the_policy(html: &str) {
    assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{html}");
    for bad in [
        "<script>",
        "<style",
        " style=",
        " onclick",
        " onload",
        "javascript:",
        "src=\"http",
        "<base",
    ] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
}

#[tokio::test]
async fn every_page_has_its_headers() {
    let door = Door::open().await;
    for (path, status) in [
        ("/", 200),
        ("/find", 200),
        ("/find/sites/S-1", 200),
        ("/find/sites/none", 404),
        ("/order-entry", 200),
    ] {
        let page = door.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.header("content-security-policy"), POLICY);
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(
            page.header("cache-control"),
            "no-cache",
            "nothing of a member is in it"
        );
        assert!(!page.headers.contains_key("set-cookie"));
        keeps_to_the_policy(&page.text());
    }
    let answer = door
        .post(&[("typed", "73721, 78701"), ("network", "ppo")])
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    assert_eq!(answer.header("content-security-policy"), POLICY);
    keeps_to_the_policy(&answer.text());
}

#[tokio::test]
async fn the_start_page_links_the_pages_and_every_link_leads_somewhere() {
    let door = Door::open().await;
    let start = door.get("/").await.text();
    for path in ["/find", "/order-entry", "/docs"] {
        assert!(start.contains(&format!("href=\"{path}\"")), "{path}");
        let status = door.get(path).await.status.as_u16();
        assert!(status == 200 || status == 303, "{path}: {status}");
    }
}

#[tokio::test]
async fn a_page_names_what_it_loads() {
    let door = Door::open().await;
    let find = door.get("/find").await.text();
    assert!(
        find.contains("<main id=\"find\"><"),
        "no map is named where none is set"
    );
    assert!(find.contains("<link rel=\"stylesheet\" href=\"/assets/find.css\"><script type=\"module\" src=\"/assets/find.js\">"));
    let order = door.get("/order-entry").await.text();
    assert!(order.contains("<main id=\"order-entry\"><noscript>"));
    assert!(order.contains("<script src=\"/nearsite-display-list.js\" defer></script><script type=\"module\" src=\"/assets/order-entry.js\">"));
    assert!(order.contains("href=\"/assets/order-entry.css\"") && order.contains("href=\"/find\""));
    let answer = door.post(&[("typed", "73721, 78701")]).await.text();
    assert!(
        !answer.contains("<script"),
        "a script would start anew and lose the list"
    );
}

#[tokio::test]
async fn without_built_files_pages_say_so_and_the_api_serves() {
    let door = Door::with(&settings(index()), &[]).await;
    for path in ["/", "/find", "/find/sites/S-1", "/order-entry"] {
        let page = door.get(path).await;
        assert_eq!(page.status, 503, "{path}");
        assert_eq!(page.header("content-security-policy"), POLICY);
        assert!(
            page.text().contains("not in this executable") && page.text().contains("Node 20.19")
        );
    }
    assert_eq!(door.post(&[("typed", "73721, 78701")]).await.status, 503);
    let spanish = door.get("/find?lang=es").await.text();
    assert!(
        spanish.contains("<html lang=\"es\">") && spanish.contains("no están en este ejecutable")
    );
    assert_eq!(
        door.get("/assets/find.js").await.problem(),
        (404, "not-found".into())
    );
    assert_eq!(door.get("/nearsite-display-list.js").await.status, 404);
    assert_eq!(door.get("/v1/networks").await.status, 200);
}

#[tokio::test]
async fn without_a_token_a_page_says_what_the_api_says() {
    let hash = "d6df1208f3cdfd9ca8a7b45a11fdbf593a57de44d0761486c6ffb8f19366cc74";
    let guarded = Settings {
        credentials: vec![credential("desk", hash, &["member"])],
        ..settings(index())
    };
    let door = Door::with(&guarded, &FILES).await;
    let form = door.get("/find").await;
    assert_eq!(form.status, 200);
    assert!(form.text().contains("asks for a credential") && !form.text().contains(">PPO"));
    let answer = door
        .post(&[("typed", "73721, 78701"), ("network", "ppo")])
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("www-authenticate")),
        (401, "Bearer")
    );
    assert!(
        answer.text().contains("asks for a credential") && !answer.text().contains("Imaging S-1")
    );
    let site = door.get("/find/sites/S-1").await;
    assert_eq!(site.status, 401);
    assert!(!site.text().contains("Main St"));
}

#[tokio::test]
async fn before_a_snapshot_is_open_a_page_says_that_it_is_being_loaded() {
    let app = App::new(settings(index()).check().unwrap());
    let door = Door::over(&app, &FILES).await;
    assert!(
        door.get("/find")
            .await
            .text()
            .contains("still being loaded")
    );
    let answer = door.post(&[("typed", "73721, 78701")]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (503, "2")
    );
    assert!(answer.text().contains("still being loaded"));
}
