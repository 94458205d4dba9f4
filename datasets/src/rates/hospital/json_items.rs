//! Reads the items of a JSON file. Writes their rates, or stores the items while the providers are
//! unknown.

use super::dates::DateFormat;
use super::deferred_items::{DeferredItem, DeferredItems};
use super::file_providers::{FileProviders, StatedNpis};
use super::header_facts::HeaderFacts;
use super::header_facts::reading_warnings;
use super::item_codes::{SortedCodes, StatedCode};
use super::json_item::{description_of, read_code, write_item};
use super::payer_charge::{ChargeContext, RateWriter};
use super::read_options::ReadOptions;
use super::template_check::JsonTemplateCheck;
use super::text_decoder::TextDecoder;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{FileFacts, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::json::ReadValue;
use crate::reading::json::{JsonList, JsonObject};
use crate::reading::reject::{RejectCode, RowFault};

const CODES: &str = "code_information";

/// State while items are read.
pub(super) struct JsonItems<'a> {
    options: &'a ReadOptions<'a>,
    writer: RateWriter<'a>,
    pub(super) decoder: TextDecoder,
    pub(super) template: JsonTemplateCheck,
    /// `None` while the file may still state its NPIs.
    providers: Option<FileProviders>,
    deferred: DeferredItems,
    pub(super) records: u64,
    records_wanted: u64,
}

impl<'a> JsonItems<'a> {
    pub(super) fn new(options: &'a ReadOptions<'a>, sink: &'a mut dyn RateSink) -> Self {
        Self {
            options,
            writer: RateWriter::new(sink),
            decoder: TextDecoder::default(),
            template: JsonTemplateCheck::default(),
            providers: None,
            deferred: DeferredItems::new(options.scratch),
            records: 0,
            records_wanted: 0,
        }
    }

    /// Sets the providers. From now on, items are written immediately.
    pub(super) fn set_providers(&mut self, npis: &StatedNpis) {
        self.providers = Some(FileProviders::new(npis, self.options));
    }

    /// Reads the next item.
    ///
    /// # Errors
    /// [`FileFault`] if the sink fails or the item cannot be stored.
    pub(super) fn read(&mut self, value: &ReadValue, json: &[u8]) -> Result<(), FileFault> {
        self.records += 1;
        let (record, position) = (self.records, value.position);
        let text = self.decoder.text(json);
        let parsed = check_size(value).and_then(|()| {
            if self.options.check {
                self.template.check_item(&text, record, position);
            }
            parse_item(&text)
        });
        let item =
            parsed.map(|(item, stated)| ItemToWrite::new(item, &stated, self.options.wanted));
        match item {
            Ok(item) if item.names_wanted() => {
                self.records_wanted += 1;
                match &self.providers {
                    None => self.deferred.push(record, position, json),
                    Some(providers) => {
                        item.write(record, position, &mut self.writer, providers, self.options)
                    }
                }
            }
            Ok(item) => {
                let nobody = FileProviders::default();
                item.write(record, position, &mut self.writer, &nobody, self.options)
            }
            Err(fault) => {
                self.writer.begin_record();
                self.writer.reject(record, position, fault)?;
                self.writer.end_record();
                Ok(())
            }
        }
    }

    /// Writes the stored items, and returns the facts of the file.
    ///
    /// # Errors
    /// Same as [`JsonItems::read`].
    pub(super) fn finish(mut self, stated: HeaderFacts) -> Result<FileFacts, FileFault> {
        let providers = FileProviders::new(&stated.npis.clone().unwrap_or_default(), self.options);
        let mut deferred = self.deferred.into_items()?;
        let mut entry = DeferredItem::default();
        while deferred.next_into(&mut entry)? {
            let text = self.decoder.text(&entry.json);
            // Both were valid when the item was stored.
            let Ok((item, stated)) = parse_item(&text) else {
                continue;
            };
            let item = ItemToWrite::new(item, &stated, self.options.wanted);
            let (record, position) = (entry.record, entry.position);
            item.write(record, position, &mut self.writer, &providers, self.options)?;
        }
        let mut facts = stated.into_facts(DateFormat::Iso);
        let warnings = reading_warnings(&providers, &self.decoder);
        facts.warnings.extend(warnings);
        Ok(self.writer.into_facts(FileFacts {
            records: self.records,
            records_wanted: self.records_wanted,
            remarks: self.template.finish(self.records, self.options.check),
            ..facts
        }))
    }
}

/// Item whose codes were read.
struct ItemToWrite<'a> {
    item: JsonObject<'a>,
    codes: Vec<Result<StatedCode, RowFault>>,
}

impl<'a> ItemToWrite<'a> {
    fn new(item: JsonObject<'a>, stated: &JsonList<'a>, wanted: &RateFilter) -> Self {
        let codes = stated.iter().map(|entry| read_code(entry, wanted));
        Self {
            codes: codes.collect(),
            item,
        }
    }

    /// True if it names a code of the catalog by any reading.
    fn names_wanted(&self) -> bool {
        let mut stated = self.codes.iter().flatten();
        stated.any(|code| code.cell.names_wanted())
    }

    /// Reports its codes and writes its rates.
    fn write(
        mut self,
        record: u64,
        position: u64,
        writer: &mut RateWriter<'_>,
        providers: &FileProviders,
        options: &ReadOptions<'_>,
    ) -> Result<(), FileFault> {
        writer.begin_record();
        let mut stated = Vec::with_capacity(self.codes.len());
        for code in self.codes {
            match code {
                Ok(code) => {
                    writer.skip_code(&code.cell);
                    stated.push(code);
                }
                Err(fault) => writer.reject(record, position, fault)?,
            }
        }
        let description = description_of(&mut self.item);
        let sorted = SortedCodes::new(stated, description.as_deref(), options.wanted);
        let codes = writer.take_codes(record, position, sorted)?;
        if !codes.is_empty() {
            let context = ChargeContext {
                record,
                position,
                codes,
                ..ChargeContext::default()
            };
            write_item(self.item, context, writer, providers)?;
        }
        writer.end_record();
        Ok(())
    }
}

/// Parses an item and its list of codes.
fn parse_item(json: &str) -> Result<(JsonObject<'_>, JsonList<'_>), RowFault> {
    let mut item = JsonObject::record(json)?;
    let codes = item.list(CODES)?;
    if codes.iter().next().is_none() {
        return Err(RowFault::missing(CODES));
    }
    Ok((item, codes))
}

/// Checks the size of an item before it is parsed.
fn check_size(value: &ReadValue) -> Result<(), RowFault> {
    if !value.is_whole {
        return Err(RowFault::row(
            RejectCode::TooLong,
            "an item may have at most 16 MiB",
        ));
    }
    if value.is_too_deep {
        return Err(RowFault::row(
            RejectCode::TooDeep,
            "at most 64 levels of nesting are read",
        ));
    }
    Ok(())
}
