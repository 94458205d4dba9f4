//! Answers of a registration, the extent of a faulty answer, and the scores computed from answers.

use crate::support::{World, code, file, lines, site, site_with};
use nearsite_datasets::{IndexOptions, ScoreReport, index, sample};
use nearsite_domain::{Audience, NetworkId, ScoreTenths, Site, SiteNo};
use nearsite_index::scorecard::ScoreCard;
use nearsite_index::search::{Origin, SearchRequest, Target};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde_json::{Value, json};

/// Answers that come to 13.3: site 0.12 x 100 = 12, MRI 0.14 x 100 = 14, (12 + 28) / 3 = 13.333...
fn answer(site: &mut Value) {
    site["assessment"] = json!({"assessed_on": "2026-02-01", "days_to_appointment": 0});
    site["services"][0]["assessment"] =
        json!({"assessed_on": "2026-03-01", "readers_certified": 100});
}

/// Builds a sound site A-1 and one that answers A-2, changed; returns the rejects as code and
/// field, and A-2.
fn changed(change: impl FnOnce(&mut Value)) -> (Vec<(String, String)>, Site) {
    let answering = site_with("A-2", |site| {
        answer(site);
        change(site);
    });
    let world = World::with_sites(&[site("A-1"), answering]);
    world.built();
    (
        world.reject_codes(),
        world.site("A-2").expect("a site that stays"),
    )
}

fn total(site: &Site) -> Option<String> {
    site.scores.first().map(|score| score.total.to_string())
}

#[test]
fn answers_are_read_and_scored() {
    let (codes, site) = changed(|site| {
        site["assessment"]["urgent_slots"] = json!(true);
        site["assessment"]["life_support"] = json!(99.5);
        site["assessment"]["peer_review"] = json!(null);
        site["assessment"]["extended_hours"] = json!("  ");
        site["services"][0]["assessment"]["technologist_education"] = json!("no");
    });
    assert!(codes.is_empty());
    let document = serde_json::to_value(&site).unwrap();
    assert_eq!(
        document["assessment"],
        json!({"assessed_on": "2026-02-01", "days_to_appointment": 0, "life_support": 99.5, "urgent_slots": "yes"})
    );
    assert_eq!(
        document["services"][0]["assessment"],
        json!({"assessed_on": "2026-03-01", "readers_certified": 100, "technologist_education": "no"})
    );
    // Site 12 + 8 + 0.11 x 70 = 27.7; (27.7 + 28) / 3 = 18.566...
    assert_eq!(
        document["scores"],
        json!([{"modality": "mri", "total": 186, "scored_on": "2026-03-01", "computed": true}])
    );
}

#[test]
fn a_faulty_answer_is_rejected_alone() {
    let cases = [
        ("days_to_appointment", json!("0"), "invalid_value"),
        ("days_to_appointment", json!(-1), "invalid_value"),
        ("days_to_appointment", json!(365.001), "invalid_value"),
        ("days_to_appointment", json!(0.0001), "invalid_value"),
        ("days_to_appointment", json!(true), "invalid_value"),
        ("days_to_appointment", json!([0]), "invalid_value"),
        ("urgent_slots", json!("maybe"), "invalid_value"),
        ("urgent_slots", json!("Yes"), "invalid_value"),
        ("urgent_slots", json!(1), "invalid_value"),
        ("urgent_slots", json!({"yes": true}), "invalid_value"),
        ("extended_hours", json!(true), "invalid_value"),
        ("extended_hours", json!("accredited"), "invalid_value"),
        ("assessed_on", json!("2026-02-30"), "invalid_date"),
        ("assessed_on", json!(20_260_201), "invalid_date"),
    ];
    for (measure, bad, expected) in cases {
        let (codes, site) = changed(|site| {
            site["assessment"] = json!({"language_help": "phone"});
            site["assessment"][measure] = bad.clone();
        });
        assert_eq!(
            codes,
            [code(expected, &format!("assessment.{measure}"))],
            "{bad}"
        );
        assert_eq!(site.assessment.answers().len(), 1, "{bad}");
        // Site 0.04 x 60 = 2.4; (2.4 + 28) / 3 = 10.133...
        assert_eq!(total(&site).as_deref(), Some("10.1"));
    }
    let (codes, site) = changed(|site| {
        site["services"][0]["assessment"]["readers_trained"] = json!("most");
    });
    assert_eq!(
        codes,
        [code(
            "invalid_value",
            "services[0].assessment.readers_trained"
        )]
    );
    assert_eq!(total(&site).as_deref(), Some("13.3"));
}

#[test]
fn an_assessment_that_cannot_be_read_is_rejected_alone() {
    for bad in [json!([]), json!("good"), json!(1)] {
        let (codes, site) = changed(|site| site["assessment"] = bad.clone());
        assert_eq!(codes, [code("invalid_value", "assessment")], "{bad}");
        assert_eq!((site.services.len(), total(&site)), (2, None));
    }
    let (codes, site) = changed(|site| {
        site["services"][0]["assessment"] =
            json!({"readers_certified": 100, "Readers_Certified": 50});
    });
    assert_eq!(codes[0].0, "duplicate_field");
    assert_eq!(
        (codes.len(), site.services.len(), total(&site)),
        (1, 2, None)
    );
    let (codes, site) = changed(|site| {
        site["services"][1]["assessment"] = json!({"readers_certified": 100});
    });
    assert_eq!(codes, [code("not_scored", "services[1].assessment")]);
    assert_eq!(
        (site.services.len(), total(&site).as_deref()),
        (2, Some("13.3"))
    );
}

#[test]
fn unknown_measures_are_reported_once_and_ignored() {
    let unknown = |id: &str| {
        site_with(id, |site| {
            answer(site);
            site["assessment"]["parking"] = json!("free");
            // A measure of the modality, not of the site; and one of another modality.
            site["assessment"]["readers_certified"] = json!(100);
            site["services"][0]["assessment"]["probe_tests"] = json!("yearly");
        })
    };
    let world = World::with_sites(&[unknown("A-1"), unknown("A-2")]);
    let report = world.built();
    assert_eq!(
        file(&report, "registrations").unknown_fields,
        [
            "assessment.parking",
            "assessment.readers_certified",
            "services[].assessment.probe_tests",
        ]
    );
    assert!(world.reject_codes().is_empty());
    assert_eq!(total(&world.site("A-1").unwrap()).as_deref(), Some("13.3"));
}

#[test]
fn a_computed_score_makes_a_site_a_candidate() {
    let world = World::with_sites(&[site_with("A-1", answer), site("A-2")]);
    let report = world.built();
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    let knee = Target::Procedure("73721".parse().unwrap());
    let asked = SearchRequest {
        origin: Some(Origin::Zip("78701".parse().unwrap())),
        network: Some(NetworkId::new("n1").unwrap()),
        ..SearchRequest::new(Audience::OrderingProvider, knee, world.options.as_of)
    };
    let answer = snapshot.search(&asked).unwrap();
    let found: Vec<&str> = answer
        .results
        .iter()
        .map(|hit| snapshot.registration_id(hit.card.site))
        .collect();
    assert_eq!(found, ["A-1"]);
    let expected = ScoreReport {
        computed: 1,
        ..ScoreReport::default()
    };
    assert_eq!(report.scores, expected);
    assert!(
        report
            .to_string()
            .contains("score cards: 1 scores computed, 0 given ones compared")
    );
}

/// The world in which A-1 answers what comes to 13.3, with a score given.
fn with_given(given: &str) -> World {
    let world = World::with_scores(&format!(
        "registration_id,modality,site_score,modality_specific,total,scored_on\nA-1,mri,,,{given},2026-01-01\n"
    ));
    world.write(
        "registrations.ndjson",
        lines(&[site_with("A-1", answer), site("A-2")]),
    );
    world
}

#[test]
fn a_given_score_is_used_and_a_difference_is_reported() {
    for (given, differing) in [
        ("13.3", 0),
        ("13.4", 0),
        ("13.2", 0),
        ("13.5", 1),
        ("91.3", 1),
        ("0", 1),
    ] {
        let world = with_given(given);
        let report = world.built();
        let scores = &report.scores;
        assert_eq!(
            (scores.computed, scores.compared, scores.differing),
            (0, 1, differing),
            "{given}"
        );
        let site = world.site("A-1").unwrap();
        assert_eq!(site.scores[0].total, ScoreTenths::parse(given).unwrap());
        assert!(!site.scores[0].computed);
        let warned = report
            .warnings
            .iter()
            .any(|warning| warning.contains("1 of 1 scores that were given differ"));
        assert_eq!(warned, differing == 1);
    }
    let report = with_given("91.3").built();
    assert!(
        report
            .to_string()
            .contains("\n  A-1 mri: 91.3 given, 13.3 computed\n"),
        "{report}"
    );
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        json["scores"],
        json!({"computed": 0, "compared": 1, "differing": 1, "first_differing":
            [{"registration_id": "A-1", "modality": "mri", "given": 91.3, "computed": 13.3}]})
    );
}

#[test]
fn differences_are_counted_beyond_those_that_are_listed() {
    let sites: Vec<Value> = (0..60)
        .map(|number| site_with(&format!("A-{number}"), answer))
        .collect();
    let rows: String = (0..60)
        .map(|number| format!("A-{number},mri,50\n"))
        .collect();
    let world = World::with_scores(&format!("registration_id,modality,total\n{rows}"));
    world.write("registrations.ndjson", lines(&sites));
    let report = world.built();
    assert_eq!(
        (report.scores.differing, report.scores.first_differing.len()),
        (60, 50)
    );
    let text = report.to_string();
    assert_eq!(text.matches(" given, 13.3 computed").count(), 10);
    assert!(text.contains("  and 50 more\n"), "{text}");
}

#[test]
fn accreditations_count_as_they_hold_on_the_build_date() {
    let accredited = site_with("A-1", |site| {
        answer(site);
        site["services"][0]["accreditations"] =
            json!([{"body": "ACR", "expires_on": "2026-06-01"}]);
        site["services"][0]["assessment"] = json!({"maintenance": "scheduled"});
    });
    let mut world = World::with_sites(&[accredited, site("A-2")]);
    // 25 + 20 + 0.06 x 60 = 48.6; (12 + 97.2) / 3 = 36.4. A day later 3.6; (12 + 7.2) / 3 = 6.4.
    for (as_of, expected) in [("2026-06-01", "36.4"), ("2026-06-02", "6.4")] {
        world.options.as_of = as_of.parse().unwrap();
        world.built();
        let site = world.site("A-1").unwrap();
        assert_eq!(total(&site).as_deref(), Some(expected));
        let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
        let card = ScoreCard::of(
            snapshot.scorecard().unwrap(),
            &site,
            &site.services[0],
            snapshot.prices_as_of(),
        );
        assert_eq!(
            card.unwrap().total(),
            site.scores[0].total,
            "the snapshot alone gives the card again"
        );
    }
}

#[test]
fn every_score_of_the_sample_agrees_with_its_card() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = sample::write_sample(folder.path(), &mut |_| {}).unwrap();
    let mut options = IndexOptions::new(inputs, folder.path().join("out"));
    options.as_of = "2026-10-01".parse().unwrap();
    let report = index(&options, &mut |_| {}).unwrap();
    assert!(report.scores.compared > 8_000, "{:?}", report.scores);
    assert_eq!((report.scores.computed, report.scores.differing), (0, 0));
    let snapshot = Snapshot::open(&options.out, Verify::Fast).unwrap();
    let (mut cards, mut scores, mut accredited) = (0, 0, 0);
    for number in 0..snapshot.site_count() as u32 {
        let site = snapshot.site(SiteNo(number)).unwrap();
        scores += site.scores.len();
        for service in &site.services {
            let card = ScoreCard::of(
                snapshot.scorecard().unwrap(),
                &site,
                service,
                snapshot.prices_as_of(),
            );
            let Some(card) = card else { continue };
            let given = site
                .scores
                .iter()
                .find(|score| score.modality == service.modality);
            assert_eq!(
                given.map(|score| score.total),
                Some(card.total()),
                "{} {}",
                site.registration_id,
                service.modality
            );
            cards += 1;
            accredited += u64::from(card.is_accredited());
        }
    }
    assert_eq!(cards, report.scores.compared);
    assert!(
        scores as u64 > cards + 500,
        "some scores are given without an assessment"
    );
    assert!((cards / 4..cards).contains(&accredited));
}
