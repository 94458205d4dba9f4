//! The criteria of a policy over an order: conditions of three values, the outcome, and exactly the
//! questions still open.

use crate::orders::*;
use nearsite_domain::*;
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
fn a_capability_is_missing_when_no_candidate_offers_it_for_any_facts() {
    // Without F-1, no site offers deep sedation or contrast, and only the open magnet counts as a
    // wide bore.
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
    // An unanswered need may be one for the deepest sedation. A stated need without a depth, or no
    // need, is not.
    let unanswered = stating(&["!contrast_planned"]);
    is("sedation", &unanswered, CriterionStatus::Unknown);
    for answered in ["sedation_need", "!sedation_need"] {
        let order = stating(&["!contrast_planned", answered]);
        is("sedation", &order, CriterionStatus::NotMet);
    }
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
fn no_order_is_redirected_without_an_alternate() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let alone = Order {
        sedation: Some(Sedation::General),
        ..stating_only(&["sedation_need"])
    };
    let evaluation = snapshot.evaluate(&policies, &alone).unwrap();
    assert_eq!(evaluation.outcome, ReviewOutcome::Redirect);
    let heavy = Order {
        weight_lb: Some(700),
        ..stating_only(&["body_size"])
    };
    let evaluation = snapshot.evaluate(&policies, &heavy).unwrap();
    assert_eq!(evaluation.outcome, ReviewOutcome::HospitalSupported);
    assert_eq!(evaluation.basis, ["no_alternate"]);
    assert_eq!(evaluation.criteria[0].criterion.source, "engine");
    assert_eq!(evaluation.criteria[0].evidence[0].value, "0 of 5 sites");
    assert_eq!(certificate(&evaluation)["none_exists"], true);
    // A policy with a criterion for this uses its own key, and may ask for more than one alternate.
    let own = criterion(
        "nothing_near",
        &json!([{"no_alternate": "within_access_standard"}]),
    );
    let two = json!({"access": {"metric": "straight_line_miles", "miles": 10, "min_alternates": 2, "source": "T-1"}});
    let policies = crate::orders::policies(&[pack(&json!([own]), &two)]);
    let evaluation = snapshot.evaluate(&policies, &alone).unwrap();
    assert_eq!(evaluation.outcome, ReviewOutcome::HospitalSupported);
    assert_eq!(evaluation.basis, ["nothing_near"]);
    assert_eq!(evaluation.criteria.len(), 1);
}

#[test]
fn a_missing_alternate_depends_on_the_facts_that_could_exclude_the_last_one() {
    let (_folder, snapshot) = publish(sites());
    let policies = none();
    let asked = |order: &Order| {
        let evaluation = snapshot.evaluate(&policies, order).unwrap();
        assert_eq!(
            evaluation.outcome == ReviewOutcome::NeedsInformation,
            !evaluation.questions.is_empty()
        );
        questions(&evaluation)
    };
    // F-1 meets every need but a weight that no table takes.
    assert_eq!(asked(&order()), ["body_size"]);
    let evaluation = snapshot.evaluate(&policies, &order()).unwrap();
    assert_eq!(evaluation.questions[0].with, Some("weight_lb"));
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
    assert_eq!(evaluation.questions[0].with, None);
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
    let open = ReviewOutcome::NeedsInformation;
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
    assert_eq!(asked(&none), (ReviewOutcome::Redirect, vec![]));
    assert_eq!(
        asked(&["perinatology"]),
        (ReviewOutcome::HospitalSupported, vec![])
    );
}

/// Evaluates every completion of the facts given, with every weight and depth of sedation that may
/// come with one, and compares what is asked with what can decide.
fn check_questions(snapshot: &Snapshot, policies: &Policies, order: &Order, open: &[Fact]) {
    let supports = |truth: usize, weight_lb: u32, depth: Sedation| {
        let mut complete = order.clone();
        for (position, &fact) in open.iter().enumerate() {
            let is_true = truth & (1 << position) != 0;
            let stated = if is_true {
                FactAnswer::True
            } else {
                FactAnswer::False
            };
            complete.facts.insert(fact, stated);
            match fact {
                Fact::BodySize if is_true => {
                    complete.weight_lb.get_or_insert(weight_lb);
                }
                Fact::SedationNeed if is_true => {
                    complete.sedation.get_or_insert(depth);
                }
                _ => {}
            }
        }
        let evaluation = snapshot.evaluate(policies, &complete).unwrap();
        assert_ne!(evaluation.outcome, ReviewOutcome::NeedsInformation);
        evaluation.outcome == ReviewOutcome::HospitalSupported
    };
    let mut deciding = [false; 32];
    // Just what tables take, a pound more, and what none takes.
    for weight_lb in [300, 301, 450, 451, 500, 501, 600, 601, 100_000] {
        for depth in [Sedation::Moderate, Sedation::Deep, Sedation::General] {
            let outcome = |truth| supports(truth, weight_lb, depth);
            let outcomes: Vec<bool> = (0..1 << open.len()).map(outcome).collect();
            for (position, decides) in deciding.iter_mut().take(open.len()).enumerate() {
                let changes = |truth: usize| outcomes[truth] != outcomes[truth ^ (1 << position)];
                *decides |= (0..outcomes.len()).any(changes);
            }
            if order.sedation.is_some() {
                break;
            }
        }
        if order.weight_lb.is_some() {
            break;
        }
    }
    let expected: Vec<&str> = (0..open.len())
        .filter(|&position| deciding[position])
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
        ReviewOutcome::Redirect => 0,
        ReviewOutcome::HospitalSupported => 1,
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
    assert_eq!(tried.outcome, ReviewOutcome::HospitalSupported);
    assert_eq!(tried.outcome, switched.outcome);
    assert_eq!(tried.basis, switched.basis);
    assert_eq!(tried.alternates, switched.alternates);
    assert_eq!(
        snapshot.evaluate(&both, &order()).unwrap().outcome,
        ReviewOutcome::NeedsInformation
    );
}
