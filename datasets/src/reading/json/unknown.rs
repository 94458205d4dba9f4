//! Fields that the caller did not ask for.

use crate::reading::csv::shown;
use std::collections::BTreeSet;

/// Names of unknown fields, each once and without list positions.
#[derive(Debug, Default)]
pub(crate) struct UnknownFields {
    names: BTreeSet<String>,
}

impl UnknownFields {
    /// Most names kept, so that a file of another kind cannot make the report long.
    const MAX_NAMES: usize = 100;

    /// Adds a field of the object at a path.
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

    /// Returns the names in order.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.names.into_iter().collect()
    }
}
