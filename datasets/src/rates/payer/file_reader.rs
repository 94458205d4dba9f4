//! Reads the outermost object of an in-network file: header, references and items, in any order.
//!
//! Input is the blocks of the text. Output is [`FileFacts`] at the end. A file of another kind, or
//! with a duplicate list, is a fault.

use super::deferred_entries::DeferredEntries;
use super::entry_reader::EntryReader;
use super::item_reader::ItemReader;
use super::payer_header::{HeaderField, PayerHeader};
use super::provider_references::ProviderReferences;
use crate::rates::rate_collector::RateCollector;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{FileFacts, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonCursor, WalkStop};
use crate::reading::json::{TextBlocks, TextWindow};
use std::path::Path;

const ADVICE: &str = "give a payer's in-network file";

/// Keys that only other kinds of files have, with the name of the kind.
const OTHER_FILES: [(&str, &str); 4] = [
    ("out_of_network", "a file of allowed amounts"),
    ("reporting_structure", "a table of contents"),
    ("standard_charge_information", "a hospital's price file"),
    ("provider_groups", "a file of provider references"),
];

/// Key of the outermost object.
#[derive(Debug, Clone, Copy)]
enum RootKey {
    Items,
    References,
    Header(HeaderField),
    /// Key of another kind of file.
    OtherFile(&'static str),
    Other,
}

/// Reader of one file.
pub(super) struct PayerFileReader<'w, 's> {
    header: PayerHeader,
    items: ItemReader,
    entries: EntryReader<'w, 's>,
    has_items: bool,
    has_references: bool,
    /// Other kind of file that it seems to be, if it has no items.
    looks_like: Option<&'static str>,
}

impl<'w, 's> PayerFileReader<'w, 's> {
    /// Creates a reader.
    pub(super) fn new(
        wanted: &'w RateFilter,
        folder: &Path,
        scratch: &Path,
        sink: &'s mut dyn RateSink,
    ) -> Self {
        Self {
            header: PayerHeader::default(),
            items: ItemReader::new(scratch),
            entries: EntryReader {
                wanted,
                references: ProviderReferences::new(wanted, folder, scratch),
                deferred: DeferredEntries::new(scratch),
                collector: RateCollector::new(sink),
            },
            has_items: false,
            has_references: false,
            looks_like: None,
        }
    }

    /// Reads a text. The first block is at `position` of the file.
    ///
    /// # Errors
    /// [`FileFault`], see [`super::read_payer_file`].
    pub(super) fn read(
        mut self,
        blocks: &mut dyn TextBlocks,
        position: u64,
    ) -> Result<FileFacts, FileFault> {
        let mut cursor = JsonCursor::new(TextWindow::new(blocks, position));
        let read = self.read_object(&mut cursor);
        read.map_err(|stop| cursor.fatal(stop))?;
        if cursor.peek()?.is_some() {
            return Err(cursor.fault("something follows the end of the file's one object"));
        }
        if !self.has_items {
            let found = self.looks_like.unwrap_or("JSON without in_network");
            let advice = ADVICE;
            return Err(FileFault::Format { found, advice });
        }
        self.entries.take_deferred()?;
        let references = &self.entries.references;
        let mut facts = FileFacts {
            records: self.items.count,
            records_wanted: self.items.wanted,
            has_lookups: references.has_lookups(),
            ..self.header.into_facts()
        };
        if references.has_networks() {
            (facts.plan_name, facts.plan_id) = (None, None);
        }
        Ok(self.entries.collector.into_facts(facts))
    }

    fn read_object(&mut self, cursor: &mut JsonCursor<'_>) -> Result<(), WalkStop> {
        match cursor.peek()? {
            Some(b'{') => cursor.consume(1),
            None => return Err(FileFault::Empty.into()),
            Some(_) => return Err(WalkStop::Syntax("an object is expected")),
        }
        let mut is_first = true;
        while cursor.has_next(is_first, b'}')? {
            is_first = false;
            match cursor.key(RootKey::of)? {
                RootKey::Items => self.read_items(cursor)?,
                RootKey::References => self.read_references(cursor)?,
                RootKey::Header(field) => self.header.take(field, cursor.plain()?),
                RootKey::OtherFile(file) => {
                    self.looks_like.get_or_insert(file);
                    cursor.skip_value()?;
                }
                RootKey::Other => cursor.skip_value()?,
            }
        }
        Ok(())
    }

    fn read_items(&mut self, cursor: &mut JsonCursor<'_>) -> Result<(), WalkStop> {
        if std::mem::replace(&mut self.has_items, true) {
            return Err(WalkStop::Syntax("in_network appears twice"));
        }
        if begins_list(cursor, "in_network must be a list")? {
            self.items.read(cursor, &mut self.entries)?;
        }
        Ok(())
    }

    fn read_references(&mut self, cursor: &mut JsonCursor<'_>) -> Result<(), WalkStop> {
        if std::mem::replace(&mut self.has_references, true) {
            return Err(WalkStop::Syntax("provider_references appears twice"));
        }
        if begins_list(cursor, "provider_references must be a list")? {
            let EntryReader {
                references,
                collector,
                ..
            } = &mut self.entries;
            references.read(cursor, collector)?;
        }
        self.entries.deferred.no_more_references();
        Ok(())
    }
}

impl RootKey {
    fn of(key: &str) -> Self {
        let foreign = || OTHER_FILES.iter().find(|(name, _)| *name == key);
        match key {
            "in_network" => Self::Items,
            "provider_references" => Self::References,
            _ => HeaderField::of(key).map_or_else(
                || foreign().map_or(Self::Other, |(_, file)| Self::OtherFile(file)),
                Self::Header,
            ),
        }
    }
}

/// Enters a list. Returns false for `null`.
fn begins_list(cursor: &mut JsonCursor<'_>, otherwise: &'static str) -> Result<bool, WalkStop> {
    match cursor.peek_value()? {
        b'[' => {
            cursor.consume(1);
            Ok(true)
        }
        b'n' => cursor.skip_value().map(|()| false),
        _ => Err(WalkStop::Syntax(otherwise)),
    }
}
