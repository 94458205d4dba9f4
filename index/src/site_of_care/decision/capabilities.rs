//! Capabilities of a site that facts may require: read once, compared with any weight and depth of
//! sedation.

use crate::search::BoundSearch;
use crate::site_of_care::order::bind::BoundOrder;
use crate::site_of_care::order::definition::Order;
use crate::site_of_care::order::needs::{NeedSet, depth_is_open, least_sedation, sedation};
use crate::snapshot::PatientFit;
use nearsite_domain::{Modality, Sedation, SiteNo};

/// A table for anybody.
const STRONGER_THAN_ANY: Option<u32> = Some(u32::MAX);

/// Capabilities that every procedure of an order finds at a site. What the site does not state is
/// not offered.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SiteCapabilities {
    contrast: bool,
    sedation: Option<Sedation>,
    fit: PatientFit,
}

impl SiteCapabilities {
    /// More than anybody needs.
    const EVERYTHING: Self = Self {
        contrast: true,
        sedation: Some(Sedation::General),
        fit: PatientFit {
            wide_bore: true,
            open_bore: true,
            table_lb: STRONGER_THAN_ANY,
            open_table_lb: STRONGER_THAN_ANY,
        },
    };

    /// Returns the capabilities of a site for a whole order.
    pub(crate) fn to_order(bound: &BoundOrder<'_>, site: SiteNo) -> Self {
        let each = bound.plans().map(|plan| Self::to_procedure(plan, site));
        each.fold(Self::EVERYTHING, Self::and)
    }

    fn to_procedure(plan: &BoundSearch<'_>, site: SiteNo) -> Self {
        let facts = plan.snapshot.facts();
        let found = plan.exam.and_then(|exam| {
            let service = facts.site(site).service(exam.modality)?;
            Some((exam.modality, facts.service_facts(service)))
        });
        let Some((modality, service)) = found else {
            return Self::default();
        };
        Self {
            contrast: service.contrast == Some(true),
            sedation: service.sedation,
            fit: if modality == Modality::Mri {
                service.fit
            } else {
                // A bore is nothing to ask for.
                let table_lb = service.fit.table_lb;
                PatientFit {
                    table_lb,
                    ..Self::EVERYTHING.fit
                }
            },
        }
    }

    /// Returns the capabilities that both have.
    fn and(self, other: Self) -> Self {
        Self {
            contrast: self.contrast && other.contrast,
            sedation: self.sedation.min(other.sedation),
            fit: PatientFit {
                wide_bore: self.fit.wide_bore && other.fit.wide_bore,
                open_bore: self.fit.open_bore && other.fit.open_bore,
                table_lb: self.fit.table_lb.min(other.fit.table_lb),
                open_table_lb: self.fit.open_table_lb.min(other.fit.open_table_lb),
            },
        }
    }

    /// Returns the missing capabilities for an order, required by a fact or not.
    pub(crate) fn lacks(&self, asked: &RequiredCapabilities) -> NeedSet {
        let breaks = |table: Option<u32>| asked.weight_lb.is_none() || table < asked.weight_lb;
        let awake = |depth| self.sedation.is_none_or(|offered| offered < depth);
        [
            (NeedSet::CONTRAST, !self.contrast),
            (NeedSet::SEDATION, awake(asked.sedation)),
            (
                NeedSet::LIGHT_SEDATION,
                asked.light_sedation.is_some_and(awake),
            ),
            (NeedSet::OPEN_BORE, !self.fit.open_bore),
            (NeedSet::WIDE_BORE, !self.fit.wide_bore),
            (NeedSet::WEIGHT, breaks(self.fit.table_lb)),
            (
                NeedSet::OPEN_BORE_FOR_WEIGHT,
                breaks(self.fit.open_table_lb),
            ),
        ]
        .into_iter()
        .fold(NeedSet::NONE, |lacks, (need, lacking)| {
            lacks.with(need.when(lacking))
        })
    }
}

/// Capabilities that an order requires.
pub(crate) struct RequiredCapabilities {
    /// A weight not known is one that no table takes.
    weight_lb: Option<u32>,
    sedation: Sedation,
    /// Smallest depth that an answer may still bring, if any.
    light_sedation: Option<Sedation>,
}

impl RequiredCapabilities {
    pub(crate) fn by(order: &Order) -> Self {
        Self {
            weight_lb: order.weight_lb,
            sedation: sedation(order),
            light_sedation: depth_is_open(order).then(|| least_sedation(order)),
        }
    }
}

/// Every weight, in whole pounds, that the strongest table of some site takes and no more: between
/// two of them nothing changes. There are as many as kinds of tables, so each is looked for among
/// those found.
pub(crate) fn table_limits(offers: &[SiteCapabilities]) -> Vec<u32> {
    let mut limits = Vec::new();
    for offer in offers {
        for table in [offer.fit.table_lb, offer.fit.open_table_lb] {
            if table != STRONGER_THAN_ANY {
                limits.extend(table.filter(|limit| !limits.contains(limit)));
            }
        }
    }
    limits
}
