//! Scores and the answers they come from.

use super::*;
use nearsite_domain::ScoreTenths;

#[test]
fn scores_follow_their_parts_and_leave_mammography_out() {
    let (_folder, report) = written(&SynthOptions {
        prices_per_site: 1,
        ..SynthOptions::nation(1000, 4)
    });
    let rows = csv_rows(&report.files[3]);
    assert_eq!(rows.len() as u64, report.score_rows);
    for row in &rows {
        assert_ne!(row["modality"], "mammography");
        if !row["site_score"].is_empty() && !row["total"].is_empty() {
            let total = ScoreTenths::from_parts(&row["site_score"], &row["modality_specific"]);
            assert_eq!(total.unwrap().to_string(), row["total"], "{row:?}");
        }
    }
}

#[test]
fn scores_have_the_level_and_the_spread_they_are_meant_to_have() {
    let (_folder, report) = written(&SynthOptions {
        prices_per_site: 1,
        ..SynthOptions::nation(2000, 6)
    });
    let hospitals: BTreeSet<String> = json_rows(&report.files[0])
        .iter()
        .filter(|site| matches!(site["place_of_service"].as_str().unwrap(), "19" | "22"))
        .map(|site| site["registration_id"].as_str().unwrap().to_owned())
        .collect();
    let totals = |at_hospitals: bool| {
        let rows = csv_rows(&report.files[3]);
        let here = rows
            .into_iter()
            .filter(|row| hospitals.contains(&row["registration_id"]) == at_hospitals);
        let totals: Vec<f64> = here.filter_map(|row| row["total"].parse().ok()).collect();
        let mean = totals.iter().sum::<f64>() / totals.len() as f64;
        let spread = totals
            .iter()
            .map(|total| (total - mean).powi(2))
            .sum::<f64>();
        (mean, (spread / totals.len() as f64).sqrt())
    };
    let ((elsewhere, spread), (at_hospitals, _)) = (totals(false), totals(true));
    assert!((82.0..84.5).contains(&elsewhere), "{elsewhere}");
    assert!(
        (1.0..3.0).contains(&(at_hospitals - elsewhere)),
        "{at_hospitals}"
    );
    assert!((5.0..7.5).contains(&spread), "{spread}");
}

#[test]
fn answers_agree_with_accreditations_and_are_missing_where_there_is_no_score() {
    let (_folder, report) = written(&SynthOptions {
        prices_per_site: 1,
        ..SynthOptions::nation(1500, 8)
    });
    let scored: BTreeSet<(String, String)> = csv_rows(&report.files[3])
        .into_iter()
        .map(|row| (row["registration_id"].clone(), row["modality"].clone()))
        .collect();
    let (mut assessed, mut silent) = (0, 0);
    for site in json_rows(&report.files[0]) {
        let id = site["registration_id"].as_str().unwrap();
        for service in site["services"].as_array().unwrap() {
            let key = (
                id.to_owned(),
                service["modality"].as_str().unwrap().to_owned(),
            );
            let answers = &service["assessment"];
            if answers.is_null() {
                silent += usize::from(scored.contains(&key));
                continue;
            }
            assessed += 1;
            assert!(scored.contains(&key), "{key:?} is answered and not scored");
            assert!(!site["assessment"].is_null(), "{id}");
            let holds = service["accreditations"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one["expires_on"] != "2026-03-31"));
            let held = &answers["accreditation_held"];
            assert!(held.is_null() || holds == (held == "granted"), "{service}");
        }
    }
    assert!(assessed > 4000 && silent > 200, "{assessed} {silent}");
}
