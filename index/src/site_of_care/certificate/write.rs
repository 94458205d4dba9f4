//! Writes a certificate: compact, its members in one order.
//!
//! Nearly all of it is sites. Their ids and causes are of letters that JSON takes as they are, so
//! entries are put together by hand.

use super::content::{CertificateContent, CertifiedAlternate, CertifiedExclusion};
use serde::Serialize;
use serde::ser::Error;

/// Bytes a certificate usually needs before its sites and behind them, and for each of them.
const LIST_CAPACITY: usize = 4_096;
const ROOM_PER_SITE: usize = 80;

impl CertificateContent<'_> {
    /// The canonical text.
    ///
    /// # Errors
    /// None that is known: nothing in a certificate is beyond JSON.
    pub(crate) fn to_text(&self) -> Result<String, serde_json::Error> {
        let sites = self.alternates.len() + self.excluded.len();
        let mut text = Vec::with_capacity(LIST_CAPACITY + ROOM_PER_SITE * sites);
        let out = &mut text;
        out.push(b'{');
        member(out, "format", &self.format)?;
        member(out, "snapshot", &self.snapshot)?;
        member(out, "as_of", &self.as_of)?;
        member(out, "policy", &self.policy)?;
        member(out, "profile", &self.profile)?;
        member(out, "order", &self.order)?;
        member(out, "origin", &self.origin)?;
        member(out, "access", &self.access)?;
        member(out, "radius_metres", &self.radius_metres)?;
        member(out, "needs", &self.needs)?;
        list(
            out,
            "alternates",
            &self.alternates,
            CertifiedAlternate::write,
        )?;
        list(out, "excluded", &self.excluded, CertifiedExclusion::write)?;
        member(out, "none_exists", &self.none_exists)?;
        member(out, "outcome", &self.outcome)?;
        member(out, "criteria", &self.criteria)?;
        member(out, "questions", &self.questions)?;
        out.push(b'}');
        String::from_utf8(text).map_err(serde_json::Error::custom)
    }
}

/// Writes the name of a member, after a comma unless it is the first.
fn name(out: &mut Vec<u8>, name: &str) {
    if !out.ends_with(b"{") {
        out.push(b',');
    }
    push(out, ["\"", name, r#"":"#]);
}

fn member(out: &mut Vec<u8>, key: &str, value: &impl Serialize) -> Result<(), serde_json::Error> {
    name(out, key);
    serde_json::to_writer(out, value)
}

fn list<T>(
    out: &mut Vec<u8>,
    key: &str,
    entries: &[T],
    write: impl Fn(&T, &mut Vec<u8>) -> Result<(), serde_json::Error>,
) -> Result<(), serde_json::Error> {
    name(out, key);
    out.push(b'[');
    for (position, entry) in entries.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        write(entry, out)?;
    }
    out.push(b']');
    Ok(())
}

impl CertifiedAlternate<'_> {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        site(out, &self.registration_id, self.metres)?;
        out.push(b'}');
        Ok(())
    }
}

impl CertifiedExclusion<'_> {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        site(out, &self.registration_id, self.metres)?;
        push(out, [r#","cause":""#, &self.cause, r#""}"#]);
        Ok(())
    }
}

/// Begins the entry of a site.
fn site(out: &mut Vec<u8>, id: &str, metres: i64) -> Result<(), serde_json::Error> {
    push(out, [r#"{"registration_id":""#, id, r#"","metres":"#]);
    serde_json::to_writer(out, &metres)
}

fn push<const N: usize>(out: &mut Vec<u8>, parts: [&str; N]) {
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}
