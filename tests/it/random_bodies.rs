//! Searches put together at random from sound and odd members: whatever comes, the answer is an answer or a problem of the
//! caller's, never a fault of ours, and nothing odd comes back.

use crate::oracle::rng::Rng;
use crate::support::TestApp;

const SEED: u64 = 20_261_122;
const BODIES: usize = 20_000;

/// Values for any member: of every type, at and beyond every edge.
#[rustfmt::skip]
const ODD: [&str; 26] = [
    "null", "true", "false", "0", "-0", "-1", "0.1", "1e-7", "25", "200", "201", "250.01", "1e308", "1e999", "-1e999",
    "18446744073709551616", "123456789012345678901234567890.5", "\"\"", "\"Zyxwv\"", "\"\\u0000\\ud83d\\ude00\\u202e\"", "[]",
    "[null]", "[\"Zyxwv\"]", "{}", "{\"odd\":1}", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
];

/// Members with values that are sound somewhere.
#[rustfmt::skip]
const MEMBERS: [(&str, &[&str]); 22] = [
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
    ("benefits", &["{}"]),
];

fn body(rng: &mut Rng) -> String {
    let mut members = Vec::new();
    for (position, (name, sound)) in MEMBERS.iter().enumerate() {
        let is_usual = position < 3;
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
async fn no_body_makes_a_fault_of_ours_or_comes_back() {
    let test = TestApp::new();
    let mut rng = Rng::new(SEED);
    let mut answered = 0;
    for number in 0..BODIES {
        let body = body(&mut rng);
        let answer = test.post("/v1/search", body.clone()).await;
        match answer.status.as_u16() {
            200 => {
                answered += 1;
                assert!(answer.json()["results"].is_array());
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
        "only {answered} searches were sound"
    );
}
