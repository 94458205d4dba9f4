//! Contents of a registration, and the extent of a fault.

use crate::support::{NPI, World, code, file, site, site_with};
use nearsite_domain::{Modality, Precision, Site};
use serde_json::{Value, json};

/// Builds a sound site A-1 and a changed site A-2; returns the rejects as code and field, and the
/// site A-2.
fn changed(change: impl FnOnce(&mut Value)) -> (Vec<(String, String)>, Option<Site>) {
    let world = World::with_sites(&[site("A-1"), site_with("A-2", change)]);
    world.built();
    (world.reject_codes(), world.site("A-2"))
}

/// The code and field with which a change rejects the whole site.
fn rejected(change: impl FnOnce(&mut Value)) -> (String, String) {
    let (codes, site) = changed(change);
    assert!(site.is_none());
    assert_eq!(codes.len(), 1);
    codes.into_iter().next().unwrap()
}

/// The site and the code and field with which a change rejects a part of it alone.
fn part_rejected(change: impl FnOnce(&mut Value)) -> (Site, (String, String)) {
    let (codes, site) = changed(change);
    assert_eq!(codes.len(), 1);
    (
        site.expect("a site that stays"),
        codes.into_iter().next().unwrap(),
    )
}

#[test]
fn required_fields_are_required() {
    for field in ["registration_id", "status", "name", "place_of_service"] {
        assert_eq!(
            rejected(|site| site[field] = json!(null)),
            code("missing_field", field)
        );
        assert_eq!(
            rejected(|site| drop(site.as_object_mut().unwrap().remove(field))),
            code("missing_field", field)
        );
        assert_eq!(
            rejected(|site| site[field] = json!("  ")),
            code("missing_field", field)
        );
    }
    assert_eq!(
        rejected(|site| site["address"]["zip"] = json!(null)),
        code("missing_field", "address.zip")
    );
    assert_eq!(
        rejected(|site| site["address"] = json!(null)),
        code("missing_field", "address.zip")
    );
}

#[test]
fn everything_else_may_be_absent_or_null() {
    let (codes, site) = changed(|site| {
        *site = json!({"registration_id": "A-2", "status": "draft", "name": " Two ", "place_of_service": "11",
            "location": {"lat": 30.27, "lon": -97.74}, "npi": null, "organization": null, "address": null, "phone": null,
            "website": "", "hours": null, "languages": null, "wheelchair_accessible": null, "attestations": null,
            "services": [{"modality": "ct", "body_regions": [], "equipment": null, "capabilities": null, "accreditations": null}]});
    });
    let site = site.unwrap();
    assert!(codes.is_empty());
    assert_eq!(site.name, "Two");
    assert_eq!(site.website, None);
    assert_eq!(site.services[0].body_regions, None);
}

#[test]
fn every_field_arrives() {
    let (codes, site) = changed(|site| {
        site["organization"] = json!({"name": "Org", "tin": "742345678", "owner_type": "hospital"});
        site["hours"] = json!([{"days": ["mon", "tue"], "opens": "7:00", "closes": "24:00"}]);
        site["languages"] = json!(["EN", "es", "en"]);
        site["services"] = json!([{"modality": "mri", "body_regions": ["brain", "spine", "brain"],
            "equipment": [{"field_strength_t": 1.5, "bore": "wide", "bore_cm": 70, "table_limit_lb": 550}],
            "capabilities": {"sedation": "moderate", "pediatric_min_age": 0, "contrast": true, "contrast_reaction_cover": false},
            "accreditations": [{"body": "ACR", "expires_on": "2028-01-31"}]}]);
        site["address"]["zip"] = json!("78701-1234");
    });
    let site = serde_json::to_value(site.unwrap()).unwrap();
    assert!(codes.is_empty());
    assert_eq!(site["organization"]["tin"], "742345678");
    assert_eq!(site["hours"][0]["opens"], "07:00");
    assert_eq!(site["hours"][0]["closes"], "24:00");
    assert_eq!(site["languages"], json!(["en", "es"]));
    assert_eq!(
        site["services"][0]["body_regions"],
        json!(["brain", "spine"])
    );
    assert_eq!(site["services"][0]["equipment"][0]["bore_cm"], 70.0);
    assert_eq!(
        site["services"][0]["capabilities"]["pediatric_min_age"],
        0.0
    );
    assert_eq!(
        site["services"][0]["accreditations"][0]["expires_on"],
        "2028-01-31"
    );
    assert_eq!(site["address"]["zip"], "78701");
}

#[test]
fn values_that_cannot_be_reject_the_site() {
    let cases = [
        ("registration_id", json!("../x"), "invalid_value"),
        ("registration_id", json!("x".repeat(33)), "invalid_value"),
        ("registration_id", json!(12), "invalid_value"),
        ("status", json!("done"), "invalid_value"),
        ("name", json!(["x"]), "invalid_value"),
        ("place_of_service", json!("24"), "place_of_service"),
        ("place_of_service", json!(49), "place_of_service"),
        ("wheelchair_accessible", json!("yes"), "invalid_value"),
        ("languages", json!("en"), "invalid_value"),
        ("services", json!({"modality": "mri"}), "invalid_value"),
        ("npi", json!("1234567893"), "invalid_value"),
        ("location", json!([30.27, -97.74]), "invalid_value"),
    ];
    for (field, value, expected) in cases {
        assert_eq!(
            rejected(|site| site[field] = value.clone()),
            code(expected, field),
            "{field} = {value}"
        );
    }
    assert_eq!(
        rejected(|site| site["organization"] = json!({"tin": "12"})),
        code("invalid_value", "organization.tin")
    );
    assert_eq!(
        rejected(|site| site["hours"] = json!([{"days": ["mon"], "opens": "25:00"}])),
        code("invalid_value", "hours[0].opens")
    );
    assert_eq!(
        rejected(|site| site["hours"] = json!([{"days": ["moon"]}])),
        code("invalid_value", "hours[0].days[0]")
    );
    assert_eq!(
        rejected(|site| site["languages"] = json!(["en", "a|b"])),
        code("invalid_value", "languages[1]")
    );
}

#[test]
fn zip_codes_are_checked_by_shape_and_table() {
    for bad in [
        json!("7870"),
        json!("7870A"),
        json!("78701-12"),
        json!(true),
    ] {
        assert_eq!(
            rejected(|site| site["address"]["zip"] = bad),
            code("invalid_zip", "address.zip")
        );
    }
    for unknown in ["00000", "99999"] {
        assert_eq!(
            rejected(|site| site["address"]["zip"] = json!(unknown)),
            code("unknown_zip", "address.zip")
        );
    }
    for (zip, precision) in [("96913", Precision::Zip), ("44195", Precision::Town)] {
        let world =
            World::with_sites(&[site_with("A-2", |site| site["address"]["zip"] = json!(zip))]);
        let by_town = world.built().snapshot.sites_by_town;
        assert_eq!(world.site("A-2").unwrap().location.precision, precision);
        assert_eq!(by_town, u64::from(precision == Precision::Town), "{zip}");
    }
    let (codes, site) = changed(|site| {
        site["address"]["zip"] = json!("00000");
        site["location"] = json!({"lat": 30.27, "lon": -97.74});
    });
    assert!(codes.is_empty());
    assert_eq!(site.unwrap().location.precision, Precision::Reported);
}

#[test]
fn identifiers_may_be_numbers_and_an_ein_may_have_its_hyphen() {
    for (zip, read) in [
        (json!(78701), "78701"),
        (json!(78701.0), "78701"),
        (json!(787_011_234), "78701"),
        (json!("78701-1234"), "78701"),
        (json!(" 02139 "), "02139"),
        (json!("02139-4307"), "02139"),
    ] {
        let (codes, site) = changed(|site| site["address"]["zip"] = zip.clone());
        let found = site.unwrap().address.zip.map(|zip| zip.to_string());
        assert_eq!((codes.len(), found.as_deref()), (0, Some(read)), "{zip}");
    }
    for tin in [
        json!("74-2345678"),
        json!(" 742345678"),
        json!(742_345_678),
        json!(742_345_678.0),
    ] {
        let (codes, site) = changed(|site| site["organization"] = json!({"tin": tin}));
        let found = site.unwrap().organization.unwrap().tin.unwrap();
        assert_eq!((codes.len(), found.as_str()), (0, "742345678"), "{tin}");
    }
    let (codes, site) = changed(|site| site["npi"] = json!([1_234_567_893]));
    let npis = site.unwrap().npi;
    assert_eq!((codes.len(), npis[0].to_string().as_str()), (0, NPI[0]));
}

#[test]
fn lost_leading_zeros_are_reported_and_not_filled_in() {
    let zips = [
        (json!("2139"), 5),
        (json!(2139), 5),
        (json!(2139.0), 5),
        (json!(601), 5),
        (json!("2139-4307"), 9),
        (json!("601-4307"), 9),
        (json!(21_394_307), 9),
    ];
    let tins = [
        (json!(12_345_678), 9),
        (json!("12345678"), 9),
        (json!(1_234_567), 9),
    ];
    let zips = zips
        .into_iter()
        .map(|case| ("address", "zip", "invalid_zip", case));
    let tins = tins
        .into_iter()
        .map(|case| ("organization", "tin", "invalid_value", case));
    for (object, field, expected, (value, length)) in zips.chain(tins) {
        let world = World::with_sites(&[
            site("A-1"),
            site_with("A-2", |site| site[object][field] = value.clone()),
        ]);
        world.built();
        let path = format!("{object}.{field}");
        assert_eq!(world.reject_codes(), [code(expected, &path)], "{value}");
        let message = format!("leading zeros are missing; write it as text of {length} characters");
        assert_eq!(world.rejects()[0]["message"], message, "{value}");
    }
    for (tin, zip) in [
        ("74-23456", "78701"),
        ("7-42345678", "78701"),
        ("742-345678", "78701"),
        ("742345678", "7870-1234-5"),
        ("742345678", "7870-12345"),
    ] {
        let (codes, site) = changed(|site| {
            site["organization"] = json!({"tin": tin});
            site["address"]["zip"] = json!(zip);
        });
        assert!(site.is_none() && codes.len() == 1, "{tin} {zip}");
    }
}

#[test]
fn coordinates_must_be_a_place_on_earth() {
    for (lat, lon) in [
        (json!(91), json!(0)),
        (json!(0), json!(181)),
        (json!(-97.74), json!(30.27)),
        (json!(-90.0001), json!(0)),
    ] {
        assert_eq!(
            rejected(|site| site["location"] = json!({"lat": lat, "lon": lon})),
            code("invalid_location", "location")
        );
    }
    for bad in [json!("30.27"), json!(true), json!("NaN")] {
        assert_eq!(
            rejected(|site| site["location"] = json!({"lat": bad, "lon": 0})),
            code("invalid_location", "location.lat")
        );
    }
    assert_eq!(
        rejected(|site| site["location"] = json!({"lat": 30.27})),
        code("missing_field", "location.lon")
    );
    assert_eq!(
        rejected(|site| site["location"] = json!({"lat": null, "lon": 1})),
        code("missing_field", "location.lat")
    );
    for (lat, lon) in [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0)] {
        let (codes, site) = changed(|site| site["location"] = json!({"lat": lat, "lon": lon}));
        assert!(codes.is_empty());
        assert_eq!(site.unwrap().location.place.lat(), lat);
    }
}

#[test]
fn coordinates_too_large_for_a_number_are_rejected() {
    let world = World::new();
    let with = |lat: &str| {
        site("A-2").to_string().replacen(
            '{',
            &format!("{{\"location\":{{\"lat\":{lat},\"lon\":1E2}},"),
            1,
        )
    };
    for lat in ["1e400", "-1e400"] {
        world.write(
            "registrations.ndjson",
            format!("{}\n{}\n", site("A-1"), with(lat)),
        );
        world.built();
        assert_eq!(world.reject_codes()[0].0, "invalid_location");
    }
    world.write(
        "registrations.ndjson",
        format!("{}\n{}\n", site("A-1"), with("-0")),
    );
    world.built();
    assert!(
        world
            .site("A-2")
            .unwrap()
            .location
            .place
            .lat()
            .is_sign_positive()
    );
}

#[test]
fn a_location_far_from_its_zip_is_reported_and_kept() {
    let place = |lat: f64, lon: f64| {
        move |site: &mut Value| site["location"] = json!({"lat": lat, "lon": lon})
    };
    let no_zip = |site: &mut Value| {
        site["location"] = json!({"lat": 0, "lon": 0});
        site["address"] = json!(null);
    };
    let world = World::with_sites(&[
        site_with("NEAR", place(30.5, -97.74)),
        site_with("FAR", place(32.78, -96.8)),
        site_with("ZERO", place(0.0, 0.0)),
        site_with("ZERO-2", no_zip),
    ]);
    let far = world.built().far_locations;
    let ids: Vec<&str> = far
        .first
        .iter()
        .map(|site| site.registration_id.as_str())
        .collect();
    assert_eq!((far.count, ids), (3, vec!["FAR", "ZERO", "ZERO-2"]));
    assert!((280..310).contains(&far.first[0].kilometres.unwrap()));
    assert_eq!(far.first[2].kilometres, None);
    assert!(world.site("FAR").is_some());
}

#[test]
fn a_faulty_npi_is_rejected_alone() {
    for bad in [
        json!("1234567890"),
        json!("0"),
        json!("123456789"),
        json!(123_456_789),
        json!(null),
    ] {
        let (site, reject) = part_rejected(|site| site["npi"] = json!([NPI[1], bad, NPI[2]]));
        assert_eq!(reject, code("invalid_npi", "npi[1]"));
        assert_eq!(site.npi.len(), 2);
    }
    let (site, reject) = part_rejected(|site| site["npi"] = json!([NPI[1], NPI[1]]));
    assert_eq!((site.npi.len(), reject), (1, code("duplicate", "npi[1]")));
}

#[test]
fn a_faulty_attestation_is_rejected_alone() {
    let sound = json!({"plan": "bcbstx"});
    let cases = [
        (json!({}), "missing_field", "attestations[0].plan"),
        (
            json!({"plan": "x", "attested_on": "2027-02-29"}),
            "invalid_date",
            "attestations[0].attested_on",
        ),
        (
            json!({"plan": "x", "attested_on": "2026-02-01", "expires_on": "2026-01-31"}),
            "invalid_window",
            "attestations[0].expires_on",
        ),
        (json!("bcbstx"), "invalid_value", "attestations[0]"),
    ];
    for (bad, expected, field) in cases {
        let (site, reject) = part_rejected(|site| site["attestations"] = json!([bad, sound]));
        assert_eq!(reject, code(expected, field));
        assert_eq!(site.attestations.len(), 1);
    }
}

#[test]
fn a_faulty_accreditation_is_rejected_alone() {
    for (bad, expected, field) in [
        (
            json!({"body": "XYZ"}),
            "invalid_value",
            "services[0].accreditations[1].body",
        ),
        (
            json!({"body": "ACR", "expires_on": "soon"}),
            "invalid_date",
            "services[0].accreditations[1].expires_on",
        ),
    ] {
        let (site, reject) = part_rejected(|site| {
            site["services"][0]["accreditations"] = json!([{"body": "ACR"}, bad]);
        });
        assert_eq!(reject, code(expected, field));
        assert_eq!(site.services[0].accreditations.len(), 1);
    }
}

#[test]
fn a_faulty_service_is_rejected_alone_with_its_equipment() {
    let cases = [
        (json!({}), "missing_field", "services[0].modality"),
        (
            json!({"modality": "mrt"}),
            "invalid_value",
            "services[0].modality",
        ),
        (
            json!({"modality": "mri", "body_regions": ["brain", "soul"]}),
            "invalid_value",
            "services[0].body_regions[1]",
        ),
        (
            json!({"modality": "mri", "equipment": [{"field_strength_t": 0}]}),
            "invalid_value",
            "services[0].equipment[0].field_strength_t",
        ),
        (
            json!({"modality": "mri", "equipment": [{"field_strength_t": 21}]}),
            "invalid_value",
            "services[0].equipment[0].field_strength_t",
        ),
        (
            json!({"modality": "mri", "equipment": [{"bore": "huge"}]}),
            "invalid_value",
            "services[0].equipment[0].bore",
        ),
        (
            json!({"modality": "ct", "equipment": [{"slices": 0}]}),
            "invalid_value",
            "services[0].equipment[0].slices",
        ),
        (
            json!({"modality": "ct", "equipment": [{"slices": 64.5}]}),
            "invalid_value",
            "services[0].equipment[0].slices",
        ),
        (
            json!({"modality": "ct", "equipment": [{"table_limit_lb": 2001}]}),
            "invalid_value",
            "services[0].equipment[0].table_limit_lb",
        ),
        (
            json!({"modality": "pet", "equipment": [{"pet_ct": "yes"}]}),
            "invalid_value",
            "services[0].equipment[0].pet_ct",
        ),
        (
            json!({"modality": "mri", "capabilities": {"pediatric_min_age": -1}}),
            "invalid_value",
            "services[0].capabilities.pediatric_min_age",
        ),
        (
            json!({"modality": "mri", "capabilities": {"sedation": "deepest"}}),
            "invalid_value",
            "services[0].capabilities.sedation",
        ),
        (
            json!({"modality": "mri", "modality ": "mri", "Modality": "ct"}),
            "duplicate_field",
            "services[0].modality",
        ),
    ];
    for (bad, expected, field) in cases {
        let (site, reject) =
            part_rejected(|site| site["services"] = json!([bad, {"modality": "xray"}]));
        assert_eq!(reject, code(expected, field));
        let offered: Vec<Modality> = site
            .services
            .iter()
            .map(|service| service.modality)
            .collect();
        assert_eq!(offered, [Modality::Xray]);
    }
}

#[test]
fn of_services_with_one_modality_the_first_usable_one_is_kept() {
    let (site, reject) = part_rejected(|site| {
        site["services"] = json!([{"modality": "mri", "body_regions": ["brain"]}, {"modality": "mri", "body_regions": ["spine"]}]);
    });
    assert_eq!(reject, code("duplicate", "services[1].modality"));
    assert_eq!(
        serde_json::to_value(&site.services[0].body_regions).unwrap(),
        json!(["brain"])
    );
    let (site, _) = part_rejected(|site| {
        site["services"] =
            json!([{"modality": "mri", "body_regions": ["soul"]}, {"modality": "mri"}]);
    });
    assert_eq!(site.services.len(), 1);
}

#[test]
fn of_records_with_one_registration_id_the_first_usable_one_is_kept() {
    let named = |name: &'static str| move |site: &mut Value| site["name"] = json!(name);
    let world = World::with_sites(&[
        site_with("A-1", |site| site["place_of_service"] = json!("99")),
        site_with("A-1", named("First")),
        site_with("A-1", named("Second")),
        site("A-2"),
    ]);
    let report = world.built();
    assert_eq!(
        world.reject_codes(),
        [
            code("place_of_service", "place_of_service"),
            code("duplicate", "registration_id")
        ]
    );
    assert_eq!(world.site("A-1").unwrap().name, "First");
    let counts = &file(&report, "registrations").counts;
    assert_eq!((counts.read, counts.accepted, counts.rejected), (4, 2, 2));
}

#[test]
fn parts_of_a_rejected_site_are_not_rejected_again() {
    let world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| {
            site["npi"] = json!(["1"]);
            site["services"] = json!([{"modality": "none"}]);
            site["wheelchair_accessible"] = json!(1);
        }),
    ]);
    let report = world.built();
    assert_eq!(
        world.reject_codes(),
        [code("invalid_value", "wheelchair_accessible")]
    );
    assert_eq!(
        file(&report, "registrations")
            .counts
            .parts_rejected_by_code
            .total(),
        0
    );
}

#[test]
fn names_with_marks_and_markup_are_kept_as_they_are() {
    let name = "\u{202e}<script>alert(1)</script>\u{200d}a\u{301}\u{1b}[31m";
    let (codes, site) = changed(|site| site["name"] = json!(name));
    assert!(codes.is_empty());
    assert_eq!(site.unwrap().name, name);
}

#[test]
fn rejects_never_repeat_the_value() {
    let canary = "JANE-DOE-1961";
    let world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["status"] = json!(canary)),
        site_with("A-3", |site| site["organization"] = json!({"tin": canary})),
        site_with("A-4", |site| site["npi"] = json!([canary])),
        site_with("A-5", |site| site["hours"] = json!([{"opens": canary}])),
        site_with("A-6", |site| site["address"]["zip"] = json!(canary)),
    ]);
    let report = world.built();
    let rejects = std::fs::read_to_string(world.options.out.join("rejects.ndjson")).unwrap();
    assert_eq!(rejects.lines().count(), 5);
    assert!(!rejects.contains(canary) && !format!("{report}").contains(canary));
}

#[test]
fn a_site_with_a_flood_of_faulty_parts_is_rejected_once() {
    let flood: Vec<&str> = vec!["1"; 100_000];
    assert_eq!(
        rejected(|site| site["npi"] = json!(flood)),
        code("invalid_value", "")
    );
    let flood: Vec<Value> = vec![json!({}); 100_000];
    assert_eq!(
        rejected(|site| site["attestations"] = json!(flood)),
        code("invalid_value", "")
    );
}
