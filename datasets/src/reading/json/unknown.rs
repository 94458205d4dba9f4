//! Fields that nobody asked for.

use crate::reading::csv::shown;
use std::collections::BTreeSet;

/// Names of fields nobody asked for, each once and without list positions.
#[derive(Debug, Default)]
pub(crate) struct UnknownFields {
    names: BTreeSet<String>,
}

impl UnknownFields {
    /// Most names kept; a file with more is not a registration file that grew, and the report need not grow with it.
    const MAX_NAMES: usize = 100;

    /// Notes a field of the object at a path.
    pub(super) fn note(&mut self, path: &str, key: &str) {
        if self.names.len() >= Self::MAX_NAMES {
            return;
        }
        let without_positions: String = path
            .chars()
            .filter(|letter| !letter.is_ascii_digit())
            .collect();
        let dot = if path.is_empty() { "" } else { "." };
        self.names
            .insert(format!("{without_positions}{dot}{}", shown(key)));
    }

    /// The names, in order.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.names.into_iter().collect()
    }
}
