//! Filter of an extraction: codes of the catalog, and NPIs and TINs of registered sites of any
//! status.

use super::code_words::CodeWords;
use super::report::LookedFor;
use nearsite_domain::{Catalog, Npi, Site};
use rustc_hash::{FxHashMap, FxHashSet};

/// Length of every code.
pub(crate) const CODE_BYTES: usize = 5;

/// Code as bytes, upper case.
pub(crate) type CodeBytes = [u8; CODE_BYTES];

/// Codes, NPIs and TINs whose rates are kept.
#[derive(Debug, Default)]
pub(crate) struct RateFilter {
    codes: FxHashMap<CodeBytes, CodeWords>,
    npis: FxHashSet<u64>,
    tins: FxHashSet<u32>,
}

impl RateFilter {
    /// Creates a filter of all codes of a catalog and all registered sites.
    pub(crate) fn new(catalog: &Catalog, sites: &[Site]) -> Self {
        let codes = catalog.procedures().iter().filter_map(|procedure| {
            let code = procedure.code.as_str().as_bytes().try_into().ok()?;
            Some((code, CodeWords::new(procedure)))
        });
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
    pub(crate) fn code(&self, text: &str) -> Option<CodeBytes> {
        let mut code: CodeBytes = text.trim().as_bytes().try_into().ok()?;
        code.make_ascii_uppercase();
        self.has_code(code).then_some(code)
    }

    /// True if a code is in the catalog.
    pub(crate) fn has_code(&self, code: CodeBytes) -> bool {
        self.codes.contains_key(&code)
    }

    /// True if the catalog has a code from one code to another, in either order. Letters and digits
    /// must be at the same positions as in both.
    pub(crate) fn has_code_between(&self, one: CodeBytes, other: CodeBytes) -> bool {
        let shape = |code: CodeBytes| code.map(|byte| byte.is_ascii_digit());
        let (first, last) = (one.min(other), one.max(other));
        self.codes.keys().any(|&code| {
            (first..=last).contains(&code) && [shape(first), shape(last)].contains(&shape(code))
        })
    }

    /// True if the catalog has another code that differs from a code only in its last characters.
    pub(crate) fn has_code_ending(&self, mut code: CodeBytes, ending: &str) -> bool {
        let stated = code;
        let Some(begin) = CODE_BYTES.checked_sub(ending.len()) else {
            return false;
        };
        code[begin..].copy_from_slice(ending.as_bytes());
        code != stated && self.has_code(code)
    }

    /// True if a description names the modality of a code and, if it has regions, a part of the
    /// body.
    pub(crate) fn describes(&self, code: CodeBytes, description: &str) -> bool {
        let words = self.codes.get(&code);
        words.is_some_and(|words| words.agree(description))
    }

    /// Returns the numbers of codes, NPIs and TINs.
    pub(crate) fn looked_for(&self) -> LookedFor {
        LookedFor {
            codes: self.codes.len(),
            npis: self.npis.len(),
            tins: self.tins.len(),
        }
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
        let code = |code: &&str| Some((code.as_bytes().try_into().ok()?, CodeWords::default()));
        Self {
            codes: codes.iter().filter_map(code).collect(),
            npis: npis.iter().copied().collect(),
            tins: tins.iter().copied().collect(),
        }
    }
}

#[cfg(test)]
impl RateFilter {
    /// Adds a registered NPI.
    pub(crate) fn with_npi(mut self, npi: u64) -> Self {
        self.npis.insert(npi);
        self
    }
}
