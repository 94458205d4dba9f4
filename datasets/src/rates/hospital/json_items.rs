//! Reads the items of a JSON file. Writes their rates, or stores the items while the providers are
//! unknown.

use super::dates::DateFormat;
use super::deferred_items::{DeferredItem, DeferredItems};
use super::file_providers::{FileProviders, StatedNpis};
use super::header_facts::HeaderFacts;
use super::header_facts::reading_warnings;
use super::json_item::{StatedCode, read_code, write_item};
use super::payer_charge::{ChargeContext, ItemCodes, RateWriter};
use super::read_options::ReadOptions;
use super::template_check::JsonTemplateCheck;
use super::text_decoder::TextDecoder;
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
        let (item, stated) = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => return self.writer.reject(record, position, fault),
        };
        let mut codes = ItemCodes::default();
        for entry in stated.iter() {
            let read = match read_code(entry, self.options.wanted) {
                Ok(StatedCode::Wanted(code)) => codes.add(code),
                Ok(StatedCode::Other(text)) => {
                    self.writer.pass_over_code(&text);
                    Ok(())
                }
                Err(fault) => Err(fault),
            };
            if let Err(fault) = read {
                self.writer.reject(record, position, fault)?;
            }
        }
        if codes.is_empty() {
            return Ok(());
        }
        self.records_wanted += 1;
        let Some(providers) = &self.providers else {
            return self.deferred.push(record, position, json);
        };
        let context = ChargeContext {
            record,
            position,
            codes,
            ..ChargeContext::default()
        };
        write_item(item, context, &mut self.writer, providers)
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
            // Both were valid when the item was stored, and its codes were reported then.
            let Ok((item, stated)) = parse_item(&text) else {
                continue;
            };
            let mut codes = ItemCodes::default();
            for entry in stated.iter() {
                if let Ok(StatedCode::Wanted(code)) = read_code(entry, self.options.wanted) {
                    let _ = codes.add(code);
                }
            }
            let context = ChargeContext {
                record: entry.record,
                position: entry.position,
                codes,
                ..ChargeContext::default()
            };
            write_item(item, context, &mut self.writer, &providers)?;
        }
        let mut facts = stated.into_facts(DateFormat::Iso);
        let warnings = reading_warnings(&providers, &self.decoder);
        facts.warnings.extend(warnings);
        Ok(FileFacts {
            records: self.records,
            records_wanted: self.records_wanted,
            passed_over: self.writer.into_passed_over(),
            remarks: self.template.finish(self.records, self.options.check),
            ..facts
        })
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
