//! Header facts that both formats have, and warnings about missing ones.

use super::dates::{DateFormat, read_date};
use super::file_providers::{FileProviders, StatedNpis};
use super::text_decoder::TextDecoder;
use crate::rates::stated_rate::FileFacts;

/// Header values as stated. Blank values are absent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderFacts {
    pub(super) hospital_name: Option<String>,
    pub(super) last_updated_on: Option<String>,
    pub(super) version: Option<String>,
    /// Absent in all files before 3.0.
    pub(super) npis: Option<StatedNpis>,
}

impl HeaderFacts {
    /// Converts to the facts of the file, with a warning for each missing value.
    pub(super) fn into_facts(self, dates: DateFormat) -> FileFacts {
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
            warnings.push("last_updated_on is not a valid date".to_owned());
        }
        let is_known = |version: &str| version.starts_with("2.") || version.starts_with("3.");
        if self
            .version
            .as_deref()
            .is_some_and(|version| !is_known(version))
        {
            warnings
                .push("version is neither 2.x nor 3.x; the file is read as one of them".to_owned());
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

/// Returns warnings about how the file was read.
pub(super) fn reading_warnings(providers: &FileProviders, decoder: &TextDecoder) -> Vec<String> {
    let nameless = "the file states no provider: it has no type-2 NPI, and its name does not begin with an EIN";
    let foreign = "some text is not UTF-8 and was read as Windows-1252";
    let is_nameless = providers.group_size == 0 && providers.ein.is_none();
    let warnings = [(is_nameless, nameless), (decoder.met_windows_1252, foreign)];
    let given = warnings.into_iter().filter(|(is_given, _)| *is_given);
    given.map(|(_, warning)| warning.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{DateFormat, HeaderFacts, StatedNpis};

    fn stated(version: &str, npis: Option<&str>) -> HeaderFacts {
        HeaderFacts {
            hospital_name: Some("Mercy".to_owned()),
            last_updated_on: Some("4/1/2026".to_owned()),
            version: Some(version.to_owned()),
            npis: npis.map(|text| StatedNpis::new([text])),
        }
    }

    #[test]
    fn a_complete_header_gives_no_warning() {
        for stated in [stated("2.2.1", None), stated("3.0.0", Some("1234567893"))] {
            let version = stated.version.clone();
            let facts = stated.into_facts(DateFormat::IsoOrAmerican);
            assert!(facts.warnings.is_empty(), "{:?}", facts.warnings);
            assert_eq!(facts.entity.as_deref(), Some("Mercy"));
            assert_eq!(facts.schema_version, version);
            assert_eq!(facts.last_updated_on, "2026-04-01".parse().ok());
        }
    }

    #[test]
    fn missing_and_unusual_header_values_are_warnings() {
        let facts = HeaderFacts::default().into_facts(DateFormat::Iso);
        assert_eq!(facts.warnings.len(), 3, "{:?}", facts.warnings);
        let facts = stated("3.0", None).into_facts(DateFormat::Iso);
        assert_eq!(
            facts.warnings,
            [
                "type_2_npi is missing from the header",
                "last_updated_on is not a valid date"
            ]
        );
        assert_eq!(facts.last_updated_on, None);
        let facts = stated("1.0.0", Some("1E9")).into_facts(DateFormat::IsoOrAmerican);
        assert_eq!(
            facts.warnings,
            [
                "version is neither 2.x nor 3.x; the file is read as one of them",
                "type_2_npi: 1 of its values are not ten digits"
            ]
        );
    }
}
