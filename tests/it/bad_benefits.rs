//! Every kind of bad benefits and bad requests for estimates: the request, the answer, and that the
//! answer repeats no value of the request.

use crate::bad_inputs::{assert_silent, search_with};
use crate::support::TestApp;

/// Benefits and the pointer of the first fault; each is refused by searches and estimates alike.
#[rustfmt::skip]
const BAD_BENEFITS: &[(&str, &str)] = &[
    ("[]", "/benefits"),
    (r#""Zyxwv""#, "/benefits"),
    ("31.4159", "/benefits"),
    ("{}", "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":null}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":"Zyxwv"}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":-0.01}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":100.01}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":31.4159}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":20,"coinsurance_percent":20}"#, "/benefits/coinsurance_percent"),
    (r#"{"coinsurance_percent":20,"coinsurance":20}"#, "/benefits/coinsurance"),
    (r#"{"coinsurance_percent":20,"Zyxwv! 31.4159":1}"#, "/benefits"),
    (r#"{"coinsurance_percent":20,"family_rule":"Zyxwv"}"#, "/benefits/family_rule"),
    (r#"{"coinsurance_percent":20,"family_rule":"aggregate"}"#, "/benefits/family_rule"),
    (r#"{"coinsurance_percent":20,"family_rule":"aggregate","deductible":{"individual":{"limit":1}}}"#, "/benefits/family_rule"),
    (r#"{"coinsurance_percent":20,"deductible":2000}"#, "/benefits/deductible"),
    (r#"{"coinsurance_percent":20,"deductible":{"individual":2000}}"#, "/benefits/deductible/individual"),
    (r#"{"coinsurance_percent":20,"deductible":{"person":{"limit":1}}}"#, "/benefits/deductible/person"),
    (r#"{"coinsurance_percent":20,"deductible":{"individual":{}}}"#, "/benefits/deductible/individual/limit"),
    (r#"{"coinsurance_percent":20,"deductible":{"family":{"met":1}}}"#, "/benefits/deductible/family/limit"),
    (r#"{"coinsurance_percent":20,"deductible":{"individual":{"limit":-1}}}"#, "/benefits/deductible/individual/limit"),
    (r#"{"coinsurance_percent":20,"deductible":{"family":{"limit":31.4159}}}"#, "/benefits/deductible/family/limit"),
    (r#"{"coinsurance_percent":20,"out_of_pocket":{"individual":{"limit":10000000.01}}}"#, "/benefits/out_of_pocket/individual/limit"),
    (r#"{"coinsurance_percent":20,"out_of_pocket":{"family":{"limit":1e308}}}"#, "/benefits/out_of_pocket/family/limit"),
    (r#"{"coinsurance_percent":20,"out_of_pocket":{"individual":{"limit":10,"met":10.01}}}"#, "/benefits/out_of_pocket/individual/met"),
    (r#"{"coinsurance_percent":20,"deductible":{"family":{"limit":10,"met":31.4159}}}"#, "/benefits/deductible/family/met"),
    (r#"{"coinsurance_percent":20,"deductible":{"family":{"limit":10,"met":-1}}}"#, "/benefits/deductible/family/met"),
    (r#"{"coinsurance_percent":20,"deductible":{"family":{"limit":10,"met":"Zyxwv"}}}"#, "/benefits/deductible/family/met"),
    (r#"{"coinsurance_percent":20,"tiers":{}}"#, "/benefits/tiers"),
    (r#"{"coinsurance_percent":20,"tiers":[null]}"#, "/benefits/tiers/0"),
    (r#"{"coinsurance_percent":20,"tiers":[[["free_standing"],75,null,"waived"]]}"#, "/benefits/tiers/0"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":75,"deductible":"waived","Zyxwv":1}]}"#, "/benefits/tiers/0/Zyxwv"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":75}]}"#, "/benefits/tiers/0/deductible"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":75,"deductible":"Zyxwv"}]}"#, "/benefits/tiers/0/deductible"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"deductible":"waived"}]}"#, "/benefits/tiers/0"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":1,"coinsurance_percent":1,"deductible":"waived"}]}"#, "/benefits/tiers/0"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":31.4159,"deductible":"waived"}]}"#, "/benefits/tiers/0/copay"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":10000000.01,"deductible":"waived"}]}"#, "/benefits/tiers/0/copay"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"coinsurance_percent":100.5,"deductible":"applies"}]}"#, "/benefits/tiers/0/coinsurance_percent"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":[],"copay":75,"deductible":"waived"}]}"#, "/benefits/tiers/0/settings"),
    (r#"{"coinsurance_percent":20,"tiers":[{"copay":75,"deductible":"waived"}]}"#, "/benefits/tiers/0/settings"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing","Zyxwv"],"copay":75,"deductible":"waived"}]}"#, "/benefits/tiers/0/settings/1"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing","free_standing"],"copay":75,"deductible":"waived"}]}"#, "/benefits/tiers/0/settings"),
    (r#"{"coinsurance_percent":20,"tiers":[{"settings":["free_standing"],"copay":75,"deductible":"waived"},{"settings":["physician_office","free_standing"],"copay":5,"deductible":"waived"}]}"#, "/benefits/tiers/1/settings"),
];

/// Members laid over a sound request for estimates, as text so that digits stay as they are; slug,
/// pointer of the first fault.
type BadMember = (
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const BAD_ESTIMATES: &[BadMember] = &[
    (&[("audience", "null")], "invalid-request", "/audience"),
    (&[("audience", r#""Zyxwv""#)], "invalid-request", "/audience"),
    (&[("procedure", "null")], "invalid-request", "/procedure"),
    (&[("procedure", "73721")], "invalid-request", "/procedure"),
    (&[("procedure", r#""Zyxwv""#)], "unknown-procedure", "/procedure"),
    (&[("procedure", r#""99999""#)], "unknown-procedure", "/procedure"),
    (&[("procedure", r#""77057""#)], "code-not-valid", "/procedure"),
    (&[("network", "null")], "invalid-request", "/network"),
    (&[("network", r#""Zyxwv""#)], "unknown-network", "/network"),
    (&[("network", r#""""#)], "unknown-network", "/network"),
    (&[("sites", "null")], "invalid-request", "/sites"),
    (&[("sites", "[]")], "invalid-request", "/sites"),
    (&[("sites", r#""S-1""#)], "invalid-request", "/sites"),
    (&[("sites", r#"["S-1",31.4159]"#)], "invalid-request", "/sites/1"),
    (&[("sites", r#"["S-1","Zyxwv"]"#)], "unknown-site", "/sites/1"),
    (&[("sites", r#"["S-1","S-4"]"#)], "unknown-site", "/sites/1"),
    (&[("benefits", "null")], "invalid-request", "/benefits"),
    (&[("as_of", r#""2027-02-29""#)], "invalid-request", "/as_of"),
    (&[("as_of", r#""Zyxwv""#)], "invalid-request", "/as_of"),
    (&[("origin", r#"{"zip":"78701"}"#)], "invalid-request", "/origin"),
    (&[("Zyxwv 31.4159", "1")], "invalid-request", ""),
];

const SOUND: &[(&str, &str)] = &[
    ("audience", r#""member""#),
    ("procedure", r#""73721""#),
    ("network", r#""ppo""#),
    ("sites", r#"["S-1"]"#),
    ("benefits", r#"{"coinsurance_percent":20}"#),
    ("as_of", r#""2026-11-22""#),
];

/// The sound request with some members replaced or added.
fn estimates_with(members: &[(&str, &str)]) -> String {
    let kept = SOUND
        .iter()
        .filter(|(key, _)| !members.iter().any(|(replaced, _)| replaced == key));
    let members: Vec<String> = kept
        .chain(members)
        .map(|(key, value)| format!("\"{key}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

async fn assert_refused(test: &TestApp, path: &str, body: String, slug: &str, pointer: &str) {
    let answer = test.post(path, body.clone()).await;
    let text = answer.text();
    assert_eq!(
        answer.problem(),
        (422, slug.to_owned()),
        "{path} {body}: {text}"
    );
    let problem = answer.json();
    assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {text}");
    // A key that looks like one is named in the pointer; no message repeats it.
    let messages: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|fault| fault["message"].as_str())
        .collect();
    assert_silent(&body, &messages.join(" "));
    if !pointer.contains("Zyxwv") {
        assert_silent(&body, &text);
    }
}

#[tokio::test]
async fn benefits_out_of_shape_or_range_are_refused_with_their_place_by_searches_and_estimates() {
    let test = TestApp::new();
    for (benefits, pointer) in BAD_BENEFITS {
        let members = [("benefits", *benefits)];
        for (path, body) in [
            ("/v1/search", search_with(&members)),
            ("/v1/estimates", estimates_with(&members)),
        ] {
            assert_refused(&test, path, body, "invalid-request", pointer).await;
        }
    }
}

#[tokio::test]
async fn bad_requests_for_estimates_are_refused_with_their_place() {
    let test = TestApp::new();
    let sound = test.post("/v1/estimates", estimates_with(&[])).await;
    assert_eq!(sound.status, 200, "{}", sound.text());
    for (members, slug, pointer) in BAD_ESTIMATES {
        let body = estimates_with(members);
        assert_refused(&test, "/v1/estimates", body, slug, pointer).await;
    }
    let not_json = test.post("/v1/estimates", "{\"benefits\":").await;
    assert_eq!(not_json.problem(), (400, "not-json".to_owned()));
}

#[tokio::test]
async fn lists_and_bodies_of_estimates_are_bounded() {
    let test = TestApp::new();
    let sites = |count: usize| format!("[{}]", vec!["\"S-1\""; count].join(","));
    let tier = r#"{"settings":["free_standing"],"copay":75,"deductible":"waived"}"#;
    let tiers = |count: usize| {
        let listed = vec![tier; count].join(",");
        format!(r#"{{"coinsurance_percent":20,"tiers":[{listed}]}}"#)
    };
    let send = |key: &'static str, value: String| {
        let body = estimates_with(&[(key, &value)]);
        test.post("/v1/estimates", body)
    };
    assert_eq!(send("sites", sites(20)).await.status, 200);
    for (key, value, pointer) in [
        ("sites", sites(21), "/sites"),
        ("sites", sites(5_000), "/sites"),
        ("benefits", tiers(6), "/benefits/tiers"),
    ] {
        let answer = send(key, value).await;
        assert_eq!(answer.problem().0, 422);
        let problem = answer.json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
    }
    let padded = estimates_with(&[]) + &" ".repeat(64 << 10);
    assert_eq!(
        test.post("/v1/estimates", padded).await.problem(),
        (413, "body-too-large".to_owned())
    );
}

#[tokio::test]
async fn all_faults_of_a_request_for_estimates_are_reported_at_once() {
    let body = r#"{"audience":"Zyxwv","network":"","sites":[],"as_of":"never",
        "benefits":{"deductible":{"family":{"limit":1,"met":2}},"family_rule":"Zyxwv","tiers":[{}]}}"#;
    let problem = TestApp::new().post("/v1/estimates", body).await.json();
    let mut pointers: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|fault| fault["pointer"].as_str())
        .collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/as_of",
            "/audience",
            "/benefits/coinsurance_percent",
            "/benefits/deductible/family/met",
            "/benefits/family_rule",
            "/benefits/tiers/0",
            "/benefits/tiers/0/deductible",
            "/benefits/tiers/0/settings",
            "/network",
            "/procedure",
            "/sites"
        ]
    );
}
