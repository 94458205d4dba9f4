//! Header values that the template requires, and the rules for them.

use super::remark_counts::RemarkCounts;
use super::remark_words::RemarkWord;
use super::template_version::{TemplateVersion, VersionEvidence};
use crate::rates::hospital::dates::{DateFormat, read_date};
use crate::rates::hospital::file_providers::StatedNpis;
use crate::rates::hospital::format::HospitalFormat;
use nearsite_domain::Day;

/// First day on which CMS enforces 3.0 \[HPT].
const V3_ENFORCED: &str = "2026-04-01";
const STATES: [&str; 59] = [
    "AL", "AK", "AS", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FM", "FL", "GA", "GU", "HI", "ID",
    "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MH", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE",
    "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "MP", "OH", "OK", "OR", "PW", "PA", "PR", "RI", "SC",
    "SD", "TN", "TX", "UT", "VT", "VI", "VA", "WA", "WV", "WI", "WY",
];
/// Attestation text of 2.x.
const AFFIRMATION: &str = "To the best of its knowledge and belief, the hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date indicated.";
/// Attestation text of 3.0.
const ATTESTATION: &str = "To the best of its knowledge and belief, this hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date in the file. This hospital has included all payer-specific negotiated charges in dollars that can be expressed as a dollar amount. For payer-specific negotiated charges that cannot be expressed as a dollar amount in the machine-readable file or not knowable in advance, the hospital attests that the payer-specific negotiated charge is based on a contractual algorithm, percentage or formula that precludes the provision of a dollar amount and has provided all necessary information available to the hospital for the public to be able to derive the dollar amount, including, but not limited to, the specific fee schedule or components referenced in such percentage, algorithm or formula.";
/// First words of both texts.
const STATEMENT_BEGINS: &str = "to the best of its knowledge";

/// Header of a file.
#[derive(Debug, Default)]
pub(super) struct HeaderValues {
    pub(super) hospital_name: HeaderValue,
    pub(super) last_updated_on: HeaderValue,
    pub(super) version: HeaderValue,
    /// `location_name`, 3.0 only.
    pub(super) location_name: HeaderValue,
    /// `hospital_location`, 2.x only.
    pub(super) hospital_location: HeaderValue,
    pub(super) hospital_address: HeaderValue,
    pub(super) type_2_npi: HeaderValue,
    pub(super) attester_name: HeaderValue,
    /// State of the license.
    pub(super) license_state: HeaderValue,
    pub(super) statements: Vec<AttestationStatement>,
}

/// Value of a header field: trimmed strings, empty if the field is absent.
#[derive(Debug, Default)]
pub(super) struct HeaderValue {
    /// Byte position of the value, or of the place where it belongs.
    pub(super) position: Option<u64>,
    pub(super) texts: Vec<String>,
}

/// Attestation of the hospital about its file.
#[derive(Debug)]
pub(super) struct AttestationStatement {
    pub(super) position: Option<u64>,
    /// Template version of its JSON key. CSV columns have no key: their name is the text.
    pub(super) key: Option<TemplateVersion>,
    /// Template version whose text it matches.
    pub(super) text: Option<TemplateVersion>,
    pub(super) answer: Option<bool>,
}

impl HeaderValue {
    /// Creates a value with one string.
    pub(super) fn one(position: u64, text: &str) -> Self {
        Self {
            position: Some(position),
            texts: vec![text.to_owned()],
        }
    }

    /// Returns the first string unless it is empty.
    pub(super) fn text(&self) -> Option<&str> {
        let text = self.texts.first().map(String::as_str);
        text.filter(|text| !text.is_empty())
    }

    /// True if the value is absent or contains a blank string.
    fn is_blank(&self) -> bool {
        self.texts.is_empty() || self.texts.iter().any(String::is_empty)
    }
}

/// True if a column name is an attestation of either version, or begins like one.
pub(super) fn is_statement(name: &str) -> bool {
    normalized(name).starts_with(STATEMENT_BEGINS)
}

/// Returns the version whose attestation a text is, ignoring letter case and white space.
pub(super) fn statement_of(text: &str) -> Option<TemplateVersion> {
    let text = normalized(text);
    let versions = [
        (AFFIRMATION, TemplateVersion::V2),
        (ATTESTATION, TemplateVersion::V3),
    ];
    let found = versions
        .into_iter()
        .find(|(words, _)| normalized(words) == text);
    found.map(|(_, template)| template)
}

fn normalized(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl HeaderValues {
    /// Returns the template version that a file follows, from its header and further evidence.
    pub(super) fn template(&self, mut evidence: VersionEvidence) -> TemplateVersion {
        let is_there = |fact: &HeaderValue| !fact.texts.is_empty();
        for (fact, template) in [
            (&self.hospital_location, TemplateVersion::V2),
            (&self.location_name, TemplateVersion::V3),
            (&self.type_2_npi, TemplateVersion::V3),
            (&self.attester_name, TemplateVersion::V3),
        ] {
            if is_there(fact) {
                evidence.add(template);
            }
        }
        for statement in &self.statements {
            if let Some(template) = statement.key.or(statement.text) {
                evidence.add(template);
            }
        }
        TemplateVersion::detect(self.version.text(), evidence)
    }

    /// Checks every value of the header.
    pub(super) fn check(
        &self,
        template: TemplateVersion,
        format: HospitalFormat,
        remarks: &mut RemarkCounts,
    ) {
        let dates = match format {
            HospitalFormat::Json => DateFormat::Iso,
            HospitalFormat::CsvTall | HospitalFormat::CsvWide => DateFormat::IsoOrAmerican,
        };
        self.check_blanks(template, remarks);
        let updated = self.last_updated_on.text();
        let day = updated.and_then(|text| exact_date(text, dates));
        if updated.is_some() && day.is_none() {
            note(
                &self.last_updated_on,
                RemarkWord::LastUpdatedInvalid,
                "last_updated_on",
                remarks,
            );
        }
        self.check_version(template, day, remarks);
        self.check_npis(remarks);
        self.check_license(remarks);
        self.check_statement(template, remarks);
    }

    fn check_blanks(&self, template: TemplateVersion, remarks: &mut RemarkCounts) {
        let location = match template {
            TemplateVersion::V2 => (
                &self.hospital_location,
                RemarkWord::LocationMissing,
                "hospital_location",
            ),
            TemplateVersion::V3 => (
                &self.location_name,
                RemarkWord::LocationMissing,
                "location_name",
            ),
        };
        let required = [
            (
                &self.hospital_name,
                RemarkWord::HospitalNameMissing,
                "hospital_name",
            ),
            (
                &self.last_updated_on,
                RemarkWord::LastUpdatedMissing,
                "last_updated_on",
            ),
            (&self.version, RemarkWord::VersionMissing, "version"),
            location,
            (
                &self.hospital_address,
                RemarkWord::AddressMissing,
                "hospital_address",
            ),
        ];
        let required_in_v3 = [
            (
                &self.attester_name,
                RemarkWord::AttesterNameMissing,
                "attester_name",
            ),
            (&self.type_2_npi, RemarkWord::NpiMissing, "type_2_npi"),
        ];
        let is_v3 = template == TemplateVersion::V3;
        let required_in_v3 = required_in_v3.into_iter().filter(|_| is_v3);
        for (fact, word, name) in required.into_iter().chain(required_in_v3) {
            if fact.is_blank() {
                note(fact, word, name, remarks);
            }
        }
    }

    fn check_version(
        &self,
        template: TemplateVersion,
        day: Option<Day>,
        remarks: &mut RemarkCounts,
    ) {
        let stated = self.version.text().map(TemplateVersion::of_version);
        if stated.is_some_and(|stated| stated != Some(template)) {
            note(
                &self.version,
                RemarkWord::VersionUnexpected,
                "version",
                remarks,
            );
        }
        let is_enforced = |day: Day| V3_ENFORCED.parse().is_ok_and(|first| day >= first);
        if template == TemplateVersion::V2 && day.is_some_and(is_enforced) {
            note(
                &self.version,
                RemarkWord::VersionSuperseded,
                "version",
                remarks,
            );
        }
    }

    fn check_npis(&self, remarks: &mut RemarkCounts) {
        let texts = self.type_2_npi.texts.iter().map(String::as_str);
        for _ in 0..StatedNpis::new(texts).unreadable {
            note(
                &self.type_2_npi,
                RemarkWord::NpiInvalid,
                "type_2_npi",
                remarks,
            );
        }
    }

    fn check_license(&self, remarks: &mut RemarkCounts) {
        let state = &self.license_state;
        let is_state = |text: &String| STATES.iter().any(|state| text.eq_ignore_ascii_case(state));
        if state.position.is_none() {
            note(state, RemarkWord::LicenseMissing, "the license", remarks);
        } else if !state.texts.iter().any(is_state) {
            note(
                state,
                RemarkWord::LicenseStateUnknown,
                "the license",
                remarks,
            );
        }
    }

    fn check_statement(&self, template: TemplateVersion, remarks: &mut RemarkCounts) {
        let is_candidate =
            |statement: &&AttestationStatement| statement.key.is_none_or(|key| key == template);
        let mut candidates = self.statements.iter().filter(is_candidate);
        let first = candidates.clone().next();
        let statement = candidates
            .find(|statement| statement.text == Some(template))
            .or(first);
        let Some(statement) = statement else {
            let recorder = &mut remarks.at_header(None);
            return recorder.add(RemarkWord::AttestationMissing, || {
                "the attestation".to_owned()
            });
        };
        let mut recorder = remarks.at_header(statement.position);
        if statement.text != Some(template) {
            recorder.add(RemarkWord::AttestationTextDiffers, || {
                "the attestation".to_owned()
            });
        }
        let word = match statement.answer {
            Some(true) => return,
            Some(false) => RemarkWord::AttestationNotConfirmed,
            None => RemarkWord::AttestationUnanswered,
        };
        recorder.add(word, || "the confirmation of the attestation".to_owned());
    }
}

fn note(fact: &HeaderValue, word: RemarkWord, name: &str, remarks: &mut RemarkCounts) {
    let mut recorder = remarks.at_header(fact.position);
    recorder.add(word, || name.to_owned());
}

/// Reads a date that is the whole text.
fn exact_date(text: &str, format: DateFormat) -> Option<Day> {
    let is_alone = !text.contains(|c: char| c.is_whitespace() || c == 'T');
    read_date(text, format).filter(|_| is_alone)
}

#[cfg(test)]
mod tests {
    use super::{AFFIRMATION, ATTESTATION, DateFormat, TemplateVersion, exact_date, is_statement};
    use super::{STATES, statement_of};

    #[test]
    fn attestations_match_by_their_whole_text() {
        let spaced = ATTESTATION.to_uppercase().replace(' ', " \n ");
        assert_eq!(statement_of(&spaced), Some(TemplateVersion::V3));
        assert_eq!(statement_of(AFFIRMATION), Some(TemplateVersion::V2));
        let altered = AFFIRMATION.replace("and belief, ", "");
        assert_eq!(statement_of(&altered), None);
        assert!(is_statement(&altered) && !is_statement("attester_name"));
    }

    #[test]
    fn text_after_a_date_is_rejected() {
        let is_date = |text, format| exact_date(text, format).is_some();
        for (text, csv, json) in [
            ("2026-04-01", true, true),
            ("4/1/2026", true, false),
            ("2026-04-01T00:00:00", false, false),
            ("2026-04-01 00:00", false, false),
            ("2026-02-30", false, false),
            ("July 1 2024", false, false),
        ] {
            assert_eq!(is_date(text, DateFormat::IsoOrAmerican), csv, "{text}");
            assert_eq!(is_date(text, DateFormat::Iso), json, "{text}");
        }
    }

    #[test]
    fn states_are_listed_once() {
        let mut states = STATES.to_vec();
        states.sort_unstable();
        states.dedup();
        assert_eq!(states.len(), STATES.len());
    }
}
