//! One pass over the sites within reach: who can do the order, who cannot and why, and what each
//! could offer.

use crate::search::{BoundSearch, Cause, LIST_CAPACITY, Needs, QualifiedSite, RankedSite};
use crate::site_of_care::decision::capabilities::{
    RequiredCapabilities, SiteCapabilities, table_limits,
};
use crate::site_of_care::order::access::AccessStandard;
use crate::site_of_care::order::bind::BoundOrder;
use crate::site_of_care::order::definition::Order;
use crate::site_of_care::order::needs::{NeedCounts, NeedSet};
use crate::snapshot::SiteSelection;
use nearsite_domain::{Meters, SiteNo};

/// A site within reach that cannot do the order for this patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ExcludedSite {
    pub(crate) site: SiteNo,
    pub(crate) distance: Meters,
    /// The first cause of the first procedure it fails.
    pub(crate) cause: Cause,
}

/// Everything within reach.
pub(crate) struct SiteScan {
    /// Sites that can do the whole order and meet every need of the facts stated, ranked for the
    /// first procedure, unordered.
    pub(crate) capable: Vec<RankedSite>,
    /// Every other site, unordered.
    pub(crate) excluded: Vec<ExcludedSite>,
    /// Capabilities of the sites that could do the order without the needs of facts.
    candidates: Vec<SiteCapabilities>,
}

impl SiteScan {
    /// Returns the missing capabilities of the candidates, for the order or for the same order with
    /// another weight or depth of sedation.
    pub(crate) fn candidates(&self, order: &Order) -> NeedCounts {
        let asked = RequiredCapabilities::by(order);
        NeedCounts::of(self.candidates.iter().map(|offer| offer.lacks(&asked)))
    }

    /// Every weight at which a candidate's tables give out, in whole pounds.
    pub(crate) fn table_limits(&self) -> Vec<u32> {
        table_limits(&self.candidates)
    }
}

/// Judges sites for one order.
struct SiteScanner<'a> {
    bound: &'a BoundOrder<'a>,
    radius: Meters,
    /// Requirements for a candidate: the age, and contrast if it is planned.
    base: Needs,
    /// True if the stated facts require more.
    asks_more: bool,
}

/// Looks at every site within reach once.
pub(crate) fn survey(bound: &BoundOrder<'_>, reach: &AccessStandard<'_>) -> SiteScan {
    let mut survey = SiteScan {
        capable: Vec::with_capacity(LIST_CAPACITY),
        excluded: Vec::with_capacity(LIST_CAPACITY),
        candidates: Vec::with_capacity(LIST_CAPACITY),
    };
    let stated = NeedSet::stated(bound.order, bound.has_mri());
    let scanner = SiteScanner {
        bound,
        radius: reach.radius(),
        base: Needs {
            patient_age: Some(f64::from(bound.order.age)),
            contrast: stated.contains(NeedSet::CONTRAST),
            ..Needs::default()
        },
        asks_more: !NeedSet::CONTRAST.contains(stated),
    };
    let tree = bound.snapshot.tree();
    tree.each_within(
        bound.origin.place,
        scanner.radius,
        SiteSelection::ALL,
        |site, square| {
            let distance = bound.first.distance_along(site, square);
            if let Some(distance) = distance.filter(|&distance| distance <= scanner.radius) {
                scanner.look_at(site, distance, &mut survey);
            }
        },
    );
    survey
}

impl<'a> SiteScanner<'a> {
    fn look_at(&self, site: SiteNo, distance: Meters, survey: &mut SiteScan) {
        let cause = match self.judge(site, distance, |plan| plan.needs) {
            Ok(qualified) => {
                survey
                    .candidates
                    .push(SiteCapabilities::to_order(self.bound, site));
                let ranked = self.bound.first.rank(qualified, self.radius);
                survey.capable.push(ranked);
                return;
            }
            Err(cause) => cause,
        };
        // Only a need that a fact brings leaves a site among those that could do the order
        // otherwise.
        let may_be_candidate = self.asks_more && matches!(cause, Cause::Need(_));
        if may_be_candidate && self.judge(site, distance, |_| &self.base).is_ok() {
            survey
                .candidates
                .push(SiteCapabilities::to_order(self.bound, site));
        }
        survey.excluded.push(ExcludedSite {
            site,
            distance,
            cause,
        });
    }

    /// Judges a site for every procedure with some needs; what is known of it is as the first one
    /// sees it.
    fn judge<'s>(
        &'s self,
        site: SiteNo,
        distance: Meters,
        needs: impl Fn(&'s BoundSearch<'a>) -> &'s Needs,
    ) -> Result<QualifiedSite, Cause> {
        let judge = |plan: &'s BoundSearch<'a>| {
            plan.judge_needing(needs(plan), site, Some(distance), self.radius)
        };
        let qualified = judge(&self.bound.first)?;
        for plan in &self.bound.others {
            judge(plan)?;
        }
        Ok(qualified)
    }
}
