//! One pass over the sites within reach: who can do the order, who cannot and why, and what the others lack.

use super::access::Reach;
use super::bind::Bound;
use super::needs::{NeedSet, Tally, probes};
use super::order::Order;
use crate::domain::{Metres, SiteNo};
use crate::search::{Cause, Needs, Plan, Qualified, Ranked};
use std::collections::BTreeSet;

/// A site within reach that cannot do the order for this patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Excluded {
    pub(super) site: SiteNo,
    pub(super) distance: Metres,
    /// The first cause of the first procedure it fails.
    pub(super) cause: Cause,
}

/// Everything within reach.
pub(super) struct Survey {
    /// Sites that can do the whole order and meet every need of the facts stated, ranked for the first procedure, unordered.
    pub(super) capable: Vec<Ranked>,
    /// Every other site, unordered.
    pub(super) excluded: Vec<Excluded>,
    /// Sites that could do the order but for needs of facts, with what each lacks.
    candidate_sites: Vec<(SiteNo, NeedSet)>,
    /// The same by what they lack.
    pub(super) candidates: Tally,
}

impl Survey {
    fn add_candidate(&mut self, site: SiteNo, lacks: NeedSet) {
        self.candidate_sites.push((site, lacks));
        self.candidates.add(lacks);
    }

    /// Every weight some candidate's table takes and no more, in whole pounds: between two of them candidates do not change.
    pub(super) fn table_limits(&self, bound: &Bound<'_>) -> BTreeSet<u32> {
        let facts = bound.snapshot.facts();
        let services = self.candidate_sites.iter().flat_map(|&(site, _)| {
            let site = facts.site(site);
            bound
                .modalities()
                .filter_map(|modality| site.service(modality))
        });
        services
            .flat_map(|service| facts.units(service))
            .filter_map(|unit| unit.table_limit_lb)
            .map(|limit| limit.floor() as u32)
            .collect()
    }

    /// What the candidates lack for the same order with another weight or depth of sedation; only that is looked at anew.
    pub(super) fn candidates_of(&self, bound: &Bound<'_>, order: &Order, radius: Metres) -> Tally {
        let changed = NeedSet::changed(bound.order, order);
        let mut surveyor = Surveyor::new(bound, order, radius);
        for probes in &mut surveyor.probes {
            probes.retain(|(need, _)| changed.contains(*need));
        }
        let mut candidates = Tally::new();
        for &(site, lacks) in &self.candidate_sites {
            candidates.add(lacks.without(changed).with(surveyor.lacks(site)));
        }
        candidates
    }
}

/// Judges sites for one order.
struct Surveyor<'a> {
    /// The search alternates are ranked by.
    first: &'a Plan<'a>,
    /// Those of the other procedures.
    others: &'a [Plan<'a>],
    radius: Metres,
    /// What a site must meet to be a candidate at all: the age, and contrast where it is planned.
    base: Needs,
    /// Whether the facts stated ask for more than that.
    asks_more: bool,
    /// What every site lacks.
    never_met: NeedSet,
    /// Each other need by itself, for each procedure.
    probes: Vec<Vec<(NeedSet, Needs)>>,
}

/// Looks at every site within reach once.
pub(super) fn survey(bound: &Bound<'_>, reach: &Reach<'_>) -> Survey {
    let mut survey = Survey {
        capable: Vec::new(),
        excluded: Vec::new(),
        candidate_sites: Vec::new(),
        candidates: Tally::new(),
    };
    let surveyor = Surveyor::new(bound, bound.order, reach.radius());
    let tree = bound.snapshot.tree();
    tree.each_within(bound.origin.place, surveyor.radius, |site| {
        surveyor.look_at(site, &mut survey);
    });
    survey
}

impl<'a> Surveyor<'a> {
    fn new(bound: &'a Bound<'_>, order: &Order, radius: Metres) -> Self {
        let stated = NeedSet::stated(order, bound.has_mri());
        Self {
            first: &bound.first,
            others: &bound.others,
            radius,
            base: Needs {
                patient_age: Some(f64::from(order.age)),
                contrast: stated.contains(NeedSet::CONTRAST),
                ..Needs::default()
            },
            asks_more: !NeedSet::CONTRAST.contains(stated),
            never_met: NeedSet::never_met(order),
            probes: bound
                .modalities()
                .map(|modality| probes(order, modality))
                .collect(),
        }
    }

    fn look_at(&self, site: SiteNo, survey: &mut Survey) {
        let cause = match self.judge(site, |plan| plan.needs) {
            Ok(qualified) => {
                survey.add_candidate(site, self.lacks(site));
                survey.capable.push(self.first.rank(qualified, self.radius));
                return;
            }
            Err(cause) => cause,
        };
        let within = |distance: &Metres| *distance <= self.radius;
        let Some(distance) = self.first.distance_to(site).filter(within) else {
            return;
        };
        // Only a need that a fact brings leaves a site among those that could do the order otherwise.
        let may_be_candidate = self.asks_more && matches!(cause, Cause::Need(_));
        if may_be_candidate && self.judge(site, |_| &self.base).is_ok() {
            survey.add_candidate(site, self.lacks(site));
        }
        survey.excluded.push(Excluded {
            site,
            distance,
            cause,
        });
    }

    /// Judges a site for every procedure with some needs; what is known of it is as the first one sees it.
    fn judge<'s>(
        &'s self,
        site: SiteNo,
        needs: impl Fn(&'s Plan<'s>) -> &'s Needs,
    ) -> Result<Qualified, Cause> {
        let judge = |plan: &'s Plan<'s>| plan.judge_needing(needs(plan), site, self.radius);
        let qualified = judge(self.first)?;
        for plan in self.others {
            judge(plan)?;
        }
        Ok(qualified)
    }

    /// What a candidate lacks, whether anybody asks for it or not.
    fn lacks(&self, site: SiteNo) -> NeedSet {
        let plans = std::iter::once(self.first).chain(self.others);
        let mut lacks = self.never_met;
        for (plan, probes) in plans.zip(&self.probes) {
            for (need, needs) in probes {
                if !plan.meets(site, needs) {
                    lacks = lacks.with(*need);
                }
            }
        }
        lacks
    }
}
