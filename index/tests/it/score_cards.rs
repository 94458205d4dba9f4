//! Score cards worked by hand: points of answers, sums of parts, rounding, and accreditations.

use crate::world::{day, service, site};
use nearsite_domain::{Answer, Assessment, Grade, Modality, Service, Site};
use nearsite_index::scorecard::{ScoreCard, ScoreCardProfile, StatedAnswer};
use serde_json::{Value, json};

const SITE: [&str; 3] = ["access", "quality_assurance", "staffing"];
const MODALITY: [&str; 4] = [
    "physician_certification",
    "technologist_certification",
    "modality_accreditation",
    "equipment_quality",
];
/// Weights of the four modality sections, the same in every example.
const MODALITY_WEIGHTS: [u32; 4] = [250, 250, 300, 200];

/// A measure a section, named after it; the word `here` is worth so many points, `best` 100 and
/// `worst` none.
fn measure(section: &str, weight: u32, points: u8) -> Value {
    json!({"id": section, "section": section, "text": "?", "weight": weight,
           "points": {"here": points, "best": 100, "worst": 0}})
}

fn profile(
    site_weights: [u32; 3],
    site_points: [u8; 3],
    modality_points: [u8; 4],
) -> ScoreCardProfile {
    let part = |sections: &[&str], weights: &[u32], points: &[u8]| -> Vec<Value> {
        let rows = sections.iter().zip(weights).zip(points);
        rows.map(|((section, weight), points)| measure(section, *weight, *points))
            .collect()
    };
    let text = json!({
        "name": "by hand", "version": "1", "effective_from": "2026-01-01",
        "site": part(&SITE, &site_weights, &site_points),
        "modality": part(&MODALITY, &MODALITY_WEIGHTS, &modality_points),
    });
    serde_json::from_value(text).unwrap()
}

fn word(text: &str) -> Answer {
    Answer::Word(text.parse().unwrap())
}

/// A site that answers every measure with the same word, and the service that does.
fn answering(answer: &str) -> (Site, Service) {
    let (mut site, mut service) = (site("A-1", -97.74, 30.27), service(Modality::Mri));
    for section in SITE {
        site.assessment.set(section.parse().unwrap(), word(answer));
    }
    for section in MODALITY {
        service
            .assessment
            .set(section.parse().unwrap(), word(answer));
    }
    (site, service)
}

/// One example: weights and points of the site, points of the modality, and what they come to.
struct Example {
    site: [(u32, u8); 3],
    modality: [u8; 4],
    site_score: &'static str,
    modality_specific: &'static str,
    total: &'static str,
    grade: Grade,
}

#[rustfmt::skip]
const EXAMPLES: &[Example] = &[
    // 1. Everything full: 100 / 3 + 200 / 3 = 100.
    Example { site: [(450, 100), (350, 100), (200, 100)], modality: [100, 100, 100, 100],
              site_score: "100.0", modality_specific: "100.0", total: "100.0", grade: Grade::A },
    // 2. Answered, and worth nothing: 0.
    Example { site: [(450, 0), (350, 0), (200, 0)], modality: [0, 0, 0, 0],
              site_score: "0.0", modality_specific: "0.0", total: "0.0", grade: Grade::C },
    // 3. A third of a full site alone: 100 / 3 = 33.333...
    Example { site: [(450, 100), (350, 100), (200, 100)], modality: [0, 0, 0, 0],
              site_score: "100.0", modality_specific: "0.0", total: "33.3", grade: Grade::C },
    // 4. Two thirds of a full modality alone: 200 / 3 = 66.666..., half-up.
    Example { site: [(450, 0), (350, 0), (200, 0)], modality: [100, 100, 100, 100],
              site_score: "0.0", modality_specific: "100.0", total: "66.7", grade: Grade::C },
    // 5. Site 0.45 x 90 + 0.35 x 90 + 0.2 x 90 = 90; modality 0.5 x 86 + 0.3 x 86 + 0.2 x 86 = 86;
    //    (90 + 172) / 3 = 87.333...
    Example { site: [(450, 90), (350, 90), (200, 90)], modality: [86, 86, 86, 86],
              site_score: "90.0", modality_specific: "86.0", total: "87.3", grade: Grade::B },
    // 6. Site 90; modality 0.25 x 86 + 0.25 x 86 + 0.3 x 85 + 0.2 x 90 = 21.5 + 21.5 + 25.5 + 18 =
    //    86.5; 263 / 3 = 87.666...
    Example { site: [(450, 90), (350, 90), (200, 90)], modality: [86, 86, 85, 90],
              site_score: "90.0", modality_specific: "86.5", total: "87.7", grade: Grade::B },
    // 7. 87.5 is a B, although a legend in whole numbers may round it to 88: site 0.45 x 86 + 0.35
    //    x 88 + 0.2 x 90 = 38.7 + 30.8 + 18; modality 0.5 x 87 + 0.5 x 88 = 43.5 + 44.
    Example { site: [(450, 86), (350, 88), (200, 90)], modality: [87, 87, 88, 88],
              site_score: "87.5", modality_specific: "87.5", total: "87.5", grade: Grade::B },
    // 8. 75.5 is a C: site 0.45 x 74 + 0.35 x 76 + 0.2 x 78 = 33.3 + 26.6 + 15.6; modality 0.5 x 75
    //    + 0.5 x 76 = 37.5 + 38.
    Example { site: [(450, 74), (350, 76), (200, 78)], modality: [75, 75, 76, 76],
              site_score: "75.5", modality_specific: "75.5", total: "75.5", grade: Grade::C },
    // 9. 87.95 rounds to 88.0, an A: site 0.45 x 87 + 0.35 x 88 + 0.2 x 90 = 39.15 + 30.8 + 18;
    //    modality 0.25 x 88 + 0.25 x 87 + 0.3 x 88 + 0.2 x 89 = 22 + 21.75 + 26.4 + 17.8.
    Example { site: [(450, 87), (350, 88), (200, 90)], modality: [88, 87, 88, 89],
              site_score: "87.95", modality_specific: "87.95", total: "88.0", grade: Grade::A },
    // 10. A thousandth of a point less at the site: 0.351 x 87 + 0.349 x 88 + 0.3 x 89 = 30.537 +
    //     30.712 + 26.7; (87.949 + 175.9) / 3 = 87.94966..., which rounds to 87.9, a B.
    Example { site: [(351, 87), (349, 88), (300, 89)], modality: [88, 87, 88, 89],
              site_score: "87.949", modality_specific: "87.95", total: "87.9", grade: Grade::B },
    // 11. 75.95 rounds to 76.0, a B: site 0.45 x 75 + 0.35 x 76 + 0.2 x 78 = 33.75 + 26.6 + 15.6;
    //     modality 0.25 x 76 + 0.25 x 75 + 0.3 x 76 + 0.2 x 77 = 19 + 18.75 + 22.8 + 15.4.
    Example { site: [(450, 75), (350, 76), (200, 78)], modality: [76, 75, 76, 77],
              site_score: "75.95", modality_specific: "75.95", total: "76.0", grade: Grade::B },
    // 12. A thousandth less: 0.351 x 75 + 0.349 x 76 + 0.3 x 77 = 26.325 + 26.524 + 23.1; (75.949 +
    //     151.9) / 3 = 75.94966...
    Example { site: [(351, 75), (349, 76), (300, 77)], modality: [76, 75, 76, 77],
              site_score: "75.949", modality_specific: "75.95", total: "75.9", grade: Grade::C },
    // 13. 87.45 rounds to 87.5: site 0.45 x 87 + 0.35 x 88 + 0.2 x 82 = 39.15 + 30.8 + 16.4;
    //     modality 88; (86.35 + 176) / 3.
    Example { site: [(450, 87), (350, 88), (200, 82)], modality: [88, 88, 88, 88],
              site_score: "86.35", modality_specific: "88.0", total: "87.5", grade: Grade::B },
    // 14. A thousandth less rounds to 87.4: 0.351 x 86 + 0.349 x 87 + 0.3 x 86 = 30.186 + 30.363 +
    //     25.8.
    Example { site: [(351, 86), (349, 87), (300, 86)], modality: [88, 88, 88, 88],
              site_score: "86.349", modality_specific: "88.0", total: "87.4", grade: Grade::B },
    // 15. 88 and 76 to the point.
    Example { site: [(450, 88), (350, 88), (200, 88)], modality: [88, 88, 88, 88],
              site_score: "88.0", modality_specific: "88.0", total: "88.0", grade: Grade::A },
    Example { site: [(450, 76), (350, 76), (200, 76)], modality: [76, 76, 76, 76],
              site_score: "76.0", modality_specific: "76.0", total: "76.0", grade: Grade::B },
];

#[test]
fn cards_agree_with_examples_worked_by_hand() {
    for (number, example) in (1..).zip(EXAMPLES) {
        let weights = example.site.map(|(weight, _)| weight);
        let points = example.site.map(|(_, points)| points);
        let profile = profile(weights, points, example.modality);
        let (site, service) = answering("here");
        let card = ScoreCard::of(&profile, &site, &service, day("2026-06-01")).unwrap();
        let found = (
            card.site_score().to_string(),
            card.modality_specific().to_string(),
            card.total().to_string(),
            card.grade(),
        );
        let expected = (
            example.site_score.to_owned(),
            example.modality_specific.to_owned(),
            example.total.to_owned(),
            example.grade,
        );
        assert_eq!(found, expected, "example {number}");
    }
}

/// Half points everywhere.
fn half() -> ScoreCardProfile {
    profile([450, 350, 200], [50, 50, 50], [50, 50, 50, 50])
}

#[test]
fn a_measure_without_an_answer_has_no_points_and_says_so() {
    let profile = half();
    let (mut site, service) = answering("here");
    site.assessment = Assessment::default();
    site.assessment
        .set("staffing".parse().unwrap(), word("here"));
    let card = ScoreCard::of(&profile, &site, &service, day("2026-06-01")).unwrap();
    // 0.2 x 50 of the site alone; (10 + 100) / 3 = 36.666...
    assert_eq!(card.site_score().to_string(), "10.0");
    assert_eq!(card.total().to_string(), "36.7");
    assert_eq!(card.lines()[0].answer, StatedAnswer::NotStated);
    assert_eq!(card.lines()[0].points.get(), 0);
    assert_eq!(card.lines()[2].answer, StatedAnswer::Stated(&word("here")));
}

#[test]
fn an_accreditation_meets_the_measures_of_physicians_and_technologists_until_it_expires() {
    let profile = half();
    let (site, mut service) = answering("here");
    service.accreditations =
        serde_json::from_value(json!([{"body": "ACR", "expires_on": "2026-06-01"}])).unwrap();
    // The last day counts: 0.25 x 100 + 0.25 x 100 + 0.3 x 50 + 0.2 x 50 = 75; (50 + 150) / 3 =
    // 66.666...
    let card = ScoreCard::of(&profile, &site, &service, day("2026-06-01")).unwrap();
    assert!(card.is_accredited());
    assert_eq!(card.modality_specific().to_string(), "75.0");
    assert_eq!(card.total().to_string(), "66.7");
    assert_eq!(card.lines()[3].answer, StatedAnswer::Accredited);
    assert!(card.lines()[4].raises().is_empty());
    assert_eq!(card.lines()[5].answer, StatedAnswer::Stated(&word("here")));
    // A day later the answers count again.
    let card = ScoreCard::of(&profile, &site, &service, day("2026-06-02")).unwrap();
    assert_eq!(
        (card.is_accredited(), card.total().to_string()),
        (false, "50.0".to_owned())
    );
    // One that names no last day does not expire, and nothing need be answered about the staff.
    service.accreditations = serde_json::from_value(
        json!([{"body": "TJC", "expires_on": "2020-01-01"}, {"body": "IAC", "expires_on": null}]),
    )
    .unwrap();
    service.assessment = Assessment::default();
    service
        .assessment
        .set("equipment_quality".parse().unwrap(), word("best"));
    // 25 + 25 + 0 + 20 = 70; (50 + 140) / 3 = 63.333...
    let card = ScoreCard::of(&profile, &site, &service, day("2030-01-01")).unwrap();
    assert_eq!(card.total().to_string(), "63.3");
}

#[test]
fn without_an_answer_of_the_site_or_of_the_modality_there_is_no_card() {
    let profile = half();
    let card = |site: &Site, service: &Service| {
        ScoreCard::of(&profile, site, service, day("2026-06-01")).map(|card| card.total().tenths())
    };
    let (site, service) = answering("here");
    assert_eq!(card(&site, &service), Some(500));
    let (mut silent_site, mut silent_service) = answering("here");
    silent_site.assessment = serde_json::from_value(json!({"assessed_on": "2026-01-01"})).unwrap();
    assert_eq!(card(&silent_site, &service), None);
    silent_service.assessment = Assessment::default();
    silent_service.accreditations = serde_json::from_value(json!([{"body": "ACR"}])).unwrap();
    assert_eq!(card(&site, &silent_service), None);
    // Answers to unknown measures do not count.
    silent_service
        .assessment
        .set("equipment_quality".parse().unwrap(), word("shiny"));
    assert_eq!(card(&site, &silent_service), None);
    let mut never_scored = service;
    never_scored.modality = Modality::Mammography;
    assert_eq!(card(&site, &never_scored), None);
}

#[test]
fn sections_are_weighted_means_of_their_measures() {
    let text = json!({
        "name": "sections", "version": "1", "effective_from": "2026-01-01",
        "site": [
            {"id": "a", "section": "staffing", "text": "?", "weight": 300, "points": {"yes": 100, "no": 0}},
            {"id": "b", "section": "staffing", "text": "?", "weight": 600, "points": {"yes": 100, "no": 0}},
            {"id": "c", "section": "access", "text": "?", "weight": 100, "points": {"yes": 100, "no": 0}},
        ],
        "modality": [{"id": "d", "section": "equipment_quality", "text": "?", "weight": 1000, "at_most": 50,
                      "bands": [{"at_least": 0, "points": 100}, {"at_least": 2.5, "points": 40}, {"at_least": 10, "points": 0}]}],
    });
    let profile: ScoreCardProfile = serde_json::from_value(text).unwrap();
    let (mut site, mut service) = (site("A-1", -97.74, 30.27), service(Modality::Ct));
    for (measure, answer) in [("a", "yes"), ("b", "no"), ("c", "yes")] {
        site.assessment.set(measure.parse().unwrap(), word(answer));
    }
    for (number, points) in [
        ("0", 100),
        ("2.499", 100),
        ("2.5", 40),
        ("9.999", 40),
        ("10", 0),
        ("50", 0),
    ] {
        let answer = profile.find("d").unwrap().read(number).unwrap();
        service.assessment.set("d".parse().unwrap(), answer);
        let card = ScoreCard::of(&profile, &site, &service, day("2026-06-01")).unwrap();
        assert_eq!(card.lines()[3].points.get(), points, "{number}");
        // Staffing 300 x 100 of 900 is a third; the sections are in the order of their vocabulary.
        let sections: Vec<(String, u32, String)> = card
            .sections()
            .iter()
            .map(|of| (of.section.to_string(), of.weight, of.score.to_string()))
            .collect();
        assert_eq!(sections[0], ("access".to_owned(), 100, "100.0".to_owned()));
        assert_eq!(sections[1], ("staffing".to_owned(), 900, "33.3".to_owned()));
        assert_eq!(sections[2].2, format!("{points}.0"));
    }
    assert!(profile.find("d").unwrap().read("50.001").is_err());
    assert!(profile.find("a").unwrap().read("maybe").is_err());
}

#[test]
fn a_profile_reads_back_as_it_was_written() {
    let profile = half();
    let text = serde_json::to_string(&profile).unwrap();
    assert_eq!(
        serde_json::from_str::<ScoreCardProfile>(&text).unwrap(),
        profile
    );
}
