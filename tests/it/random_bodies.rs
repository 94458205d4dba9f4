//! Searches and requests for estimates put together at random from sound and odd members: the
//! response is always an answer or a problem of the caller's, never a fault of ours, and nothing
//! odd comes back.

use crate::support::TestApp;
use nearsite_random::SplitMix64;

const SEED: u64 = 20_261_122;
const BODIES: usize = 20_000;

/// Values for any member: of every type, at and beyond every edge.
#[rustfmt::skip]
const ODD: [&str; 26] = [
    "null", "true", "false", "0", "-0", "-1", "0.1", "1e-7", "25", "200", "201", "250.01", "1e308", "1e999", "-1e999",
    "18446744073709551616", "123456789012345678901234567890.5", "\"\"", "\"Zyxwv\"", "\"\\u0000\\ud83d\\ude00\\u202e\"", "[]",
    "[null]", "[\"Zyxwv\"]", "{}", "{\"odd\":1}", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
];

/// The name of a member and values for it.
type Member = (&'static str, &'static [&'static str]);

/// Members with values that are sound somewhere.
#[rustfmt::skip]
const MEMBERS: [Member; 22] = [
    ("audience", &["\"member\"", "\"reviewer\"", "\"ordering_provider\""]),
    ("origin", &[r#"{"zip":"78701"}"#, r#"{"lat":30.27,"lon":-97.74}"#, r#"{"lat":-90,"lon":180}"#, r#"{"lat":90,"lon":-180}"#]),
    ("procedure", &["\"73721\"", "\"73722\"", "\"76700\"", "\"77067\"", "\"77057\""]),
    ("modality", &["\"mri\"", "\"ultrasound\"", "\"mammography\""]),
    ("network", &["\"ppo\"", "\"hmo\""]),
    ("radius_miles", &["0.1", "25", "250"]),
    ("min_results", &["0", "3", "200"]),
    ("max_radius_miles", &["0.1", "250"]),
    ("settings", &[r#"["free_standing"]"#, r#"["hospital_outpatient","physician_office"]"#]),
    ("needs", &[r#"{"bore":"open"}"#, r#"{"contrast":true,"patient_age":7}"#, r#"{"sedation":"none","min_slices":64}"#]),
    ("filters", &[r#"{"min_score":76}"#, r#"{"max_amount":900}"#, r#"{"open_on":["sat"],"languages":["ES"],"exclude":["S-1","?"]}"#]),
    ("text", &["\"imaging\"", "\"austin mri\"", "\"742345678\"", "\"tin:742345678 OR *\"", "\"ﷺ İ ß\""]),
    ("sort", &["\"best\"", "\"cost\"", "\"distance\"", "\"score\"", "\"relevance\"", "\"member_cost\""]),
    ("weights", &[r#"{"score":0}"#, r#"{"score":0,"cost":0,"distance":0}"#, r#"{"distance":1000}"#]),
    ("profile", &["\"default\""]),
    ("as_of", &["\"2026-11-22\"", "\"0001-01-01\"", "\"9999-12-31\""]),
    ("limit", &["1", "200"]),
    ("cursor", &["\"00\""]),
    ("explain", &["true"]),
    ("compare_to", &["\"S-1\"", "\"S-4\""]),
    ("why_not", &[r#"["S-1","S-4","nowhere"]"#]),
    ("benefits", &BENEFITS),
];

/// Benefits, sound and not.
#[rustfmt::skip]
const BENEFITS: [&str; 7] = [
    "{}",
    r#"{"coinsurance_percent":17.5}"#,
    r#"{"coinsurance_percent":100.01,"family_rule":"Zyxwv"}"#,
    r#"{"coinsurance_percent":20,"deductible":{"individual":{"limit":10000000,"met":10000000}},"out_of_pocket":{"family":{"limit":0}}}"#,
    r#"{"coinsurance_percent":0,"family_rule":"aggregate","deductible":{"family":{"limit":0.01}},"tiers":[]}"#,
    r#"{"coinsurance_percent":1e2,"tiers":[{"settings":["free_standing"],"copay":75,"deductible":"waived"}]}"#,
    r#"{"coinsurance_percent":20,"tiers":[{"settings":["Zyxwv"],"copay":1e308,"deductible":"Zyxwv"},null,["Zyxwv"]]}"#,
];

/// Members of a request for estimates, with values that are sound somewhere.
#[rustfmt::skip]
const ESTIMATE_MEMBERS: [Member; 6] = [
    ("audience", &["\"member\"", "\"reviewer\"", "\"ordering_provider\""]),
    ("procedure", &["\"73721\"", "\"73722\"", "\"76700\"", "\"77067\"", "\"77057\""]),
    ("network", &["\"ppo\"", "\"hmo\""]),
    ("sites", &[r#"["S-1"]"#, r#"["S-1","S-2","S-3","S-1"]"#, r#"["S-4"]"#, r#"["Zyxwv"]"#]),
    ("benefits", &BENEFITS),
    ("as_of", &["\"2026-11-22\"", "\"0001-01-01\"", "\"9999-12-31\""]),
];

/// A body of some of the members; the first so many are usual.
fn body(rng: &mut SplitMix64, known: &[Member], usual: usize) -> String {
    let mut members = Vec::new();
    for (position, (name, sound)) in known.iter().enumerate() {
        let is_usual = position < usual;
        if !rng.chance(if is_usual { 900 } else { 120 }) {
            continue;
        }
        let values = if rng.chance(50) { &ODD } else { *sound };
        let value = rng.pick(values);
        members.push(format!("\"{name}\":{value}"));
    }
    let mut body = format!("{{{}}}", members.join(","));
    if rng.chance(30) {
        let at = rng.below(body.len());
        if body.is_char_boundary(at) {
            body.truncate(at);
        }
    }
    body
}

#[tokio::test]
async fn no_search_causes_a_server_fault_or_is_repeated() {
    send_random("/v1/search", &MEMBERS, 3, "results").await;
}

#[tokio::test]
async fn no_request_for_estimates_causes_a_server_fault_or_is_repeated() {
    send_random("/v1/estimates", &ESTIMATE_MEMBERS, 5, "estimates").await;
}

/// Sends random bodies to a path; a sound one is answered with a list of this name.
async fn send_random(path: &str, known: &[Member], usual: usize, list: &str) {
    let test = TestApp::new();
    let mut rng = SplitMix64::new(SEED);
    let mut answered = 0;
    for number in 0..BODIES {
        let body = body(&mut rng, known, usual);
        let answer = test.post(path, body.clone()).await;
        match answer.status.as_u16() {
            200 => {
                answered += 1;
                assert!(answer.json()[list].is_array());
            }
            400 | 422 => {
                answer.problem();
                assert!(
                    !answer.text().contains("Zyxwv"),
                    "request {number}: {body}: {}",
                    answer.text()
                );
            }
            status => panic!("request {number}: {status} for {body}"),
        }
    }
    assert!(
        answered > BODIES / 20,
        "only {answered} of {path} were sound"
    );
}
