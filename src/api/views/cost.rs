//! The price of a procedure at a site, with its components.

use super::number::Hundredths;
use crate::api::vocabularies::{ComponentStatusWord, ComponentWord, EvidenceWord};
use nearsite_domain::{Component, ComponentStatus, Day, Evidence, PriceComponent, PriceStatus};
use nearsite_index::snapshot::Price;
use serde::Serialize;
use utoipa::ToSchema;

/// Certainty of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CostStatus)]
pub enum CostStatusWord {
    /// One amount.
    Priced,
    /// Sources of equal rank contradict each other. The amount is the midpoint of `low` and `high`.
    Ambiguous,
    /// No price, or nothing to price: a search without a procedure or without a network.
    Missing,
}

/// Reason for a missing price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MissingReason)]
pub enum MissingReasonWord {
    /// Every rate is for something that the site does not do, or is not a plausible amount for such
    /// an exam.
    Suspect,
}

/// All-in amount of the procedure at the site in the requested network.
#[derive(Debug, Serialize, ToSchema)]
pub struct CostView<'a> {
    /// Certainty of the price.
    pub status: CostStatusWord,
    /// Reason for the missing price, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<MissingReasonWord>,
    /// The amount that ranks, in dollars. For a suspect price the refused amount, which does not
    /// rank and is for reviewers only.
    pub amount: Option<Hundredths>,
    /// Low end, if stated or if sources contradict each other.
    pub low: Option<Hundredths>,
    /// High end, if stated or if sources contradict each other.
    pub high: Option<Hundredths>,
    /// Evidence for the amount.
    #[schema(value_type = Option<EvidenceWord>)]
    pub evidence: Option<Evidence>,
    /// Components of the amount.
    pub components: Vec<ComponentView>,
    /// Date of the figure, if stated.
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Day>,
    /// Source, as stated.
    pub source: Option<&'a str>,
}

/// All-in amount without its components.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompactCostView {
    /// Certainty of the price.
    status: CostStatusWord,
    /// The amount that ranks, in dollars.
    amount: Option<Hundredths>,
    /// Low end, if stated or if sources contradict each other.
    low: Option<Hundredths>,
    /// High end, if stated or if sources contradict each other.
    high: Option<Hundredths>,
    /// Evidence for the amount.
    #[schema(value_type = Option<EvidenceWord>)]
    evidence: Option<Evidence>,
    /// Reason for the missing price, if known.
    reason: Option<MissingReasonWord>,
}

impl From<CostView<'_>> for CompactCostView {
    fn from(cost: CostView<'_>) -> Self {
        let CostView {
            status,
            reason,
            amount,
            low,
            high,
            evidence,
            ..
        } = cost;
        Self {
            status,
            amount,
            low,
            high,
            evidence,
            reason,
        }
    }
}

/// One component of a price.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentView {
    /// The component.
    #[schema(value_type = ComponentWord)]
    component: Component,
    /// Certainty of its amount.
    #[schema(value_type = ComponentStatusWord)]
    status: ComponentStatus,
    /// Its amount in dollars. Null if packaged or missing.
    amount: Option<Hundredths>,
    /// Evidence for its amount.
    #[schema(value_type = Option<EvidenceWord>)]
    evidence: Option<Evidence>,
    /// Date of the figure, if stated.
    #[schema(value_type = Option<String>)]
    as_of: Option<Day>,
}

impl<'a> CostView<'a> {
    /// Creates the view of a missing price.
    pub const fn missing() -> Self {
        Self {
            status: CostStatusWord::Missing,
            reason: None,
            amount: None,
            low: None,
            high: None,
            evidence: None,
            components: Vec::new(),
            as_of: None,
            source: None,
        }
    }

    /// Creates the view of a suspect price for audiences that do not see its amounts.
    pub const fn refused() -> Self {
        let mut refused = Self::missing();
        refused.reason = Some(MissingReasonWord::Suspect);
        refused
    }

    /// Creates the view of a price, or of a refused amount.
    pub fn new(price: &Price<'a>) -> Self {
        let (status, reason) = match price.status {
            PriceStatus::Priced => (CostStatusWord::Priced, None),
            PriceStatus::Ambiguous => (CostStatusWord::Ambiguous, None),
            PriceStatus::Suspect => (CostStatusWord::Missing, Some(MissingReasonWord::Suspect)),
        };
        Self {
            status,
            reason,
            amount: Some(Hundredths(price.amount.0)),
            low: price.low.map(|low| Hundredths(low.0)),
            high: price.high.map(|high| Hundredths(high.0)),
            evidence: Some(price.evidence),
            components: price.components.iter().map(component_view).collect(),
            as_of: price.as_of,
            source: price.source,
        }
    }
}

fn component_view(part: &PriceComponent) -> ComponentView {
    ComponentView {
        component: part.component,
        status: part.status,
        amount: part.amount.map(|amount| Hundredths(amount.0)),
        evidence: part.evidence,
        as_of: part.as_of,
    }
}
