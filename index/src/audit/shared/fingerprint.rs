//! Fingerprint of a site for comparison with other sites: about 70 bytes and its NPIs, no text.

use crate::audit::postal_address::{area, normalized};
use crate::text::{fold, tokens};
use nearsite_domain::{Modality, Npi, Site, SiteNo};

/// Fingerprints of all sites, in snapshot order.
#[derive(Default)]
pub(in crate::audit) struct Fingerprints {
    pub(super) traces: Vec<SiteFingerprint>,
    /// NPIs of all sites, one after another.
    npis: Vec<Npi>,
}

/// Fingerprint of one site. Each text is reduced to 64 bits of its BLAKE3 hash. Two different texts
/// do not collide by accident.
pub(super) struct SiteFingerprint {
    pub(super) site: SiteNo,
    /// Hash of the address. Without a street, the hash of its ZIP code or city and state.
    pub(super) place: u64,
    /// Hash of the address if it has a street or box.
    pub(super) street: Option<u64>,
    /// Hash of the name of the site.
    pub(super) name: u64,
    /// Hash of the name of the organization.
    pub(super) organization: Option<u64>,
    pub(super) tin: Option<u32>,
    pub(super) phone: Option<u64>,
    /// Modalities, one bit each.
    pub(super) modalities: u8,
    first_npi: u32,
    npis: u32,
}

/// Value that may relate two sites.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum SharedValue {
    /// Hash of a name: of sites or of organizations. The two kinds are never compared with each
    /// other.
    Name(u64),
    Tin(u32),
    Npi(Npi),
}

impl Fingerprints {
    /// Adds the fingerprint of a site.
    pub(in crate::audit) fn note(&mut self, number: SiteNo, site: &Site) {
        let organization = site.organization.as_ref();
        let street = normalized(&site.address).map(|text| mark(&text));
        let named = organization.and_then(|organization| organization.name.as_deref());
        self.traces.push(SiteFingerprint {
            site: number,
            place: street.unwrap_or_else(|| mark(&area(&site.address))),
            street,
            name: mark(&words(&site.name)),
            organization: named
                .map(words)
                .filter(|name| !name.is_empty())
                .map(|name| mark(&name)),
            tin: organization
                .and_then(|organization| organization.tin.as_ref())
                .and_then(|tin| tin.as_str().parse().ok()),
            phone: site.phone.as_deref().and_then(phone_digits),
            modalities: site
                .services
                .iter()
                .fold(0, |set, service| set | bit(service.modality)),
            first_npi: self.npis.len() as u32,
            npis: site.npi.len() as u32,
        });
        self.npis.extend(&site.npi);
    }

    /// Number of sites added.
    pub(in crate::audit) fn len(&self) -> usize {
        self.traces.len()
    }

    /// The NPIs of a site.
    pub(super) fn npis_of(&self, trace: &SiteFingerprint) -> &[Npi] {
        let first = trace.first_npi as usize;
        &self.npis[first..first + trace.npis as usize]
    }
}

const fn bit(modality: Modality) -> u8 {
    1 << modality as u8
}

/// Returns a name without case, accents and punctuation.
fn words(name: &str) -> String {
    tokens(&fold(name)).collect::<Vec<_>>().join(" ")
}

/// Returns the first 64 bits of the BLAKE3 hash of a text.
fn mark(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    let first = hash.as_bytes().first_chunk();
    first.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Returns the ten digits of a US phone number without extension. Nothing for other numbers, and
/// for 555-0100 to 555-0199 of any area: they are reserved for fiction and prove nothing.
fn phone_digits(phone: &str) -> Option<u64> {
    let number = fold(phone);
    let number = number.split(|c: char| c.is_alphabetic()).next()?;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let ten = match digits.len() {
        10 => digits.as_str(),
        11 => digits.strip_prefix('1')?,
        _ => return None,
    };
    if ten[3..].starts_with("55501") {
        return None;
    }
    ten.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_compared_by_their_ten_digits() {
        for phone in [
            "512-555-2000",
            "(512) 555.2000",
            "+1 512 555 2000",
            "512-555-2000 x12",
            "5125552000 ext. 7",
        ] {
            assert_eq!(phone_digits(phone), Some(5_125_552_000), "{phone}");
        }
        for phone in [
            "",
            "call us",
            "555-2000",
            "512-555-0100",
            "1-512-555-0199",
            "+44 20 7946 0000",
        ] {
            assert_eq!(phone_digits(phone), None, "{phone}");
        }
        assert_eq!(phone_digits("512-555-0200"), Some(5_125_550_200));
    }
}
