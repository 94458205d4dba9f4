//! No record of a price file disappears: its outcomes sum to its records, and every record that
//! names a code of the catalog gave rates, was rejected, or was skipped for a stated reason.

use super::row::PlainFile;
use super::slow_codes::named_records;
use super::wanted::Wanted;
use nearsite_datasets::RatesReport;

/// Returns what is lost in the report about one file, or none.
pub(super) fn lost(report: &RatesReport, file: &PlainFile, wanted: &Wanted) -> Option<String> {
    let [read] = &report.files[..] else {
        return Some(format!("{} files were read", report.files.len()));
    };
    let count = |word: &str| read.outcomes.get(word).copied().unwrap_or(0);
    let sum: u64 = read.outcomes.values().sum();
    let named = named_records(file, wanted);
    let accounted = sum - count("other_code");
    let has_rates = read.rates > 0;
    let by_code: u64 = read.rejected_by_code.iter().map(|(_, count)| count).sum();
    let is_kept = sum == read.records
        && named <= accounted
        && named <= read.records_wanted
        && has_rates == (count("rates") > 0)
        && count("rejected") <= read.rejected
        && by_code == read.rejected;
    (!is_kept).then(|| {
        format!(
            "{} records, {named} of them name a code, {:?}, {} rates, {} rejects",
            read.records, read.outcomes, read.rates, read.rejected
        )
    })
}
