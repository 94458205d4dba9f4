//! What a site offers of everything that facts may come to need: read once, compared with any weight and depth of sedation.

use super::bind::Bound;
use super::needs::{NeedSet, depth_is_open, least_sedation, sedation};
use super::order::Order;
use crate::domain::{Bore, Modality, Sedation, SiteNo};
use crate::search::Plan;
use std::collections::BTreeSet;

/// What every procedure of an order finds at a site, at least.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    contrast: bool,
    sedation: Option<Sedation>,
    open_bore: bool,
    wide_bore: bool,
    /// What the strongest table takes, in pounds; less than nothing where none states it.
    table_lb: f64,
    /// The same of tables in open magnets.
    open_table_lb: f64,
}

impl Offer {
    /// More than anybody needs; bores and their tables stay so where no procedure is an MRI.
    const EVERYTHING: Self = Self {
        contrast: true,
        sedation: Some(Sedation::General),
        open_bore: true,
        wide_bore: true,
        table_lb: f64::INFINITY,
        open_table_lb: f64::INFINITY,
    };

    /// What no site offers less than. What a service or a unit does not state is not offered.
    const NOTHING: Self = Self {
        contrast: false,
        sedation: None,
        open_bore: false,
        wide_bore: false,
        table_lb: f64::NEG_INFINITY,
        open_table_lb: f64::NEG_INFINITY,
    };

    /// What a site offers to a whole order.
    pub(super) fn to_order(bound: &Bound<'_>, site: SiteNo) -> Self {
        let each = bound.plans().map(|plan| Self::to_procedure(plan, site));
        each.fold(Self::EVERYTHING, Self::and)
    }

    fn to_procedure(plan: &Plan<'_>, site: SiteNo) -> Self {
        let facts = plan.snapshot.facts();
        let found = plan.exam.and_then(|exam| {
            let service = facts.site(site).service(exam.modality)?;
            Some((exam.modality, service))
        });
        let Some((modality, service)) = found else {
            return Self::NOTHING;
        };
        let stated = facts.service_facts(service);
        let mut offer = Self {
            contrast: stated.contrast == Some(true),
            sedation: stated.sedation,
            ..Self::NOTHING
        };
        for unit in facts.units(service) {
            let table = unit.table_limit_lb.unwrap_or(f64::NEG_INFINITY);
            offer.table_lb = offer.table_lb.max(table);
            let serves = |wanted| unit.bore.is_some_and(|bore| bore.serves(wanted));
            offer.wide_bore |= serves(Bore::Wide);
            if serves(Bore::Open) {
                offer.open_bore = true;
                offer.open_table_lb = offer.open_table_lb.max(table);
            }
        }
        if modality == Modality::Mri {
            offer
        } else {
            Self {
                open_bore: true,
                wide_bore: true,
                open_table_lb: f64::INFINITY,
                ..offer
            }
        }
    }

    /// What is left where both are needed.
    fn and(self, other: Self) -> Self {
        Self {
            contrast: self.contrast && other.contrast,
            sedation: self.sedation.min(other.sedation),
            open_bore: self.open_bore && other.open_bore,
            wide_bore: self.wide_bore && other.wide_bore,
            table_lb: self.table_lb.min(other.table_lb),
            open_table_lb: self.open_table_lb.min(other.open_table_lb),
        }
    }

    /// What is lacking for an order, whether any fact needs it or not.
    pub(super) fn lacks(&self, asked: &Asked) -> NeedSet {
        let breaks = |table: f64| asked.weight_lb.is_none_or(|weight| table < weight);
        let awake = |depth| self.sedation.is_none_or(|offered| offered < depth);
        [
            (NeedSet::CONTRAST, !self.contrast),
            (NeedSet::SEDATION, awake(asked.sedation)),
            (
                NeedSet::LIGHT_SEDATION,
                asked.light_sedation.is_some_and(awake),
            ),
            (NeedSet::OPEN_BORE, !self.open_bore),
            (NeedSet::WIDE_BORE, !self.wide_bore),
            (NeedSet::WEIGHT, breaks(self.table_lb)),
            (NeedSet::OPEN_BORE_FOR_WEIGHT, breaks(self.open_table_lb)),
        ]
        .into_iter()
        .filter(|&(_, lacking)| lacking)
        .fold(NeedSet::NONE, |lacks, (need, _)| lacks.with(need))
    }
}

/// What an order asks of its needs.
pub(super) struct Asked {
    /// A weight not known is one that no table takes.
    weight_lb: Option<f64>,
    sedation: Sedation,
    /// Where an answer may still bring a depth with it, the least.
    light_sedation: Option<Sedation>,
}

impl Asked {
    pub(super) fn by(order: &Order) -> Self {
        Self {
            weight_lb: order.weight_lb.map(f64::from),
            sedation: sedation(order),
            light_sedation: depth_is_open(order).then(|| least_sedation(order)),
        }
    }
}

/// Every weight, in whole pounds, that the strongest table of some site takes and no more: between two of them nothing changes.
pub(super) fn table_limits(offers: &[Offer]) -> BTreeSet<u32> {
    let tables = offers
        .iter()
        .flat_map(|offer| [offer.table_lb, offer.open_table_lb]);
    tables
        .filter(|limit| limit.is_finite())
        .map(|limit| limit.floor() as u32)
        .collect()
}
