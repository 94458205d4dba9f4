//! The texts of a build (modifiers, sources), each held once; rates keep positions.

use rustc_hash::FxHashMap;

/// Largest total length of all texts in bytes. Real tables have a few dozen; a table that writes a new one in every row must
/// not fill the memory.
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
    /// The position of a text, which is added if it is new; none when there is no room for it.
    pub(super) fn intern(&mut self, text: &str) -> Option<u32> {
        if let Some(&position) = self.positions.get(text) {
            return Some(position);
        }
        let room = MAX_TOTAL_BYTES.checked_sub(self.total_bytes)?;
        (text.len() <= room).then(|| self.add(text))
    }

    /// The position of two different texts as one, with a semicolon between.
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

    /// Adds a text that may be there already; positions of earlier ones stay.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let position = self.list.len() as u32;
        self.total_bytes += text.len();
        self.list.push(text.to_owned());
        self.positions.insert(text.into(), position);
        position
    }

    /// The texts in the order of their positions.
    pub(super) fn into_list(self) -> Vec<String> {
        self.list
    }
}
