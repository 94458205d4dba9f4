//! Verification of a certificate: it is computed again, and the first difference is named.

mod difference;
mod verify;

pub use verify::{CertificateError, VerifiedCertificate, verify};
