//! Judgment of a site: every condition in its fixed order, and the first one that fails.
//!
//! The same function decides which sites are in the list and explains why another is not, so the
//! two can never disagree.

use super::plan::{BoundSearch, Exam};
use super::request::Needs;
use super::response::{Cause, Filter, Need};
use crate::snapshot::{RankedPrice, ServiceNo, SiteFacts, UnitFacts};
use nearsite_domain::{AccreditationBody, Meters, ScoreTenths, Sedation, SiteNo};

/// Age from which a site that states no youngest patient takes one, in years.
const ADULT_AGE: f64 = 18.0;

/// Facts about a site that qualifies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QualifiedSite {
    pub(crate) site: SiteNo,
    pub(crate) distance: Option<Meters>,
    pub(super) score: Option<ScoreTenths>,
    pub(super) price: Option<RankedPrice>,
}

impl BoundSearch<'_> {
    /// Judges a site at its distance against the request and a radius; without an origin there is
    /// no distance to judge.
    pub(super) fn judge(
        &self,
        site: SiteNo,
        distance: Option<Meters>,
        radius: Meters,
    ) -> Result<QualifiedSite, Cause> {
        self.judge_needing(self.needs, site, distance, radius)
    }

    /// Judges a site as if the request had other needs.
    pub(crate) fn judge_needing(
        &self,
        needs: &Needs,
        site: SiteNo,
        distance: Option<Meters>,
        radius: Meters,
    ) -> Result<QualifiedSite, Cause> {
        let facts = self.snapshot.facts().site(site);
        self.check_registration(site, facts)?;
        let service = self.check_service(facts, needs)?;
        let score = service.and_then(|service| self.snapshot.facts().service_facts(service).score);
        if self.score_in_play() && score.is_none() {
            return Err(Cause::Score);
        }
        self.check_network(site)?;
        if distance.is_some_and(|metres| metres > radius) {
            return Err(Cause::Distance);
        }
        let price = self.price_of(site);
        let qualified = QualifiedSite {
            site,
            distance,
            score,
            price,
        };
        self.check_filters(facts, service, &qualified)?;
        Ok(qualified)
    }

    /// Distance from the origin, if there is one.
    pub(crate) fn distance_to(&self, site: SiteNo) -> Option<Meters> {
        self.station
            .map(|origin| origin.meters_to(self.snapshot.facts().station(site)))
    }

    /// The same, where the tree of sites has found the square of the chord.
    pub(crate) fn distance_along(&self, site: SiteNo, chord_squared: f64) -> Option<Meters> {
        let there = self.snapshot.facts().station(site);
        self.station
            .map(|origin| origin.meters_along(chord_squared, there))
    }

    /// The price of the procedure at a site.
    pub(crate) fn price_of(&self, site: SiteNo) -> Option<RankedPrice> {
        let group = self.prices?;
        let prices = self.snapshot.prices();
        prices.find_after(&self.last_price, &group.rows, site)
    }

    fn check_registration(&self, site: SiteNo, facts: &SiteFacts) -> Result<(), Cause> {
        if !self.settings.contains(facts.setting) {
            return Err(Cause::Setting);
        }
        if !facts.complete {
            return Err(Cause::Registration);
        }
        let attested = self
            .snapshot
            .facts()
            .attestations(site)
            .iter()
            .any(|attestation| {
                let of_plan = self.network.is_none()
                    || self.owner.is_some_and(|plan| plan.0 == attestation.owner);
                of_plan && attestation.days.cover(self.as_of)
            });
        if attested {
            Ok(())
        } else {
            Err(Cause::Attestation)
        }
    }

    /// The service for the modality asked for, if it does what is asked.
    fn check_service(&self, facts: &SiteFacts, needs: &Needs) -> Result<Option<ServiceNo>, Cause> {
        let Some(exam) = self.exam else {
            return Ok(None);
        };
        let all = self.snapshot.facts();
        let service = facts.service(exam.modality).ok_or(Cause::Modality)?;
        if all
            .service_facts(service)
            .regions
            .is_some_and(|listed| !listed.contains_all(exam.regions))
        {
            return Err(Cause::BodyRegion);
        }
        self.check_needs(service, exam, needs)
            .map_err(Cause::Need)?;
        Ok(Some(service))
    }

    fn check_needs(&self, service: ServiceNo, exam: Exam, needs: &Needs) -> Result<(), Need> {
        let all = self.snapshot.facts();
        if needs.ask_equipment() {
            check_equipment(needs, all.units(service))?;
        }
        let facts = all.service_facts(service);
        if needs
            .sedation
            .is_some_and(|level: Sedation| facts.sedation.is_none_or(|offered| offered < level))
        {
            return Err(Need::Sedation);
        }
        if needs
            .patient_age
            .is_some_and(|age| age < facts.pediatric_min_age.unwrap_or(ADULT_AGE))
        {
            return Err(Need::PatientAge);
        }
        let no_contrast = exam.uses_contrast && facts.contrast == Some(false);
        if no_contrast || needs.contrast && facts.contrast != Some(true) {
            return Err(Need::Contrast);
        }
        if needs.contrast_reaction_cover && facts.contrast_reaction_cover != Some(true) {
            return Err(Need::ContrastReactionCover);
        }
        Ok(())
    }

    fn check_network(&self, site: SiteNo) -> Result<(), Cause> {
        let Some(network) = self.network else {
            return Ok(());
        };
        let takes_part = |membership: &crate::snapshot::Membership| {
            membership.owner == network.0 && membership.days.cover(self.as_of)
        };
        if self
            .snapshot
            .facts()
            .participation(site)
            .iter()
            .any(takes_part)
        {
            Ok(())
        } else {
            Err(Cause::Network)
        }
    }

    fn check_filters(
        &self,
        facts: &SiteFacts,
        service: Option<ServiceNo>,
        known: &QualifiedSite,
    ) -> Result<(), Cause> {
        let filters = self.filters;
        let site = known.site;
        let failed = if filters
            .min_score
            .is_some_and(|least| known.score.is_none_or(|score| score < least))
        {
            Some(Filter::MinScore)
        } else if filters
            .max_amount
            .is_some_and(|most| known.price.is_none_or(|price| price.amount > most))
        {
            Some(Filter::MaxAmount)
        } else if !filters.accredited_by.is_empty()
            && !self.is_accredited(site, service, &filters.accredited_by)
        {
            Some(Filter::AccreditedBy)
        } else if !filters.languages.is_empty() && !self.speaks_all(site) {
            Some(Filter::Languages)
        } else if !facts.open_days.contains_all(filters.open_on) {
            Some(Filter::OpenOn)
        } else if filters.wheelchair_accessible && !facts.wheelchair_accessible {
            Some(Filter::WheelchairAccessible)
        } else if self
            .organization
            .is_some_and(|asked| asked != facts.organization)
        {
            Some(Filter::Organization)
        } else if self.excluded.contains(&site) {
            Some(Filter::Exclude)
        } else if self
            .text
            .as_ref()
            .is_some_and(|text| text.relevance(site) == 0)
        {
            Some(Filter::Text)
        } else {
            None
        };
        failed.map_or(Ok(()), |filter| Err(Cause::Filter(filter)))
    }

    /// True if any of these bodies accredits a site that qualifies.
    pub(super) fn is_accredited_by(&self, site: SiteNo, bodies: &[AccreditationBody]) -> bool {
        let facts = self.snapshot.facts().site(site);
        let service = self.exam.and_then(|exam| facts.service(exam.modality));
        self.is_accredited(site, service, bodies)
    }

    /// True if any of these bodies accredits the modality on the service date. For a search by text
    /// alone, any modality.
    fn is_accredited(
        &self,
        site: SiteNo,
        service: Option<ServiceNo>,
        bodies: &[AccreditationBody],
    ) -> bool {
        let all = self.snapshot.facts();
        let by_any = |service: ServiceNo| {
            let mut accreditations = all.accreditations(service).iter();
            accreditations.any(|row| bodies.contains(&row.body) && row.days.cover(self.as_of))
        };
        service.map_or_else(|| all.services(site).any(by_any), by_any)
    }

    fn speaks_all(&self, site: SiteNo) -> bool {
        let spoken = self.snapshot.facts().languages(site);
        self.filters
            .languages
            .iter()
            .all(|wanted| spoken.clone().any(|language| language == wanted))
    }
}

/// Equipment needs narrow the units one after another; the first need after which no unit is left
/// fails. What a unit does not state is not met.
fn check_equipment(needs: &Needs, units: &[UnitFacts]) -> Result<(), Need> {
    let bore = |unit: &UnitFacts| {
        needs
            .bore
            .is_none_or(|wanted| unit.bore.is_some_and(|bore| bore.serves(wanted)))
    };
    let strength = |unit: &UnitFacts| at_least(unit.field_strength_t, needs.min_field_strength_t);
    let slices = |unit: &UnitFacts| at_least(unit.slices, needs.min_slices);
    let weight = |unit: &UnitFacts| at_least(unit.table_limit_lb, needs.patient_weight_lb);
    let left = |serves: &dyn Fn(&UnitFacts) -> bool| units.iter().any(serves);
    if needs.bore.is_some() && !left(&bore) {
        return Err(Need::Bore);
    }
    if needs.min_field_strength_t.is_some() && !left(&|unit| bore(unit) && strength(unit)) {
        return Err(Need::MinFieldStrength);
    }
    if needs.min_slices.is_some() && !left(&|unit| bore(unit) && strength(unit) && slices(unit)) {
        return Err(Need::MinSlices);
    }
    let all = |unit: &UnitFacts| bore(unit) && strength(unit) && slices(unit) && weight(unit);
    if needs.patient_weight_lb.is_some() && !left(&all) {
        return Err(Need::PatientWeight);
    }
    Ok(())
}

/// True if a stated value reaches the requested one, if there is one.
fn at_least<T: PartialOrd>(stated: Option<T>, asked: Option<T>) -> bool {
    match (stated, asked) {
        (_, None) => true,
        (Some(stated), Some(asked)) => stated >= asked,
        (None, Some(_)) => false,
    }
}
