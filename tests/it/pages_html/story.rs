//! A member without a script: one box, a question asked back, a list that says what the API says.

use super::{Door, between, fields};
use crate::support::{TestApp, knee_search};
use serde_json::json;

/// Sends a form as a browser would and reads the page.
async fn send(door: &Door, fields: &[(String, String)]) -> String {
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = door.post(&pairs).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

/// The answers of the open question.
fn choices(html: &str) -> Vec<&str> {
    between(html, "type=\"radio\" name=\"codes\" value=\"", "\"")
}

#[tokio::test]
async fn the_page_asks_until_one_exam_is_left_and_then_lists() {
    let door = Door::open().await;
    let first = [
        ("typed", "knee mri, 78701"),
        ("network", "ppo"),
        ("radius", "25"),
        ("sort", "best"),
    ];
    let page = door.post(&first).await;
    assert_eq!(page.status, 200);
    let mut html = page.text();
    let mut questions = 0;
    while !choices(&html).is_empty() {
        questions += 1;
        assert!(
            questions < 5
                && html.contains("Nothing is chosen for you")
                && !html.contains("class=\"result\"")
        );
        let options = choices(&html);
        let chosen = options
            .iter()
            .find(|codes| codes.contains("73721"))
            .unwrap();
        html = send(&door, &fields(&html, "type=\"radio\"", ("codes", chosen))).await;
    }
    assert!(questions > 0, "{html}");
    assert!(
        html.contains("2 places within 25 miles of the center of 78701"),
        "{html}"
    );
    assert!(html.contains("code 73721 · with PPO"));
    // The answer goes along when the list is asked for otherwise.
    let mut sorted = fields(&html, "id=\"radius\"", ("radius", "25"));
    sorted.push(("sort".into(), "distance".into()));
    let sorted = send(&door, &sorted).await;
    assert!(
        sorted.contains("role=\"status\">Nearest first. 2 of 2 places shown."),
        "{sorted}"
    );
}

#[tokio::test]
async fn the_list_says_what_the_api_says() {
    let door = Door::open().await;
    let page = door
        .post(&[("typed", "73721, 78701"), ("network", "ppo")])
        .await
        .text();
    let asked = json!({"audience": "member", "settings": ["free_standing", "physician_office"]});
    let answer = TestApp::new().found(&knee_search(&asked)).await;
    let names: Vec<String> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            format!(
                "{}. {}",
                found["rank"],
                found["site"]["name"].as_str().unwrap()
            )
        })
        .collect();
    let shown: Vec<&str> = between(&page, "<h3 id=\"place-", "</h3>")
        .into_iter()
        .map(|heading| {
            between(heading, "\">", "</a>")[0]
                .rsplit('>')
                .next()
                .unwrap()
        })
        .collect();
    assert_eq!(shown, names);
    let first = page.split("<li class=\"result\">").nth(1).unwrap();
    for words in [
        "href=\"/find/sites/S-1\"",
        "$412",
        "evidence-claims",
        "Billed here",
        "Grade A: 91.3 of 100 points",
        "about 0 miles in a straight line from the center of 78701",
        "Data: paid claims, Jan 1, 2026",
        "1 Main St, Austin, TX 78701",
        "href=\"tel:+15125550100\"",
        "Languages: English and Spanish",
        "Wheelchair accessible",
        "scan and reading in one price",
    ] {
        assert!(first.contains(words), "{words} in {first}");
    }
    assert!(
        page.contains("no price on file for this place and plan"),
        "S-2 has none"
    );
    assert!(
        page.contains("<ol class=\"results\">") && page.contains("Estimates are not a guarantee")
    );
}

#[tokio::test]
async fn hospitals_are_listed_when_asked_for() {
    let door = Door::open().await;
    let without = door
        .post(&[("typed", "73721, 78701"), ("network", "ppo")])
        .await
        .text();
    let with = door
        .post(&[
            ("typed", "73721, 78701"),
            ("network", "ppo"),
            ("hospitals", "yes"),
        ])
        .await
        .text();
    assert!(!without.contains("Imaging S-3") && with.contains("Imaging S-3"));
    assert!(with.contains("name=\"hospitals\" value=\"yes\" checked"));
}

#[tokio::test]
async fn a_missing_zip_is_asked_for_by_itself() {
    let door = Door::open().await;
    let page = door.post(&[("typed", "73721"), ("network", "ppo")]).await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(html.contains("Where should the search start?"));
    let list = send(&door, &fields(&html, "id=\"zip\"", ("zip", "78701"))).await;
    assert!(
        list.contains("value=\"73721, 78701\"") && list.contains("Imaging S-1"),
        "{list}"
    );
    let empty = fields(&html, "id=\"zip\"", ("zip", ""));
    let pairs: Vec<(&str, &str)> = empty
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let again = door.post(&pairs).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("id=\"zip-wrong\">Type your ZIP code"));
}

#[tokio::test]
async fn words_that_name_no_exam_may_name_a_place() {
    let door = Door::open().await;
    let html = door.post(&[("typed", "Oak, 78701")]).await.text();
    assert!(
        html.contains("No exam is called “Oak”") && html.contains("class=\"result\""),
        "{html}"
    );
    assert!(html.contains("no exam chosen"));
    let nothing = door.post(&[("typed", "Zyxwv, 78701")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("known by “Zyxwv”"));
}

#[tokio::test]
async fn an_empty_list_says_which_filters_exclude_sites() {
    let door = Door::open().await;
    let html = door
        .post(&[
            ("typed", "73722, 78701"),
            ("network", "hmo"),
            ("radius", "5"),
        ])
        .await
        .text();
    let html = if html.contains("class=\"empty\"") {
        html
    } else {
        door.post(&[
            ("typed", "77067, 78701"),
            ("network", "hmo"),
            ("radius", "5"),
        ])
        .await
        .text()
    };
    assert!(
        html.contains("0 places within 5 miles") && html.contains("class=\"empty\""),
        "{html}"
    );
    assert!(
        html.contains("Only places in your plan’s network are listed.")
            && html.contains("Hospital departments are left out.")
    );
    assert!(
        html.contains("<select id=\"radius\""),
        "the way out is on the page"
    );
}
