//! Report of an extraction: the results of each file, and skipped files with the reason. It is
//! printed as text or as JSON.
//!
//! It contains counts and names of files, columns, plans and networks, and no other value of any
//! file.

mod print;

use super::file_remark::FileRemark;
use crate::reading::reject::Reject;
use crate::reading::row_counter::ByCode;
use serde::Serialize;
use std::collections::BTreeMap;

/// Results of one price file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateFileReport {
    /// File name without folder, as in the column `file`.
    pub name: String,
    /// `payer_file` or `hospital_file`.
    pub kind: String,
    /// Size in bytes, as stored.
    pub bytes: u64,
    /// BLAKE3 of its bytes, as stored.
    pub blake3: String,
    /// Records read: items, or rows of a CSV file.
    pub records: u64,
    /// Number of these records that name a code of the catalog by any reading.
    pub records_wanted: u64,
    /// Records by outcome, which sum to `records`: `rates`, `rejected` (no rate, and a part was
    /// rejected), `other_code` (no code of the catalog), or the reason for which they were skipped.
    pub outcomes: BTreeMap<String, u64>,
    /// Rows of the table from this file. Equal rows count once.
    pub rates: u64,
    /// Registered sites with a rate in this file, by NPI or TIN.
    pub sites: u64,
    /// Codes with a rate in this file.
    pub codes: u64,
    /// Values that are not a rate of a registered provider, by word.
    pub passed_over: BTreeMap<String, u64>,
    /// Records and rates that cannot be used.
    pub rejected: u64,
    /// Rejected records and rates by code.
    pub rejected_by_code: ByCode,
    /// Warnings about the file.
    pub warnings: Vec<String>,
    /// True if every record of a hospital file was checked against the CMS template.
    pub checked: bool,
    /// Violations of the template in a hospital file; only those of the header unless it was
    /// checked.
    pub remarks: Vec<FileRemark>,
    /// True if an earlier run, which was interrupted, had read the file.
    pub resumed: bool,
}

/// Counts for one stated network name over all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkNameReport {
    /// Network name; none for rates that name no network.
    pub network_name: Option<String>,
    /// Rows of the table.
    pub rates: u64,
    /// Providers with a rate: NPIs, and TINs whose rates name no NPI.
    pub providers: u64,
    /// Codes with a rate.
    pub codes: u64,
}

/// Sums over all files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RatesTotals {
    /// Price files whose rows are in the table.
    pub files: u64,
    /// Bytes of these files, as stored.
    pub bytes: u64,
    /// Records read.
    pub records: u64,
    /// Rows of the table.
    pub rates: u64,
    /// Registered sites with a rate.
    pub sites: u64,
    /// Codes with a rate.
    pub codes: u64,
    /// Records and rates that cannot be used.
    pub rejected: u64,
}

/// Numbers of codes and providers whose rates were looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LookedFor {
    /// Codes of the catalog.
    pub codes: usize,
    /// NPIs of registrations.
    pub npis: usize,
    /// TINs of registrations.
    pub tins: usize,
}

/// File that was skipped on purpose, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PassedOverFile {
    /// Path of the file.
    pub name: String,
    /// Reason, as the end of a sentence that begins with the name.
    pub reason: String,
}

/// File that should have been read and could not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FailedFile {
    /// Path of the file.
    pub path: String,
    /// Reason, and what to do.
    pub reason: String,
}

/// Table of contents of a payer: the files that it lists for each plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsReport {
    /// Path of the file.
    pub name: String,
    /// In-network files that it lists, each once per plan.
    pub entries: Vec<ContentsEntry>,
    /// Number of entries beyond the limit of the list.
    pub entries_left_out: u64,
    /// Structures that are malformed or too long to read.
    pub structures_unreadable: u64,
    /// True if the file is cut off or contains a syntax error.
    pub is_cut_off: bool,
}

/// In-network file that a table of contents lists for one plan. It is never downloaded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ContentsEntry {
    /// Name of the plan.
    pub plan: String,
    /// Description of the file.
    pub description: Option<String>,
    /// Last part of its location, without query.
    pub file: String,
    /// True if a file of that name is in the inputs.
    pub is_here: bool,
}

/// Table that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenTable {
    /// Path of the table.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Number of rows.
    pub rows: u64,
}

/// Report of an extraction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RatesReport {
    /// Price files, in the order of their rows.
    pub files: Vec<RateFileReport>,
    /// Stated network names with their counts.
    pub networks: Vec<NetworkNameReport>,
    /// Sums over all files.
    pub totals: RatesTotals,
    /// Codes and providers whose rates were looked for.
    pub looked_for: LookedFor,
    /// Files that are not price files, or of a kind that was not requested.
    pub passed_over: Vec<PassedOverFile>,
    /// Files that could not be read. If there is one, no table is written.
    pub failed: Vec<FailedFile>,
    /// Tables of contents that were found.
    pub tables_of_contents: Vec<ContentsReport>,
    /// Warnings about the extraction.
    pub warnings: Vec<String>,
    /// First few rejects.
    pub first_rejects: Vec<Reject>,
    /// Table that was written; none after a dry run or if a file failed.
    pub written: Option<WrittenTable>,
}

impl RatesReport {
    /// Returns a warning if no rate was found, though every file was read.
    pub fn empty_table_warning(&self) -> Option<String> {
        if self.totals.rates > 0 || !self.failed.is_empty() {
            return None;
        }
        let wanted: u64 = self.files.iter().map(|file| file.records_wanted).sum();
        let RatesTotals { files, records, .. } = self.totals;
        let LookedFor { codes, npis, tins } = self.looked_for;
        let check = match (records, wanted) {
            (0, _) => "check that the inputs are price files with records",
            (_, 0) => "check that the files are about imaging",
            _ => {
                "check that the registrations have the NPIs and TINs of these files, \
                and see the outcomes and rejects of each file"
            }
        };
        Some(format!(
            "no rate was found, so the table is empty: {records} records of {files} files were read, {wanted} of them name \
             one of the {codes} codes, and {npis} NPIs and {tins} TINs of registrations were looked for; {check}"
        ))
    }
}

/// Extraction that wrote no table because files could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesRefusal {
    /// Report of the files that were read and those that failed.
    pub report: RatesReport,
}

impl std::fmt::Display for RatesRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, failed) in self.report.failed.iter().enumerate() {
            let separator = if number == 0 { "" } else { "; " };
            write!(f, "{separator}{}: {}", failed.path, failed.reason)?;
        }
        Ok(())
    }
}
