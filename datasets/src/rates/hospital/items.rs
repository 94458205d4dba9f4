//! The items of a JSON file: checked, and written or held back as the file has said whom they are for or not yet.

use super::NOT_UTF_8;
use super::charge::{Circumstances, RateWriter};
use super::cutter::Cut;
use super::item::{ItemCodes, write_item};
use super::providers::{Providers, StatedNpis};
use super::spool::{HeldItem, Spool};
use super::text::Decoder;
use crate::fault::FileFault;
use crate::json::Object;
use crate::rates::{FileFacts, RateSink, Wanted};
use crate::reject::{Fault, RejectCode};

const MAX_DEPTH: u32 = 64;

/// What is known while items are read.
pub(super) struct Items<'a> {
    file_name: &'a str,
    wanted: &'a Wanted,
    writer: RateWriter<'a>,
    pub(super) decoder: Decoder,
    /// None as long as the file may still name NPIs.
    providers: Option<Providers>,
    held: Spool,
    pub(super) records: u64,
    records_wanted: u64,
}

impl<'a> Items<'a> {
    pub(super) fn new(file_name: &'a str, wanted: &'a Wanted, sink: &'a mut dyn RateSink) -> Self {
        Self {
            file_name,
            wanted,
            writer: RateWriter::new(sink),
            decoder: Decoder::default(),
            providers: None,
            held: Spool::default(),
            records: 0,
            records_wanted: 0,
        }
    }

    /// From here on items are written as they come.
    pub(super) fn know_providers(&mut self, npis: &StatedNpis) {
        self.providers = Some(Providers::new(self.file_name, npis, self.wanted));
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
            let mut item = Object::record(&text)?;
            let codes = ItemCodes::read(&mut item, self.wanted)?;
            Ok((item, codes))
        });
        let (item, codes) = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => return self.writer.reject(record, position, fault),
        };
        for fault in codes.faults {
            self.writer.reject(record, position, fault)?;
        }
        for code in &codes.others {
            self.writer.pass_over_code(code);
        }
        if codes.wanted.is_empty() {
            return Ok(());
        }
        self.records_wanted += 1;
        let Some(providers) = &self.providers else {
            return self.held.push(record, position, json);
        };
        let circumstances = Circumstances {
            record,
            position,
            codes: codes.wanted,
            ..Circumstances::default()
        };
        write_item(item, circumstances, &mut self.writer, providers)
    }

    /// Writes the items held back.
    ///
    /// # Errors
    /// As [`Items::read`].
    pub(super) fn finish(&mut self, npis: &StatedNpis) -> Result<(), FileFault> {
        let mut held = std::mem::take(&mut self.held).into_items()?;
        let providers = Providers::new(self.file_name, npis, self.wanted);
        let mut entry = HeldItem::default();
        while held.next_into(&mut entry)? {
            let text = self.decoder.text(&entry.json);
            // Both were sound when the item was held back, and its codes were reported then.
            let Ok(mut item) = Object::record(&text) else {
                continue;
            };
            let codes = ItemCodes::read(&mut item, self.wanted).unwrap_or_default();
            let circumstances = Circumstances {
                record: entry.record,
                position: entry.position,
                codes: codes.wanted,
                ..Circumstances::default()
            };
            write_item(item, circumstances, &mut self.writer, &providers)?;
        }
        Ok(())
    }

    /// Adds to the facts of the file what its items told.
    pub(super) fn into_facts(self, facts: FileFacts) -> FileFacts {
        let mut facts = FileFacts {
            records: self.records,
            records_wanted: self.records_wanted,
            passed_over: self.writer.into_passed_over(),
            ..facts
        };
        if self.decoder.met_windows_1252 {
            facts.warnings.push(NOT_UTF_8.to_owned());
        }
        facts
    }
}

/// What can be told of an item before it is parsed.
fn check(cut: &Cut) -> Result<(), Fault> {
    if !cut.is_whole {
        return Err(Fault::row(
            RejectCode::TooLong,
            "an item may have at most 16 MiB",
        ));
    }
    if cut.deepest > MAX_DEPTH {
        return Err(Fault::row(
            RejectCode::TooDeep,
            "at most 64 levels of nesting are read",
        ));
    }
    Ok(())
}
