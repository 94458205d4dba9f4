//! Paging: pages join without gap or overlap, and a cursor fits its own request and snapshot alone.

use crate::support::{TestApp, contents, knee_search, publish_into, settings, sites};
use serde_json::{Value, json};

fn paged(changes: &Value) -> Value {
    let mut body = knee_search(&json!({"network": null, "limit": 1}));
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

async fn first_cursor(test: &TestApp, body: &Value) -> String {
    test.found(body).await["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn ids(answer: &Value) -> Vec<String> {
    let results = answer["results"].as_array().unwrap();
    results
        .iter()
        .map(|result| {
            result["site"]["registration_id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn pages_join_to_the_whole_list() {
    let test = TestApp::new();
    let whole = test.found(&paged(&json!({"limit": 200}))).await;
    assert!(whole["total"].as_u64().unwrap() >= 3);
    assert_eq!(whole["next_cursor"], Value::Null);
    let (mut joined, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = test.found(&paged(&json!({"cursor": cursor}))).await;
        assert_eq!(page["total"], whole["total"]);
        assert_eq!(page["results"][0]["rank"], joined.len() + 1);
        joined.extend(ids(&page));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(joined, ids(&whole));
}

#[tokio::test]
async fn the_limit_may_change_between_pages_and_nothing_else() {
    let test = TestApp::new();
    let cursor = first_cursor(&test, &paged(&json!({}))).await;
    let rest = test
        .found(&paged(&json!({"cursor": cursor, "limit": 50})))
        .await;
    assert_eq!(rest["results"][0]["rank"], 2);
    let changes = [
        json!({"audience": "member"}),
        json!({"radius_miles": 24}),
        json!({"origin": {"lat": 30.27, "lon": -97.74}}),
        json!({"sort": "distance"}),
        json!({"explain": true}),
        json!({"as_of": "2026-11-23"}),
        json!({"as_of": null}),
        json!({"why_not": ["S-1"]}),
        json!({"needs": {"contrast": true}}),
        json!({"weights": {"score": 400}}),
        json!({"filters": {"wheelchair_accessible": true}}),
        json!({"benefits": {"coinsurance_percent": 20}}),
    ];
    for change in changes {
        let mut body = paged(&change);
        body["cursor"] = json!(cursor);
        assert_eq!(
            test.search(&body).await.problem(),
            (422, "cursor-not-valid".to_owned()),
            "{change}"
        );
    }
}

#[tokio::test]
async fn a_cursor_is_bound_to_the_benefits_and_not_to_their_spelling() {
    let test = TestApp::new();
    let stated = json!({
        "deductible": {"individual": {"limit": 2000, "met": 0}}, "coinsurance_percent": 20,
        "tiers": [{"settings": ["free_standing", "physician_office"], "copay": 75, "deductible": "waived"}]
    });
    let with = |benefits: &Value| paged(&json!({"benefits": benefits}));
    let cursor = first_cursor(&test, &with(&stated)).await;
    let mut spelled = stated.clone();
    spelled["deductible"] = json!({"individual": {"limit": 2000.00}, "family": null});
    spelled["family_rule"] = json!("embedded");
    spelled["tiers"] = json!([
        {"settings": ["physician_office"], "copay": 75.0, "deductible": "waived"},
        {"settings": ["free_standing"], "copay": 7.5e1, "deductible": "waived"}
    ]);
    let mut body = with(&spelled);
    body["cursor"] = json!(cursor);
    assert_eq!(test.found(&body).await["results"][0]["rank"], 2);
    let mut met = stated.clone();
    met["deductible"]["individual"]["met"] = json!(0.01);
    let mut limit = stated.clone();
    limit["out_of_pocket"] = json!({"family": {"limit": 0}});
    let mut tier = stated.clone();
    tier["tiers"][0]["deductible"] = json!("applies");
    for other in [&met, &limit, &tier, &Value::Null] {
        let mut body = with(other);
        body["cursor"] = json!(cursor);
        assert_eq!(
            test.search(&body).await.problem(),
            (422, "cursor-not-valid".to_owned()),
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_search_for_today_continues_on_the_day_it_began() {
    let test = TestApp::new();
    let first = test.found(&paged(&json!({"as_of": null}))).await;
    let second = test
        .found(&paged(
            &json!({"as_of": null, "cursor": first["next_cursor"]}),
        ))
        .await;
    assert_eq!(first["as_of"], second["as_of"]);
}

#[tokio::test]
async fn cursors_are_deterministic_and_reveal_nothing() {
    let (test, other) = (TestApp::new(), TestApp::new());
    let cursor = first_cursor(&test, &paged(&json!({}))).await;
    assert_eq!(cursor, first_cursor(&other, &paged(&json!({}))).await);
    assert!(cursor.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let next = test.found(&paged(&json!({"cursor": cursor}))).await["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    // Version and fingerprint of the snapshot are alike; where the page starts is not to be seen.
    let differing = cursor
        .bytes()
        .zip(next.bytes())
        .skip(18)
        .filter(|(a, b)| a != b)
        .count();
    assert!(differing > 32, "{differing}");
}

#[tokio::test]
async fn a_damaged_cursor_is_not_valid_and_one_of_another_snapshot_is_a_conflict() {
    let test = TestApp::new();
    let cursor = first_cursor(&test, &paged(&json!({}))).await;
    for position in 0..cursor.len() {
        let mut damaged = cursor.clone().into_bytes();
        damaged[position] = if damaged[position] == b'0' {
            b'1'
        } else {
            b'0'
        };
        let body = paged(&json!({"cursor": String::from_utf8(damaged).unwrap()}));
        assert_eq!(
            test.search(&body).await.problem().0,
            422,
            "position {position}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    publish_into(folder.path(), contents(sites(1)), "2026-06-01T00:00:00Z");
    let answer = TestApp::with(&settings(folder.path()))
        .search(&paged(&json!({"cursor": cursor})))
        .await;
    assert_eq!(answer.problem(), (409, "cursor-other-snapshot".to_owned()));
}
