//! What a file says about itself, as far as the template asks for it, and the rules about it.

use super::remark_counts::RemarkCounts;
use super::remark_words::RemarkWord;
use super::template_version::{TemplateVersion, VersionEvidence};
use crate::rates::hospital::dates::{DateFormat, read_date};
use crate::rates::hospital::file_providers::StatedNpis;
use crate::rates::hospital::format::HospitalFormat;
use nearsite_domain::Day;

/// The first day on which CMS enforces 3.0 \[HPT].
const THIRD_ENFORCED: &str = "2026-04-01";
const STATES: [&str; 59] = [
    "AL", "AK", "AS", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FM", "FL", "GA", "GU", "HI", "ID",
    "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MH", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE",
    "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "MP", "OH", "OK", "OR", "PW", "PA", "PR", "RI", "SC",
    "SD", "TN", "TX", "UT", "VT", "VI", "VA", "WA", "WV", "WI", "WY",
];
/// The statement of 2.x.
const AFFIRMATION: &str = "To the best of its knowledge and belief, the hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date indicated.";
/// The statement of 3.0.
const ATTESTATION: &str = "To the best of its knowledge and belief, this hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date in the file. This hospital has included all payer-specific negotiated charges in dollars that can be expressed as a dollar amount. For payer-specific negotiated charges that cannot be expressed as a dollar amount in the machine-readable file or not knowable in advance, the hospital attests that the payer-specific negotiated charge is based on a contractual algorithm, percentage or formula that precludes the provision of a dollar amount and has provided all necessary information available to the hospital for the public to be able to derive the dollar amount, including, but not limited to, the specific fee schedule or components referenced in such percentage, algorithm or formula.";
/// How both begin.
const STATEMENT_BEGINS: &str = "to the best of its knowledge";

/// What a file says about itself.
#[derive(Debug, Default)]
pub(super) struct HeaderValues {
    pub(super) hospital_name: HeaderValue,
    pub(super) last_updated_on: HeaderValue,
    pub(super) version: HeaderValue,
    /// `location_name`, of 3.0.
    pub(super) location_name: HeaderValue,
    /// `hospital_location`, of 2.x.
    pub(super) hospital_location: HeaderValue,
    pub(super) hospital_address: HeaderValue,
    pub(super) type_2_npi: HeaderValue,
    pub(super) attester_name: HeaderValue,
    /// The state of the licence.
    pub(super) license_state: HeaderValue,
    pub(super) statements: Vec<AttestationStatement>,
}

/// A fact: texts without spaces at their ends, none when it is absent.
#[derive(Debug, Default)]
pub(super) struct HeaderValue {
    /// Where it stands, or should.
    pub(super) position: Option<u64>,
    pub(super) texts: Vec<String>,
}

/// The statement a hospital makes about its file.
#[derive(Debug)]
pub(super) struct AttestationStatement {
    pub(super) position: Option<u64>,
    /// The template its key belongs to; columns of CSV are called by the text itself.
    pub(super) key: Option<TemplateVersion>,
    /// The template whose words it has.
    pub(super) text: Option<TemplateVersion>,
    pub(super) answer: Option<bool>,
}

impl HeaderValue {
    /// A fact of one text.
    pub(super) fn one(position: u64, text: &str) -> Self {
        Self {
            position: Some(position),
            texts: vec![text.to_owned()],
        }
    }

    /// The text, where there is one.
    pub(super) fn text(&self) -> Option<&str> {
        let text = self.texts.first().map(String::as_str);
        text.filter(|text| !text.is_empty())
    }

    /// Whether it is absent, or one of its texts is blank.
    fn is_blank(&self) -> bool {
        self.texts.is_empty() || self.texts.iter().any(String::is_empty)
    }
}

/// Whether the name of a column is the statement of either template, or meant to be.
pub(super) fn is_statement(name: &str) -> bool {
    tidy(name).starts_with(STATEMENT_BEGINS)
}

/// The template whose statement a text is, but for letter case and white space.
pub(super) fn statement_of(text: &str) -> Option<TemplateVersion> {
    let text = tidy(text);
    let editions = [
        (AFFIRMATION, TemplateVersion::V2),
        (ATTESTATION, TemplateVersion::V3),
    ];
    let found = editions.into_iter().find(|(words, _)| tidy(words) == text);
    found.map(|(_, template)| template)
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl HeaderValues {
    /// The template a file follows, by its header and further fields.
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

    /// Looks at everything in it.
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
        let of_both = [
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
        let of_third = [
            (
                &self.attester_name,
                RemarkWord::AttesterNameMissing,
                "attester_name",
            ),
            (&self.type_2_npi, RemarkWord::NpiMissing, "type_2_npi"),
        ];
        let is_third = template == TemplateVersion::V3;
        let of_third = of_third.into_iter().filter(|_| is_third);
        for (fact, word, name) in of_both.into_iter().chain(of_third) {
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
        let is_enforced = |day: Day| THIRD_ENFORCED.parse().is_ok_and(|first| day >= first);
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
        let is_asked =
            |statement: &&AttestationStatement| statement.key.is_none_or(|key| key == template);
        let mut asked = self.statements.iter().filter(is_asked);
        let first = asked.clone().next();
        let statement = asked
            .find(|statement| statement.text == Some(template))
            .or(first);
        let Some(statement) = statement else {
            let recorder = &mut remarks.at_header(None);
            return recorder.add(RemarkWord::AttestationMissing, || {
                "the statement".to_owned()
            });
        };
        let mut recorder = remarks.at_header(statement.position);
        if statement.text != Some(template) {
            recorder.add(RemarkWord::AttestationTextDiffers, || {
                "the statement".to_owned()
            });
        }
        let word = match statement.answer {
            Some(true) => return,
            Some(false) => RemarkWord::AttestationNotConfirmed,
            None => RemarkWord::AttestationUnanswered,
        };
        recorder.add(word, || "the confirmation of the statement".to_owned());
    }
}

fn note(fact: &HeaderValue, word: RemarkWord, name: &str, remarks: &mut RemarkCounts) {
    let mut recorder = remarks.at_header(fact.position);
    recorder.add(word, || name.to_owned());
}

/// A date with nothing behind it.
fn exact_date(text: &str, format: DateFormat) -> Option<Day> {
    let is_alone = !text.contains(|c: char| c.is_whitespace() || c == 'T');
    read_date(text, format).filter(|_| is_alone)
}

#[cfg(test)]
mod tests {
    use super::{AFFIRMATION, ATTESTATION, DateFormat, TemplateVersion, exact_date, is_statement};
    use super::{STATES, statement_of};

    #[test]
    fn statements_are_known_by_all_their_words() {
        let spaced = ATTESTATION.to_uppercase().replace(' ', " \n ");
        assert_eq!(statement_of(&spaced), Some(TemplateVersion::V3));
        assert_eq!(statement_of(AFFIRMATION), Some(TemplateVersion::V2));
        let altered = AFFIRMATION.replace("and belief, ", "");
        assert_eq!(statement_of(&altered), None);
        assert!(is_statement(&altered) && !is_statement("attester_name"));
    }

    #[test]
    fn a_date_has_nothing_behind_it() {
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
    fn states_are_told_once() {
        let mut states = STATES.to_vec();
        states.sort_unstable();
        states.dedup();
        assert_eq!(states.len(), STATES.len());
    }
}
