//! Facts gathered while rates tables are read.

use super::rates_row::SourceFile;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The facts gathered while rates tables are read, over all files.
#[derive(Debug, Default)]
pub(in super::super) struct RatesTableNotes {
    /// Numbers of the price files rates come from, among those of the build.
    pub(in super::super) source_files: FxHashMap<SourceFile, u16>,
    /// Rates by unmapped network name.
    pub(in super::super) unmatched: BTreeMap<String, u64>,
    /// Rates of further names.
    pub(in super::super) unmatched_further: u64,
}
