//! Hidden values do not show in a body, a count, an order, a fault or a length.

use crate::support::{
    TestApp, contents, contents_with_assessments, contents_with_suspect, knee_search, publish_into,
    settings, sites,
};
use serde_json::{Value, json};

/// Searches for ultrasound in every way a score could show through.
fn ultrasound_searches(audience: &str) -> Vec<Value> {
    let base = json!({"audience": audience, "procedure": "76700", "why_not": ["S-5", "S-1"], "compare_to": "S-5", "explain": true});
    let with = |changes: Value| {
        let mut body = knee_search(&base);
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    vec![
        with(json!({})),
        with(json!({"filters": {"min_score": 76}})),
        with(json!({"sort": "score"})),
        with(json!({"procedure": null, "modality": "ultrasound", "network": null})),
        with(json!({"weights": {"score": 1000, "cost": 0, "distance": 0}})),
        with(json!({"text": "imaging", "sort": "relevance"})),
    ]
}

/// An answer without the names of snapshots.
fn unnamed(text: &str, id: &str) -> String {
    text.replace(id, "")
}

#[tokio::test]
async fn low_tech_scores_change_no_byte_for_those_who_may_not_see_them() {
    let (low, high) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let low_id = publish_into(low.path(), contents(sites(100)), "2026-06-01T00:00:00Z");
    let high_id = publish_into(high.path(), contents(sites(1000)), "2026-06-01T00:00:00Z");
    assert_ne!(low_id, high_id);
    let (low, high) = (
        TestApp::with(&settings(low.path())),
        TestApp::with(&settings(high.path())),
    );
    for audience in ["ordering_provider", "member", "reviewer"] {
        let mut is_same = true;
        for body in ultrasound_searches(audience) {
            let (a, b) = (low.search(&body).await, high.search(&body).await);
            assert_eq!(a.status, b.status);
            is_same &= unnamed(&a.text(), &low_id) == unnamed(&b.text(), &high_id);
        }
        let path = format!("/v1/sites/S-5?audience={audience}");
        is_same &= low.get(&path).await.bytes == high.get(&path).await.bytes;
        assert_eq!(is_same, audience != "reviewer", "{audience}");
    }
}

/// Everything an audience may ask about two sites, however their answers might show through.
async fn all_answers(test: &TestApp, audience: &str) -> Vec<(String, Vec<u8>)> {
    let knee = knee_search(&json!({
        "audience": audience, "explain": true, "compare_to": "S-1", "why_not": ["S-5", "S-3"],
        "settings": ["free_standing", "hospital_outpatient"]
    }));
    let mut bodies = ultrasound_searches(audience);
    for changes in [
        json!({"audience": audience}),
        json!({"sort": "score"}),
        json!({"filters": {"min_score": 76, "accredited_by": ["ACR"]}}),
        json!({"text": "yearly zones quarterly urgent", "sort": "relevance"}),
        json!({"text": "imaging", "sort": "relevance"}),
    ] {
        let mut body = knee.clone();
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        bodies.push(body);
    }
    let mut answers = Vec::new();
    for body in bodies {
        let answer = test.search(&body).await;
        answers.push((body.to_string(), answer.bytes));
    }
    for path in [
        "/v1/sites/S-1",
        "/v1/sites/S-5",
        "/v1/sites/S-1/prices/73721?network=ppo",
        "/v1/networks",
    ] {
        let path = match path.contains('?') {
            _ if path == "/v1/networks" => path.to_owned(),
            true => format!("{path}&audience={audience}"),
            false => format!("{path}?audience={audience}"),
        };
        answers.push((path.clone(), test.get(&path).await.bytes));
    }
    let suggest = json!({"q": "yearly", "audience": audience}).to_string();
    let suggested = test.post("/v1/suggest", suggest.clone()).await;
    answers.push((suggest, suggested.bytes));
    answers
}

#[tokio::test]
async fn answers_to_the_score_card_change_no_byte_for_those_who_may_not_see_them() {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let worlds = [
        contents_with_assessments("yes"),
        contents_with_assessments("no"),
        contents(sites(700)),
    ];
    let mut tests = Vec::new();
    for (folder, world) in folders.iter().zip(worlds) {
        let id = publish_into(folder.path(), world, "2026-06-01T00:00:00Z");
        tests.push((TestApp::with(&settings(folder.path())), id));
    }
    for audience in ["ordering_provider", "member", "reviewer"] {
        let mut all = Vec::new();
        for (test, id) in &tests {
            let named = all_answers(test, audience).await;
            all.push(
                named
                    .into_iter()
                    .map(|(asked, bytes)| (asked, unnamed(&String::from_utf8(bytes).unwrap(), id)))
                    .collect::<Vec<_>>(),
            );
        }
        for other in &all[1..] {
            let differing: Vec<&str> = all[0]
                .iter()
                .zip(other)
                .filter(|(one, two)| one != two)
                .map(|(one, _)| one.0.as_str())
                .collect();
            if audience == "reviewer" {
                // Nowhere but in the sites themselves.
                let sites = ["S-1", "S-5"].map(|id| format!("/v1/sites/{id}?audience=reviewer"));
                assert_eq!(differing, sites);
            } else {
                assert!(differing.is_empty(), "{audience}: {differing:?}");
                let words = [
                    "score_breakdown",
                    "score_computed",
                    "urgent_slots",
                    "assessment",
                ];
                for (asked, text) in other.iter().chain(&all[0]) {
                    assert!(
                        words.iter().all(|word| !text.contains(word)),
                        "{asked}: {text}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_suspect_amount_is_no_price_and_shows_to_reviewers_alone() {
    let (low, high) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let low_id = publish_into(
        low.path(),
        contents_with_suspect(100),
        "2026-06-01T00:00:00Z",
    );
    let high_id = publish_into(
        high.path(),
        contents_with_suspect(999_900),
        "2026-06-01T00:00:00Z",
    );
    let (low, high) = (
        TestApp::with(&settings(low.path())),
        TestApp::with(&settings(high.path())),
    );
    for audience in ["ordering_provider", "member", "reviewer"] {
        let mut is_same = true;
        for changes in [
            json!({"explain": true, "compare_to": "S-1", "why_not": ["S-1"]}),
            json!({"filters": {"max_amount": 50.0}, "why_not": ["S-1"]}),
            json!({"sort": "cost"}),
            json!({"sort": "member_cost", "benefits": {"coinsurance_percent": 100}, "compare_to": "S-1"}),
        ] {
            let mut body = knee_search(&changes);
            body["audience"] = json!(audience);
            let (a, b) = (low.search(&body).await, high.search(&body).await);
            is_same &= unnamed(&a.text(), &low_id) == unnamed(&b.text(), &high_id);
        }
        // No audience sees a share of a suspect amount, not even reviewers.
        let (a, b) = (
            low.estimate(&json!({"audience": audience})).await,
            high.estimate(&json!({"audience": audience})).await,
        );
        assert_eq!(unnamed(&a.text(), &low_id), unnamed(&b.text(), &high_id));
        assert_eq!(
            a.json()["estimates"][0]["reason"],
            "suspect",
            "{}",
            a.text()
        );
        let path = format!("/v1/sites/S-1/prices/73721?network=ppo&audience={audience}");
        is_same &= low.get(&path).await.bytes == high.get(&path).await.bytes;
        assert_eq!(is_same, audience != "reviewer", "{audience}");
    }
}

#[tokio::test]
async fn a_suspect_price_ranks_as_the_median_and_says_why_it_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    publish_into(
        folder.path(),
        contents_with_suspect(100),
        "2026-06-01T00:00:00Z",
    );
    let test = TestApp::with(&settings(folder.path()));
    let mut body = knee_search(&json!({"explain": true}));
    let result = test.found(&body).await["results"]
        .as_array()
        .and_then(|results| {
            results
                .iter()
                .find(|result| result["site"]["registration_id"] == "S-1")
                .cloned()
        })
        .unwrap();
    assert_eq!(result["cost"]["status"], "missing");
    assert_eq!(result["cost"]["reason"], "suspect");
    assert_eq!(result["cost"]["amount"], Value::Null);
    assert_eq!(result["notices"], json!(["ranked-as-median"]));
    assert_eq!(result["explain"]["terms"][1]["ppm"], 500_000);
    body["audience"] = json!("reviewer");
    let cost = &test.found(&body).await["results"][0]["cost"];
    assert_eq!(
        (&cost["status"], &cost["amount"]),
        (&json!("missing"), &json!(1.0))
    );
}

#[tokio::test]
async fn a_low_tech_score_is_not_displayed_scored_or_not() {
    let test = TestApp::new();
    let body = knee_search(&json!({"procedure": "76700"}));
    let answer = test.found(&body).await;
    assert_eq!(
        answer["results"][0]["score"],
        json!({"status": "not_displayed"})
    );
    let mut body = body.clone();
    body["audience"] = json!("reviewer");
    let answer = test.found(&body).await;
    assert_eq!(
        answer["results"][0]["score"],
        json!({"status": "shown", "value": 70.0, "grade": "C"})
    );
    body["procedure"] = json!("77067");
    assert_eq!(
        test.found(&body).await["results"][0]["score"],
        json!({"status": "not_scored"})
    );
}

#[tokio::test]
async fn nothing_is_said_of_a_network_or_plan_that_was_not_asked_for() {
    let test = TestApp::new();
    let asked = json!({"why_not": ["S-1", "S-6", "S-4"], "compare_to": "S-6", "explain": true, "settings": ["hospital_outpatient", "free_standing"]});
    for audience in ["ordering_provider", "member", "reviewer"] {
        let mut body = knee_search(&asked);
        body["audience"] = json!(audience);
        let mut texts = vec![test.search(&body).await.text()];
        body["network"] = Value::Null;
        texts.push(test.search(&body).await.text());
        texts.push(
            test.get(&format!("/v1/sites/S-1?audience={audience}"))
                .await
                .text(),
        );
        texts.push(test.get("/v1/snapshot").await.text());
        let asked = json!({"audience": audience, "sites": ["S-1", "S-3", "S-6"]});
        texts.push(test.estimate(&asked).await.text());
        for text in texts {
            for word in ["hmo", "HMO", "plan-a", "plan-b", "777.7"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
    }
}

#[tokio::test]
async fn tax_numbers_are_for_reviewers_alone_shown_or_searched() {
    let test = TestApp::new();
    for (audience, sees) in [
        ("ordering_provider", false),
        ("member", false),
        ("reviewer", true),
    ] {
        let body = json!({"audience": audience, "text": "742345678", "as_of": "2026-11-22"});
        assert_eq!(
            test.found(&body).await["total"].as_u64().unwrap() > 0,
            sees,
            "{audience}"
        );
        let knee = test
            .search(&knee_search(
                &json!({"audience": audience, "compare_to": "S-3"}),
            ))
            .await;
        assert_eq!(knee.text().contains("742345678"), sees);
        let site = test
            .get(&format!("/v1/sites/S-1?audience={audience}"))
            .await;
        assert_eq!(site.text().contains("742345678"), sees);
        let suggested = test
            .post(
                "/v1/suggest",
                json!({"q": "742345678", "audience": audience}).to_string(),
            )
            .await;
        assert_eq!(
            suggested.json()["sites"].as_array().unwrap().is_empty(),
            !sees
        );
    }
}

#[tokio::test]
async fn a_site_that_is_not_complete_is_for_everyone_else_as_if_it_were_not_there() {
    let test = TestApp::new();
    for audience in ["ordering_provider", "member"] {
        let (draft, absent) = (
            test.get(&format!("/v1/sites/S-4?audience={audience}"))
                .await,
            test.get("/v1/sites/S-9").await,
        );
        assert_eq!((draft.status, &draft.bytes), (absent.status, &absent.bytes));
        let (draft, absent) = (
            test.estimate(&json!({"audience": audience, "sites": ["S-4"]}))
                .await,
            test.estimate(&json!({"audience": audience, "sites": ["S-9"]}))
                .await,
        );
        assert_eq!(draft.problem(), (422, "unknown-site".to_owned()));
        assert_eq!((draft.status, &draft.bytes), (absent.status, &absent.bytes));
        let suggested = test
            .post(
                "/v1/suggest",
                json!({"q": "S-4", "audience": audience}).to_string(),
            )
            .await;
        assert!(!suggested.text().contains("S-4"));
    }
    assert_eq!(
        test.get("/v1/sites/S-4?audience=reviewer").await.json()["status"],
        "draft"
    );
}
