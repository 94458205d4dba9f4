//! Scope of a policy: the first reason why it does not review an order.

use crate::site_of_care::findings::{ScopeFinding, ScopeReason};
use crate::site_of_care::order::bind::BoundOrder;
use crate::site_of_care::policy::pack::Scope;
use nearsite_domain::{Day, Setting};
use std::fmt::Display;

impl ScopeFinding {
    /// There is a review.
    pub(crate) const fn reviewed() -> Self {
        Self {
            in_scope: true,
            reason: None,
            detail: None,
        }
    }

    /// The policy does not cover the order.
    fn out(reason: ScopeReason, detail: String) -> Self {
        Self {
            in_scope: false,
            reason: Some(reason),
            detail: Some(detail),
        }
    }

    /// The policy covers the order, but choosing such a site ends the review.
    pub(crate) fn not_a_hospital(code: &str, setting: Setting) -> Self {
        let kind = match setting {
            Setting::PhysicianOffice => "a physician's office",
            Setting::FreeStanding | Setting::HospitalOutpatient => "a free-standing site",
        };
        Self {
            in_scope: true,
            reason: Some(ScopeReason::NotAHospital),
            detail: Some(format!(
                "Place of service {code} is that of {kind}: choosing one ends the review."
            )),
        }
    }

    /// No policy is in force on the service date.
    pub(crate) fn not_in_force(day: Day, first: Day, last: Option<Day>) -> Self {
        let known = match last {
            Some(last) => format!("those known are in force from {first} to {last}"),
            None => format!("the first begins on {first}"),
        };
        Self::out(
            ScopeReason::PolicyNotInForce,
            format!("No policy of this payer and programme is in force on {day}: {known}."),
        )
    }
}

/// Returns the first reason why an order is outside a policy.
pub(crate) fn find_exclusion(scope: &Scope, bound: &BoundOrder<'_>) -> Option<ScopeFinding> {
    let order = bound.order;
    let outside = bound
        .modalities()
        .zip(&order.procedures)
        .find(|(modality, _)| !covers(&scope.modalities, modality));
    if let Some((modality, code)) = outside {
        let detail = format!(
            "Procedure {code} is {modality}; the policy reviews {}.",
            list(&scope.modalities)
        );
        return Some(ScopeFinding::out(ScopeReason::Modality, detail));
    }
    if !covers(&scope.lines, &order.line) {
        let detail = format!(
            "The line of business is {}; the policy reviews {}.",
            order.line,
            list(&scope.lines)
        );
        return Some(ScopeFinding::out(ScopeReason::LineOfBusiness, detail));
    }
    if !covers(&scope.funding, &order.funding) {
        let detail = format!(
            "The plan is {}; the policy reviews {}.",
            order.funding,
            list(&scope.funding)
        );
        return Some(ScopeFinding::out(ScopeReason::Funding, detail));
    }
    if scope.states_off.contains(&order.state) {
        let detail = format!("The policy leaves out the state {}.", order.state);
        return Some(ScopeFinding::out(ScopeReason::State, detail));
    }
    if !covers(&scope.states, &order.state) {
        let detail = format!(
            "The state is {}; the policy reviews {}.",
            order.state,
            list(&scope.states)
        );
        return Some(ScopeFinding::out(ScopeReason::State, detail));
    }
    let code = bound.place_of_service();
    let is_reviewed = scope
        .place_of_service
        .iter()
        .any(|reviewed| reviewed.to_string() == code);
    let ends_review = bound
        .billed_setting()
        .is_some_and(|setting| setting != Setting::HospitalOutpatient);
    if !is_reviewed && !ends_review {
        let detail = format!(
            "Place of service {code} is neither reviewed nor that of a free-standing site or an office; the policy reviews {}.",
            list(&scope.place_of_service)
        );
        return Some(ScopeFinding::out(ScopeReason::PlaceOfService, detail));
    }
    None
}

/// An empty list means any.
fn covers<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

fn list<T: Display>(values: &[T]) -> String {
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    words.join(", ")
}
