//! Checks the CSV header rows in the order they are found: field names, field values, column names.

use super::csv_check::CsvTemplateCheck;
use super::header_rules::{
    AttestationStatement, HeaderValue, HeaderValues, is_statement, statement_of,
};
use super::remark_counts::RemarkCounts;
use super::remark_words::RemarkWord;
use super::template_columns::{TemplateColumns, folded};
use super::template_version::{TemplateVersion, VersionEvidence};
use crate::rates::hospital::format::HospitalFormat;
use crate::rates::hospital::rate_column::keyword;
use crate::reading::csv::shown;
use rustc_hash::FxHashSet;

/// Position of a header row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeaderRow {
    /// Row number, from 0.
    pub(crate) number: usize,
    pub(crate) position: u64,
}

/// State of the check while header rows are read.
#[derive(Debug, Default)]
pub(crate) struct CsvHeaderCheck {
    remarks: RemarkCounts,
    header: HeaderValues,
    /// Columns of the header fields.
    roles: Vec<(usize, HeaderFact)>,
    /// Row numbers of the field names and of the field values.
    rows: [Option<usize>; 2],
}

/// Header field of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeaderFact {
    HospitalName,
    LastUpdatedOn,
    Version,
    LocationName,
    HospitalLocation,
    HospitalAddress,
    Type2Npi,
    AttesterName,
    /// Attestation, with the template version whose text it has.
    Statement(Option<TemplateVersion>),
}

const FACTS: [(&str, HeaderFact); 8] = [
    ("hospital_name", HeaderFact::HospitalName),
    ("last_updated_on", HeaderFact::LastUpdatedOn),
    ("version", HeaderFact::Version),
    ("location_name", HeaderFact::LocationName),
    ("hospital_location", HeaderFact::HospitalLocation),
    ("hospital_address", HeaderFact::HospitalAddress),
    ("type_2_npi", HeaderFact::Type2Npi),
    ("attester_name", HeaderFact::AttesterName),
];

impl CsvHeaderCheck {
    /// Checks the row of field names.
    pub(crate) fn take_names(&mut self, names: &[impl AsRef<str>], at: HeaderRow) {
        self.header = HeaderValues::default();
        self.roles.clear();
        self.rows = [Some(at.number), None];
        let mut seen = FxHashSet::default();
        for (column, name) in names.iter().enumerate() {
            let name = name.as_ref().trim();
            if name.is_empty() {
                continue;
            }
            let mut recorder = self.remarks.at_header(Some(at.position));
            if !seen.insert(folded(name)) {
                recorder.add(RemarkWord::FieldTwice, || shown(name));
                continue;
            }
            let word = keyword(name);
            let known = FACTS.iter().find(|(fact, _)| *fact == word);
            if known.is_some() && name.to_lowercase() != word {
                recorder.add(RemarkWord::ColumnMisspelled, || shown(name));
            }
            if is_statement(name) {
                let role = HeaderFact::Statement(statement_of(name));
                self.roles.push((column, role));
            } else if let Some((_, role)) = known {
                self.roles.push((column, *role));
            } else if let Some(state) = state_of(name) {
                if state == "[state]" {
                    recorder.add(RemarkWord::PlaceholderLeft, || shown(name));
                }
                self.header.license_state = HeaderValue::one(at.position, &state);
            }
        }
    }

    /// Records the row of field values.
    pub(crate) fn take_facts(&mut self, facts: &[impl AsRef<str>], at: HeaderRow) {
        self.rows[1] = Some(at.number);
        let header = &mut self.header;
        for &(column, role) in &self.roles {
            let text = facts.get(column).map_or("", |text| text.as_ref().trim());
            let fact = match role {
                HeaderFact::HospitalName => &mut header.hospital_name,
                HeaderFact::LastUpdatedOn => &mut header.last_updated_on,
                HeaderFact::Version => &mut header.version,
                HeaderFact::LocationName => &mut header.location_name,
                HeaderFact::HospitalLocation => &mut header.hospital_location,
                HeaderFact::HospitalAddress => &mut header.hospital_address,
                HeaderFact::Type2Npi => &mut header.type_2_npi,
                HeaderFact::AttesterName => &mut header.attester_name,
                HeaderFact::Statement(template) => {
                    let is = |word: &str| text.eq_ignore_ascii_case(word);
                    header.statements.push(AttestationStatement {
                        position: Some(at.position),
                        key: None,
                        text: template,
                        answer: (is("true") || is("false")).then(|| is("true")),
                    });
                    continue;
                }
            };
            *fact = HeaderValue::one(at.position, text);
        }
    }

    /// Checks the column names, the last row of the header, and then the header as a whole.
    pub(crate) fn finish(mut self, names: &[impl AsRef<str>], at: HeaderRow) -> CsvTemplateCheck {
        let mut recorder = self.remarks.at_header(Some(at.position));
        if self.rows != [Some(0), Some(1)] || at.number != 2 {
            recorder.add(RemarkWord::HeaderMisplaced, || {
                "the row of column names".to_owned()
            });
        }
        let columns = TemplateColumns::read(names, &mut recorder);
        let mut evidence = VersionEvidence::default();
        columns.count(&mut evidence);
        let template = self.header.template(evidence);
        columns.check(template, &mut recorder);
        self.header
            .check(template, HospitalFormat::CsvTall, &mut self.remarks);
        CsvTemplateCheck::new(self.remarks, template, columns)
    }
}

/// Returns the state in `license_number|XX`.
fn state_of(name: &str) -> Option<String> {
    let (word, state) = name.split_once('|').unwrap_or((name, ""));
    (keyword(word) == "license_number").then(|| keyword(state))
}
