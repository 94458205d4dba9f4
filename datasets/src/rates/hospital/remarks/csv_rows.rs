//! Looks at the rows of a table.

use super::charge::{remark_payer, remark_payer_values};
use super::columns::Columns;
use super::edition::Edition;
use super::item::{
    Charged, DrugAsked, SaidCode, remark_charge, remark_charge_values, remark_description,
    remark_drug, remark_setting,
};
use super::stated::{ByField, Field, Form, Said, Stated, Values};
use super::tally::{Marker, Place, Remarks};
use super::words::Word;
use crate::rates::FileRemark;
use crate::rates::hospital::split::RawRecord;
use crate::rates::hospital::text::Decoder;

/// What is known of a table while its rows are looked at.
#[derive(Debug)]
pub(in crate::rates::hospital) struct CsvTemplate {
    remarks: Remarks,
    edition: Edition,
    columns: Columns,
    /// One of its own, so that cells nobody else reads are no matter of warnings.
    decoder: Decoder,
    has_payer_charge: bool,
}

/// What a row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Item,
    /// A modifier, and no item.
    Modifier,
}

impl CsvTemplate {
    /// Begins behind the header, with the remarks about it.
    pub(super) fn new(remarks: Remarks, edition: Edition, columns: Columns) -> Self {
        Self {
            remarks,
            edition,
            columns,
            decoder: Decoder::default(),
            has_payer_charge: false,
        }
    }

    /// Looks at a row, all of whose cells are told apart; blank rows are none.
    pub(in crate::rates::hospital) fn remark_row(&mut self, row: &RawRecord<'_>, record: u64) {
        let is_blank = |byte: &u8| matches!(byte, b',' | b' ' | b'\t' | b'"');
        if row.bytes.iter().all(is_blank) {
            return;
        }
        let mark = &mut self.remarks.at(Place {
            record: Some(record),
            position: Some(row.position),
        });
        let mut cells = Cells {
            row: *row,
            decoder: &mut self.decoder,
        };
        let columns = &self.columns;
        let values = cells.values(&columns.item);
        let name = |field| columns.name(field);
        let item = Said {
            form: Form::Tall,
            values: &values,
            name: &name,
        };
        let codes = remark_codes(&mut cells, columns, mark);
        let subject = codes.subject(&item);
        let charged = remark_payers(&mut cells, columns, subject, mark);
        self.has_payer_charge |= charged.any;
        remark_description(&item, mark);
        remark_drug(&item, codes.drug(), mark);
        remark_charge_values(&item, mark);
        match subject {
            Subject::Item => remark_item(&item, &codes, charged, mark),
            Subject::Modifier => remark_modifier(&item, charged, mark),
        }
    }

    /// The remarks, once the file was read to its end; records were looked at or not.
    pub(in crate::rates::hospital) fn finish(
        mut self,
        records: u64,
        is_each_seen: bool,
    ) -> Vec<FileRemark> {
        let mut mark = self.remarks.at_header(None);
        if records == 0 {
            mark.note(Word::ItemsMissing, || "rows of the table".to_owned());
        } else if is_each_seen && !self.has_payer_charge {
            mark.note(Word::PayerChargesMissing, || "charges of payers".to_owned());
        }
        self.remarks.finish(self.edition)
    }
}

/// The cells of a row.
struct Cells<'r, 'd> {
    row: RawRecord<'r>,
    decoder: &'d mut Decoder,
}

impl<'r> Cells<'r, '_> {
    fn value(&mut self, column: Option<usize>) -> Stated<'r> {
        let Some(column) = column else {
            return Stated::Absent;
        };
        Stated::of_cell(self.decoder.cell(self.row.cell(column)))
    }

    fn values(&mut self, columns: &ByField<Option<usize>>) -> Values<'r> {
        columns.map(|&column| self.value(column))
    }

    fn are_blank(&self, columns: &ByField<Option<usize>>) -> bool {
        let is_blank =
            |column: &Option<usize>| column.is_none_or(|column| self.row.cell(column).is_empty());
        columns.iter().all(is_blank)
    }
}

/// What the codes of a row come to.
#[derive(Default)]
struct Codes {
    any: bool,
    has_ndc: bool,
}

impl Codes {
    fn subject(&self, item: &Said<'_>) -> Subject {
        if !self.any && item.states(Field::Modifiers) {
            Subject::Modifier
        } else {
            Subject::Item
        }
    }

    const fn drug(&self) -> DrugAsked {
        if self.has_ndc {
            DrugAsked::ByCode
        } else {
            DrugAsked::No
        }
    }
}

fn remark_codes(cells: &mut Cells<'_, '_>, columns: &Columns, mark: &mut Marker<'_>) -> Codes {
    let mut codes = Codes::default();
    for pair in &columns.codes {
        let (code, code_type) = (cells.value(pair.code), cells.value(pair.code_type));
        let said = SaidCode {
            form: Form::Tall,
            code: &code,
            code_type: &code_type,
        };
        if said.is_stated() {
            codes.any = true;
            codes.has_ndc |= said.is_ndc();
            let names: [&dyn Fn() -> String; 2] = [&|| columns.code_name(pair), &|| {
                columns.code_type_name(pair)
            }];
            said.remark(names, mark);
        }
    }
    codes
}

fn remark_payers(
    cells: &mut Cells<'_, '_>,
    columns: &Columns,
    subject: Subject,
    mark: &mut Marker<'_>,
) -> Charged {
    let mut charged = Charged::default();
    for set in &columns.payers {
        if cells.are_blank(&set.cells) {
            continue;
        }
        let values = cells.values(&set.cells);
        let name = |field| set.name(field, columns);
        let said = Said {
            form: set.form(),
            values: &values,
            name: &name,
        };
        charged.add(&said);
        remark_payer_values(&said, mark);
        if subject == Subject::Item {
            remark_payer(&said, mark);
        }
    }
    charged
}

fn remark_item(item: &Said<'_>, codes: &Codes, charged: Charged, mark: &mut Marker<'_>) {
    if !codes.any {
        mark.note(Word::CodeMissing, || "code|1".to_owned());
    }
    remark_setting(item, mark);
    remark_charge(item, charged, mark);
}

/// 2.2 and later: a modifier may have a row of its own, which need say no more than what it does.
fn remark_modifier(item: &Said<'_>, charged: Charged, mark: &mut Marker<'_>) {
    let is_explained = charged.any || charged.notes || item.states(Field::GenericNotes);
    if !is_explained {
        mark.note(Word::ModifierUnexplained, || item.name(Field::GenericNotes));
    }
}
