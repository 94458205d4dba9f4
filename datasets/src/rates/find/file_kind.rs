//! Detects the kind of a file from its contents: by the first key, or the header, that only one
//! kind has. The file name is ignored.

use crate::rates::hospital::{Detection, HospitalFormat, detect};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{BlockReader, JsonCursor, TextWindow, WalkStop};
use crate::reading::source::Source;
use std::io::Read;
use std::path::Path;

/// Bytes searched for a distinctive key. Rates may follow gigabytes of provider references, but the
/// key of those is distinctive as well.
const MAX_JSON_BYTES: u64 = 64 << 20;
/// Bytes searched for the header of a table.
const HEAD_BYTES: u64 = 256 << 10;

/// Kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A payer's in-network file.
    Payer,
    /// A hospital's standard charges.
    Hospital(HospitalFormat),
    /// A payer's table of contents.
    Contents,
    /// Another file, with the reason why it is not a price file as the end of a sentence.
    Other(&'static str),
}

/// Keys of the outermost object that only one kind of file has.
const DISTINCTIVE_KEYS: [(&str, FileKind); 8] = [
    ("in_network", FileKind::Payer),
    ("provider_references", FileKind::Payer),
    (
        "standard_charge_information",
        FileKind::Hospital(HospitalFormat::Json),
    ),
    ("reporting_structure", FileKind::Contents),
    (
        "out_of_network",
        FileKind::Other("holds allowed amounts, which are not negotiated rates"),
    ),
    (
        "provider_groups",
        FileKind::Other(
            "is a provider-reference file: it is read for the in-network files in its folder",
        ),
    ),
    ("$schema", FileKind::Other("is a JSON schema")),
    ("resourceType", FileKind::Other("holds FHIR resources")),
];

/// Keys that suggest the kind of a file that is cut off before a distinctive key.
const HINTS: [(&str, FileKind); 4] = [
    ("reporting_entity_name", FileKind::Payer),
    ("reporting_entity_type", FileKind::Payer),
    ("hospital_name", FileKind::Hospital(HospitalFormat::Json)),
    ("type_2_npi", FileKind::Hospital(HospitalFormat::Json)),
];

const UNKNOWN_JSON: FileKind = FileKind::Other(
    "is JSON without in_network, provider_references or standard_charge_information",
);
const UNKNOWN_TEXT: FileKind =
    FileKind::Other("is no JSON and has no header of the hospital template");

/// Opens a file and detects its kind.
///
/// # Errors
/// [`FileFault`] when it cannot be opened or unpacked, or its format is not supported.
pub(crate) fn kind_of(path: &Path) -> Result<FileKind, FileFault> {
    let mut source = Source::open_price_file(path)?;
    let mut head = Vec::new();
    source.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let is_object = head.trim_ascii_start().starts_with(b"{");
    if is_object && let Some(kind) = kind_of_json(&head, source)? {
        return Ok(kind);
    }
    match detect(&head) {
        Detection::Hospital(format) => Ok(FileKind::Hospital(format)),
        Detection::Legacy(fault) => Err(fault),
        Detection::Other if is_object => Ok(UNKNOWN_JSON),
        Detection::Other => Ok(UNKNOWN_TEXT),
    }
}

fn kind_of_json(head: &[u8], source: Source) -> Result<Option<FileKind>, FileFault> {
    let text = head.chain(source).take(MAX_JSON_BYTES);
    let mut blocks = BlockReader::new(text, HEAD_BYTES as usize);
    let mut cursor = JsonCursor::new(TextWindow::new(&mut blocks, 0));
    let mut hint = None;
    match find_distinctive_key(&mut cursor, &mut hint) {
        Ok(found) => Ok(found),
        // The reader of that kind of file will find the fault and report it.
        Err(WalkStop::Syntax(_) | WalkStop::File(FileFault::Contents { .. })) => Ok(hint),
        Err(WalkStop::File(fault)) => Err(fault),
    }
}

/// Returns the kind of the first distinctive key. Notes the kind of the first key that hints at
/// one.
fn find_distinctive_key(
    cursor: &mut JsonCursor<'_>,
    hint: &mut Option<FileKind>,
) -> Result<Option<FileKind>, WalkStop> {
    let kind_in = |keys: &[(&str, FileKind)], key: &str| {
        let found = keys.iter().find(|(known, _)| *known == key);
        found.map(|&(_, kind)| kind)
    };
    cursor.take(b'{')?;
    let mut is_first = true;
    while cursor.has_next(is_first, b'}')? {
        is_first = false;
        let (kind, hinted) =
            cursor.key_unchecked(|key| (kind_in(&DISTINCTIVE_KEYS, key), kind_in(&HINTS, key)))?;
        if kind.is_some() {
            return Ok(kind);
        }
        *hint = hint.or(hinted);
        cursor.copy_unchecked(&mut |_| Ok(()))?;
    }
    Ok(None)
}
