//! Reads the header of a CSV file: field names, field values, column names.
//!
//! In the template these are rows 1 to 3. Blank rows between them, a missing first pair and columns
//! without a name occur in real files and are accepted. A file without the columns is refused.

use super::csv_splitter::{CsvRecord, CsvSplitter, MAX_CELLS, NextRecord};
use super::dates::DateFormat;
use super::file_providers::StatedNpis;
use super::header_facts::HeaderFacts;
use super::rate_column::{RateColumn, keyword};
use super::table_layout::TableLayout;
use super::template_check::{CsvHeaderCheck, CsvTemplateCheck, HeaderRow};
use super::text_decoder::TextDecoder;
use crate::rates::stated_rate::FileFacts;
use crate::reading::csv::shown;
use crate::reading::file_fault::FileFault;
use std::borrow::Cow;
use std::io::Read;

/// Rows searched for the column names. The template has them in row 3.
const MAX_HEADER_ROWS: usize = 20;

const NO_COLUMNS: &str = "none of the first 20 rows names columns `code|1` and `standard_charge|...`: this is not the template of CMS (2.0 and later); if it is a layout from before July 2024, ask the hospital for its current file";

/// Header of a CSV file.
#[derive(Debug)]
pub(super) struct CsvHeader {
    pub(super) facts: HeaderFacts,
    pub(super) layout: TableLayout,
    /// Column names as written, shortened for messages.
    names: Vec<String>,
}

impl CsvHeader {
    /// Returns a column name for messages.
    pub(super) fn name(&self, column: Option<usize>) -> String {
        let name = column.and_then(|column| self.names.get(column));
        name.cloned().unwrap_or_default()
    }

    pub(super) fn into_facts(self) -> FileFacts {
        self.facts.into_facts(DateFormat::IsoOrAmerican)
    }
}

/// Reads and checks the rows up to the column names.
///
/// # Errors
/// [`FileFault`] if the columns are not found or not usable.
pub(super) fn read_header<R: Read>(
    splitter: &mut CsvSplitter<R>,
    decoder: &mut TextDecoder,
) -> Result<(CsvHeader, CsvTemplateCheck), FileFault> {
    let mut facts = HeaderFacts::default();
    let mut check = CsvHeaderCheck::default();
    let mut field_columns = None;
    for number in 0..MAX_HEADER_ROWS {
        let row = match splitter.next_record()? {
            NextRecord::Record(row) if row.cells <= MAX_CELLS => row,
            NextRecord::Record(_) => {
                return Err(FileFault::Header(
                    "the table has more than 65536 columns; check that this is a hospital price file".to_owned(),
                ));
            }
            NextRecord::TooLong { .. } => {
                return Err(FileFault::Header(
                    "it has a row of more than 16 MiB; check for a quote that is never closed"
                        .to_owned(),
                ));
            }
            NextRecord::End => break,
        };
        let position = row.position;
        let at = HeaderRow { number, position };
        let cells = decode(&row, decoder);
        if has_column_names(&cells) {
            let layout = TableLayout::new(&cells)?;
            let names = cells.iter().map(|name| shown(name)).collect();
            let header = CsvHeader {
                facts,
                layout,
                names,
            };
            return Ok((header, check.finish(&cells, at)));
        }
        if let Some(names) = FactColumns::find(&cells) {
            field_columns = Some(names);
            check.take_names(&cells, at);
        } else if let Some(names) = field_columns.take() {
            facts = names.read(&cells);
            check.take_facts(&cells, at);
        }
    }
    Err(FileFault::Header(NO_COLUMNS.to_owned()))
}

fn decode<'a>(row: &CsvRecord<'a>, decoder: &mut TextDecoder) -> Vec<Cow<'a, str>> {
    row.iter().map(|cell| decoder.cell(cell)).collect()
}

/// True if these are column names, not field names of the header.
pub(super) fn has_column_names(cells: &[Cow<'_, str>]) -> bool {
    cells.iter().any(|cell| {
        matches!(
            RateColumn::from_name(cell),
            RateColumn::Code { .. } | RateColumn::CodeType { .. } | RateColumn::Charge { .. }
        )
    })
}

/// Columns of the header values that are used.
#[derive(Debug, Default)]
pub(super) struct FactColumns {
    hospital_name: Option<usize>,
    last_updated_on: Option<usize>,
    version: Option<usize>,
    type_2_npi: Option<usize>,
}

impl FactColumns {
    /// Finds the columns among field names. Returns `None` if the row names none of them.
    pub(super) fn find(cells: &[Cow<'_, str>]) -> Option<Self> {
        let position = |name: &str| cells.iter().position(|cell| keyword(cell) == name);
        let columns = Self {
            hospital_name: position("hospital_name"),
            last_updated_on: position("last_updated_on"),
            version: position("version"),
            type_2_npi: position("type_2_npi"),
        };
        let all = [
            columns.hospital_name,
            columns.last_updated_on,
            columns.version,
            columns.type_2_npi,
        ];
        all.iter().any(Option::is_some).then_some(columns)
    }

    fn read(&self, cells: &[Cow<'_, str>]) -> HeaderFacts {
        let text = |column: Option<usize>| {
            let text = column.and_then(|column| cells.get(column));
            text.filter(|text| !text.is_empty())
                .map(ToString::to_string)
        };
        HeaderFacts {
            hospital_name: text(self.hospital_name),
            last_updated_on: text(self.last_updated_on),
            version: text(self.version),
            npis: text(self.type_2_npi).map(|text| StatedNpis::new([&text[..]])),
        }
    }
}
