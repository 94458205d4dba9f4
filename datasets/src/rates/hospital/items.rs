//! The items of a JSON file: checked, and written or held back as the file has said whom they are for or not yet.

use super::charge::{Circumstances, Codes, RateWriter};
use super::cutter::Cut;
use super::dates::DateForm;
use super::facts::StatedFacts;
use super::item::{StatedCode, read_code, write_item};
use super::providers::{Providers, StatedNpis};
use super::remarks::JsonTemplate;
use super::spool::{HeldItem, Spool};
use super::text::Decoder;
use super::{Terms, reading_warnings};
use crate::rates::{FileFacts, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonList, JsonObject};
use crate::reading::reject::{RejectCode, RowFault};

const MAX_DEPTH: u32 = 64;
const CODES: &str = "code_information";

/// What is known while items are read.
pub(super) struct Items<'a> {
    terms: &'a Terms<'a>,
    writer: RateWriter<'a>,
    pub(super) decoder: Decoder,
    pub(super) template: JsonTemplate,
    /// None as long as the file may still name NPIs.
    providers: Option<Providers>,
    held: Spool,
    pub(super) records: u64,
    records_wanted: u64,
}

impl<'a> Items<'a> {
    pub(super) fn new(terms: &'a Terms<'a>, sink: &'a mut dyn RateSink) -> Self {
        Self {
            terms,
            writer: RateWriter::new(sink),
            decoder: Decoder::default(),
            template: JsonTemplate::default(),
            providers: None,
            held: Spool::new(terms.scratch),
            records: 0,
            records_wanted: 0,
        }
    }

    /// From here on items are written as they come.
    pub(super) fn know_providers(&mut self, npis: &StatedNpis) {
        self.providers = Some(Providers::new(npis, self.terms));
    }

    /// Takes the next item.
    ///
    /// # Errors
    /// [`FileFault`] when the sink gives up or an item cannot be held back.
    pub(super) fn read(&mut self, cut: &Cut, json: &[u8]) -> Result<(), FileFault> {
        self.records += 1;
        let (record, position) = (self.records, cut.position);
        let text = self.decoder.text(json);
        let parsed = check(cut).and_then(|()| {
            if self.terms.check {
                self.template.remark_item(&text, record, position);
            }
            open_item(&text)
        });
        let (item, stated) = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => return self.writer.reject(record, position, fault),
        };
        let mut codes = Codes::default();
        for entry in stated.iter() {
            let read = match read_code(entry, self.terms.wanted) {
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
            return self.held.push(record, position, json);
        };
        let circumstances = Circumstances {
            record,
            position,
            codes,
            ..Circumstances::default()
        };
        write_item(item, circumstances, &mut self.writer, providers)
    }

    /// Writes the items held back, and adds to the facts of the file what its items told.
    ///
    /// # Errors
    /// As [`Items::read`].
    pub(super) fn finish(mut self, stated: StatedFacts) -> Result<FileFacts, FileFault> {
        let providers = Providers::new(&stated.npis.clone().unwrap_or_default(), self.terms);
        let mut held = self.held.into_items()?;
        let mut entry = HeldItem::default();
        while held.next_into(&mut entry)? {
            let text = self.decoder.text(&entry.json);
            // Both were sound when the item was held back, and its codes were reported then.
            let Ok((item, stated)) = open_item(&text) else {
                continue;
            };
            let mut codes = Codes::default();
            for entry in stated.iter() {
                if let Ok(StatedCode::Wanted(code)) = read_code(entry, self.terms.wanted) {
                    let _ = codes.add(code);
                }
            }
            let circumstances = Circumstances {
                record: entry.record,
                position: entry.position,
                codes,
                ..Circumstances::default()
            };
            write_item(item, circumstances, &mut self.writer, &providers)?;
        }
        let mut facts = stated.into_facts(DateForm::Iso);
        let warnings = reading_warnings(&providers, &self.decoder);
        facts.warnings.extend(warnings);
        Ok(FileFacts {
            records: self.records,
            records_wanted: self.records_wanted,
            passed_over: self.writer.into_passed_over(),
            remarks: self.template.finish(self.records, self.terms.check),
            ..facts
        })
    }
}

/// An item, and the codes it states.
fn open_item(json: &str) -> Result<(JsonObject<'_>, JsonList<'_>), RowFault> {
    let mut item = JsonObject::record(json)?;
    let codes = item.list(CODES)?;
    if codes.iter().next().is_none() {
        return Err(RowFault::missing(CODES));
    }
    Ok((item, codes))
}

/// What can be told of an item before it is parsed.
fn check(cut: &Cut) -> Result<(), RowFault> {
    if !cut.is_whole {
        return Err(RowFault::row(
            RejectCode::TooLong,
            "an item may have at most 16 MiB",
        ));
    }
    if cut.deepest > MAX_DEPTH {
        return Err(RowFault::row(
            RejectCode::TooDeep,
            "at most 64 levels of nesting are read",
        ));
    }
    Ok(())
}
