//! Every kind of bad input over HTTP, in one table each: the request, the answer, and that the
//! answer repeats no value of the request.
//!
//! `Zyxwv` and `31.4159` are the values that must not appear in an answer.

use crate::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};

/// Body of a search, status, slug, pointer of the first fault (empty: none, or the whole body).
type BadBody = (&'static str, u16, &'static str, &'static str);

#[rustfmt::skip]
const BAD_SEARCHES: &[BadBody] = &[
    // Not JSON.
    ("", 400, "not-json", ""),
    ("Zyxwv", 400, "not-json", ""),
    ("{\"audience\":\"member\"", 400, "not-json", ""),
    ("{\"audience\":\"member\",}", 400, "not-json", ""),
    ("{} {}", 400, "not-json", ""),
    ("{'audience':'member'}", 400, "not-json", ""),
    ("{\"radius_miles\":NaN}", 400, "not-json", ""),
    ("{\"radius_miles\":01}", 400, "not-json", ""),
    ("{\"text\":\"\\ud800\"}", 400, "not-json", ""),
    ("{\"Zyxwv\":[", 400, "not-json", ""),
    // JSON of another shape.
    ("null", 422, "invalid-request", ""),
    ("[]", 422, "invalid-request", ""),
    ("\"Zyxwv\"", 422, "invalid-request", ""),
    ("31.4159", 422, "invalid-request", ""),
    (r#"{"audience":"member","audience":"reviewer"}"#, 422, "invalid-request", "/audience"),
    (r#"{"audienc":"member"}"#, 422, "invalid-request", "/audienc"),
    (r#"{"Zyxwv! 31.4159":1}"#, 422, "invalid-request", ""),
    (r#"{"origin":{"latitude":1}}"#, 422, "invalid-request", "/origin/latitude"),
    (r#"{"origin":{"lat":1,"lat":2}}"#, 422, "invalid-request", "/origin/lat"),
    (r#"{"origin":"Zyxwv"}"#, 422, "invalid-request", "/origin"),
    (r#"{"needs":{"bore":7}}"#, 422, "invalid-request", "/needs/bore"),
    (r#"{"filters":{"languages":["es",31.4159]}}"#, 422, "invalid-request", "/filters/languages/1"),
    (r#"{"filters":{"languages":"Zyxwv"}}"#, 422, "invalid-request", "/filters/languages"),
    (r#"{"weights":[1,2,3]}"#, 422, "invalid-request", "/weights"),
    (r#"{"weights":{"price":1}}"#, 422, "invalid-request", "/weights/price"),
    (r#"["member",null,"73721"]"#, 422, "invalid-request", ""),
    (r#"{"origin":[30.27,-97.74]}"#, 422, "invalid-request", "/origin"),
    (r#"{"filters":[]}"#, 422, "invalid-request", "/filters"),
    (r#"{"explain":"Zyxwv"}"#, 422, "invalid-request", "/explain"),
    (r#"{"summary":"Zyxwv"}"#, 422, "invalid-request", "/summary"),
    (r#"{"radius_miles":"31.4159"}"#, 422, "invalid-request", "/radius_miles"),
    (r#"{"limit":true}"#, 422, "invalid-request", "/limit"),
    (r#"{"why_not":{"0":"Zyxwv"}}"#, 422, "invalid-request", "/why_not"),
    (r#"{"why_not":[null]}"#, 422, "invalid-request", "/why_not/0"),
    (r#"{"procedure":73721}"#, 422, "invalid-request", "/procedure"),
    (r#"{"cursor":31.4159}"#, 422, "invalid-request", "/cursor"),
];

/// Members laid over a sound search, as text so that digits stay as they are; slug, pointer.
type BadMembers = (
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const BAD_MEMBERS: &[BadMembers] = &[
    (&[("audience", "null")], "invalid-request", "/audience"),
    (&[("audience", r#""Zyxwv""#)], "invalid-request", "/audience"),
    (&[("origin", "null")], "invalid-request", "/origin"),
    (&[("origin", "{}")], "invalid-request", "/origin"),
    (&[("origin", r#"{"lat":31.4159}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"lat":31.4159,"lon":-97.7,"zip":"78701"}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"lon":-97.7,"zip":"78701"}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"lat":90.0001,"lon":0}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"lat":0,"lon":180.0001}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"lat":1e999,"lon":0}"#)], "invalid-request", "/origin"),
    (&[("origin", r#"{"zip":"Zyxwv"}"#)], "unknown-zip", "/origin/zip"),
    (&[("origin", r#"{"zip":"7870"}"#)], "unknown-zip", "/origin/zip"),
    (&[("origin", r#"{"zip":"00000"}"#)], "unknown-zip", "/origin/zip"),
    (&[("procedure", r#""99999""#)], "unknown-procedure", "/procedure"),
    (&[("procedure", r#""Zyxwv""#)], "unknown-procedure", "/procedure"),
    (&[("procedure", r#""77057""#)], "code-not-valid", "/procedure"),
    (&[("modality", r#""mri""#)], "invalid-request", "/modality"),
    (&[("procedure", "null"), ("modality", r#""Zyxwv""#)], "invalid-request", "/modality"),
    (&[("procedure", "null")], "invalid-request", ""),
    (&[("network", r#""Zyxwv""#)], "unknown-network", "/network"),
    (&[("network", r#""""#)], "unknown-network", "/network"),
    (&[("profile", r#""Zyxwv""#)], "unknown-profile", "/profile"),
    (&[("radius_miles", "0")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "-1")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "1e-9")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "31.4159")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "25.000000000000000000001")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "250.01")], "invalid-request", "/radius_miles"),
    (&[("radius_miles", "1e308")], "invalid-request", "/radius_miles"),
    (&[("max_radius_miles", "0.09")], "invalid-request", "/max_radius_miles"),
    (&[("max_radius_miles", "251")], "invalid-request", "/max_radius_miles"),
    (&[("min_results", "-1")], "invalid-request", "/min_results"),
    (&[("min_results", "201")], "invalid-request", "/min_results"),
    (&[("min_results", "0.5")], "invalid-request", "/min_results"),
    (&[("limit", "0")], "invalid-request", "/limit"),
    (&[("limit", "-1")], "invalid-request", "/limit"),
    (&[("limit", "201")], "invalid-request", "/limit"),
    (&[("limit", "1000000000")], "invalid-request", "/limit"),
    (&[("settings", "[]")], "invalid-request", "/settings"),
    (&[("settings", r#"["Zyxwv"]"#)], "invalid-request", "/settings/0"),
    (&[("needs", r#"{"bore":"Zyxwv"}"#)], "invalid-request", "/needs/bore"),
    (&[("needs", r#"{"bore":"closed"}"#)], "invalid-request", "/needs/bore"),
    (&[("needs", r#"{"sedation":"Zyxwv"}"#)], "invalid-request", "/needs/sedation"),
    (&[("needs", r#"{"patient_age":131}"#)], "invalid-request", "/needs/patient_age"),
    (&[("needs", r#"{"patient_age":-1}"#)], "invalid-request", "/needs/patient_age"),
    (&[("needs", r#"{"patient_weight_lb":-1}"#)], "invalid-request", "/needs/patient_weight_lb"),
    (&[("needs", r#"{"min_field_strength_t":1e308}"#)], "invalid-request", "/needs/min_field_strength_t"),
    (&[("needs", r#"{"min_slices":1.5}"#)], "invalid-request", "/needs/min_slices"),
    (&[("filters", r#"{"min_score":100.1}"#)], "invalid-request", "/filters/min_score"),
    (&[("filters", r#"{"min_score":31.4159}"#)], "invalid-request", "/filters/min_score"),
    (&[("filters", r#"{"max_amount":-0.01}"#)], "invalid-request", "/filters/max_amount"),
    (&[("filters", r#"{"max_amount":10000000.01}"#)], "invalid-request", "/filters/max_amount"),
    (&[("filters", r#"{"max_amount":0.001}"#)], "invalid-request", "/filters/max_amount"),
    (&[("filters", r#"{"accredited_by":["Zyxwv"]}"#)], "invalid-request", "/filters/accredited_by/0"),
    (&[("filters", r#"{"open_on":["mon","Zyxwv"]}"#)], "invalid-request", "/filters/open_on/1"),
    (&[("text", r#""""#)], "invalid-request", "/text"),
    (&[("text", r#""(((((((((""#)], "invalid-request", "/text"),
    (&[("text", r#""a b c d e f g h i j k l m n o p q""#)], "invalid-request", "/text"),
    (&[("sort", r#""Zyxwv""#)], "invalid-request", "/sort"),
    (&[("sort", r#""member_cost""#)], "invalid-request", "/sort"),
    (&[("sort", r#""relevance""#)], "invalid-request", "/sort"),
    (&[("weights", r#"{"score":1001}"#)], "invalid-request", "/weights/score"),
    (&[("weights", r#"{"cost":-1}"#)], "invalid-request", "/weights/cost"),
    (&[("weights", r#"{"distance":0.5}"#)], "invalid-request", "/weights/distance"),
    (&[("weights", r#"{"score":1e18}"#)], "invalid-request", "/weights/score"),
    (&[("weights", r#"{"score":0,"cost":0,"distance":0}"#)], "weights-not-in-play", "/weights"),
    (&[("as_of", r#""0000-00-00""#)], "invalid-request", "/as_of"),
    (&[("as_of", r#""10000-01-01""#)], "invalid-request", "/as_of"),
    (&[("as_of", r#""2027-02-29""#)], "invalid-request", "/as_of"),
    (&[("as_of", r#""2026-11-22T00:00:00Z""#)], "invalid-request", "/as_of"),
    (&[("cursor", r#""""#)], "cursor-not-valid", "/cursor"),
    (&[("cursor", r#""Zyxwv""#)], "cursor-not-valid", "/cursor"),
    (&[("compare_to", r#""Zyxwv""#)], "unknown-site", "/compare_to"),
    (&[("network", "null"), ("sort", r#""cost""#)], "cost-not-in-play", "/sort"),
    (&[("network", "null"), ("sort", r#""member_cost""#), ("benefits", r#"{"coinsurance_percent":20}"#)], "cost-not-in-play", "/sort"),
    (&[("procedure", "null"), ("modality", r#""mri""#), ("sort", r#""member_cost""#), ("benefits", r#"{"coinsurance_percent":20}"#)], "cost-not-in-play", "/sort"),
    (&[("benefits", r#"{"coinsurance_percent":31.4159}"#), ("sort", r#""member_cost""#)], "invalid-request", "/benefits/coinsurance_percent"),
    (&[("network", "null"), ("filters", r#"{"max_amount":900}"#)], "cost-not-in-play", "/filters/max_amount"),
    (&[("procedure", r#""76700""#), ("filters", r#"{"min_score":76}"#)], "score-not-visible", "/filters/min_score"),
    (&[("procedure", r#""76700""#), ("sort", r#""score""#)], "score-not-visible", "/sort"),
    (&[("audience", r#""reviewer""#), ("procedure", r#""76700""#), ("sort", r#""score""#)], "score-not-in-play", "/sort"),
    (&[("audience", r#""reviewer""#), ("procedure", r#""77067""#), ("sort", r#""score""#)], "score-not-visible", "/sort"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("needs", r#"{"contrast":true}"#)], "invalid-request", "/needs"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("origin", "null"), ("radius_miles", "5")], "invalid-request", "/radius_miles"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("origin", "null"), ("min_results", "5")], "invalid-request", "/min_results"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("origin", "null"), ("sort", r#""distance""#)], "invalid-request", "/sort"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("filters", r#"{"min_score":76}"#)], "score-not-in-play", "/filters/min_score"),
    (&[("procedure", "null"), ("text", r#""imaging""#), ("sort", r#""cost""#)], "cost-not-in-play", "/sort"),
];

const SOUND: &[(&str, &str)] = &[
    ("audience", r#""ordering_provider""#),
    ("origin", r#"{"zip":"78701"}"#),
    ("procedure", r#""73721""#),
    ("network", r#""ppo""#),
    ("as_of", r#""2026-11-22""#),
];

/// The sound search with some members replaced or added.
pub(crate) fn search_with(members: &[(&str, &str)]) -> String {
    let kept = SOUND
        .iter()
        .filter(|(key, _)| !members.iter().any(|(replaced, _)| replaced == key));
    let members: Vec<String> = kept
        .chain(members)
        .map(|(key, value)| format!("\"{key}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

pub(crate) fn assert_silent(sent: &str, received: &str) {
    for canary in ["Zyxwv", "31.4159"] {
        assert!(!received.contains(canary), "{sent} came back in {received}");
    }
}

#[tokio::test]
async fn the_sound_search_is_sound() {
    let answer = TestApp::new().post("/v1/search", search_with(&[])).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn bodies_of_another_shape_are_refused_with_their_place() {
    let test = TestApp::new();
    for (body, status, slug, pointer) in BAD_SEARCHES {
        let answer = test.post("/v1/search", *body).await;
        assert_eq!(
            answer.problem(),
            (*status, (*slug).to_owned()),
            "{body}: {}",
            answer.text()
        );
        assert_eq!(
            answer.json()["errors"][0]["pointer"]
                .as_str()
                .unwrap_or_default(),
            *pointer,
            "{body}: {}",
            answer.text()
        );
        assert_silent(body, &answer.text());
    }
}

#[tokio::test]
async fn members_out_of_range_are_refused_with_their_place() {
    let test = TestApp::new();
    for (members, slug, pointer) in BAD_MEMBERS {
        let body = search_with(members);
        let answer = test.post("/v1/search", body.clone()).await;
        assert_eq!(
            answer.problem(),
            (422, (*slug).to_owned()),
            "{body}: {}",
            answer.text()
        );
        assert_eq!(
            answer.json()["errors"][0]["pointer"],
            **pointer,
            "{body}: {}",
            answer.text()
        );
        assert_silent(&body, &answer.text());
    }
}

#[tokio::test]
async fn lists_texts_and_cursors_are_bounded() {
    let test = TestApp::new();
    let list = |count: usize| format!("[{}]", vec!["\"Zyxwv\""; count].join(","));
    let cases = [
        ("why_not", list(21), "/why_not"),
        (
            "filters",
            format!(r#"{{"exclude":{}}}"#, list(201)),
            "/filters/exclude",
        ),
        (
            "filters",
            format!(r#"{{"languages":{}}}"#, list(51)),
            "/filters/languages",
        ),
        (
            "filters",
            format!(r#"{{"open_on":{}}}"#, list(51)),
            "/filters/open_on",
        ),
        ("settings", list(51), "/settings"),
        ("text", format!("\"{}\"", "a".repeat(257)), "/text"),
        ("text", format!("\"{}\"", "(".repeat(10_000)), "/text"),
        ("cursor", format!("\"{}\"", "a".repeat(1025)), "/cursor"),
    ];
    for (key, value, pointer) in &cases {
        let answer = test.post("/v1/search", search_with(&[(key, value)])).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert_eq!(answer.json()["errors"][0]["pointer"], **pointer);
        assert_silent(value, &answer.text());
    }
    for (key, value) in [
        ("why_not", list(20)),
        ("filters", format!(r#"{{"exclude":{}}}"#, list(200))),
    ] {
        let answer = test.post("/v1/search", search_with(&[(key, &value)])).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

#[tokio::test]
async fn all_faults_are_reported_at_once() {
    let body = r#"{"audience":"Zyxwv","limit":0,"radius_miles":999,"settings":[],"as_of":"never"}"#;
    let answer = TestApp::new().post("/v1/search", body).await;
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
            "/as_of",
            "/radius_miles",
            "/settings",
            "/limit"
        ]
    );
}

#[tokio::test]
async fn nesting_is_bounded() {
    let test = TestApp::new();
    let nested =
        |depth: usize| format!(r#"{{"needs":{}1{}}}"#, "[".repeat(depth), "]".repeat(depth));
    for depth in [16, 200, 30_000] {
        let answer = test.post("/v1/search", nested(depth)).await;
        assert_eq!(answer.problem(), (422, "invalid-request".to_owned()));
        assert!(answer.text().contains("16 levels"), "{}", answer.text());
    }
    assert!(
        !test
            .post("/v1/search", nested(15))
            .await
            .text()
            .contains("16 levels")
    );
}

#[tokio::test]
async fn text_that_looks_like_a_query_language_is_plain_words() {
    let test = TestApp::new();
    for text in [
        "tech_score:[0 TO 2]",
        "tin:742345678",
        "\\\"a b\\\"~4294967295",
        "/.*/ x",
        "imaging^1e400",
        "+imaging",
        "\\\\ imaging",
        "é\\u0000x",
    ] {
        let answer = test
            .post(
                "/v1/search",
                format!(r#"{{"audience":"member","text":"{text}"}}"#),
            )
            .await;
        assert_eq!(answer.status, 200, "{text}: {}", answer.text());
    }
}

/// Content type, content encoding, status.
#[rustfmt::skip]
const KINDS: &[(&str, &str, u16)] = &[
    ("application/json", "", 200),
    ("Application/JSON", "", 200),
    ("application/json; charset=utf-8", "", 200),
    ("application/json;charset=\"UTF-8\"", "", 200),
    ("application/json", "identity", 200),
    ("", "", 415),
    ("text/plain", "", 415),
    ("application/jsonp", "", 415),
    ("application/vnd.api+json", "", 415),
    ("application/json; charset=latin-1", "", 415),
    ("application/json; boundary=x", "", 415),
    ("multipart/form-data", "", 415),
    ("application/json", "gzip", 415),
    ("application/json", "zstd", 415),
    ("application/json", "gzip, gzip", 415),
];

#[tokio::test]
async fn only_plain_json_is_accepted() {
    let test = TestApp::new();
    for (kind, encoding, status) in KINDS {
        let mut request = Request::post("/v1/search");
        for (name, value) in [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_ENCODING, encoding),
        ] {
            if !value.is_empty() {
                request = request.header(name, *value);
            }
        }
        let answer = test
            .send(request.body(Body::from(search_with(&[]))).unwrap())
            .await;
        assert_eq!(answer.status, *status, "{kind} {encoding}");
        if *status == 415 {
            assert_eq!(answer.problem().1, "unsupported-media-type");
        }
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let test = TestApp::new();
    let padded = |bytes: usize| search_with(&[]) + &" ".repeat(bytes - search_with(&[]).len());
    assert_eq!(test.post("/v1/search", padded(64 << 10)).await.status, 200);
    for bytes in [(64 << 10) + 1, 1 << 20, (1 << 20) + 1, 5 << 20] {
        let answer = test.post("/v1/search", padded(bytes)).await;
        assert_eq!(answer.problem(), (413, "body-too-large".to_owned()));
        assert_eq!(answer.header("connection"), "close");
    }
}

/// Method, path, status, slug.
#[rustfmt::skip]
const BAD_PATHS: &[(&str, &str, u16, &str)] = &[
    ("GET", "/index.html", 404, "not-found"),
    ("GET", "/v1", 404, "not-found"),
    ("GET", "//v1/networks", 404, "not-found"),
    ("GET", "/metrics", 404, "not-found"),
    ("GET", "/v1/search", 405, "method-not-allowed"),
    ("GET", "/v1/estimates", 405, "method-not-allowed"),
    ("DELETE", "/v1/search", 405, "method-not-allowed"),
    ("POST", "/v1/networks", 405, "method-not-allowed"),
    ("TRACE", "/v1/search", 405, "method-not-allowed"),
    ("GET", "/v1/sites/Zyxwv", 404, "not-found"),
    ("GET", "/v1/sites/..%2f..%2fsecret", 404, "not-found"),
    ("GET", "/v1/sites/%ff", 404, "not-found"),
    ("GET", "/v1/sites/S-1%00", 404, "not-found"),
    ("GET", "/v1/sites/S-1?audience=Zyxwv", 422, "invalid-request"),
    ("GET", "/v1/sites/S-1?audience=member&audience=reviewer", 422, "invalid-request"),
    ("GET", "/v1/sites/S-1?Zyxwv=1", 422, "invalid-request"),
    ("GET", "/v1/procedures/00000", 404, "not-found"),
    ("GET", "/v1/procedures/Zyxwv", 404, "not-found"),
    ("GET", "/v1/networks?zip=31.4159", 422, "invalid-request"),
    ("GET", "/v1/snapshot?Zyxwv", 422, "invalid-request"),
    ("GET", "/v1/sites/S-1/prices/73721", 422, "invalid-request"),
    ("GET", "/v1/sites/S-1/prices/73721?network=Zyxwv&audience=reviewer", 422, "unknown-network"),
    ("GET", "/v1/sites/S-1/prices/99999?network=ppo&audience=reviewer", 404, "not-found"),
    ("GET", "/v1/sites/S-9/prices/73721?network=ppo&audience=reviewer", 404, "not-found"),
];

#[tokio::test]
async fn unknown_paths_and_queries_are_refused() {
    let test = TestApp::new();
    for (method, path, status, slug) in BAD_PATHS {
        let answer = test
            .send(
                Request::builder()
                    .method(*method)
                    .uri(*path)
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        assert_eq!(
            answer.problem(),
            (*status, (*slug).to_owned()),
            "{method} {path}"
        );
        assert_silent(path, &answer.text());
        if *status == 405 {
            assert!(!answer.header("allow").is_empty(), "{method} {path}");
        }
    }
}

/// Path, body, pointer.
#[rustfmt::skip]
const OTHER_BODIES: &[(&str, &str, &str)] = &[
    ("/v1/suggest", "{}", "/q"),
    ("/v1/suggest", r#"{"q":null}"#, "/q"),
    ("/v1/suggest", r#"{"q":"..."}"#, "/q"),
    ("/v1/suggest", r#"{"q":31.4159}"#, "/q"),
    ("/v1/suggest", r#"{"q":"aus","audience":"Zyxwv"}"#, "/audience"),
    ("/v1/suggest", r#"{"q":"aus","limit":51}"#, "/limit"),
    ("/v1/suggest", r#"{"q":"aus","zip":"78701"}"#, "/zip"),
    ("/v1/suggest", r#"{"q":"aus","origin":{}}"#, "/origin"),
    (
        "/v1/suggest",
        r#"{"q":"aus","origin":{"lat":91,"lon":0}}"#,
        "/origin",
    ),
    ("/v1/estimates", "{}", "/audience"),
    ("/v1/places/search", "{}", "/q"),
    ("/v1/places/search", r#"{"q":"., "}"#, "/q"),
    ("/v1/places/search", r#"{"q":"Zyxwv","zip":"78701"}"#, "/zip"),
    ("/v1/procedures/search", "{}", "/q"),
    ("/v1/procedures/search", r#"{"q":["Zyxwv"]}"#, "/q"),
    ("/v1/procedures/search", r#"{"q":"knee","member":"Zyxwv"}"#, "/member"),
];

#[tokio::test]
async fn the_other_bodies_are_as_strict() {
    let test = TestApp::new();
    for (path, body, pointer) in OTHER_BODIES {
        let answer = test.post(path, *body).await;
        assert_eq!(
            answer.problem(),
            (422, "invalid-request".to_owned()),
            "{path} {body}"
        );
        assert_eq!(
            answer.json()["errors"][0]["pointer"],
            **pointer,
            "{path} {body}: {}",
            answer.text()
        );
        assert_silent(body, &answer.text());
    }
}
