//! The smaller resources: one site, its prices, procedures, networks, the snapshot, suggestions.

use crate::support::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn a_text_is_cut_into_its_place_and_the_rest() {
    let test = TestApp::new();
    let austin = json!([{"city": "Austin", "state": "TX", "zip": "78701"}]);
    let portlands = json!([
        {"city": "Portland", "state": "ME", "zip": "04101"},
        {"city": "Portland", "state": "OR", "zip": "97201"},
    ]);
    for (q, rest, places) in [
        ("knee mri Portland", "knee mri", &portlands),
        ("knee mri in Austin, TX", "knee mri", &austin),
        ("Austin", "", &austin),
        ("78701 73721", "73721", &austin),
        ("knee mri, 99999", "knee mri, 99999", &json!([])),
    ] {
        let answer = test
            .post("/v1/places/search", json!({ "q": q }).to_string())
            .await;
        assert_eq!(
            answer.json(),
            json!({"rest": rest, "places": places}),
            "{q}"
        );
    }
}

#[tokio::test]
async fn a_site_shows_its_card_its_status_and_its_scores() {
    let site = TestApp::new().get("/v1/sites/S-5").await.json();
    assert_eq!(
        (&site["registration_id"], &site["status"], &site["setting"]),
        (&json!("S-5"), &json!("complete"), &json!("free_standing"))
    );
    assert_eq!(
        site["location"],
        json!({"lat": 30.31, "lon": -97.74, "precision": "reported"})
    );
    assert_eq!(
        site["scores"],
        json!([{"modality": "ultrasound", "score": {"status": "not_displayed"}}, {"modality": "mammography", "score": {"status": "not_scored"}}])
    );
    assert_eq!(site["services"][0]["body_regions"], Value::Null);
}

#[tokio::test]
async fn the_rates_behind_a_price_say_who_won_and_why_others_lost() {
    let test = TestApp::new();
    let prices = test
        .get("/v1/sites/S-1/prices/73721?network=ppo&audience=reviewer")
        .await
        .json();
    assert_eq!(
        (&prices["cost"]["amount"], &prices["network"]),
        (&json!(412.0), &json!("ppo"))
    );
    let verdicts: Vec<&Value> = prices["rates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rate| &rate["verdict"])
        .collect();
    assert_eq!(verdicts, ["shown", "older"]);
    assert_eq!(
        (&prices["rates"][1]["file"], &prices["rates"][1]["line"]),
        (&json!("prices.csv"), &json!(2))
    );
    let none = test
        .get("/v1/sites/S-2/prices/73721?network=ppo&audience=reviewer")
        .await
        .json();
    assert_eq!(
        (&none["cost"]["status"], &none["rates"]),
        (&json!("missing"), &json!([]))
    );
}

#[tokio::test]
async fn those_who_do_not_see_rates_see_the_price_alone() {
    let path = "/v1/sites/S-1/prices/73721?network=ppo";
    for audience in ["", "&audience=member", "&audience=ordering_provider"] {
        let prices = TestApp::new()
            .get(&format!("{path}{audience}"))
            .await
            .json();
        assert_eq!(prices["cost"]["amount"], json!(412.0));
        assert!(prices.get("rates").is_none());
    }
}

#[tokio::test]
async fn a_procedure_is_shown_whole() {
    let procedure = TestApp::new().get("/v1/procedures/77057").await.json();
    assert_eq!(
        (&procedure["valid_to"], &procedure["successors"]),
        (&json!("2016-12-31"), &json!(["77067"]))
    );
}

#[tokio::test]
async fn the_finder_asks_back_instead_of_guessing() {
    let found = TestApp::new()
        .post("/v1/procedures/search", r#"{"q":"knee mri"}"#)
        .await
        .json();
    assert!(found["matches"].as_array().unwrap().len() > 1);
    assert!(
        found["needs_choice"]["options"].as_array().unwrap().len() > 1,
        "{found}"
    );
    let found = TestApp::new()
        .post("/v1/procedures/search", r#"{"q":"73722"}"#)
        .await
        .json();
    assert_eq!(
        (&found["matches"][0]["code"], &found["needs_choice"]),
        (&json!("73722"), &Value::Null)
    );
}

#[tokio::test]
async fn the_finder_names_the_words_it_used() {
    let found = TestApp::new()
        .post("/v1/procedures/search", r#"{"q":"my Knee MRI 3T"}"#)
        .await
        .json();
    assert_eq!(
        (&found["used_words"], &found["unused_words"]),
        (&json!(["Knee", "MRI"]), &json!(["my", "3T"]))
    );
}

#[tokio::test]
async fn suggestions_take_an_origin_like_a_search() {
    for (zip, status) in [
        ("78701", 200),
        ("78701-1234", 200),
        ("00000", 422),
        ("Zyxwv", 422),
    ] {
        let body = json!({"q": "aus", "origin": {"zip": zip}}).to_string();
        let reply = TestApp::new().post("/v1/suggest", body).await;
        assert_eq!(reply.status, status, "{zip}");
        if status == 422 {
            let problem = reply.json();
            assert_eq!(problem["type"], json!("unknown-zip"), "{zip}");
            assert_eq!(
                problem["errors"][0]["pointer"],
                json!("/origin/zip"),
                "{zip}"
            );
        }
    }
}

#[tokio::test]
async fn networks_and_the_snapshot_are_listed() {
    let test = TestApp::new();
    let networks = test.get("/v1/networks").await.json();
    assert_eq!(
        networks["networks"][1],
        json!({"network": "ppo", "plan": "plan-a", "name": "PPO", "product": "PPO", "market": null})
    );
    let snapshot = test.get("/v1/snapshot").await.json();
    assert_eq!(
        (
            &snapshot["sites"],
            &snapshot["prices_as_of"],
            &snapshot["format_version"]
        ),
        (&json!(6), &json!("2026-06-01"), &json!(4))
    );
    assert_eq!(snapshot["id"], test.app.live().unwrap().snapshot.id());
}

#[tokio::test]
async fn suggestions_forgive_a_slip() {
    let suggested = TestApp::new()
        .post("/v1/suggest", r#"{"q":"imagng s-1","limit":1}"#)
        .await
        .json();
    assert_eq!(
        suggested["sites"][0],
        json!({"registration_id": "S-1", "name": "Imaging S-1", "city": "Austin", "state": "TX"})
    );
    assert!(suggested["procedures"].is_array());
}
