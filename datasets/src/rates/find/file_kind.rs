//! Tells what a file is by its contents, whatever its name says: the first key or header that only one kind of file has.

use super::json_walk::{JsonWalk, WalkFault};
use crate::rates::hospital::{Detection, HospitalFormat, detect};
use crate::reading::file_fault::FileFault;
use crate::reading::source::Source;
use std::io::{Chain, Read};
use std::path::Path;

/// Contents looked at for a key that tells; rates may stand behind gigabytes of provider references, which tell as well.
const MAX_JSON_BYTES: u64 = 64 << 20;
/// Contents looked at for the head of a table.
const HEAD_BYTES: u64 = 256 << 10;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A payer's in-network file.
    Payer,
    /// A hospital's standard charges.
    Hospital(HospitalFormat),
    /// A payer's table of contents.
    Contents,
    /// Something that is read for other files, or not at all; why, as the end of a sentence.
    Other(&'static str),
}

/// Keys of the outermost object that only one kind of file has.
const TELLING_KEYS: [(&str, FileKind); 8] = [
    ("in_network", FileKind::Payer),
    ("provider_references", FileKind::Payer),
    (
        "standard_charge_information",
        FileKind::Hospital(HospitalFormat::Json),
    ),
    ("reporting_structure", FileKind::Contents),
    (
        "out_of_network",
        FileKind::Other("holds allowed amounts, which are nobody's negotiated rates"),
    ),
    (
        "provider_groups",
        FileKind::Other(
            "is a provider-reference file: it is read for the in-network files beside it",
        ),
    ),
    ("$schema", FileKind::Other("is a JSON schema")),
    ("resourceType", FileKind::Other("holds FHIR resources")),
];

/// Keys that say whose file it is when it breaks off before it says what it is.
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

/// JSON whose first bytes are in memory already.
type Contents<'h> = Chain<&'h [u8], Source>;

/// Opens a file and looks.
///
/// # Errors
/// [`FileFault`] when it cannot be opened or unpacked, or is in a format that is never read.
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
    let mut walk = JsonWalk::new(head.chain(source), MAX_JSON_BYTES);
    let mut hint = None;
    match walk_keys(&mut walk, &mut hint) {
        Ok(found) => Ok(found),
        Err(WalkFault::Read(fault)) => Err(fault.into()),
        // Its reader will find what is wrong with it, and say so.
        Err(WalkFault::Damaged | WalkFault::TooLong) => Ok(hint),
    }
}

/// The kind the first telling key stands for; what hints at one is noted.
fn walk_keys(
    walk: &mut JsonWalk<Contents<'_>>,
    hint: &mut Option<FileKind>,
) -> Result<Option<FileKind>, WalkFault> {
    let kind_in = |keys: &[(&str, FileKind)], key: &str| {
        let found = keys.iter().find(|(known, _)| *known == key);
        found.map(|&(_, kind)| kind)
    };
    walk.expect(b'{')?;
    let mut is_first = true;
    while walk.has_next(is_first, b'}')? {
        is_first = false;
        let key = walk.key()?;
        if let Some(kind) = kind_in(&TELLING_KEYS, &key) {
            return Ok(Some(kind));
        }
        *hint = hint.or_else(|| kind_in(&HINTS, &key));
        walk.pass_value()?;
    }
    Ok(None)
}
