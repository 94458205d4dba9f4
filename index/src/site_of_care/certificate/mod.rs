//! The access certificate: what was asked, what lies within reach, and what followed, in one text that anybody can check.
//!
//! A certificate is compact JSON with its members in a fixed order, and it ends with the hash of everything before. It names the
//! snapshot and the policy by the hashes of their contents, so whoever holds both computes the very same bytes again ([`verify()`]).

mod difference;
mod form;
mod issue;
mod verify;
mod write;

pub(super) use issue::{CertifiedFindings, issue};
pub use verify::{CertificateError, VerifiedCertificate, verify};

/// First member of every certificate; another number would be another form.
const FORMAT: u32 = 1;

/// A certificate in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate(String);

impl Certificate {
    /// The canonical text, without a line end.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Ends the text of everything but the digest with the digest.
    fn with_digest(mut content: String) -> Self {
        let digest = blake3::hash(content.as_bytes()).to_hex();
        content.pop();
        content.push_str(DIGEST);
        content.push_str(&digest);
        content.push_str(END);
        Self(content)
    }
}

/// What stands before and behind the digest.
const DIGEST: &str = ",\"digest\":\"";
const END: &str = "\"}";
/// Length of a digest in hexadecimal.
const DIGEST_LENGTH: usize = 64;
