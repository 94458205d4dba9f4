//! Conversion of an evaluation to its answer.

use super::answer::AnswerParts;
use super::evaluation::{
    AlternateView, AlternatesView, ClockView, ContradictionView, CriterionView, EvaluationAnswer,
    EvidenceView, OrderCost, QuestionView, RequestedView, ScopeView,
};
use super::json::Spliced;
use super::number::Hundredths;
use super::search::{ResultsView, SearchAnswer};
use crate::api::policies::PolicyView;
use crate::render_cache::RenderCache;
use nearsite_domain::Cents;
use nearsite_index::site_of_care::{
    Alternates, Certificate, Clock, CriterionFinding, Evaluation, FactQuestion, Order,
    RequestedSiteSummary,
};
use nearsite_index::snapshot::{OpenError, Snapshot};
use std::borrow::Cow;

/// Inputs of an answer.
#[derive(Clone, Copy)]
pub struct EvaluationParts<'a> {
    /// The snapshot that answered.
    pub snapshot: &'a Snapshot,
    /// Its site cards and prices.
    pub cards: &'a RenderCache,
    /// The order.
    pub order: &'a Order,
    /// The evaluation.
    pub evaluation: &'a Evaluation<'a>,
}

impl<'a> EvaluationAnswer<'a> {
    /// Creates the answer as JSON shows it.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub fn new(parts: EvaluationParts<'a>) -> Result<Self, OpenError> {
        let evaluation = parts.evaluation;
        let alternates = evaluation.alternates.as_ref();
        let clocks = evaluation
            .policy
            .map_or(&[][..], |held| held.pack().clocks.as_slice());
        Ok(Self {
            snapshot: parts.snapshot.id(),
            as_of: parts.order.service_date,
            policy: evaluation.policy.map(PolicyView::from),
            scope: ScopeView {
                in_scope: evaluation.scope.in_scope,
                reason: evaluation.scope.reason,
                detail: evaluation.scope.detail.as_deref(),
            },
            outcome: evaluation.outcome,
            basis: &evaluation.basis,
            requested: parts.requested_view(&evaluation.requested)?,
            contradictions: evaluation
                .contradictions
                .iter()
                .map(|found| ContradictionView {
                    code: found.code,
                    detail: &found.detail,
                })
                .collect(),
            criteria: evaluation.criteria.iter().map(criterion_view).collect(),
            questions: evaluation
                .questions
                .iter()
                .copied()
                .map(question_view)
                .collect(),
            alternates: alternates
                .map(|alternates| parts.alternates_view(alternates))
                .transpose()?,
            clocks: clocks.iter().map(clock_view).collect(),
            certificate: evaluation.certificate.as_ref().map(spliced),
        })
    }
}

impl<'a> EvaluationParts<'a> {
    fn requested_view(
        self,
        requested: &RequestedSiteSummary,
    ) -> Result<RequestedView<'a>, OpenError> {
        Ok(RequestedView {
            card: AnswerParts {
                snapshot: self.snapshot,
                cards: self.cards,
                request: &self.evaluation.search,
            }
            .card_view(&requested.card)?,
            billed_setting: requested.billed_setting,
            ordered_place_of_service: self.order.place_of_service.as_deref(),
            order_cost: self.order_cost(requested.order_cost),
        })
    }

    fn alternates_view(self, alternates: &'a Alternates) -> Result<AlternatesView<'a>, OpenError> {
        let parts = AnswerParts {
            snapshot: self.snapshot,
            cards: self.cards,
            request: &self.evaluation.search,
        };
        let response = &alternates.response;
        let results = parts.full_results(&response.results)?;
        let results = results.into_iter().zip(&alternates.order_costs);
        let answer = SearchAnswer::new(parts, ResultsView::Full(Vec::new()), response, None)?;
        Ok(AlternatesView {
            snapshot: answer.snapshot,
            as_of: answer.as_of,
            prices_as_of: answer.prices_as_of,
            origin: answer.origin,
            radius_miles: answer.radius_miles,
            radius_metres: answer.radius_metres,
            widened: answer.widened,
            total: answer.total,
            reference_amount: answer.reference_amount,
            profile: answer.profile,
            results: results
                .map(|(result, cost)| AlternateView {
                    result,
                    order_cost: self.order_cost(*cost),
                })
                .collect(),
            notices: answer.notices,
        })
    }

    /// Returns the cost of the whole order, if it has several procedures.
    fn order_cost(self, cost: Option<Cents>) -> Option<OrderCost> {
        let is_of_several = self.order.procedures.len() > 1;
        is_of_several.then(|| OrderCost(cost.map(|cost| Hundredths(cost.0))))
    }
}

fn criterion_view<'a>(finding: &'a CriterionFinding<'_>) -> CriterionView<'a> {
    let evidence = finding.evidence.iter().map(|evidence| EvidenceView {
        data: evidence.data,
        value: &evidence.value,
        says: &evidence.says,
    });
    CriterionView {
        key: &finding.criterion.key,
        text: &finding.criterion.text,
        source: &finding.criterion.source,
        status: finding.status,
        evidence: evidence.collect(),
    }
}

fn question_view(question: FactQuestion) -> QuestionView {
    QuestionView {
        fact: question.fact,
        text: question.fact.question(),
        with: question.with,
    }
}

fn clock_view(clock: &Clock) -> ClockView<'_> {
    ClockView {
        name: &clock.name,
        amount: clock.amount,
        unit: clock.unit,
        from: &clock.from,
        source: &clock.source,
    }
}

/// Returns the text of a certificate. It is JSON already and is copied byte for byte.
fn spliced(certificate: &Certificate) -> Spliced<'_> {
    Spliced(Cow::Borrowed(certificate.text()))
}
