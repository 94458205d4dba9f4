//! The description of the API: complete, true to the routes, and reviewed like code.

use crate::orders::{service, with};
use crate::support::{TestApp, knee_search};
use nearsite::api::params::{read_estimates, read_evaluation, read_search};
use nearsite::error::SLUGS;
use nearsite::routes::TEMPLATES;
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn document() -> Value {
    TestApp::new().get("/openapi.json").await.json()
}

#[tokio::test]
async fn the_description_is_as_reviewed() {
    insta::assert_json_snapshot!(document().await);
}

#[tokio::test]
async fn every_route_is_described_and_no_other() {
    let document = document().await;
    let described: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    let served = TEMPLATES
        .iter()
        .filter(|path| path.starts_with("/v1/") || path.ends_with('z'));
    let mut served: Vec<&str> = served.copied().collect();
    served.sort_unstable();
    assert_eq!(described, served);
    assert_eq!(document["openapi"], "3.1.0");
}

/// Every example of a request body passes the checks that need no snapshot.
#[tokio::test]
async fn every_example_is_a_request_that_is_accepted() {
    let document = document().await;
    let mut examples = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let content = &operations["post"]["requestBody"]["content"]["application/json"];
        for (name, example) in content["examples"].as_object().into_iter().flatten() {
            let body = example["value"].to_string();
            let today = "2026-11-22".parse().unwrap();
            let checked = match path.as_str() {
                "/v1/search" => read_search(body.as_bytes(), today).map(drop),
                "/v1/estimates" => read_estimates(body.as_bytes(), today).map(drop),
                "/v1/site-of-care/evaluations" => read_evaluation(body.as_bytes(), today).map(drop),
                _ => {
                    let answer = TestApp::new().post(path, body).await;
                    assert_eq!(answer.status, 200, "{path} {name}");
                    Ok(())
                }
            };
            assert_eq!(checked, Ok(()), "{path} {name}");
            examples += 1;
        }
    }
    assert!(examples >= 9, "{examples}");
}

/// A generated client treats a member with a default as one that must be sent.
#[tokio::test]
async fn no_optional_member_of_a_request_has_a_default() {
    assert!(!document().await.to_string().contains("\"default\":"));
}

/// Generated clients name their functions after the operations.
#[tokio::test]
async fn every_operation_has_an_id_of_its_own() {
    let document = document().await;
    let mut ids = BTreeSet::new();
    for operations in document["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{id} is the id of two operations");
        }
    }
}

#[tokio::test]
async fn every_problem_is_listed() {
    let document = document().await;
    let listed = document["components"]["schemas"]["Slug"]["enum"]
        .as_array()
        .unwrap();
    let described = document["info"]["description"].as_str().unwrap();
    assert_eq!(listed.len(), SLUGS.len());
    for (slug, status, _) in SLUGS {
        assert!(listed.contains(&json!(slug.as_str())));
        assert!(described.contains(&format!("| `{}` | {} |", slug.as_str(), status.as_u16())));
    }
}

fn members(value: &Value) -> Vec<String> {
    let members = value.as_object().unwrap();
    members.keys().cloned().collect()
}

#[tokio::test]
async fn an_evaluation_has_the_members_its_schema_names() {
    let document = document().await;
    let test = service();
    let asked = with("/order/place_of_service", &json!("19")).to_string();
    let answer = test
        .post("/v1/site-of-care/evaluations", asked)
        .await
        .json();
    let certificate = &answer["certificate"];
    for (name, value) in [
        ("EvaluationAnswer", &answer),
        ("PolicyView", &answer["policy"]),
        ("ScopeView", &answer["scope"]),
        ("ContradictionView", &answer["contradictions"][0]),
        ("CriterionView", &answer["criteria"][0]),
        ("CriterionEvidence", &answer["criteria"][0]["evidence"][0]),
        ("QuestionView", &answer["questions"][0]),
        ("AlternatesView", &answer["alternates"]),
        ("ClockView", &answer["clocks"][0]),
        ("CertificateView", certificate),
        ("CertifiedPolicyView", &certificate["policy"]),
        ("CertifiedProfileView", &certificate["profile"]),
        ("CertifiedOrderView", &certificate["order"]),
        ("CertifiedOriginView", &certificate["origin"]),
        ("CertifiedAccessView", &certificate["access"]),
        ("CertifiedAlternateView", &certificate["alternates"][0]),
        ("CertifiedExcludedView", &certificate["excluded"][0]),
        ("CertifiedCriterionView", &certificate["criteria"][0]),
    ] {
        let schema = &document["components"]["schemas"][name]["properties"];
        let (mut expected, mut found) = (members(schema), members(value));
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
}

#[tokio::test]
async fn an_answer_has_the_members_its_schema_names() {
    let document = document().await;
    let asked = json!({
        "explain": true, "summary": true, "compare_to": "S-2", "why_not": ["S-3"], "benefits": {"coinsurance_percent": 20}
    });
    let answer = TestApp::new().found(&knee_search(&asked)).await;
    let schema = |name: &str| members(&document["components"]["schemas"][name]["properties"]);
    let result = &answer["results"][0];
    let figure = json!({"individual": {"limit": 100}});
    let benefits =
        json!({"deductible": figure, "out_of_pocket": figure, "coinsurance_percent": 20});
    let estimates = TestApp::new()
        .estimate(&json!({"benefits": benefits}))
        .await
        .json();
    let estimate = &estimates["estimates"][0];
    for (name, value) in [
        ("SearchAnswer", &answer),
        ("ResultView", result),
        ("SummaryView", &answer["summary"]),
        ("CountsView", &answer["summary"]["counts"]),
        ("CardView", &answer["compared"]),
        ("CostView", &result["cost"]),
        ("ScoreView", &result["score"]),
        ("VersusView", &result["versus"]),
        ("TermView", &result["explain"]["terms"][0]),
        ("WhyNotView", &answer["why_not"][0]),
        ("SiteCard", &result["site"]),
        ("MemberCostView", &result["member_cost"]),
        ("EstimatesAnswer", &estimates),
        ("EstimateView", estimate),
        ("MemberShareView", &estimate["member_share"]),
        ("ClaimView", &estimate["claims"][0]),
        ("AccumulatorsView", &estimates["accumulators"]),
        ("LimitsView", &estimates["accumulators"]["deductible"]),
        (
            "AccumulatorView",
            &estimates["accumulators"]["deductible"]["individual"],
        ),
    ] {
        let (mut expected, mut found) = (schema(name), members(value));
        // A reason is only next to a missing price. The other two are only in an empty list.
        expected.retain(|member| !["reason", "causes", "nearest"].contains(&member.as_str()));
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
}
