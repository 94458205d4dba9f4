//! An order through the steps of a review: scope, setting, reach, criteria, outcome, questions.

use crate::orders::*;
use crate::world::{day, ids};
use nearsite_index::domain::*;
use nearsite_index::search::*;
use nearsite_index::site_of_care::*;
use nearsite_index::snapshot::Snapshot;
use serde_json::{Value, json};

/// A policy whose one criterion has one condition.
fn one(condition: &Value) -> Policies {
    policies(&[pack(
        &json!([criterion("it", &json!([condition]))]),
        &json!({}),
    )])
}

fn none() -> Policies {
    policies(&[pack(&json!([]), &json!({}))])
}

fn faults(result: Result<Evaluation<'_>, EvaluationError>) -> Vec<(String, FaultKind)> {
    match result {
        Err(EvaluationError::Faults(faults)) => faults
            .into_iter()
            .map(|fault| (fault.pointer.into_owned(), fault.kind))
            .collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

fn reason(snapshot: &Snapshot, policies: &Policies, order: &Order) -> Option<ScopeReason> {
    let evaluation = snapshot.evaluate(policies, order).unwrap();
    if !evaluation.scope.in_scope {
        assert_eq!(evaluation.outcome, Outcome::NoReview);
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
        assert_eq!(evaluation.outcome, Outcome::NoReview);
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
fn every_fault_of_an_order_is_told_at_once() {
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
    assert_eq!(found[0].1, FaultKind::UnknownPolicy);
    let programme = Order {
        programme: "nothing".to_owned(),
        ..crate::orders::order()
    };
    assert_eq!(
        faults(snapshot.evaluate(&policies, &programme)),
        [("/programme".to_owned(), FaultKind::UnknownPolicy)]
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
        [("/site/npi".to_owned(), FaultKind::SeveralSites)]
    );
    assert_eq!(
        faults(snapshot.evaluate(&policies, &by_npi("1932102084"))),
        [("/site/npi".to_owned(), FaultKind::UnknownSite)]
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
    assert!(matches!(&found[..], [(pointer, FaultKind::NotHere(_))] if pointer == "/access"));
    assert_eq!(
        faults(snapshot.evaluate(&open, &order())),
        [("/access".to_owned(), FaultKind::AccessNotSet)]
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
        assert!(matches!(&found[..], [(pointer, FaultKind::NotHere(_))] if pointer == "/origin"));
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

/// Condition, order, status.
fn conditions() -> Vec<(Value, Order, CriterionStatus)> {
    let adult = |facts: &[&str]| stating(facts);
    let aged = |age| Order { age, ..order() };
    let urgent = Order {
        urgency: Urgency::Urgent,
        ..order()
    };
    let weighing = |weight_lb| Order {
        weight_lb: Some(weight_lb),
        ..order()
    };
    let deeply = |facts: &[&str], sedation| Order {
        sedation: Some(sedation),
        ..stating(facts)
    };
    let belly = Order {
        procedures: vec!["74176".parse().unwrap()],
        ..order()
    };
    let fact = json!({"fact": "chronic_disease"});
    let any = json!({"any_fact": ["preoperative", "postoperative"]});
    let here = json!({"fact_here": {"fact": "prior_studies"}});
    let affiliated = json!({"fact_here": {"fact": "prior_studies", "or_affiliated": true}});
    let below = json!({"age": {"op": "<", "years": 18}});
    let at_most = json!({"age": {"op": "<=", "years": 18}});
    let urgency = json!({"urgency": ["urgent", "emergent"]});
    let missing = |capability: &str| json!({"not_available": capability});
    let (met, not_met, unknown) = (
        CriterionStatus::Met,
        CriterionStatus::NotMet,
        CriterionStatus::Unknown,
    );
    vec![
        (fact.clone(), adult(&[]), unknown),
        (fact.clone(), adult(&["chronic_disease"]), met),
        (fact, adult(&["!chronic_disease"]), not_met),
        (any.clone(), adult(&[]), unknown),
        (any.clone(), adult(&["!preoperative"]), unknown),
        (
            any.clone(),
            adult(&["!preoperative", "!postoperative"]),
            not_met,
        ),
        (any.clone(), adult(&["!preoperative", "postoperative"]), met),
        (any, adult(&["preoperative@H-3"]), met),
        (here.clone(), adult(&[]), unknown),
        (here.clone(), adult(&["prior_studies"]), met),
        (here.clone(), adult(&["!prior_studies"]), not_met),
        (here.clone(), adult(&["prior_studies@H-1"]), met),
        (here.clone(), adult(&["prior_studies@H-2"]), not_met),
        (here, adult(&["prior_studies@H-3"]), not_met),
        (affiliated.clone(), adult(&["prior_studies@H-1"]), met),
        (affiliated.clone(), adult(&["prior_studies@H-2"]), met),
        (affiliated, adult(&["prior_studies@H-3"]), not_met),
        (below.clone(), aged(17), met),
        (below, aged(18), not_met),
        (at_most.clone(), aged(18), met),
        (at_most, aged(19), not_met),
        (urgency.clone(), order(), not_met),
        (urgency, urgent, met),
        (missing("sedation"), order(), not_met),
        (missing("sedation"), deeply(&[], Sedation::General), not_met),
        (missing("open_bore"), order(), not_met),
        (missing("wide_bore"), order(), not_met),
        (missing("open_bore"), belly.clone(), not_met),
        (missing("wide_bore"), belly, not_met),
        (missing("table_for_weight"), order(), unknown),
        (missing("table_for_weight"), adult(&["!body_size"]), not_met),
        (missing("table_for_weight"), weighing(600), not_met),
        (missing("table_for_weight"), weighing(601), met),
    ]
}

#[test]
fn every_kind_of_condition_has_three_values() {
    let (_folder, snapshot) = publish(sites());
    for (condition, order, expected) in conditions() {
        let policies = one(&condition);
        let evaluation = snapshot.evaluate(&policies, &order).unwrap();
        assert_eq!(
            status(&evaluation, "it"),
            expected,
            "{condition} of {:?}",
            order.facts
        );
        let found = evaluation
            .criteria
            .iter()
            .find(|finding| finding.criterion.key == "it")
            .unwrap();
        assert!(!found.evidence.is_empty());
        assert!(found.evidence.iter().all(|entry| entry.says.ends_with('.')));
    }
}

#[test]
fn a_capability_is_missing_when_no_candidate_offers_it_whatever_the_facts() {
    // Without F-1, deep sedation and contrast are offered by nobody, wide bores by nobody but the open one.
    let left: Vec<Site> = sites()
        .into_iter()
        .filter(|site| site.registration_id.as_str() != "F-1")
        .collect();
    let (_folder, snapshot) = publish(left);
    let is = |condition: &str, order: &Order, expected| {
        let policies = one(&json!({"not_available": condition}));
        let evaluation = snapshot.evaluate(&policies, order).unwrap();
        assert_eq!(status(&evaluation, "it"), expected, "{condition}");
        evaluation.criteria[0].evidence[0].clone()
    };
    let deep = Order {
        sedation: Some(Sedation::Deep),
        ..stating(&["!contrast_planned"])
    };
    let found = is("sedation", &deep, CriterionStatus::Met);
    assert_eq!(found.value, "0 of 4 sites");
    assert_eq!(
        found.says,
        "0 of the 4 sites within 10.00 miles that could do the order state sedation of deep or deeper."
    );
    // Moderate sedation is offered, but not together with contrast, which may yet be planned.
    let open = is("sedation", &order(), CriterionStatus::Unknown);
    assert_eq!(open.value, "1 of 4 sites");
    is(
        "sedation",
        &stating(&["!contrast_planned"]),
        CriterionStatus::NotMet,
    );
    let planned = is(
        "sedation",
        &stating(&["contrast_planned"]),
        CriterionStatus::Met,
    );
    assert_eq!(planned.value, "0 of 0 sites");
    // A need for sedation takes no site out of the count of those with an open magnet.
    let both = stating(&["sedation_need", "!contrast_planned"]);
    assert_eq!(
        is("open_bore", &both, CriterionStatus::NotMet).value,
        "1 of 4 sites"
    );
}

#[test]
fn nobody_is_redirected_where_there_is_nothing_to_go_to() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let alone = Order {
        sedation: Some(Sedation::General),
        ..stating_only(&["sedation_need"])
    };
    let evaluation = snapshot.evaluate(&policies, &alone).unwrap();
    assert_eq!(evaluation.outcome, Outcome::Redirect);
    let heavy = Order {
        weight_lb: Some(700),
        ..stating_only(&["body_size"])
    };
    let evaluation = snapshot.evaluate(&policies, &heavy).unwrap();
    assert_eq!(evaluation.outcome, Outcome::HospitalSupported);
    assert_eq!(evaluation.basis, ["no_alternate"]);
    assert_eq!(evaluation.criteria[0].criterion.source, "engine");
    assert_eq!(evaluation.criteria[0].evidence[0].value, "0 of 5 sites");
    assert_eq!(certificate(&evaluation)["none_exists"], true);
    // A policy that says so itself says it in its own words, and may ask for more than one.
    let own = criterion(
        "nothing_near",
        &json!([{"no_alternate": "within_access_standard"}]),
    );
    let two = json!({"access": {"metric": "straight_line_miles", "miles": 10, "min_alternates": 2, "source": "T-1"}});
    let policies = crate::orders::policies(&[pack(&json!([own]), &two)]);
    let evaluation = snapshot.evaluate(&policies, &alone).unwrap();
    assert_eq!(evaluation.outcome, Outcome::HospitalSupported);
    assert_eq!(evaluation.basis, ["nothing_near"]);
    assert_eq!(evaluation.criteria.len(), 1);
}

#[test]
fn a_missing_alternate_hangs_on_the_facts_that_could_take_the_last_one() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let asked = |order: &Order| {
        let evaluation = snapshot.evaluate(&policies, order).unwrap();
        assert_eq!(
            evaluation.outcome == Outcome::NeedsInformation,
            !evaluation.questions.is_empty()
        );
        questions(&evaluation)
    };
    // F-1 meets every need but a weight that no table takes.
    assert_eq!(asked(&order()), ["body_size"]);
    let evaluation = snapshot.evaluate(&policies, &order()).unwrap();
    assert!(evaluation.questions[0].with_weight);
    let light = Order {
        weight_lb: Some(500),
        ..order()
    };
    assert!(asked(&light).is_empty());
    let heavier = Order {
        weight_lb: Some(601),
        ..order()
    };
    assert_eq!(asked(&heavier), ["body_size"]);
    let evaluation = snapshot.evaluate(&policies, &heavier).unwrap();
    assert!(!evaluation.questions[0].with_weight);
    assert_eq!(
        status(&evaluation, "no_alternate"),
        CriterionStatus::Unknown
    );
}

#[test]
fn absorbed_facts_are_not_asked() {
    let (_folder, snapshot) = publish(sites());
    let criteria = json!([
        criterion(
            "either",
            &json!([{"any_fact": ["transplant", "perinatology"]}])
        ),
        criterion(
            "both",
            &json!([{"fact": "transplant"}, {"fact": "active_covid"}])
        ),
        criterion(
            "never",
            &json!([{"fact": "delay_harmful"}, {"urgency": ["urgent"]}])
        ),
        criterion(
            "pair",
            &json!([{"fact": "chronic_disease"}, {"fact_here": {"fact": "prior_studies"}}])
        ),
    ]);
    let policies = policies(&[pack(&criteria, &json!({}))]);
    let asked = |facts: &[&str]| {
        let evaluation = snapshot.evaluate(&policies, &stating(facts)).unwrap();
        (evaluation.outcome, questions(&evaluation))
    };
    let open = Outcome::NeedsInformation;
    assert_eq!(
        asked(&["!body_size"]),
        (
            open,
            vec![
                "perinatology",
                "prior_studies",
                "transplant",
                "chronic_disease"
            ]
        )
    );
    assert_eq!(
        asked(&["!body_size", "!chronic_disease"]),
        (open, vec!["perinatology", "transplant"])
    );
    assert_eq!(
        asked(&[
            "!body_size",
            "!transplant",
            "!perinatology",
            "chronic_disease"
        ]),
        (open, vec!["prior_studies"])
    );
    let none = [
        "!body_size",
        "!transplant",
        "!perinatology",
        "!chronic_disease",
    ];
    assert_eq!(asked(&none), (Outcome::Redirect, vec![]));
    assert_eq!(
        asked(&["perinatology"]),
        (Outcome::HospitalSupported, vec![])
    );
}

/// Evaluates every completion of the facts given and compares what is asked with what can decide.
fn check_questions(snapshot: &Snapshot, policies: &Policies, order: &Order, open: &[Fact]) {
    let supports = |truth: usize| {
        let mut complete = order.clone();
        for (position, &fact) in open.iter().enumerate() {
            let is_true = truth & (1 << position) != 0;
            let stated = if is_true { Stated::True } else { Stated::False };
            complete.facts.insert(fact, stated);
            if fact == Fact::BodySize && is_true && order.weight_lb.is_none() {
                // A weight that no table takes.
                complete.weight_lb = Some(100_000);
            }
        }
        let evaluation = snapshot.evaluate(policies, &complete).unwrap();
        assert_ne!(evaluation.outcome, Outcome::NeedsInformation);
        evaluation.outcome == Outcome::HospitalSupported
    };
    let outcomes: Vec<bool> = (0..1 << open.len()).map(supports).collect();
    let decides = |position: usize| {
        (0..outcomes.len()).any(|truth| outcomes[truth] != outcomes[truth ^ (1 << position)])
    };
    let expected: Vec<&str> = (0..open.len())
        .filter(|&position| decides(position))
        .map(|position| open[position].as_str())
        .collect();
    let evaluation = snapshot.evaluate(policies, order).unwrap();
    assert_eq!(questions(&evaluation), expected, "{:?}", order.facts);
}

#[test]
fn exactly_the_facts_that_can_change_the_outcome_are_asked() {
    let (_folder, snapshot) = publish(sites());
    let sedation = criterion(
        "sedation",
        &json!([{"fact": "sedation_need"}, {"not_available": "sedation"}]),
    );
    let open = criterion(
        "open",
        &json!([{"any_fact": ["claustrophobia", "closed_bore_unsafe"]}, {"not_available": "open_bore"}]),
    );
    let size = criterion(
        "size",
        &json!([{"fact": "body_size"}, {"not_available": "table_for_weight"}]),
    );
    let allergy = criterion(
        "allergy",
        &json!([{"fact": "contrast_planned"}, {"fact": "contrast_allergy"}]),
    );
    let criteria = json!([sedation, open, size, allergy]);
    let facts = [
        Fact::SedationNeed,
        Fact::ContrastPlanned,
        Fact::ContrastAllergy,
        Fact::Claustrophobia,
        Fact::ClosedBoreUnsafe,
        Fact::BodySize,
    ];
    for least in 1..=3 {
        let access = json!({"access": {"metric": "straight_line_miles", "miles": 10, "min_alternates": least, "source": "T-1"}});
        let policies = policies(&[pack(&criteria, &access)]);
        for weight_lb in [None, Some(300), Some(700)] {
            for code in ["73721", "73722", "74176"] {
                for sedation in [None, Some(Sedation::Deep)] {
                    let mut order = Order {
                        procedures: vec![code.parse().unwrap()],
                        weight_lb,
                        sedation,
                        ..stating_only(&[])
                    };
                    order.facts.retain(|fact, _| !facts.contains(fact));
                    check_questions(&snapshot, &policies, &order, &facts);
                }
            }
        }
    }
}

#[test]
fn a_further_true_fact_never_turns_support_into_a_redirect() {
    let (_folder, snapshot) = publish(sites());
    let sedation = criterion(
        "sedation",
        &json!([{"fact": "sedation_need"}, {"not_available": "sedation"}]),
    );
    let policies = policies(&[pack(&json!([sedation]), &json!({}))]);
    let rank = |outcome| match outcome {
        Outcome::Redirect => 0,
        Outcome::HospitalSupported => 1,
        other => panic!("{other} of complete facts"),
    };
    for bits in 0u32..32 {
        let facts = [
            "sedation_need",
            "contrast_planned",
            "claustrophobia",
            "body_size",
            "active_covid",
        ];
        let stated = |bits: u32| -> Vec<&str> {
            let chosen = facts
                .iter()
                .zip(0..)
                .filter(|&(_, bit)| bits & (1 << bit) != 0);
            chosen.map(|(fact, _)| *fact).collect()
        };
        let outcome = |bits: u32| {
            let order = Order {
                weight_lb: Some(700),
                sedation: Some(Sedation::Deep),
                ..stating_only(&stated(bits))
            };
            rank(snapshot.evaluate(&policies, &order).unwrap().outcome)
        };
        for bit in 0..5 {
            assert!(
                outcome(bits) <= outcome(bits | 1 << bit),
                "{bits:05b} {bit}"
            );
        }
    }
}

#[test]
fn trying_a_policy_out_gives_what_putting_it_in_force_would_give() {
    let (_folder, snapshot) = publish(sites());
    let young = criterion("age", &json!([{"age": {"op": "<", "years": 50}}]));
    let later = json!({"id": "acme-2027", "effective_from": "2027-01-01", "effective_to": null});
    let both = policies(&[pack(&json!([]), &json!({})), pack(&json!([young]), &later)]);
    let tried = snapshot
        .evaluate_with(both.by_id("acme-2027").unwrap(), &order())
        .unwrap();
    let in_force = policies(&[pack(
        &json!([young]),
        &json!({"id": "acme-2027", "effective_from": "2026-01-01", "effective_to": null}),
    )]);
    let switched = snapshot.evaluate(&in_force, &order()).unwrap();
    assert_eq!(tried.outcome, Outcome::HospitalSupported);
    assert_eq!(tried.outcome, switched.outcome);
    assert_eq!(tried.basis, switched.basis);
    assert_eq!(tried.alternates, switched.alternates);
    assert_eq!(
        snapshot.evaluate(&both, &order()).unwrap().outcome,
        Outcome::NeedsInformation
    );
}
