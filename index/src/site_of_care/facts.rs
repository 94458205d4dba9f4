//! Clinical facts as coded flags: true, false, or not stated.

use nearsite_domain::{RegistrationId, vocabulary};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

vocabulary!(
    /// A fact about the patient or the exam that a criterion may read.
    Fact, "fact",
    "sedation_need contrast_planned contrast_allergy obstetric_observation perinatology prior_studies preoperative postoperative transplant claustrophobia closed_bore_unsafe body_size chronic_disease comparison_needed delay_harmful hospital_only_service active_covid" {
        /// Moderate or deeper sedation, or general anaesthesia, is needed.
        SedationNeed = "sedation_need",
        /// The exam is planned with a contrast agent.
        ContrastPlanned = "contrast_planned",
        /// A known allergy to that agent or its class.
        ContrastAllergy = "contrast_allergy",
        /// Obstetric observation is needed.
        ObstetricObservation = "obstetric_observation",
        /// Perinatology services are needed.
        Perinatology = "perinatology",
        /// Earlier studies of this condition are at a site.
        PriorStudies = "prior_studies",
        /// Imaging before surgery at a site.
        Preoperative = "preoperative",
        /// Imaging after surgery at a site.
        Postoperative = "postoperative",
        /// Transplant services at an approved facility.
        Transplant = "transplant",
        /// Claustrophobia that a closed magnet would set off.
        Claustrophobia = "claustrophobia",
        /// A closed magnet is unsafe, not tolerated or not practical, for any reason.
        ClosedBoreUnsafe = "closed_bore_unsafe",
        /// Equipment for a very small or very large body is needed.
        BodySize = "body_size",
        /// A chronic disease or cancer is followed.
        ChronicDisease = "chronic_disease",
        /// Comparison with earlier studies, subspecialty reading or coordinated care is needed.
        ComparisonNeeded = "comparison_needed",
        /// A delay, or another place, would harm the patient.
        DelayHarmful = "delay_harmful",
        /// The service itself is offered in hospitals alone.
        HospitalOnlyService = "hospital_only_service",
        /// Active infection with the virus of COVID-19.
        ActiveCovid = "active_covid",
    }
);

impl Fact {
    /// True if the fact may name the site at which it is true.
    pub const fn names_a_site(self) -> bool {
        matches!(
            self,
            Self::PriorStudies | Self::Preoperative | Self::Postoperative
        )
    }
}

/// Statement about one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactAnswer {
    /// No.
    False,
    /// Yes; of a fact that names a site: at the site asked for.
    True,
    /// Yes, at this site.
    At(RegistrationId),
}

impl FactAnswer {
    /// True if the fact is true, here or anywhere.
    pub const fn is_true(&self) -> bool {
        !matches!(self, Self::False)
    }
}

impl Serialize for FactAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::False => serializer.serialize_bool(false),
            Self::True => serializer.serialize_bool(true),
            Self::At(site) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(SITE, site)?;
                map.end()
            }
        }
    }
}

/// The one member of a fact that names its site.
const SITE: &str = "site";

struct StatedVisitor;

impl<'de> Visitor<'de> for StatedVisitor {
    type Value = FactAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or an object with the member site")
    }

    fn visit_bool<E: Error>(self, holds: bool) -> Result<FactAnswer, E> {
        Ok(if holds {
            FactAnswer::True
        } else {
            FactAnswer::False
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FactAnswer, A::Error> {
        let wrong = || A::Error::invalid_type(serde::de::Unexpected::Map, &StatedVisitor);
        let mut site = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == SITE && site.is_none() {
                site = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
                return Err(wrong());
            }
        }
        site.map(FactAnswer::At).ok_or_else(wrong)
    }
}

impl<'de> Deserialize<'de> for FactAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatedVisitor)
    }
}

/// Everything stated; what is absent is not known.
pub type StatedFacts = BTreeMap<Fact, FactAnswer>;
