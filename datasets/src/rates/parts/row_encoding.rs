//! Encoding of a stated rate as bytes whose byte order is the order of the table.
//!
//! Columns are in sort order: code, NPI, TIN, network name, payer, then all others, `position`
//! last. Rows are compared and merged without being decoded. Two rows are equal when all but the
//! last [`POSITION_BYTES`] are equal.

use crate::rates::stated_rate::StatedRate;
use nearsite_domain::Npi;
use std::borrow::Cow;

/// Length of the position at the end of a row.
pub(super) const POSITION_BYTES: usize = 8;
const CODE_BYTES: usize = 5;
const NPI_BYTES: usize = 5;

/// End of a text. It sorts before every byte of a text.
const END: u8 = 0;
/// Escape before the two bytes of a text that have a meaning here.
const ESCAPE: u8 = 1;
const ABSENT: u8 = 0;
const PRESENT: u8 = 1;

/// Decoded row. Facts that the file states once are not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct StoredRow<'a> {
    /// See [`StatedRate`], here and below.
    pub(crate) code: &'a str,
    pub(crate) npi: Option<u64>,
    pub(crate) tin: Option<Cow<'a, str>>,
    pub(crate) network_name: Option<Cow<'a, str>>,
    pub(crate) payer: Option<Cow<'a, str>>,
    pub(crate) code_type: Option<Cow<'a, str>>,
    pub(crate) arrangement: Option<Cow<'a, str>>,
    pub(crate) negotiated_type: Option<Cow<'a, str>>,
    pub(crate) rate: i64,
    pub(crate) billing_class: Option<Cow<'a, str>>,
    pub(crate) setting: Option<Cow<'a, str>>,
    pub(crate) service_codes: Vec<Cow<'a, str>>,
    pub(crate) modifiers: Vec<Cow<'a, str>>,
    pub(crate) expires_on: Option<i32>,
    pub(crate) tin_type: Option<Cow<'a, str>>,
    pub(crate) group_size: u32,
    pub(crate) position: u64,
}

/// Appends a rate to `out`. Returns false, and appends nothing, when its code has not five bytes.
pub(super) fn encode(rate: &StatedRate<'_>, out: &mut Vec<u8>) -> bool {
    if rate.code.len() != CODE_BYTES {
        return false;
    }
    out.extend_from_slice(rate.code.as_bytes());
    // No NPI is 0, and ten digits fit into five bytes.
    let npi = rate.npi.map_or(0, Npi::as_u64).to_be_bytes();
    out.extend_from_slice(&npi[npi.len() - NPI_BYTES..]);
    put_text(rate.tin, out);
    put_text(rate.network_name, out);
    put_text(rate.payer, out);
    put_text(rate.code_type, out);
    put_text(rate.arrangement, out);
    put_text(rate.negotiated_type, out);
    out.extend_from_slice(&ordered(rate.rate.0));
    put_text(rate.billing_class, out);
    put_text(rate.setting, out);
    put_list(rate.service_codes, out);
    put_list(rate.modifiers, out);
    match rate.expires_on {
        None => out.push(ABSENT),
        Some(day) => {
            out.push(PRESENT);
            out.extend_from_slice(&ordered(i64::from(day.days_since_epoch())));
        }
    }
    put_text(rate.tin_type, out);
    out.extend_from_slice(&rate.group_size.to_be_bytes());
    out.extend_from_slice(&rate.position.to_be_bytes());
    true
}

/// Returns the row without its position: the bytes that decide equality.
pub(super) fn identity(row: &[u8]) -> &[u8] {
    &row[..row.len().saturating_sub(POSITION_BYTES)]
}

/// Decodes a row. Returns none when the bytes are not a row.
pub(crate) fn decode(bytes: &[u8]) -> Option<StoredRow<'_>> {
    let mut rest = Rest(bytes);
    let code = std::str::from_utf8(rest.take(CODE_BYTES)?).ok()?;
    let npi = rest.number(NPI_BYTES)?;
    let row = StoredRow {
        code,
        npi: (npi != 0).then_some(npi),
        tin: rest.text()?,
        network_name: rest.text()?,
        payer: rest.text()?,
        code_type: rest.text()?,
        arrangement: rest.text()?,
        negotiated_type: rest.text()?,
        rate: rest.ordered()?,
        billing_class: rest.text()?,
        setting: rest.text()?,
        service_codes: rest.list()?,
        modifiers: rest.list()?,
        expires_on: match rest.byte()? {
            ABSENT => None,
            _ => Some(i32::try_from(rest.ordered()?).ok()?),
        },
        tin_type: rest.text()?,
        group_size: u32::try_from(rest.number(4)?).ok()?,
        position: rest.number(POSITION_BYTES)?,
    };
    rest.0.is_empty().then_some(row)
}

/// Encodes a signed number as bytes of the same order.
const fn ordered(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

fn put_text(text: Option<&str>, out: &mut Vec<u8>) {
    let Some(text) = text else {
        return out.push(ABSENT);
    };
    out.push(PRESENT);
    put_characters(text, out);
}

fn put_list(texts: &[String], out: &mut Vec<u8>) {
    for text in texts {
        put_text(Some(text), out);
    }
    out.push(ABSENT);
}

fn put_characters(text: &str, out: &mut Vec<u8>) {
    for &byte in text.as_bytes() {
        if byte <= ESCAPE {
            out.extend_from_slice(&[ESCAPE, byte + 1]);
        } else {
            out.push(byte);
        }
    }
    out.push(END);
}

/// Bytes left to decode.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    fn number(&mut self, length: usize) -> Option<u64> {
        let bytes = self.take(length)?;
        Some(
            bytes
                .iter()
                .fold(0, |number, &byte| number << 8 | u64::from(byte)),
        )
    }

    fn ordered(&mut self) -> Option<i64> {
        Some((self.number(8)? ^ (1 << 63)).cast_signed())
    }

    /// Decodes a text. The outer option is none for damaged bytes, the inner one for an absent
    /// text.
    #[expect(
        clippy::option_option,
        reason = "damage and absence are different things"
    )]
    fn text(&mut self) -> Option<Option<Cow<'a, str>>> {
        match self.byte()? {
            ABSENT => Some(None),
            _ => self.characters().map(Some),
        }
    }

    fn list(&mut self) -> Option<Vec<Cow<'a, str>>> {
        let mut texts = Vec::new();
        while self.byte()? != ABSENT {
            texts.push(self.characters()?);
        }
        Some(texts)
    }

    fn characters(&mut self) -> Option<Cow<'a, str>> {
        let length = self.0.iter().position(|&byte| byte == END)?;
        let stored = self.take(length)?;
        self.take(1)?;
        if !stored.contains(&ESCAPE) {
            return std::str::from_utf8(stored).ok().map(Cow::Borrowed);
        }
        let mut bytes = Vec::with_capacity(stored.len());
        let mut stored = stored.iter();
        while let Some(&byte) = stored.next() {
            let is_escape = byte == ESCAPE;
            bytes.push(if is_escape {
                stored.next()?.checked_sub(1)?
            } else {
                byte
            });
        }
        String::from_utf8(bytes).ok().map(Cow::Owned)
    }
}

#[cfg(test)]
#[path = "row_encoding_tests.rs"]
mod tests;
