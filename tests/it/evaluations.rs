//! `POST /v1/site-of-care/evaluations`: what an answer looks like, who gets it, and every bad order
//! in one table.

use crate::orders::{order, policies, service, with};
use crate::support::{Answer, TestApp, credential, index, settings};
use axum::body::Body;
use axum::http::{Request, header};
use nearsite::config::Settings;
use nearsite_index::site_of_care::verify_certificate;
use serde_json::{Value, json};

const PATH: &str = "/v1/site-of-care/evaluations";

async fn evaluate(test: &TestApp, order: &Value) -> Answer {
    test.post(PATH, order.to_string()).await
}

async fn evaluated(test: &TestApp, order: &Value) -> Value {
    let answer = evaluate(test, order).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn an_answer_has_every_member_of_the_description() {
    let test = service();
    let answer = evaluated(&test, &with("/facts", &json!({"sedation_need": true}))).await;
    assert_eq!(answer["as_of"], "2026-11-22");
    assert_eq!(answer["policy"]["id"], "acme-2026");
    assert_eq!(answer["policy"]["left_open"], json!(["the code list"]));
    assert_eq!(
        answer["scope"],
        json!({"in_scope": true, "reason": null, "detail": null})
    );
    assert_eq!(answer["outcome"], "needs_information");
    assert_eq!(answer["basis"], json!([]));
    let requested = &answer["requested"];
    assert_eq!(requested["site"]["registration_id"], "S-3");
    assert_eq!(requested["distance_miles"], 1.38);
    assert_eq!(requested["billed_setting"], "hospital_outpatient");
    assert_eq!(requested["ordered_place_of_service"], Value::Null);
    assert!(requested.get("rank").is_none() && requested.get("order_cost").is_none());
    let sedation = &answer["criteria"][1];
    assert_eq!(
        (&sedation["key"], &sedation["status"]),
        (&json!("sedation"), &json!("not_met"))
    );
    assert_eq!(
        sedation["evidence"][1],
        json!({"data": "sedation", "value": "2 of 2 sites",
               "says": "2 of the 2 sites within 10.00 miles that could do the order state sedation of moderate or deeper."})
    );
    assert_eq!(answer["criteria"][2]["source"], "engine");
    assert_eq!(
        answer["questions"],
        json!([{"fact": "claustrophobia", "text": "Would a closed magnet set off claustrophobia?", "with": null},
               {"fact": "closed_bore_unsafe",
                "text": "Is a closed magnet unsafe, not tolerated or not practical, for any reason?", "with": null},
               {"fact": "body_size", "text": "Is equipment for a very small or very large body needed, and how much does the patient weigh?",
                "with": "weight_lb"}])
    );
    let alternates = &answer["alternates"];
    assert_eq!(alternates["total"], 2);
    assert_eq!(alternates["radius_metres"], 16_093);
    assert_eq!(alternates["results"][0]["site"]["registration_id"], "S-1");
    assert_eq!(alternates["results"][0]["versus"]["distance_miles"], -1.38);
    assert_eq!(answer["clocks"][0]["unit"], "hours");
}

#[tokio::test]
async fn the_answer_contains_the_certificate_byte_for_byte() {
    let test = service();
    let text = evaluate(&test, &order()).await.text();
    let (_, certificate) = text.split_once("\"certificate\":").unwrap();
    let certificate = certificate.strip_suffix('}').unwrap();
    let live = test.app.live().unwrap();
    let verified = verify_certificate(certificate.as_bytes(), &live.snapshot, &policies()).unwrap();
    assert_eq!((verified.alternates, verified.excluded), (2, 4));
}

#[tokio::test]
async fn a_day_of_birth_is_the_age_on_the_service_date_and_goes_no_further() {
    let test = service();
    let by_age = evaluate(&test, &order()).await.text();
    let by_day = evaluate(
        &test,
        &with("/member", &json!({"birth_date": "1979-12-03"})),
    )
    .await;
    assert_eq!(by_day.text(), by_age);
    let older = evaluate(
        &test,
        &with("/member", &json!({"birth_date": "1979-11-22"})),
    )
    .await;
    assert!(older.text().contains("\"age\":47"));
    assert!(!older.text().contains("1979"));
}

#[tokio::test]
async fn an_order_of_several_procedures_has_a_cost_of_its_own() {
    let test = service();
    let several = with("/order/procedures", &json!(["73721", "73722"]));
    let answer = evaluated(&test, &several).await;
    assert_eq!(answer["requested"]["order_cost"], Value::Null);
    let result = &answer["alternates"]["results"][0];
    assert_eq!(result["cost"]["amount"], 412.0);
    assert_eq!(result.get("order_cost"), Some(&Value::Null));
}

#[tokio::test]
async fn what_is_not_reviewed_has_neither_alternates_nor_certificate() {
    let test = service();
    let mut order = with("/order/place_of_service", &json!("11"));
    let answer = evaluated(&test, &order).await;
    assert_eq!(answer["outcome"], "no_review");
    assert_eq!(answer["basis"], json!(["not_a_hospital"]));
    assert_eq!(answer["scope"]["in_scope"], true);
    assert_eq!(
        answer["contradictions"][0]["code"],
        "ordered_place_of_service"
    );
    for member in ["alternates", "certificate"] {
        assert_eq!(answer[member], Value::Null);
    }
    order["order"]["service_date"] = json!("2040-01-01");
    let answer = evaluated(&test, &order).await;
    assert_eq!(answer["policy"], Value::Null);
    assert_eq!(answer["scope"]["reason"], "policy_not_in_force");
    assert_eq!(answer["clocks"], json!([]));
}

#[tokio::test]
async fn a_standard_left_open_comes_with_the_order() {
    let test = service();
    let mut order = with("/payer", &json!("open"));
    assert_eq!(
        evaluate(&test, &order).await.problem(),
        (422, "access-standard-not-set".to_owned())
    );
    order["access"] = json!({"miles": 0.5});
    let answer = evaluated(&test, &order).await;
    assert_eq!(answer["alternates"]["radius_miles"], 0.5);
    assert_eq!(answer["certificate"]["access"]["source"], "order");
}

#[tokio::test]
async fn an_audience_needs_its_credential_and_sees_what_it_may() {
    let hash = "d6df1208f3cdfd9ca8a7b45a11fdbf593a57de44d0761486c6ffb8f19366cc74";
    let test = TestApp::with(&Settings {
        credentials: vec![credential("desk", hash, &["ordering_provider"])],
        ..settings(index())
    });
    test.app.swap_policies(policies());
    let ask = |token: &'static str, audience: &'static str| {
        let body = with("/audience", &json!(audience)).to_string();
        let request = Request::post(PATH)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        test.send(request.body(Body::from(body)).unwrap())
    };
    assert_eq!(
        ask("order-desk-token", "ordering_provider").await.status,
        200
    );
    assert_eq!(ask("order-desk-token", "reviewer").await.status, 403);
    assert_eq!(ask("nobody", "ordering_provider").await.status, 401);
    let open = service();
    let text = |answer: Answer| answer.text();
    let desk = text(evaluate(&open, &order()).await);
    let review = text(evaluate(&open, &with("/audience", &json!("reviewer"))).await);
    assert!(!desk.contains("742345678") && review.contains("742345678"));
}

#[tokio::test]
async fn no_evaluation_is_kept() {
    let test = service();
    for _ in 0..3 {
        evaluate(&test, &order()).await;
    }
    let answers = &test.app.live().unwrap().answers;
    answers.run_pending_tasks().await;
    assert_eq!(answers.entry_count(), 0);
}

/// Pointer that is replaced in the sound order, the value, slug, pointer of the first fault, words
/// of its message.
type BadOrder = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const BAD_ORDERS: &[BadOrder] = &[
    ("/audience", "null", "invalid-request", "/audience", "is required"),
    ("/audience", r#""member""#, "invalid-request", "/audience", "must be one of ordering_provider, reviewer"),
    ("/audience", r#""Zyxwv""#, "invalid-request", "/audience", "must be one of ordering_provider, reviewer"),
    ("/payer", "null", "invalid-request", "/payer", "is required"),
    ("/payer", "7", "invalid-request", "/payer", "must be a string"),
    ("/payer", r#""Zyxwv""#, "unknown-policy", "/payer", "no policy of this payer"),
    ("/programme", r#""Zyxwv""#, "unknown-policy", "/programme", "no policy of this payer"),
    ("/order", "null", "invalid-request", "/order", "is required"),
    ("/order", "[]", "invalid-request", "/order", "must be an object"),
    ("/order/Zyxwv", "1", "invalid-request", "/order/Zyxwv", "is not known here"),
    ("/order/procedures", "null", "invalid-request", "/order/procedures", "is required"),
    ("/order/procedures", "[]", "invalid-request", "/order/procedures", "at least one"),
    ("/order/procedures", r#""73721""#, "invalid-request", "/order/procedures", "must be a list"),
    ("/order/procedures", r#"["73721",7]"#, "invalid-request", "/order/procedures/1", "must be a string"),
    ("/order/procedures", r#"["73721","73721"]"#, "invalid-request", "/order/procedures/1", "appears twice"),
    ("/order/procedures", r#"["Zyxwv"]"#, "unknown-procedure", "/order/procedures/0", "five of A-Z 0-9"),
    ("/order/procedures", r#"["73721","99999"]"#, "unknown-procedure", "/order/procedures/1", "not in the catalog"),
    ("/order/procedures", r#"["77057"]"#, "code-not-valid", "/order/procedures/0", "use 77067"),
    ("/order/procedures", r#"["a","b","c","d","e","f","g","h","i","j","k"]"#, "invalid-request", "/order/procedures", "at most 10"),
    ("/order/network", "null", "invalid-request", "/order/network", "is required"),
    ("/order/network", r#""Zyxwv""#, "unknown-network", "/order/network", "not known"),
    ("/order/line_of_business", "null", "invalid-request", "/order/line_of_business", "is required"),
    ("/order/line_of_business", r#""Zyxwv""#, "invalid-request", "/order/line_of_business", "must be one of individual"),
    ("/order/state", "null", "invalid-request", "/order/state", "is required"),
    ("/order/state", r#""Tx""#, "invalid-request", "/order/state", "two capital letters"),
    ("/order/state", r#""Zyxwv""#, "invalid-request", "/order/state", "two capital letters"),
    ("/order/funding", "null", "invalid-request", "/order/funding", "is required"),
    ("/order/funding", r#""Zyxwv""#, "invalid-request", "/order/funding", "must be one of fully_insured"),
    ("/order/service_date", r#""2027-02-29""#, "invalid-request", "/order/service_date", "YYYY-MM-DD"),
    ("/order/urgency", r#""Zyxwv""#, "invalid-request", "/order/urgency", "must be one of routine"),
    ("/order/place_of_service", r#""2""#, "invalid-request", "/order/place_of_service", "two digits"),
    ("/order/place_of_service", r#""2x""#, "invalid-request", "/order/place_of_service", "two digits"),
    ("/member", "null", "invalid-request", "/member", "is required"),
    ("/member", "{}", "invalid-request", "/member", "either birth_date or age"),
    ("/member", r#"{"age":46,"birth_date":"1980-01-01"}"#, "invalid-request", "/member", "either birth_date or age"),
    ("/member", r#"{"birth_date":"2026-11-23"}"#, "invalid-request", "/member/birth_date", "after the service date"),
    ("/member", r#"{"birth_date":"1895-11-22"}"#, "invalid-request", "/member/birth_date", "130 years"),
    ("/member", r#"{"birth_date":"Zyxwv"}"#, "invalid-request", "/member/birth_date", "YYYY-MM-DD"),
    ("/member", r#"{"birth_date":19800101}"#, "invalid-request", "/member/birth_date", "must be a string"),
    ("/member/age", "131", "invalid-request", "/member/age", "0 to 130"),
    ("/member/age", "31.4159", "invalid-request", "/member/age", "whole number"),
    ("/member/weight_lb", "100001", "invalid-request", "/member/weight_lb", "0 to 100000"),
    ("/member/weight_lb", "31.4159", "invalid-request", "/member/weight_lb", "whole number"),
    ("/origin", "null", "invalid-request", "/origin", "is required"),
    ("/origin", "{}", "invalid-request", "/origin", "either lat and lon, or zip"),
    ("/origin", r#"{"lat":31.4159}"#, "invalid-request", "/origin", "either lat and lon, or zip"),
    ("/origin", r#"{"lat":91,"lon":0}"#, "invalid-request", "/origin", "latitude"),
    ("/origin/zip", r#""00000""#, "unknown-zip", "/origin/zip", "not in the table"),
    ("/origin/zip", r#""Zyxwv""#, "unknown-zip", "/origin/zip", "five digits"),
    ("/origin/kind", r#""Zyxwv""#, "invalid-request", "/origin/kind", "must be one of home"),
    ("/site", "null", "invalid-request", "/site", "is required"),
    ("/site", "{}", "invalid-request", "/site", "either registration_id or npi"),
    ("/site", r#"{"registration_id":"S-3","npi":"1234567893"}"#, "invalid-request", "/site", "either registration_id or npi"),
    ("/site", r#"{"registration_id":"Zyxwv"}"#, "unknown-site", "/site/registration_id", "not in the snapshot"),
    ("/site", r#"{"npi":"1234567890"}"#, "unknown-site", "/site/npi", "check digit"),
    ("/site", r#"{"npi":"1932102084"}"#, "unknown-site", "/site/npi", "not in the snapshot"),
    ("/site", r#"{"npi":"1234567893"}"#, "invalid-request", "/site/npi", "registration id"),
    ("/facts", "[]", "invalid-request", "/facts", "must be an object"),
    ("/facts", r#"{"Zyxwv":true}"#, "invalid-request", "/facts/Zyxwv", "is not known here"),
    ("/facts", r#"{"sedation_need":"Zyxwv"}"#, "invalid-request", "/facts/sedation_need", "true or false"),
    ("/facts", r#"{"sedation_need":{"site":"S-3"}}"#, "invalid-request", "/facts/sedation_need", "true or false"),
    ("/facts", r#"{"prior_studies":31.4159}"#, "invalid-request", "/facts/prior_studies", "true, false or an object"),
    ("/facts", r#"{"prior_studies":{}}"#, "invalid-request", "/facts/prior_studies", "site"),
    ("/facts", r#"{"prior_studies":{"site":"S-3","more":1}}"#, "invalid-request", "/facts/prior_studies/more", "is not known here"),
    ("/facts", r#"{"preoperative":{"site":"Zyxwv!"}}"#, "unknown-site", "/facts/preoperative/site", "1 to 32"),
    ("/facts", r#"{"postoperative":{"site":"Zyxwv"}}"#, "unknown-site", "/facts/postoperative/site", "not in the snapshot"),
    ("/facts", r#"{"body_size":true}"#, "invalid-request", "/member/weight_lb", "body_size is true"),
    ("/sedation", r#""none""#, "invalid-request", "/sedation", "moderate, deep, general"),
    ("/sedation", r#""Zyxwv""#, "invalid-request", "/sedation", "moderate, deep, general"),
    ("/access", r#"{"miles":25}"#, "invalid-request", "/access", "of its own"),
    ("/access", "{}", "invalid-request", "/access", "either miles or ladder"),
    ("/access", r#"{"miles":25,"ladder":"federal"}"#, "invalid-request", "/access", "either miles or ladder"),
    ("/access", r#"{"miles":0.05}"#, "invalid-request", "/access/miles", "0.1 to 250"),
    ("/access", r#"{"ladder":"Zyxwv"}"#, "invalid-request", "/access/ladder", "must be federal"),
    ("/limit", "0", "invalid-request", "/limit", "1 to 200"),
    ("/limit", "201", "invalid-request", "/limit", "1 to 200"),
    ("/radius_miles", "25", "invalid-request", "/radius_miles", "is not known here"),
];

#[tokio::test]
async fn every_bad_order_is_refused_with_place_and_words_and_without_what_was_sent() {
    let test = service();
    assert_eq!(evaluate(&test, &order()).await.status, 200);
    for (pointer, value, slug, place, words) in BAD_ORDERS {
        let value: Value = serde_json::from_str(value).unwrap();
        let sent = with(pointer, &value);
        let answer = evaluate(&test, &sent).await;
        assert_eq!(
            answer.problem(),
            (422, (*slug).to_owned()),
            "{sent}: {}",
            answer.text()
        );
        let problem = answer.json();
        let fault = &problem["errors"][0];
        assert_eq!(fault["pointer"], **place, "{sent}: {}", answer.text());
        let message = fault["message"].as_str().unwrap();
        assert!(message.contains(words), "{sent}: {message}");
        assert!(!message.contains("Zyxwv") && !message.contains("31.4159"));
    }
}

#[tokio::test]
async fn a_duplicate_key_is_refused() {
    let test = service();
    let sound = order().to_string();
    for (from, to, place) in [
        ("\"payer\":", "\"payer\":\"acme\",\"payer\":", "/payer"),
        ("\"age\":", "\"age\":46,\"age\":", "/member/age"),
        (
            "\"site\":",
            "\"facts\":{\"active_covid\":true,\"active_covid\":null},\"site\":",
            "/facts/active_covid",
        ),
    ] {
        let answer = test.post(PATH, sound.replacen(from, to, 1)).await;
        assert_eq!(answer.problem(), (422, "invalid-request".to_owned()));
        assert_eq!(answer.json()["errors"][0]["pointer"], *place);
    }
    assert_eq!(
        test.post(PATH, "{").await.problem(),
        (400, "not-json".to_owned())
    );
}

#[tokio::test]
async fn all_faults_of_an_order_are_reported_at_once() {
    let answer = evaluate(&service(), &json!({"limit": 0, "sedation": "none"})).await;
    let problem = answer.json();
    let pointers: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|fault| fault["pointer"].as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "/audience",
            "/payer",
            "/order",
            "/member",
            "/origin",
            "/site",
            "/sedation",
            "/limit"
        ]
    );
}
