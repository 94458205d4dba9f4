//! Searches over the small world: what the order, the causes and the explanation say.

use crate::world::*;
use nearsite_domain::*;
use nearsite_index::search::*;
use nearsite_index::snapshot::Snapshot;
use nearsite_index::text::TextQuery;
use std::borrow::Cow;

fn open(sites: Vec<Site>, prices: &[(&str, i64, Evidence)]) -> (tempfile::TempDir, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = publish_into(
        folder.path(),
        contents(sites, prices),
        "2026-06-01T00:00:00Z",
    );
    (folder, snapshot)
}

fn trio() -> Vec<Site> {
    vec![
        site("A-1", -97.74, 30.27),
        site("A-2", -97.74, 30.27),
        site("A-3", -97.80, 30.30),
    ]
}

#[test]
fn exact_ties_are_broken_by_registration_id() {
    let (_folder, snapshot) = open(trio(), &[]);
    let answer = snapshot.search(&knee_search()).unwrap();
    assert_eq!(ids(&snapshot, &answer), ["A-1", "A-2", "A-3"]);
    assert_eq!(answer.results[0].utility, answer.results[1].utility);
}

#[test]
fn a_cheap_price_that_was_never_billed_does_not_win() {
    let mut sites = trio();
    sites.extend([site("B-1", -97.80, 30.31), site("B-2", -97.80, 30.32)]);
    let prices = [
        ("A-1", 5_000, Evidence::Estimate),
        ("A-2", 40_000, Evidence::Claims),
        ("A-3", 100_000, Evidence::Claims),
        ("B-1", 100_000, Evidence::Claims),
        ("B-2", 100_000, Evidence::Claims),
    ];
    let (_folder, snapshot) = open(sites, &prices);
    let answer = snapshot.search(&knee_search()).unwrap();
    assert_eq!(ids(&snapshot, &answer)[..2], ["A-2", "A-1"]);
    assert_eq!(answer.reference_amount, Some(Cents(100_000)));
}

#[test]
fn contributions_add_up_to_the_utility() {
    let prices = [
        ("A-1", 33_333, Evidence::FeeSchedule),
        ("A-2", 77_777, Evidence::GroupRate),
    ];
    let (_folder, snapshot) = open(trio(), &prices);
    let answer = snapshot.search(&knee_search()).unwrap();
    for hit in &answer.results {
        let terms = hit.explain.as_ref().unwrap();
        let sum: i64 = terms.iter().map(|term| term.contribution.0).sum();
        assert_eq!(Some(Ppm(sum)), hit.utility);
        assert_eq!(terms.len(), 3);
    }
    assert_eq!(
        answer.reference_amount, None,
        "two sites are too few to show a median"
    );
}

#[test]
fn each_absent_site_has_its_first_cause() {
    let mut sites = trio();
    let mut changed = |id: &str, change: &dyn Fn(&mut Site)| {
        let mut other = site(id, -97.74, 30.27);
        change(&mut other);
        sites.push(other);
    };
    changed("setting", &|s| {
        (s.place_of_service, s.status) = ("22".parse().unwrap(), Status::Draft);
    });
    changed("registration", &|s| {
        (s.status, s.attestations) = (Status::Expired, Vec::new());
    });
    changed("attestation", &|s| {
        (s.attestations, s.services) = (Vec::new(), Vec::new());
    });
    changed("modality", &|s| s.services = vec![service(Modality::Ct)]);
    changed("region", &|s| {
        s.services[0].body_regions = Some(vec![BodyRegion::Brain]);
        s.scores.clear();
    });
    changed("score", &|s| {
        (s.scores, s.participation) = (Vec::new(), Vec::new());
    });
    changed("network", &|s| s.participation.clear());
    sites.push(site("far", -98.74, 31.27));
    let (_folder, snapshot) = open(sites, &[]);
    let asked = [
        "setting",
        "registration",
        "attestation",
        "modality",
        "region",
        "score",
        "network",
        "far",
        "nobody",
        "A-3",
    ];
    let request = SearchRequest {
        why_not: asked.map(str::to_owned).to_vec(),
        ..knee_search()
    };
    let answer = snapshot.search(&request).unwrap();
    let statuses: Vec<ListStatus> = answer.why_not.iter().map(|row| row.status).collect();
    let expected = [
        ListStatus::Absent(Cause::Setting),
        ListStatus::Absent(Cause::Registration),
        ListStatus::Absent(Cause::Attestation),
        ListStatus::Absent(Cause::Modality),
        ListStatus::Absent(Cause::BodyRegion),
        ListStatus::Absent(Cause::Score),
        ListStatus::Absent(Cause::Network),
        ListStatus::Absent(Cause::Distance),
        ListStatus::Unknown,
        ListStatus::Ranked(3),
    ];
    assert_eq!(statuses, expected);
}

#[test]
fn a_search_widens_to_the_kth_site_and_takes_equals() {
    let mut sites = trio();
    sites.extend([
        site("B-1", -98.5, 30.27),
        site("B-2", -98.5, 30.27),
        site("B-3", -98.9, 30.27),
    ]);
    let (_folder, snapshot) = open(sites, &[]);
    let answer = snapshot
        .search(&SearchRequest {
            min_results: 4,
            ..knee_search()
        })
        .unwrap();
    assert_eq!(answer.total, 5, "two sites are at the fourth distance");
    let radius = answer.radius.unwrap();
    assert!(radius.widened);
    assert_eq!(
        Some(radius.metres),
        answer
            .results
            .iter()
            .filter_map(|hit| hit.card.distance)
            .max()
    );
    let most = snapshot
        .search(&SearchRequest {
            min_results: 50,
            ..knee_search()
        })
        .unwrap();
    assert_eq!(
        most.radius.unwrap().metres,
        MilesHundredths(10_000).meters()
    );
    let capped = SearchRequest {
        min_results: 4,
        max_radius: Some(MilesHundredths(2_500)),
        ..knee_search()
    };
    assert!(!snapshot.search(&capped).unwrap().radius.unwrap().widened);
}

#[test]
fn distance_reaches_across_180_degrees_and_the_poles() {
    let sites = vec![
        site("east", 179.99, 52.0),
        site("west", -179.99, 52.0),
        site("pole", 30.0, 90.0),
        site("near-pole", -150.0, 89.9),
    ];
    let (_folder, snapshot) = open(sites, &[]);
    let from = |lon, lat| SearchRequest {
        origin: Some(Origin::Place(lonlat(lon, lat))),
        ..knee_search()
    };
    assert_eq!(
        ids(&snapshot, &snapshot.search(&from(180.0, 52.0)).unwrap()),
        ["east", "west"]
    );
    assert_eq!(
        ids(&snapshot, &snapshot.search(&from(-180.0, 52.0)).unwrap()),
        ["east", "west"]
    );
    assert_eq!(
        ids(&snapshot, &snapshot.search(&from(0.0, 90.0)).unwrap()),
        ["pole", "near-pole"]
    );
}

#[test]
fn text_finds_by_word_prefix_slip_and_number_and_hides_the_tin() {
    let mut named = site("OPT-0012345", -97.74, 30.27);
    named.name = "Ibáñez Röntgen & O'Neil".into();
    named.address.city = Some("Austin".into());
    named.npi = vec![Npi::new("1234567893").unwrap()];
    named.phone = Some("512-555-0100".into());
    named.organization = Some(Organization {
        name: Some("Lone Star".into()),
        tin: Some("742345678".parse().unwrap()),
        owner_type: None,
    });
    let (_folder, snapshot) = open(vec![named, site("A-2", -97.74, 30.27)], &[]);
    let total = |text: &str, audience| {
        let text = Some(TextQuery::parse(text).unwrap());
        snapshot
            .search(&SearchRequest {
                audience,
                text,
                ..knee_search()
            })
            .unwrap()
            .total
    };
    let finds = |text: &str| total(text, Audience::Member) == 1;
    for text in [
        "ibanez",
        "IBÁÑEZ",
        "rontgen o'neil",
        "neil austin",
        "lone sta",
        "asutin",
        "rontgne lone",
        "OPT-0012345",
        "opt-00",
        "1234567893",
        "1234",
        "(512) 555 0100",
        "5125",
        "lone star mri",
    ] {
        assert!(finds(text), "{text} must find the site");
    }
    for text in [
        "ibonaz",
        "lon star",
        "sta lone",
        "123",
        "345678",
        "0012345",
        "lone star ct",
        "742345678",
    ] {
        assert!(!finds(text), "{text} must not find the site");
    }
    assert_eq!(total("742345678", Audience::Reviewer), 1);
    assert_eq!(total("7423", Audience::Reviewer), 0);
}

#[test]
fn text_finds_a_site_by_either_spelling() {
    for (name, line, phone, found) in [
        (
            "Mueller & Sons",
            "1200 N Main St",
            "+1 (512) 555-0100",
            &[
                "mueller & sons",
                "Mueller and Sons",
                "1200 north main street",
                "sons texas",
                "512.555.0100",
                "1-512-555-0100",
                "15125550100",
                "(512) 555",
                "mueller +1 512 555 0100",
            ][..],
        ),
        (
            "Harper and Lowe",
            "9 Lake Boulevard Suite 4",
            "5125550100",
            &[
                "harper & lowe",
                "lake blvd ste 4",
                "lowe TX",
                "+1 (512) 555-0100",
            ],
        ),
        (
            "St. Anselm Med Ctr",
            "5 St. Charles Ave",
            "512-555-0100",
            &[
                "saint anselm",
                "st anselm medical center",
                "saint charles avenue",
                "sain",
            ],
        ),
        (
            "M.D. O'Reilly X-Ray",
            "1 Elm Ct",
            "512-555-0100",
            &[
                "md oreilly",
                "M. D. o\u{2019}reilly",
                "m.d.",
                "xray oreil",
                "elm court",
            ],
        ),
    ] {
        let mut named = site("S-1", -97.74, 30.27);
        named.name = name.into();
        named.address.line1 = Some(line.into());
        named.address.state = Some("TX".into());
        named.phone = Some(phone.into());
        let (_folder, snapshot) = open(vec![named], &[]);
        let total = |text: &str| {
            let text = Some(TextQuery::parse(text).unwrap());
            let search = SearchRequest {
                text,
                ..knee_search()
            };
            snapshot.search(&search).unwrap().total
        };
        for text in found {
            assert_eq!(total(text), 1, "{text} must find {name}");
        }
        // No edits in other spellings and numbers, no street called Saint Main, no phone by edits.
        for text in [
            "texsa",
            "1201 main",
            "saint main",
            "street anselm",
            "5125550101",
            "1512",
        ] {
            assert_eq!(total(text), 0, "{text} must not find {name}");
        }
    }
}

#[test]
fn a_search_that_makes_no_sense_names_every_fault() {
    let (_folder, snapshot) = open(trio(), &[]);
    let place = |fault: RequestError| match fault.pointer {
        Cow::Borrowed(pointer) => (pointer, fault.kind),
        Cow::Owned(pointer) => panic!("{pointer} is none of a search"),
    };
    let faults = |request: &SearchRequest| match snapshot.search(request) {
        Err(SearchError::InvalidRequest(faults)) => {
            faults.into_iter().map(place).collect::<Vec<_>>()
        }
        other => panic!("expected faults, got {other:?}"),
    };
    let unknown = SearchRequest {
        target: Target::Procedure("00000".parse().unwrap()),
        network: Some(NetworkId::new("nobody").unwrap()),
        origin: Some(Origin::Zip(ZipCode::new("00001").unwrap())),
        profile: Some("nobody".into()),
        compare_to: Some("nobody".into()),
        ..knee_search()
    };
    let pointers: Vec<&str> = faults(&unknown).iter().map(|fault| fault.0).collect();
    assert_eq!(
        pointers,
        [
            "/procedure",
            "/network",
            "/origin/zip",
            "/profile",
            "/compare_to"
        ]
    );
    let retired = SearchRequest {
        target: Target::Procedure("77057".parse().unwrap()),
        ..knee_search()
    };
    assert_eq!(
        faults(&retired),
        [(
            "/procedure",
            RequestErrorKind::CodeNotValid(vec!["77067".parse().unwrap()])
        )]
    );
    let scored = |audience, modality| SearchRequest {
        audience,
        target: Target::Modality(modality),
        sort: Sort::Score,
        ..knee_search()
    };
    assert_eq!(
        faults(&scored(Audience::Member, Modality::Xray)),
        [("/sort", RequestErrorKind::ScoreNotVisible)]
    );
    assert_eq!(
        faults(&scored(Audience::Reviewer, Modality::Xray)),
        [("/sort", RequestErrorKind::ScoreNotInPlay)]
    );
    assert_eq!(
        faults(&scored(Audience::Reviewer, Modality::Mammography)),
        [("/sort", RequestErrorKind::ScoreNotVisible)]
    );
    let no_network = SearchRequest {
        network: None,
        sort: Sort::Cost,
        ..knee_search()
    };
    assert_eq!(
        faults(&no_network),
        [("/sort", RequestErrorKind::CostNotInPlay)]
    );
    let zero = Weight::try_from(0).unwrap();
    let none = SearchRequest {
        weights: AskedWeights {
            score: Some(zero),
            cost: Some(zero),
            distance: Some(zero),
        },
        ..knee_search()
    };
    assert_eq!(
        faults(&none),
        [("/weights", RequestErrorKind::WeightsNotInPlay)]
    );
}

#[test]
fn pages_cut_the_same_order_as_one_long_list() {
    let sites = (0..57)
        .map(|n| {
            site(
                &format!("P-{n:02}"),
                -97.74 + f64::from(n % 7) / 200.0,
                30.27,
            )
        })
        .collect();
    let (_folder, snapshot) = open(sites, &[("P-03", 10_000, Evidence::Claims)]);
    let whole = snapshot
        .search(&SearchRequest {
            limit: 200,
            ..knee_search()
        })
        .unwrap();
    let mut pages = Vec::new();
    let mut offset = Some(0);
    while let Some(start) = offset {
        let page = snapshot
            .search(&SearchRequest {
                limit: 10,
                offset: start,
                ..knee_search()
            })
            .unwrap();
        pages.extend(page.results);
        offset = page.next_offset;
    }
    assert_eq!(pages, whole.results);
    assert!(pages.iter().zip(1..).all(|(hit, rank)| hit.rank == rank));
}

#[test]
fn a_low_tech_score_is_hidden_and_out_of_play() {
    let mut xray = site("X-1", -97.74, 30.27);
    (xray.services, xray.scores) = (
        vec![service(Modality::Xray)],
        vec![score(Modality::Xray, 800)],
    );
    let (_folder, snapshot) = open(vec![xray], &[]);
    let shown = |audience| {
        let request = SearchRequest {
            audience,
            target: Target::Modality(Modality::Xray),
            compare_to: Some("X-1".into()),
            ..knee_search()
        };
        let hit = snapshot.search(&request).unwrap().results[0].clone();
        assert_eq!(hit.explain.unwrap().len(), 1, "distance alone is in play");
        assert_eq!(hit.versus.unwrap().score_tenths, None);
        hit.card.score
    };
    assert_eq!(shown(Audience::Member), ShownScore::NotDisplayed);
    assert_eq!(shown(Audience::OrderingProvider), ShownScore::NotDisplayed);
    assert_eq!(
        shown(Audience::Reviewer),
        ShownScore::Shown(ScoreTenths::new(800).unwrap())
    );
}
