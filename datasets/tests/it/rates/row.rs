//! One row of the table of stated rates as the slow readers and the comparison see it: every column
//! but `position`.

/// A row; dates are ISO texts, the rate is in ten-thousandths.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) source: String,
    pub(super) file: String,
    pub(super) file_blake3: String,
    pub(super) entity: Option<String>,
    pub(super) payer: Option<String>,
    pub(super) network_name: Option<String>,
    pub(super) last_updated_on: Option<String>,
    pub(super) schema_version: Option<String>,
    pub(super) code_type: Option<String>,
    pub(super) code: String,
    pub(super) arrangement: Option<String>,
    pub(super) negotiated_type: Option<String>,
    pub(super) rate: i128,
    pub(super) billing_class: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) service_codes: Vec<String>,
    pub(super) modifiers: Vec<String>,
    pub(super) expires_on: Option<String>,
    pub(super) tin_type: Option<String>,
    pub(super) tin: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) group_size: u32,
}

/// A file to be read: its name, its hash and its unpacked bytes.
#[derive(Debug)]
pub(super) struct PlainFile {
    pub(super) name: String,
    pub(super) blake3: String,
    pub(super) folder: std::path::PathBuf,
    pub(super) contents: Vec<u8>,
}

/// Text without the spaces around it; blank is none.
pub(super) fn text(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}
