//! Finds the ends of JSON values without parsing them, 64 bytes at a time.
//!
//! In come bytes behind an opening bracket, in pieces cut anywhere; out comes the place of the bracket that closes it. Only
//! strings, escapes and brackets are looked at: what stands between them, and whether brackets match in kind, is not judged
//! here. Plain loops over fixed arrays, which the compiler turns into vector instructions.

/// Bytes looked at together; a bit of a word stands for each.
const LANES: usize = 64;
const EVERY_BYTE: u64 = 0x0101_0101_0101_0101;
/// Multiplied with eight bytes of 0 or 1, gathers them as bits of the topmost byte, first byte lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Where a walk through nested brackets stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skim {
    depth: u64,
    reach: u64,
    in_string: bool,
    escaped: bool,
}

/// Which of 64 bytes are what; the first byte is the lowest bit.
struct Marks {
    quotes: u64,
    opening: u64,
    closing: u64,
    has_backslash: bool,
}

impl Skim {
    /// A walk that begins in front of a bracket, or, `depth` brackets deep, behind one.
    pub(super) const fn at_depth(depth: u64) -> Self {
        Self {
            depth,
            reach: depth,
            in_string: false,
            escaped: false,
        }
    }

    /// A depth the walk did not go beyond; the deepest it really was may be some less.
    pub(super) const fn reach(&self) -> u64 {
        self.reach
    }

    /// Takes the next bytes; the place behind the bracket that closes the outermost, if it is among them.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> Option<usize> {
        let (chunks, rest) = bytes.as_chunks::<LANES>();
        for (number, chunk) in chunks.iter().enumerate() {
            if let Some(end) = self.advance_chunk(chunk) {
                return Some(number * LANES + end);
            }
        }
        self.advance_plainly(rest)
            .map(|end| chunks.len() * LANES + end)
    }

    #[inline]
    fn advance_chunk(&mut self, chunk: &[u8; LANES]) -> Option<usize> {
        let marks = Marks::of(chunk);
        // Escapes are rare enough not to be worth a faster way.
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

    /// Follows the brackets of a chunk one by one.
    fn follow(&mut self, opening: u64, closing: u64) -> Option<usize> {
        let mut brackets = opening | closing;
        while brackets != 0 {
            let lane = brackets.trailing_zeros();
            if self.step(opening >> lane & 1 == 1) {
                return Some(lane as usize + 1);
            }
            brackets &= brackets - 1;
        }
        None
    }

    /// Takes one bracket; whether it closes the outermost.
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

/// One bit for each byte, all of which are 0 or 1.
#[inline]
fn gathered(lanes: &[u8; LANES]) -> u64 {
    let (eights, _) = lanes.as_chunks::<8>();
    let words = eights.iter().map(|eight| u64::from_le_bytes(*eight));
    words.enumerate().fold(0, |bits, (number, word)| {
        debug_assert_eq!(word & !EVERY_BYTE, 0);
        bits | word.wrapping_mul(GATHER) >> 56 << (8 * number)
    })
}

/// Bits from each opening quote up to its closing one: every bit is the parity of all bits up to it.
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

/// Whether brackets are nested deeper than a limit.
pub(super) fn is_deeper(bytes: &[u8], limit: u64) -> bool {
    let mut skim = Skim::at_depth(0);
    skim.advance_plainly(bytes);
    skim.reach > limit
}

#[cfg(test)]
mod tests {
    use super::{Skim, is_deeper};
    use proptest::prelude::*;

    /// The same, byte by byte and as plain as can be.
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

    fn skimmed_end(bytes: &[u8], depth: u64, cuts: &[usize]) -> Option<usize> {
        let mut skim = Skim::at_depth(depth);
        let mut begin = 0;
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.push(bytes.len());
        cuts.sort_unstable();
        for cut in cuts {
            if let Some(end) = skim.advance(&bytes[begin..cut]) {
                return Some(begin + end);
            }
            begin = cut;
        }
        None
    }

    /// Bytes that mean something to JSON, and a few that do not.
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
        fn skimming_equals_a_walk_byte_by_byte_wherever_blocks_are_cut(
            bytes in json_like(),
            depth in 0u64..20,
            cuts in proptest::collection::vec(any::<usize>(), 0..6),
        ) {
            prop_assert_eq!(skimmed_end(&bytes, depth, &cuts), naive_end(&bytes, depth as usize));
        }
    }

    #[test]
    fn a_million_levels_are_skimmed() {
        let mut bytes = vec![b'['; 1_000_000];
        bytes.extend(vec![b']'; 1_000_000]);
        assert_eq!(skimmed_end(&bytes, 0, &[77, 1_000_003]), Some(2_000_000));
    }

    #[test]
    fn depth_is_counted_outside_strings_alone() {
        assert!(!is_deeper(br#"{"a":["[[[["]}"#, 2));
        assert!(is_deeper(br#"{"a":[[]]}"#, 2));
        let mut skim = Skim::at_depth(0);
        skim.advance(br#"{"a":["[[[["]}"#);
        assert_eq!(skim.reach(), 2);
    }
}
