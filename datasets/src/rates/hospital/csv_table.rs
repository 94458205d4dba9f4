//! Reads a hospital CSV file, tall or wide: header rows, then data rows.
//!
//! Only the codes of a row are decoded at first. The rest is decoded if one of them is in the
//! catalog. An error in the row rejects the row. An error in a payer's charge rejects the charge.

use super::csv_header::{CsvHeader, read_header};
use super::csv_scanner::CsvScanner;
use super::csv_splitter::{CsvRecord, CsvSplitter, MAX_CELLS, NextRecord};
use super::file_providers::{FileProviders, StatedNpis};
use super::header_facts::reading_warnings;
use super::item_codes::{ItemCodes, SortedCodes, StatedCode};
use super::payer_charge::{ChargeContext, PayerCharge, RateWriter, split_modifiers};
use super::read_options::{PROGRESS_RECORDS, ReadOptions};
use super::table_layout::{PayerColumns, PayerNames, TableLayout};
use super::template_check::CsvTemplateCheck;
use super::text_decoder::TextDecoder;
use crate::rates::code_cell::CodeCell;
use crate::rates::rate_filter::RateFilter;
use crate::rates::record_outcome::SkipReason;
use crate::rates::stated_rate::{FileFacts, RateSink};
use crate::reading::csv::MAX_FIELD_BYTES;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{RejectCode, RowFault};
use std::borrow::Cow;
use std::io::Read;

/// Reads a file to its end. `progress` is called with the input from time to time.
///
/// # Errors
/// [`FileFault`] if the header is not usable, or the file cannot be read to its end.
pub(super) fn read_csv_file<R: Read>(
    mut splitter: CsvSplitter<R>,
    options: &ReadOptions<'_>,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(&R),
) -> Result<FileFacts, FileFault> {
    let mut decoder = TextDecoder::default();
    let (header, template) = read_header(&mut splitter, &mut decoder)?;
    splitter.keep_cells(header.layout.cells_to_codes());
    let no_npis = StatedNpis::default();
    let npis = header.facts.npis.as_ref().unwrap_or(&no_npis);
    let mut rows = CsvRowReader {
        providers: FileProviders::new(npis, options),
        header: &header,
        wanted: options.wanted,
        writer: RateWriter::new(sink),
        template,
        check: options.check,
        decoder,
        scanner: CsvScanner::new(MAX_CELLS),
        records: 0,
        records_wanted: 0,
    };
    loop {
        match splitter.next_record()? {
            NextRecord::Record(row) => rows.read(&row)?,
            NextRecord::TooLong { position } => rows.reject_too_long(position)?,
            NextRecord::End => break,
        }
        if rows.records.is_multiple_of(PROGRESS_RECORDS) {
            progress(splitter.input());
        }
    }
    let mut warnings = reading_warnings(&rows.providers, &rows.decoder);
    let (records, records_wanted) = (rows.records, rows.records_wanted);
    let remarks = rows.template.finish(records, options.check);
    let counted = rows.writer.into_facts(FileFacts::default());
    let mut facts = header.into_facts();
    facts.warnings.append(&mut warnings);
    Ok(FileFacts {
        records,
        records_wanted,
        outcomes: counted.outcomes,
        passed_over: counted.passed_over,
        remarks,
        ..facts
    })
}

/// State while rows are read.
struct CsvRowReader<'a> {
    header: &'a CsvHeader,
    providers: FileProviders,
    wanted: &'a RateFilter,
    writer: RateWriter<'a>,
    template: CsvTemplateCheck,
    /// True if rows are checked against the template.
    check: bool,
    decoder: TextDecoder,
    /// Scanner for rows that need all their cells.
    scanner: CsvScanner,
    records: u64,
    records_wanted: u64,
}

/// Payer, plan and methodology of a charge.
struct ChargeTexts<'a> {
    payer: Option<Cow<'a, str>>,
    plan: Option<Cow<'a, str>>,
    methodology: Option<Cow<'a, str>>,
}

impl CsvRowReader<'_> {
    fn read(&mut self, row: &CsvRecord<'_>) -> Result<(), FileFault> {
        self.records += 1;
        self.writer.begin_record();
        self.read_record(row)?;
        self.writer.end_record();
        Ok(())
    }

    fn read_record(&mut self, row: &CsvRecord<'_>) -> Result<(), FileFault> {
        if let Err(fault) = self.check(row) {
            return self.writer.reject(self.records, row.position, fault);
        }
        if self.check {
            let row = row.split(&mut self.scanner);
            self.template.check_row(&row, self.records);
        }
        if !self.names_wanted(row) {
            return Ok(());
        }
        self.records_wanted += 1;
        let mut scanner = std::mem::take(&mut self.scanner);
        let row = row.split(&mut scanner);
        let written = match self.context(&row) {
            Ok(context) => self.write_charges(&row, context),
            Err(fault) => self.writer.reject(self.records, row.position, fault),
        };
        self.scanner = scanner;
        written
    }

    fn reject_too_long(&mut self, position: u64) -> Result<(), FileFault> {
        self.records += 1;
        self.writer.begin_record();
        let fault = RowFault::row(RejectCode::TooLong, "a row may have at most 16 MiB");
        self.writer.reject(self.records, position, fault)?;
        self.writer.end_record();
        Ok(())
    }

    /// Checks the shape of a row: it has every named cell, further cells are blank, and no cell is
    /// too long.
    fn check(&mut self, row: &CsvRecord<'_>) -> Result<(), RowFault> {
        let (header, layout) = (self.header, &self.header.layout);
        let is_within_limits = row.cells <= layout.cells && row.bytes.len() <= MAX_FIELD_BYTES;
        if row.cells >= layout.named_cells && is_within_limits {
            return Ok(());
        }
        let row = row.split(&mut self.scanner);
        let is_blank = |byte: &u8| matches!(byte, b',' | b' ' | b'\t' | b'"');
        let has_more =
            row.cells > layout.cells && !row.after_cells(layout.cells).iter().all(is_blank);
        if row.cells < layout.named_cells || has_more {
            let (cells, expected) = (row.cells, layout.cells);
            let message = format!("the row has {cells} cells, the header {expected}");
            return Err(RowFault::row(RejectCode::Ragged, message));
        }
        let long = row.iter().position(|cell| cell.len() > MAX_FIELD_BYTES);
        long.map_or(Ok(()), |column| {
            let message = "a cell may have at most 1 MiB";
            let name = header.name(Some(column));
            Err(RowFault::field(RejectCode::TooLong, name, message))
        })
    }

    /// True if a row names a code of the catalog by any reading. Other ranges and wildcards are
    /// counted.
    fn names_wanted(&mut self, row: &CsvRecord<'_>) -> bool {
        let mut names_wanted = false;
        for columns in &self.header.layout.codes {
            let stored = row.cell(columns.code);
            if stored.is_empty() {
                continue;
            }
            let cell = CodeCell::read(&self.decoder.cell(stored), self.wanted);
            self.writer.skip_code(&cell);
            names_wanted |= cell.names_wanted();
        }
        names_wanted
    }

    /// Returns the codes of a row, sorted by what they give.
    fn codes(&mut self, row: &CsvRecord<'_>) -> Result<SortedCodes, RowFault> {
        let header = self.header;
        let mut stated = Vec::new();
        for columns in &header.layout.codes {
            let text = self.decoder.cell(row.cell(columns.code)).into_owned();
            if text.is_empty() {
                continue;
            }
            stated.push(StatedCode {
                field: header.name(Some(columns.code)),
                cell: CodeCell::read(&text, self.wanted),
                text,
                code_type: self.text(row, columns.code_type)?.map(Cow::into_owned),
            });
        }
        let description = header.layout.description;
        let description = description.map(|column| self.decoder.cell(row.cell(column)));
        Ok(SortedCodes::new(
            stated,
            description.as_deref(),
            self.wanted,
        ))
    }

    /// Reads everything that the payers of a row share. Its codes are not reported yet.
    fn context(&mut self, row: &CsvRecord<'_>) -> Result<(SortedCodes, ChargeContext), RowFault> {
        let TableLayout {
            modifiers,
            setting,
            billing_class,
            ..
        } = self.header.layout;
        let context = ChargeContext {
            record: self.records,
            position: row.position,
            codes: ItemCodes::default(),
            setting: self.text(row, setting)?.map(|text| text.to_lowercase()),
            billing_class: self
                .text(row, billing_class)?
                .map(|text| text.to_lowercase()),
            modifiers: match self.text(row, modifiers)? {
                Some(text) => split_modifiers(&text).collect(),
                None => Vec::new(),
            },
        };
        Ok((self.codes(row)?, context))
    }

    fn write_charges(
        &mut self,
        row: &CsvRecord<'_>,
        (sorted, mut context): (SortedCodes, ChargeContext),
    ) -> Result<(), FileFault> {
        context.codes = self
            .writer
            .take_codes(context.record, context.position, sorted)?;
        if context.codes.is_empty() {
            return Ok(());
        }
        self.writer.check_modifiers(&context)?;
        let header = self.header;
        let mut has_charge = false;
        for columns in &header.layout.payers {
            let parts = [columns.dollar, columns.percentage, columns.algorithm];
            let is_empty = |column: usize| row.cell(column).is_empty();
            if parts.into_iter().flatten().all(is_empty) {
                continue;
            }
            has_charge |= self.write_charge(row, columns, &context)?;
        }
        if !has_charge {
            self.writer.skip(SkipReason::NoNegotiatedCharge);
        }
        Ok(())
    }

    /// Writes the charge of one payer. Returns true if the charge is stated or rejected.
    fn write_charge(
        &mut self,
        row: &CsvRecord<'_>,
        columns: &PayerColumns,
        context: &ChargeContext,
    ) -> Result<bool, FileFault> {
        let texts = match self.charge_texts(row, columns) {
            Ok(texts) => texts,
            Err(fault) => {
                self.writer.reject(self.records, row.position, fault)?;
                return Ok(true);
            }
        };
        let mut amount = |column: Option<usize>| {
            let text = column.map(|column| self.decoder.cell(row.cell(column)));
            text.filter(|text| !text.is_empty())
        };
        let (dollar, percentage) = (amount(columns.dollar), amount(columns.percentage));
        let charge = PayerCharge {
            payer: texts.payer.as_deref(),
            plan: texts.plan.as_deref(),
            dollar: dollar.as_deref(),
            percentage: percentage.as_deref(),
            has_algorithm: amount(columns.algorithm).is_some(),
            methodology: texts.methodology.as_deref(),
        };
        let header = self.header;
        let field_of = |part| header.name(columns.column(part));
        self.writer
            .write(context, &charge, &self.providers, field_of)?;
        Ok(charge.is_stated())
    }

    fn charge_texts<'t>(
        &mut self,
        row: &CsvRecord<'t>,
        columns: &'t PayerColumns,
    ) -> Result<ChargeTexts<'t>, RowFault> {
        let fixed = |name: &'t Option<String>| name.as_deref().map(Cow::Borrowed);
        let (payer, plan) = match &columns.names {
            PayerNames::Fixed(names) => (fixed(&names.payer), fixed(&names.plan)),
            PayerNames::Columns { payer, plan } => {
                (self.text(row, Some(*payer))?, self.text(row, *plan)?)
            }
        };
        Ok(ChargeTexts {
            payer,
            plan,
            methodology: self.text(row, columns.methodology)?,
        })
    }

    /// Returns the text of a cell, or `None` if it is blank or there is no such column.
    fn text<'r>(
        &mut self,
        row: &CsvRecord<'r>,
        column: Option<usize>,
    ) -> Result<Option<Cow<'r, str>>, RowFault> {
        let Some(column) = column else {
            return Ok(None);
        };
        let text = self.decoder.cell(row.cell(column));
        if text.chars().any(char::is_control) {
            let message = "a cell must not contain line ends or other control characters";
            return Err(RowFault::field(
                RejectCode::ControlCharacter,
                self.name(column),
                message,
            ));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn name(&self, column: usize) -> String {
        self.header.name(Some(column))
    }
}
