//! Where a file breaks the template it should follow: one word, how often, and where first.

use serde::{Deserialize, Serialize};

/// One thing that breaks the template, as often as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRemark {
    /// What it is, by a word that does not change.
    pub word: String,
    /// How often.
    pub count: u64,
    /// Number of the first record with it, from 1; none when it is in the header.
    pub record: Option<u64>,
    /// Where that record, or that part of the header, begins, in bytes of the unpacked file; none
    /// when it is nowhere in it.
    pub position: Option<u64>,
    /// The field at the first place, what is wrong with it, and what the template asks.
    pub message: String,
}
