//! The built files: cache lifetimes, and no second transfer of a known file.

use super::{Door, PACKED, SCRIPT};

#[tokio::test]
async fn an_entry_is_asked_for_again_and_not_sent_again() {
    let door = Door::open().await;
    let first = door.get("/assets/find.js").await;
    assert_eq!(
        (first.status.as_u16(), first.bytes.as_slice()),
        (200, SCRIPT)
    );
    assert_eq!(
        first.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(first.header("cache-control"), "no-cache");
    let tag = first.header("etag").to_owned();
    for known in [
        tag.as_str(),
        "*",
        &format!("\"other\", {tag}"),
        tag.trim_start_matches("W/"),
    ] {
        let again = door
            .send("GET /assets/find.js", &[("If-None-Match", known)], "")
            .await;
        assert_eq!(
            (again.status.as_u16(), again.bytes.len()),
            (304, 0),
            "{known}"
        );
        assert_eq!(again.header("etag"), tag);
    }
    let changed = door
        .send(
            "GET /assets/find.js",
            &[("If-None-Match", "W/\"older\"")],
            "",
        )
        .await;
    assert_eq!(changed.status, 200);
}

#[tokio::test]
async fn a_file_with_a_hash_may_be_kept_for_good() {
    let door = Door::open().await;
    let chunk = door.get("/assets/map-Ab3_xY-9.js").await;
    assert_eq!(
        chunk.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test]
async fn what_is_compressed_goes_to_those_who_take_it() {
    let door = Door::open().await;
    let packed = door
        .send(
            "GET /assets/find.js",
            &[("Accept-Encoding", "gzip, br")],
            "",
        )
        .await;
    assert_eq!(
        (packed.header("content-encoding"), packed.bytes.as_slice()),
        ("gzip", PACKED)
    );
    assert!(packed.header("vary").contains("accept-encoding"));
    let plain = door
        .send(
            "GET /assets/find.js",
            &[("Accept-Encoding", "gzip;q=0")],
            "",
        )
        .await;
    assert_eq!(
        (plain.header("content-encoding"), plain.bytes.as_slice()),
        ("", SCRIPT)
    );
}

#[tokio::test]
async fn anyone_may_load_the_element_with_its_words_and_nothing_else() {
    let door = Door::open().await;
    let element = door.get("/nearsite-display-list.js").await;
    assert_eq!(element.header("access-control-allow-origin"), "*");
    assert_eq!(
        element.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    let words = door.get("/assets/list-words-es.json").await;
    assert_eq!(words.header("access-control-allow-origin"), "*");
    let script = door.get("/assets/find.js").await;
    assert!(!script.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn the_icon_is_served_and_no_path_outside_the_table() {
    let door = Door::open().await;
    for path in ["/favicon.ico", "/favicon.svg"] {
        let icon = door.get(path).await;
        assert_eq!(
            (icon.status.as_u16(), icon.header("content-type")),
            (200, "image/svg+xml")
        );
    }
    for path in [
        "/assets/",
        "/assets/none.js",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/%ff",
        "/assets/find.js/",
    ] {
        let status = door.get(path).await.status.as_u16();
        assert!((400..500).contains(&status), "{path}: {status}");
    }
}
