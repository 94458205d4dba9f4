//! One order against one policy and one snapshot: bind, scope, setting, reach, criteria, outcome, proof.
//!
//! The steps stand in [`examine`] in their order. Equal orders against the same policy and snapshot give equal evaluations.

use super::bind::{Bound, Names};
use super::certificate::{Findings, issue};
use super::criteria::{Circumstances, Judgement, judge, supported};
use super::evaluation::{
    Alternates, CriterionStatus, Evaluation, EvaluationError, Outcome, Question, Requested,
    ScopeFinding,
};
use super::facts::{Fact, Stated};
use super::minimal_sets::{FactSet, MinimalSets};
use super::needs::NeedSet;
use super::order::Order;
use super::policies::{Found, HeldPack, Policies};
use super::policy::Pack;
use super::reach::{Survey, survey};
use super::scope::find_exclusion;
use super::setting::contradictions;
use crate::search::{FaultKind, RequestFault, UsedRadius};
use crate::snapshot::Snapshot;
use nearsite_domain::{Sedation, Setting};

impl Snapshot {
    /// Evaluates an order against the policy in force on its service date.
    ///
    /// # Errors
    /// [`EvaluationError::Faults`] with everything about the order that snapshot and policies cannot answer.
    pub fn evaluate<'p>(
        &self,
        policies: &'p Policies,
        order: &Order,
    ) -> Result<Evaluation<'p>, EvaluationError> {
        match policies.find(&order.payer, &order.programme, order.service_date) {
            Found::Pack(held) => self.evaluate_with(held, order),
            Found::NotInForce { first, last } => {
                let names = Names::look_up(self, None, order)?;
                let searches = names.searches();
                let bound = names.bind(&searches)?;
                let scope = ScopeFinding::not_in_force(order.service_date, first, last);
                Ok(not_reviewed(None, scope, &bound))
            }
            Found::Unknown => {
                let names = Names::look_up(self, None, order)?;
                let searches = names.searches();
                Err(names.refuse(&searches, unknown_policy(policies, order)))
            }
        }
    }

    /// Evaluates an order against one policy, whatever days it is in force and whoever pays: the door behind every evaluation, so that
    /// trying a policy out gives what putting it in force would give.
    ///
    /// # Errors
    /// [`EvaluationError::Faults`] with everything about the order that snapshot and policy cannot answer.
    pub fn evaluate_with<'p>(
        &self,
        held: &'p HeldPack,
        order: &Order,
    ) -> Result<Evaluation<'p>, EvaluationError> {
        let names = Names::look_up(self, Some(held), order)?;
        let searches = names.searches();
        let bound = names.bind(&searches)?;
        examine(held, &bound)
    }
}

fn unknown_policy(policies: &Policies, order: &Order) -> RequestFault {
    let payer_is_known = policies.iter().any(|held| held.pack().payer == order.payer);
    let pointer = if payer_is_known {
        "/programme"
    } else {
        "/payer"
    };
    RequestFault {
        pointer: pointer.into(),
        kind: FaultKind::UnknownPolicy,
    }
}

/// Goes through the steps of a review.
fn examine<'p>(held: &'p HeldPack, bound: &Bound<'_>) -> Result<Evaluation<'p>, EvaluationError> {
    let pack = held.pack();
    if let Some(scope) = find_exclusion(&pack.scope, bound) {
        return Ok(not_reviewed(Some(held), scope, bound));
    }
    let contradictions = contradictions(&pack.access, bound);
    let ends_review = |setting: &Setting| *setting != Setting::HospitalOutpatient;
    if let Some(setting) = bound.billed_setting().filter(ends_review) {
        let scope = ScopeFinding::not_a_hospital(&bound.place_of_service(), setting);
        return Ok(Evaluation {
            contradictions,
            ..not_reviewed(Some(held), scope, bound)
        });
    }
    let Some(reach) = &bound.reach else {
        return Err(EvaluationError::Faults(vec![RequestFault {
            pointer: "/access".into(),
            kind: FaultKind::AccessNotSet,
        }]));
    };
    let survey = survey(bound, reach);
    let candidates = survey.candidates(bound.order);
    let circumstances = Circumstances {
        order: bound.order,
        whereabouts: &bound.whereabouts,
        reach,
        candidates: &candidates,
        has_mri: bound.has_mri(),
        needs: NeedSet::stated(bound.order, bound.has_mri()),
    };
    let judgement = judge(pack, &circumstances);
    let outcome = outcome(&judgement.supported);
    let asked = match outcome {
        Outcome::NeedsInformation => deciding(pack, &circumstances, &judgement, &survey),
        _ => FactSet::default(),
    };
    let questions = questions(asked, bound.order);
    let certificate = issue(
        bound,
        &Findings {
            held,
            reach,
            capable: &survey.capable,
            excluded: &survey.excluded,
            outcome,
            criteria: &judgement.criteria,
            questions: &questions,
        },
    )?;
    let radius = UsedRadius {
        metres: reach.radius(),
        miles: reach.miles,
        widened: false,
    };
    let response = bound
        .first
        .respond(bound.search, Some(radius), survey.capable);
    Ok(Evaluation {
        policy: Some(held),
        scope: ScopeFinding::reviewed(),
        outcome,
        basis: judgement
            .criteria
            .iter()
            .filter(|finding| finding.status == CriterionStatus::Met)
            .map(|finding| finding.criterion.key.as_str())
            .collect(),
        requested: requested(bound),
        contradictions,
        criteria: judgement.criteria,
        questions,
        search: bound.search.clone(),
        alternates: Some(Alternates {
            order_costs: response
                .results
                .iter()
                .map(|hit| bound.order_cost(&hit.card))
                .collect(),
            response,
        }),
        certificate: Some(certificate),
    })
}

/// The answer to an order that is not reviewed.
fn not_reviewed<'p>(
    policy: Option<&'p HeldPack>,
    scope: ScopeFinding,
    bound: &Bound<'_>,
) -> Evaluation<'p> {
    Evaluation {
        policy,
        basis: vec![if scope.in_scope {
            "not_a_hospital"
        } else {
            "out_of_scope"
        }],
        scope,
        outcome: Outcome::NoReview,
        requested: requested(bound),
        contradictions: Vec::new(),
        criteria: Vec::new(),
        questions: Vec::new(),
        search: bound.search.clone(),
        alternates: None,
        certificate: None,
    }
}

fn requested(bound: &Bound<'_>) -> Requested {
    let card = bound.first.card_of(bound.site);
    Requested {
        card,
        billed_setting: bound.billed_setting(),
        order_cost: bound.order_cost(&card),
    }
}

/// Any criterion met supports the hospital; what nothing can support is redirected.
fn outcome(supported: &MinimalSets) -> Outcome {
    match supported.status() {
        CriterionStatus::Met => Outcome::HospitalSupported,
        CriterionStatus::NotMet => Outcome::Redirect,
        CriterionStatus::Unknown => Outcome::NeedsInformation,
    }
}

/// The facts that can still change the outcome, exactly those: whatever weight and depth of sedation come with the answers.
fn deciding(
    pack: &Pack,
    circumstances: &Circumstances<'_>,
    judgement: &Judgement<'_>,
    survey: &Survey,
) -> FactSet {
    let order = circumstances.order;
    let deciding = |order: &Order| {
        let candidates = survey.candidates(order);
        let circumstances = Circumstances {
            order,
            candidates: &candidates,
            needs: NeedSet::stated(order, circumstances.has_mri),
            ..*circumstances
        };
        supported(pack, &circumstances).facts()
    };
    let answering = |order: &Order, fact| {
        let mut order = order.clone();
        order.facts.insert(fact, Stated::True);
        order
    };
    // A weight not stated was one that no table takes. Where some do, other facts may decide.
    let at_any_weight = |order: &Order, asked: FactSet| {
        if order.weight_lb.is_some() || !asked.contains(Fact::BodySize) {
            return asked;
        }
        let mut lighter = answering(order, Fact::BodySize);
        let limits = survey.table_limits().into_iter();
        limits.fold(asked, |asked, limit| {
            lighter.weight_lb = Some(limit);
            asked.union(deciding(&lighter))
        })
    };
    let asked = at_any_weight(order, judgement.supported.facts());
    if order.sedation.is_some() || !asked.contains(Fact::SedationNeed) {
        return asked;
    }
    // So was the depth the deepest.
    let lighter = [Sedation::Moderate, Sedation::Deep].map(|depth| Order {
        sedation: Some(depth),
        ..answering(order, Fact::SedationNeed)
    });
    lighter.iter().fold(asked, |asked, order| {
        asked.union(at_any_weight(order, deciding(order)))
    })
}

/// What is asked about each fact.
fn questions(asked: FactSet, order: &Order) -> Vec<Question> {
    let question = |fact| Question {
        fact,
        with: match fact {
            Fact::BodySize if order.weight_lb.is_none() => Some("weight_lb"),
            Fact::SedationNeed if order.sedation.is_none() => Some("sedation"),
            _ => None,
        },
    };
    asked.iter().map(question).collect()
}
