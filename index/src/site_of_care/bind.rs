//! An order bound to a snapshot and a policy: names become positions, and everything that makes no sense is told at once.

use super::access::Reach;
use super::evaluation::EvaluationError;
use super::facts::{Fact, Stated};
use super::needs::NeedSet;
use super::order::{Order, RequestedSite};
use super::policies::HeldPack;
use super::registered::{Registered, sites_of_npi};
use crate::search::{
    Card, FaultKind, Needs, Plan, RequestFault, SearchError, SearchRequest, Target, UsedOrigin,
    bind,
};
use crate::snapshot::Snapshot;
use nearsite_domain::{Cents, Modality, SiteNo};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a fact that names a site is true, seen from the site asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// There.
    Here,
    /// At another site of the same organization.
    SameOrganization,
    /// Elsewhere.
    Elsewhere,
}

/// What the names of an order stand for, as far as they are known.
pub(super) struct Names<'a> {
    snapshot: &'a Snapshot,
    order: &'a Order,
    modalities: Vec<Option<Modality>>,
    site: Option<(SiteNo, Registered)>,
    whereabouts: BTreeMap<Fact, Whereabouts>,
    reach: Option<Reach<'a>>,
    faults: Vec<RequestFault>,
}

/// An order whose names are all known.
pub(super) struct Bound<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) order: &'a Order,
    /// The search for the first procedure, which alternates are ranked by, as asked and as bound.
    pub(super) search: &'a SearchRequest,
    pub(super) first: Plan<'a>,
    /// The searches for the other procedures, in their order.
    pub(super) others: Vec<Plan<'a>>,
    /// Where distances start.
    pub(super) origin: UsedOrigin,
    /// The site asked for.
    pub(super) site: SiteNo,
    pub(super) registered: Registered,
    /// Of facts that name a site.
    pub(super) whereabouts: BTreeMap<Fact, Whereabouts>,
    /// None where no policy is in force.
    pub(super) reach: Option<Reach<'a>>,
}

impl<'a> Names<'a> {
    /// Looks up every name that is no part of a search, and notes what is wrong.
    pub(super) fn look_up(
        snapshot: &'a Snapshot,
        policy: Option<&'a HeldPack>,
        order: &'a Order,
    ) -> Result<Self, EvaluationError> {
        let catalogue = snapshot.catalogue();
        let modality = |code: &nearsite_domain::ProcedureCode| {
            let number = catalogue.find(code.as_str())?;
            Some(catalogue.get(number).modality)
        };
        let mut names = Self {
            snapshot,
            order,
            modalities: order.procedures.iter().map(modality).collect(),
            site: None,
            whereabouts: BTreeMap::new(),
            reach: None,
            faults: Vec::new(),
        };
        names.check_weight();
        names.find_site()?;
        names.find_whereabouts()?;
        names.reach = policy
            .and_then(|held| Reach::of(&held.pack().access, order, snapshot, &mut names.faults));
        Ok(names)
    }

    fn fault(&mut self, pointer: impl Into<Cow<'static, str>>, kind: FaultKind) {
        let pointer = pointer.into();
        self.faults.push(RequestFault { pointer, kind });
    }

    fn check_weight(&mut self) {
        let facts = &self.order.facts;
        if facts.get(&Fact::BodySize).is_some_and(Stated::is_true) && self.order.weight_lb.is_none()
        {
            self.fault(
                "/member/weight_lb",
                FaultKind::NotHere("is needed where body_size is true"),
            );
        }
    }

    fn find_site(&mut self) -> Result<(), EvaluationError> {
        let found = match &self.order.site {
            RequestedSite::Registration(id) => {
                let found = self.snapshot.find_site(id.as_str());
                if found.is_none() {
                    self.fault("/site/registration_id", FaultKind::UnknownSite);
                }
                found
            }
            RequestedSite::Npi(npi) => match sites_of_npi(self.snapshot, *npi)?.as_slice() {
                [only] => Some(*only),
                [] => {
                    self.fault("/site/npi", FaultKind::UnknownSite);
                    None
                }
                _ => {
                    self.fault("/site/npi", FaultKind::SeveralSites);
                    None
                }
            },
        };
        if let Some(site) = found {
            self.site = Some((site, Registered::read(self.snapshot, site)?));
        }
        Ok(())
    }

    fn find_whereabouts(&mut self) -> Result<(), EvaluationError> {
        for (&fact, stated) in &self.order.facts {
            let Stated::At(id) = stated else {
                continue;
            };
            let Some(there) = self.snapshot.find_site(id.as_str()) else {
                self.fault(format!("/facts/{fact}/site"), FaultKind::UnknownSite);
                continue;
            };
            let Some((here, registered)) = &self.site else {
                continue;
            };
            let whereabouts = if *here == there {
                Whereabouts::Here
            } else if registered.shares_organization_with(&Registered::read(self.snapshot, there)?)
            {
                Whereabouts::SameOrganization
            } else {
                Whereabouts::Elsewhere
            };
            self.whereabouts.insert(fact, whereabouts);
        }
        Ok(())
    }

    /// A search for each procedure, with the needs of the facts stated as true.
    pub(super) fn searches(&self) -> Vec<SearchRequest> {
        let has_mri = self.modalities.contains(&Some(Modality::Mri));
        let needs = NeedSet::stated(self.order, has_mri);
        let each = self.order.procedures.iter().zip(&self.modalities);
        each.map(|(code, modality)| SearchRequest {
            origin: Some(self.order.origin),
            network: Some(self.order.network.clone()),
            radius: self.reach.map(|reach| reach.miles),
            needs: Needs {
                patient_age: Some(f64::from(self.order.age)),
                ..needs.needs(self.order, modality.unwrap_or(Modality::Mri))
            },
            limit: self.order.limit,
            compare_to: self
                .site
                .as_ref()
                .map(|&(site, _)| self.snapshot.registration_id(site).to_owned()),
            ..SearchRequest::new(
                self.order.audience,
                Target::Procedure(code.clone()),
                self.order.service_date,
            )
        })
        .collect()
    }

    /// Binds the searches.
    ///
    /// # Errors
    /// With every fault: those of the searches, then those of the other names.
    pub(super) fn bind(self, searches: &'a [SearchRequest]) -> Result<Bound<'a>, EvaluationError> {
        let mut faults = Vec::new();
        let mut plans = self.bind_searches(searches, &mut faults)?.into_iter();
        faults.extend(self.faults);
        let first = searches.first().zip(plans.next());
        let first = first.and_then(|(search, plan)| Some((search, plan.origin?, plan)));
        match (self.site, first) {
            (Some((site, registered)), Some((search, origin, first))) if faults.is_empty() => {
                Ok(Bound {
                    snapshot: self.snapshot,
                    order: self.order,
                    search,
                    first,
                    others: plans.collect(),
                    origin,
                    site,
                    registered,
                    whereabouts: self.whereabouts,
                    reach: self.reach,
                })
            }
            _ => Err(EvaluationError::Faults(faults)),
        }
    }

    /// Refuses the order for a fault that was found first, with every other there is.
    pub(super) fn refuse(
        self,
        searches: &'a [SearchRequest],
        first: RequestFault,
    ) -> EvaluationError {
        let mut faults = vec![first];
        match self.bind_searches(searches, &mut faults) {
            Ok(_) => {
                faults.extend(self.faults);
                EvaluationError::Faults(faults)
            }
            Err(failure) => failure,
        }
    }

    fn bind_searches(
        &self,
        searches: &'a [SearchRequest],
        faults: &mut Vec<RequestFault>,
    ) -> Result<Vec<Plan<'a>>, EvaluationError> {
        let mut plans = Vec::with_capacity(searches.len());
        for (position, search) in searches.iter().enumerate() {
            match bind(self.snapshot, search) {
                Ok(plan) => plans.push(plan),
                Err(SearchError::Faults(found)) => {
                    // Every procedure meets the same network and origin.
                    for fault in found.into_iter().map(|fault| renamed(fault, position)) {
                        if !faults.contains(&fault) {
                            faults.push(fault);
                        }
                    }
                }
                Err(failure) => return Err(EvaluationError::Search(failure)),
            }
        }
        if searches.is_empty() {
            let kind = FaultKind::NotHere("must name at least one procedure");
            let pointer = "/order/procedures".into();
            faults.push(RequestFault { pointer, kind });
        }
        Ok(plans)
    }
}

/// A fault of a search, at its place in the order.
fn renamed(fault: RequestFault, procedure: usize) -> RequestFault {
    let pointer = match fault.pointer.as_ref() {
        "/procedure" => format!("/order/procedures/{procedure}").into(),
        "/network" => "/order/network".into(),
        "/origin/zip" => "/origin/zip".into(),
        // What remains are the snapshot's own profile and weights.
        _ => "".into(),
    };
    RequestFault { pointer, ..fault }
}

impl<'a> Bound<'a> {
    /// The search for each procedure, in their order.
    pub(super) fn plans(&self) -> impl Iterator<Item = &Plan<'a>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The modality of each procedure.
    pub(super) fn modalities(&self) -> impl Iterator<Item = Modality> {
        self.plans()
            .filter_map(|plan| plan.exam)
            .map(|exam| exam.modality)
    }

    /// Whether the order has an MRI.
    pub(super) fn has_mri(&self) -> bool {
        self.modalities().any(|modality| modality == Modality::Mri)
    }

    /// Sum of the all-in amounts of the whole order at a site, whose card has that of the first procedure; none where one is missing.
    pub(super) fn order_cost(&self, card: &Card) -> Option<Cents> {
        self.others
            .iter()
            .try_fold(card.cost.amount()?, |sum, plan| {
                let price = plan.price_of(card.site)?;
                Some(Cents(sum.0 + price.amount.0))
            })
    }
}
