//! The wanted codes and providers: codes of the shipped catalog, and NPIs and TINs of some sites,
//! which are also written as a file of registrations.

use std::collections::BTreeSet;
use std::path::Path;

/// Most NPIs a registration may list.
const NPIS_A_SITE: usize = 50;

/// The codes and providers for which rows are made.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) codes: BTreeSet<String>,
    pub(super) npis: BTreeSet<String>,
    pub(super) tins: BTreeSet<String>,
}

impl Wanted {
    /// NPIs without their check digit in order cannot be registered, nor TINs that are not nine
    /// digits; both are left out.
    pub(super) fn new(
        npis: impl IntoIterator<Item = String>,
        tins: impl IntoIterator<Item = String>,
    ) -> Self {
        let is_tin = |tin: &String| tin.len() == 9 && tin.bytes().all(|byte| byte.is_ascii_digit());
        Self {
            codes: catalog_codes(),
            npis: npis.into_iter().filter(|npi| is_npi(npi)).collect(),
            tins: tins.into_iter().filter(is_tin).collect(),
        }
    }

    /// The union of both.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.npis.extend(other.npis);
        self.tins.extend(other.tins);
        self
    }

    /// The code as the table has it, if the catalog has it.
    pub(super) fn code(&self, stated: &str) -> Option<String> {
        let code = stated.trim().to_ascii_uppercase();
        self.codes.contains(&code).then_some(code)
    }

    /// True if a TIN in the form of the table is registered.
    pub(super) fn has_tin(&self, tin_type: Option<&str>, tin: &str) -> bool {
        match tin_type {
            Some("npi") => self.npis.contains(tin),
            _ => self.tins.contains(tin),
        }
    }

    /// Writes registrations that list every NPI and every TIN once: some on one site, some alone.
    pub(super) fn write(&self, path: &Path) {
        let statuses = ["complete", "draft", "expired", "withdrawn", "submitted"];
        let npis: Vec<&String> = self.npis.iter().collect();
        let tins: Vec<&String> = self.tins.iter().collect();
        let sites = npis.len().div_ceil(NPIS_A_SITE).max(tins.len()).max(1);
        let mut lines = String::new();
        for site in 0..sites {
            let own: Vec<&&String> = npis
                .iter()
                .skip(site * NPIS_A_SITE)
                .take(NPIS_A_SITE)
                .collect();
            let mut record = serde_json::json!({
                "registration_id": format!("OPT-{site}"), "status": statuses[site % statuses.len()],
                "name": format!("Imaging {site}"), "place_of_service": "49", "npi": own,
                "address": {"zip": "78701"}, "services": [{"modality": "mri"}],
            });
            if let Some(tin) = tins.get(site) {
                record["organization"] = serde_json::json!({"name": "Organization", "tin": tin});
            }
            lines.push_str(&record.to_string());
            lines.push('\n');
        }
        std::fs::write(path, lines).unwrap();
    }
}

/// The codes of the shipped catalog, read from its file.
pub(super) fn catalog_codes() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let codes = table.records().map(|row| row.unwrap()[0].to_owned());
    codes.collect()
}

/// Ten digits, the last of which checks the others behind the prefix 80840.
pub(super) fn is_npi(text: &str) -> bool {
    let is_ten_digits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_ten_digits && !text.starts_with('0') && luhn_sum(text).is_multiple_of(10)
}

fn luhn_sum(digits: &str) -> u32 {
    let prefixed = format!("80840{digits}");
    let digit = |(place, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0');
        match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        }
    };
    prefixed.bytes().rev().enumerate().map(digit).sum()
}

/// The NPI whose first nine digits are given.
pub(super) fn with_check_digit(first_nine: u64) -> String {
    (0..10)
        .map(|check| format!("{first_nine:09}{check}"))
        .find(|npi| luhn_sum(npi).is_multiple_of(10))
        .unwrap()
}

#[cfg(test)]
mod tests {
    use super::{is_npi, with_check_digit};

    #[test]
    fn check_digits_are_those_of_known_npis() {
        assert_eq!(with_check_digit(123_456_789), "1234567893");
        assert!(is_npi("1679576722") && !is_npi("1679576723") && !is_npi("123456789"));
    }
}
