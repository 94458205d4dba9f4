//! Reads the list `in_network` and passes on the rates of items with a code of the catalog.
//!
//! Input is a cursor before the list. Entries go to [`EntryReader`]. Other values are counted,
//! rejected or skipped.

use super::entry_context::EntryContext;
use super::entry_reader::EntryReader;
use super::in_network_item::InNetworkItem;
use super::record::next_record;
use super::spill_buffer::SpillBuffer;
use crate::code_type::is_procedure_code_type;
use crate::rates::code_cell::{CodeCell, unusable};
use crate::rates::record_outcome::SkipReason;
use crate::reading::file_fault::FileFault;
use crate::reading::json::BLOCK_BYTES;
use crate::reading::json::{BlockReader, TextWindow};
use crate::reading::json::{JsonCursor, WalkStop};
use crate::reading::reject::{RejectCode, RowFault};
use std::path::Path;

/// Bytes of rates of one item in memory. More bytes go to disk.
const MEMORY_BYTES: usize = 16 << 20;

/// Reader of items.
pub(super) struct ItemReader {
    /// Rates of the item being read.
    held: SpillBuffer,
    /// Number of items.
    pub(super) count: u64,
    /// Number of items that name a code of the catalog by any reading.
    pub(super) wanted: u64,
}

impl ItemReader {
    /// Creates a reader. `scratch` is a folder for temporary files.
    pub(super) fn new(scratch: &Path) -> Self {
        Self {
            held: SpillBuffer::new(scratch, MEMORY_BYTES),
            count: 0,
            wanted: 0,
        }
    }

    /// Reads the list. The cursor is after its opening bracket.
    ///
    /// # Errors
    /// When the file cannot be read on, or rates and rejects cannot be stored.
    pub(super) fn read(
        &mut self,
        cursor: &mut JsonCursor<'_>,
        entries: &mut EntryReader<'_, '_>,
    ) -> Result<(), FileFault> {
        let mut is_first = true;
        loop {
            let next = cursor.has_next(is_first, b']');
            if !next.map_err(|stop| cursor.fatal(stop))? {
                return Ok(());
            }
            is_first = false;
            self.count += 1;
            entries.collector.begin_record();
            self.read_item(cursor, entries)?;
            entries.end_item()?;
        }
    }

    fn read_item(
        &mut self,
        cursor: &mut JsonCursor<'_>,
        entries: &mut EntryReader<'_, '_>,
    ) -> Result<(), FileFault> {
        self.held.clear();
        let is_object = cursor.take(b'{')?;
        let position = cursor.position() - u64::from(is_object);
        if !is_object {
            let skipped = cursor.skip_value();
            skipped.map_err(|stop| cursor.fatal(stop))?;
            return self.reject(entries, position, malformed("an item must be an object"));
        }
        match InNetworkItem::read(cursor, entries.wanted, &mut self.held) {
            Ok(item) => self.take(&item, position, entries),
            Err(WalkStop::File(fault)) => Err(fault),
            Err(WalkStop::Syntax(what)) => {
                cursor.leave()?;
                self.reject(entries, position, malformed(what))
            }
        }
    }

    fn take(
        &mut self,
        item: &InNetworkItem,
        position: u64,
        entries: &mut EntryReader<'_, '_>,
    ) -> Result<(), FileFault> {
        let Some(cell) = &item.code else {
            let fault = item.facts().err();
            let missing = || RowFault::missing("billing_code");
            return self.reject(entries, position, fault.unwrap_or_else(missing));
        };
        match cell {
            CodeCell::Range => entries.collector.skip(SkipReason::CodeRange),
            CodeCell::Wildcard => entries.collector.skip(SkipReason::CodeWildcard),
            _ => {}
        }
        if !cell.names_wanted() {
            return Ok(());
        }
        self.wanted += 1;
        let facts = match item.facts() {
            Ok(facts) => facts,
            Err(fault) => return self.reject(entries, position, fault),
        };
        let is_of_procedure = is_procedure_code_type(facts.code_type.as_deref().unwrap_or(""));
        let (code, modifiers) = match cell {
            CodeCell::Code(code, modifiers)
                if is_of_procedure || entries.wanted.describes(*code, &facts.description) =>
            {
                (*code, modifiers.clone())
            }
            _ if !is_of_procedure => {
                entries.collector.skip(SkipReason::OtherCodeType);
                return Ok(());
            }
            cell => return self.reject(entries, position, unusable(cell, "billing_code")),
        };
        let mut context = EntryContext {
            item: self.count,
            number: 0,
            position,
            code,
            modifiers,
            code_type: facts.code_type,
            arrangement: facts.arrangement,
        };
        let read = item.rates.map_or(Ok(0), |begin| {
            read_entries(&mut self.held, begin, &mut context, entries)
        });
        match read {
            Err(WalkStop::Syntax(what)) => self.reject(entries, position, malformed(what)),
            Err(WalkStop::File(fault)) => Err(fault),
            Ok(0) => {
                entries.collector.skip(SkipReason::NoNegotiatedCharge);
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }

    fn reject(
        &self,
        entries: &mut EntryReader<'_, '_>,
        position: u64,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        entries.collector.reject(self.count, position, fault)
    }
}

/// Reads the rates of one item, which start at position `begin` of the file. Returns their number.
fn read_entries(
    held: &mut SpillBuffer,
    begin: u64,
    context: &mut EntryContext,
    entries: &mut EntryReader<'_, '_>,
) -> Result<u64, WalkStop> {
    let mut blocks = BlockReader::new(held.reader()?, BLOCK_BYTES);
    let mut cursor = JsonCursor::new(TextWindow::new(&mut blocks, begin));
    cursor.take(b'[')?;
    let mut is_first = true;
    while let Some(record) = next_record(&mut cursor, is_first)? {
        context.number += u64::from(!is_first);
        context.position = record.position();
        is_first = false;
        match record.text(&cursor) {
            Ok(json) => entries.take(context, json)?,
            Err(fault) => entries.reject(context, fault)?,
        }
        record.consume(&mut cursor);
    }
    Ok(if is_first { 0 } else { context.number + 1 })
}

fn malformed(what: &'static str) -> RowFault {
    RowFault::row(RejectCode::Malformed, what)
}
