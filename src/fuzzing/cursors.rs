//! Cursors: only those we made are opened, and only by the request and snapshot they were made for.

use super::refusal;
use crate::api::cursor::{CursorKey, Position};
use nearsite_domain::Day;

/// A cursor as sent; and one of ours with the change the bytes describe.
///
/// # Panics
/// When a cursor is opened that was not made by the key, or a changed one is.
pub fn cursor(bytes: &[u8]) {
    let key = CursorKey::new("snapshot", b"request", None);
    if let Ok(text) = std::str::from_utf8(bytes) {
        open(&key, text);
    }
    forge(&key, bytes);
}

/// Checks that a cursor that opens is exactly the one that the key makes for its position.
fn open(key: &CursorKey, text: &str) {
    match key.open(text) {
        Ok(position) => assert_eq!(key.seal(position), text),
        Err(error) => refusal::check(&error, text.as_bytes()),
    }
}

/// Seals the position the first bytes name, then lays the others over the cursor at the place the
/// ninth names.
fn forge(key: &CursorKey, bytes: &[u8]) {
    let Some((day, rest)) = bytes.split_first_chunk::<4>() else {
        return;
    };
    let Some((offset, rest)) = rest.split_first_chunk::<4>() else {
        return;
    };
    let Some((&at, change)) = rest.split_first() else {
        return;
    };
    let Ok(as_of) = Day::from_days_since_epoch(i32::from_le_bytes(*day)) else {
        return;
    };
    let position = Position {
        as_of,
        offset: u32::from_le_bytes(*offset),
    };
    let sealed = key.seal(position);
    assert_eq!(key.open(&sealed), Ok(position));
    for other in [
        CursorKey::new("another", b"request", None),
        CursorKey::new("snapshot", b"other", None),
        CursorKey::new("snapshot", b"request", Some(as_of)),
    ] {
        assert!(other.open(&sealed).is_err());
    }
    let mut forged = sealed.clone().into_bytes();
    for (place, byte) in (usize::from(at)..).zip(change) {
        if let Some(old) = forged.get_mut(place) {
            *old = *byte;
        }
    }
    if let Ok(forged) = String::from_utf8(forged)
        && forged != sealed
    {
        assert!(key.open(&forged).is_err(), "a changed cursor is refused");
    }
}
