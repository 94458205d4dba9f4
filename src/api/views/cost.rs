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
    /// Sources of equal standing contradict each other; the amount is the midpoint of `low` and
    /// `high`.
    Ambiguous,
    /// No price, or nothing to price: a search without a procedure or without a network.
    Missing,
}

/// Reason for a missing price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MissingReason)]
pub enum MissingReasonWord {
    /// Every rate there is speaks of something the site does not do, or cannot be what such an exam
    /// is paid.
    Suspect,
}

/// The all-in amount of the procedure at the site in the network asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct CostView<'a> {
    /// Certainty of the price.
    pub status: CostStatusWord,
    /// Reason for the missing price, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<MissingReasonWord>,
    /// The amount that ranks, in dollars; of a suspect price the amount refused, for reviewers
    /// alone, which does not rank.
    pub amount: Option<Hundredths>,
    /// Low end, where stated or where sources contradict each other.
    pub low: Option<Hundredths>,
    /// High end, likewise.
    pub high: Option<Hundredths>,
    /// Evidence for the amount.
    #[schema(value_type = Option<EvidenceWord>)]
    pub evidence: Option<Evidence>,
    /// Components of the amount.
    pub components: Vec<ComponentView>,
    /// Date of the figure, where stated.
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Day>,
    /// Source, as stated.
    pub source: Option<&'a str>,
}

/// The all-in amount without its components.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompactCostView {
    /// Certainty of the price.
    status: CostStatusWord,
    /// The amount that ranks, in dollars.
    amount: Option<Hundredths>,
    /// Low end, where stated or where sources contradict each other.
    low: Option<Hundredths>,
    /// High end, likewise.
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
    /// Its amount in dollars; null when packaged or missing.
    amount: Option<Hundredths>,
    /// Evidence for its amount.
    #[schema(value_type = Option<EvidenceWord>)]
    evidence: Option<Evidence>,
    /// Date of the figure, where stated.
    #[schema(value_type = Option<String>)]
    as_of: Option<Day>,
}

impl<'a> CostView<'a> {
    /// No price.
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

    /// No price but a suspect one, for those who do not see its amounts.
    pub const fn refused() -> Self {
        let mut refused = Self::missing();
        refused.reason = Some(MissingReasonWord::Suspect);
        refused
    }

    /// A price, or what was refused to be one.
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
