//! Looks at the rows above a table as they are found: names of facts, facts, names of columns.

use super::columns::{Columns, folded};
use super::csv_rows::CsvTemplate;
use super::edition::{Edition, Marks};
use super::header::{Attested, Fact, StatedHeader, is_statement, statement_of};
use super::stated::Form;
use super::tally::Remarks;
use super::words::Word;
use crate::rates::hospital::column::keyword;
use crate::reading::csv::shown;
use rustc_hash::FxHashSet;

/// Where a row of the header stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::rates::hospital) struct RowAt {
    /// Its number, from 0.
    pub(in crate::rates::hospital) number: usize,
    pub(in crate::rates::hospital) position: u64,
}

/// The rows above the data while they are found.
#[derive(Debug, Default)]
pub(in crate::rates::hospital) struct CsvTop {
    remarks: Remarks,
    header: StatedHeader,
    /// Columns of facts.
    roles: Vec<(usize, FactRole)>,
    /// Numbers of the rows with the names of facts and with the facts.
    rows: [Option<usize>; 2],
}

/// A fact of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FactRole {
    HospitalName,
    LastUpdatedOn,
    Version,
    LocationName,
    HospitalLocation,
    HospitalAddress,
    Type2Npi,
    AttesterName,
    /// With the edition whose words the statement has.
    Statement(Option<Edition>),
}

const FACTS: [(&str, FactRole); 8] = [
    ("hospital_name", FactRole::HospitalName),
    ("last_updated_on", FactRole::LastUpdatedOn),
    ("version", FactRole::Version),
    ("location_name", FactRole::LocationName),
    ("hospital_location", FactRole::HospitalLocation),
    ("hospital_address", FactRole::HospitalAddress),
    ("type_2_npi", FactRole::Type2Npi),
    ("attester_name", FactRole::AttesterName),
];

impl CsvTop {
    /// Takes the row of names of facts.
    pub(in crate::rates::hospital) fn take_names(&mut self, names: &[impl AsRef<str>], at: RowAt) {
        self.header = StatedHeader::default();
        self.roles.clear();
        self.rows = [Some(at.number), None];
        let mut seen = FxHashSet::default();
        for (column, name) in names.iter().enumerate() {
            let name = name.as_ref().trim();
            if name.is_empty() {
                continue;
            }
            let mut mark = self.remarks.at_header(Some(at.position));
            if !seen.insert(folded(name)) {
                mark.note(Word::FieldTwice, || shown(name));
                continue;
            }
            let word = keyword(name);
            let known = FACTS.iter().find(|(fact, _)| *fact == word);
            if known.is_some() && name.to_lowercase() != word {
                mark.note(Word::ColumnMisspelled, || shown(name));
            }
            if is_statement(name) {
                let role = FactRole::Statement(statement_of(name));
                self.roles.push((column, role));
            } else if let Some((_, role)) = known {
                self.roles.push((column, *role));
            } else if let Some(state) = state_of(name) {
                if state == "[state]" {
                    mark.note(Word::PlaceholderLeft, || shown(name));
                }
                self.header.license_state = Fact::one(at.position, &state);
            }
        }
    }

    /// Takes the row of facts.
    pub(in crate::rates::hospital) fn take_facts(&mut self, facts: &[impl AsRef<str>], at: RowAt) {
        self.rows[1] = Some(at.number);
        let header = &mut self.header;
        for &(column, role) in &self.roles {
            let text = facts.get(column).map_or("", |text| text.as_ref().trim());
            let fact = match role {
                FactRole::HospitalName => &mut header.hospital_name,
                FactRole::LastUpdatedOn => &mut header.last_updated_on,
                FactRole::Version => &mut header.version,
                FactRole::LocationName => &mut header.location_name,
                FactRole::HospitalLocation => &mut header.hospital_location,
                FactRole::HospitalAddress => &mut header.hospital_address,
                FactRole::Type2Npi => &mut header.type_2_npi,
                FactRole::AttesterName => &mut header.attester_name,
                FactRole::Statement(edition) => {
                    let is = |word: &str| text.eq_ignore_ascii_case(word);
                    header.statements.push(Attested {
                        position: Some(at.position),
                        key: None,
                        text: edition,
                        answer: (is("true") || is("false")).then(|| is("true")),
                    });
                    continue;
                }
            };
            *fact = Fact::one(at.position, text);
        }
    }

    /// Takes the row of names of columns, the last of the header, and looks at all of it.
    pub(in crate::rates::hospital) fn finish(
        mut self,
        names: &[impl AsRef<str>],
        at: RowAt,
    ) -> CsvTemplate {
        let mut mark = self.remarks.at_header(Some(at.position));
        if self.rows != [Some(0), Some(1)] || at.number != 2 {
            mark.note(Word::HeaderMisplaced, || {
                "the row of names of columns".to_owned()
            });
        }
        let columns = Columns::read(names, &mut mark);
        let mut marks = Marks::default();
        columns.count(&mut marks);
        let edition = self.header.edition(marks);
        columns.remark(edition, &mut mark);
        self.header.remark(edition, Form::Tall, &mut self.remarks);
        CsvTemplate::new(self.remarks, edition, columns)
    }
}

/// The second word of `license_number|XX`.
fn state_of(name: &str) -> Option<String> {
    let (word, state) = name.split_once('|').unwrap_or((name, ""));
    (keyword(word) == "license_number").then(|| keyword(state))
}
