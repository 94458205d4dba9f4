//! Remembers which records of a file were seen, so that equal ones count once.

use rustc_hash::FxHashSet;

/// The records seen so far, each by 128 bits of its BLAKE3 hash: 16 bytes a record, and no chance of a clash in practice.
#[derive(Debug, Default)]
pub(crate) struct DistinctRecords {
    seen: FxHashSet<u128>,
}

impl DistinctRecords {
    /// Whether a record is seen for the first time; line ends behind it do not count.
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
