//! Remarks on a file that breaks its template: a stable word, a count, and the first position.

use serde::{Deserialize, Serialize};

/// One kind of break of the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRemark {
    /// Stable word for the kind of break.
    pub word: String,
    /// Number of breaks of this kind.
    pub count: u64,
    /// Number of the first record with it, from 1; none when it is in the header.
    pub record: Option<u64>,
    /// Start of that record, or of that part of the header, in bytes of the unpacked file. Absent if
    /// it has no position.
    pub position: Option<u64>,
    /// The field at the first place, what is wrong with it, and what the template asks.
    pub message: String,
}
