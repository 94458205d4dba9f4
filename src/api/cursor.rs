//! Cursors: the start of the next page, for one request against one snapshot.
//!
//! A cursor has the service date of the first page and the number of results already seen. So a
//! page that is requested after midnight keeps the day. A cursor is deterministic and contains
//! nothing readable. It is bound to the snapshot, the audience and every member of the request
//! except `cursor` and `limit`.
//!
//! Layout in hexadecimal, with lengths in bytes: version (1) · snapshot fingerprint (8) · tag (16)
//! · sealed date and offset (8) · checksum (8).
//!
//! The checksum separates a damaged cursor from one of another snapshot. The tag uses a key that
//! only this request and snapshot have, and separates a cursor of another request. The sealed part
//! is masked with a stream that the tag seeds. So two cursors share a mask only if they are equal.

use crate::error::{ApiError, FieldError, Slug};
use nearsite_domain::Day;
use std::sync::LazyLock;

/// Longest cursor accepted.
pub const MAX_CURSOR_BYTES: usize = 1024;

const VERSION: u8 = 1;
const FINGERPRINT: std::ops::Range<usize> = 1..9;
const TAG: std::ops::Range<usize> = 9..25;
const SEALED: std::ops::Range<usize> = 25..33;
const CHECKSUM: std::ops::Range<usize> = 33..41;
const LENGTH: usize = 41;

const KEY_CONTEXT: &str = "nearsite 2026 search cursor, request key";
const MASK_LABEL: u8 = 1;
const TAG_LABEL: u8 = 2;

/// Value for "no requested service date". No calendar day is stored as this number.
const NO_DAY: i32 = i32::MIN;

/// Key that separates the keys of cursors from every other use of the hash.
static CONTEXT_KEY: LazyLock<[u8; 32]> = LazyLock::new(|| blake3::derive_key(KEY_CONTEXT, &[]));

/// Position at which a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Service date of the first page.
    pub as_of: Day,
    /// Number of results on earlier pages.
    pub offset: u32,
}

/// Makes and reads the cursors of one request against one snapshot.
#[derive(Debug, Clone)]
pub struct CursorKey {
    key: [u8; 32],
    fingerprint: [u8; 8],
}

impl CursorKey {
    /// Creates the key for a request in its canonical form, which includes its audience.
    /// `asked_as_of` is the date in the request, and `None` means today.
    pub fn new(snapshot_id: &str, request: &[u8], asked_as_of: Option<Day>) -> Self {
        let snapshot = blake3::hash(snapshot_id.as_bytes());
        let asked = asked_as_of.map_or(NO_DAY, Day::days_since_epoch);
        // Snapshot and date have fixed lengths, so different parts never give the same bytes.
        let named = [snapshot.as_slice(), &asked.to_le_bytes(), request].concat();
        Self {
            key: *blake3::keyed_hash(&CONTEXT_KEY, &named).as_bytes(),
            fingerprint: first(snapshot.as_bytes()),
        }
    }

    /// Returns the cursor for a position.
    pub fn seal(&self, position: Position) -> String {
        let mut plain = [0; 8];
        plain[..4].copy_from_slice(&position.as_of.days_since_epoch().to_le_bytes());
        plain[4..].copy_from_slice(&position.offset.to_le_bytes());
        let tag = self.tag(plain);
        let mut bytes = [0; LENGTH];
        bytes[0] = VERSION;
        bytes[FINGERPRINT].copy_from_slice(&self.fingerprint);
        bytes[TAG].copy_from_slice(&tag);
        bytes[SEALED].copy_from_slice(&masked(plain, self.mask(tag)));
        let checksum = checksum(&bytes[..CHECKSUM.start]);
        bytes[CHECKSUM].copy_from_slice(&checksum);
        crate::hex::encode(&bytes)
    }

    /// Returns the position of a cursor.
    ///
    /// # Errors
    /// `cursor-other-snapshot` if the cursor is from another snapshot. `cursor-not-valid` if it is
    /// damaged or belongs to another request.
    pub fn open(&self, cursor: &str) -> Result<Position, ApiError> {
        let bytes: [u8; LENGTH] = crate::hex::decode(cursor).ok_or_else(not_valid)?;
        if bytes[0] != VERSION || bytes[CHECKSUM] != checksum(&bytes[..CHECKSUM.start]) {
            return Err(not_valid());
        }
        if bytes[FINGERPRINT] != self.fingerprint {
            return Err(ApiError::new(
                Slug::CursorOtherSnapshot,
                "the snapshot has changed since this cursor was made; start again without a cursor",
            ));
        }
        let tag: [u8; 16] = bytes[TAG].try_into().or(Err(not_valid()))?;
        let sealed: [u8; 8] = bytes[SEALED].try_into().or(Err(not_valid()))?;
        let plain = masked(sealed, self.mask(tag));
        if self.tag(plain) != tag {
            return Err(not_valid());
        }
        let [d0, d1, d2, d3, o0, o1, o2, o3] = plain;
        let as_of = Day::from_days_since_epoch(i32::from_le_bytes([d0, d1, d2, d3]))
            .or(Err(not_valid()))?;
        Ok(Position {
            as_of,
            offset: u32::from_le_bytes([o0, o1, o2, o3]),
        })
    }

    fn tag(&self, plain: [u8; 8]) -> [u8; 16] {
        self.labelled(TAG_LABEL, &plain)
    }

    fn mask(&self, tag: [u8; 16]) -> [u8; 8] {
        self.labelled(MASK_LABEL, &tag)
    }

    fn labelled<const N: usize>(&self, label: u8, bytes: &[u8]) -> [u8; N] {
        first(blake3::keyed_hash(&self.key, &[&[label], bytes].concat()).as_bytes())
    }
}

fn checksum(bytes: &[u8]) -> [u8; 8] {
    first(blake3::hash(bytes).as_bytes())
}

/// Returns the first `N` bytes of a hash. `N` is at most 32.
fn first<const N: usize>(hash: &[u8; 32]) -> [u8; N] {
    hash.first_chunk().copied().unwrap_or([0; N])
}

fn masked(bytes: [u8; 8], mask: [u8; 8]) -> [u8; 8] {
    std::array::from_fn(|i| bytes[i] ^ mask[i])
}

fn not_valid() -> ApiError {
    ApiError::fault(FieldError {
        pointer: "/cursor".into(),
        message: "is damaged or belongs to another request; repeat the request that gave it, or start without a cursor".into(),
        slug: Slug::CursorNotValid,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn key(snapshot: &str, request: &[u8]) -> CursorKey {
        CursorKey::new(snapshot, request, None)
    }

    fn position() -> Position {
        Position {
            as_of: "2026-11-22".parse().unwrap(),
            offset: 40,
        }
    }

    #[test]
    fn a_cursor_opens_with_its_own_key_only() {
        let cursor = key("s1", b"request").seal(position());
        assert_eq!(key("s1", b"request").open(&cursor), Ok(position()));
        assert_eq!(key("s1", b"request").seal(position()), cursor);
        assert_eq!(
            key("s1", b"another").open(&cursor).unwrap_err().slug(),
            Slug::CursorNotValid
        );
        assert_eq!(
            key("s2", b"request").open(&cursor).unwrap_err().slug(),
            Slug::CursorOtherSnapshot
        );
        let dated = CursorKey::new("s1", b"request", Some(position().as_of));
        assert_eq!(
            dated.open(&cursor).unwrap_err().slug(),
            Slug::CursorNotValid
        );
    }

    #[test]
    fn a_flipped_bit_anywhere_is_not_valid() {
        let key = key("s1", b"request");
        let cursor = key.seal(position());
        let bytes: [u8; LENGTH] = crate::hex::decode(&cursor).unwrap();
        for bit in 0..LENGTH * 8 {
            let mut damaged = bytes;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(
                key.open(&crate::hex::encode(&damaged)).unwrap_err().slug(),
                Slug::CursorNotValid,
                "bit {bit}"
            );
        }
    }

    #[test]
    fn what_is_no_cursor_is_not_valid() {
        let key = key("s1", b"request");
        let upper = key.seal(position()).to_uppercase();
        for cursor in [
            "",
            "00",
            "zz",
            &"0".repeat(LENGTH * 2),
            &upper,
            "é".repeat(LENGTH).as_str(),
        ] {
            assert_eq!(
                key.open(cursor).unwrap_err().slug(),
                Slug::CursorNotValid,
                "{cursor}"
            );
        }
    }
}
