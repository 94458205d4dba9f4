//! The basemap, served in byte ranges.

use super::{Door, FILES};
use crate::support::{index, settings};
use nearsite::config::Settings;
use std::path::Path;

fn with_map(file: &Path) -> Settings {
    Settings {
        basemap: Some(file.to_owned()),
        ..settings(index())
    }
}

#[tokio::test]
async fn ranges_of_the_map_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("world.pmtiles");
    let bytes = [b"PMTiles\x03".as_slice(), &[7; 1_000]].concat();
    std::fs::write(&file, &bytes).unwrap();
    let door = Door::with(&with_map(&file), &FILES).await;
    assert!(
        door.get("/find")
            .await
            .text()
            .contains("<main id=\"find\" data-basemap=\"/basemap.pmtiles\">")
    );
    let whole = door.get("/basemap.pmtiles").await;
    assert_eq!((whole.status.as_u16(), whole.bytes.len()), (200, 1_008));
    assert_eq!(whole.header("content-type"), "application/vnd.pmtiles");
    let tag = whole.header("etag").to_owned();
    assert!(!tag.is_empty());
    let head = [("Range", "bytes=5-9"), ("Accept-Encoding", "gzip")];
    let part = door.send("GET /basemap.pmtiles", &head, "").await;
    assert_eq!(
        (part.status.as_u16(), part.header("content-range")),
        (206, "bytes 5-9/1008")
    );
    assert_eq!(
        (part.bytes.as_slice(), part.header("content-encoding")),
        (&bytes[5..10], "")
    );
    assert_eq!(part.header("etag"), tag);
    let known = door
        .send("GET /basemap.pmtiles", &[("If-None-Match", &tag)], "")
        .await;
    assert_eq!(known.status, 304);
    let beyond = door
        .send("GET /basemap.pmtiles", &[("Range", "bytes=5000-6000")], "")
        .await;
    assert_eq!(
        (beyond.status.as_u16(), beyond.header("content-range")),
        (416, "bytes */1008")
    );
}

#[tokio::test]
async fn without_one_there_is_none() {
    let door = Door::open().await;
    assert_eq!(
        door.get("/basemap.pmtiles").await.problem(),
        (404, "not-found".into())
    );
}

#[test]
fn a_file_that_is_no_map_is_refused_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.pmtiles");
    std::fs::write(&wrong, "SQLite format 3").unwrap();
    let absent = folder.path().join("absent.pmtiles");
    for (file, said) in [
        (&wrong, "is not a PMTiles file"),
        (&absent, "cannot be read"),
        (&folder.path().to_owned(), "cannot be read"),
    ] {
        let error = with_map(file).check().unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("basemap {}", file.display())) && error.contains(said),
            "{error}"
        );
    }
}
