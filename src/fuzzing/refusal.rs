//! Promises of every refusal: the client's error, in one line, without the client's input.

use crate::error::{ApiError, Slug};
use serde_json::Value;

/// A word that many inputs of the corpus contain and no sentence of ours does.
const SENT: &[u8] = b"Zyxwv";
/// Largest answer to a request of at most a few thousand faults.
const LARGEST_ANSWER: usize = 1 << 20;

/// Checks the refusal of some bytes.
pub(super) fn check(refusal: &ApiError, sent: &[u8]) {
    let slug = refusal.slug();
    assert_ne!(slug, Slug::Internal);
    assert!(slug.status().is_client_error());
    let json = refusal.to_json();
    let problem: Value = serde_json::from_slice(&json).expect("a problem is JSON");
    assert_eq!(problem["type"], slug.as_str());
    assert_eq!(problem["status"], slug.status().as_u16());
    assert!(json.len() < LARGEST_ANSWER);
    assert!(!refusal.detail().is_empty() && !refusal.detail().contains(char::is_control));
    let is_marked = contains(sent, SENT);
    for error in refusal.errors() {
        assert!(!error.message.is_empty() && !error.message.contains(char::is_control));
        // A pointer may name an unknown key that looks like one; a message names nothing that was
        // sent.
        assert!(error.pointer.bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(!is_marked || !contains(error.message.as_bytes(), SENT));
    }
    if refusal.errors().is_empty() {
        assert!(!is_marked || !contains(refusal.detail().as_bytes(), SENT));
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
