//! Compact JSON with the members in the order they are added: the canonical form of packs and
//! certificates.

use serde::Serialize;

/// An object that is being written.
#[derive(Debug, Default)]
pub(crate) struct ObjectText(String);

impl ObjectText {
    /// Adds a member whose value is a text, a number, a boolean, a list of such, or nothing.
    pub(crate) fn member(self, key: &str, value: impl Serialize) -> Self {
        self.raw(key, &serde_json::to_string(&value).unwrap())
    }

    /// Adds a member whose value is written already.
    pub(crate) fn raw(mut self, key: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.extend(["\"", key, "\":", value]);
        self
    }

    /// The object.
    pub(crate) fn text(&self) -> String {
        format!("{{{}}}", self.0)
    }
}

/// A list of values that are written already.
pub(crate) fn list_text<T>(entries: &[T], write: impl Fn(&T) -> String) -> String {
    let written: Vec<String> = entries.iter().map(write).collect();
    format!("[{}]", written.join(","))
}
