//! Context of one element of `negotiated_rates`: its position and the facts of its item.

use crate::rates::rate_filter::CodeBytes;
use serde::{Deserialize, Serialize};

/// Position of an entry, and the facts that its item states for all of its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EntryContext {
    /// Number of the item in the file, from 1.
    pub(super) item: u64,
    /// Number of the entry in the item, from 0, as in JSON paths.
    pub(super) number: u64,
    /// Position of its first byte.
    pub(super) position: u64,
    /// Code of the item.
    pub(super) code: CodeBytes,
    /// Modifiers written with the code, upper case.
    pub(super) modifiers: Vec<String>,
    /// Type of the code, upper case.
    pub(super) code_type: Option<String>,
    /// Arrangement, lower case.
    pub(super) arrangement: Option<String>,
}
