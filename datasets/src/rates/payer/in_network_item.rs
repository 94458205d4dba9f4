//! Reads one element of `in_network`: its code and, if the catalog has that code, its rates.
//!
//! Input is a cursor before the item. Output is the item without its rates, small enough to be
//! parsed. The rates are buffered when the code is in the catalog or not known yet, because later
//! fields may state the code or make the item unusable. Otherwise the rates are skipped without
//! parsing, however large.

use super::record::{MAX_RECORD_BYTES, checked_text};
use super::scalar::{Raw, text};
use super::spill_buffer::SpillBuffer;
use super::visitors::{FieldVisitor, read_record};
use crate::rates::code_cell::CodeCell;
use crate::rates::rate_filter::RateFilter;
use crate::reading::json::BracketScanner;
use crate::reading::json::{JsonCursor, WalkStop};
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::MapAccess;

const CODE: &str = "billing_code";
const RATES: &str = "negotiated_rates";

/// Item that was read to its end.
#[derive(Debug, Default)]
pub(super) struct InNetworkItem {
    /// Meaning of its code, if the item states one. If the key appears twice, one that names a code
    /// of the catalog.
    pub(super) code: Option<CodeCell>,
    /// Position of its rates, if they were buffered.
    pub(super) rates: Option<u64>,
    /// Text of the item, with `null` for its rates.
    head: Vec<u8>,
}

/// Facts that an item states for all of its rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ItemFacts {
    /// Type of the code, upper case.
    pub(super) code_type: Option<String>,
    /// Name and description.
    pub(super) description: String,
    /// Arrangement, lower case.
    pub(super) arrangement: Option<String>,
}

impl InNetworkItem {
    /// Reads an item. The cursor is after its opening bracket.
    ///
    /// # Errors
    /// When the file cannot be read on, or the item is malformed.
    pub(super) fn read(
        cursor: &mut JsonCursor<'_>,
        wanted: &RateFilter,
        held: &mut SpillBuffer,
    ) -> Result<Self, WalkStop> {
        let mut item = Self::default();
        item.gather(b"{");
        let mut is_first = true;
        while cursor.has_next(is_first, b'}')? {
            if !is_first {
                item.gather(b",");
            }
            is_first = false;
            let key = cursor.key(|key| item.take_key(key))?;
            let begin = item.head.len();
            if key == ItemKey::Rates && cursor.peek_value()? == b'[' {
                item.take_rates(cursor, held)?;
            } else {
                cursor.copy_value(&mut |bytes| {
                    item.gather(bytes);
                    Ok(())
                })?;
            }
            if key == ItemKey::Code {
                item.take_code(begin, wanted);
            }
        }
        item.gather(b"}");
        Ok(item)
    }

    /// Returns the facts that the item states for all of its rates.
    ///
    /// # Errors
    /// Reason why the item cannot be used.
    pub(super) fn facts(&self) -> Result<ItemFacts, RowFault> {
        if self.head.len() > MAX_RECORD_BYTES {
            let message = "an item without its rates may have at most 16 MiB";
            return Err(RowFault::row(RejectCode::TooLong, message));
        }
        let mut scanner = BracketScanner::default();
        scanner.advance(&self.head);
        let mut fields = ItemFields::default();
        read_record(checked_text(&self.head, scanner.reach())?, &mut fields)?;
        if text(fields.code, CODE)?.is_none() {
            return Err(RowFault::missing(CODE));
        }
        if fields.rates.is_some_and(|rates| rates.get() != "null") {
            let message = "must be a list";
            return Err(RowFault::field(RejectCode::InvalidValue, RATES, message));
        }
        let code_type = text(fields.code_type, "billing_code_type")?;
        let arrangement = text(fields.arrangement, "negotiation_arrangement")?;
        let words = |raw, field| text(raw, field).ok().flatten().unwrap_or_default();
        let (name, description) = (
            words(fields.name, "name"),
            words(fields.description, "description"),
        );
        Ok(ItemFacts {
            code_type: code_type.map(|text| text.to_uppercase()),
            description: format!("{name} {description}"),
            arrangement: arrangement.map(|text| text.to_lowercase()),
        })
    }

    /// Appends bytes to the text of the item, up to the limit.
    fn gather(&mut self, bytes: &[u8]) {
        if self.head.len() <= MAX_RECORD_BYTES {
            self.head.extend_from_slice(bytes);
        }
    }

    fn take_key(&mut self, key: &str) -> ItemKey {
        if self.head.len() <= MAX_RECORD_BYTES {
            // Writing text into memory cannot fail.
            let _ = serde_json::to_writer(&mut self.head, key);
            self.head.push(b':');
        }
        match key {
            CODE => ItemKey::Code,
            RATES => ItemKey::Rates,
            _ => ItemKey::Other,
        }
    }

    /// Takes the code, whose value starts at index `begin` of the text.
    fn take_code(&mut self, begin: usize, wanted: &RateFilter) {
        let json = self.head.get(begin..).unwrap_or(&[]);
        let raw: Result<_, _> = serde_json::from_slice(json);
        if let Ok(Some(stated)) = raw.map(|raw| text(Some(raw), CODE).ok().flatten())
            && !self.code.as_ref().is_some_and(CodeCell::names_wanted)
        {
            self.code = Some(CodeCell::read(&stated, wanted));
        }
    }

    fn take_rates(
        &mut self,
        cursor: &mut JsonCursor<'_>,
        held: &mut SpillBuffer,
    ) -> Result<(), WalkStop> {
        self.gather(b"null");
        let may_be_ours = matches!(self.code, None | Some(CodeCell::Code(..)));
        if may_be_ours && self.rates.is_none() {
            self.rates = Some(cursor.position());
            cursor.copy_value(&mut |bytes| held.append(bytes))
        } else {
            cursor.skip_value()
        }
    }
}

/// Key of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemKey {
    Code,
    Rates,
    Other,
}

/// Fields of an item that are used.
#[derive(Default)]
struct ItemFields<'a> {
    code: Raw<'a>,
    code_type: Raw<'a>,
    name: Raw<'a>,
    description: Raw<'a>,
    arrangement: Raw<'a>,
    rates: Raw<'a>,
}

impl<'de> FieldVisitor<'de> for ItemFields<'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        let field = match key {
            CODE => &mut self.code,
            "billing_code_type" => &mut self.code_type,
            "name" => &mut self.name,
            "description" => &mut self.description,
            "negotiation_arrangement" => &mut self.arrangement,
            RATES => &mut self.rates,
            _ => return Ok(false),
        };
        *field = map.next_value()?;
        Ok(true)
    }
}
