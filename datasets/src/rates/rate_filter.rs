//! Filter of an extraction: codes of the catalog, and NPIs and TINs of registered sites of any
//! status.

use nearsite_domain::{Catalog, Npi, Site};
use rustc_hash::FxHashSet;

/// Length of every code of the catalog.
const CODE_BYTES: usize = 5;

/// Codes, NPIs and TINs whose rates are kept.
#[derive(Debug, Default)]
pub(crate) struct RateFilter {
    codes: FxHashSet<[u8; CODE_BYTES]>,
    npis: FxHashSet<u64>,
    tins: FxHashSet<u32>,
}

impl RateFilter {
    /// Creates a filter of all codes of a catalog and all registered sites.
    pub(crate) fn new(catalog: &Catalog, sites: &[Site]) -> Self {
        let codes = catalog
            .procedures()
            .iter()
            .filter_map(|procedure| procedure.code.as_str().as_bytes().try_into().ok());
        let npis = sites.iter().flat_map(|site| &site.npi);
        let tins = sites.iter().filter_map(|site| {
            site.organization
                .as_ref()?
                .tin
                .as_ref()?
                .as_str()
                .parse()
                .ok()
        });
        Self {
            codes: codes.collect(),
            npis: npis.map(|npi| npi.as_u64()).collect(),
            tins: tins.collect(),
        }
    }

    /// Returns the trimmed code in upper case if it is in the catalog.
    pub(crate) fn code(&self, text: &str) -> Option<[u8; CODE_BYTES]> {
        let mut code: [u8; CODE_BYTES] = text.trim().as_bytes().try_into().ok()?;
        code.make_ascii_uppercase();
        self.codes.contains(&code).then_some(code)
    }

    /// Returns the NPI if it is registered. Check digits of registered NPIs were verified on
    /// registration.
    pub(crate) fn npi(&self, number: u64) -> Option<Npi> {
        self.npis
            .contains(&number)
            .then(|| Npi::from_stored(number))
    }

    /// True if a TIN is registered: as the EIN of an organization, or for type `npi` as the NPI of
    /// a site.
    pub(crate) fn has_tin(&self, tin_type: Option<&str>, tin: &str) -> bool {
        let is_digits =
            |length| tin.len() == length && tin.bytes().all(|byte| byte.is_ascii_digit());
        match tin_type {
            Some("npi") => is_digits(10) && tin.parse().is_ok_and(|npi| self.npis.contains(&npi)),
            _ => is_digits(9) && tin.parse().is_ok_and(|tin| self.tins.contains(&tin)),
        }
    }
}

impl RateFilter {
    /// Creates a filter of given codes, NPIs and EINs, for tests and benchmarks.
    pub(crate) fn of(codes: &[&str], npis: &[u64], tins: &[u32]) -> Self {
        let code = |code: &&str| code.as_bytes().try_into().ok();
        Self {
            codes: codes.iter().filter_map(code).collect(),
            npis: npis.iter().copied().collect(),
            tins: tins.iter().copied().collect(),
        }
    }
}
