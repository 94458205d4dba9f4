//! The members of a certificate in their order. A text is canonical exactly if writing what was
//! read gives it again.

use crate::search::OriginSource;
use crate::site_of_care::coverage::{Funding, LineOfBusiness, Urgency};
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::findings::{CriterionStatus, ReviewOutcome};
use crate::site_of_care::policy::pack::{AccessMetric, OriginKind};
use nearsite_domain::{Bore, CountyType, Day, MilesHundredths, Sedation};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything before the digest; written by [`CertificateContent::to_text`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateContent<'a> {
    pub(crate) format: u32,
    /// Id of the snapshot.
    #[serde(borrow)]
    pub(crate) snapshot: Cow<'a, str>,
    /// The service date.
    pub(crate) as_of: Day,
    pub(crate) policy: CertifiedPolicy<'a>,
    pub(crate) profile: CertifiedProfile<'a>,
    pub(crate) order: CertifiedOrder<'a>,
    pub(crate) origin: CertifiedOrigin<'a>,
    pub(crate) access: CertifiedAccess<'a>,
    pub(crate) radius_metres: i64,
    /// Requirements for alternates.
    pub(crate) needs: CertifiedNeeds,
    /// Sites that can do the order, by distance, then id.
    pub(crate) alternates: Vec<CertifiedAlternate<'a>>,
    /// Every other site within the radius, by distance, then id.
    pub(crate) excluded: Vec<CertifiedExclusion<'a>>,
    pub(crate) none_exists: bool,
    pub(crate) outcome: ReviewOutcome,
    pub(crate) criteria: Vec<CertifiedCriterion<'a>>,
    pub(crate) questions: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedPolicy<'a> {
    #[serde(borrow)]
    pub(crate) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) version: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) digest: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedProfile<'a> {
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) version: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedOrder<'a> {
    #[serde(borrow)]
    pub(crate) procedures: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(crate) network: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) payer: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) programme: Cow<'a, str>,
    pub(crate) line_of_business: LineOfBusiness,
    #[serde(borrow)]
    pub(crate) state: Cow<'a, str>,
    pub(crate) funding: Funding,
    pub(crate) service_date: Day,
    pub(crate) urgency: Urgency,
    pub(crate) age: u32,
    pub(crate) weight_lb: Option<u32>,
    pub(crate) sedation: Option<Sedation>,
    #[serde(borrow)]
    pub(crate) site: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) place_of_service: Option<Cow<'a, str>>,
    pub(crate) facts: BTreeMap<Fact, FactAnswer>,
    pub(crate) access: Option<CertifiedAccessOverride>,
}

/// A standard that came with the order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CertifiedAccessOverride {
    Miles(Miles),
    Ladder(Ladder),
}

/// The ladders an order may name.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ladder {
    Federal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedOrigin<'a> {
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) source: CertifiedOriginSource,
    #[serde(borrow)]
    pub(crate) zip: Option<Cow<'a, str>>,
    pub(crate) kind: OriginKind,
    pub(crate) county_type: Option<CountyType>,
}

/// Source of the coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CertifiedOriginSource {
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
pub(crate) struct CertifiedAccess<'a> {
    pub(crate) metric: AccessMetric,
    pub(crate) miles: Miles,
    pub(crate) minutes: Option<u32>,
    pub(crate) minutes_measured: bool,
    pub(crate) min_alternates: u32,
    #[serde(borrow)]
    pub(crate) source: Cow<'a, str>,
}

/// Needs as a search states them; those not asked for are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedNeeds {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bore: Option<Bore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) patient_weight_lb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sedation: Option<Sedation>,
    pub(crate) patient_age: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) contrast: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedAlternate<'a> {
    #[serde(borrow)]
    pub(crate) registration_id: Cow<'a, str>,
    pub(crate) metres: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedExclusion<'a> {
    #[serde(borrow)]
    pub(crate) registration_id: Cow<'a, str>,
    pub(crate) metres: i64,
    #[serde(borrow)]
    pub(crate) cause: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertifiedCriterion<'a> {
    #[serde(borrow)]
    pub(crate) key: Cow<'a, str>,
    pub(crate) status: CriterionStatus,
}

/// Miles as a text with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Miles(pub(crate) MilesHundredths);

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
