//! Detects the format of a file by its first bytes. The file name is ignored.

use crate::reading::file_fault::FileFault;

/// Compression of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    /// No compression.
    None,
    /// gzip with any number of members.
    Gzip,
    /// Zstandard with any number of frames.
    Zstd,
    /// A zip archive with one member.
    Zip,
}

const ZIP: &[u8] = b"PK\x03\x04";
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const PARQUET: &[u8] = b"PAR1";
const TAR_OFFSET: usize = 257;

/// Formats that are never read as text: first bytes, description, advice.
const REFUSED: [(&[u8], &str, &str); 9] = [
    (
        ZIP,
        "a zip archive or an Excel workbook",
        "unpack it, or export it as CSV",
    ),
    (b"PK\x05\x06", "an empty zip archive", "fetch it again"),
    (
        b"BZh",
        "compressed with bzip2",
        "unpack it, or compress it with gzip or zstd",
    ),
    (
        &[0xfd, b'7', b'z', b'X', b'Z', 0],
        "compressed with xz",
        "unpack it, or compress it with gzip or zstd",
    ),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (
        b"%PDF-",
        "a PDF document",
        "ask the publisher for CSV or JSON",
    ),
    (
        PARQUET,
        "a Parquet file",
        "only prices may be Parquet; give this file as text",
    ),
    (&[0xff, 0xfe], "UTF-16 text", "save it as UTF-8"),
    (&[0xfe, 0xff], "UTF-16 text", "save it as UTF-8"),
];

/// Detects the compression by the first stored bytes.
///
/// # Errors
/// [`FileFault::Format`] for formats that are never read.
pub(crate) fn sniff_stored(head: &[u8]) -> Result<Compression, FileFault> {
    let is_zstd_skippable = matches!(head, [first, 0x2a, 0x4d, 0x18, ..] if first & 0xf0 == 0x50);
    if head.starts_with(GZIP) {
        Ok(Compression::Gzip)
    } else if head.starts_with(ZSTD) || is_zstd_skippable {
        Ok(Compression::Zstd)
    } else {
        refuse_formats(head).map(|()| Compression::None)
    }
}

/// Detects the compression of a file that may be a zip archive. Otherwise the same as
/// [`sniff_stored`].
///
/// # Errors
/// [`FileFault::Format`] for formats that are never read.
pub(crate) fn sniff_stored_or_zip(head: &[u8]) -> Result<Compression, FileFault> {
    if head.starts_with(ZIP) {
        Ok(Compression::Zip)
    } else {
        sniff_stored(head)
    }
}

/// Returns the position of the first byte of text in the unpacked contents, after any byte-order
/// mark.
///
/// # Errors
/// [`FileFault`] when the contents are empty or not text.
pub(crate) fn sniff_contents(head: &[u8], compression: Compression) -> Result<u64, FileFault> {
    if compression != Compression::None && (head.starts_with(GZIP) || head.starts_with(ZSTD)) {
        return Err(FileFault::Format {
            found: "compressed twice",
            advice: "unpack it once",
        });
    }
    refuse_formats(head)?;
    let text = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    if text.is_empty() {
        return Err(FileFault::Empty);
    }
    if text.trim_ascii_start().starts_with(b"<") {
        let advice = "fetch the file again if this is an error page; XML price files are not read, use the JSON or CSV";
        return Err(FileFault::Format {
            found: "an HTML or XML page",
            advice,
        });
    }
    Ok((head.len() - text.len()) as u64)
}

/// True if a file is a Parquet table.
pub(crate) fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(PARQUET)
}

fn refuse_formats(head: &[u8]) -> Result<(), FileFault> {
    if head
        .get(TAR_OFFSET..)
        .is_some_and(|rest| rest.starts_with(b"ustar"))
    {
        return Err(FileFault::Format {
            found: "a tar archive",
            advice: "unpack it",
        });
    }
    match REFUSED.iter().find(|(magic, ..)| head.starts_with(magic)) {
        Some(&(_, found, advice)) => Err(FileFault::Format { found, advice }),
        None => Ok(()),
    }
}
