//! Attestations, accreditations and scores that have lapsed or lapse soon, listed under every plan
//! they count for.
//!
//! The latest attestation to a plan decides when the attestation ends. Among accreditations of one
//! modality by one body, the latest end counts. An open end never lapses. Scores state no end: they
//! lapse when they are older than a given validity. Accreditations and scores count for every plan
//! to which the site has ever attested or will attest.

use super::audited_site::is_maintained;
use nearsite_domain::{
    AccreditationBody, Attestation, Day, Modality, PlanId, RegistrationId, Service, Site,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Span of days to look ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The day to look from.
    pub as_of: Day,
    /// Number of days ahead, the last one included.
    pub within_days: u32,
    /// Number of days a score is valid after the day it was given.
    pub score_valid_days: u32,
}

impl Horizon {
    /// Default validity of a score: three years, as long as an accreditation \[ACR-KIT].
    pub const SCORE_VALID_DAYS: u32 = 1095;
}

/// Part of a registration that lapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lapsing {
    /// The statement of accuracy for the plan.
    Attestation,
    /// The accreditation of a modality.
    Accreditation {
        /// The modality.
        modality: Modality,
        /// Accreditation body.
        body: AccreditationBody,
    },
    /// The score of a modality.
    Score {
        /// The modality.
        modality: Modality,
    },
}

/// One part of a registration that lapses. Lapses are ordered by day, then by registration id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lapse {
    /// The last day on which it is valid.
    pub ends_on: Day,
    /// The registration.
    pub registration_id: RegistrationId,
    /// Part that lapses.
    pub lapsing: Lapsing,
    /// Name of the site. Shared by all its lapses, because it may be long.
    pub name: Arc<str>,
}

impl Lapse {
    /// Number of days from a day to the last valid day. Negative if it has lapsed.
    pub fn days_left(&self, as_of: Day) -> i32 {
        self.ends_on.days_since_epoch() - as_of.days_since_epoch()
    }
}

/// Lapses under every plan.
#[derive(Debug, Clone)]
pub struct PlanLapses {
    horizon: Horizon,
    plans: BTreeMap<PlanId, Vec<Lapse>>,
}

impl PlanLapses {
    /// Creates an empty list.
    pub const fn new(horizon: Horizon) -> Self {
        Self {
            horizon,
            plans: BTreeMap::new(),
        }
    }

    /// Adds a plan, so that it is listed even when nothing lapses.
    pub fn add_plan(&mut self, plan: &PlanId) {
        if !self.plans.contains_key(plan) {
            self.plans.insert(plan.clone(), Vec::new());
        }
    }

    /// Adds the lapses of a site. Expired and withdrawn registrations are skipped.
    pub fn add_site(&mut self, site: &Site) {
        if !is_maintained(site.status) {
            return;
        }
        let horizon = self.horizon;
        let name: Arc<str> = site.name.as_str().into();
        let lapse = |(lapsing, ends_on): (Lapsing, Day)| Lapse {
            ends_on,
            registration_id: site.registration_id.clone(),
            lapsing,
            name: Arc::clone(&name),
        };
        let near = |(_, ends_on): &(Lapsing, Day)| horizon.reaches(*ends_on);
        let shared: Vec<(Lapsing, Day)> = accreditations(site)
            .chain(scores(site, horizon.score_valid_days))
            .filter(near)
            .collect();
        for (plan, newest) in newest_attestations(site) {
            self.add_plan(plan);
            let Some(lapses) = self.plans.get_mut(plan) else {
                continue;
            };
            let attestation = newest.expires_on.map(|end| (Lapsing::Attestation, end));
            lapses.extend(attestation.filter(near).map(lapse));
            lapses.extend(shared.iter().copied().map(lapse));
        }
    }

    /// True if the plan was added, or a site attested to it.
    pub fn has_plan(&self, plan: &PlanId) -> bool {
        self.plans.contains_key(plan)
    }

    /// Returns the lapses under each plan, in order.
    pub fn into_sorted(mut self) -> BTreeMap<PlanId, Vec<Lapse>> {
        for lapses in self.plans.values_mut() {
            lapses.sort_unstable();
        }
        self.plans
    }
}

impl Horizon {
    /// True if a last day is past, or within the given span.
    fn reaches(&self, ends_on: Day) -> bool {
        let ahead =
            i64::from(ends_on.days_since_epoch()) - i64::from(self.as_of.days_since_epoch());
        ahead <= i64::from(self.within_days)
    }
}

/// Returns the latest attestation to every plan. Among attestations of one day, the one that ends
/// last counts.
fn newest_attestations(site: &Site) -> BTreeMap<&PlanId, &Attestation> {
    // An absent first day is the oldest, an absent last day the latest.
    let age = |one: &Attestation| (one.attested_on, one.expires_on.is_none(), one.expires_on);
    let mut newest: BTreeMap<&PlanId, &Attestation> = BTreeMap::new();
    for attestation in &site.attestations {
        let latest = newest.entry(&attestation.plan).or_insert(attestation);
        if age(attestation) > age(latest) {
            *latest = attestation;
        }
    }
    newest
}

/// Returns the ends of the accreditations, one for each modality and body. Open ends are left out.
fn accreditations(site: &Site) -> impl Iterator<Item = (Lapsing, Day)> {
    site.services.iter().flat_map(|service: &Service| {
        let modality = service.modality;
        AccreditationBody::ALL.iter().filter_map(move |&body| {
            let by_body = service.accreditations.iter().filter(|one| one.body == body);
            let ends: Option<Vec<Day>> = by_body.map(|one| one.expires_on).collect();
            let end = ends?.into_iter().max()?;
            Some((Lapsing::Accreditation { modality, body }, end))
        })
    })
}

/// Returns the end of every score whose day is stated.
fn scores(site: &Site, valid_days: u32) -> impl Iterator<Item = (Lapsing, Day)> {
    site.scores.iter().filter_map(move |score| {
        let modality = score.modality;
        let scored_on = i64::from(score.scored_on?.days_since_epoch());
        let end = i32::try_from(scored_on + i64::from(valid_days)).ok()?;
        let end = Day::from_days_since_epoch(end).ok()?;
        Some((Lapsing::Score { modality }, end))
    })
}
