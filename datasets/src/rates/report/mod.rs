//! The report of an extraction: what each file came to, what was passed over and why; as text for people and as JSON.
//!
//! It holds counts and names of files, columns, plans and networks, and no other value of any file.

mod text;

use super::file_remark::FileRemark;
use crate::reading::reject::Reject;
use crate::reading::row_counter::ByCode;
use serde::Serialize;
use std::collections::BTreeMap;

/// What one price file came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateFileReport {
    /// Its name without folder, as in the column `file`.
    pub name: String,
    /// `payer_file` or `hospital_file`.
    pub kind: String,
    /// Size in bytes, as stored.
    pub bytes: u64,
    /// BLAKE3 of its bytes, as stored.
    pub blake3: String,
    /// Records looked at: items, or rows of a CSV file.
    pub records: u64,
    /// Of these, records with a code of the catalogue.
    pub records_wanted: u64,
    /// Rows it gave, equal ones counted once.
    pub rates: u64,
    /// Registered sites with a rate in it, by NPI or TIN.
    pub sites: u64,
    /// Codes with a rate in it.
    pub codes: u64,
    /// What was seen and is nobody's rate, by word.
    pub passed_over: BTreeMap<String, u64>,
    /// Records and rates that cannot be used.
    pub rejected: u64,
    /// The same by code.
    pub rejected_by_code: ByCode,
    /// Things to look at.
    pub warnings: Vec<String>,
    /// Whether every record of it, a hospital's, was held against the template of CMS.
    pub checked: bool,
    /// Where a hospital's file breaks the template; of its header alone unless it was checked.
    pub remarks: Vec<FileRemark>,
    /// Whether an earlier run that did not come to its end had read it.
    pub resumed: bool,
}

/// What one network name, as stated, came to over all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkNameReport {
    /// The name; none for rates that name no network.
    pub network_name: Option<String>,
    /// Rows of the table.
    pub rates: u64,
    /// Providers with a rate: NPIs, and TINs whose rates name none.
    pub providers: u64,
    /// Codes with a rate.
    pub codes: u64,
}

/// The sums over all files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RatesTotals {
    /// Price files whose rows are in the table.
    pub files: u64,
    /// Bytes of these, as stored.
    pub bytes: u64,
    /// Records looked at.
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

/// A file that was not read, and why that is no fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PassedOverFile {
    /// Its path below the folder that was named, or as named.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A file that should have been read and could not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FailedFile {
    /// Its path.
    pub path: String,
    /// Why, and what to do.
    pub reason: String,
}

/// A table of contents that was found: which files a payer says belong to which plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsReport {
    /// Its path below the folder that was named, or as named.
    pub name: String,
    /// In-network files it names, each once per plan.
    pub entries: Vec<ContentsEntry>,
    /// Entries beyond the longest list that is kept.
    pub entries_left_out: u64,
    /// Structures that are malformed, or too long to look into.
    pub structures_unreadable: u64,
    /// Whether it breaks off, or is no JSON from some place on.
    pub is_cut_off: bool,
}

/// One in-network file a table of contents names for one plan. Nothing is ever fetched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ContentsEntry {
    /// The plan.
    pub plan: String,
    /// The description of the file.
    pub description: Option<String>,
    /// The last part of its location, without query.
    pub file: String,
    /// Whether a file of that name lies in the inputs.
    pub is_here: bool,
}

/// What became of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenTable {
    /// Where it is.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its rows.
    pub rows: u64,
}

/// What an extraction read and made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RatesReport {
    /// Price files, in the order of their rows.
    pub files: Vec<RateFileReport>,
    /// Network names as stated, with what they came to.
    pub networks: Vec<NetworkNameReport>,
    /// Sums.
    pub totals: RatesTotals,
    /// Files that are no price files, or are not asked for.
    pub passed_over: Vec<PassedOverFile>,
    /// Files that could not be read; with one of them there is no new table.
    pub failed: Vec<FailedFile>,
    /// Tables of contents that were found.
    pub tables_of_contents: Vec<ContentsReport>,
    /// Things to look at.
    pub warnings: Vec<String>,
    /// The first few rejects.
    pub first_rejects: Vec<Reject>,
    /// The table; none after a dry run or with a file that failed.
    pub written: Option<WrittenTable>,
}

/// An extraction that wrote no table because files could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesRefusal {
    /// What was read and what failed.
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
