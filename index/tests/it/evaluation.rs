//! An order on its way to its criteria: refusals, scope, setting, distance standard, and the sites
//! within reach.

use crate::orders::*;
use crate::world::{day, ids};
use nearsite_domain::*;
use nearsite_index::search::*;
use nearsite_index::site_of_care::*;
use nearsite_index::snapshot::Snapshot;
use serde_json::{Value, json};

fn faults(result: Result<Evaluation<'_>, EvaluationError>) -> Vec<(String, RequestErrorKind)> {
    match result {
        Err(EvaluationError::InvalidOrder(faults)) => faults
            .into_iter()
            .map(|fault| (fault.pointer.into_owned(), fault.kind))
            .collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

fn reason(snapshot: &Snapshot, policies: &Policies, order: &Order) -> Option<ScopeReason> {
    let evaluation = snapshot.evaluate(policies, order).unwrap();
    if !evaluation.scope.in_scope {
        assert_eq!(evaluation.outcome, ReviewOutcome::NoReview);
        assert_eq!(evaluation.basis, ["out_of_scope"]);
        assert!(evaluation.alternates.is_none() && evaluation.certificate.is_none());
        assert!(evaluation.criteria.is_empty() && evaluation.questions.is_empty());
        assert!(evaluation.scope.detail.is_some());
    }
    evaluation.scope.reason
}

#[test]
fn the_first_reason_outside_the_scope_wins() {
    let (_folder, snapshot) = publish(sites());
    let scope = json!({"modalities": ["mri"], "lines": ["small_group"], "funding": ["fully_insured"], "states": ["TX", "OK"],
                       "states_off": ["KY"], "place_of_service": ["22"]});
    let policies = policies(&[pack(&json!([]), &json!({"scope": scope}))]);
    let mut order = Order {
        procedures: vec!["73721".parse().unwrap(), "74176".parse().unwrap()],
        state: "KY".to_owned(),
        funding: Funding::SelfFunded,
        service_date: day("2027-01-01"),
        place_of_service: Some("21".to_owned()),
        ..order()
    };
    let is = |order: &Order, expected| assert_eq!(reason(&snapshot, &policies, order), expected);
    is(&order, Some(ScopeReason::PolicyNotInForce));
    assert!(
        snapshot
            .evaluate(&policies, &order)
            .unwrap()
            .policy
            .is_none()
    );
    order.service_date = day("2026-12-31");
    is(&order, Some(ScopeReason::Modality));
    order.procedures.pop();
    is(&order, Some(ScopeReason::LineOfBusiness));
    order.line = LineOfBusiness::SmallGroup;
    is(&order, Some(ScopeReason::Funding));
    order.funding = Funding::FullyInsured;
    is(&order, Some(ScopeReason::State));
    order.state = "CA".to_owned();
    is(&order, Some(ScopeReason::State));
    order.state = "OK".to_owned();
    is(&order, Some(ScopeReason::PlaceOfService));
    order.place_of_service = Some("19".to_owned());
    is(&order, Some(ScopeReason::PlaceOfService));
    order.place_of_service = None;
    is(&order, None);
}

#[test]
fn a_free_standing_place_of_service_ends_the_review() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    for (site, code) in [
        ("H-1", Some("49")),
        ("H-1", Some("11")),
        ("F-1", None),
        ("O-1", None),
    ] {
        let order = Order {
            site: RequestedSite::Registration(site.parse().unwrap()),
            place_of_service: code.map(str::to_owned),
            ..order()
        };
        let evaluation = snapshot.evaluate(&policies, &order).unwrap();
        assert_eq!(evaluation.outcome, ReviewOutcome::NoReview);
        assert!(evaluation.scope.in_scope);
        assert_eq!(evaluation.scope.reason, Some(ScopeReason::NotAHospital));
        assert_eq!(evaluation.basis, ["not_a_hospital"]);
        assert!(evaluation.alternates.is_none() && evaluation.certificate.is_none());
    }
    // And the order may bill as a hospital what registered as free-standing.
    let order = Order {
        site: RequestedSite::Registration("F-1".parse().unwrap()),
        place_of_service: Some("19".to_owned()),
        ..order()
    };
    let evaluation = snapshot.evaluate(&policies, &order).unwrap();
    assert_eq!(evaluation.scope.reason, None);
    assert!(evaluation.certificate.is_some());
}

#[test]
fn contradictions_are_listed_and_never_decide() {
    let (_folder, snapshot) = publish(sites());
    let home =
        json!({"metric": "straight_line_miles", "miles": 10, "origin": "home", "source": "T-1"});
    let policies = policies(&[pack(&json!([]), &json!({"access": home}))]);
    let codes = |order: &Order| -> Vec<&'static str> {
        let evaluation = snapshot.evaluate(&policies, order).unwrap();
        let found = evaluation.contradictions.iter();
        found.map(|found| found.code.as_str()).collect()
    };
    assert_eq!(codes(&order()), ["declared_setting"]);
    let ordered = |code: &str| Order {
        place_of_service: Some(code.to_owned()),
        ..order()
    };
    assert_eq!(codes(&ordered("22")), ["declared_setting"]);
    assert_eq!(
        codes(&ordered("19")),
        ["declared_setting", "ordered_place_of_service"]
    );
    assert_eq!(codes(&ordered("49")), ["ordered_place_of_service", "owner"]);
    let from_care = Order {
        origin_kind: OriginKind::PlaceOfCare,
        ..order()
    };
    assert_eq!(codes(&from_care), ["declared_setting", "origin_kind"]);
}

#[test]
fn every_fault_of_an_order_is_reported_at_once() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let order = Order {
        payer: "nobody".to_owned(),
        procedures: ["00000", "73721", "77057"]
            .map(|code| code.parse().unwrap())
            .to_vec(),
        network: NetworkId::new("nobody").unwrap(),
        origin: Origin::Zip(ZipCode::new("00001").unwrap()),
        site: RequestedSite::Registration("nobody".parse().unwrap()),
        ..stating(&["body_size", "prior_studies@nobody"])
    };
    let found = faults(snapshot.evaluate(&policies, &order));
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/payer",
            "/order/procedures/0",
            "/order/network",
            "/origin/zip",
            "/order/procedures/2",
            "/member/weight_lb",
            "/site/registration_id",
            "/facts/prior_studies/site"
        ]
    );
    assert_eq!(found[0].1, RequestErrorKind::UnknownPolicy);
    let programme = Order {
        programme: "nothing".to_owned(),
        ..crate::orders::order()
    };
    assert_eq!(
        faults(snapshot.evaluate(&policies, &programme)),
        [("/programme".to_owned(), RequestErrorKind::UnknownPolicy)]
    );
    let nothing = Order {
        procedures: Vec::new(),
        ..crate::orders::order()
    };
    let found = faults(snapshot.evaluate(&policies, &nothing));
    assert_eq!(found[0].0, "/order/procedures");
}

#[test]
fn an_npi_names_a_site_if_one_site_alone_lists_it() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let by_npi = |npi: &str| Order {
        site: RequestedSite::Npi(Npi::new(npi).unwrap()),
        ..order()
    };
    let evaluation = snapshot.evaluate(&policies, &by_npi("1111111112")).unwrap();
    let site = evaluation.requested.card.site;
    assert_eq!(snapshot.registration_id(site), "H-3");
    assert_eq!(certificate(&evaluation)["order"]["site"], "H-3");
    assert_eq!(
        faults(snapshot.evaluate(&policies, &by_npi("1234567893"))),
        [("/site/npi".to_owned(), RequestErrorKind::SeveralSites)]
    );
    assert_eq!(
        faults(snapshot.evaluate(&policies, &by_npi("1932102084"))),
        [("/site/npi".to_owned(), RequestErrorKind::UnknownSite)]
    );
}

#[test]
fn the_distance_standard_is_the_policys_or_the_orders_never_both() {
    let (_folder, snapshot) = publish(sites());
    let stated = Order {
        access: Some(StatedAccess::Miles(MilesHundredths(350))),
        ..order()
    };
    let open = json!({"access": {"metric": "left_open", "source": "T-1", "min_alternates": 2}});
    let open = policies(&[pack(&json!([]), &open)]);
    let closed = none();
    let found = faults(snapshot.evaluate(&closed, &stated));
    assert!(
        matches!(&found[..], [(pointer, RequestErrorKind::NotHere(_))] if pointer == "/access")
    );
    assert_eq!(
        faults(snapshot.evaluate(&open, &order())),
        [("/access".to_owned(), RequestErrorKind::AccessNotSet)]
    );
    let document = certificate(&snapshot.evaluate(&open, &stated).unwrap());
    assert_eq!(
        document["access"],
        json!({"metric": "straight_line_miles", "miles": "3.50", "minutes": null, "minutes_measured": false,
               "min_alternates": 2, "source": "order"})
    );
    assert_eq!(document["order"]["access"], json!({"miles": "3.50"}));
    assert_eq!(document["radius_metres"], 5633);
    let document = certificate(&snapshot.evaluate(&closed, &order()).unwrap());
    assert_eq!(document["access"]["source"], "T-1");
    assert_eq!(document["radius_metres"], 16_093);
}

#[test]
fn a_ladder_goes_by_the_county_the_way_starts_in() {
    let (_folder, snapshot) = publish(sites());
    let open = json!({"access": {"metric": "left_open", "source": "T-1"}});
    let open = policies(&[pack(&json!([]), &open)]);
    let step =
        |county, miles, minutes| json!({"county": county, "miles": miles, "minutes": minutes});
    let own = json!({"access": {"metric": "county_ladder", "source": "T-1", "step": [
        step("large_metro", 3, 11), step("metro", 4, 12), step("micro", 5, 13), step("rural", 6, 14), step("ceac", 7, 15)
    ]}});
    let own = policies(&[pack(&json!([]), &own)]);
    let north = |miles: f64| Origin::Place(LonLat::new(HOME.0, HOME.1 + miles / 69.09).unwrap());
    let zip = |code| Origin::Zip(ZipCode::new(code).unwrap());
    let from = |origin, access| Order {
        origin,
        access,
        ..order()
    };
    let federal = Some(StatedAccess::FederalLadder);
    for (origin, county, federal_miles, federal_minutes, own_miles) in [
        (zip("78701"), "large_metro", "10.00", 20, "3.00"),
        (zip("78702"), "rural", "60.00", 75, "6.00"),
        (north(9.0), "large_metro", "10.00", 20, "3.00"),
        (north(11.0), "rural", "60.00", 75, "6.00"),
        // Two ZIP codes are as near: the lower one counts.
        (north(39.0), "metro", "30.00", 45, "4.00"),
    ] {
        let document = certificate(&snapshot.evaluate(&open, &from(origin, federal)).unwrap());
        assert_eq!(document["origin"]["county_type"], county);
        assert_eq!(
            document["access"],
            json!({"metric": "county_ladder", "miles": federal_miles, "minutes": federal_minutes, "minutes_measured": false,
                   "min_alternates": 1, "source": "order"})
        );
        assert_eq!(document["order"]["access"], json!({"ladder": "federal"}));
        let document = certificate(&snapshot.evaluate(&own, &from(origin, None)).unwrap());
        assert_eq!(document["origin"]["county_type"], county);
        assert_eq!(document["access"]["miles"], own_miles);
        assert_eq!(document["access"]["source"], "T-1");
    }
    for origin in [zip("78705"), north(55.0)] {
        let found = faults(snapshot.evaluate(&own, &from(origin, None)));
        assert!(
            matches!(&found[..], [(pointer, RequestErrorKind::NotHere(_))] if pointer == "/origin")
        );
    }
}

fn ids_of(list: &Value) -> Vec<&str> {
    let sites = list.as_array().unwrap().iter();
    sites
        .map(|site| site["registration_id"].as_str().unwrap())
        .collect()
}

fn causes(document: &Value) -> Vec<(&str, &str)> {
    let sites = document["excluded"].as_array().unwrap().iter();
    sites
        .map(|site| {
            let text = |member: &str| site[member].as_str().unwrap();
            (text("registration_id"), text("cause"))
        })
        .collect()
}

#[test]
fn every_site_within_reach_is_an_alternate_or_has_its_first_cause() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let document = certificate(&snapshot.evaluate(&policies, &order()).unwrap());
    assert_eq!(
        ids_of(&document["alternates"]),
        ["F-1", "F-2", "F-3", "F-4", "O-1"]
    );
    let hospitals = [("H-1", "setting"), ("H-2", "setting"), ("H-3", "setting")];
    let [here, second, third] = hospitals;
    assert_eq!(causes(&document), [here, ("X-1", "network"), second, third]);
    let sedated = certificate(
        &snapshot
            .evaluate(&policies, &stating(&["sedation_need"]))
            .unwrap(),
    );
    assert_eq!(ids_of(&sedated["alternates"]), ["F-1", "F-4"]);
    assert_eq!(
        causes(&sedated)[1..4],
        [
            ("F-2", "need:sedation"),
            ("F-3", "need:sedation"),
            ("O-1", "need:sedation")
        ]
    );
    let young = Order {
        age: 7,
        ..stating(&["contrast_planned"])
    };
    let young = certificate(&snapshot.evaluate(&policies, &young).unwrap());
    assert_eq!(ids_of(&young["alternates"]), ["F-1"]);
    assert_eq!(causes(&young)[1], ("F-2", "need:patient_age"));
    assert_eq!(young["needs"], json!({"patient_age": 7, "contrast": true}));
    let heavy = Order {
        weight_lb: Some(300),
        ..stating(&["claustrophobia", "body_size"])
    };
    let heavy = certificate(&snapshot.evaluate(&policies, &heavy).unwrap());
    assert_eq!(
        ids_of(&heavy["alternates"]),
        ["F-1"],
        "one unit must be open and strong"
    );
    assert_eq!(
        heavy["needs"],
        json!({"bore": "open", "patient_weight_lb": 300, "patient_age": 46})
    );
}

#[test]
fn alternates_are_those_of_a_search_with_the_same_needs() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let evaluation = snapshot
        .evaluate(&policies, &stating(&["sedation_need", "claustrophobia"]))
        .unwrap();
    let search = SearchRequest {
        radius: Some(MilesHundredths(1_000)),
        needs: Needs {
            sedation: Some(Sedation::Moderate),
            bore: Some(Bore::Open),
            patient_age: Some(46.0),
            ..Needs::default()
        },
        origin: Some(Origin::Zip(ZipCode::new("78701").unwrap())),
        compare_to: Some("H-1".to_owned()),
        limit: 10,
        explain: false,
        ..crate::world::knee_search()
    };
    let alternates = evaluation.alternates.unwrap();
    assert_eq!(alternates.response, snapshot.search(&search).unwrap());
    assert_eq!(evaluation.search, search);
    assert_eq!(ids(&snapshot, &alternates.response), ["F-1", "F-4"]);
}

#[test]
fn a_site_must_do_every_procedure_of_the_order() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let both = Order {
        procedures: vec!["73721".parse().unwrap(), "74176".parse().unwrap()],
        ..order()
    };
    let evaluation = snapshot.evaluate(&policies, &both).unwrap();
    let document = certificate(&evaluation);
    assert_eq!(
        ids_of(&document["alternates"]),
        ["F-1", "F-2", "F-3", "F-4"]
    );
    assert!(causes(&document).contains(&("O-1", "modality")));
    let alternates = evaluation.alternates.unwrap();
    let costs: Vec<(String, Option<Cents>)> = ids(&snapshot, &alternates.response)
        .into_iter()
        .zip(alternates.order_costs)
        .collect();
    for (id, cost) in costs {
        let expected = (id == "F-1").then_some(Cents(90_000));
        assert_eq!(cost, expected, "{id}");
    }
    assert_eq!(evaluation.requested.order_cost, Some(Cents(290_000)));
    // An open bore is asked of the MRI alone, sedation of both.
    let order = Order {
        facts: stating(&["claustrophobia", "sedation_need"]).facts,
        ..both
    };
    let document = certificate(&snapshot.evaluate(&policies, &order).unwrap());
    assert_eq!(ids_of(&document["alternates"]), ["F-1", "F-4"]);
    let belly = Order {
        procedures: vec!["74176".parse().unwrap()],
        ..order
    };
    let document = certificate(&snapshot.evaluate(&policies, &belly).unwrap());
    assert_eq!(
        document["needs"],
        json!({"sedation": "moderate", "patient_age": 46})
    );
}
