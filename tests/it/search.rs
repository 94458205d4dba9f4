//! `POST /v1/search`: what an answer looks like, member by member.

use crate::support::{TestApp, knee_search};
use serde_json::{Value, json};

#[tokio::test]
async fn an_answer_has_every_member_of_the_description() {
    let test = TestApp::new();
    let asked = json!({"explain": true, "compare_to": "S-3", "why_not": ["S-3", "S-1", "nowhere"], "limit": 1});
    let answer = test.found(&knee_search(&asked)).await;
    assert_eq!(answer["as_of"], "2026-11-22");
    assert_eq!(answer["prices_as_of"], "2026-06-01");
    assert_eq!(
        answer["origin"],
        json!({"lat": 30.27, "lon": -97.74, "source": "zip_centroid"})
    );
    assert_eq!(
        (
            &answer["radius_miles"],
            &answer["radius_metres"],
            &answer["widened"]
        ),
        (&json!(25.0), &json!(40_234), &json!(false))
    );
    assert_eq!(answer["total"], 2);
    assert_eq!(
        answer["profile"],
        json!({"name": "default", "version": "1"})
    );
    assert!(answer["next_cursor"].is_string());
    let first = &answer["results"][0];
    assert_eq!(
        (&first["rank"], &first["site"]["registration_id"]),
        (&json!(1), &json!("S-1"))
    );
    assert_eq!(
        first["score"],
        json!({"status": "shown", "value": 91.3, "grade": "A"})
    );
    assert_eq!(
        first["cost"],
        json!({"status": "priced", "amount": 412.0, "low": null, "high": null, "evidence": "claims", "as_of": "2026-01-01",
               "source": "paid claims", "components": [{"component": "global", "status": "priced", "amount": 412.0,
               "evidence": "claims", "as_of": "2026-01-01"}]})
    );
    assert_eq!(first["versus"]["score"], 0.0);
    assert_eq!(first["versus"]["distance_miles"], -1.38);
    assert_eq!(answer["compared"]["site"]["registration_id"], "S-3");
    assert!(
        answer["compared"].get("rank").is_none() && answer["compared"].get("utility").is_none()
    );
    let causes: Vec<&Value> = answer["why_not"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["cause"])
        .collect();
    assert_eq!(causes, [&json!("setting"), &Value::Null, &json!("unknown")]);
    assert_eq!(answer["why_not"][1]["rank"], 1);
}

#[tokio::test]
async fn contributions_add_up_and_raw_values_are_those_of_the_card() {
    let answer = TestApp::new()
        .found(&knee_search(&json!({"explain": true})))
        .await;
    for result in answer["results"].as_array().unwrap() {
        let terms = result["explain"]["terms"].as_array().unwrap();
        let sum: i64 = terms
            .iter()
            .map(|term| term["contribution"].as_i64().unwrap())
            .sum();
        assert_eq!(sum, result["utility"].as_i64().unwrap());
        let raw =
            |name: &str| terms.iter().find(|term| term["term"] == name).unwrap()["raw"].clone();
        assert_eq!(raw("score"), result["score"]["value"]);
        assert_eq!(raw("cost"), result["cost"]["amount"]);
        assert_eq!(raw("distance"), result["distance_miles"]);
    }
}

#[tokio::test]
async fn a_missing_price_is_shown_as_missing_and_ranks_as_the_median() {
    let answer = TestApp::new()
        .found(&knee_search(&json!({"explain": true})))
        .await;
    let second = &answer["results"][1];
    assert_eq!(second["site"]["registration_id"], "S-2");
    assert_eq!(
        (&second["cost"]["status"], &second["cost"]["amount"]),
        (&json!("missing"), &Value::Null)
    );
    assert_eq!(second["notices"], json!(["ranked-as-median"]));
    let terms = second["explain"]["terms"].as_array().unwrap();
    let cost = terms.iter().find(|term| term["term"] == "cost").unwrap();
    assert_eq!(
        (&cost["raw"], &cost["ppm"]),
        (&Value::Null, &json!(500_000))
    );
}

#[tokio::test]
async fn money_and_miles_have_two_decimals_on_the_wire() {
    let answer = TestApp::new().search(&knee_search(&json!({}))).await;
    assert!(
        answer.text().contains(r#""amount":412.00,"#),
        "{}",
        answer.text()
    );
    assert!(
        answer.text().contains(r#""radius_miles":25.00,"#)
            && answer.text().contains(r#""distance_miles":0.00,"#)
    );
}

#[tokio::test]
async fn equal_requests_give_equal_bytes_however_they_are_written() {
    let test = TestApp::new();
    let plain = test.search(&knee_search(&json!({}))).await;
    let spelled = r#"{ "as_of":"2026-11-22", "network":"ppo", "radius_miles":2.5e1, "text":null, "needs":{"contrast":false},
        "procedure":"73721", "origin":{"zip":"78701-1234"}, "audience":"ordering_provider" }"#;
    assert_eq!(test.post("/v1/search", spelled).await.bytes, plain.bytes);
    assert_eq!(
        TestApp::new().search(&knee_search(&json!({}))).await.bytes,
        plain.bytes
    );
}

#[tokio::test]
async fn equal_requests_at_one_time_are_answered_once() {
    let test = TestApp::new();
    let body = knee_search(&json!({"text": "imaging"}));
    let answers = futures_of(&test, &body, 50).await;
    assert!(answers.iter().all(|bytes| *bytes == answers[0]));
    let answers = &test.app.live().unwrap().answers;
    answers.run_pending_tasks().await;
    assert_eq!(answers.entry_count(), 1);
}

async fn futures_of(test: &TestApp, body: &Value, count: usize) -> Vec<Vec<u8>> {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..count {
        let (app, body) = (test.app.clone(), body.clone());
        tasks.spawn(async move { TestApp::over(app).search(&body).await.bytes });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn widening_says_so() {
    let asked = json!({"radius_miles": 0.1, "min_results": 2});
    let answer = TestApp::new().found(&knee_search(&asked)).await;
    assert_eq!(
        (
            &answer["widened"],
            &answer["radius_metres"],
            &answer["total"]
        ),
        (&json!(true), &json!(1112), &json!(2))
    );
    assert_eq!(answer["radius_miles"], 0.69);
    assert_eq!(answer["notices"], json!(["radius-widened"]));
}

#[tokio::test]
async fn text_alone_without_an_origin_has_no_radius_and_no_utility() {
    let answer = TestApp::new()
        .found(&json!({"audience": "member", "text": "imaging s-6", "as_of": "2026-11-22"}))
        .await;
    for absent in [
        "origin",
        "radius_miles",
        "radius_metres",
        "reference_amount",
        "next_cursor",
    ] {
        assert_eq!(answer[absent], Value::Null, "{absent}");
    }
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["results"][0]["utility"], Value::Null);
    assert_eq!(answer["results"][0]["distance_miles"], Value::Null);
}

#[tokio::test]
async fn why_not_speaks_of_the_requests_own_terms() {
    let asked = json!({"why_not": ["S-6", "S-5", "S-4"], "needs": {"sedation": "deep"}, "settings": ["free_standing"]});
    let answer = TestApp::new().found(&knee_search(&asked)).await;
    let detail = |position: usize| {
        answer["why_not"][position]["detail"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(
        detail(0).contains("plan of the network asked for"),
        "{}",
        detail(0)
    );
    assert_eq!(detail(1), "It does not offer the modality asked for.");
    assert_eq!(detail(2), "Its registration is not complete.");
    let asked = json!({"why_not": ["S-1"], "needs": {"sedation": "deep"}});
    let answer = TestApp::new().found(&knee_search(&asked)).await;
    assert_eq!(answer["why_not"][0]["cause"], "need:sedation");
    assert_eq!(
        answer["why_not"][0]["detail"],
        "It does not state sedation of at least the depth deep."
    );
}

#[tokio::test]
async fn a_retired_code_names_its_successors() {
    let answer = TestApp::new()
        .search(&knee_search(&json!({"procedure": "77057"})))
        .await;
    assert_eq!(answer.problem(), (422, "code-not-valid".to_owned()));
    assert!(
        answer.json()["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("77067")
    );
}

#[tokio::test]
async fn an_empty_list_counts_first_causes_and_names_the_nearest_site_that_would_qualify() {
    let test = TestApp::new();
    let found = test.found(&knee_search(&json!({}))).await;
    assert!(found.get("causes").is_none() && found.get("nearest").is_none());

    // Nothing is within a tenth of a mile but the first site, which speaks no French.
    let french = json!({"radius_miles": 0.1, "filters": {"languages": ["fr"]}});
    let empty = test.found(&knee_search(&french)).await;
    assert_eq!(empty["total"], 0);
    assert_eq!(empty["causes"], json!({"filter:languages": 1}));
    assert_eq!(empty["nearest"], Value::Null);

    // From farther away no site is within the radius, and the nearest is named with its card.
    let away = json!({"origin": {"lat": 29.5, "lon": -97.74}, "radius_miles": 1});
    let empty = test.found(&knee_search(&away)).await;
    assert_eq!(empty["causes"], json!({}));
    let nearest = &empty["nearest"];
    assert_eq!(nearest["site"]["registration_id"], "S-1");
    assert_eq!(nearest["cost"]["amount"], 412.0);
    assert!(nearest["distance_miles"].as_f64().unwrap() > 40.0);
    assert!(nearest.get("rank").is_none() && nearest.get("utility").is_none());
}

#[tokio::test]
async fn an_empty_list_of_a_search_by_text_counts_all_sites() {
    let test = TestApp::new();
    let empty = test
        .found(&json!({"audience": "member", "text": "no site has this name"}))
        .await;
    let causes = empty["causes"].as_object().unwrap();
    let sites: u64 = causes.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(sites, 6, "{causes:?}");
    assert!(causes.contains_key("filter:text"), "{causes:?}");
    assert_eq!(empty["nearest"], Value::Null);
}

/// A compact result has the names and figures of the full one, and everything else is the same.
#[tokio::test]
async fn a_compact_result_is_part_of_the_full_one() {
    let test = TestApp::new();
    let members = [
        "cost",
        "distance_metres",
        "distance_miles",
        "name",
        "notices",
        "rank",
        "registration_id",
        "score",
        "setting",
        "utility",
        "versus",
    ];
    for asked in [
        json!({"compare_to": "S-3", "summary": true, "why_not": ["S-3"]}),
        json!({"settings": ["free_standing", "hospital_outpatient", "physician_office"], "limit": 2}),
        json!({"radius_miles": 0.1, "filters": {"languages": ["fr"]}}),
    ] {
        let full = test.found(&knee_search(&asked)).await;
        let mut body = knee_search(&asked);
        body["view"] = json!("full");
        assert_eq!(test.found(&body).await, full);
        body["view"] = json!("compact");
        let mut compact = test.found(&body).await;
        for (result, whole) in compact["results"]
            .as_array()
            .unwrap()
            .iter()
            .zip(full["results"].as_array().unwrap())
        {
            let found: Vec<&String> = result.as_object().unwrap().keys().collect();
            assert_eq!(found, members);
            for member in [
                "rank",
                "distance_miles",
                "distance_metres",
                "score",
                "utility",
                "versus",
                "notices",
            ] {
                assert_eq!(result[member], whole[member], "{member}");
            }
            for member in ["registration_id", "name", "setting"] {
                assert_eq!(result[member], whole["site"][member], "{member}");
            }
            let cost = result["cost"].as_object().unwrap();
            for (member, value) in cost {
                assert_eq!(value, &whole["cost"][member], "cost.{member}");
            }
            assert!(!cost.contains_key("components") && cost.contains_key("reason"));
        }
        let cursor = compact["next_cursor"].take();
        for member in ["results", "next_cursor"] {
            compact[member] = full[member].clone();
        }
        assert_eq!(compact, full);
        if let Some(cursor) = cursor.as_str() {
            body["cursor"] = json!(cursor);
            test.found(&body).await;
            body["view"] = json!("full");
            let refused = test.search(&body).await;
            assert_eq!(refused.status, 422);
            assert_eq!(refused.json()["type"], "cursor-not-valid");
        }
    }
}
