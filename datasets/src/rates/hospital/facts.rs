//! What a hospital file says about itself, in whichever format, and what of it is missing.

use super::dates::{DateForm, read_date};
use super::providers::StatedNpis;
use crate::rates::FileFacts;

/// Texts of the header, as stated; absent and blank are the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StatedFacts {
    pub(super) hospital_name: Option<String>,
    pub(super) last_updated_on: Option<String>,
    pub(super) version: Option<String>,
    /// Absent in all files before 3.0.
    pub(super) npis: Option<StatedNpis>,
}

impl StatedFacts {
    /// Facts of the file, with a warning for each that is missing.
    pub(super) fn into_facts(self, dates: DateForm) -> FileFacts {
        let mut warnings = Vec::new();
        let mut missing = |name: &str, is_missing: bool| {
            if is_missing {
                warnings.push(format!("{name} is missing from the header"));
            }
        };
        missing("hospital_name", self.hospital_name.is_none());
        missing("last_updated_on", self.last_updated_on.is_none());
        missing("version", self.version.is_none());
        let is_third = self
            .version
            .as_deref()
            .is_some_and(|version| version.starts_with('3'));
        missing("type_2_npi", is_third && self.npis.is_none());
        let last_updated_on = self.last_updated_on.as_deref();
        let day = last_updated_on.and_then(|text| read_date(text, dates));
        if last_updated_on.is_some() && day.is_none() {
            warnings.push("last_updated_on is no date that exists".to_owned());
        }
        let is_known = |version: &str| version.starts_with("2.") || version.starts_with("3.");
        if self
            .version
            .as_deref()
            .is_some_and(|version| !is_known(version))
        {
            warnings.push("version is neither 2.x nor 3.x: read as one of them".to_owned());
        }
        let unreadable = self.npis.map_or(0, |npis| npis.unreadable);
        if unreadable > 0 {
            warnings.push(format!(
                "type_2_npi: {unreadable} of its values are not ten digits"
            ));
        }
        FileFacts {
            entity: self.hospital_name,
            last_updated_on: day,
            schema_version: self.version,
            warnings,
            ..FileFacts::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateForm, StatedFacts, StatedNpis};

    fn stated(version: &str, npis: Option<&str>) -> StatedFacts {
        StatedFacts {
            hospital_name: Some("Mercy".to_owned()),
            last_updated_on: Some("4/1/2026".to_owned()),
            version: Some(version.to_owned()),
            npis: npis.map(|text| StatedNpis::new([text])),
        }
    }

    #[test]
    fn a_complete_header_warns_of_nothing() {
        for stated in [stated("2.2.1", None), stated("3.0.0", Some("1234567893"))] {
            let version = stated.version.clone();
            let facts = stated.into_facts(DateForm::IsoOrAmerican);
            assert!(facts.warnings.is_empty(), "{:?}", facts.warnings);
            assert_eq!(facts.entity.as_deref(), Some("Mercy"));
            assert_eq!(facts.schema_version, version);
            assert_eq!(facts.last_updated_on, "2026-04-01".parse().ok());
        }
    }

    #[test]
    fn what_is_missing_or_odd_is_a_warning_and_no_more() {
        let facts = StatedFacts::default().into_facts(DateForm::Iso);
        assert_eq!(facts.warnings.len(), 3, "{:?}", facts.warnings);
        let facts = stated("3.0", None).into_facts(DateForm::Iso);
        assert_eq!(
            facts.warnings,
            [
                "type_2_npi is missing from the header",
                "last_updated_on is no date that exists"
            ]
        );
        assert_eq!(facts.last_updated_on, None);
        let facts = stated("1.0.0", Some("1E9")).into_facts(DateForm::IsoOrAmerican);
        assert_eq!(
            facts.warnings,
            [
                "version is neither 2.x nor 3.x: read as one of them",
                "type_2_npi: 1 of its values are not ten digits"
            ]
        );
    }
}
