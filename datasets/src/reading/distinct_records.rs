//! Remembers the records of a file, so that equal records count once.

use rustc_hash::FxHashSet;

/// Records read so far, each as 128 bits of its BLAKE3 hash: 16 bytes a record, with no realistic
/// chance of a collision.
#[derive(Debug, Default)]
pub(crate) struct DistinctRecords {
    seen: FxHashSet<u128>,
}

impl DistinctRecords {
    /// True if a record was not read before. Trailing line ends are ignored.
    pub(crate) fn is_new(&mut self, record: &[u8]) -> bool {
        let line_ends = record
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\n' || byte == b'\r')
            .count();
        let hash = blake3::hash(&record[..record.len() - line_ends]);
        let (half, _) = hash.as_bytes().split_at(16);
        self.seen.insert(
            half.iter()
                .fold(0, |number, &byte| number << 8 | u128::from(byte)),
        )
    }
}
