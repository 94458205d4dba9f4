//! Evaluation of one order against one policy and one snapshot: bind, scope, setting, access,
//! criteria, outcome, certificate.
//!
//! [`examine`] runs the steps in this order. Equal orders against the same policy and snapshot give
//! equal evaluations.

use super::result::Evaluation;
use crate::search::{RequestError, RequestErrorKind, UsedRadius};
use crate::site_of_care::certificate::{CertifiedFindings, issue};
use crate::site_of_care::decision::context::CriteriaContext;
use crate::site_of_care::decision::criteria::{CriteriaResult, judge, supported};
use crate::site_of_care::decision::minimal_sets::{FactSet, MinimalSets};
use crate::site_of_care::decision::scan::{SiteScan, survey};
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::findings::{
    Alternates, CriterionStatus, EvaluationError, FactQuestion, RequestedSiteSummary,
    ReviewOutcome, ScopeFinding,
};
use crate::site_of_care::order::bind::{BoundOrder, OrderBinder};
use crate::site_of_care::order::definition::Order;
use crate::site_of_care::order::needs::NeedSet;
use crate::site_of_care::order::scope::find_exclusion;
use crate::site_of_care::order::setting::contradictions;
use crate::site_of_care::policy::pack::Pack;
use crate::site_of_care::policy::policies::{CheckedPack, Policies, PolicyLookup};
use crate::snapshot::Snapshot;
use nearsite_domain::{Sedation, Setting};

impl Snapshot {
    /// Evaluates an order against the policy in force on its service date.
    ///
    /// # Errors
    /// [`EvaluationError::InvalidOrder`] with everything about the order that snapshot and policies
    /// cannot answer.
    pub fn evaluate<'p>(
        &self,
        policies: &'p Policies,
        order: &Order,
    ) -> Result<Evaluation<'p>, EvaluationError> {
        match policies.find(&order.payer, &order.programme, order.service_date) {
            PolicyLookup::InForce(held) => self.evaluate_with(held, order),
            PolicyLookup::NotInForce { first, last } => {
                let names = OrderBinder::look_up(self, None, order)?;
                let searches = names.searches();
                let bound = names.bind(&searches)?;
                let scope = ScopeFinding::not_in_force(order.service_date, first, last);
                Ok(not_reviewed(None, scope, &bound))
            }
            PolicyLookup::Unknown => {
                let names = OrderBinder::look_up(self, None, order)?;
                let searches = names.searches();
                Err(names.refuse(&searches, unknown_policy(policies, order)))
            }
        }
    }

    /// Evaluates an order against one policy, regardless of its days in force and its payer. Every
    /// evaluation uses this function, so a trial of a policy gives what putting it in force would
    /// give.
    ///
    /// # Errors
    /// [`EvaluationError::InvalidOrder`] with everything about the order that snapshot and policy
    /// cannot answer.
    pub fn evaluate_with<'p>(
        &self,
        held: &'p CheckedPack,
        order: &Order,
    ) -> Result<Evaluation<'p>, EvaluationError> {
        let names = OrderBinder::look_up(self, Some(held), order)?;
        let searches = names.searches();
        let bound = names.bind(&searches)?;
        examine(held, &bound)
    }
}

fn unknown_policy(policies: &Policies, order: &Order) -> RequestError {
    let payer_is_known = policies.iter().any(|held| held.pack().payer == order.payer);
    let pointer = if payer_is_known {
        "/programme"
    } else {
        "/payer"
    };
    RequestError {
        pointer: pointer.into(),
        kind: RequestErrorKind::UnknownPolicy,
    }
}

/// Goes through the steps of a review.
fn examine<'p>(
    held: &'p CheckedPack,
    bound: &BoundOrder<'_>,
) -> Result<Evaluation<'p>, EvaluationError> {
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
        return Err(EvaluationError::InvalidOrder(vec![RequestError {
            pointer: "/access".into(),
            kind: RequestErrorKind::AccessNotSet,
        }]));
    };
    let survey = survey(bound, reach);
    let candidates = survey.candidates(bound.order);
    let context = CriteriaContext {
        order: bound.order,
        fact_sites: &bound.fact_sites,
        reach,
        candidates: &candidates,
        has_mri: bound.has_mri(),
        needs: NeedSet::stated(bound.order, bound.has_mri()),
    };
    let result = judge(pack, &context);
    let outcome = outcome(&result.supported);
    let asked = match outcome {
        ReviewOutcome::NeedsInformation => deciding(pack, &context, &result, &survey),
        _ => FactSet::default(),
    };
    let questions = questions(asked, bound.order);
    let certificate = issue(
        bound,
        &CertifiedFindings {
            held,
            reach,
            capable: &survey.capable,
            excluded: &survey.excluded,
            outcome,
            criteria: &result.criteria,
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
        basis: result
            .criteria
            .iter()
            .filter(|finding| finding.status == CriterionStatus::Met)
            .map(|finding| finding.criterion.key.as_str())
            .collect(),
        requested: requested(bound),
        contradictions,
        criteria: result.criteria,
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
    policy: Option<&'p CheckedPack>,
    scope: ScopeFinding,
    bound: &BoundOrder<'_>,
) -> Evaluation<'p> {
    Evaluation {
        policy,
        basis: vec![if scope.in_scope {
            "not_a_hospital"
        } else {
            "out_of_scope"
        }],
        scope,
        outcome: ReviewOutcome::NoReview,
        requested: requested(bound),
        contradictions: Vec::new(),
        criteria: Vec::new(),
        questions: Vec::new(),
        search: bound.search.clone(),
        alternates: None,
        certificate: None,
    }
}

fn requested(bound: &BoundOrder<'_>) -> RequestedSiteSummary {
    let card = bound.first.card_of(bound.site);
    RequestedSiteSummary {
        card,
        billed_setting: bound.billed_setting(),
        order_cost: bound.order_cost(&card),
    }
}

/// Any criterion met supports the hospital; what nothing can support is redirected.
fn outcome(supported: &MinimalSets) -> ReviewOutcome {
    match supported.status() {
        CriterionStatus::Met => ReviewOutcome::HospitalSupported,
        CriterionStatus::NotMet => ReviewOutcome::Redirect,
        CriterionStatus::Unknown => ReviewOutcome::NeedsInformation,
    }
}

/// Returns exactly the facts that can still change the outcome, for any weight and depth of
/// sedation in the answers.
fn deciding(
    pack: &Pack,
    context: &CriteriaContext<'_>,
    result: &CriteriaResult<'_>,
    survey: &SiteScan,
) -> FactSet {
    let order = context.order;
    let deciding = |order: &Order| {
        let candidates = survey.candidates(order);
        let context = CriteriaContext {
            order,
            candidates: &candidates,
            needs: NeedSet::stated(order, context.has_mri),
            ..*context
        };
        supported(pack, &context).facts()
    };
    let answering = |order: &Order, fact| {
        let mut order = order.clone();
        order.facts.insert(fact, FactAnswer::True);
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
    let asked = at_any_weight(order, result.supported.facts());
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

/// Returns the question about each fact.
fn questions(asked: FactSet, order: &Order) -> Vec<FactQuestion> {
    let question = |fact| FactQuestion {
        fact,
        with: match fact {
            Fact::BodySize if order.weight_lb.is_none() => Some("weight_lb"),
            Fact::SedationNeed if order.sedation.is_none() => Some("sedation"),
            _ => None,
        },
    };
    asked.iter().map(question).collect()
}
