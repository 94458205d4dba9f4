//! Follows the nesting of JSON byte by byte, without parsing it.
//!
//! The JSON parser skips unneeded values without a depth limit, so the depth is measured here
//! first.

/// State of the scan after some bytes of JSON.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Scan {
    depth: u32,
    deepest: u32,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Processes the next byte.
    pub(super) fn step(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth = self.depth.saturating_add(1);
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// True if the scan is outside every string, array and object.
    pub(super) const fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    /// Deepest nesting so far. An object without nested values has depth 1.
    pub(super) const fn deepest(&self) -> u32 {
        self.deepest
    }
}
