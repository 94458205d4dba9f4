//! Binding of an order to a snapshot and a policy: names become positions, and all errors are
//! reported at once.

use crate::search::{
    BoundSearch, Needs, RequestError, RequestErrorKind, ResultCard, SearchError, SearchRequest,
    Target, UsedOrigin, bind,
};
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::findings::EvaluationError;
use crate::site_of_care::order::access::AccessStandard;
use crate::site_of_care::order::definition::{Order, RequestedSite};
use crate::site_of_care::order::needs::NeedSet;
use crate::site_of_care::order::registration::{SiteRegistration, sites_of_npi};
use crate::site_of_care::policy::policies::CheckedPack;
use crate::snapshot::Snapshot;
use nearsite_domain::{Cents, Modality, SiteNo};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Site at which a fact is true, compared with the requested site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FactSite {
    /// At the requested site.
    Requested,
    /// At another site of the same organization.
    SameOrganization,
    /// At another site.
    Other,
}

/// Binds the names of an order to positions, if they are known.
pub(crate) struct OrderBinder<'a> {
    snapshot: &'a Snapshot,
    order: &'a Order,
    modalities: Vec<Option<Modality>>,
    site: Option<(SiteNo, SiteRegistration)>,
    fact_sites: BTreeMap<Fact, FactSite>,
    reach: Option<AccessStandard<'a>>,
    errors: Vec<RequestError>,
}

/// An order whose names are all known.
pub(crate) struct BoundOrder<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) order: &'a Order,
    /// The search for the first procedure, which alternates are ranked by, as asked and as bound.
    pub(crate) search: &'a SearchRequest,
    pub(crate) first: BoundSearch<'a>,
    /// The searches for the other procedures, in their order.
    pub(crate) others: Vec<BoundSearch<'a>>,
    /// Origin of distances.
    pub(crate) origin: UsedOrigin,
    /// The site asked for.
    pub(crate) site: SiteNo,
    pub(crate) registered: SiteRegistration,
    /// Of facts that name a site.
    pub(crate) fact_sites: BTreeMap<Fact, FactSite>,
    /// None where no policy is in force.
    pub(crate) reach: Option<AccessStandard<'a>>,
}

impl<'a> OrderBinder<'a> {
    /// Looks up every name that is no part of a search, and notes what is wrong.
    pub(crate) fn look_up(
        snapshot: &'a Snapshot,
        policy: Option<&'a CheckedPack>,
        order: &'a Order,
    ) -> Result<Self, EvaluationError> {
        let catalog = snapshot.catalog();
        let modality = |code: &nearsite_domain::ProcedureCode| {
            let number = catalog.find(code.as_str())?;
            Some(catalog.get(number).modality)
        };
        let mut names = Self {
            snapshot,
            order,
            modalities: order.procedures.iter().map(modality).collect(),
            site: None,
            fact_sites: BTreeMap::new(),
            reach: None,
            errors: Vec::new(),
        };
        names.check_weight();
        names.find_site()?;
        names.find_fact_sites()?;
        names.reach = policy.and_then(|held| {
            AccessStandard::of(&held.pack().access, order, snapshot, &mut names.errors)
        });
        Ok(names)
    }

    fn reject(&mut self, pointer: impl Into<Cow<'static, str>>, kind: RequestErrorKind) {
        let pointer = pointer.into();
        self.errors.push(RequestError { pointer, kind });
    }

    fn check_weight(&mut self) {
        let facts = &self.order.facts;
        if facts.get(&Fact::BodySize).is_some_and(FactAnswer::is_true)
            && self.order.weight_lb.is_none()
        {
            self.reject(
                "/member/weight_lb",
                RequestErrorKind::NotHere("is needed where body_size is true"),
            );
        }
    }

    fn find_site(&mut self) -> Result<(), EvaluationError> {
        let found = match &self.order.site {
            RequestedSite::Registration(id) => {
                let found = self.snapshot.find_site(id.as_str());
                if found.is_none() {
                    self.reject("/site/registration_id", RequestErrorKind::UnknownSite);
                }
                found
            }
            RequestedSite::Npi(npi) => match sites_of_npi(self.snapshot, *npi)?.as_slice() {
                [only] => Some(*only),
                [] => {
                    self.reject("/site/npi", RequestErrorKind::UnknownSite);
                    None
                }
                _ => {
                    self.reject("/site/npi", RequestErrorKind::SeveralSites);
                    None
                }
            },
        };
        if let Some(site) = found {
            self.site = Some((site, SiteRegistration::read(self.snapshot, site)?));
        }
        Ok(())
    }

    fn find_fact_sites(&mut self) -> Result<(), EvaluationError> {
        for (&fact, stated) in &self.order.facts {
            let FactAnswer::At(id) = stated else {
                continue;
            };
            let Some(there) = self.snapshot.find_site(id.as_str()) else {
                self.reject(format!("/facts/{fact}/site"), RequestErrorKind::UnknownSite);
                continue;
            };
            let Some((here, registered)) = &self.site else {
                continue;
            };
            let fact_sites = if *here == there {
                FactSite::Requested
            } else if registered
                .shares_organization_with(&SiteRegistration::read(self.snapshot, there)?)
            {
                FactSite::SameOrganization
            } else {
                FactSite::Other
            };
            self.fact_sites.insert(fact, fact_sites);
        }
        Ok(())
    }

    /// A search for each procedure, with the needs of the facts stated as true.
    pub(crate) fn searches(&self) -> Vec<SearchRequest> {
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
    /// With every error: those of the searches, then those of the other names.
    pub(crate) fn bind(
        self,
        searches: &'a [SearchRequest],
    ) -> Result<BoundOrder<'a>, EvaluationError> {
        let mut errors = Vec::new();
        let mut plans = self.bind_searches(searches, &mut errors)?.into_iter();
        errors.extend(self.errors);
        let first = searches.first().zip(plans.next());
        let first = first.and_then(|(search, plan)| Some((search, plan.origin?, plan)));
        match (self.site, first) {
            (Some((site, registered)), Some((search, origin, first))) if errors.is_empty() => {
                Ok(BoundOrder {
                    snapshot: self.snapshot,
                    order: self.order,
                    search,
                    first,
                    others: plans.collect(),
                    origin,
                    site,
                    registered,
                    fact_sites: self.fact_sites,
                    reach: self.reach,
                })
            }
            _ => Err(EvaluationError::InvalidOrder(errors)),
        }
    }

    /// Refuses the order for an error that was found first, with every other there is.
    pub(crate) fn refuse(
        self,
        searches: &'a [SearchRequest],
        first: RequestError,
    ) -> EvaluationError {
        let mut errors = vec![first];
        match self.bind_searches(searches, &mut errors) {
            Ok(_) => {
                errors.extend(self.errors);
                EvaluationError::InvalidOrder(errors)
            }
            Err(failure) => failure,
        }
    }

    fn bind_searches(
        &self,
        searches: &'a [SearchRequest],
        errors: &mut Vec<RequestError>,
    ) -> Result<Vec<BoundSearch<'a>>, EvaluationError> {
        let mut plans = Vec::with_capacity(searches.len());
        for (position, search) in searches.iter().enumerate() {
            match bind(self.snapshot, search) {
                Ok(plan) => plans.push(plan),
                Err(SearchError::InvalidRequest(found)) => {
                    // Every procedure meets the same network and origin.
                    for error in found.into_iter().map(|error| renamed(error, position)) {
                        if !errors.contains(&error) {
                            errors.push(error);
                        }
                    }
                }
                Err(failure) => return Err(EvaluationError::Search(failure)),
            }
        }
        if searches.is_empty() {
            let kind = RequestErrorKind::NotHere("must name at least one procedure");
            let pointer = "/order/procedures".into();
            errors.push(RequestError { pointer, kind });
        }
        Ok(plans)
    }
}

/// An error of a search, at its place in the order.
fn renamed(error: RequestError, procedure: usize) -> RequestError {
    let pointer = match error.pointer.as_ref() {
        "/procedure" => format!("/order/procedures/{procedure}").into(),
        "/network" => "/order/network".into(),
        "/origin/zip" => "/origin/zip".into(),
        // What remains are the snapshot's own profile and weights.
        _ => "".into(),
    };
    RequestError { pointer, ..error }
}

impl<'a> BoundOrder<'a> {
    /// The search for each procedure, in their order.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &BoundSearch<'a>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The modality of each procedure.
    pub(crate) fn modalities(&self) -> impl Iterator<Item = Modality> {
        self.plans()
            .filter_map(|plan| plan.exam)
            .map(|exam| exam.modality)
    }

    /// True if the order has an MRI.
    pub(crate) fn has_mri(&self) -> bool {
        self.modalities().any(|modality| modality == Modality::Mri)
    }

    /// Sum of the all-in amounts of the whole order at a site, whose card has that of the first
    /// procedure; none where one is missing.
    pub(crate) fn order_cost(&self, card: &ResultCard) -> Option<Cents> {
        self.others
            .iter()
            .try_fold(card.cost.amount()?, |sum, plan| {
                let price = plan.price_of(card.site)?;
                Some(Cents(sum.0 + price.amount.0))
            })
    }
}
