//! String interner for the modifiers and sources of a build. Each text is kept once, and rates keep
//! positions.

use rustc_hash::FxHashMap;

/// Largest total length of all texts in bytes. Real tables have a few dozen texts. The limit keeps
/// a table with a new text in every row from filling the memory.
const MAX_TOTAL_BYTES: usize = 64 << 20;

/// Distinct texts in the order first met.
#[derive(Debug, Default)]
pub(super) struct TextInterner {
    list: Vec<String>,
    positions: FxHashMap<Box<str>, u32>,
    joined: FxHashMap<(u32, u32), u32>,
    total_bytes: usize,
}

impl TextInterner {
    /// Returns the position of a text and adds the text if it is new; none if it exceeds the limit.
    pub(super) fn intern(&mut self, text: &str) -> Option<u32> {
        if let Some(&position) = self.positions.get(text) {
            return Some(position);
        }
        let room = MAX_TOTAL_BYTES.checked_sub(self.total_bytes)?;
        (text.len() <= room).then(|| self.add(text))
    }

    /// Returns the position of two different texts joined by a semicolon.
    pub(super) fn join(&mut self, first: u32, second: u32) -> u32 {
        if let Some(&position) = self.joined.get(&(first, second)) {
            return position;
        }
        let text = format!(
            "{}; {}",
            self.list[first as usize], self.list[second as usize]
        );
        let position = self
            .positions
            .get(text.as_str())
            .copied()
            .unwrap_or_else(|| self.add(&text));
        self.joined.insert((first, second), position);
        position
    }

    /// Adds a text, even if it is already present. Earlier positions do not change.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let position = self.list.len() as u32;
        self.total_bytes += text.len();
        self.list.push(text.to_owned());
        self.positions.insert(text.into(), position);
        position
    }

    /// Returns the texts in the order of their positions.
    pub(super) fn into_list(self) -> Vec<String> {
        self.list
    }
}
