//! What a file says about itself, as far as the template asks for it, and the rules about it.

use super::edition::{Edition, Marks};
use super::stated::Form;
use super::tally::Remarks;
use super::words::Word;
use crate::rates::hospital::dates::{DateForm, read_date};
use crate::rates::hospital::providers::StatedNpis;
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
pub(super) struct StatedHeader {
    pub(super) hospital_name: Fact,
    pub(super) last_updated_on: Fact,
    pub(super) version: Fact,
    /// `location_name`, of 3.0.
    pub(super) location_name: Fact,
    /// `hospital_location`, of 2.x.
    pub(super) hospital_location: Fact,
    pub(super) hospital_address: Fact,
    pub(super) type_2_npi: Fact,
    pub(super) attester_name: Fact,
    /// The state of the licence.
    pub(super) license_state: Fact,
    pub(super) statements: Vec<Attested>,
}

/// A fact: texts without spaces at their ends, none when it is absent.
#[derive(Debug, Default)]
pub(super) struct Fact {
    /// Where it stands, or should.
    pub(super) position: Option<u64>,
    pub(super) texts: Vec<String>,
}

/// The statement a hospital makes about its file.
#[derive(Debug)]
pub(super) struct Attested {
    pub(super) position: Option<u64>,
    /// The edition its key belongs to; columns of CSV are called by the text itself.
    pub(super) key: Option<Edition>,
    /// The edition whose words it has.
    pub(super) text: Option<Edition>,
    pub(super) answer: Option<bool>,
}

impl Fact {
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

/// Whether the name of a column is the statement of either edition, or meant to be.
pub(super) fn is_statement(name: &str) -> bool {
    tidy(name).starts_with(STATEMENT_BEGINS)
}

/// The edition whose statement a text is, but for letter case and white space.
pub(super) fn statement_of(text: &str) -> Option<Edition> {
    let text = tidy(text);
    let editions = [
        (AFFIRMATION, Edition::Second),
        (ATTESTATION, Edition::Third),
    ];
    let found = editions.into_iter().find(|(words, _)| tidy(words) == text);
    found.map(|(_, edition)| edition)
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl StatedHeader {
    /// The edition a file follows, by its header and further fields.
    pub(super) fn edition(&self, mut marks: Marks) -> Edition {
        let is_there = |fact: &Fact| !fact.texts.is_empty();
        for (fact, edition) in [
            (&self.hospital_location, Edition::Second),
            (&self.location_name, Edition::Third),
            (&self.type_2_npi, Edition::Third),
            (&self.attester_name, Edition::Third),
        ] {
            if is_there(fact) {
                marks.add(edition);
            }
        }
        for statement in &self.statements {
            if let Some(edition) = statement.key.or(statement.text) {
                marks.add(edition);
            }
        }
        Edition::followed(self.version.text(), marks)
    }

    /// Looks at everything in it.
    pub(super) fn remark(&self, edition: Edition, form: Form, remarks: &mut Remarks) {
        let dates = match form {
            Form::Json => DateForm::Iso,
            Form::Tall | Form::Wide => DateForm::IsoOrAmerican,
        };
        self.remark_blanks(edition, remarks);
        let updated = self.last_updated_on.text();
        let day = updated.and_then(|text| exact_date(text, dates));
        if updated.is_some() && day.is_none() {
            note(
                &self.last_updated_on,
                Word::LastUpdatedInvalid,
                "last_updated_on",
                remarks,
            );
        }
        self.remark_version(edition, day, remarks);
        self.remark_npis(remarks);
        self.remark_license(remarks);
        self.remark_statement(edition, remarks);
    }

    fn remark_blanks(&self, edition: Edition, remarks: &mut Remarks) {
        let location = match edition {
            Edition::Second => (
                &self.hospital_location,
                Word::LocationMissing,
                "hospital_location",
            ),
            Edition::Third => (&self.location_name, Word::LocationMissing, "location_name"),
        };
        let of_both = [
            (
                &self.hospital_name,
                Word::HospitalNameMissing,
                "hospital_name",
            ),
            (
                &self.last_updated_on,
                Word::LastUpdatedMissing,
                "last_updated_on",
            ),
            (&self.version, Word::VersionMissing, "version"),
            location,
            (
                &self.hospital_address,
                Word::AddressMissing,
                "hospital_address",
            ),
        ];
        let of_third = [
            (
                &self.attester_name,
                Word::AttesterNameMissing,
                "attester_name",
            ),
            (&self.type_2_npi, Word::NpiMissing, "type_2_npi"),
        ];
        let is_third = edition == Edition::Third;
        let of_third = of_third.into_iter().filter(|_| is_third);
        for (fact, word, name) in of_both.into_iter().chain(of_third) {
            if fact.is_blank() {
                note(fact, word, name, remarks);
            }
        }
    }

    fn remark_version(&self, edition: Edition, day: Option<Day>, remarks: &mut Remarks) {
        let said = self.version.text().map(Edition::of_version);
        if said.is_some_and(|said| said != Some(edition)) {
            note(&self.version, Word::VersionUnexpected, "version", remarks);
        }
        let is_enforced = |day: Day| THIRD_ENFORCED.parse().is_ok_and(|first| day >= first);
        if edition == Edition::Second && day.is_some_and(is_enforced) {
            note(&self.version, Word::VersionSuperseded, "version", remarks);
        }
    }

    fn remark_npis(&self, remarks: &mut Remarks) {
        let texts = self.type_2_npi.texts.iter().map(String::as_str);
        for _ in 0..StatedNpis::new(texts).unreadable {
            note(&self.type_2_npi, Word::NpiInvalid, "type_2_npi", remarks);
        }
    }

    fn remark_license(&self, remarks: &mut Remarks) {
        let state = &self.license_state;
        let is_state = |text: &String| STATES.iter().any(|state| text.eq_ignore_ascii_case(state));
        if state.position.is_none() {
            note(state, Word::LicenseMissing, "the license", remarks);
        } else if !state.texts.iter().any(is_state) {
            note(state, Word::LicenseStateUnknown, "the license", remarks);
        }
    }

    fn remark_statement(&self, edition: Edition, remarks: &mut Remarks) {
        let is_asked = |said: &&Attested| said.key.is_none_or(|key| key == edition);
        let mut asked = self.statements.iter().filter(is_asked);
        let first = asked.clone().next();
        let statement = asked.find(|said| said.text == Some(edition)).or(first);
        let Some(statement) = statement else {
            let mark = &mut remarks.at_header(None);
            return mark.note(Word::AttestationMissing, || "the statement".to_owned());
        };
        let mut mark = remarks.at_header(statement.position);
        if statement.text != Some(edition) {
            mark.note(Word::AttestationTextDiffers, || "the statement".to_owned());
        }
        let word = match statement.answer {
            Some(true) => return,
            Some(false) => Word::AttestationNotConfirmed,
            None => Word::AttestationUnanswered,
        };
        mark.note(word, || "the confirmation of the statement".to_owned());
    }
}

fn note(fact: &Fact, word: Word, name: &str, remarks: &mut Remarks) {
    let mut mark = remarks.at_header(fact.position);
    mark.note(word, || name.to_owned());
}

/// A date with nothing behind it.
fn exact_date(text: &str, form: DateForm) -> Option<Day> {
    let is_alone = !text.contains(|c: char| c.is_whitespace() || c == 'T');
    read_date(text, form).filter(|_| is_alone)
}

#[cfg(test)]
mod tests {
    use super::{AFFIRMATION, ATTESTATION, DateForm, Edition, exact_date, is_statement};
    use super::{STATES, statement_of};

    #[test]
    fn statements_are_known_by_all_their_words() {
        let spaced = ATTESTATION.to_uppercase().replace(' ', " \n ");
        assert_eq!(statement_of(&spaced), Some(Edition::Third));
        assert_eq!(statement_of(AFFIRMATION), Some(Edition::Second));
        let altered = AFFIRMATION.replace("and belief, ", "");
        assert_eq!(statement_of(&altered), None);
        assert!(is_statement(&altered) && !is_statement("attester_name"));
    }

    #[test]
    fn a_date_has_nothing_behind_it() {
        let is_date = |text, form| exact_date(text, form).is_some();
        for (text, csv, json) in [
            ("2026-04-01", true, true),
            ("4/1/2026", true, false),
            ("2026-04-01T00:00:00", false, false),
            ("2026-04-01 00:00", false, false),
            ("2026-02-30", false, false),
            ("July 1 2024", false, false),
        ] {
            assert_eq!(is_date(text, DateForm::IsoOrAmerican), csv, "{text}");
            assert_eq!(is_date(text, DateForm::Iso), json, "{text}");
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
