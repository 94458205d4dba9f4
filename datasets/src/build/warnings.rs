//! Warnings about contents that are valid but probably unintended.

use super::listing::ListingReport;
use super::report::is_empty_rates;
use crate::reading::file_report::FileReport;

/// Ratio of rejected parts to rows above which a file gets a warning.
const MANY_PARTS: f64 = 0.05;

/// Checks the contents. Each warning is one sentence.
pub(crate) fn find_warnings(files: &[FileReport], listing: &ListingReport) -> Vec<String> {
    let empty_tables = files.iter().filter(|file| is_empty_rates(file)).map(|file| {
        format!(
            "{}: the rates table has no rows, so it adds no price: check that nearsite rates read the right price files and \
             registrations",
            file.name
        )
    });
    let parts = files.iter().filter_map(many_parts);
    parts
        .chain(empty_tables)
        .chain(listing.warnings())
        .collect()
}

fn many_parts(file: &FileReport) -> Option<String> {
    let parts = file.counts.parts_rejected_by_code.total();
    let share = parts as f64 / file.counts.read.max(1) as f64;
    let name = &file.name;
    (share > MANY_PARTS).then(|| {
        format!(
            "{name}: {parts} parts of {} rows were rejected and the rest of their rows used",
            file.counts.read
        )
    })
}
