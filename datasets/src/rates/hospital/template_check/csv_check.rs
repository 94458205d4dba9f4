//! Checks the rows of a CSV file against the template.

use super::field_values::{FieldMap, FieldValues, StatedFields, StatedValue, TemplateField};
use super::item_rules::{
    ChargesFound, CodeValues, DrugRequirement, check_charge, check_charge_values,
    check_description, check_drug, check_setting,
};
use super::payer_rules::{check_payer, check_payer_values};
use super::remark_counts::{RecordPosition, RemarkCounts, RemarkRecorder};
use super::remark_words::RemarkWord;
use super::template_columns::TemplateColumns;
use super::template_version::TemplateVersion;
use crate::rates::file_remark::FileRemark;
use crate::rates::hospital::csv_splitter::CsvRecord;
use crate::rates::hospital::format::HospitalFormat;
use crate::rates::hospital::text_decoder::TextDecoder;

/// State of the check while rows are read.
#[derive(Debug)]
pub(crate) struct CsvTemplateCheck {
    remarks: RemarkCounts,
    template: TemplateVersion,
    columns: TemplateColumns,
    /// Separate decoder, so that cells which only the check reads do not cause a reading warning.
    decoder: TextDecoder,
    has_payer_charge: bool,
}

/// Subject of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Item,
    /// A modifier without an item.
    Modifier,
}

impl CsvTemplateCheck {
    /// Starts after the header, with the remarks about the header.
    pub(super) fn new(
        remarks: RemarkCounts,
        template: TemplateVersion,
        columns: TemplateColumns,
    ) -> Self {
        Self {
            remarks,
            template,
            columns,
            decoder: TextDecoder::default(),
            has_payer_charge: false,
        }
    }

    /// Checks a row whose cells have all been split. Rows of blank cells are ignored.
    pub(crate) fn check_row(&mut self, row: &CsvRecord<'_>, record: u64) {
        let is_blank = |byte: &u8| matches!(byte, b',' | b' ' | b'\t' | b'"');
        if row.bytes.iter().all(is_blank) {
            return;
        }
        let recorder = &mut self.remarks.at(RecordPosition {
            record: Some(record),
            position: Some(row.position),
        });
        let mut cells = RowCells {
            row: *row,
            decoder: &mut self.decoder,
        };
        let columns = &self.columns;
        let values = cells.values(&columns.item);
        let name = |field| columns.name(field);
        let item = StatedFields {
            format: HospitalFormat::CsvTall,
            values: &values,
            name: &name,
        };
        let codes = check_codes(&mut cells, columns, recorder);
        let kind = codes.kind(&item);
        let found = check_payers(&mut cells, columns, kind, recorder);
        self.has_payer_charge |= found.any;
        check_description(&item, recorder);
        check_drug(&item, codes.drug(), recorder);
        check_charge_values(&item, recorder);
        match kind {
            RowKind::Item => check_item(&item, &codes, found, recorder),
            RowKind::Modifier => check_modifier(&item, found, recorder),
        }
    }

    /// Returns the remarks at the end of the file. `is_every_record_checked` is true if every record was
    /// checked.
    pub(crate) fn finish(mut self, records: u64, is_every_record_checked: bool) -> Vec<FileRemark> {
        let mut recorder = self.remarks.at_header(None);
        if records == 0 {
            recorder.add(RemarkWord::ItemsMissing, || "rows of the table".to_owned());
        } else if is_every_record_checked && !self.has_payer_charge {
            recorder.add(RemarkWord::PayerChargesMissing, || {
                "payer charges".to_owned()
            });
        }
        self.remarks.finish(self.template)
    }
}

/// Cells of a row.
struct RowCells<'r, 'd> {
    row: CsvRecord<'r>,
    decoder: &'d mut TextDecoder,
}

impl<'r> RowCells<'r, '_> {
    fn value(&mut self, column: Option<usize>) -> StatedValue<'r> {
        let Some(column) = column else {
            return StatedValue::Absent;
        };
        StatedValue::of_cell(self.decoder.cell(self.row.cell(column)))
    }

    fn values(&mut self, columns: &FieldMap<Option<usize>>) -> FieldValues<'r> {
        columns.map(|&column| self.value(column))
    }

    fn is_blank(&self, columns: &FieldMap<Option<usize>>) -> bool {
        let is_blank =
            |column: &Option<usize>| column.is_none_or(|column| self.row.cell(column).is_empty());
        columns.iter().all(is_blank)
    }
}

/// Summary of the codes in a row.
#[derive(Default)]
struct RowCodes {
    any: bool,
    has_ndc: bool,
}

impl RowCodes {
    fn kind(&self, item: &StatedFields<'_>) -> RowKind {
        if !self.any && item.has(TemplateField::Modifiers) {
            RowKind::Modifier
        } else {
            RowKind::Item
        }
    }

    const fn drug(&self) -> DrugRequirement {
        if self.has_ndc {
            DrugRequirement::ByCode
        } else {
            DrugRequirement::NotRequired
        }
    }
}

fn check_codes(
    cells: &mut RowCells<'_, '_>,
    columns: &TemplateColumns,
    recorder: &mut RemarkRecorder<'_>,
) -> RowCodes {
    let mut codes = RowCodes::default();
    for pair in &columns.codes {
        let (code, code_type) = (cells.value(pair.code), cells.value(pair.code_type));
        let code_values = CodeValues {
            format: HospitalFormat::CsvTall,
            code: &code,
            code_type: &code_type,
        };
        if code_values.is_stated() {
            codes.any = true;
            codes.has_ndc |= code_values.is_ndc();
            let names: [&dyn Fn() -> String; 2] = [&|| columns.code_name(pair), &|| {
                columns.code_type_name(pair)
            }];
            code_values.check(names, recorder);
        }
    }
    codes
}

fn check_payers(
    cells: &mut RowCells<'_, '_>,
    columns: &TemplateColumns,
    kind: RowKind,
    recorder: &mut RemarkRecorder<'_>,
) -> ChargesFound {
    let mut found = ChargesFound::default();
    for set in &columns.payers {
        if cells.is_blank(&set.cells) {
            continue;
        }
        let values = cells.values(&set.cells);
        let name = |field| set.name(field, columns);
        let fields = StatedFields {
            format: set.format(),
            values: &values,
            name: &name,
        };
        found.add(&fields);
        check_payer_values(&fields, recorder);
        if kind == RowKind::Item {
            check_payer(&fields, recorder);
        }
    }
    found
}

fn check_item(
    item: &StatedFields<'_>,
    codes: &RowCodes,
    found: ChargesFound,
    recorder: &mut RemarkRecorder<'_>,
) {
    if !codes.any {
        recorder.add(RemarkWord::CodeMissing, || "code|1".to_owned());
    }
    check_setting(item, recorder);
    check_charge(item, found, recorder);
}

/// Checks a row for a modifier alone (2.2 and later), which must have a charge or notes.
fn check_modifier(item: &StatedFields<'_>, found: ChargesFound, recorder: &mut RemarkRecorder<'_>) {
    let is_explained = found.any || found.notes || item.has(TemplateField::GenericNotes);
    if !is_explained {
        recorder.add(RemarkWord::ModifierUnexplained, || {
            item.name(TemplateField::GenericNotes)
        });
    }
}
