//! One element of `in_network`: is its code one of ours, and if so, what are its rates?
//!
//! In comes a cursor in front of the item, out come the few fields we use; its rates are set aside when its code is ours or not
//! known yet, because what stands behind them may name the code, or make the item unusable. Everything else is skipped
//! unparsed, however large.

use super::cursor::{Cursor, Plain, Stop};
use super::fields::SeenKeys;
use super::held::Held;
use crate::rates::Wanted;
use crate::reject::{Fault, RejectCode};

/// Keys of an item compared with each other; a sound one has about a dozen.
const KEYS_COMPARED: usize = 64;
const CODE: &str = "billing_code";
const RATES: &str = "negotiated_rates";

/// What a code is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// One of the catalogue.
    Ours([u8; 5]),
    /// None of the catalogue.
    Foreign,
    /// From one code to another.
    Range,
    /// Every code of a type.
    Wildcard,
}

/// An item, read to its end.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Its code, if stated.
    pub(super) code: Option<Code>,
    /// Type of the code, upper case.
    pub(super) code_type: Option<String>,
    /// Arrangement, lower case.
    pub(super) arrangement: Option<String>,
    /// Where its rates begin, which have been set aside.
    pub(super) rates: Option<u64>,
    /// Why it cannot be used.
    pub(super) fault: Option<Fault>,
}

/// A key of an item.
#[derive(Debug, Clone, Copy)]
enum Key {
    Code,
    CodeType,
    Arrangement,
    Rates,
    Other,
}

impl Item {
    /// Reads an item, at whose opening bracket the cursor stands.
    ///
    /// # Errors
    /// When the file cannot be read on, or the item is not JSON where it is looked at.
    pub(super) fn read(
        cursor: &mut Cursor<'_>,
        wanted: &Wanted,
        held: &mut Held,
    ) -> Result<Self, Stop> {
        let mut item = Self::default();
        let mut seen = SeenKeys::default();
        let mut is_first = true;
        while cursor.has_next(is_first, b'}')? {
            is_first = false;
            let (key, is_new) = cursor.key(|key| {
                let is_new = seen.count() >= KEYS_COMPARED || seen.note(key);
                (Key::of(key), is_new)
            })?;
            if !is_new {
                let message = "a key stands twice in the item";
                item.refuse(Fault::row(RejectCode::DuplicateField, message));
            }
            match key {
                Key::Code => item.take_code(&cursor.plain()?, wanted),
                Key::CodeType => {
                    item.code_type = item.text(cursor.plain()?, "billing_code_type");
                }
                Key::Arrangement => {
                    item.arrangement = item.text(cursor.plain()?, "negotiation_arrangement");
                }
                Key::Rates => item.take_rates(cursor, held)?,
                Key::Other => cursor.skip_value()?,
            }
        }
        item.code_type = item.code_type.map(|text| text.to_uppercase());
        item.arrangement = item.arrangement.map(|text| text.to_lowercase());
        Ok(item)
    }

    /// Keeps the first fault.
    fn refuse(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    fn text(&mut self, value: Plain, field: &'static str) -> Option<String> {
        match value {
            Plain::Text(text) => Some(text),
            Plain::Absent => None,
            Plain::Strange => {
                self.refuse(not_text(field));
                None
            }
        }
    }

    fn take_code(&mut self, value: &Plain, wanted: &Wanted) {
        match value {
            // Of a code that stands twice, the one that makes the reject speak of our codes.
            Plain::Text(_) if matches!(self.code, Some(Code::Ours(_))) => {}
            Plain::Text(text) => self.code = Some(Code::of(text, wanted)),
            Plain::Absent => {}
            Plain::Strange => self.refuse(not_text(CODE)),
        }
    }

    fn take_rates(&mut self, cursor: &mut Cursor<'_>, held: &mut Held) -> Result<(), Stop> {
        let may_be_ours = matches!(self.code, None | Some(Code::Ours(_)));
        match cursor.peek_value()? {
            b'[' if may_be_ours && self.rates.is_none() => {
                self.rates = Some(cursor.position());
                cursor.pass_nested(&mut |bytes| held.append(bytes))
            }
            b'[' => cursor.skip_value(),
            _ => {
                if cursor.plain()? != Plain::Absent {
                    let message = "must be a list";
                    self.refuse(Fault::field(RejectCode::InvalidValue, RATES, message));
                }
                Ok(())
            }
        }
    }
}

impl Key {
    fn of(key: &str) -> Self {
        match key {
            CODE => Self::Code,
            "billing_code_type" => Self::CodeType,
            "negotiation_arrangement" => Self::Arrangement,
            RATES => Self::Rates,
            _ => Self::Other,
        }
    }
}

impl Code {
    fn of(text: &str, wanted: &Wanted) -> Self {
        let is_wildcard = ["CSTM-00", "CSTM-ALL"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word));
        let is_code =
            |code: &str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match (wanted.code(text), text.split_once('-')) {
            (Some(code), _) => Self::Ours(code),
            _ if is_wildcard => Self::Wildcard,
            (_, Some((first, last))) if is_code(first.trim()) && is_code(last.trim()) => {
                Self::Range
            }
            _ => Self::Foreign,
        }
    }
}

fn not_text(field: &'static str) -> Fault {
    Fault::field(RejectCode::InvalidValue, field, "must be text or a number")
}
