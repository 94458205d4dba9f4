//! Decodes bytes of a hospital file: removes quotes, reads Windows-1252 if they are not UTF-8, and
//! trims.

use std::borrow::Cow;

/// Decodes cells and strings, and remembers if one of them was not UTF-8.
#[derive(Debug, Default)]
pub(super) struct TextDecoder {
    /// True if some text was read as Windows-1252.
    pub(super) met_windows_1252: bool,
}

/// Characters of Windows-1252 from 0x80 to 0x9F. The five unassigned bytes stay control characters,
/// so that damaged text is recognizable.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl TextDecoder {
    /// Decodes a cell as stored.
    pub(super) fn cell<'a>(&mut self, stored: &'a [u8]) -> Cow<'a, str> {
        match unquote(stored) {
            Cow::Borrowed(bytes) => trim(self.text(bytes)),
            Cow::Owned(bytes) => Cow::Owned(self.text(&bytes).trim().to_owned()),
        }
    }

    /// Decodes bytes without removing quotes.
    pub(super) fn text<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        self.met_windows_1252 = true;
        Cow::Owned(bytes.iter().map(|&byte| windows_1252(byte)).collect())
    }
}

fn windows_1252(byte: u8) -> char {
    let upper = usize::from(byte).checked_sub(0x80);
    upper
        .and_then(|upper| WINDOWS_1252.get(upper).copied())
        .unwrap_or(char::from(byte))
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Removes quotes like `csv_core`: text after the closing quote belongs to the cell, including
/// further quotes.
fn unquote(stored: &[u8]) -> Cow<'_, [u8]> {
    let Some((b'"', quoted)) = stored.split_first() else {
        return Cow::Borrowed(stored);
    };
    match memchr::memchr(b'"', quoted) {
        None => return Cow::Borrowed(quoted),
        Some(close) if close + 1 == quoted.len() => return Cow::Borrowed(&quoted[..close]),
        Some(_) => {}
    }
    let mut cell = Vec::with_capacity(quoted.len());
    let mut rest = quoted;
    loop {
        let close = memchr::memchr(b'"', rest).unwrap_or(rest.len());
        cell.extend_from_slice(&rest[..close]);
        rest = rest.get(close + 1..).unwrap_or_default();
        match rest.split_first() {
            Some((b'"', after)) => {
                cell.push(b'"');
                rest = after;
            }
            _ => break,
        }
    }
    cell.extend_from_slice(rest);
    Cow::Owned(cell)
}

#[cfg(test)]
mod tests {
    use super::TextDecoder;

    #[test]
    fn quotes_are_removed_and_text_is_trimmed() {
        for (stored, expected) in [
            ("", ""),
            (" a b ", "a b"),
            ("\"a,b\"", "a,b"),
            ("\"a \"\"b\"\" c\"", "a \"b\" c"),
            ("\"\"", ""),
            ("\"\"\"\"", "\""),
            ("a\"b\"", "a\"b\""),
            ("\"a\"b\"\"", "ab\"\""),
            ("\"line\r\nend\"", "line\r\nend"),
        ] {
            assert_eq!(TextDecoder::default().cell(stored.as_bytes()), expected);
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_read_as_windows_1252() {
        let mut decoder = TextDecoder::default();
        assert_eq!(decoder.cell("Peña".as_bytes()), "Peña");
        assert!(!decoder.met_windows_1252);
        assert_eq!(
            decoder.cell(b"\"Pe\xf1a \x80 \x92s \"\"x\"\" \xff\""),
            "Peña € ’s \"x\" ÿ"
        );
        assert!(decoder.met_windows_1252);
        assert_eq!(decoder.cell(b"\x81"), "\u{81}");
    }
}
