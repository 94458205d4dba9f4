//! Options of one reading, shared by the CSV reader and the JSON reader.

use crate::rates::rate_filter::RateFilter;
use std::path::Path;

/// Records between two progress reports.
pub(super) const PROGRESS_RECORDS: u64 = 1024;

/// Everything the readers need besides the bytes.
pub(super) struct ReadOptions<'a> {
    /// Name of the file, which may begin with an EIN.
    pub(super) file_name: &'a str,
    /// Codes and providers whose rates are kept.
    pub(super) wanted: &'a RateFilter,
    /// Folder for scratch files.
    pub(super) scratch: &'a Path,
    /// True if every record is checked against the template, not only the header.
    pub(super) check: bool,
}
