//! Facts gathered while rates tables are read.

use super::super::payer_names::PayerNames;
use super::rates_row::SourceFile;
use rustc_hash::FxHashMap;

/// The facts gathered while rates tables are read, over all files.
#[derive(Debug, Default)]
pub(in super::super) struct RatesTableNotes {
    /// Numbers of the price files rates come from, among those of the build.
    pub(in super::super) source_files: FxHashMap<SourceFile, u16>,
    /// Names of payers and networks.
    pub(in super::super) names: PayerNames,
    /// Used rates that count as estimates because their age is unknown.
    pub(in super::super) undated: u64,
}
