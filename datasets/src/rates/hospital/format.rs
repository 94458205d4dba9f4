//! The three formats of a hospital file.

/// Format of a hospital file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HospitalFormat {
    /// CSV with one row for each item, payer and plan.
    CsvTall,
    /// CSV with one row for each item, and columns for each payer and plan.
    CsvWide,
    /// JSON.
    Json,
}
