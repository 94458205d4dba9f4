//! Score cards as reviewers see them over HTTP, and as the command line shows them to a facility.

use crate::command_line::{code, nearsite, stderr, stdout};
use crate::support::{TestApp, contents_with_assessments, publish_into, settings};
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;

/// The tiny world with assessments, on disk.
fn assessed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    publish_into(
        folder.path(),
        contents_with_assessments("yes"),
        "2026-06-01T00:00:00Z",
    );
    folder
}

/// `nearsite score S-1` over it, which must succeed.
fn score(extra: &[&str]) -> String {
    let folder = assessed();
    let mut args = vec!["score", "S-1", "--index", folder.path().to_str().unwrap()];
    args.extend(extra);
    let output = nearsite(&args);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    stdout(&output)
}

#[tokio::test]
async fn reviewers_see_how_each_score_is_computed() {
    let folder = assessed();
    let test = TestApp::with(&settings(folder.path()));
    let site = test.get("/v1/sites/S-1?audience=reviewer").await.json();
    let mri = &site["scores"][0];
    // The score was given. The score computed from the answers is next to it.
    assert_eq!(
        mri["score"],
        json!({"status": "shown", "value": 91.3, "grade": "A"})
    );
    assert_eq!(mri["score_computed"], json!(false));
    let card = &mri["score_breakdown"];
    // Site 0.6 x 100 + 0.4 x 50 = 80. Accredited: 0.25 x 100 + 0.35 x 60 + 0.4 x 60 = 25 + 21 + 24
    // = 70. (80 + 140) / 3.
    assert_eq!(
        (
            &card["site_score"],
            &card["modality_specific"],
            &card["total"],
            &card["grade"]
        ),
        (&json!(80.0), &json!(70.0), &json!(73.3), &json!("C"))
    );
    assert_eq!(
        card["score_card"],
        json!({"name": "tiny", "version": "7", "effective_from": "2026-01-01"})
    );
    assert_eq!(
        (&card["as_of"], &card["accredited"]),
        (&json!("2026-06-01"), &json!(true))
    );
    assert_eq!(
        card["sections"][0],
        json!({"section": "access", "weight": 1000, "score": 80.0})
    );
    assert_eq!(
        card["measures"][1],
        json!({"measure": "days_to_appointment", "section": "access", "text": "Days?", "answer": 4, "points": 50, "weight": 400,
               "raised_by": [{"at_least": 0, "below": 3, "points": 100}]})
    );
    assert_eq!(card["measures"][2]["answer"], "accredited");
    assert_eq!(
        card["measures"][3]["raised_by"],
        json!([{"answer": "quarterly", "points": 100}])
    );
    // One change is enough for a B; the one of the site raises least, to (100 + 140) / 3.
    assert_eq!(
        card["next_grade"],
        json!({"grade": "B", "needs": 76.0, "total": 80.0, "changes": [
            {"measure": "days_to_appointment", "to": {"at_least": 0, "below": 3, "points": 100}}]})
    );
    let site = test.get("/v1/sites/S-5?audience=reviewer").await.json();
    // No one is certified and no probe is tested: (80 + 2 x 35) / 3 = 50.
    assert_eq!(site["scores"][0]["score_breakdown"]["total"], json!(50.0));
    assert_eq!(
        site["scores"][0]["score_breakdown"]["measures"][2]["answer"],
        "not_stated"
    );
    assert!(site["scores"][1].get("score_breakdown").is_none());
    let site = test.get("/v1/sites/S-2?audience=reviewer").await.json();
    assert!(site["scores"][0].get("score_breakdown").is_none());
}

#[tokio::test]
async fn a_breakdown_has_the_members_its_schema_names() {
    let folder = assessed();
    let test = TestApp::with(&settings(folder.path()));
    let document = test.get("/openapi.json").await.json();
    let site = test.get("/v1/sites/S-1?audience=reviewer").await.json();
    let card = &site["scores"][0]["score_breakdown"];
    let members = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    for (name, value) in [
        ("ModalityScoreView", &site["scores"][0]),
        ("ScoreBreakdownView", card),
        ("ScoreCard", &card["score_card"]),
        ("SectionView", &card["sections"][0]),
        ("MeasureView", &card["measures"][0]),
        ("NextGradeView", &card["next_grade"]),
        ("ChangeView", &card["next_grade"]["changes"][0]),
    ] {
        let schema = &document["components"]["schemas"][name]["properties"];
        assert_eq!(members(value), members(schema), "{name}");
    }
}

#[test]
fn the_card_is_an_aligned_table_with_the_way_to_the_next_grade() {
    assert_eq!(
        score(&[]),
        "\
score card tiny 7 of S-1 Imaging S-1, accreditations as of 2026-06-01

mri: 73.3 C = site 80.0 x 1/3 + mri 70.0 x 2/3; accredited, so physicians and technologists count as met
the score in force was given: 91.3 A
section                  measure              answer      points  weight  raised by
access                   urgent_slots         yes            100     600
access                   days_to_appointment  4               50     400  below 3 (100)
physician_certification  readers_certified    accredited     100     250
modality_accreditation   test_images          yearly          60     350  quarterly (100)
equipment_quality        magnet_access        zones           60     400  zones_and_metal_detector (100)
next grade: B needs 76.0; cheapest: days_to_appointment below 3; total then 80.0
"
    );
}

#[test]
fn what_if_shows_before_and_after() {
    let shown = score(&["--what-if", "test_images=quarterly", "--modality", "mri"]);
    // 0.25 x 100 + 0.35 x 100 + 0.4 x 60 = 84; (80 + 168) / 3 = 82.666...
    for words in [
        "what if test_images = quarterly",
        "mri: 73.3 C before, 82.7 B after = site 80.0 x 1/3 + mri 84.0 x 2/3",
        "test_images          yearly -> quarterly  60 -> 100     350\n",
        "next grade: A needs 88.0; cheapest: days_to_appointment below 3; total then 89.3",
    ] {
        assert!(shown.contains(words), "{words} not in\n{shown}");
    }
    // A measure met by an accreditation is met for any answer.
    let shown = score(&["--what-if", "readers_certified=none"]);
    assert!(
        shown.contains("mri: 73.3 C before, 73.3 C after"),
        "{shown}"
    );
}

#[test]
fn the_json_of_the_command_line_has_the_breakdown_of_the_server() {
    let printed: Value =
        serde_json::from_str(&score(&["--json", "--what-if", "days_to_appointment=2.5"])).unwrap();
    let folder = assessed();
    let test = TestApp::with(&settings(folder.path()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let site = runtime
        .block_on(test.get("/v1/sites/S-1?audience=reviewer"))
        .json();
    let (here, there) = (&printed["scores"][0], &site["scores"][0]);
    for member in ["modality", "score", "score_computed", "score_breakdown"] {
        assert_eq!(here[member], there[member], "{member}");
    }
    assert_eq!(here["what_if"]["total"], json!(80.0));
    assert_eq!(here["what_if"]["measures"][1]["answer"], json!(2.5));
    assert_eq!(printed["registration_id"], "S-1");
}

/// A file with one registration.
fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registration.json");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn registration() -> Value {
    json!({
        "registration_id": "A-1", "status": "draft", "name": "Imaging A-1", "place_of_service": "49",
        "address": {"zip": "78701"},
        "assessment": {"days_to_appointment": 2, "urgent_slots": true},
        "services": [
            {"modality": "mri", "assessment": {"readers_certified": 100, "magnet_access": "zones"}},
            {"modality": "ct"},
            {"modality": "mammography"}
        ]
    })
}

#[test]
fn a_file_with_one_registration_is_scored_by_the_shipped_card() {
    // Site 0.12 x 100 + 0.08 x 100 = 20; MRI 0.14 x 100 + 0.05 x 60 = 17; (20 + 34) / 3 = 18.
    let pretty = serde_json::to_string_pretty(&registration()).unwrap();
    let list = format!("[{}]", registration());
    for text in [registration().to_string(), pretty, list] {
        let (_folder, path) = file(&text);
        let output = nearsite(&["score", path.to_str().unwrap()]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let shown = stdout(&output);
        for words in [
            "score card imaging 1 of A-1 Imaging A-1",
            "mri: 18.0 C = site 20.0 x 1/3 + mri 17.0 x 2/3\n",
            "ct: no score card, which takes an answer of the site and one of the modality",
            "mammography: never scored",
            "next grade: B needs 76.0; cheapest: ",
        ] {
            assert!(shown.contains(words), "{words} not in\n{shown}");
        }
        assert!(stderr(&output).is_empty(), "{}", stderr(&output));
    }
}

#[test]
fn faults_of_a_file_are_reported_and_the_rest_is_scored() {
    let mut faulty = registration();
    faulty["assessment"]["days_to_appointment"] = json!("two");
    faulty["assessment"]["parking"] = json!(true);
    let (_folder, path) = file(&faulty.to_string());
    let output = nearsite(&["score", path.to_str().unwrap(), "--modality", "mri"]);
    assert_eq!(code(&output), 0);
    assert!(
        stdout(&output).contains("mri: 14.0 C = site 8.0"),
        "{}",
        stdout(&output)
    );
    let message = stderr(&output);
    assert!(
        message.contains(
            "invalid_value: assessment.days_to_appointment: must be a number from 0 to 365"
        ),
        "{message}"
    );
    assert!(
        message.contains("unknown and ignored: assessment.parking"),
        "{message}"
    );
    // What-if answers may be the first.
    let (_folder, path) = file(&registration().to_string());
    let args = [
        "score",
        path.to_str().unwrap(),
        "--modality",
        "ct",
        "--what-if",
        "test_images=quarterly",
    ];
    let shown = stdout(&nearsite(&args));
    // Site 20, CT 0.09 x 100 = 9; (20 + 18) / 3 = 12.666...
    assert!(
        shown.contains("ct: no score before, 12.7 C after"),
        "{shown}"
    );
}

#[test]
fn a_file_that_holds_no_single_registration_is_refused() {
    let twice = format!("{}\n{}\n", registration(), registration());
    let list = format!("[{},{}]", registration(), registration());
    let mut nameless = registration();
    nameless["name"] = Value::Null;
    for (text, words) in [
        ("", "is empty"),
        ("nothing", "line 1: not valid JSON"),
        ("{\n\"name\": \n", "line 3: not valid JSON"),
        (" \n", "must contain one record"),
        ("17", "a record must be a JSON object"),
        ("[]", "must contain one record"),
        (&twice, "must contain one record, but more follows"),
        (&list, "must contain one record"),
        (&nameless.to_string(), "missing_field name: required"),
    ] {
        let (_folder, path) = file(text);
        let output = nearsite(&["score", path.to_str().unwrap()]);
        assert_eq!(code(&output), 2, "{text}");
        assert!(
            stderr(&output).contains(words),
            "{words} not in {}",
            stderr(&output)
        );
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    let (folder, path) = file(&registration().to_string());
    let output = nearsite(&[
        "score",
        path.to_str().unwrap(),
        "--index",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("leave --index out"),
        "{}",
        stderr(&output)
    );
}
