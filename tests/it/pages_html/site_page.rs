//! The page of one site.

use super::Door;

#[tokio::test]
async fn a_site_has_a_page_of_its_own() {
    let door = Door::open().await;
    let page = door.get("/find/sites/S-1").await;
    assert_eq!(page.status, 200);
    let html = page.text();
    for words in [
        "<title>Imaging S-1 · nearsite</title>",
        "<h1>Imaging S-1</h1>",
        "1 Main St, Austin, TX 78701",
        "Monday",
        "7:00\u{a0}AM to 7:00\u{a0}PM",
        "Closed",
        "Grade A: 91.3 of 100 points",
        "Machine: 1.5 tesla, wide tube, patients up to 550 pounds",
        "Accredited by ACR (American College of Radiology)",
        "Offers moderate sedation",
        "Takes patients from age 6",
        "Cedar Imaging",
        "independent",
        "search for an exam to see prices here",
        "href=\"/find/sites/S-1?lang=es\"",
        "src=\"/assets/find.js\"",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
}

#[tokio::test]
async fn a_site_that_is_not_complete_is_not_there() {
    let door = Door::open().await;
    let (draft, none) = (
        door.get("/find/sites/S-4").await,
        door.get("/find/sites/S-9").await,
    );
    assert_eq!((draft.status.as_u16(), none.status.as_u16()), (404, 404));
    assert_eq!(draft.text(), none.text());
    assert!(draft.text().contains("This place is not in the directory"));
    assert_eq!(door.get("/find/sites/%ff").await.status, 404);
}
