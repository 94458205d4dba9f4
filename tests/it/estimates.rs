//! Member cost in answers: estimates and searches with benefits. Neither is cached.

use crate::support::{AS_OF, TestApp, knee_search};
use crate::wrapping::metrics;
use serde_json::{Value, json};

fn high_deductible() -> Value {
    json!({
        "deductible": {"individual": {"limit": 2000, "met": 1700}, "family": {"limit": 4000, "met": 1700}},
        "out_of_pocket": {"individual": {"limit": 5000, "met": 1700}},
        "coinsurance_percent": 20
    })
}

#[tokio::test]
async fn an_estimate_says_who_pays_what_of_each_claim() {
    let answer = TestApp::new()
        .estimate(&json!({"benefits": high_deductible()}))
        .await
        .json();
    let figure =
        |limit: f64, met: f64, left: f64| json!({"limit": limit, "met": met, "left": left});
    assert_eq!(
        answer["accumulators"],
        json!({
            "deductible": {"individual": figure(2000.0, 1700.0, 300.0), "family": figure(4000.0, 1700.0, 2300.0)},
            "out_of_pocket": {"individual": figure(5000.0, 1700.0, 3300.0), "family": null},
            "family_rule": "embedded"
        })
    );
    assert_eq!(
        (&answer["as_of"], &answer["procedure"], &answer["network"]),
        (&json!(AS_OF), &json!("73721"), &json!("ppo"))
    );
    // 412 allowed: 300 of the deductible, then 20 % of 112.
    let share = json!({
        "total": 322.4, "deductible": 300.0, "copay": 0.0, "coinsurance": 22.4, "capped_by_out_of_pocket": 0.0
    });
    assert_eq!(
        answer["estimates"],
        json!([{
            "registration_id": "S-1", "name": "Imaging S-1", "setting": "free_standing", "in_network": true,
            "status": "priced", "allowed_amount": 412.0, "evidence": "claims", "member_share": share, "plan_pays": 89.6,
            "claims": [{
                "claim": "global", "includes": ["global"], "allowed_amount": 412.0, "member_share": share, "plan_pays": 89.6
            }],
            "accumulators_after": {
                "deductible": {"individual": figure(2000.0, 2000.0, 0.0), "family": figure(4000.0, 2000.0, 2000.0)},
                "out_of_pocket": {"individual": figure(5000.0, 2022.4, 2977.6), "family": null},
                "family_rule": "embedded"
            },
            "notices": []
        }])
    );
}

#[tokio::test]
async fn amounts_have_two_decimals() {
    let text = TestApp::new().estimate(&json!({})).await.text();
    assert!(text.contains(r#""total":82.40,"#), "{text}");
    assert!(text.contains(r#""capped_by_out_of_pocket":0.00"#), "{text}");
}

#[tokio::test]
async fn every_answer_carries_the_disclosures_that_hold_for_it() {
    let test = TestApp::new();
    let notices = async |procedure: &str| {
        let answer = test.estimate(&json!({"procedure": procedure})).await;
        answer.json()["notices"].clone()
    };
    assert_eq!(
        notices("73721").await,
        json!([
            "estimate-not-guarantee",
            "balance-billing-possible",
            "prior-authorization",
            "benefits-as-stated"
        ])
    );
    assert_eq!(
        notices("76700").await,
        json!([
            "estimate-not-guarantee",
            "balance-billing-possible",
            "benefits-as-stated"
        ])
    );
}

#[tokio::test]
async fn without_a_price_nothing_is_estimated_and_sites_keep_their_order() {
    let asked = json!({"sites": ["S-6", "S-2", "S-1", "S-2"]});
    let answer = TestApp::new().estimate(&asked).await.json();
    let estimates = answer["estimates"].as_array().unwrap();
    let ids: Vec<&Value> = estimates
        .iter()
        .map(|estimate| &estimate["registration_id"])
        .collect();
    assert_eq!(ids, ["S-6", "S-2", "S-1", "S-2"]);
    assert_eq!(
        estimates[1],
        json!({
            "registration_id": "S-2", "name": "Oak \u{1b}[31m Imaging", "setting": "free_standing", "in_network": true,
            "status": "missing", "allowed_amount": null, "evidence": null, "member_share": null, "plan_pays": null,
            "claims": [], "accumulators_after": null, "notices": []
        })
    );
    assert_eq!(
        (&estimates[0]["in_network"], &estimates[0]["notices"]),
        (&json!(false), &json!(["not-in-network"]))
    );
    assert_eq!(estimates[1], estimates[3]);
}

#[tokio::test]
async fn a_reviewer_may_ask_of_a_site_that_is_not_complete() {
    let asked = json!({"audience": "reviewer", "sites": ["S-4"]});
    let answer = TestApp::new().estimate(&asked).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_search_says_what_the_member_pays_where_benefits_are_stated_and_only_there() {
    let test = TestApp::new();
    let compared = json!({"compare_to": "S-1"});
    let without = test.search(&knee_search(&compared)).await.text();
    assert!(!without.contains("member_cost"), "{without}");
    let asked = json!({"compare_to": "S-1", "benefits": high_deductible(), "sort": "member_cost"});
    let answer = test.found(&knee_search(&asked)).await;
    let paid = json!({"amount": 322.4, "deductible": 300.0, "copay": 0.0, "coinsurance": 22.4});
    assert_eq!(answer["compared"]["member_cost"], paid);
    let [first, second] = answer["results"].as_array().unwrap().as_slice() else {
        panic!("{answer}");
    };
    assert_eq!(
        (&first["site"]["registration_id"], &first["member_cost"]),
        (&json!("S-1"), &paid)
    );
    assert_eq!(first["versus"]["member_cost"], 0.0);
    assert_eq!(
        (&second["member_cost"], &second["versus"]["member_cost"]),
        (&Value::Null, &Value::Null)
    );
    assert!(second.as_object().unwrap().contains_key("member_cost"));
}

/// A search by modality has no price, so no member cost is known.
#[tokio::test]
async fn without_a_procedure_benefits_change_nothing_but_an_empty_member() {
    let test = TestApp::new();
    let mut body = knee_search(&json!({"procedure": null, "modality": "mri"}));
    let without = test.found(&body).await;
    body["benefits"] = high_deductible();
    let mut with = test.found(&body).await;
    for result in with["results"].as_array_mut().unwrap() {
        let member_cost = result.as_object_mut().unwrap().remove("member_cost");
        assert_eq!(member_cost, Some(Value::Null));
    }
    assert_eq!(with, without);
}

#[tokio::test]
async fn answers_with_benefits_are_kept_nowhere() {
    let test = TestApp::new();
    let body = knee_search(&json!({"benefits": high_deductible()}));
    for _ in 0..4 {
        test.found(&body).await;
        test.estimate(&json!({})).await;
    }
    let live = test.app.live().unwrap();
    live.answers.run_pending_tasks().await;
    assert_eq!(live.answers.entry_count(), 0);
    let text = metrics(&test).await;
    for line in [
        "nearsite_answer_cache_hits_total 0",
        "nearsite_answer_cache_misses_total 0",
        r#"nearsite_requests_total{route="/v1/estimates",method="POST",status="200"} 4"#,
    ] {
        assert!(text.contains(line), "{line} not in {text}");
    }
    // The same search without benefits is kept from its second time on.
    let body = knee_search(&json!({}));
    for _ in 0..3 {
        test.found(&body).await;
    }
    live.answers.run_pending_tasks().await;
    assert_eq!(live.answers.entry_count(), 1);
}
