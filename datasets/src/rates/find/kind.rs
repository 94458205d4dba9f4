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
pub(crate) enum Kind {
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
const TELLING_KEYS: [(&str, Kind); 8] = [
    ("in_network", Kind::Payer),
    ("provider_references", Kind::Payer),
    (
        "standard_charge_information",
        Kind::Hospital(HospitalFormat::Json),
    ),
    ("reporting_structure", Kind::Contents),
    (
        "out_of_network",
        Kind::Other("holds allowed amounts, which are nobody's negotiated rates"),
    ),
    (
        "provider_groups",
        Kind::Other("is a provider-reference file: it is read for the in-network files beside it"),
    ),
    ("$schema", Kind::Other("is a JSON schema")),
    ("resourceType", Kind::Other("holds FHIR resources")),
];

/// Keys that say whose file it is when it breaks off before it says what it is.
const HINTS: [(&str, Kind); 4] = [
    ("reporting_entity_name", Kind::Payer),
    ("reporting_entity_type", Kind::Payer),
    ("hospital_name", Kind::Hospital(HospitalFormat::Json)),
    ("type_2_npi", Kind::Hospital(HospitalFormat::Json)),
];

const UNKNOWN_JSON: Kind =
    Kind::Other("is JSON without in_network, provider_references or standard_charge_information");
const UNKNOWN_TEXT: Kind = Kind::Other("is no JSON and has no header of the hospital template");

/// JSON whose first bytes are in memory already.
type Contents<'h> = Chain<&'h [u8], Source>;

/// Opens a file and looks.
///
/// # Errors
/// [`FileFault`] when it cannot be opened or unpacked, or is in a format that is never read.
pub(crate) fn kind_of(path: &Path) -> Result<Kind, FileFault> {
    let mut source = Source::open_price_file(path)?;
    let mut head = Vec::new();
    source.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let is_object = head.trim_ascii_start().starts_with(b"{");
    if is_object && let Some(kind) = kind_of_json(&head, source)? {
        return Ok(kind);
    }
    match detect(&head) {
        Detection::Hospital(format) => Ok(Kind::Hospital(format)),
        Detection::Legacy(fault) => Err(fault),
        Detection::Other if is_object => Ok(UNKNOWN_JSON),
        Detection::Other => Ok(UNKNOWN_TEXT),
    }
}

fn kind_of_json(head: &[u8], source: Source) -> Result<Option<Kind>, FileFault> {
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
    hint: &mut Option<Kind>,
) -> Result<Option<Kind>, WalkFault> {
    let kind_in = |keys: &[(&str, Kind)], key: &str| {
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
