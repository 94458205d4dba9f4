//! `nearsite registrations doctor`: every contradiction planted in one site is found, near misses
//! are not, and the findings are printed. `doctor_shared` has the contradictions between sites.

use crate::process::nearsite;
use crate::registry::{Registry, registrations, stderr, stdout};
use serde_json::{Value, json};

#[test]
fn a_setting_declared_against_the_billing_is_found() {
    let mut registry = Registry::default();
    let set = |declared: Option<&str>, billed: &str, owner: &str| {
        let (declared, billed, owner) = (json!(declared), json!(billed), json!(owner));
        move |site: &mut Value| {
            site["declared_setting"] = declared;
            site["place_of_service"] = billed;
            site["organization"]["owner_type"] = owner;
        }
    };
    let bills_hospital = "declared_free_standing_bills_hospital";
    registry.finds(
        bills_hospital,
        set(Some("free_standing"), "22", "independent"),
    );
    registry.finds(bills_hospital, set(Some("Free-Standing"), "19", "hospital"));
    registry.finds(
        bills_hospital,
        set(Some("physician_office"), "22", "physician_group"),
    );
    registry.finds(bills_hospital, set(Some("office"), "19", "health_system"));
    let bills_free_standing = "declared_hospital_bills_free_standing";
    registry.finds(
        bills_free_standing,
        set(Some("hospital_outpatient"), "49", "hospital"),
    );
    registry.finds(
        bills_free_standing,
        set(Some("Hospital"), "11", "independent"),
    );
    registry.finds(
        bills_free_standing,
        set(Some("hospital_outpatient"), "81", "independent"),
    );
    let owned = "hospital_owned_free_standing";
    registry.finds(owned, set(Some("free_standing"), "49", "hospital"));
    registry.finds(owned, set(Some("freestanding"), "11", "health_system"));
    // Setting, billing and owner do not contradict each other.
    registry.passes(set(Some("hospital_outpatient"), "22", "hospital"));
    registry.passes(set(Some("free_standing"), "81", "physician_group"));
    registry.passes(set(Some("free_standing"), "11", "independent"));
    registry.passes(set(Some("physician_office"), "11", "health_system"));
    registry.passes(set(None, "49", "hospital"));
    registry.passes(set(Some("not a hospital"), "49", "independent"));
    registry.check(&[]);
}

#[test]
fn a_mailbox_or_a_location_far_from_its_zip_is_found() {
    let mut registry = Registry::default();
    let lines = |line1: &str, line2: &str| {
        let (line1, line2) = (json!(line1), json!(line2));
        move |site: &mut Value| {
            site["address"]["line1"] = line1;
            site["address"]["line2"] = line2;
        }
    };
    registry.finds("po_box_address", lines("P.O. Box 1201", ""));
    registry.finds(
        "po_box_address",
        lines("Imaging Plaza", "POST OFFICE BOX 7"),
    );
    registry.passes(lines("9001 Post Office Rd", ""));
    registry.passes(lines("9002 Main St", "PO Box 44"));
    registry.passes(lines("9003 Box Elder Ln", "Box"));
    registry.finds("mailing_address_shared", lines("9004 Main St PMB 217", ""));
    registry.finds(
        "mailing_address_shared",
        lines("9005 Main St", "Private Mailbox #3"),
    );
    registry.passes(lines("9006 PMB Plaza", "Suite 217"));

    let at = |lat: f64, lon: f64| {
        move |site: &mut Value| site["location"] = json!({"lat": lat, "lon": lon})
    };
    registry.finds("location_far_from_zip", at(31.5, -97.74));
    registry.finds("location_far_from_zip", at(30.27, 97.74));
    registry.finds("location_far_from_zip", at(0.0, 0.0));
    registry.passes(at(31.0, -97.74));
    registry.passes(|site| site["location"] = Value::Null);
    registry.passes(|site| {
        site["location"] = json!({"lat": 45.0, "lon": -110.0});
        site["address"]["zip"] = Value::Null;
    });
    registry.check(&[]);
}

#[test]
fn a_service_that_its_machines_contradict_is_found() {
    let mut registry = Registry::default();
    let service = |service: Value| move |site: &mut Value| site["services"] = json!([service]);
    let cannot = "equipment_cannot_do_region";
    let open = |tesla: f64| json!({"bore": "open", "field_strength_t": tesla});
    let mri = |regions: &[&str], units: &[Value]| {
        service(json!({"modality": "mri", "body_regions": regions, "equipment": units}))
    };
    registry.finds(cannot, mri(&["brain", "heart"], &[open(0.3)]));
    registry.finds(cannot, mri(&["breast"], &[open(0.7), open(0.99)]));
    registry.passes(mri(&["brain", "spine"], &[open(0.3)]));
    registry.passes(mri(&["heart"], &[open(1.0)]));
    registry.passes(mri(
        &["heart"],
        &[
            open(0.3),
            json!({"bore": "closed", "field_strength_t": 1.5}),
        ],
    ));
    registry.passes(mri(&["heart"], &[json!({"bore": "open"})]));
    registry.passes(mri(&["heart"], &[]));
    registry.passes(service(
        json!({"modality": "mri", "equipment": [open(0.3)]}),
    ));

    let ct = |regions: &[&str], slices: &[Option<u32>]| {
        let units: Vec<Value> = slices
            .iter()
            .map(|slices| json!({"slices": slices}))
            .collect();
        service(json!({"modality": "ct", "body_regions": regions, "equipment": units}))
    };
    registry.finds(cannot, ct(&["heart"], &[Some(16)]));
    registry.finds(cannot, ct(&["chest", "heart"], &[Some(63), Some(32)]));
    registry.passes(ct(&["heart"], &[Some(64)]));
    registry.passes(ct(&["heart"], &[Some(16), None]));
    registry.passes(ct(&["chest"], &[Some(16)]));

    let listing = |modality: &str, regions: &[&str]| {
        service(json!({"modality": modality, "body_regions": regions}))
    };
    registry.finds(cannot, listing("nuclear_cardiology", &["chest"]));
    registry.finds(
        cannot,
        listing("nuclear_cardiology", &["whole_body", "abdomen"]),
    );
    registry.passes(listing("nuclear_cardiology", &["heart", "chest"]));
    registry.passes(listing("nuclear_cardiology", &[]));
    registry.finds(cannot, listing("mammography", &["breast", "chest"]));
    registry.finds(cannot, listing("mammography", &["whole_body"]));
    registry.passes(listing("mammography", &["breast"]));

    let foreign = "equipment_of_another_modality";
    let unit =
        |modality: &str, unit: Value| service(json!({"modality": modality, "equipment": [unit]}));
    registry.finds(foreign, unit("ct", json!({"field_strength_t": 1.5})));
    registry.finds(
        foreign,
        unit("mri", json!({"slices": 64, "field_strength_t": 1.5})),
    );
    registry.finds(
        foreign,
        unit("ultrasound", json!({"field_strength_t": 3.0})),
    );
    registry.finds(foreign, unit("mri", json!({"pet_ct": true})));
    registry.finds(foreign, unit("echo", json!({"spect_ct": true})));
    registry.passes(unit(
        "ct",
        json!({"slices": 64, "table_limit_lb": 500, "bore_cm": 80}),
    ));
    registry.passes(unit(
        "mri",
        json!({"pet_ct": false, "field_strength_t": 3.0}),
    ));
    registry.passes(unit("pet", json!({"field_strength_t": 3.0})));
    registry.passes(unit("pet", json!({"pet_ct": true, "slices": 64})));
    registry.passes(unit(
        "nuclear_cardiology",
        json!({"spect_ct": true, "slices": 16}),
    ));
    registry.passes(unit("ct", json!({"pet_ct": true, "slices": 64})));
    registry.check(&[]);
}

#[test]
fn what_should_be_in_force_and_is_not_is_found() {
    let mut registry = Registry::default();
    let attested = |windows: &[(Option<&str>, Option<&str>)]| {
        let rows: Vec<Value> = windows
            .iter()
            .map(|(from, to)| json!({"plan": "plan-a", "attested_on": from, "expires_on": to}))
            .collect();
        move |site: &mut Value| site["attestations"] = json!(rows)
    };
    let unattested = "no_attestation_in_force";
    registry.finds(unattested, attested(&[]));
    registry.finds(
        unattested,
        attested(&[(Some("2025-11-21"), Some("2026-11-21"))]),
    );
    registry.finds(
        unattested,
        attested(&[(None, Some("2020-01-01")), (Some("2026-11-23"), None)]),
    );
    registry.passes(attested(&[(Some("2025-11-21"), Some("2026-11-22"))]));
    registry.passes(attested(&[
        (None, Some("2020-01-01")),
        (Some("2026-11-22"), None),
    ]));
    registry.passes(|site| {
        attested(&[])(site);
        site["status"] = json!("submitted");
    });

    let scored = "expired_accreditation_scored";
    let accredited = |ends: &[Option<&str>]| {
        let rows: Vec<Value> = ends
            .iter()
            .zip(["ACR", "IAC", "TJC"])
            .map(|(end, body)| json!({"body": body, "expires_on": end}))
            .collect();
        move |site: &mut Value| site["services"][0]["accreditations"] = json!(rows)
    };
    registry.finds(scored, accredited(&[Some("2026-03-31")]));
    registry.score("mri", "2026-04-01");
    registry.finds(
        scored,
        accredited(&[Some("2025-03-31"), Some("2026-11-20")]),
    );
    registry.score("mri", "2026-11-21");
    for (ends, scored_on) in [
        (&[Some("2026-03-31")][..], "2026-03-31"),
        (&[Some("2026-03-31")], ""),
        (&[Some("2026-11-22")], "2026-11-22"),
        (&[Some("2025-03-31"), Some("2026-03-31")], "2025-06-01"),
        (&[Some("2026-03-31"), Some("2027-03-31")], "2026-06-01"),
        (&[Some("2026-03-31"), None], "2026-06-01"),
        (&[], "2026-06-01"),
    ] {
        registry.passes(accredited(ends));
        registry.score("mri", scored_on);
    }
    registry.passes(accredited(&[Some("2026-03-31")]));
    registry.check(&[]);
}

#[test]
fn a_score_older_than_its_assessment_is_found() {
    let mut registry = Registry::default();
    let assessed = |of_site: Option<&str>, of_service: Option<&str>| {
        let (of_site, of_service) = (json!(of_site), json!(of_service));
        move |site: &mut Value| {
            site["assessment"] = json!({"assessed_on": of_site});
            site["services"][0]["assessment"] = json!({"assessed_on": of_service});
        }
    };
    let kind = "score_older_than_assessment";
    registry.finds(kind, assessed(Some("2026-03-02"), None));
    registry.score("mri", "2026-03-01");
    registry.finds(kind, assessed(Some("2026-01-01"), Some("2026-06-01")));
    registry.score("mri", "2026-05-31");
    for (of_site, of_service, scored_on) in [
        (Some("2026-03-01"), Some("2026-03-01"), "2026-03-01"),
        (Some("2026-03-01"), None, "2026-04-01"),
        (Some("2026-03-01"), None, ""),
        (None, None, "2026-04-01"),
    ] {
        registry.passes(assessed(of_site, of_service));
        registry.score("mri", scored_on);
    }
    // One assessment with two scores.
    registry.finds(kind, |site| {
        site["services"] = json!([{"modality": "mri"}, {"modality": "ct"}]);
        site["assessment"] = json!({"assessed_on": "2026-06-01"});
    });
    registry.score("mri", "2026-01-01");
    registry.score("ct", "2026-02-01");
    // The newer assessment is of a service that has another score.
    registry.passes(|site| {
        let mut ct = site["services"][0].clone();
        ct["modality"] = json!("ct");
        ct["equipment"] = json!([]);
        ct["assessment"] = json!({"assessed_on": "2026-06-01"});
        site["services"] = json!([site["services"][0], ct]);
    });
    registry.score("mri", "2026-01-01");
    registry.score("ct", "2026-06-01");
    registry.check(&[]);
}

#[test]
fn registrations_that_are_over_are_left_alone() {
    let mut registry = Registry::default();
    for status in ["expired", "withdrawn"] {
        registry.passes(|site| {
            site["status"] = json!(status);
            site["declared_setting"] = json!("hospital");
            site["address"]["line1"] = json!("PO Box 1");
            site["attestations"] = json!([]);
        });
    }
    for status in ["draft", "submitted", "needs_information"] {
        registry.finds("po_box_address", |site| {
            site["status"] = json!(status);
            site["address"]["line1"] = json!(format!("PO Box 2{}", status.len()));
        });
    }
    // A new registration next to the withdrawn one of the same site.
    registry.passes_among(2, |number, site| {
        site["address"]["line1"] = json!("5000 Oak St");
        site["name"] = json!("Oak Imaging");
        site["status"] = json!(["withdrawn", "complete"][number as usize]);
    });
    registry.check(&[]);
}

#[test]
fn findings_are_one_line_each_and_strict_ends_with_1() {
    let mut registry = Registry::default();
    registry.plant(|site| site["address"]["line1"] = json!("PO\nBox 12 \u{1b}[2J"));
    for _ in 0..6 {
        registry.plant(|site| site["phone"] = json!("512-700-0001"));
    }
    let built = registry.build();
    let output = built.run("doctor", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let printed = stdout(&output);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines,
        [
            "po_box_address  R-0001: the practice address is a post-office box: PO?Box 12 ?[2J, Suite 10, 78701 \
             [address.line1, address.line2]; ask for the street address where patients are seen",
            "duplicate_phone_across_organizations  R-0002 R-0003 R-0004 R-0005 and 2 more: the phone of 6 unrelated \
             organizations: 512-700-0001 [phone]; ask each site for a phone of its own",
            "2 findings in 7 registrations on 2026-11-22: po_box_address 1, duplicate_phone_across_organizations 1",
        ]
    );
    let strict = built.run("doctor", &["--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert_eq!(stdout(&strict), printed);
    assert!(
        stderr(&strict).contains("2 findings"),
        "{}",
        stderr(&strict)
    );

    let json = built.run("doctor", &["--json"]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["as_of"], "2026-11-22");
    assert_eq!(report["registrations"], 7);
    assert_eq!(report["by_kind"]["po_box_address"], 1);
    assert_eq!(
        report["findings"][1],
        json!({
            "kind": "duplicate_phone_across_organizations", "registration_id": "R-0002",
            "others": ["R-0003", "R-0004", "R-0005", "R-0006", "R-0007"],
            "what": "the phone of 6 unrelated organizations: 512-700-0001",
            "where": "phone", "do": "ask each site for a phone of its own"
        })
    );
    assert_eq!(stdout(&built.run("doctor", &["--json"])), stdout(&json));
}

#[test]
fn a_registry_without_contradictions_says_so() {
    let mut registry = Registry::default();
    registry.passes(|_| ());
    let built = registry.check(&["--strict"]);
    assert_eq!(
        stdout(&built.run("doctor", &["--strict"])),
        "no findings in 1 registration on 2026-11-22\n"
    );
}

/// The sample of `nearsite demo`, invented again, has no findings on the build date and later.
#[test]
fn the_sample_contradicts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let written = nearsite()
        .args(["synth", "--sample", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(written.status.success(), "{}", stderr(&written));
    let built = nearsite()
        .args(["index", "--as-of", "2026-10-01", "--out"])
        .arg(path("index"))
        .arg("--registrations")
        .arg(path("registrations.ndjson.gz"))
        .arg("--participation")
        .arg(path("participation.csv.gz"))
        .arg("--networks")
        .arg(path("networks.csv.gz"))
        .arg("--scores")
        .arg(path("modality_scores.csv.gz"))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", stderr(&built));
    for as_of in ["2026-10-01", "2026-11-27", "2030-01-01"] {
        let output = registrations("doctor", &path("index"), as_of, &["--strict"]);
        assert!(output.status.success(), "{}", stdout(&output));
        assert!(
            stdout(&output).starts_with("no findings in 29"),
            "{}",
            stdout(&output)
        );
    }
}
