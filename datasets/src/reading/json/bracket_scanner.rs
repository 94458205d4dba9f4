//! Finds the end of nested JSON brackets without parsing, 64 bytes at a time.
//!
//! Input is text in pieces that may be cut anywhere. Output is the position after the bracket that
//! closes the outermost one, and how deep brackets are nested. Only strings, escapes and brackets
//! are looked at. Whether brackets match in kind is not checked here. The loops run over fixed
//! arrays, so that the compiler can use vector instructions.

/// Deepest nesting of a record. An object without another one inside is one level deep.
const MAX_DEPTH: u64 = 64;
/// Number of bytes in a chunk. Each is one bit of a word.
const LANES: usize = 64;
const EVERY_BYTE: u64 = 0x0101_0101_0101_0101;
/// Factor that moves the lowest bits of eight bytes into the topmost byte, first byte lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// State of a scan through nested brackets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BracketScanner {
    depth: u64,
    reach: u64,
    in_string: bool,
    escaped: bool,
}

/// Positions of the structural bytes in a chunk. The first byte is the lowest bit.
struct Marks {
    quotes: u64,
    opening: u64,
    closing: u64,
    has_backslash: bool,
}

impl BracketScanner {
    /// Creates a scanner that starts inside `depth` brackets.
    pub(crate) const fn at_depth(depth: u64) -> Self {
        Self {
            depth,
            reach: depth,
            in_string: false,
            escaped: false,
        }
    }

    /// Upper bound of the depth so far. The true maximum may be a little smaller.
    pub(crate) const fn reach(&self) -> u64 {
        self.reach
    }

    /// Scans the next bytes. Returns the position after the bracket that closes the outermost one,
    /// if it is among them.
    pub(crate) fn advance(&mut self, bytes: &[u8]) -> Option<usize> {
        let (chunks, rest) = bytes.as_chunks::<LANES>();
        for (number, chunk) in chunks.iter().enumerate() {
            if let Some(end) = self.advance_chunk(chunk) {
                return Some(number * LANES + end);
            }
        }
        self.advance_plainly(rest)
            .map(|end| chunks.len() * LANES + end)
    }

    /// Scans all of the bytes, including those after an outermost bracket was closed.
    pub(super) fn advance_to_end(&mut self, mut bytes: &[u8]) {
        while let Some(end) = self.advance(bytes) {
            bytes = &bytes[end..];
        }
    }

    /// Scans up to the first comma or `]` outside of all brackets and strings. Returns its
    /// position.
    pub(super) fn advance_to_separator(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if self.depth > 0 {
                at += self.advance(&bytes[at..])?;
            } else if !self.in_string && matches!(byte, b',' | b']') {
                return Some(at);
            } else {
                self.advance_plainly(&[byte]);
                at += 1;
            }
        }
        None
    }

    /// True outside of all brackets and strings.
    pub(super) const fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    #[inline]
    fn advance_chunk(&mut self, chunk: &[u8; LANES]) -> Option<usize> {
        let marks = Marks::of(chunk);
        // Escapes are too rare to need a faster way.
        if marks.has_backslash || self.escaped {
            return self.advance_plainly(chunk);
        }
        let strings = inside(marks.quotes) ^ if self.in_string { u64::MAX } else { 0 };
        self.in_string = strings >> (LANES - 1) == 1;
        let (opening, closing) = (marks.opening & !strings, marks.closing & !strings);
        let (opened, closed) = (
            u64::from(opening.count_ones()),
            u64::from(closing.count_ones()),
        );
        if self.depth <= closed {
            return self.follow(opening, closing);
        }
        self.reach = self.reach.max(self.depth + opened);
        self.depth = self.depth + opened - closed;
        None
    }

    /// Takes the brackets of a chunk one by one.
    fn follow(&mut self, opening: u64, closing: u64) -> Option<usize> {
        let mut brackets = opening | closing;
        while brackets != 0 {
            let lane = brackets.trailing_zeros();
            if self.step(opening >> lane & 1 == 1) {
                // The flag was that of the end of the chunk.
                self.in_string = false;
                return Some(lane as usize + 1);
            }
            brackets &= brackets - 1;
        }
        None
    }

    /// Takes one bracket. Returns true if it closes the outermost one.
    fn step(&mut self, opens: bool) -> bool {
        if opens {
            self.depth += 1;
            self.reach = self.reach.max(self.depth);
            return false;
        }
        self.depth = self.depth.saturating_sub(1);
        self.depth == 0
    }

    fn advance_plainly(&mut self, bytes: &[u8]) -> Option<usize> {
        for (place, &byte) in bytes.iter().enumerate() {
            let closes = match byte {
                _ if self.escaped => {
                    self.escaped = false;
                    false
                }
                b'\\' if self.in_string => {
                    self.escaped = true;
                    false
                }
                b'"' => {
                    self.in_string = !self.in_string;
                    false
                }
                b'{' | b'[' if !self.in_string => self.step(true),
                b'}' | b']' if !self.in_string => self.step(false),
                _ => false,
            };
            if closes {
                return Some(place + 1);
            }
        }
        None
    }
}

impl Marks {
    #[inline]
    fn of(chunk: &[u8; LANES]) -> Self {
        let (mut quotes, mut opening, mut closing) = ([0; LANES], [0; LANES], [0; LANES]);
        let mut backslashes = 0;
        for lane in 0..LANES {
            let byte = chunk[lane];
            // Square and curly brackets differ in one bit.
            let curly = byte | 0x20;
            quotes[lane] = u8::from(byte == b'"');
            opening[lane] = u8::from(curly == b'{');
            closing[lane] = u8::from(curly == b'}');
            backslashes |= u8::from(byte == b'\\');
        }
        Self {
            quotes: gathered(&quotes),
            opening: gathered(&opening),
            closing: gathered(&closing),
            has_backslash: backslashes != 0,
        }
    }
}

/// Gathers bytes that are 0 or 1 into one bit each.
#[inline]
fn gathered(lanes: &[u8; LANES]) -> u64 {
    let (eights, _) = lanes.as_chunks::<8>();
    let words = eights.iter().map(|eight| u64::from_le_bytes(*eight));
    words.enumerate().fold(0, |bits, (number, word)| {
        debug_assert_eq!(word & !EVERY_BYTE, 0);
        bits | word.wrapping_mul(GATHER) >> 56 << (8 * number)
    })
}

/// Sets the bits from each opening quote up to its closing quote: each bit is the parity of all
/// bits up to it.
#[inline]
const fn inside(quotes: u64) -> u64 {
    let mut bits = quotes;
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

/// True if text is nested deeper than 64 levels. `reach` is the upper bound that a scan found.
pub(crate) fn exceeds_max_depth(text: &[u8], reach: u64) -> bool {
    reach > MAX_DEPTH && max_depth(text) > MAX_DEPTH
}

/// Returns the exact depth of the deepest bracket.
fn max_depth(mut text: &[u8]) -> u64 {
    let mut scanner = BracketScanner::default();
    while let Some(end) = scanner.advance_plainly(text) {
        text = &text[end..];
    }
    scanner.reach
}

#[cfg(test)]
mod tests {
    use super::{BracketScanner, max_depth};
    use proptest::prelude::*;

    /// Reference implementation: byte by byte.
    fn naive_end(bytes: &[u8], mut depth: usize) -> Option<usize> {
        let (mut in_string, mut escaped) = (false, false);
        for (place, byte) in bytes.iter().enumerate() {
            if in_string {
                if escaped {
                    escaped = false;
                } else if *byte == b'\\' {
                    escaped = true;
                } else if *byte == b'"' {
                    in_string = false;
                }
            } else if *byte == b'"' {
                in_string = true;
            } else if b"{[".contains(byte) {
                depth += 1;
            } else if b"}]".contains(byte) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(place + 1);
                }
            }
        }
        None
    }

    fn scanned_end(bytes: &[u8], depth: u64, cuts: &[usize]) -> Option<usize> {
        let mut scanner = BracketScanner::at_depth(depth);
        let mut begin = 0;
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.push(bytes.len());
        cuts.sort_unstable();
        for cut in cuts {
            if let Some(end) = scanner.advance(&bytes[begin..cut]) {
                return Some(begin + end);
            }
            begin = cut;
        }
        None
    }

    /// Mostly bytes that are structural in JSON.
    fn json_like() -> impl Strategy<Value = Vec<u8>> {
        let weighted = prop_oneof![
            3 => Just(b'{'), 3 => Just(b'['), 2 => Just(b'}'), 2 => Just(b']'),
            4 => Just(b'"'), 1 => Just(b'\\'), 8 => Just(b'a'), 4 => Just(b','),
            1 => any::<u8>(),
        ];
        let dense = proptest::collection::vec(weighted, 0..700);
        let sparse = proptest::collection::vec(
            prop_oneof![60 => Just(b'1'), 1 => Just(b'"'), 1 => Just(b'['), 1 => Just(b']')],
            0..1500,
        );
        prop_oneof![dense, sparse]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_scan_in_chunks_equals_a_scan_byte_by_byte_wherever_the_text_is_cut(
            bytes in json_like(),
            depth in 0u64..20,
            cuts in proptest::collection::vec(any::<usize>(), 0..6),
        ) {
            prop_assert_eq!(scanned_end(&bytes, depth, &cuts), naive_end(&bytes, depth as usize));
        }
    }

    /// Reference implementation of [`BracketScanner::advance_to_separator`].
    fn naive_separator(bytes: &[u8]) -> Option<usize> {
        let mut scanner = BracketScanner::default();
        for (place, byte) in bytes.iter().enumerate() {
            if scanner.is_outside() && matches!(byte, b',' | b']') {
                return Some(place);
            }
            scanner.advance_plainly(&[*byte]);
        }
        None
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_scan_to_a_separator_equals_a_scan_byte_by_byte(bytes in json_like()) {
            let found = BracketScanner::default().advance_to_separator(&bytes);
            prop_assert_eq!(found, naive_separator(&bytes));
        }

        #[test]
        fn a_scan_to_the_end_is_in_the_same_state_as_a_scan_byte_by_byte(bytes in json_like()) {
            let (mut whole, mut single) = (BracketScanner::default(), BracketScanner::default());
            whole.advance_to_end(&bytes);
            for byte in &bytes {
                single.advance_plainly(&[*byte]);
            }
            prop_assert!(whole.reach >= single.reach);
            prop_assert_eq!(single.reach, max_depth(&bytes));
            whole.reach = single.reach;
            prop_assert_eq!(whole, single);
        }
    }

    #[test]
    fn a_million_levels_are_scanned() {
        let mut bytes = vec![b'['; 1_000_000];
        bytes.extend(vec![b']'; 1_000_000]);
        assert_eq!(scanned_end(&bytes, 0, &[77, 1_000_003]), Some(2_000_000));
    }

    #[test]
    fn depth_is_counted_only_outside_strings() {
        assert_eq!(max_depth(br#"{"a":["[[[["]}"#), 2);
        assert_eq!(max_depth(br#"{"a":[[]]}"#), 3);
        assert_eq!(max_depth(b"{} [[]]"), 2);
        let mut scanner = BracketScanner::at_depth(0);
        scanner.advance(br#"{"a":["[[[["]}"#);
        assert_eq!(scanner.reach(), 2);
    }
}
