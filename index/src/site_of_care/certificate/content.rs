//! The members of a certificate in their order. A text is canonical exactly if writing what was read gives it again.

use crate::search::OriginSource;
use crate::site_of_care::evaluation::{CriterionStatus, ReviewOutcome};
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::order::{Funding, LineOfBusiness, Urgency};
use crate::site_of_care::policy::{AccessMetric, OriginKind};
use nearsite_domain::{Bore, CountyType, Day, MilesHundredths, Sedation};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything before the digest; written by [`CertificateContent::to_text`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificateContent<'a> {
    pub(super) format: u32,
    /// Id of the snapshot.
    #[serde(borrow)]
    pub(super) snapshot: Cow<'a, str>,
    /// The service date.
    pub(super) as_of: Day,
    pub(super) policy: CertifiedPolicy<'a>,
    pub(super) profile: CertifiedProfile<'a>,
    pub(super) order: CertifiedOrder<'a>,
    pub(super) origin: CertifiedOrigin<'a>,
    pub(super) access: CertifiedAccess<'a>,
    pub(super) radius_metres: i64,
    /// What alternates had to meet.
    pub(super) needs: CertifiedNeeds,
    /// Sites that can do the order, by distance, then id.
    pub(super) alternates: Vec<CertifiedAlternate<'a>>,
    /// Every other site within the radius, by distance, then id.
    pub(super) excluded: Vec<CertifiedExclusion<'a>>,
    pub(super) none_exists: bool,
    pub(super) outcome: ReviewOutcome,
    pub(super) criteria: Vec<CertifiedCriterion<'a>>,
    pub(super) questions: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedPolicy<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) version: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) digest: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedProfile<'a> {
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) version: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedOrder<'a> {
    #[serde(borrow)]
    pub(super) procedures: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) network: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) payer: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) programme: Cow<'a, str>,
    pub(super) line_of_business: LineOfBusiness,
    #[serde(borrow)]
    pub(super) state: Cow<'a, str>,
    pub(super) funding: Funding,
    pub(super) service_date: Day,
    pub(super) urgency: Urgency,
    pub(super) age: u32,
    pub(super) weight_lb: Option<u32>,
    pub(super) sedation: Option<Sedation>,
    #[serde(borrow)]
    pub(super) site: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) place_of_service: Option<Cow<'a, str>>,
    pub(super) facts: BTreeMap<Fact, FactAnswer>,
    pub(super) access: Option<CertifiedAccessOverride>,
}

/// A standard that came with the order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CertifiedAccessOverride {
    Miles(Miles),
    Ladder(Ladder),
}

/// The ladders an order may name.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ladder {
    Federal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedOrigin<'a> {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) source: CertifiedOriginSource,
    #[serde(borrow)]
    pub(super) zip: Option<Cow<'a, str>>,
    pub(super) kind: OriginKind,
    pub(super) county_type: Option<CountyType>,
}

/// Where coordinates come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CertifiedOriginSource {
    Coordinates,
    ZipCentroid,
}

impl From<OriginSource> for CertifiedOriginSource {
    fn from(source: OriginSource) -> Self {
        match source {
            OriginSource::Coordinates => Self::Coordinates,
            OriginSource::ZipCentroid => Self::ZipCentroid,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedAccess<'a> {
    pub(super) metric: AccessMetric,
    pub(super) miles: Miles,
    pub(super) minutes: Option<u32>,
    pub(super) minutes_measured: bool,
    pub(super) min_alternates: u32,
    #[serde(borrow)]
    pub(super) source: Cow<'a, str>,
}

/// Needs as a search states them; those not asked for are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedNeeds {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bore: Option<Bore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) patient_weight_lb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sedation: Option<Sedation>,
    pub(super) patient_age: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) contrast: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedAlternate<'a> {
    #[serde(borrow)]
    pub(super) registration_id: Cow<'a, str>,
    pub(super) metres: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedExclusion<'a> {
    #[serde(borrow)]
    pub(super) registration_id: Cow<'a, str>,
    pub(super) metres: i64,
    #[serde(borrow)]
    pub(super) cause: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertifiedCriterion<'a> {
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
    pub(super) status: CriterionStatus,
}

/// Miles as a text with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Miles(pub(super) MilesHundredths);

impl Serialize for Miles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Miles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let hundredths = text
            .split_once('.')
            .filter(|(_, decimals)| decimals.len() == 2)
            .and_then(|(whole, decimals)| {
                let whole: u16 = whole.parse().ok()?;
                let decimals: u8 = decimals.parse().ok()?;
                Some(i64::from(whole) * 100 + i64::from(decimals))
            });
        hundredths
            .map(|hundredths| Self(MilesHundredths(hundredths)))
            .ok_or_else(|| D::Error::custom("miles have two decimals"))
    }
}
