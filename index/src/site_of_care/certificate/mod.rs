//! The access certificate: the order, the sites within reach, and the outcome, in one text that can
//! be checked.
//!
//! A certificate is compact JSON with its members in a fixed order. It ends with the hash of
//! everything before. It names the snapshot and the policy by the hashes of their contents, so
//! anyone who has both can compute the same bytes again
//! ([`crate::site_of_care::verify_certificate`]).

pub(crate) mod content;
mod issue;
mod write;

pub(crate) use issue::{CertifiedFindings, issue};

/// First member of every certificate: the version of its format.
pub(crate) const FORMAT: u32 = 1;

/// A certificate in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate(String);

impl Certificate {
    /// The canonical text, without a line end.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Ends the text of everything but the digest with the digest.
    pub(crate) fn with_digest(mut content: String) -> Self {
        let digest = blake3::hash(content.as_bytes()).to_hex();
        content.pop();
        content.push_str(DIGEST);
        content.push_str(&digest);
        content.push_str(END);
        Self(content)
    }
}

/// Text before and after the digest.
pub(crate) const DIGEST: &str = ",\"digest\":\"";
pub(crate) const END: &str = "\"}";
/// Length of a digest in hexadecimal.
pub(crate) const DIGEST_LENGTH: usize = 64;
