//! Certificates: their one form, and that nothing but what was issued passes.

use crate::orders::*;
use nearsite_domain::*;
use nearsite_index::search::Origin;
use nearsite_index::site_of_care::*;
use nearsite_index::snapshot::Snapshot;
use serde_json::json;

fn packs() -> Policies {
    let sedation = criterion(
        "sedation",
        &json!([{"fact": "sedation_need"}, {"not_available": "sedation"}]),
    );
    let here = criterion(
        "prior_studies",
        &json!([{"fact_here": {"fact": "prior_studies", "or_affiliated": true}}]),
    );
    policies(&[pack(&json!([sedation, here]), &json!({}))])
}

fn sample() -> Order {
    Order {
        weight_lb: Some(420),
        sedation: Some(Sedation::Deep),
        place_of_service: Some("22".to_owned()),
        limit: 1,
        ..stating(&["sedation_need", "!claustrophobia", "prior_studies@H-3"])
    }
}

fn issued(snapshot: &Snapshot, policies: &Policies, order: &Order) -> String {
    let evaluation = snapshot.evaluate(policies, order).unwrap();
    evaluation.certificate.unwrap().text().to_owned()
}

/// Gives altered content a digest of its own, as a forger would.
fn resealed(text: &str, from: &str, to: &str) -> String {
    let (content, _) = text.rsplit_once(",\"digest\":").unwrap();
    assert!(content.contains(from), "{from} in {content}");
    let content = content.replacen(from, to, 1);
    let digest = blake3::hash(format!("{content}}}").as_bytes());
    format!("{content},\"digest\":\"{digest}\"}}")
}

fn refusal(text: &str, snapshot: &Snapshot, policies: &Policies) -> String {
    let refused = verify_certificate(text.as_bytes(), snapshot, policies);
    let message = refused.unwrap_err().to_string();
    assert!(!message.contains('\n'), "{message}");
    message
}

#[test]
fn a_certificate_has_one_form() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let text = issued(&snapshot, &policies, &sample());
    let digest = policies.by_id("acme-2026").unwrap().digest();
    let expected = format!(
        concat!(
            r#"{{"format":1,"snapshot":"{snapshot}","as_of":"2026-06-01","#,
            r#""policy":{{"id":"acme-2026","version":"1","digest":"{digest}"}},"profile":{{"name":"default","version":"1"}},"#,
            r#""order":{{"procedures":["73721"],"network":"ppo","payer":"acme","programme":"imaging-site-of-care","#,
            r#""line_of_business":"large_group","state":"TX","funding":"fully_insured","service_date":"2026-06-01","#,
            r#""urgency":"routine","age":46,"weight_lb":420,"sedation":"deep","site":"H-1","place_of_service":"22","#,
            r#""facts":{{"sedation_need":true,"prior_studies":{{"site":"H-3"}},"claustrophobia":false}},"access":null}},"#,
            r#""origin":{{"lat":30.27,"lon":-97.74,"source":"zip_centroid","zip":"78701","kind":"home","county_type":null}},"#,
            r#""access":{{"metric":"straight_line_miles","miles":"10.00","minutes":null,"minutes_measured":false,"#,
            r#""min_alternates":1,"source":"T-1"}},"radius_metres":16093,"#,
            r#""needs":{{"sedation":"deep","patient_age":46}},"alternates":[{{"registration_id":"F-1","metres":1609}}],"#,
            r#""excluded":[{{"registration_id":"H-1","metres":805,"cause":"setting"}},"#,
            r#"{{"registration_id":"F-2","metres":3219,"cause":"need:sedation"}},"#,
            r#"{{"registration_id":"F-3","metres":4828,"cause":"need:sedation"}},"#,
            r#"{{"registration_id":"F-4","metres":6438,"cause":"need:sedation"}},"#,
            r#"{{"registration_id":"O-1","metres":8047,"cause":"need:sedation"}},"#,
            r#"{{"registration_id":"X-1","metres":9657,"cause":"need:sedation"}},"#,
            r#"{{"registration_id":"H-2","metres":11266,"cause":"setting"}},"#,
            r#"{{"registration_id":"H-3","metres":12875,"cause":"setting"}}],"none_exists":false,"#,
            r#""outcome":"redirect","criteria":[{{"key":"sedation","status":"not_met"}},"#,
            r#"{{"key":"prior_studies","status":"not_met"}},{{"key":"no_alternate","status":"not_met"}}],"questions":[]"#,
        ),
        snapshot = snapshot.id(),
        digest = digest,
    );
    let (content, _) = text.rsplit_once(",\"digest\":").unwrap();
    assert_eq!(content, expected);
    let digest = blake3::hash(format!("{content}}}").as_bytes());
    assert_eq!(text, format!("{content},\"digest\":\"{digest}\"}}"));
}

#[test]
fn what_was_issued_passes() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let place = LonLat::new(-97.7399, 30.2701).unwrap();
    let orders = [
        sample(),
        order(),
        Order {
            origin: Origin::Place(place),
            procedures: vec!["73721".parse().unwrap(), "74176".parse().unwrap()],
            site: RequestedSite::Npi(Npi::new("1111111112").unwrap()),
            audience: Audience::Reviewer,
            limit: 200,
            ..order()
        },
    ];
    for order in orders {
        let text = issued(&snapshot, &policies, &order);
        let verified = verify_certificate(text.as_bytes(), &snapshot, &policies).unwrap();
        assert_eq!(verified.snapshot, snapshot.id());
        assert_eq!(verified.policy, "acme-2026");
        assert_eq!(verified.radius_metres, 16_093);
        assert_eq!(verified.alternates + verified.excluded, 9);
        let with_line_end = format!("{text}\n");
        assert!(verify_certificate(with_line_end.as_bytes(), &snapshot, &policies).is_ok());
    }
}

#[test]
fn an_altered_byte_anywhere_is_refused() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let text = issued(&snapshot, &policies, &sample());
    for position in 0..text.len() {
        for change in [1u8, 0x20, 0x80] {
            let mut bytes = text.clone().into_bytes();
            bytes[position] ^= change;
            assert!(
                verify_certificate(&bytes, &snapshot, &policies).is_err(),
                "byte {position} with {change}"
            );
        }
        let mut shorter = text.clone().into_bytes();
        shorter.remove(position);
        assert!(verify_certificate(&shorter, &snapshot, &policies).is_err());
        assert!(verify_certificate(&text.as_bytes()[..position], &snapshot, &policies).is_err());
    }
}

#[test]
fn another_spelling_is_refused() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let text = issued(&snapshot, &policies, &sample());
    for (from, to) in [
        ("\"format\":1,", "\"format\": 1,"),
        ("30.27", "3.027e1"),
        ("30.27", "30.270"),
        ("\"age\":46", "\"age\":46.0"),
        ("\"needs\":", "\"nieeds\":"),
        ("\"miles\":\"10.00\"", "\"miles\":\"010.00\""),
        ("\"miles\":\"10.00\"", "\"miles\":10.00"),
        ("\"zip\":\"78701\"", "\"zip\":\"\\u00378701\""),
        // Ids and causes are written as they are, so nothing that JSON would spell otherwise can be
        // one.
        (
            "\"registration_id\":\"F-1\"",
            "\"registration_id\":\"F\\u002d1\"",
        ),
        (
            "\"registration_id\":\"F-1\"",
            "\"registration_id\":\"F\\\"1\"",
        ),
        ("\"need:sedation\"", "\"need\\u003asedation\""),
        (
            "\"weight_lb\":420,\"sedation\":\"deep\"",
            "\"sedation\":\"deep\",\"weight_lb\":420",
        ),
        ("\"state\":\"TX\"", "\"state\":\"TX\",\"state\":\"TX\""),
        ("\"patient_age\":46", "\"patient_age\":46,\"contrast\":null"),
        ("\"none_exists\":false", "\"none_exists\":false,\"more\":1"),
    ] {
        let message = refusal(&resealed(&text, from, to), &snapshot, &policies);
        assert!(message.contains("canonical form"), "{to}: {message}");
    }
    for bytes in [
        "",
        "{}",
        "null",
        "\"digest\":\"\"}",
        &format!("{text}\n\n"),
        &format!(" {text}"),
    ] {
        let message = refusal(bytes, &snapshot, &policies);
        assert!(message.contains("canonical form"), "{bytes}: {message}");
    }
    let message = verify_certificate(b"\xff", &snapshot, &policies).unwrap_err();
    assert!(message.to_string().contains("UTF-8"));
}

#[test]
fn a_forged_certificate_with_its_own_digest_is_refused_with_the_first_difference() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let text = issued(&snapshot, &policies, &sample());
    for (from, to, place) in [
        ("\"metres\":3219", "\"metres\":3220", "excluded[1].metres"),
        ("need:sedation", "network", "excluded[1].cause"),
        (
            "\"metres\":1609}]",
            "\"metres\":1609},{\"registration_id\":\"F-2\",\"metres\":3219}]",
            "alternates[1]",
        ),
        (
            "[{\"registration_id\":\"F-1\",\"metres\":1609}]",
            "[]",
            "alternates[0]",
        ),
        (
            "\"none_exists\":false",
            "\"none_exists\":true",
            "none_exists",
        ),
        (
            "\"outcome\":\"redirect\"",
            "\"outcome\":\"hospital_supported\"",
            "outcome",
        ),
        ("\"not_met\"", "\"met\"", "criteria[0].status"),
        (
            "\"questions\":[]",
            "\"questions\":[\"body_size\"]",
            "questions[0]",
        ),
        (
            "\"radius_metres\":16093",
            "\"radius_metres\":1609",
            "radius_metres",
        ),
        ("\"miles\":\"10.00\"", "\"miles\":\"1.00\"", "access.miles"),
        (
            "\"minutes_measured\":false",
            "\"minutes_measured\":true",
            "access.minutes_measured",
        ),
        ("\"lat\":30.27", "\"lat\":30.28", "origin.lat"),
        (
            "{\"sedation\":\"deep\"",
            "{\"sedation\":\"moderate\"",
            "needs.sedation",
        ),
        (
            "\"as_of\":\"2026-06-01\"",
            "\"as_of\":\"2026-06-02\"",
            "as_of",
        ),
        (
            "\"name\":\"default\"",
            "\"name\":\"custom\"",
            "profile.name",
        ),
        (
            "\"version\":\"1\",\"digest\"",
            "\"version\":\"2\",\"digest\"",
            "policy.version",
        ),
        ("\"age\":46", "\"age\":45", "needs.patient_age"),
    ] {
        let message = refusal(&resealed(&text, from, to), &snapshot, &policies);
        let expected = format!("the certificate is wrong: {place} is ");
        assert!(message.starts_with(&expected), "{to}: {message}");
    }
    let unreviewed = resealed(
        &text,
        "\"place_of_service\":\"22\"",
        "\"place_of_service\":\"49\"",
    );
    assert!(refusal(&unreviewed, &snapshot, &policies).contains("no review"));
    let unknown = resealed(
        &text,
        "\"procedures\":[\"73721\"]",
        "\"procedures\":[\"00000\"]",
    );
    assert!(refusal(&unknown, &snapshot, &policies).contains("not in the catalog"));
    let future = resealed(&text, "\"format\":1", "\"format\":2");
    assert!(refusal(&future, &snapshot, &policies).contains("format 2"));
}

#[test]
fn another_snapshot_or_policy_is_reported() {
    let (_folder, snapshot) = publish(sites());
    let policies = packs();
    let text = issued(&snapshot, &policies, &sample());
    let mut fewer = sites();
    fewer.pop();
    let (_other_folder, other) = publish(fewer);
    let message = refusal(&text, &other, &policies);
    assert!(message.contains("issued from snapshot"), "{message}");
    let changed = crate::orders::policies(&[pack(&json!([]), &json!({}))]);
    let message = refusal(&text, &snapshot, &changed);
    assert!(message.contains("with digest"), "{message}");
    let renamed = crate::orders::policies(&[pack(&json!([]), &json!({"id": "acme-2027"}))]);
    let message = refusal(&text, &snapshot, &renamed);
    assert!(message.contains("policy acme-2026"), "{message}");
}
